"""Passing something on: asked, written down, asked again before it is sent; revoked; without consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt.domain.weitergabe import VORBEHALT, darf_weitergeben, weitergabe_festhalten
from casemgmt.domain.weitergabe_ohne import waehlbare_gruende, weitergabe_ohne_entscheiden
from casemgmt.domain.widerruf import WIDERRUFSFOLGEN, Widerrufsfolge, einwilligung_widerrufen
from casemgmt.models import Einwilligung, Weitergabe, WeitergabeOhneEinwilligung
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.zeit import BERLIN, tagesende
from kim.versand.domain import Empfaenger as Mailempfaenger
from kim.versand.domain.verfassen import nachricht_verfassen
from kim.versand.models import Zustellung
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import Lage, unterschreiben
from tests.fabriken import EinrichtungFactory
from tests.versand.versandbau import abarbeiten
from tests.werkzeug.wettlauf import wettlauf_von

NAME_KONTAKT = (Datenklasse.STAMMDATEN, Datenklasse.KONTAKT)
beide = pytest.mark.beide_datenbanken


@pytest.fixture
def lage(db: None) -> Lage:
    return Lage()


def geben(lage: Lage, **felder: Any) -> list[Weitergabe]:
    return weitergabe_festhalten(
        **{
            "klient_id": lage.klient.pk,
            "empfaenger": lage.an_jobcenter(),
            "zweck": Zweck.VERWEIS,
            "datenklassen": NAME_KONTAKT,
            "weg": "brief",
            "akteur": lage.cm,
            **felder,
        }
    )


def code(fehler: Any) -> str:
    return str(fehler.value.code)


@beide
def test_was_gedeckt_ist_geht_und_wird_mit_seiner_grundlage_festgehalten(lage: Lage) -> None:
    satz = lage.unterschrieben()
    (zeile,) = geben(lage, bezug="verweis:1")
    assert (zeile.einwilligung_id, zeile.ohne_id) == (satz.pk, None)
    assert zeile.datenklassen == ["stammdaten", "kontakt"]
    assert zeile.durch_id == lage.cm.pk


def test_fall_13_ohne_deckende_einwilligung_wird_gesagt_was_fehlt(lage: Lage) -> None:
    lage.unterschrieben()
    jugendamt = EinrichtungFactory(kreis=lage.kreis, name="Jugendamt Musterstadt")
    from casemgmt.domain.weitergabe import empfaenger

    for anders, genannt in (
        ({"empfaenger": empfaenger(jugendamt)}, "Empfänger fehlt: Jugendamt Musterstadt."),
        ({"zweck": Zweck.ANTRAG}, "Zweck fehlt: Hilfe bei einem Antrag."),
        ({"datenklassen": [Datenklasse.FINANZEN]}, "Angaben fehlen: Einkommen, Leistungen, Schulden."),
    ):
        with pytest.raises(Fachfehler) as fehler:
            geben(lage, **anders)
        assert fehler.value.meldung == genannt
    with time_machine.travel(timezone.now() + timedelta(days=200)), pytest.raises(Fachfehler) as fehler:
        geben(lage)
    assert "Tag fehlt: Sie galt bis" in fehler.value.meldung
    assert not Weitergabe.objects.exists()


def test_fall_15_die_entbindung_fuer_frau_a_gilt_nicht_fuer_herrn_b(lage: Lage) -> None:
    lage.unterschrieben(
        art="schweigepflicht",
        empfaenger=[(lage.jobcenter.pk, lage.frau_a.pk)],
        datenklassen=["gesundheit"],
    )
    was: dict[str, Any] = {"datenklassen": [Datenklasse.GESUNDHEIT]}
    assert geben(lage, empfaenger=lage.an_jobcenter(lage.frau_a), **was)
    with pytest.raises(Fachfehler) as fehler:
        geben(lage, empfaenger=lage.an_jobcenter(lage.herr_b), **was)
    assert "Bernd Büro" in fehler.value.meldung


def test_fall_20_die_einwilligung_der_mutter_gibt_nichts_ueber_den_vater_frei(lage: Lage) -> None:
    lage.unterschrieben()
    vater = fallbau.klient(lage.cm, lage.ort, "Karim", geburtsjahr=1985)
    assert darf_weitergeben(lage.klient, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())
    assert not darf_weitergeben(vater, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())


def test_was_ein_zusammengefuehrter_satz_unterschrieben_hat_gilt_fuer_denselben_menschen(lage: Lage) -> None:
    doppelt = fallbau.klient(lage.cm, lage.ort, "Amira", geburtsjahr=1988)
    lage.unterschrieben(doppelt)
    assert not darf_weitergeben(lage.klient, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())
    doppelt.aufgegangen_in = lage.klient
    doppelt.save()
    assert darf_weitergeben(lage.klient, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())


def test_wer_die_person_nicht_beraet_gibt_nichts_weiter(lage: Lage) -> None:
    lage.unterschrieben()
    with pytest.raises(NichtErlaubt):
        geben(lage, akteur=fallbau.case_management(fallbau.kommune(lage.kreis)))
    with pytest.raises(NichtErlaubt):
        geben(lage, akteur=lage.koordination)


@beide
def test_die_datenbank_laesst_keine_festgehaltene_weitergabe_aendern(lage: Lage) -> None:
    lage.unterschrieben()
    geben(lage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Weitergabe.objects.update(weg="telefon")
    with pytest.raises(IntegrityError), transaction.atomic():
        Weitergabe.objects.update(einwilligung=None)


# Revoking ---------------------------------------------------------------------------------------------------


@pytest.fixture
def folge() -> Iterator[list[int]]:
    gesehen: list[int] = []

    def anhalten(satz: Einwilligung, _akteur: Any) -> list[str]:
        gesehen.append(satz.pk)
        return ["Ein Verweis ist zurückgezogen."]

    WIDERRUFSFOLGEN.eintragen(Widerrufsfolge("test", anhalten))
    yield gesehen
    WIDERRUFSFOLGEN.austragen("test")


@beide
def test_fall_17_ein_widerruf_gilt_sofort_und_haelt_an_was_darauf_ruht(lage: Lage, folge: list[int]) -> None:
    satz = lage.unterschrieben()
    geben(lage)
    widerruf = einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    assert widerruf.angehalten == ("Ein Verweis ist zurückgezogen.",)
    assert folge == [satz.pk]
    with pytest.raises(Fachfehler) as fehler:
        geben(lage)
    assert "widerrufen worden" in fehler.value.meldung
    with pytest.raises(Fachfehler) as fehler:
        einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    assert code(fehler) == "schon_widerrufen"
    assert Weitergabe.objects.count() == 1


def test_einen_entwurf_widerruft_niemand(lage: Lage) -> None:
    with pytest.raises(Fachfehler) as fehler:
        einwilligung_widerrufen(einwilligung_id=lage.entwurf().pk, weg="muendlich", akteur=lage.cm)
    assert code(fehler) == "entwurf"


def test_widerrufen_kann_auch_die_koordination_und_sonst_niemand(lage: Lage) -> None:
    satz = lage.unterschrieben()
    with pytest.raises(NichtErlaubt):
        einwilligung_widerrufen(
            einwilligung_id=satz.pk,
            weg="muendlich",
            akteur=fallbau.case_management(fallbau.kommune(lage.kreis)),
        )
    with pytest.raises(NichtErlaubt):
        einwilligung_widerrufen(
            einwilligung_id=satz.pk, weg="muendlich", akteur=SystemAkteur("Test", lage.kreis.pk)
        )
    assert einwilligung_widerrufen(
        einwilligung_id=satz.pk, weg="schriftlich", akteur=lage.koordination
    ).einwilligung.widerrufen_am


def test_fall_32_zwischen_aufnahme_und_senden_widerrufen_wird_nicht_weitergegeben(lage: Lage) -> None:
    """What was taken down before stays; passing on asks for the moment at which it happens."""
    satz = lage.unterschrieben()
    aufgenommen = timezone.now()
    einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    with pytest.raises(Fachfehler):
        geben(lage)
    assert Einwilligung.objects.filter(pk=satz.pk, erfasst_am__lte=aufgenommen).exists()


@pytest.mark.django_db(transaction=True)
def test_fall_17_annehmen_und_widerrufen_im_selben_augenblick_haben_einen_ausgang() -> None:
    lage = Lage()
    satz = lage.unterschrieben()
    ausgang = wettlauf_von(
        [
            lambda: geben(lage),
            lambda: einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm),
        ]
    )
    satz.refresh_from_db()
    assert satz.zustand == "widerrufen"
    assert satz.widerrufen_am is not None
    gegeben = list(Weitergabe.objects.all())
    # Either it went before the revocation, or it did not go at all; never afterwards.
    assert all(zeile.am <= satz.widerrufen_am for zeile in gegeben)
    assert len(ausgang.fehler) == (0 if gegeben else 1)


# Just before sending ----------------------------------------------------------------------------------------


def queued(lage: Lage) -> Zustellung:
    nachricht = nachricht_verfassen(
        kreis_id=lage.kreis.pk,
        akteur=lage.cm,
        art="casemgmt.probe",
        betreff="Eine Mitteilung",
        text="Bitte öffnen Sie den Link.",
        empfaenger=[Mailempfaenger("Jobcenter", "jc@kreis.example")],
        schluessel="probe:1",
        vorbehalt=VORBEHALT,
        vertraulich=True,
    )
    geben(lage, weg="mail", nachricht=nachricht)
    return Zustellung.objects.get(nachricht=nachricht)


def test_was_noch_gedeckt_ist_wird_gesendet(lage: Lage) -> None:
    lage.unterschrieben()
    zustellung = queued(lage)
    abarbeiten()
    zustellung.refresh_from_db()
    assert zustellung.stand == "gesendet"


def test_fall_16_was_vor_mitternacht_wartete_wird_danach_angehalten(lage: Lage) -> None:
    letzter = timezone.localdate()
    lage.unterschrieben(bis=letzter)
    zustellung = queued(lage)
    with time_machine.travel(tagesende(letzter).astimezone(BERLIN) + timedelta(seconds=1)):
        abarbeiten()
        zustellung.refresh_from_db()
    assert zustellung.stand == "zurueckgehalten"
    assert "Einwilligung trägt diese Weitergabe nicht mehr" in zustellung.grund
    for geheim in ("Haddad", "Jobcenter Musterkreis", "Anschrift"):
        assert geheim not in zustellung.grund


def test_fall_17_was_noch_wartet_geht_nach_dem_widerruf_nicht_mehr(lage: Lage) -> None:
    satz = lage.unterschrieben()
    zustellung = queued(lage)
    einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    abarbeiten()
    zustellung.refresh_from_db()
    assert zustellung.stand == "zurueckgehalten"


def test_wo_nichts_festgehalten_ist_geht_nichts_hinaus(lage: Lage) -> None:
    from casemgmt.domain.weitergabe import weitergabe_gilt_noch

    assert "nicht festgehalten" in weitergabe_gilt_noch(0, 0).grund


# Without consent --------------------------------------------------------------------------------------------

OHNE: dict[str, Any] = {"datenklassen": [Datenklasse.BERATUNGSINHALT]}


@beide
def test_fall_25a_ohne_einwilligung_nur_mit_grund_und_zweiter_person(lage: Lage) -> None:
    antrag = lage.antrag()
    with pytest.raises(Fachfehler):
        geben(lage, **OHNE)
    for akteur in (lage.cm, fallbau.koordination(fallbau.kommune().kreis)):
        with pytest.raises(NichtErlaubt):
            weitergabe_ohne_entscheiden(antrag_id=antrag.pk, bestaetigen=True, entscheidung="", akteur=akteur)
    weitergabe_ohne_entscheiden(
        antrag_id=antrag.pk, bestaetigen=True, entscheidung="", akteur=lage.koordination
    )
    (zeile,) = geben(lage, **OHNE)
    assert (zeile.einwilligung_id, zeile.ohne_id) == (None, antrag.pk)
    assert antrag.norm == "§ 4 Abs. 3 KKG"
    with pytest.raises(NichtErlaubt):
        weitergabe_ohne_entscheiden(
            antrag_id=antrag.pk, bestaetigen=False, entscheidung="x", akteur=lage.koordination
        )


def test_fall_25a_dringend_gilt_sofort_und_die_koordination_prueft_danach(lage: Lage) -> None:
    antrag = lage.antrag(dringend=True)
    assert geben(lage, **OHNE)
    with pytest.raises(Fachfehler) as fehler:
        weitergabe_ohne_entscheiden(
            antrag_id=antrag.pk, bestaetigen=False, entscheidung=" ", akteur=lage.koordination
        )
    assert code(fehler) == "entscheidung"
    weitergabe_ohne_entscheiden(
        antrag_id=antrag.pk, bestaetigen=False, entscheidung="Milderes Mittel", akteur=lage.koordination
    )
    with pytest.raises(Fachfehler):
        geben(lage, **OHNE)
    assert Weitergabe.objects.count() == 1


def test_fall_25a_die_koordination_die_selbst_beantragt_bestaetigt_nicht_selbst(lage: Lage) -> None:
    """Somebody with both roles: the database says so too."""
    antrag = lage.antrag()
    with pytest.raises(IntegrityError), transaction.atomic():
        WeitergabeOhneEinwilligung.objects.filter(pk=antrag.pk).update(
            zustand="bestaetigt", entschieden_von=lage.cm, entschieden_am=timezone.now()
        )


def test_ein_grund_traegt_nur_seine_tage(lage: Lage) -> None:
    """Three days from the confirmation on, that day counted."""
    antrag = lage.antrag()
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        bestaetigt = weitergabe_ohne_entscheiden(
            antrag_id=antrag.pk, bestaetigen=True, entscheidung="", akteur=lage.koordination
        )
        assert bestaetigt.gilt_bis == timezone.localdate() + timedelta(days=2)
        assert geben(lage, **OHNE)
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(Fachfehler):
        geben(lage, **OHNE)


@pytest.mark.parametrize(
    ("anders", "erwartet"),
    [
        ({"grund": "auslaenderbehoerde"}, "grund"),
        ({"grund": "neugier"}, "grund"),
        ({"zweck": ""}, "zweck"),
        ({"zweck": "werbung"}, "zweck"),
        ({"datenklassen": []}, "datenklassen"),
        ({"datenklassen": ["alles"]}, "datenklassen"),
        ({"begruendung": "  "}, "begruendung"),
        ({"einrichtung_id": 0}, "empfaenger"),
        ({"person_id": 999_999}, "empfaenger"),
    ],
)
def test_fall_25a_ohne_grund_begruendung_und_empfaenger_kein_antrag(
    lage: Lage, anders: dict[str, Any], erwartet: str
) -> None:
    with pytest.raises(Fachfehler) as fehler:
        lage.antrag(**anders)
    assert code(fehler) == erwartet


def test_ausgeschaltete_gruende_stehen_nicht_zur_wahl() -> None:
    assert "auslaenderbehoerde" not in {grund.schluessel for grund in waehlbare_gruende()}


def test_ein_antrag_fuer_eine_person_dort_gilt_nur_ihr(lage: Lage) -> None:
    lage.antrag(dringend=True, person_id=lage.frau_a.pk)
    assert geben(lage, empfaenger=lage.an_jobcenter(lage.frau_a), **OHNE)
    with pytest.raises(Fachfehler):
        geben(lage, empfaenger=lage.an_jobcenter(lage.herr_b), **OHNE)


@beide
def test_fall_25a_ein_grund_traegt_nur_den_zweck_fuer_den_er_beantragt_ist(lage: Lage) -> None:
    """Afterwards nobody changes it, and one from before there was a purpose carries nothing."""
    antrag = lage.antrag(dringend=True, zweck="antrag")
    with pytest.raises(Fachfehler):
        geben(lage, **OHNE)
    assert geben(lage, zweck=Zweck.ANTRAG, **OHNE)
    with pytest.raises(IntegrityError, match="weitergabeohne_ist_beantragt"), transaction.atomic():
        WeitergabeOhneEinwilligung.objects.filter(pk=antrag.pk).update(zweck="verweis")
    WeitergabeOhneEinwilligung.objects.create(
        **{
            feld.attname: getattr(antrag, feld.attname)
            for feld in antrag._meta.concrete_fields
            if feld.attname not in ("id", "zweck")
        }
    )
    with pytest.raises(Fachfehler):
        geben(lage, **OHNE)


def test_das_kind_und_ein_elternteil_haben_je_eigene_einwilligungen(lage: Lage) -> None:
    heute = timezone.localdate()
    kind = lage.kind(date(heute.year - 10, 1, 1))
    unterschreiben(lage.entwurf(kind), lage.cm, "sorge", "Amira Haddad")
    assert darf_weitergeben(kind, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())
    assert not darf_weitergeben(lage.klient, lage.an_jobcenter(), Zweck.VERWEIS, NAME_KONTAKT, timezone.now())
