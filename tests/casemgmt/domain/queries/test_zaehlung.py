"""What counts and what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.queries import zaehlung
from casemgmt.domain.queries.zaehlung import Gebiet
from casemgmt.models import (
    Arbeitstermin,
    Fall,
    Fallperson,
    Haushalt,
    Haushaltszugehoerigkeit,
    Klient,
    Kopfzahl,
    Termin,
)
from casemgmt.regeln.kennzahlen import KENNZAHLEN, Zeitraum
from tests.casemgmt import fallbau

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]

JAHR = Zeitraum.jahre(2023)
MITTEN_IM_JAHR = datetime(2023, 5, 8, 9, tzinfo=UTC)


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def arbeit(konto: Any, ort: Any, **felder: Any) -> Arbeitstermin:
    angaben = {"beginn": MITTEN_IM_JAHR, "dauer_minuten": 90, "art": "netzwerk", "bereich": "lokal", **felder}
    return Arbeitstermin.objects.create(kreis_id=ort.kreis_id, kommune=ort, konto=konto, **angaben)


def test_nur_gehaltene_termine_zaehlen_und_die_berichtigung_statt_des_berichtigten(ort: Any, cm: Any) -> None:
    akte = fallbau.fall(cm, ort)
    for stand in ("gehalten", "geplant", "abgesagt", "nicht_erschienen"):
        fallbau.termin(cm, akte, beginn=MITTEN_IM_JAHR, stand=stand)
        fallbau.termin(cm, ort=ort, beginn=MITTEN_IM_JAHR, stand=stand)
        arbeit(cm, ort, stand=stand)
    alt = fallbau.termin(cm, ort=ort, beginn=MITTEN_IM_JAHR, ersetzt_am=timezone.now())
    fallbau.termin(cm, ort=ort, beginn=MITTEN_IM_JAHR, berichtigt=alt, berichtigungsgrund="Dauer")
    assert zaehlung.termine(Gebiet(ort.kreis_id), JAHR) == {
        "termine_gesamt": 4,
        "beratungstermine": 3,
        "beratung_einmalig": 2,
        "beratung_case_management": 1,
        "sonstige_arbeitstermine": 1,
    }


def test_das_jahr_ist_das_des_tages_in_deutschland(ort: Any, cm: Any) -> None:
    # 23:30 UTC on New Year's Eve is half past midnight in Germany.
    fallbau.termin(cm, ort=ort, beginn=datetime(2022, 12, 31, 23, 30, tzinfo=UTC))
    fallbau.termin(cm, ort=ort, beginn=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))
    assert zaehlung.gezaehlte_beratungen(Gebiet(ort.kreis_id), JAHR).count() == 1
    assert zaehlung.gezaehlte_beratungen(Gebiet(ort.kreis_id), Zeitraum.jahre(2022)).count() == 0


def test_gezaehlt_wird_nur_im_eigenen_gebiet(ort: Any, cm: Any) -> None:
    andere = fallbau.kommune(ort.kreis)
    fremde = fallbau.kommune()
    for platz in (ort, andere, fremde):
        fallbau.termin(fallbau.case_management(platz), ort=platz, beginn=MITTEN_IM_JAHR)
    fallbau.termin(cm, ort=ort, beginn=MITTEN_IM_JAHR, bereich="mukis")

    def anzahl(gebiet: Gebiet) -> int:
        return zaehlung.gezaehlte_beratungen(gebiet, JAHR).count()

    assert anzahl(Gebiet(ort.kreis_id)) == 2
    assert anzahl(Gebiet(ort.kreis_id, ort.pk)) == 1
    assert anzahl(Gebiet(ort.kreis_id, bereich="mukis")) == 1


def test_ein_fall_zaehlt_im_jahr_seiner_eroeffnung(ort: Any, cm: Any) -> None:
    for tag in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)):
        fallbau.fall(cm, ort, am=tag)
    Fall.objects.filter(eroeffnet_am=date(2023, 12, 31)).update(phase="umsetzung")
    fallbau.fall(cm, ort, am=date(2023, 6, 1))
    Fall.objects.filter(eroeffnet_am=date(2023, 6, 1)).update(
        phase="nicht_fortgesetzt", endgrund="kein_kontakt", beendet_am=date(2023, 6, 20)
    )
    assert zaehlung.faelle(Gebiet(ort.kreis_id), JAHR) == {
        "cm_faelle": 3,
        "cm_faelle_langfristig": 1,
        "cm_faelle_nicht_fortgesetzt": 1,
        "cm_faelle_in_klaerung": 1,
    }


def test_fall_39_wer_in_zwei_haushalten_oder_faellen_ist_zaehlt_einmal(ort: Any, cm: Any) -> None:
    kind, mutter, vater = (fallbau.klient(cm, ort, vorname=name) for name in ("Kind", "Mutter", "Vater"))
    for elternteil in (mutter, vater):
        haushalt = Haushalt.objects.create(kreis=ort.kreis)
        for person, rolle in ((elternteil, "erwachsen"), (kind, "kind")):
            Haushaltszugehoerigkeit.objects.create(
                kreis=ort.kreis, haushalt=haushalt, klient=person, rolle=rolle, von=date(2023, 1, 1)
            )
        fallbau.fall(cm, ort, elternteil, kind, am=date(2023, 2, 1))
    assert Fallperson.objects.count() == 4
    assert zaehlung.cm_personen(Gebiet(ort.kreis_id), JAHR) == 3
    # Merged: the one that was known twice is one.
    Klient.objects.filter(pk=vater.pk).update(aufgegangen_in=mutter)
    assert zaehlung.cm_personen(Gebiet(ort.kreis_id), JAHR) == 2


def test_die_mittlere_dauer_ist_die_der_termine_im_case_management(ort: Any, cm: Any) -> None:
    gebiet = Gebiet(ort.kreis_id)
    assert zaehlung.mittlere_termindauer(gebiet, JAHR) is None
    akte = fallbau.fall(cm, ort)
    for minuten in (60, 65):  # 62.5 on average
        fallbau.termin(cm, akte, beginn=MITTEN_IM_JAHR, dauer_minuten=minuten, vorbereitung_minuten=30)
    fallbau.termin(cm, ort=ort, beginn=MITTEN_IM_JAHR, dauer_minuten=600)
    assert zaehlung.mittlere_termindauer(gebiet, JAHR) == 63


def test_termine_je_positiv_abgeschlossenem_fall(ort: Any, cm: Any) -> None:
    for anzahl, ausgang in ((3, "positiv"), (1, "positiv"), (5, "teilweise")):
        akte = fallbau.fall(cm, ort, am=date(2023, 3, 1))
        Fall.objects.filter(pk=akte.pk).update(
            phase="abgeschlossen", ausgang=ausgang, beendet_am=date(2024, 3, 1)
        )
        for nummer in range(anzahl):
            # Those of later years belong to it as well.
            fallbau.termin(cm, akte, beginn=MITTEN_IM_JAHR + timedelta(days=200 * nummer))
        fallbau.termin(cm, akte, beginn=MITTEN_IM_JAHR, stand="nicht_erschienen")
    Termin.objects.filter(stand="gehalten", fall=akte).update(ersetzt_am=timezone.now())
    assert zaehlung.termine_je_positivem_fall(Gebiet(ort.kreis_id), JAHR) == [3, 1]


def test_alle_kennzahlen_auf_einmal_auch_wenn_es_nichts_gibt(ort: Any, cm: Any) -> None:
    gebiet = Gebiet(ort.kreis_id)
    leer = zaehlung.kennzahlen(gebiet, JAHR)
    assert set(leer) == {zahl.schluessel for zahl in KENNZAHLEN}
    assert leer["termine_je_positivem_fall"] is None
    for tag, anzahl, art in (
        (date(2023, 12, 31), 40, "ukraine_registrierung"),
        (date(2023, 1, 1), 2, "ukraine_registrierung"),
        (date(2022, 12, 31), 7, "ukraine_registrierung"),
        (date(2023, 4, 1), 90, "ankunft"),
    ):
        Kopfzahl.objects.create(
            kreis=ort.kreis, kommune=ort, konto=cm, bereich="lokal", tag=tag, anzahl=anzahl, art=art
        )
    akte = fallbau.fall(cm, ort, am=date(2023, 3, 1))
    Fall.objects.filter(pk=akte.pk).update(
        phase="abgeschlossen", ausgang="positiv", beendet_am=date(2024, 3, 1)
    )
    fallbau.termin(cm, akte, beginn=MITTEN_IM_JAHR)
    voll = zaehlung.kennzahlen(gebiet, JAHR)
    assert voll["ukraine_personen_erfasst"] == 42
    assert voll["termine_je_positivem_fall"] == 1


def test_zum_zaehlen_wird_nichts_entschluesselt(ort: Any, cm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    akte = fallbau.fall(cm, ort, am=date(2023, 3, 1))
    fallbau.termin(cm, akte, akte.personen.get().klient, beginn=MITTEN_IM_JAHR, notiz="geheim")

    def nein(*_angaben: Any, **_namen: Any) -> str:
        raise AssertionError("opened")

    monkeypatch.setattr("kim.schluessel.domain.felder.oeffnen", nein)
    assert zaehlung.kennzahlen(Gebiet(ort.kreis_id), JAHR)["cm_personen"] == 1
