"""Who is missing in the list is entered afterwards, with a reason; no vote that was counted changes by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.anwesenheit import anwesenheit_nachtragen, anwesenheit_streichen
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.models import Anwesenheit, Besetzung, Sitzung, Sitzungsereignis
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.sitzungsbau import sitzung

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    """Opened half an hour ago; the members of the first three of four seats are there."""
    return bau.eroeffnet(bau.lenkungsgruppe(4), 3)


@pytest.fixture
def beginn(satz: Sitzung) -> datetime:
    return Anwesenheit.objects.filter(sitzung=satz).earliest("von").von


def _trage_nach(satz: Sitzung, von: datetime, sitz: int = 3, **felder: Any) -> Anwesenheit | None:
    return anwesenheit_nachtragen(
        sitzung_id=satz.pk,
        sitz_id=felder.pop("sitz_id", bau.sitze(satz.gremium)[sitz].pk if sitz >= 0 else 0),
        rolle=felder.pop("rolle", Teilnahmerolle.MITGLIED),
        art=felder.pop("art", Anwesenheitsart.VOR_ORT),
        von=von,
        bis=felder.pop("bis", None),
        grund=felder.pop("grund", "An der Tür vergessen"),
        eintrag=bau.eintrag(satz.gremium, **felder),
    )


def _verweigert(code: str, satz: Sitzung, von: datetime, **felder: Any) -> None:
    vorher = Anwesenheit.objects.count()
    with pytest.raises(Fachfehler) as fehler:
        _trage_nach(satz, von, **felder)
    assert fehler.value.code == code
    assert Anwesenheit.objects.count() == vorher


def test_nach_dem_schluss_wird_nachgetragen_wer_vergessen_wurde(satz: Sitzung, beginn: datetime) -> None:
    bau.schliesse(satz, rest_absetzen=True)
    bis = beginn + timedelta(minutes=20)
    wer = gobau.akteur(satz.gremium, "lenkung.sitzungen_vorbereiten", akteur_name="Gesa Schäfer")
    neu = _trage_nach(
        satz, beginn, bis=bis, art=Anwesenheitsart.DIGITAL, rolle=Teilnahmerolle.STELLVERTRETUNG, akteur=wer
    )
    assert neu is not None
    sitz = bau.sitze(satz.gremium)[3]
    person = Besetzung.objects.get(sitz=sitz, art="stellvertretung").person
    assert (neu.sitz, neu.person, neu.name) == (sitz, person, str(person))
    assert (neu.rolle, neu.art) == ("stellvertretung", "digital")
    assert (neu.von, neu.bis, neu.eingetragen_von_name) == (beginn, bis, "Gesa Schäfer")
    letztes = Sitzungsereignis.objects.filter(sitzung=satz).latest("pk")
    assert (letztes.art, letztes.text) == ("anwesenheit_berichtigt", f"{person}: An der Tür vergessen")
    # Four seats are represented then, and after she left three.
    vertreten = [len(verlaufsstand(satz).augenblick(zeit).vertretene) for zeit in (beginn, bis)]
    assert vertreten == [4, 3]


def test_eine_gezaehlte_abstimmung_bleibt_und_ist_zu_pruefen(satz: Sitzung, beginn: datetime) -> None:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    bau.schliesse(satz, rest_absetzen=True)
    _trage_nach(satz, beginn)
    abstimmung = beschluss.abstimmung
    assert abstimmung is not None
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen.endswith(f"vertreten wäre auch {bau.sitze(satz.gremium)[3].name}.")
    assert abstimmung.stand == "festgestellt"


def test_die_falsche_rolle_wird_gestrichen_und_die_richtige_nachgetragen(
    satz: Sitzung, beginn: datetime
) -> None:
    """The seat was represented all the time: nothing to check (GO RSK § 6 Abs. 3)."""
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    bau.schliesse(satz, rest_absetzen=True)
    falsch = Anwesenheit.objects.filter(sitzung=satz).order_by("pk")[0]
    anwesenheit_streichen(
        sitzung_id=satz.pk,
        anwesenheit_id=falsch.pk,
        grund="Es war die Vertretung",
        eintrag=bau.eintrag(satz.gremium),
    )
    _trage_nach(satz, beginn, sitz=0, rolle=Teilnahmerolle.STELLVERTRETUNG)
    abstimmung = beschluss.abstimmung
    assert abstimmung is not None
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen == ""
    gueltig = Anwesenheit.objects.filter(sitzung=satz, sitz=falsch.sitz, gestrichen_am=None)
    assert [angabe.rolle for angabe in gueltig] == ["stellvertretung"]


def test_unmoegliches_wird_abgewiesen(satz: Sitzung, beginn: datetime) -> None:
    spaeter = timezone.now() + timedelta(minutes=5)
    _verweigert("bis", satz, beginn, bis=beginn)
    _verweigert("zukunft", satz, spaeter)
    _verweigert("vor_dem_tag", satz, beginn - timedelta(days=1))
    _verweigert("schon_da", satz, beginn + timedelta(minutes=3), sitz=0)
    _verweigert("grund", satz, beginn, grund=" \n")


def test_nur_wer_am_tag_auf_einem_sitz_dieses_gremiums_benannt_war(satz: Sitzung, beginn: datetime) -> None:
    unbesetzt, fremd = SitzFactory(gremium=satz.gremium), bau.lenkungsgruppe(1)
    for sitz_id in (unbesetzt.pk, bau.sitze(fremd)[0].pk, 0):
        _verweigert("niemand_benannt", satz, beginn, sitz_id=sitz_id)
    _verweigert("niemand_benannt", satz, beginn, rolle=Teilnahmerolle.GAST)


def test_auf_papier_gefuehrt_kommt_zuerst_der_verlauf(satz: Sitzung) -> None:
    """One person alone would keep it from being entered afterwards as a whole."""
    tag = timezone.localdate() - timedelta(days=7)
    papier = sitzung(satz.gremium, tag, "geschlossen", ort="Kreishaus")
    _verweigert("ohne_verlauf", papier, papier.beginn)


def test_zweimal_gesandt_ist_einmal_nachgetragen(satz: Sitzung, beginn: datetime) -> None:
    schluessel = uuid4()
    assert _trage_nach(satz, beginn, schluessel=schluessel) is not None
    assert _trage_nach(satz, beginn, schluessel=schluessel) is None
    assert Anwesenheit.objects.filter(sitzung=satz).count() == 4


def test_nur_die_geschaeftsstelle_dieses_gremiums_traegt_nach(satz: Sitzung, beginn: datetime) -> None:
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(satz.gremium, "lenkung.gremium_lesen")):
        with pytest.raises(NichtErlaubt):
            _trage_nach(satz, beginn, akteur=wer)
