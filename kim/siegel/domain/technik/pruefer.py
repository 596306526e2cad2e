"""Reads a signed PDF and says what is true of each signature. No Django, no network, no database.

Runs in a process of its own (`python -m kim.siegel.domain.technik.pruefer`) with limits on time and memory:
a file made to keep its reader busy ends that process and nothing else.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from kim.siegel.domain.technik.zertifikat import kennzeichen
from kim.siegel.regeln.befund import GRENZE, Danach, Deckung, Unterschrift

HOECHSTENS_UNTERSCHRIFTEN = 20
HOECHSTENS_FASSUNGEN = 60
SEKUNDEN, SPEICHER = 20, 2 * 1024 * 1024 * 1024

ZWECK = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


class Unlesbar(Exception):
    """The file is none that could be judged; the reason is for the developer, not for the reader."""


@dataclass(frozen=True)
class Gelesen:
    unterschriften: tuple[Unterschrift, ...]
    leere_felder: tuple[str, ...]


def pruefe(pdf: bytes, wurzeln: Sequence[x509.Certificate] = ()) -> Gelesen:
    """Raises whatever the reader stumbles over; who calls takes any exception for "invalid"."""
    if len(pdf) > GRENZE:
        raise Unlesbar("too large")
    leser = PdfFileReader(io.BytesIO(pdf), strict=True)
    if leser.encrypted:
        raise Unlesbar("encrypted")
    if leser.xrefs.total_revisions > HOECHSTENS_FASSUNGEN:
        raise Unlesbar("too many revisions")
    felder = list(enumerate_sig_fields(leser))
    if len(felder) > HOECHSTENS_UNTERSCHRIFTEN:
        raise Unlesbar("too many signature fields")
    leere = tuple(name for name, wert, _ref in felder if wert is None)
    signaturen = sorted(leser.embedded_signatures, key=lambda s: s.signed_revision)
    if len(signaturen) != len(felder) - len(leere):
        raise Unlesbar("a signature that no field holds")
    vertraut = [asn1_x509.Certificate.load(w.public_bytes(Encoding.DER)) for w in wurzeln]
    letzte = leser.xrefs.total_revisions - 1
    unterschriften = []
    for nummer, signatur in enumerate(signaturen):
        # After a signature there is nothing but further signatures, and after the last not a single byte.
        folgende = len(signaturen) - 1 - nummer
        nur_weitere = folgende > 0 and signatur.signed_revision == letzte - folgende
        unterschriften.append(_pruefe(signatur, pdf, vertraut, nur_weitere))
    return Gelesen(tuple(unterschriften), leere)


def _pruefe(
    signatur: EmbeddedPdfSignature,
    pdf: bytes,
    wurzeln: Sequence[asn1_x509.Certificate],
    nur_weitere: bool,
) -> Unterschrift:
    if str(signatur.sig_object_type) != "/Sig":
        raise Unlesbar("not a signature of a person")
    deckung = _deckung(signatur, pdf)
    zeit = signatur.self_reported_timestamp
    rahmen = ValidationContext(
        trust_roots=list(wurzeln), allow_fetching=False, moment=zeit, revocation_mode="soft-fail"
    )
    stand = validate_pdf_signature(
        signatur, signer_validation_context=rahmen, ts_validation_context=rahmen, key_usage_settings=ZWECK
    )
    zertifikat = x509.load_der_x509_certificate(signatur.signer_cert.dump())
    if deckung is Deckung.GANZE_DATEI:
        danach = Danach.NICHTS
    elif nur_weitere and _nur_ausgefuellt(stand.modification_level) and stand.docmdp_ok:
        danach = Danach.UNTERSCHRIFT
    else:
        danach = Danach.AENDERUNG
    stempel = stand.timestamp_validity
    return Unterschrift(
        feld=signatur.field_name,
        name=_angabe(zertifikat, NameOID.COMMON_NAME),
        funktion=_angabe(zertifikat, NameOID.TITLE),
        organisation=_angabe(zertifikat, NameOID.ORGANIZATION_NAME),
        zeit=zeit,
        grund=str(signatur.sig_object.get("/Reason", "")),
        ort=str(signatur.sig_object.get("/Location", "")),
        unversehrt=bool(stand.intact and stand.valid),
        deckung=deckung,
        vertraut=bool(zeit and wurzeln and stand.trusted),
        danach=danach,
        zeitstempel=bool(stempel and stempel.intact and stempel.valid and stempel.trusted),
        **kennzeichen(zertifikat),
    )


def _deckung(signatur: EmbeddedPdfSignature, pdf: bytes) -> Deckung:
    """The signed bytes begin with the file and leave out the signature itself, and nothing else."""
    von, laenge, weiter, rest = (int(wert) for wert in signatur.byte_range)
    luecke = pdf[laenge:weiter]
    ende = weiter + rest
    if von != 0 or ende > len(pdf) or not re.fullmatch(rb"<[0-9a-fA-F]+>", luecke):
        return Deckung.LUECKE
    inhalt = bytes.fromhex(luecke[1:-1].decode("ascii"))
    # What the signature does not need of its place is zeros: nothing is hidden there.
    der = cms.ContentInfo.load(inhalt).dump()
    if inhalt != signatur.pkcs7_content or inhalt[len(der) :].strip(b"\0") or inhalt[: len(der)] != der:
        return Deckung.LUECKE
    return Deckung.GANZE_DATEI if ende == len(pdf) else Deckung.FASSUNG


def _nur_ausgefuellt(stufe: ModificationLevel | None) -> bool:
    return stufe in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)


def _angabe(zertifikat: x509.Certificate, art: x509.ObjectIdentifier) -> str:
    return next((str(a.value) for a in zertifikat.subject.get_attributes_for_oid(art)), "")


# As a process of its own -----------------------------------------------------------------------------------


def als_json(gelesen: Gelesen) -> str:
    def umgewandelt(unterschrift: Unterschrift) -> dict[str, Any]:
        return {**asdict(unterschrift), "zeit": unterschrift.zeit.isoformat() if unterschrift.zeit else None}

    return json.dumps(
        {
            "unterschriften": [umgewandelt(u) for u in gelesen.unterschriften],
            "leere_felder": gelesen.leere_felder,
        }
    )


def aus_json(text: str) -> Gelesen:
    satz = json.loads(text)
    return Gelesen(
        tuple(
            Unterschrift(
                **{
                    **u,
                    "zeit": datetime.fromisoformat(u["zeit"]) if u["zeit"] else None,
                    "deckung": Deckung(u["deckung"]),
                    "danach": Danach(u["danach"]),
                }
            )
            for u in satz["unterschriften"]
        ),
        tuple(satz["leere_felder"]),
    )


def main() -> int:
    """First line: how long the roots are. Then the roots as PEM, then the file."""
    resource.setrlimit(resource.RLIMIT_CPU, (SEKUNDEN, SEKUNDEN + 1))
    resource.setrlimit(resource.RLIMIT_AS, (SPEICHER, SPEICHER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    eingabe = sys.stdin.buffer
    wurzeln = eingabe.read(int(eingabe.readline()))
    gelesen = pruefe(eingabe.read(), x509.load_pem_x509_certificates(wurzeln) if wurzeln else ())
    sys.stdout.write(als_json(gelesen))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
