"""Wann ein Fall Aufmerksamkeit braucht. Alle Abstände sind abgeleitet; die Quellen nennen keine."""

from __future__ import annotations

from datetime import date, timedelta

OHNE_KONTAKT_TAGE = 42
"""So lange darf zwischen zwei Kontakten liegen, bevor die Liste „ohne Kontakt“ den Fall nennt."""
PLANPRUEFUNG_TAGE = 90
"""So weit liegt die nächste Prüfung des Plans voraus, wenn nichts anderes vereinbart wird."""
ANFRAGE_TAGE = 14
"""So lange soll eine Anfrage höchstens warten."""


def kontakt_noetig_seit(heute: date) -> date:
    """Wer nach diesem Tag keinen Kontakt hatte, steht auf der Liste."""
    return heute - timedelta(days=OHNE_KONTAKT_TAGE)


def ohne_kontakt(letzter_kontakt: date | None, eroeffnet_am: date, heute: date) -> bool:
    """Ein eben eröffneter Fall zählt vom Tag der Eröffnung."""
    return max(letzter_kontakt or eroeffnet_am, eroeffnet_am) < kontakt_noetig_seit(heute)


def vorschlag_planpruefung(vereinbart_am: date) -> date:
    return vereinbart_am + timedelta(days=PLANPRUEFUNG_TAGE)


def wartet_zu_lange(eingegangen_am: date, heute: date) -> bool:
    return (heute - eingegangen_am).days > ANFRAGE_TAGE
