"""The list without consent, and a hand-over with data: what the consents say."""

from __future__ import annotations

import pytest

from casemgmt.domain.anfrage import falluebergabe_vereinbaren
from casemgmt.domain.anschluesse import ANSCHLUESSE
from casemgmt.domain.fallpersonen import person_ergaenzen
from casemgmt.domain.queries.faelle import ohne_einwilligung
from casemgmt.models import Fall
from kim.basis.fehler import Fachfehler
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.einwilligungsbau import Lage

pytestmark = pytest.mark.django_db


def uebergeben(lage: Lage, fall: Fall) -> None:
    falluebergabe_vereinbaren(
        fall_id=fall.pk,
        einrichtung_id=lage.jobcenter.pk,
        stelle="",
        wofuer="Bewerbungen",
        vereinbart_am=faellebau.heute(),
        mit_daten=True,
        akteur=lage.cm,
    )


def test_die_liste_nennt_wer_keine_gueltige_hat() -> None:
    lage = Lage()
    mit = fallbau.fall(lage.cm, lage.ort, lage.klient)
    ohne = fallbau.fall(lage.cm, lage.ort, fallbau.klient(lage.cm, lage.ort, "Samir"))
    entwurf = lage.entwurf(ohne.personen.get().klient)
    lage.unterschrieben()
    assert entwurf.zustand == "entwurf"
    assert set(ohne_einwilligung(Fall.objects.all(), faellebau.heute())) == {ohne}
    assert set(ohne_einwilligung(Fall.objects.all(), faellebau.in_tagen(181))) == {mit, ohne}


def test_mit_angaben_wird_nur_uebergeben_was_jede_person_deckt() -> None:
    lage = Lage()
    fall = fallbau.fall(lage.cm, lage.ort, lage.klient)
    with pytest.raises(Fachfehler, match="keine Einwilligung"):
        uebergeben(lage, fall)
    lage.unterschrieben(zwecke=["falluebergabe"])
    uebergeben(lage, fall)
    weitere = fallbau.klient(lage.cm, lage.ort, "Samir")
    person_ergaenzen(fall_id=fall.pk, klient_id=weitere.pk, akteur=lage.cm)
    with pytest.raises(Fachfehler, match="keine Einwilligung"):
        uebergeben(lage, fall)
    gedeckt = ANSCHLUESSE.uebergabe_gedeckt
    assert gedeckt is not None
    assert not gedeckt(fall, None, faellebau.heute()), "a body that is only named covers nothing"
