"""Signing: the right persons, the very file that was read, in either order, once; and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.regeln.dateityp import Dateityp
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.niederschriftsfassung import (
    niederschrift_festschreiben,
)
from lenkung.domain.queries.niederschriftsfassung import vorliegendes_pdf
from lenkung.domain.unterschrift import papierunterschriften_eintragen
from lenkung.models import Amt, Niederschriftsfassung, Sitzung, Unterschrift
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    druckbytes,
    drucke,
    festgeschrieben,
    frisch,
    leitung_der,
    person,
    unterzeichne,
    vollstaendig,
    wer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stempel(monkeypatch: pytest.MonkeyPatch) -> Stempel:
    stempel = Stempel()
    monkeypatch.setattr(vorgang, "unterschreiben", stempel)
    return stempel


def _satz(fassung: Niederschriftsfassung) -> Sitzung:
    return fassung.niederschrift.sitzung


# Who signs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folge", [(VORSITZ, LEITUNG), (LEITUNG, VORSITZ)])
def test_in_beliebiger_reihenfolge_und_mit_der_letzten_gilt_sie(
    folge: tuple[Any, ...], stempel: Stempel
) -> None:
    """GO RSK § 7 Abs. 2: chair and head of the Geschäftsstelle."""
    fassung = festgeschrieben()
    unterzeichne(fassung, folge[0])
    assert frisch(fassung).lage is Fassungsstand.FESTGESCHRIEBEN
    unterzeichne(fassung, folge[1])
    fertig = frisch(fassung)
    assert fertig.lage is Fassungsstand.UNTERZEICHNET
    assert fertig.unterzeichnet_am is not None
    assert [ruf["feld"] for ruf in stempel.rufe] == [amt.value for amt in folge]
    # The second went into the file that held the first.
    assert fertig.unterzeichnetes_pdf is not None
    inhalt = inhalt_von(fertig.unterzeichnetes_pdf).decode()
    assert inhalt.splitlines()[0] == druckbytes(fassung).decode()
    assert [zeile.split(":")[0] for zeile in inhalt.splitlines()[1:]] == [amt.value for amt in folge]


def test_die_freigabe_von_steinfurt_ist_eine_unterschrift() -> None:
    """GO Steinfurt § 7: released by the chair alone."""
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    entwurf(satz)
    fassung = festgeschrieben(satz)
    with pytest.raises(Fachfehler) as fehler:
        unterzeichne(fassung, LEITUNG)
    assert fehler.value.code == "nicht_verlangt"
    unterzeichne(fassung, VORSITZ)
    assert frisch(fassung).lage is Fassungsstand.UNTERZEICHNET


def test_ohne_geschaeftsordnung_zeichnet_wer_geleitet_hat() -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=None))
    entwurf(satz)
    fassung = festgeschrieben(satz)
    unterzeichne(fassung, VORSITZ)
    assert frisch(fassung).lage is Fassungsstand.UNTERZEICHNET


def test_wer_nicht_geleitet_hat_unterzeichnet_nicht_fuer_den_vorsitz() -> None:
    fassung = festgeschrieben()
    anderer = wer(_satz(fassung), VORSITZ, "Konrad Anders", akteur_name=leitung_der(_satz(fassung)))
    with pytest.raises(NichtErlaubt, match=leitung_der(_satz(fassung))):
        unterzeichne(fassung, VORSITZ, akteur=anderer)


def test_ohne_person_in_den_stammdaten_keine_unterschrift() -> None:
    """The name of an account anybody may change: it proves nobody."""
    fassung = festgeschrieben()
    satz = _satz(fassung)
    for amt in (VORSITZ, LEITUNG):
        konto = wer(satz, amt, person_id=None, akteur_name=leitung_der(satz))
        with pytest.raises(NichtErlaubt, match="keiner Person der Stammdaten"):
            unterzeichne(fassung, amt, akteur=konto)
    fremd = wer(satz, VORSITZ, person_id=PersonFactory(vorname="Renate", nachname="Vorsitz").pk)
    with pytest.raises(NichtErlaubt):
        unterzeichne(fassung, VORSITZ, akteur=fremd)


def test_die_vertretung_zeichnet_in_vertretung(stempel: Stempel) -> None:
    fassung = festgeschrieben()
    satz = _satz(fassung)
    vorname, nachname = leitung_der(satz).replace("Dr. ", "").split(" ", 1)
    person = PersonFactory(kreis=satz.gremium.kreis, vorname=vorname, nachname=nachname, titel="Dr.")
    Amt.objects.create(gremium=satz.gremium, art="stellv_vorsitz", person=person, von=satz.tag)
    assert unterzeichne(fassung, VORSITZ).funktion == "Vorsitz, in Vertretung"
    assert unterzeichne(fassung, LEITUNG).funktion == "Leitung der Geschäftsstelle"
    assert stempel.rufe[0]["organisation"] == satz.gremium.kreis.name


@pytest.mark.parametrize(
    ("amt", "rechte"),
    [
        # The role has ended: no right any more.
        (VORSITZ, ("lenkung.oeffnen",)),
        (LEITUNG, ("lenkung.oeffnen",)),
        # The Geschäftsstelle prepares, and does not sign.
        (LEITUNG, ("lenkung.sitzungen_vorbereiten",)),
        # Who signs for the one office does not sign for the other.
        (LEITUNG, ("lenkung.tagesordnung_bestaetigen", "lenkung.niederschrift_unterzeichnen")),
        (VORSITZ, ("lenkung.sitzungen_vorbereiten", "lenkung.niederschrift_unterzeichnen")),
    ],
)
def test_ohne_das_amt_keine_unterschrift(amt: Any, rechte: tuple[str, ...], stempel: Stempel) -> None:
    fassung = festgeschrieben()
    satz = _satz(fassung)
    akteur = gobau.akteur(satz.gremium, *rechte, person_id=person(satz, leitung_der(satz)).pk)
    with pytest.raises(NichtErlaubt):
        unterzeichne(fassung, amt, akteur=akteur)
    assert not Unterschrift.objects.exists()
    assert stempel.rufe == []


# What is signed ---------------------------------------------------------------------------------------------


def test_unterzeichnet_wird_nur_was_gelesen_ist() -> None:
    """The chair read before the head signed: there is another file now."""
    fassung = festgeschrieben()
    gelesen = vorliegendes_pdf(fassung)
    assert gelesen is not None
    unterzeichne(fassung, LEITUNG)
    with pytest.raises(Ueberholt):
        unterzeichne(fassung, VORSITZ, gelesen=gelesen.sha256)
    assert Unterschrift.objects.count() == 1


def test_ohne_pdf_ist_nichts_zu_unterzeichnen() -> None:
    satz = vollstaendig()
    fassung = niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    with pytest.raises(Fachfehler) as fehler:
        unterzeichne(fassung, VORSITZ)
    assert fehler.value.code == "ohne_pdf"


def test_ist_der_entwurf_seitdem_geaendert_gilt_die_fassung_nicht() -> None:
    fassung = festgeschrieben()
    schreibe(abschnitt(_satz(fassung), nummer=2), "Nach dem Festschreiben geändert.")
    with pytest.raises(Ueberholt, match="seitdem geändert"):
        unterzeichne(fassung, VORSITZ)


def test_zweimal_fuer_dasselbe_amt_geht_nicht() -> None:
    fassung = festgeschrieben()
    unterzeichne(fassung, VORSITZ)
    with pytest.raises(Fachfehler) as fehler:
        unterzeichne(fassung, VORSITZ)
    assert fehler.value.code == "doppelt"
    erste = Unterschrift.objects.get()
    erste.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        erste.save(force_insert=True)


def test_bricht_die_signatur_ab_steht_nichts_halb_da(monkeypatch: pytest.MonkeyPatch) -> None:
    """An expired certificate, for example."""
    fassung = festgeschrieben()

    def abbruch(*_args: Any, **_angaben: Any) -> Any:
        raise Fachfehler("Das Zertifikat ist abgelaufen.", code="abgelaufen")

    monkeypatch.setattr(vorgang, "unterschreiben", abbruch)
    with pytest.raises(Fachfehler, match="abgelaufen"):
        unterzeichne(fassung, VORSITZ)
    assert not Unterschrift.objects.exists()
    assert frisch(fassung).unterzeichnetes_pdf is None


# On paper ---------------------------------------------------------------------------------------------------

SCAN = GepruefteDatei("scan.pdf", Dateityp.PDF, b"%PDF-1.4 Scan", True)


def _papier(fassung: Niederschriftsfassung, **namen: str) -> Niederschriftsfassung:
    je_amt = {
        VORSITZ: namen.get("vorsitz", "Dr. Renate Vorsitz"),
        LEITUNG: namen.get("leitung", "B. Leitung"),
    }
    return papierunterschriften_eintragen(
        fassung_id=fassung.pk, datei=SCAN, namen=je_amt, akteur=gobau.akteur(_satz(fassung).gremium)
    )


def test_auf_papier_liegt_der_scan_bei_und_beide_sind_bestaetigt() -> None:
    fassung = festgeschrieben()
    with pytest.raises(Fachfehler, match="Leitung der Geschäftsstelle"):
        _papier(fassung, leitung=" ")
    _papier(fassung)
    fertig = frisch(fassung)
    assert fertig.lage is Fassungsstand.UNTERZEICHNET
    assert fertig.unterzeichnetes_pdf is not None
    assert inhalt_von(fertig.unterzeichnetes_pdf) == SCAN.inhalt
    # What was printed for it is kept as well.
    assert fertig.pdf is not None
    assert list(fertig.unterschriften.values_list("art", "name")) == [
        ("papier", "Dr. Renate Vorsitz"),
        ("papier", "B. Leitung"),
    ]


def test_halb_elektronisch_halb_papier_geht_nicht() -> None:
    fassung = festgeschrieben()
    unterzeichne(fassung, VORSITZ)
    with pytest.raises(Fachfehler) as fehler:
        _papier(fassung)
    assert fehler.value.code == "doppelt"


def test_auf_papier_braucht_den_druck_und_den_entwurf_von_jetzt() -> None:
    satz = vollstaendig()
    fassung = niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    with pytest.raises(Fachfehler) as fehler:
        _papier(fassung)
    assert fehler.value.code == "ohne_pdf"
    drucke(fassung)
    schreibe(abschnitt(satz, nummer=2), "Nach dem Druck geändert.")
    with pytest.raises(Ueberholt):
        _papier(fassung)


def test_die_unterschrift_verraet_wer_wann_womit() -> None:
    fassung = festgeschrieben()
    satz = unterzeichne(fassung, LEITUNG)
    assert (satz.name, satz.art) == ("Brigitte Leitung", "elektronisch")
    assert satz.zertifikat == "Brigitte Leitung, ausgestellt von Probe"
    assert len(satz.fingerabdruck) == 64
