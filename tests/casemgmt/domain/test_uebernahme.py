"""Taking over a former database: each bad cell named, nothing twice, all of it back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain import uebernahme
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.domain.doppelt import doppelhinweis_verwerfen
from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.models import (
    Doppelhinweis,
    Einspielung,
    Einspielzeile,
    Fall,
    Fallperson,
    Klient,
    Suchschluessel,
    Termin,
)
from casemgmt.tasks import dateien_aufraeumen
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.regeln.einspielung import Zeile
from tests.casemgmt import fallbau

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]

PERSONEN = [
    "Schlüssel",
    "Kommune",
    "Nachname",
    "Vorname",
    "Geburtsdatum",
    "Sprachen",
    "Datenschutzhinweis gegeben am",
]
FAELLE = ["Schlüssel", "Schlüssel der Personen", "Kommune", "Eröffnet am", "Verantwortlich (E-Mail)"]
FAELLE += ["Phase", "Ausgang", "Beendet am"]
TERMINE = ["Schlüssel", "Schlüssel des Falls", "Kommune", "Tag", "Uhrzeit", "Dauer in Minuten"]
TERMINE += ["Durchgeführt von (E-Mail)", "Themen", "Notiz", "Stand", "Anwesende"]


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune(name="Lindenau")


@pytest.fixture
def leitung(ort: Any) -> Any:
    return fallbau.koordination(ort.kreis)


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort, email="cm@kreis.example")


def laden(akteur: Any, art: str, kopf: Sequence[str], *zeilen: Sequence[str]) -> Einspielung:
    return uebernahme.einspielung_anlegen(
        kreis_id=akteur.kreis_id,
        art=art,
        kopf=kopf,
        zeilen=[Zeile(nummer, tuple(zellen)) for nummer, zellen in enumerate(zeilen, 2)],
        akteur=akteur,
    )


def uebernehmen(akteur: Any, art: str, kopf: Sequence[str], *zeilen: Sequence[str]) -> tuple[int, int]:
    satz = laden(akteur, art, kopf, *zeilen)
    return uebernahme.einspielung_uebernehmen(einspielung_id=satz.pk, akteur=akteur)


def fehler(akteur: Any, art: str, kopf: Sequence[str], *zeilen: Sequence[str]) -> list[tuple[int, str, str]]:
    plan = uebernahme.plan_von(laden(akteur, art, kopf, *zeilen))
    return [(eines.zeile, eines.spalte, eines.meldung.split(".")[0]) for eines in plan.fehler]


def personen(leitung: Any) -> None:
    ergebnis = uebernehmen(
        leitung,
        "personen",
        PERSONEN,
        ["P1", "lindenau", "Haddad", "Amira", "04.05.1988", "ar; de", "01.03.2022"],
        ["P2", "Lindenau", "Haddad", "Sami", "", "", "01.03.2022"],
    )
    assert ergebnis == (2, 0)


def alles(leitung: Any) -> None:
    personen(leitung)
    uebernehmen(
        leitung,
        "faelle",
        FAELLE,
        [
            "F1",
            "P1,P2",
            "Lindenau",
            "15.03.2022",
            "CM@kreis.example",
            "abgeschlossen",
            "positiv: die vereinbarten Ziele sind erreicht",
            "01.02.2023",
        ],
        ["F2", "P2", "Lindenau", "03.02.2023", "cm@kreis.example"],
    )
    uebernehmen(
        leitung,
        "termine",
        TERMINE,
        [
            "T1",
            "F1",
            "",
            "20.03.2022",
            "14:30",
            "60",
            "cm@kreis.example",
            "Wohnen, kita",
            "Mietvertrag",
            "",
            "2",
        ],
        ["T2", "", "Lindenau", "21.03.2022", "", "20.0", "cm@kreis.example"],
        ["T3", "F2", "", "02.01.2099", "9:00", "60", "cm@kreis.example", "", "", "geplant"],
    )


def test_personen_faelle_und_termine_stehen_da_wie_in_der_datei(ort: Any, leitung: Any, cm: Any) -> None:
    alles(leitung)
    amira, sami = Klient.objects.order_by("pk")
    assert (str(amira), amira.geburtsdatum, amira.sprachen) == (
        "Amira Haddad",
        date(1988, 5, 4),
        ["ar", "de"],
    )
    assert amira.kommune == ort
    assert amira.erfasst_von == leitung
    assert amira.suchschluessel.exists()
    erster, zweiter = Fall.objects.order_by("jahr")
    assert (erster.aktenzeichen, erster.ausgang, erster.phase_seit) == (
        "KIM-2022-0001",
        "positiv",
        date(2023, 2, 1),
    )
    assert [p.klient for p in erster.personen.all()] == [amira, sami]
    assert erster.personen.get(hauptperson=True).klient == amira
    assert (zweiter.phase, zweiter.verantwortlich) == ("klaerung", cm)
    im_fall, anonym, geplant = Termin.objects.order_by("beginn")
    assert im_fall.fall == erster
    assert (im_fall.art, im_fall.personen, im_fall.notiz) == ("case_management", 2, "Mietvertrag")
    assert timezone.localtime(im_fall.beginn).strftime("%d.%m.%Y %H:%M") == "20.03.2022 14:30"
    assert {thema.thema for thema in im_fall.themen.all()} == {"wohnen", "kita"}
    assert (anonym.art, anonym.kommune, anonym.dauer_minuten, anonym.anonym) == ("einmalig", ort, 20, True)
    assert (geplant.stand, geplant.fall) == ("geplant", zweiter)
    assert Klient.history.get(id=amira.pk).akteur_name == leitung.akteur_name


def test_fall_10_auch_wer_uebernommen_wird_bleibt_befangenen_verschlossen(
    ort: Any, leitung: Any, cm: Any
) -> None:
    kollegin = fallbau.case_management(ort)
    befangenheit_angeben(
        kreis_id=ort.kreis_id, vorname="Amira", nachname="Haddad", geburtsjahr=1988, akteur=cm
    )
    fallbau.klient(kollegin, ort, "Amira", "Haddad", geburtsdatum=date(1988, 5, 4))
    personen(leitung)
    fallbau.abgleichen()
    uebernommen = Klient.objects.filter(erfasst_von=leitung).earliest("pk")
    assert not permissions.sichtbare_klienten(cm).filter(pk=uebernommen.pk).exists()
    assert Doppelhinweis.objects.filter(andere=uebernommen).exists()
    uebernehmen(leitung, "faelle", FAELLE, ["F1", "P1", "Lindenau", "15.03.2022", "cm@kreis.example"])
    assert Fall.objects.get().verantwortlich == kollegin
    # What came about by itself does not stand in the way, and goes too.
    for satz in Einspielung.objects.order_by("-pk"):
        uebernahme.einspielung_zuruecknehmen(einspielung_id=satz.pk, akteur=leitung)
    assert Klient.objects.count() == 1
    assert not Doppelhinweis.objects.exists()


def test_was_ueber_einen_hinweis_entschieden_ist_steht_der_ruecknahme_entgegen(
    ort: Any, leitung: Any, cm: Any
) -> None:
    fallbau.klient(cm, ort, "Amira", "Haddad", geburtsdatum=date(1988, 5, 4))
    personen(leitung)
    fallbau.abgleichen()
    doppelhinweis_verwerfen(hinweis_id=Doppelhinweis.objects.get().pk, akteur=leitung)
    with pytest.raises(Fachfehler) as fehler:
        uebernahme.einspielung_zuruecknehmen(einspielung_id=Einspielung.objects.get().pk, akteur=leitung)
    assert fehler.value.code == "aufgebaut"


def test_zweimal_uebernommen_entsteht_nichts_doppelt(leitung: Any, cm: Any) -> None:
    personen(leitung)
    zeilen = [
        ["P2", "Lindenau", "Anders", "", "", "", "01.03.2022"],
        ["P3", "Lindenau", "Khoury", "", "", "", "01.03.2022"],
    ]
    assert uebernehmen(leitung, "personen", PERSONEN, *zeilen) == (1, 1)
    assert sorted(str(klient) for klient in Klient.objects.all()) == ["Amira Haddad", "Khoury", "Sami Haddad"]


def test_jede_zelle_die_nicht_passt_wird_genannt_und_nichts_uebernommen(leitung: Any, cm: Any) -> None:
    morgen = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    assert fehler(
        leitung,
        "personen",
        PERSONEN,
        ["P1", "Nirgendwo", "Haddad", "", "gestern", "", "01.03.2022"],
        ["P2", "Nirgendwo", "Haddad", "", "", "", morgen],
        ["P3", "Lindenau", "Haddad", "", "", "", "01.03.2022"],
        ["P3", "Lindenau", "", "", "", "", ""],
        ["P3", "Lindenau", "Khoury", "x" * 130, "", "", "01.03.2022"],
    ) == [
        (2, "Geburtsdatum", "Das ist kein Tag"),
        (3, "Datenschutzhinweis gegeben am", "Dieser Tag liegt in der Zukunft"),
        (3, "Kommune", "Diese Kommune gibt es hier nicht"),
        (5, "Nachname", "Hier muss etwas stehen"),
        (5, "Datenschutzhinweis gegeben am", "Hier muss etwas stehen"),
        (6, "Schlüssel", "Diesen Schlüssel gibt es in der Datei zweimal"),
    ]
    assert fehler(
        leitung,
        "personen",
        PERSONEN,
        ["P5", "Lindenau", "Khoury", "x" * 130, "", "", "01.03.2022"],
    )[0][:2] == (2, "Vorname")
    assert fehler(
        leitung,
        "faelle",
        FAELLE,
        ["F1", "P9", "Lindenau", "01.03.2022", "wer@kreis.example"],
        ["F2", "P9", "Lindenau", morgen, "cm@kreis.example"],
    ) == [
        (2, "Schlüssel der Personen", "Die Person „P9“ ist noch nicht übernommen"),
        (2, "Verantwortlich (E-Mail)", "Zu dieser E-Mail-Adresse gibt es kein Konto"),
        (3, "Schlüssel der Personen", "Die Person „P9“ ist noch nicht übernommen"),
        (3, "Eröffnet am", "Dieser Tag liegt in der Zukunft"),
    ]
    assert fehler(
        leitung,
        "termine",
        TERMINE,
        ["T1", "F9", "Lindenau", "01.03.2022", "25:00", "sechzig", "cm@kreis.example", "Raumfahrt"],
        ["T2", "F9", "Lindenau", morgen, "9.15", "60", "cm@kreis.example"],
        ["T3", "", "Lindenau", "01.03.2022", "mittags", "900", "cm@kreis.example"],
        ["T4", "", "Lindenau", "01.03.2022", "", "900", "cm@kreis.example"],
    ) == [
        (2, "Uhrzeit", "Das ist keine Uhrzeit"),
        (2, "Dauer in Minuten", "Das ist keine ganze Zahl"),
        (2, "Themen", "Das gibt es hier nicht"),
        (3, "Schlüssel des Falls", "Dieser Fall ist noch nicht übernommen"),
        (3, "Tag", "Dieser Tag liegt in der Zukunft"),
        (4, "Uhrzeit", "Das ist keine Uhrzeit"),
        (5, "Dauer in Minuten", "Dieser Wert muss kleiner oder gleich 720 sein"),
    ]
    satz = Einspielung.objects.get(art="termine")
    with pytest.raises(Fachfehler, match="passt noch nicht alles"):
        uebernahme.einspielung_uebernehmen(einspielung_id=satz.pk, akteur=leitung)
    assert not Klient.objects.exists()


def test_was_ein_fall_nicht_sein_darf_steht_an_seiner_spalte(leitung: Any, cm: Any) -> None:
    personen(leitung)
    ende_fehlt = ["F1", "P1", "Lindenau", "01.03.2022", "cm@kreis.example", "abgeschlossen"]
    assert fehler(leitung, "faelle", FAELLE, ende_fehlt) == [
        (2, "Beendet am", "Ein beendeter Fall hat einen Tag, an dem er endete"),
        (2, "Ausgang", "Zum Abschluss gehört, wie der Fall ausgegangen ist"),
    ]


def test_die_zuordnung_der_spalten_bleibt_fuer_die_naechste_datei(leitung: Any) -> None:
    kopf = ["Nr", "Ort", "Name", "DSGVO", "Sonstiges"]
    erste = laden(leitung, "personen", kopf, ["P1", "Lindenau", "Haddad", "01.03.2022", "egal"])
    assert uebernahme.zuordnung_von(erste) == {}
    assert [eines.spalte for eines in uebernahme.plan_von(erste).fehler][:2] == ["Schlüssel", "Kommune"]
    zuordnung = {"schluessel": "Nr", "kommune": "Ort", "nachname": "Name", "datenschutzhinweis_am": "DSGVO"}
    uebernahme.zuordnung_merken(
        einspielung_id=erste.pk,
        zuordnung={**zuordnung, "fremd": "Nr", "vorname": "gibt es nicht"},
        akteur=leitung,
    )
    # A new file replaces the one that waits; a column that was left out at the end is empty.
    zweite = laden(
        leitung, "personen", kopf[:4], ["P1", "Lindenau", "Haddad", "01.03.2022"], ["P2", "Lindenau"]
    )
    assert not Einspielung.objects.filter(pk=erste.pk).exists()
    assert uebernahme.zuordnung_von(zweite) == zuordnung
    assert [eines.zeile for eines in uebernahme.plan_von(zweite).fehler] == [3, 3]


def test_alles_zusammen_zurueck_mit_historie_solange_niemand_darauf_baut(
    ort: Any, leitung: Any, cm: Any
) -> None:
    alles(leitung)
    laeufe = {satz.art: satz.pk for satz in Einspielung.objects.all()}

    def zurueck(art: str) -> int:
        return uebernahme.einspielung_zuruecknehmen(einspielung_id=laeufe[art], akteur=leitung)

    for art in ("personen", "faelle"):
        with pytest.raises(Fachfehler, match="schon gearbeitet"):
            zurueck(art)
    assert [zurueck(art) for art in ("termine", "faelle", "personen")] == [3, 2, 2]
    for modell in (Klient, Fall, Fallperson, Termin):
        assert (modell.objects.count(), modell.history.count()) == (0, 0), modell
    assert not Suchschluessel.objects.exists()
    assert not Einspielzeile.objects.exists()
    with pytest.raises(Ueberholt):
        zurueck("termine")
    # And then once more, as if it had never been.
    personen(leitung)


def test_was_jemand_geaendert_hat_laesst_sich_nicht_mehr_zuruecknehmen(
    ort: Any, leitung: Any, cm: Any
) -> None:
    personen(leitung)
    lauf = Einspielung.objects.get()
    amira = Klient.objects.order_by("pk")[0]
    fall_eroeffnen(
        kreis_id=ort.kreis_id,
        bereich="lokal",
        kommune_id=ort.pk,
        klienten=[amira.pk],
        eroeffnet_am=timezone.localdate(),
        akteur=cm,
    )
    with pytest.raises(Fachfehler, match="schon gearbeitet"):
        uebernahme.einspielung_zuruecknehmen(einspielung_id=lauf.pk, akteur=leitung)
    Fallperson.objects.all().delete()
    Fall.objects.all().delete()
    amira.telefon = "02241 1"
    amira.save()
    with pytest.raises(Fachfehler, match="schon gearbeitet"):
        uebernahme.einspielung_zuruecknehmen(einspielung_id=lauf.pk, akteur=leitung)


def test_die_datei_liegt_nur_verschluesselt_und_nicht_lange(leitung: Any) -> None:
    zeile = ["P1", "Lindenau", "Geheimname", "", "", "", "01.03.2022"]
    satz = laden(leitung, "personen", PERSONEN, zeile)
    with connection.cursor() as cursor:
        cursor.execute("select kopf, zeilen from casemgmt_einspielung")
        assert all(wert.startswith("k1:") for wert in cursor.fetchone())
    assert dateien_aufraeumen({}, None) == {"geloescht": 0}
    Einspielung.objects.update(angelegt_am=timezone.now() - timedelta(minutes=61))
    assert dateien_aufraeumen({}, None) == {"geloescht": 1}
    satz = laden(leitung, "personen", PERSONEN, zeile)
    uebernahme.einspielung_verwerfen(einspielung_id=satz.pk, akteur=leitung)
    uebernehmen(leitung, "personen", PERSONEN, zeile)
    fertig = Einspielung.objects.get()
    assert (fertig.zeilen, fertig.kopf, fertig.anzahl) == (None, None, 1)
    # The key of the former database stands nowhere, only a number made of it.
    marken = list(Einspielzeile.objects.values_list("marke", flat=True))
    assert len(marken) == 1


def test_nur_die_koordination_des_ganzen_kreises_und_nur_ihre_eigene_datei(
    ort: Any, leitung: Any, cm: Any
) -> None:
    satz = laden(leitung, "personen", PERSONEN, ["P1"])
    for konto in (cm, fallbau.koordination(ort.kreis, ort)):
        with pytest.raises(NichtErlaubt):
            laden(konto, "personen", PERSONEN, ["P1"])
        assert not permissions.sichtbare_einspielungen(konto).exists()
    andere = fallbau.koordination(ort.kreis)
    with pytest.raises(Ueberholt):
        uebernahme.einspielung_verwerfen(einspielung_id=satz.pk, akteur=andere)
    with pytest.raises(Fachfehler, match="möglich sind 1000"):
        laden(leitung, "personen", PERSONEN, *[["P1"]] * 1001)
    personen(leitung)
    assert permissions.sichtbare_einspielungen(andere).count() == 1
    assert permissions.sichtbare_einspielzeilen(andere).count() == 2
    assert permissions.sichtbare_einspielzuordnungen(andere).count() == 0
