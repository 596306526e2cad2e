"""A job as a row: promised with the act, done once, tried again, never forgotten."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from kim.auftraege.domain import (
    auftraege_aufraeumen,
    auftraege_kehren,
    auftraege_planen,
    auftrag_ausfuehren,
    auftrag_erteilen,
    auftrag_verwerfen,
    auftrag_wiederholen,
    faellige_auftraege,
)
from kim.auftraege.domain.ausfuehren import grund_in_worten
from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import ZEITPLAENE, Fortschritt, Zeitplan
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.fabriken import KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
BOT = SystemAkteur("Probe")
Eintragen = Callable[..., list[Mapping[str, Any]]]


def erteilen(art: str = "probe", schluessel: str = "probe:1", **angaben: Any) -> Auftrag:
    return auftrag_erteilen(art=art, schluessel=schluessel, angaben={"id": 1}, akteur=BOT, **angaben)


def _spaeter(minuten: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minuten), tick=True)


GEWECKT: list[int] = []


def wecker(auftrag_id: int) -> None:
    GEWECKT.append(auftrag_id)


def toter_broker(auftrag_id: int) -> None:
    raise ConnectionError("redis://nutzer:passwort@broker.example")


@pytest.fixture(autouse=True)
def leere_liste() -> None:
    GEWECKT.clear()


# Promising -------------------------------------------------------------------------------------------------


def test_derselbe_schluessel_ergibt_dieselbe_zeile(auftragsart: Eintragen) -> None:
    auftragsart("probe")
    auftragsart("andere")
    assert erteilen() == erteilen(art="andere")
    assert Auftrag.objects.count() == 1


def test_eine_unbekannte_art_faellt_sofort_auf() -> None:
    with pytest.raises(KeyError, match="Auftragsarten"):
        erteilen(art="gibt-es-nicht")


def test_geweckt_wird_erst_nach_dem_abschluss(
    auftragsart: Eintragen, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.KIM_AUFTRAG_WECKER = f"{__name__}.wecker"
    auftragsart("probe")
    with django_capture_on_commit_callbacks(execute=True):
        auftrag = erteilen()
        assert GEWECKT == []
    assert [auftrag.pk] == GEWECKT


def test_was_spaeter_faellig_ist_weckt_niemanden(
    auftragsart: Eintragen, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.KIM_AUFTRAG_WECKER = f"{__name__}.wecker"
    auftragsart("probe")
    with django_capture_on_commit_callbacks(execute=True):
        auftrag = erteilen(fruehestens=timezone.now() + timedelta(hours=1))
    assert GEWECKT == []
    assert faellige_auftraege(jetzt=timezone.now()) == []
    assert faellige_auftraege(jetzt=timezone.now() + timedelta(hours=2)) == [auftrag.pk]
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None


def test_ein_toter_broker_verhindert_nichts_und_das_kehren_holt_es_nach(
    auftragsart: Eintragen,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.KIM_AUFTRAG_WECKER = f"{__name__}.toter_broker"
    auftragsart("probe")
    with django_capture_on_commit_callbacks(execute=True):
        auftrag = erteilen()
    assert Auftrag.objects.get().stand == "wartet"
    assert "ConnectionError" in caplog.text
    assert "passwort" not in caplog.text
    assert auftraege_kehren(jetzt=timezone.now() + timedelta(minutes=1)) == 0
    settings.KIM_AUFTRAG_WECKER = f"{__name__}.wecker"
    assert auftraege_kehren(jetzt=timezone.now() + timedelta(minutes=1)) == 1
    assert [auftrag.pk] == GEWECKT


def test_ohne_wecker_wird_niemand_geweckt(auftragsart: Eintragen) -> None:
    auftragsart("probe")
    erteilen()
    assert auftraege_kehren(jetzt=timezone.now() + timedelta(minutes=1)) == 0


def test_das_kehren_fuellt_eine_volle_warteschlange_nicht_weiter(
    auftragsart: Eintragen, settings: Any
) -> None:
    settings.KIM_AUFTRAG_WECKER = f"{__name__}.wecker"
    auftragsart("probe")
    erteilen()
    start = timezone.now()
    geweckt = [auftraege_kehren(jetzt=start + timedelta(minutes=m)) for m in (0, 1, 2, 9, 12, 13)]
    assert geweckt == [0, 1, 0, 0, 1, 0]


# Doing -----------------------------------------------------------------------------------------------------


def test_ein_auftrag_wird_einmal_ausgefuehrt_und_haelt_sein_ergebnis_fest(auftragsart: Eintragen) -> None:
    def tun(werte: Mapping[str, Any], fortschritt: Fortschritt) -> dict[str, int]:
        fortschritt.melden(1, 2, "Hälfte")
        halb = Auftrag.objects.get()
        assert (halb.erledigt, halb.gesamt, halb.fortschritt_text, halb.prozent) == (1, 2, "Hälfte", 50)
        return {"dokument": 7}

    gerufen = auftragsart("probe", tun)
    auftrag = erteilen()
    assert auftrag.prozent is None
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.ERLEDIGT
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None
    auftrag.refresh_from_db()
    assert gerufen == [{"id": 1}]
    assert (auftrag.stand, auftrag.ergebnis, auftrag.fehler, auftrag.frist_bis) == (
        "erledigt",
        {"dokument": 7},
        "",
        None,
    )
    assert auftrag.beendet_am is not None
    assert not auftrag.offen


def test_einen_unbekannten_auftrag_gibt_es_nicht() -> None:
    assert auftrag_ausfuehren(auftrag_id=4711) is None


def test_ein_fehler_wird_mit_wachsenden_pausen_wiederholt_und_landet_bei_einem_menschen(
    auftragsart: Eintragen, caplog: pytest.LogCaptureFixture
) -> None:
    def tun(werte: Mapping[str, Any], fortschritt: Fortschritt) -> None:
        raise RuntimeError(werte["id"])

    auftragsart("probe", tun)
    auftrag = auftrag_erteilen(art="probe", schluessel="probe:1", angaben={"id": "petra"}, akteur=BOT)
    pausen = []
    for _nummer in range(2):
        assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.WARTET
        auftrag.refresh_from_db()
        pausen.append(round((auftrag.fruehestens - timezone.now()).total_seconds()))
        Auftrag.objects.update(fruehestens=timezone.now())
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.GESCHEITERT
    auftrag.refresh_from_db()
    assert pausen == [10, 60]
    assert auftrag.fehler.startswith("Unerwarteter Fehler (RuntimeError).")
    assert str(auftrag.pk) in auftrag.fehler
    # The place is in the log, the words of the error are not: they may name a person.
    assert "in tun" in caplog.text
    assert "petra" not in caplog.text


def test_eine_fachliche_ablehnung_wird_nicht_wiederholt(auftragsart: Eintragen) -> None:
    def tun(werte: Mapping[str, Any], fortschritt: Fortschritt) -> None:
        raise Fachfehler("Die Vorlage fehlt.")

    auftragsart("probe", tun)
    auftrag = erteilen()
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.GESCHEITERT
    auftrag.refresh_from_db()
    assert auftrag.fehler == "Die Vorlage fehlt."


@pytest.mark.parametrize(
    ("fehler", "wort"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "kein Speicherplatz"),
        (OSError(errno.EIO, "I/O"), "Unerwarteter Fehler (OSError)"),
        (ConnectionRefusedError("geheim"), "nicht erreichbar (ConnectionRefusedError)"),
        (TimeoutError("geheim"), "nicht erreichbar (TimeoutError)"),
        (ValueError("geheim"), "Unerwarteter Fehler (ValueError)"),
    ],
)
def test_der_grund_steht_in_worten_ohne_den_wortlaut_des_fehlers(fehler: Exception, wort: str) -> None:
    grund = grund_in_worten(fehler, 1)
    assert wort in grund
    assert "geheim" not in grund


def test_ein_verschwundener_dienst_wird_nach_seiner_frist_abgeloest(auftragsart: Eintragen) -> None:
    gerufen = auftragsart("probe", frist=timedelta(minutes=5))
    auftrag = erteilen()
    Auftrag.objects.update(
        stand="laeuft", marke="weg", frist_bis=timezone.now() + timedelta(minutes=5), versuch=1
    )
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None
    with _spaeter(6):
        assert faellige_auftraege(jetzt=timezone.now()) == [auftrag.pk]
        assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.ERLEDIGT
    assert len(gerufen) == 1


def test_was_jeden_dienst_umbringt_landet_bei_einem_menschen(auftragsart: Eintragen) -> None:
    gerufen = auftragsart("probe")
    auftrag = erteilen()
    Auftrag.objects.update(
        stand="laeuft", marke="weg", frist_bis=timezone.now() - timedelta(seconds=1), versuch=3
    )
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None
    auftrag.refresh_from_db()
    assert (auftrag.stand, gerufen) == ("gescheitert", [])
    assert "mehrmals mitten in der Arbeit" in auftrag.fehler


@pytest.mark.parametrize("meldet", [True, False])
def test_wer_seinen_platz_verloren_hat_schreibt_nichts_mehr(auftragsart: Eintragen, meldet: bool) -> None:
    def tun(werte: Mapping[str, Any], fortschritt: Fortschritt) -> dict[str, int]:
        Auftrag.objects.update(marke="ein-anderer")
        if meldet:
            fortschritt.melden(1, 1)
            raise AssertionError("must have stopped here")
        return {"dokument": 7}

    auftragsart("probe", tun)
    auftrag = erteilen()
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None
    auftrag.refresh_from_db()
    assert (auftrag.stand, auftrag.marke, auftrag.ergebnis) == ("laeuft", "ein-anderer", {})


def test_eine_art_die_es_nicht_mehr_gibt_bleibt_lesbar_und_scheitert_sichtbar(auftragsart: Eintragen) -> None:
    auftragsart("probe")
    auftrag = erteilen()
    Auftrag.objects.update(art="aus-alter-fassung")
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is None
    auftrag.refresh_from_db()
    assert (auftrag.stand, auftrag.titel) == ("gescheitert", "aus-alter-fassung")
    assert str(auftrag) == "aus-alter-fassung (gescheitert)"


@pytest.mark.parametrize(
    "felder",
    [
        {"stand": "unbekannt"},
        {"stand": "laeuft"},
        {"stand": "erledigt"},
        {"stand": "gescheitert", "beendet_am": timezone.now()},
        {"stand": "verworfen", "beendet_am": timezone.now()},
        {"beendet_am": timezone.now()},
    ],
)
def test_die_datenbank_haelt_die_staende_stimmig(auftragsart: Eintragen, felder: dict[str, Any]) -> None:
    auftragsart("probe")
    erteilen()
    with pytest.raises(IntegrityError), transaction.atomic():
        Auftrag.objects.update(**felder)


# People ----------------------------------------------------------------------------------------------------


def _gescheitert(auftragsart: Eintragen) -> tuple[Auftrag, Probeakteur]:
    auftragsart("probe")
    kreis = KreisFactory()
    auftrag = erteilen(kreis_id=kreis.pk)
    Auftrag.objects.update(stand="gescheitert", fehler="x", beendet_am=timezone.now(), versuch=3)
    return auftrag, Probeakteur(kreis.pk, frozenset({"auftraege.sehen", "auftraege.steuern"}), konto_id=7)


def test_wiederholen_beginnt_mit_allen_versuchen_von_vorn(auftragsart: Eintragen) -> None:
    auftrag, mensch = _gescheitert(auftragsart)
    auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=mensch)
    assert auftrag_ausfuehren(auftrag_id=auftrag.pk) is Stand.ERLEDIGT
    auftrag.refresh_from_db()
    assert (auftrag.versuch, auftrag.entscheidung) == (1, "Wiederholt durch Petra Probe")
    with pytest.raises(NichtErlaubt):
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=mensch)


def test_verwerfen_braucht_einen_grund_und_laesst_sich_zuruecknehmen(auftragsart: Eintragen) -> None:
    auftrag, mensch = _gescheitert(auftragsart)
    with pytest.raises(Fachfehler, match="Grund") as ohne:
        auftrag_verwerfen(auftrag_id=auftrag.pk, grund=" ", akteur=mensch)
    assert ohne.value.feld == "grund"
    auftrag_verwerfen(auftrag_id=auftrag.pk, grund="erledigt sich", akteur=mensch)
    auftrag.refresh_from_db()
    assert (auftrag.stand, auftrag.entscheidung) == ("verworfen", "erledigt sich (Petra Probe)")
    assert faellige_auftraege(jetzt=timezone.now()) == []
    auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=mensch)
    assert faellige_auftraege(jetzt=timezone.now()) == [auftrag.pk]


# What recurs -----------------------------------------------------------------------------------------------


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, auftragsart: Eintragen) -> Callable[..., None]:
    def eintragen(**angaben: Any) -> None:
        auftragsart("probe")
        zeitplan = Zeitplan("probe", "probe", timedelta(minutes=10), **angaben)
        monkeypatch.setattr(ZEITPLAENE, "_eintraege", {"probe": zeitplan})

    return eintragen


def test_je_zeitfenster_ein_auftrag_und_nach_einem_ausfall_einer_nicht_hundert(
    plan: Callable[..., None],
) -> None:
    plan()
    start = timezone.now()
    assert auftraege_planen(jetzt=start) == 1
    assert auftraege_planen(jetzt=start) == 0
    # The first one still waits: a long outage does not pile up a hundred more.
    assert [auftraege_planen(jetzt=start + timedelta(minutes=10 * n)) for n in range(1, 100)] == [0] * 99
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)
    assert auftraege_planen(jetzt=start) == 0
    assert auftraege_planen(jetzt=start + timedelta(minutes=10)) == 1


def test_ohne_arbeit_entsteht_keine_zeile(plan: Callable[..., None]) -> None:
    gefragt = []
    plan(noetig=lambda jetzt: bool(gefragt.append(jetzt)))
    assert auftraege_planen(jetzt=timezone.now()) == 0
    assert (len(gefragt), Auftrag.objects.count()) == (1, 0)


def test_mit_arbeit_entsteht_eine_zeile(plan: Callable[..., None]) -> None:
    plan(noetig=lambda jetzt: True)
    assert auftraege_planen(jetzt=timezone.now()) == 1
    assert Auftrag.objects.get().erstellt_von_name == "System: Zeitplan"


def test_aufgeraeumt_wird_nur_was_erledigt_und_alt_ist(
    auftragsart: Eintragen, plan: Callable[..., None]
) -> None:
    plan()
    jetzt = timezone.now()
    auftraege_planen(jetzt=jetzt)
    for schluessel in ("a", "b", "c"):
        erteilen(schluessel=schluessel)
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)
    Auftrag.objects.filter(schluessel__startswith="plan:").update(beendet_am=jetzt - timedelta(days=2))
    Auftrag.objects.filter(schluessel="a").update(beendet_am=jetzt - timedelta(days=91))
    Auftrag.objects.filter(schluessel="b").update(beendet_am=jetzt - timedelta(days=2))
    Auftrag.objects.filter(schluessel="c").update(
        stand="gescheitert", fehler="x", beendet_am=jetzt - timedelta(days=400)
    )
    assert auftraege_aufraeumen(jetzt=jetzt) == 2
    assert set(Auftrag.objects.values_list("schluessel", flat=True)) == {"b", "c"}
