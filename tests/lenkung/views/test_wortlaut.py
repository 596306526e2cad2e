"""The text that is put to the vote: set on every page as on the wall, and all its versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from lenkung.domain.geraet import code_ausgeben
from lenkung.models import Gremium
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Weise
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.domain.test_geraet import beginne
from tests.lenkung.umlaufbau import BEGINN, begonnen, teilnahme, token, umlaufgremium
from tests.lenkung.views.abruf import abgerufen, url
from tests.werkzeug.abfragen import hoechstens

pytestmark = pytest.mark.django_db
ROH = "Die Gruppe beschließt **einstimmig** <b>:\n\n- Kurse\n- Räume"
GESETZT = "<strong>einstimmig</strong> &lt;b&gt;:</p><ul><li>Kurse</li><li>Räume</li></ul>"


@pytest.fixture
def lg() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def gs(lg: Gremium, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=lg.kreis))


def _steht_gesetzt(client: Client, name: str, *args: object) -> None:
    seite = abgerufen(client, url(name, *args))
    assert GESETZT in seite
    assert "**einstimmig" not in seite


def test_im_saal_und_danach_steht_er_wie_auf_der_leinwand(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.beginne(satz, punkt, Weise.OFFEN, text=ROH)
    _steht_gesetzt(gs, "sitzung-leinwand", satz.pk)
    _steht_gesetzt(gs, "sitzung-fuehren", satz.pk)
    beschluss = bau.stelle_fest(bau.zaehle(abstimmung, 3))
    _steht_gesetzt(gs, "beschluss-detail", beschluss.pk)
    _steht_gesetzt(gs, "sitzung-folgen", satz.pk)


def test_auf_dem_geraet(lg: Gremium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bau, "WORTLAUT", ROH)
    satz = bau.eroeffnet(lg, 3)
    code = code_ausgeben(
        sitzung_id=satz.pk,
        sitz_id=bau.sitze(lg)[0].pk,
        rolle=Teilnahmerolle.MITGLIED,
        eintrag=bau.eintrag(lg),
    )
    client = Client()
    client.post(url("stimme"), {"code": code})
    beginne(satz, Weise.GEHEIM)
    _steht_gesetzt(client, "stimme")


def test_im_umlauf(anmelden: Callable[..., Client]) -> None:
    with time_machine.travel(BEGINN, tick=False):
        umlauf = begonnen(umlaufgremium(3), text=ROH)
        gs = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=umlauf.gremium.kreis))
        _steht_gesetzt(gs, "umlauf-detail", umlauf.pk)
        _steht_gesetzt(Client(), "umlauf-antwort", token(teilnahme(umlauf)))


def test_die_fassungen_stehen_beim_beschluss_aber_nicht_fuer_mitglieder(
    gs: Client, lg: Gremium, anmelden: Callable[..., Client]
) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    bau.verwirf(bau.beginne(satz, punkt, Weise.OFFEN, text="Der **erste** Text."), "Der Antrag ist geändert")
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, punkt, text="Der zweite Text."))
    with hoechstens(15):
        seite = abgerufen(gs, url("beschluss-detail", beschluss.pk))
    for stueck in (
        "Fassungen des Wortlauts",
        "Der <strong>erste</strong> Text.",
        "verworfen: Der Antrag ist geändert",
        "darüber wurde abgestimmt",
        "Fassung 1, ",
        "Fassung 2, ",
    ):
        assert stueck in seite
    person = lg.sitze.first().besetzungen.first().person
    mitglied = anmelden(konto_mit_rolle("mitglied", kreis=lg.kreis, person=person))
    seite = abgerufen(mitglied, url("beschluss-detail", beschluss.pk))
    assert "Der zweite Text." in seite
    assert "Fassungen des Wortlauts" not in seite
