"""The signature proper: PAdES into a field that is already there, as an incremental update."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper

from kim.basis.zeit import BERLIN
from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.technik.pruefer import pruefe
from kim.siegel.domain.technik.stempelbild import Stempelstil
from kim.siegel.regeln.befund import NICHT_LESBAR, Danach

ZEITSTEMPEL_WARTEN = 10


@dataclass(frozen=True, slots=True)
class Vorhaben:
    feld: str
    name: str
    wann: datetime
    grund: str
    ort: str
    stil: Stempelstil


def signieren(pdf: bytes, signer: Signer, vorhaben: Vorhaben) -> bytes:
    try:
        schreiber = IncrementalPdfFileWriter(io.BytesIO(pdf))
        belegt = {name: bool(wert) for name, wert, _ref in enumerate_sig_fields(schreiber)}
    # A file that cannot be read is refused, whatever the reader stumbled over.
    except Exception as fehler:
        raise SiegelFehler(_(NICHT_LESBAR), code="nicht_lesbar") from fehler
    if vorhaben.feld not in belegt:
        raise SiegelFehler(_("In dieser Datei ist kein Platz für diese Unterschrift."), code="feld_fehlt")
    if belegt[vorhaben.feld]:
        raise SiegelFehler(
            _("An dieser Stelle ist die Datei schon unterschrieben."), code="schon_unterschrieben"
        )
    erste = not any(belegt.values())
    if not erste and not _fruehere_stimmen(pdf):
        raise SiegelFehler(
            _("Die Datei wurde nach der ersten Unterschrift verändert. Bitte nicht unterschreiben."),
            code="vorherige_ungueltig",
        )
    angaben = PdfSignatureMetadata(
        field_name=vorhaben.feld,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=vorhaben.name,
        reason=vorhaben.grund or None,
        location=vorhaben.ort or None,
        certify=erste,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    pdfsigner = PdfSigner(angaben, signer, timestamper=_zeitstempler(), stamp_style=vorhaben.stil)
    try:
        return asyncio.run(_ausfuehren(pdfsigner, schreiber, vorhaben.wann))
    except (SigningError, PdfError, OSError, TimeoutError) as fehler:
        raise SiegelFehler(
            _(
                "Die Unterschrift ist nicht zustande gekommen, weil ein Dienst nicht geantwortet "
                "hat. Die Datei ist unverändert. Bitte versuchen Sie es noch einmal."
            ),
            code="quelle_gestoert",
        ) from fehler


def _fruehere_stimmen(pdf: bytes) -> bool:
    """What cannot be judged does not hold."""
    try:
        unterschriften = pruefe(pdf).unterschriften
    except Exception:
        return False
    return all(u.unversehrt and u.danach is not Danach.AENDERUNG for u in unterschriften)


async def _ausfuehren(pdfsigner: PdfSigner, schreiber: IncrementalPdfFileWriter, wann: datetime) -> bytes:
    sitzung = pdfsigner.init_signing_session(schreiber, existing_fields_only=True)
    # The same moment in the stamp, in the signature and in the record of the act.
    sitzung.system_time = wann.astimezone(BERLIN).replace(microsecond=0)
    platz = await sitzung.estimate_signature_container_size(None)
    fassung = sitzung.prepare_tbs_document(validation_info=None, bytes_reserved=platz)
    vorbereitet, ausgabe = fassung.digest_tbs_document()
    await fassung.perform_signature(
        vorbereitet.document_digest, PdfCMSSignedAttributes(signing_time=sitzung.system_time)
    )
    ausgabe.seek(0)
    return bytes(ausgabe.read())


def _zeitstempler() -> TimeStamper | None:
    if not settings.KIM_SIEGEL.zeitstempel:
        return None
    from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

    return RequestsHTTPTimeStamper(settings.KIM_SIEGEL.zeitstempel, timeout=ZEITSTEMPEL_WARTEN)
