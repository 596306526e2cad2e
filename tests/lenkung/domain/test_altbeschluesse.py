"""Old Beschlüsse from a table: each keeps its number, and nothing is written while anything is wrong."""

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
from lenkung import permissions
from lenkung.domain.altbeschluesse import BESCHLUESSE, EINSPIELART, beschluss_uebernehmen, naechste_nummern
from lenkung.domain.nachtrag import Nachbeschluss, Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import verlauf_nachtragen
from lenkung.models import Abstimmung, Beschluss, Beschlussfolge, Gremium
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
KOPF = [
    "Nummer",
    "Tag",
    "Titel",
    "Wortlaut",
    "Ergebnis",
    "Art der Abstimmung",
    "Ergebnis in Worten",
    "Fundstelle",
    "Öffentlich",
    "Was ist zu tun",
    "Verantwortlich",
    "Bis",
    "Erledigt am",
]
JETZT = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUT = (
    "7/2022;23.11.2022;Kitas;Plätze entstehen.;angenommen;offen;9 Ja, 2 Nein;Niederschrift, TOP 3;nein;"
    "Plätze suchen;Jugendamt;31.03.2023;01.03.2023"
)
KNAPP = "3;18.05.2022;Ziele;Die Ziele gelten.;abgelehnt;;;;;;;;"


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _vorschau(gremium: Gremium, *zeilen: str, wer: Any = None) -> Any:
    return importvorschau_anlegen(
        kreis_id=gremium.kreis_id,
        art=BESCHLUESSE,
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


def test_jeder_behaelt_seine_nummer_und_was_das_papier_sagt(gremium: Gremium) -> None:
    satz = sitzung(gremium, date(2022, 11, 23), "geschlossen")
    ergebnis = _uebernimm(gremium, GUT, KNAPP)
    assert (ergebnis.angelegt, ergebnis.unveraendert) == (2, 0)
    knapp, voll = Beschluss.objects.order_by("nummer")
    assert (voll.zeichen, voll.gefasst_am, voll.sitzung) == ("7/2022", date(2022, 11, 23), satz)
    assert (voll.weise, voll.rechnung, voll.fundstelle) == ("offen", "9 Ja, 2 Nein", "Niederschrift, TOP 3")
    assert (voll.angenommen, voll.nachgetragen, voll.oeffentlich) == (True, True, False)
    folge = Beschlussfolge.objects.get()
    assert (folge.text, folge.verantwortlich, folge.bis) == (
        "Plätze suchen",
        "Jugendamt",
        date(2023, 3, 31),
    )
    assert (folge.stand, folge.erledigt_am) == ("erledigt", date(2023, 3, 1))
    assert (knapp.zeichen, knapp.sitzung, knapp.angenommen) == ("3/2022", None, False)
    assert (knapp.weise, knapp.rechnung, knapp.fundstelle, knapp.oeffentlich) == (
        "",
        "Ergebnis laut Niederschrift",
        "aus einer Liste übernommen",
        True,
    )
    assert not Abstimmung.objects.exists()


def test_die_naechste_nummer_zaehlt_hinter_der_hoechsten_weiter(gremium: Gremium) -> None:
    _uebernimm(gremium, GUT)
    satz = sitzung(gremium, date(2022, 12, 1), "geschlossen")
    punkt = Nachpunkt("Mehr", beschluesse=(Nachbeschluss("Ja.", "Niederschrift"),))
    nachtrag = Nachtrag("Vorsitz", punkte=[punkt])
    (neu,) = verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=gobau.akteur(gremium))
    assert neu.zeichen == "8/2022"
    # And an old one that comes later still finds its place below.
    _uebernimm(gremium, KNAPP)
    assert sorted(Beschluss.objects.values_list("nummer", flat=True)) == [3, 7, 8]
    plan = plan_der_vorschau(_vorschau(gremium, KNAPP, "12/2023;01.02.2023;A;B;angenommen;;;;;;;;"))
    assert naechste_nummern(gremium.pk, plan) == ["9/2022", "13/2023"]


def test_eine_aufgabe_ohne_worte_heisst_wie_der_beschluss(gremium: Gremium) -> None:
    _uebernimm(gremium, "1;01.02.2023;Kurse einrichten;Es geschieht.;angenommen;;;;;;vhs;;")
    folge = Beschlussfolge.objects.get()
    assert (folge.text, folge.stand, folge.bis) == ("Kurse einrichten", "offen", None)


def test_zweimal_uebernommen_ist_einmal_eingetragen(gremium: Gremium) -> None:
    _uebernimm(gremium, GUT)
    (zeile,) = plan_der_vorschau(_vorschau(gremium, GUT)).zeilen
    assert zeile.aktion is Aktion.UNVERAENDERT
    ergebnis = _uebernimm(gremium, GUT)
    assert (ergebnis.angelegt, ergebnis.unveraendert) == (0, 1)
    assert (Beschluss.objects.count(), Beschlussfolge.objects.count()) == (1, 1)


def _zeile(**anders: str) -> str:
    werte = dict(zip(KOPF, GUT.split(";"), strict=True)) | anders
    return ";".join(werte.values())


