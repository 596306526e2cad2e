"""What the pages of an agenda share: the items with their times, the document, the rules that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.befund import Befund
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von, ordnung_von
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.domain.queries.tagesordnung import bilder_der_fassung, bilder_von
from lenkung.domain.queries.unterlagen import Unterlage, unterlagen_je_punkt
from lenkung.models import Geschaeftsordnung, Sitzung, Tagesordnung, Tagesordnungsfassung, Tagesordnungspunkt
from lenkung.models.auswahl import PUNKTARTEN, TAGESORDNUNGSSTAENDE
from lenkung.regeln.fassungsvergleich import Punktbild
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.tagesordnung import (
    VORSCHLAGSARTEN,
    Tagesordnungsregeln,
    Tagesordnungsstand,
    tagesordnungsregeln,
)
from lenkung.regeln.zeitplan import Abschnitt, dauer_pruefen, zeitplan
from lenkung.views.sitzungsseiten import krumen

STANDARTEN = {
    Tagesordnungsstand.ENTWURF: "neutral",
    Tagesordnungsstand.VORGELEGT: "hinweis",
    Tagesordnungsstand.ZURUECKGEGEBEN: "achtung",
    Tagesordnungsstand.BESTAETIGT: "gut",
    Tagesordnungsstand.IN_AENDERUNG: "achtung",
}
# Of the others the title says all.
_ARTEN = {wert: titel for wert, titel in PUNKTARTEN if wert in {art.value for art in VORSCHLAGSARTEN}}
_STAENDE = dict(TAGESORDNUNGSSTAENDE)


@dataclass(frozen=True, slots=True)
class Regelwerk:
    """What the version of the GO that holds for this session says about its agenda."""

    go: Geschaeftsordnung | None
    ordnung: Ordnung
    regeln: Tagesordnungsregeln

    def url(self, anker: str) -> str:
        return f"{reverse('lenkung:go-detail', args=[self.go.pk])}#{anker}" if self.go else ""


def regelwerk(sitzung: Sitzung) -> Regelwerk:
    """Two queries."""
    go = geltende_fassungen([sitzung])[sitzung.pk]
    if go is None:
        return Regelwerk(None, Ordnung(), Tagesordnungsregeln())
    return Regelwerk(go, ordnung_von(go) or Ordnung(), tagesordnungsregeln(bestimmungen_von(go)))


def tagesordnung_von(sitzung: Sitzung) -> Tagesordnung:
    """Read with the session; an unsaved one where there is none yet."""
    tagesordnung: Tagesordnung | None = getattr(sitzung, "tagesordnung", None)
    return tagesordnung or Tagesordnung()


def artwort(art: str) -> Any:
    return _ARTEN.get(art, "")


def standwort(stand: Tagesordnungsstand) -> Any:
    return _STAENDE[stand.value]


def dauerbefund(sitzung: Sitzung, minuten: Sequence[int], werk: Regelwerk) -> Befund:
    return dauer_pruefen(
        minuten,
        beginn=sitzung.beginn,
        geplant=sitzung.dauer_minuten,
        hoechstdauer=werk.regeln.hoechstdauer,
        norm=werk.regeln.hoechstdauer_norm,
    )


def krumen_der_tagesordnung(sitzung: Sitzung) -> list[tuple[Any, str]]:
    url = reverse("lenkung:sitzung-tagesordnung", args=[sitzung.pk])
    return [*krumen(sitzung), (_("Tagesordnung"), url)]


# The document -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dokumentzeile:
    """An item as one reads it."""

    bild: Punktbild
    zeit: Abschnitt
    art: Any
    unterlagen: Sequence[Unterlage] = ()
    hinweis: str = ""

    @property
    def von(self) -> datetime:
        return self.zeit.von


def dokument_aus(
    sitzung: Sitzung,
    bilder: Sequence[Punktbild],
    werk: Regelwerk,
    unterlagen: Mapping[int, Sequence[Unterlage]] | None = None,
) -> list[Dokumentzeile]:
    zeiten = zeitplan(sitzung.beginn, [bild.minuten for bild in bilder])
    zweite = werk.ordnung.zweite_einberufung
    return [
        Dokumentzeile(
            bild,
            zeit,
            artwort(bild.art),
            (unterlagen or {}).get(bild.id, ()),
            hinweis_der_zweiten_einberufung(zweite.norm) if bild.zurueckgestellt and zweite else "",
        )
        for bild, zeit in zip(bilder, zeiten, strict=True)
    ]


def hinweis_der_zweiten_einberufung(norm: str) -> str:
    """GO RSK § 6 Abs. 5: whoever is invited has to be told so expressly."""
    return _(
        "Dieser Punkt wurde mangels Beschlussfähigkeit zurückgestellt. Mit dieser Einberufung ist die Runde "
        "über ihn ohne Rücksicht auf die Zahl der Anwesenden beschlussfähig (%(norm)s)."
    ) % {"norm": norm}


def dokument_der_fassung(
    sitzung: Sitzung, fassung: Tagesordnungsfassung, werk: Regelwerk
) -> list[Dokumentzeile]:
    """As the chair has set it, with the papers of today: what came later belongs to it as well."""
    bilder = bilder_der_fassung(fassung)
    punkte = Tagesordnungspunkt.objects.filter(sitzung=sitzung, pk__in=[bild.id for bild in bilder])
    return dokument_aus(sitzung, bilder, werk, unterlagen_je_punkt(punkte))


def dokument_der_punkte(
    sitzung: Sitzung, punkte: Sequence[Tagesordnungspunkt], werk: Regelwerk
) -> list[Dokumentzeile]:
    """As it stands in the workbench."""
    return dokument_aus(sitzung, bilder_von(punkte), werk, unterlagen_je_punkt(punkte))
