"""What the screen of a session is made of."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from lenkung.domain.queries.sitzungen import sitzung_mit_verlauf_fuer
from lenkung.domain.queries.sitzungsbild import Sitzungsbild, leitungen, noch_zu_pruefen, sitzungsbild
from lenkung.domain.sitzung_fuehren import beschlussfaehigkeit_feststellen, beschlussunfaehigkeit_feststellen
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Gremium,
    Sitzung,
    Sitzungsverlauf,
    Tagesordnungspunkt,
    Vorlage,
)
from lenkung.regeln.verlauf import Weise
from lenkung.views.fuehrenzeilen import agenda
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import AmtFactory
from tests.lenkung.sendungsbau import gast
from tests.lenkung.vorschlagsbau import vorlage
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    return bau.eroeffnet(gremium, 3)


def bild_von(satz: Sitzung) -> Sitzungsbild:
    gelesen = sitzung_mit_verlauf_fuer(SystemAkteur("Probe", satz.gremium.kreis_id), satz.pk)
    assert gelesen is not None
    return sitzungsbild(gelesen, timezone.now())


def _mit_vorlage(punkt: Tagesordnungspunkt, papier: Vorlage) -> None:
    punkt.vorlage = papier
    punkt.save()


def test_vor_dem_ersten_punkt_gibt_es_nichts_zu_entscheiden(satz: Sitzung) -> None:
    bild = bild_von(satz)
    assert (bild.punkt, bild.wortlaut(), bild.notiz(), bild.gaeste(), bild.am_punkt()) == (
        None,
        "",
        None,
        [],
        [],
    )


def test_zuerst_steht_der_vorschlag_der_freigegebenen_vorlage_da_dann_die_letzte_fassung(
    satz: Sitzung,
) -> None:
    punkt = bau.punkte(satz)[0]
    papier = vorlage(satz.gremium, frei=True, beschlussvorschlag="<p>Wir gründen eine Arbeitsgruppe.</p>")
    _mit_vorlage(punkt, papier.vorlage)
    bau.rufe_auf(satz, punkt)
    assert bild_von(satz).wortlaut() == "Wir gründen eine Arbeitsgruppe."
    bau.einvernehmlich(satz, punkt, (bau.sitze(satz.gremium)[0].pk,), text="Wir gründen zwei.")
    bild = bild_von(satz)
    assert bild.wortlaut() == "Wir gründen zwei."
    assert [abstimmung.verworfen_grund for abstimmung in bild.am_punkt()] == ["Kein Einvernehmen"]


def test_ohne_vorlage_und_mit_einem_entwurf_bleibt_das_feld_leer(satz: Sitzung) -> None:
    punkt = bau.punkte(satz)[0]
    bau.rufe_auf(satz, punkt)
    assert bild_von(satz).wortlaut() == ""
    _mit_vorlage(punkt, vorlage(satz.gremium).vorlage)
    assert bild_von(satz).wortlaut() == ""


def test_gaeste_stehen_bei_ihrem_punkt(satz: Sitzung) -> None:
    punkt = bau.punkte(satz)[0]
    gerda = gast(punkt)
    bau.rufe_auf(satz, punkt)
    bild = bild_von(satz)
    assert bild.gaeste() == [gerda]
    assert bild.stand.gaeste(bild.gaeste()) == [(gerda, None)]


def test_nach_der_beschlussunfaehigkeit_laesst_sich_die_faehigkeit_erst_mit_der_zahl_wieder_feststellen(
    satz: Sitzung,
) -> None:
    """Four seats: two represented are enough, 2·2 ≥ 4; with one it is 2·1 < 4 (GO RSK § 6 Abs. 4)."""
    assert not bild_von(satz).unfaehigkeit_feststellbar
    for anwesend in list(Anwesenheit.objects.filter(sitzung=satz))[:2]:
        bau.gehe(satz, anwesend)
    assert bild_von(satz).unfaehigkeit_feststellbar
    beschlussunfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium))
    bild = bild_von(satz)
    assert (bild.unfaehigkeit_feststellbar, bild.faehigkeit_feststellbar) == (False, False)
    bau.komme(satz, bau.sitze(satz.gremium)[3])
    assert bild_von(satz).faehigkeit_feststellbar
    beschlussfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium))
    assert bild_von(satz).faehigkeit.befund.urteil == "quorum"


def test_die_noetige_zahl_kommt_von_der_regel_und_beschluesse_in_ihrer_folge(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    # Two thirds of three present are two (GO RSK § 6 Abs. 2).
    assert bild_von(satz).erfordernis.ja == 2
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 3))
    bau.rufe_auf(satz, zweiter)
    bau.stelle_fest(bau.einvernehmlich(satz, zweiter))
    assert [beschluss.nummer for beschluss in bild_von(satz).beschluesse] == [1, 2]


def test_den_vorsitz_nennt_die_seite_zuerst(gremium: Gremium) -> None:
    satz = bau.eingeladene_sitzung(gremium)
    assert leitungen(satz) == []
    vertretung = AmtFactory(gremium=gremium, art="stellv_vorsitz")
    assert leitungen(satz) == [str(vertretung.person)]
    vorsitz = AmtFactory(gremium=gremium, art="vorsitz")
    assert leitungen(satz) == [str(vorsitz.person), str(vertretung.person)]


def test_was_nachgetragen_ist_kam_aus_keiner_abstimmung_in_kim(satz: Sitzung) -> None:
    Sitzungsverlauf.objects.filter(sitzung=satz).update(nachgetragen=True)
    assert bild_von(satz).beschluesse == []


def test_mit_der_zweiten_einberufung_ist_nur_ihr_punkt_entscheidbar_und_die_agenda_sagt_es() -> None:
    """GO RSK § 6 Abs. 5; one of four seats is there, the item comes from an earlier session."""
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 1)
    erster, zweiter = bau.punkte(satz)
    alt = bau.punkte(bau.eingeladene_sitzung(satz.gremium, satz.tag - timedelta(days=60)))[0]
    Tagesordnungspunkt.objects.filter(pk=erster.pk).update(uebernommen_aus=alt)
    Sitzungsverlauf.objects.filter(sitzung=satz).update(zweite_wirksam=True)
    bau.rufe_auf(satz, erster)
    bild = bild_von(satz)
    # The others are still to be put off, so it can be established that too few are there ...
    assert bild.unfaehigkeit_feststellbar
    assert agenda(bild, aufrufbar=False).count("zweite Einberufung: entscheidbar bei jeder Zahl") == 1
    beschlussunfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium))
    zweiter.refresh_from_db()
    assert zweiter.stand == "zurueckgestellt"
    bau.rufe_auf(satz, erster)
    bild = bild_von(satz)
    # ... and then it is established, once.
    assert (bild.faehigkeit.befund.urteil, bild.unfaehigkeit_feststellbar) == ("zweite_einberufung", False)


# Presence corrected after the count -------------------------------------------------------------------------


def _vor_dem_zaehlen(abstimmung: Abstimmung) -> datetime:
    assert abstimmung.geschlossen_am is not None
    return abstimmung.geschlossen_am - timedelta(minutes=1)


def test_zur_pruefung_steht_wie_es_mit_der_berichtigten_anwesenheit_ausginge(satz: Sitzung) -> None:
    """Two Ja of three are two thirds, of four they are not: 3·2 < 2·4 (GO RSK § 6 Abs. 2)."""
    bau.rufe_auf(satz, bau.punkte(satz)[0])
    stimmen = dict(zip((sitz.pk for sitz in bau.sitze(satz.gremium)), ("ja", "ja", "nein"), strict=False))
    abstimmung = bau.zaehle_namentlich(bau.beginne(satz, bau.punkte(satz)[0], Weise.NAMENTLICH), stimmen)
    assert (bild_von(satz).pruefungen(), noch_zu_pruefen(satz.pk)) == ([], 0)
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_vor_dem_zaehlen(abstimmung))
    ((gefragt, urteil),) = bild_von(satz).pruefungen()
    assert (gefragt, noch_zu_pruefen(satz.pk)) == (abstimmung, 1)
    assert abstimmung.ergebnis is not None
    assert (abstimmung.ergebnis["angenommen"], urteil.befund.angenommen) == (True, False)
    bau.verwirf(abstimmung)
    assert (bild_von(satz).pruefungen(), noch_zu_pruefen(satz.pk)) == ([], 0)


def test_auch_ein_einvernehmen_wird_mit_der_berichtigten_anwesenheit_gefragt(satz: Sitzung) -> None:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.einvernehmlich(satz, punkt)
    with gezaehlt() as ohne:
        bild_von(satz).pruefungen()
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_vor_dem_zaehlen(abstimmung))
    with gezaehlt() as mit:
        ((_gefragt, urteil),) = bild_von(satz).pruefungen()
    assert urteil.befund.angenommen is True
    # The usual page pays nothing for it.
    assert len(mit) == len(ohne) + 1
