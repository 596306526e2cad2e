from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lenkung import permissions
from lenkung.domain.queries.aufgaben import Aufgabenart, aufgaben_in
from lenkung.domain.queries.mitglieder import gremien_fuer, mit_sitz_am, mitglieder_fuer, mitwirkung_von
from lenkung.domain.queries.werdegang import Ereignisart, werdegang
from lenkung.domain.queries.zusammensetzung import sitze_am, zusammensetzung_am
from lenkung.models import Besetzung
from lenkung.regeln.besetzung import Sitzstand
from lenkung.regeln.gremium import AmtArt
from tests.fabriken import EinrichtungFactory, KreisFactory, PersonFactory
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory
from tests.werkzeug.abfragen import genau
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ALLE = frozenset(recht.schluessel for recht in permissions.RECHTE_DES_MODULS)
TAG = date(2026, 3, 31)
DANACH = TAG + timedelta(days=1)


def test_die_zusammensetzung_eines_tages_ist_die_dieses_tages() -> None:
    gremium = GremiumFactory()
    sitz = SitzFactory(gremium=gremium, einrichtung=EinrichtungFactory(kreis=gremium.kreis, name="amt B"))
    neuer = SitzFactory(
        gremium=gremium, einrichtung=EinrichtungFactory(kreis=gremium.kreis, name="Amt A"), von=DANACH
    )
    beratend = SitzFactory(gremium=gremium, stimmrecht=False)
    mitglied = BesetzungFactory(sitz=sitz, bis=TAG)
    folge = BesetzungFactory(sitz=sitz, von=DANACH)
    stellvertretung = BesetzungFactory(sitz=sitz, art="stellvertretung", von=DANACH)
    vorsitz = AmtFactory(gremium=gremium, bis=TAG)
    with genau(3):
        vorher = zusammensetzung_am(gremium.pk, TAG)
    nachher = zusammensetzung_am(gremium.pk, DANACH)
    assert [zeile.sitz for zeile in vorher.mit_stimme] == [sitz]
    assert [zeile.sitz for zeile in vorher.ohne_stimme] == [beratend]
    assert vorher.zeilen[0].mitglied == mitglied
    assert vorher.zeilen[0].kommendes_mitglied == folge
    assert vorher.zeilen[0].kommende_stellvertretung == stellvertretung
    assert [amt for _titel, amt in vorher.aemter] == [vorsitz, None, None]
    assert [titel for titel, _amt in vorher.aemter] == [
        "Vorsitz",
        "stellvertretender Vorsitz",
        "Leitung der Geschäftsstelle",
    ]
    assert [zeile.sitz for zeile in nachher.mit_stimme] == [neuer, sitz]
    assert nachher.zeilen[1].mitglied == folge
    assert nachher.zeilen[1].stellvertretung == stellvertretung
    assert (nachher.zahlen.stimmberechtigt, nachher.zahlen.besetzt, nachher.zahlen.frei) == (2, 1, 1)


def test_die_regeln_bekommen_einfache_werte() -> None:
    besetzung = BesetzungFactory()
    sitz = besetzung.sitz
    assert sitze_am(sitz.gremium_id, TAG) == (Sitzstand(sitz.pk, sitz.name, True, besetzung.person_id, None),)


# Things to do -----------------------------------------------------------------------------------------------


def _gefuehrt():  # type: ignore[no-untyped-def]
    gremium = GremiumFactory()
    for art in (AmtArt.VORSITZ, AmtArt.LEITUNG_GESCHAEFTSSTELLE):
        AmtFactory(gremium=gremium, art=art.value)
    return gremium


def _arten(gremium, heute: date = TAG) -> list[Aufgabenart]:  # type: ignore[no-untyped-def]
    return [aufgabe.art for aufgabe in aufgaben_in([gremium], heute)]


