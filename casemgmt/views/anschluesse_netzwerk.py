"""The pages of records of the network, for the way back from a history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from casemgmt import permissions
from kim.basis.akteur import Akteur


def seite_des_akteurs(satz: Any) -> str:
    return reverse("casemgmt:akteur-detail", args=[satz.pk])


def seite_des_angebots(satz: Any) -> str:
    return reverse("casemgmt:akteur-detail", args=[satz.akteur_id])


def seite_des_verweises(satz: Any) -> str:
    return reverse("casemgmt:verweis-detail", args=[satz.pk])


def seite_der_anfrage(quelle: str, kennung: UUID, akteur: Akteur) -> str:
    """Of the request that an accepted Verweis has become; empty for whoever does not see it."""
    gefunden = permissions.sichtbare_anfragen(akteur).filter(verweis_quelle=quelle, verweis_kennung=kennung)
    pk = gefunden.values_list("pk", flat=True).first()
    return reverse("casemgmt:anfrage-detail", args=[pk]) if pk is not None else ""
