"""How an agenda is set: put before the chair, confirmed, sent back, changed; and what the versions keep."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.versand.models import Nachricht
from lenkung.domain.queries.tagesordnung import fassung_nach_einladung
from lenkung.domain.tagesordnung import punkt_aendern, punkt_entfernen
from lenkung.domain.tagesordnung_festlegen import (
    tagesordnung_aendern,
    tagesordnung_belassen,
    tagesordnung_bestaetigen,
    tagesordnung_vorlegen,
    tagesordnung_zurueckgeben,
)
from lenkung.models import Gremium, Sendung, Sitzung, Tagesordnungsfassung
from tests.fabriken import konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.tagesordnungsbau import bestaetigt, geschaeftsstelle, punkt, stand, vorsitz, zaehler

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 16)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 3, 2)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


@pytest.fixture
def termin(gremium: Gremium) -> Sitzung:
    satz = sitzung(gremium, TAG)
    punkt(satz, "Begrüßung", art="formalia")
    punkt(satz, "Bericht")
    return satz


def _vorlegen(termin: Sitzung) -> Any:
    return tagesordnung_vorlegen(
        sitzung_id=termin.pk, zaehler=zaehler(termin), akteur=geschaeftsstelle(termin.gremium)
    )


def test_vorlegen_schreibt_dem_vorsitz_dieses_gremiums_mit_dem_weg_zur_seite(
    termin: Sitzung, gremium: Gremium
) -> None:
    kreis = gremium.kreis
    konto_mit_rolle("vorsitz", kreis=kreis, name="Vera Vorsitz", email="vorsitz@kreis.example")
    anderes = GremiumFactory(kreis=kreis)
    bereich = Bereich("gremium", anderes.pk, kreis.pk)
    konto_mit_rolle("vorsitz", kreis=kreis, bereich=bereich, email="andere@kreis.example")
    konto_mit_rolle("mitglied", kreis=kreis)
    ergebnis = _vorlegen(termin)
    assert ergebnis.an == ("Vera Vorsitz",)
    assert stand(termin) == "vorgelegt"
    nachricht = Nachricht.objects.get()
    assert nachricht.art == "lenkung.tagesordnung_vorgelegt"
    assert [z.adresse for z in nachricht.zustellungen.all()] == ["vorsitz@kreis.example"]
    assert f"/lenkung/sitzungen/{termin.pk}/tagesordnung/bestaetigen/" in nachricht.text


def test_ohne_konto_des_vorsitzes_geht_keine_e_mail_aber_vorgelegt_ist_sie(termin: Sitzung) -> None:
    assert _vorlegen(termin).an == ()
    assert stand(termin) == "vorgelegt"
    assert not Nachricht.objects.exists()


def test_eine_leere_tagesordnung_laesst_sich_weder_vorlegen_noch_bestaetigen(gremium: Gremium) -> None:
    leere = sitzung(gremium, date(2026, 9, 8))
    satz = punkt(leere)
    punkt_entfernen(punkt_id=satz.pk, akteur=geschaeftsstelle(gremium), grund="Versehen")
    for tat in (_vorlegen, bestaetigt):
        with pytest.raises(Fachfehler) as fehler:
            tat(leere)
        assert fehler.value.code == "ohne_punkte"
    leere.refresh_from_db()
    assert leere.stand == "geplant"


def test_bestaetigen_macht_eine_fassung_und_die_sitzung_ist_festgelegt(termin: Sitzung) -> None:
    _vorlegen(termin)
    fassung = bestaetigt(termin)
    termin.refresh_from_db()
    assert (fassung.nummer, fassung.bestaetigt_von_name, fassung.bestaetigt_wie) == (1, "Vera Vorsitz", "")
    assert fassung.aenderungen == []
    assert [(p["nummer"], p["titel"]) for p in fassung.punkte] == [(1, "Begrüßung"), (2, "Bericht")]
    assert (termin.stand, stand(termin)) == ("tagesordnung_festgelegt", "bestaetigt")
    with pytest.raises(NichtErlaubt):
        punkt(termin, "Noch einer")
    with pytest.raises(NichtErlaubt):
        bestaetigt(termin)


def test_der_vorsitz_bestaetigt_genau_was_er_gelesen_hat(termin: Sitzung) -> None:
    _vorlegen(termin)
    gelesen = zaehler(termin)
    punkt(termin, "Heimlich dazu")
    with pytest.raises(Ueberholt):
        tagesordnung_bestaetigen(sitzung_id=termin.pk, zaehler=gelesen, akteur=vorsitz(termin.gremium))
    with pytest.raises(Ueberholt):
        tagesordnung_zurueckgeben(
            sitzung_id=termin.pk, zaehler=gelesen, bemerkung="So nicht", akteur=vorsitz(termin.gremium)
        )
    assert not Tagesordnungsfassung.objects.exists()
    assert stand(termin) == "vorgelegt"


def test_traegt_die_geschaeftsstelle_die_bestaetigung_ein_sagt_sie_wie(termin: Sitzung) -> None:
    wer = geschaeftsstelle(termin.gremium)
    with pytest.raises(Fachfehler) as fehler:
        tagesordnung_bestaetigen(sitzung_id=termin.pk, zaehler=zaehler(termin), akteur=wer)
    assert fehler.value.feld == "wie"
    fassung = tagesordnung_bestaetigen(
        sitzung_id=termin.pk, zaehler=zaehler(termin), akteur=wer, wie="E-Mail vom 02.03.2026"
    )
    assert fassung.bestaetigt_von_name == "Vorsitz, eingetragen von Gesa Geschäftsstelle"
    assert fassung.bestaetigt_wie == "E-Mail vom 02.03.2026"


def test_zurueckgeben_braucht_eine_bemerkung_und_die_geschaeftsstelle_bekommt_sie(
    termin: Sitzung, gremium: Gremium
) -> None:
    konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis, email="gs@kreis.example")
    wer = vorsitz(gremium)
    with pytest.raises(NichtErlaubt):
        tagesordnung_zurueckgeben(
            sitzung_id=termin.pk, zaehler=zaehler(termin), bemerkung="Zu lang", akteur=wer
        )
    _vorlegen(termin)
    with pytest.raises(Exception, match="Bitte schreiben, was geändert werden soll"):
        tagesordnung_zurueckgeben(sitzung_id=termin.pk, zaehler=zaehler(termin), bemerkung=" ", akteur=wer)
    tagesordnung_zurueckgeben(
        sitzung_id=termin.pk, zaehler=zaehler(termin), bemerkung="Bitte TOP 2 zuerst.", akteur=wer
    )
    assert stand(termin) == "zurueckgegeben"
    nachricht = Nachricht.objects.get(art="lenkung.tagesordnung_zurueckgegeben")
    assert "Bitte TOP 2 zuerst." in nachricht.text
    punkt(termin, "Überarbeitet")
    _vorlegen(termin)
    assert stand(termin) == "vorgelegt"


def test_nach_der_bestaetigung_wird_jede_aenderung_eine_neue_fassung_mit_dem_unterschied(
    termin: Sitzung,
) -> None:
    bestaetigt(termin)
    wer = geschaeftsstelle(termin.gremium)
    tagesordnung_aendern(sitzung_id=termin.pk, akteur=wer)
    assert stand(termin) == "in_aenderung"
    neu = punkt(termin, "Sprachkurse")
    punkt_aendern(punkt_id=neu.pk, akteur=wer, angaben={"minuten": 15})
    zweite = bestaetigt(termin)
    assert (zweite.nummer, zweite.aenderungen) == (2, ["Neu: TOP 3 „Sprachkurse“."])
    assert Tagesordnungsfassung.objects.get(sitzung=termin, nummer=1).punkte[-1]["titel"] == "Bericht"


def test_wird_aus_einer_aenderung_nichts_gilt_weiter_was_bestaetigt_ist(termin: Sitzung) -> None:
    bestaetigt(termin)
    wer = geschaeftsstelle(termin.gremium)
    tagesordnung_aendern(sitzung_id=termin.pk, akteur=wer)
    neu = punkt(termin, "Doch nicht")
    with pytest.raises(Fachfehler) as fehler:
        tagesordnung_belassen(sitzung_id=termin.pk, akteur=wer)
    assert fehler.value.code == "abweichung"
    punkt_entfernen(punkt_id=neu.pk, akteur=wer, grund="Doch nicht")
    tagesordnung_belassen(sitzung_id=termin.pk, akteur=wer)
    assert stand(termin) == "bestaetigt"
    assert Tagesordnungsfassung.objects.filter(sitzung=termin).count() == 1


def test_nach_der_einladung_ist_zu_sehen_dass_eine_neue_fassung_noch_niemand_kennt(termin: Sitzung) -> None:
    erste = bestaetigt(termin)
    assert fassung_nach_einladung(termin) is None
    Sendung.objects.create(
        sitzung=termin, art="einladung", stand="versandt", fassung=erste, versandt_am=timezone.now()
    )
    Sitzung.objects.filter(pk=termin.pk).update(stand="eingeladen")
    assert fassung_nach_einladung(termin) is None
    tagesordnung_aendern(sitzung_id=termin.pk, akteur=geschaeftsstelle(termin.gremium))
    punkt(termin, "Sprachkurse")
    assert fassung_nach_einladung(termin) is None
    zweite = bestaetigt(termin)
    assert fassung_nach_einladung(termin) == zweite
    termin.refresh_from_db()
    assert termin.stand == "eingeladen"


@pytest.mark.parametrize("lage", ["eroeffnet", "geschlossen", "abgesagt"])
def test_zu_einer_sitzung_die_stattfand_oder_ausfaellt_gibt_es_nichts_festzulegen(
    termin: Sitzung, lage: str
) -> None:
    _vorlegen(termin)
    Sitzung.objects.filter(pk=termin.pk).update(
        stand=lage, absage_grund="Grund" if lage == "abgesagt" else ""
    )
    for tat in (_vorlegen, bestaetigt):
        with pytest.raises(NichtErlaubt):
            tat(termin)
    with pytest.raises(NichtErlaubt):
        tagesordnung_zurueckgeben(
            sitzung_id=termin.pk, zaehler=zaehler(termin), bemerkung="x", akteur=vorsitz(termin.gremium)
        )


def test_wer_liest_legt_nichts_vor_und_legt_nichts_fest(termin: Sitzung, gremium: Gremium) -> None:
    mitglied = akteur(gremium, "lenkung.gremium_lesen", "lenkung.punkte_vorschlagen")
    anfang = zaehler(termin)
    with pytest.raises(NichtErlaubt):
        tagesordnung_vorlegen(sitzung_id=termin.pk, zaehler=anfang, akteur=mitglied)
    with pytest.raises(NichtErlaubt):
        tagesordnung_bestaetigen(sitzung_id=termin.pk, zaehler=anfang, akteur=mitglied, wie="Anruf")
    # The chair sets, but does not put it before herself.
    with pytest.raises(NichtErlaubt):
        tagesordnung_vorlegen(sitzung_id=termin.pk, zaehler=anfang, akteur=vorsitz(gremium))
    with pytest.raises(NichtErlaubt):
        tagesordnung_aendern(sitzung_id=termin.pk, akteur=mitglied)
    assert timezone.now() - termin.beginn < timedelta(0)
