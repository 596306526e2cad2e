"""Two people at the same moment, in one session: one result, a clear message, nothing lost."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import uuid4

import pytest

from kim.basis.fehler import Fachfehler, Ueberholt
from lenkung.domain.abstimmung import abstimmung_beginnen
from lenkung.domain.anwesenheit import sitz_kommt
from lenkung.domain.notiz import notiz_schreiben
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Punktnotiz,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Stimme,
    Tagesordnungspunkt,
)
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.werkzeug.wettlauf import Ausgang, wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def satz() -> Sitzung:
    """Three of four members are there; the first item is called."""
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3)
    bau.rufe_auf(satz, bau.punkte(satz)[0])
    return satz


def _punkt(satz: Sitzung) -> Tagesordnungspunkt:
    return bau.punkte(satz)[0]


def _einer_gewinnt(ausgang: Ausgang[Any], code: str) -> Any:
    assert len(ausgang.gelungen) == 1, ausgang
    (fehler,) = ausgang.fehler
    assert isinstance(fehler, Fachfehler), fehler
    assert fehler.code == code
    return ausgang.gelungen[0]


def test_zwei_stellen_dasselbe_ergebnis_fest_und_es_gibt_einen_beschluss(satz: Sitzung) -> None:
    """bench/feststellung.py does it 500 times on PostgreSQL."""
    for nummer in range(1, 6):
        abstimmung = bau.einvernehmlich(satz, _punkt(satz))
        namen = (gobau.akteur(satz.gremium, akteur_name=f"Person {wer}") for wer in range(2))
        akteure = tuple(namen)
        ausgang = wettlauf(2, lambda wer, a=abstimmung, k=akteure: bau.stelle_fest(a, akteur=k[wer]))
        beschluss = _einer_gewinnt(ausgang, "schon_festgestellt")
        assert beschluss.nummer == nummer
        # The message names the one who did it.
        abstimmung.refresh_from_db()
        assert abstimmung.festgestellt_von_name in str(ausgang.fehler[0])
        assert abstimmung.beschluss == beschluss
    assert Sitzungsereignis.objects.filter(art="ergebnis_festgestellt").count() == 5


def test_in_zwei_sitzungen_zugleich_festgestellt_bleiben_die_nummern_ohne_luecke(satz: Sitzung) -> None:
    andere = bau.eroeffnet(satz.gremium, 3, uhrzeit=time(9))
    bau.rufe_auf(andere, _punkt(andere))
    for _runde in range(3):
        offen = [bau.einvernehmlich(jede, _punkt(jede)) for jede in (satz, andere)]
        wettlauf(2, lambda wer, o=offen: bau.stelle_fest(o[wer])).alle()
    nummern = Beschluss.objects.filter(gremium=satz.gremium).values_list("nummer", flat=True)
    assert sorted(nummern) == [1, 2, 3, 4, 5, 6]


def test_zwei_zaehlen_dieselbe_abstimmung_und_es_bleibt_bei_einem_ergebnis(satz: Sitzung) -> None:
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.NAMENTLICH)
    sitze = bau.sitze(satz.gremium)[:3]
    stimmen = [{sitz.pk: wert for sitz in sitze} for wert in ("ja", "nein")]
    ausgang = wettlauf(2, lambda wer: bau.zaehle_namentlich(abstimmung, stimmen[wer]))
    gezaehlt = _einer_gewinnt(ausgang, "schon_geschlossen")
    werte = set(Stimme.objects.filter(abstimmung=abstimmung).values_list("wert", flat=True))
    assert len(werte) == 1
    assert Stimme.objects.count() == 3
    assert Abstimmung.objects.get(pk=abstimmung.pk).ergebnis == gezaehlt.ergebnis
    assert gezaehlt.ergebnis["angenommen"] is (werte == {"ja"})


def test_zwei_beginnen_zugleich_eine_abstimmung_und_es_laeuft_eine(satz: Sitzung) -> None:
    ausgang = wettlauf(2, lambda _wer: bau.beginne(satz, _punkt(satz), Weise.OFFEN))
    _einer_gewinnt(ausgang, "abstimmung_offen")
    assert Abstimmung.objects.filter(stand="laeuft").count() == 1


def test_waehrend_gezaehlt_wird_geht_jemand_und_beides_stimmt(satz: Sitzung) -> None:
    """Either she has gone and does not count, or she is counted and the chair is told if it touches."""
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    anwesend = Anwesenheit.objects.filter(sitzung=satz).latest("pk")
    wettlauf_von([lambda: bau.zaehle(abstimmung, 2), lambda: bau.gehe(satz, anwesend)]).alle()
    abstimmung.refresh_from_db()
    anwesend.refresh_from_db()
    assert abstimmung.augenblick is not None
    assert abstimmung.ergebnis is not None
    assert anwesend.bis is not None
    assert abstimmung.geschlossen_am is not None
    gezaehlt = str(anwesend.sitz_id) in abstimmung.augenblick["vertretene"]
    assert len(abstimmung.augenblick["vertretene"]) == (3 if gezaehlt else 2)
    # Two Ja of three, or of two, are two thirds; one has not voted, or all have.
    assert abstimmung.ergebnis["angenommen"] is True
    assert abstimmung.ergebnis["nicht_abgegeben"] == int(gezaehlt)
    zu_frueh = anwesend.bis <= abstimmung.geschlossen_am
    assert bool(abstimmung.zu_pruefen) == (gezaehlt and zu_frueh)


def test_zwei_tragen_dieselbe_person_ein_und_sie_ist_einmal_da(satz: Sitzung) -> None:
    vierter = bau.sitze(satz.gremium)[3]
    einer, anderer = wettlauf(2, lambda _wer: bau.komme(satz, vierter)).alle()
    assert einer == anderer
    assert Anwesenheit.objects.filter(sitzung=satz, sitz=vierter).count() == 1
    assert Sitzungsereignis.objects.filter(sitzung=satz, art="gekommen").count() == 4


def test_derselbe_eintrag_zweimal_zugleich_gesandt_zaehlt_einmal(satz: Sitzung) -> None:
    """A browser that got no answer sends again while the first is still on its way."""
    vierter, schluessel = bau.sitze(satz.gremium)[3], uuid4()
    kommen: dict[str, Any] = {
        "sitzung_id": satz.pk,
        "sitz_id": vierter.pk,
        "rolle": Teilnahmerolle.MITGLIED,
        "art": Anwesenheitsart.DIGITAL,
        "eintrag": bau.eintrag(satz.gremium, schluessel=schluessel),
    }
    ergebnisse = wettlauf(2, lambda _wer: sitz_kommt(**kommen)).alle()
    assert sorted(ergebnis is None for ergebnis in ergebnisse) == [False, True]
    beginnen: dict[str, Any] = {
        "sitzung_id": satz.pk,
        "punkt_id": _punkt(satz).pk,
        "text": bau.WORTLAUT,
        "weise": Weise.GEHEIM,
        "eintrag": bau.eintrag(satz.gremium, schluessel=uuid4()),
    }
    ergebnisse = wettlauf(2, lambda _wer: abstimmung_beginnen(**beginnen)).alle()
    assert sorted(ergebnis is None for ergebnis in ergebnisse) == [False, True]


def test_zwei_schreiben_dieselbe_notiz_und_keine_geht_verloren(satz: Sitzung) -> None:
    punkt, gremium = _punkt(satz), satz.gremium

    def schreibe(wer: int) -> Punktnotiz:
        return notiz_schreiben(
            sitzung_id=satz.pk,
            punkt_id=punkt.pk,
            text=f"Von {wer}",
            zaehler=0,
            eintrag=bau.eintrag(gremium),
        )

    ausgang = wettlauf(2, schreibe)
    (geschrieben,) = ausgang.gelungen
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    assert Punktnotiz.objects.get().text == geschrieben.text


def test_zwei_eroeffnen_zugleich_und_eine_sitzung_ist_eroeffnet() -> None:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(2))
    assert satz.gremium
    ausgang = wettlauf(2, lambda _wer: bau.eroeffne(satz))
    _einer_gewinnt(ausgang, "schon_eroeffnet")
    assert Sitzungsereignis.objects.filter(art="eroeffnet").count() == 1


def test_der_zaehler_verliert_keinen_eintrag(satz: Sitzung) -> None:
    vorher = Sitzungsverlauf.objects.get(sitzung=satz).zaehler
    sitze = bau.sitze(satz.gremium)
    for art in ("digital", "vor_ort"):
        wettlauf(3, lambda wer, a=art: bau.komme(satz, sitze[wer], art=a)).alle()
    assert Sitzungsverlauf.objects.get(sitzung=satz).zaehler == vorher + 6
