"""The search on encrypted names: forgiving, in one's own area only, with few statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casemgmt.domain.klient import klient_aendern
from casemgmt.domain.queries.suche import (
    aktenzeichen_lesen,
    faelle_mit_aktenzeichen,
    personen_suchen,
)
from casemgmt.models import Suchschluessel
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild
from tests.fabriken import KontoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


@pytest.mark.beide_datenbanken
def test_fall_41_die_umschrift_wird_gefunden_und_ausserhalb_nie(bild: Kreisbild) -> None:
    mein, anderer = bild.person("Mohammed", "Al-Masri"), bild.person("Muhammad", "El Masri", in_b=True)
    for frage in ("Muhammad Masri", "masri mohamad", "Mehmet Elmasri", "Mohamed Al Masrri"):
        assert personen_suchen(bild.cm_a, frage) == [mein], frage
        assert personen_suchen(bild.cm_b, frage) == [anderer], frage
        assert set(personen_suchen(bild.koordination, frage)) == {mein, anderer}
    assert personen_suchen(bild.cm_a, "Oleksandr") == []
    assert personen_suchen(bild.cm_a, "123 !") == []
    assert personen_suchen(KontoFactory(kreis=None), "Masri") == []


def test_fall_2_wer_nicht_beraet_findet_niemanden(bild: Kreisbild) -> None:
    bild.person("Mohammed", "Al-Masri")
    fremd = Kreisbild()
    assert personen_suchen(KontoFactory(kreis=bild.kreis), "Masri") == []
    for konto in (fremd.cm_a, fremd.koordination):
        assert personen_suchen(konto, "Masri") == []


def test_die_vertretung_findet_die_personen_der_faelle_die_sie_vertritt(bild: Kreisbild) -> None:
    person = bild.person("Mohammed", "Al-Masri")
    bild.fall(person)
    assert personen_suchen(bild.cm_b, "Masri") == []
    fallbau.vertretung(bild.cm_a, bild.cm_b, von=timezone.localdate() - timedelta(days=1))
    assert personen_suchen(bild.cm_b, "Masri") == [person]


def test_das_jahr_ordnet_und_der_naechste_steht_oben(bild: Kreisbild) -> None:
    eine = bild.person("Sara", "Karimi", geburtsjahr=1990)
    andere = bild.person("Sarah", "Karimi", geburtsjahr=2001)
    assert personen_suchen(bild.cm_a, "Sara Karimi") == [eine, andere]
    assert personen_suchen(bild.cm_a, "Sara Karimi 2001") == [andere, eine]


def test_nach_einer_umbenennung_gilt_der_neue_name(bild: Kreisbild) -> None:
    person = bild.person("Amira", "Haddad")
    klient_aendern(klient_id=person.pk, angaben={"nachname": "Kowalenko"}, akteur=bild.cm_a)
    assert [treffer.pk for treffer in personen_suchen(bild.cm_a, "Kovalenko")] == [person.pk]
    assert personen_suchen(bild.cm_a, "Haddad") == []


@pytest.mark.beide_datenbanken
def test_zwei_abfragen_gleich_wie_viele_es_sind(bild: Kreisbild) -> None:
    for nummer in range(4):
        bild.person("Sara", f"Karimi{'abcd'[nummer]}")
    for frage in ("Sara", "Sara Karimia"):
        with CaptureQueriesContext(connection) as abfragen:
            personen_suchen(bild.cm_a, frage)
        # Beside the roles, which a test account reads anew at each question.
        eigene = [a for a in abfragen.captured_queries if "casemgmt_" in a["sql"]]
        assert len(eigene) == 2


def test_die_datenbank_kennt_nur_zahlen(bild: Kreisbild) -> None:
    person = bild.person("Amira", "Haddad")
    zahlen = set(Suchschluessel.objects.filter(klient=person).values_list("marke", flat=True))
    fremd = Kreisbild()
    gleich = fremd.person("Amira", "Haddad")
    andere = set(Suchschluessel.objects.filter(klient=gleich).values_list("marke", flat=True))
    assert len(zahlen) == len(andere) > 3
    assert not zahlen & andere, "the same name is another number in another Kreis"


@pytest.mark.parametrize(
    ("text", "gelesen"),
    [
        ("KIM-2026-0012", (2026, 12)),
        (" kim 2026/12 ", (2026, 12)),
        ("2026-12", (2026, 12)),
        ("2026", None),
        ("Haddad 2026-12", None),
        ("", None),
    ],
)
def test_ein_aktenzeichen_wird_gelesen(text: str, gelesen: tuple[int, int] | None) -> None:
    assert aktenzeichen_lesen(text) == gelesen


def test_faelle_werden_am_aktenzeichen_gefunden_im_eigenen_bereich(bild: Kreisbild) -> None:
    fall = bild.fall()
    assert list(faelle_mit_aktenzeichen(bild.cm_a, fall.aktenzeichen)) == [fall]
    assert list(faelle_mit_aktenzeichen(bild.cm_b, fall.aktenzeichen)) == []
    assert list(faelle_mit_aktenzeichen(bild.cm_a, "Haddad")) == []
