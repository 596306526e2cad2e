"""Draws the visible stamp: a bar, a thin frame, name, function, time, and what kind of signature it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.technik.schrift import schrift
from kim.siegel.regeln.stempel import Stempel

BLAU, SCHWARZ, GRAU, LINIE = (0.11, 0.31, 0.56), (0.09, 0.11, 0.15), (0.29, 0.33, 0.39), (0.72, 0.77, 0.83)
BALKEN, RAND, OBEN, UNTEN, ABSTAND = 3.0, 9.0, 6.0, 5.0, 2.0


@dataclass(frozen=True)
class Zeile:
    text: str
    schnitt: str
    groesse: float
    farbe: tuple[float, float, float] = SCHWARZ
    fuss: bool = False

    @property
    def zeilenabstand(self) -> float:
        return 1.3 * self.groesse

    @property
    def breite(self) -> float:
        return schrift(self.schnitt).breite(self.text, self.groesse)


@dataclass(frozen=True)
class Stempelstil(BaseStampStyle):
    stempel: Stempel = field(default=Stempel("", "", "", ""))

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> Stempelbild:
        return Stempelbild(writer, self, box)


class Stempelbild(BaseStamp):
    style: Stempelstil

    def render(self) -> bytes:
        assert self.writer is not None
        breite, hoehe = float(self.box.width), float(self.box.height)
        zeilen = stempelzeilen(self.style.stempel, breite, hoehe)
        auszuege = {
            schnitt: schrift(schnitt).auszug("".join(z.text for z in zeilen if z.schnitt == schnitt))
            for schnitt in {zeile.schnitt for zeile in zeilen}
        }
        for schnitt, auszug in auszuege.items():
            self.set_resource(ResourceType.FONT, pdf_name(f"/{schnitt}"), auszug.einbetten(self.writer))
        teile = [
            b"q",
            _farbe(LINIE, b"RG"),
            b"0.6 w %.2f %.2f %.2f %.2f re S" % (BALKEN, 0.3, breite - BALKEN - 0.3, hoehe - 0.6),
            _farbe(BLAU, b"rg"),
            b"0 0 %.2f %.2f re f" % (BALKEN, hoehe),
            b"BT",
        ]
        # The name stands on top and the note at the foot: two stamps side by side look alike.
        oben, unten = hoehe - OBEN, UNTEN + sum(z.zeilenabstand for z in zeilen if z.fuss)
        for zeile in zeilen:
            if zeile.fuss:
                unten -= zeile.zeilenabstand
            else:
                oben -= zeile.zeilenabstand
            teile += [
                b"/%s %.2f Tf" % (zeile.schnitt.encode(), zeile.groesse),
                _farbe(zeile.farbe, b"rg"),
                b"1 0 0 1 %.2f %.2f Tm"
                % (BALKEN + RAND, (unten if zeile.fuss else oben) + 0.27 * zeile.groesse),
                auszuege[zeile.schnitt].kodiert(zeile.text) + b" Tj",
            ]
        return b"\n".join([*teile, b"ET", b"Q"])


def _farbe(farbe: tuple[float, float, float], befehl: bytes) -> bytes:
    return b"%.2f %.2f %.2f " % farbe + befehl


STUFEN = ((11.0, 9.0, 6.8), (10.0, 8.5, 6.4), (9.0, 8.0, 6.0), (8.0, 7.2, 5.6), (7.0, 6.5, 5.0))
"""Sizes of name, function and time, and the note: the first at which everything fits."""


def stempelzeilen(stempel: Stempel, breite: float, hoehe: float) -> list[Zeile]:
    for text, schnitt in zip(stempel.texte, ("halbfett", "normal", "normal", "normal"), strict=True):
        if fehlende := schrift(schnitt).fehlende(text):
            raise SiegelFehler(
                _(
                    "Diese Zeichen kann der Stempel nicht darstellen: %s. Bitte in lateinischer "
                    "Schrift angeben."
                )
                % ", ".join(sorted(fehlende)),
                code="schrift",
            )
    platz = breite - BALKEN - 2 * RAND
    for gross, mittel, klein in STUFEN:
        zeilen = [
            *_umbrochen(Zeile(stempel.name, "halbfett", gross), platz),
            *_umbrochen(Zeile(stempel.funktion, "normal", mittel), platz),
            *_umbrochen(Zeile(stempel.zeit, "normal", mittel), platz),
            *_umbrochen(Zeile(stempel.hinweis, "normal", klein, GRAU, fuss=True), platz),
        ]
        hoch = sum(zeile.zeilenabstand for zeile in zeilen) + OBEN + UNTEN + ABSTAND
        if hoch <= hoehe and all(zeile.breite <= platz for zeile in zeilen):
            return zeilen
    raise SiegelFehler(
        _("Name und Funktion sind zu lang für den Stempel. Bitte kürzer fassen."), code="stempel_zu_lang"
    )


def _umbrochen(ganze: Zeile, platz: float) -> list[Zeile]:
    zeilen: list[str] = []
    for wort in ganze.text.split():
        if zeilen and replace(ganze, text=f"{zeilen[-1]} {wort}").breite <= platz:
            zeilen[-1] += f" {wort}"
        else:
            zeilen.append(wort)
    return [replace(ganze, text=zeile) for zeile in zeilen]
