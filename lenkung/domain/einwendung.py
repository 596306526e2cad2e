"""Einwendungen gegen eine Niederschrift: vorbringen, eintragen, zurückziehen, entscheiden (§ 7).

Angenommen wird jede. Ob sie rechtzeitig kam, sagen die Regeln; eine verspätete hindert nicht.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.adressaten import adressaten
from lenkung.domain.genehmigung import niederschrift_genehmigen, niederschrift_gesperrt
from lenkung.domain.niederschriftsversand import empfaenger_mit_sitzung, niederschriftslink_lesen
from lenkung.domain.niederschriftsversand_post import sitzungswerte
from lenkung.domain.niederschriftsversandtexte import EINWENDUNG_DA, EINWENDUNG_ENTSCHIEDEN
from lenkung.domain.queries.genehmigung import genehmigungsregel
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.models import (
    Beschluss,
    Einwendung,
    Niederschrift,
    Niederschriftsempfaenger,
    Niederschriftsfassung,
    Sitzung,
)
from lenkung.regeln.erinnerung import Erinnerungsziel
from lenkung.regeln.genehmigung import Einwendungsstand, Einwendungsweg
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Genehmigung as Weg

_STATTGEFUNDEN = frozenset({Sitzungsstand.EROEFFNET, Sitzungsstand.GESCHLOSSEN})


@dataclass(frozen=True, slots=True)
class Eingetragen:
    """Was die Geschäftsstelle für jemanden einträgt: von wem, was, wann es einging und woher es stammt."""

    von_name: str
    text: str
    eingegangen_am: datetime
    vermerk: str
    stelle: str = ""


@dataclass(frozen=True, slots=True)
class Entscheidung:
    angenommen: bool
    begruendung: str
    sitzung_id: int | None = None
    beschluss_id: int | None = None


@transaction.atomic
def einwenden_per_link(*, token: str, text: str, schluessel: UUID) -> Einwendung:
    """Ohne Konto: der Link ist das Recht."""
    person = niederschriftslink_lesen(token).person
    akteur = SystemAkteur("Einwendung über den Link", person.versand.kreis_id)
    return _vorbringen(person, Einwendungsweg.LINK, text, schluessel, akteur)


@transaction.atomic
def einwenden(*, empfaenger_id: int, text: str, schluessel: UUID, akteur: Akteur) -> Einwendung:
    """Angemeldet, für sich selbst."""
    person = empfaenger_mit_sitzung(empfaenger_id)
    verlange(permissions.darf_als_mitglied_einwenden(akteur, person))
    return _vorbringen(person, Einwendungsweg.KONTO, text, schluessel, akteur)


@transaction.atomic
def einwendung_eintragen(
    *, sitzung_id: int, angaben: Eingetragen, schluessel: UUID, akteur: Akteur
) -> Einwendung:
    """Was per Brief, am Telefon oder in der Sitzung kam, mit dem Augenblick des Eingangs."""
    niederschrift = niederschrift_gesperrt(Niederschrift.objects.get(sitzung_id=sitzung_id).pk)
    verlange(permissions.darf_einwendung_eintragen(akteur, niederschrift.sitzung))
    fassung = geltende_fassung(niederschrift)
    if fassung is None or not hasattr(fassung, "versand"):
        raise Fachfehler(
            _("Einwendungen gibt es erst, wenn die Niederschrift versandt ist."), code="nicht_versandt"
        )
    jetzt = timezone.now()
    if not fassung.versand.abgeschickt_am <= angaben.eingegangen_am <= jetzt:
        raise Fachfehler(
            _("Bitte einen Zeitpunkt zwischen dem Versand und jetzt angeben."),
            code="eingang",
            feld="eingegangen_am",
        )
    vermerk = " ".join(angaben.vermerk.split())
    if not vermerk:
        raise Fachfehler(
            _("Bitte angeben, woher die Einwendung stammt, zum Beispiel „Brief vom 12.05.“."),
            code="ohne_vermerk",
            feld="vermerk",
        )
    satz = Einwendung(
        fassung=fassung,
        von_name=" ".join(angaben.von_name.split()),
        stelle=" ".join(angaben.stelle.split()),
        text=_text(angaben.text),
        weg=Einwendungsweg.GESCHAEFTSSTELLE.value,
        vermerk=vermerk,
        eingegangen_am=angaben.eingegangen_am,
        schluessel=schluessel,
    )
    return _anlegen(satz, jetzt, akteur)


def ist_von(eine: Niederschriftsempfaenger, andere: Niederschriftsempfaenger) -> bool:
    """Dieselbe Person, auch im Versand einer anderen Fassung: ihre Einwendung bleibt ihre."""
    return eine.pk == andere.pk or (eine.person_id is not None and eine.person_id == andere.person_id)


@transaction.atomic
def einwendung_zurueckziehen_per_link(*, token: str, einwendung_id: int) -> Einwendung:
    person = niederschriftslink_lesen(token).person
    satz = _gesperrt(einwendung_id)
    if satz.empfaenger is None or not ist_von(satz.empfaenger, person):
        raise Einwendung.DoesNotExist
    akteur = SystemAkteur("Einwendung über den Link", satz.kreis_id)
    return _zurueckziehen(satz, satz.von_name, akteur)


@transaction.atomic
def einwendung_zurueckziehen(*, einwendung_id: int, akteur: Akteur) -> Einwendung:
    """Wer sie vorgebracht hat; die Geschäftsstelle, wenn es ihr gesagt wurde."""
    satz = _gesperrt(einwendung_id)
    verlange(permissions.darf_einwendung_zurueckziehen(akteur, satz))
    return _zurueckziehen(satz, akteur.akteur_name, akteur)


@transaction.atomic
def einwendung_entscheiden(*, einwendung_id: int, entscheidung: Entscheidung, akteur: Akteur) -> Einwendung:
    """In der Sitzung, die genehmigt; wo eine Frist läuft, auch ohne eine (GO Steinfurt § 7).

    Eine angenommene führt zu einer neuen Fassung; bis dahin ist die Niederschrift „zu ändern“.
    """
    satz = _gesperrt(einwendung_id)
    verlange(permissions.darf_einwendung_entscheiden(akteur, satz))
    begruendung = entscheidung.begruendung.strip()
    if not begruendung:
        raise Fachfehler(_("Bitte begründen, wie entschieden wurde."), code="begruendung", feld="begruendung")
    satz.sitzung = _entscheidende_sitzung(satz, entscheidung.sitzung_id)
    satz.beschluss = _beschluss(satz, entscheidung.beschluss_id)
    stand = Einwendungsstand.ANGENOMMEN if entscheidung.angenommen else Einwendungsstand.ZURUECKGEWIESEN
    satz.stand, satz.begruendung = stand.value, begruendung[:2000]
    satz.erledigt_am, satz.erledigt_von_name = timezone.now(), akteur.akteur_name
    speichere(satz, akteur=akteur, grund=satz.get_stand_display())
    _mitteilen(satz, akteur)
    niederschrift_genehmigen(niederschrift_id=satz.fassung.niederschrift_id, jetzt=timezone.now())
    return satz


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _vorbringen(
    person: Niederschriftsempfaenger, weg: Einwendungsweg, text: str, schluessel: UUID, akteur: Akteur
) -> Einwendung:
    # The moment it came in, not the one at which others let it pass.
    jetzt = timezone.now()
    verlange(permissions.darf_einwenden(person))
    niederschrift_gesperrt(person.versand.fassung.niederschrift_id)
    fassung = Niederschriftsfassung.objects.get(pk=person.versand.fassung_id)
    if fassung.lage is not Fassungsstand.UNTERZEICHNET:
        raise Fachfehler(
            _("Diese Fassung der Niederschrift gilt nicht mehr. Bitte nehmen Sie die neueste E-Mail."),
            code="gilt_nicht_mehr",
        )
    fassung.niederschrift = person.versand.fassung.niederschrift
    satz = Einwendung(
        fassung=fassung,
        empfaenger=person,
        von_name=person.name,
        stelle=person.stelle[:200],
        text=_text(text),
        weg=weg.value,
        eingegangen_am=jetzt,
        schluessel=schluessel,
    )
    neu = not Einwendung.objects.filter(schluessel=schluessel).exists()
    satz = _anlegen(satz, jetzt, akteur)
    if neu:
        _melden(satz, akteur)
    return satz


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Fachfehler(_("Bitte schreiben, was geändert werden soll."), code="leer", feld="text")
    return text


def _anlegen(satz: Einwendung, jetzt: datetime, akteur: Akteur) -> Einwendung:
    vorhanden = Einwendung.objects.filter(schluessel=satz.schluessel).first()
    if vorhanden is not None:
        return vorhanden
    satz.eingetragen_am, satz.eingetragen_von_name = jetzt, akteur.akteur_name
    return speichere(satz, akteur=akteur)


def _gesperrt(einwendung_id: int) -> Einwendung:
    niederschrift_gesperrt(
        Einwendung.objects.values_list("fassung__niederschrift_id", flat=True).get(pk=einwendung_id)
    )
    return Einwendung.objects.select_related(
        "empfaenger", "fassung__niederschrift__sitzung__gremium__kreis"
    ).get(pk=einwendung_id)


def _zurueckziehen(satz: Einwendung, durch: str, akteur: Akteur) -> Einwendung:
    if satz.lage is Einwendungsstand.ZURUECKGEZOGEN:
        return satz
    if satz.lage is not Einwendungsstand.OFFEN:
        raise Fachfehler(
            _("Über diese Einwendung ist schon entschieden; zurückziehen lässt sie sich nicht mehr."),
            code="entschieden",
        )
    satz.stand = Einwendungsstand.ZURUECKGEZOGEN.value
    satz.erledigt_am, satz.erledigt_von_name = timezone.now(), durch
    speichere(satz, akteur=akteur, grund=_("Zurückgezogen"))
    niederschrift_genehmigen(niederschrift_id=satz.fassung.niederschrift_id, jetzt=timezone.now())
    return satz


def _entscheidende_sitzung(satz: Einwendung, sitzung_id: int | None) -> Sitzung | None:
    eigene = satz.fassung.niederschrift.sitzung
    if sitzung_id is None:
        regel = genehmigungsregel(eigene)
        if regel is not None and regel.genehmigung is Weg.NAECHSTE_SITZUNG:
            raise Fachfehler(
                _("Bitte die Sitzung angeben, in der entschieden wurde (%(norm)s).") % {"norm": regel.norm},
                code="ohne_sitzung",
                feld="sitzung",
            )
        return None
    sitzung = Sitzung.objects.get(pk=sitzung_id, gremium_id=eigene.gremium_id)
    if sitzung.lage not in _STATTGEFUNDEN or sitzung.beginn <= eigene.beginn:
        raise Fachfehler(
            _("Entschieden wird in einer späteren Sitzung, die stattgefunden hat."),
            code="andere_sitzung",
            feld="sitzung",
        )
    return sitzung


def _beschluss(satz: Einwendung, beschluss_id: int | None) -> Beschluss | None:
    if beschluss_id is None:
        return None
    beschluss = Beschluss.objects.get(
        pk=beschluss_id, gremium_id=satz.fassung.niederschrift.sitzung.gremium_id
    )
    if satz.sitzung is not None and beschluss.sitzung_id != satz.sitzung.pk:
        raise Fachfehler(
            _("Dieser Beschluss ist in einer anderen Sitzung gefasst."),
            code="anderer_beschluss",
            feld="beschluss",
        )
    return beschluss


def _melden(satz: Einwendung, akteur: Akteur) -> None:
    """Geschäftsstelle und Vorsitz; der Wortlaut steht nur in KIM."""
    sitzung = satz.fassung.niederschrift.sitzung
    ziele = (Erinnerungsziel.GESCHAEFTSSTELLE, Erinnerungsziel.VORSITZ)
    personen = adressaten(sitzung.gremium, ziele, timezone.localdate())
    if not personen:
        return
    seite = reverse("lenkung:sitzung-niederschrift", args=[sitzung.pk])
    nachricht_aus_mailtext(
        kreis_id=sitzung.kreis_id,
        akteur=akteur,
        mailtext=EINWENDUNG_DA.schluessel,
        werte={
            **sitzungswerte(sitzung),
            "von": satz.von_name,
            "link": f"{settings.KIM_BASIS_URL}{seite}#einwendungen",
        },
        empfaenger=[replace(person, werte={"name": person.name}) for person in personen],
        schluessel=f"{EINWENDUNG_DA.schluessel}:{satz.pk}",
    )


def _mitteilen(satz: Einwendung, akteur: Akteur) -> None:
    person = satz.empfaenger
    if person is None or adresse_normal(person.email) is None:
        return
    nachricht_aus_mailtext(
        kreis_id=satz.kreis_id,
        akteur=akteur,
        mailtext=EINWENDUNG_ENTSCHIEDEN.schluessel,
        werte={
            **sitzungswerte(satz.fassung.niederschrift.sitzung),
            "ergebnis": satz.get_stand_display(),
            "begruendung": satz.begruendung,
        },
        empfaenger=[Empfaenger(person.name, person.email, werte={"name": person.name})],
        schluessel=f"{EINWENDUNG_ENTSCHIEDEN.schluessel}:{satz.pk}",
    )
