"""Ein Dienst, der aus der Ferne unterschreibt (CSC API 1.0.4). Er bekommt nur den Hashwert."""

from __future__ import annotations

import asyncio

import aiohttp
from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
    fetch_certs_in_csc_credential,
)

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.quellen.angaben import Angaben, Unterzeichner

WARTEN = 20
"""Sekunden, die der Dienst für eine Antwort hat."""
PLATZ = 1024
"""So lang wird eine Unterschrift höchstens (RSA mit 8192 Bit)."""


def unterzeichner(angaben: Angaben) -> Unterzeichner:
    einstellung = settings.KIM_SIEGEL
    dienst = CSCServiceSessionInfo(
        einstellung.fern_url, einstellung.fern_kennung, oauth_token=einstellung.fern_token or None
    )
    try:
        auskunft = asyncio.run(_auskunft(dienst))
    except (SigningError, OSError, TimeoutError, aiohttp.ClientError) as fehler:
        raise SiegelFehler(
            _(
                "Der Dienst, der unterschreibt, antwortet nicht. Unterschrieben wurde nichts. Bitte "
                "versuchen Sie es später noch einmal."
            ),
            code="quelle_gestoert",
        ) from fehler
    zertifikat = x509.load_der_x509_certificate(auskunft.signing_cert.dump())
    kette = tuple(x509.load_der_x509_certificate(weiteres.dump()) for weiteres in auskunft.chain)
    return Unterzeichner(Fernsigner(dienst, auskunft, einstellung.passwort), zertifikat, kette)


async def _auskunft(dienst: CSCServiceSessionInfo) -> CSCCredentialInfo:
    async with aiohttp.ClientSession() as sitzung:
        return await fetch_certs_in_csc_credential(sitzung, dienst, timeout=WARTEN)


class Freigabe(CSCAuthorizationManager):
    """Holt für genau diesen Hashwert die Erlaubnis, ihn zu unterschreiben."""

    def __init__(
        self,
        dienst: CSCServiceSessionInfo,
        auskunft: CSCCredentialInfo,
        sitzung: aiohttp.ClientSession,
        pin: str,
    ) -> None:
        super().__init__(dienst, auskunft)
        self._sitzung, self._pin = sitzung, pin

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        async with self._sitzung.post(
            self.csc_session_info.endpoint_url("credentials/authorize"),
            headers=self.auth_headers,
            json=self.format_csc_auth_request(pin=self._pin or None, hash_b64s=hash_b64s),
            raise_for_status=True,
            timeout=aiohttp.ClientTimeout(total=WARTEN),
        ) as antwort:
            return self.parse_csc_auth_response(await antwort.json())


class Fernsigner(Signer):
    """Öffnet die Verbindung erst, wenn unterschrieben wird, und schließt sie gleich wieder."""

    def __init__(self, dienst: CSCServiceSessionInfo, auskunft: CSCCredentialInfo, pin: str) -> None:
        self._dienst, self._auskunft, self._pin = dienst, auskunft, pin
        super().__init__(
            embed_roots=True,
            signing_cert=auskunft.signing_cert,
            cert_registry=auskunft.as_cert_store(),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(PLATZ)
        async with aiohttp.ClientSession() as sitzung:
            freigabe = Freigabe(self._dienst, self._auskunft, sitzung, self._pin)
            signer = CSCSigner(sitzung, freigabe, sign_timeout=WARTEN)
            return await signer.async_sign_raw(data, digest_algorithm)
