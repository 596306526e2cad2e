"""Opening a file in an emergency: with a reason, for hours, and never in secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.notzugriff import notzugriff_beenden, notzugriff_nehmen, notzugriff_zur_kenntnis
from casemgmt.models import Fall, Notzugriff
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
GRUND = "Die Familie steht ohne Unterkunft vor der Tür"


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def nehmen(konto: Any, nummer: str, grund: str = GRUND) -> Fall | None:
    return notzugriff_nehmen(kreis_id=konto.kreis_id, aktenzeichen=nummer, grund=grund, akteur=konto)


def test_fall_11_mit_grund_auf_zeit_und_die_anderen_erfahren_es(bild: Kreisbild) -> None:
    fall = bild.fall()
    assert nehmen(bild.cm_b, fall.aktenzeichen) == fall
    satz = Notzugriff.objects.get()
    assert (satz.bis - satz.von, satz.grund) == (timedelta(hours=4), GRUND)
    assert fall in permissions.sichtbare_faelle(frisch(bild.cm_b))
    zeile = Lesezugriff.objects.get()
    assert (zeile.kennzeichen, zeile.anlass, zeile.objekt_id) == (fall.aktenzeichen, "Notzugriff", fall.pk)
    for konto, sieht in (
        (bild.cm_a, True),
        (bild.koordination, True),
        (fallbau.case_management(bild.a), False),
    ):
        assert (satz in permissions.sichtbare_notzugriffe(konto)) is sieht
    with time_machine.travel(timezone.now() + timedelta(hours=4, seconds=1), tick=False):
        assert fall not in permissions.sichtbare_faelle(frisch(bild.cm_b))
        with pytest.raises(Fachfehler, match="schon zu Ende"):
            notzugriff_beenden(notzugriff_id=satz.pk, akteur=bild.cm_b)


@pytest.mark.parametrize("grund", ["", "dringend", "xxxxxxxxxxxxxxxxxxxx", "zu kurz"])
def test_fall_11_ohne_einen_satz_als_grund_wird_nichts_gesagt(bild: Kreisbild, grund: str) -> None:
    fall = bild.fall()
    for nummer in (fall.aktenzeichen, "KIM-2026-9999"):
        with pytest.raises(Fachfehler) as fehler:
            nehmen(bild.cm_b, nummer, grund)
        assert fehler.value.feld == "grund"
    assert not Lesezugriff.objects.exists()


def test_fall_11_auch_eine_nummer_die_es_nicht_gibt_steht_im_protokoll(bild: Kreisbild) -> None:
    """Else one could try numbers; a locked file and one of another Kreis answer the same."""
    person = bild.person()
    gesperrt, fremd = bild.fall(person), Kreisbild().fall()
    fallbau.sperre(bild.cm_b, person)
    assert fremd.aktenzeichen == gesperrt.aktenzeichen
    for nummer in (gesperrt.aktenzeichen, "KIM-2026-9999"):
        assert nehmen(bild.cm_b, nummer) is None
    assert not Notzugriff.objects.exists()
    assert [zeile.anlass.split(":")[0] for zeile in Lesezugriff.objects.all()] == ["Notzugriff ohne Akte"] * 2
    with pytest.raises(Fachfehler, match="So sieht ein Aktenzeichen aus"):
        nehmen(bild.cm_b, "Haddad")


def test_wer_die_akte_schon_sieht_braucht_keinen(bild: Kreisbild) -> None:
    fall = bild.fall()
    assert nehmen(bild.cm_a, fall.aktenzeichen) == fall
    assert not Notzugriff.objects.exists()


def test_nur_wer_im_kreis_beraet(bild: Kreisbild) -> None:
    fall = bild.fall()
    assert nehmen(fallbau.mukis(bild.kreis), fall.aktenzeichen) == fall
    fremd = fallbau.case_management(fallbau.kommune())
    for konto in (bild.koordination, fremd):
        with pytest.raises(NichtErlaubt):
            notzugriff_nehmen(kreis_id=bild.kreis.pk, aktenzeichen=str(fall), grund=GRUND, akteur=konto)
    assert not permissions.darf_notzugriff(bild.cm_a, None)


def test_frueher_beenden_und_zur_kenntnis_nehmen(bild: Kreisbild) -> None:
    fall = bild.fall()
    nehmen(bild.cm_b, fall.aktenzeichen)
    satz = Notzugriff.objects.get()
    with pytest.raises(NichtErlaubt):
        notzugriff_beenden(notzugriff_id=satz.pk, akteur=bild.cm_a)
    for konto in (bild.cm_b, bild.cm_a):
        with pytest.raises(NichtErlaubt):
            notzugriff_zur_kenntnis(notzugriff_id=satz.pk, akteur=konto)
    notzugriff_beenden(notzugriff_id=satz.pk, akteur=bild.cm_b)
    assert fall not in permissions.sichtbare_faelle(frisch(bild.cm_b))
    notzugriff_zur_kenntnis(notzugriff_id=satz.pk, akteur=bild.koordination)
    with pytest.raises(Fachfehler, match="schon jemand"):
        notzugriff_zur_kenntnis(notzugriff_id=satz.pk, akteur=bild.koordination)
    satz.refresh_from_db()
    assert satz.gesehen_von == bild.koordination
