"""Marked times of the Kreis, and the private calendar of an account, read by an independent parser."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from kim.basis.akteur import Bereich, SystemAkteur
from kim.basis.fehler import NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from kim.versand.domain.kalenderfeed import fingerabdruck
from lenkung import permissions
from lenkung.domain.kalenderabo import (
    abo_mit,
    als_kalender,
    kalender_des_abos,
    kalenderabo_anlegen,
    kalenderabo_widerrufen,
    offenes_abo,
)
from lenkung.domain.sperrzeit import sperrzeit_aendern, sperrzeit_eintragen, sperrzeit_loeschen
from lenkung.models import Gremium, Kalenderabo, Sitzung, Sperrzeit
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import konto
from tests.lenkung.sitzungsbau import mitglied, sitzung
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SYSTEM = SystemAkteur("Test")
FERIEN = {"bezeichnung": "Sommerferien", "von": date(2027, 7, 19), "bis": date(2027, 8, 31)}
PLANEN = frozenset({permissions.SITZUNGEN_PLANEN.schluessel, permissions.GREMIUM_LESEN.schluessel})


# Marked times -----------------------------------------------------------------------------------------------


def test_eine_sperrzeit_wird_eingetragen_geaendert_und_geloescht() -> None:
    kreis = KreisFactory()
    zeit = sperrzeit_eintragen(kreis_id=kreis.pk, akteur=SYSTEM, angaben=FERIEN)
    assert str(zeit) == "Sommerferien (19.07.2027 bis 31.08.2027)"
    stand = stand_von(zeit)
    neu = sperrzeit_aendern(sperrzeit_id=zeit.pk, akteur=SYSTEM, angaben={"bis": date(2027, 9, 1)})
    sperrzeit_aendern(sperrzeit_id=zeit.pk, akteur=SYSTEM, angaben={"bis": date(2027, 9, 1)})
    assert neu.history.count() == 2
    with pytest.raises(Ueberholt):
        sperrzeit_aendern(sperrzeit_id=zeit.pk, akteur=SYSTEM, angaben=FERIEN, erwarteter_stand=stand)
    sperrzeit_loeschen(sperrzeit_id=zeit.pk, akteur=SYSTEM)
    assert not Sperrzeit.objects.exists()
    assert Sperrzeit.history.filter(history_type="-").count() == 1


def test_das_ende_liegt_nicht_vor_dem_beginn() -> None:
    with pytest.raises(ValidationError):
        sperrzeit_eintragen(
            kreis_id=KreisFactory().pk, akteur=SYSTEM, angaben={**FERIEN, "bis": date(2027, 7, 18)}
        )


def test_sperrzeiten_pflegt_wer_fuer_den_ganzen_kreis_plant() -> None:
    gremium = GremiumFactory()
    zeit = sperrzeit_eintragen(kreis_id=gremium.kreis_id, akteur=SYSTEM, angaben=FERIEN)
    auf_gremium = frozenset({Bereich("gremium", gremium.pk, gremium.kreis_id)})
    for niemand in (
        Probeakteur(gremium.kreis_id),
        Probeakteur(gremium.kreis_id, PLANEN, auf_gremium),
        Probeakteur(KreisFactory().pk, PLANEN),
    ):
        for tat in (
            lambda wer: sperrzeit_eintragen(kreis_id=gremium.kreis_id, akteur=wer, angaben=FERIEN),
            lambda wer: sperrzeit_aendern(sperrzeit_id=zeit.pk, akteur=wer, angaben=FERIEN),
            lambda wer: sperrzeit_loeschen(sperrzeit_id=zeit.pk, akteur=wer),
        ):
            with pytest.raises(NichtErlaubt):
                tat(niemand)
    assert set(permissions.sichtbare_sperrzeiten(Probeakteur(gremium.kreis_id, PLANEN, auf_gremium))) == {
        zeit
    }
    assert set(permissions.sichtbare_sperrzeiten(Probeakteur(KreisFactory().pk, PLANEN))) == set()
    assert set(permissions.einsehbare_sperrzeiten(Probeakteur(gremium.kreis_id, PLANEN))) == {zeit}


# Subscription -----------------------------------------------------------------------------------------------


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


@pytest.fixture
def wer(gremium: Gremium) -> Any:
    """A member."""
    return konto("mitglied", gremium, mit_sitz=True)


def _termine(text: str) -> list[Any]:
    return Calendar.from_ical(text).walk("VEVENT")


def _kalender(abo: Kalenderabo) -> str:
    return kalender_des_abos(
        abo, seite=lambda s: f"https://kim.example/lenkung/sitzungen/{s.pk}/", rechner="kim.example"
    )


def test_nur_der_fingerabdruck_der_adresse_wird_gespeichert(wer: Any) -> None:
    token = kalenderabo_anlegen(akteur=wer)
    abo = Kalenderabo.objects.get()
    assert (abo.konto_id, abo.token_hash) == (wer.pk, fingerabdruck(token))
    assert token not in str(vars(abo))
    assert str(wer) in str(abo)
    assert abo_mit(token) == abo == offenes_abo(wer)
    assert abo_mit("geraten") is None


def test_eine_neue_adresse_ersetzt_die_alte_und_widerrufen_gilt_sofort(wer: Any) -> None:
    alte, neue = kalenderabo_anlegen(akteur=wer), kalenderabo_anlegen(akteur=wer)
    assert (abo_mit(alte), abo_mit(neue) is not None) == (None, True)
    assert kalenderabo_widerrufen(akteur=wer)
    assert abo_mit(neue) is None
    assert not kalenderabo_widerrufen(akteur=wer)
    assert offenes_abo(wer) is None
    assert Kalenderabo.objects.count() == 2


def test_die_datenbank_laesst_je_konto_nur_ein_offenes_abo_zu(wer: Any) -> None:
    kalenderabo_anlegen(akteur=wer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kalenderabo.objects.create(konto=wer, token_hash="x", angelegt_am=timezone.now())


def test_ohne_konto_oder_recht_gibt_es_kein_abo(gremium: Gremium, wer: Any) -> None:
    for niemand in (
        SystemAkteur("Test", gremium.kreis_id),
        konto_mit_rolle("datenschutz", kreis=gremium.kreis),
    ):
        with pytest.raises(NichtErlaubt):
            kalenderabo_anlegen(akteur=niemand)


def test_wer_die_rolle_verliert_bekommt_keinen_kalender_mehr(wer: Any) -> None:
    token = kalenderabo_anlegen(akteur=wer)
    wer.is_active = False
    wer.gesperrt_am, wer.sperrgrund = timezone.now(), "Ausgeschieden"
    wer.save()
    assert abo_mit(token) is None


def test_der_kalender_zeigt_die_eigenen_gremien_und_keine_namen(gremium: Gremium, wer: Any) -> None:
    heute = timezone.localdate()
    eigene = sitzung(
        gremium,
        heute.replace(year=heute.year + 1, day=7),
        ort="Kreishaus",
        link="https://konferenz.example/geheim",
    )
    sitzung(gremium, date(2020, 1, 7), "geschlossen")
    sitzung(GremiumFactory(kreis=gremium.kreis), eigene.tag)
    sitzung(GremiumFactory(), eigene.tag)
    person = mitglied(gremium, nachname="Sichtbarowski").person
    kalenderabo_anlegen(akteur=wer)
    text = _kalender(Kalenderabo.objects.get())
    (termin,) = _termine(text)
    assert str(termin["uid"]) == f"sitzung-{eigene.pk}@kim.example"
    assert str(termin["summary"]) == "Lenkungsgruppe KIM: Sitzung (geplant)"
    assert str(termin["location"]) == "Kreishaus"
    assert termin["dtstart"].dt == eigene.beginn
    assert termin["dtend"].dt == eigene.ende
    for geheim in ("konferenz.example", person.nachname, wer.email, "ATTENDEE", "ORGANIZER"):
        assert geheim not in text


@pytest.mark.parametrize(
    ("stand", "titel", "status"),
    [
        ("geplant", "Runde: Sitzung (geplant)", "TENTATIVE"),
        ("eingeladen", "Runde: Sitzung", "CONFIRMED"),
        ("geschlossen", "Runde: Sitzung", "CONFIRMED"),
        ("abgesagt", "Abgesagt: Runde, Sitzung", "CANCELLED"),
    ],
)
def test_der_stand_steht_im_kalender(stand: str, titel: str, status: str) -> None:
    satz = Sitzung(
        pk=7, gremium=Gremium(name="Runde"), beginn=datetime(2026, 3, 29, 12, tzinfo=UTC), stand=stand
    )
    text = als_kalender(
        [satz], jetzt=datetime(2026, 1, 1, tzinfo=UTC), seite=lambda s: "https://kim.example/", rechner="kim"
    )
    (termin,) = _termine(text)
    assert (str(termin["summary"]), str(termin["status"])) == (titel, status)
    assert "location" not in termin
    # On the day of the change to summer time: 14:00 in Germany.
    assert termin["dtstart"].dt.strftime("%H:%M %z") == "14:00 +0200"