def test_ein_freier_sitz_ist_zu_besetzen_seine_stellvertretung_kommt_danach() -> None:
    gremium = _gefuehrt()
    sitz = SitzFactory(gremium=gremium)
    (aufgabe,) = aufgaben_in([gremium], TAG)
    assert (aufgabe.art, aufgabe.sitz) == (Aufgabenart.SITZ_BESETZEN, sitz)
    BesetzungFactory(sitz=sitz, von=DANACH)
    assert _arten(gremium) == [Aufgabenart.STELLVERTRETUNG_BENENNEN]
    BesetzungFactory(sitz=sitz, art="stellvertretung", von=DANACH)
    assert _arten(gremium) == []


@pytest.mark.parametrize(("tage", "faellig"), [(0, True), (60, True), (61, False)])
def test_eine_amtszeit_steht_sechzig_tage_vorher_an(tage: int, faellig: bool) -> None:
    gremium = _gefuehrt()
    sitz = SitzFactory(gremium=gremium)
    ende = TAG + timedelta(days=tage)
    besetzung = BesetzungFactory(sitz=sitz, bis=ende)
    BesetzungFactory(sitz=sitz, art="stellvertretung")
    aufgaben = aufgaben_in([gremium], TAG)
    assert [(a.art, a.besetzung, a.frist) for a in aufgaben] == (
        [(Aufgabenart.NACHFOLGE_KLAEREN, besetzung, ende)] if faellig else []
    )


def test_wer_in_den_stammdaten_endet_braucht_eine_nachfolge_auch_ohne_ende_der_amtszeit() -> None:
    gremium = _gefuehrt()
    sitz = SitzFactory(gremium=gremium)
    ende = TAG + timedelta(days=30)
    besetzung = BesetzungFactory(sitz=sitz, person=PersonFactory(kreis=gremium.kreis, aktiv_bis=ende))
    BesetzungFactory(sitz=sitz, art="stellvertretung")
    aufgaben = aufgaben_in([gremium], TAG)
    assert [(a.art, a.besetzung, a.frist) for a in aufgaben] == [
        (Aufgabenart.NACHFOLGE_KLAEREN, besetzung, ende)
    ]


def test_steht_die_nachfolge_fest_oder_endet_der_sitz_ist_nichts_zu_tun() -> None:
    gremium = _gefuehrt()
    ende = TAG + timedelta(days=10)
    sitz = SitzFactory(gremium=gremium)
    endender = SitzFactory(gremium=gremium, bis=ende, ende_fundstelle="Beschluss")
    for einer in (sitz, endender):
        BesetzungFactory(sitz=einer, bis=ende)
        BesetzungFactory(sitz=einer, art="stellvertretung", bis=einer.bis)
    BesetzungFactory(sitz=sitz, von=ende + timedelta(days=1))
    assert _arten(gremium) == []


def test_vorsitz_und_leitung_braucht_jedes_gremium() -> None:
    gremium = GremiumFactory()
    assert [(a.art, a.amtsart) for a in aufgaben_in([gremium], TAG)] == [
        (Aufgabenart.AMT_VERGEBEN, "vorsitz"),
        (Aufgabenart.AMT_VERGEBEN, "leitung_geschaeftsstelle"),
    ]
    AmtFactory(gremium=gremium, bis=TAG)
    AmtFactory(gremium=gremium, art="leitung_geschaeftsstelle", von=DANACH)
    AmtFactory(gremium=gremium, art="stellv_vorsitz", bis=TAG + timedelta(days=90))
    assert [(a.art, a.amtsart, a.frist) for a in aufgaben_in([gremium], TAG)] == [
        (Aufgabenart.AMT_NACHFOLGE, "vorsitz", TAG)
    ]


def test_geschlossene_und_kuenftige_gremien_haben_nichts_zu_tun() -> None:
    with genau(0):
        assert aufgaben_in([], TAG) == []
    assert _arten(GremiumFactory(aktiv_bis=DANACH)) == []
    assert _arten(GremiumFactory(aktiv_ab=DANACH)) == []


# People -----------------------------------------------------------------------------------------------------


