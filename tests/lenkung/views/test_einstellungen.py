"""The settings of a Gremium: what they show, what they keep, and whom they are for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.einstellungen import einstellungen_aendern
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.erinnerungen import abdruck_der_einstellungen, regeln_von
from lenkung.models import Erinnerungsregel, Gremium, Gremiumseinstellung
from lenkung.regeln.erinnerung import HAUSREGELN, Erinnerungsart, Erinnerungsziel, Regel
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur, in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann

TAG = date(2026, 6, 16)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 3, 2)), tick=False):
        yield


def _adresse(gremium: Gremium) -> str:
    return reverse("lenkung:gremium-einstellungen", args=[gremium.pk])


def _daten(gremium: Gremium, **felder: Any) -> dict[str, Any]:
    """What the form would send untouched, and what is changed in it."""
    daten: dict[str, Any] = {
        "einladung_an_stellvertretung": "on",
        "anhang_grenze_mb": "10",
        "link_tage": "30",
        "abdruck": abdruck_der_einstellungen(gremium),
    }
    for art, regel in HAUSREGELN.items():
        daten[f"{art.value}_tage"] = ", ".join(str(tag) for tag in regel.tage)
        daten[f"{art.value}_an"] = [ziel.value for ziel in regel.an]
        if regel.aktiv:
            daten[f"{art.value}_aktiv"] = "on"
    return {name: wert for name, wert in (daten | felder).items() if wert is not None}


def _text(antwort: Any) -> str:
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def test_die_vorschau_nennt_die_tage_der_naechsten_sitzung(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    sitzung(gremium, TAG)
    text = _text(geschaeftsstelle.get(_adresse(gremium)))
    assert "Zur Sitzung am 16.06.2026:" in text
    # Proposals until 26.05., dispatch until 01.06. (GO RSK § 4 Abs. 4 and 5).
    assert "19.05. an Mitglieder, Stellvertretungen, Geschäftsstelle" in text
    assert "27.05., 30.05., 31.05., 01.06. an Geschäftsstelle" in text
    assert "09.06., 13.06. an Mitglieder, Stellvertretungen" in text


def test_ohne_geschaeftsordnung_oder_ohne_sitzung_sagt_die_vorschau_warum(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    assert "Noch ist keine Sitzung geplant." in _text(geschaeftsstelle.get(_adresse(gremium)))
    sitzung(gremium, TAG)
    assert "nicht geregelt, deshalb keine Erinnerung" in _text(geschaeftsstelle.get(_adresse(gremium)))


def test_gespeichert_wird_nur_was_anders_ist_als_im_haus(geschaeftsstelle: Client, gremium: Gremium) -> None:
    geschaeftsstelle.post(_adresse(gremium), _daten(gremium))
    assert not Gremiumseinstellung.objects.exists()
    assert not Erinnerungsregel.objects.exists()
    antwort = geschaeftsstelle.post(
        _adresse(gremium),
        _daten(
            gremium,
            versand_tage="10, 3",
            versand_an=["geschaeftsstelle", "vorsitz"],
            antwort_aktiv=None,
            antwort_tage="",
            anhang_grenze_mb="5",
            einladung_an_stellvertretung=None,
        ),
        follow=True,
    )
    assert "Die Einstellungen sind gespeichert." in _text(antwort)
    regeln = regeln_von([gremium.pk])[gremium.pk]
    assert regeln[Erinnerungsart.VERSAND] == Regel(
        True, (10, 3), (Erinnerungsziel.VORSITZ, Erinnerungsziel.GESCHAEFTSSTELLE)
    )
    assert not regeln[Erinnerungsart.ANTWORT].aktiv
    assert Erinnerungsregel.objects.count() == 2
    einstellung = einstellung_von(Gremium.objects.get())
    assert (einstellung.anhang_grenze_mb, einstellung.einladung_an_stellvertretung) == (5, False)
    assert einstellung.history.count() == 1


def test_die_vorschau_der_eingaben_speichert_nichts(geschaeftsstelle: Client, gremium: Gremium) -> None:
    in_kraft(gremium)
    sitzung(gremium, TAG)
    daten = _daten(gremium, versand_tage="9", vorschau="1")
    text = _text(geschaeftsstelle.post(_adresse(gremium), daten))
    assert "Gespeichert ist noch nichts." in text
    assert "23.05. an Geschäftsstelle" in text
    assert not Erinnerungsregel.objects.exists()


@pytest.mark.parametrize(
    ("felder", "meldung"),
    [
        ({"versand_tage": "bald"}, "Bitte ganze Zahlen angeben"),
        ({"versand_tage": ""}, "Diese Angabe fehlt."),
        ({"versand_tage": "99"}, "von 0 bis 60"),
        ({"versand_an": []}, "wer erinnert wird"),
        ({"versand_an": ["mitglieder"]}, "wählen"),
        ({"anhang_grenze_mb": "40"}, "15"),
        ({"link_tage": "-1"}, "0"),
    ],
)
def test_was_nicht_geht_steht_am_feld_und_nichts_geht_verloren(
    felder: dict[str, Any], meldung: str, geschaeftsstelle: Client, gremium: Gremium
) -> None:
    antwort = geschaeftsstelle.post(_adresse(gremium), _daten(gremium, antwort_tage="6", **felder))
    text = _text(antwort)
    assert meldung in text
    assert 'value="6"' in text
    assert antwort.context["form"].errors
    assert not Erinnerungsregel.objects.exists()


def test_zwei_aendern_zugleich_der_zweite_erfaehrt_es(geschaeftsstelle: Client, gremium: Gremium) -> None:
    daten = _daten(gremium, versand_tage="4")
    einstellungen_aendern(
        gremium_id=gremium.pk, akteur=akteur(gremium), angaben={"anhang_grenze_mb": 3}, regeln={}
    )
    antwort = geschaeftsstelle.post(_adresse(gremium), daten)
    assert "inzwischen jemand anderes geändert" in _text(antwort)
    assert 'value="4"' in _text(antwort)
    # Having read that, one may save over it.
    daten["abdruck"] = antwort.context["form"]["abdruck"].value()
    assert geschaeftsstelle.post(_adresse(gremium), daten).status_code == 302
    assert Erinnerungsregel.objects.get().tage == [4]


def test_nur_wer_sitzungen_vorbereitet_stellt_ein(
    vorsitz: Client, mitglied: Client, geschaeftsstelle: Client, gremium: Gremium
) -> None:
    for client in (vorsitz, mitglied):
        assert client.get(_adresse(gremium)).status_code == 404
        assert "einstellen" not in _text(client.get(reverse("lenkung:gremium-detail", args=[gremium.pk])))
    assert _adresse(gremium) in _text(
        geschaeftsstelle.get(reverse("lenkung:gremium-detail", args=[gremium.pk]))
    )
    assert geschaeftsstelle.get(_adresse(GremiumFactory())).status_code == 404
    with pytest.raises(NichtErlaubt):
        einstellungen_aendern(
            gremium_id=gremium.pk,
            akteur=akteur(gremium, "lenkung.tagesordnung_bestaetigen"),
            angaben={},
            regeln={},
        )


def test_ein_geschlossenes_gremium_bekommt_keine_einstellungen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    Gremium.objects.filter(pk=gremium.pk).update(aktiv_bis=date(2026, 1, 31))
    assert geschaeftsstelle.get(_adresse(gremium)).status_code == 403


def test_auch_am_formular_vorbei_bleibt_keine_regel_die_nicht_geht(gremium: Gremium) -> None:
    with pytest.raises(Fachfehler) as fehler:
        einstellungen_aendern(
            gremium_id=gremium.pk,
            akteur=akteur(gremium),
            angaben={},
            regeln={Erinnerungsart.VERSAND: Regel(True, (99,), (Erinnerungsziel.GESCHAEFTSSTELLE,))},
        )
    assert (fehler.value.code, fehler.value.feld) == ("regel", "versand_tage")


def test_gezaehlt_sind_hoechstens_fuenfzehn_abfragen(
    geschaeftsstelle: Client, gremium: Gremium, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    in_kraft(gremium)
    sitzung(gremium, TAG)
    with django_assert_max_num_queries(16):
        geschaeftsstelle.get(_adresse(gremium))
