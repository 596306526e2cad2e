"""The database has the last word about terms and seats: written past forms and domain, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lenkung.models import Besetzung, Sitz
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import AmtFactory, GremiumFactory, SitzFactory, besetzung_werte

pytestmark = pytest.mark.django_db

JANUAR, FEBRUAR, MAERZ = date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31)


def _verweigert(name: str, tat: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        tat()


@pytest.mark.parametrize(
    ("von", "bis"),
    [(None, None), (None, JANUAR), (JANUAR, None), (date(2026, 1, 5), date(2026, 1, 6)), (JANUAR, FEBRUAR)],
)
def test_zwei_mitglieder_zugleich_hat_ein_sitz_nicht(von: date | None, bis: date | None) -> None:
    sitz = SitzFactory()
    Besetzung.objects.create(**besetzung_werte(sitz, von=date(2026, 1, 1), bis=JANUAR))
    werte = besetzung_werte(sitz, von=von, bis=bis)
    _verweigert("besetzung_sitz_besetzt", lambda: Besetzung.objects.create(**werte))


def test_die_nachfolge_beginnt_am_tag_danach() -> None:
    sitz = SitzFactory()
    Besetzung.objects.create(**besetzung_werte(sitz, bis=JANUAR))
    neue = Besetzung.objects.create(**besetzung_werte(sitz, von=FEBRUAR))
    neue.von = JANUAR
    _verweigert("besetzung_sitz_besetzt", neue.save)


def test_eine_person_hat_je_gremium_hoechstens_einen_sitz_mit_stimme() -> None:
    sitz = SitzFactory()
    person = PersonFactory(kreis=sitz.gremium.kreis)
    Besetzung.objects.create(**besetzung_werte(sitz, person=person, bis=JANUAR))
    zweiter = SitzFactory(gremium=sitz.gremium)
    werte = besetzung_werte(zweiter, person=person, art="stellvertretung", von=JANUAR)
    _verweigert("besetzung_zweiter_sitz", lambda: Besetzung.objects.create(**werte))
    Besetzung.objects.create(**{**werte, "von": FEBRUAR})


def test_ohne_stimme_oder_in_einem_anderen_gremium_zaehlt_der_zweite_sitz_nicht() -> None:
    sitz = SitzFactory()
    person = PersonFactory(kreis=sitz.gremium.kreis)
    Besetzung.objects.create(**besetzung_werte(sitz, person=person))
    beratend = SitzFactory(gremium=sitz.gremium, stimmrecht=False)
    anderswo = SitzFactory(gremium=GremiumFactory(kreis=sitz.gremium.kreis))
    Besetzung.objects.create(**besetzung_werte(beratend, person=person))
    Besetzung.objects.create(**besetzung_werte(anderswo, person=person))


def test_mitglied_und_stellvertretung_eines_sitzes_sind_zwei_menschen() -> None:
    sitz = SitzFactory(stimmrecht=False)
    person = PersonFactory(kreis=sitz.gremium.kreis)
    Besetzung.objects.create(**besetzung_werte(sitz, person=person))
    werte = besetzung_werte(sitz, person=person, art="stellvertretung")
    _verweigert("besetzung_selbst_vertreten", lambda: Besetzung.objects.create(**werte))


def test_das_ende_liegt_nicht_vor_dem_beginn() -> None:
    sitz = SitzFactory()
    werte = besetzung_werte(sitz, von=FEBRUAR, bis=JANUAR)
    _verweigert("besetzung_ende_nach_beginn", lambda: Besetzung.objects.create(**werte))
    _verweigert("sitz_ende_nach_beginn", lambda: SitzFactory(von=FEBRUAR, bis=JANUAR, ende_fundstelle="x"))
    _verweigert("amt_ende_nach_beginn", lambda: AmtFactory(von=FEBRUAR, bis=JANUAR))


@pytest.mark.parametrize(
    ("von", "bis"), [(None, JANUAR), (JANUAR, JANUAR), (FEBRUAR, None), (FEBRUAR, date.max)]
)
def test_eine_besetzung_liegt_in_der_zeit_ihres_sitzes(von: date | None, bis: date | None) -> None:
    sitz = SitzFactory(von=FEBRUAR, bis=MAERZ, ende_fundstelle="Beschluss")
    werte = besetzung_werte(sitz, von=von, bis=bis)
    _verweigert("besetzung_im_sitz", lambda: Besetzung.objects.create(**werte))
    Besetzung.objects.create(**{**werte, "von": FEBRUAR, "bis": MAERZ})


@pytest.mark.parametrize("felder", [{"von": FEBRUAR}, {"bis": MAERZ, "ende_fundstelle": "Beschluss"}])
def test_ein_sitz_wird_nicht_kuerzer_als_seine_besetzung(felder: dict[str, Any]) -> None:
    sitz = SitzFactory()
    Besetzung.objects.create(**besetzung_werte(sitz, von=JANUAR))
    _verweigert("besetzung_im_sitz", lambda: Sitz.objects.filter(pk=sitz.pk).update(**felder))


def test_das_stimmrecht_der_besetzung_ist_das_des_sitzes() -> None:
    sitz = SitzFactory()
    werte = {**besetzung_werte(sitz), "stimmrecht": False}
    _verweigert("besetzung_wie_sitz", lambda: Besetzung.objects.create(**werte))
    fremd = {**besetzung_werte(sitz), "gremium_id": GremiumFactory(kreis=sitz.gremium.kreis).pk}
    _verweigert("besetzung_wie_sitz", lambda: Besetzung.objects.create(**fremd))


def test_aendert_sich_der_sitz_zieht_die_datenbank_seine_besetzungen_nach() -> None:
    sitz = SitzFactory(stimmrecht=False)
    person = PersonFactory(kreis=sitz.gremium.kreis)
    besetzung = Besetzung.objects.create(**besetzung_werte(sitz, person=person))
    Sitz.objects.filter(pk=sitz.pk).update(stimmrecht=True)
    besetzung.refresh_from_db()
    assert besetzung.stimmrecht is True

    zweiter = SitzFactory(gremium=sitz.gremium, stimmrecht=False)
    Besetzung.objects.create(**besetzung_werte(zweiter, person=person))
    _verweigert("besetzung_zweiter_sitz", lambda: Sitz.objects.filter(pk=zweiter.pk).update(stimmrecht=True))


def test_ein_amt_hat_am_selben_tag_nur_eine_person() -> None:
    amt = AmtFactory(bis=JANUAR)
    _verweigert("amt_einmal", lambda: AmtFactory(gremium=amt.gremium, von=JANUAR))
    AmtFactory(gremium=amt.gremium, von=FEBRUAR)
    AmtFactory(gremium=amt.gremium, art="stellv_vorsitz")
    AmtFactory(gremium=GremiumFactory(kreis=amt.gremium.kreis))
