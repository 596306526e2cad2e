"""Was über einen Menschen in einem Verweis stehen darf: genau das, worin eingewilligt ist, und nichts sonst.

Gefragt wird beim Senden, unmittelbar bevor eine E-Mail das Haus verlässt, und bei jedem Öffnen. Ohne
Einwilligung geht nichts hinaus.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casemgmt.domain.weitergabe import darf_weitergeben, empfaenger, weitergabe_festhalten
from casemgmt.models import Fallperson, Klient, Verweis
from casemgmt.models.auswahl import AUFENTHALTSSTATUS
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from casemgmt.regeln.sprachen import in_worten
from casemgmt.regeln.verraet import (
    nennt_anschrift,
    nennt_mail,
    nennt_namen,
    nennt_tag,
    nennt_telefon,
    worte,
)
from casemgmt.regeln.verweis import Kanal
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler
from kim.stammdaten.regeln.werte import EinrichtungArt

TRAEGER_IN_KIM = (EinrichtungArt.KREISVERWALTUNG, EinrichtungArt.KOMMUNE)
VERWEISZWECKE = (
    Zweck.VERWEIS,
    Zweck.TERMINKLAERUNG,
    Zweck.ANTRAG,
    Zweck.FALLUEBERGABE,
    Zweck.AUFENTHALTSFRAGEN,
)
ZWECKE_DES_VERWEISES = [(wert, titel) for wert, titel in ZWECKE if wert in VERWEISZWECKE]
IM_TEXT = frozenset(Datenklasse) - {Datenklasse.STAMMDATEN, Datenklasse.KONTAKT, Datenklasse.AUFENTHALT}
"""Dafür gibt es kein Feld: Sie stehen nur im Text, den jemand schreibt."""


WEGE = {Kanal.MAIL: "link", Kanal.BRIEF: "brief", Kanal.PERSOENLICH: "ausdruck", Kanal.INTERN: "gespraech"}


@dataclass(frozen=True, slots=True)
class Datenurteil:
    """`codes`: was fehlt, mit stabilen Wörtern; `text` sagt es in Sätzen."""

    erlaubt: bool
    text: str
    codes: tuple[str, ...] = ()
    ohne_einwilligung: bool = False
    """Mindestens eine Angabe ruht nicht auf einer Einwilligung, sondern auf dem Gesetz."""

    def __bool__(self) -> bool:
        return self.erlaubt


def datenurteil(verweis: Verweis, zeitpunkt: datetime) -> Datenurteil:
    """Darf das, was in diesem Verweis steht, in diesem Augenblick an seinen Empfänger?"""
    if verweis.klient is None or not verweis.datenklassen:
        return Datenurteil(True, _("Der Verweis nennt niemanden."))
    if verweis.einrichtung is None:
        return Datenurteil(
            False,
            _("Bitte angeben, bei welcher Einrichtung das Ziel arbeitet; ihr gilt die Einwilligung."),
            ("empfaenger",),
        )
    if not traeger_passt(verweis):
        return Datenurteil(
            False,
            _("Diese Einrichtung ist nicht die des Ziels. Die Einwilligung muss nennen, wer es liest."),
            ("empfaenger",),
        )
    befund = darf_weitergeben(
        verweis.klient,
        empfaenger(verweis.einrichtung, verweis.person),
        Zweck(verweis.zweck),
        [Datenklasse(klasse) for klasse in verweis.datenklassen],
        zeitpunkt,
        nur_bestaetigt=True,
    )
    codes = tuple(verstoss.code for verstoss in befund.verstoesse)
    ohne = any(grundlage.befugnis is not None for grundlage in befund.grundlagen)
    return Datenurteil(bool(befund), befund.befund.rechnung, codes, ohne_einwilligung=ohne)


def traeger_passt(verweis: Verweis) -> bool:
    """Bei einem Ziel in KIM: der Kreis, bei dem alle arbeiten, oder die Kommune, an die es geht.

    Sonst läse jemand die Angaben, den die Einwilligung nicht nennt.
    """
    stelle: Any = verweis.einrichtung
    if not verweis.ziel or stelle is None:
        return True
    kommune_id = verweis.ziel_kommune_id
    return stelle.art == EinrichtungArt.KREISVERWALTUNG or (
        stelle.art == EinrichtungArt.KOMMUNE and kommune_id is not None and stelle.kommune_id == kommune_id
    )


def weitergabe_merken(verweis: Verweis, nachricht: Any, akteur: Akteur) -> None:
    """Schreibt auf, was an wen ging, damit ein Widerruf es zeigen kann."""
    if verweis.klient_id is None or not verweis.datenklassen:
        return
    weitergabe_festhalten(
        klient_id=verweis.klient_id,
        empfaenger=empfaenger(verweis.einrichtung, verweis.person),
        zweck=Zweck(verweis.zweck),
        datenklassen=[Datenklasse(klasse) for klasse in verweis.datenklassen],
        weg=WEGE[Kanal(verweis.kanal)],
        akteur=akteur,
        nachricht=nachricht,
        bezug=f"verweis:{verweis.pk}",
        nur_bestaetigt=True,
    )


def angaben(klient: Klient, klassen: Iterable[str]) -> list[tuple[str, str]]:
    """Die Angaben dieser Klassen, wie sie im Brief und hinter dem Link stehen. Nie eine Schutzadresse."""
    gewaehlt = set(klassen)
    zeilen: list[tuple[str, str]] = []
    if "stammdaten" in gewaehlt:
        tag: Any = klient.geburtsdatum
        geboren = datum(tag) if klient.geburtsdatum else str(klient.geburtsjahr or "")
        zeilen += [
            (_("Name"), str(klient)),
            (_("geboren"), geboren),
            (_("Sprachen"), in_worten(klient.sprachen)),
        ]
    if "kontakt" in gewaehlt and not klient.schutzadresse:
        zeilen += [
            (_("Telefon"), klient.telefon),
            (_("E-Mail"), klient.email),
            (_("Anschrift"), klient.anschrift),
        ]
    if "aufenthalt" in gewaehlt:
        titel = {wert: str(text) for wert, text in AUFENTHALTSSTATUS}
        ankunft: Any = klient.ankunft
        zeilen += [
            (_("Aufenthaltsstatus"), titel.get(klient.aufenthaltsstatus, "")),
            (_("in Deutschland seit"), datum(ankunft) if ankunft else ""),
        ]
    return [(bezeichnung, wert) for bezeichnung, wert in zeilen if wert]


def werte_zur_person(klient: Klient, klassen: Iterable[str]) -> dict[str, Any]:
    """Dieselben Angaben nach ihren Feldern, damit wer annimmt seine Akte damit beginnen kann."""
    gewaehlt = set(klassen)
    felder: list[str] = []
    if "stammdaten" in gewaehlt:
        felder += ["vorname", "nachname", "geburtsdatum", "geburtsjahr", "sprachen"]
    if "kontakt" in gewaehlt and not klient.schutzadresse:
        felder += ["telefon", "email", "anschrift"]
    if "aufenthalt" in gewaehlt:
        felder += ["aufenthaltsstatus", "ankunft"]
    return {feld: wert for feld in felder if (wert := getattr(klient, feld))}


def text_pruefen(verweis: Verweis) -> None:
    """Der freie Text sagt nicht mehr, als der Verweis sagen darf.

    Anonym: kein Name aus der Akte, kein Geburtsdatum, keine Erreichbarkeit, kein Aktenzeichen. Mit Daten:
    nichts über andere aus dem Haushalt, und überhaupt nur Text, wo eine Angabe angekreuzt ist, die im Text
    steht. Nie eine Schutzadresse.
    """
    text = verweis.nachricht
    if not text:
        return
    klassen = set(verweis.datenklassen)
    if klassen and not klassen & IM_TEXT:
        moegliche = ", ".join(str(titel) for wert, titel in DATENKLASSEN if wert in IM_TEXT)
        raise Fachfehler(
            _(
                "Ein Text erzählt etwas über die Person. Bitte bei den Angaben ankreuzen, worum es darin "
                "geht (%(moegliche)s), soweit die Einwilligung es deckt; oder den Text leeren."
            )
            % {"moegliche": moegliche},
            code="text_ohne_klasse",
            feld="nachricht",
        )
    andere = _personen(verweis, ohne=verweis.klient_id if klassen else None)
    if verraten := _verraet(text, andere, verweis):
        meldung = (
            _("Im Text steht etwas über eine andere Person: %(was)s. Bitte streichen.")
            if klassen
            else _("Ein anonymer Verweis nennt niemanden. Im Text steht: %(was)s. Bitte streichen.")
        )
        raise Fachfehler(meldung % {"was": verraten}, code="text_verraet", feld="nachricht")


def _personen(verweis: Verweis, *, ohne: int | None) -> list[Klient]:
    """Die Menschen der Akte, die der Text nicht nennen darf."""
    personen = {verweis.klient_id: verweis.klient} if verweis.klient is not None else {}
    if verweis.fall_id is not None:
        for satz in Fallperson.objects.filter(fall_id=verweis.fall_id).select_related("klient"):
            personen[satz.klient_id] = satz.klient
    return [klient for pk, klient in personen.items() if klient is not None and pk != ohne]


def _verraet(text: str, personen: Iterable[Klient], verweis: Verweis) -> str:
    # A family shares its name and its flat: what the person herself is called may stand there.
    selbst = verweis.klient if verweis.datenklassen else None
    eigene = worte(str(selbst)) if selbst is not None else set()
    for klient in personen:
        if nennt_namen(text, worte(str(klient)) - eigene):
            return _("ein Name")
        geboren: Any = klient.geburtsdatum
        if geboren and nennt_tag(text, geboren):
            return _("ein Geburtsdatum")
        if verraten := _kontakt_verraten(text, klient, selbst):
            return verraten
    if selbst is not None and selbst.schutzadresse and (verraten := _kontakt_verraten(text, selbst, None)):
        # No consent lets it out.
        return verraten
    if verweis.fall is not None and not verweis.datenklassen and verweis.fall.aktenzeichen in text:
        return _("das Aktenzeichen")
    return ""


def _kontakt_verraten(text: str, klient: Klient, selbst: Klient | None) -> str:
    if (selbst is None or klient.telefon != selbst.telefon) and nennt_telefon(text, klient.telefon):
        return _("eine Telefonnummer")
    if (selbst is None or klient.email != selbst.email) and nennt_mail(text, klient.email):
        return _("eine E-Mail-Adresse")
    fremd = selbst is None or klient.anschrift != selbst.anschrift
    if fremd and nennt_anschrift(text, klient.anschrift, geschuetzt=klient.schutzadresse):
        return _("eine Anschrift")
    return ""
