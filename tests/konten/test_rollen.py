"""Granting and ending roles. Nobody grants himself anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kim.basis.akteur import Bereich, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.rollen import (
    rolle_beenden,
    rolle_bestaetigen,
)
from kim.konten.models import Konto
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG
from kim.versand.models import Nachricht
from tests.fabriken import (
    EinrichtungFactory,
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    konto_mit_rolle,
    zuweisung,
)
from tests.konten.hilfen import (
    erteilen,
)

pytestmark = pytest.mark.django_db


# Granting ------------------------------------------------------------------------------------------------


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
    konto = KontoFactory(kreis=verwaltung.kreis)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        zuweisung(konto, "vorsitz", erteilt_von=verwaltung, **felder)


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


# Moving to another scope ------------------------------------------------------------------------------------


def test_wechsel_der_kommune_beendet_den_zugang_sofort_auch_in_offenen_sitzungen(
    verwaltung: Konto, zweite: Konto, anmelden
):
    """Prüfung 8: what one may see follows the Rollenzuweisung of this very moment."""
    a, b = KommuneFactory(kreis=verwaltung.kreis), KommuneFactory(kreis=verwaltung.kreis)
    in_a, in_b = (Bereich("kommune", k.pk, k.kreis_id) for k in (a, b))
    konto = konto_mit_rolle("case_management", bereich=in_a)
    client = anmelden(konto)
    assert client.get("/fallarbeit/faelle/").status_code == 200

    rolle_beenden(zuweisung_id=konto.zuweisungen.get().pk, grund="Wechsel", akteur=verwaltung)
    assert client.get("/fallarbeit/faelle/").status_code == 403

    neu = erteilen(verwaltung, konto, "case_management", bereich=in_b)
    assert client.get("/fallarbeit/faelle/").status_code == 403
    rolle_bestaetigen(zuweisung_id=neu.pk, akteur=zweite)

    assert client.get("/fallarbeit/faelle/").status_code == 200
    assert not konto.hat_recht("casemgmt.oeffnen", in_a)
    assert konto.hat_recht("casemgmt.oeffnen", in_b)


# Nobody alone --------------------------------------------------------------------------------------------


def test_eine_verwaltung_allein_kommt_ueber_eigene_konten_nicht_an_klientendaten(verwaltung: Konto):
    """Two accounts of one's own that would grant and confirm: neither gets a role without a second person."""
    kreis = Bereich.kreis(verwaltung.kreis_id)
    helfer = [KontoFactory(kreis=verwaltung.kreis) for _ in range(2)]
    saetze = [erteilen(verwaltung, konto, "systemadministration") for konto in helfer]

    assert [konto.wirksame_zuweisungen() for konto in helfer] == [[], []]
    with pytest.raises(NichtErlaubt):
        rolle_bestaetigen(zuweisung_id=saetze[0].pk, akteur=helfer[1])
    with pytest.raises(NichtErlaubt):
        rolle_bestaetigen(zuweisung_id=saetze[0].pk, akteur=verwaltung)
    assert not helfer[0].hat_recht("konten.verwalten", kreis)


def test_die_erste_verwaltung_kommt_von_der_kommandozeile_und_gilt_gleich(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    satz = erteilen(SystemAkteur("Kommandozeile"), konto, "systemadministration")

    assert (satz.bestaetigt_von, satz.bestaetigt_von_name) == (None, "System: Kommandozeile")
    assert konto.hat_recht("konten.verwalten", Bereich.kreis(konto.kreis_id))


def test_auch_von_der_kommandozeile_bekommt_niemand_allein_klientendaten(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    erteilen(SystemAkteur("Kommandozeile"), konto, "koordination_cm")

    assert konto.wirksame_zuweisungen() == []
