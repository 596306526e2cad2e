"""Circular decisions: preparing, beginning, establishing, ending without a Beschluss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.stammdaten.domain.queries.stand import stand_von
from kim.versand.models import Anhang, Nachricht
from lenkung.domain.anlage import anlagen_ablegen
from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.domain.queries.umlauf import umlaufbild
from lenkung.domain.umlauf import (
    umlauf_abbrechen,
    umlauf_aendern,
    umlauf_anlegen,
    umlauf_beginnen,
    umlauf_feststellen,
)
from lenkung.domain.vorlage import fassung_beginnen, fassung_freigeben
from lenkung.models import Beschluss, Gremium, Umlaufverfahren, Vorschlag
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import RSK, akteur, gremium_mit_sitzen, in_kraft
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.umlaufbau import (
    BEGINN,
    FRIST,
    GO_AB,
    TEXT,
    begonnen,
    entwurf,
    freier_sitz,
    frisch,
    nach,
    stimme,
    teilnahme,
    umlaufgremium,
)
from tests.lenkung.vorschlagsbau import vorlage

pytestmark = pytest.mark.django_db
VORBEREITEN, BESTAETIGEN = "lenkung.sitzungen_vorbereiten", "lenkung.tagesordnung_bestaetigen"


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(BEGINN, tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium() -> Gremium:
    return umlaufgremium(4)


def _feststellen(umlauf: Umlaufverfahren, **wie: Any) -> Beschluss:
    wer = wie.pop("wer", None) or akteur(umlauf.gremium, BESTAETIGEN)
    return umlauf_feststellen(umlauf_id=umlauf.pk, akteur=wer, **wie)


def _code(tun: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(*args, **kwargs)
    return str(fehler.value.code)


# Preparing --------------------------------------------------------------------------------------------------


def test_ein_entwurf_fragt_noch_niemanden(gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    assert (umlauf.stand, umlauf.text, umlauf.stimmen.count()) == ("entwurf", TEXT, 0)
    assert not Nachricht.objects.exists()


def test_wo_die_geschaeftsordnung_schweigt_geht_es_nicht() -> None:
    gremium = umlaufgremium(2, wie=RSK)
    with pytest.raises(Fachfehler, match="sagt nichts über Beschlüsse im Umlauf, § 6 Abs"):
        entwurf(gremium)
    ohne = gremium_mit_sitzen(2)
    with pytest.raises(Fachfehler, match="Heute gilt keine Geschäftsordnung"):
        entwurf(ohne)


def test_ist_die_geschaeftsordnung_inzwischen_abgelaufen_beginnt_nichts(uhr: Any) -> None:
    gremium = gremium_mit_sitzen(2)
    in_kraft(gremium, wie="steinfurt-2021-06-30", am=GO_AB, bis=date(2022, 5, 3))
    umlauf = entwurf(gremium)
    uhr.move_to(nach(2))
    assert _code(umlauf_beginnen, umlauf_id=umlauf.pk, akteur=akteur(gremium)) == "nicht_zugelassen"


def test_frist_und_vorlage_muessen_passen(gremium: Gremium) -> None:
    fremde = vorlage(umlaufgremium(1), frei=True)
    unfertige = vorlage(gremium)
    assert _code(entwurf, gremium, frist=BEGINN) == "frist"
    for fassung in (fremde, unfertige):
        assert _code(entwurf, gremium, fassung_id=fassung.pk) == "fassung"
    eigene = vorlage(gremium, frei=True)
    assert entwurf(gremium, fassung_id=eigene.pk).fassung_id == eigene.pk


def test_nur_der_entwurf_laesst_sich_aendern(gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    neu: Any = {"titel": "Anders", "text": TEXT, "frist": FRIST, "oeffentlich": False, "fassung_id": None}
    stand = stand_von(umlauf)
    umlauf_aendern(umlauf_id=umlauf.pk, akteur=akteur(gremium), angaben=neu, erwarteter_stand=stand)
    assert (frisch(umlauf).titel, frisch(umlauf).oeffentlich) == ("Anders", False)
    with pytest.raises(Ueberholt):
        umlauf_aendern(umlauf_id=umlauf.pk, akteur=akteur(gremium), angaben=neu, erwarteter_stand=stand)
    umlauf_beginnen(umlauf_id=umlauf.pk, akteur=akteur(gremium))
    with pytest.raises(NichtErlaubt, match="wie er hinausging"):
        umlauf_aendern(umlauf_id=umlauf.pk, akteur=akteur(gremium), angaben=neu)


# Beginning --------------------------------------------------------------------------------------------------


def test_gefragt_ist_jeder_sitz_mit_stimme_auch_ein_freier_zaehlt(gremium: Gremium) -> None:
    frei, nur_vertretung = freier_sitz(gremium), freier_sitz(gremium, stellvertretung=True)
    umlauf = begonnen(gremium)
    assert umlauf.stand == "laeuft"
    assert umlauf.geschaeftsordnung == gremium.geschaeftsordnungen.get()
    bild = umlaufbild(umlauf)
    assert len(bild.zeilen) == 6
    je_sitz = {zeile.stimme.sitz_id: zeile for zeile in bild.zeilen}
    assert (je_sitz[frei.pk].besetzt, je_sitz[frei.pk].offen) == (False, False)
    assert [person.rolle for person in je_sitz[nur_vertretung.pk].gefragt] == ["stellvertretung"]
    texte = {n.art: n.zustellungen.count() for n in Nachricht.objects.all()}
    # Where nobody holds the seat, the deputy is asked as a member is.
    assert texte == {"lenkung.umlauf_gefragt": 5, "lenkung.umlauf_vertretung": 4}
    nachricht = Nachricht.objects.get(art="lenkung.umlauf_gefragt")
    assert TEXT in nachricht.text
    assert "nicht aus, § 6." in nachricht.text


def test_wer_keine_adresse_hat_wird_genannt(gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    person = gremium.sitze.earliest("pk").besetzungen.get(art="mitglied").person
    person.email = ""
    person.save()
    angefangen = umlauf_beginnen(umlauf_id=umlauf.pk, akteur=akteur(gremium))
    assert (angefangen.erreicht, angefangen.ohne_adresse) == (7, (str(person),))


def test_die_vorlage_geht_mit_ihren_anlagen_hinaus(gremium: Gremium) -> None:
    fassung = vorlage(gremium)
    datei = datei_pruefen(name="karte.txt", inhalt=b"Eine Karte\n")
    anlagen_ablegen(satz=fassung, dateien=[datei], akteur=akteur(gremium))
    fassung_freigeben(fassung_id=fassung.pk, akteur=akteur(gremium))
    begonnen(gremium, fassung_id=fassung.pk)
    assert {anhang.name for anhang in Anhang.objects.all()} == {"karte.txt"}


def test_zweimal_beginnen_fragt_einmal_und_ein_leeres_gremium_niemanden(gremium: Gremium) -> None:
    umlauf = begonnen(gremium)
    assert _code(umlauf_beginnen, umlauf_id=umlauf.pk, akteur=akteur(gremium)) == "schon_laeuft"
    assert umlauf.stimmen.count() == 4
    leeres = umlaufgremium(0)
    freier_sitz(leeres)
    satz = entwurf(leeres)
    assert _code(umlauf_beginnen, umlauf_id=satz.pk, akteur=akteur(leeres)) == "niemand"
    assert (frisch(satz).stand, satz.stimmen.count()) == ("entwurf", 0)


def test_ist_die_frist_des_entwurfs_vorbei_beginnt_er_nicht(gremium: Gremium, uhr: Any) -> None:
    umlauf = entwurf(gremium)
    uhr.move_to(FRIST)
    assert _code(umlauf_beginnen, umlauf_id=umlauf.pk, akteur=akteur(gremium)) == "frist"


# Establishing -----------------------------------------------------------------------------------------------


def test_haben_alle_geantwortet_geht_es_vor_der_frist(gremium: Gremium, uhr: Any) -> None:
    umlauf = begonnen(gremium)
    for stelle, wert in enumerate(["ja", "ja", "nein"]):
        stimme(umlauf, stelle, wert)
    assert _code(_feststellen, umlauf) == "laeuft_noch"
    stimme(umlauf, 3, "enthaltung")
    beschluss = _feststellen(umlauf)
    assert (beschluss.nummer, beschluss.jahr, beschluss.weise) == (1, 2022, "umlauf")
    assert beschluss.get_weise_display() == "im Umlauf"
    assert (beschluss.angenommen, beschluss.text, beschluss.gefasst_am) == (True, TEXT, date(2022, 5, 2))
    assert (beschluss.sitzung, beschluss.abstimmung, beschluss.umlauf) == (None, None, umlauf)
    fest = frisch(umlauf)
    assert (fest.stand, fest.ergebnis["ja"], fest.ergebnis["nein"]) == ("festgestellt", 2, 1)
    assert fest.augenblick["stimmberechtigte"] == 4
    # "2 Ja, 1 Nein, 1 Enthaltung; 2·2 > 3": the page and the Beschluss show the same arithmetic.
    assert beschluss.rechnung == fest.ergebnis["rechnung"]
    assert "2·2 > 3" in beschluss.rechnung


def test_nach_der_frist_zaehlt_wer_geantwortet_hat(gremium: Gremium, uhr: Any) -> None:
    umlauf = begonnen(gremium)
    for stelle, wert in enumerate(["nein", "nein", "ja"]):
        stimme(umlauf, stelle, wert)
    uhr.move_to(FRIST)
    beschluss = _feststellen(umlauf)
    assert beschluss.angenommen is False
    assert frisch(umlauf).augenblick["vertretene"] == sorted(
        str(satz.sitz_id) for satz in umlauf.stimmen.exclude(wert="")
    )
    texte = Nachricht.objects.get(art="lenkung.umlauf_ergebnis")
    assert "Ergebnis: abgelehnt" in texte.text
    assert "Beschluss 1/2022 vom 16.05.2022" in texte.text
    assert texte.zustellungen.count() == 8


def test_zu_wenige_antworten_sind_kein_beschluss(gremium: Gremium, uhr: Any) -> None:
    umlauf = begonnen(gremium)
    stimme(umlauf, 0, "ja")
    uhr.move_to(FRIST)
    # 2·1 > 4 is false.
    with pytest.raises(Fachfehler, match="nicht beschlussfähig") as fehler:
        _feststellen(umlauf)
    assert fehler.value.code == "ungueltig"
    assert not Beschluss.objects.exists()
    assert frisch(umlauf).stand == "laeuft"


def test_festgestellt_wird_einmal_und_nur_vom_vorsitz(gremium: Gremium) -> None:
    umlauf = begonnen(gremium)
    for stelle in range(4):
        stimme(umlauf, stelle, "ja")
    with pytest.raises(NichtErlaubt):
        _feststellen(umlauf, wer=akteur(gremium, VORBEREITEN))
    _feststellen(umlauf)
    assert _code(_feststellen, umlauf) == "schon_festgestellt"
    assert Beschluss.objects.count() == 1
    assert _code(_feststellen, entwurf(gremium)) == "entwurf"


def test_die_nummern_zaehlen_mit_denen_der_sitzungen(gremium: Gremium) -> None:
    for erwartet in (1, 2):
        umlauf = begonnen(gremium)
        for stelle in range(4):
            stimme(umlauf, stelle, "ja")
        assert _feststellen(umlauf).nummer == erwartet


def test_ohne_mehrheitsregel_sagt_der_vorsitz_was_gilt() -> None:
    ohne = gremium_mit_sitzen(1)
    in_kraft(ohne, wie="steinfurt-2021-06-30", am=GO_AB, nur=["verfahren", "quorum"])
    umlauf = begonnen(ohne)
    stimme(umlauf, 0, "nein")
    assert _code(_feststellen, umlauf) == "vorsitz_entscheidet"
    assert _code(_feststellen, umlauf, stichentscheid=True, angenommen=True) == "kein_stichentscheid"
    assert _feststellen(umlauf, angenommen=False).angenommen is False


def test_der_stichentscheid_nur_wo_es_ihn_gibt(gremium: Gremium) -> None:
    mehrheit = mitgelieferte_fassung("steinfurt-2021-06-30").bestimmungen["mehrheit"]
    mit = replace(mehrheit, werte={**mehrheit.werte, "stichentscheid": True})
    anderes = gremium_mit_sitzen(2)
    in_kraft(anderes, wie="steinfurt-2021-06-30", am=GO_AB, mit={"mehrheit": mit})
    for satz, entscheid, ergebnis in ((anderes, True, True), (anderes, False, False)):
        umlauf = begonnen(satz)
        stimme(umlauf, 0, "ja")
        stimme(umlauf, 1, "nein")
        assert _feststellen(umlauf, stichentscheid=entscheid).angenommen is ergebnis
    umlauf = begonnen(gremium)
    for stelle in range(4):
        stimme(umlauf, stelle, "ja")
    assert _code(_feststellen, umlauf, stichentscheid=True) == "kein_stichentscheid"


# Ending without a Beschluss ---------------------------------------------------------------------------------


def test_der_vorsitz_beendet_und_schlaegt_den_punkt_vor(gremium: Gremium) -> None:
    naechste = sitzung(gremium, date(2022, 6, 14))
    umlauf = begonnen(gremium)
    for wer, grund in ((akteur(gremium, VORBEREITEN), "x"), (akteur(GremiumFactory(), BESTAETIGEN), "x")):
        with pytest.raises(NichtErlaubt):
            umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=wer, grund=grund)
    vorsitz = akteur(gremium, BESTAETIGEN)
    assert _code(umlauf_abbrechen, umlauf_id=umlauf.pk, akteur=vorsitz, grund=" ") == "ohne_grund"
    umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=vorsitz, grund="Zu  wenige\nAntworten.", als_vorschlag=True)
    satz = frisch(umlauf)
    assert (satz.stand, satz.abbruch_art, satz.abbruch_grund) == (
        "abgebrochen",
        "beendet",
        "Zu wenige Antworten.",
    )
    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.sitzung, vorschlag.titel, vorschlag.art) == (naechste, "Kurse am Abend", "beschluss")
    assert TEXT in vorschlag.erlaeuterung
    nachricht = Nachricht.objects.get(art="lenkung.umlauf_beendet")
    assert "Grund: Zu wenige Antworten." in nachricht.text
    assert "für die nächste Sitzung vorgeschlagen" in nachricht.text
    assert _code(umlauf_abbrechen, umlauf_id=umlauf.pk, akteur=vorsitz, grund="x") == "schon_abgebrochen"
    assert _code(_feststellen, umlauf) == "schon_abgebrochen"


def test_ohne_sitzung_wartet_der_vorschlag_und_ein_geschlossenes_gremium_bekommt_keinen(
    gremium: Gremium,
) -> None:
    vorsitz = akteur(gremium, BESTAETIGEN)
    umlauf, zweiter = begonnen(gremium), begonnen(gremium, text="a" * 6000)
    umlauf_abbrechen(umlauf_id=zweiter.pk, akteur=vorsitz, grund="x", als_vorschlag=True)
    assert Vorschlag.objects.get().sitzung is None
    assert len(Vorschlag.objects.get().erlaeuterung) == 5000
    gremium.aktiv_bis = date(2022, 12, 31)
    gremium.save()
    umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=vorsitz, grund="x", als_vorschlag=True)
    assert Vorschlag.objects.count() == 1


def test_einen_entwurf_verwirft_auch_wer_vorbereitet_und_niemand_erfaehrt_es(gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=akteur(gremium, VORBEREITEN), grund="Doch nicht.")
    assert frisch(umlauf).stand == "abgebrochen"
    assert not Nachricht.objects.exists()
    assert not Vorschlag.objects.exists()


# Rights -----------------------------------------------------------------------------------------------------


def test_vorbereiten_und_beginnen_darf_wer_das_recht_hat(gremium: Gremium) -> None:
    angaben: Any = {"titel": "x", "text": "x", "frist": FRIST, "oeffentlich": True, "fassung_id": None}
    for wer in (akteur(gremium, BESTAETIGEN), akteur(GremiumFactory())):
        with pytest.raises(NichtErlaubt):
            umlauf_anlegen(gremium_id=gremium.pk, akteur=wer, angaben=angaben)
    umlauf = entwurf(gremium)
    for wer in (akteur(gremium, "lenkung.gremium_lesen"), akteur(GremiumFactory())):
        with pytest.raises(NichtErlaubt):
            umlauf_beginnen(umlauf_id=umlauf.pk, akteur=wer)
    umlauf_beginnen(umlauf_id=umlauf.pk, akteur=akteur(gremium, BESTAETIGEN))
    assert frisch(umlauf).stand == "laeuft"
    gremium.aktiv_bis = date(2022, 5, 1)
    gremium.save()
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        entwurf(gremium)


def test_der_beschluss_nennt_die_vorlage_wie_sie_vorlag(gremium: Gremium, uhr: Any) -> None:
    fassung = vorlage(gremium, frei=True)
    umlauf = begonnen(gremium, fassung_id=fassung.pk, oeffentlich=False)
    fassung_beginnen(vorlage_id=fassung.vorlage_id, akteur=akteur(gremium))
    for stelle in range(4):
        stimme(umlauf, stelle, "ja")
    uhr.shift(timedelta(minutes=1))
    beschluss = _feststellen(umlauf)
    assert (beschluss.fassung, beschluss.oeffentlich) == (fassung, False)
    assert teilnahme(umlauf).kreis_id == gremium.kreis_id == umlauf.stimmen.earliest("sitz_id").kreis_id
