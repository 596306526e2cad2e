"""Names in a conference paper, and what stands there instead."""

from __future__ import annotations

from casemgmt.regeln.fallkonferenz import Beteiligtenbefund, decknamen, namensurteil, ohne_namen

JA = Beteiligtenbefund("Jobcenter", "1", True)
NEIN = Beteiligtenbefund("Jugendamt", "1", False)


def test_mit_namen_nur_wenn_alle_gedeckt_sind() -> None:
    assert namensurteil([JA])
    urteil = namensurteil([JA, NEIN])
    assert not urteil
    assert urteil.offen == (NEIN,)
    assert not namensurteil([])


def test_decknamen_sind_buchstaben_der_reihe_nach() -> None:
    assert decknamen(3) == ["Person A", "Person B", "Person C"]
    assert len(set(decknamen(50))) == 50


def test_namen_und_anfangsbuchstaben_werden_ersetzt() -> None:
    personen = [("Person A", ["Amira", "Haddad"])]
    assert ohne_namen("Amira Haddad sucht. HADDADS Wohnung.", personen) == "Person A sucht. Person A Wohnung."
    assert ohne_namen("Fam. H. sucht, A.H. auch", personen) == "Fam. Person A sucht, Person A auch"
    # A word that only contains it stays.
    assert ohne_namen("Haddadstraße", personen) == "Haddadstraße"
    assert ohne_namen("nichts", []) == "nichts"
