"""What every history row carries besides the fields of its record."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from kim.basis.akteur import Akteur


class Historienbasis(models.Model):
    """The name is a snapshot: it outlives the account."""

    akteur_name = models.CharField(_("durch"), max_length=200, default="", editable=False)

    class Meta:
        abstract = True


def _urheber(historical_instance: Any) -> int | None:
    return historical_instance.history_user_id


def _urheber_setzen(historical_instance: Any, akteur: Akteur | None) -> None:
    """Called by simple-history while it builds the row, so that row and author are one insert."""
    if akteur is not None:
        historical_instance.history_user_id = akteur.konto_id
        historical_instance.akteur_name = akteur.akteur_name


def _niemand(**angaben: Any) -> None:
    """Without this, simple-history would take the user of whatever request runs in the thread."""


def historie(**angaben: Any) -> HistoricalRecords:
    """The one way to put a model under history.

    The account is kept by id and name, not by a foreign key: history must neither stop an account from being
    erased nor tie the lower rooms to the accounts.
    """
    return HistoricalRecords(
        bases=[Historienbasis],
        history_change_reason_field=models.TextField(default="", null=True),
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=_urheber,
        history_user_setter=_urheber_setzen,
        get_user=_niemand,
        **angaben,
    )
