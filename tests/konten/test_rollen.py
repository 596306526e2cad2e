"""Granting, confirming, ending roles, and Vertretungen. Nobody grants himself anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from guardian.models import UserObjectPermission

from kim.basis.akteur import Bereich, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten import permissions
from kim.konten.domain.rollen import (
    abgelaufene_abraeumen,
    rolle_ablehnen,
    rolle_beenden,
    rolle_bestaetigen,
    rolle_erteilen,
    vertretung_einrichten,
)
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG, ROLLEN, Rolle
from kim.versand.models import Nachricht
from tests.fabriken import (
    EinrichtungFactory,
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    bereich_fuer,
    konto_mit_rolle,
    zuweisung,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verwaltung() -> Konto:
    return konto_mit_rolle("systemadministration")


@pytest.fixture
def zweite(verwaltung: Konto) -> Konto:
    return konto_mit_rolle("kreis_administration", kreis=verwaltung.kreis)


def erteilen(akteur, konto, rolle="geschaeftsstelle", *, bereich=None, von=None, bis=None, grund="Aufgabe"):
    return rolle_erteilen(
        konto_id=konto.pk,
        rolle=rolle,
        bereich=bereich or bereich_fuer(rolle, konto.kreis),
        von=von or timezone.localdate(),
        bis=bis,
        grund=grund,
        akteur=akteur,
    )


def test_jede_rolle_laesst_sich_erteilen_und_wirkt(verwaltung: Konto, zweite: Konto, jede_rolle: str):
    konto = KontoFactory(kreis=verwaltung.kreis)

    satz = erteilen(verwaltung, konto, jede_rolle)
    if jede_rolle in BESTAETIGUNGSPFLICHTIG:
        assert konto.wirksame_zuweisungen() == []
        rolle_bestaetigen(zuweisung_id=satz.pk, akteur=zweite)

    assert [z.rolle for z in konto.wirksame_zuweisungen()] == [jede_rolle]
    assert satz.history.first().akteur_name in (verwaltung.name, zweite.name)


def test_wer_eine_rolle_bekommt_erfaehrt_davon(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    erteilen(verwaltung, konto)

    assert Nachricht.objects.get().art == "konten.rolle_erteilt"


def test_von_einer_unbestaetigten_rolle_geht_noch_keine_nachricht(verwaltung: Konto):
    erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")

    assert not Nachricht.objects.exists()


def test_niemand_erteilt_sich_selbst_etwas(verwaltung: Konto):
    with pytest.raises(NichtErlaubt, match="sich selbst"):
        erteilen(verwaltung, verwaltung)


def test_auch_die_datenbank_verbietet_selbst_erteilte_rollen(verwaltung: Konto):
    with pytest.raises(IntegrityError, match="zuweisung_nicht_selbst_erteilt"), transaction.atomic():
        zuweisung(verwaltung, "vorsitz", erteilt_von=verwaltung)


def test_auch_die_datenbank_verlangt_eine_zweite_person(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    jetzt = timezone.now()
    for wer in (konto, verwaltung):
        with pytest.raises(IntegrityError, match="zuweisung_zweite_person"), transaction.atomic():
            zuweisung(
                konto, "koordination_cm", erteilt_von=verwaltung, bestaetigt_von=wer, bestaetigt_am=jetzt
            )


@pytest.mark.parametrize(
    ("felder", "name"),
    [
        ({"bis": date(2020, 1, 1)}, "zuweisung_laufzeit"),
        ({"art": "vertretung"}, "zuweisung_vertretung"),
        ({"beendet_am": datetime(2026, 1, 1, tzinfo=UTC)}, "zuweisung_ende_begruendet"),
        ({"bestaetigt_am": datetime(2026, 1, 1, tzinfo=UTC)}, "zuweisung_bestaetigung_ganz"),
    ],
)
def test_die_datenbank_nimmt_keine_halben_zuweisungen(verwaltung: Konto, felder: dict, name: str):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        zuweisung(verwaltung, "vorsitz", **felder)


def test_ohne_recht_wird_nichts_erteilt(verwaltung: Konto):
    fremde = konto_mit_rolle("geschaeftsstelle", kreis=verwaltung.kreis)

    with pytest.raises(NichtErlaubt, match="keine Rolle"):
        erteilen(fremde, KontoFactory(kreis=verwaltung.kreis))


def test_in_einem_anderen_kreis_wird_nichts_erteilt(verwaltung: Konto):
    with pytest.raises(NichtErlaubt, match="anderen Bereich"):
        erteilen(verwaltung, KontoFactory())


def test_bereich_eines_anderen_kreises_wird_abgelehnt(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="anderen Kreis"):
        erteilen(verwaltung, konto, bereich=Bereich.kreis(KreisFactory().pk))


def test_technisches_konto_bekommt_keine_rolle(verwaltung: Konto):
    technik = KontoFactory(kreis=None)

    with pytest.raises(NichtErlaubt, match="technische Konto"):
        erteilen(verwaltung, technik, bereich=Bereich.kreis(verwaltung.kreis_id))


def test_gesperrtes_konto_bekommt_keine_rolle(verwaltung: Konto):
    konto = KontoFactory(
        kreis=verwaltung.kreis, is_active=False, gesperrt_am=timezone.now(), sperrgrund="ausgeschieden"
    )

    with pytest.raises(NichtErlaubt, match="gesperrt"):
        erteilen(verwaltung, konto)


def test_rolle_eines_ausgeschalteten_moduls_wird_abgelehnt():
    verwaltung = konto_mit_rolle("systemadministration", kreis=KreisFactory(modul_casemgmt=False))

    with pytest.raises(Fachfehler, match="Case Management ist in diesem Kreis nicht eingeschaltet"):
        erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")


def test_unbekannte_rolle_wird_abgelehnt(verwaltung: Konto):
    with pytest.raises(Fachfehler, match="Diese Rolle gibt es nicht"):
        erteilen(
            verwaltung,
            KontoFactory(kreis=verwaltung.kreis),
            "koenigin",
            bereich=Bereich.kreis(verwaltung.kreis_id),
        )


def test_unbekannter_bereich_wird_abgelehnt(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    for bereich in (
        Bereich("kommune", KommuneFactory().pk, verwaltung.kreis_id),  # of another Kreis
        Bereich("mond", 1, verwaltung.kreis_id),
    ):
        with pytest.raises(Fachfehler, match="kann hierauf nicht erteilt werden"):
            erteilen(verwaltung, konto, "kommune", bereich=bereich)


def test_case_management_auf_dem_kreis_nur_ohne_kommunen(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    kreis = Bereich.kreis(verwaltung.kreis_id)

    erteilen(verwaltung, konto, "case_management", bereich=kreis)
    KommuneFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="kann hierauf nicht erteilt werden"):
        erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "case_management", bereich=kreis)


def test_sachbearbeitung_haengt_an_ihrer_behoerde(verwaltung: Konto):
    behoerde = EinrichtungFactory(kreis=verwaltung.kreis)
    konto = KontoFactory(kreis=verwaltung.kreis)

    satz = erteilen(
        verwaltung,
        konto,
        "sachbearbeitung_abh",
        bereich=Bereich("einrichtung", behoerde.pk, verwaltung.kreis_id),
    )

    assert str(satz) == f"Sachbearbeitung ABH, {behoerde.name}"


def test_ende_vor_beginn_wird_abgelehnt(verwaltung: Konto):
    heute = timezone.localdate()
    with pytest.raises(Fachfehler, match="Ende liegt vor dem Beginn"):
        erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), von=heute, bis=heute - timedelta(days=1))


def test_niemand_aendert_die_vergangenheit(verwaltung: Konto):
    with pytest.raises(Fachfehler, match="frühestens heute"):
        erteilen(
            verwaltung,
            KontoFactory(kreis=verwaltung.kreis),
            von=timezone.localdate() - timedelta(days=1),
        )


def test_das_system_darf_bestehende_rollen_uebernehmen(verwaltung: Konto):
    satz = erteilen(
        SystemAkteur("Übernahme", verwaltung.kreis_id),
        KontoFactory(kreis=verwaltung.kreis),
        von=date(2022, 1, 1),
    )

    assert satz.erteilt_von is None
    assert satz.erteilt_von_name == "System: Übernahme"


def test_ohne_begruendung_geht_nichts(verwaltung: Konto):
    with pytest.raises(Fachfehler, match="begründen"):
        erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), grund="  ")


def test_dieselbe_rolle_am_selben_ort_zur_selben_zeit_nur_einmal(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    heute = timezone.localdate()
    erteilen(verwaltung, konto, bis=heute + timedelta(days=10))

    with pytest.raises(Fachfehler, match="hat die Person dort schon"):
        erteilen(verwaltung, konto, von=heute + timedelta(days=10))
    spaeter = erteilen(verwaltung, konto, von=heute + timedelta(days=11))

    assert spaeter.bis is None
    with pytest.raises(Fachfehler, match="ohne Ende"):
        erteilen(verwaltung, konto, von=heute + timedelta(days=400))


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


# Moving to another scope ------------------------------------------------------------------------------------


def test_wechsel_der_kommune_beendet_den_zugang_sofort_auch_in_offenen_sitzungen(
    verwaltung: Konto, zweite: Konto, anmelden
):
    """Prüfung 8: what one may see follows the Rollenzuweisung of this very moment."""
    a, b = KommuneFactory(kreis=verwaltung.kreis), KommuneFactory(kreis=verwaltung.kreis)
    in_a, in_b = (Bereich("kommune", k.pk, k.kreis_id) for k in (a, b))
    konto = konto_mit_rolle("case_management", bereich=in_a)
    client = anmelden(konto)
    assert client.get("/fallarbeit/").status_code == 200

    rolle_beenden(zuweisung_id=konto.zuweisungen.get().pk, grund="Wechsel", akteur=verwaltung)
    assert client.get("/fallarbeit/").status_code == 403

    neu = erteilen(verwaltung, konto, "case_management", bereich=in_b)
    assert client.get("/fallarbeit/").status_code == 403
    rolle_bestaetigen(zuweisung_id=neu.pk, akteur=zweite)

    assert client.get("/fallarbeit/").status_code == 200
    assert not konto.hat_recht("casemgmt.oeffnen", in_a)
    assert konto.hat_recht("casemgmt.oeffnen", in_b)


# Vertretung -------------------------------------------------------------------------------------------------


def vertreten(akteur, vertretene, konto, von, bis, grund="Urlaub"):
    return vertretung_einrichten(
        zuweisung_id=vertretene.pk, konto_id=konto.pk, von=von, bis=bis, grund=grund, akteur=akteur
    )


def test_vertretung_beginnt_und_endet_von_selbst():
    """Prüfung 9, around midnight in Berlin; the clocks go back on the night to 25.10.2026."""
    with time_machine.travel(datetime(2026, 10, 20, 10, 0, tzinfo=UTC), tick=False):
        verwaltung = konto_mit_rolle("systemadministration")
        vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
        konto = KontoFactory(kreis=verwaltung.kreis)
        vertreten(verwaltung, vertretene, konto, date(2026, 10, 25), date(2026, 10, 26))

    for moment, gilt in (
        (datetime(2026, 10, 24, 21, 59, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 22, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 26, 22, 59, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 26, 23, 0, 10, tzinfo=UTC), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert bool(konto.hat_recht("lenkung.oeffnen")) is gilt, moment


def test_auch_eine_vertretung_mit_klientendaten_braucht_die_zweite_person(verwaltung: Konto, zweite: Konto):
    heute = timezone.localdate()
    vertretene = zuweisung(KontoFactory(kreis=verwaltung.kreis), "koordination_cm")
    konto = KontoFactory(kreis=verwaltung.kreis)
    satz = vertreten(verwaltung, vertretene, konto, heute, heute)

    assert not konto.hat_recht("casemgmt.oeffnen")
    rolle_bestaetigen(zuweisung_id=satz.pk, akteur=zweite)
    assert konto.hat_recht("casemgmt.oeffnen")


def test_vertretung_ueber_das_ende_der_rolle_hinaus_wird_abgelehnt(verwaltung: Konto):
    heute = timezone.localdate()
    vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), bis=heute + timedelta(days=5))
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="vertretene Rolle gilt"):
        vertreten(verwaltung, vertretene, konto, heute, heute + timedelta(days=6))
    with pytest.raises(Fachfehler, match="vertretene Rolle gilt"):
        vertreten(verwaltung, vertretene, konto, heute - timedelta(days=1), heute)


def test_vertretung_lehnt_ab_was_keine_sein_kann(verwaltung: Konto):
    heute = timezone.localdate()
    vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="sich selbst vertreten"):
        vertreten(verwaltung, vertretene, vertretene.konto, heute, heute)
    with pytest.raises(NichtErlaubt, match="sich selbst"):
        vertreten(verwaltung, vertretene, verwaltung, heute, heute)
    with pytest.raises(Fachfehler, match="begründen"):
        vertreten(verwaltung, vertretene, konto, heute, heute, grund="")
    wartende = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis), "koordination_cm")
    with pytest.raises(Fachfehler, match="wartet selbst noch"):
        vertreten(verwaltung, wartende, konto, heute, heute)
    erste = vertreten(verwaltung, vertretene, konto, heute, heute)
    with pytest.raises(Fachfehler, match="nicht weitergegeben"):
        vertreten(verwaltung, erste, KontoFactory(kreis=verwaltung.kreis), heute, heute)


def test_vertretung_durch_ein_konto_eines_anderen_kreises_wird_abgelehnt(verwaltung: Konto):
    heute = timezone.localdate()
    vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
    system = SystemAkteur("Probe")

    with pytest.raises(Fachfehler, match="anderen Kreis"):
        vertreten(system, vertretene, KontoFactory(), heute, heute)


def test_mit_der_rolle_endet_ihre_vertretung(verwaltung: Konto):
    heute = timezone.localdate()
    vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
    konto = KontoFactory(kreis=verwaltung.kreis)
    vertreten(verwaltung, vertretene, konto, heute, heute + timedelta(days=9))

    rolle_beenden(zuweisung_id=vertretene.pk, grund="Wechsel", akteur=verwaltung)

    assert not konto.hat_recht("lenkung.oeffnen")


def test_vertretungen_enden_spaetestens_mit_dem_neuen_letzten_tag(verwaltung: Konto):
    heute = timezone.localdate()
    tag = timedelta(days=1)
    vertretene = erteilen(verwaltung, KontoFactory(kreis=verwaltung.kreis))
    erste, zweite, dritte = KontoFactory.create_batch(3, kreis=verwaltung.kreis)
    laufende = vertreten(verwaltung, vertretene, erste, heute, heute + 9 * tag)
    spaetere = vertreten(verwaltung, vertretene, zweite, heute + 5 * tag, heute + 9 * tag)
    kurze = vertreten(verwaltung, vertretene, dritte, heute, heute + tag)

    rolle_beenden(zuweisung_id=vertretene.pk, grund="Wechsel", letzter_tag=heute + 3 * tag, akteur=verwaltung)

    for satz in (laufende, spaetere, kurze):
        satz.refresh_from_db()
    assert laufende.bis == heute + 3 * tag
    assert spaetere.beendet_grund == "Die vertretene Rolle endet vorher."
    assert (kurze.bis, kurze.beendet_am) == (heute + tag, None)


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
