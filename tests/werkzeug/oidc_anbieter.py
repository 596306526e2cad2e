"""A small directory (OpenID Connect) on 127.0.0.1: discovery, keys, sign-in page that says yes, token.
Insists on PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass
class Anbieterprobe:
    """What a test sets, and what it can look at afterwards."""

    client_id: str = "kim"
    client_secret: str = "nur-zum-test"
    subjekt: str = "subjekt-1"
    angaben: dict[str, Any] = field(default_factory=dict)
    """Further claims, or wrong ones on purpose."""
    behaupteter_aussteller: str = ""
    """What the discovery document calls itself, if not by its own address."""
    fremder_schluessel: bool = False
    ohne_ausweis: bool = False
    ohne_wege: bool = False
    aussteller: str = ""
    anfragen: list[str] = field(default_factory=list)
    pkce_geprueft: int = 0
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _schluessel: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def ausweisen(self, adresse: str) -> str:
        """What the browser does at the directory: the person says yes, and is sent back. Returns the way
        back."""
        frage = {k: v[0] for k, v in parse_qs(urlsplit(adresse).query).items()}
        assert frage["response_type"] == "code"
        assert frage["code_challenge_method"] == "S256"
        code = f"code-{len(self._codes)}"
        self._codes[code] = frage
        rueckweg = urlsplit(frage["redirect_uri"])
        return f"{rueckweg.path}?{urlencode({'code': code, 'state': frage['state']})}"

    def token(self, formular: dict[str, str]) -> tuple[int, dict[str, Any]]:
        frage = self._codes.pop(formular.get("code", ""), None)
        if frage is None or formular.get("client_secret") != self.client_secret:
            return 400, {"error": "invalid_grant"}
        pruefsumme = hashlib.sha256(formular.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(pruefsumme).rstrip(b"=").decode() != frage["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        self.pkce_geprueft += 1
        jetzt = int(time.time())
        angaben = {
            "iss": self.aussteller,
            "sub": self.subjekt,
            "aud": self.client_id,
            "iat": jetzt,
            "exp": jetzt + 300,
            **self.angaben,
        }
        schluessel = rsa.generate_private_key(65537, 2048) if self.fremder_schluessel else self._schluessel
        ausweis = jwt.encode(angaben, schluessel, algorithm="RS256", headers={"kid": "1"})
        return 200, {
            "access_token": "zugriff",
            "token_type": "Bearer",
            "expires_in": 300,
            **({} if self.ohne_ausweis else {"id_token": ausweis}),
        }

    def antwort(self, pfad: str) -> tuple[int, dict[str, Any]]:
        if pfad == "/.well-known/openid-configuration" and self.ohne_wege:
            return 200, {"issuer": self.aussteller}
        if pfad == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.behaupteter_aussteller or self.aussteller,
                "authorization_endpoint": f"{self.aussteller}/anmelden",
                "token_endpoint": f"{self.aussteller}/token",
                "jwks_uri": f"{self.aussteller}/schluessel",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if pfad == "/schluessel":
            oeffentlich = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._schluessel.public_key()))
            return 200, {"keys": [{**oeffentlich, "kid": "1", "use": "sig", "alg": "RS256"}]}
        return 404, {"error": "not_found"}


@contextmanager
def oidc_anbieter() -> Iterator[Anbieterprobe]:
    probe = Anbieterprobe()

    class Bearbeiter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._antworten(*probe.antwort(urlsplit(self.path).path))

        def do_POST(self) -> None:
            laenge = int(self.headers.get("Content-Length", 0))
            formular = {k: v[0] for k, v in parse_qs(self.rfile.read(laenge).decode()).items()}
            self._antworten(*probe.token(formular))

        def _antworten(self, status: int, inhalt: dict[str, Any]) -> None:
            probe.anfragen.append(f"{self.command} {urlsplit(self.path).path}")
            roh = json.dumps(inhalt).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(roh)))
            self.end_headers()
            self.wfile.write(roh)

        def log_message(self, *_angaben: Any) -> None:
            """Quiet: the test says what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Bearbeiter)
    probe.aussteller = f"http://127.0.0.1:{server.server_port}"
    faden = threading.Thread(target=server.serve_forever, daemon=True)
    faden.start()
    try:
        yield probe
    finally:
        server.shutdown()
        server.server_close()
        faden.join()
