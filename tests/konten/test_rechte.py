"""What a Konto may do: read at each request from the Rollenzuweisungen of today."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from guardian.models import UserObjectPermission

from kim.basis.akteur import Akteur, Bereich
from kim.konten.domain.berechtigungen import auf_bereich_tragen
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.models.rollenzuweisung import getragene, getragene_aus
from kim.konten.regeln.rollen import ROLLEN, Rolle
from tests.fabriken import KommuneFactory, KontoFactory, KreisFactory, konto_mit_rolle, zuweisung

pytestmark = pytest.mark.django_db


def test_konto_ist_ein_akteur():
    assert isinstance(KontoFactory(), Akteur)


def test_jede_rolle_gibt_genau_ihre_angemeldeten_rechte(jede_rolle: str):
    from kim.basis.rechte import RECHTE

    konto = konto_mit_rolle(jede_rolle)

    erlaubt = {recht.schluessel for recht in RECHTE if konto.hat_recht(recht.schluessel)}

    assert erlaubt == {r for r in ROLLEN[Rolle(jede_rolle)].rechte if r in RECHTE}


def test_ohne_rolle_kein_recht():
    konto = KontoFactory()

    erlaubnis = konto.hat_recht("konten.verwalten")

    assert not erlaubnis
    assert str(erlaubnis.grund).startswith("Dafür haben Sie keine Rolle.")
    assert konto.bereiche_mit("konten.verwalten") == frozenset()


def test_is_superuser_oeffnet_nichts():
    konto = KontoFactory(is_superuser=True, is_staff=True)

    assert not konto.hat_recht("konten.verwalten")
    assert not konto.hat_recht("lenkung.oeffnen")


def test_unbekanntes_recht_gibt_es_nicht():
    assert (
        konto_mit_rolle("systemadministration").hat_recht("gibt.es_nicht").grund
        == "Dieses Recht gibt es nicht."
    )


def test_recht_eines_ausgeschalteten_moduls_gilt_nicht():
    konto = konto_mit_rolle("vorsitz", kreis=KreisFactory(modul_lenkung=False))

    assert konto.hat_recht("lenkung.oeffnen").grund == "Lenkung ist in Ihrem Kreis nicht eingeschaltet."


def test_rolle_auf_dem_kreis_gilt_fuer_alles_darin():
    konto = konto_mit_rolle("koordination_cm")
    kommune = KommuneFactory(kreis=konto.kreis)

    assert konto.hat_recht("casemgmt.oeffnen", Bereich("kommune", kommune.pk, konto.kreis_id))


def test_rolle_auf_einer_kommune_gilt_nur_dort():
    a = KommuneFactory()
    b = KommuneFactory(kreis=a.kreis)
    bereich_a = Bereich("kommune", a.pk, a.kreis_id)
    konto = konto_mit_rolle("case_management", bereich=bereich_a)

    assert konto.hat_recht("casemgmt.oeffnen", bereich_a)
    assert not konto.hat_recht("casemgmt.oeffnen", Bereich("kommune", b.pk, b.kreis_id))
    assert not konto.hat_recht("casemgmt.oeffnen", Bereich.kreis(a.kreis_id))
    assert konto.bereiche_mit("casemgmt.oeffnen") == {bereich_a}


def test_gleiche_nummer_in_anderer_art_von_bereich_oeffnet_nichts():
    kommune = KommuneFactory()
    konto = konto_mit_rolle("case_management", bereich=Bereich("kommune", kommune.pk, kommune.kreis_id))

    assert not konto.hat_recht("casemgmt.oeffnen", Bereich("einrichtung", kommune.pk, kommune.kreis_id))


def test_rolle_eines_anderen_kreises_oeffnet_nichts():
    l_konto = konto_mit_rolle("systemadministration")
    k = KreisFactory()

    assert not l_konto.hat_recht("konten.verwalten", Bereich.kreis(k.pk))


def test_zuweisung_in_fremdem_kreis_zaehlt_nicht():
    konto = KontoFactory()
    zuweisung(konto, "systemadministration", bereich=Bereich.kreis(KreisFactory().pk))

    assert not konto.hat_recht("konten.verwalten")


def test_unbestaetigte_rolle_mit_klientendaten_gilt_nicht():
    konto = konto_mit_rolle("case_management", bestaetigt=False)
    # Even if guardian carried it already: the confirmation is a bolt of its own.
    auf_bereich_tragen(konto.zuweisungen.get())

    assert not konto.hat_recht("casemgmt.oeffnen")


def test_ohne_berechtigung_auf_dem_bereich_gilt_die_zuweisung_nicht():
    konto = konto_mit_rolle("systemadministration")
    UserObjectPermission.objects.all().delete()

    assert not konto.hat_recht("konten.verwalten")


def test_berechtigung_allein_ohne_zuweisung_oeffnet_nichts():
    konto = konto_mit_rolle("systemadministration")
    Rollenzuweisung.objects.all().delete()

    assert not konto.hat_recht("konten.verwalten")


def test_gesperrtes_konto_hat_kein_recht():
    konto = konto_mit_rolle("systemadministration")
    konto.is_active = False

    assert konto.hat_recht("konten.verwalten").grund == "Ihr Konto ist gesperrt."


@pytest.mark.parametrize(
    ("moment", "gilt"),
    [
        (datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), False),  # 28.03. 23:59:59 in Berlin
        (
            datetime(2026, 3, 28, 23, 0, 0, tzinfo=UTC),
            True,
        ),  # 29.03. 00:00:00, day of the change to summer time
        (datetime(2026, 3, 30, 21, 59, 30, tzinfo=UTC), True),  # 30.03. 23:59:30
        (datetime(2026, 3, 30, 22, 0, 0, tzinfo=UTC), False),  # 31.03. 00:00:00
    ],
)
def test_rolle_beginnt_und_endet_um_mitternacht_in_berlin(moment: datetime, gilt: bool):
    konto = konto_mit_rolle("geschaeftsstelle", von=date(2026, 3, 29), bis=date(2026, 3, 30))

    with time_machine.travel(moment, tick=False):
        assert bool(konto.hat_recht("lenkung.oeffnen")) is gilt


def test_rechte_eines_anfragekontos_kosten_eine_abfrage(django_assert_num_queries, anmelden):
    from kim.konten.backends.anmeldung import KontoBackend

    konto = konto_mit_rolle("systemadministration")

    with django_assert_num_queries(2):
        geladen = KontoBackend().get_user(konto.pk)
        assert isinstance(geladen, Konto)
        geladen.hat_recht("konten.verwalten")
        geladen.hat_recht("konten.rolle_bestaetigen")
        geladen.bereiche_mit("konten.verwalten")


def test_das_konto_einer_anfrage_bringt_seine_rechte_vollstaendig_mit(anmelden):
    """Read in one text with the account, or row by row: the same."""
    from kim.konten.backends.anmeldung import KontoBackend

    konto = konto_mit_rolle("geschaeftsstelle")
    zuweisung(konto, "mitglied")
    ohne = KontoFactory(kreis=konto.kreis)
    einzeln = {
        (p.permission.codename, p.content_type.app_label, p.content_type.model, p.object_pk)
        for p in UserObjectPermission.objects.filter(user=konto)
    }
    assert len(einzeln) == 2
    geladen, leer = KontoBackend().get_user(konto.pk), KontoBackend().get_user(ohne.pk)
    assert getragene_aus(geladen.getragenes) == einzeln == getragene_aus("".join(getragene(konto.pk)))
    assert [z.rolle for z in geladen.wirksame_zuweisungen()] == ["geschaeftsstelle", "mitglied"]
    assert (leer.getragenes, leer.wirksame_zuweisungen(), list(getragene(ohne.pk))) == ("", [], [])


def test_angemeldeter_client_sieht_die_startseite(jede_rolle: str, anmelden):
    antwort = anmelden(konto_mit_rolle(jede_rolle)).get("/")

    assert antwort.status_code == 200
