"""Eine unterzeichnete Niederschrift versenden, einmal je Fassung (GO RSK § 7 Abs. 3, GO Steinfurt § 7).

Der Knopf schickt nichts selbst: er schreibt alle E-Mails in den Postausgang. Nimmt ein Mailserver eine nicht
an, gehen die anderen trotzdem hinaus.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.basis.zeit import berliner_tag, tagesbeginn
from kim.protokoll.domain.speichern import speichere
from kim.versand.domain.aktionslink import LinkUngueltig, abgelaufenes_ziel, aktionslink_finden
from kim.versand.domain.klaeren import zustellung_erledigen
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, OFFEN
from lenkung import permissions
from lenkung.domain.niederschriftsversand_post import NIEDERSCHRIFT_LINK, links_fuer, schreiben, sitzungswerte
from lenkung.domain.niederschriftsversandtexte import NEUER_LINK
from lenkung.domain.queries.genehmigung import BEZUG, zustellungen
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.niederschriftsversand import (
    Vorgesehen,
    beilagen,
    empfangskreis,
    noch_nicht_bedacht,
)
from lenkung.domain.queries.oeffentlich import oeffentliches_pdf
from lenkung.models import (
    Niederschrift,
    Niederschriftsbeilage,
    Niederschriftsempfaenger,
    Niederschriftsfassung,
    Niederschriftsversand,
    Sitzung,
)
from lenkung.regeln.niederschriftsfassung import Fassungsstand


@dataclass(frozen=True, slots=True)
class Versendet:
    """Was aus dem Knopfdruck wurde. `neu` ist falsch, wenn sie schon versandt war."""

    versand: Niederschriftsversand
    erreicht: int = 0
    ohne_adresse: tuple[str, ...] = ()
    warten: int = 0
    """Auf die öffentliche Fassung."""
    neu: bool = True


@transaction.atomic
def niederschrift_versenden(
    *, sitzung_id: int, akteur: Akteur, anschreiben: str = "", anlagen: Collection[int] = ()
) -> Versendet:
    """Die geltende Fassung an Mitglieder, Stellvertretungen, Vorzimmer und Verteiler."""
    sitzung = _sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_niederschrift_versenden(akteur, sitzung))
    fassung = _geltende(sitzung)
    vorhanden = Niederschriftsversand.objects.filter(fassung=fassung).first()
    if vorhanden is not None:
        return Versendet(vorhanden, neu=False)
    kreis = empfangskreis(sitzung.gremium, timezone.localdate())
    if not any(person.erreichbar for person in kreis):
        raise Fachfehler(
            _("Niemand hat eine E-Mail-Adresse. Bitte erst Mitglieder und Adressen eintragen."),
            code="niemand",
        )
    versand = Niederschriftsversand(
        fassung=fassung,
        anschreiben=anschreiben,
        abgeschickt_am=timezone.now(),
        abgeschickt_von_name=akteur.akteur_name,
    )
    speichere(versand, akteur=akteur)
    Niederschriftsbeilage.objects.bulk_create(
        Niederschriftsbeilage(
            versand=versand,
            dokument_id=datei.dokument_id,
            titel=datei.titel[:200],
            reihenfolge=nummer,
            als_link=datei.als_link,
        )
        for nummer, datei in enumerate(beilagen(fassung, anlagen, sitzung.gremium), start=1)
    )
    return _bedenken(versand, kreis, akteur)


@transaction.atomic
def niederschrift_nachsenden(*, sitzung_id: int, akteur: Akteur) -> Versendet:
    """An alle, die inzwischen dazukamen; wer sie schon hat, bekommt nichts.

    Die Frist der anderen bleibt, wie sie ist: von Nachgesandten hängt sie nicht ab *(abgeleitet)*.
    """
    sitzung = _sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_niederschrift_versenden(akteur, sitzung))
    versand = Niederschriftsversand.objects.filter(fassung=_geltende(sitzung)).first()
    if versand is None:
        raise Fachfehler(_("Die Niederschrift ist noch nicht versandt."), code="nicht_versandt")
    versand.fassung.niederschrift.sitzung = sitzung
    kreis = noch_nicht_bedacht(versand, empfangskreis(sitzung.gremium, timezone.localdate()))
    return _bedenken(versand, [replace(person, zaehlt=False) for person in kreis], akteur)


@transaction.atomic
def an_empfaenger_senden(*, empfaenger_id: int, email: str, lauf: int, akteur: Akteur) -> bool:
    """Noch einmal an eine Person, wenn nötig an eine berichtigte Adresse.

    `lauf` ist, die wievielte E-Mail die Seite sah: der zweite Klick sendet nichts mehr.
    """
    person = _empfaenger_gesperrt(empfaenger_id)
    verlange(permissions.darf_niederschrift_versenden(akteur, _sitzung_von(person)))
    _verlange_geltung(person)
    if person.mails != lauf:
        return False
    mails = zustellungen(person.versand).get(person.pk, [])
    if mails and mails[-1].stand in OFFEN:
        raise Fachfehler(_("Die E-Mail an diese Person ist noch unterwegs."), code="unterwegs")
    normal = adresse_normal(email)
    if normal is None:
        raise Fachfehler(
            _("Diese E-Mail-Adresse ist nicht vollständig oder falsch geschrieben."),
            code="adresse",
            feld="email",
        )
    person.email = normal
    for mail in mails:
        if mail.stand in BRAUCHT_MENSCHEN:
            # Whoever may not read the Postausgang leaves it open there; the new mail goes out all the same.
            with suppress(NichtErlaubt):
                zustellung_erledigen(
                    zustellung_id=mail.zustellung_id,
                    begruendung=_("Noch einmal gesendet"),
                    akteur=akteur,
                )
    schreiben(person.versand, [person], akteur)
    return True


@transaction.atomic
def anders_zustellen(*, empfaenger_id: int, wie: str, am: date, akteur: Akteur) -> Niederschriftsempfaenger:
    """Wer keine E-Mail bekommt, hat sie zum Beispiel als Brief bekommen; von dem Tag an läuft die Frist."""
    person = _empfaenger_gesperrt(empfaenger_id)
    verlange(permissions.darf_niederschrift_versenden(akteur, _sitzung_von(person)))
    _verlange_geltung(person)
    wie = " ".join(wie.split())
    if not wie:
        raise Fachfehler(
            _("Bitte angeben, wie sie zugestellt wurde, zum Beispiel „Brief“."), code="wie", feld="wie"
        )
    frueheste = berliner_tag(person.versand.abgeschickt_am)
    if not frueheste <= am <= timezone.localdate():
        raise Fachfehler(
            _("Bitte einen Tag zwischen dem %(von)s und heute angeben.") % {"von": datum(frueheste)},
            code="tag",
            feld="am",
        )
    person.anders_am = max(tagesbeginn(am), person.versand.abgeschickt_am)
    person.anders_wie, person.anders_von_name = wie[:200], akteur.akteur_name
    person.save(update_fields=["anders_am", "anders_wie", "anders_von_name"])
    return person


# Hinter dem Link --------------------------------------------------------------------------------------------


AUSGESCHALTET = "ausgeschaltet"
"""Der Kreis nutzt die Lenkung nicht mehr; dann führt auch kein Link mehr zu ihr."""


@dataclass(frozen=True, slots=True)
class Geoeffnet:
    """Was ein persönlicher Link öffnet. Nie mehr, als in der E-Mail stand."""

    person: Niederschriftsempfaenger
    gueltig_bis: datetime

    @property
    def fassung(self) -> Niederschriftsfassung:
        return self.person.versand.fassung

    @property
    def niederschrift(self) -> Niederschrift:
        return self.fassung.niederschrift


def niederschriftslink_lesen(token: str) -> Geoeffnet:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    link = aktionslink_finden(token=token, zweck=NIEDERSCHRIFT_LINK.schluessel)
    return Geoeffnet(empfaenger_mit_sitzung(link.ziel_id), link.gueltig_bis)


def empfaenger_mit_sitzung(empfaenger_id: int) -> Niederschriftsempfaenger:
    """Mit allem, was die Seite zeigt."""
    return Niederschriftsempfaenger.objects.select_related(
        "versand__fassung__niederschrift__sitzung__gremium__kreis",
        "versand__fassung__niederschrift__sitzung__geschaeftsordnung",
    ).get(pk=empfaenger_id)


def hinter_dem_link(person: Niederschriftsempfaenger) -> list[tuple[str, Any]]:
    """Bezeichnung und Datei; alles, was die E-Mail dieser Person nannte, auch was anhing."""
    if person.nur_oeffentlich:
        pdf = oeffentliches_pdf(person.versand.fassung)
        return [(_("Niederschrift, öffentliche Fassung"), pdf)] if pdf else []
    menge = Niederschriftsbeilage.objects.filter(versand=person.versand).select_related("dokument")
    return [(satz.titel, satz.dokument) for satz in menge]


@transaction.atomic
def neuen_link_anfordern(*, token: str) -> bool:
    """Ein abgelaufener Link holt einen neuen, an dieselbe Adresse; höchstens einen in der Stunde.

    Wer ihn anfordert, erfährt nicht, wohin er geht.
    """
    ziel = abgelaufenes_ziel(token=token, zweck=NIEDERSCHRIFT_LINK.schluessel)
    if ziel is None:
        raise LinkUngueltig(_("Dieser Link ist nicht abgelaufen, oder es gibt ihn nicht."), code="unbekannt")
    person = _empfaenger_gesperrt(ziel)
    sitzung, jetzt = _sitzung_von(person), timezone.now()
    if not sitzung.gremium.kreis.modul_lenkung:
        raise LinkUngueltig(_("Diesen Link gibt es nicht."), code=AUSGESCHALTET)
    _verlange_geltung(person)
    if adresse_normal(person.email) is None:
        return False
    schluessel = f"{NEUER_LINK.schluessel}:{person.pk}:{jetzt:%Y%m%d%H}"
    akteur = SystemAkteur("Neuer Link zur Niederschrift", sitzung.kreis_id)
    link = links_fuer([person], sitzung, akteur)[person.pk]
    assert person.link_bis is not None
    nachricht_aus_mailtext(
        kreis_id=sitzung.kreis_id,
        akteur=akteur,
        mailtext=NEUER_LINK.schluessel,
        werte={**sitzungswerte(sitzung), "link_bis": datum(person.link_bis)},
        empfaenger=[
            Empfaenger(
                person.name,
                person.email,
                bezug=f"{BEZUG}:{person.pk}",
                werte={"name": person.name},
                geheim={"link": link},
            )
        ],
        schluessel=schluessel,
    )
    person.save(update_fields=["link_bis"])
    return True


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _sitzung_gesperrt(sitzung_id: int) -> Sitzung:
    """Unter der Sperre der Sitzung, wie beim Unterzeichnen und Widerrufen."""
    return (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium__kreis", "geschaeftsordnung")
        .get(pk=sitzung_id)
    )


def _geltende(sitzung: Sitzung) -> Niederschriftsfassung:
    niederschrift = Niederschrift.objects.filter(sitzung=sitzung).first()
    fassung = geltende_fassung(niederschrift) if niederschrift else None
    if niederschrift is None or fassung is None:
        raise Fachfehler(
            _("Versenden lässt sich die Niederschrift, sobald sie unterzeichnet ist."),
            code="nicht_unterzeichnet",
        )
    if fassung.unterzeichnetes_pdf is None:
        raise Fachfehler(_("Das unterzeichnete PDF liegt noch nicht vor."), code="ohne_pdf")
    niederschrift.sitzung = sitzung
    fassung.niederschrift = niederschrift
    return fassung


def _bedenken(versand: Niederschriftsversand, kreis: Iterable[Vorgesehen], akteur: Akteur) -> Versendet:
    alle = list(kreis)
    wartende = [p for p in alle if p.nur_oeffentlich]
    if oeffentliches_pdf(versand.fassung) is not None:
        wartende = []
    neue = Niederschriftsempfaenger.objects.bulk_create(
        Niederschriftsempfaenger(
            versand=versand,
            art=person.art.value,
            kennung=person.kennung,
            name=person.name[:200],
            email=person.email,
            stelle=": ".join(teil for teil in (person.kreis, person.stelle) if teil)[:250],
            sitz_id=person.sitz_id,
            person_id=person.person_id,
            zaehlt=person.zaehlt,
            nur_oeffentlich=person.nur_oeffentlich,
        )
        for person in alle
        if person not in wartende
    )
    erreicht = schreiben(versand, neue, akteur)
    ohne = tuple(p.name for p in neue if adresse_normal(p.email) is None)
    return Versendet(versand, erreicht, ohne, len(wartende))


def _empfaenger_gesperrt(empfaenger_id: int) -> Niederschriftsempfaenger:
    Niederschriftsempfaenger.objects.select_for_update(no_key=True).get(pk=empfaenger_id)
    return empfaenger_mit_sitzung(empfaenger_id)


def _sitzung_von(person: Niederschriftsempfaenger) -> Sitzung:
    return person.versand.fassung.niederschrift.sitzung


def _verlange_geltung(person: Niederschriftsempfaenger) -> None:
    if person.versand.fassung.lage is not Fassungsstand.UNTERZEICHNET:
        raise Fachfehler(_("Diese Fassung der Niederschrift gilt nicht mehr."), code="gilt_nicht_mehr")
