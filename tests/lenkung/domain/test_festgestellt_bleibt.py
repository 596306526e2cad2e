"""What the chair has established stays as it was, also for whoever goes past the software to the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lenkung.models import Abstimmung, Beschluss, Sitzung, Sitzungsereignis, Stimme, Wortlaut
from lenkung.regeln.verlauf import Weise
from tests.lenkung import verlaufsbau as bau

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    return bau.eroeffnet(bau.lenkungsgruppe(4), 3)


@pytest.fixture
def fest(satz: Sitzung) -> Abstimmung:
    """A vote by name that is established, with its Beschluss."""
    abstimmung = _gezaehlt(satz)
    bau.stelle_fest(abstimmung)
    abstimmung.refresh_from_db()
    return abstimmung


def _gezaehlt(satz: Sitzung) -> Abstimmung:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    stimmen = {sitz.pk: "ja" for sitz in bau.sitze(satz.gremium)[:2]}
    return bau.zaehle_namentlich(bau.beginne(satz, punkt, Weise.NAMENTLICH), stimmen)


def _sql(anweisung: str, *werte: Any) -> int:
    with transaction.atomic(), connection.cursor() as zeiger:
        zeiger.execute(anweisung, werte)
        return zeiger.rowcount


def _abgewiesen(name: str, tat: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        tat()


FELDER = [
    ("stand", "verworfen"),
    ("weise", "geheim"),
    ("ja", 9),
    ("nein", 9),
    ("enthaltung", 9),
    ("stichentscheid", True),
    ("augenblick", '{"vertretene": []}'),
    ("ergebnis", '{"angenommen": false}'),
    ("festgestellt_von_name", "Jemand"),
    ("begonnen_am", "2020-01-01 00:00:00+00:00"),
    ("geschlossen_am", "2020-01-01 00:00:00+00:00"),
    ("festgestellt_am", "2020-01-01 00:00:00+00:00"),
]


@pytest.mark.parametrize(("feld", "wert"), FELDER)
def test_an_einer_festgestellten_abstimmung_aendert_sich_nichts(
    fest: Abstimmung, feld: str, wert: Any
) -> None:
    _abgewiesen(
        "abstimmung_ist_festgestellt",
        lambda: _sql(f"UPDATE lenkung_abstimmung SET {feld} = %s WHERE id = %s", wert, fest.pk),
    )


def test_sie_wandert_nicht_an_einen_anderen_punkt_und_verschwindet_nicht(
    satz: Sitzung, fest: Abstimmung
) -> None:
    zweiter = bau.punkte(satz)[1]
    _abgewiesen(
        "abstimmung_ist_festgestellt",
        lambda: _sql("UPDATE lenkung_abstimmung SET punkt_id = %s WHERE id = %s", zweiter.pk, fest.pk),
    )
    _abgewiesen(
        "abstimmung_ist_festgestellt",
        lambda: _sql("DELETE FROM lenkung_abstimmung WHERE id = %s", fest.pk),
    )


def test_nur_die_pruefung_durch_den_vorsitz_kommt_noch_dazu(fest: Abstimmung) -> None:
    fest.zu_pruefen, fest.geprueft = "Nach der berichtigten Anwesenheit …", "Bleibt"
    fest.save()
    fest.refresh_from_db()
    assert (fest.zu_pruefen, fest.geprueft) == ("Nach der berichtigten Anwesenheit …", "Bleibt")


def test_keine_stimme_kommt_dazu_aendert_sich_oder_geht_weg(satz: Sitzung, fest: Abstimmung) -> None:
    stimme = fest.stimmen.earliest("pk")
    dritter = bau.sitze(satz.gremium)[2]
    for tat in (
        lambda: Stimme.objects.create(abstimmung=fest, sitz=dritter, wert="ja"),
        lambda: _sql("UPDATE lenkung_stimme SET wert = 'nein' WHERE id = %s", stimme.pk),
        lambda: _sql("DELETE FROM lenkung_stimme WHERE id = %s", stimme.pk),
    ):
        _abgewiesen("stimme_ist_gezaehlt", tat)
    assert fest.stimmen.count() == 2


BESCHLUSS = [
    ("jahr", 2020),
    ("nummer", 99),
    ("text", "Anders"),
    ("weise", "geheim"),
    ("angenommen", False),
    ("rechnung", "Anders"),
    ("gefasst_am", "2020-01-01"),
    ("abstimmung_id", None),
]


@pytest.mark.parametrize(("feld", "wert"), BESCHLUSS)
def test_an_einem_beschluss_aendert_sich_nicht_was_beschlossen_ist(
    fest: Abstimmung, feld: str, wert: Any
) -> None:
    _abgewiesen(
        "beschluss_ist_gefasst",
        lambda: _sql(f"UPDATE lenkung_beschluss SET {feld} = %s WHERE id = %s", wert, fest.beschluss.pk),
    )


def test_ein_beschluss_verschwindet_nicht_nur_sein_titel_laesst_sich_bessern(fest: Abstimmung) -> None:
    nummer = fest.beschluss.pk
    _abgewiesen("beschluss_ist_gefasst", lambda: _sql("DELETE FROM lenkung_beschluss WHERE id = %s", nummer))
    _sql("UPDATE lenkung_beschluss SET titel = 'Besser', oeffentlich = %s WHERE id = %s", False, nummer)
    beschluss = Beschluss.objects.get(pk=nummer)
    assert (beschluss.titel, beschluss.oeffentlich) == ("Besser", False)


def test_wortlaut_und_verlauf_werden_nur_laenger(satz: Sitzung, fest: Abstimmung) -> None:
    wortlaut = Wortlaut.objects.get()
    ereignis = Sitzungsereignis.objects.filter(sitzung=satz).earliest("pk")
    for name, tabelle, feld, nummer in (
        ("wortlaut_ist_fest", "lenkung_wortlaut", "text", wortlaut.pk),
        ("ereignis_ist_fest", "lenkung_sitzungsereignis", "text", ereignis.pk),
        ("ereignis_ist_fest", "lenkung_sitzungsereignis", "zeit", ereignis.pk),
    ):
        wert = "2020-01-01 00:00:00+00:00"
        _abgewiesen(
            name,
            lambda t=tabelle, f=feld, n=nummer, w=wert: _sql(f"UPDATE {t} SET {f} = %s WHERE id = %s", w, n),
        )
        _abgewiesen(name, lambda t=tabelle, n=nummer: _sql(f"DELETE FROM {t} WHERE id = %s", n))


def test_was_nur_gezaehlt_ist_laesst_sich_noch_verwerfen(satz: Sitzung) -> None:
    abstimmung = _gezaehlt(satz)
    stimme = abstimmung.stimmen.earliest("pk")
    assert _sql("UPDATE lenkung_stimme SET wert = 'nein' WHERE id = %s", stimme.pk) == 1
    assert _sql("DELETE FROM lenkung_stimme WHERE id = %s", stimme.pk) == 1
    assert _sql("UPDATE lenkung_abstimmung SET stand = 'verworfen' WHERE id = %s", abstimmung.pk) == 1


def test_je_sitzung_ist_hoechstens_eine_abstimmung_offen(satz: Sitzung) -> None:
    abstimmung = _gezaehlt(satz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Abstimmung.objects.create(
            sitzung=satz,
            punkt=abstimmung.punkt,
            wortlaut=abstimmung.wortlaut,
            weise="offen",
            begonnen_am=abstimmung.begonnen_am,
        )


def test_ein_sitz_stimmt_in_einer_abstimmung_einmal(satz: Sitzung) -> None:
    abstimmung = _gezaehlt(satz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stimme.objects.create(abstimmung=abstimmung, sitz=bau.sitze(satz.gremium)[0], wert="nein")
