"""The public page that says whether a Niederschrift is genuine: no sign-in, no name too many."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.regeln.befund import GRENZE, Siegelbefund, Urteil, ungueltig
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.queries import niederschriftspruefung as abfrage
from lenkung.models import Niederschriftsfassung
from tests.lenkung.unterschriftsbau import LEITUNG, VORSITZ, Stempel, festgeschrieben, frisch, unterzeichne

pytestmark = pytest.mark.django_db


@pytest.fixture
def fassung(monkeypatch: pytest.MonkeyPatch) -> Niederschriftsfassung:
    echt: tuple[Any, ...] = ("eine",)
    monkeypatch.setattr(abfrage, "pruefen", lambda _pdf: Siegelbefund(Urteil.ECHT, "Unverändert.", echt))
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())
    fassung = festgeschrieben()
    unterzeichne(fassung, VORSITZ)
    unterzeichne(fassung, LEITUNG)
    return frisch(fassung)


def _pruefe(client: Client, inhalt: bytes) -> str:
    datei = SimpleUploadedFile("niederschrift.pdf", inhalt)
    return client.post(reverse("pruefen:pruefen"), {"datei": datei}).content.decode()


def test_wer_die_datei_hat_erfaehrt_ob_sie_echt_ist(client: Client, fassung: Niederschriftsfassung) -> None:
    assert "Datei prüfen" in client.get(reverse("pruefen:pruefen")).content.decode()
    pdf = fassung.unterzeichnetes_pdf
    assert pdf is not None
    seite = _pruefe(client, inhalt_von(pdf))
    assert "Diese Niederschrift ist echt" in seite
    assert "Brigitte Leitung" in seite
    assert "Diese Datei kennt KIM nicht" in _pruefe(client, inhalt_von(pdf) + b" ")


def test_das_zeichen_auf_dem_papier_nennt_keine_namen(client: Client, fassung: Niederschriftsfassung) -> None:
    adresse = reverse("pruefen:pruefzeichen", args=[fassung.pruefzeichen])
    antwort = client.get(adresse)
    seite = antwort.content.decode()
    assert "Zu diesem Zeichen gibt es eine gültige Niederschrift" in seite
    assert "Leitung der Geschäftsstelle" in seite
    assert "Brigitte Leitung" not in seite
    assert "no-store" in antwort.headers["Cache-Control"]


def test_ein_fremdes_zeichen_gibt_es_nicht(client: Client, fassung: Niederschriftsfassung) -> None:
    assert client.get(reverse("pruefen:pruefzeichen", args=["x" * 24])).status_code == 404


@pytest.mark.parametrize("daten", [{}, {"datei": ""}])
def test_ohne_datei_sagt_die_seite_was_fehlt(client: Client, daten: dict[str, str]) -> None:
    assert "kim-zusammenfassung" in client.post(reverse("pruefen:pruefen"), daten).content.decode()


def test_eine_zu_grosse_datei_wird_nicht_gelesen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lenkung.forms.niederschriftspruefung.GRENZE", 10)
    assert GRENZE > 10
    assert "50 MB" in _pruefe(client, b"%PDF-1.7 mehr als zehn")


def test_ist_zu_viel_los_sagt_es_die_seite(
    client: Client, fassung: Niederschriftsfassung, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ausgelastet(_pdf: bytes) -> Siegelbefund:
        raise SiegelFehler("Gerade wird viel geprüft. Bitte gleich noch einmal.", code="ausgelastet")

    monkeypatch.setattr(abfrage, "pruefen", ausgelastet)
    assert "Gerade wird viel geprüft" in _pruefe(client, b"%PDF-1.7")


def test_eine_hinterlegte_datei_wird_nicht_falsch_genannt_weil_die_pruefung_scheitert(
    client: Client, fassung: Niederschriftsfassung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abfrage, "pruefen", lambda _pdf: ungueltig("Nicht lesbar."))
    pdf = fassung.unterzeichnetes_pdf
    assert pdf is not None
    seite = _pruefe(client, inhalt_von(pdf))
    assert "Gerade nicht zu prüfen" in seite
    assert "Nicht echt" not in seite


def test_der_anlass_einer_fassung_ist_nicht_oeffentlich(
    client: Client, fassung: Niederschriftsfassung
) -> None:
    Niederschriftsfassung.objects.filter(pk=fassung.pk).update(anlass="Berichtigung zu TOP 5, Krankheit")
    seite = client.get(reverse("pruefen:pruefzeichen", args=[fassung.pruefzeichen])).content.decode()
    assert "Krankheit" not in seite


def test_wer_sehr_oft_prueft_wird_gebremst(client: Client) -> None:
    """Sixty in a minute from one address; each check is a process of its own."""
    cache.clear()  # other tests have the same address
    with time_machine.travel(timezone.now(), tick=False):
        antworten = [client.post(reverse("pruefen:pruefen"), {}).status_code for _mal in range(61)]
    assert (set(antworten[:60]), antworten[60]) == ({200}, 429)
    cache.clear()


def test_das_zertifikat_gibt_es_erst_mit_der_ersten_unterschrift(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before that, its address answers 404: no link leads there."""
    ziel = reverse("siegel:zertifizierungsstelle")
    assert ziel not in client.get(reverse("pruefen:pruefen")).content.decode()
    monkeypatch.setattr("lenkung.views.niederschriftspruefung.alle_zertifikate", lambda: "PEM")
    assert ziel in client.get(reverse("pruefen:pruefen")).content.decode()
