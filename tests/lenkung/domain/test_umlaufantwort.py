"""Answering a circular: whose answer counts, how long, what an objection does, what is reminded of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.erinnern import erinnerungen_senden
from lenkung.domain.queries.umlauf import laufende_fuer, umlaufbild
from lenkung.domain.umlauf import umlauf_abbrechen, umlauf_feststellen
from lenkung.domain.umlaufantwort import (
    Umlaufantwort,
    im_umlauf_antworten,
    im_umlauf_antworten_per_link,
    umlaufantwort_eintragen,
    umlauflink_lesen,
)
from lenkung.domain.umlaufpost import VORBEHALT, anstehende_umlaeufe, zum_umlauf_schreiben
from lenkung.models import Gremium, Umlaufstimme, Umlaufteilnahme, Umlaufverfahren, Vorschlag
from lenkung.regeln.umlauf import Umlaufwert
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import AmtFactory, GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.umlaufbau import (
    BEGINN,
    FRIST,
    begonnen,
    entwurf,
    freier_sitz,
    frisch,
    nach,
    stimme,
    teilnahme,
    token,
    umlaufgremium,
)
from tests.werkzeug.abfragen import genau

pytestmark = pytest.mark.django_db
JA = Umlaufantwort(Umlaufwert.JA)
BESTAETIGEN = "lenkung.tagesordnung_bestaetigen"
SYSTEM = SystemAkteur("Test")


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(BEGINN, tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium() -> Gremium:
    return umlaufgremium(3)


@pytest.fixture
def umlauf(gremium: Gremium) -> Umlaufverfahren:
    return begonnen(gremium)


def _stimme(wer: Umlaufteilnahme) -> Umlaufstimme:
    return Umlaufstimme.objects.get(pk=wer.stimme_id)


def _eintragen(wer: Umlaufteilnahme, wert: str = "ja", am: datetime = BEGINN, **wie: Any) -> Umlaufteilnahme:
    return umlaufantwort_eintragen(
        teilnahme_id=wer.pk,
        akteur=wie.pop("akteur", None) or akteur(wer.stimme.umlauf.gremium),
        antwort=Umlaufantwort(Umlaufwert(wert), wie.pop("warum", "")),
        eingegangen_am=am,
        vermerk=wie.pop("vermerk", "Brief vom 03.05."),
    )


def _code(tun: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(*args, **kwargs)
    return str(fehler.value.code)


# Whose answer counts ----------------------------------------------------------------------------------------


def test_die_letzte_antwort_gilt_und_jede_bleibt_im_verlauf(umlauf: Umlaufverfahren, uhr: Any) -> None:
    wer = stimme(umlauf, 0, "ja")
    uhr.move_to(nach(1))
    stimme(umlauf, 0, "nein")
    satz = _stimme(wer)
    assert (satz.wert, satz.rolle, satz.durch_name, satz.weg) == ("nein", "mitglied", wer.name, "link")
    assert satz.beantwortet_am == nach(1)
    assert [zeile.wert for zeile in satz.history.order_by("history_id")] == ["", "ja", "nein"]
    uhr.move_to(nach(2))
    stimme(umlauf, 0, "nein")
    assert (satz.history.count(), _stimme(wer).beantwortet_am) == (3, nach(1))


def test_das_mitglied_geht_vor(umlauf: Umlaufverfahren, uhr: Any) -> None:
    wer = stimme(umlauf, 0, "nein", "stellvertretung")
    assert _stimme(wer).rolle == "stellvertretung"
    stimme(umlauf, 0, "ja")
    uhr.move_to(nach(1))
    assert _code(stimme, umlauf, 0, "nein", "stellvertretung") == "mitglied_geht_vor"
    assert (_stimme(wer).wert, _stimme(wer).rolle) == ("ja", "mitglied")


def test_angemeldet_antwortet_man_nur_fuer_sich(umlauf: Umlaufverfahren) -> None:
    eine, andere = teilnahme(umlauf, 0), teilnahme(umlauf, 1)
    wer = akteur(umlauf.gremium, "lenkung.gremium_lesen", person_id=eine.person_id)
    im_umlauf_antworten(teilnahme_id=eine.pk, akteur=wer, antwort=JA)
    assert (_stimme(eine).wert, _stimme(eine).weg) == ("ja", "konto")
    with pytest.raises(NichtErlaubt):
        im_umlauf_antworten(teilnahme_id=andere.pk, akteur=wer, antwort=JA)
    with pytest.raises(NichtErlaubt):
        im_umlauf_antworten(teilnahme_id=eine.pk, akteur=akteur(umlauf.gremium), antwort=JA)
    assert [t.pk for t in laufende_fuer(wer, timezone.now())] == [eine.pk]
    assert laufende_fuer(wer, FRIST) == []


def test_ein_fremder_link_oeffnet_nichts(umlauf: Umlaufverfahren) -> None:
    assert umlauflink_lesen(token(teilnahme(umlauf))) == teilnahme(umlauf)
    with pytest.raises(LinkUngueltig):
        umlauflink_lesen("erfunden")


# How long ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "satz"),
    [
        ("frist", "Die Frist ist vorbei."),
        ("festgestellt", "Das Ergebnis ist schon festgestellt."),
        ("abgebrochen", "ohne Beschluss beendet"),
    ],
)
def test_danach_antwortet_niemand_mehr(umlauf: Umlaufverfahren, uhr: Any, wie: str, satz: str) -> None:
    geheim = token(teilnahme(umlauf, 0))
    vorsitz = akteur(umlauf.gremium, BESTAETIGEN)
    for stelle in range(3):
        stimme(umlauf, stelle, "nein")
    if wie == "frist":
        uhr.move_to(FRIST)
    elif wie == "festgestellt":
        umlauf_feststellen(umlauf_id=umlauf.pk, akteur=vorsitz)
    else:
        umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=vorsitz, grund="Erledigt.")
    with pytest.raises(NichtErlaubt, match=satz):
        im_umlauf_antworten_per_link(token=geheim, antwort=JA)
    assert set(umlauf.stimmen.values_list("wert", flat=True)) == {"nein"}


def test_was_per_brief_kommt_traegt_die_geschaeftsstelle_ein(umlauf: Umlaufverfahren, uhr: Any) -> None:
    wer = teilnahme(umlauf, 0)
    uhr.move_to(FRIST + timedelta(days=1))
    # The letter came in time and was entered late.
    _eintragen(wer, am=FRIST - timedelta(hours=1), vermerk=" Brief vom  15.05. ")
    satz = _stimme(wer)
    assert (satz.wert, satz.weg, satz.vermerk) == ("ja", "geschaeftsstelle", "Brief vom 15.05.")
    assert satz.history.latest().history_change_reason == "Brief vom 15.05."
    assert _code(_eintragen, wer, am=FRIST) == "nicht_rechtzeitig"
    assert _code(_eintragen, wer, am=BEGINN - timedelta(seconds=1)) == "nicht_rechtzeitig"
    assert _code(_eintragen, wer, am=FRIST + timedelta(days=2)) == "eingang"
    assert _code(_eintragen, wer, vermerk=" ") == "ohne_vermerk"
    assert _code(_eintragen, wer, "nein", am=FRIST - timedelta(hours=2)) == "spaetere_gilt"
    # The deputy's letter does not outrank that of the member.
    vertretung = teilnahme(umlauf, 0, "stellvertretung")
    assert _code(_eintragen, vertretung, am=FRIST - timedelta(minutes=1)) == "mitglied_geht_vor"
    assert _stimme(wer).wert == "ja"


def test_eintragen_darf_wer_vorbereitet_bis_zur_feststellung(umlauf: Umlaufverfahren) -> None:
    wer = teilnahme(umlauf, 0)
    for fremd in (akteur(umlauf.gremium, BESTAETIGEN), akteur(GremiumFactory())):
        with pytest.raises(NichtErlaubt):
            _eintragen(wer, akteur=fremd)
    umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=akteur(umlauf.gremium, BESTAETIGEN), grund="Erledigt.")
    with pytest.raises(NichtErlaubt, match="ohne Beschluss beendet"):
        _eintragen(wer)


# Objecting --------------------------------------------------------------------------------------------------


def test_wer_dem_umlauf_widerspricht_beendet_ihn(umlauf: Umlaufverfahren) -> None:
    stimme(umlauf, 0, "ja")
    assert _code(stimme, umlauf, 1, "gegen_umlauf", warum=" ") == "ohne_grund"
    assert frisch(umlauf).stand == "laeuft"
    wer = stimme(umlauf, 1, "gegen_umlauf", warum="Das betrifft die  Kommunen.")
    satz = frisch(umlauf)
    assert (satz.stand, satz.abbruch_art) == ("abgebrochen", "widerspruch")
    assert satz.abbruch_grund == "Das betrifft die Kommunen."
    assert _stimme(wer).wert == "gegen_umlauf"
    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.titel, vorschlag.art) == ("Kurse am Abend", "beschluss")
    # Who objected is named neither in the mail nor in the proposal.
    nachricht = Nachricht.objects.get(art="lenkung.umlauf_beendet")
    assert "Ein Mitglied hat dem Umlauf widersprochen" in nachricht.text
    for text in (nachricht.text, vorschlag.erlaeuterung, vorschlag.einreicher_name):
        assert wer.name not in text
        assert "Kommunen" not in text
    assert nachricht.zustellungen.count() == 6
    assert (
        _code(umlauf_feststellen, umlauf_id=umlauf.pk, akteur=akteur(umlauf.gremium, BESTAETIGEN))
        == "schon_abgebrochen"
    )


def test_auch_ein_widerspruch_per_brief_beendet(umlauf: Umlaufverfahren) -> None:
    _eintragen(teilnahme(umlauf, 0), "gegen_umlauf", warum="Beratung nötig.")
    assert frisch(umlauf).stand == "abgebrochen"


# Reminding --------------------------------------------------------------------------------------------------


def _lauf(uhr: Any, wann: datetime) -> int:
    uhr.move_to(wann)
    return erinnerungen_senden(jetzt=timezone.now(), akteur=SYSTEM)


def test_zwei_tage_vor_dem_letzten_tag_wird_erinnert_wer_noch_fehlt(gremium: Gremium, uhr: Any) -> None:
    freier_sitz(gremium)
    freier_sitz(gremium, stellvertretung=True)
    umlauf = begonnen(gremium)
    stimme(umlauf, 0, "ja")
    vorher = Nachricht.objects.count()
    gesandt = [tag for tag in range(16) for _mal in range(2) if _lauf(uhr, nach(tag))]
    assert gesandt == [12]
    nachricht = Nachricht.objects.get(art="lenkung.umlauf_erinnerung")
    assert Nachricht.objects.count() == vorher + 1
    bezuege = set(nachricht.zustellungen.values_list("bezug", flat=True))
    fehlen = [teilnahme(umlauf, 1), teilnahme(umlauf, 2), teilnahme(umlauf, 4, "stellvertretung")]
    assert bezuege == {f"umlauf:{wer.pk}" for wer in fehlen}
    # Its link is as good as the first.
    assert all("/umlauf/" in z.geheim["link"] for z in nachricht.zustellungen.all())


def test_laesst_es_sich_feststellen_erfaehrt_es_der_vorsitz_einmal(
    gremium: Gremium, umlauf: Umlaufverfahren, uhr: Any
) -> None:
    freier_sitz(gremium)
    AmtFactory(gremium=gremium, person=PersonFactory(kreis=gremium.kreis, email="vorsitz@kreis.example"))
    zweiter = begonnen(gremium, titel="Räume")
    for stelle in range(3):
        stimme(zweiter, stelle, "ja")
    assert zum_umlauf_schreiben(umlauf_id=umlauf.pk, jetzt=nach(1), akteur=SYSTEM) is False
    assert [_lauf(uhr, nach(tag)) for tag in (1, 1, 2)] == [1, 0, 0]
    nachricht = Nachricht.objects.get(art="lenkung.umlauf_reif")
    assert "haben 3 von 4 Sitzen geantwortet" in nachricht.text
    assert f"/lenkung/gremien/umlauf/{zweiter.pk}/" in nachricht.text
    assert [z.adresse for z in nachricht.zustellungen.all()] == ["vorsitz@kreis.example"]
    # The other one waits for its deadline.
    stimme(umlauf, 0, "ja")
    with genau(2):
        assert anstehende_umlaeufe(FRIST) == [umlauf.pk]
    uhr.move_to(FRIST)
    assert zum_umlauf_schreiben(umlauf_id=umlauf.pk, jetzt=FRIST, akteur=SYSTEM) is True
    assert zum_umlauf_schreiben(umlauf_id=umlauf.pk, jetzt=FRIST, akteur=SYSTEM) is False
    umlauf_feststellen(umlauf_id=zweiter.pk, akteur=akteur(gremium, BESTAETIGEN))
    assert zum_umlauf_schreiben(umlauf_id=zweiter.pk, jetzt=FRIST, akteur=SYSTEM) is False
    assert anstehende_umlaeufe(FRIST) == []


def test_ist_beim_vorsitz_niemand_zu_erreichen_bleibt_es_offen(umlauf: Umlaufverfahren) -> None:
    """Perhaps an address comes yet."""
    for _mal in range(2):
        assert zum_umlauf_schreiben(umlauf_id=umlauf.pk, jetzt=FRIST, akteur=SYSTEM) is False
        assert anstehende_umlaeufe(FRIST) == [umlauf.pk]


def test_haben_alle_geantwortet_wird_niemand_erinnert(umlauf: Umlaufverfahren, uhr: Any) -> None:
    for stelle in range(3):
        stimme(umlauf, stelle, "ja")
    entwurf(umlauf.gremium)
    assert _lauf(uhr, nach(12)) == 0
    assert not Nachricht.objects.filter(art="lenkung.umlauf_erinnerung").exists()


def test_wer_inzwischen_geantwortet_hat_bekommt_keine_e_mail_mehr(umlauf: Umlaufverfahren, uhr: Any) -> None:
    gilt = SENDEVORBEHALTE[VORBEHALT].fragen
    eine = Zustellung.objects.get(bezug=f"umlauf:{teilnahme(umlauf, 0).pk}")
    andere = Zustellung.objects.get(bezug=f"umlauf:{teilnahme(umlauf, 1).pk}")
    assert gilt(eine.nachricht_id, eine.pk)
    stimme(umlauf, 0, "ja")
    assert "inzwischen geantwortet" in gilt(eine.nachricht_id, eine.pk).grund
    assert gilt(andere.nachricht_id, andere.pk)
    uhr.move_to(FRIST)
    assert "Die Frist ist vorbei" in gilt(andere.nachricht_id, andere.pk).grund
    Zustellung.objects.filter(pk=andere.pk).update(bezug="")
    assert "gibt es nicht mehr" in gilt(andere.nachricht_id, andere.pk).grund
    assert "gibt es nicht mehr" in gilt(andere.nachricht_id, 0).grund


def test_das_bild_braucht_zwei_abfragen(umlauf: Umlaufverfahren) -> None:
    with genau(2):
        assert len(umlaufbild(umlauf).zeilen) == 3
