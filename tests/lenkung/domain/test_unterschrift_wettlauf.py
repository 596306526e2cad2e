"""Two signatures, a signature and an edit, a signature and a withdrawal: at the same moment."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.queries.inhalt import inhalt_von
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.niederschriftsfassung import fassung_widerrufen, niederschrift_festschreiben
from lenkung.domain.unterschrift import niederschrift_unterzeichnen
from lenkung.models import Niederschriftsfassung, Unterschrift
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from tests.lenkung import gobau
from tests.lenkung.niederschriftsbau import abschnitt, schreibe
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    druckbytes,
    drucke,
    festgeschrieben,
    frisch,
    unterzeichne,
    vollstaendig,
    wer,
)
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _stempel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())


@pytest.fixture
def fassung() -> Niederschriftsfassung:
    return festgeschrieben()


def _zeichnet(fassung: Niederschriftsfassung, amt: AmtArt, gelesen: str) -> Callable[[], Unterschrift]:
    akteur = wer(fassung.niederschrift.sitzung, amt)
    return lambda: niederschrift_unterzeichnen(
        fassung_id=fassung.pk,
        amt=amt,
        gelesen=gelesen,
        akteur=akteur,
    )


def test_beide_unterzeichnen_zugleich_und_keine_unterschrift_geht_verloren(
    fassung: Niederschriftsfassung,
) -> None:
    """Both have read the same file: the second reads again, and then both signatures are in one file."""
    gelesen = drucke(fassung).sha256
    ausgang = wettlauf_von([_zeichnet(fassung, amt, gelesen) for amt in (VORSITZ, LEITUNG)])
    assert len(ausgang.gelungen) == 1
    assert Unterschrift.objects.count() == 1
    zweites = LEITUNG if Unterschrift.objects.get().amt == VORSITZ.value else VORSITZ
    unterzeichne(fassung, zweites)
    fertig = frisch(fassung)
    assert fertig.lage is Fassungsstand.UNTERZEICHNET
    assert fertig.unterzeichnetes_pdf is not None
    inhalt = inhalt_von(fertig.unterzeichnetes_pdf)
    assert inhalt.startswith(druckbytes(fassung))
    assert {zeile.split(b":")[0] for zeile in inhalt.splitlines()[1:]} == {
        b"vorsitz",
        b"leitung_geschaeftsstelle",
    }


def test_zweimal_geklickt_ist_einmal_unterzeichnet(fassung: Niederschriftsfassung) -> None:
    gelesen = drucke(fassung).sha256
    ausgang = wettlauf_von([_zeichnet(fassung, VORSITZ, gelesen)] * 2)
    assert len(ausgang.gelungen) == 1
    assert Unterschrift.objects.count() == 1


def test_wer_schreibt_waehrend_unterzeichnet_wird_aendert_nichts_unterzeichnetes(
    fassung: Niederschriftsfassung,
) -> None:
    satz = fassung.niederschrift.sitzung
    gelesen = drucke(fassung).sha256
    teil = abschnitt(satz, nummer=2)
    ausgang = wettlauf_von([_zeichnet(fassung, VORSITZ, gelesen), lambda: schreibe(teil, "Noch ein Satz.")])
    # One of the two was first; never both, never none.
    assert len(ausgang.gelungen) == 1
    geschrieben = abschnitt(satz, nummer=2).geltend == "Noch ein Satz."
    assert geschrieben != Unterschrift.objects.exists()


def test_zugleich_festgeschrieben_ist_eine_fassung() -> None:
    satz = vollstaendig()
    akteur = gobau.akteur(satz.gremium)
    wettlauf_von(
        [lambda: niederschrift_festschreiben(sitzung_id=satz.pk, akteur=akteur) for _lauf in range(3)]
    ).alle()
    assert Niederschriftsfassung.objects.count() == 1


def test_ein_widerruf_waehrend_der_zweiten_unterschrift_laesst_nichts_halbes(
    fassung: Niederschriftsfassung,
) -> None:
    satz = fassung.niederschrift.sitzung
    unterzeichne(fassung, LEITUNG)
    vorlage = frisch(fassung).unterzeichnetes_pdf
    assert vorlage is not None
    chefin = wer(satz, VORSITZ)
    wettlauf_von(
        [
            _zeichnet(fassung, VORSITZ, vorlage.sha256),
            lambda: fassung_widerrufen(fassung_id=fassung.pk, grund="Falscher Name", akteur=chefin),
        ]
    )
    # Whoever came first: withdrawn it is in the end, with one signature or with both.
    assert frisch(fassung).lage is Fassungsstand.WIDERRUFEN
    with pytest.raises(Fachfehler):
        unterzeichne(fassung, VORSITZ)


@pytest.mark.postgres
def test_stirbt_der_prozess_mitten_in_der_unterschrift_ist_nichts_geschehen(
    fassung: Niederschriftsfassung, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed with the file stamped and nothing committed: no signature, no lock; it can be signed again."""
    gelesen = drucke(fassung).sha256
    zeichnen = _zeichnet(fassung, VORSITZ, gelesen)
    lesen, schreiben = os.pipe()
    kind = os.fork()
    if kind == 0:
        # A connection of its own; closing the inherited one would end the parent's session.
        connection.connection = None
        monkeypatch.setattr(vorgang, "unterschreiben", _stempelt_und_haengt(schreiben))
        try:
            zeichnen()
        finally:
            os._exit(1)
    try:
        os.close(schreiben)
        assert os.read(lesen, 1) == b"x"
    finally:
        os.kill(kind, signal.SIGKILL)
        os.waitpid(kind, 0)
        os.close(lesen)
    assert not Unterschrift.objects.exists()
    assert frisch(fassung).unterzeichnetes_pdf is None
    unterzeichne(fassung, VORSITZ)
    assert Unterschrift.objects.count() == 1


def _stempelt_und_haengt(schreiben: int) -> Callable[..., Any]:
    def stempeln(pdf: bytes, feld: str, **angaben: Any) -> Any:
        ergebnis = Stempel()(pdf, feld, **angaben)
        os.write(schreiben, b"x")
        time.sleep(30)
        return ergebnis

    return stempeln
