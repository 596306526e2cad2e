"""Die eigene Zertifizierungsstelle dieser Installation. Sie entsteht bei der ersten Unterschrift.

Sie heißt, was sie ist: keine qualifizierte Signatur. Ihr Schlüssel liegt mit dem Schlüsselbund versiegelt
in der Datenbank. Mit ihm wird nie ein Schreiben unterschrieben, nur das Zertifikat einer Person für eine
Unterschrift.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from kim.schluessel.domain.geheim import entschluesseln, verschluesseln
from kim.siegel.models import Zertifizierungsstelle

NAME = "Eigene Zertifizierungsstelle dieser Installation"
ZUSATZ = "keine qualifizierte Signatur"
JAHRE = 30
"""Niederschriften werden lange aufbewahrt, und prüfen lässt sich eine Unterschrift nur mit dem Zertifikat."""
_ZWECK = "kim.siegel.zertifizierungsstelle"
_SPIELRAUM = timedelta(hours=1)
"""Uhren gehen nicht gleich: Das Zertifikat gilt schon etwas vor seiner Herstellung."""


@transaction.atomic
def zertifizierungsstelle() -> Zertifizierungsstelle:
    """Die neueste; die erste legt an, wer sie zuerst braucht."""
    return neueste() or _anlegen(1)


@transaction.atomic
def zertifizierungsstelle_erneuern() -> Zertifizierungsstelle:
    """Ab jetzt unterschreibt eine neue; die alten bleiben, damit sich Früheres prüfen lässt."""
    vorhanden = neueste()
    return _anlegen(vorhanden.nummer + 1 if vorhanden else 1)


def neueste() -> Zertifizierungsstelle | None:
    return Zertifizierungsstelle.objects.order_by("-nummer").first()


def _anlegen(nummer: int) -> Zertifizierungsstelle:
    """Zwei zugleich: Die Nummer gibt es nur einmal; wer zu spät kommt, wartet und nimmt die des anderen."""
    jetzt = timezone.now().replace(microsecond=0)
    schluessel = ec.generate_private_key(ec.SECP256R1())
    zertifikat = _selbst_unterschrieben(schluessel, jetzt)
    stelle = Zertifizierungsstelle(
        nummer=nummer,
        zertifikat=zertifikat.public_bytes(serialization.Encoding.PEM).decode(),
        schluessel=verschluesseln(_pem(schluessel), zweck=_zweck(nummer)),
        gilt_ab=zertifikat.not_valid_before_utc,
        gilt_bis=zertifikat.not_valid_after_utc,
        erzeugt_am=jetzt,
    )
    try:
        with transaction.atomic():
            stelle.save(force_insert=True)
    except IntegrityError:
        return Zertifizierungsstelle.objects.get(nummer=nummer)
    return stelle


def schluessel_der(stelle: Zertifizierungsstelle) -> ec.EllipticCurvePrivateKey:
    pem = entschluesseln(stelle.schluessel, zweck=_zweck(stelle.nummer))
    schluessel = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(schluessel, ec.EllipticCurvePrivateKey)
    return schluessel


def zertifikat_der(stelle: Zertifizierungsstelle) -> x509.Certificate:
    return x509.load_pem_x509_certificate(stelle.zertifikat.encode())


def alle_zertifikate() -> str:
    """Als PEM, die neueste zuerst; leer, solange noch niemand unterschrieben hat."""
    stellen = Zertifizierungsstelle.objects.order_by("-nummer").values_list("zertifikat", flat=True)
    return "".join(stellen)


def _zweck(nummer: int) -> str:
    return f"{_ZWECK}:{nummer}"


def _pem(schluessel: ec.EllipticCurvePrivateKey) -> str:
    return schluessel.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _selbst_unterschrieben(schluessel: ec.EllipticCurvePrivateKey, jetzt: datetime) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
            x509.NameAttribute(
                NameOID.ORGANIZATION_NAME, f"KIM {urlsplit(settings.KIM_BASIS_URL).hostname}"[:64]
            ),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, ZUSATZ),
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
        ]
    )
    oeffentlich = schluessel.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(oeffentlich)
        .serial_number(x509.random_serial_number())
        .not_valid_before(jetzt - _SPIELRAUM)
        .not_valid_after(jetzt + timedelta(days=JAHRE * 365.25))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(nur("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(oeffentlich), critical=False)
        .sign(schluessel, hashes.SHA256())
    )


def nur(*erlaubt: str) -> x509.KeyUsage:
    """Wozu ein Schlüssel da ist, und zu sonst nichts."""
    alle = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{zweck: zweck in erlaubt for zweck in alle})
