"""The case work of the demo: counted by the software itself, it gives what was published."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.queries.zaehlung import Gebiet, kennzahlen, termine_je_positivem_fall
from casemgmt.models import (
    Arbeitstermin,
    Fall,
    Fallperson,
    Fallzaehler,
    Haushaltszugehoerigkeit,
    Klient,
    Kopfzahl,
    Suchschluessel,
    Termin,
)
from casemgmt.regeln.kennzahlen import Zeitraum
from kim.stammdaten.domain.queries.listen import kreis_mit_kuerzel
from tests.demo.geladen.test_demo import konto

# Evaluation RSK 6.1.1; the other work is the difference between all and the consultations.
VEROEFFENTLICHT = """
2022;termine_gesamt;1503
2023;termine_gesamt;2409
2022;beratungstermine;1084
2023;beratungstermine;2137
2022;beratung_einmalig;720
2023;beratung_einmalig;542
2022;beratung_case_management;364
2023;beratung_case_management;1595
2022;sonstige_arbeitstermine;419
2023;sonstige_arbeitstermine;272
2022;cm_faelle;142
2023;cm_faelle;594
2022;cm_faelle_langfristig;63
2023;cm_faelle_langfristig;295
2022;cm_faelle_nicht_fortgesetzt;79
2023;cm_faelle_nicht_fortgesetzt;299
2022-2023;cm_personen;1109
2022-2023;cm_termindauer_mittel_minuten;63
2022;ukraine_personen_erfasst;1086
"""
# Evaluation RSK ch. 4 and Abb. 5: where nobody worked in the year, nobody was counselled.
OHNE_EINSATZ = {
    2022: {"Eitorf", "Ruppichteroth", "Siegburg", "Meckenheim", "Rheinbach"},
    2023: {"Eitorf", "Ruppichteroth", "Siegburg", "Hennef"},
}


@pytest.fixture
def rsk(demo):
    return kreis_mit_kuerzel("rhein-sieg-kreis")


def zeitraum(jahre: str) -> Zeitraum:
    erstes, _strich, letztes = jahre.partition("-")
    return Zeitraum.jahre(int(erstes), int(letztes or erstes))


def test_die_veroeffentlichten_zahlen_folgen_genau_aus_den_saetzen(rsk) -> None:
    gezaehlt = {}
    for jahre in ("2022", "2023", "2022-2023"):
        for kennzahl, wert in kennzahlen(Gebiet(rsk.pk), zeitraum(jahre)).items():
            gezaehlt[jahre, kennzahl] = wert
    for jahre, kennzahl, wert in csv.reader(VEROEFFENTLICHT.strip().splitlines(), delimiter=";"):
        assert gezaehlt[jahre, kennzahl] == int(wert), (jahre, kennzahl)
    # "sieben bis elf Termine, bis er als positiv abgeschlossen gelten konnte", many more than 20.
    assert 7 <= gezaehlt["2022-2023", "termine_je_positivem_fall"] <= 11
    je_fall = termine_je_positivem_fall(Gebiet(rsk.pk), zeitraum("2022-2023"))
    assert len([anzahl for anzahl in je_fall if anzahl > 20]) >= 10


def test_nur_wo_jemand_arbeitete_gibt_es_termine(rsk) -> None:
    for jahr, ohne in OHNE_EINSATZ.items():
        for modell in (Termin, Arbeitstermin):
            orte = modell.objects.filter(kreis=rsk, beginn__year=jahr, bereich="lokal")
            # Cases that were begun before may end at their place.
            mit = set(orte.values_list("kommune__name", flat=True))
            assert not mit & ohne, (jahr, modell)
            assert len(mit) + len(ohne) == 19
    assert Arbeitstermin.objects.filter(art="auftakt").count() == 14
    assert not Kopfzahl.objects.filter(kommune__name__in=OHNE_EINSATZ[2022]).exists()


def test_die_akten_sind_in_sich_stimmig(rsk) -> None:
    frueher = Fall.objects.filter(kreis=rsk, eroeffnet_am__year__in=(2022, 2023))
    assert not frueher.filter(beendet_am__isnull=True).exists()
    gezaehlt = frueher.annotate(anzahl=Count("termine"))
    assert set(gezaehlt.filter(phase="nicht_fortgesetzt").values_list("anzahl", flat=True).distinct()) == {
        1,
        2,
    }
    assert gezaehlt.filter(phase="abgeschlossen", anzahl__lt=3).count() == 0
    assert not Termin.objects.filter(fall__beendet_am__lt=F("beginn__date")).exists()
    assert not Termin.objects.filter(fall__eroeffnet_am__gt=F("beginn__date")).exists()
    for fall in Fall.objects.filter(kreis=rsk).annotate(
        haupt=Count("personen", filter=F("personen__hauptperson"))
    )[:20]:
        assert fall.haupt == 1
    # The next case gets the next number.
    for zaehler in Fallzaehler.objects.filter(kreis=rsk):
        nummern = Fall.objects.filter(kreis=rsk, jahr=zaehler.jahr).values_list("nummer", flat=True)
        assert sorted(nummern) == list(range(1, zaehler.letzte + 1))


def test_einige_sind_in_zwei_faellen_oder_zwei_haushalten(rsk) -> None:
    faelle = Fallperson.objects.filter(kreis=rsk).values("klient").annotate(n=Count("pk"))
    assert Counter(satz["n"] for satz in faelle)[2] == 12
    haushalte = Haushaltszugehoerigkeit.objects.filter(kreis=rsk).values("klient").annotate(n=Count("pk"))
    assert Counter(satz["n"] for satz in haushalte)[2] >= 3


def test_berichtigtes_und_nicht_gehaltenes_ist_da_und_zaehlt_nicht(rsk) -> None:
    berichtigt = Termin.objects.filter(kreis=rsk, ersetzt_am__isnull=False)
    assert berichtigt.count() >= 5
    assert all(satz.berichtigung.berichtigungsgrund for satz in berichtigt)
    assert set(Termin.objects.filter(kreis=rsk).values_list("stand", flat=True)) == {
        "geplant",
        "gehalten",
        "nicht_erschienen",
        "abgesagt",
    }


def test_niemand_beraet_zweimal_zur_selben_zeit(rsk) -> None:
    zeiten = Counter(
        Termin.objects.filter(kreis=rsk, ersetzt_am__isnull=True, stand="gehalten").values_list(
            "konto", "beginn"
        )
    )
    assert max(zeiten.values()) == 1


def test_alles_hat_seine_historie_und_laesst_sich_suchen(rsk) -> None:
    for modell in (Klient, Fall, Fallperson, Termin, Arbeitstermin, Kopfzahl):
        assert modell.objects.count() == modell.history.count() > 0, modell
    erste = Termin.history.filter(stand="gehalten").earliest("history_date")
    assert erste.akteur_name == "System: Vorführung"
    assert erste.history_date.year == 2022
    assert not Klient.objects.filter(suchschluessel__isnull=True).exists()
    assert Suchschluessel.objects.filter(kreis=rsk).exists()


def test_die_case_managerin_hat_heute_zu_tun(rsk) -> None:
    cm, heute = konto("cm@rsk.example"), timezone.localdate()
    laufend = permissions.sichtbare_faelle(cm).filter(beendet_am__isnull=True)
    assert laufend.count() >= 12
    assert {"klaerung", "assessment", "umsetzung", "monitoring"} <= set(
        laufend.values_list("phase", flat=True)
    )
    termine = permissions.sichtbare_termine(cm)
    assert termine.filter(beginn__date=heute, stand="geplant").count() == 3
    assert termine.filter(beginn__date__gt=heute, stand="geplant").count() >= 5
    assert termine.filter(beginn__date__lt=heute, stand="geplant").exists()
    assert termine.filter(fall__isnull=True, beginn__date__gt=heute - timedelta(days=40)).count() >= 5
    assert permissions.sichtbare_klienten(cm).filter(schutzadresse=True).exists()
    mukis = permissions.sichtbare_faelle(konto("mukis@rsk.example"))
    assert mukis.count() == 5
    assert not mukis.exclude(bereich="mukis").exists()


def test_auch_ein_anderer_kreis_hat_faelle_und_einer_ohne_fallarbeit_keine(rsk) -> None:
    assert permissions.sichtbare_faelle(konto("cm@neuss.example")).count() == 5
    assert not Fall.objects.filter(kreis__kuerzel="kreis-steinfurt").exists()


def test_einige_akten_haben_ein_ganzes_leben(rsk) -> None:
    """Each page shows something to the Case Management of Lohmar, to MuKi-S and to the Koordination."""
    for kennung in ("cm", "mukis", "koordination"):
        akteur = konto(f"{kennung}@rsk.example")
        for name, menge in (
            ("Anfragen", permissions.sichtbare_anfragen(akteur).filter(stand="wartet")),
            ("Einwilligungen", permissions.sichtbare_einwilligungen(akteur).filter(zustand="erteilt")),
            ("Pläne", permissions.sichtbare_integrationsplaene(akteur).filter(stand="vereinbart")),
            ("Unterschriften", permissions.sichtbare_planunterschriften(akteur)),
            ("Verweise", permissions.sichtbare_verweise(akteur)),
            ("Eingang", permissions.sichtbare_eingaenge(akteur)) if kennung != "koordination" else ("", None),
            ("Ablage", permissions.sichtbare_einwilligungsentwuerfe(akteur).exclude(hindernis="")),
            ("Weitergaben", permissions.sichtbare_weitergaben(akteur)),
        ):
            assert menge is None or menge.exists(), (kennung, name)
    lohmar = permissions.sichtbare_einwilligungen(konto("cm@rsk.example"))
    assert set(lohmar.values_list("zustand", flat=True)) == {"entwurf", "erteilt", "widerrufen"}
    verweise = permissions.sichtbare_verweise(konto("cm@rsk.example"))
    assert {"gesendet", "angenommen", "abgelehnt"} <= set(verweise.values_list("stand", flat=True))
    assert permissions.sichtbare_fallkonferenzen(konto("cm@rsk.example")).get().ergebnisse.exists()
