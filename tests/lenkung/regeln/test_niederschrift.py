"""What a Niederschrift must hold, and when it is approved."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_fassung, mitgelieferte_ordnung
from lenkung.regeln.niederschrift import genehmigung, vollstaendigkeit
from lenkung.regeln.werte import Inhalt

RSK = mitgelieferte_ordnung("rsk-2022-03-24").niederschrift
STEINFURT = mitgelieferte_ordnung("steinfurt-2021-06-30").niederschrift
VERLANGT = [
    Inhalt(i)
    for i in mitgelieferte_fassung("rsk-2022-03-24").bestimmungen["niederschrift_inhalt"].werte["inhalt"]
]
NORM = "§ 7 Abs. 1"


def test_die_go_rsk_verlangt_acht_angaben() -> None:
    befund = vollstaendigkeit(verlangt=VERLANGT, vorhanden=VERLANGT, norm=NORM)
    assert (befund.urteil, befund.normen, befund.verstoesse) == ("vollstaendig", (NORM,), ())
    assert befund.rechnung == "8 von 8 verlangten Angaben sind da: vollständig."


def test_alles_was_fehlt_wird_genannt_in_der_reihenfolge_der_go() -> None:
    befund = vollstaendigkeit(
        verlangt=VERLANGT,
        vorhanden={Inhalt.TAG, Inhalt.UHRZEIT, Inhalt.TAGESORDNUNG, Inhalt.ANWESENDE},
        norm=NORM,
    )
    assert befund.urteil == "unvollstaendig"
    assert [verstoss.code for verstoss in befund.verstoesse] == [
        "ort_fehlt",
        "erklaerungen_fehlt",
        "beschluesse_fehlt",
        "ergebnisse_fehlt",
    ]
    assert {verstoss.norm for verstoss in befund.verstoesse} == {NORM}
    assert befund.rechnung.startswith("4 von 8 verlangten Angaben sind da; es fehlen: der Ort der Sitzung; ")


def test_was_nicht_verlangt_ist_schadet_und_hilft_nicht() -> None:
    befund = vollstaendigkeit(verlangt=[Inhalt.WESENTLICHES], vorhanden=VERLANGT, norm="§ 7")
    assert [verstoss.code for verstoss in befund.verstoesse] == ["wesentliches_fehlt"]
    assert (
        vollstaendigkeit(verlangt=[Inhalt.ORT], vorhanden=list(Inhalt), norm="§ 7").urteil == "vollstaendig"
    )


def test_ohne_regel_ist_nichts_verlangt() -> None:
    befund = vollstaendigkeit(verlangt=None, vorhanden=[])
    assert (befund.urteil, befund.normen) == ("nicht_geregelt", ())


@pytest.mark.parametrize(
    ("stichtag", "einwendung", "urteil", "am"),
    [
        # Dispatched on Friday 09.12.2022: objections through Friday 16.12., approved from the 17th on
        ("2022-12-16", None, "offen", None),
        ("2022-12-17", None, "genehmigt", date(2022, 12, 17)),
        ("2022-12-30", "2022-12-16T23:59", "eingewandt", None),
        ("2022-12-30", "2022-12-17T00:00", "genehmigt", date(2022, 12, 17)),
    ],
)
def test_in_steinfurt_gilt_sie_eine_woche_nach_versand_als_genehmigt(
    stichtag: str, einwendung: str | None, urteil: str, am: date | None
) -> None:
    ergebnis = genehmigung(
        regel=STEINFURT,
        stichtag=date.fromisoformat(stichtag),
        einwendungen=[datetime.fromisoformat(einwendung)] if einwendung else [],
        versandt=datetime(2022, 12, 9, 17, 30),
    )
    assert (ergebnis.befund.urteil, ergebnis.genehmigt_am) == (urteil, am)
    assert "Einwendungen bis 16.12.2022 (1 Woche)" in ergebnis.befund.rechnung


def test_im_rhein_sieg_kreis_wird_sie_in_der_naechsten_sitzung_genehmigt() -> None:
    lage = {"regel": RSK, "stichtag": date(2023, 9, 13), "naechste_sitzung": datetime(2023, 9, 13, 14)}
    frei = genehmigung(**lage)
    assert (frei.genehmigt, frei.genehmigt_am) == (True, date(2023, 9, 13))
    # At the start of the session: until the item is called, if that is recorded.
    rechtzeitig = genehmigung(
        **lage, einwendungen=[datetime(2023, 9, 13, 14, 5)], aufgerufen=datetime(2023, 9, 13, 14, 6)
    )
    assert (rechtzeitig.genehmigt, rechtzeitig.einwendungen) == (False, ("rechtzeitig",))
    verspaetet = genehmigung(**lage, einwendungen=[datetime(2023, 9, 13, 14, 5)])
    assert (verspaetet.genehmigt, verspaetet.einwendungen) == (True, ("verspaetet",))


def test_ohne_regel_wird_nichts_genehmigt_und_nichts_verspaetet() -> None:
    ergebnis = genehmigung(regel=None, stichtag=date(2024, 1, 1), einwendungen=[datetime(2024, 1, 1)] * 2)
    assert (ergebnis.genehmigt, ergebnis.einwendungen) == (None, ("nicht_geregelt",) * 2)
