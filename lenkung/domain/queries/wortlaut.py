"""Lesen: worüber zu einem Punkt entschieden wird, Wort für Wort."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.models import Tagesordnungspunkt, Wortlaut
from lenkung.regeln.reintext import aus_klartext, klartext


def wortlaute_von(punkte: Iterable[Tagesordnungspunkt]) -> dict[int, str]:
    """Je Punkt die letzte Fassung der Sitzung, sonst der Beschlussvorschlag seiner Vorlage; zwei Abfragen."""
    punkte = list(punkte)
    letzte = Wortlaut.objects.filter(punkt_id__in=[punkt.pk for punkt in punkte]).order_by("nummer")
    texte = {wortlaut.punkt_id: wortlaut.text for wortlaut in letzte}
    vorlagen = {punkt.pk: punkt.vorlage_id for punkt in punkte if punkt.vorlage_id and punkt.pk not in texte}
    if vorlagen:
        fassungen = geltende_fassungen_von(vorlagen.values())
        texte |= {
            punkt_id: klartext(fassungen[vorlage_id].beschlussvorschlag)
            for punkt_id, vorlage_id in vorlagen.items()
            if vorlage_id in fassungen
        }
    return {punkt_id: text for punkt_id, text in texte.items() if text.strip()}


def wortlaut_gesetzt(text: str) -> SafeString:
    """Mit Absätzen und Listen, wie auf der Vorlage."""
    return gesetzt(aus_klartext(text))
