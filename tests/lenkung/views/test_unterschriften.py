"""The pages from the finished draft to the signatures: who sees what to do, and what each act answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kim.konten.models import Konto
from kim.stammdaten.models import Kreis
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.niederschriftsversand import niederschrift_versenden
from lenkung.domain.queries.niederschriftsfassung import vorliegendes_pdf
from lenkung.models import Anmerkung, Niederschriftsfassung, Sitzung
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import konto_mit_rolle
from tests.konten.hilfen import app_code
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    drucke,
    festgeschrieben,
    frisch,
    leitung_der,
    person,
    unterzeichne,
    vollstaendig,
)


@pytest.fixture(autouse=True)
def stempel(monkeypatch: pytest.MonkeyPatch) -> Stempel:
    stempel = Stempel()
    monkeypatch.setattr(vorgang, "unterschreiben", stempel)
    return stempel


@pytest.fixture
def satz(kreis: Kreis) -> Sitzung:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis=kreis, name="Lenkungsgruppe KIM"))
    return vollstaendig(satz)


Als = Callable[[str], Client]


@pytest.fixture
def als(satz: Sitzung, anmelden: Callable[..., Client]) -> Als:
    """A new account with this role."""
    return lambda rolle: _mit_faktor(
        anmelden,
        konto_mit_rolle(rolle, kreis=satz.gremium.kreis, person=person(satz, "Brigitte Leitung")),
    )


def _mit_faktor(anmelden: Callable[..., Client], konto: Konto) -> Client:
    client = anmelden(konto)
    client.geheimnis = zweiten_faktor_geben(konto)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def vorsitz(satz: Sitzung, anmelden: Callable[..., Client]) -> Client:
    """Who presided."""
    wer = person(satz, leitung_der(satz))
    return _mit_faktor(anmelden, konto_mit_rolle("vorsitz", kreis=satz.gremium.kreis, person=wer))


def _url(name: str, pk: int) -> str:
    return reverse(f"lenkung:{name}", args=[pk])


def _seite(client: Client, satz: Sitzung, name: str = "niederschrift-unterschriften") -> str:
    antwort = client.get(_url(name, satz.pk))
    assert antwort.status_code == 200
    return antwort.content.decode()


def _meldungen(antwort: Any) -> str:
    return " ".join(str(meldung) for meldung in antwort.context["messages"])


# The way there ----------------------------------------------------------------------------------------------


def test_der_entwurf_sagt_was_bis_zur_unterschrift_fehlt(geschaeftsstelle: Client, kreis: Kreis) -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis=kreis))
    entwurf(satz)
    seite = _seite(geschaeftsstelle, satz, "sitzung-niederschrift")
    assert "1 Angabe fehlt noch" in seite
    assert _url("niederschrift-festschreiben", satz.pk) not in seite
    antwort = geschaeftsstelle.post(_url("niederschrift-festschreiben", satz.pk), follow=True)
    assert "noch nicht vollständig" in _meldungen(antwort)


def test_mit_einem_klick_liegt_sie_zur_unterschrift(geschaeftsstelle: Client, satz: Sitzung) -> None:
    assert _url("niederschrift-festschreiben", satz.pk) in _seite(
        geschaeftsstelle, satz, "sitzung-niederschrift"
    )
    antwort = geschaeftsstelle.post(_url("niederschrift-festschreiben", satz.pk))
    assert antwort.headers["Location"] == _url("niederschrift-unterschriften", satz.pk)
    fassung = Niederschriftsfassung.objects.get()
    assert "PDF" in _seite(geschaeftsstelle, satz)
    drucke(fassung)
    seite = _seite(geschaeftsstelle, satz)
    assert "Niederschrift als PDF lesen" in seite
    # The Geschäftsstelle prepares; it is not asked to sign.
    assert _url("niederschrift-unterzeichnen", fassung.pk) not in seite


def test_ohne_fassung_sagt_die_seite_was_vorher_kommt(vorsitz: Client, satz: Sitzung) -> None:
    assert "Noch nichts zu unterzeichnen" in _seite(vorsitz, satz)


def test_ohne_entwurf_fuehrt_die_seite_zur_niederschrift(geschaeftsstelle: Client, kreis: Kreis) -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis=kreis))
    antwort = geschaeftsstelle.get(_url("niederschrift-unterschriften", satz.pk))
    assert antwort.headers["Location"] == _url("sitzung-niederschrift", satz.pk)


# Signing ----------------------------------------------------------------------------------------------------


def _zeichne(client: Client, fassung: Niederschriftsfassung, **mehr: Any) -> Any:
    pdf = frisch(fassung).unterzeichnetes_pdf or drucke(fassung)
    code = app_code(client.geheimnis)  # type: ignore[attr-defined]
    daten = {"gelesen": pdf.sha256, "bestaetigt": "on", "code": code, **mehr}
    return client.post(_url("niederschrift-unterzeichnen", fassung.pk), daten, follow=True)


def test_der_vorsitz_liest_bestaetigt_und_unterzeichnet(vorsitz: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    assert "Unterzeichnen: Vorsitz" in _seite(vorsitz, satz)
    assert "Sie haben unterzeichnet." in _meldungen(_zeichne(vorsitz, fassung))
    seite = _seite(vorsitz, satz)
    assert "geleistet" in seite
    assert "Die Unterschriften, die noch fehlen, leisten andere." in seite


def test_ohne_bestaetigung_keine_unterschrift(vorsitz: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    antwort = _zeichne(vorsitz, fassung, bestaetigt="")
    assert "Bitte bestätigen, dass Sie das PDF gelesen haben." in antwort.content.decode()
    assert not fassung.unterschriften.exists()


@pytest.mark.parametrize("code", ["", "000000"])
def test_ohne_den_zweiten_faktor_keine_unterschrift(vorsitz: Client, satz: Sitzung, code: str) -> None:
    fassung = festgeschrieben(satz)
    assert "kim-zusammenfassung" in _zeichne(vorsitz, fassung, code=code).content.decode()
    assert not fassung.unterschriften.exists()


def test_wer_keinen_zweiten_faktor_hat_erfaehrt_wie_er_einen_bekommt(
    satz: Sitzung, anmelden: Callable[..., Client]
) -> None:
    festgeschrieben(satz)
    wer = person(satz, leitung_der(satz))
    konto = konto_mit_rolle("vorsitz", kreis=satz.gremium.kreis, person=wer)
    assert "Erst den zweiten Faktor einrichten" in _seite(anmelden(konto), satz)


def test_wer_etwas_anderes_gelesen_hat_liest_noch_einmal(vorsitz: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    antwort = _zeichne(vorsitz, fassung, gelesen="0" * 64)
    assert "liegt eine andere Datei vor" in _meldungen(antwort)
    # The page shows the file of now, and asks for the confirmation anew.
    pdf = vorliegendes_pdf(frisch(fassung))
    assert pdf is not None
    assert pdf.sha256 in antwort.content.decode()


def test_wer_nicht_geleitet_hat_erfaehrt_warum_er_nicht_unterzeichnet(als: Als, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    anderer = als("vorsitz")
    assert "Wer geleitet hat, unterzeichnet." in _seite(anderer, satz)
    assert "Wer geleitet hat, unterzeichnet." in _meldungen(_zeichne(anderer, fassung))
    assert not fassung.unterschriften.exists()


def test_die_leitung_zeichnet_als_zweite_und_die_niederschrift_gilt(
    als: Als, vorsitz: Client, satz: Sitzung
) -> None:
    fassung = festgeschrieben(satz)
    _zeichne(vorsitz, fassung)
    leitung = als("leitung_geschaeftsstelle")
    assert "Unterzeichnen: Leitung der Geschäftsstelle" in _seite(leitung, satz)
    _zeichne(leitung, fassung)
    assert frisch(fassung).lage is Fassungsstand.UNTERZEICHNET
    seite = _seite(leitung, satz)
    assert _url("niederschrift-neue-fassung", satz.pk) in seite
    assert reverse("pruefen:pruefzeichen", args=[fassung.pruefzeichen]) in seite
    widerruf = _url("niederschrift-widerrufen", fassung.pk)
    assert widerruf in seite
    niederschrift_versenden(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    # What is sent is replaced: no button that must fail.
    assert widerruf not in _seite(leitung, satz)
    # The draft says that it is closed, and offers no button that would fail.
    entwurfsseite = _seite(leitung, satz, "sitzung-niederschrift")
    assert "Zum Ändern beginnen Sie eine neue Fassung." in entwurfsseite
    assert f'href="{_url("abschnitt-bearbeiten", abschnitt(satz).pk)}"' not in entwurfsseite


def test_eine_widerrufene_fassung_ist_nicht_zu_unterzeichnen(vorsitz: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    unterzeichne(fassung, LEITUNG)
    antwort = vorsitz.post(
        _url("niederschrift-widerrufen", fassung.pk), {"grund": "Ein Name war falsch"}, follow=True
    )
    seite = antwort.content.decode()
    assert "Alle Fassungen" in seite
    assert "Ein Name war falsch" in seite
    assert "nichts zu unterzeichnen" in _meldungen(_zeichne(vorsitz, fassung, gelesen="0" * 64))


def test_der_widerruf_braucht_einen_grund(vorsitz: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    unterzeichne(fassung, LEITUNG)
    url = _url("niederschrift-widerrufen", fassung.pk)
    assert "auch die der anderen" in vorsitz.get(url).content.decode()
    assert "kim-zusammenfassung" in vorsitz.post(url, {"grund": ""}).content.decode()
    assert frisch(fassung).lage is Fassungsstand.FESTGESCHRIEBEN


# Paper, and a new version -----------------------------------------------------------------------------------


def test_auf_papier(geschaeftsstelle: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    url = _url("niederschrift-papier", fassung.pk)
    assert url in _seite(geschaeftsstelle, satz)
    seite = geschaeftsstelle.get(url).content.decode()
    assert "Auf dem Papier hat unterzeichnet: Vorsitz" in seite
    namen = {VORSITZ.value: "Dr. Renate Vorsitz", LEITUNG.value: "Brigitte Leitung"}
    falsch = SimpleUploadedFile("scan.pdf", b"Das ist kein PDF")
    assert "kim-zusammenfassung" in geschaeftsstelle.post(url, {**namen, "datei": falsch}).content.decode()
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n")
    antwort = geschaeftsstelle.post(url, {**namen, "datei": scan}, follow=True)
    assert "auf Papier" in antwort.content.decode()
    assert frisch(fassung).lage is Fassungsstand.UNTERZEICHNET


def test_eine_neue_fassung_nennt_ihren_anlass(geschaeftsstelle: Client, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    url = _url("niederschrift-neue-fassung", satz.pk)
    antwort = geschaeftsstelle.post(url, {"anlass": "geändert durch Beschluss 3/2024"})
    assert "noch keine unterzeichnete Fassung" in antwort.content.decode()
    unterzeichne(fassung, VORSITZ)
    unterzeichne(fassung, LEITUNG)
    assert "bleibt und gilt" in geschaeftsstelle.get(url).content.decode()
    antwort = geschaeftsstelle.post(url, {"anlass": "geändert durch Beschluss 3/2024"}, follow=True)
    seite = antwort.content.decode()
    assert "Neue Fassung: geändert durch Beschluss 3/2024" in seite
    assert _url("abschnitt-bearbeiten", abschnitt(satz).pk) in seite


# Remarks ----------------------------------------------------------------------------------------------------


def test_anmerken_uebernehmen_und_ablehnen(geschaeftsstelle: Client, vorsitz: Client, satz: Sitzung) -> None:
    geschaeftsstelle.post(_url("niederschrift-vorlegen", satz.pk))
    teil = abschnitt(satz, nummer=2)
    url = _url("anmerkung-schreiben", teil.pk)
    assert url in _seite(vorsitz, satz, "sitzung-niederschrift")
    assert url not in _seite(geschaeftsstelle, satz, "sitzung-niederschrift")
    assert teil.geltend.splitlines()[0] in vorsitz.get(url).content.decode()
    assert "kim-zusammenfassung" in vorsitz.post(url, {"text": ""}).content.decode()
    vorsitz.post(url, {"text": "So war es.", "vorschlag": "Vertagt auf Mai."})
    vorsitz.post(url, {"text": "Bitte kürzer.", "vorschlag": teil.geltend})
    erste, zweite = Anmerkung.objects.order_by("pk")
    seite = _seite(geschaeftsstelle, satz, "sitzung-niederschrift")
    assert "Vertagt auf Mai." in seite
    assert "Bitte kürzer." in seite
    # A stale state is refused, and nothing is overwritten.
    antwort = geschaeftsstelle.post(_url("anmerkung-uebernehmen", erste.pk), {"zaehler": "x"}, follow=True)
    assert antwort.redirect_chain
    assert abschnitt(satz, nummer=2).geltend == teil.geltend
    geschaeftsstelle.post(_url("anmerkung-uebernehmen", erste.pk), {"zaehler": teil.zaehler})
    assert abschnitt(satz, nummer=2).geltend == "Vertagt auf Mai."
    ablehnen = _url("anmerkung-ablehnen", zweite.pk)
    assert "Bitte kürzer." in geschaeftsstelle.get(ablehnen).content.decode()
    geschaeftsstelle.post(ablehnen, {"antwort": "Der Satz ist schon kurz."})
    assert "Der Satz ist schon kurz." in _seite(vorsitz, satz, "sitzung-niederschrift")


def test_nach_der_ersten_unterschrift_sagt_das_vorlegen_warum_nicht(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    unterzeichne(festgeschrieben(satz))
    antwort = geschaeftsstelle.post(_url("niederschrift-vorlegen", satz.pk), follow=True)
    assert "ändert sich nichts mehr" in _meldungen(antwort)


def test_ein_mitglied_sieht_weder_unterschriften_noch_anmerkungen(als: Als, satz: Sitzung) -> None:
    fassung = festgeschrieben(satz)
    mitglied = als("mitglied")
    for name, pk in (("niederschrift-unterschriften", satz.pk), ("niederschrift-papier", fassung.pk)):
        assert mitglied.get(_url(name, pk)).status_code == 404


def test_eine_geaenderte_niederschrift_ist_vor_der_unterschrift_neu_festzuschreiben(
    geschaeftsstelle: Client, vorsitz: Client, satz: Sitzung
) -> None:
    fassung = festgeschrieben(satz)
    schreibe(abschnitt(satz, nummer=2), "Noch ein Satz.")
    assert "Der Entwurf ist seitdem geändert" in _meldungen(_zeichne(vorsitz, fassung))
    geschaeftsstelle.post(_url("niederschrift-festschreiben", satz.pk))
    assert frisch(fassung).inhalt_hash != fassung.inhalt_hash


def test_eine_unterzeichnete_niederschrift_laesst_sich_auch_beim_vergleichen_nicht_aendern(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    teil = schreibe(abschnitt(satz, nummer=2), "Von Hand.")
    unterzeichne(festgeschrieben(satz))
    antwort = geschaeftsstelle.post(
        _url("abschnitt-unterschied", teil.pk), {"tat": "uebernehmen", "zaehler": teil.zaehler}, follow=True
    )
    assert "ändert sich nichts mehr" in _meldungen(antwort)
    assert abschnitt(satz, nummer=2).geltend == "Von Hand."
