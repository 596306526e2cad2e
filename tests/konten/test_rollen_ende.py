"""Confirming by a second person, ending, and clearing up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from guardian.models import UserObjectPermission

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten import permissions
from kim.konten.domain.rollen import (
    abgelaufene_abraeumen,
    rolle_ablehnen,
    rolle_beenden,
    rolle_bestaetigen,
)
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import ROLLEN, Rolle
from kim.versand.models import Nachricht
from tests.fabriken import (
    KontoFactory,
    konto_mit_rolle,
    zuweisung,
)
from tests.konten.hilfen import (
    erteilen,
)

pytestmark = pytest.mark.django_db


# Confirming -------------------------------------------------------------------------------------------------


def test_erteilende_duerfen_nicht_selbst_bestaetigen(verwaltung: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")

    with pytest.raises(NichtErlaubt, match="zweite Person"):
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=verwaltung)


def test_niemand_bestaetigt_die_eigene_rolle(verwaltung: Konto, zweite: Konto):
    satz = erteilen(verwaltung, zweite, "koordination_cm")

    with pytest.raises(NichtErlaubt, match="jemand anderes"):
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=zweite)


def test_ein_automat_bestaetigt_nichts(verwaltung: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")

    with pytest.raises(NichtErlaubt, match="ein Mensch"):
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=SystemAkteur("Automat"))


def test_aus_einem_anderen_kreis_bestaetigt_niemand(verwaltung: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")

    with pytest.raises(NichtErlaubt, match="anderen Bereich"):
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=konto_mit_rolle("kreis_administration"))


def test_bestaetigt_wird_nur_einmal(verwaltung: Konto, zweite: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")
    rolle_bestaetigen(zuweisung_id=satz.pk, akteur=zweite)

    with pytest.raises(NichtErlaubt, match="wartet nicht mehr"):
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=zweite)


def test_abgelehnte_rolle_gilt_nie(verwaltung: Konto, zweite: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    satz = erteilen(verwaltung, konto, "koordination_cm")

    abgelehnt = rolle_ablehnen(zuweisung_id=satz.pk, grund="nicht abgestimmt", akteur=zweite)

    assert abgelehnt.zustand_am(timezone.localdate()) == "abgelehnt"
    assert konto.wirksame_zuweisungen() == []
    assert not UserObjectPermission.objects.filter(user=konto).exists()


def test_warteschlange_zeigt_nur_worueber_man_entscheiden_darf(verwaltung: Konto, zweite: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    heute = timezone.localdate()
    wartet = erteilen(verwaltung, konto, "koordination_cm")
    erteilen(verwaltung, zweite, "koordination_cm")
    erteilen(verwaltung, konto, "vorsitz")

    assert set(permissions.bestaetigbare_zuweisungen(zweite, heute)) == {wartet}
    assert set(permissions.bestaetigbare_zuweisungen(verwaltung, heute)) == set()
    assert set(permissions.bestaetigbare_zuweisungen(konto_mit_rolle("kreis_administration"), heute)) == set()
    for satz in permissions.bestaetigbare_zuweisungen(zweite, heute):
        assert permissions.darf_bestaetigen(zweite, satz, heute)


# Ending -----------------------------------------------------------------------------------------------------


def test_beendete_rolle_gilt_sofort_nicht_mehr(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    satz = erteilen(verwaltung, konto)

    rolle_beenden(zuweisung_id=satz.pk, grund="Aufgabe abgegeben", akteur=verwaltung)

    assert not konto.hat_recht("lenkung.oeffnen")
    assert not UserObjectPermission.objects.filter(user=konto).exists()
    assert Nachricht.objects.filter(art="konten.rolle_beendet").count() == 1


def test_unbestaetigte_rolle_endet_ohne_nachricht(verwaltung: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")

    rolle_beenden(zuweisung_id=satz.pk, grund="Irrtum", akteur=verwaltung)

    assert not Nachricht.objects.exists()


def test_rolle_endet_mit_ablauf_eines_spaeteren_tages(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    satz = erteilen(verwaltung, konto)
    letzter = timezone.localdate() + timedelta(days=3)

    rolle_beenden(zuweisung_id=satz.pk, grund="Wechsel", letzter_tag=letzter, akteur=verwaltung)

    assert konto.hat_recht("lenkung.oeffnen")
    satz.refresh_from_db()
    assert satz.bis == letzter
    with pytest.raises(Fachfehler, match="zwischen heute und dem bisherigen Ende"):
        rolle_beenden(
            zuweisung_id=satz.pk, grund="x", letzter_tag=letzter + timedelta(days=1), akteur=verwaltung
        )
    with pytest.raises(Fachfehler, match="zwischen heute und dem bisherigen Ende"):
        rolle_beenden(
            zuweisung_id=satz.pk,
            grund="x",
            letzter_tag=timezone.localdate() - timedelta(days=1),
            akteur=verwaltung,
        )


def test_was_zu_ende_ist_kann_man_nicht_noch_einmal_beenden(verwaltung: Konto):
    satz = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
    rolle_beenden(zuweisung_id=satz.pk, grund="Schluss", akteur=verwaltung)

    with pytest.raises(NichtErlaubt, match="schon zu Ende"):
        rolle_beenden(zuweisung_id=satz.pk, grund="noch einmal", akteur=verwaltung)


def test_die_letzte_systemadministration_bleibt(verwaltung: Konto):
    satz = verwaltung.zuweisungen.get()

    with pytest.raises(Fachfehler, match="letzte Systemadministration"):
        rolle_beenden(zuweisung_id=satz.pk, grund="Wechsel", akteur=verwaltung)
    with pytest.raises(Fachfehler, match="letzte Systemadministration"):
        rolle_beenden(
            zuweisung_id=satz.pk, grund="Wechsel", letzter_tag=timezone.localdate(), akteur=verwaltung
        )


@pytest.mark.parametrize(
    "nachfolge",
    [
        {"bis": date(2099, 1, 1)},
        {
            "konto_felder": {
                "is_active": False,
                "gesperrt_am": datetime(2026, 1, 1, tzinfo=UTC),
                "sperrgrund": "x",
            }
        },
    ],
)
def test_eine_befristete_oder_gesperrte_nachfolge_zaehlt_nicht(verwaltung: Konto, nachfolge: dict):
    andere = KontoFactory(kreis=verwaltung.kreis, **nachfolge.get("konto_felder", {}))
    zuweisung(andere, "systemadministration", bis=nachfolge.get("bis"))

    with pytest.raises(Fachfehler, match="letzte Systemadministration"):
        rolle_beenden(zuweisung_id=verwaltung.zuweisungen.get().pk, grund="Wechsel", akteur=verwaltung)


def test_mit_nachfolge_kann_die_systemadministration_gehen(verwaltung: Konto):
    konto_mit_rolle("systemadministration", kreis=verwaltung.kreis)

    rolle_beenden(zuweisung_id=verwaltung.zuweisungen.get().pk, grund="Wechsel", akteur=verwaltung)

    assert not verwaltung.hat_recht("konten.verwalten")


# Clearing up ------------------------------------------------------------------------------------------------


def test_abgelaufene_rollen_verlieren_ihre_berechtigung(verwaltung: Konto):
    heute = timezone.localdate()
    konto = KontoFactory(kreis=verwaltung.kreis)
    zuweisung(konto, "vorsitz", bis=heute - timedelta(days=1))
    zuweisung(konto, "geschaeftsstelle", bis=heute)

    assert abgelaufene_abraeumen(heute=heute) == 1
    assert {p.permission.codename for p in UserObjectPermission.objects.filter(user=konto)} == {
        "rolle_geschaeftsstelle"
    }
    assert abgelaufene_abraeumen(heute=heute) == 0


def test_eine_verlaengerte_rolle_behaelt_ihre_berechtigung(verwaltung: Konto):
    heute = timezone.localdate()
    konto = KontoFactory(kreis=verwaltung.kreis)
    zuweisung(konto, "vorsitz", bis=heute - timedelta(days=1))
    zuweisung(konto, "vorsitz", von=heute)

    assert abgelaufene_abraeumen(heute=heute) == 0
    assert konto.hat_recht("lenkung.oeffnen")


def test_scheitert_die_nachricht_gibt_es_auch_die_rolle_nicht(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis, name="Karla\x07Konto")

    with pytest.raises((Fachfehler, ValidationError)), transaction.atomic():
        erteilen(verwaltung, konto)

    assert not Rollenzuweisung.objects.filter(konto=konto).exists()


def test_jede_rolle_hat_bereich_titel_und_aufgabe():
    for rolle in Rolle:
        angabe = ROLLEN[rolle]
        assert angabe.titel
        assert angabe.aufgabe
        assert angabe.bereiche
