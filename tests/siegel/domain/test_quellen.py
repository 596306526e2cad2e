"""Where a signature comes from: a file, a token, a service far away; and how each of them fails."""

from __future__ import annotations

import sys
import types
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.pruefen import pruefen
from kim.siegel.domain.quellen.angaben import benannt
from kim.siegel.models import Zertifizierungsstelle
from kim.siegel.regeln.einstellung import Quelle, Siegeleinstellung
from tests.siegel.bau import bereiche, erste, openssl_gilt, zweite
from tests.siegel.quellenbau import Ferndienst, Stelle, Zeitdienst, asn1, asn1_schluessel, dienst, p12

pytestmark = pytest.mark.django_db
PASSWORT = "Geheim für die Probe"


@pytest.fixture(scope="module")
def stelle() -> Stelle:
    return Stelle()


@pytest.fixture
def einstellen(settings: Any, tmp_path: Path, stelle: Stelle) -> Any:
    def setzen(**angaben: Any) -> None:
        wurzel = tmp_path / "wurzel.pem"
        wurzel.write_text(stelle.pem)
        settings.KIM_SIEGEL = replace(Siegeleinstellung(), vertrauen=str(wurzel), **angaben)

    return setzen


@pytest.fixture
def mit_datei(einstellen: Any, tmp_path: Path, stelle: Stelle) -> Any:
    def setzen(inhalt: bytes | None = None, passwort: str = PASSWORT, **angaben: Any) -> None:
        datei = tmp_path / "siegel.p12"
        datei.write_bytes(p12(stelle, PASSWORT, **angaben) if inhalt is None else inhalt)
        einstellen(quelle=Quelle.PKCS12, pkcs12=str(datei), passwort=passwort)

    return setzen


# A file ----------------------------------------------------------------------------------------------------


def test_mit_einer_zertifikatsdatei(mit_datei: Any, stelle: Stelle) -> None:
    mit_datei()
    ergebnis = zweite(erste().pdf)
    assert ergebnis.inhaber == "CN=Siegel Musterkreis"
    assert all(openssl_gilt(ergebnis.pdf, bereich, stelle.pem) for bereich in bereiche(ergebnis.pdf))
    befund = pruefen(ergebnis.pdf)
    assert befund.echt, befund
    assert befund.unterschriften[0].name == "Siegel Musterkreis"
    assert not Zertifizierungsstelle.objects.exists(), "nobody needs the own authority"


def test_ohne_eingestellte_wurzel_ist_sie_nicht_echt(mit_datei: Any, settings: Any) -> None:
    mit_datei()
    pdf = erste().pdf
    settings.KIM_SIEGEL = replace(settings.KIM_SIEGEL, vertrauen="")
    assert "nicht vertraut" in pruefen(pdf).grund


@pytest.mark.parametrize(
    ("zeiten", "code"),
    [
        ({"bis": timedelta(hours=-1)}, "zertifikat_abgelaufen"),
        ({"ab": timedelta(hours=1)}, "zertifikat_noch_nicht_gueltig"),
    ],
)
def test_ein_zertifikat_das_nicht_gilt_wird_abgelehnt(mit_datei: Any, zeiten: Any, code: str) -> None:
    mit_datei(**zeiten)
    with pytest.raises(SiegelFehler, match="Unterschrieben wurde nichts") as fehler:
        erste()
    assert fehler.value.code == code


def nur_zertifikat(stelle: Stelle) -> bytes:
    schluessel = ec.generate_private_key(ec.SECP256R1())
    zertifikat = stelle.ausstellen("x", schluessel.public_key())
    return pkcs12.serialize_key_and_certificates(
        b"x", None, zertifikat, None, serialization.BestAvailableEncryption(PASSWORT.encode())
    )


def test_eine_datei_die_nicht_aufgeht(
    mit_datei: Any, einstellen: Any, stelle: Stelle, tmp_path: Path
) -> None:
    for vorbereiten in (
        lambda: mit_datei(b"keine"),
        lambda: mit_datei(passwort="falsch"),
        lambda: mit_datei(nur_zertifikat(stelle)),
        lambda: einstellen(quelle=Quelle.PKCS12, pkcs12=str(tmp_path / "fehlt.p12")),
    ):
        vorbereiten()
        with pytest.raises(SiegelFehler) as fehler:
            erste()
        assert fehler.value.code == "quelle_gestoert"
        assert PASSWORT not in str(fehler.value)


# A token ---------------------------------------------------------------------------------------------------


