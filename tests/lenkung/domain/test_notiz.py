"""Notes to an item: nobody overwrites what somebody else has written in the meantime."""

from __future__ import annotations

from typing import Any

import pytest

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.notiz import notiz_schreiben
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.models import Punktnotiz, Sitzung, Tagesordnungspunkt
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    return bau.eroeffnet(bau.lenkungsgruppe(2), 2)


def _schreibe(satz: Sitzung, text: str, zaehler: int = 0, **mehr: Any) -> Punktnotiz:
    return notiz_schreiben(
        sitzung_id=satz.pk,
        punkt_id=mehr.pop("punkt", bau.punkte(satz)[0]).pk,
        text=text,
        zaehler=zaehler,
        eintrag=bau.eintrag(satz.gremium, **mehr),
    )


def test_die_notiz_waechst_mit_jedem_schreiben_und_die_anderen_merken_es(satz: Sitzung) -> None:
    vorher = zaehlerstand(satz.pk)
    erste = _schreibe(satz, "Frau A berichtet.")
    assert (erste.zaehler, erste.geaendert_von_name) == (1, "Petra Probe")
    zweite = _schreibe(satz, "Frau A berichtet. Herr B fragt.", 1)
    assert (zweite.pk, zweite.zaehler) == (erste.pk, 2)
    assert zaehlerstand(satz.pk) == vorher + 2


def test_wer_auf_einer_alten_seite_schreibt_hoert_wer_inzwischen_geschrieben_hat(satz: Sitzung) -> None:
    kollegin = gobau.akteur(satz.gremium, akteur_name="Karla Kollegin")
    _schreibe(satz, "Von Karla", akteur=kollegin)
    with pytest.raises(Ueberholt, match="Karla Kollegin hat diese Notiz inzwischen geändert"):
        _schreibe(satz, "Von Petra")
    assert Punktnotiz.objects.get().text == "Von Karla"
    # The other item is another note.
    assert _schreibe(satz, "Von Petra", punkt=bau.punkte(satz)[1]).zaehler == 1


def test_dasselbe_noch_einmal_gesandt_ist_schon_da(satz: Sitzung) -> None:
    _schreibe(satz, "Frau A berichtet.")
    vorher = zaehlerstand(satz.pk)
    assert _schreibe(satz, "Frau A berichtet.").zaehler == 1
    assert zaehlerstand(satz.pk) == vorher
    # Nothing written where nothing was: no row.
    assert _schreibe(satz, "", punkt=bau.punkte(satz)[1]).pk is None


def test_eine_zu_lange_notiz_wird_nicht_abgeschnitten(satz: Sitzung) -> None:
    _schreibe(satz, "x" * 20_000)
    with pytest.raises(Fachfehler) as fehler:
        _schreibe(satz, "x" * 20_001, 1)
    assert (fehler.value.code, fehler.value.feld) == ("zu_lang", "text")


def test_nach_der_sitzung_wird_noch_geschrieben_vorher_nicht(satz: Sitzung) -> None:
    Sitzung.objects.filter(pk=satz.pk).update(stand="geschlossen")
    assert _schreibe(satz, "Nachgetragen").zaehler == 1
    Sitzung.objects.filter(pk=satz.pk).update(stand="eingeladen")
    with pytest.raises(NichtErlaubt):
        _schreibe(satz, "Zu früh", 1)


def test_ein_mitglied_und_ein_anderer_kreis_schreiben_nichts(satz: Sitzung) -> None:
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(satz.gremium, "lenkung.gremium_lesen")):
        with pytest.raises(NichtErlaubt):
            _schreibe(satz, "Fremd", akteur=wer)
    with pytest.raises(Tagesordnungspunkt.DoesNotExist):
        _schreibe(satz, "Fremd", punkt=bau.punkte(bau.eingeladene_sitzung(GremiumFactory()))[0])
