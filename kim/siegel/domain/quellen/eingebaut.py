"""Die eigene Zertifizierungsstelle: für jede Unterschrift ein frischer Schlüssel, der danach weg ist.

Niemand kann später in diesem Namen noch einmal unterschreiben, auch nicht, wer die ganze Datenbank hat: Er
müsste dafür die Zertifizierungsstelle und den Schlüsselbund haben und ein neues Zertifikat ausstellen.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kim.siegel.domain.quellen.angaben import Angaben, Unterzeichner, geltung_pruefen
from kim.siegel.domain.zertifizierungsstelle import (
    nur,
    schluessel_der,
    zertifikat_der,
    zertifizierungsstelle,
)
from kim.siegel.models import Zertifizierungsstelle

LAENGSTENS = 64
"""So lang darf eine Angabe im Namen eines Zertifikats sein (RFC 5280, Anhang A)."""


def unterzeichner(angaben: Angaben) -> Unterzeichner:
    stelle = zertifizierungsstelle()
    wurzel = zertifikat_der(stelle)
    geltung_pruefen(wurzel, angaben.wann)
    schluessel = ec.generate_private_key(ec.SECP256R1())
    zertifikat = _ausstellen(angaben, schluessel.public_key(), wurzel, stelle)
    signer = SimpleSigner(
        signing_cert=als_asn1(zertifikat),
        signing_key=keys.PrivateKeyInfo.load(
            schluessel.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        cert_registry=SimpleCertificateStore.from_certs([als_asn1(wurzel)]),
        # Whoever opens the file elsewhere finds the whole chain in it.
        embed_roots=True,
    )
    return Unterzeichner(signer, zertifikat, (wurzel,), eigener=True)


def _ausstellen(
    angaben: Angaben,
    oeffentlich: ec.EllipticCurvePublicKey,
    wurzel: x509.Certificate,
    stelle: Zertifizierungsstelle,
) -> x509.Certificate:
    name = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
        *_angabe(NameOID.ORGANIZATION_NAME, angaben.organisation),
        *_angabe(NameOID.TITLE, angaben.funktion),
        *_angabe(NameOID.COMMON_NAME, angaben.name),
    ]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name(name))
        .issuer_name(wurzel.subject)
        .public_key(oeffentlich)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_beginn(angaben.wann, wurzel))
        .not_valid_after(wurzel.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(nur("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(oeffentlich), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(_oeffentlich(wurzel)), critical=False
        )
        .sign(schluessel_der(stelle), hashes.SHA256())
    )


def _beginn(wann: datetime, wurzel: x509.Certificate) -> datetime:
    """Kurz vor der Unterschrift, weil die Uhr dessen, der prüft, nachgehen kann."""
    return max(wann.replace(microsecond=0) - timedelta(minutes=5), wurzel.not_valid_before_utc)


def _angabe(art: x509.ObjectIdentifier, text: str) -> list[x509.NameAttribute]:
    text = " ".join(text.split())[:LAENGSTENS].strip()
    return [x509.NameAttribute(art, text)] if text else []


def _oeffentlich(zertifikat: x509.Certificate) -> ec.EllipticCurvePublicKey:
    schluessel = zertifikat.public_key()
    assert isinstance(schluessel, ec.EllipticCurvePublicKey)
    return schluessel


def als_asn1(zertifikat: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(zertifikat.public_bytes(serialization.Encoding.DER))
