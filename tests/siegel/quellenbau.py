"""Certificates of invented authorities, and small servers that sign or stamp the time from afar."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kim.siegel.domain.zertifizierungsstelle import nur

JETZT = datetime.now(UTC).replace(microsecond=0)


class Stelle:
    def __init__(self, name: str = "Erfundene Zertifizierungsstelle") -> None:
        self.schluessel = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.zertifikat = self._bauen(self.name, self.schluessel.public_key(), ca=True)

    def ausstellen(
        self,
        name: str,
        oeffentlich: Any,
        *,
        ab: timedelta = timedelta(days=-1),
        bis: timedelta = timedelta(days=365),
        zweck: tuple[str, ...] = ("digital_signature", "content_commitment"),
        zeitstempel: bool = False,
    ) -> x509.Certificate:
        benannt = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return self._bauen(benannt, oeffentlich, ab=ab, bis=bis, zweck=zweck, zeitstempel=zeitstempel)

    def _bauen(
        self, name: x509.Name, oeffentlich: Any, *, ca: bool = False, **angaben: Any
    ) -> x509.Certificate:
        bau = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(oeffentlich)
            .serial_number(x509.random_serial_number())
            .not_valid_before(JETZT + angaben.get("ab", timedelta(days=-2)))
            .not_valid_after(JETZT + angaben.get("bis", timedelta(days=3650)))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(nur("key_cert_sign") if ca else nur(*angaben["zweck"]), critical=True)
        )
        if angaben.get("zeitstempel"):
            bau = bau.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return bau.sign(self.schluessel, hashes.SHA256())

    @property
    def pem(self) -> str:
        return self.zertifikat.public_bytes(serialization.Encoding.PEM).decode()


def p12(stelle: Stelle, passwort: str, **angaben: Any) -> bytes:
    schluessel = ec.generate_private_key(ec.SECP256R1())
    zertifikat = stelle.ausstellen("Siegel Musterkreis", schluessel.public_key(), **angaben)
    return pkcs12.serialize_key_and_certificates(
        b"siegel",
        schluessel,
        zertifikat,
        [stelle.zertifikat],
        serialization.BestAvailableEncryption(passwort.encode()),
    )


def der(zertifikat: x509.Certificate) -> bytes:
    return zertifikat.public_bytes(serialization.Encoding.DER)


def asn1(zertifikat: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der(zertifikat))


def asn1_schluessel(schluessel: Any) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        schluessel.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@contextmanager
def dienst(antworten: Callable[[str, bytes, dict[str, str]], tuple[int, str, bytes]]) -> Iterator[str]:
    class Antwort(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inhalt = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            stand, art, antwort = antworten(self.path, inhalt, dict(self.headers))
            self.send_response(stand)
            self.send_header("Content-Type", art)
            self.send_header("Content-Length", str(len(antwort)))
            self.end_headers()
            self.wfile.write(antwort)

        def log_message(self, *angaben: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antwort)
    faden = threading.Thread(target=server.serve_forever, daemon=True)
    faden.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Ferndienst:
    """As CSC API 1.0.4 says: info, authorize with PIN and hash, signHash with what was authorized."""

    def __init__(self, stelle: Stelle, pin: str = "1234") -> None:
        self.schluessel = rsa.generate_private_key(65537, 2048)
        self.zertifikat = stelle.ausstellen("Fernsignatur Musterkreis", self.schluessel.public_key())
        self.stelle, self.pin, self.gesehen = stelle, pin, []  # type: ignore[var-annotated]

    def __call__(self, pfad: str, inhalt: bytes, kopf: dict[str, str]) -> tuple[int, str, bytes]:
        anfrage = json.loads(inhalt)
        self.gesehen.append((pfad, anfrage, kopf.get("Authorization")))
        stand, antwort = self._antwort(pfad.removeprefix("/csc/v1/"), anfrage)
        return stand, "application/json", json.dumps(antwort).encode()

    def _antwort(self, was: str, anfrage: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if was == "credentials/info":
            kette = [base64.b64encode(der(z)).decode() for z in (self.zertifikat, self.stelle.zertifikat)]
            return 200, {
                "key": {"status": "enabled", "algo": ["1.2.840.113549.1.1.11"], "len": 2048},
                "cert": {"certificates": kette},
                "multisign": 1,
                "SCAL": "2",
            }
        if was == "credentials/authorize":
            if anfrage.get("PIN") != self.pin:
                return 400, {"error": "invalid_pin"}
            return 200, {"SAD": "freigegeben:" + anfrage["hash"][0], "expiresIn": 60}
        assert was == "signatures/signHash"
        if anfrage["SAD"] != "freigegeben:" + anfrage["hash"][0]:
            return 400, {"error": "invalid_sad"}
        roh = base64.b64decode(anfrage["hash"][0])
        unterschrift = self.schluessel.sign(roh, PKCS1v15(), Prehashed(hashes.SHA256()))
        return 200, {"signatures": [base64.b64encode(unterschrift).decode()]}


class Zeitdienst:
    def __init__(self, stelle: Stelle) -> None:
        from pyhanko.sign.timestamps import DummyTimeStamper
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        schluessel = rsa.generate_private_key(65537, 2048)
        zertifikat = stelle.ausstellen(
            "Zeitdienst", schluessel.public_key(), zweck=("digital_signature",), zeitstempel=True
        )
        self._stempler = DummyTimeStamper(
            asn1(zertifikat),
            asn1_schluessel(schluessel),
            certs_to_embed=SimpleCertificateStore.from_certs([asn1(stelle.zertifikat)]),
        )

    def __call__(self, pfad: str, inhalt: bytes, kopf: dict[str, str]) -> tuple[int, str, bytes]:
        antwort = self._stempler.request_tsa_response(tsp.TimeStampReq.load(inhalt))
        return 200, "application/timestamp-reply", antwort.dump()
