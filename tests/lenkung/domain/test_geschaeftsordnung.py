"""A draft and its provisions: who may, what is refused, what the history keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.geschaeftsordnung import (
    bestimmung_regeln,
    bestimmung_streichen,
    entwurf_verwerfen,
    geschaeftsordnung_benennen,
    geschaeftsordnung_entwerfen,
)
from lenkung.models import Bestimmung, Geschaeftsordnung, Gremium
from lenkung.regeln import bestimmungen as regeln
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
HALB = {"zaehler": 1, "nenner": 2, "vergleich": ">=", "basis": "alle_sitze"}
QUORUM = regeln.Bestimmung("§ 6 Abs. 4", HALB, "Mindestens die Hälfte.", "Von allen Sitzen.")


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _entwerfen(gremium: Gremium, akteur: Any = None, **felder: Any) -> Geschaeftsordnung:
    angaben = {"bezeichnung": felder.pop("bezeichnung", "Entwurf"), "quelle": "Anlage 1"}
    return geschaeftsordnung_entwerfen(
        gremium_id=gremium.pk,
        akteur=akteur or gobau.akteur(gremium),
        angaben=angaben,  # type: ignore[arg-type]
        **felder,
    )


def _regeln(satz: Geschaeftsordnung, bestimmung: regeln.Bestimmung = QUORUM, **felder: Any) -> Bestimmung:
    art = felder.pop("art", "quorum")
    return bestimmung_regeln(
        geschaeftsordnung_id=satz.pk,
        art=art,
        bestimmung=bestimmung,
        akteur=felder.pop("akteur", None) or gobau.akteur(satz.gremium),
        **felder,
    )


TATEN: dict[str, Callable[[Geschaeftsordnung, Any], Any]] = {
    "benennen": lambda satz, akteur: geschaeftsordnung_benennen(
        geschaeftsordnung_id=satz.pk, akteur=akteur, angaben={"bezeichnung": "Neu"}
    ),
    "regeln": lambda satz, akteur: _regeln(satz, akteur=akteur),
    "streichen": lambda satz, akteur: bestimmung_streichen(
        geschaeftsordnung_id=satz.pk, art="mehrheit", akteur=akteur
    ),
    "verwerfen": lambda satz, akteur: entwurf_verwerfen(geschaeftsordnung_id=satz.pk, akteur=akteur),
    "beschliessen": lambda satz, akteur: gobau.beschliesse(satz, date(2024, 1, 1), wer=akteur),
}


@pytest.mark.parametrize("tat", TATEN)
def test_ohne_das_recht_geschieht_nichts(tat: str, gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("mehrheit",))
    anderes = GremiumFactory(kreis=gremium.kreis)
    for akteur in (
        gobau.akteur(gremium, "lenkung.gremien_sehen", "lenkung.gremien_verwalten"),
        gobau.akteur(anderes, nur_gremium=True),
        gobau.akteur(GremiumFactory()),
    ):
        with pytest.raises(NichtErlaubt):
            TATEN[tat](satz, akteur)
    satz.refresh_from_db()
    assert (satz.bezeichnung, satz.beschlossen_am) == ("Entwurf vom Mai", None)
    assert [b.art for b in satz.bestimmungen.all()] == ["mehrheit"]


@pytest.mark.parametrize("tat", TATEN)
def test_das_recht_auf_dem_gremium_genuegt(tat: str, gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("mehrheit",))
    TATEN[tat](satz, gobau.akteur(gremium, "lenkung.go_pflegen", nur_gremium=True))


@pytest.mark.parametrize("tat", TATEN)
def test_was_beschlossen_ist_bleibt_wie_es_beschlossen_wurde(tat: str, gremium: Gremium) -> None:
    satz = gobau.in_kraft(gremium, nur=("mehrheit",))
    with pytest.raises(NichtErlaubt, match="ist beschlossen"):
        TATEN[tat](satz, gobau.akteur(gremium))
    satz.refresh_from_db()
    assert (satz.bezeichnung, satz.beschlossen_am) == ("Geschäftsordnung von 2022", gobau.BESCHLUSS)
    assert [b.art for b in satz.bestimmungen.all()] == ["mehrheit"]


@pytest.mark.parametrize("tat", sorted(TATEN.keys() - {"verwerfen"}))
def test_ist_das_gremium_geschlossen_wird_aus_seinem_entwurf_nichts_mehr(tat: str, gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("mehrheit",))
    gremium.aktiv_bis = date(2024, 1, 1)
    gremium.save()
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        TATEN[tat](satz, gobau.akteur(gremium))
    satz.refresh_from_db()
    assert (satz.bezeichnung, satz.beschlossen_am) == ("Entwurf vom Mai", None)
    assert [b.art for b in satz.bestimmungen.all()] == ["mehrheit"]
    TATEN["verwerfen"](satz, gobau.akteur(gremium))
    assert not Geschaeftsordnung.objects.exists()


# Drafting


def test_entwerfen_darf_nur_wer_das_gremium_pflegt_und_nur_solange_es_besteht(gremium: Gremium) -> None:
    with pytest.raises(NichtErlaubt):
        _entwerfen(gremium, gobau.akteur(gremium, "lenkung.gremien_sehen"))
    gremium.aktiv_bis = date(2024, 1, 1)
    gremium.save()
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        _entwerfen(gremium)
    assert not Geschaeftsordnung.objects.exists()


def test_ein_entwurf_beginnt_leer_und_bekommt_eine_kennung_fuer_die_regelprobe(gremium: Gremium) -> None:
    erster, zweiter = _entwerfen(gremium), _entwerfen(gremium, bezeichnung="Zweiter")
    assert erster.ist_entwurf
    assert not erster.bestimmungen.exists()
    stamm = f"go-{gremium.kreis.kuerzel}"
    assert (erster.kennung, zweiter.kennung) == (f"{stamm}-1", f"{stamm}-2")
    # One that was freed is not what the number is counted by.
    entwurf_verwerfen(geschaeftsordnung_id=erster.pk, akteur=gobau.akteur(gremium))
    assert _entwerfen(gremium, bezeichnung="Dritter").kennung == f"{stamm}-3"


def test_ein_entwurf_uebernimmt_alle_bestimmungen_seiner_grundlage(gremium: Gremium) -> None:
    grundlage = gobau.in_kraft(gremium)
    neuer = _entwerfen(gremium, grundlage_id=grundlage.pk)
    assert neuer.grundlage == grundlage
    assert neuer.bestimmungen.count() == 24

    def inhalt(satz: Geschaeftsordnung) -> list[Any]:
        return [(b.art, b.norm, b.wortlaut, b.lesart, b.werte) for b in satz.bestimmungen.all()]

    assert inhalt(neuer) == inhalt(grundlage)


def test_was_man_nicht_sieht_ist_keine_grundlage(gremium: Gremium) -> None:
    fremde = gobau.in_kraft(GremiumFactory())
    with pytest.raises(ObjectDoesNotExist):
        _entwerfen(gremium, grundlage_id=fremde.pk)
    assert not gremium.geschaeftsordnungen.exists()


def test_eine_bezeichnung_gibt_es_im_gremium_einmal(gremium: Gremium) -> None:
    erster = _entwerfen(gremium)
    with pytest.raises(ValidationError, match="gibt es schon"):
        _entwerfen(gremium)
    zweiter = _entwerfen(gremium, bezeichnung="Zweiter")
    with pytest.raises(ValidationError, match="gibt es schon"):
        geschaeftsordnung_benennen(
            geschaeftsordnung_id=zweiter.pk,
            akteur=gobau.akteur(gremium),
            angaben={"bezeichnung": erster.bezeichnung},
        )
    _entwerfen(GremiumFactory(kreis=gremium.kreis))


def test_wer_veraltetes_speichert_ueberschreibt_niemanden(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    stand = stand_von(satz)
    angaben = {"geschaeftsordnung_id": satz.pk, "akteur": gobau.akteur(gremium), "erwarteter_stand": stand}
    geschaeftsordnung_benennen(**angaben, angaben={"quelle": "Anlage 2"})
    with pytest.raises(Ueberholt, match="Petra Probe"):
        geschaeftsordnung_benennen(**angaben, angaben={"quelle": "Anlage 3"})
    satz.refresh_from_db()
    assert satz.quelle == "Anlage 2"


# Provisions


def test_eine_bestimmung_wird_geregelt_geaendert_und_gestrichen_und_der_verlauf_nennt_wer(
    gremium: Gremium,
) -> None:
    satz = _entwerfen(gremium)
    erste = _regeln(satz, akteur=gobau.akteur(gremium, konto_id=7, akteur_name="Karla Erste"))
    assert (erste.norm, erste.werte, erste.wortlaut, erste.lesart) == (
        "§ 6 Abs. 4",
        HALB,
        "Mindestens die Hälfte.",
        "Von allen Sitzen.",
    )
    mehr = regeln.Bestimmung("§ 6", {**HALB, "vergleich": ">"})
    assert _regeln(satz, mehr, akteur=gobau.akteur(gremium, akteur_name="Karla Zweite")).pk == erste.pk
    bestimmung_streichen(
        geschaeftsordnung_id=satz.pk,
        art="quorum",
        akteur=gobau.akteur(gremium, akteur_name="Karla Dritte"),
    )
    assert not satz.bestimmungen.exists()
    verlauf = Bestimmung.history.filter(id=erste.pk).order_by("history_id")
    assert [(z.history_type, z.akteur_name, z.norm) for z in verlauf] == [
        ("+", "Karla Erste", "§ 6 Abs. 4"),
        ("~", "Karla Zweite", "§ 6"),
        ("-", "Karla Dritte", "§ 6"),
    ]
    assert verlauf.first().history_user_id == 7
    assert verlauf.last().history_change_reason == "gestrichen"


def test_was_gleich_bleibt_gibt_keine_neue_zeile_im_verlauf(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    _regeln(satz)
    erste = _regeln(satz)
    assert Bestimmung.history.filter(id=erste.pk).count() == 1
    geschaeftsordnung_benennen(
        geschaeftsordnung_id=satz.pk, akteur=gobau.akteur(gremium), angaben={"bezeichnung": "Entwurf"}
    )
    assert Geschaeftsordnung.history.filter(id=satz.pk).count() == 1


def test_auch_eine_bestimmung_ohne_angaben_wird_gespeichert(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    _regeln(satz, regeln.Bestimmung("§ 6 Abs. 4", {}), art="quorum_bis_feststellung")
    assert satz.bestimmungen.get().werte == {}


@pytest.mark.parametrize(
    ("bestimmung", "feld"),
    [
        (regeln.Bestimmung("§ 6", {**HALB, "zaehler": 0}), "zaehler"),
        (regeln.Bestimmung("§ 6", {**HALB, "zaehler": 3}), "zaehler"),
        (regeln.Bestimmung("", HALB), "norm"),
        (regeln.Bestimmung("§ 6", {**HALB, "wetter": 1}), "wetter"),
    ],
)
def test_ein_widerspruch_wird_mit_seinem_feld_abgewiesen(
    bestimmung: regeln.Bestimmung, feld: str, gremium: Gremium
) -> None:
    satz = _entwerfen(gremium)
    with pytest.raises(Fachfehler) as gefangen:
        _regeln(satz, bestimmung)
    assert gefangen.value.feld == feld
    assert not satz.bestimmungen.exists()


def test_wer_eine_bestimmung_nach_einem_anderen_speichert_hoert_davon(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    anders = regeln.Bestimmung("§ 7", HALB)
    stand = stand_von(_regeln(satz))
    _regeln(satz, anders, erwarteter_stand=stand)
    with pytest.raises(Ueberholt):
        _regeln(satz, QUORUM, erwarteter_stand=stand)
    assert satz.bestimmungen.get().norm == "§ 7"


def test_auch_wer_sie_ungeregelt_vorfand_ueberschreibt_keine(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    _regeln(satz, erwarteter_stand=0)
    with pytest.raises(Ueberholt, match="Petra Probe"):
        _regeln(satz, regeln.Bestimmung("§ 7", HALB), erwarteter_stand=0)
    assert satz.bestimmungen.get().norm == "§ 6 Abs. 4"


def test_was_inzwischen_gestrichen_ist_entsteht_nicht_von_selbst_neu(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    stand = stand_von(_regeln(satz))
    bestimmung_streichen(geschaeftsordnung_id=satz.pk, art="quorum", akteur=gobau.akteur(gremium))
    with pytest.raises(Ueberholt, match="gestrichen"):
        _regeln(satz, erwarteter_stand=stand)
    assert not satz.bestimmungen.exists()
    _regeln(satz, erwarteter_stand=0)


def test_streichen_was_es_nicht_gibt_ist_kein_fehler(gremium: Gremium) -> None:
    satz = _entwerfen(gremium)
    bestimmung_streichen(geschaeftsordnung_id=satz.pk, art="quorum", akteur=gobau.akteur(gremium))


def test_ein_verworfener_entwurf_ist_fort_und_der_verlauf_behaelt_ihn(gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("quorum", "mehrheit"))
    kind = _entwerfen(gremium, bezeichnung="Darauf", grundlage_id=satz.pk)
    nummer = satz.pk
    entwurf_verwerfen(geschaeftsordnung_id=nummer, akteur=gobau.akteur(gremium, akteur_name="Karla Ende"))
    kind.refresh_from_db()
    assert kind.grundlage is None
    assert kind.bestimmungen.count() == 2
    assert not Geschaeftsordnung.objects.filter(pk=nummer).exists()
    letzte = Geschaeftsordnung.history.filter(id=nummer).latest("history_id")
    assert (letzte.history_type, letzte.akteur_name, letzte.bezeichnung) == (
        "-",
        "Karla Ende",
        "Entwurf vom Mai",
    )
    geloeschte = Bestimmung.history.filter(geschaeftsordnung_id=nummer, history_type="-")
    assert {zeile.history_change_reason for zeile in geloeschte} == {"Entwurf verworfen"}
    assert geloeschte.count() == 2
