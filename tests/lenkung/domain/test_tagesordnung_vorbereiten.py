"""What comes onto an agenda by itself: from the GO in force and from what is still open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import NichtErlaubt
from lenkung.domain.tagesordnung import punkt_entfernen
from lenkung.domain.tagesordnung_vorbereiten import tagesordnung_vorbereiten
from lenkung.models import Gremium, Sitzung, Tagesordnungspunkt
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import STEINFURT, in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.tagesordnungsbau import frueherer_punkt, geschaeftsstelle, punkt, titel, vorlage, vorsitz

pytestmark = pytest.mark.django_db
FRUEHER, TAG, SPAETER = date(2026, 2, 3), date(2026, 6, 16), date(2026, 9, 8)
ANFANG, ENDE = "Begrüßung und Feststellung der Beschlussfähigkeit", "Verschiedenes"


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 3, 2)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


@pytest.fixture
def termin(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG)


def _vorbereiten(satz: Sitzung) -> list[str]:
    ergebnis = tagesordnung_vorbereiten(sitzung_id=satz.pk, akteur=geschaeftsstelle(satz.gremium))
    return [neu.titel for neu in ergebnis.neue]


def test_aus_dem_nichts_entsteht_der_rahmen_und_ein_zweites_mal_geschieht_nichts(termin: Sitzung) -> None:
    assert _vorbereiten(termin) == [ANFANG, ENDE]
    assert _vorbereiten(termin) == []
    assert titel(termin) == [ANFANG, ENDE]
    assert set(Tagesordnungspunkt.objects.values_list("von_selbst", flat=True)) == {True}


def test_die_offene_niederschrift_der_letzten_sitzung_steht_zur_genehmigung(
    termin: Sitzung, gremium: Gremium
) -> None:
    in_kraft(gremium)
    sitzung(gremium, date(2025, 11, 4), "geschlossen")
    letzte = sitzung(gremium, FRUEHER, "geschlossen")
    sitzung(gremium, date(2026, 2, 17), "abgesagt")
    frueherer_punkt(letzte)
    _vorbereiten(termin)
    assert titel(termin) == [
        ANFANG,
        "Genehmigung der Niederschrift vom 04.11.2025",
        "Genehmigung der Niederschrift vom 03.02.2026",
        ENDE,
    ]


def test_was_eine_fruehere_sitzung_vorsieht_steht_nicht_noch_einmal_da_ausser_sie_faellt_aus(
    termin: Sitzung, gremium: Gremium
) -> None:
    in_kraft(gremium)
    sitzung(gremium, FRUEHER, "geschlossen")
    _vorbereiten(termin)
    danach = sitzung(gremium, SPAETER)
    _vorbereiten(danach)
    assert titel(danach) == [ANFANG, ENDE]
    Sitzung.objects.filter(pk=termin.pk).update(stand="abgesagt", absage_grund="Krank")
    assert _vorbereiten(danach) == ["Genehmigung der Niederschrift vom 03.02.2026"]
    assert titel(danach)[1] == "Genehmigung der Niederschrift vom 03.02.2026"


def test_mit_der_wochenfrist_oder_ohne_regel_kommt_keine_genehmigung(gremium: Gremium) -> None:
    sitzung(gremium, FRUEHER, "geschlossen")
    ohne = sitzung(gremium, TAG)
    assert _vorbereiten(ohne) == [ANFANG, ENDE]
    steinfurt = GremiumFactory()
    in_kraft(steinfurt, wie=STEINFURT)
    sitzung(steinfurt, FRUEHER, "geschlossen")
    assert _vorbereiten(sitzung(steinfurt, TAG)) == [ANFANG, ENDE]


def test_zurueckgestelltes_kommt_zuerst_mit_vorlage_und_erlaeuterung_von_damals(
    termin: Sitzung, gremium: Gremium
) -> None:
    in_kraft(gremium)
    letzte = sitzung(gremium, FRUEHER, "geschlossen")
    satz = vorlage(gremium)
    alt = frueherer_punkt(letzte, vorlage=satz, erlaeuterung="Es fehlen Plätze.", stand="zurueckgestellt")
    frueherer_punkt(letzte, "Erledigt", stand="behandelt")
    punkt(termin, "Bericht")
    _vorbereiten(termin)
    assert titel(termin) == [
        ANFANG,
        "Genehmigung der Niederschrift vom 03.02.2026",
        "Kita-Plätze",
        "Bericht",
        ENDE,
    ]
    neu = Tagesordnungspunkt.objects.get(sitzung=termin, uebernommen_aus=alt)
    assert (neu.vorlage, neu.erlaeuterung, neu.minuten, neu.stand) == (satz, "Es fehlen Plätze.", 20, "offen")
    # Taken over once; the session after does not get it again.
    assert _vorbereiten(sitzung(gremium, SPAETER)) == [ANFANG, ENDE]


def test_was_abgesetzt_wurde_kommt_auf_den_knopf_hin_wieder(termin: Sitzung, gremium: Gremium) -> None:
    in_kraft(gremium)
    sitzung(gremium, FRUEHER, "geschlossen")
    _vorbereiten(termin)
    satz = Tagesordnungspunkt.objects.get(sitzung=termin, art="genehmigung")
    punkt_entfernen(punkt_id=satz.pk, akteur=geschaeftsstelle(gremium), grund="Erst im Herbst")
    assert titel(termin) == [ANFANG, ENDE]
    assert _vorbereiten(termin) == ["Genehmigung der Niederschrift vom 03.02.2026"]


def test_nur_wer_vorbereitet_stellt_auf(termin: Sitzung) -> None:
    with pytest.raises(NichtErlaubt):
        tagesordnung_vorbereiten(sitzung_id=termin.pk, akteur=vorsitz(termin.gremium))
    assert titel(termin) == []
