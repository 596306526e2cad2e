"""Who answers for a case: handing over one and all, standing in, moving; the responsible is never empty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.fallfuehrung import (
    Uebergabewahl,
    faelle_uebergeben,
    fall_umziehen,
    uebergabe_vorschau,
    verantwortung_wechseln,
    vertretung_beenden,
    vertretung_eintragen,
)
from casemgmt.domain.fallpersonen import person_beenden, person_ergaenzen
from casemgmt.models import Fall, Fallvertretung
from kim.basis.akteur import Bereich
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import Rolle
from kim.protokoll.domain.speichern import speichere
from tests.casemgmt import faellebau, fallbau
from tests.fabriken import zuweisung

pytestmark = pytest.mark.django_db


class Lage:
    def __init__(self) -> None:
        self.a = fallbau.kommune()
        self.kreis = self.a.kreis
        self.b = fallbau.kommune(self.kreis)
        self.cm = fallbau.case_management(self.a, name="Anna Arendt")
        self.kollegin = fallbau.case_management(self.a, name="Berta Berg")
        self.cm_b = fallbau.case_management(self.b, name="Clara Claas")
        self.leitung = fallbau.koordination(self.kreis)
        self.fall = fallbau.fall(self.cm, self.a)


@pytest.fixture
def lage() -> Lage:
    return Lage()


def uebergeben(lage: Lage, an: Any, akteur: Any) -> Fall:
    fall = faellebau.frisch(lage.fall)
    return verantwortung_wechseln(fall_id=fall.pk, konto_id=an.pk, stand=fall.stand, akteur=akteur)


def code_von(tun: Any, *args: Any, **angaben: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(*args, **angaben)
    return fehler.value.code


def test_die_verantwortliche_oder_die_koordination_uebergibt(lage: Lage) -> None:
    fall = uebergeben(lage, lage.kollegin, lage.cm)
    assert (fall.verantwortlich, fall.verantwortlich_seit, fall.stand) == (
        lage.kollegin,
        timezone.localdate(),
        2,
    )
    # A colleague of the same Kommune may lead the case, but it is not hers to give away.
    with pytest.raises(NichtErlaubt):
        uebergeben(lage, lage.cm, lage.cm)
    assert uebergeben(lage, lage.cm, lage.leitung).verantwortlich == lage.cm


def test_nur_an_jemanden_der_hier_fuehren_darf(lage: Lage) -> None:
    assert code_von(uebergeben, lage, lage.cm_b, lage.cm) == "konto"
    assert code_von(uebergeben, lage, lage.leitung, lage.cm) == "konto"
    Konto.objects.filter(pk=lage.kollegin.pk).update(
        is_active=False, gesperrt_am=timezone.now(), sperrgrund="x"
    )
    assert code_von(uebergeben, lage, lage.kollegin, lage.cm) == "konto"


def test_wer_ferngehalten_ist_bekommt_den_fall_nicht_und_niemand_erfaehrt_warum(lage: Lage) -> None:
    fallbau.sperre(lage.kollegin, lage.fall.personen.get().klient)
    with pytest.raises(Fachfehler) as befangen:
        uebergeben(lage, lage.kollegin, lage.cm)
    with pytest.raises(Fachfehler) as fremd:
        uebergeben(lage, lage.cm_b, lage.cm)
    assert befangen.value.meldung == fremd.value.meldung


@pytest.mark.beide_datenbanken
def test_fall_42_die_verantwortliche_person_fehlt_nie(lage: Lage) -> None:
    """Neither by the act, nor past it, nor because the account ends."""
    fall = lage.fall
    fall.verantwortlich = None  # type: ignore[assignment]
    with pytest.raises((ValidationError, IntegrityError)):
        speichere(fall, akteur=lage.leitung)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fall.objects.filter(pk=fall.pk).update(verantwortlich=None)
    with pytest.raises(Exception, match=r"protected|restrict|foreign key|FOREIGN KEY"):
        lage.cm.delete()
    assert code_von(uebergeben, lage, lage.leitung, lage.leitung) == "konto"
    assert faellebau.frisch(fall).verantwortlich == lage.cm


def test_fall_42a_wer_den_fall_verlassen_hat_oder_anderswo_einen_hat_zieht_nicht_mit(lage: Lage) -> None:
    """The husband who left would read on his own page where she has moved to."""
    mann, tante = (fallbau.klient(lage.cm, lage.a, name, "Zimmer") for name in ("Karim", "Olena"))
    for klient in (mann, tante):
        person_ergaenzen(fall_id=lage.fall.pk, klient_id=klient.pk, akteur=lage.cm)
    fallbau.fall(lage.kollegin, lage.a, tante)
    person_beenden(fallperson_id=lage.fall.personen.get(klient=mann).pk, akteur=lage.cm)
    fall = faellebau.frisch(lage.fall)
    fall_umziehen(
        fall_id=fall.pk, kommune_id=lage.b.pk, konto_id=lage.cm_b.pk, stand=fall.stand, akteur=lage.cm
    )
    wo = {satz.klient_id: satz.klient.kommune for satz in fall.personen.select_related("klient")}
    assert (wo.pop(mann.pk), wo.pop(tante.pk)) == (lage.a, lage.a)
    assert list(wo.values()) == [lage.b]


def test_wer_in_beiden_kommunen_arbeitet_behaelt_den_fall(lage: Lage) -> None:
    zuweisung(lage.cm, Rolle.CASE_MANAGEMENT, bereich=Bereich("kommune", lage.b.pk, lage.kreis.pk))
    seit = lage.fall.verantwortlich_seit
    cm = Konto.objects.get(pk=lage.cm.pk)
    fall = fall_umziehen(fall_id=lage.fall.pk, kommune_id=lage.b.pk, konto_id=cm.pk, stand=1, akteur=cm)
    assert (fall.verantwortlich, fall.verantwortlich_seit, fall.kommune) == (cm, seit, lage.b)


def test_umziehen_nimmt_die_personen_mit_und_endet_hier(lage: Lage) -> None:
    fall = fall_umziehen(
        fall_id=lage.fall.pk,
        kommune_id=lage.b.pk,
        konto_id=lage.cm_b.pk,
        stand=lage.fall.stand,
        akteur=lage.cm,
    )
    assert (fall.kommune, fall.verantwortlich) == (lage.b, lage.cm_b)
    assert fall.personen.get().klient.kommune == lage.b
    assert not permissions.sichtbare_faelle(lage.cm).filter(pk=fall.pk).exists()
    assert (
        code_von(
            fall_umziehen,
            fall_id=fall.pk,
            kommune_id=lage.a.pk,
            konto_id=lage.cm_b.pk,
            stand=fall.stand,
            akteur=lage.cm_b,
        )
        == "konto"
    )


# All at once ------------------------------------------------------------------------------------------------


def alle(lage: Lage, akteur: Any, *, erwartet: int | None = None, **wahl: Any) -> list[Any]:
    gewaehlt = Uebergabewahl(**wahl)
    if erwartet is None:
        zeilen = uebergabe_vorschau(gewaehlt, kreis_id=lage.kreis.pk, akteur=akteur)
        erwartet = sum(not zeile.bleibt for zeile in zeilen)
    return faelle_uebergeben(gewaehlt, kreis_id=lage.kreis.pk, erwartet=erwartet, akteur=akteur)


def test_wer_geht_uebergibt_alle_laufenden_in_einem_zug(lage: Lage) -> None:
    zweiter = fallbau.fall(lage.cm, lage.a)
    andere = fallbau.fall(lage.kollegin, lage.a)
    zeilen = alle(lage, lage.cm, von_konto=lage.cm.pk, an_konto=lage.kollegin.pk)
    assert {zeile.fall for zeile in zeilen} == {lage.fall, zweiter}
    assert set(Fall.objects.filter(verantwortlich=lage.kollegin)) == {lage.fall, zweiter, andere}


def test_eine_kommune_endet_und_ihre_faelle_ziehen_um(lage: Lage) -> None:
    """As in Hennef in 2022: the cases go on in another Kommune, with somebody who works there."""
    vorher = uebergabe_vorschau(
        Uebergabewahl(von_kommune=lage.a.pk, an_konto=lage.cm_b.pk),
        kreis_id=lage.kreis.pk,
        akteur=lage.leitung,
    )
    assert [bool(zeile.bleibt) for zeile in vorher] == [True], "she does not work in A"
    alle(lage, lage.leitung, von_kommune=lage.a.pk, an_konto=lage.cm_b.pk, nach_kommune=lage.b.pk)
    fall = faellebau.frisch(lage.fall)
    assert (fall.kommune, fall.verantwortlich) == (lage.b, lage.cm_b)


def test_was_nicht_mitgeht_bleibt_und_sagt_warum(lage: Lage) -> None:
    gesperrter = fallbau.fall(lage.cm, lage.a, fallbau.klient(lage.cm, lage.a, "Samir"))
    fallbau.sperre(lage.kollegin, gesperrter.personen.get().klient)
    eigener = fallbau.fall(lage.kollegin, lage.a)
    zeilen = alle(lage, lage.leitung, von_kommune=lage.a.pk, an_konto=lage.kollegin.pk)
    assert {zeile.fall: bool(zeile.bleibt) for zeile in zeilen} == {
        lage.fall: False,
        gesperrter: True,
        eigener: True,
    }
    assert faellebau.frisch(gesperrter).verantwortlich == lage.cm


def test_hat_sich_seit_der_vorschau_etwas_geaendert_geschieht_nichts(lage: Lage) -> None:
    wahl = {"von_konto": lage.cm.pk, "an_konto": lage.kollegin.pk}
    assert code_von(alle, lage, lage.cm, erwartet=2, **wahl) == "ueberholt"
    assert faellebau.frisch(lage.fall).verantwortlich == lage.cm


def test_fremde_faelle_uebergibt_nur_die_koordination(lage: Lage) -> None:
    for wahl in (
        {"von_konto": lage.cm.pk, "an_konto": lage.kollegin.pk},
        {"von_kommune": lage.a.pk, "an_konto": lage.kollegin.pk},
    ):
        with pytest.raises(NichtErlaubt):
            alle(lage, lage.kollegin, **wahl)
    fremd = fallbau.koordination(fallbau.kommune().kreis)
    with pytest.raises(NichtErlaubt):
        alle(lage, fremd, von_konto=lage.cm.pk, an_konto=lage.kollegin.pk)


def test_auch_wessen_rolle_schon_geendet_hat(lage: Lage) -> None:
    Rollenzuweisung.objects.filter(konto=lage.cm).update(bis=fallbau.gestern(), von=fallbau.gestern())
    assert len(alle(lage, lage.leitung, von_konto=lage.cm.pk, an_konto=lage.kollegin.pk)) == 1


def test_wer_nur_eine_kommune_beaufsichtigt_uebergibt_nur_deren_faelle(lage: Lage) -> None:
    """Also if she leads cases elsewhere by another role, and so sees them."""
    leitung_b = fallbau.koordination(lage.kreis, lage.b)
    fallbau.vertretung(lage.cm, leitung_b, von=timezone.localdate())
    assert permissions.sichtbare_faelle(leitung_b).filter(pk=lage.fall.pk).exists()
    assert alle(lage, leitung_b, von_konto=lage.cm.pk, an_konto=lage.kollegin.pk) == []
    with pytest.raises(NichtErlaubt):
        eintragen(lage, leitung_b)
    # Nor for one whose cases are all hers: tomorrow she may lead others.
    assert not permissions.darf_vertretung_eintragen(leitung_b, lage.cm_b.pk, lage.kreis.pk)
    assert permissions.darf_vertretung_eintragen(leitung_b, leitung_b.pk, lage.kreis.pk)
    assert permissions.darf_vertretung_eintragen(lage.leitung, lage.cm_b.pk, lage.kreis.pk)


# Standing in ------------------------------------------------------------------------------------------------


def eintragen(lage: Lage, akteur: Any, **angaben: Any) -> Fallvertretung:
    return vertretung_eintragen(
        **{
            "kreis_id": lage.kreis.pk,
            "vertretene_id": lage.cm.pk,
            "vertretung_id": lage.cm_b.pk,
            "von": timezone.localdate(),
            "bis": None,
            "akteur": akteur,
            **angaben,
        }
    )


def test_fuer_alle_faelle_oder_fuer_einen(lage: Lage) -> None:
    satz = eintragen(lage, lage.cm)
    assert permissions.darf_fall_fuehren(lage.cm_b, lage.fall)
    vertretung_beenden(vertretung_id=satz.pk, akteur=lage.cm)
    assert not permissions.darf_fall_fuehren(lage.cm_b, lage.fall)
    assert not Fallvertretung.objects.filter(pk=satz.pk).exists()
    assert Fallvertretung.history.filter(id=satz.pk).count() == 2
    nur = eintragen(lage, lage.leitung, fall_id=lage.fall.pk)
    assert (nur.fall, nur.vertretene) == (lage.fall, lage.cm)
    with pytest.raises(NichtErlaubt):
        vertretung_beenden(vertretung_id=nur.pk, akteur=lage.kollegin)
    vertretung_beenden(vertretung_id=nur.pk, akteur=lage.leitung)


def test_eine_laufende_endet_sofort_und_nur_einmal(lage: Lage) -> None:
    heute = timezone.localdate()
    satz = fallbau.vertretung(lage.cm, lage.cm_b, von=heute - timedelta(days=5))
    vertretung_beenden(vertretung_id=satz.pk, akteur=lage.cm)
    satz.refresh_from_db()
    assert satz.bis == heute - timedelta(days=1)
    assert code_von(vertretung_beenden, vertretung_id=satz.pk, akteur=lage.cm) == "vorbei"


def test_was_nicht_geht(lage: Lage) -> None:
    with pytest.raises(NichtErlaubt):
        eintragen(lage, lage.kollegin)
    with pytest.raises(NichtErlaubt):
        eintragen(lage, lage.kollegin, fall_id=lage.fall.pk)
    assert code_von(eintragen, lage, lage.cm, vertretung_id=lage.leitung.pk) == "vertretung"
    gestern = fallbau.gestern()
    assert code_von(eintragen, lage, lage.cm, von=gestern, bis=gestern) == "vorbei"
    fallbau.sperre(lage.cm_b, lage.fall.personen.get().klient)
    assert code_von(eintragen, lage, lage.cm, fall_id=lage.fall.pk) == "vertretung"
    with pytest.raises(ValidationError, match="sich selbst"):
        eintragen(lage, lage.cm, vertretung_id=lage.cm.pk)
