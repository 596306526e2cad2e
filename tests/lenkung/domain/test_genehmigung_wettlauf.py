"""Two schedulers, an objection against the clock, two clicks on "send": at the same moment."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.versand.models import Zustellung
from lenkung.domain.einwendung import einwenden_per_link
from lenkung.domain.genehmigung import anstehende, genehmigungen_festhalten
from lenkung.domain.niederschriftsversand import an_empfaenger_senden, niederschrift_versenden
from lenkung.models import Einwendung, Genehmigung, Niederschriftsversand, Sitzung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    geschlossen,
    lehne_ab,
    nimm_an,
    token,
    unterzeichnet,
    versandt,
)
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def satz() -> Sitzung:
    gremium = bau.lenkungsgruppe(2, wie=None)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    satz = geschlossen(gremium)
    unterzeichnet(satz)
    return satz


def test_zwei_zeitplaene_halten_eine_genehmigung_fest(satz: Sitzung) -> None:
    nimm_an(versandt(satz), timezone.now() - timedelta(days=20))
    jetzt = timezone.now()
    assert len(anstehende(jetzt)) == 1
    ausgang = wettlauf(2, lambda _nummer: genehmigungen_festhalten(jetzt=jetzt))
    assert sorted(ausgang.gelungen) == [0, 1]
    assert Genehmigung.objects.count() == 1


def test_eine_einwendung_zugleich_mit_dem_zeitplan_geht_nicht_verloren(satz: Sitzung) -> None:
    ergebnis = versandt(satz)
    geheim = token(empfaenger(ergebnis))
    nimm_an(ergebnis, timezone.now() - timedelta(days=20))
    ausgang = wettlauf_von(
        [
            lambda: genehmigungen_festhalten(jetzt=timezone.now()),
            lambda: einwenden_per_link(token=geheim, text="TOP 2.", schluessel=uuid4()),
        ]
    )
    assert not ausgang.fehler
    assert (Genehmigung.objects.count(), Einwendung.objects.count()) == (1, 1)


def test_zwei_klicks_versenden_einmal(satz: Sitzung) -> None:
    ausgang = wettlauf(
        2, lambda _n: niederschrift_versenden(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    )
    assert sorted(ergebnis.neu for ergebnis in ausgang.gelungen) == [False, True]
    assert Niederschriftsversand.objects.count() == 1
    assert Zustellung.objects.count() == 4


def test_zwei_klicks_senden_einmal_noch_einmal(satz: Sitzung) -> None:
    person = empfaenger(versandt(satz))
    lehne_ab(person)
    ausgang = wettlauf(
        2,
        lambda _n: an_empfaenger_senden(
            empfaenger_id=person.pk, email="neu@kreis.example", lauf=1, akteur=gobau.akteur(satz.gremium)
        ),
    )
    assert sorted(ausgang.gelungen) == [False, True]
    assert Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}").count() == 2
