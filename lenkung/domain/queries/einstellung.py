"""Lesen: wie ein Gremium seine Sitzungen vorbereitet haben will."""

from __future__ import annotations

from lenkung.models import Gremium, Gremiumseinstellung


def einstellung_von(gremium: Gremium) -> Gremiumseinstellung:
    """Ohne eigene Zeile gelten die Werte des Hauses. Keine Abfrage, wenn sie mitgelesen wurde."""
    einstellung: Gremiumseinstellung | None = getattr(gremium, "einstellung", None)
    return einstellung or Gremiumseinstellung(gremium=gremium)
