"""Auf eine Einladung antworten, sie für andere eintragen, und was daraus für die Stellvertretung folgt.

Wer verhindert ist, dessen Stellvertretung wird sofort gebeten; kommt das Mitglied doch, ist sie entlastet
(GO RSK § 2 Abs. 2, § 4 Abs. 6). Jede Antwort bleibt stehen; an der Teilnahme steht die letzte.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt
from kim.basis.fehler import Fachfehler, verlange
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.mailtexte_antwort import ENTLASTET
from lenkung.domain.nachladen import stellvertretung_nachladen
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.unterrichten import ort_und_link, termin_text
from lenkung.domain.verschicken import adressat
from lenkung.models import Antwort, Besetzung, Sitzung, Teilnahme
from lenkung.models.zeitraum import am
from lenkung.regeln.gremium import BesetzungArt
from lenkung.regeln.teilnahme import ZUSAGEN_JE_ART, Antwortweg, Teilnahmerolle, Zusage


class Folge(StrEnum):
    """Was eine Antwort für die Stellvertretung des Sitzes bedeutet."""

    KEINE = "keine"
    GEFRAGT = "gefragt"
    ENTLASTET = "entlastet"
    FEHLT = "fehlt"
    """Es gibt keine: niemand vertritt diesen Sitz."""


@dataclass(frozen=True, slots=True)
class Beantwortet:
    teilnahme: Teilnahme
    folge: Folge = Folge.KEINE


@dataclass(frozen=True, slots=True)
class _Antwort:
    zusage: Zusage
    weg: Antwortweg
    von_name: str
    vermerk: str = ""


@transaction.atomic
def antworten(*, teilnahme_id: int, akteur: Akteur, zusage: Zusage) -> Beantwortet:
    """Angemeldet, für sich selbst; bis die Sitzung beginnt, auch anders als zuvor."""
    teilnahme = teilnahme_sperren(teilnahme_id)
    verlange(permissions.darf_antworten(akteur, teilnahme))
    return eintragen(teilnahme, _Antwort(zusage, Antwortweg.KONTO, teilnahme.name), akteur)


@transaction.atomic
def antwort_eintragen(*, teilnahme_id: int, akteur: Akteur, zusage: Zusage, vermerk: str = "") -> Beantwortet:
    """Was jemand am Telefon oder per E-Mail gesagt hat; auch, dass die Antwort doch noch offen ist."""
    teilnahme = teilnahme_sperren(teilnahme_id)
    verlange(permissions.darf_antwort_eintragen(akteur, teilnahme.sitzung))
    antwort = _Antwort(zusage, Antwortweg.GESCHAEFTSSTELLE, akteur.akteur_name, " ".join(vermerk.split()))
    return eintragen(teilnahme, antwort, akteur)


def aus_link(teilnahme_id: int, *, zusage: Zusage, vorzimmer_name: str, akteur: Akteur) -> Beantwortet:
    """Den Link prüft, wer ruft, und zwar unter derselben Sperre."""
    teilnahme = teilnahme_sperren(teilnahme_id)
    verlange(permissions.antwort_offen(teilnahme))
    weg = Antwortweg.VORZIMMER if vorzimmer_name else Antwortweg.LINK
    return eintragen(teilnahme, _Antwort(zusage, weg, vorzimmer_name or teilnahme.name), akteur)


def teilnahme_sperren(teilnahme_id: int) -> Teilnahme:
    """Erst das Gremium, wie jeder Vorgang an seinen Sitzungen, dann die Teilnahme; gelesen danach."""
    gremium_id = Teilnahme.objects.values_list("sitzung__gremium_id", flat=True).get(pk=teilnahme_id)
    gremium = gremium_sperren(gremium_id)
    Teilnahme.objects.select_for_update(no_key=True).get(pk=teilnahme_id)
    teilnahme = Teilnahme.objects.select_related("sitzung__standort", "sitz").get(pk=teilnahme_id)
    teilnahme.sitzung.gremium = gremium
    return teilnahme


def eintragen(teilnahme: Teilnahme, antwort: _Antwort, akteur: Akteur) -> Beantwortet:
    moeglich = (*ZUSAGEN_JE_ART[teilnahme.sitzung.form], teilnahme.antwort)
    zurueck = antwort.zusage is Zusage.OFFEN and antwort.weg is Antwortweg.GESCHAEFTSSTELLE
    if antwort.zusage not in moeglich and not zurueck:
        raise Fachfehler(
            _("Diese Antwort passt nicht zur Art der Sitzung. Bitte eine andere wählen."),
            code="unpassend",
            feld="zusage",
        )
    bisher = teilnahme.antwort
    satz = _festhalten(teilnahme, antwort)
    if satz is None or bisher is antwort.zusage or teilnahme.rolle != Teilnahmerolle.MITGLIED.value:
        return Beantwortet(teilnahme)
    return Beantwortet(teilnahme, _folge(teilnahme, satz, akteur))


def _festhalten(teilnahme: Teilnahme, antwort: _Antwort) -> Antwort | None:
    """Ein zweiter Klick derselben Person auf denselben Knopf ist keine zweite Antwort."""
    letzte = teilnahme.antworten.order_by("am", "pk").last()
    neu = (antwort.zusage.value, antwort.weg.value, antwort.von_name)
    if letzte is not None and (letzte.zusage, letzte.weg, letzte.von_name) == neu:
        return None
    if letzte is None and antwort.zusage is Zusage.OFFEN:
        return None
    jetzt = timezone.now()
    satz = Antwort.objects.create(
        teilnahme=teilnahme,
        zusage=antwort.zusage.value,
        weg=antwort.weg.value,
        am=jetzt,
        von_name=antwort.von_name,
        vermerk=antwort.vermerk,
    )
    teilnahme.zusage = antwort.zusage.value
    teilnahme.beantwortet_am = None if antwort.zusage is Zusage.OFFEN else jetzt
    teilnahme.save(update_fields=["zusage", "beantwortet_am"])
    return satz


# The deputy -------------------------------------------------------------------------------------------------


def _folge(teilnahme: Teilnahme, antwort: Antwort, akteur: Akteur) -> Folge:
    vertretung = _stellvertretung(teilnahme)
    if teilnahme.antwort is Zusage.VERHINDERT:
        if stellvertretung_nachladen(teilnahme_id=teilnahme.pk, akteur=akteur):
            return Folge.GEFRAGT
        return Folge.FEHLT if vertretung is None else Folge.KEINE
    if vertretung is None or vertretung.gefragt_am is None:
        return Folge.KEINE
    _entlasten(vertretung, _("Das Mitglied kommt doch."))
    _entlastung_schreiben(vertretung, antwort, akteur)
    return Folge.ENTLASTET


def _stellvertretung(teilnahme: Teilnahme) -> Teilnahme | None:
    """Die des Sitzungstages, soweit sie eingeladen ist."""
    assert teilnahme.sitz_id is not None  # only guests come without a seat
    personen = Besetzung.objects.filter(
        am(teilnahme.sitzung.tag), sitz_id=teilnahme.sitz_id, art=BesetzungArt.STELLVERTRETUNG.value
    ).values("person_id")
    return (
        Teilnahme.objects.select_for_update(no_key=True)
        .filter(
            sitzung_id=teilnahme.sitzung_id,
            rolle=Teilnahmerolle.STELLVERTRETUNG.value,
            person_id__in=personen,
        )
        .first()
    )


def _entlasten(vertretung: Teilnahme, warum: str) -> None:
    """Ihre Antwort galt für den Fall, dass sie gebraucht wird; würde sie es wieder, fragt KIM neu."""
    vertretung.gefragt_am = None
    _zuruecksetzen(vertretung, warum)
    vertretung.save(update_fields=["gefragt_am", "zusage", "beantwortet_am"])


def _zuruecksetzen(teilnahme: Teilnahme, warum: str) -> None:
    if teilnahme.antwort is Zusage.OFFEN:
        return
    Antwort.objects.create(
        teilnahme=teilnahme,
        zusage=Zusage.OFFEN.value,
        weg=Antwortweg.GESCHAEFTSSTELLE.value,
        am=timezone.now(),
        von_name=_("KIM"),
        vermerk=warum,
    )
    teilnahme.zusage, teilnahme.beantwortet_am = Zusage.OFFEN.value, None


def _entlastung_schreiben(vertretung: Teilnahme, antwort: Antwort, akteur: Akteur) -> None:
    # The address of today, as when she was asked.
    email = adressat(vertretung).email
    if adresse_normal(email) is None:
        return
    sitzung = vertretung.sitzung
    nachricht_aus_mailtext(
        kreis_id=sitzung.kreis_id,
        akteur=akteur,
        mailtext=ENTLASTET.schluessel,
        werte={
            "gremium": sitzung.gremium.kurz,
            "termin": termin_text(sitzung.beginn),
            "ort": ort_und_link(sitzung),
        },
        empfaenger=[
            Empfaenger(
                vertretung.name,
                email,
                bezug=f"teilnahme:{vertretung.pk}",
                werte={"name": vertretung.name},
            )
        ],
        schluessel=f"{ENTLASTET.schluessel}:{vertretung.pk}:{antwort.pk}",
    )


# Moving the session -----------------------------------------------------------------------------------------


def antworten_zuruecksetzen(sitzung: Sitzung, *, bisher: datetime) -> int:
    """Eine verlegte Sitzung fragt neu: was vorher geantwortet wurde, bleibt lesbar und zählt nicht mehr.

    Gehört zum Verlegen und läuft unter dessen Sperre. Gibt zurück, wie viele Antworten es betrifft.
    """
    warum = _("Vor der Verlegung geantwortet, für den %(termin)s.") % {"termin": zeitpunkt(bisher)}
    teilnahmen = list(Teilnahme.objects.select_for_update(no_key=True).filter(sitzung=sitzung).order_by("pk"))
    frei = sitze_ohne_mitglied(teilnahmen)
    betroffen = 0
    for teilnahme in teilnahmen:
        betroffen += teilnahme.antwort is not Zusage.OFFEN
        vertritt = teilnahme.rolle == Teilnahmerolle.STELLVERTRETUNG.value
        if vertritt and teilnahme.sitz_id not in frei:
            teilnahme.gefragt_am = None
        _zuruecksetzen(teilnahme, warum)
        teilnahme.save(update_fields=["gefragt_am", "zusage", "beantwortet_am"])
    return betroffen


def sitze_ohne_mitglied(teilnahmen: Iterable[Teilnahme]) -> set[int | None]:
    """Sitze, von denen nur die Stellvertretung eingeladen ist."""
    mitglied = Teilnahmerolle.MITGLIED.value
    alle = list(teilnahmen)
    return {t.sitz_id for t in alle} - {t.sitz_id for t in alle if t.rolle == mitglied}
