"""A data file of a Geschäftsordnung: what it may say, and how it is refused."""

from __future__ import annotations

from datetime import date

import pytest

from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.go_datei import GoDateiFehler, lesen, vollstaendig

KOPF = """
kennung = "muster-2024"
bezeichnung = "Geschäftsordnung von 2024"
kreis = "musterkreis"
quelle = "GO Muster"
"""
QUORUM = """
[bestimmung.quorum]
norm = "§ 6"
wortlaut = "Die Hälfte."
zaehler = 1
nenner = 2
vergleich = ">="
basis = "alle_sitze"
"""


def test_eine_datei_hat_einen_kopf_und_bestimmungen() -> None:
    datei = lesen(KOPF + "beschlossen_am = 2024-02-29\nin_kraft_ab = 2024-03-01\n" + QUORUM)
    assert (datei.kennung, datei.kreis, datei.wie) == ("muster-2024", "musterkreis", "")
    assert (datei.beschlossen_am, datei.in_kraft_ab, datei.in_kraft_bis) == (
        date(2024, 2, 29),
        date(2024, 3, 1),
        None,
    )
    werte = {"zaehler": 1, "nenner": 2, "vergleich": ">=", "basis": "alle_sitze"}
    assert datei.bestimmungen == {"quorum": Bestimmung("§ 6", werte, "Die Hälfte.", "")}


def test_ohne_bestimmung_ist_nichts_geregelt() -> None:
    assert lesen(KOPF).bestimmungen == {}


@pytest.mark.parametrize("feld", ["kennung", "bezeichnung", "kreis", "quelle"])
def test_im_kopf_fehlt_nichts(feld: str) -> None:
    ohne = "\n".join(zeile for zeile in KOPF.splitlines() if not zeile.startswith(feld))
    for text in (ohne, f'{ohne}\n{feld} = ""\n', f"{ohne}\n{feld} = 7\n"):
        with pytest.raises(GoDateiFehler, match=f"„{feld}“ fehlt"):
            lesen(text)


@pytest.mark.parametrize(
    ("zusatz", "meldung"),
    [
        ('beschlossen_am = "24.03.2022"', "„beschlossen_am“ ist kein Tag"),
        ("in_kraft_ab = 2022-03-24T10:00:00", "„in_kraft_ab“ ist kein Tag"),
        ("in_kraft_bis = 2022", "„in_kraft_bis“ ist kein Tag"),
        ("beschlossen_am = 2023-02-29", "kein gültiges TOML"),
        ("wie = 3", "„wie“ ist keine Kennung"),
        ("stand = 1", "unbekannte Angabe im Kopf"),
        ("bestimmungen = 1", "unbekannte Angabe im Kopf"),
        ("bestimmung = 3", "„bestimmung“ ist keine Tabelle"),
        ("[bestimmung]\nquorum = 3", "„bestimmung.quorum“ ist keine Tabelle"),
        ('[bestimmung.wetter]\nnorm = "§ 1"', "unbekannte Bestimmung „wetter“"),
        ("[bestimmung.quorum]\nnorm = 6", "„quorum.norm“ ist kein Text"),
        ('[bestimmung.quorum]\nnorm = "§ 6"\nlesart = ["x"]', "„quorum.lesart“ ist kein Text"),
        ("= 3", "kein gültiges TOML"),
        ("[bestimmung.quorum]\n[bestimmung.quorum]", "kein gültiges TOML"),
    ],
)
def test_eine_verdorbene_datei_nennt_ihre_stelle(zusatz: str, meldung: str) -> None:
    with pytest.raises(GoDateiFehler, match=meldung):
        lesen(KOPF + zusatz)


def test_was_sie_nicht_selbst_sagt_uebernimmt_sie_von_ihrer_grundlage() -> None:
    grundlage = lesen(KOPF + QUORUM)
    eigene = lesen(KOPF.replace("muster-2024", "muster-2025") + 'wie = "muster-2024"\n')
    ganz = vollstaendig(eigene, grundlage)
    assert (ganz.kennung, ganz.bestimmungen) == ("muster-2025", grundlage.bestimmungen)
    anders = lesen(KOPF + QUORUM.replace('">="', '">"'))
    assert vollstaendig(anders, grundlage).bestimmungen["quorum"].werte["vergleich"] == ">"
    assert vollstaendig(grundlage, None) == grundlage


def test_ein_widerspruch_in_der_datei_nennt_bestimmung_und_feld() -> None:
    null = lesen(KOPF + QUORUM.replace("zaehler = 1", "zaehler = 0").replace('"§ 6"', '""'))
    with pytest.raises(GoDateiFehler, match=r"quorum\.norm: .*; quorum\.zaehler: Bitte eine ganze Zahl"):
        vollstaendig(null, None)
