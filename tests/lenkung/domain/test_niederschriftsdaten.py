"""What is fixed is what the draft says, with attendance and votes as data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lenkung.models import Anwesenheit, Beschluss, Niederschriftsfassung, Sitzung
from lenkung.regeln.niederschriftsdaten import abdruck, als_inhalt, aus_inhalt
from lenkung.regeln.verlauf import Weise
from tests.lenkung import fassungsbau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.beschlussbau import beschluss as nachgetragen
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, frisch, geschlossene_sitzung, schreibe

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    satz = geschlossene_sitzung()
    entwurf(satz)
    return satz


def test_kopf_abschnitte_und_sitzung(satz: Sitzung) -> None:
    daten = fassungsbau.daten_der(satz)
    assert (daten.kreis, daten.gremium) == (satz.gremium.kreis.name, satz.gremium.name)
    assert daten.geschaeftsordnung == str(satz.geschaeftsordnung)
    assert [teil.art for teil in daten.abschnitte] == [
        *("kopf", "anwesenheit", "eroeffnung"),
        *("punkt", "punkt", "schluss"),
    ]
    sitzung = daten.sitzung
    assert (sitzung.nummer, sitzung.tag, sitzung.ort) == (satz.pk, satz.tag.isoformat(), "Kreishaus")
    assert (sitzung.form, sitzung.leitung) == ("praesenz", "Dr. Renate Vorsitz")
    # In Berlin time, with its distance from UTC.
    assert sitzung.beginn.endswith(("+01:00", "+02:00"))
    assert sitzung.beginn < sitzung.ende


def test_die_texte_sind_die_des_entwurfs(satz: Sitzung) -> None:
    schreibe(abschnitt(satz, nummer=2), "Von Hand.", erklaerung="Frau Probe erklärt etwas.")
    erster, zweiter = fassungsbau.daten_der(satz).punkte
    assert (zweiter.text, zweiter.erklaerung) == ("Von Hand.", "Frau Probe erklärt etwas.")
    assert (zweiter.titel, zweiter.punkt, zweiter.punktart) == ("Vorhaben 2", 2, "beratung")
    assert (erster.stand, erster.oeffentlich, erster.erklaerung) == ("behandelt", True, "")
    assert erster.festgestellt.startswith(f"Beschluss {Beschluss.objects.get().zeichen}:")


def test_ein_beschluss_mit_und_ohne_namen() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3, punkte=3)
    erster, zweiter, dritter = bau.punkte(satz)
    sitze = bau.sitze(satz.gremium)
    bau.rufe_auf(satz, erster)
    namentlich = bau.beginne(satz, erster, Weise.NAMENTLICH)
    bau.zaehle_namentlich(namentlich, {sitze[0].pk: "ja", sitze[1].pk: "ja", sitze[2].pk: "nein"})
    namentlich.refresh_from_db()
    bau.stelle_fest(namentlich)
    bau.rufe_auf(satz, zweiter)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, zweiter, Weise.GEHEIM), 1, 1, 1))
    bau.rufe_auf(satz, dritter)
    bau.stelle_fest(bau.einvernehmlich(satz, dritter))
    bau.schliesse(satz)
    satz = frisch(satz)
    entwurf(satz)
    mit_namen, geheim, einig = fassungsbau.daten_der(satz).beschluesse
    assert (mit_namen.weise, mit_namen.ja, mit_namen.nein, mit_namen.enthaltung) == ("namentlich", 2, 1, 0)
    assert mit_namen.angenommen
    je_wort = {wort: len(namen) for wort, namen in mit_namen.namentlich}
    assert je_wort == {"Ja": 2, "Nein": 1, "Enthaltung": 0}
    assert sitze[2].name in mit_namen.namentlich[1][1][0]
    assert (geheim.weise, geheim.ja, geheim.nein, geheim.enthaltung) == ("geheim", 1, 1, 1)
    assert geheim.namentlich == ()
    assert (einig.weise, einig.angenommen, einig.namentlich) == ("einvernehmlich", True, ())
    assert einig.text == bau.WORTLAUT


def test_ein_beschluss_ohne_punkt_und_ohne_zahlen_steht_am_schluss() -> None:
    satz = geschlossene_sitzung()
    nachgetragen(satz.gremium, sitzung=satz, nummer=99, rechnung="einstimmig")
    entwurf(satz)
    daten = fassungsbau.daten_der(satz)
    (beschluss,) = daten.abschnitte[-1].beschluesse
    assert (beschluss.ja, beschluss.nein, beschluss.enthaltung) == (None, None, None)
    assert (beschluss.weise, beschluss.rechnung) == ("", "einstimmig")
    # The other one stays with its item.
    assert [len(punkt.beschluesse) for punkt in daten.punkte] == [1, 0]


def test_wer_da_war_mit_zeiten_und_wer_fehlte() -> None:
    gremium = bau.lenkungsgruppe(3)
    satz = bau.eroeffnet(gremium, 1)
    beginn = Anwesenheit.objects.filter(sitzung=satz).earliest("von").von
    spaeter = bau.komme(
        satz, bau.sitze(gremium)[1], "stellvertretung", "digital", zeit=beginn + timedelta(minutes=5)
    )
    bau.gehe(satz, spaeter, zeit=beginn + timedelta(minutes=10))
    Anwesenheit.objects.create(
        sitzung=satz,
        name="Gast",
        rolle="gast",
        art="vor_ort",
        von=beginn,
        eingetragen_von_name="Petra Probe",
    )
    bau.schliesse(satz, rest_absetzen=True)
    satz = frisch(satz)
    entwurf(satz)
    daten = fassungsbau.daten_der(satz)
    erste, zweite, gast = daten.anwesenheit
    assert (erste.gruppe, erste.stelle, erste.stellvertretung) == (
        "mit_stimme",
        bau.sitze(gremium)[0].name,
        False,
    )
    assert len(erste.zeiten) == 1
    assert (zweite.name, zweite.stellvertretung, zweite.digital) == (spaeter.name, True, True)
    ((von, bis),) = zweite.zeiten
    assert von < bis
    assert (gast.gruppe, gast.name, gast.stelle) == ("gast", "Gast", "")
    assert daten.nicht_vertreten == (bau.sitze(gremium)[2].name,)


def test_was_die_datenbank_behaelt_hat_denselben_abdruck(satz: Sitzung) -> None:
    daten = fassungsbau.daten_der(satz)
    neue = fassungsbau.fassung(satz)
    gelesen = Niederschriftsfassung.objects.get(pk=neue.pk)
    assert abdruck(gelesen.inhalt) == gelesen.inhalt_hash == abdruck(als_inhalt(daten))
    assert aus_inhalt(gelesen.inhalt) == daten


def test_ohne_geschaeftsordnung_wird_keine_genannt() -> None:
    satz = geschlossene_sitzung()
    entwurf(satz)
    satz.geschaeftsordnung = None
    assert fassungsbau.daten_der(satz).geschaeftsordnung == ""
