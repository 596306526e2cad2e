"""Fixing a Niederschrift, what holds after the first signature, withdrawing, and a new version."""

from __future__ import annotations

from typing import Any

import pytest

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.niederschriftsfassung import (
    ANLASS_HOECHSTENS,
    fassung_widerrufen,
    neue_fassung_beginnen,
    niederschrift_festschreiben,
)
from lenkung.domain.niederschriftsversand import niederschrift_versenden
from lenkung.domain.queries.niederschriftsfassung import druck_der_fassung
from lenkung.models import Beschluss, Niederschrift, Niederschriftsfassung, Sitzung
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    festgeschrieben,
    frisch,
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


def _widerrufe(fassung: Niederschriftsfassung, grund: str = "Ein Name war falsch") -> Niederschriftsfassung:
    return fassung_widerrufen(fassung_id=fassung.pk, grund=grund, akteur=wer(_satz(fassung), VORSITZ))


def _alle(satz: Sitzung | None = None) -> Niederschriftsfassung:
    fassung = festgeschrieben(satz)
    unterzeichne(fassung, VORSITZ)
    unterzeichne(fassung, LEITUNG)
    return frisch(fassung)


# Fixing -----------------------------------------------------------------------------------------------------


def test_unvollstaendig_liegt_nichts_zur_unterschrift() -> None:
    """Nobody has said that there was no personal statement (GO RSK § 7 Abs. 1)."""
    satz = geschlossene_sitzung()
    entwurf(satz)
    with pytest.raises(Fachfehler, match="persönlichen Erklärungen") as fehler:
        niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "unvollstaendig"


def test_ohne_entwurf_ist_nichts_festzuschreiben() -> None:
    satz = geschlossene_sitzung()
    with pytest.raises(Fachfehler) as fehler:
        niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "ohne_entwurf"


def test_was_in_der_sitzung_berichtigt_ist_kommt_zuerst_in_den_entwurf() -> None:
    satz = vollstaendig()
    punkt = bau.punkte(satz)[1]
    punkt.titel = "Anders benannt"
    punkt.berichterstattung = "Frau Neu"
    punkt.save()
    with pytest.raises(Fachfehler) as fehler:
        niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "ausstehend"


def test_zweimal_festgeschrieben_ist_eine_fassung_mit_einem_druck() -> None:
    fassung = festgeschrieben()
    nochmal = festgeschrieben(_satz(fassung))
    assert (nochmal.pk, nochmal.nummer, nochmal.pruefzeichen) == (fassung.pk, 1, fassung.pruefzeichen)
    assert nochmal.inhalt["gremium"] == _satz(fassung).gremium.name


def test_vor_der_ersten_unterschrift_bekommt_dieselbe_fassung_den_neuen_inhalt() -> None:
    fassung = festgeschrieben()
    schreibe(abschnitt(_satz(fassung), nummer=2), "Lange beraten.")
    assert druck_der_fassung(frisch(fassung)) is not None
    neu = niederschrift_festschreiben(
        sitzung_id=_satz(fassung).pk, akteur=gobau.akteur(_satz(fassung).gremium)
    )
    assert (neu.pk, neu.nummer) == (fassung.pk, 1)
    assert neu.inhalt_hash != fassung.inhalt_hash
    assert neu.pruefzeichen != fassung.pruefzeichen
    # The print of the older content is not the one to sign.
    assert druck_der_fassung(frisch(neu)) is None


# After the first signature ----------------------------------------------------------------------------------


def test_nach_der_ersten_unterschrift_aendert_sich_nichts_mehr() -> None:
    fassung = festgeschrieben()
    unterzeichne(fassung, LEITUNG)
    with pytest.raises(Fachfehler) as fehler:
        schreibe(abschnitt(_satz(fassung)), "Noch etwas")
    assert fehler.value.code == "erste_unterschrift"
    with pytest.raises(Fachfehler):
        niederschrift_festschreiben(sitzung_id=_satz(fassung).pk, akteur=gobau.akteur(_satz(fassung).gremium))
    # The other signature is still given over the same content.
    unterzeichne(fassung, VORSITZ)
    assert frisch(fassung).inhalt_hash == fassung.inhalt_hash


def test_ein_widerruf_mit_grund_macht_beide_ungueltig_und_oeffnet_den_entwurf() -> None:
    fassung = _alle()
    with pytest.raises(Fachfehler, match="Grund"):
        _widerrufe(fassung, "  ")
    with pytest.raises(Fachfehler, match="zu lang"):
        _widerrufe(fassung, "x" * 501)
    _widerrufe(fassung)
    alte = frisch(fassung)
    assert (alte.lage, alte.widerrufsgrund) == (Fassungsstand.WIDERRUFEN, "Ein Name war falsch")
    schreibe(abschnitt(_satz(fassung), nummer=2), "Berichtigt.")
    neu = festgeschrieben(_satz(fassung))
    assert (neu.nummer, neu.vorgaengerin_id) == (2, fassung.pk)
    # The reason may name what is not for everybody; it stays in the file.
    assert neu.anlass == "Fassung 1 ist widerrufen"
    with pytest.raises(Fachfehler) as fehler:
        _widerrufe(fassung)
    assert fehler.value.code == "gilt_nicht_mehr"
    with pytest.raises(Fachfehler) as fehler:
        unterzeichne(fassung, VORSITZ)
    assert fehler.value.code == "nicht_zu_unterzeichnen"


