"""A sheet in two languages: German first, and no cell missing beside it."""

from __future__ import annotations

import pytest

from casemgmt.regeln.zweisprachig import Blattsprache, Zweisprachig, absatz, eingebettet

DEUTSCH, ARABISCH = Blattsprache("de", "Deutsch", "ltr"), Blattsprache("ar", "العربية", "rtl")


def test_deutsch_steht_zuerst_und_hoechstens_eine_sprache_daneben() -> None:
    assert Zweisprachig((DEUTSCH, ARABISCH), ("Titel", "عنوان"), ()).titel == ("Titel", "عنوان")
    for sprachen in ((), (ARABISCH,), (ARABISCH, DEUTSCH), (DEUTSCH, ARABISCH, ARABISCH)):
        with pytest.raises(ValueError, match="Deutsch zuerst"):
            Zweisprachig(sprachen, ("Titel",) * len(sprachen), ())


def test_jede_zeile_hat_fuer_jede_sprache_eine_zelle() -> None:
    with pytest.raises(ValueError, match="Zelle"):
        Zweisprachig((DEUTSCH, ARABISCH), ("Titel", "عنوان"), (((absatz("nur Deutsch"),),),))


def test_was_eingebettet_ist_ordnet_sich_zeile_fuer_zeile() -> None:
    """A line break ends an isolate: the next line needs one of its own."""
    assert eingebettet("eins\n\nzwei") == "\u2068eins\u2069\n\u2068zwei\u2069"
    assert eingebettet("") == ""
