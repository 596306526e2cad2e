"""The tray: each entry has a way on, none disappears."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from casemgmt import permissions
from casemgmt.domain.ablage import ablage_loesen, uhr_voraus, wege
from casemgmt.domain.queries.ohne_netz import ablage_fuer, offene_in_ablage
from casemgmt.domain.uebertragung import annehmen
from casemgmt.models import Kopfzahl, Termin, Uebertragung
from casemgmt.regeln.ohne_netz import Loesung, Uebertragungsstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.fabriken import KontoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort)


@pytest.fixture
def aufsicht(ort: Any) -> Any:
    return bau.koordination(ort.kreis, ort)


def liegend(konto: Any, daten: dict[str, Any], *, uhr: Any = None, **angaben: Any) -> Uebertragung:
    roh = vb.kasten(vb.geraet(konto), vb.inhalt(daten, **angaben))
    assert annehmen(roh=roh, geraet_jetzt=uhr or vb.jetzt(), akteur=konto).stand == "abgelegt"
    return Uebertragung.objects.latest("pk")


@pytest.fixture
def fremder_fall(ort: Any) -> Any:
    """Of a colleague in the same area; `cm` is shut out of it."""
    return bau.fall(bau.case_management(ort), ort)


@pytest.fixture
def ohne_zugang(cm: Any, fremder_fall: Any) -> Uebertragung:
    bau.sperre(cm, fremder_fall.personen.get().klient)
    return liegend(cm, vb.beratung(fremder_fall.aktenzeichen))


def loesen(satz: Uebertragung, weg: Loesung, akteur: Any, **angaben: Any) -> Uebertragung:
    return ablage_loesen(uebertragung_id=satz.pk, weg=weg, akteur=akteur, **angaben)


def test_fall_28_die_koordination_gibt_frei(
    ohne_zugang: Uebertragung, cm: Any, aufsicht: Any, fremder_fall: Any
) -> None:
    assert wege(ohne_zugang, aufsicht) == [Loesung.FREIGEGEBEN, Loesung.ABGELEGT]
    satz = loesen(ohne_zugang, Loesung.FREIGEGEBEN, aufsicht)
    termin = Termin.objects.get()
    assert (termin.fall_id, termin.konto_id) == (fremder_fall.pk, cm.pk), "it stays hers who logged it"
    assert (satz.stand, satz.loesung, satz.geloest_von_id) == ("erledigt", "freigegeben", aufsicht.pk)
    assert satz.inhalt is None
    assert termin.history.get().akteur_name == f"{cm.name}, freigegeben von {aufsicht.name}"


def test_freigeben_darf_nur_die_fachaufsicht_des_gebiets_und_nie_das_eigene(
    ohne_zugang: Uebertragung, cm: Any, ort: Any
) -> None:
    for konto in (bau.koordination(ort.kreis, bau.kommune(ort.kreis)), bau.koordination(bau.kommune().kreis)):
        assert not permissions.sichtbare_uebertragungen(konto).exists()
        with pytest.raises(NichtErlaubt):
            loesen(ohne_zugang, Loesung.FREIGEGEBEN, konto)
    assert not permissions.darf_freigeben(cm, ohne_zugang)
    with pytest.raises(Fachfehler):
        loesen(ohne_zugang, Loesung.FREIGEGEBEN, cm)
    kollegin = bau.case_management(ort)
    assert not permissions.sichtbare_uebertragungen(kollegin).exists()


def test_nur_die_aufsicht_erfaehrt_aus_dem_verlauf_zu_welchem_fall(
    ohne_zugang: Uebertragung, cm: Any, aufsicht: Any
) -> None:
    """The row names the case and its Kommune; who wrote the entry may not see either."""
    assert list(permissions.sichtbare_uebertragungen_der_aufsicht(aufsicht)) == [ohne_zugang]
    assert not permissions.sichtbare_uebertragungen_der_aufsicht(cm).exists()
    assert not permissions.sichtbare_uebertragungen_der_aufsicht(KontoFactory(kreis=cm.kreis)).exists()
    assert permissions.sichtbare_geraete(cm).count() == 1
    assert not permissions.sichtbare_geraete(aufsicht).exists()


def test_die_freigebende_hat_kein_anderes_recht_als_ihre_aufsicht(cm: Any, aufsicht: Any) -> None:
    from casemgmt.domain.annahmearten import Freigebende
    from casemgmt.permissions import AKTEURE_PFLEGEN, FAELLE_FUEHREN
    from kim.basis.akteur import Bereich

    wer = Freigebende(aufsicht, cm.pk, cm.name)
    (gebiet,) = aufsicht.bereiche_mit("casemgmt.fachaufsicht")
    assert wer.bereiche_mit(AKTEURE_PFLEGEN.schluessel) == frozenset()
    assert wer.bereiche_mit(FAELLE_FUEHREN.schluessel) == {gebiet}
    assert wer.person_id is None
    assert wer.hat_recht(FAELLE_FUEHREN.schluessel, gebiet)
    assert not wer.hat_recht(FAELLE_FUEHREN.schluessel, Bereich("kommune", 10**6, cm.kreis_id))


def test_eine_befangene_koordination_sieht_den_eintrag_nicht(
    ohne_zugang: Uebertragung, aufsicht: Any, fremder_fall: Any
) -> None:
    assert list(ablage_fuer(aufsicht)) == [ohne_zugang]
    bau.sperre(aufsicht, fremder_fall.personen.get().klient)
    assert not ablage_fuer(aufsicht).exists()
    assert offene_in_ablage(aufsicht) == (0, 0)


def test_freigeben_in_einen_fall_ausserhalb_der_aufsicht_geht_nicht(cm: Any, ort: Any, aufsicht: Any) -> None:
    satz = liegend(cm, vb.beratung("KIM-1999-0001", kommune_id=ort.pk))
    with pytest.raises(Fachfehler):
        loesen(satz, Loesung.FREIGEGEBEN, aufsicht)
    satz.refresh_from_db()
    assert satz.stand == Uebertragungsstand.OFFEN


def test_eine_anonyme_beratung_einer_ausgeschiedenen_gibt_die_koordination_frei(
    cm: Any, ort: Any, aufsicht: Any
) -> None:
    satz = liegend(cm, vb.beratung(kommune_id=ort.pk), entwurf=True)
    loesen(satz, Loesung.FREIGEGEBEN, aufsicht)
    termin = Termin.objects.get()
    assert (termin.konto_id, termin.kommune_id, termin.bereich) == (cm.pk, ort.pk, "lokal")


def test_freigeben_ohne_kommune_ausserhalb_der_aufsicht(ort: Any, aufsicht: Any) -> None:
    satz = liegend(bau.mukis(ort.kreis), vb.beratung(), entwurf=True)
    assert satz.kommune_id is None
    with pytest.raises(NichtErlaubt):
        loesen(satz, Loesung.FREIGEGEBEN, aufsicht)
    loesen(satz, Loesung.FREIGEGEBEN, bau.koordination(ort.kreis))
    assert Termin.objects.get().kommune_id is None


def test_eine_familie_gibt_niemand_fuer_eine_andere_frei(cm: Any, ort: Any, aufsicht: Any) -> None:
    satz = liegend(cm, {"personen": [], "kommune_id": ort.pk}, art="familie")
    assert wege(satz, aufsicht) == [Loesung.ABGELEGT]
    from casemgmt.domain.uebertragung import ausfuehren

    with pytest.raises(Fachfehler):
        ausfuehren(satz, satz.inhalt, akteur=aufsicht, freigabe=True)


def test_einem_anderen_fall_zuordnen(ohne_zugang: Uebertragung, cm: Any, ort: Any) -> None:
    eigener = bau.fall(cm, ort)
    assert wege(ohne_zugang, cm) == [Loesung.WIEDERHOLT, Loesung.ZUGEORDNET, Loesung.ANONYM, Loesung.ABGELEGT]
    with pytest.raises(Fachfehler) as fehler:
        loesen(ohne_zugang, Loesung.ZUGEORDNET, cm, aktenzeichen=" ")
    assert fehler.value.feld == "aktenzeichen"
    loesen(ohne_zugang, Loesung.ZUGEORDNET, cm, aktenzeichen=f"{eigener.jahr}/{eigener.nummer}")
    assert Termin.objects.get().fall_id == eigener.pk


def test_fall_40_als_anonym_gespeichert_fuehrt_kein_weg_zur_person(
    ohne_zugang: Uebertragung, cm: Any
) -> None:
    satz = loesen(ohne_zugang, Loesung.ANONYM, cm)
    termin = Termin.objects.get()
    assert termin.anonym
    assert (termin.notiz, termin.naechster_schritt) == ("", "")
    assert termin.kennung != satz.kennung
    assert (satz.fall_id, satz.inhalt) == (None, None)


def test_noch_einmal_versuchen_gelingt_sobald_der_grund_weg_ist(ohne_zugang: Uebertragung, cm: Any) -> None:
    from casemgmt.models import Aktensperre

    with pytest.raises(Fachfehler):
        loesen(ohne_zugang, Loesung.WIEDERHOLT, cm)
    assert Uebertragung.objects.get().stand == "offen"
    sperre = Aktensperre.objects.get()
    sperre.aufgehoben_am = timezone.now()
    sperre.save()
    loesen(ohne_zugang, Loesung.WIEDERHOLT, cm)
    assert Termin.objects.get().kennung == ohne_zugang.kennung


def test_ablegen_braucht_einen_grund_und_behaelt_den_inhalt(ohne_zugang: Uebertragung, cm: Any) -> None:
    with pytest.raises(Fachfehler):
        loesen(ohne_zugang, Loesung.ABGELEGT, cm, grund=" ")
    satz = loesen(ohne_zugang, Loesung.ABGELEGT, cm, grund="von Hand nachgetragen")
    assert satz.inhalt["daten"]["notiz"] == "Sucht eine Wohnung."
    with pytest.raises(Fachfehler) as fehler:
        loesen(satz, Loesung.WIEDERHOLT, cm)
    assert fehler.value.code == "ueberholt"
    assert wege(satz, cm) == []


def test_was_sich_nicht_oeffnen_liess_wird_noch_einmal_geoeffnet_oder_abgelegt(cm: Any) -> None:
    roh = {**vb.kasten(vb.geraet(cm), {}), "v": 7}
    annehmen(roh=roh, geraet_jetzt=None, akteur=cm)
    satz = Uebertragung.objects.get()
    assert wege(satz, cm) == [Loesung.WIEDERHOLT, Loesung.ABGELEGT]
    with pytest.raises(Fachfehler) as fehler:
        loesen(satz, Loesung.WIEDERHOLT, cm)
    assert fehler.value.code == "unlesbar"


def test_ist_der_schluessel_wieder_da_wird_der_eintrag_lesbar_und_geht_seinen_weg(cm: Any) -> None:
    from casemgmt.domain.kasten import empfangsschluessel
    from casemgmt.models import Empfangsschluessel

    schluessel = empfangsschluessel(cm.kreis_id)
    kasten = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung()), schluessel=schluessel)
    Empfangsschluessel.objects.filter(pk=schluessel.pk).update(kennung="verlegt")
    assert annehmen(roh=kasten, geraet_jetzt=None, akteur=cm).stand == "unlesbar"
    assert annehmen(roh=kasten, geraet_jetzt=None, akteur=cm).stand == "unlesbar", "and so each time"
    Empfangsschluessel.objects.filter(pk=schluessel.pk).update(kennung=schluessel.kennung)
    satz = loesen(Uebertragung.objects.get(), Loesung.WIEDERHOLT, cm)
    assert (satz.stand, satz.inhalt["daten"]["notiz"]) == ("offen", "Sucht eine Wohnung.")
    assert annehmen(roh=kasten, geraet_jetzt=None, akteur=cm).stand == "abgelegt", "now the device may let go"
    loesen(satz, Loesung.WIEDERHOLT, cm)
    assert Termin.objects.get().notiz == "Sucht eine Wohnung."


@pytest.mark.parametrize(("tage", "grund"), [(1, "uhr"), (0, "konto_beendet")])
def test_spaeter_geoeffnet_hat_der_eintrag_seinen_eigenen_grund(cm: Any, tage: int, grund: str) -> None:
    from casemgmt.domain.uebertragung import wieder_oeffnen

    kasten = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung()))
    uhr = vb.jetzt() + timedelta(days=tage)
    annehmen(roh={**kasten, "v": 7}, geraet_jetzt=uhr, akteur=cm)
    type(cm).objects.filter(pk=cm.pk).update(is_active=False, gesperrt_am=timezone.now(), sperrgrund="aus")
    satz = Uebertragung.objects.get()
    assert wieder_oeffnen(satz, kasten, akteur=cm)
    assert satz.grund == grund


def test_was_sich_in_sich_selbst_enthaelt_bleibt_auf_dem_geraet(cm: Any) -> None:
    roh = {**vb.kasten(vb.geraet(cm), {}), "v": 7}
    roh["selbst"] = roh
    with pytest.raises(ValueError, match="inhalt"):
        annehmen(roh=roh, geraet_jetzt=None, akteur=cm)


def test_eine_unbekannte_art_bleibt_liegen(cm: Any) -> None:
    satz = liegend(cm, {}, art="zauberspruch")
    with pytest.raises(Fachfehler) as fehler:
        loesen(satz, Loesung.WIEDERHOLT, cm)
    assert fehler.value.code == "unbekannt"


def test_fall_34_mit_berichtigter_zeit_uebernehmen(cm: Any) -> None:
    uhr = vb.jetzt() + timedelta(days=1)
    satz = liegend(cm, vb.beratung(beginn=uhr.isoformat()), uhr=uhr)
    loesen(satz, Loesung.WIEDERHOLT, cm, zeit_berichtigen=True)
    assert Termin.objects.get().beginn == pytest.approx(vb.jetzt(), abs=timedelta(minutes=1))


def test_fall_34_auch_der_tag_einer_kopfzahl_wird_berichtigt(cm: Any) -> None:
    uhr = vb.jetzt() + timedelta(days=1)
    tag = timezone.localdate() + timedelta(days=1)
    satz = liegend(cm, {"art": "ankunft", "tag": tag.isoformat(), "anzahl": 7}, art="kopfzahl", uhr=uhr)
    loesen(satz, Loesung.WIEDERHOLT, cm, zeit_berichtigen=True)
    assert Kopfzahl.objects.get().tag == timezone.localdate()


def test_ohne_uhr_des_geraets_gibt_es_nichts_zu_berichtigen(cm: Any) -> None:
    satz = liegend(cm, vb.beratung(themen=[]))
    Uebertragung.objects.filter(pk=satz.pk)
    satz.geraet_gesendet_am = None
    satz.inhalt["daten"]["themen"] = ["wohnen"]
    satz.save()
    beginn = parse_datetime(satz.inhalt["daten"]["beginn"])
    loesen(satz, Loesung.WIEDERHOLT, cm, zeit_berichtigen=True)
    assert Termin.objects.get().beginn == beginn


def test_offene_zaehlen_eigene_und_beaufsichtigte(ohne_zugang: Uebertragung, cm: Any, aufsicht: Any) -> None:
    assert offene_in_ablage(cm) == (1, 0)
    assert offene_in_ablage(aufsicht) == (0, 1)
    loesen(ohne_zugang, Loesung.ABGELEGT, aufsicht, grund="geklärt")
    assert offene_in_ablage(cm) == (0, 0)
    assert ablage_fuer(cm).get().loesung == "abgelegt"


def test_ein_unlesbarer_tag_wird_nicht_berichtigt(cm: Any) -> None:
    satz = liegend(cm, {"art": "ankunft", "tag": "gestern", "anzahl": 7}, art="kopfzahl")
    with pytest.raises(Fachfehler):
        loesen(satz, Loesung.WIEDERHOLT, cm, zeit_berichtigen=True)
    assert uhr_voraus(satz) is not None


def test_freigegeben_wird_nur_wer_den_fall_auch_beaufsichtigt(cm: Any, ort: Any) -> None:
    """Somebody stands in for the responsible of a case elsewhere: she sees it, but does not supervise it."""
    from datetime import date

    anderswo = bau.kommune(ort.kreis)
    kollegin = bau.case_management(anderswo)
    aktenfall = bau.fall(kollegin, anderswo)
    aufsicht = bau.koordination(ort.kreis, ort)
    bau.vertretung(kollegin, aufsicht, von=date(2020, 1, 1))
    satz = liegend(cm, vb.beratung(aktenfall.aktenzeichen))
    satz.kommune_id = ort.pk
    satz.save()
    with pytest.raises(NichtErlaubt):
        loesen(satz, Loesung.FREIGEGEBEN, aufsicht)


def test_entwuerfe_von_einwilligungen_sieht_wer_die_person_sieht(cm: Any, ort: Any) -> None:
    from casemgmt.models import Einwilligungsentwurf

    entwurf = Einwilligungsentwurf.objects.create(
        kreis=ort.kreis, klient=bau.klient(cm, ort), konto=cm, angaben={"umfang": "Name"}
    )
    assert list(permissions.sichtbare_einwilligungsentwuerfe(cm)) == [entwurf]
    fremde = bau.case_management(bau.kommune(ort.kreis))
    assert not permissions.sichtbare_einwilligungsentwuerfe(fremde).exists()


# What lands here, and with whom -----------------------------------------------------------------------------


def test_eine_falsche_nummer_traegt_den_eintrag_nicht_in_eine_fremde_kommune(cm: Any, ort: Any) -> None:
    anderswo = bau.kommune(ort.kreis)
    fremder = bau.fall(bau.case_management(anderswo), anderswo)
    satz = liegend(cm, vb.beratung(fremder.aktenzeichen))
    assert list(permissions.sichtbare_uebertragungen(bau.koordination(ort.kreis, ort))) == [satz]
    assert not permissions.sichtbare_uebertragungen(bau.koordination(ort.kreis, anderswo)).exists()


def test_wer_den_fall_einmal_hatte_liefert_an_dessen_aufsicht(cm: Any, ort: Any) -> None:
    anderswo = bau.kommune(ort.kreis)
    fall = bau.fall(bau.case_management(anderswo), anderswo)
    bau.termin(cm, fall)
    satz = liegend(cm, vb.beratung(fall.aktenzeichen))
    assert list(permissions.sichtbare_uebertragungen(bau.koordination(ort.kreis, anderswo))) == [satz]


def test_was_sich_nicht_oeffnen_laesst_sieht_die_aufsicht_der_eigenen_kommune(cm: Any, aufsicht: Any) -> None:
    roh = {**vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung(notiz="halb"))), "schluessel": "\ud83d"}
    assert annehmen(roh=roh, geraet_jetzt=None, akteur=cm).stand == "unlesbar"
    assert permissions.sichtbare_uebertragungen(aufsicht).get().inhalt["schluessel"] == "?"


@pytest.mark.parametrize(
    ("daten", "angaben"),
    [
        ({"notiz": "halb \ud83d"}, {"entwurf": True}),
        ({"kommune_id": float("inf")}, {}),
        ({"beginn": "0001-01-01T00:00:00+14:00"}, {"erfasst_am": "0001-01-01T00:00:00+14:00"}),
        ({}, {"art": "\ud83d\x00"}),
    ],
)
def test_was_sich_nicht_speichern_laesst_liegt_hier(
    cm: Any, daten: dict[str, Any], angaben: dict[str, Any]
) -> None:
    assert liegend(cm, vb.beratung(**daten), **angaben).stand == "offen"


def test_ein_fehler_den_niemand_erwartet_hat_legt_ab_und_eine_kranke_datenbank_nicht(
    cm: Any, monkeypatch: Any, caplog: Any
) -> None:
    from django.db import OperationalError

    from casemgmt.domain import uebertragung

    def kaputt(*_angaben: Any) -> None:
        raise fehler

    monkeypatch.setitem(uebertragung.ANNAHMEARTEN, ("beratung", 1), kaputt)
    fehler: Exception = ZeroDivisionError("Amira Haddad")
    assert liegend(cm, vb.beratung()).grund == "ungueltig"
    assert "ZeroDivisionError" in caplog.text
    assert "Haddad" not in caplog.text
    fehler = OperationalError()
    with pytest.raises(OperationalError):
        liegend(cm, vb.beratung())


def test_die_kennung_eines_anderen_kontos_sperrt_nicht(cm: Any, ort: Any) -> None:
    import uuid

    kennung = uuid.uuid4()
    for konto in (bau.case_management(ort), cm, cm):
        roh = vb.kasten(vb.geraet(konto), vb.inhalt(vb.beratung()), kennung=kennung)
        assert annehmen(roh=roh, geraet_jetzt=None, akteur=konto).stand == "angenommen"
    eigener = Termin.objects.get(konto=cm)
    assert eigener.kennung == uuid.uuid5(kennung, str(cm.pk))
    assert Termin.objects.count() == 2
