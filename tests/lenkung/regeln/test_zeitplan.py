"""When each item is due, and whether the time suffices."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kim.basis.anzeige import uhrzeit
from lenkung.regeln.zeitplan import PASST, ZU_LANG, dauer_pruefen, zeitplan

pytestmark = pytest.mark.ohne_datenbank

# 14:00 in Germany in winter
BEGINN = datetime(2023, 3, 21, 13, 0, tzinfo=UTC)


def test_ein_punkt_beginnt_wenn_der_vorige_endet() -> None:
    abschnitte = zeitplan(BEGINN, [5, 0, 30])
    assert [uhrzeit(a.von) for a in abschnitte] == ["14:00 Uhr", "14:05 Uhr", "14:05 Uhr"]
    assert uhrzeit(abschnitte[-1].bis) == "14:35 Uhr"
    assert zeitplan(BEGINN, []) == ()


def test_in_der_nacht_der_umstellung_stimmen_die_zeiten() -> None:
    # 26.03.2023: at 2:00 the clocks go to 3:00.
    halb_zwei = datetime(2023, 3, 26, 0, 30, tzinfo=UTC)
    assert [uhrzeit(a.von) for a in zeitplan(halb_zwei, [30, 15])] == ["01:30 Uhr", "03:00 Uhr"]


def test_was_in_die_planung_passt_ist_ohne_hinweis() -> None:
    befund = dauer_pruefen([60, 60], beginn=BEGINN, geplant=120, hoechstdauer=120, norm="§ 4 Abs. 1")
    assert befund.urteil == PASST
    assert befund.verstoesse == ()
    assert befund.rechnung == "60 + 60 = 120 Minuten, also bis 16:00 Uhr; geplant sind 120."
    assert befund.norm == "§ 4 Abs. 1"


def test_eine_minute_zu_viel_nennt_planung_und_grenze_mit_der_stelle() -> None:
    befund = dauer_pruefen([60, 61], beginn=BEGINN, geplant=120, hoechstdauer=120, norm="§ 4 Abs. 1")
    assert befund.urteil == ZU_LANG
    assert [(v.code, v.norm) for v in befund.verstoesse] == [
        ("ueber_planung", ""),
        ("ueber_hoechstdauer", "§ 4 Abs. 1"),
    ]
    assert befund.verstoesse[0].text == "Geplant ist die Sitzung bis 16:00 Uhr, das sind 1 Minute weniger."


def test_ohne_geregelte_grenze_zaehlt_nur_die_planung() -> None:
    befund = dauer_pruefen([200], beginn=BEGINN, geplant=180)
    assert [v.code for v in befund.verstoesse] == ["ueber_planung"]
    assert befund.normen == ()
