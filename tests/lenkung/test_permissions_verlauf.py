"""Holding a session: who sees what of it, and who may do what in which state."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from lenkung import permissions
from lenkung.models import Beschluss, Sitzung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
VORBEREITEN, BESTAETIGEN = "lenkung.sitzungen_vorbereiten", "lenkung.tagesordnung_bestaetigen"
SEHEN, LESEN = "lenkung.gremien_sehen", "lenkung.gremium_lesen"


@pytest.fixture
def beschluss() -> Beschluss:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    return bau.stelle_fest(bau.einvernehmlich(satz, punkt))


def _sitzung(stand: str) -> Sitzung:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(1))
    satz.stand = stand
    return satz


@pytest.mark.parametrize(
    ("darf", "recht", "staende"),
    [
        # The Geschäftsstelle runs the screen; quorum and results are established by either.
        ("darf_verlauf_sehen", VORBEREITEN, {"eingeladen", "eroeffnet", "geschlossen"}),
        ("darf_verlauf_sehen", BESTAETIGEN, {"eingeladen", "eroeffnet", "geschlossen"}),
        ("darf_eroeffnen", VORBEREITEN, {"eingeladen"}),
        ("darf_eroeffnen", BESTAETIGEN, {"eingeladen"}),
        ("darf_anwesenheit_eintragen", VORBEREITEN, {"eingeladen", "eroeffnet"}),
        ("darf_anwesenheit_eintragen", BESTAETIGEN, set()),
        ("darf_sitzung_fuehren", VORBEREITEN, {"eroeffnet"}),
        ("darf_sitzung_fuehren", BESTAETIGEN, set()),
        ("darf_notieren", VORBEREITEN, {"eroeffnet", "geschlossen"}),
        ("darf_notieren", BESTAETIGEN, set()),
        ("darf_anwesenheit_berichtigen", VORBEREITEN, {"eingeladen", "eroeffnet", "geschlossen"}),
        ("darf_anwesenheit_berichtigen", BESTAETIGEN, set()),
        ("darf_feststellen", VORBEREITEN, {"eroeffnet"}),
        ("darf_feststellen", BESTAETIGEN, {"eroeffnet"}),
        # Whether a result stands although the presence was corrected, the chair alone says.
        ("darf_pruefung_abschliessen", BESTAETIGEN, {"eroeffnet", "geschlossen"}),
        ("darf_pruefung_abschliessen", VORBEREITEN, set()),
    ],
)
def test_was_in_welchem_stand_mit_welchem_recht_geht(darf: str, recht: str, staende: set[str]) -> None:
    frage = getattr(permissions, darf)
    satz = _sitzung("geplant")
    wer = gobau.akteur(satz.gremium, recht)
    alle = ("geplant", "tagesordnung_festgelegt", "eingeladen", "eroeffnet", "geschlossen", "abgesagt")
    geht = set()
    for stand in alle:
        satz.stand = stand
        erlaubnis = frage(wer, satz)
        assert erlaubnis.grund
        if erlaubnis:
            geht.add(stand)
        # Neither a member nor anybody of another Kreis, whatever the state.
        assert not frage(gobau.akteur(satz.gremium, LESEN, SEHEN), satz)
        assert not frage(gobau.akteur(GremiumFactory()), satz)
    assert geht == staende


def test_der_stand_steht_im_grund() -> None:
    satz = _sitzung("geschlossen")
    erlaubnis = permissions.darf_sitzung_fuehren(gobau.akteur(satz.gremium), satz)
    assert erlaubnis.grund == "Diese Sitzung ist geschlossen; das geht jetzt nicht."


def test_folgen_pflegt_die_geschaeftsstelle_auch_lange_danach(beschluss: Beschluss) -> None:
    gremium = beschluss.gremium
    assert permissions.darf_folgen_pflegen(gobau.akteur(gremium, VORBEREITEN), beschluss)
    assert not permissions.darf_folgen_pflegen(gobau.akteur(gremium, BESTAETIGEN, LESEN), beschluss)
    assert not permissions.darf_folgen_pflegen(gobau.akteur(GremiumFactory()), beschluss)


def _gesehen(menge: QuerySet[Any]) -> int:
    return menge.count()


def test_den_verlauf_sieht_wer_das_gremium_betreut_und_niemand_aus_einem_anderen_kreis(
    beschluss: Beschluss,
) -> None:
    gremium = beschluss.gremium
    tore = (
        permissions.sichtbare_anwesenheiten,
        permissions.sichtbare_abstimmungen,
        permissions.einsehbare_beschluesse,
    )
    betreut, nur_mitglied = gobau.akteur(gremium, SEHEN), gobau.akteur(gremium, LESEN)
    assert [_gesehen(tor(betreut)) for tor in tore] == [2, 1, 1]
    for wer in (nur_mitglied, gobau.akteur(GremiumFactory()), gobau.akteur(gremium, "lenkung.oeffnen")):
        assert {_gesehen(tor(wer)) for tor in tore} == {0}
        assert not permissions.einsehbare_folgen(wer).exists()


def test_was_beschlossen_ist_liest_wer_dazugehoert(beschluss: Beschluss) -> None:
    gremium = beschluss.gremium
    person = bau.sitze(gremium)[0].besetzungen.get(art="mitglied").person
    mitglied = gobau.akteur(gremium, LESEN, person_id=person.pk)
    assert permissions.sichtbare_beschluesse(mitglied).get() == beschluss
    assert not permissions.sichtbare_beschluesse(gobau.akteur(GremiumFactory())).exists()
    # On the whole Kreis the role of a member opens nothing: the seat does.
    assert not permissions.sichtbare_beschluesse(gobau.akteur(gremium, LESEN, person_id=0)).exists()


def test_folgen_sieht_wer_das_gremium_betreut(beschluss: Beschluss) -> None:
    folge = beschluss.folgen.create(art="aufgabe", text="Kurse zählen", verantwortlich="Jugendamt")
    assert permissions.einsehbare_folgen(gobau.akteur(beschluss.gremium, SEHEN)).get() == folge
    assert not permissions.einsehbare_folgen(gobau.akteur(GremiumFactory())).exists()
