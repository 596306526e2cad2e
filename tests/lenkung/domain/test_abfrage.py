"""Polls: who is asked, who answers how long, ending, taking back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.abfrage import (
    Moeglichkeit,
    abfrage_beenden,
    abfrage_stellen,
    abfrage_zuruecknehmen,
    meinung_per_link,
    meinung_sagen,
)
from lenkung.domain.queries.abfragen import ergebnis_von
from lenkung.models import Abfrage, Abfrageteilnahme, Gremium
from lenkung.regeln.abfrage import Meinung, Zaehlung
from tests.lenkung.einladungsbau import TAG, sitz
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import sitzung, wann

pytestmark = pytest.mark.django_db
VORHER = wann(date(2026, 5, 27))
BIS = wann(date(2026, 6, 5))


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium() -> Gremium:
    gremium = GremiumFactory()
    sitz(gremium)
    sitz(gremium, mitglied=False)
    sitz(gremium, mitglied=False, stellvertretung=False)
    return gremium


def _stellen(gremium: Gremium, *texte: str, **mehr: Any) -> Abfrage:
    angaben = {"art": "frage", "frage": "Passt das?", "erlaeuterung": "", "laeuft_bis": BIS}
    return abfrage_stellen(
        gremium_id=gremium.pk,
        akteur=mehr.pop("wer", akteur(gremium)),
        angaben={**angaben, **mehr.pop("angaben", {})},  # type: ignore[typeddict-item]
        moeglichkeiten=[Moeglichkeit(text) for text in texte or ("Ja, so",)],
        **mehr,
    ).abfrage


def _token(teilnahme: Abfrageteilnahme) -> str:
    zustellung = Zustellung.objects.get(bezug=f"abfrage:{teilnahme.pk}", nachricht__art="lenkung.abfrage")
    treffer = re.search(r"/abfrage/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


def _meinung(abfrage: Abfrage, *werte: Meinung) -> dict[int, Meinung]:
    return {option.pk: wert for option, wert in zip(abfrage.optionen.all(), werte, strict=True)}


def test_gefragt_sind_die_mitglieder_und_auf_freien_sitzen_die_stellvertretung(gremium: Gremium) -> None:
    abfrage = _stellen(gremium, "Ja, so", "Lieber anders")
    assert abfrage.teilnahmen.count() == 2
    nachricht = Nachricht.objects.get(art="lenkung.abfrage")
    assert "– Ja, so\n– Lieber anders" in nachricht.text
    assert "kein Beschluss" in nachricht.text
    assert nachricht.zustellungen.count() == 2
    assert len({_token(teilnahme) for teilnahme in abfrage.teilnahmen.all()}) == 2


def test_wer_keine_adresse_hat_wird_genannt(gremium: Gremium) -> None:
    angaben: Any = {"art": "frage", "frage": "Passt das?", "erlaeuterung": "", "laeuft_bis": BIS}
    for platz in gremium.sitze.all():
        for besetzung in platz.besetzungen.all():
            besetzung.person.email = ""
            besetzung.person.save()
    gestellt = abfrage_stellen(
        gremium_id=gremium.pk,
        akteur=akteur(gremium),
        angaben=angaben,
        moeglichkeiten=[Moeglichkeit("Ja")],
    )
    assert (gestellt.erreicht, len(gestellt.ohne_adresse)) == (0, 2)
    assert not Nachricht.objects.exists()


def test_wer_sich_anders_entscheidet_antwortet_noch_einmal_und_nur_das_letzte_gilt(
    gremium: Gremium,
) -> None:
    abfrage = _stellen(gremium, "Dienstag", "Mittwoch")
    teilnahme = abfrage.teilnahmen.first()
    assert teilnahme is not None
    geheim = _token(teilnahme)
    meinung_per_link(token=geheim, meinungen=_meinung(abfrage, Meinung.JA, Meinung.NEIN))
    meinung_per_link(token=geheim, meinungen=_meinung(abfrage, Meinung.NEIN, Meinung.NOTFALLS))
    ergebnis = ergebnis_von(abfrage)
    assert [o.zaehlung for o in ergebnis.optionen] == [Zaehlung(0, 0, 1, 1), Zaehlung(0, 1, 0, 1)]
    assert [o.vorn for o in ergebnis.optionen] == [False, True]
    assert ergebnis.geantwortet == 1


def test_wer_nur_halb_antwortet_wird_gebeten_alles_zu_beantworten(gremium: Gremium) -> None:
    abfrage, andere = _stellen(gremium, "Dienstag", "Mittwoch"), _stellen(gremium)
    teilnahme = abfrage.teilnahmen.first()
    assert teilnahme is not None
    for meinungen in (
        {},
        dict([next(iter(_meinung(abfrage, Meinung.JA, Meinung.JA).items()))]),
        _meinung(andere, Meinung.JA),
    ):
        with pytest.raises(Fachfehler) as fehler:
            meinung_per_link(token=_token(teilnahme), meinungen=meinungen)
        assert fehler.value.code == "unvollstaendig"


def test_angemeldet_antwortet_man_nur_fuer_sich(gremium: Gremium) -> None:
    abfrage = _stellen(gremium)
    eine, andere = abfrage.teilnahmen.all()
    wer = akteur(gremium, "lenkung.gremium_lesen", person_id=eine.person_id)
    meinung_sagen(teilnahme_id=eine.pk, akteur=wer, meinungen=_meinung(abfrage, Meinung.JA))
    with pytest.raises(NichtErlaubt):
        meinung_sagen(teilnahme_id=andere.pk, akteur=wer, meinungen=_meinung(abfrage, Meinung.JA))
    eine.refresh_from_db()
    assert eine.weg == "konto"


@pytest.mark.parametrize("wie", ["vorbei", "beendet", "zurueckgenommen"])
def test_danach_antwortet_niemand_mehr(gremium: Gremium, uhr: Any, wie: str) -> None:
    abfrage = _stellen(gremium)
    teilnahme = abfrage.teilnahmen.first()
    assert teilnahme is not None
    if wie == "vorbei":
        uhr.move_to(BIS)
    elif wie == "beendet":
        abfrage_beenden(abfrage_id=abfrage.pk, akteur=akteur(gremium))
    else:
        abfrage_zuruecknehmen(abfrage_id=abfrage.pk, akteur=akteur(gremium), grund="Steht fest.")
    with pytest.raises((LinkUngueltig, NichtErlaubt)):
        meinung_per_link(token=_token(teilnahme), meinungen=_meinung(abfrage, Meinung.JA))


def test_zuruecknehmen_schreibt_allen_den_grund(gremium: Gremium) -> None:
    abfrage = _stellen(gremium)
    with pytest.raises(Fachfehler):
        abfrage_zuruecknehmen(abfrage_id=abfrage.pk, akteur=akteur(gremium), grund=" ")
    gestellt = abfrage_zuruecknehmen(abfrage_id=abfrage.pk, akteur=akteur(gremium), grund="Steht\nfest.")
    assert gestellt.erreicht == 2
    assert "Grund: Steht fest." in Nachricht.objects.get(art="lenkung.abfrage_zurueckgenommen").text
    with pytest.raises(NichtErlaubt):
        abfrage_beenden(abfrage_id=abfrage.pk, akteur=akteur(gremium))


def test_was_sich_nicht_fragen_laesst(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    nachher = satz.beginn + timedelta(minutes=1)
    for texte, mehr in (
        ((), {"angaben": {"laeuft_bis": VORHER}}),
        ((), {"angaben": {"laeuft_bis": nachher}, "sitzung_id": satz.pk}),
        (tuple(str(n) for n in range(9)), {}),
        (("a", "a"), {}),
        ((), {"sitzung_id": sitzung(gremium, date(2026, 3, 3), "geschlossen").pk}),
    ):
        with pytest.raises(Fachfehler):
            _stellen(gremium, *texte, **mehr)
    assert not Abfrage.objects.exists()


def test_ein_leeres_gremium_laesst_sich_nicht_fragen() -> None:
    with pytest.raises(Fachfehler, match="niemanden zu fragen"):
        _stellen(GremiumFactory())
    assert not Abfrage.objects.exists()


def test_fragen_beenden_und_zuruecknehmen_darf_nur_wer_vorbereitet(gremium: Gremium) -> None:
    abfrage = _stellen(gremium)
    for wer in (akteur(gremium, "lenkung.tagesordnung_bestaetigen"), akteur(GremiumFactory())):
        with pytest.raises(NichtErlaubt):
            _stellen(gremium, wer=wer)
        with pytest.raises(NichtErlaubt):
            abfrage_beenden(abfrage_id=abfrage.pk, akteur=wer)
        with pytest.raises(NichtErlaubt):
            abfrage_zuruecknehmen(abfrage_id=abfrage.pk, akteur=wer, grund="x")
