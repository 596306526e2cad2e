"""The public version on paper, made from its public data alone; the same data lie inside as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.basis.pdfart import Pdfanlage, Pdfart, Pdfinhalt
from lenkung.models import Veroeffentlichung
from lenkung.permissions import OEFFENTLICH_DRUCK
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.niederschriftstext import stimmen_in_worten
from lenkung.regeln.oeffentliche_fassung import (
    OeffentlicheFassung,
    OeffentlicherAbschnitt,
    OeffentlicherBeschluss,
    aus_inhalt,
)

ANLAGE = "niederschrift-oeffentlich.json"
_WEISEN = {
    "einvernehmlich": "Einvernehmlich",
    "offen": "Offen",
    "namentlich": "Namentlich",
    "geheim": "Geheim",
}


@dataclass(frozen=True, slots=True)
class Beschlussbild:
    beschluss: OeffentlicherBeschluss
    ergebnis: str
    """In a sentence: how it was voted and what came of it."""


@dataclass(frozen=True, slots=True)
class Abschnittsbild:
    abschnitt: OeffentlicherAbschnitt
    anker: str
    titel: str
    absaetze: tuple[tuple[str, tuple[str, ...]], ...]
    """Each a paragraph, or the lines of a list under their heading."""
    beschluesse: tuple[Beschlussbild, ...]


@dataclass(frozen=True, slots=True)
class Fassungsbild:
    fassung: OeffentlicheFassung
    titel: str
    abschnitte: tuple[Abschnittsbild, ...]

    @property
    def punkte(self) -> tuple[Abschnittsbild, ...]:
        return tuple(bild for bild in self.abschnitte if bild.abschnitt.punkt is not None)

    @property
    def bearbeitet(self) -> bool:
        return any(
            bild.abschnitt.bearbeitet or any(b.beschluss.bearbeitet for b in bild.beschluesse)
            for bild in self.abschnitte
        )


def bild_der_fassung(fassung: OeffentlicheFassung) -> Fassungsbild:
    """The same for the page and for the PDF."""
    return Fassungsbild(
        fassung,
        _("Niederschrift der Sitzung am %(tag)s") % {"tag": datum(date.fromisoformat(fassung.tag))},
        tuple(_abschnitt(satz) for satz in fassung.abschnitte),
    )


def _abschnitt(satz: OeffentlicherAbschnitt) -> Abschnittsbild:
    if satz.punkt is None:
        titel = _("Eröffnung") if satz.art == "eroeffnung" else _("Schluss")
    elif satz.oeffentlich:
        titel = f"TOP {satz.punkt}: {satz.titel}"
    else:
        titel = f"TOP {satz.punkt}: {_('Nicht öffentlicher Punkt')}"
    anker = satz.art if satz.punkt is None else f"top-{satz.punkt}"
    return Abschnittsbild(
        satz,
        anker,
        titel,
        tuple(_absatz(teil) for teil in satz.text.split("\n\n") if teil.strip()),
        tuple(beschlussbild(beschluss) for beschluss in satz.beschluesse),
    )


def beschlussbild(beschluss: OeffentlicherBeschluss) -> Beschlussbild:
    return Beschlussbild(beschluss, ergebnissatz(beschluss))


def _absatz(text: str) -> tuple[str, tuple[str, ...]]:
    zeilen = text.strip().splitlines()
    liste = tuple(zeile.removeprefix("- ") for zeile in zeilen if zeile.startswith("- "))
    return "\n".join(zeile for zeile in zeilen if not zeile.startswith("- ")), liste


def ergebnissatz(beschluss: OeffentlicherBeschluss) -> str:
    """„Offen abgestimmt: angenommen mit 9 Ja-Stimmen, ohne Nein-Stimme und ohne Enthaltung.“"""
    ergebnis = _("angenommen") if beschluss.angenommen else _("abgelehnt")
    weise = _WEISEN.get(beschluss.weise, "")
    if beschluss.weise == "einvernehmlich":
        return _("Einvernehmlich %(ergebnis)s.") % {"ergebnis": ergebnis}
    vorn = _("%(weise)s abgestimmt: %(ergebnis)s") % {"weise": weise, "ergebnis": ergebnis} if weise else ""
    satz = vorn or ergebnis.capitalize()
    if beschluss.ja is not None:
        zahlen = Stimmen(beschluss.ja, beschluss.nein or 0, beschluss.enthaltung or 0)
        satz = _("%(satz)s mit %(zahlen)s") % {"satz": satz, "zahlen": stimmen_in_worten(zahlen)}
    stichentscheid = " " + _("Es entschied die Stimme des Vorsitzes.") if beschluss.stichentscheid else ""
    return f"{satz}.{stichentscheid}"


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    satz = Veroeffentlichung.objects.select_related("niederschrift__sitzung__gremium").get(
        pk=int(angaben["veroeffentlichung_id"])
    )
    bild = bild_der_fassung(aus_inhalt(satz.inhalt))
    return Pdfinhalt(
        kreis_id=satz.kreis_id,
        titel=_("%(titel)s (öffentliche Fassung)") % {"titel": bild.titel},
        dateiname=_("Niederschrift %(tag)s öffentlich.pdf") % {"tag": bild.fassung.tag},
        stand=satz.veroeffentlicht_am,
        gehoert_zu_art=OEFFENTLICH_DRUCK,
        gehoert_zu_id=satz.pk,
        kontext={"bild": bild, "vorlaeufig": satz.vorlaeufig, "veroeffentlicht_am": satz.veroeffentlicht_am},
        anlagen=(
            Pdfanlage(
                ANLAGE,
                "application/json",
                json.dumps(satz.inhalt, ensure_ascii=False, indent=1, sort_keys=True).encode(),
                _("Dieselben Angaben, maschinenlesbar"),
            ),
        ),
    )


PDFART = Pdfart(
    OEFFENTLICH_DRUCK,
    "Öffentliche Fassung einer Niederschrift",
    "lenkung/pdf/oeffentlich.html",
    inhalt,
)
