"""Gremien, seats and offices: each act, what it refuses, and what the history says afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.amt import amt_beenden, amt_berichtigen, amt_vergeben
from lenkung.domain.gremium import gremium_aendern, gremium_anlegen, gremium_schliessen
from lenkung.domain.sitz import Beschluss, sitz_aendern, sitz_beenden, sitz_einrichten
from lenkung.domain.sperren import datenbank_uebersetzt
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from tests.fabriken import EinrichtungFactory, KreisFactory, PersonFactory
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory, besetzung_werte
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SYSTEM = SystemAkteur("Test")
BESCHLUSS = Beschluss("Niederschrift der 5. Sitzung, TOP 3", date(2026, 3, 24), "3/2026")
ENDE, DANACH = date(2026, 3, 31), date(2026, 4, 1)


# Gremium ----------------------------------------------------------------------------------------------------


def test_ein_gremium_wird_angelegt_und_geaendert() -> None:
    kreis = KreisFactory()
    gremium = gremium_anlegen(
        kreis_id=kreis.pk, akteur=SYSTEM, angaben={"name": "Lenkungsgruppe", "art": "lenkungsgruppe"}
    )
    gremium_aendern(gremium_id=gremium.pk, akteur=SYSTEM, angaben={"kurzname": "LG"})
    gremium_aendern(gremium_id=gremium.pk, akteur=SYSTEM, angaben={"kurzname": "LG"})
    gremium.refresh_from_db()
    assert (gremium.kurz, str(gremium)) == ("LG", "Lenkungsgruppe")
    assert [zeile.akteur_name for zeile in gremium.history.all()] == ["System: Test"] * 2


def test_zwei_gremien_eines_kreises_heissen_nicht_gleich() -> None:
    gremium = GremiumFactory(name="Lenkungsgruppe")
    with pytest.raises(ValidationError) as fehler:
        gremium_anlegen(
            kreis_id=gremium.kreis_id,
            akteur=SYSTEM,
            angaben={"name": "LENKUNGSGRUPPE", "art": "lenkungsgruppe"},
        )
    assert [e.code for liste in fehler.value.error_dict.values() for e in liste] == ["name"]


def test_ohne_recht_geschieht_nichts() -> None:
    sitz = SitzFactory()
    niemand = Probeakteur(kreis_id=sitz.gremium.kreis_id)
    with pytest.raises(NichtErlaubt):
        gremium_anlegen(kreis_id=sitz.gremium.kreis_id, akteur=niemand, angaben={"name": "x"})
    with pytest.raises(NichtErlaubt):
        gremium_aendern(gremium_id=sitz.gremium_id, akteur=niemand, angaben={"name": "x"})
    with pytest.raises(NichtErlaubt):
        gremium_schliessen(gremium_id=sitz.gremium_id, zum=ENDE, beschluss=BESCHLUSS, akteur=niemand)
    with pytest.raises(NichtErlaubt):
        sitz_einrichten(gremium_id=sitz.gremium_id, akteur=niemand, angaben={})
    with pytest.raises(NichtErlaubt):
        sitz_aendern(sitz_id=sitz.pk, akteur=niemand, angaben={})
    with pytest.raises(NichtErlaubt):
        sitz_beenden(sitz_id=sitz.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=niemand)
    with pytest.raises(NichtErlaubt):
        amt_vergeben(gremium_id=sitz.gremium_id, akteur=niemand, angaben={})


def test_wer_auf_altem_stand_speichert_ueberschreibt_nichts() -> None:
    gremium = GremiumFactory()
    stand = stand_von(gremium)
    gremium_aendern(gremium_id=gremium.pk, akteur=SYSTEM, angaben={"kurzname": "LG"})
    with pytest.raises(Ueberholt):
        gremium_aendern(
            gremium_id=gremium.pk, akteur=SYSTEM, angaben={"kurzname": "Neu"}, erwarteter_stand=stand
        )


def test_mit_dem_gremium_endet_alles_was_offen_ist() -> None:
    gremium = GremiumFactory()
    frueher = date(2025, 12, 31)
    sitz = SitzFactory(gremium=gremium)
    zuvor_beendet = SitzFactory(gremium=gremium, bis=frueher, ende_fundstelle="älterer Beschluss")
    mitglied = BesetzungFactory(sitz=sitz)
    ehemalige = BesetzungFactory(sitz=sitz, art="stellvertretung", bis=frueher)
    amt = AmtFactory(gremium=gremium)
    altes_amt = AmtFactory(gremium=gremium, art="stellv_vorsitz", bis=frueher)
    gremium_schliessen(
        gremium_id=gremium.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=SYSTEM, grund="Programmende"
    )
    for satz in (gremium, sitz, zuvor_beendet, mitglied, ehemalige, amt, altes_amt):
        satz.refresh_from_db()
    assert gremium.aktiv_bis == ENDE
    assert (sitz.bis, sitz.ende_fundstelle, sitz.ende_nummer, sitz.ende_tag) == (
        ENDE,
        BESCHLUSS.fundstelle,
        "3/2026",
        BESCHLUSS.tag,
    )
    assert (zuvor_beendet.bis, zuvor_beendet.ende_fundstelle) == (frueher, "älterer Beschluss")
    assert (mitglied.bis, ehemalige.bis) == (ENDE, frueher)
    assert (amt.bis, altes_amt.bis) == (ENDE, frueher)
    with pytest.raises(NichtErlaubt):
        gremium_schliessen(gremium_id=gremium.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=SYSTEM)


@pytest.mark.parametrize("was", ["sitz", "besetzung", "amt"])
def test_was_erst_spaeter_beginnt_haelt_das_schliessen_auf(was: str) -> None:
    gremium = GremiumFactory()
    if was == "sitz":
        SitzFactory(gremium=gremium, von=DANACH)
    elif was == "besetzung":
        BesetzungFactory(sitz=SitzFactory(gremium=gremium), von=DANACH)
    else:
        AmtFactory(gremium=gremium, von=DANACH)
    with pytest.raises(Fachfehler) as fehler:
        gremium_schliessen(gremium_id=gremium.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=SYSTEM)
    assert (fehler.value.code, fehler.value.feld) == ("beginnt_spaeter", "zum")
    assert Gremium.objects.get().aktiv_bis is None
    assert not Sitz.objects.exclude(bis=None).exists()


# Sitz -------------------------------------------------------------------------------------------------------


def test_ein_sitz_entsteht_und_endet_mit_seiner_fundstelle() -> None:
    gremium = GremiumFactory()
    sitz = sitz_einrichten(
        gremium_id=gremium.pk,
        akteur=SYSTEM,
        angaben={
            "einrichtung_id": EinrichtungFactory(kreis=gremium.kreis, name="Jugendamt").pk,
            "bezeichnung": "Leitung",
            "beginn_fundstelle": "GO § 2 Abs. 1",
        },
    )
    mitglied = BesetzungFactory(sitz=sitz)
    sitz_beenden(sitz_id=sitz.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=SYSTEM, grund="Neue Zusammensetzung")
    mitglied.refresh_from_db()
    assert (str(sitz), mitglied.bis) == ("Jugendamt: Leitung", ENDE)
    assert mitglied.history.first().history_change_reason == "Neue Zusammensetzung"
    with pytest.raises(NichtErlaubt):
        sitz_beenden(sitz_id=sitz.pk, zum=ENDE, beschluss=BESCHLUSS, akteur=SYSTEM)


def test_ein_sitz_ohne_fundstelle_oder_aus_einem_anderen_kreis_wird_nicht_eingerichtet() -> None:
    gremium = GremiumFactory()
    eigene = EinrichtungFactory(kreis=gremium.kreis)
    with pytest.raises(ValidationError) as fehler:
        sitz_einrichten(gremium_id=gremium.pk, akteur=SYSTEM, angaben={"einrichtung_id": eigene.pk})
    assert set(fehler.value.error_dict) == {"beginn_fundstelle"}
    with pytest.raises(ValidationError) as fehler:
        sitz_einrichten(
            gremium_id=gremium.pk,
            akteur=SYSTEM,
            angaben={"einrichtung_id": EinrichtungFactory().pk, "beginn_fundstelle": "GO"},
        )
    assert set(fehler.value.error_dict) == {"einrichtung"}
    with pytest.raises(ValidationError) as fehler:
        sitz_einrichten(gremium_id=gremium.pk, akteur=SYSTEM, angaben={"beginn_fundstelle": "GO"})
    assert set(fehler.value.error_dict) == {"einrichtung"}


def test_ein_sitz_der_ohne_beschluss_endet_wird_nicht_gespeichert() -> None:
    sitz = SitzFactory()
    with pytest.raises(ValidationError):
        sitz_beenden(sitz_id=sitz.pk, zum=ENDE, beschluss=Beschluss(""), akteur=SYSTEM)


def test_mit_dem_stimmrecht_des_sitzes_aendert_sich_das_seiner_besetzungen() -> None:
    besetzung = BesetzungFactory()
    sitz_aendern(sitz_id=besetzung.sitz_id, akteur=SYSTEM, angaben={"stimmrecht": False})
    sitz_aendern(sitz_id=besetzung.sitz_id, akteur=SYSTEM, angaben={"stimmrecht": False})
    besetzung.refresh_from_db()
    assert besetzung.stimmrecht is False
    assert besetzung.sitz.history.count() == 2


def test_bekommt_ein_sitz_eine_stimme_darf_niemand_zwei_haben() -> None:
    besetzung = BesetzungFactory()
    beratend = SitzFactory(gremium=besetzung.gremium, stimmrecht=False)
    BesetzungFactory(sitz=beratend, person=besetzung.person)
    with pytest.raises(ValidationError) as fehler:
        sitz_aendern(sitz_id=beratend.pk, akteur=SYSTEM, angaben={"stimmrecht": True})
    assert set(fehler.value.error_dict) == {"person"}
    beratend.refresh_from_db()
    assert beratend.stimmrecht is False


def test_ein_unbekanntes_nein_der_datenbank_bleibt_laut() -> None:
    with pytest.raises(IntegrityError), datenbank_uebersetzt():
        Sitz.objects.filter(pk=SitzFactory().pk).update(beginn_fundstelle="")


def test_das_nein_der_datenbank_wird_ein_fehler_am_feld() -> None:
    besetzung = BesetzungFactory()
    with pytest.raises(ValidationError) as fehler, datenbank_uebersetzt():
        Besetzung.objects.create(**besetzung_werte(besetzung.sitz))
    assert set(fehler.value.error_dict) == {"von"}
    # The transaction goes on: only the refused act was taken back.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


# Amt --------------------------------------------------------------------------------------------------------


def test_ein_amt_wird_vergeben_berichtigt_und_beendet() -> None:
    gremium = GremiumFactory()
    person = PersonFactory(kreis=gremium.kreis)
    amt = amt_vergeben(
        gremium_id=gremium.pk, akteur=SYSTEM, angaben={"art": "vorsitz", "person_id": person.pk}
    )
    assert str(amt) == f"Vorsitz: {person}"
    andere = PersonFactory(kreis=gremium.kreis)
    amt_berichtigen(amt_id=amt.pk, akteur=SYSTEM, angaben={"person_id": andere.pk}, grund="Tippfehler")
    amt_berichtigen(amt_id=amt.pk, akteur=SYSTEM, angaben={"person_id": andere.pk}, grund="ohne Unterschied")
    amt_beenden(amt_id=amt.pk, zum=ENDE, akteur=SYSTEM, grund="Ruhestand")
    amt.refresh_from_db()
    assert (amt.person, amt.bis) == (andere, ENDE)
    assert [zeile.history_change_reason for zeile in amt.history.all()] == ["Ruhestand", "Tippfehler", ""]


def test_ein_vergebenes_amt_wird_erst_frei_oder_abgeloest() -> None:
    amt = AmtFactory(von=date(2024, 1, 1))
    person = PersonFactory(kreis=amt.gremium.kreis)
    angaben = {"art": "vorsitz", "person_id": person.pk, "von": DANACH}
    with pytest.raises(ValidationError) as fehler:
        amt_vergeben(gremium_id=amt.gremium_id, akteur=SYSTEM, angaben=angaben)
    assert str(amt.person) in str(fehler.value.message_dict["von"])
    neues = amt_vergeben(gremium_id=amt.gremium_id, akteur=SYSTEM, angaben=angaben, loest_ab=True)
    amt.refresh_from_db()
    assert (amt.bis, neues.von) == (ENDE, DANACH)


def test_abloesen_braucht_einen_tag_nach_dem_bisherigen_beginn() -> None:
    amt = AmtFactory(von=DANACH)
    AmtFactory(gremium=amt.gremium, bis=date(2020, 1, 1))
    person = PersonFactory(kreis=amt.gremium.kreis)
    for von, code in ((None, "ohne_beginn"), (DANACH, "nachfolge_zu_frueh")):
        with pytest.raises(Fachfehler) as fehler:
            amt_vergeben(
                gremium_id=amt.gremium_id,
                akteur=SYSTEM,
                angaben={"art": "vorsitz", "person_id": person.pk, "von": von},
                loest_ab=True,
            )
        assert (fehler.value.code, fehler.value.feld) == (code, "von")


def test_ein_amt_ohne_person_oder_mit_fremder_person_gibt_es_nicht() -> None:
    gremium = GremiumFactory()
    for person_id in (None, PersonFactory().pk):
        with pytest.raises(ValidationError) as fehler:
            amt_vergeben(
                gremium_id=gremium.pk, akteur=SYSTEM, angaben={"art": "vorsitz", "person_id": person_id}
            )
        assert set(fehler.value.error_dict) == {"person"}
    assert not Amt.objects.exists()