def test_die_liste_der_gremien_nennt_zahlen_und_vorsitz() -> None:
    gremium = GremiumFactory()
    amt = AmtFactory(gremium=gremium)
    BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    SitzFactory(gremium=gremium)
    SitzFactory(gremium=gremium, stimmrecht=False)
    SitzFactory(gremium=gremium, bis=date(2020, 1, 1), ende_fundstelle="Beschluss")
    leeres = GremiumFactory(kreis=gremium.kreis)
    akteur = Probeakteur(kreis_id=gremium.kreis_id, rechte=ALLE)
    gelesen = {g.pk: g for g in gremien_fuer(akteur, timezone.localdate())}
    eines = gelesen[gremium.pk]
    assert (eines.anzahl_sitze, eines.anzahl_besetzt, eines.vorsitz_nachname) == (2, 1, amt.person.nachname)
    assert (gelesen[leeres.pk].anzahl_sitze, gelesen[leeres.pk].vorsitz_nachname) == (0, None)


def test_mitglied_ist_wer_einen_sitz_oder_ein_amt_hat_oder_hatte() -> None:
    gremium = GremiumFactory()
    heute = timezone.localdate()
    sitzt = BesetzungFactory(sitz=SitzFactory(gremium=gremium), art="stellvertretung").person
    sass = BesetzungFactory(sitz=SitzFactory(gremium=gremium), bis=heute - timedelta(days=1)).person
    fuehrt = AmtFactory(gremium=gremium).person
    PersonFactory(kreis=gremium.kreis)
    BesetzungFactory()
    akteur = Probeakteur(kreis_id=gremium.kreis_id, rechte=ALLE)
    alle = mitglieder_fuer(akteur)
    assert set(alle) == {sitzt, sass, fuehrt}
    assert set(mit_sitz_am(alle, heute)) == {sitzt, fuehrt}
    assert set(mit_sitz_am(alle, heute, art="stellvertretung")) == {sitzt}
    assert set(mit_sitz_am(alle, None, gremium_id=gremium.pk)) == {sitzt, sass, fuehrt}
    assert set(mit_sitz_am(alle, None, gremium_id=GremiumFactory().pk)) == set()
    assert set(mitglieder_fuer(Probeakteur(kreis_id=None, rechte=ALLE))) == set()
    assert set(mitglieder_fuer(Probeakteur(kreis_id=KreisFactory().pk, rechte=ALLE))) == set()


def test_die_eigene_mitwirkung_eines_tages() -> None:
    besetzung = BesetzungFactory()
    amt = AmtFactory(person=besetzung.person, gremium=GremiumFactory(kreis=besetzung.gremium.kreis))
    BesetzungFactory(person=besetzung.person, sitz=SitzFactory(gremium=amt.gremium), bis=date(2020, 1, 1))
    eigene = mitwirkung_von(besetzung.person_id, TAG)
    assert {pk: (m.besetzungen, m.aemter) for pk, m in eigene.items()} == {
        besetzung.gremium_id: ((besetzung,), ()),
        amt.gremium_id: ((), (amt,)),
    }
    assert mitwirkung_von(None, TAG) == {}


def test_der_werdegang_nennt_das_neueste_zuerst() -> None:
    sitz = SitzFactory(von=date(2022, 3, 24), bis=date(2026, 12, 31), ende_fundstelle="Beschluss")
    erste = BesetzungFactory(sitz=sitz, von=date(2022, 3, 24), bis=TAG)
    zweite = BesetzungFactory(sitz=sitz, von=DANACH, bis=date(2026, 12, 31))
    ereignisse = werdegang(sitz, list(Besetzung.objects.all()))
    assert [(e.art, e.besetzung) for e in ereignisse] == [
        (Ereignisart.SITZ_ENDET, None),
        (Ereignisart.ENDET, zweite),
        (Ereignisart.BEGINNT, zweite),
        (Ereignisart.ENDET, erste),
        (Ereignisart.BEGINNT, erste),
        (Ereignisart.SITZ_BEGINNT, None),
    ]


def test_ein_unbekannter_beginn_steht_am_anfang() -> None:
    sitz = SitzFactory()
    besetzung = BesetzungFactory(sitz=sitz, bis=date.max)
    assert [(e.art, e.tag) for e in werdegang(sitz, [besetzung])] == [
        (Ereignisart.ENDET, date.max),
        (Ereignisart.BEGINNT, None),
        (Ereignisart.SITZ_BEGINNT, None),
    ]
