"""The moment of an approval, reckoned by hand from § 7 Abs. 4 (RSK) and § 7 (Steinfurt)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kim.basis.zeit import BERLIN
from lenkung.regeln.genehmigung import (
    Empfang,
    Urteil,
    Vorgebracht,
    beurteilen,
    einwendungshinweis,
    restzeit,
    versandmoment,
)
from lenkung.regeln.ordnung import Genehmigungsregel
from lenkung.regeln.werte import Einheit, Genehmigung

RSK = Genehmigungsregel(Genehmigung.NAECHSTE_SITZUNG, "§ 7 Abs. 4")
STEINFURT = Genehmigungsregel(Genehmigung.FRIST, "§ 7", 1, Einheit.WOCHEN)


def am(tag: int, monat: int, stunde: int = 12, minute: int = 0, sekunde: int = 0) -> datetime:
    """In Germany, 2022."""
    return datetime(2022, monat, tag, stunde, minute, sekunde, tzinfo=BERLIN)


VERSANDT = am(2, 5, 10)
"""A Monday; a week later is Monday, 9 May, and approved is what nobody objected to by its end."""


def steinfurt(jetzt: datetime, *gegen: Vorgebracht, versandt: datetime | None = VERSANDT) -> Urteil:
    return beurteilen(regel=STEINFURT, jetzt=jetzt, vorgebracht=gegen, versandt=versandt)


def rsk(jetzt: datetime, *gegen: Vorgebracht, behandelt: datetime | None = None) -> Urteil:
    return beurteilen(regel=RSK, jetzt=jetzt, vorgebracht=gegen, versandt=VERSANDT, behandelt=behandelt)


def test_nach_einer_woche_ist_sie_genehmigt() -> None:
    davor = steinfurt(am(9, 5, 23, 59, 59))
    assert (davor.genehmigt_am, davor.frist_ende) == (None, am(10, 5, 0))
    danach = steinfurt(am(10, 5, 0))
    assert danach.genehmigt_am == am(10, 5, 0)
    assert danach.befund.norm == "§ 7"
    assert danach.befund.rechnung == (
        "Versandt am 02.05.2022, Einwendungen bis 09.05.2022 (1 Woche); keine rechtzeitige Einwendung: "
        "genehmigt am 10.05.2022."
    )


def test_wer_spaeter_nachsieht_findet_denselben_augenblick() -> None:
    assert steinfurt(am(24, 12)).genehmigt_am == am(10, 5, 0)


@pytest.mark.parametrize(
    ("eingang", "wort", "genehmigt"),
    [
        # 23:59:30 on the last day is in time, 00:00:10 is not.
        (am(9, 5, 23, 59, 30), "rechtzeitig", None),
        (am(10, 5, 0, 0, 10), "verspaetet", am(10, 5, 0)),
    ],
)
def test_die_letzte_sekunde(eingang: datetime, wort: str, genehmigt: datetime | None) -> None:
    urteil = steinfurt(am(11, 5), Vorgebracht(eingang))
    assert (urteil.einwendungen, urteil.genehmigt_am) == ((wort,), genehmigt)


@pytest.mark.parametrize(
    ("versandt", "ende"),
    [
        # Summer time begins on 27 March: 2 April begins two hours before midnight of UTC.
        (am(25, 3, 10), datetime(2022, 4, 1, 22, tzinfo=UTC)),
        # It ends on 30 October: 1 November begins one hour before.
        (am(24, 10, 10), datetime(2022, 10, 31, 23, tzinfo=UTC)),
        # Accepted in the last second of a day: that day is the day of dispatch.
        (datetime(2022, 5, 2, 21, 59, 59, tzinfo=UTC), datetime(2022, 5, 9, 22, tzinfo=UTC)),
        (datetime(2022, 5, 2, 22, 0, 0, tzinfo=UTC), datetime(2022, 5, 10, 22, tzinfo=UTC)),
    ],
)
def test_die_frist_endet_mit_dem_deutschen_tag(versandt: datetime, ende: datetime) -> None:
    assert steinfurt(ende - timedelta(seconds=1), versandt=versandt).genehmigt_am is None
    assert steinfurt(ende, versandt=versandt).genehmigt_am == ende


def test_ohne_nachweis_laeuft_keine_frist() -> None:
    urteil = steinfurt(am(24, 12), versandt=None)
    assert (urteil.genehmigt_am, urteil.frist_ende, urteil.befund.urteil) == (None, None, "offen")


def test_was_nach_der_frist_erledigt_wird_schiebt_die_genehmigung_hinaus() -> None:
    gegen = Vorgebracht(am(5, 5), am(20, 5, 9, 30))
    assert steinfurt(am(24, 12), gegen).genehmigt_am == am(20, 5, 9, 30)
    assert steinfurt(am(24, 12), gegen).befund.rechnung.endswith(
        "1 rechtzeitige Einwendung erledigt, am 20.05.2022: genehmigt am 20.05.2022."
    )


def test_was_vor_dem_ende_der_frist_erledigt_ist_aendert_nichts() -> None:
    assert steinfurt(am(24, 12), Vorgebracht(am(5, 5), am(6, 5))).genehmigt_am == am(10, 5, 0)


def test_eine_verspaetete_schiebt_nichts_hinaus() -> None:
    assert steinfurt(am(24, 12), Vorgebracht(am(12, 5), am(20, 5))).genehmigt_am == am(10, 5, 0)


def test_mehrere_werden_gezaehlt() -> None:
    gegen = (
        Vorgebracht(am(3, 5), am(4, 5)),
        Vorgebracht(am(3, 5), am(6, 5)),
        Vorgebracht(am(4, 5)),
        Vorgebracht(am(12, 5)),
    )
    urteil = steinfurt(am(24, 12), *gegen)
    assert urteil.genehmigt_am is None
    assert urteil.befund.urteil == "eingewandt"
    assert "1 rechtzeitige Einwendung, 2 rechtzeitige Einwendungen erledigt, zuletzt am 06.05.2022" in (
        urteil.befund.rechnung
    )


def test_in_der_naechsten_sitzung_mit_dem_ende_des_punktes() -> None:
    fertig = am(13, 9, 14, 10)
    assert rsk(am(13, 9, 14, 0)).genehmigt_am is None
    urteil = rsk(am(13, 9, 14, 10), behandelt=fertig)
    assert (urteil.genehmigt_am, urteil.frist_ende) == (fertig, None)
    assert urteil.befund.norm == "§ 7 Abs. 4"
    assert "Einwendungen bis zur nächsten Sitzung, 13.09.2022, 14:10 Uhr" in urteil.befund.rechnung


def test_eine_einwendung_im_punkt_selbst_ist_rechtzeitig_und_danach_nicht() -> None:
    fertig = am(13, 9, 14, 10)
    gegen = (Vorgebracht(am(13, 9, 14, 9, 59)), Vorgebracht(am(13, 9, 14, 10, 1)))
    urteil = rsk(am(14, 9), *gegen, behandelt=fertig)
    assert (urteil.einwendungen, urteil.genehmigt_am) == (("rechtzeitig", "verspaetet"), None)


def test_eine_in_der_sitzung_zurueckgewiesene_hindert_nicht() -> None:
    fertig = am(13, 9, 14, 10)
    assert rsk(am(14, 9), Vorgebracht(am(1, 9), fertig), behandelt=fertig).genehmigt_am == fertig


def test_ohne_regel_urteilt_niemand() -> None:
    urteil = beurteilen(regel=None, jetzt=am(24, 12), vorgebracht=[Vorgebracht(am(3, 5))], versandt=VERSANDT)
    assert (urteil.genehmigt_am, urteil.frist_ende) == (None, None)
    assert urteil.einwendungen == ("nicht_geregelt",)


# When it was dispatched -------------------------------------------------------------------------------------


def test_versandt_ist_sie_mit_der_letzten_ersten_annahme() -> None:
    assert versandmoment([Empfang(1, am(2, 5)), Empfang(2, am(3, 5)), Empfang(1, am(6, 5))]) == am(3, 5)


def test_solange_eine_annahme_aussteht_ist_sie_es_nicht() -> None:
    assert versandmoment([Empfang(1, am(2, 5)), Empfang(2)]) is None
    assert versandmoment([]) is None


def test_ein_brief_zaehlt_mit_seinem_tag_aber_nicht_statt_einer_annahme() -> None:
    assert versandmoment([Empfang(1, am(2, 5)), Empfang(2, None, am(6, 5))]) == am(6, 5)
    assert versandmoment([Empfang(1, am(2, 5), am(6, 5))]) == am(2, 5)


# Words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jetzt", "worte"),
    [
        (am(2, 5, 10), "noch 7 Tage"),
        (am(8, 5, 23, 59), "noch 1 Tag"),
        (am(9, 5, 0, 1), "noch 23 Stunden"),
        (am(9, 5, 22, 30), "noch 1 Stunde"),
        (am(9, 5, 23, 15), "noch 45 Minuten"),
        (am(9, 5, 23, 59, 30), "noch wenige Minuten"),
        (am(10, 5, 0), ""),
    ],
)
def test_wie_lange_noch(jetzt: datetime, worte: str) -> None:
    assert restzeit(am(10, 5, 0), jetzt) == worte


def test_was_ueber_einwendungen_geschrieben_wird() -> None:
    assert "innerhalb von 1 Woche nach dem Versand" in einwendungshinweis(STEINFURT)
    assert "(§ 7)" in einwendungshinweis(STEINFURT)
    assert "zu Beginn der nächsten Sitzung" in einwendungshinweis(RSK)
    assert "(§ 7 Abs. 4)" in einwendungshinweis(RSK)
    assert "regelt nicht" in einwendungshinweis(None)
