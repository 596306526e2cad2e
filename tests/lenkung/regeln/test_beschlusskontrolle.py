"""Traffic light and reminders of what follows from a Beschluss: pure values, dates by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lenkung.regeln.beschlusskontrolle import (
    beurteilen,
    erinnerungsschritt,
    frist_in_worten,
    schluessel_erinnerung,
)
from lenkung.regeln.verlauf import Folgenstand

HEUTE = date(2026, 3, 24)
LANGE_HER = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("bis", "ampel", "wort"),
    [
        (date(2026, 3, 22), "rot", "überfällig seit 2 Tagen"),
        (date(2026, 3, 23), "rot", "überfällig seit 1 Tag"),
        (HEUTE, "gelb", "heute fällig"),
        (date(2026, 3, 25), "gelb", "morgen fällig"),
        (date(2026, 4, 7), "gelb", "fällig in 14 Tagen"),
        (date(2026, 4, 8), "gruen", "im Plan"),
        (None, "grau", "ohne Termin"),
    ],
)
def test_die_ampel_hat_immer_ein_wort(bis: date | None, ampel: str, wort: str) -> None:
    urteil = beurteilen(Folgenstand.OFFEN, bis, HEUTE)
    assert (urteil.ampel.value, urteil.wort) == (ampel, wort)


@pytest.mark.parametrize(("stand", "ampel"), [("erledigt", "gruen"), ("entfallen", "grau")])
def test_was_abgeschlossen_ist_wird_nicht_mehr_rot(stand: str, ampel: str) -> None:
    urteil = beurteilen(Folgenstand(stand), date(2020, 1, 1), HEUTE)
    assert (urteil.ampel.value, urteil.wort, urteil.lage.value) == (ampel, stand, stand)


@pytest.mark.parametrize(
    ("heute", "schritt"),
    [
        (date(2026, 3, 16), None),
        (date(2026, 3, 17), 7),
        (date(2026, 3, 23), 7),
        (date(2026, 3, 24), 0),
        # After an outage: the last one only, and not for ever.
        (date(2026, 3, 27), 0),
        (date(2026, 4, 23), 0),
        (date(2026, 4, 24), None),
    ],
)
def test_sieben_tage_vorher_und_am_tag_selbst(heute: date, schritt: int | None) -> None:
    assert erinnerungsschritt(HEUTE, LANGE_HER, heute) == schritt


def test_wer_die_aufgabe_eben_erst_bekam_wird_an_versaeumtes_nicht_gemahnt() -> None:
    kurz_davor = HEUTE - timedelta(days=3)
    assert erinnerungsschritt(HEUTE, kurz_davor, kurz_davor) is None
    assert erinnerungsschritt(HEUTE, kurz_davor, HEUTE) == 0
    # Entered afterwards, with a day that had long passed.
    assert erinnerungsschritt(HEUTE, HEUTE + timedelta(days=2), HEUTE + timedelta(days=2)) is None


def test_ohne_termin_gibt_es_nichts_zu_erinnern() -> None:
    assert erinnerungsschritt(None, LANGE_HER, HEUTE) is None


def test_der_schluessel_nennt_den_tag() -> None:
    assert schluessel_erinnerung(7, HEUTE, 0) == "lenkung.folge_erinnerung:7:2026-03-24:0"


@pytest.mark.parametrize(
    ("bis", "satz"),
    [
        (None, "Ein Termin ist nicht vereinbart."),
        (date(2026, 3, 20), "Der Termin war der 20.03.2026."),
        (HEUTE, "Heute ist der Termin (24.03.2026)."),
        (date(2026, 3, 31), "Der Termin ist der 31.03.2026, also in 7 Tagen."),
        (date(2026, 3, 25), "Der Termin ist der 25.03.2026, also in 1 Tag."),
    ],
)
def test_die_frist_steht_in_einem_satz(bis: date | None, satz: str) -> None:
    assert frist_in_worten(bis, HEUTE) == satz
