"""Two people at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from kim.basis.fehler import Ueberholt
from kim.stammdaten.domain.einspielen import (
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.kommune import kommune_aendern, kommune_anlegen
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.models import Kommune
from kim.stammdaten.regeln.einspielung import Zeile
from tests.stammdaten import satzbau
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)


def test_zwei_legen_zugleich_denselben_namen_an_und_einer_bekommt_eine_meldung() -> None:
    kreis = satzbau.kreis()
    akteur = satzbau.akteur(kreis)
    ausgang = wettlauf(
        2,
        lambda _n: kommune_anlegen(
            kreis_id=kreis.pk, akteur=akteur, angaben={"name": "Dorf", "art": "stadt"}
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [ValidationError]
    assert Kommune.objects.count() == 1


def test_zwei_speichern_zugleich_und_keiner_ueberschreibt_den_anderen() -> None:
    kreis = satzbau.kreis()
    kommune = satzbau.kommune(kreis)
    stand = stand_von(kommune)
    ausgang = wettlauf(
        2,
        lambda nummer: kommune_aendern(
            kommune_id=kommune.pk,
            akteur=satzbau.akteur(kreis),
            angaben={"name": f"Dorf {nummer}"},
            erwarteter_stand=stand,
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    assert Kommune.objects.get().name == ausgang.gelungen[0].name


def test_ein_doppelter_klick_uebernimmt_eine_datei_nur_einmal() -> None:
    kreis = satzbau.kreis()
    akteur = satzbau.akteur(kreis)
    datei = importvorschau_anlegen(
        kreis_id=kreis.pk,
        art="kommunen",
        kopf=["Name", "Art"],
        zeilen=[Zeile(2, ("Dorf", "Stadt"))],
        akteur=akteur,
        jetzt=datetime(2024, 3, 1, tzinfo=UTC),
    )
    abdruck = plan_der_vorschau(datei).abdruck
    ausgang = wettlauf(
        2,
        lambda _n: importvorschau_uebernehmen(
            vorschau_id=datei.pk, abdruck=abdruck, akteur=akteur, grund="Klick"
        ),
    )
    assert [ergebnis.angelegt for ergebnis in ausgang.gelungen] == [1]
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    assert Kommune.objects.count() == 1
