"""Punkte zur Tagesordnung vorschlagen und über sie entscheiden (GO RSK § 4 Abs. 4).

Zu spät Vorgeschlagenes wird angenommen und gekennzeichnet. Jede Entscheidung ist ein Schritt, der bleibt, und
geht als E-Mail an die Person, die vorgeschlagen hat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.mailtext import Mailtextart
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.konten.domain.queries.konten import adresse_des_kontos
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain import mailtexte_vorschlag as mailtexte
from lenkung.domain.anlage import anlagen_ablegen
from lenkung.domain.queries.geschaeftsordnung import geltende_geschaeftsordnung
from lenkung.domain.queries.mitglieder import mitwirkung_von
from lenkung.domain.queries.vorschlaege import urteil
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.tagesordnung import punkt_aus_vorschlag
from lenkung.models import Gremium, Sitzung, Tagesordnungspunkt, Vorschlag, Vorschlagsschritt
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.vorschlag import Schritt, Vorschlagsstand


class VorschlagAngaben(TypedDict):
    titel: str
    art: str
    erlaeuterung: str
    minuten: int


FELDER = frozenset(VorschlagAngaben.__annotations__)
_THEMA_HOECHSTENS = 150
"""Damit der Betreff einer E-Mail nicht zu lang wird."""


@dataclass(frozen=True, slots=True)
class Beantwortet:
    """Was aus einem Vorgang wurde, und ob die Person es per E-Mail erfährt."""

    vorschlag: Vorschlag
    erreicht: bool = False
    punkt: Tagesordnungspunkt | None = None


@transaction.atomic
def vorschlag_einreichen(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: VorschlagAngaben,
    schluessel: UUID,
    sitzung_id: int | None = None,
    person_id: int | None = None,
    dateien: Sequence[GepruefteDatei] = (),
    mailtext: Mailtextart = mailtexte.EINGEGANGEN,
) -> Beantwortet:
    """Nimmt einen Vorschlag an, auch einen verspäteten (GO RSK § 4 Abs. 4).

    Ohne Sitzung wartet er im Themenspeicher. `person_id`: die Geschäftsstelle trägt ihn für jemanden ein.
    Derselbe Schlüssel ergibt denselben Vorschlag: zweimal geklickt ist einmal vorgeschlagen. `mailtext` sagt
    der Person, wie es dazu kam.
    """
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_vorschlagen(akteur, gremium))
    vorhanden = permissions.sichtbare_vorschlaege(akteur).filter(schluessel=schluessel).first()
    if vorhanden is not None:
        return Beantwortet(vorhanden, bool(_empfaenger(vorhanden)))
    vorschlag = Vorschlag(
        gremium=gremium,
        sitzung=_waehlbare_sitzung(gremium, sitzung_id),
        eingereicht_am=timezone.now(),
        schluessel=schluessel,
        **_einreicher(gremium, akteur, person_id),
    )
    setze(vorschlag, angaben, FELDER)
    speichere(vorschlag, akteur=akteur)
    anlagen_ablegen(satz=vorschlag, dateien=dateien, akteur=akteur)
    schritt = _schritt(vorschlag, Schritt.EINGEREICHT, akteur, sitzung=vorschlag.sitzung)
    return _mitteilen(vorschlag, schritt, mailtext, akteur, frist=_frist(vorschlag))


@transaction.atomic
def vorschlag_nachfragen(
    *, vorschlag_id: int, akteur: Akteur, text: str, erwarteter_stand: int | None = None
) -> Beantwortet:
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_bearbeiten(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    frage = _begruendet(text)
    _in_stand(vorschlag, Vorschlagsstand.RUECKFRAGE, akteur, frage)
    schritt = _schritt(vorschlag, Schritt.GEFRAGT, akteur, text=frage)
    return _mitteilen(vorschlag, schritt, mailtexte.NACHGEFRAGT, akteur, frage=frage)


@transaction.atomic
def vorschlag_beantworten(
    *,
    vorschlag_id: int,
    akteur: Akteur,
    text: str,
    dateien: Sequence[GepruefteDatei] = (),
    erwarteter_stand: int | None = None,
) -> Beantwortet:
    """Die Antwort auf eine Rückfrage; der Vorschlag wartet wieder auf die Geschäftsstelle."""
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_beantworten(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    antwort = _begruendet(text)
    _in_stand(vorschlag, Vorschlagsstand.EINGEGANGEN, akteur, antwort)
    anlagen_ablegen(satz=vorschlag, dateien=dateien, akteur=akteur)
    _schritt(vorschlag, Schritt.GEANTWORTET, akteur, text=antwort)
    return Beantwortet(vorschlag)


@transaction.atomic
def vorschlag_verschieben(
    *,
    vorschlag_id: int,
    akteur: Akteur,
    text: str,
    sitzung_id: int | None = None,
    erwarteter_stand: int | None = None,
) -> Beantwortet:
    """Auf eine andere Sitzung oder, ohne eine, in den Themenspeicher; immer mit einer Antwort.

    Steht der Vorschlag schon auf einer Tagesordnung, muss der Punkt zuerst dort abgesetzt sein.
    """
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_verschieben(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    noch_offen = vorschlag.punkte.exclude(stand=Punktstand.ABGESETZT.value)
    if noch_offen.exclude(sitzung__stand=Sitzungsstand.ABGESAGT.value).exists():
        raise Fachfehler(
            _("Der Punkt steht noch auf einer Tagesordnung. Bitte zuerst dort absetzen."), code="steht_noch"
        )
    sitzung = _waehlbare_sitzung(vorschlag.gremium, sitzung_id)
    if sitzung is not None and sitzung.pk == vorschlag.sitzung_id:
        raise Fachfehler(
            _("Für diese Sitzung ist der Vorschlag schon vorgesehen. Bitte eine andere wählen."),
            code="unveraendert",
            feld="sitzung",
        )
    antwort = _begruendet(text)
    vorschlag.sitzung = sitzung
    _in_stand(vorschlag, Vorschlagsstand.VERSCHOBEN, akteur, antwort)
    schritt = _schritt(vorschlag, Schritt.VERSCHOBEN, akteur, text=antwort, sitzung=sitzung)
    return _mitteilen(vorschlag, schritt, mailtexte.VERSCHOBEN, akteur, antwort=antwort)


@transaction.atomic
def vorschlag_ablehnen(
    *, vorschlag_id: int, akteur: Akteur, grund: str, erwarteter_stand: int | None = None
) -> Beantwortet:
    """Nur mit Grund; der Vorschlag bleibt lesbar."""
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_bearbeiten(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    grund = _begruendet(grund, feld="grund")
    _in_stand(vorschlag, Vorschlagsstand.ABGELEHNT, akteur, grund)
    schritt = _schritt(vorschlag, Schritt.ABGELEHNT, akteur, text=grund)
    return _mitteilen(vorschlag, schritt, mailtexte.ABGELEHNT, akteur, grund=grund)


@transaction.atomic
def vorschlag_aufnehmen(
    *, vorschlag_id: int, sitzung_id: int, akteur: Akteur, text: str = "", erwarteter_stand: int | None = None
) -> Beantwortet:
    """Macht aus dem Vorschlag einen Punkt der Tagesordnung dieser Sitzung."""
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_bearbeiten(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    sitzung = _waehlbare_sitzung(vorschlag.gremium, sitzung_id)
    assert sitzung is not None  # its id was given
    vorschlag.sitzung = sitzung
    _in_stand(vorschlag, Vorschlagsstand.AUFGENOMMEN, akteur, "")
    punkt = punkt_aus_vorschlag(vorschlag=vorschlag, sitzung=sitzung, akteur=akteur)
    text = text.strip()
    schritt = _schritt(vorschlag, Schritt.AUFGENOMMEN, akteur, text=text, sitzung=sitzung)
    antwort = _mitteilen(vorschlag, schritt, mailtexte.AUFGENOMMEN, akteur, antwort=text)
    return Beantwortet(vorschlag, antwort.erreicht, punkt)


@transaction.atomic
def vorschlag_zurueckziehen(
    *, vorschlag_id: int, akteur: Akteur, text: str = "", erwarteter_stand: int | None = None
) -> Beantwortet:
    vorschlag = _gesperrt(vorschlag_id)
    verlange(permissions.darf_vorschlag_zurueckziehen(akteur, vorschlag))
    stand_pruefen(vorschlag, erwarteter_stand)
    _in_stand(vorschlag, Vorschlagsstand.ZURUECKGEZOGEN, akteur, text.strip())
    _schritt(vorschlag, Schritt.ZURUECKGEZOGEN, akteur, text=text.strip())
    return Beantwortet(vorschlag)


# What all acts share ----------------------------------------------------------------------------------------


def _gesperrt(vorschlag_id: int) -> Vorschlag:
    """Unter der Sperre des Gremiums: von zweien, die entscheiden, liest der zweite den neuen Stand."""
    gremium = gremium_sperren(Vorschlag.objects.values_list("gremium_id", flat=True).get(pk=vorschlag_id))
    vorschlag = Vorschlag.objects.select_related("sitzung", "person").get(pk=vorschlag_id)
    vorschlag.gremium = gremium
    return vorschlag


def _in_stand(vorschlag: Vorschlag, stand: Vorschlagsstand, akteur: Akteur, grund: str) -> None:
    vorschlag.stand = stand.value
    speichere(vorschlag, akteur=akteur, grund=" ".join(grund.split())[:200])


def _schritt(
    vorschlag: Vorschlag, art: Schritt, akteur: Akteur, *, text: str = "", sitzung: Sitzung | None = None
) -> Vorschlagsschritt:
    schritt = Vorschlagsschritt(
        vorschlag=vorschlag,
        art=art.value,
        text=text,
        sitzung=sitzung,
        am=timezone.now(),
        von_name=akteur.akteur_name,
    )
    schritt.full_clean()
    schritt.save(force_insert=True)
    return schritt


def _begruendet(text: str, *, feld: str = "text") -> str:
    text = text.strip()
    if not text:
        raise Fachfehler(
            _("Bitte begründen: wer vorgeschlagen hat, soll es lesen können."), code="leer", feld=feld
        )
    return text


def _waehlbare_sitzung(gremium: Gremium, sitzung_id: int | None) -> Sitzung | None:
    if sitzung_id is None:
        return None
    sitzung = Sitzung.objects.filter(pk=sitzung_id, gremium=gremium).first()
    if sitzung is None:
        raise Fachfehler(
            _("Diese Sitzung gehört zu einem anderen Gremium. Bitte eine andere wählen."),
            code="fremdes_gremium",
            feld="sitzung",
        )
    if sitzung.lage not in VERAENDERLICH or sitzung.beginn <= timezone.now():
        raise Fachfehler(
            _("Auf die Tagesordnung dieser Sitzung kommt nichts mehr. Bitte eine andere wählen."),
            code="geschlossen",
            feld="sitzung",
        )
    sitzung.gremium = gremium
    return sitzung


def _einreicher(gremium: Gremium, akteur: Akteur, person_id: int | None) -> dict[str, Any]:
    """Name und Sitz, wie sie jetzt sind: die Person selbst kann später gelöscht werden."""
    fuer_andere = person_id is not None and person_id != akteur.person_id
    name = akteur.akteur_name
    if person_id is not None and fuer_andere:
        verlange(permissions.darf_fuer_andere_vorschlagen(akteur, gremium))
        person = personen_im_kreis(gremium.kreis_id).filter(pk=person_id).first()
        if person is None:
            meldung = _("Diese Person gehört nicht zu Ihrem Kreis. Bitte eine andere wählen.")
            raise Fachfehler(meldung, code="fremde_person", feld="person")
        name = str(person)
    mitwirkung = mitwirkung_von(person_id if fuer_andere else akteur.person_id, timezone.localdate())
    eigene = mitwirkung.get(gremium.pk)
    sitz = ""
    if eigene and eigene.besetzungen:
        sitz = str(eigene.besetzungen[0].sitz)
    elif eigene and eigene.aemter:
        sitz = eigene.aemter[0].get_art_display()
    return {
        "person_id": person_id if fuer_andere else akteur.person_id,
        "konto_id": None if fuer_andere else akteur.konto_id,
        "einreicher_name": name,
        "einreicher_sitz": sitz[:200],
    }


# What the proposer is told ----------------------------------------------------------------------------------


def _empfaenger(vorschlag: Vorschlag) -> Empfaenger | None:
    """Die Person aus den Stammdaten, sonst das Konto; None ohne gültige Adresse."""
    person = vorschlag.person
    adresse = (person.email if person is not None else "") or adresse_des_kontos(vorschlag.konto_id)
    if adresse_normal(adresse) is None:
        return None
    name = vorschlag.einreicher_name
    bezug = f"vorschlag:{vorschlag.pk}"
    return Empfaenger(name, adresse, konto_id=vorschlag.konto_id, bezug=bezug, werte={"name": name})


def _mitteilen(
    vorschlag: Vorschlag, schritt: Vorschlagsschritt, text: Mailtextart, akteur: Akteur, **werte: str
) -> Beantwortet:
    """In der Transaktion des Vorgangs; ein Schritt, eine Nachricht."""
    an = _empfaenger(vorschlag)
    if an is None:
        return Beantwortet(vorschlag)
    alle = {
        "gremium": vorschlag.gremium.kurz,
        "thema": _gekuerzt(vorschlag.titel),
        "sitzung": str(vorschlag.sitzung) if vorschlag.sitzung else _("noch keine Sitzung (Themenspeicher)"),
        **werte,
    }
    nachricht_aus_mailtext(
        kreis_id=vorschlag.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={name: wert for name, wert in alle.items() if name in text.namen},
        empfaenger=[an],
        schluessel=f"{text.schluessel}:{schritt.pk}",
    )
    return Beantwortet(vorschlag, erreicht=True)


def _gekuerzt(titel: str) -> str:
    return titel if len(titel) <= _THEMA_HOECHSTENS else titel[: _THEMA_HOECHSTENS - 1].rstrip() + "…"


def _frist(vorschlag: Vorschlag) -> str:
    sitzung = vorschlag.sitzung
    if sitzung is None:
        return _("Die Geschäftsstelle sucht eine passende Sitzung.")
    go = geltende_geschaeftsordnung(sitzung.gremium_id, sitzungstag=sitzung.tag)
    return urteil(vorschlag.eingang, sitzung, go).befund.rechnung
