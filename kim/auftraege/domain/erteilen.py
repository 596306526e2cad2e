"""Aufträge erteilen: die Zeile entsteht in der Transaktion der Handlung, geweckt wird erst nach dem
Abschluss."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Akteur
from kim.basis.auftragsart import AUFTRAGSARTEN

protokoll = logging.getLogger("kim.auftraege")


@transaction.atomic
def auftrag_erteilen(
    *,
    art: str,
    schluessel: str,
    angaben: Mapping[str, Any],
    akteur: Akteur,
    kreis_id: int | None = None,
    fruehestens: datetime | None = None,
) -> Auftrag:
    """Legt den Auftrag an. Gibt es den Schlüssel schon, kommt der vorhandene zurück: zweimal klicken,
    einmal tun."""
    angabe = AUFTRAGSARTEN[art]
    vorhanden = Auftrag.objects.filter(schluessel=schluessel).first()
    if vorhanden is not None:
        return vorhanden
    jetzt = timezone.now()
    auftrag = Auftrag(
        art=art,
        schluessel=schluessel,
        kreis_id=kreis_id,
        angaben=dict(angaben),
        erstellt_am=jetzt,
        erstellt_von_id=akteur.konto_id,
        erstellt_von_name=akteur.akteur_name,
        fruehestens=fruehestens or jetzt,
        versuche_frei=angabe.versuche,
    )
    try:
        with transaction.atomic():
            auftrag.save(force_insert=True)
    except IntegrityError:
        # Two at the same moment: the unique key let one through, the other takes its row.
        return Auftrag.objects.get(schluessel=schluessel)
    if auftrag.fruehestens <= jetzt:
        nach_abschluss_wecken(auftrag.pk)
    return auftrag


def nach_abschluss_wecken(auftrag_id: int) -> None:
    """Ruft den Wecker der Einstellungen, sobald die Transaktion abgeschlossen ist."""
    transaction.on_commit(lambda: wecken(auftrag_id))


def wecken(auftrag_id: int) -> bool:
    """Sagt der Warteschlange Bescheid. Ist sie nicht erreichbar, holt der Kehrlauf den Auftrag später."""
    if not settings.KIM_AUFTRAG_WECKER:
        return False
    try:
        import_string(settings.KIM_AUFTRAG_WECKER)(auftrag_id)
    except Exception as fehler:
        # Whatever the broker's client raises: the act is committed and must not look failed. The row stays.
        protokoll.warning(
            "Auftrag %s: Warteschlange nicht erreichbar (%s)", auftrag_id, type(fehler).__name__
        )
        return False
    return True


def offene(schluessel_anfang: str) -> bool:
    """Wartet oder läuft schon ein Auftrag mit diesem Anfang des Schlüssels?"""
    return Auftrag.objects.filter(
        schluessel__startswith=schluessel_anfang, stand__in=[Stand.WARTET, Stand.LAEUFT]
    ).exists()
