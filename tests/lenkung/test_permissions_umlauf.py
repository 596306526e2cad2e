"""Who sees a circular and its votes, and who may do what at which state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from lenkung import permissions
from lenkung.domain.umlauf import umlauf_feststellen
from lenkung.models import Umlaufverfahren
from tests.fabriken import KreisFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.umlaufbau import (
    BEGINN,
    FRIST,
    begonnen,
    entwurf,
    frisch,
    stimme,
    teilnahme,
    umlaufgremium,
)
from tests.lenkung.vorschlagsbau import vorlage
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
LESEN, SEHEN = "lenkung.gremium_lesen", "lenkung.gremien_sehen"
VORBEREITEN, BESTAETIGEN = "lenkung.sitzungen_vorbereiten", "lenkung.tagesordnung_bestaetigen"


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(BEGINN, tick=False) as uhr:
        yield uhr


@pytest.fixture
def umlauf() -> Umlaufverfahren:
    return begonnen(umlaufgremium(2))


def _mitglied(umlauf: Umlaufverfahren) -> Probeakteur:
    # The role is held on the Kreis; by itself it opens nothing, the seat does.
    return akteur(umlauf.gremium, LESEN, person_id=teilnahme(umlauf).person_id)


def test_mitglieder_sehen_was_begonnen_hat_und_die_stimmen_nach_der_feststellung(
    umlauf: Umlaufverfahren,
) -> None:
    wer = _mitglied(umlauf)
    noch_nicht = entwurf(umlauf.gremium)
    assert list(permissions.sichtbare_umlaufverfahren(wer)) == [umlauf]
    assert not permissions.sieht_umlaufstimmen(wer, umlauf)
    assert not permissions.sichtbare_umlaufteilnahmen(wer).exists()
    assert permissions.eigene_umlaufteilnahmen(wer).count() == 1
    for stelle in range(2):
        stimme(umlauf, stelle, "ja")
    umlauf_feststellen(umlauf_id=umlauf.pk, akteur=akteur(umlauf.gremium))
    assert permissions.sieht_umlaufstimmen(wer, umlauf)
    assert not permissions.einsehbare_umlaufstimmen(wer).exists()
    assert not permissions.einsehbare_umlaufverfahren(wer).exists()
    assert not permissions.sichtbare_umlaufverfahren(wer).filter(pk=noch_nicht.pk).exists()


def test_wer_das_gremium_fuehrt_sieht_alles(umlauf: Umlaufverfahren) -> None:
    wer = akteur(umlauf.gremium, SEHEN)
    noch_nicht = entwurf(umlauf.gremium)
    assert set(permissions.sichtbare_umlaufverfahren(wer)) == {umlauf, noch_nicht}
    assert permissions.sieht_umlaufstimmen(wer, umlauf)
    assert permissions.einsehbare_umlaufstimmen(wer).count() == 2
    assert permissions.sichtbare_umlaufteilnahmen(wer).count() == 4


def test_ein_anderer_kreis_und_wer_keine_person_ist_sieht_nichts(umlauf: Umlaufverfahren) -> None:
    person = teilnahme(umlauf).person_id
    fremd = Probeakteur(KreisFactory().pk, frozenset({LESEN, SEHEN, VORBEREITEN}), person_id=person)
    niemand = akteur(umlauf.gremium, LESEN)
    ohne_kreis = Probeakteur(None, frozenset({LESEN}), person_id=person)
    for wer in (fremd, niemand, ohne_kreis):
        assert not permissions.sichtbare_umlaufstimmen(wer).exists()
        assert not permissions.eigene_umlaufteilnahmen(wer).exists()
    for wer in (fremd, niemand):
        assert not permissions.sichtbare_umlaufverfahren(wer).exists()


def test_die_vorlage_liest_ein_mitglied_sobald_der_umlauf_begonnen_hat() -> None:
    gremium = umlaufgremium(1)
    fassung = vorlage(gremium, frei=True)
    person = gremium.sitze.earliest("pk").besetzungen.get(art="mitglied").person_id
    wer = akteur(gremium, LESEN, person_id=person)
    entwurf(gremium, fassung_id=fassung.pk)
    assert not permissions.lesbare_vorlagenfassungen(wer).exists()
    begonnen(gremium, fassung_id=fassung.pk)
    assert list(permissions.lesbare_vorlagenfassungen(wer)) == [fassung]


def test_jeder_stand_sagt_ob_man_noch_antworten_kann(umlauf: Umlaufverfahren, uhr: Any) -> None:
    assert permissions.umlauf_laeuft(umlauf)
    assert "noch nicht begonnen" in permissions.umlauf_laeuft(entwurf(umlauf.gremium)).grund
    uhr.move_to(FRIST)
    assert "Die Frist ist vorbei" in permissions.umlauf_laeuft(frisch(umlauf)).grund


def test_beenden_darf_der_vorsitz_einen_entwurf_auch_wer_vorbereitet(umlauf: Umlaufverfahren) -> None:
    vorbereitet, vorsitz = akteur(umlauf.gremium, VORBEREITEN), akteur(umlauf.gremium, BESTAETIGEN)
    noch_nicht = entwurf(umlauf.gremium)
    assert permissions.darf_umlauf_abbrechen(vorsitz, umlauf)
    assert permissions.darf_umlauf_abbrechen(vorsitz, noch_nicht)
    assert permissions.darf_umlauf_abbrechen(vorbereitet, noch_nicht)
    assert not permissions.darf_umlauf_abbrechen(vorbereitet, umlauf)
    assert not permissions.darf_umlauf_abbrechen(akteur(umlauf.gremium, LESEN), noch_nicht)
