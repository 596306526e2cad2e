"""Lesen: Aufträge unter ihrem Schlüssel. Ob jemand sie sehen darf, prüft der Raum, der sie erteilt hat."""

from __future__ import annotations

from kim.auftraege.models import Auftrag


def juengster_auftrag(anfang: str) -> Auftrag | None:
    """Der zuletzt erteilte, dessen Schlüssel so beginnt."""
    return Auftrag.objects.filter(schluessel__startswith=anfang).order_by("-pk").first()
