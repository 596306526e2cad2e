"""The chair establishes twice, an answer arrives while it is closed, two object: at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.umlauf import umlauf_feststellen
from lenkung.domain.umlaufantwort import Umlaufantwort, im_umlauf_antworten_per_link
from lenkung.models import Beschluss, Umlaufverfahren, Vorschlag
from lenkung.regeln.umlauf import Umlaufwert
from tests.lenkung.gobau import akteur
from tests.lenkung.umlaufbau import begonnen, frisch, stimme, teilnahme, token, umlaufgremium
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def umlauf() -> Umlaufverfahren:
    umlauf = begonnen(umlaufgremium(3), frist=timezone.now() + timedelta(days=5))
    for stelle in range(3):
        stimme(umlauf, stelle, "ja")
    return umlauf


def test_zwei_stellen_zugleich_fest_und_eine_gewinnt(umlauf: Umlaufverfahren) -> None:
    ausgang = wettlauf(
        2, lambda _nummer: umlauf_feststellen(umlauf_id=umlauf.pk, akteur=akteur(umlauf.gremium))
    )
    assert (len(ausgang.gelungen), Beschluss.objects.count()) == (1, 1)
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, Fachfehler)
    assert fehler.code == "schon_festgestellt"


def test_eine_antwort_waehrend_der_feststellung_zaehlt_ganz_oder_gar_nicht(umlauf: Umlaufverfahren) -> None:
    geheim = token(teilnahme(umlauf, 0))
    ausgang = wettlauf_von(
        [
            lambda: umlauf_feststellen(umlauf_id=umlauf.pk, akteur=akteur(umlauf.gremium)),
            lambda: im_umlauf_antworten_per_link(token=geheim, antwort=Umlaufantwort(Umlaufwert.NEIN)),
        ]
    )
    assert all(isinstance(fehler, NichtErlaubt) for fehler in ausgang.fehler)
    fest = frisch(umlauf)
    assert fest.stand == "festgestellt"
    assert fest.ergebnis["ja"] == umlauf.stimmen.filter(wert="ja").count()
    assert fest.ergebnis["nein"] == umlauf.stimmen.filter(wert="nein").count()


def test_widersprechen_zwei_zugleich_endet_er_einmal(umlauf: Umlaufverfahren) -> None:
    geheime = [token(teilnahme(umlauf, stelle)) for stelle in (0, 1)]
    antwort = Umlaufantwort(Umlaufwert.GEGEN_UMLAUF, "Beratung nötig.")
    ausgang = wettlauf(2, lambda n: im_umlauf_antworten_per_link(token=geheime[n], antwort=antwort))
    assert len(ausgang.gelungen) == 1
    assert isinstance(ausgang.fehler[0], NichtErlaubt)
    assert (frisch(umlauf).stand, Vorschlag.objects.count()) == ("abgebrochen", 1)
