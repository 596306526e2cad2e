"""Two people at the same moment, with and without the lock of the software."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kim.basis.akteur import SystemAkteur
from lenkung.domain.besetzung import sitz_besetzen
from lenkung.domain.sperren import datenbank_uebersetzt
from lenkung.models import Besetzung
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import GremiumFactory, SitzFactory, besetzung_werte
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