def test_ohne_das_paket_fuer_token_sagt_es_was_fehlt(
    einstellen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    einstellen(quelle=Quelle.PKCS11, pkcs11_modul="/x.so", pkcs11_token="t", pkcs11_zertifikat="z")
    monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", None)
    with pytest.raises(SiegelFehler, match="python-pkcs11"):
        erste()


class Tokensitzung:
    offen = True

    def close(self) -> None:
        self.offen = False


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch, stelle: Stelle) -> Any:
    """In the place of the package: the same two names, and a key that never leaves them."""
    from pyhanko.sign.signers import SimpleSigner

    schluessel = ec.generate_private_key(ec.SECP256R1())
    zertifikat = stelle.ausstellen("Token Musterkreis", schluessel.public_key())
    modul: Any = types.ModuleType("pyhanko.sign.pkcs11")
    modul.sitzung, modul.gerufen = Tokensitzung(), {}

    def open_pkcs11_session(ort: str, **angaben: Any) -> Tokensitzung:
        if angaben["user_pin"] != "4711":
            raise RuntimeError("CKR_PIN_INCORRECT")
        modul.gerufen = {"ort": ort, "label": angaben["token_criteria"].label}
        return modul.sitzung

    def signer(sitzung: Tokensitzung, **angaben: Any) -> SimpleSigner:
        assert sitzung.offen
        assert angaben["cert_label"] == "siegel"
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        return SimpleSigner(asn1(zertifikat), asn1_schluessel(schluessel), SimpleCertificateStore())

    modul.open_pkcs11_session, modul.PKCS11Signer = open_pkcs11_session, signer
    monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", modul)
    return modul


def test_mit_einem_token(einstellen: Any, token: Any, stelle: Stelle) -> None:
    angaben = {"pkcs11_modul": "/lib/x.so", "pkcs11_token": "amt", "pkcs11_zertifikat": "siegel"}
    einstellen(quelle=Quelle.PKCS11, passwort="4711", **angaben)
    ergebnis = erste()
    assert token.gerufen == {"ort": "/lib/x.so", "label": "amt"}
    assert not token.sitzung.offen, "closed afterwards"
    assert openssl_gilt(ergebnis.pdf, bereiche(ergebnis.pdf)[0], stelle.pem)

    einstellen(quelle=Quelle.PKCS11, passwort="falsch", **angaben)
    with pytest.raises(SiegelFehler, match="Token"):
        erste()


# A service far away ----------------------------------------------------------------------------------------


def test_mit_einer_fernsignatur(einstellen: Any, stelle: Stelle) -> None:
    fern = Ferndienst(stelle)
    with dienst(fern) as adresse:
        einstellen(
            quelle=Quelle.FERNSIGNATUR, fern_url=adresse, fern_kennung="k1", fern_token="abc", passwort="1234"
        )
        pdf = erste().pdf
    assert openssl_gilt(pdf, bereiche(pdf)[0], stelle.pem)
    assert pruefen(pdf).unterschriften[0].in_ordnung
    assert [pfad.rpartition("/")[2] for pfad, _a, _t in fern.gesehen] == ["info", "authorize", "signHash"]
    assert {token for _p, _a, token in fern.gesehen} == {"Bearer abc"}
    # The document itself never goes there: all that does is 32 bytes of hash.
    assert all(len(str(anfrage)) < 400 for _p, anfrage, _t in fern.gesehen)


@pytest.mark.parametrize("grund", ["pin", "weg", "unsinn"])
def test_eine_fernsignatur_die_nicht_antwortet(einstellen: Any, stelle: Stelle, grund: str) -> None:
    fern: Any = Ferndienst(stelle)
    if grund == "unsinn":
        fern = lambda pfad, inhalt, kopf: (200, "application/json", b'{"cert": {}}')  # noqa: E731
    with dienst(fern) as adresse:
        einstellen(quelle=Quelle.FERNSIGNATUR, fern_url=adresse, fern_kennung="k1", passwort="9999")
        if grund != "weg":
            with pytest.raises(SiegelFehler) as fehler:
                erste()
    if grund == "weg":
        with pytest.raises(SiegelFehler) as fehler:
            erste()
    assert fehler.value.code == "quelle_gestoert"


# Time stamps -----------------------------------------------------------------------------------------------


def test_mit_einem_zeitstempel(einstellen: Any, stelle: Stelle) -> None:
    with dienst(Zeitdienst(stelle)) as adresse:
        einstellen(zeitstempel=adresse)
        pdf = erste().pdf
    befund = pruefen(pdf)
    assert befund.unterschriften[0].zeitstempel
    assert befund.unterschriften[0].in_ordnung


def test_ein_zeitstempeldienst_der_nicht_antwortet(einstellen: Any) -> None:
    with dienst(lambda *a: (503, "text/plain", b"")) as adresse:
        einstellen(zeitstempel=adresse)
        with pytest.raises(SiegelFehler, match="Die Datei ist unverändert"):
            erste()
    with pytest.raises(SiegelFehler):
        erste()


def test_wie_ein_inhaber_heisst(stelle: Stelle) -> None:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    amt = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Amt")
    assert benannt(x509.Name([amt, x509.NameAttribute(NameOID.COMMON_NAME, "Siegel")])) == "Siegel"
    assert benannt(x509.Name([amt])) == "Amt"
    assert benannt(x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "DE")])) == "C=DE"
    assert datetime.now(UTC)
