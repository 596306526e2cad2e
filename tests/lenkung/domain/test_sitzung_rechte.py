"""Who runs a session, and in which of its states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kim.basis.fehler import NichtErlaubt
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.domain.sitzung_fuehren import (
    beschlussfaehigkeit_feststellen,
    beschlussunfaehigkeit_feststellen,
    punkt_abschliessen,
    punkt_absetzen,
    punkt_aufrufen,
    punkt_zurueckstellen,
)
from lenkung.models import (
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Tagesordnungspunkt,
)
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    return bau.eroeffnet(gremium, 3)


@pytest.fixture
def beginn(satz: Sitzung) -> datetime:
    return Sitzungsverlauf.objects.get(sitzung=satz).eroeffnet_am or timezone.now()


def _um(beginn: datetime, minute: int) -> datetime:
    return beginn + timedelta(minutes=minute)


def _arten(satz: Sitzung) -> list[str]:
    return list(Sitzungsereignis.objects.filter(sitzung=satz).order_by("pk").values_list("art", flat=True))


def _stand(punkt: Tagesordnungspunkt) -> str:
    punkt.refresh_from_db()
    return punkt.stand


def _tue(was: Callable[..., Any], satz: Sitzung, punkt: Tagesordnungspunkt, **mehr: Any) -> Any:
    felder = {"grund": mehr.pop("grund")} if "grund" in mehr else {}
    return was(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=bau.eintrag(satz.gremium, **mehr), **felder)


# Rights and states ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fremd", [True, False])
def test_ein_mitglied_und_ein_anderer_kreis_fuehren_keine_sitzung(satz: Sitzung, fremd: bool) -> None:
    wer = gobau.akteur(GremiumFactory()) if fremd else gobau.akteur(satz.gremium, "lenkung.gremium_lesen")
    vorher, punkt = zaehlerstand(satz.pk), bau.punkte(satz)[0]
    taten: list[Callable[[], Any]] = [
        lambda: bau.rufe_auf(satz, punkt, akteur=wer),
        lambda: _tue(punkt_abschliessen, satz, punkt, akteur=wer),
        lambda: _tue(punkt_absetzen, satz, punkt, grund="Nein", akteur=wer),
        lambda: _tue(punkt_zurueckstellen, satz, punkt, akteur=wer),
        lambda: beschlussunfaehigkeit_feststellen(
            sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium, akteur=wer)
        ),
        lambda: beschlussfaehigkeit_feststellen(
            sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium, akteur=wer)
        ),
        lambda: bau.schliesse(satz, rest_absetzen=True, akteur=wer),
    ]
    for tat in taten:
        with pytest.raises(NichtErlaubt):
            tat()
    assert zaehlerstand(satz.pk) == vorher


@pytest.mark.parametrize("stand", ["eingeladen", "geschlossen"])
def test_vor_der_eroeffnung_und_nach_dem_schluss_geschieht_nichts(satz: Sitzung, stand: str) -> None:
    Sitzung.objects.filter(pk=satz.pk).update(stand=stand)
    punkt = bau.punkte(satz)[0]
    for was, felder in (
        (punkt_aufrufen, {}),
        (punkt_abschliessen, {}),
        (punkt_absetzen, {"grund": "Nein"}),
        (punkt_zurueckstellen, {}),
    ):
        with pytest.raises(NichtErlaubt, match="das geht jetzt nicht"):
            _tue(was, satz, punkt, **felder)
    with pytest.raises(NichtErlaubt):
        bau.schliesse(satz)


def test_der_punkt_einer_anderen_sitzung_wird_hier_nicht_aufgerufen(satz: Sitzung) -> None:
    anderer = bau.punkte(bau.eingeladene_sitzung(satz.gremium, satz.tag, uhrzeit=time(9)))[0]
    with pytest.raises(Tagesordnungspunkt.DoesNotExist):
        bau.rufe_auf(satz, anderer)
