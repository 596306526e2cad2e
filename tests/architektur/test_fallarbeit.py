"""What is held of clients: in each row its Kreis, and nothing about a person in readable letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from casemgmt.domain.loeschregeln import loeschregeln
from kim.basis.zugriff import HISTORIENARTEN
from kim.schluessel.domain.felder import Verschluesselt
from tests.werkzeug.akteure import Probeakteur
from tests.werkzeug.befunde import nichts

# Readable although it says something about a person, each with the reason.
LESBAR = {
    "erfassungsgeraet.geheimnis": "a hash",
    "klient.datenschutzhinweis_sprache": "a code of a language",
    "konferenzteilnahme.name": "a colleague, or who works at a body",
    "netzwerkakteur.bestaetigt_von_name": "a colleague",
    "verweis.klassen": "keys of a list",
    "verweisschritt.durch_name": "a colleague, or a body",
    "terminabo.token_hash": "a hash",
    "verweiszugang.code_hash": "a hash",
    "termin.sprache": "a code of a language; counted",
    "einwilligung.sha256": "the fingerprint of the wording that was signed",
    "einwilligungstext.geprueft_durch": "who checked a text of the house, not a client",
    "weitergabe.bezug": "kind and number of the record that asked",
    "weitergabeohneeinwilligung.grund": "a key of the list of grounds",
    "weitergabeohneeinwilligung.grund_titel": "its title, as the list had it then",
    "weitergabeohneeinwilligung.norm": "its norm, as the list had it then",
}


def _modelle() -> Iterator[type[models.Model]]:
    return iter(apps.get_app_config("casemgmt").get_models())


def test_jede_zeile_auch_der_historie_nennt_ihren_kreis() -> None:
    nichts(
        [m._meta.label for m in _modelle() if "kreis" not in {feld.name for feld in m._meta.concrete_fields}]
    )


def _freie_texte(modell: type[models.Model]) -> Iterator[str]:
    for feld in modell._meta.concrete_fields:
        if isinstance(feld, models.CharField | models.TextField) and not feld.choices:
            yield feld.name


def test_freier_text_ueber_menschen_steht_nur_verschluesselt_in_der_datenbank() -> None:
    regeln = loeschregeln()
    funde = []
    for modell in _modelle():
        name = modell._meta.model_name or ""
        if name not in regeln:
            continue
        for feld in set(_freie_texte(modell)) & set(regeln[name].personenbezug):
            if f"{name}.{feld}" not in LESBAR and not isinstance(
                modell._meta.get_field(feld), Verschluesselt
            ):
                funde.append(f"{name}.{feld}")
    nichts(sorted(funde), "make it a Verschluesselter…, or say why it may be read")


def test_alles_verschluesselte_hat_einen_personenbezug_in_den_loeschregeln() -> None:
    regeln = loeschregeln()
    funde = [
        f"{modell._meta.model_name}.{feld.name}"
        for modell in _modelle()
        for feld in modell._meta.concrete_fields
        if isinstance(feld, Verschluesselt)
        and not hasattr(modell, "history_date")
        and feld.name not in regeln[modell._meta.model_name or ""].personenbezug
    ]
    nichts(funde)


@pytest.mark.django_db
def test_jede_historie_einer_akte_wird_beim_lesen_protokolliert() -> None:
    akteur, regeln = Probeakteur(kreis_id=1, konto_id=1), loeschregeln()
    offen = []
    for art in HISTORIENARTEN:
        modell = art.sichtbare(akteur).model._meta
        if modell.app_label == "casemgmt" and regeln[modell.model_name].personenbezug and not art.sensibel:
            offen.append(art.schluessel)
    nichts(offen)
