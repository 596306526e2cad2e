"""Two records, one person: the hint, deciding on it, merging and undoing that."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from casemgmt import permissions
from casemgmt.domain import doppelt
from casemgmt.domain.befangenheit import sperren
from casemgmt.domain.doppelt import doppelhinweis_verwerfen, doppelte_pruefen
from casemgmt.domain.klient import klient_aendern
from casemgmt.domain.nachfolge import NiemandUebrig
from casemgmt.domain.queries.suche import personen_suchen
from casemgmt.domain.zusammenfuehren import (
    BLEIBT,
    UMGEHAENGT,
    klienten_zusammenfuehren,
    zusammenfuehrung_zuruecknehmen,
)
from casemgmt.models import Aktensperre, Doppelhinweis, Fallperson, Klient
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def _paar(bild: Kreisbild) -> tuple[Klient, Klient, Doppelhinweis]:
    eine = bild.person("Mohammed", "Al-Masri", geburtsjahr=1988)
    andere = bild.person("Muhammad", "Masri", in_b=True, geburtsjahr=1988)
    return eine, andere, Doppelhinweis.objects.get()


def _vereint(bild: Kreisbild, hinweis: Doppelhinweis, bleibt: Klient) -> Any:
    return klienten_zusammenfuehren(
        hinweis_id=hinweis.pk, bleibt_id=bleibt.pk, grund="Ausweis gesehen", akteur=bild.koordination
    )


def test_fall_3_der_hinweis_geht_allein_an_die_koordination(bild: Kreisbild) -> None:
    eine, andere, hinweis = _paar(bild)
    assert (hinweis.eine, hinweis.andere, hinweis.stand) == (eine, andere, Hinweisstand.OFFEN)
    assert list(permissions.sichtbare_doppelhinweise(bild.koordination)) == [hinweis]
    nur_a = fallbau.koordination(bild.kreis, bild.a)
    for konto in (bild.cm_a, bild.cm_b, nur_a, fallbau.koordination(fallbau.kommune().kreis)):
        assert not permissions.sichtbare_doppelhinweise(konto).exists()
    fallbau.sperre(bild.koordination, eine)
    assert not permissions.sichtbare_doppelhinweise(bild.koordination).exists()


def test_nur_starke_treffer_und_jedes_paar_einmal(bild: Kreisbild) -> None:
    eine, _andere, hinweis = _paar(bild)
    bild.person("Mohammed", "Al-Masri", geburtsjahr=1955)
    bild.person("Mohammed", "Al-Masri")
    fallbau.klient(
        fallbau.case_management(ort := fallbau.kommune()), ort, "Mohammed", "Masri", geburtsjahr=1988
    )
    klient_aendern(klient_id=eine.pk, angaben={"telefon": "0170 1"}, akteur=bild.cm_a)
    fallbau.abgleichen()
    assert list(Doppelhinweis.objects.all()) == [hinweis]


def test_ein_verworfener_hinweis_kommt_nicht_wieder(bild: Kreisbild) -> None:
    eine, _andere, hinweis = _paar(bild)
    with pytest.raises(NichtErlaubt):
        doppelhinweis_verwerfen(hinweis_id=hinweis.pk, akteur=bild.cm_a)
    doppelhinweis_verwerfen(hinweis_id=hinweis.pk, akteur=bild.koordination)
    doppelte_pruefen(eine)
    assert Doppelhinweis.objects.get().stand == Hinweisstand.VERWORFEN
    with pytest.raises(Fachfehler, match="schon entschieden"):
        doppelhinweis_verwerfen(hinweis_id=hinweis.pk, akteur=bild.koordination)


def test_zwei_die_zugleich_speichern_ergeben_einen_hinweis(
    bild: Kreisbild, monkeypatch: pytest.MonkeyPatch
) -> None:
    bild.person("Mohammed", "Al-Masri", geburtsjahr=1988)

    def zu_spaet(*_a: Any, **_k: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(doppelt, "speichere", zu_spaet)
    bild.person("Muhammad", "Masri", in_b=True, geburtsjahr=1988)
    assert not Doppelhinweis.objects.exists()
    assert Klient.objects.count() == 2, "both are saved all the same"


def test_fall_38_zusammenfuehren_behaelt_beide_verlaeufe_und_laesst_sich_zuruecknehmen(
    bild: Kreisbild,
) -> None:
    eine, andere, hinweis = _paar(bild)
    fall_a, fall_b = bild.fall(eine), bild.fall(andere, in_b=True)
    termin = fallbau.termin(bild.cm_b, fall_b, andere)
    vorher = (eine.history.count(), andere.history.count())
    spur = _vereint(bild, hinweis, eine)

    assert list(permissions.sichtbare_klienten(bild.koordination)) == [eine]
    assert {p.fall for p in eine.fallpersonen.all()} == {fall_a, fall_b}
    assert termin.anwesende.get().klient == eine
    assert eine in permissions.sichtbare_klienten(bild.cm_b), "she keeps the person of her case"
    assert personen_suchen(bild.cm_b, "Muhammad Masri") == [eine]
    assert list(permissions.sichtbare_aufgegangene(bild.koordination)) == [andere]
    assert not permissions.sichtbare_aufgegangene(bild.cm_b).exists()
    assert (eine.history.count(), andere.history.count()) == (vorher[0], vorher[1] + 1)
    assert list(permissions.sichtbare_zusammenfuehrungen(bild.koordination)) == [spur]
    assert not permissions.sichtbare_zusammenfuehrungen(bild.cm_a).exists()

    dazwischen = fallbau.termin(bild.cm_b, fall_b, eine)
    zusammenfuehrung_zuruecknehmen(
        zusammenfuehrung_id=spur.pk, grund="Zwei Ausweise", akteur=bild.koordination
    )
    andere.refresh_from_db()
    assert andere.aufgegangen_in is None
    assert {p.fall for p in eine.fallpersonen.all()} == {fall_a}
    assert {p.fall for p in andere.fallpersonen.all()} == {fall_b}
    assert termin.anwesende.get().klient == andere
    assert dazwischen.anwesende.get().klient == eine, "what came afterwards stays where it arose"
    assert personen_suchen(bild.cm_b, "Muhammad Masri") == [andere]
    with pytest.raises(Fachfehler, match="schon zurückgenommen"):
        zusammenfuehrung_zuruecknehmen(zusammenfuehrung_id=spur.pk, grund="x", akteur=bild.koordination)


def test_wer_schon_zu_beiden_gehoert_bleibt_wo_er_ist(bild: Kreisbild) -> None:
    eine = bild.person("Mohammed", "Al-Masri", geburtsjahr=1988)
    andere = bild.person("Muhammad", "Masri", geburtsjahr=1988)
    fall = bild.fall(eine, andere)
    _vereint(bild, Doppelhinweis.objects.get(), eine)
    assert {p.klient for p in Fallperson.objects.filter(fall=fall)} == {eine, andere}


def test_gesperrt_ist_wer_von_einem_der_beiden_gesperrt_war(bild: Kreisbild) -> None:
    eine, andere, hinweis = _paar(bild)
    fall_a, fall_b = bild.fall(eine), bild.fall(andere, in_b=True)
    weitere = fallbau.case_management(bild.a)
    sperren(konto_id=bild.cm_a.pk, klient_id=andere.pk, akteur=bild.koordination)
    sperren(konto_id=bild.cm_b.pk, klient_id=eine.pk, akteur=bild.koordination)
    spur = _vereint(bild, hinweis, eine)
    fall_a.refresh_from_db()
    fall_b.refresh_from_db()
    assert fall_a.verantwortlich == weitere
    assert fall_b.verantwortlich == bild.koordination, "nobody else counsels in B"
    zusammenfuehrung_zuruecknehmen(zusammenfuehrung_id=spur.pk, grund="Irrtum", akteur=bild.koordination)
    offene = Aktensperre.objects.filter(aufgehoben_am__isnull=True)
    assert {(s.konto, s.klient) for s in offene} == {(bild.cm_a, andere), (bild.cm_b, eine)}


def test_ist_niemand_uebrig_bleibt_alles_wie_es_war(bild: Kreisbild) -> None:
    """The Koordination may read both, but not the third person of the case, so she cannot take it over."""
    eine, andere, hinweis = _paar(bild)
    dritte = bild.person("Sara", "Karimi")
    fall = bild.fall(eine, dritte)
    fallbau.sperre(bild.cm_a, andere)
    fallbau.sperre(bild.koordination, dritte)
    with pytest.raises(NiemandUebrig, match=str(fall)):
        _vereint(bild, hinweis, eine)
    andere.refresh_from_db()
    assert andere.aufgegangen_in is None
    fallbau.sperre(bild.koordination, andere)
    with pytest.raises(NichtErlaubt):
        _vereint(bild, hinweis, eine)


def test_eine_schutzadresse_gilt_auch_fuer_den_der_bleibt(bild: Kreisbild) -> None:
    eine, andere, hinweis = _paar(bild)
    klient_aendern(klient_id=andere.pk, angaben={"schutzadresse": True}, akteur=bild.cm_b)
    _vereint(bild, hinweis, eine)
    eine.refresh_from_db()
    assert eine.schutzadresse


def test_zusammengefuehrt_wird_nur_das_paar_und_nur_einmal(bild: Kreisbild) -> None:
    eine, andere, hinweis = _paar(bild)
    fremd = bild.person("Sara", "Karimi")
    with pytest.raises(Fachfehler, match="welcher Eintrag bleibt"):
        _vereint(bild, hinweis, fremd)
    dritte = bild.person("Mohamed", "Masri", geburtsjahr=1988)
    paare = Doppelhinweis.objects.exclude(pk=hinweis.pk).order_by("pk")
    mit_eine, mit_andere = paare.get(eine=eine), paare.get(eine=andere)
    spur = _vereint(bild, hinweis, eine)
    with pytest.raises(Fachfehler, match="schon in einem anderen"):
        _vereint(bild, mit_andere, dritte)
    zweite_spur = _vereint(bild, mit_eine, dritte)
    with pytest.raises(Fachfehler, match="seither selbst"):
        zusammenfuehrung_zuruecknehmen(zusammenfuehrung_id=spur.pk, grund="x", akteur=bild.koordination)
    zusammenfuehrung_zuruecknehmen(
        zusammenfuehrung_id=zweite_spur.pk, grund="x", akteur=frisch(bild.koordination)
    )


def test_von_jedem_bezug_auf_einen_menschen_steht_fest_was_aus_ihm_wird() -> None:
    """A new table with a Klient has to say whether its rows move along."""
    bezuege = {
        modell.__name__
        for modell in apps.get_app_config("casemgmt").get_models()
        if not hasattr(modell, "history_date")
        and any(feld.related_model is Klient for feld in modell._meta.concrete_fields)
    }
    assert bezuege == {modell.__name__ for modell in UMGEHAENGT} | set(BLEIBT)
