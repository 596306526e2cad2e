"""Every change carries who did it and why, and only the one act it belongs to."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kim.basis.akteur import SystemAkteur
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.models import Kommune
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db


def test_die_historie_nennt_urheber_und_grund() -> None:
    kommune = KommuneFactory()
    kommune.name = "Neudorf"
    speichere(kommune, akteur=Probeakteur(1, konto_id=7, akteur_name="Petra Probe"), grund="umbenannt")
    zeile = kommune.history.latest()
    assert (zeile.akteur_name, zeile.history_user_id, zeile.history_change_reason, zeile.name) == (
        "Petra Probe",
        7,
        "umbenannt",
        "Neudorf",
    )


def test_ein_automatischer_vorgang_steht_mit_seinem_namen_da() -> None:
    kommune = KommuneFactory()
    speichere(kommune, akteur=SystemAkteur("Nachtlauf"))
    zeile = kommune.history.latest()
    assert (zeile.akteur_name, zeile.history_user_id) == ("System: Nachtlauf", None)


def test_ein_ungueltiger_satz_wird_nicht_gespeichert() -> None:
    kommune = KommuneFactory()
    vorher = kommune.history.count()
    kommune.name = ""
    with pytest.raises(ValidationError):
        speichere(kommune, akteur=SystemAkteur("Probe"))
    assert kommune.history.count() == vorher


def test_ein_spaeterer_vorgang_erbt_urheber_und_grund_nicht() -> None:
    kommune = KommuneFactory()
    speichere(kommune, akteur=Probeakteur(1, akteur_name="Petra Probe"), grund="umbenannt")
    kommune.save()
    zeile = kommune.history.latest()
    assert (zeile.akteur_name, zeile.history_change_reason) == ("", None)


def test_auch_nach_einem_fehler_erbt_niemand_den_urheber() -> None:
    erste, zweite = KommuneFactory(), KommuneFactory()
    zweite.pk, zweite._state.adding = erste.pk, True
    zweite.name = "Doppelt"
    with pytest.raises(ValidationError):
        speichere(zweite, akteur=Probeakteur(1))
    assert not hasattr(zweite, "_history_user")


def test_eine_loeschung_bleibt_mit_urheber_und_letztem_inhalt_stehen() -> None:
    kommune = KommuneFactory(name="Altdorf", kreis=KreisFactory())
    nummer = kommune.pk
    loesche(kommune, akteur=Probeakteur(1, akteur_name="Petra Probe"), grund="doppelt angelegt")
    assert not Kommune.objects.filter(pk=nummer).exists()
    zeile = Kommune.history.filter(id=nummer).latest()
    assert (zeile.history_type, zeile.akteur_name, zeile.history_change_reason, zeile.name) == (
        "-",
        "Petra Probe",
        "doppelt angelegt",
        "Altdorf",
    )


def test_nur_was_sich_geaendert_hat_wird_geprueft_und_geschrieben() -> None:
    """For acts that move on what was checked before; the conditions are the database's own."""
    kommune = KommuneFactory(name="Altdorf")
    vorher, kommune.name, kommune.gemeindeschluessel = kommune.gemeindeschluessel, "Neudorf", "falsch"
    speichere(kommune, akteur=SystemAkteur("Nachtlauf"), grund="umbenannt", nur=("name",))
    kommune.refresh_from_db()
    assert (kommune.name, kommune.gemeindeschluessel) == ("Neudorf", vorher)
    assert kommune.history.latest().history_change_reason == "umbenannt"
    kommune.name = ""
    with pytest.raises(ValidationError):
        speichere(kommune, akteur=SystemAkteur("Nachtlauf"), nur=("name",))
