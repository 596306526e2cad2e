"""The page behind a personal link: what a mail scanner, a log, a neighbour at the desk may learn: nothing."""

from __future__ import annotations

import logging
import re
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from casemgmt.domain.verweislink import code_erzeugen
from kim.basis.protokollzeile import Protokollzeile
from kim.versand.domain.mail import mail_bauen
from kim.versand.models import Aktionslink, Zustellung
from tests.casemgmt import netzwerkbau
from tests.casemgmt.verweisbau import Verweislage
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db
PERSON = ("Amira", "Haddad", "0170 5556667", "Birkenallee", "1988")


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher() -> None:
    cache.clear()


@pytest.fixture
def lage() -> Verweislage:
    lage = Verweislage()
    lage.klient.telefon, lage.klient.anschrift = "0170 5556667", "Birkenallee 3"
    lage.klient.save()
    lage.unterschrieben()
    return lage


def text(antwort: Any) -> str:
    return str(antwort.content.decode())


def genannt(inhalt: str, *weitere: str) -> list[str]:
    return [wort for wort in (*PERSON, *weitere) if wort in inhalt]


def test_fall_19_die_mail_nennt_weder_person_noch_code_und_fuehrt_nur_zur_tuer(lage: Verweislage) -> None:
    """Subject, what a preview shows, both bodies, all heads; and the link stands there once it is out."""
    verweis = lage.gesendet("stammdaten", "kontakt")
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    token = netzwerkbau.token(verweis)
    zustellung = Zustellung.objects.get(nachricht=netzwerkbau.nachricht_zu(verweis))
    roh = mail_bauen(zustellung, [])
    assert isinstance(roh, bytes)
    post = message_from_bytes(roh, policy=policy.default)
    teile = [teil.get_content() for teil in post.walk() if teil.get_content_maintype() == "text"]
    ganz = "\n".join([*(f"{name}: {wert}" for name, wert in post.items()), *teile])
    assert len(teile) == 2, "as text and as HTML"
    assert token in ganz
    assert genannt(ganz, code, code.replace(" ", ""), lage.fall.aktenzeichen) == []


def test_fall_19_erst_der_code_vom_zweiten_weg_zeigt_etwas(lage: Verweislage, client: Client) -> None:
    """Neither the address nor the door nor a wrong code; and the code is on no page that the link opens."""
    verweis = lage.gesendet("stammdaten", "kontakt")
    adresse = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    assert genannt(adresse, lage.fall.aktenzeichen, str(verweis.kennung)) == []
    seite = text(angemeldeter_client(lage.cm).post(reverse("casemgmt:verweis-code", args=[verweis.pk])))
    treffer = re.search(r"kim-verweiscode\">([A-Z2-9 ]+)<", seite)
    assert treffer is not None
    tuer = client.get(adresse)
    for zu in (tuer, client.post(adresse, {}), client.post(adresse, {"code": "22222222"})):
        assert genannt(text(zu), treffer[1], lage.fall.aktenzeichen) == []
    assert "<title>" in text(tuer)
    assert "og:" not in text(tuer), "no preview in a messenger"
    offen = client.post(adresse, {"code": treffer[1]})
    assert "Haddad" in text(offen)
    assert "0170 5556667" in text(offen)


def test_fall_19_kein_protokoll_und_keine_fremde_seite_erfaehrt_die_adresse(
    lage: Verweislage, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    verweis = lage.gesendet("stammdaten", "kontakt")
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    adresse = reverse("casemgmt:verweis-link", args=[token])
    with caplog.at_level(logging.INFO):
        antworten = [
            client.get(adresse),
            client.post(adresse, {"code": "22222222"}),
            client.post(adresse, {"code": code}),
            client.post(adresse, {"code": code, "stand": "abgelehnt"}),
            client.post(adresse, {"code": code, "stand": "abgelehnt", "grund": "keine_plaetze"}),
            client.get(adresse),
        ]
    assert [a.status_code for a in antworten] == [200, 422, 200, 422, 200, 410]
    zeile = Protokollzeile(settings.LOGGING["formatters"]["zeile"]["format"])
    geschrieben = "\n".join(zeile.format(satz) for satz in caplog.records)
    assert "/fallarbeit/verweis/" in geschrieben, "the refusals are logged"
    assert genannt(geschrieben, token, code) == []
    for antwort in antworten:
        # Elsewhere only the host is told; nobody may put the page into a frame or keep it.
        assert antwort["Referrer-Policy"] == "strict-origin"
        assert "no-store" in antwort["Cache-Control"]
        assert re.findall(r'(?:href|src|action)="https?://(?!testserver)[^"]+', text(antwort)) == []


def test_fall_19_auch_der_aufruf_mit_code_verbraucht_den_link_nicht(
    lage: Verweislage, client: Client
) -> None:
    verweis = lage.gesendet()
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    adresse = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    vorher = list(Aktionslink.objects.values())
    for _mal in range(3):
        assert "Haddad" in text(client.post(adresse, {"code": code}))
        client.head(adresse)
    assert list(Aktionslink.objects.values()) == vorher