def test_ohne_unterschrift_gibt_es_nichts_zu_widerrufen() -> None:
    fassung = festgeschrieben()
    with pytest.raises(Fachfehler) as fehler:
        _widerrufe(fassung)
    assert fehler.value.code == "ohne_unterschrift"


def test_widerrufen_duerfen_nur_die_unterzeichnenden() -> None:
    fassung = _alle()
    satz = _satz(fassung)
    with pytest.raises(NichtErlaubt):
        fassung_widerrufen(
            fassung_id=fassung.pk,
            grund="Darum",
            akteur=gobau.akteur(satz.gremium, "lenkung.sitzungen_vorbereiten"),
        )


# A new version ----------------------------------------------------------------------------------------------


def _neu(satz: Sitzung, anlass: str, **felder: Any) -> Niederschrift:
    return neue_fassung_beginnen(
        sitzung_id=satz.pk, anlass=anlass, akteur=gobau.akteur(satz.gremium), **felder
    )


def test_eine_neue_fassung_ersetzt_die_alte_erst_mit_ihren_unterschriften() -> None:
    alte = _alle()
    satz = _satz(alte)
    with pytest.raises(Fachfehler, match="neue Fassung"):
        schreibe(abschnitt(satz, nummer=2), "Geändert.")
    beschluss = Beschluss.objects.get(sitzung=satz)
    _neu(satz, "geändert durch Beschluss 3/2024", beschluss_id=beschluss.pk)
    schreibe(abschnitt(satz, nummer=2), "Geändert.")
    neue = festgeschrieben(satz)
    assert (neue.nummer, neue.anlass, neue.beschluss) == (2, "geändert durch Beschluss 3/2024", beschluss)
    unterzeichne(neue, VORSITZ)
    assert frisch(alte).lage is Fassungsstand.UNTERZEICHNET
    unterzeichne(neue, LEITUNG)
    assert (frisch(alte).lage, frisch(neue).lage) == (Fassungsstand.ERSETZT, Fassungsstand.UNTERZEICHNET)
    niederschrift = Niederschrift.objects.get(sitzung=satz)
    assert (niederschrift.aenderungsanlass, niederschrift.aenderungsbeschluss) == ("", None)
    with pytest.raises(Fachfehler):
        schreibe(abschnitt(satz, nummer=2), "Noch einmal.")


def test_ohne_unterzeichnete_fassung_ist_keine_neue_zu_beginnen() -> None:
    with pytest.raises(Fachfehler) as fehler:
        _neu(vollstaendig(), "Anlass")
    assert fehler.value.code == "ohne_fassung"


def test_eine_neue_fassung_braucht_einen_anlass_der_in_eine_zeile_passt() -> None:
    satz = _satz(_alle())
    for anlass in ("", "x" * (ANLASS_HOECHSTENS + 1)):
        with pytest.raises(Fachfehler):
            _neu(satz, anlass)


def test_was_versandt_ist_wird_nicht_widerrufen_sondern_ersetzt() -> None:
    fassung = _alle()
    niederschrift_versenden(sitzung_id=_satz(fassung).pk, akteur=gobau.akteur(_satz(fassung).gremium))
    with pytest.raises(Fachfehler) as fehler:
        _widerrufe(fassung)
    assert fehler.value.code == "versandt"
    _neu(_satz(fassung), "Ein Name war falsch")


def test_ist_die_neue_widerrufen_gilt_die_vorige_wieder() -> None:
    """And the change is still under way, for the same reason and by the same Beschluss."""
    alte = _alle()
    satz = _satz(alte)
    beschluss = Beschluss.objects.get(sitzung=satz)
    _neu(satz, "geändert durch Beschluss 1", beschluss_id=beschluss.pk)
    schreibe(abschnitt(satz, nummer=2), "Geändert.")
    neue = _alle(satz)
    assert frisch(alte).lage is Fassungsstand.ERSETZT
    _widerrufe(neue)
    assert (frisch(alte).lage, frisch(neue).lage) == (Fassungsstand.UNTERZEICHNET, Fassungsstand.WIDERRUFEN)
    schreibe(abschnitt(satz, nummer=2), "Noch einmal geändert.")
    dritte = festgeschrieben(satz)
    assert (dritte.nummer, dritte.vorgaengerin, dritte.beschluss) == (3, alte, beschluss)
    assert dritte.anlass == "geändert durch Beschluss 1"


def test_ein_neuer_anlass_behaelt_nicht_den_alten_beschluss() -> None:
    satz = _satz(_alle())
    _neu(satz, "geändert durch Beschluss 1", beschluss_id=Beschluss.objects.get(sitzung=satz).pk)
    assert _neu(satz, "Schreibfehler").aenderungsbeschluss is None
