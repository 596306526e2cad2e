"""Old sessions from a table: all or nothing, each once, and no message to anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kim.basis.fehler import NichtErlaubt
from kim.stammdaten.domain.einspielen import (
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler
from kim.stammdaten.regeln.einspielung import Zeile
from kim.versand.models import Nachricht
from lenkung import permissions
from lenkung.domain.altsitzungen import EINSPIELART, SITZUNGEN
from lenkung.domain.nachtrag import Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import verlauf_nachtragen
from lenkung.models import Gremium, Sitzung, Tagesordnung
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
KOPF = ["Tag", "Beginn", "Ende", "Art", "Ort", "Link zur Teilnahme", "Ausgefallen, weil", "Tagesordnung"]
JETZT = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUT = "24.03.2022;14:00;15:30;in Präsenz;Kreishaus;;;1. Begrüßung|2. Konzept"


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _vorschau(gremium: Gremium, *zeilen: str, wer: Any = None) -> Any:
    return importvorschau_anlegen(
        kreis_id=gremium.kreis_id,
        art=SITZUNGEN,
        bezug_id=gremium.pk,
        kopf=KOPF,
        zeilen=[Zeile(n, tuple(zeile.split(";"))) for n, zeile in enumerate(zeilen, start=2)],
        akteur=wer or konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis),
        jetzt=JETZT,
    )


def _uebernimm(gremium: Gremium, *zeilen: str) -> Any:
    wer = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    vorschau = _vorschau(gremium, *zeilen, wer=wer)
    plan = plan_der_vorschau(vorschau)
    return importvorschau_uebernehmen(
        vorschau_id=vorschau.pk, abdruck=plan.abdruck, akteur=wer, grund="Aus einer Datei übernommen"
    )


def test_sitzungen_mit_tagesordnung_und_eine_die_ausfiel(gremium: Gremium) -> None:
    ausgefallen = "19.06.2023;14 Uhr;;;;;keine Punkte zur Entscheidung;"
    ergebnis = _uebernimm(gremium, GUT, ausgefallen)
    assert (ergebnis.angelegt, ergebnis.unveraendert) == (2, 0)
    eins, zwei = Sitzung.objects.order_by("beginn")
    assert (eins.stand, eins.beginn, eins.dauer_minuten) == ("geschlossen", wann(date(2022, 3, 24)), 90)
    assert [(punkt.position, punkt.titel, punkt.stand) for punkt in bau.punkte(eins)] == [
        (1, "Begrüßung", "behandelt"),
        (2, "Konzept", "behandelt"),
    ]
    assert Tagesordnung.objects.get().stand == "bestaetigt"
    assert (zwei.stand, zwei.absage_grund, zwei.dauer_minuten) == (
        "abgesagt",
        "keine Punkte zur Entscheidung",
        120,
    )
    assert not Nachricht.objects.exists()
    # What happened in it can be entered then.
    nachtrag = Nachtrag("Vorsitz", punkte=[Nachpunkt(punkt_id=punkt.pk) for punkt in bau.punkte(eins)])
    verlauf_nachtragen(sitzung_id=eins.pk, nachtrag=nachtrag, akteur=gobau.akteur(gremium))


def test_zweimal_uebernommen_ist_einmal_eingetragen(gremium: Gremium) -> None:
    _uebernimm(gremium, GUT)
    (zeile,) = plan_der_vorschau(_vorschau(gremium, GUT)).zeilen
    assert zeile.aktion is Aktion.UNVERAENDERT
    ergebnis = _uebernimm(gremium, GUT)
    assert (ergebnis.angelegt, ergebnis.unveraendert) == (0, 1)
    assert Sitzung.objects.count() == 1


def test_neben_einer_abgesagten_darf_am_selben_tag_eine_stattgefunden_haben(gremium: Gremium) -> None:
    satz = sitzung(gremium, date(2022, 3, 24), "abgesagt")
    satz.beginn = satz.beginn.replace(hour=9)
    satz.save()
    _uebernimm(gremium, GUT)
    assert Sitzung.objects.count() == 2


@pytest.mark.parametrize(
    ("zeile", "spalte", "meldung"),
    [
        ("24.03.2999;14:00;;;;;;", "Tag", "noch vor uns"),
        ("24.03.2022;mittags;;;;;;", "Beginn", "keine Uhrzeit"),
        ("27.03.2022;02:30;;;;;;", "Beginn", "vorgestellt"),
        ("24.03.2022;14:00;14:00;;;;;", "Ende", "nicht nach dem Beginn"),
        ("24.03.2022;14:00;;im Wald;;;;", "Art", "Das gibt es hier nicht"),
        ("24.03.2022;14:00;;digital;;;;", "Link zur Teilnahme", "gehört der Link"),
        ("24.03.2022;14:00;;digital;;kein Link;;", "Link zur Teilnahme", "gültige Adresse"),
        (f"24.03.2022;14:00;;;{'x' * 201};;;", "Ort", "201"),
        (f"24.03.2022;14:00;;;;;;{'x' * 201}", "Tagesordnung", "201"),
        ("25.03.2022;15:00;;;;;;", "Beginn", "schon eine Sitzung um 14:00"),
    ],
)
def test_jede_schlechte_zelle_wird_genannt_und_nichts_uebernommen(
    gremium: Gremium, zeile: str, spalte: str, meldung: str
) -> None:
    sitzung(gremium, date(2022, 3, 25), "geschlossen")
    with pytest.raises(Einspielfehler) as fehler:
        _vorschau(gremium, "12.05.2022;14:00;;;;;;", zeile)
    (zelle,) = fehler.value.fehler
    assert (zelle.zeile, zelle.spalte) == (3, spalte)
    assert meldung in zelle.meldung
    assert Sitzung.objects.count() == 1


def test_derselbe_tag_zweimal_in_der_datei(gremium: Gremium) -> None:
    with pytest.raises(Einspielfehler, match="schon in Zeile 2"):
        _vorschau(gremium, GUT, GUT)


def test_mehr_zeilen_kosten_nicht_mehr_abfragen(gremium: Gremium) -> None:
    kosten = []
    for anzahl in (1, 9):
        wer = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
        vorschau = _vorschau(gremium, *(f"0{n}.03.2022;14:00;;;;;;" for n in range(1, anzahl + 1)), wer=wer)
        with gezaehlt() as abfragen:
            plan_der_vorschau(vorschau)
        kosten.append(len(abfragen))
    assert kosten == [2, 2]


def test_nur_wer_plant_und_vorbereitet_und_nur_am_eigenen_gremium(gremium: Gremium) -> None:
    darf, kreis = EINSPIELART.darf, gremium.kreis_id
    assert darf(gobau.akteur(gremium), kreis, gremium.pk)
    for recht in (permissions.SITZUNGEN_PLANEN, permissions.VORBEREITEN):
        assert not darf(gobau.akteur(gremium, recht.schluessel), kreis, gremium.pk)
    for fremdes in (GremiumFactory().pk, None):
        antwort = darf(gobau.akteur(gremium), kreis, fremdes)
        assert not antwort
        assert antwort.grund == "Dieses Gremium gibt es nicht."
    with pytest.raises(NichtErlaubt):
        _vorschau(gremium, GUT, wer=konto_mit_rolle("mitglied", kreis=gremium.kreis))
