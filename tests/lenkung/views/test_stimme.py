"""The page on which a member votes on a device of her own."""

from __future__ import annotations

import pytest
from django.test import Client

from lenkung.domain.geraet import code_ausgeben
from lenkung.models import Abstimmung, Stimmabgabe
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Weise
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.domain.test_geraet import beginne
from tests.lenkung.views.abruf import abgerufen, seitentext, url

pytestmark = pytest.mark.django_db


def test_vom_code_bis_zur_abgegebenen_stimme() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3)
    sitz = bau.sitze(satz.gremium)[0]
    code = code_ausgeben(
        sitzung_id=satz.pk, sitz_id=sitz.pk, rolle=Teilnahmerolle.MITGLIED, eintrag=bau.eintrag(satz.gremium)
    )
    client = Client()
    assert "Code dieser Sitzung" in abgerufen(client, url("stimme"))
    assert "Dieser Code gilt nicht" in seitentext(client.post(url("stimme"), {"code": "AAAA-AAAA"}), 422)
    assert client.get(url("stimme-stand")).json() == {"stand": "code"}
    assert client.post(url("stimme-abgeben"), {"abstimmung": "1", "wert": "ja"}).status_code == 302
    assert client.post(url("stimme"), {"code": code}).status_code == 302
    assert "Gerade wird nicht abgestimmt" in abgerufen(client, url("stimme"))
    abstimmung = beginne(satz, Weise.GEHEIM)
    assert "Geheime Abstimmung" in abgerufen(client, url("stimme"))
    for unsinn in ({"abstimmung": "x", "wert": "ja"}, {"abstimmung": "1", "wert": "vielleicht"}):
        assert client.post(url("stimme-abgeben"), unsinn).status_code == 422
    daten = {"abstimmung": str(abstimmung.pk), "wert": "ja"}
    assert client.post(url("stimme-abgeben"), daten).status_code == 302
    assert "Ihre Stimme ist abgegeben" in abgerufen(client, url("stimme"))
    assert client.post(url("stimme-abgeben"), daten).status_code == 409
    assert Stimmabgabe.objects.get().sitz == sitz
    assert Abstimmung.objects.get().ja == 1
