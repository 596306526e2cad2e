"""Two people at the same moment, at one Geschäftsordnung."""

from __future__ import annotations

from datetime import date

import pytest

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.geschaeftsordnung import bestimmung_regeln, entwurf_verwerfen
from lenkung.models import Bestimmung, Geschaeftsordnung
from lenkung.regeln import bestimmungen as regeln
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)
NEUE = date(2024, 2, 22)


def test_zwei_beschliessen_zugleich_zwei_entwuerfe_und_einer_gewinnt_ganz() -> None:
    gremium = GremiumFactory()
    alte = gobau.in_kraft(gremium)
    entwuerfe = [gobau.entwurf(gremium, f"Entwurf {nummer}") for nummer in range(2)]
    ausgang = wettlauf(2, lambda nummer: gobau.beschliesse(entwuerfe[nummer], NEUE))
    (neue,) = ausgang.gelungen
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, Fachfehler)
    assert fehler.feld == "in_kraft_ab"
    alte.refresh_from_db()
    assert (alte.in_kraft_bis, alte.abgeloest_durch) == (date(2024, 2, 21), neue)
    assert list(gremium.geschaeftsordnungen.filter(beschlossen_am=NEUE)) == [neue]
    assert gremium.geschaeftsordnungen.filter(beschlossen_am=None).count() == 1


def test_beschliessen_und_aendern_zugleich_beschliesst_nie_etwas_das_danach_anders_ist() -> None:
    gremium = GremiumFactory()
    entwurf = gobau.entwurf(gremium, nur=("quorum",))
    neu = regeln.Bestimmung("§ 99", entwurf.bestimmungen.get().werte)
    ausgang = wettlauf_von(
        [
            lambda: gobau.beschliesse(entwurf),
            lambda: bestimmung_regeln(
                geschaeftsordnung_id=entwurf.pk, art="quorum", bestimmung=neu, akteur=gobau.akteur(gremium)
            ),
        ]
    )
    beschluss, aenderung = ausgang.laeufer
    assert not isinstance(beschluss, BaseException)
    geaendert = not isinstance(aenderung, BaseException)
    assert geaendert or isinstance(aenderung, NichtErlaubt)
    assert entwurf.bestimmungen.get().norm == ("§ 99" if geaendert else "§ 6 Abs. 4")
    # What was changed, was changed before.
    if geaendert:
        zeile = Bestimmung.history.latest("history_date")
        assert zeile.history_date <= Geschaeftsordnung.history.latest("history_id").history_date


def test_beschliessen_und_verwerfen_zugleich_laesst_nichts_halbes_zurueck() -> None:
    gremium = GremiumFactory()
    entwurf = gobau.entwurf(gremium)
    wettlauf_von(
        [
            lambda: gobau.beschliesse(entwurf),
            lambda: entwurf_verwerfen(geschaeftsordnung_id=entwurf.pk, akteur=gobau.akteur(gremium)),
        ]
    )
    satz = Geschaeftsordnung.objects.filter(pk=entwurf.pk).first()
    if satz is None:
        assert not Bestimmung.objects.exists()
    else:
        assert satz.beschlossen_am is not None
        assert satz.bestimmungen.count() == 24


def test_zwei_regeln_zugleich_dasselbe_und_einer_hoert_vom_anderen() -> None:
    gremium = GremiumFactory()
    entwurf = gobau.entwurf(gremium, wie=None)
    werte = {"zaehler": 1, "nenner": 2, "vergleich": ">=", "basis": "alle_sitze"}
    ausgang = wettlauf(
        2,
        lambda nummer: bestimmung_regeln(
            geschaeftsordnung_id=entwurf.pk,
            art="quorum",
            bestimmung=regeln.Bestimmung(f"§ {nummer}", werte),
            akteur=gobau.akteur(gremium),
            erwarteter_stand=0,
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    assert entwurf.bestimmungen.get().norm == ausgang.gelungen[0].norm


def test_zwei_gremien_eines_kreises_entwerfen_zugleich_und_die_kennungen_bleiben_verschieden() -> None:
    eins = GremiumFactory()
    gremien = [eins, GremiumFactory(kreis=eins.kreis)]
    ausgang = wettlauf(2, lambda nummer: gobau.entwurf(gremien[nummer], wie=None))
    assert len({satz.kennung for satz in ausgang.alle()}) == 2
