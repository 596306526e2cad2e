"""Two people at the same moment, at one agenda."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.queries.tagesordnung import punkte_der_sitzung
from lenkung.domain.sitzung import sitzung_absagen
from lenkung.domain.tagesordnung import punkte_ordnen
from lenkung.domain.tagesordnung_festlegen import tagesordnung_bestaetigen
from lenkung.domain.tagesordnung_vorbereiten import tagesordnung_vorbereiten
from lenkung.models import Sitzung, Tagesordnungsfassung
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.tagesordnungsbau import geschaeftsstelle, punkt, titel, vorsitz, zaehler
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def termin() -> Sitzung:
    return sitzung(GremiumFactory(), timezone.localdate() + timedelta(days=60))


def test_zwei_ordnen_zugleich_und_die_zweite_hoert_von_der_ersten(termin: Sitzung) -> None:
    ids = [punkt(termin, name).pk for name in "ABCDE"]
    folgen = [ids[::-1], [*ids[1:], ids[0]]]
    gesehen = zaehler(termin)
    ausgang = wettlauf(
        2,
        lambda nummer: punkte_ordnen(
            sitzung_id=termin.pk,
            folge=folgen[nummer],
            zaehler=gesehen,
            akteur=geschaeftsstelle(termin.gremium),
        ),
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [Ueberholt]
    gewonnen = next(n for n, wert in enumerate(ausgang.laeufer) if not isinstance(wert, BaseException))
    punkte = punkte_der_sitzung(termin.pk)
    assert [p.pk for p in punkte] == folgen[gewonnen]
    assert [p.position for p in punkte] == [1, 2, 3, 4, 5]


def test_zwei_stellen_zugleich_auf_und_jeder_feste_punkt_steht_einmal_da(termin: Sitzung) -> None:
    wettlauf(
        2,
        lambda _nummer: tagesordnung_vorbereiten(
            sitzung_id=termin.pk, akteur=geschaeftsstelle(termin.gremium)
        ),
    ).alle()
    assert titel(termin) == ["Begrüßung und Feststellung der Beschlussfähigkeit", "Verschiedenes"]


def test_zwei_legen_zugleich_punkte_an_und_keine_nummer_ist_doppelt(termin: Sitzung) -> None:
    wettlauf(3, lambda nummer: punkt(termin, f"Punkt {nummer}")).alle()
    assert [p.position for p in punkte_der_sitzung(termin.pk)] == [1, 2, 3]
    assert zaehler(termin) == 3


def test_bestaetigen_und_ordnen_zugleich_bestaetigt_nie_etwas_anderes_als_gelesen(termin: Sitzung) -> None:
    a, b = punkt(termin, "A").pk, punkt(termin, "B").pk
    gelesen = zaehler(termin)
    bestaetigung, folge = wettlauf_von(
        [
            lambda: tagesordnung_bestaetigen(
                sitzung_id=termin.pk, zaehler=gelesen, akteur=vorsitz(termin.gremium)
            ),
            lambda: punkte_ordnen(
                sitzung_id=termin.pk,
                folge=[b, a],
                zaehler=gelesen,
                akteur=geschaeftsstelle(termin.gremium),
            ),
        ]
    ).laeufer
    if isinstance(bestaetigung, BaseException):
        assert isinstance(bestaetigung, Ueberholt)
        assert titel(termin) == ["B", "A"]
        assert not Tagesordnungsfassung.objects.exists()
    else:
        assert isinstance(folge, NichtErlaubt)
        assert titel(termin) == [bild["titel"] for bild in bestaetigung.punkte] == ["A", "B"]


def test_bestaetigen_und_absagen_zugleich_endet_abgesagt(termin: Sitzung) -> None:
    punkt(termin, "A")
    gelesen = zaehler(termin)
    bestaetigung, absage = wettlauf_von(
        [
            lambda: tagesordnung_bestaetigen(
                sitzung_id=termin.pk, zaehler=gelesen, akteur=vorsitz(termin.gremium)
            ),
            lambda: sitzung_absagen(sitzung_id=termin.pk, akteur=akteur(termin.gremium), grund="Krank"),
        ]
    ).laeufer
    assert not isinstance(absage, BaseException)
    assert not isinstance(bestaetigung, BaseException) or isinstance(bestaetigung, Fachfehler)
    termin.refresh_from_db()
    assert (termin.stand, termin.absage_grund) == ("abgesagt", "Krank")
