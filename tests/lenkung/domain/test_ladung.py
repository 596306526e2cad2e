"""Whether a second convening is effective, from the invitation as it was really sent (GO RSK § 6 Abs. 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lenkung.domain.queries.ladung import zweite_einberufung_der_sitzung
from lenkung.models import Gremium, Sendung, Sitzung, Sitzungsverlauf
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import alles_zustellen, bereite_sitzung, eingeladen, punkt
from tests.lenkung.sitzungsbau import sitzung
from tests.werkzeug.abfragen import genau

pytestmark = pytest.mark.django_db


def _gremium(wie: str | None = gobau.RSK) -> Gremium:
    gremium = GremiumFactory(kreis__email="kim@musterkreis.example")
    if wie is not None:
        gobau.in_kraft(gremium, wie=wie)
    return gremium


def _zweite(gremium: Gremium, tage: int = 40, *, zustellen: bool = True) -> Sitzung:
    """With an item that was put off before, invited today to a session in so many days."""
    frueher = sitzung(gremium, date(2023, 1, 10), "geschlossen")
    alt = punkt(frueher, "Wohnen", "beschluss", stand="zurueckgestellt")
    satz = bereite_sitzung(gremium, timezone.localdate() + timedelta(days=tage))
    punkt(satz, "Wohnen", "beschluss", uebernommen_aus=alt)
    eingeladen(satz)
    if zustellen:
        alles_zustellen()
    return satz


def test_mit_hinweis_und_voller_frist_ist_sie_wirksam_und_die_eroeffnung_haelt_es_fest() -> None:
    satz = _zweite(_gremium())
    assert zweite_einberufung_der_sitzung(satz) is True
    bau.eroeffne(satz, zeit=satz.beginn)
    assert Sitzungsverlauf.objects.get(sitzung=satz).zweite_wirksam is True


def test_am_letzten_tag_noch_am_tag_danach_nicht_mehr() -> None:
    # 14 days lie between dispatch and session: the 15th day before is the last.
    assert zweite_einberufung_der_sitzung(_zweite(_gremium(), 15)) is True
    satz = _zweite(_gremium(), 16)
    Sitzung.objects.filter(pk=satz.pk).update(beginn=satz.beginn - timedelta(days=2))
    satz.refresh_from_db()
    assert zweite_einberufung_der_sitzung(satz) is False


def test_ohne_den_hinweis_ist_sie_es_nicht() -> None:
    satz = _zweite(_gremium())
    Sendung.objects.filter(sitzung=satz).update(hinweis_zweite_einberufung=False)
    assert zweite_einberufung_der_sitzung(satz) is False


def test_was_niemand_angenommen_hat_ist_nicht_geladen() -> None:
    assert zweite_einberufung_der_sitzung(_zweite(_gremium(), zustellen=False)) is False


@pytest.mark.parametrize("wie", [gobau.STEINFURT, None])
def test_wo_die_geschaeftsordnung_sie_nicht_kennt_gibt_es_sie_nicht(wie: str | None) -> None:
    satz = _zweite(_gremium(wie))
    assert zweite_einberufung_der_sitzung(satz) is False


def test_ohne_zurueckgestellten_punkt_bleibt_es_bei_einer_abfrage() -> None:
    satz = bereite_sitzung(_gremium(), timezone.localdate() + timedelta(days=40))
    eingeladen(satz)
    with genau(1):
        assert zweite_einberufung_der_sitzung(satz) is False


def test_ohne_sendung_wurde_nicht_geladen() -> None:
    """A session whose state was set past the software, as when it is entered later."""
    gremium = _gremium()
    alt = punkt(sitzung(gremium, date(2023, 1, 10), "geschlossen"), stand="zurueckgestellt")
    satz = sitzung(gremium, timezone.localdate(), "eingeladen", ort="Kreishaus")
    punkt(satz, uebernommen_aus=alt)
    assert zweite_einberufung_der_sitzung(satz) is False
