"""Languages in words."""

from casemgmt.regeln.sprachen import in_worten, sprachname


def test_die_bevorzugte_zuerst() -> None:
    assert in_worten(["ar", "de"]) == "Arabisch, Deutsch"
    assert in_worten(None) == ""
    assert sprachname("xx") == "xx"
