"""Two people at the same moment, with and without the lock of the software."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.besetzung import sitz_besetzen
from lenkung.domain.sitzung import sitzung_planen, sitzung_verlegen
from lenkung.domain.sperren import datenbank_uebersetzt
from lenkung.models import Besetzung, Sitzung
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import GremiumFactory, SitzFactory, besetzung_werte
from tests.lenkung.sitzungsbau import wann
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)


def test_zwei_setzen_zugleich_dieselbe_person_auf_zwei_sitze() -> None:
    gremium = GremiumFactory()
    sitze = [SitzFactory(gremium=gremium) for _ in range(2)]
    person = PersonFactory(kreis=gremium.kreis)
    ausgang = wettlauf(
        2,
        lambda nummer: sitz_besetzen(
            sitz_id=sitze[nummer].pk,
            akteur=SystemAkteur("Test"),
            angaben={"art": "mitglied", "person_id": person.pk},
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [ValidationError]
    assert Besetzung.objects.count() == 1


def test_auch_an_der_sperre_vorbei_hat_die_datenbank_das_letzte_wort() -> None:
    gremium = GremiumFactory()
    sitze = [SitzFactory(gremium=gremium) for _ in range(2)]
    person = PersonFactory(kreis=gremium.kreis)

    def eintragen(nummer: int) -> Besetzung:
        with datenbank_uebersetzt():
            return Besetzung.objects.create(**besetzung_werte(sitze[nummer], person=person))

    ausgang = wettlauf(2, eintragen)
    assert len(ausgang.gelungen) == 1
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, ValidationError)
    assert set(fehler.error_dict) == {"person"}
    assert Besetzung.objects.count() == 1


def test_von_zweien_die_zugleich_verlegen_gewinnt_einer_und_der_andere_erfaehrt_es() -> None:
    tag = timezone.localdate() + timedelta(days=60)
    satz = sitzung_planen(
        gremium_id=GremiumFactory().pk, akteur=SystemAkteur("Test"), beginn=wann(tag), angaben={}
    )
    stand = stand_von(satz)
    ausgang = wettlauf(
        2,
        lambda nummer: sitzung_verlegen(
            sitzung_id=satz.pk,
            akteur=SystemAkteur("Test"),
            beginn=wann(tag + timedelta(days=1 + nummer)),
            erwarteter_stand=stand,
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    satz.refresh_from_db()
    assert satz.history.count() == 2


def test_zweimal_zugleich_geplant_entsteht_eine_sitzung() -> None:
    gremium = GremiumFactory()
    beginn = wann(timezone.localdate() + timedelta(days=60))
    ausgang = wettlauf(
        2,
        lambda nummer: sitzung_planen(
            gremium_id=gremium.pk, akteur=SystemAkteur("Test"), beginn=beginn, angaben={}
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert Sitzung.objects.count() == 1
