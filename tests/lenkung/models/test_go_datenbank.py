"""The database has the last word about versions of a Geschäftsordnung, written past forms and domain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lenkung.models import Bestimmung, Geschaeftsordnung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db

JANUAR, DEZEMBER = date(2024, 1, 1), date(2024, 12, 31)


def _verweigert(name: str, tat: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        tat()


def _setzen(satz: Any, **felder: Any) -> Any:
    return lambda: type(satz).objects.filter(pk=satz.pk).update(**felder)


@pytest.mark.parametrize(
    ("von", "bis"),
    [
        (JANUAR, DEZEMBER),
        (JANUAR, None),
        (date(2023, 1, 1), JANUAR),
        (DEZEMBER, None),
        (date(2023, 1, 1), date(2030, 1, 1)),
        (date(2024, 5, 1), date(2024, 5, 1)),
    ],
)
def test_an_keinem_tag_sind_zwei_fassungen_eines_gremiums_in_kraft(von: date, bis: date | None) -> None:
    gremium = GremiumFactory()
    gobau.in_kraft(gremium, am=JANUAR, bis=DEZEMBER)
    felder = {"beschlossen_am": von, "beschluss_fundstelle": "x", "in_kraft_ab": von, "in_kraft_bis": bis}
    zweite = gobau.entwurf(gremium, "Zweite")
    _verweigert("geschaeftsordnung_eine_in_kraft", _setzen(zweite, **felder))
    _verweigert(
        "geschaeftsordnung_eine_in_kraft",
        lambda: Geschaeftsordnung.objects.create(
            gremium=gremium, kennung="x", bezeichnung="Dritte", **felder
        ),
    )


def test_davor_danach_und_in_einem_anderen_gremium_ist_eine_zweite_in_kraft() -> None:
    gremium = GremiumFactory()
    gobau.in_kraft(gremium, am=JANUAR, bis=DEZEMBER)
    gobau.in_kraft(gremium, "Davor", am=date(2023, 1, 1), bis=date(2023, 12, 31))
    gobau.in_kraft(gremium, "Danach", am=date(2025, 1, 1))
    gobau.in_kraft(GremiumFactory(kreis=gremium.kreis), am=JANUAR)


def test_was_beschlossen_ist_bekommt_keine_bestimmung_und_verliert_und_aendert_keine() -> None:
    gremium = GremiumFactory()
    beschlossene = gobau.in_kraft(gremium, nur=("quorum",))
    entwurf = gobau.entwurf(gremium, nur=("mehrheit",))
    quorum, mehrheit = beschlossene.bestimmungen.get(), entwurf.bestimmungen.get()
    werte = {"art": "mehrheit", "norm": "§ 1", "werte": {}}
    _verweigert(
        "bestimmung_beschlossen",
        lambda: Bestimmung.objects.create(geschaeftsordnung=beschlossene, **werte),
    )
    _verweigert("bestimmung_beschlossen", _setzen(quorum, norm="§ 7"))
    _verweigert("bestimmung_beschlossen", _setzen(quorum, geschaeftsordnung=entwurf))
    _verweigert("bestimmung_beschlossen", _setzen(mehrheit, geschaeftsordnung=beschlossene))
    _verweigert("bestimmung_beschlossen", Bestimmung.objects.filter(pk=quorum.pk).delete)
    assert beschlossene.bestimmungen.get().norm == "§ 6 Abs. 4"


def test_die_bestimmungen_eines_entwurfs_aendern_und_loeschen_sich() -> None:
    entwurf = gobau.entwurf(GremiumFactory(), nur=("quorum",))
    entwurf.bestimmungen.update(norm="§ 7")
    entwurf.bestimmungen.all().delete()
    assert not entwurf.bestimmungen.exists()


@pytest.mark.parametrize(
    "felder",
    [
        {"bezeichnung": "Anders"},
        {"quelle": "Anderswo"},
        {"kennung": "anders"},
        {"beschlossen_am": date(2022, 3, 1)},
        {"beschluss_nummer": "7"},
        {"beschluss_fundstelle": "Anderswo"},
        {"in_kraft_ab": date(2022, 4, 1)},
        {"beschlossen_am": None, "in_kraft_ab": None, "beschluss_fundstelle": ""},
    ],
)
def test_auch_was_ueber_den_beschluss_eingetragen_ist_bleibt(felder: dict[str, Any]) -> None:
    satz = gobau.in_kraft(GremiumFactory())
    _verweigert("geschaeftsordnung_beschlossen", _setzen(satz, **felder))


def test_das_ende_einer_beschlossenen_laesst_sich_eintragen() -> None:
    satz = gobau.in_kraft(GremiumFactory())
    _setzen(satz, in_kraft_bis=DEZEMBER)()
    satz.refresh_from_db()
    assert satz.in_kraft_bis == DEZEMBER


def test_in_kraft_tritt_nur_was_beschlossen_ist_und_nicht_davor() -> None:
    entwurf = gobau.entwurf(GremiumFactory())
    voll = {"beschlossen_am": JANUAR, "beschluss_fundstelle": "x", "in_kraft_ab": JANUAR}
    for felder in (
        {"beschlossen_am": JANUAR},
        {"in_kraft_ab": JANUAR},
        {"in_kraft_bis": JANUAR},
        {**voll, "beschluss_fundstelle": ""},
    ):
        _verweigert("geschaeftsordnung_in_kraft_durch_beschluss", _setzen(entwurf, **felder))
    _verweigert(
        "geschaeftsordnung_nicht_vor_beschluss",
        _setzen(entwurf, **{**voll, "in_kraft_ab": date(2023, 12, 31)}),
    )
    _verweigert(
        "geschaeftsordnung_ende_nach_beginn", _setzen(entwurf, **voll, in_kraft_bis=date(2023, 12, 31))
    )


def test_kennung_und_bezeichnung_gibt_es_einmal_und_jede_bestimmung_hat_ihre_stelle() -> None:
    entwurf = gobau.entwurf(GremiumFactory(), nur=("quorum",))
    neu = {"gremium": entwurf.gremium, "kennung": "neu", "bezeichnung": "Neu"}
    for feld, wert in (
        ("kennung", entwurf.kennung),
        ("bezeichnung", entwurf.bezeichnung),
        ("bezeichnung", ""),
    ):
        werte = {**neu, feld: wert}
        _verweigert(feld, lambda werte=werte: Geschaeftsordnung.objects.create(**werte))
    for name, felder in (
        ("bestimmung_einmal|lenkung_bestimmung.art", {"art": "quorum"}),
        ("bestimmung_art", {"art": "unbekannt"}),
        ("bestimmung_mit_norm", {"norm": ""}),
    ):
        werte = {"geschaeftsordnung": entwurf, "art": "mehrheit", "norm": "§ 1", **felder}
        _verweigert(name, lambda werte=werte: Bestimmung.objects.create(**werte))
