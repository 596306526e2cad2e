"""Ein Zertifikat mit Schlüssel in einer Datei (PKCS #12), etwa das Siegel der Verwaltung."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import keys
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.quellen.angaben import Angaben, Unterzeichner
from kim.siegel.domain.quellen.eingebaut import als_asn1


def unterzeichner(angaben: Angaben) -> Unterzeichner:
    einstellung = settings.KIM_SIEGEL
    try:
        inhalt = Path(einstellung.pkcs12).read_bytes()
        geladen = pkcs12.load_pkcs12(inhalt, einstellung.passwort.encode() or None)
    except (OSError, ValueError) as fehler:
        raise SiegelFehler(
            _(
                "Das Zertifikat dieser Einrichtung lässt sich nicht öffnen. Unterschrieben wurde "
                "nichts. Bitte geben Sie der Systemadministration Bescheid."
            ),
            code="quelle_gestoert",
        ) from fehler
    if geladen.cert is None or geladen.key is None:
        raise SiegelFehler(
            _("In der Zertifikatsdatei dieser Einrichtung fehlt das Zertifikat oder sein Schlüssel."),
            code="quelle_gestoert",
        )
    kette = tuple(weiteres.certificate for weiteres in geladen.additional_certs)
    signer = SimpleSigner(
        signing_cert=als_asn1(geladen.cert.certificate),
        signing_key=keys.PrivateKeyInfo.load(
            geladen.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        cert_registry=SimpleCertificateStore.from_certs([als_asn1(zertifikat) for zertifikat in kette]),
        embed_roots=True,
    )
    return Unterzeichner(signer, geladen.cert.certificate, kette)
