"""Topics: those that come along, with what a Kreis has said about them."""

from __future__ import annotations

from casemgmt.regeln.themen import MITGELIEFERT, Thema, Themenzeile, zusammenfuehren


def test_ohne_eigene_stehen_die_elf_in_ihrer_reihenfolge() -> None:
    zeilen = zusammenfuehren([])
    assert [z.thema for z in zeilen] == list(MITGELIEFERT)
    assert len(zeilen) == 11
    assert all(z.aktiv and z.satz is None for z in zeilen)


def test_eigene_gelten_statt_der_mitgelieferten_und_reihen_sich_ein() -> None:
    zeilen = zusammenfuehren(
        [
            Themenzeile(Thema("wohnen", "Wohnung"), 1, satz=7),
            Themenzeile(Thema("kita", "Kita"), 80, aktiv=False, satz=8),
            Themenzeile(Thema("sport", "Sport"), 15, satz=9),
        ]
    )
    assert [z.thema.titel for z in zeilen[:3]] == ["Wohnung", "Lebensunterhalt", "Sport"]
    assert [z.thema.schluessel for z in zeilen if not z.aktiv] == ["kita"]
    assert len(zeilen) == 12
