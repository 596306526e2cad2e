"""The list of cases without consent: what the consents say."""

from __future__ import annotations

import pytest

from casemgmt.domain.queries.faelle import ohne_einwilligung
from casemgmt.models import Fall
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.einwilligungsbau import Lage

pytestmark = pytest.mark.django_db


def test_die_liste_nennt_wer_keine_gueltige_hat() -> None:
    lage = Lage()
    mit = fallbau.fall(lage.cm, lage.ort, lage.klient)
    ohne = fallbau.fall(lage.cm, lage.ort, fallbau.klient(lage.cm, lage.ort, "Samir"))
    entwurf = lage.entwurf(ohne.personen.get().klient)
    lage.unterschrieben()
    assert entwurf.zustand == "entwurf"
    assert set(ohne_einwilligung(Fall.objects.all(), faellebau.heute())) == {ohne}
    assert set(ohne_einwilligung(Fall.objects.all(), faellebau.in_tagen(181))) == {mit, ohne}
