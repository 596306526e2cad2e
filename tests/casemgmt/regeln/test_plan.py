"""The plan: its versions, what is done of it, and the texts in ten languages."""

from __future__ import annotations

import pytest

from casemgmt.domain.plantexte import DATEI, plantexte
from casemgmt.regeln import plan, plansprachen
from casemgmt.regeln.plan import Planstand, Planthema, Schrittstand, Wer
from casemgmt.regeln.plansprachen import Textfehler


def test_eine_fassung_wird_vereinbart_und_dann_abgeloest() -> None:
    wege = [(a, b) for a in Planstand for b in Planstand if plan.darf_werden(a, b)]
    assert wege == [(Planstand.ENTWURF, Planstand.VEREINBART), (Planstand.VEREINBART, Planstand.ABGELOEST)]


def test_was_entfallen_ist_zaehlt_nicht_mit() -> None:
    stand = plan.fortschritt([Schrittstand.ERLEDIGT, Schrittstand.OFFEN, Schrittstand.ENTFALLEN])
    assert (stand.erledigt, stand.gesamt, stand.ganz) == (1, 2, False)
    assert plan.fortschritt([Schrittstand.ERLEDIGT]).ganz
    assert not plan.fortschritt([]).ganz


def test_die_fuenf_typischen_ziele_haben_einen_anfang() -> None:
    assert set(plan.VORSCHLAEGE) == set(Planthema) - {Planthema.SONSTIGES}


def test_die_zehn_sprachen_haben_dieselben_texte_und_nur_deutsch_ist_geprueft() -> None:
    texte = plantexte()
    assert list(texte) == ["de", "en", "ar", "uk", "ru", "fa", "ps", "kmr", "tr", "fr"]
    assert [kuerzel for kuerzel, satz in texte.items() if satz.geprueft] == ["de"]
    assert {k for k, satz in texte.items() if satz.richtung == "rtl"} == {"ar", "fa", "ps"}
    assert set(texte["de"].themen) == set(Planthema)
    assert set(texte["de"].wer) == set(Wer)


def test_fehlt_ein_text_oder_gibt_es_die_sprache_nicht_ist_die_datei_unbrauchbar() -> None:
    datei = DATEI.read_text(encoding="utf-8")
    with pytest.raises(Textfehler, match=r"en\.texte: ziel"):
        plansprachen.lesen(datei.replace('ziel = "My goal"\n', ""))
    with pytest.raises(Textfehler, match="tlh: diese Sprache"):
        plansprachen.lesen(datei.replace("[fr", "[tlh"))
