"""Stimmen Einträge und Dateien überein?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kim.dokumente.domain import speicher
from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.models import Dokument

# So lange kann ein Vorgang, der gerade eine Datei ablegt, höchstens noch offen sein.
SCHONFRIST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bestandsbefund:
    geprueft: int
    beschaedigt: list[int] = field(default_factory=list)
    """Einträge, deren Datei fehlt oder nicht zur Prüfsumme passt."""
    verwaist: list[str] = field(default_factory=list)
    """Dateien ohne Eintrag."""


def bestand_pruefen(*, jetzt: datetime) -> Bestandsbefund:
    beschaedigt, bekannt, anzahl = [], set(), 0
    for dokument in Dokument.objects.only("pk", "ablage", "sha256").iterator():
        anzahl += 1
        bekannt.add(dokument.ablage)
        try:
            inhalt_von(dokument)
        except Beschaedigt:
            beschaedigt.append(dokument.pk)
    grenze = (jetzt - SCHONFRIST).timestamp()
    verwaist = sorted(
        ablage
        for ablage, geaendert in speicher.alle_ablagen()
        if ablage not in bekannt and geaendert < grenze
    )
    return Bestandsbefund(anzahl, beschaedigt, verwaist)
