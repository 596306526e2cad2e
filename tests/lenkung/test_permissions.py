"""Who sees and does what with Gremien: as a table, with what could leak."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.stammdaten.models import Kreis
from lenkung import permissions
from lenkung.models import Gremium
from tests.fabriken import KreisFactory, PersonFactory
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
LESEN = frozenset({permissions.GREMIUM_LESEN.schluessel})
SEHEN = LESEN | {permissions.GREMIEN_SEHEN.schluessel}
VERWALTEN = SEHEN | {permissions.GREMIEN_VERWALTEN.schluessel, permissions.MITGLIEDER_SEHEN.schluessel}
IMPORT = VERWALTEN | {"stammdaten.importieren", "stammdaten.aendern", "stammdaten.personen_sehen"}


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory()


@pytest.fixture
def gremium(kreis: Kreis) -> Gremium:
    return GremiumFactory(kreis=kreis)


def _auf(gremium: Gremium, rechte: frozenset[str], **felder) -> Probeakteur:  # type: ignore[no-untyped-def]
    return Probeakteur(
        kreis_id=gremium.kreis_id,
        rechte=rechte,
        bereiche=frozenset({Bereich("gremium", gremium.pk, gremium.kreis_id)}),
        **felder,
    )


def test_eine_rolle_auf_dem_kreis_sieht_alle_gremien_und_kein_fremdes(gremium: Gremium) -> None:
    zweites = GremiumFactory(kreis=gremium.kreis)
    GremiumFactory()
    akteur = Probeakteur(kreis_id=gremium.kreis_id, rechte=SEHEN)
    assert set(permissions.sichtbare_gremien(akteur)) == {gremium, zweites}
    assert set(permissions.einsehbare_gremien(akteur)) == {gremium, zweites}
    assert set(permissions.verwaltete_gremien(akteur)) == set()
    assert set(permissions.gremien_mit_kontaktdaten(akteur)) == set()


@pytest.mark.parametrize("rechte", [LESEN, SEHEN])
def test_eine_rolle_auf_einem_gremium_sieht_nur_dieses(gremium: Gremium, rechte: frozenset[str]) -> None:
    GremiumFactory(kreis=gremium.kreis)
    assert set(permissions.sichtbare_gremien(_auf(gremium, rechte))) == {gremium}


def test_ein_mitglied_mit_rolle_auf_dem_kreis_sieht_nur_wo_es_heute_sitzt(gremium: Gremium) -> None:
    heute = timezone.localdate()
    person = PersonFactory(kreis=gremium.kreis)
    akteur = Probeakteur(kreis_id=gremium.kreis_id, rechte=LESEN, person_id=person.pk)
    frueher, spaeter, gefuehrt = (GremiumFactory(kreis=gremium.kreis) for _ in range(3))
    BesetzungFactory(sitz=SitzFactory(gremium=gremium), person=person, art="stellvertretung")
    BesetzungFactory(sitz=SitzFactory(gremium=frueher), person=person, bis=heute - timedelta(days=1))
    BesetzungFactory(sitz=SitzFactory(gremium=spaeter), person=person, von=heute + timedelta(days=1))
    AmtFactory(gremium=gefuehrt, person=person)
    BesetzungFactory(sitz=SitzFactory(gremium=GremiumFactory(kreis=gremium.kreis)))
    assert set(permissions.sichtbare_gremien(akteur)) == {gremium, gefuehrt}
    # The composition, not what happened to each seat, and no contact data.
    for tor in (
        permissions.einsehbare_gremien,
        permissions.sichtbare_sitze,
        permissions.sichtbare_besetzungen,
        permissions.sichtbare_aemter,
        permissions.gremien_mit_kontaktdaten,
    ):
        assert set(tor(akteur)) == set()


def test_ein_sitz_ohne_rolle_oeffnet_nichts(gremium: Gremium) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    akteur = Probeakteur(kreis_id=gremium.kreis_id, person_id=besetzung.person_id)
    assert set(permissions.sichtbare_gremien(akteur)) == set()


def test_eine_person_aus_einem_anderen_kreis_oeffnet_nichts(gremium: Gremium) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    fremd = Probeakteur(kreis_id=KreisFactory().pk, rechte=LESEN, person_id=besetzung.person_id)
    assert set(permissions.sichtbare_gremien(fremd)) == set()
    assert not permissions.darf_gremium_sehen(fremd, gremium)


def test_sitze_besetzungen_und_aemter_gehoeren_zu_ihrem_gremium(gremium: Gremium) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    amt = AmtFactory(gremium=gremium)
    BesetzungFactory(sitz=SitzFactory(gremium=GremiumFactory(kreis=gremium.kreis)))
    AmtFactory()
    akteur = _auf(gremium, SEHEN)
    assert set(permissions.sichtbare_sitze(akteur)) == {besetzung.sitz}
    assert set(permissions.sichtbare_besetzungen(akteur)) == {besetzung}
    assert set(permissions.sichtbare_aemter(akteur)) == {amt}


def test_wer_sieht_darf_noch_nichts_aendern(gremium: Gremium) -> None:
    vorsitz, geschaeftsstelle = _auf(gremium, SEHEN), _auf(gremium, VERWALTEN)
    sitz = SitzFactory(gremium=gremium)
    for darf in (
        lambda a: permissions.darf_gremium_aendern(a, gremium),
        lambda a: permissions.darf_gremium_schliessen(a, gremium),
        lambda a: permissions.darf_besetzen(a, gremium),
        lambda a: permissions.darf_sitz_beenden(a, sitz),
        lambda a: permissions.darf_kontaktdaten_sehen(a, gremium),
    ):
        assert not darf(vorsitz)
        assert darf(geschaeftsstelle)
    assert permissions.darf_gremium_sehen(vorsitz, gremium)
    assert permissions.darf_einsehen(vorsitz, gremium)


def test_ein_neues_gremium_legt_nur_an_wer_fuer_den_ganzen_kreis_zustaendig_ist(gremium: Gremium) -> None:
    assert not permissions.darf_gremium_anlegen(_auf(gremium, VERWALTEN), gremium.kreis_id)
    kreisweit = Probeakteur(kreis_id=gremium.kreis_id, rechte=VERWALTEN)
    assert permissions.darf_gremium_anlegen(kreisweit, gremium.kreis_id)
    assert not permissions.darf_gremium_anlegen(kreisweit, KreisFactory().pk)


def test_ein_geschlossenes_gremium_bleibt_wie_es_war(kreis: Kreis) -> None:
    gremium = GremiumFactory(kreis=kreis, aktiv_bis=date(2022, 12, 31))
    akteur = Probeakteur(kreis_id=kreis.pk, rechte=IMPORT)
    assert "schon eingetragen" in permissions.darf_gremium_schliessen(akteur, gremium).grund
    assert "geschlossen" in permissions.darf_besetzen(akteur, gremium).grund
    assert not permissions.darf_mitglieder_importieren(akteur, gremium)
    assert permissions.darf_gremium_aendern(akteur, gremium)


def test_ein_beendeter_sitz_endet_nicht_noch_einmal(gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium, bis=date(2024, 1, 1), ende_fundstelle="Beschluss")
    assert not permissions.darf_sitz_beenden(Probeakteur(kreis_id=gremium.kreis_id, rechte=VERWALTEN), sitz)


def test_einlesen_darf_wer_auch_personen_des_kreises_einlesen_darf(gremium: Gremium) -> None:
    assert permissions.darf_mitglieder_importieren(
        Probeakteur(kreis_id=gremium.kreis_id, rechte=IMPORT), gremium
    )
    assert not permissions.darf_mitglieder_importieren(
        Probeakteur(kreis_id=gremium.kreis_id, rechte=VERWALTEN), gremium
    )


def test_eine_gedruckte_liste_liest_wer_ihr_gremium_einsieht(gremium: Gremium) -> None:
    liste = SimpleNamespace(gehoert_zu_id=gremium.pk)
    assert permissions.darf_gremienliste_lesen(_auf(gremium, SEHEN), liste)
    fremdes = GremiumFactory(kreis=gremium.kreis)
    assert not permissions.darf_gremienliste_lesen(_auf(fremdes, SEHEN), liste)
    assert not permissions.darf_gremienliste_lesen(_auf(gremium, LESEN), liste)
