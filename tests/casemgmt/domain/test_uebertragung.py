"""What arrives from a device: taken in once, or held in the tray with its reason."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.domain.kasten import empfangsschluessel
from casemgmt.domain.uebertragung import Antwort, annehmen, einwerfen, geraet_anmelden
from casemgmt.models import (
    Arbeitstermin,
    Einwilligungsentwurf,
    Empfangsschluessel,
    Haushalt,
    Klient,
    Kopfzahl,
    Termin,
    Uebertragung,
)
from casemgmt.regeln.ohne_netz import Ablagegrund, Kastenfehler, Uebertragungsstand
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import NichtErlaubt
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort)


@pytest.fixture
def geraet(cm: Any) -> Any:
    return vb.geraet(cm)


def senden(geraet: Any, was: Any, konto: Any, **angaben: Any) -> Antwort:
    zeit = angaben.pop("geraet_jetzt", vb.jetzt())
    return annehmen(roh=vb.kasten(geraet, was, **angaben), geraet_jetzt=zeit, akteur=konto)


def abgelegt(antwort: Antwort, grund: Ablagegrund) -> Uebertragung:
    assert (antwort.stand, antwort.grund) == ("abgelegt", grund)
    satz = Uebertragung.objects.get()
    assert satz.stand == Uebertragungsstand.OFFEN
    assert satz.grund == grund
    return satz


def beenden(konto: Any, vor: timedelta) -> None:
    konto.is_active, konto.gesperrt_am, konto.sperrgrund = False, timezone.now() - vor, "ausgeschieden"
    konto.save()


# Kinds ------------------------------------------------------------------------------------------------------


def test_eine_anonyme_beratung_kommt_in_die_eigene_kommune(geraet: Any, cm: Any, ort: Any) -> None:
    assert senden(geraet, vb.inhalt(vb.beratung()), cm) == Antwort("angenommen")
    termin = Termin.objects.get()
    assert (termin.fall_id, termin.kommune_id, termin.konto_id, termin.dauer_minuten) == (
        None,
        ort.pk,
        cm.pk,
        30,
    )
    assert termin.notiz == "Sucht eine Wohnung."
    assert [t.thema for t in termin.themen.all()] == ["wohnen"]
    assert Uebertragung.objects.get().inhalt is None, "what was taken over stands in one place only"


def test_eine_beratung_zum_fall_findet_ihn_am_aktenzeichen(geraet: Any, cm: Any, ort: Any) -> None:
    fall = bau.fall(cm, ort)
    assert senden(geraet, vb.inhalt(vb.beratung(f"{fall.jahr}-{fall.nummer}")), cm).stand == "angenommen"
    assert Termin.objects.get().fall_id == fall.pk


def test_arbeitstermin_und_kopfzahl(geraet: Any, cm: Any, ort: Any) -> None:
    arbeit = {
        "art": "netzwerk",
        "titel": "Runder Tisch",
        "dauer_minuten": 90,
        "beginn": vb.jetzt().isoformat(),
    }
    assert senden(geraet, vb.inhalt(arbeit, "arbeitstermin"), cm).stand == "angenommen"
    koepfe = {"art": "ankunft", "tag": timezone.localdate().isoformat(), "anzahl": 41}
    assert senden(geraet, vb.inhalt(koepfe, "kopfzahl"), cm).stand == "angenommen"
    assert Arbeitstermin.objects.get().titel == "Runder Tisch"
    assert Kopfzahl.objects.get().anzahl == 41


def familie(**daten: Any) -> dict[str, Any]:
    return {
        "hinweis_gegeben": True,
        "hinweis_am": timezone.localdate().isoformat(),
        "hinweis_sprache": "ar",
        "personen": [
            {"vorname": "Samira", "nachname": "Nasser", "geburtsjahr": "1990", "sprachen": ["ar"]},
            {"vorname": "Omar", "nachname": "Nasser", "rolle": "kind"},
        ],
        "einwilligung": {"umfang": "Jobcenter: Name", "unterschrift": [[[1, 2], [3, 4]]]},
        **daten,
    }


def test_eine_neue_familie_wird_haushalt_und_entwurf_der_einwilligung(geraet: Any, cm: Any) -> None:
    assert senden(geraet, vb.inhalt(familie(), "familie"), cm).stand == "angenommen"
    rollen = [(z.klient.vorname, z.rolle) for z in Haushalt.objects.get().zugehoerigkeiten.order_by("pk")]
    assert rollen == [("Samira", "erwachsen"), ("Omar", "kind")]
    entwurf = Einwilligungsentwurf.objects.get()
    assert entwurf.klient.vorname == "Samira"
    assert entwurf.angaben["umfang"] == "Jobcenter: Name"
    assert entwurf.uebernommen_am is None, "a draft permits nothing"


@pytest.mark.parametrize(
    "falsch",
    [
        {"hinweis_gegeben": False},
        {"personen": None},
        {"personen": []},
        {"personen": [{"vorname": "Ohne"}]},
        {"hinweis_am": "gestern"},
        {"hinweis_am": "2026-99-99"},
    ],
)
def test_eine_familie_mit_luecken_hinterlaesst_nichts_und_liegt_in_der_ablage(
    geraet: Any, cm: Any, falsch: dict[str, Any]
) -> None:
    abgelegt(senden(geraet, vb.inhalt(familie(**falsch), "familie"), cm), Ablagegrund.UNGUELTIG)
    assert not Klient.objects.exists()
    assert not Haushalt.objects.exists()


@pytest.mark.parametrize(
    "falsch",
    [
        {"themen": []},
        {"themen": ["zauberei"]},
        {"dauer_minuten": ""},
        {"dauer_minuten": "lang"},
        {"dauer_minuten": 5000},
        {"kanal": "brieftaube"},
        {"beginn": ""},
        {"beginn": "2026-02-31T10:00:00Z"},
        {"beginn": "2026-02-01T10:00:00"},
    ],
)
def test_falsche_angaben_liegen_in_der_ablage_statt_verloren_zu_gehen(
    geraet: Any, cm: Any, falsch: dict[str, Any]
) -> None:
    satz = abgelegt(senden(geraet, vb.inhalt(vb.beratung(**falsch)), cm), Ablagegrund.UNGUELTIG)
    assert satz.inhalt["daten"]["notiz"] == "Sucht eine Wohnung."
    assert satz.hinweis
    assert not Termin.objects.exists()


def test_wer_fuer_zwei_kommunen_beraet_sagt_fuer_welche(ort: Any) -> None:
    mukis = bau.mukis(ort.kreis)
    andere = bau.kommune(ort.kreis)
    assert senden(vb.geraet(mukis), vb.inhalt(vb.beratung(kommune_id=andere.pk)), mukis).stand == "angenommen"
    termin = Termin.objects.get()
    assert (termin.kommune_id, termin.bereich) == (andere.pk, "mukis")


# The numbered cases -----------------------------------------------------------------------------------------


def test_fall_27_dieselbe_kennung_zweimal_ist_eine_zwei_gleiche_sind_zwei(geraet: Any, cm: Any) -> None:
    kennung, was = uuid.uuid4(), vb.inhalt(vb.beratung())
    for _mal in range(2):
        assert senden(geraet, was, cm, kennung=kennung).stand == "angenommen"
    assert Termin.objects.count() == 1
    assert senden(geraet, was, cm).stand == "angenommen"
    assert Termin.objects.count() == 2


def test_fall_27_auch_eine_familie_entsteht_einmal(geraet: Any, cm: Any) -> None:
    kennung = uuid.uuid4()
    for _mal in range(2):
        senden(geraet, vb.inhalt(familie(), "familie"), cm, kennung=kennung)
    assert Klient.objects.count() == 2


def test_fall_28_zugang_unterwegs_verloren_liegt_in_der_ablage(geraet: Any, cm: Any, ort: Any) -> None:
    fall = bau.fall(cm, ort)
    bau.sperre(cm, fall.personen.get().klient)
    satz = abgelegt(senden(geraet, vb.inhalt(vb.beratung(fall.aktenzeichen)), cm), Ablagegrund.KEIN_ZUGANG)
    assert satz.fall_id == fall.pk
    assert satz.kommune_id == ort.pk
    fremd = senden(geraet, vb.inhalt(vb.beratung("KIM-1999-0001")), cm)
    assert (fremd.stand, fremd.text) == ("abgelegt", satz.hinweis), "hidden and unknown sound alike"


def test_fall_31_beendetes_konto_kommt_noch_30_tage_in_die_ablage(geraet: Any, cm: Any) -> None:
    roh = vb.kasten(geraet, vb.inhalt(vb.beratung()))

    def werfen(**anders: Any) -> Antwort:
        return einwerfen(**{"roh": roh, "geheimnis": vb.GEHEIMNIS, "geraet_jetzt": vb.jetzt(), **anders})

    assert werfen().stand == "warten", "an account that lives sends for itself"
    beenden(cm, timedelta(days=31))
    spaet = werfen()
    assert spaet.stand == "abgewiesen"
    assert "30 Tagen" in spaet.text
    assert not Uebertragung.objects.exists()
    beenden(cm, timedelta(days=29))
    assert werfen(geheimnis="geraten").stand == "fremd"
    satz = abgelegt(werfen(), Ablagegrund.KONTO_BEENDET)
    assert satz.inhalt["daten"]["notiz"] == "Sucht eine Wohnung."
    assert not Termin.objects.exists()
    assert werfen() == Antwort("abgelegt", "Konto beendet", "konto_beendet")
    assert Uebertragung.objects.count() == 1


def test_fall_32_gespeichert_aber_nicht_weitergegeben(geraet: Any, cm: Any) -> None:
    """Consent signed offline arrives as a draft; nothing leaves the house because of it."""
    from casemgmt.domain.abgleich import ABGLEICH
    from kim.auftraege.models import Auftrag
    from kim.versand.models import Nachricht

    def hinaus() -> tuple[int, int]:
        return Nachricht.objects.count(), Auftrag.objects.exclude(art=ABGLEICH).count()

    vorher = hinaus()
    assert senden(geraet, vb.inhalt(familie(), "familie"), cm).stand == "angenommen"
    assert hinaus() == vorher


def test_fall_33_inzwischen_beendeter_fall_ist_ein_konflikt(geraet: Any, cm: Any, ort: Any) -> None:
    """What was held before its end may still be logged; what was held after it, nobody merges silently."""
    fall = bau.fall(cm, ort, am=timezone.localdate() - timedelta(days=9))
    fall.phase, fall.endgrund, fall.beendet_am = "nicht_fortgesetzt", "abgelehnt", bau.gestern()
    fall.save()
    satz = abgelegt(senden(geraet, vb.inhalt(vb.beratung(fall.aktenzeichen)), cm), Ablagegrund.KONFLIKT)
    assert "beendet" in satz.hinweis


@pytest.mark.parametrize("tage", [-1, 1])
def test_fall_34_geht_die_uhr_einen_tag_falsch_stehen_beide_zeiten_da(
    geraet: Any, cm: Any, tage: int
) -> None:
    uhr = vb.jetzt() + timedelta(days=tage)
    satz = abgelegt(senden(geraet, vb.inhalt(vb.beratung()), cm, geraet_jetzt=uhr), Ablagegrund.UHR)
    assert satz.geraet_gesendet_am == uhr
    assert satz.empfangen_am - satz.geraet_gesendet_am == pytest.approx(
        timedelta(days=-tage), abs=timedelta(minutes=1)
    )
    assert satz.geraet_erfasst_am is not None


def test_fall_34_ein_beginn_in_der_zukunft_faellt_auf(geraet: Any, cm: Any) -> None:
    morgen = (vb.jetzt() + timedelta(days=1)).isoformat()
    abgelegt(senden(geraet, vb.inhalt(vb.beratung(beginn=morgen)), cm), Ablagegrund.UHR)
    gleich = (vb.jetzt() + timedelta(minutes=10)).isoformat()
    assert senden(geraet, vb.inhalt(vb.beratung(beginn=gleich)), cm).grund == Ablagegrund.UHR
    tag = (timezone.localdate() + timedelta(days=1)).isoformat()
    koepfe = vb.inhalt({"art": "ankunft", "tag": tag, "anzahl": 4}, "kopfzahl")
    assert senden(geraet, koepfe, cm).grund == Ablagegrund.UHR


def test_fall_34_ohne_uhr_gilt_die_des_servers(geraet: Any, cm: Any) -> None:
    assert senden(geraet, vb.inhalt(vb.beratung()), cm, geraet_jetzt=None).stand == "angenommen"


# What the server does not understand ------------------------------------------------------------------------


@pytest.mark.parametrize(("art", "fassung"), [("zauberspruch", 1), ("beratung", 2)])
def test_unbekannte_art_und_fassung_werden_verwahrt(geraet: Any, cm: Any, art: str, fassung: int) -> None:
    was = vb.inhalt({"kommune_id": "keine"}, art, fassung)
    satz = abgelegt(senden(geraet, was, cm), Ablagegrund.UNBEKANNT)
    assert satz.inhalt["daten"] == {"kommune_id": "keine"}


def test_was_beim_sperren_halb_dastand_kommt_in_die_ablage(geraet: Any, cm: Any) -> None:
    was = vb.inhalt(vb.beratung(themen=[]), entwurf=True)
    abgelegt(senden(geraet, was, cm), Ablagegrund.UNVOLLSTAENDIG)


def _beschaedigt(geraet: Any, name: str, wert: Any) -> dict[str, Any]:
    return {**vb.kasten(geraet, vb.inhalt(vb.beratung())), name: wert}


@pytest.mark.parametrize(
    ("name", "wert"),
    [
        ("v", 2),
        ("schluessel", "unbekannt"),
        ("epk", "AAAA"),
        ("huelle", "###"),
        ("huelle", None),
        ("daten", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("kennung", "00000000-0000-4000-8000-000000000001"),
    ],
)
def test_was_sich_nicht_oeffnen_laesst_wird_verwahrt(geraet: Any, cm: Any, name: str, wert: Any) -> None:
    """The last one: a box whose mark was exchanged does not open, its content is bound to it."""
    roh = _beschaedigt(geraet, name, wert)
    antwort = annehmen(roh=roh, geraet_jetzt=None, akteur=cm)
    assert (antwort.stand, antwort.grund) == ("unlesbar", "unlesbar"), "the device keeps its box"
    satz = Uebertragung.objects.get()
    assert (satz.stand, satz.inhalt) == ("offen", roh)


@pytest.mark.parametrize(
    "was",
    [
        "Text",
        {"art": "beratung"},
        {"art": "beratung", "fassung": 1, "erfasst_am": "2026-01-01T10:00:00", "daten": {}},
        {"art": "beratung", "fassung": 1, "erfasst_am": "2026-01-01T10:00:00Z", "daten": []},
    ],
)
def test_ein_inhalt_der_keiner_ist_wird_verwahrt(geraet: Any, cm: Any, was: Any) -> None:
    assert senden(geraet, was, cm).stand == "unlesbar"
    assert Uebertragung.objects.get().grund == "unlesbar"


@pytest.mark.parametrize(
    "roh", [None, [], {"kennung": "x"}, {"kennung": "00000000-0000-4000-8000-000000000002", "marke": 7}]
)
def test_ohne_kennung_bleibt_es_auf_dem_geraet(cm: Any, roh: Any) -> None:
    with pytest.raises(Kastenfehler):
        annehmen(roh=roh, geraet_jetzt=None, akteur=cm)


# Devices and keys -------------------------------------------------------------------------------------------


def test_fall_29_die_marke_einer_anderen_nimmt_der_server_nicht(geraet: Any, cm: Any, ort: Any) -> None:
    andere = bau.case_management(ort)
    assert senden(geraet, vb.inhalt(vb.beratung()), andere).stand == "fremd"
    assert not Uebertragung.objects.exists()
    eigenes, geheimnis = geraet_anmelden(marken=[str(geraet.marke)], akteur=andere)
    assert eigenes.marke != geraet.marke
    assert geheimnis
    wieder, nichts = geraet_anmelden(marken=["kaputt", str(eigenes.marke), str(geraet.marke)], akteur=cm)
    assert (wieder.marke, nichts) == (geraet.marke, "")


def test_ein_technisches_konto_bekommt_keine_marke() -> None:
    for akteur in (SystemAkteur("Probe"), Probeakteur(kreis_id=None, konto_id=1)):
        with pytest.raises(NichtErlaubt):
            geraet_anmelden(marken=[], akteur=akteur)


def test_nach_30_tagen_ein_neuer_schluessel_und_der_alte_oeffnet_weiter(geraet: Any, cm: Any) -> None:
    alter = empfangsschluessel(cm.kreis_id)
    assert empfangsschluessel(cm.kreis_id) == alter
    Empfangsschluessel.objects.filter(pk=alter.pk).update(erstellt_am=timezone.now() - timedelta(days=31))
    assert empfangsschluessel(cm.kreis_id) != alter
    assert senden(geraet, vb.inhalt(vb.beratung()), cm, schluessel=alter).stand == "angenommen"


def test_der_private_schluessel_steht_nur_verschluesselt_in_der_datenbank(cm: Any) -> None:
    from django.db import connection

    satz = empfangsschluessel(cm.kreis_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT privat FROM casemgmt_empfangsschluessel")
        assert cursor.fetchone()[0].startswith("k1:")
    assert satz.privat not in str(satz)


def test_wer_keine_rolle_mehr_hat_liefert_in_die_ablage(geraet: Any, cm: Any, ort: Any) -> None:
    from kim.konten.models import Rollenzuweisung

    fall_eroeffnen(
        kreis_id=ort.kreis_id,
        bereich=Fallbereich.LOKAL,
        kommune_id=ort.pk,
        klienten=[bau.klient(cm, ort).pk],
        eroeffnet_am=timezone.localdate(),
        akteur=cm,
    )
    for zuweisung in Rollenzuweisung.objects.filter(konto=cm):
        zuweisung.von = timezone.localdate() - timedelta(days=9)
        zuweisung.bis = bau.gestern()
        zuweisung.save()
    konto = type(cm).objects.get(pk=cm.pk)
    abgelegt(senden(geraet, vb.inhalt(vb.beratung(kommune_id=ort.pk)), konto), Ablagegrund.KEIN_ZUGANG)
