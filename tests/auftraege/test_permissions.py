"""Who sees and steers jobs."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kim.auftraege import permissions
from kim.auftraege.models import Auftrag
from kim.basis.akteur import Bereich
from kim.stammdaten.models import Kreis
from tests.fabriken import KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SEHEN, STEUERN = "auftraege.sehen", "auftraege.steuern"


def auftrag(kreis: Kreis | None, **felder: Any) -> Auftrag:
    jetzt = timezone.now()
    grund = {
        "art": "probe",
        "schluessel": f"probe:{Auftrag.objects.count()}",
        "erstellt_am": jetzt,
        "erstellt_von_name": "Probe",
        "fruehestens": jetzt,
    }
    return Auftrag.objects.create(kreis=kreis, **{**grund, **felder})


def gescheitert(kreis: Kreis | None, **felder: Any) -> Auftrag:
    return auftrag(kreis, stand="gescheitert", fehler="x", beendet_am=timezone.now(), **felder)


def akteur(kreis: Kreis, *rechte: str, **angaben: Any) -> Probeakteur:
    return Probeakteur(kreis.pk, frozenset(rechte), **angaben)


def test_jede_person_sieht_die_eigenen_der_betrieb_alle_des_kreises_und_der_installation() -> None:
    kreis, fremd = KreisFactory(), KreisFactory()
    eigener, anderer = auftrag(kreis, erstellt_von_id=7), auftrag(kreis, erstellt_von_id=8)
    auftrag(fremd, erstellt_von_id=9)
    allgemein = auftrag(None)
    for wer, erwartet in (
        (akteur(kreis, konto_id=7), {eigener}),
        (akteur(kreis), set()),
        (akteur(kreis, SEHEN, konto_id=5), {eigener, anderer}),
        (akteur(kreis, SEHEN, STEUERN, konto_id=5), {eigener, anderer, allgemein}),
        (akteur(kreis, SEHEN, bereiche=frozenset({Bereich("kommune", 1, kreis.pk)})), set()),
    ):
        assert set(permissions.sichtbare_auftraege(wer)) == erwartet
        assert {a for a in Auftrag.objects.all() if permissions.darf_sehen(wer, a)} == erwartet


@pytest.mark.parametrize(
    ("stand", "wiederholen", "verwerfen"),
    [
        ("wartet", False, True),
        ("laeuft", False, False),
        ("erledigt", False, False),
        ("gescheitert", True, True),
        ("verworfen", True, False),
    ],
)
def test_in_welchem_stand_was_geht(stand: str, wiederholen: bool, verwerfen: bool) -> None:
    kreis = KreisFactory()
    satz = Auftrag(kreis=kreis, stand=stand)
    wer = akteur(kreis, STEUERN)
    assert bool(permissions.darf_wiederholen(wer, satz)) is wiederholen
    assert bool(permissions.darf_verwerfen(wer, satz)) is verwerfen
    assert not permissions.darf_verwerfen(akteur(kreis, SEHEN), satz)
    assert not permissions.darf_wiederholen(akteur(KreisFactory(), SEHEN, STEUERN), satz)


def test_wer_ihn_erteilt_hat_darf_ihn_wiederholen() -> None:
    kreis = KreisFactory()
    satz = gescheitert(kreis, erstellt_von_id=7)
    assert permissions.darf_wiederholen(akteur(kreis, konto_id=7), satz)
    assert not permissions.darf_wiederholen(akteur(kreis, konto_id=8), satz)


def test_was_der_ganzen_installation_gehoert_steuert_der_betrieb() -> None:
    kreis = KreisFactory()
    satz = gescheitert(None)
    assert permissions.darf_wiederholen(akteur(kreis, STEUERN), satz)
    assert not permissions.darf_wiederholen(akteur(kreis, SEHEN), satz)
