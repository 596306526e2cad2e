"""Reminders go out once, to the right people, with the present truth; and a year of daily runs shows it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.auftraege.domain import auftraege_planen
from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import AUFTRAGSARTEN
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.konten.models import Rollenzuweisung
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.erinnern import VORBEHALT, erinnerungen_senden
from lenkung.domain.mailtexte_erinnerung import MAILTEXTE_DER_ERINNERUNGEN
from lenkung.domain.sitzung import sitzung_absagen, sitzung_planen, sitzung_verlegen
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.models import Amt, Erinnerung, Erinnerungsregel, Gremium, Sitzung, Teilnahme
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann
from tests.werkzeug.abfragen import gezaehlt
from tests.werkzeug.wettlauf import wettlauf

SYSTEM = SystemAkteur("Test")
TAG = date(2026, 6, 16)
# GO RSK: proposals until 26.05., agenda until 31.05., dispatch until 01.06.
VORSCHLAEGE_BIS, VERSAND_BIS = date(2026, 5, 26), date(2026, 6, 1)


@pytest.fixture
def gremium(db: None) -> Gremium:
    with time_machine.travel(wann(date(2026, 1, 5)), tick=False):
        satz = GremiumFactory(name="Lenkungsgruppe KIM", kurzname="LG KIM")
        gobau.in_kraft(satz)
        konto_mit_rolle("geschaeftsstelle", kreis=satz.kreis, email="gs@kreis.example")
        Amt.objects.create(
            gremium=satz, art="vorsitz", person=PersonFactory(kreis=satz.kreis, email="vorsitz@kreis.example")
        )
        besetzung = mitglied(satz, email="mitglied@kreis.example")
        mitglied(satz, "stellvertretung", besetzung.sitz, email="vertretung@kreis.example")
    return satz


def _am(tag: date, stunde: int = 8) -> int:
    """One run of the scheduler on this day."""
    jetzt = wann(tag).replace(hour=stunde)
    with time_machine.travel(jetzt, tick=False):
        return erinnerungen_senden(jetzt=timezone.now(), akteur=SYSTEM)


def _eingeladen(gremium: Gremium, gefragt: date = date(2026, 5, 28), **felder: Any) -> Sitzung:
    with time_machine.travel(wann(gefragt), tick=False):
        satz = sitzung(gremium, TAG, "eingeladen", **felder)
        teilnahmen_anlegen(satz)
    return satz


def _an() -> set[str]:
    return set(Zustellung.objects.values_list("adresse", flat=True))


def _antwort(name: str, zusage: str) -> None:
    Teilnahme.objects.filter(email=name).update(zusage=zusage, beantwortet_am=timezone.now())


# Each kind ------------------------------------------------------------------------------------------------


def test_an_vorschlaege_werden_mitglieder_vertretungen_und_geschaeftsstelle_erinnert(
    gremium: Gremium,
) -> None:
    satz = sitzung(gremium, TAG)
    assert _am(VORSCHLAEGE_BIS - timedelta(days=8)) == 0
    assert _am(VORSCHLAEGE_BIS - timedelta(days=7)) == 1
    assert _am(VORSCHLAEGE_BIS - timedelta(days=6)) == 0
    assert _an() == {"mitglied@kreis.example", "vertretung@kreis.example", "gs@kreis.example"}
    nachricht = Nachricht.objects.get()
    assert "Noch 7 Tage, bis zum 26.05.2026." in nachricht.text
    assert "§ 4 Abs. 4" in nachricht.text
    assert f"http://testserver/lenkung/sitzungen/{satz.pk}/" in nachricht.text
    zeile = Erinnerung.objects.get()
    assert (zeile.faellig_am, zeile.nachricht, zeile.sitzung) == (date(2026, 5, 19), nachricht, satz)


def test_nach_einem_ausfall_kommt_eine_nachricht_mit_dem_stand_von_heute(gremium: Gremium) -> None:
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    # Nothing ran from 27.05. (5 days before) until 31.05. (1 day before).
    assert _am(VERSAND_BIS - timedelta(days=1)) == 1
    assert "Noch 1 Tag, bis zum 01.06.2026." in Nachricht.objects.get().text
    assert Erinnerung.objects.count() == 3
    assert {zeile.nachricht_id for zeile in Erinnerung.objects.all()} == {Nachricht.objects.get().pk}
    assert _am(VERSAND_BIS) == 1
    assert _am(VERSAND_BIS + timedelta(days=1)) == 0
    assert _an() == {"gs@kreis.example"}


def test_die_tagesordnung_geht_vorsitz_und_geschaeftsstelle_an(gremium: Gremium) -> None:
    sitzung(gremium, TAG)
    _am(date(2026, 5, 28))
    texte = Zustellung.objects.filter(nachricht__art="lenkung.erinnerung_tagesordnung")
    assert set(texte.values_list("adresse", flat=True)) == {"gs@kreis.example", "vorsitz@kreis.example"}


def test_an_die_antwort_wird_nur_erinnert_wer_gefragt_ist_und_schweigt(gremium: Gremium) -> None:
    mitglied(gremium, email="antwortet@kreis.example")
    satz = _eingeladen(gremium)
    _antwort("antwortet@kreis.example", "vor_ort")
    assert _am(TAG - timedelta(days=8)) == 0
    assert _am(TAG - timedelta(days=7)) == 1
    assert _an() == {"mitglied@kreis.example"}
    # The member cannot come; the deputy is asked on the fifth day before and reminded on the third.
    _antwort("mitglied@kreis.example", "verhindert")
    Teilnahme.objects.filter(sitzung=satz, email="vertretung@kreis.example").update(
        gefragt_am=wann(TAG - timedelta(days=5))
    )
    assert _am(TAG - timedelta(days=4)) == 0
    assert _am(TAG - timedelta(days=3)) == 1
    assert Zustellung.objects.latest("pk").adresse == "vertretung@kreis.example"


def test_am_tag_davor_kommen_link_und_unterlagen_zu_allen_die_kommen_oder_schweigen(
    gremium: Gremium,
) -> None:
    mitglied(gremium, email="kommt@kreis.example")
    mitglied(gremium, email="verhindert@kreis.example")
    satz = _eingeladen(gremium, art="hybrid", ort="Kreishaus", link="https://konferenz.example/lg")
    _antwort("kommt@kreis.example", "digital")
    _antwort("verhindert@kreis.example", "verhindert")
    _am(TAG - timedelta(days=1))
    nachricht = Nachricht.objects.get(art="lenkung.erinnerung_sitzung")
    assert set(nachricht.zustellungen.values_list("adresse", flat=True)) == {
        "kommt@kreis.example",
        "mitglied@kreis.example",
    }
    assert "Sitzung morgen" in nachricht.betreff
    assert "Kreishaus, https://konferenz.example/lg" in nachricht.text
    assert f"/lenkung/sitzungen/{satz.pk}/unterlagen/" in nachricht.text


def test_an_freie_sitze_wird_einmal_im_monat_erinnert(gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium)
    assert [_am(date(2026, 3, tag)) for tag in (10, 11, 31)] == [1, 0, 0]
    assert str(sitz.einrichtung) in Nachricht.objects.get().text
    # One more falls vacant in the same month: it alone is new.
    SitzFactory(gremium=gremium)
    assert _am(date(2026, 3, 31)) == 1
    assert str(sitz.einrichtung) not in Nachricht.objects.latest("pk").text
    # In the next month both in one message.
    assert _am(date(2026, 4, 1)) == 1
    assert Nachricht.objects.latest("pk").text.count("\n- ") == 2


def test_steht_die_nachfolge_fest_wird_an_den_sitz_nicht_erinnert(gremium: Gremium) -> None:
    mitglied(gremium, sitz=SitzFactory(gremium=gremium))
    sitz = SitzFactory(gremium=gremium)
    besetzung = mitglied(gremium, sitz=sitz)
    type(besetzung).objects.filter(pk=besetzung.pk).update(von=date(2026, 5, 1))
    assert _am(date(2026, 3, 10)) == 0


# When nothing goes out ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stand", ["abgesagt", "eroeffnet", "geschlossen"])
def test_an_abgesagte_und_gehaltene_sitzungen_wird_nicht_erinnert(stand: str, gremium: Gremium) -> None:
    sitzung(gremium, TAG, stand)
    assert sum(_am(TAG - timedelta(days=n)) for n in range(40, -2, -1)) == 0


def test_nach_dem_beginn_wird_an_nichts_mehr_erinnert(gremium: Gremium) -> None:
    _eingeladen(gremium)
    assert _am(TAG, stunde=15) == 0
    assert _am(TAG, stunde=8) == 2


@pytest.mark.django_db
def test_ohne_geschaeftsordnung_und_in_ausgeschalteten_modulen_geschieht_nichts() -> None:
    ohne = GremiumFactory()
    konto_mit_rolle("geschaeftsstelle", kreis=ohne.kreis)
    sitzung(ohne, TAG)
    assert _am(VERSAND_BIS) == 0
    aus = GremiumFactory(kreis__modul_lenkung=False)
    gobau.in_kraft(aus)
    sitzung(aus, TAG)
    assert _am(VERSAND_BIS) == 0


def test_was_das_gremium_ausschaltet_oder_anders_einstellt_gilt(gremium: Gremium) -> None:
    Erinnerungsregel.objects.create(
        gremium=gremium, art="versand", aktiv=True, tage=[10], an=["geschaeftsstelle", "vorsitz"]
    )
    Erinnerungsregel.objects.create(
        gremium=gremium, art="tagesordnung", aktiv=False, tage=[3], an=["vorsitz"]
    )
    Erinnerungsregel.objects.create(gremium=gremium, art="vorschlaege", aktiv=False, tage=[], an=[])
    sitzung(gremium, TAG)
    assert _am(VERSAND_BIS - timedelta(days=11)) == 0
    assert _am(VERSAND_BIS - timedelta(days=10)) == 1
    assert _an() == {"gs@kreis.example", "vorsitz@kreis.example"}
    assert sum(_am(VERSAND_BIS - timedelta(days=n)) for n in range(9, -1, -1)) == 0


def test_ist_die_geschaeftsstelle_nicht_erreichbar_geht_es_an_den_kreis(gremium: Gremium) -> None:
    type(gremium.kreis).objects.filter(pk=gremium.kreis_id).update(email="kreis@kreis.example")
    Rollenzuweisung.objects.update(von=TAG)
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    assert _am(VERSAND_BIS) == 1
    assert _an() == {"kreis@kreis.example"}


def test_wer_erst_spaeter_erreichbar_ist_wird_dann_erinnert(gremium: Gremium) -> None:
    Rollenzuweisung.objects.update(von=VERSAND_BIS - timedelta(days=4))
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    assert _am(VERSAND_BIS - timedelta(days=5)) == 0
    assert _am(VERSAND_BIS - timedelta(days=4)) == 1


def test_verlegt_wird_zum_neuen_tag_neu_erinnert(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG, "tagesordnung_festgelegt")
    assert _am(VERSAND_BIS) == 1
    with time_machine.travel(wann(VERSAND_BIS), tick=False):
        sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=wann(TAG + timedelta(days=30)))
    assert _am(VERSAND_BIS) == 0
    assert _am(VERSAND_BIS + timedelta(days=25)) == 1


# Once -----------------------------------------------------------------------------------------------------


def test_scheitert_eine_gehen_die_anderen_hinaus_und_der_lauf_meldet_es(gremium: Gremium) -> None:
    anderes = GremiumFactory(kreis=gremium.kreis, name="Zweites Gremium")
    gobau.in_kraft(anderes)
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    sitzung(anderes, TAG, "tagesordnung_festgelegt")
    Amt.objects.create(
        gremium=gremium,
        art="leitung_geschaeftsstelle",
        person=PersonFactory(kreis=gremium.kreis, nachname="Um\nbruch"),
    )
    with pytest.raises(Exception, match="Zeilenumbruch"):
        _am(VERSAND_BIS)
    assert {zeile.gremium_id for zeile in Erinnerung.objects.all()} == {anderes.pk}
    assert Nachricht.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_zwei_laeufe_zugleich_senden_zusammen_einmal() -> None:
    gremium = GremiumFactory()
    gobau.in_kraft(gremium)
    konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    heute = timezone.localdate()
    sitzung(gremium, heute + timedelta(days=16), "tagesordnung_festgelegt")
    jetzt = timezone.now()
    ausgang = wettlauf(3, lambda _nummer: erinnerungen_senden(jetzt=jetzt, akteur=SYSTEM))
    assert sorted(ausgang.alle()) == [0, 0, 1]
    assert Nachricht.objects.count() == 1
    assert Erinnerung.objects.count() == 3


def test_der_zeitplan_fragt_am_tag_und_nicht_in_der_nacht(gremium: Gremium) -> None:
    for stunde, erteilt in ((3, False), (8, True)):
        with time_machine.travel(wann(TAG).replace(hour=stunde - 2), tick=False):
            auftraege_planen(jetzt=timezone.now())
        assert Auftrag.objects.filter(art="lenkung.erinnern").exists() is erteilt
    # The job knows of no person: its values are empty, its result is a number.
    assert Auftrag.objects.get(art="lenkung.erinnern").angaben == {}
    with time_machine.travel(wann(TAG), tick=False):
        assert AUFTRAGSARTEN["lenkung.erinnern"].ausfuehren({}, None) == {"nachrichten": 0}  # type: ignore[arg-type]


def test_ein_lauf_ohne_arbeit_braucht_gleich_viele_abfragen_fuer_eine_und_dreissig_sitzungen(
    gremium: Gremium,
) -> None:
    sitzung(gremium, TAG)
    with gezaehlt() as eine:
        _am(date(2026, 3, 2))
    for n in range(1, 30):
        sitzung(gremium, TAG + timedelta(days=n * 7))
    with gezaehlt() as dreissig:
        _am(date(2026, 3, 2))
    assert len(eine) == len(dreissig) <= 12, dreissig


# Just before it leaves ------------------------------------------------------------------------------------


def _darf_noch(tag: date, adresse: str = "mitglied@kreis.example") -> Any:
    zustellung = Zustellung.objects.filter(adresse=adresse).latest("pk")
    with time_machine.travel(wann(tag).replace(hour=9), tick=False):
        return SENDEVORBEHALTE[VORBEHALT].fragen(zustellung.nachricht_id, zustellung.pk)


def test_was_inzwischen_getan_ist_verlaesst_den_postausgang_nicht_mehr(gremium: Gremium) -> None:
    satz = _eingeladen(gremium)
    _am(TAG - timedelta(days=7))
    assert _darf_noch(TAG - timedelta(days=6))
    _antwort("mitglied@kreis.example", "vor_ort")
    assert "geantwortet" in _darf_noch(TAG - timedelta(days=6)).grund
    Teilnahme.objects.update(zusage="offen", beantwortet_am=None)
    assert "erledigt" in _darf_noch(TAG + timedelta(days=1)).grund
    Sitzung.objects.filter(pk=satz.pk).update(beginn=wann(TAG + timedelta(days=14)))
    assert "verlegt" in _darf_noch(TAG - timedelta(days=6)).grund
    # A vacant seat belongs to no session and stays true.
    SitzFactory(gremium=gremium)
    _am(date(2026, 3, 10))
    assert _darf_noch(date(2026, 4, 1), "gs@kreis.example")


# A year ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("samen", [1, pytest.param(2, marks=pytest.mark.eine_datenbank)])
def test_ein_jahr_mit_ausfaellen_sendet_jede_erinnerung_genau_einmal(samen: int, gremium: Gremium) -> None:
    """Through the domain with a frozen clock; what is expected is worked out beside it, from days alone."""
    zufall = random.Random(samen)
    tag, ende, ausfall = date(2026, 1, 6), date(2027, 1, 5), 0
    erwartet: set[tuple[str, int, date, int]] = set()
    nachrichten = 0
    naechste = tag + timedelta(days=10)
    while tag < ende:
        with time_machine.travel(wann(tag).replace(hour=9), tick=False):
            if tag == naechste:
                beginn = wann(tag + timedelta(days=zufall.randrange(30, 50)))
                if not Sitzung.objects.filter(beginn=beginn).exists():
                    sitzung_planen(gremium_id=gremium.pk, akteur=SYSTEM, beginn=beginn, angaben={})
                naechste = tag + timedelta(days=40)
            for satz in Sitzung.objects.exclude(stand__in=["abgesagt", "geschlossen"]):
                _etwas_geschieht(satz, tag, zufall)
        ausfall = ausfall - 1 if ausfall else zufall.choice([0] * 10 + [1, 3, 5])
        if not ausfall:
            soll = {neu for satz in Sitzung.objects.all() for neu in _zu_erinnern(satz, tag)} - erwartet
            erwartet |= soll
            assert _am(tag, stunde=11) == len({(art, pk) for art, pk, *_rest in soll})
            nachrichten += len({(art, pk) for art, pk, *_rest in soll})
        tag += timedelta(days=1)
    gesandt = Counter(
        (art, int(pk), date.fromisoformat(am), int(tage))
        for art, pk, am, tage in (zeile.schluessel.split(":") for zeile in Erinnerung.objects.all())
    )
    assert set(gesandt) == erwartet
    assert set(gesandt.values()) == {1}
    arten = {text.schluessel for text in MAILTEXTE_DER_ERINNERUNGEN.values()}
    assert Nachricht.objects.filter(art__in=arten).count() == nachrichten
    assert len(erwartet) >= 30


def _etwas_geschieht(satz: Sitzung, tag: date, zufall: random.Random) -> None:
    abstand, wurf = (satz.tag - tag).days, zufall.random()
    menge = Sitzung.objects.filter(pk=satz.pk)
    if abstand < 0:
        menge.update(stand="geschlossen")
    elif wurf < 0.005:
        sitzung_absagen(sitzung_id=satz.pk, akteur=SYSTEM, grund="Keine Punkte")
    elif wurf < 0.02:
        neu = wann(tag + timedelta(days=zufall.randrange(1, 45)))
        if not Sitzung.objects.filter(beginn=neu).exists():
            sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=neu, grund="Krankheit")
    elif satz.stand == "geplant" and abstand < 25 and wurf < 0.15:
        menge.update(stand="tagesordnung_festgelegt")
    elif satz.stand == "tagesordnung_festgelegt" and abstand < 22 and wurf < 0.2:
        menge.update(stand="eingeladen")
        satz.refresh_from_db()
        teilnahmen_anlegen(satz)
    elif satz.stand == "eingeladen" and wurf < 0.1:
        Teilnahme.objects.filter(sitzung=satz, rolle="mitglied").update(
            zusage="vor_ort", beantwortet_am=timezone.now()
        )


def _zu_erinnern(satz: Sitzung, heute: date) -> set[tuple[str, int, date, int]]:
    """GO RSK § 4: proposals end 21 days before, the agenda is due 16, the dispatch 15 days before."""
    bis = (satz.tag - heute).days
    if bis < 0 or satz.stand in ("abgesagt", "geschlossen"):
        return set()
    treffer: set[tuple[str, int]] = set()
    if satz.stand == "geplant":
        treffer |= {("vorschlaege", 7)} if 21 <= bis <= 28 else set()
        treffer |= {("tagesordnung", tage) for tage in (3, 0) if bis <= 16 + tage}
    if satz.stand in ("geplant", "tagesordnung_festgelegt"):
        treffer |= {("versand", tage) for tage in (5, 2, 1, 0) if bis <= 15 + tage}
    if satz.stand == "eingeladen":
        treffer |= {("sitzung", 1)} if bis <= 1 else set()
        stumme = Teilnahme.objects.filter(sitzung=satz, zusage="offen", gefragt_am__isnull=False)
        gefragt = [timezone.localtime(t.gefragt_am).date() for t in stumme]
        treffer |= {
            ("antwort", tage)
            for tage in (7, 3)
            if bis <= tage and any((satz.tag - tag).days > tage for tag in gefragt)
        }
    return {(art, satz.pk, satz.tag, tage) for art, tage in treffer}
