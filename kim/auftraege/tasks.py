"""Celery's side: every task takes an id, delegates, and may run twice. What wakes them is
`kim.celery.wecken`."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from kim.auftraege.domain import auftraege_kehren, auftraege_planen, auftrag_ausfuehren


@shared_task(name="kim.auftraege.ausfuehren")
def ausfuehren(auftrag_id: int) -> None:
    auftrag_ausfuehren(auftrag_id=auftrag_id)


@shared_task(name="kim.auftraege.kehren")
def kehren() -> None:
    auftraege_kehren(jetzt=timezone.now())


@shared_task(name="kim.auftraege.planen")
def planen() -> None:
    auftraege_planen(jetzt=timezone.now())
