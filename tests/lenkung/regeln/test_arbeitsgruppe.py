"""Arbeitsgruppen: who leads (GO RSK § 5 Abs. 5), and when the result comes back (§ 5 Abs. 4)."""

from __future__ import annotations

from datetime import date

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.regeln.arbeitsgruppe import (
    UEBERGAENGE,
    AGArt,
    AGStand,
    Leitung,
    Leitungsregel,
    benannt,
    bericht_faellig,
    berichtslage,
    darf_werden,
    leitung_beurteilen,
    leitungsregel,
)
from lenkung.regeln.zeitstrahl import Ampel

TAG = date(2026, 6, 30)
REGEL = Leitungsregel("§ 5")
ARBEITET, BERICHTET, BEENDET = AGStand


@pytest.mark.parametrize(
    ("fassung", "regel"),
    [
        # "Die/der Vorsitzende übernimmt auch den Vorsitz der Arbeitsgruppen. Diese Aufgabe kann … übertragen"
        ("rsk-2022-03-24", REGEL),
        # GO Steinfurt § 5 and the Konzept Neuss know Arbeitsgruppen, but not who leads them.
        ("steinfurt-2021-06-30", None),
        ("neuss-2021-01-27", None),
    ],
)
def test_wer_leitet_steht_in_der_geschaeftsordnung(fassung: str, regel: Leitungsregel | None) -> None:
    assert leitungsregel(mitgelieferte_fassung(fassung).bestimmungen["arbeitsgruppen"]) == regel
    assert leitungsregel(None) is None


@pytest.mark.parametrize(
    ("regel", "leitung", "urteil", "normen", "stueck"),
    [
        (REGEL, None, "ohne_leitung", ("§ 5",), "Niemand"),
        (None, None, "ohne_leitung", (), "Niemand"),
        (None, Leitung("Petra Probe", False), "nicht_geregelt", (), "nicht geregelt"),
        (REGEL, Leitung("Vera Vorsitz", True), "vorsitz", ("§ 5",), "Vera Vorsitz leitet als Vorsitz"),
        (REGEL, Leitung("Petra Probe", False), "uebertragung_fehlt", ("§ 5",), "an Petra Probe"),
        (
            REGEL,
            Leitung("Petra Probe", False, date(2026, 3, 3), "Vera Vorsitz"),
            "uebertragen",
            ("§ 5",),
            "Am 03.03.2026 von Vera Vorsitz an Petra Probe übertragen.",
        ),
    ],
)
def test_das_urteil_ueber_die_leitung(
    regel: Leitungsregel | None, leitung: Leitung | None, urteil: str, normen: tuple[str, ...], stueck: str
) -> None:
    befund = leitung_beurteilen(regel, leitung)
    assert (befund.urteil, befund.normen) == (urteil, normen)
    assert stueck in befund.rechnung


@pytest.mark.parametrize(
    ("stand", "bis", "ampel", "wort"),
    [
        (BEENDET, TAG, Ampel.GRAU, "beendet"),
        (BERICHTET, TAG, Ampel.GRUEN, "Bericht liegt vor"),
        (ARBEITET, None, Ampel.GRAU, "ohne Termin"),
        (ARBEITET, date(2026, 7, 15), Ampel.GRUEN, "im Plan"),
        (ARBEITET, date(2026, 7, 14), Ampel.GELB, "fällig in 14 Tagen"),
        (ARBEITET, TAG, Ampel.GELB, "heute fällig"),
        (ARBEITET, date(2026, 6, 29), Ampel.ROT, "überfällig seit 1 Tag"),
    ],
)
def test_die_ampel_des_berichts(stand: AGStand, bis: date | None, ampel: Ampel, wort: str) -> None:
    assert berichtslage(stand, bis, TAG) == (ampel, wort)


@pytest.mark.parametrize(
    ("stand", "bis", "faellig"),
    [
        (ARBEITET, date(2026, 7, 1), False),
        (ARBEITET, TAG, True),
        (ARBEITET, date(2026, 6, 29), True),
        (ARBEITET, None, False),
        (BERICHTET, TAG, False),
        (BEENDET, TAG, False),
    ],
)
def test_vom_vereinbarten_tag_an_ist_der_bericht_faellig(
    stand: AGStand, bis: date | None, faellig: bool
) -> None:
    assert bericht_faellig(stand, bis, TAG) is faellig


def test_was_beendet_ist_bleibt_beendet() -> None:
    erlaubt = {(von, nach) for von in AGStand for nach in AGStand if darf_werden(von, nach)}
    assert erlaubt == {
        (ARBEITET, BERICHTET),
        (ARBEITET, BEENDET),
        (BERICHTET, ARBEITET),
        (BERICHTET, BEENDET),
    }
    assert set(UEBERGAENGE) == set(AGStand)


@pytest.mark.parametrize(
    ("titel", "erwartet"),
    [
        ("Projektarbeitsgruppe „DELFIN4“", (AGArt.PAG, "DELFIN4")),
        ("Einrichtung der Konzeptarbeitsgruppe Wohnen.", (AGArt.KAG, "Wohnen")),
        ("PAG DELFIN4", (AGArt.PAG, "DELFIN4")),
        ("Arbeitsgruppe Ukraine", (AGArt.AG, "Ukraine")),
        ("Unterarbeitsgruppen für das KIM-Konzept", (AGArt.UAG, "")),
        ("Sprachkurse am Abend", (AGArt.AG, "Sprachkurse am Abend")),
        # Inside another word it is none.
        ("Umfrage zum Alltag", (AGArt.AG, "Umfrage zum Alltag")),
    ],
)
def test_art_und_name_aus_dem_titel_des_beschlusses(titel: str, erwartet: tuple[AGArt, str]) -> None:
    assert benannt(titel) == erwartet
