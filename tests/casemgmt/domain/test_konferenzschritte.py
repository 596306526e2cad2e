"""Results of a conference become steps: a Wiedervorlage, a step of the plan, or both, in one act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.fallkonferenz import ergebnis_festhalten, konferenz_anlegen, teilnahme_aufnehmen
from casemgmt.domain.integrationsplan import plan_beginnen, plan_vereinbaren, schritt_streichen
from casemgmt.domain.konferenzschritte import (
    Umsetzung,
    ergebnis_umsetzen,
    schritt_aus,
    wiedervorlage_aus,
    ziele_im_entwurf,
)
from casemgmt.models import Fall, Konferenzergebnis, Planschritt, Planziel, Wiedervorlage
from casemgmt.regeln.fallkonferenz import kurz
from casemgmt.regeln.plan import Bestaetigung, Wer
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import faellebau, fallbau
from tests.fabriken import EinrichtungFactory

pytestmark = pytest.mark.django_db


class Runde:
    """A conference with the Jobcenter and one result, due in a week; a plan is being written."""

    def __init__(self) -> None:
        self.ort = fallbau.kommune()
        self.cm = fallbau.case_management(self.ort)
        self.fall = fallbau.fall(self.cm, self.ort)
        self.plan = faellebau.entwurf(self.cm, self.fall)
        self.ziel: Planziel = self.plan.ziele.get()
        self.bis = timezone.localdate() + timedelta(days=7)
        self.konferenz = konferenz_anlegen(
            fall_id=self.fall.pk,
            angaben={"art": "kollegial", "beginn": timezone.now(), "frage": "Wie geht es weiter?"},
            akteur=self.cm,
        )
        stelle = EinrichtungFactory(kreis=self.ort.kreis, name="Jobcenter Musterkreis")
        self.wer = teilnahme_aufnehmen(
            konferenz_id=self.konferenz.pk, einrichtung_id=stelle.pk, akteur=self.cm
        )
        self.ergebnis = self.festhalten("Zeugnisse anerkennen lassen")

    def festhalten(self, text: str) -> Konferenzergebnis:
        return ergebnis_festhalten(
            konferenz_id=self.konferenz.pk,
            text=text,
            teilnahme_id=self.wer.pk,
            bis=self.bis,
            akteur=self.cm,
        )

    def umsetzen(self, akteur: Any = None, ergebnis: Any = None, **was: Any) -> Konferenzergebnis:
        return ergebnis_umsetzen(
            ergebnis_id=(ergebnis or self.ergebnis).pk, umsetzung=Umsetzung(**was), akteur=akteur or self.cm
        )


@pytest.fixture
def runde() -> Runde:
    return Runde()


def test_beides_in_einem_zug(runde: Runde) -> None:
    runde.umsetzen(wiedervorlage_am=runde.bis, ziel_id=runde.ziel.pk)
    vorlage = Wiedervorlage.objects.get()
    assert (vorlage.fall_id, vorlage.faellig_am, vorlage.text) == (
        runde.fall.pk,
        runde.bis,
        "Zeugnisse anerkennen lassen",
    )
    schritt = Planschritt.objects.get(ergebnis=runde.ergebnis)
    assert (schritt.ziel, schritt.was, schritt.wer, schritt.wer_genau, schritt.bis) == (
        runde.ziel,
        "Zeugnisse anerkennen lassen",
        "andere",
        "Jobcenter Musterkreis",
        runde.bis,
    )
    # From each the way leads to the other.
    assert (wiedervorlage_aus(runde.ergebnis), schritt_aus(runde.ergebnis)) == (vorlage, schritt)
    assert vorlage.ergebnis == runde.ergebnis


def test_tut_es_die_person_selbst_steht_kein_name_daneben(runde: Runde) -> None:
    runde.umsetzen(ziel_id=runde.ziel.pk, wer=Wer.PERSON)
    schritt = Planschritt.objects.get(ergebnis=runde.ergebnis)
    assert (schritt.wer, schritt.wer_genau) == ("person", "")
    assert not Wiedervorlage.objects.exists()


def test_nacheinander_und_jedes_nur_einmal(runde: Runde) -> None:
    runde.umsetzen(wiedervorlage_am=runde.bis)
    runde.umsetzen(ziel_id=runde.ziel.pk)
    for was, code in (
        ({"wiedervorlage_am": runde.bis}, "wiedervorlage"),
        ({"ziel_id": runde.ziel.pk}, "schritt"),
        ({}, "nichts"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            runde.umsetzen(**was)
        assert fehler.value.code == code


def test_alles_oder_nichts(runde: Runde) -> None:
    """The goal is none of this draft: the Wiedervorlage is not made either."""
    anderer = fallbau.fall(runde.cm, runde.ort, fallbau.klient(runde.cm, runde.ort, "Samir"))
    fremd = faellebau.entwurf(runde.cm, anderer).ziele.get()
    with pytest.raises(Fachfehler) as fehler:
        runde.umsetzen(wiedervorlage_am=runde.bis, ziel_id=fremd.pk)
    assert fehler.value.code == "ziel"
    assert not Wiedervorlage.objects.exists()
    with pytest.raises(Fachfehler) as fehler:
        runde.umsetzen(wiedervorlage_am=fallbau.gestern(), ziel_id=runde.ziel.pk)
    assert fehler.value.code == "vorbei"
    assert schritt_aus(runde.ergebnis) is None


def test_ein_vereinbarter_plan_behaelt_seinen_wortlaut(runde: Runde) -> None:
    plan_vereinbaren(
        plan_id=runde.plan.pk,
        vereinbart_am=timezone.localdate(),
        bestaetigung=Bestaetigung.BLATT,
        akteur=runde.cm,
    )
    assert ziele_im_entwurf(runde.fall) == []
    with pytest.raises(Fachfehler, match="Entwurf"):
        runde.umsetzen(ziel_id=runde.ziel.pk)


def test_die_neue_fassung_kennt_die_herkunft_noch(runde: Runde) -> None:
    runde.umsetzen(ziel_id=runde.ziel.pk)
    plan_vereinbaren(
        plan_id=runde.plan.pk,
        vereinbart_am=timezone.localdate(),
        bestaetigung=Bestaetigung.BLATT,
        akteur=runde.cm,
    )
    neu = plan_beginnen(fall_id=runde.fall.pk, akteur=runde.cm)
    schritt = schritt_aus(runde.ergebnis)
    assert schritt is not None
    assert schritt.ziel.plan == neu


def test_gestrichen_kann_es_wieder_ein_schritt_werden(runde: Runde) -> None:
    runde.umsetzen(ziel_id=runde.ziel.pk)
    schritt_streichen(schritt_id=Planschritt.objects.get(ergebnis=runde.ergebnis).pk, akteur=runde.cm)
    assert schritt_aus(runde.ergebnis) is None
    runde.umsetzen(ziel_id=runde.ziel.pk)
    assert schritt_aus(runde.ergebnis) is not None


def test_nur_wer_den_fall_fuehrt_und_nur_solange_er_laeuft(runde: Runde) -> None:
    for fremde in (fallbau.koordination(runde.ort.kreis), fallbau.case_management(fallbau.kommune())):
        with pytest.raises(NichtErlaubt):
            runde.umsetzen(akteur=fremde, wiedervorlage_am=runde.bis)
    Fall.objects.filter(pk=runde.fall.pk).update(
        phase="nicht_fortgesetzt", beendet_am=timezone.localdate(), endgrund="kein_kontakt"
    )
    with pytest.raises(Fachfehler) as fehler:
        runde.umsetzen(wiedervorlage_am=runde.bis)
    assert fehler.value.code == "beendet"


def test_ein_langer_wortlaut_wird_am_wort_gekuerzt(runde: Runde) -> None:
    lang = runde.festhalten("Unterlagen ordnen " * 25)
    runde.umsetzen(ergebnis=lang, wiedervorlage_am=runde.bis)
    text = Wiedervorlage.objects.get().text
    assert len(text) <= 300
    assert text.endswith(("ordnen…", "Unterlagen…"))


def test_kuerzen() -> None:
    assert kurz("ein  Wort", 9) == "ein Wort"
    assert kurz("eins zwei drei", 10) == "eins zwei…"
    assert kurz("Donaudampfschiff", 6) == "Donau…"
