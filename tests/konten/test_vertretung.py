"""A Vertretung begins and ends by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.rollen import (
    rolle_beenden,
    rolle_bestaetigen,
    vertretung_einrichten,
)
from kim.konten.models import Konto
from tests.fabriken import (
    KontoFactory,
    konto_mit_rolle,
    zuweisung,
)
from tests.konten.hilfen import (
    erteilen,
)

pytestmark = pytest.mark.django_db


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
