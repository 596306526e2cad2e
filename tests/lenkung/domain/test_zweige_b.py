"""Rare turns on the way to a session: pressed twice, nothing changed, the wrong person, the wrong letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.anlage import anlagen_zur_fassung
from lenkung.domain.queries.unterlagenzugang import geoeffnet_mit
from lenkung.domain.sendung import aenderung_vorbereiten, sendung_aendern, sendung_verwerfen
from lenkung.domain.tagesordnung import punkt_aendern
from lenkung.domain.versenden import aenderung_versenden, einladung_versenden
from lenkung.domain.vorlage import fassung_aendern, fassung_freigeben
from lenkung.domain.vorzimmer import vorzimmer_aendern, vorzimmer_eintragen
from lenkung.models import Gremium, Sendung, Sitzung, Vorschlag, Vorzimmer
from tests.fabriken import PersonFactory
from tests.lenkung import gobau, tagesordnungsbau, vorschlagsbau
from tests.lenkung.fabriken import AmtFactory, GremiumFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    bestaetigen,
    eingeladen,
    gast,
    punkt,
    vorbereitet,
    vorzimmer,
)
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    satz = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(satz)
    return satz


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    return bereite_sitzung(gremium, TAG)


@pytest.fixture
def aenderung(bereit: Sitzung) -> Sendung:
    """After the invitation the chair has confirmed one more item."""
    eingeladen(bereit)
    punkt(bereit, "Haushalt", "beratung")
    bestaetigen(bereit, aenderungen=("Neu: 3. Haushalt",))
    return aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)


# Papers -----------------------------------------------------------------------------------------------------


def test_eine_datei_zu_zwei_punkten_steht_bei_beiden_und_geht_einmal_hinaus(gremium: Gremium) -> None:
    fassung = vorschlagsbau.vorlage(gremium)
    anlagen_zur_fassung(
        fassung_id=fassung.pk, dateien=[vorschlagsbau.datei("Plan.txt")], akteur=gobau.akteur(gremium)
    )
    fassung_freigeben(fassung_id=fassung.pk, akteur=gobau.akteur(gremium))
    satz = sitzung(gremium, TAG, ort="Kreishaus")
    mitglied(gremium)
    punkt(satz, "Beratung über Plätze", "beratung", vorlage=fassung.vorlage, minuten=10)
    punkt(satz, "Beschluss über Plätze", "beschluss", vorlage=fassung.vorlage, minuten=10)
    bestaetigen(satz)
    eingeladen(satz)
    nachricht = Nachricht.objects.get(art="lenkung.einladung")
    assert "zu TOP 1: Plan (" in nachricht.text
    assert "zu TOP 2: Plan (" in nachricht.text
    # The letter and the one file.
    assert sorted(a.dokument.name for a in nachricht.anhaenge.all()) == ["Einladung.txt", "Plan.txt"]


def test_der_link_eines_gastes_oeffnet_nur_was_zu_seinem_punkt_gehoert(bereit: Sitzung) -> None:
    erster, zweiter = bereit.punkte.order_by("position")
    anlage(erster, "Personalbogen", mb=50)
    folien = anlage(zweiter, "Folien", mb=50)
    gast(zweiter)
    eingeladen(bereit)
    an_gast = Zustellung.objects.get(nachricht__art="lenkung.einladung_gast")
    token = an_gast.geheim["unterlagenlink"].rstrip("/").rpartition("/")[2]
    geoeffnet = geoeffnet_mit(token)
    assert [u.titel for u in geoeffnet.unterlagen] == ["Folien"]
    assert geoeffnet.datei(folien.dokument.kennung) == folien.dokument
    fremd = erster.anlagen.get().dokument
    assert geoeffnet.datei(fremd.kennung) is None


# A letter that is being prepared ----------------------------------------------------------------------------


def test_zweimal_vorbereitet_ist_dieselbe_geaenderte_tagesordnung(
    bereit: Sitzung, aenderung: Sendung
) -> None:
    assert aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM) == aenderung
    assert Sendung.objects.filter(sitzung=bereit, art="aenderung").count() == 1


def test_wer_nichts_aendert_laesst_die_worte_stehen(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    for worte in ("Bitte pünktlich.", "Bitte pünktlich."):
        sendung = sendung_aendern(sendung_id=sendung.pk, akteur=SYSTEM, angaben={"anschreiben": worte})
        assert sendung.anschreiben == "Bitte pünktlich."


def test_eine_geaenderte_tagesordnung_laesst_sich_verwerfen_und_neu_beginnen(
    bereit: Sitzung, aenderung: Sendung
) -> None:
    assert sendung_verwerfen(sendung_id=aenderung.pk, akteur=SYSTEM).stand == "verworfen"
    neue = aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert (neue.pk != aenderung.pk, neue.stand) == (True, "vorbereitet")
    assert not Nachricht.objects.filter(art="lenkung.tagesordnung_geaendert").exists()


def test_eine_geaenderte_tagesordnung_geht_nicht_als_einladung_hinaus(aenderung: Sendung) -> None:
    vorher = Nachricht.objects.count()
    with pytest.raises(Fachfehler, match="Das ist keine Einladung") as fehler:
        einladung_versenden(sendung_id=aenderung.pk, akteur=SYSTEM)
    assert fehler.value.code == "andere_art"
    assert Nachricht.objects.count() == vorher


def test_eine_einladung_geht_nicht_als_geaenderte_tagesordnung_hinaus(bereit: Sitzung) -> None:
    with pytest.raises(Fachfehler, match="keine geänderte Tagesordnung") as fehler:
        aenderung_versenden(sendung_id=vorbereitet(bereit).pk, akteur=SYSTEM)
    assert fehler.value.code == "andere_art"
    assert not Nachricht.objects.exists()


# Saved without a change -------------------------------------------------------------------------------------


def test_ein_punkt_ohne_unterschied_gespeichert_macht_die_tagesordnung_nicht_neu(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    bericht = tagesordnungsbau.punkt(satz, "Bericht zur Lage")
    zaehler, verlauf = tagesordnungsbau.zaehler(satz), bericht.history.count()
    wer = tagesordnungsbau.geschaeftsstelle(gremium)
    punkt_aendern(punkt_id=bericht.pk, akteur=wer, angaben={"titel": "Bericht zur Lage"})
    assert (tagesordnungsbau.zaehler(satz), bericht.history.count()) == (zaehler, verlauf)


def test_ein_punkt_nimmt_nur_eine_freigegebene_vorlage(gremium: Gremium) -> None:
    bericht = tagesordnungsbau.punkt(sitzung(gremium, TAG), "Bericht zur Lage")
    wer = tagesordnungsbau.geschaeftsstelle(gremium)
    entwurf, frei = vorschlagsbau.vorlage(gremium), vorschlagsbau.vorlage(gremium, frei=True)
    with pytest.raises(Fachfehler) as fehler:
        punkt_aendern(punkt_id=bericht.pk, akteur=wer, angaben={"vorlage_id": entwurf.vorlage_id})
    assert fehler.value.code == "nicht_freigegeben"
    geaendert = punkt_aendern(punkt_id=bericht.pk, akteur=wer, angaben={"vorlage_id": frei.vorlage_id})
    assert geaendert.vorlage_id == frei.vorlage_id


def test_eine_vorlage_ohne_unterschied_gespeichert_hinterlaesst_nichts_im_verlauf(gremium: Gremium) -> None:
    fassung = vorschlagsbau.vorlage(gremium)
    verlauf = fassung.history.count()
    fassung_aendern(
        fassung_id=fassung.pk, akteur=gobau.akteur(gremium), angaben={"titel": " Frühkindliche  Bildung "}
    )
    assert fassung.history.count() == verlauf


def test_ein_vorzimmer_ohne_unterschied_gespeichert_hinterlaesst_nichts_im_verlauf(gremium: Gremium) -> None:
    zimmer = vorzimmer(gremium, mitglied(gremium).person)
    verlauf = zimmer.history.count()
    vorzimmer_aendern(
        vorzimmer_id=zimmer.pk, akteur=gobau.akteur(gremium), angaben={"name": "Vera Vorzimmer"}
    )
    assert zimmer.history.count() == verlauf


# The wrong person -------------------------------------------------------------------------------------------


def test_ein_vorzimmer_gibt_es_nur_fuer_personen_dieses_gremiums(gremium: Gremium) -> None:
    nachbar = mitglied(GremiumFactory(kreis=gremium.kreis)).person
    with pytest.raises(Fachfehler, match="gehört nicht zu diesem Gremium") as fehler:
        vorzimmer_eintragen(
            gremium_id=gremium.pk,
            akteur=gobau.akteur(gremium),
            angaben={"person_id": nachbar.pk, "name": "Vorzimmer Nord", "email": "nord@kreis.example"},
        )
    assert (fehler.value.code, fehler.value.feld) == ("fremd", "person")
    assert not Vorzimmer.objects.exists()


def test_fuer_jemanden_aus_einem_anderen_kreis_wird_nichts_vorgeschlagen(gremium: Gremium) -> None:
    with pytest.raises(Fachfehler, match="gehört nicht zu Ihrem Kreis") as fehler:
        vorschlagsbau.einreichen(gremium, person_id=PersonFactory().pk)
    assert (fehler.value.code, fehler.value.feld) == ("fremde_person", "person")
    assert not Vorschlag.objects.exists()


def test_wer_ein_amt_und_keinen_sitz_hat_schlaegt_mit_dem_amt_vor(gremium: Gremium) -> None:
    amt = AmtFactory(gremium=gremium, art="vorsitz")
    vorschlag = vorschlagsbau.einreichen(gremium, person_id=amt.person_id).vorschlag
    assert (vorschlag.einreicher_name, vorschlag.einreicher_sitz) == (str(amt.person), "Vorsitz")
