"""The pages of Verweise: writing, sending, the code, the letter, the link, what came in."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Anfrage, Verweis
from casemgmt.regeln.verweis import Verweisstand
from casemgmt.views.verweis_heute import zeilen
from kim.protokoll.models import Lesezugriff
from kim.versand.models import Aktionslink
from tests.casemgmt import fallbau, netzwerkbau
from tests.conftest import angemeldeter_client
from tests.fabriken import KreisFactory
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _leerer_zwischenspeicher() -> None:
    cache.clear()


@pytest.fixture
def kreis() -> Any:
    return KreisFactory()


@pytest.fixture
def konto(kreis: Any) -> Any:
    return fallbau.case_management(fallbau.kommune(kreis))


@pytest.fixture
def cm(konto: Any) -> Client:
    return angemeldeter_client(konto)


@pytest.fixture
def fall(konto: Any, kreis: Any) -> Any:
    return fallbau.fall(konto, kreis.kommunen.get())


@pytest.fixture
def stelle(kreis: Any) -> Any:
    return netzwerkbau.stelle(kreis)


def _text(antwort: Any) -> str:
    return str(antwort.content.decode())


def _code(cm: Client, verweis: Verweis) -> str:
    treffer = re.search(
        r"kim-verweiscode\">([A-Z2-9 ]+)<",
        _text(cm.post(reverse("casemgmt:verweis-code", args=[verweis.pk]))),
    )
    assert treffer is not None
    return treffer[1]


def _angaben(stelle: Any, **andere: Any) -> dict[str, Any]:
    return {
        "thema": "wohnen",
        "empfaenger": stelle.einrichtung_id,
        "kanal": "brief",
        "form": "anonym",
        "zweck": "verweis",
        "nachricht": "Sucht eine Wohnung",
        **andere,
    }


def test_aus_dem_fall_geschrieben_geprueft_gesendet_gedruckt(cm: Client, fall: Any, stelle: Any) -> None:
    adresse = reverse("casemgmt:verweis-anlegen-im-fall", args=[fall.pk])
    ohne_weg = cm.post(adresse, _angaben(stelle, kanal=""))
    assert ohne_weg.status_code == 422
    assert "Sucht eine Wohnung" in _text(ohne_weg)
    verraten = cm.post(adresse, _angaben(stelle, nachricht="Frau Haddad"))
    assert "nennt niemanden" in _text(verraten)
    cm.post(adresse, _angaben(stelle))
    verweis = Verweis.objects.get()
    seite = reverse("casemgmt:verweis-detail", args=[verweis.pk])
    assert "Der Verweis nennt niemanden" in _text(cm.get(seite))
    cm.post(reverse("casemgmt:verweis-bearbeiten", args=[verweis.pk]), _angaben(stelle, thema="arbeit"))
    # Before it is sent there is no letter.
    assert cm.post(reverse("casemgmt:verweis-brief", args=[verweis.pk])).status_code == 302
    cm.post(reverse("casemgmt:verweis-senden", args=[verweis.pk]))
    assert cm.post(reverse("casemgmt:verweis-senden", args=[verweis.pk])).status_code == 302
    verweis.refresh_from_db()
    assert (verweis.thema, verweis.lage) == ("arbeit", Verweisstand.GESENDET)
    brief = cm.post(reverse("casemgmt:verweis-brief", args=[verweis.pk]))
    assert brief["Content-Type"] == "application/pdf"
    assert brief.content.startswith(b"%PDF")
    assert "no-store" in brief["Cache-Control"]
    antwort = reverse("casemgmt:verweis-antwort", args=[verweis.pk])
    assert cm.post(antwort, {"stand": "abgelehnt"}).status_code == 422
    cm.post(antwort, {"stand": "angenommen", "notiz": "Anruf"})
    assert "Anruf" in _text(cm.get(seite))


def test_ohne_fall_bleibt_die_person_ungenannt(cm: Client, stelle: Any, kreis: Any) -> None:
    adresse = reverse("casemgmt:verweis-anlegen")
    assert "Beratung am Markt" in _text(cm.get(adresse, {"thema": "wohnen", "sprache": "ar"}))
    assert "Beratung am Markt" not in _text(cm.get(adresse, {"thema": "kita"}))
    cm.post(adresse, _angaben(stelle, kommune=kreis.kommunen.get().pk))
    assert Verweis.objects.get().fall is None
    verweis = Verweis.objects.get()
    cm.post(reverse("casemgmt:verweis-bearbeiten", args=[verweis.pk]), _angaben(stelle, nachricht="Neu"))
    verweis.refresh_from_db()
    assert verweis.nachricht == "Neu"
    assert angemeldeter_client(fallbau.koordination(kreis)).get(adresse).status_code == 403


def test_die_liste_hat_immer_gleich_viele_abfragen(cm: Client, konto: Any, fall: Any, stelle: Any) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: netzwerkbau.gesendet(konto, stelle, fall=fall),
        abrufen=lambda: cm.get(reverse("casemgmt:verweis-liste")),
        anzahl=8,
    )


def test_das_oeffnen_steht_im_zugriffsprotokoll(cm: Client, konto: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.verweis(konto, stelle, fall=fall)
    cm.get(reverse("casemgmt:verweis-detail", args=[verweis.pk]))
    zugriff = Lesezugriff.objects.latest("pk")
    assert (zugriff.objekt_id, zugriff.kennzeichen) == (verweis.pk, fall.aktenzeichen)


def test_fall_19_ein_aufruf_aendert_und_verbraucht_nichts(
    cm: Client, konto: Any, fall: Any, stelle: Any, client: Client
) -> None:
    verweis = netzwerkbau.gesendet(konto, stelle, fall=fall)
    code = _code(cm, verweis)
    adresse = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    vorher = (list(Aktionslink.objects.values()), Verweis.objects.values().get(), Lesezugriff.objects.count())
    for _n in range(3):
        tuer = client.get(adresse)
        client.head(adresse)
    assert (
        list(Aktionslink.objects.values()),
        Verweis.objects.values().get(),
        Lesezugriff.objects.count(),
    ) == vorher
    for wort in ("Haddad", "Wohnen", "ohnung", code, fall.aktenzeichen):
        assert wort not in _text(tuer)
    assert (tuer["Referrer-Policy"], tuer["X-Robots-Tag"]) == ("strict-origin", "noindex")
    assert "no-store" in tuer["Cache-Control"]


def test_die_stelle_oeffnet_mit_dem_code_und_nimmt_an(
    cm: Client, konto: Any, fall: Any, stelle: Any, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    verweis = netzwerkbau.gesendet(konto, stelle, fall=fall)
    code = _code(cm, verweis)
    adresse = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    with caplog.at_level(logging.DEBUG):
        assert client.post(adresse, {"code": ""}).status_code == 422
        assert "noch 4-mal" in _text(client.post(adresse, {"code": "22222222"}))
        offen = client.post(adresse, {"code": code})
        assert "Eine Familie mit drei Kindern" in _text(offen)
        ohne_grund = client.post(adresse, {"code": code, "stand": "abgelehnt"})
        assert ohne_grund.status_code == 422
        assert "Grund" in _text(ohne_grund)
        falsch = client.post(adresse, {"code": "33333333", "stand": "angenommen"})
        assert falsch.status_code == 422
        danke = client.post(adresse, {"code": code, "stand": "angenommen"})
    assert "angenommen" in _text(danke)
    fertig = client.post(adresse, {"code": code, "stand": "erledigt"})
    assert "geschlossen" in _text(fertig)
    assert client.get(adresse).status_code == 410
    assert client.get(reverse("casemgmt:verweis-link", args=["ausgedacht"])).status_code == 404
    # Case 57: nothing that was typed, and nothing of the Verweis, stands in a log.
    for wort in (code, "drei Kindern", "Haddad"):
        assert wort not in caplog.text


def test_ist_das_modul_aus_gibt_es_den_link_nicht(
    konto: Any, fall: Any, stelle: Any, client: Client, kreis: Any
) -> None:
    verweis = netzwerkbau.gesendet(konto, stelle, fall=fall)
    kreis.modul_casemgmt = False
    kreis.save()
    assert client.get(reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])).status_code == 404


def test_link_erneuern_und_zurueckziehen(cm: Client, konto: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(konto, stelle, fall=fall)
    cm.post(reverse("casemgmt:verweis-link-erneuern", args=[verweis.pk]))
    assert Aktionslink.objects.filter(widerrufen_am__isnull=True).count() == 1
    cm.post(reverse("casemgmt:verweis-zurueckziehen", args=[verweis.pk]), {"grund": "irrtum"})
    verweis.refresh_from_db()
    assert verweis.lage is Verweisstand.ZURUECKGEZOGEN
    for tat in ("code", "link-erneuern"):
        assert cm.post(reverse(f"casemgmt:verweis-{tat}", args=[verweis.pk])).status_code == 302
    nochmal = cm.post(reverse("casemgmt:verweis-zurueckziehen", args=[verweis.pk]), {"grund": "irrtum"})
    assert nochmal.status_code == 422


def test_mukis_beantwortet_was_eingegangen_ist(konto: Any, fall: Any, kreis: Any) -> None:
    empfaengerin = fallbau.mukis(kreis)
    mukis = angemeldeter_client(empfaengerin)
    assert "Nichts eingegangen" in _text(mukis.get(reverse("casemgmt:eingang-liste")))
    verweis = netzwerkbau.gesendet(konto, "mukis", fall=fall)
    heute = timezone.localdate()
    assert [z.text for z in zeilen(empfaengerin, heute)] == ["Verweis annehmen oder ablehnen"]
    assert "Case Management vor Ort" in _text(mukis.get(reverse("casemgmt:eingang-liste")))
    adresse = reverse("casemgmt:eingang-detail", args=[verweis.pk])
    seite = _text(mukis.get(adresse))
    assert "Eine Familie mit drei Kindern" in seite
    assert fall.aktenzeichen not in seite
    assert mukis.post(adresse, {"stand": "abgelehnt"}).status_code == 422
    mukis.post(adresse, {"stand": "abgelehnt", "grund": "keine_plaetze"})
    assert "Zu lesen ist hier nichts mehr" in _text(mukis.get(adresse))
    assert mukis.get(reverse("casemgmt:verweis-detail", args=[verweis.pk])).status_code == 404


def test_heute_erinnert_an_die_fehlende_antwort(konto: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(konto, stelle, fall=fall)
    assert list(zeilen(konto, timezone.localdate())) == []
    frist = verweis.antwort_bis
    assert frist is not None
    zeile = next(iter(zeilen(konto, frist.replace(year=frist.year + 1))))
    assert (zeile.frist, zeile.hinweis) == (frist, "Beratung am Markt")


def test_die_koordination_stellt_die_fristen_ein(kreis: Any) -> None:
    leitung = angemeldeter_client(fallbau.koordination(kreis))
    adresse = reverse("casemgmt:verweis-fristen")
    assert leitung.post(adresse, {"antwort_tage": 0, "link_tage": 60}).status_code == 422
    assert leitung.post(adresse, {"antwort_tage": 10, "link_tage": 60}).status_code == 302
    assert 'value="10"' in _text(leitung.get(adresse))


def test_angenommen_fuehrt_der_eingang_zur_anfrage_und_zurueck(konto: Any, cm: Client, kreis: Any) -> None:
    ort = kreis.kommunen.get()
    absender = fallbau.mukis(kreis)
    verweis = netzwerkbau.gesendet(absender, "lokal", bereich="mukis", ziel_kommune_id=ort.pk)
    eingang = reverse("casemgmt:eingang-detail", args=[verweis.pk])
    antwort = cm.post(eingang, {"stand": "angenommen", "notiz": ""})
    anfrage = Anfrage.objects.get()
    adresse = reverse("casemgmt:anfrage-detail", args=[anfrage.pk])
    assert antwort.headers["Location"] == adresse
    seite = _text(cm.get(adresse))
    for teil in ("Mit dem Verweis mitgeteilt", "Eine Familie mit drei Kindern", eingang, "MuKi-S"):
        assert teil in seite
    assert "über einen Verweis" in _text(cm.get(reverse("casemgmt:anfrage-liste")))
    seite = _text(cm.get(eingang))
    assert adresse in seite
    assert "Ihre Antwort" not in seite
    # The sender waits: what becomes of it comes by itself.
    mukis = angemeldeter_client(absender)
    detail = reverse("casemgmt:verweis-detail", args=[verweis.pk])
    assert "steht dort auf der Warteliste" in _text(mukis.get(detail))
    assert mukis.get(reverse("casemgmt:verweis-antwort", args=[verweis.pk])).headers["Location"] == detail
    formular = reverse("casemgmt:anfrage-uebernehmen", args=[anfrage.pk])
    assert cm.get(formular).status_code == 200
    cm.post(formular, {"vorname": "Amira", "nachname": "Haddad", "datenschutzhinweis_am": "01.01.2026"})
    assert "Die Person ist angekommen" in _text(mukis.get(detail))
    assert "Mit dem Verweis mitgeteilt" not in _text(cm.get(adresse))


def test_zurueckgezogen_ist_bei_der_anfrage_nichts_zu_lesen(konto: Any, cm: Client, kreis: Any) -> None:
    ort = kreis.kommunen.get()
    absender = fallbau.mukis(kreis)
    verweis = netzwerkbau.gesendet(absender, "lokal", bereich="mukis", ziel_kommune_id=ort.pk)
    cm.post(reverse("casemgmt:eingang-detail", args=[verweis.pk]), {"stand": "angenommen", "notiz": ""})
    adresse = reverse("casemgmt:anfrage-detail", args=[Anfrage.objects.get().pk])
    # The Koordination reads the waiting list, not what came with it.
    leitung = _text(angemeldeter_client(fallbau.koordination(kreis)).get(adresse))
    assert "Hier ist nichts zu lesen" in leitung
    assert "Eine Familie mit drei Kindern" not in leitung
    angemeldeter_client(absender).post(
        reverse("casemgmt:verweis-zurueckziehen", args=[verweis.pk]), {"grund": "irrtum", "notiz": ""}
    )
    assert "der Verweis gilt nicht mehr" in _text(cm.get(adresse))


def test_angeboten_werden_die_wege_der_stelle(cm: Client, konto: Any, fall: Any, kreis: Any) -> None:
    brief = netzwerkbau.stelle(kreis, "Nur per Brief", verweiswege="|brief|")
    seite = netzwerkbau.stelle(kreis, "Nur online", verweiswege="|link|", verweislink="https://an.example/")
    adresse = reverse("casemgmt:verweis-anlegen-im-fall", args=[fall.pk])
    leer = _text(cm.get(adresse))
    assert "Nur per Brief (Brief)" in leer
    assert "Nur online (nur über ihre Anmeldeseite)" in leer
    falsch = cm.post(adresse, _angaben(brief, kanal="mail"))
    assert falsch.status_code == 422
    assert "„Nur per Brief“ nimmt Verweise so an: Brief." in _text(falsch)
    assert 'value="mail"' not in _text(falsch)
    online = cm.post(adresse, _angaben(seite, kanal=""))
    assert online.status_code == 422
    assert "https://an.example/" in _text(online)
    assert "wie der Verweis zur Stelle kommt" not in _text(online)
    entwurf = netzwerkbau.verweis(konto, brief, fall=fall, kanal="brief")
    bearbeiten = _text(cm.get(reverse("casemgmt:verweis-bearbeiten", args=[entwurf.pk])))
    assert 'value="brief"' in bearbeiten
    assert 'value="persoenlich"' not in bearbeiten
