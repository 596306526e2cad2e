"""Approval by hand, taken back where it is refuted, and after a session that was entered later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.einwendung import Eingetragen, einwendung_eintragen
from lenkung.domain.genehmigung import (
    anstehende,
    genehmigung_eintragen,
    genehmigung_zuruecknehmen,
    genehmigungen_festhalten,
    nach_dem_punkt,
    niederschrift_genehmigen,
)
from lenkung.domain.nachtrag import Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import verlauf_nachtragen
from lenkung.domain.queries.genehmigung import waehlbare_beschluesse, waehlbare_sitzungen
from lenkung.models import Genehmigung, Niederschrift, Sitzung
from lenkung.regeln.tagesordnung import Punktart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import folgesitzung, geschlossen, nimm_an, uhr, unterzeichnet, versandt

pytestmark = pytest.mark.django_db
HEUTE = date(2022, 5, 9)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


def ohne_regel() -> Sitzung:
    satz = geschlossen(bau.lenkungsgruppe(2, wie=None))
    unterzeichnet(satz)
    return satz


def von_hand(
    satz: Sitzung, am: date = HEUTE, grund: str = "Ohne Widerspruch verlesen", **felder: Any
) -> Genehmigung:
    wer = felder.get("akteur") or gobau.akteur(satz.gremium)
    return genehmigung_eintragen(sitzung_id=satz.pk, am=am, grund=grund, akteur=wer)


# By hand ----------------------------------------------------------------------------------------------------


def test_wo_nichts_geregelt_ist_von_hand_und_mit_grund() -> None:
    satz = ohne_regel()
    versandt(satz)
    assert anstehende(timezone.now()) == []
    genehmigung = von_hand(satz, am=date(2022, 5, 5))
    assert (genehmigung.weg, genehmigung.norm, genehmigung.grund) == (
        "von_hand",
        "",
        "Ohne Widerspruch verlesen",
    )
    assert genehmigung.genehmigt_am == uhr(date(2022, 5, 5), 0)
    with pytest.raises(Fachfehler) as fehler:
        von_hand(satz)
    assert fehler.value.code == "schon_genehmigt"


@pytest.mark.parametrize(
    ("felder", "code"),
    [({"grund": " "}, "grund"), ({"am": date(2022, 5, 1)}, "tag"), ({"am": date(2022, 5, 10)}, "tag")],
)
def test_von_hand_fehlt_etwas(felder: Any, code: str) -> None:
    with pytest.raises(Fachfehler) as fehler:
        von_hand(ohne_regel(), **felder)
    assert fehler.value.code == code


def test_wo_die_go_es_regelt_greift_niemand_vor() -> None:
    satz = geschlossen(bau.lenkungsgruppe(2))
    Niederschrift.objects.create(sitzung=satz, angelegt_von_name="Test")
    with pytest.raises(Fachfehler) as fehler:
        von_hand(satz)
    assert fehler.value.code == "nicht_unterzeichnet"
    unterzeichnet(satz)
    with pytest.raises(Fachfehler) as fehler:
        von_hand(satz)
    assert fehler.value.code == "geregelt"
    with pytest.raises(NichtErlaubt):
        von_hand(satz, akteur=gobau.akteur(satz.gremium, "lenkung.gremien_sehen"))


# Refuted ----------------------------------------------------------------------------------------------------


def test_wird_eine_rechtzeitige_erst_danach_eingetragen_laesst_sie_sich_zuruecknehmen(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(2, wie=None)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    satz = geschlossen(gremium)
    unterzeichnet(satz)
    nimm_an(versandt(satz), timezone.now())
    zeit.move_to(uhr(date(2022, 5, 18), 9))
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 1
    with pytest.raises(Fachfehler) as fehler:
        genehmigung_zuruecknehmen(sitzung_id=satz.pk, grund="Irrtum", akteur=gobau.akteur(gremium))
    assert fehler.value.code == "gilt"
    einwendung_eintragen(
        sitzung_id=satz.pk,
        angaben=Eingetragen("Petra Probe", "TOP 2.", uhr(date(2022, 5, 16), 12), "Brief, im Hause gewesen"),
        schluessel=uuid4(),
        akteur=gobau.akteur(gremium),
    )
    with pytest.raises(Fachfehler) as fehler:
        genehmigung_zuruecknehmen(sitzung_id=satz.pk, grund=" ", akteur=gobau.akteur(gremium))
    assert fehler.value.code == "grund"
    genehmigung_zuruecknehmen(sitzung_id=satz.pk, grund="Brief lag in der Post", akteur=gobau.akteur(gremium))
    assert not Genehmigung.objects.exists()
    assert Genehmigung.history.filter(history_type="-").count() == 1
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 0


def test_was_nicht_reif_ist_wird_nicht_festgehalten() -> None:
    satz = geschlossen(bau.lenkungsgruppe(2))
    leer = Niederschrift.objects.create(sitzung=satz, angelegt_von_name="Test")
    assert niederschrift_genehmigen(niederschrift_id=leer.pk, jetzt=timezone.now()) is None
    unterzeichnet(satz)
    assert niederschrift_genehmigen(niederschrift_id=leer.pk, jetzt=timezone.now()) is None


# After the session ------------------------------------------------------------------------------------------


def test_auch_eine_nachgetragene_sitzung_genehmigt(zeit: Any) -> None:
    satz = geschlossen(bau.lenkungsgruppe(2))
    unterzeichnet(satz)
    versandt(satz)
    folge = folgesitzung(satz, date(2022, 9, 13))
    zeit.move_to(uhr(date(2022, 9, 20), 9))
    (punkt,) = bau.punkte(folge)
    nachtrag = Nachtrag(
        leitung="Dr. Renate Vorsitz",
        punkte=(Nachpunkt(titel=punkt.titel, art=Punktart.GENEHMIGUNG, punkt_id=punkt.pk),),
        ende=uhr(date(2022, 9, 13), 15),
    )
    verlauf_nachtragen(sitzung_id=folge.pk, nachtrag=nachtrag, akteur=gobau.akteur(satz.gremium))
    genehmigung = Genehmigung.objects.get()
    assert (genehmigung.genehmigt_am, genehmigung.sitzung) == (uhr(date(2022, 9, 13), 15), folge)


def test_ein_punkt_ohne_niederschrift_genehmigt_nichts() -> None:
    satz = geschlossen(bau.lenkungsgruppe(2))
    punkt = bau.punkte(folgesitzung(satz, date(2022, 9, 13)))[0]
    nach_dem_punkt(punkt, timezone.now())
    punkt.niederschrift_von = None
    nach_dem_punkt(punkt, timezone.now())
    assert not Genehmigung.objects.exists()


def test_zur_auswahl_stehen_spaetere_sitzungen_die_stattfanden() -> None:
    satz = geschlossen(bau.lenkungsgruppe(2))
    folgesitzung(satz, date(2022, 6, 13), "abgesagt")
    spaetere = folgesitzung(satz, date(2022, 9, 13), "geschlossen")
    assert list(waehlbare_sitzungen(satz)) == [spaetere]
    assert list(waehlbare_beschluesse(satz)) == []
