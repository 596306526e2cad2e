"""Was allen Vorgängen an Gremien gemeinsam ist: unter Sperre lesen und das Nein der Datenbank übersetzen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lenkung.models import Gremium

MELDUNGEN: dict[str, tuple[str, Any]] = {
    "amt_einmal": (
        "von",
        _("Dieses Amt ist in dieser Zeit schon vergeben. Bitte einen anderen Beginn wählen."),
    ),
    "besetzung_sitz_besetzt": (
        "von",
        _("Der Sitz ist in dieser Zeit schon besetzt. Bitte einen anderen Tag wählen."),
    ),
    "besetzung_selbst_vertreten": (
        "person",
        _(
            "Mitglied und Stellvertretung eines Sitzes können nicht dieselbe Person sein. "
            "Bitte eine andere Person wählen."
        ),
    ),
    "besetzung_zweiter_sitz": (
        "person",
        _(
            "Diese Person gehört in dieser Zeit schon zu einem anderen stimmberechtigten Sitz. "
            "Bitte eine andere Person wählen."
        ),
    ),
    "geschaeftsordnung_eine_in_kraft": (
        "in_kraft_ab",
        _("In dieser Zeit ist schon eine andere Fassung in Kraft. Bitte die Tage prüfen."),
    ),
    "bestimmung_beschlossen": (
        "norm",
        _("Diese Fassung ist beschlossen. Für eine Änderung bitte eine neue entwerfen."),
    ),
    "besetzung_im_sitz": ("von", _("Diese Zeit liegt außerhalb der Zeit des Sitzes. Bitte die Tage prüfen.")),
}
"""Das letzte Wort der Datenbank, wenn jemand an der Sperre vorbei schneller war: Feld und Meldung."""


def gremium_sperren(gremium_id: int) -> Gremium:
    """Sitze und Ämter eines Gremiums ändert immer nur einer; so sitzt niemand doppelt."""
    # no_key: others may go on inserting rows that merely refer to the Gremium
    return Gremium.objects.select_for_update(no_key=True).get(pk=gremium_id)


@contextmanager
def datenbank_uebersetzt() -> Iterator[None]:
    """Macht aus einem bekannten Nein der Datenbank einen Fehler an seinem Feld; alles andere bleibt laut."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fehler:
        name = next((name for name in MELDUNGEN if name in str(fehler)), None)
        if name is None:
            raise
        feld, meldung = MELDUNGEN[name]
        raise ValidationError({feld: ValidationError(meldung, code=name)}) from fehler