@pytest.mark.parametrize(
    ("anders", "spalte", "meldung"),
    [
        ({"Nummer": "LG 3"}, "Nummer", "keine Nummer"),
        ({"Nummer": ""}, "Nummer", "muss etwas stehen"),
        ({"Nummer": "7/2021"}, "Nummer", "anderes Jahr"),
        ({"Nummer": "3/2022"}, "Nummer", "hat schon „Ziele“ vom 18.05.2022"),
        ({"Tag": "23.11.2999", "Nummer": "7", "Bis": "", "Erledigt am": ""}, "Tag", "noch vor uns"),
        ({"Titel": "x" * 201}, "Titel", "201"),
        ({"Wortlaut": ""}, "Wortlaut", "muss etwas stehen"),
        ({"Ergebnis": "vielleicht"}, "Ergebnis", "Möglich sind: angenommen, abgelehnt"),
        ({"Fundstelle": "x" * 201}, "Fundstelle", "201"),
        ({"Verantwortlich": ""}, "Verantwortlich", "wer verantwortlich ist"),
        ({"Ergebnis": "abgelehnt"}, "Verantwortlich", "folgt nichts"),
        ({"Was ist zu tun": "x" * 501}, "Was ist zu tun", "501"),
        ({"Bis": "01.01.2022"}, "Bis", "vor dem Beschluss"),
        ({"Erledigt am": "01.01.2022"}, "Erledigt am", "zwischen dem Beschluss und heute"),
    ],
)
def test_jede_schlechte_zelle_wird_genannt_und_nichts_uebernommen(
    gremium: Gremium, anders: dict[str, str], spalte: str, meldung: str
) -> None:
    _uebernimm(gremium, KNAPP)
    with pytest.raises(Einspielfehler) as fehler:
        _vorschau(gremium, "9/2022;24.11.2022;Gut;So.;angenommen;;;;;;;;", _zeile(**anders))
    (zelle,) = fehler.value.fehler
    assert (zelle.zeile, zelle.spalte) == (3, spalte)
    assert meldung in zelle.meldung
    assert Beschluss.objects.count() == 1


def test_dieselbe_nummer_zweimal_in_der_datei(gremium: Gremium) -> None:
    with pytest.raises(Einspielfehler, match="schon in Zeile 2"):
        _vorschau(gremium, GUT, _zeile(Titel="Anderes"))


def test_ein_langer_wortlaut_passt(gremium: Gremium) -> None:
    _uebernimm(gremium, _zeile(Wortlaut="x" * 15_000))
    assert len(Beschluss.objects.get().text) == 15_000


def test_wird_die_nummer_nach_der_vorschau_vergeben_wird_nichts_uebernommen(gremium: Gremium) -> None:
    """Between the plan and its row somebody may have got the number: the lock of the Gremium decides."""
    angaben = plan_der_vorschau(_vorschau(gremium, GUT)).zeilen[0].angaben
    wer = gobau.akteur(gremium)
    werte = {"gremium_id": gremium.pk, "akteur": wer, "grund": "Probe"}
    erster = beschluss_uebernehmen(angaben=angaben, **werte)
    assert beschluss_uebernehmen(angaben=angaben, **werte) == erster
    with pytest.raises(Exception, match="hat schon „Kitas“"):
        beschluss_uebernehmen(angaben={**angaben, "text": "Anderes."}, **werte)
    assert Beschluss.objects.count() == 1


def test_zwei_sitzungen_am_selben_tag_lassen_offen_welche_es_war(gremium: Gremium) -> None:
    for stunde in (9, 14):
        satz = sitzung(gremium, date(2022, 11, 23), "geschlossen")
        satz.beginn = satz.beginn.replace(hour=stunde)
        satz.save()
    _uebernimm(gremium, GUT)
    assert Beschluss.objects.get().sitzung is None


def test_mehr_zeilen_kosten_nicht_mehr_abfragen(gremium: Gremium) -> None:
    kosten = []
    for anzahl in (1, 9):
        wer = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
        zeilen = (f"{n};01.02.2023;Titel;Text;angenommen;;;;;;;;" for n in range(1, anzahl + 1))
        vorschau = _vorschau(gremium, *zeilen, wer=wer)
        with gezaehlt() as abfragen:
            plan_der_vorschau(vorschau)
        kosten.append(len(abfragen))
    assert kosten == [2, 2]


def test_nur_wer_vorbereitet_auch_bei_einem_geschlossenen_gremium(gremium: Gremium) -> None:
    darf, kreis = EINSPIELART.darf, gremium.kreis_id
    assert darf(gobau.akteur(gremium, permissions.VORBEREITEN.schluessel), kreis, gremium.pk)
    assert not darf(gobau.akteur(gremium, permissions.BESTAETIGEN.schluessel), kreis, gremium.pk)
    assert not darf(gobau.akteur(gremium), kreis, GremiumFactory().pk)
    gremium.aktiv_bis = date(2023, 12, 31)
    gremium.save()
    _uebernimm(gremium, GUT)
    with pytest.raises(NichtErlaubt):
        beschluss_uebernehmen(
            gremium_id=gremium.pk, akteur=gobau.akteur(GremiumFactory()), angaben={}, grund="Probe"
        )
