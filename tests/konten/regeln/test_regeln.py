"""Roles, validity, links and directories as pure rules."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from kim.basis.modul import Modul
from kim.basis.rechte import RECHTE
from kim.konten.regeln.anbieter import AnbieterFehler, anbieter_lesen, verknuepfung
from kim.konten.regeln.links import Linkzustand, fingerabdruck, linkzustand
from kim.konten.regeln.rollen import (
    BESTAETIGUNGSPFLICHTIG,
    MIT_ZWEITEM_FAKTOR,
    ROLLEN,
    Rolle,
    anmeldelink_moeglich,
    berechtigungsname,
    zweiter_faktor_noetig,
)
from kim.konten.regeln.texte import TEXTE, Anlass
from kim.konten.regeln.zuweisung import Zustand, ueberschneiden_sich, zustand

# Roles -----------------------------------------------------------------------------------------------------


def test_wer_klientendaten_sieht_oder_rollen_vergibt_braucht_eine_zweite_person():
    assert {
        "systemadministration",
        "kreis_administration",
        "case_management",
        "case_management_mukis",
        "koordination_cm",
        "sachbearbeitung_abh",
        "sachbearbeitung_ebh",
    } == BESTAETIGUNGSPFLICHTIG


def test_wer_personenbezogene_daten_sieht_braucht_einen_zweiten_faktor():
    """Lists of people, accounts, histories, the outbox or clients: each of them demands it, nothing else."""
    personenbezogen = {
        "stammdaten.personen_sehen",
        "konten.verwalten",
        "konten.rolle_bestaetigen",
        "protokoll.sehen",
        "protokoll.lesezugriffe_sehen",
        "versand.postausgang_sehen",
        "versand.inhalt_sehen",
    }
    erwartet = {a.rolle for a in ROLLEN.values() if a.sieht_klientendaten or a.rechte & personenbezogen}

    assert erwartet == MIT_ZWEITEM_FAKTOR


def test_administration_und_kommune_sehen_keine_klientendaten_und_keine_personenlisten():
    for rolle in (Rolle.SYSTEMADMINISTRATION, Rolle.KREIS_ADMINISTRATION, Rolle.KOMMUNE, Rolle.VORSITZ):
        assert not ROLLEN[rolle].sieht_klientendaten
        assert "stammdaten.personen_sehen" not in ROLLEN[rolle].rechte


def test_nur_mitglied_und_stellvertretung_melden_sich_mit_einem_link_an():
    assert {a.rolle for a in ROLLEN.values() if a.anmeldelink} == {Rolle.MITGLIED, Rolle.STELLVERTRETUNG}
    assert anmeldelink_moeglich(frozenset({"mitglied"}))
    assert anmeldelink_moeglich(frozenset({"mitglied", "stellvertretung"}))
    assert not anmeldelink_moeglich(frozenset({"mitglied", "geschaeftsstelle"}))
    assert not anmeldelink_moeglich(frozenset())


def test_rollen_mit_anmeldelink_brauchen_nie_einen_zweiten_faktor():
    assert not {a.rolle for a in ROLLEN.values() if a.anmeldelink} & MIT_ZWEITEM_FAKTOR


def test_alle_rechte_der_rollen_sind_angemeldet():
    unbekannt = {recht for angabe in ROLLEN.values() for recht in angabe.rechte if recht not in RECHTE}

    assert unbekannt == set()


def test_jedes_angemeldete_recht_hat_mindestens_eine_rolle():
    vergeben = {recht for angabe in ROLLEN.values() for recht in angabe.rechte}

    assert {recht.schluessel for recht in RECHTE} - vergeben == set()


def test_modulrolle_gehoert_zum_modul_ihrer_rechte():
    for angabe in ROLLEN.values():
        if angabe.modul is not None:
            assert f"{angabe.modul}.oeffnen" in angabe.rechte
    assert ROLLEN[Rolle.CASE_MANAGEMENT].modul is Modul.CASEMGMT


def test_zweiter_faktor_reicht_eine_von_vielen_rollen():
    assert zweiter_faktor_noetig(frozenset({"mitglied", "datenschutz"}))
    assert not zweiter_faktor_noetig(frozenset({"mitglied", "vorsitz"}))


def test_ersatzbereich_zaehlt_zu_allen_bereichen():
    assert ROLLEN[Rolle.CASE_MANAGEMENT].alle_bereiche == ("kommune", "kreis")
    assert ROLLEN[Rolle.VORSITZ].alle_bereiche == ("kreis", "gremium")
    assert berechtigungsname("vorsitz") == "rolle_vorsitz"


# Validity --------------------------------------------------------------------------------------------------

HEUTE = date(2026, 3, 29)


@pytest.mark.parametrize(
    ("rolle", "von", "bis", "bestaetigt", "beendet", "abgelehnt", "erwartet"),
    [
        ("vorsitz", HEUTE, None, False, False, False, Zustand.GILT),
        ("vorsitz", HEUTE, HEUTE, False, False, False, Zustand.GILT),
        ("vorsitz", date(2026, 3, 30), None, False, False, False, Zustand.GEPLANT),
        ("vorsitz", date(2026, 1, 1), date(2026, 3, 28), False, False, False, Zustand.ABGELAUFEN),
        ("vorsitz", HEUTE, None, False, True, False, Zustand.BEENDET),
        ("koordination_cm", HEUTE, None, False, False, False, Zustand.WARTET),
        ("koordination_cm", date(2026, 4, 1), None, False, False, False, Zustand.WARTET),
        ("koordination_cm", HEUTE, None, True, False, False, Zustand.GILT),
        ("koordination_cm", HEUTE, None, False, True, True, Zustand.ABGELEHNT),
        ("koordination_cm", date(2026, 1, 1), date(2026, 2, 1), False, False, False, Zustand.ABGELAUFEN),
    ],
)
def test_zustand(rolle, von, bis, bestaetigt, beendet, abgelehnt, erwartet):
    assert (
        zustand(
            rolle=rolle,
            von=von,
            bis=bis,
            bestaetigt=bestaetigt,
            beendet=beendet,
            abgelehnt=abgelehnt,
            heute=HEUTE,
        )
        is erwartet
    )


@pytest.mark.parametrize(
    ("a", "b", "erwartet"),
    [
        ((1, 5), (5, 9), True),
        ((1, 4), (5, 9), False),
        ((5, 9), (1, 4), False),
        ((1, None), (5, 9), True),
        ((5, None), (1, 4), False),
        ((1, None), (2, None), True),
    ],
)
def test_ueberschneidung_zaehlt_den_letzten_tag_mit(a, b, erwartet):
    def tag(nummer: int | None) -> date | None:
        return None if nummer is None else date(2026, 1, nummer)

    assert ueberschneiden_sich(tag(a[0]), tag(a[1]), tag(b[0]), tag(b[1])) is erwartet


# Links -----------------------------------------------------------------------------------------------------

JETZT = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gueltig_bis", "eingeloest", "widerrufen", "erwartet"),
    [
        (JETZT + timedelta(seconds=1), False, False, Linkzustand.OFFEN),
        (JETZT, False, False, Linkzustand.ABGELAUFEN),
        (JETZT + timedelta(days=1), True, False, Linkzustand.EINGELOEST),
        (JETZT + timedelta(days=1), False, True, Linkzustand.WIDERRUFEN),
    ],
)
def test_linkzustand(gueltig_bis, eingeloest, widerrufen, erwartet):
    assert (
        linkzustand(gueltig_bis=gueltig_bis, eingeloest=eingeloest, widerrufen=widerrufen, jetzt=JETZT)
        is erwartet
    )


def test_fingerabdruck_verraet_den_token_nicht():
    # SHA-256 of "abc" from FIPS 180-4
    assert fingerabdruck("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# Texts -----------------------------------------------------------------------------------------------------


def test_zu_jedem_anlass_gibt_es_einen_text_mit_genau_seinen_platzhaltern():
    assert set(TEXTE) == set(Anlass)
    for text in TEXTE.values():
        werte = dict.fromkeys(text.platzhalter, "X")
        text.betreff.format(**werte)
        assert "{" not in text.text.format(**werte)
        assert text.mailtext == f"konten.{text.anlass}"


def test_texte_sind_hoeflich_und_ohne_ausrufezeichen():
    for text in TEXTE.values():
        assert "!" not in text.betreff + text.text
        assert text.text.startswith("Guten Tag {name},")


# Directories -----------------------------------------------------------------------------------------------

GUT = {
    "kennung": "kreis-k",
    "name": "Verzeichnis des Kreises",
    "aussteller": "https://anmeldung.kreis.example/realms/kim",
    "client_id": "kim",
    "client_secret": "geheim",
    "kreis": "kreis-k",
}


def test_ohne_einstellung_kein_verzeichnis():
    assert anbieter_lesen("  ") == ()


def test_gueltiger_anbieter():
    (anbieter,) = anbieter_lesen(json.dumps([GUT]))

    assert anbieter.ursprung == "https://anmeldung.kreis.example"
    assert "geheim" not in repr(anbieter)


def test_auf_dem_eigenen_rechner_auch_ohne_tls():
    (anbieter,) = anbieter_lesen(json.dumps([{**GUT, "aussteller": "http://127.0.0.1:9000"}]))

    assert anbieter.ursprung == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        ("{", "kein lesbares JSON"),
        ("{}", "muss eine Liste sein"),
        ('["x"]', "Eintrag 1: hier muss ein Objekt"),
        (json.dumps([{**GUT, "name": " "}]), "Eintrag 1: es fehlen name"),
        (json.dumps([{**GUT, "client_id": 7}]), "es fehlen client_id"),
        (json.dumps([{**GUT, "email": "ja"}]), "unbekannt ist email"),
        (json.dumps([{**GUT, "kennung": "Kreis K"}]), "„kennung“ darf nur Kleinbuchstaben"),
        (json.dumps([{**GUT, "aussteller": "http://kreis.example"}]), "muss mit https:// beginnen"),
        (json.dumps([{**GUT, "aussteller": "https://"}]), "muss mit https:// beginnen"),
        (json.dumps([{**GUT, "aussteller": "https://a.example/?x=1"}]), "muss mit https:// beginnen"),
        (json.dumps([GUT, GUT]), "„kennung“ darf nur einmal"),
        (json.dumps([GUT, {**GUT, "kennung": "anders"}]), "„aussteller“ darf nur einmal"),
    ],
)
def test_unbrauchbare_einstellung_wird_benannt(text: str, meldung: str):
    with pytest.raises(AnbieterFehler, match="KIM_OIDC_ANBIETER") as fehler:
        anbieter_lesen(text)
    assert meldung in str(fehler.value)


def test_verknuepfung_haengt_an_aussteller_und_subjekt():
    assert verknuepfung("https://a.example", "1") == verknuepfung("https://a.example", "1")
    assert verknuepfung("https://a.example", "1") != verknuepfung("https://b.example", "1")
    assert verknuepfung("https://a.example", "1") != verknuepfung("https://a.example", "2")
