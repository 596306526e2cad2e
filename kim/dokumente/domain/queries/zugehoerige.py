"""Lesen: Dokumente, die zu Sätzen eines anderen Raums gehören."""

from __future__ import annotations

from collections.abc import Collection

from kim.dokumente.models import Dokument


def dokumente_zu(art: str, ids: Collection[int]) -> dict[int, list[Dokument]]:
    """Je Satz seine Dokumente, das älteste zuerst. Ob jemand sie lesen darf, prüft der Raum, der ruft."""
    je_satz: dict[int, list[Dokument]] = {}
    if not ids:
        return je_satz
    for dokument in Dokument.objects.filter(gehoert_zu_art=art, gehoert_zu_id__in=ids).order_by("pk"):
        je_satz.setdefault(dokument.gehoert_zu_id or 0, []).append(dokument)
    return je_satz


def dokumente_mit_pruefsumme(art: str, sha256: str) -> list[Dokument]:
    """Genau diese Datei, Byte für Byte."""
    return list(Dokument.objects.filter(gehoert_zu_art=art, sha256=sha256).order_by("pk"))
