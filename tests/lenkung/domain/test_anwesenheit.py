"""Who comes, goes, changes and comes back; what arrives late; what is refused."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.anwesenheit import gast_kommt, geht, sitz_kommt
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.domain.sitzung import sitzung_verlegen
from lenkung.models import Anwesenheit, Gremium, Sitz, Sitzung, Sitzungsereignis, Sitzungsverlauf
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.sendungsbau import gast

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def beginn() -> datetime:
    return timezone.now().replace(microsecond=0) - timedelta(minutes=60)


@pytest.fixture
def satz(gremium: Gremium, beginn: datetime) -> Sitzung:
    return bau.eingeladene_sitzung(gremium, timezone.localdate(beginn))


def _um(beginn: datetime, minute: int) -> datetime:
    return beginn + timedelta(minutes=minute)


def _zeiten(satz: Sitzung, beginn: datetime) -> list[tuple[str, int, int | None]]:
    """Kind, from, until, in minutes after the beginning; what was struck is left out."""
    return [
        (a.art, (a.von - beginn).seconds // 60, None if a.bis is None else (a.bis - beginn).seconds // 60)
        for a in Anwesenheit.objects.filter(sitzung=satz, gestrichen_am=None).order_by("von", "pk")
    ]


def _vertreten(satz: Sitzung, zeit: datetime) -> int:
    return len(verlaufsstand(satz).augenblick(zeit).vertretene)


def _arten(satz: Sitzung) -> list[str]:
    return list(Sitzungsereignis.objects.filter(sitzung=satz).order_by("pk").values_list("art", flat=True))


# Coming, going, coming back ---------------------------------------------------------------------------------


def test_kommen_gehen_wiederkommen_sind_zwei_zeiten(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    erste = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, erste, zeit=_um(beginn, 20))
    bau.komme(satz, sitz, zeit=_um(beginn, 40))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 20), ("vor_ort", 40, None)]
    assert [_vertreten(satz, _um(beginn, m)) for m in (0, 19, 20, 39, 40)] == [1, 1, 0, 0, 1]
    assert _arten(satz) == ["gekommen", "gegangen", "gekommen"]
    assert Sitzungsverlauf.objects.get(sitzung=satz).zaehler == 3
    assert erste.eingetragen_von_name == "Petra Probe"


def test_sind_beide_da_hat_das_mitglied_die_stimme_und_der_sitz_bleibt_vertreten_wenn_einer_geht(
    satz: Sitzung, beginn: datetime
) -> None:
    # GO RSK § 2 Abs. 2: the deputy stands in while the member is not there; one seat, one vote (§ 6 Abs. 3).
    (sitz, *_rest) = bau.sitze(satz.gremium)
    mitglied = bau.komme(satz, sitz, zeit=beginn)
    vertretung = bau.komme(satz, sitz, "stellvertretung", "digital", zeit=beginn)
    stand = verlaufsstand(satz)
    assert stand.vertreter(beginn) == {sitz.pk: mitglied.name}
    assert len(stand.augenblick(beginn).vertretene) == 1
    bau.gehe(satz, mitglied, zeit=_um(beginn, 10))
    stand = verlaufsstand(satz)
    assert stand.vertreter(_um(beginn, 9)) == {sitz.pk: mitglied.name}
    assert stand.vertreter(_um(beginn, 10)) == {sitz.pk: vertretung.name}
    bau.gehe(satz, vertretung, zeit=_um(beginn, 20))
    assert _vertreten(satz, _um(beginn, 20)) == 0


def test_der_wechsel_von_vor_ort_zu_digital_beendet_die_eine_zeit_und_beginnt_die_andere(
    satz: Sitzung, beginn: datetime
) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    bau.komme(satz, sitz, zeit=beginn)
    bau.komme(satz, sitz, art="digital", zeit=_um(beginn, 15))
    bau.komme(satz, sitz, art="vor_ort", zeit=_um(beginn, 30))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 15), ("digital", 15, 30), ("vor_ort", 30, None)]
    # Never away in between.
    assert {_vertreten(satz, _um(beginn, m)) for m in range(40)} == {1}


def test_wer_schon_da_ist_bleibt_und_nichts_wird_eingetragen(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    erste = bau.komme(satz, sitz, zeit=beginn)
    assert bau.komme(satz, sitz, zeit=_um(beginn, 5)) == erste
    assert _arten(satz) == ["gekommen"]


def test_wer_schon_gegangen_ist_geht_nicht_noch_einmal(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, anwesend, zeit=_um(beginn, 10))
    bau.gehe(satz, anwesend, zeit=_um(beginn, 12))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 10)]
    assert _arten(satz) == ["gekommen", "gegangen"]


def test_im_selben_augenblick_gekommen_und_gegangen_war_niemand_da(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, anwesend, zeit=beginn)
    anwesend.refresh_from_db()
    assert _zeiten(satz, beginn) == []
    assert anwesend.gestrichen_grund == "Im selben Augenblick wieder gegangen"
    assert anwesend.gestrichen_von_name == "Petra Probe"


def test_im_selben_augenblick_geaendert_gilt_nur_das_zweite(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    erste = bau.komme(satz, sitz, zeit=beginn)
    bau.komme(satz, sitz, art="digital", zeit=beginn)
    erste.refresh_from_db()
    assert _zeiten(satz, beginn) == [("digital", 0, None)]
    assert erste.gestrichen_grund == "Im selben Augenblick geändert"


def test_ein_gast_kommt_und_geht_und_zaehlt_nicht(satz: Sitzung, beginn: datetime) -> None:
    # GO RSK § 2 Abs. 3: without a vote.
    gerda = gast(bau.punkte(satz)[0])
    eintrag = bau.eintrag(satz.gremium, zeit=beginn)
    da = gast_kommt(sitzung_id=satz.pk, gast_id=gerda.pk, art=Anwesenheitsart.DIGITAL, eintrag=eintrag)
    assert da is not None
    assert (da.rolle, da.name, da.person_id, da.sitz_id) == ("gast", str(gerda), None, None)
    assert gast_kommt(sitzung_id=satz.pk, gast_id=gerda.pk, art=da.art, eintrag=eintrag) is None
    assert _vertreten(satz, beginn) == 0
    assert verlaufsstand(satz).gaeste([gerda]) == [(gerda, da)]
    bau.gehe(satz, da, zeit=_um(beginn, 5))
    assert verlaufsstand(satz).gaeste([gerda]) == [(gerda, None)]


def test_mit_zwei_sitzen_ist_eine_person_einmal_da(beginn: datetime) -> None:
    """GO Steinfurt § 4: the head of the Geschäftsstelle, without a vote, may hold the seat of the KI too."""
    gremium = bau.lenkungsgruppe(1, wie=gobau.STEINFURT)
    (mit_stimme,) = bau.sitze(gremium)
    ohne_stimme = SitzFactory(gremium=gremium, stimmrecht=False)
    person = mit_stimme.besetzungen.get(art="mitglied").person
    ohne_stimme.besetzungen.create(gremium=gremium, stimmrecht=False, art="mitglied", person=person)
    satz = bau.eingeladene_sitzung(gremium, timezone.localdate(beginn))
    erste = bau.komme(satz, ohne_stimme, zeit=beginn)
    assert bau.komme(satz, mit_stimme, zeit=_um(beginn, 1)) == erste
    assert verlaufsstand(satz).vertreter(beginn).keys() == {mit_stimme.pk, ohne_stimme.pk}
    assert _vertreten(satz, beginn) == 1


# Late after a broken connection -----------------------------------------------------------------------------


def test_zweimal_gesandt_zaehlt_einmal(satz: Sitzung, beginn: datetime) -> None:
    erster, zweiter = bau.sitze(satz.gremium)[:2]
    kommen, gehen = uuid4(), uuid4()
    anwesend = bau.komme(satz, erster, zeit=beginn, schluessel=kommen)
    bau.gehe(satz, anwesend, zeit=_um(beginn, 10), schluessel=gehen)
    wieder = {"eintrag": bau.eintrag(satz.gremium, zeit=_um(beginn, 30), schluessel=kommen)}
    assert (
        sitz_kommt(
            sitzung_id=satz.pk,
            sitz_id=zweiter.pk,
            rolle=Teilnahmerolle.MITGLIED,
            art=Anwesenheitsart.VOR_ORT,
            **wieder,
        )
        is None
    )
    spaeter = bau.komme(satz, erster, zeit=_um(beginn, 20))
    bau.gehe(satz, spaeter, zeit=_um(beginn, 30), schluessel=gehen)
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 10), ("vor_ort", 20, None)]


def test_das_alter_bestimmt_die_zeit_und_nicht_die_uhr_des_geraets(satz: Sitzung) -> None:
    vorher = timezone.now().replace(microsecond=0)
    anwesend = bau.komme(satz, bau.sitze(satz.gremium)[0], alter=timedelta(minutes=7))
    assert vorher - timedelta(minutes=7) <= anwesend.von <= timezone.now() - timedelta(minutes=7)
    assert anwesend.von.microsecond == 0


@pytest.mark.parametrize(
    ("alter", "gilt"),
    [
        # From the future there is nothing, and nobody waits longer than half a day.
        (timedelta(hours=-3), timedelta()),
        (timedelta(days=3), timedelta(hours=12)),
    ],
)
def test_ein_unmoegliches_alter_wird_begrenzt(gremium: Gremium, alter: timedelta, gilt: timedelta) -> None:
    vorher = timezone.now().replace(microsecond=0)
    zeit = bau.eintrag(gremium, alter=alter).wann()
    assert vorher - gilt <= zeit <= timezone.now() - gilt


def test_verspaetet_gekommen_reicht_bis_zu_dem_was_schon_eingetragen_ist(
    satz: Sitzung, beginn: datetime
) -> None:
    """At the door the colleague wrote: there from 30, away at 40. The first entry, at 10, arrives last."""
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=_um(beginn, 30))
    bau.gehe(satz, anwesend, zeit=_um(beginn, 40))
    bau.komme(satz, sitz, zeit=_um(beginn, 10))
    assert _zeiten(satz, beginn) == [("vor_ort", 10, 30), ("vor_ort", 30, 40)]
    assert [_vertreten(satz, _um(beginn, m)) for m in (9, 10, 39, 40, 59)] == [0, 1, 1, 0, 0]


def test_verspaetet_gekommen_mitten_in_einer_zeit_aendert_nichts(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, anwesend, zeit=_um(beginn, 40))
    anwesend.refresh_from_db()
    assert bau.komme(satz, sitz, zeit=_um(beginn, 10)) == anwesend
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 40)]


def test_verspaetet_gewechselt_mitten_in_einer_zeit_teilt_sie(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, anwesend, zeit=_um(beginn, 40))
    bau.komme(satz, sitz, art="digital", zeit=_um(beginn, 10))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 10), ("digital", 10, 40)]


def test_verspaetet_gegangen_gilt_von_seiner_zeit_an(satz: Sitzung, beginn: datetime) -> None:
    """Pressed at 20 without a connection; a colleague saw it at 30."""
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    bau.gehe(satz, anwesend, zeit=_um(beginn, 30))
    bau.gehe(satz, anwesend, zeit=_um(beginn, 20))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 20)]


def test_gegangen_auf_einer_alten_seite_meint_die_person(satz: Sitzung, beginn: datetime) -> None:
    """The page still shows her vor Ort; meanwhile a colleague has entered that she is there digitally."""
    (sitz, *_rest) = bau.sitze(satz.gremium)
    vor_ort = bau.komme(satz, sitz, zeit=beginn)
    bau.komme(satz, sitz, art="digital", zeit=_um(beginn, 10))
    bau.gehe(satz, vor_ort, zeit=_um(beginn, 20))
    assert _zeiten(satz, beginn) == [("vor_ort", 0, 10), ("digital", 10, 20)]
    assert _vertreten(satz, _um(beginn, 20)) == 0


# What is refused --------------------------------------------------------------------------------------------


def test_vor_dem_tag_wird_nichts_eingetragen_und_an_ihm_schon_vor_der_eroeffnung(gremium: Gremium) -> None:
    (sitz, *_rest) = bau.sitze(gremium)
    morgen = bau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=1))
    with pytest.raises(Fachfehler, match="Vorher lässt sich nichts eintragen") as fehler:
        bau.komme(morgen, sitz)
    assert fehler.value.code == "vor_dem_tag"
    heute = bau.eingeladene_sitzung(gremium)
    assert bau.komme(heute, sitz).bis is None


def test_auf_einem_freien_oder_fremden_sitz_kommt_niemand(satz: Sitzung, beginn: datetime) -> None:
    frei: Any = SitzFactory(gremium=satz.gremium)
    fremd: Sitz = bau.sitze(bau.lenkungsgruppe(1))[0]
    gewechselt = bau.sitze(satz.gremium)[0]
    gewechselt.besetzungen.filter(art="mitglied").update(bis=satz.tag - timedelta(days=1))
    for sitz in (frei, fremd, gewechselt):
        with pytest.raises(Fachfehler) as fehler:
            bau.komme(satz, sitz, zeit=beginn)
        assert fehler.value.code == "niemand_benannt"
    assert not Anwesenheit.objects.exists()


def test_ein_gast_eines_anderen_gremiums_kommt_hier_nicht(satz: Sitzung, beginn: datetime) -> None:
    anderswo = gast(bau.punkte(bau.eingeladene_sitzung(GremiumFactory()))[0])
    eintrag = bau.eintrag(satz.gremium, zeit=beginn)
    with pytest.raises(type(anderswo).DoesNotExist):
        gast_kommt(sitzung_id=satz.pk, gast_id=anderswo.pk, art=Anwesenheitsart.VOR_ORT, eintrag=eintrag)


def test_nur_die_geschaeftsstelle_dieses_gremiums_traegt_ein(satz: Sitzung, beginn: datetime) -> None:
    (sitz, *_rest) = bau.sitze(satz.gremium)
    anwesend = bau.komme(satz, sitz, zeit=beginn)
    fremd = gobau.akteur(GremiumFactory())
    mitglied = gobau.akteur(satz.gremium, "lenkung.gremium_lesen")
    vorsitz = gobau.akteur(satz.gremium, "lenkung.tagesordnung_bestaetigen")
    for wer in (fremd, mitglied, vorsitz):
        with pytest.raises(NichtErlaubt):
            bau.komme(satz, sitz, art="digital", zeit=_um(beginn, 5), akteur=wer)
        with pytest.raises(NichtErlaubt):
            bau.gehe(satz, anwesend, zeit=_um(beginn, 5), akteur=wer)
    assert _zeiten(satz, beginn) == [("vor_ort", 0, None)]


@pytest.mark.parametrize("stand", ["geplant", "tagesordnung_festgelegt", "geschlossen", "abgesagt"])
def test_in_einem_anderen_stand_kommt_niemand(satz: Sitzung, beginn: datetime, stand: str) -> None:
    grund = "Nichts zu entscheiden" if stand == "abgesagt" else ""
    Sitzung.objects.filter(pk=satz.pk).update(stand=stand, absage_grund=grund)
    with pytest.raises(NichtErlaubt, match="das geht jetzt nicht"):
        bau.komme(satz, bau.sitze(satz.gremium)[0], zeit=beginn)


def test_eine_anwesenheit_einer_anderen_sitzung_endet_hier_nicht(satz: Sitzung, beginn: datetime) -> None:
    andere = bau.eingeladene_sitzung(satz.gremium, satz.tag, uhrzeit=time(9))
    anwesend = bau.komme(andere, bau.sitze(satz.gremium)[0], zeit=beginn)
    with pytest.raises(Anwesenheit.DoesNotExist):
        geht(sitzung_id=satz.pk, anwesenheit_id=anwesend.pk, eintrag=bau.eintrag(satz.gremium))


# Moved to another day ---------------------------------------------------------------------------------------


def test_wird_die_sitzung_verlegt_ist_am_neuen_tag_noch_niemand_da(satz: Sitzung, beginn: datetime) -> None:
    """Some stand at the door, too few; the chair moves the session."""
    (sitz, *_rest) = bau.sitze(satz.gremium)
    bau.komme(satz, sitz, zeit=beginn)
    neu = timezone.now() + timedelta(days=7)
    sitzung_verlegen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium), beginn=neu, grund="Zu wenige")
    satz.refresh_from_db()
    assert _vertreten(satz, neu) == 0
    assert Anwesenheit.objects.get(sitzung=satz).gestrichen_grund == "Die Sitzung wurde verlegt"
    assert bau.komme(satz, sitz, zeit=neu).bis is None


def test_am_selben_tag_verlegt_bleibt_wer_da_ist(gremium: Gremium, beginn: datetime) -> None:
    satz = bau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=1))
    (sitz, *_rest) = bau.sitze(gremium)
    morgens = satz.beginn - timedelta(hours=1)
    bau.komme(satz, sitz, zeit=morgens)
    spaeter = satz.beginn + timedelta(hours=2)
    sitzung_verlegen(sitzung_id=satz.pk, akteur=gobau.akteur(gremium), beginn=spaeter, grund="Verspätung")
    satz.refresh_from_db()
    assert _vertreten(satz, spaeter) == 1
