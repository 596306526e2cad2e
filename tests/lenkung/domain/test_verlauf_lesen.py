"""A session as it is being held: seats with who is there, and how a vote is put to the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lenkung.domain.anwesenheit import gast_kommt
from lenkung.domain.queries.verlauf import (
    augenblick_als_wert,
    augenblick_von,
    verlaufsstand,
    voten_von,
    zaehlerstand,
)
from lenkung.models import Abstimmung, Besetzung, Sitz, Sitzung, Stimme
from lenkung.regeln.augenblick import Augenblick, Voten
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import SitzFactory
from tests.lenkung.sendungsbau import gast
from tests.werkzeug.abfragen import hoechstens

pytestmark = pytest.mark.django_db


def test_je_sitz_wer_da_ist_und_ob_er_vertreten_ist() -> None:
    gremium = bau.lenkungsgruppe(3)
    frei = SitzFactory(gremium=gremium)
    ohne_stimme = SitzFactory(gremium=gremium, stimmrecht=False)
    erster, zweiter, _dritter, *_rest = bau.sitze(gremium)
    satz = bau.eroeffnet(gremium, 1)
    jetzt = timezone.now()
    vertretung = bau.komme(satz, zweiter, "stellvertretung", "digital")
    plaetze = {platz.zeile.sitz.pk: platz for platz in verlaufsstand(satz).plaetze(jetzt)}
    assert {pk: platz.vertreten for pk, platz in plaetze.items() if platz.vertreten} == {
        erster.pk: True,
        zweiter.pk: True,
    }
    durch = plaetze[zweiter.pk].durch
    assert durch is not None
    assert (durch.rolle.value, durch.name, durch.jetzt) == ("stellvertretung", vertretung.name, vertretung)
    assert plaetze[frei.pk].personen == []
    assert plaetze[frei.pk].durch is None
    assert plaetze[ohne_stimme.pk].vertreten is False
    gerda = gast(bau.punkte(satz)[0])
    eintrag = bau.eintrag(gremium)
    gast_kommt(sitzung_id=satz.pk, gast_id=gerda.pk, art=Anwesenheitsart.VOR_ORT, eintrag=eintrag)
    # A guest sits on no seat.
    assert [p.vertreten for p in verlaufsstand(satz).plaetze(timezone.now())].count(True) == 2
    bau.gehe(satz, vertretung)
    bau.komme(satz, zweiter, "stellvertretung", alter=timedelta(minutes=5))
    zeiten = next(p for p in verlaufsstand(satz).plaetze(jetzt) if p.zeile.sitz == zweiter)
    assert zeiten.stellvertretung is not None
    # Newest first.
    assert [z.von for z in zeiten.stellvertretung.zeiten] == sorted(
        (z.von for z in zeiten.stellvertretung.zeiten), reverse=True
    )


def test_das_mitglied_hat_den_sitz_auch_wenn_die_stellvertretung_da_ist() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(1), 1)
    (sitz,) = bau.sitze(satz.gremium)
    bau.komme(satz, sitz, "stellvertretung")
    (platz,) = verlaufsstand(satz).plaetze(timezone.now())
    assert platz.durch is platz.mitglied
    assert len(platz.personen) == 2


def test_die_ganze_lage_braucht_hoechstens_sieben_abfragen() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(17), 12, punkte=20)
    satz = Sitzung.objects.get(pk=satz.pk)
    with hoechstens(7):
        stand = verlaufsstand(satz)
        stand.plaetze(timezone.now())
        stand.vertreter(timezone.now())


def test_ohne_geschaeftsordnung_und_ohne_verlauf_gilt_nichts_als_geregelt() -> None:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(1, wie=None))
    stand = verlaufsstand(satz)
    assert (stand.ordnung, stand.verlauf, zaehlerstand(satz.pk)) == (Ordnung(), None, 0)
    assert stand.augenblick(timezone.now(), zweite_einberufung=True) == Augenblick(1, 1, frozenset())


def test_gezaehlt_wird_wer_am_tag_der_sitzung_auf_dem_sitz_ist() -> None:
    gremium = bau.lenkungsgruppe(2)
    erster, zweiter = bau.sitze(gremium)
    heute = timezone.localdate()
    Besetzung.objects.filter(sitz=erster).update(bis=heute - timedelta(days=1))
    Besetzung.objects.filter(sitz=zweiter).update(von=heute + timedelta(days=1))
    Sitz.objects.filter(pk=zweiter.pk).update(von=heute + timedelta(days=1))
    augenblick = verlaufsstand(bau.eingeladene_sitzung(gremium, heute)).augenblick(timezone.now())
    # The first seat is vacant and counts, the second does not exist yet.
    assert (augenblick.stimmberechtigte, augenblick.besetzte) == (1, 0)


def test_der_augenblick_kommt_heraus_wie_er_hineinging() -> None:
    augenblick = Augenblick(17, 16, frozenset({"3", "20", "100"}), True, True)
    wert = augenblick_als_wert(augenblick)
    assert wert["vertretene"] == ["100", "20", "3"]
    assert augenblick_von(wert) == augenblick


def _stimmen(*paare: tuple[int, str]) -> list[Stimme]:
    return [Stimme(sitz_id=sitz, wert=wert) for sitz, wert in paare]


def test_jede_weise_wird_den_regeln_in_ihrer_form_vorgelegt() -> None:
    faelle: list[tuple[Weise, dict[str, Any], list[Stimme], Voten]] = [
        (Weise.OFFEN, {"ja": 2, "nein": 1, "enthaltung": 0}, [], Voten(zahlen=Stimmen(2, 1, 0))),
        (Weise.GEHEIM, {"stichentscheid": True}, [], Voten(zahlen=Stimmen(0, 0, 0), stichentscheid=True)),
        (Weise.EINVERNEHMLICH, {}, [], Voten(widerspruch=[])),
        (Weise.EINVERNEHMLICH, {}, _stimmen((3, "widerspruch")), Voten(widerspruch=["3"])),
        (
            Weise.NAMENTLICH,
            {"stichentscheid": True},
            _stimmen((1, "ja"), (2, "nein"), (3, "enthaltung"), (4, "ja")),
            Voten(["1", "4"], ["2"], ["3"], stichentscheid=True),
        ),
        (Weise.NAMENTLICH, {}, [], Voten([], [], [])),
    ]
    for weise, felder, stimmen, erwartet in faelle:
        assert voten_von(Abstimmung(weise=weise.value, **felder), stimmen) == erwartet
