"""Keeping the directory: who may, what is checked, confirming, combs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from casemgmt.domain.akteure import (
    akteur_aendern,
    akteur_aufnehmen,
    akteur_bestaetigen,
    angebot_aendern,
    angebot_anlegen,
    wabe_speichern,
    wartezeit_notieren,
)
from casemgmt.domain.queries.akteure import (
    gebiet_in_worten,
    in_kommune,
    mit_sprache,
    mit_thema,
    mit_wartezeit,
    verzeichnis,
    waben_des_kreises,
    wabenkarte,
    zu_bestaetigen,
)
from casemgmt.domain.vorfuehrung_netzwerk import netzwerk_aufbauen
from casemgmt.regeln.akteure import als_spalte
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.stammdaten.domain.laden import stammdaten_laden
from kim.stammdaten.domain.mitgeliefert import mitgelieferte_kreisdatei
from tests.casemgmt import fallbau, netzwerkbau
from tests.fabriken import EinrichtungFactory, KreisFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kreis() -> Any:
    return KreisFactory()


@pytest.fixture
def ort(kreis: Any) -> Any:
    return fallbau.kommune(kreis)


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort, name="Karla Beispiel")


@pytest.fixture
def leitung(kreis: Any) -> Any:
    return fallbau.koordination(kreis)


def test_die_koordination_nimmt_eine_einrichtung_auf(kreis: Any, leitung: Any) -> None:
    einrichtung = EinrichtungFactory(kreis=kreis)
    stelle = akteur_aufnehmen(
        kreis_id=kreis.pk,
        einrichtung_id=einrichtung.pk,
        angaben={"wabe": "wohnen", "themen": "|wohnen|", "wartezeit_wochen": 3},
        akteur=leitung,
    )
    heute = timezone.localdate()
    assert (stelle.wartezeit_am, stelle.bestaetigt_am, stelle.bestaetigt_von_name) == (
        heute,
        heute,
        leitung.name,
    )
    with pytest.raises(Fachfehler, match="steht schon"):
        akteur_aufnehmen(
            kreis_id=kreis.pk, einrichtung_id=einrichtung.pk, angaben={"wabe": "wohnen"}, akteur=leitung
        )


def test_eine_fremde_einrichtung_gibt_es_nicht(kreis: Any, leitung: Any) -> None:
    fremd = EinrichtungFactory()
    with pytest.raises(Fachfehler, match="gibt es nicht") as fehler:
        akteur_aufnehmen(
            kreis_id=kreis.pk, einrichtung_id=fremd.pk, angaben={"wabe": "wohnen"}, akteur=leitung
        )
    assert fehler.value.feld == "einrichtung"


@pytest.mark.parametrize(
    ("angaben", "feld"),
    [
        ({"wabe": "mond"}, "wabe"),
        ({"wabe": "wohnen", "themen": "|mondfahrt|"}, "themen"),
        ({"wabe": "wohnen", "gebiet": "|999999|"}, "gebiet"),
    ],
)
def test_nur_bekannte_werte(kreis: Any, leitung: Any, angaben: dict[str, str], feld: str) -> None:
    stelle = netzwerkbau.stelle(kreis)
    with pytest.raises(Fachfehler) as fehler:
        akteur_aendern(stelle_id=stelle.pk, angaben=angaben, akteur=leitung)
    assert fehler.value.feld == feld


def test_wer_eine_anmeldeseite_nennt_gibt_ihre_adresse_an(kreis: Any, leitung: Any) -> None:
    stelle = netzwerkbau.stelle(kreis)
    with pytest.raises(ValidationError, match="Adresse der Anmeldeseite"):
        akteur_aendern(stelle_id=stelle.pk, angaben={"verweiswege": "|link|"}, akteur=leitung)


def test_niemand_ueberschreibt_was_ein_anderer_gespeichert_hat(kreis: Any, leitung: Any) -> None:
    stelle = netzwerkbau.stelle(kreis)
    with pytest.raises(Ueberholt):
        akteur_aendern(stelle_id=stelle.pk, angaben={"wabe": "arbeit"}, akteur=leitung, erwarteter_stand=0)


def test_case_management_bestaetigt_und_notiert_die_wartezeit_und_pflegt_nicht(kreis: Any, cm: Any) -> None:
    stelle = netzwerkbau.stelle(kreis)
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        assert akteur_bestaetigen(stelle_id=stelle.pk, akteur=cm).bestaetigt_von_name == "Karla Beispiel"
        assert (
            wartezeit_notieren(stelle_id=stelle.pk, wochen=0, akteur=cm).wartezeit_am == timezone.localdate()
        )
        assert wartezeit_notieren(stelle_id=stelle.pk, wochen=None, akteur=cm).wartezeit_am is None
    with pytest.raises(NichtErlaubt, match="Koordination"):
        akteur_aendern(stelle_id=stelle.pk, angaben={"wabe": "arbeit"}, akteur=cm)


def test_wer_nicht_beraet_bestaetigt_nicht(kreis: Any) -> None:
    stelle = netzwerkbau.stelle(kreis)
    fremd = fallbau.case_management(fallbau.kommune())
    with pytest.raises(NichtErlaubt, match="berät"):
        akteur_bestaetigen(stelle_id=stelle.pk, akteur=fremd)


def test_was_aus_dem_verzeichnis_ist_sieht_nur_die_koordination(kreis: Any, cm: Any, leitung: Any) -> None:
    netzwerkbau.stelle(kreis, im_verzeichnis=False)
    netzwerkbau.stelle(KreisFactory(), name="Anderswo")
    assert verzeichnis(cm).count() == 0
    assert verzeichnis(leitung).count() == 1
    assert not zu_bestaetigen(leitung, date(2030, 1, 1)).exists()


def test_gefiltert_wird_nach_thema_sprache_ort_und_wartezeit(kreis: Any, ort: Any, cm: Any) -> None:
    anderer = fallbau.kommune(kreis)
    ganz = netzwerkbau.stelle(kreis, name="Ganzer Kreis", wartezeit_wochen=2)
    hier = netzwerkbau.stelle(
        kreis, name="Hier", gebiet=als_spalte([str(ort.pk)]), themen="|kita|", sprachen="|de|"
    )
    alle = verzeichnis(cm)
    assert set(mit_thema(alle, "kita")) == {hier}
    assert set(mit_sprache(alle, "ar")) == {ganz}
    assert set(in_kommune(alle, str(ort.pk))) == {ganz, hier}
    assert set(in_kommune(alle, str(anderer.pk))) == {ganz}
    # Where the waiting time is not known, nobody can promise it.
    assert set(mit_wartezeit(alle, "bis_2")) == {ganz}
    assert set(mit_wartezeit(alle, "keine")) == set()
    assert gebiet_in_worten(cm, [ganz, hier]) == {ganz.pk: "", hier.pk: ort.name}


def test_nie_bestaetigte_stehen_vorn(kreis: Any, leitung: Any) -> None:
    alt = netzwerkbau.stelle(kreis, name="Alt")
    nie = netzwerkbau.stelle(kreis, name="Nie")
    nie.bestaetigt_am, nie.bestaetigt_von_name = None, ""
    nie.save()
    assert list(zu_bestaetigen(leitung, timezone.localdate())) == [nie]
    assert list(zu_bestaetigen(leitung, timezone.localdate() + timedelta(days=181))) == [nie, alt]


def test_ein_angebot_wird_angelegt_und_geaendert(kreis: Any, leitung: Any, cm: Any) -> None:
    stelle = netzwerkbau.stelle(kreis)
    angaben = {"titel": "Sprachcafé", "thema": "deutschkurse", "freie_plaetze": 5}
    angebot = angebot_anlegen(stelle_id=stelle.pk, angaben=angaben, akteur=leitung)
    assert angebot.plaetze_am == timezone.localdate()
    geaendert = angebot_aendern(angebot_id=angebot.pk, angaben={"freie_plaetze": None}, akteur=leitung)
    assert geaendert.plaetze_am is None
    with pytest.raises(Fachfehler, match="Thema"):
        angebot_aendern(angebot_id=angebot.pk, angaben={"thema": "mondfahrt"}, akteur=leitung)
    with pytest.raises(NichtErlaubt):
        angebot_anlegen(stelle_id=stelle.pk, angaben=angaben, akteur=cm)


# Combs ------------------------------------------------------------------------------------------------------


def test_eine_wabe_wird_umbenannt_ausgeblendet_und_eine_eigene_kommt_dazu(kreis: Any, leitung: Any) -> None:
    def speichern(schluessel: str, titel: str, rang: int = 1, aktiv: bool = True) -> Any:
        return wabe_speichern(
            kreis_id=kreis.pk, schluessel=schluessel, titel=titel, rang=rang, aktiv=aktiv, akteur=leitung
        )

    assert speichern("", "Bäume & Gärten").schluessel == "baeume_gaerten"
    speichern("wohnen", "Wohnung finden", rang=2)
    speichern("mso", "Vereine", aktiv=False)
    zeilen = waben_des_kreises(kreis.pk)
    assert [z.titel for z in zeilen][:3] == ["Bäume & Gärten", "Wohnung finden", "Kreis und Kommunen"]
    assert "mso" not in {z.schluessel for z in zeilen}
    assert len(waben_des_kreises(kreis.pk, alle=True)) == 13
    assert len(waben_des_kreises(KreisFactory().pk)) == 12
    for schluessel, titel, code in (
        ("mond", "Mond", "wabe"),
        ("", "Bäume, Gärten", "titel"),
        ("", "???", "titel"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            speichern(schluessel, titel)
        assert fehler.value.code == code
    netzwerkbau.stelle(kreis)
    with pytest.raises(Fachfehler, match="stehen noch"):
        speichern("beratung", "Beratung", aktiv=False)


def test_die_karte_hebt_hervor_was_passt_und_zeigt_alle(kreis: Any, cm: Any) -> None:
    markt = netzwerkbau.stelle(kreis, beschreibung="Hilft bei Anträgen")
    netzwerkbau.stelle(kreis, name="Sprachschule", wabe="sprache", themen="|deutschkurse|", sprachen="|de|")

    def treffer(**filter: str) -> set[str]:
        karte = wabenkarte(cm, kreis.pk, **filter)
        assert karte.anzahl == 2
        return {str(e.stelle) for w in karte.waben for e in w.eintraege if e.treffer}

    assert treffer() == set()
    assert treffer(suche="anträg markt") == {str(markt)}
    assert treffer(suche="wohnen") == {str(markt)}
    assert treffer(thema="deutschkurse") == {"Sprachschule"}
    assert treffer(sprache="ar") == {str(markt)}
    assert treffer(suche="mond") == set()


def test_sehr_viele_in_einer_wabe_stehen_in_mehreren_blumen(kreis: Any, cm: Any) -> None:
    for nummer in range(19):
        netzwerkbau.stelle(kreis, name=f"Stelle {nummer:02d}")
    blumen = [w for w in wabenkarte(cm, kreis.pk).waben if w.zeile.schluessel == "beratung"]
    assert [(w.teil, len(w.eintraege), w.gross) for w in blumen] == [(1, 18, True), (2, 1, False)]


def test_das_verzeichnis_der_vorfuehrung_nennt_nur_stellen_aus_den_quellen() -> None:
    akteur = SystemAkteur("Test")
    kreis = stammdaten_laden(datei=mitgelieferte_kreisdatei("rhein-sieg-kreis"), akteur=akteur).kreis
    netzwerk_aufbauen(Vorfuehrungskreis(kreis.pk, kreis.kuerzel, "rsk.example", {}))
    eigener = SystemAkteur("Test", kreis.pk)
    karte = wabenkarte(eigener, kreis.pk)
    assert karte.anzahl >= 25
    # Housing has no body of its own in the sources.
    assert {w.zeile.schluessel for w in karte.waben if not w.eintraege} == {"wohnen"}
    netzwerk_aufbauen(Vorfuehrungskreis(kreis.pk, "anderer-kreis", "x.example", {}))
