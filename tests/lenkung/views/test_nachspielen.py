"""Past sessions against a draft, as a page: what would be different, nothing, or nothing to play."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lenkung.models import Geschaeftsordnung, Gremium
from lenkung.regeln.verlauf import Weise
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gezaehlt

Anmelden = Callable[..., Client]


@pytest.fixture
def runde(db: None) -> Gremium:
    return bau.lenkungsgruppe(4)


def _entwurf(runde: Gremium) -> Geschaeftsordnung:
    """As in Steinfurt: more than half have to be there."""
    return gobau.entwurf(runde, wie=gobau.STEINFURT)


def _nachgespielt(client: Client, runde: Gremium) -> str:
    return abgerufen(client, url("go-nachspielen", _entwurf(runde).pk))


@pytest.fixture
def gs(runde: Gremium, anmelden: Anmelden) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=runde.kreis))


def _gehalten(runde: Gremium, anwesend: int, vor: int = 0) -> Any:
    satz = bau.eroeffnet(runde, anwesend, tag=timezone.localdate() - timedelta(days=vor))
    eins, _zwei = bau.punkte(satz)
    bau.rufe_auf(satz, eins)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, eins, Weise.OFFEN), anwesend))
    return bau.schliesse(satz, rest_absetzen=True)


def test_ohne_fruehere_sitzung_sagt_die_seite_was_hier_stuende(gs: Client, runde: Gremium) -> None:
    entwurf = _entwurf(runde)
    assert url("go-nachspielen", entwurf.pk) in abgerufen(gs, url("go-detail", entwurf.pk))
    assert "Noch keine frühere Sitzung" in abgerufen(gs, url("go-nachspielen", entwurf.pk))


def test_nichts_eingetragen(gs: Client, runde: Gremium) -> None:
    sitzung(runde, date(2023, 1, 10), "geschlossen")
    text = _nachgespielt(gs, runde)
    assert "Zum Nachspielen fehlen Angaben" in text
    assert "nichts eingetragen" in text


def test_nichts_waere_anders(gs: Client, runde: Gremium) -> None:
    """3 of 4: 2·3 > 4, and 3 > 0."""
    _gehalten(runde, 3)
    text = _nachgespielt(gs, runde)
    assert "Nichts wäre anders ausgegangen" in text
    assert "3 Urteile bleiben gleich" in text
    assert "wäre anders<" not in text


def test_was_anders_waere_steht_da_mit_beiden_normen(gs: Client, runde: Gremium) -> None:
    """2 of 4: 2·2 ≥ 4 (RSK § 6 Abs. 4), but not 2·2 > 4 (Steinfurt § 6)."""
    anders = _gehalten(runde, 2, vor=10)
    gleich = _gehalten(runde, 3)
    text = _nachgespielt(gs, runde)
    assert "Von 2 Sitzungen wäre 1 anders ausgegangen" in text
    assert text.index(url("sitzung-detail", anders.pk)) < text.index(url("sitzung-detail", gleich.pk))
    for stueck in ("2·2 ≥ 4", "§ 6 Abs. 4", "2·2 ≤ 4", "nicht beschlussfähig", "ungültig", "Vorhaben 1"):
        assert stueck in text


def test_was_nur_laut_niederschrift_bekannt_ist_wird_gesagt(gs: Client, runde: Gremium) -> None:
    from lenkung.domain.nachtrag import Nachbeschluss, Nachpunkt, Nachtrag
    from lenkung.domain.nachtragen import verlauf_nachtragen

    satz = sitzung(runde, date(2023, 3, 21), "geschlossen")
    nachtrag = Nachtrag("Vorsitz", punkte=[Nachpunkt("A", beschluesse=(Nachbeschluss("Ja.", "Papier"),))])
    verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=gobau.akteur(runde))
    text = _nachgespielt(gs, runde)
    assert "ohne Stimmen lässt er sich nicht nachspielen" in text


def test_ein_entwurf_der_sich_widerspricht_laesst_sich_nicht_nachspielen(
    gs: Client, runde: Gremium, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lenkung.views import nachspielen

    entwurf = _entwurf(runde)
    monkeypatch.setattr(nachspielen, "ordnung_von", lambda _satz: None)
    antwort = gs.get(url("go-nachspielen", entwurf.pk), follow=True)
    assert antwort.redirect_chain[0][0] == url("go-detail", entwurf.pk)
    assert "widerspricht sich noch" in seitentext(antwort)


def test_nur_wer_hinter_die_kulissen_sieht_und_nur_im_eigenen_kreis(
    runde: Gremium, anmelden: Anmelden
) -> None:
    beschlossen, entwurf = runde.geschaeftsordnungen.get(), _entwurf(runde)
    wer = anmelden(gobau.konto("mitglied", runde, mit_sitz=True))
    assert wer.get(url("go-nachspielen", beschlossen.pk)).status_code == 404
    assert "nachspielen" not in abgerufen(wer, url("go-detail", beschlossen.pk))
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=GremiumFactory().kreis))
    assert fremd.get(url("go-nachspielen", entwurf.pk)).status_code == 404


def test_mehr_sitzungen_kosten_nicht_mehr_abfragen(gs: Client, runde: Gremium) -> None:
    geltende = runde.geschaeftsordnungen.get()
    gs.get(url("go-nachspielen", geltende.pk))
    kosten = []
    for vor in ([0], [10, 20, 30]):
        for tage in vor:
            _gehalten(runde, 3, vor=tage)
        with gezaehlt() as abfragen:
            gs.get(url("go-nachspielen", geltende.pk))
        kosten.append(len(abfragen))
    assert kosten[0] == kosten[1]
