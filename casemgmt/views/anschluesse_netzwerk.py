"""The pages of records of the network, for the way back from a history."""

from __future__ import annotations

from typing import Any

from django.urls import reverse


def seite_des_akteurs(satz: Any) -> str:
    return reverse("casemgmt:akteur-detail", args=[satz.pk])


def seite_des_angebots(satz: Any) -> str:
    return reverse("casemgmt:akteur-detail", args=[satz.akteur_id])


def seite_des_verweises(satz: Any) -> str:
    return reverse("casemgmt:verweis-detail", args=[satz.pk])
