"""The form that enters somebody who is missing in the list of presence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from lenkung.models import Anwesenheit, Besetzung, Gremium, Sitzung, Sitzungsverlauf
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.views.abruf import abgerufen, seitentext, url


@pytest.fixture
def lg(gremium: Gremium) -> Gremium:
    return bau.lenkungsgruppe(4, kreis=gremium.kreis)


@pytest.fixture
def satz(lg: Gremium) -> Sitzung:
    satz = bau.eroeffnet(lg, 3)
    bau.schliesse(satz, rest_absetzen=True)
    return satz


def _daten(satz: Sitzung, rolle: str = "stellvertretung", **felder: str) -> dict[str, str]:
    von = Anwesenheit.objects.filter(sitzung=satz).earliest("von").von
    return {
        "wer": f"{bau.sitze(satz.gremium)[3].pk}:{rolle}",
        "art": "digital",
        "von": f"{timezone.localtime(von):%H:%M:%S}",
        "bis": "",
        "grund": "An der Tür vergessen",
        **felder,
    }


def test_wer_vergessen_wurde_steht_danach_in_der_liste(geschaeftsstelle: Client, satz: Sitzung) -> None:
    liste, adresse = url("sitzung-anwesenheit", satz.pk), url("anwesenheit-nachtragen", satz.pk)
    assert f'href="{adresse}"' in abgerufen(geschaeftsstelle, liste)
    sitz = bau.sitze(satz.gremium)[3]
    person = Besetzung.objects.get(sitz=sitz, art="stellvertretung").person
    seite = abgerufen(geschaeftsstelle, adresse)
    assert f"{person} (Stellvertretung)" in seite
    von = timezone.localtime(Sitzungsverlauf.objects.get(sitzung=satz).eroeffnet_am)
    assert f'value="{von:%H:%M}:00"' in seite
    antwort = geschaeftsstelle.post(adresse, _daten(satz), follow=True)
    assert antwort.redirect_chain == [(liste, 302)]
    assert f"{person}: nachgetragen." in seitentext(antwort)
    neu = Anwesenheit.objects.get(sitz=sitz)
    assert (neu.rolle, neu.art, neu.bis) == ("stellvertretung", "digital", None)


def test_mit_ende_und_unmoegliches_steht_am_feld(geschaeftsstelle: Client, satz: Sitzung) -> None:
    adresse = url("anwesenheit-nachtragen", satz.pk)
    daten = _daten(satz)
    for felder, feld in (
        ({"bis": daten["von"]}, "bis"),
        ({"grund": ""}, "grund"),
        ({"wer": ""}, "wer"),
        ({"wer": "0:mitglied"}, "wer"),
        ({"art": "telefonisch"}, "art"),
    ):
        antwort = geschaeftsstelle.post(adresse, {**daten, **felder})
        assert list(antwort.context["form"].errors) == [feld]
    sitz = bau.sitze(satz.gremium)[3]
    assert not Anwesenheit.objects.filter(sitz=sitz).exists()


def test_auch_beim_berichtigen_steht_ein_verkehrtes_ende_am_feld(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    anwesend = Anwesenheit.objects.filter(sitzung=satz).earliest("pk")
    adresse = url("anwesenheit-berichtigen", anwesend.pk)
    assert "hier streichen und dann nachtragen" in abgerufen(geschaeftsstelle, adresse)
    antwort = geschaeftsstelle.post(adresse, {"von": "14:00", "bis": "13:00", "grund": "Versehen"})
    assert list(antwort.context["form"].errors) == ["bis"]


def test_der_vorsitz_liest_und_traegt_nicht_nach_und_andere_sehen_nichts(
    vorsitz: Client, satz: Sitzung, anmelden: Callable[..., Client]
) -> None:
    adresse = url("anwesenheit-nachtragen", satz.pk)
    assert adresse not in abgerufen(vorsitz, url("sitzung-anwesenheit", satz.pk))
    assert vorsitz.get(adresse).status_code == 404
    assert anmelden(konto_mit_rolle("geschaeftsstelle")).get(adresse).status_code == 404


def test_vor_der_eroeffnung_ist_keine_zeit_vorgeschlagen(geschaeftsstelle: Client, lg: Gremium) -> None:
    satz = bau.eingeladene_sitzung(lg)
    form = geschaeftsstelle.get(url("anwesenheit-nachtragen", satz.pk)).context["form"]
    assert form.initial["von"] is None
