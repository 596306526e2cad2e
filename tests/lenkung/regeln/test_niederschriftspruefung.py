"""The verdict about a file: what is stored decides, a changed file is never genuine."""

from __future__ import annotations

import itertools

import pytest

from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.niederschriftspruefung import URTEILE, Echtheit, echtheit


@pytest.mark.parametrize(
    ("stand", "letzter_stand", "erwartet"),
    [
        (Fassungsstand.UNTERZEICHNET, True, Echtheit.ECHT),
        # The last signature cut off leaves the file as it was after the first one.
        (Fassungsstand.UNTERZEICHNET, False, Echtheit.UNVOLLSTAENDIG),
        (Fassungsstand.ERSETZT, True, Echtheit.ERSETZT),
        (Fassungsstand.ERSETZT, False, Echtheit.UNVOLLSTAENDIG),
        (Fassungsstand.WIDERRUFEN, True, Echtheit.WIDERRUFEN),
        (Fassungsstand.WIDERRUFEN, False, Echtheit.WIDERRUFEN),
        (Fassungsstand.FESTGESCHRIEBEN, True, Echtheit.UNVOLLSTAENDIG),
    ],
)
def test_die_hinterlegte_datei_entscheidet(
    stand: Fassungsstand, letzter_stand: bool, erwartet: Echtheit
) -> None:
    assert (
        echtheit(stand=stand, letzter_stand=letzter_stand, unversehrt=True, unterschrieben=True) is erwartet
    )


@pytest.mark.parametrize(
    ("unversehrt", "unterschrieben", "erwartet"),
    [
        (True, True, Echtheit.UNBEKANNT),
        (True, False, Echtheit.OHNE_UNTERSCHRIFT),
        (False, True, Echtheit.NICHT_ECHT),
        (False, False, Echtheit.NICHT_ECHT),
    ],
)
def test_was_nicht_hinterlegt_ist_ist_nie_echt(
    unversehrt: bool, unterschrieben: bool, erwartet: Echtheit
) -> None:
    assert (
        echtheit(stand=None, letzter_stand=False, unversehrt=unversehrt, unterschrieben=unterschrieben)
        is erwartet
    )


def test_eine_hinterlegte_datei_ist_unveraendert_auch_wenn_die_pruefung_scheitert() -> None:
    """Byte for byte the stored one: it is not called false because a check did not come to its end."""
    for stand, letzter in itertools.product(Fassungsstand, (True, False)):
        urteil = echtheit(stand=stand, letzter_stand=letzter, unversehrt=False, unterschrieben=True)
        assert urteil is Echtheit.NICHT_PRUEFBAR


def test_jedes_urteil_hat_seine_worte() -> None:
    assert set(URTEILE) == set(Echtheit)
