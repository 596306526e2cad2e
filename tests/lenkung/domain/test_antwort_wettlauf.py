"""Member and Vorzimmer, member and deputy, answer and move: at the same moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lenkung.domain.antwort import antwort_eintragen
from lenkung.domain.antwortlink import antworten_per_link
from lenkung.domain.sitzung import sitzung_verlegen
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Zusage
from tests.lenkung.einladungsbau import eingeladen, sitz, teilnahme, token, vorzimmer, vorzimmertoken
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lage() -> Any:
    gremium = GremiumFactory()
    platz = sitz(gremium)
    tag = timezone.localdate() + timedelta(days=20)
    satz = eingeladen(gremium, tag, art="hybrid", link="https://konferenz.example/x")
    return gremium, teilnahme(satz, platz), teilnahme(satz, platz, "stellvertretung")


def test_antworten_mitglied_und_vorzimmer_zugleich_bleiben_beide_und_die_letzte_gilt(lage: Any) -> None:
    _gremium, mitglied, vertretung = lage
    eigener, anderer = token(mitglied), vorzimmertoken(mitglied, vorzimmer(mitglied))
    wettlauf_von(
        [
            lambda: antworten_per_link(token=eigener, zusage=Zusage.VOR_ORT),
            lambda: antworten_per_link(token=anderer, zusage=Zusage.VERHINDERT),
        ]
    ).alle()
    mitglied.refresh_from_db()
    vertretung.refresh_from_db()
    letzte = mitglied.antworten.order_by("am", "pk").last()
    assert mitglied.antworten.count() == 2
    assert mitglied.zusage == letzte.zusage
    assert (vertretung.gefragt_am is not None) == (mitglied.antwort is Zusage.VERHINDERT)


def test_mitglied_kommt_doch_waehrend_die_stellvertretung_zusagt(lage: Any) -> None:
    """No deadlock; whoever comes second finds what the first has left."""
    _gremium, mitglied, vertretung = lage
    eigener, anderer = token(mitglied), token(vertretung)
    antworten_per_link(token=eigener, zusage=Zusage.VERHINDERT)
    ausgang = wettlauf_von(
        [
            lambda: antworten_per_link(token=eigener, zusage=Zusage.VOR_ORT),
            lambda: antworten_per_link(token=anderer, zusage=Zusage.VOR_ORT),
        ]
    )
    assert ausgang.laeufer[0] in ausgang.gelungen
    vertretung.refresh_from_db()
    assert (vertretung.gefragt_am, vertretung.antwort) == (None, Zusage.OFFEN)


def test_eine_antwort_waehrend_der_verlegung_gilt_nie_fuer_den_alten_termin(lage: Any) -> None:
    gremium, mitglied, _vertretung = lage
    wer = akteur(gremium)
    frueher = Sitzung.objects.get(pk=mitglied.sitzung_id).beginn
    wettlauf_von(
        [
            lambda: sitzung_verlegen(
                sitzung_id=mitglied.sitzung_id, akteur=wer, beginn=frueher + timedelta(days=7), grund="Raum"
            ),
            lambda: antwort_eintragen(teilnahme_id=mitglied.pk, akteur=wer, zusage=Zusage.VOR_ORT),
        ]
    ).alle()
    mitglied = Teilnahme.objects.get(pk=mitglied.pk)
    folge = [antwort.zusage for antwort in mitglied.antworten.all()]
    assert (mitglied.zusage, folge) in (("vor_ort", ["vor_ort"]), ("offen", ["vor_ort", "offen"]))
