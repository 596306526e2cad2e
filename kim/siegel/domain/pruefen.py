"""Ist diese Datei echt? Was sich nicht lesen lässt, ist nicht echt; einen Absturz gibt es nie."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate
from kim.siegel.regeln.befund import GRENZE, NICHT_LESBAR, ZU_GROSS, Siegelbefund, ungueltig, urteile

protokoll = logging.getLogger(__name__)

ZUGLEICH = threading.BoundedSemaphore(2)
"""Jede Prüfung ist ein eigener Prozess; mehr als zwei zugleich startet niemand von außen."""
WARTEN, LAENGSTENS = 20, 30


def pruefen(pdf: bytes, *, erwartete: Sequence[str] = ()) -> Siegelbefund:
    """`erwartete` sind die Felder, in denen unterschrieben sein muss.

    Fehlt die letzte Unterschrift, weil jemand sie abgeschnitten hat, ist die erste noch gültig: Nur wer
    weiß, welche Unterschriften dazugehören, merkt es.
    """
    if len(pdf) > GRENZE:
        return ungueltig(ZU_GROSS)
    ausgabe = _im_eigenen_prozess(pdf, vertrauenswurzeln())
    if ausgabe is None:
        return ungueltig(NICHT_LESBAR)
    from kim.siegel.domain.technik.pruefer import aus_json

    gelesen = aus_json(ausgabe)
    return urteile(gelesen.unterschriften, leere_felder=gelesen.leere_felder, erwartete=erwartete)


def vertrauenswurzeln() -> bytes:
    """Als PEM: die eigene Zertifizierungsstelle und was in den Einstellungen steht."""
    pem = alle_zertifikate().encode()
    if settings.KIM_SIEGEL.vertrauen:
        try:
            weitere = Path(settings.KIM_SIEGEL.vertrauen).read_bytes()
            x509.load_pem_x509_certificates(weitere)
        except (OSError, ValueError) as fehler:
            raise SiegelFehler(
                _(
                    "Die Datei mit den Zertifikaten, denen diese Einrichtung vertraut, lässt sich "
                    "nicht lesen. Bitte geben Sie der Systemadministration Bescheid."
                ),
                code="vertrauen",
            ) from fehler
        pem += weitere
    return pem


def _im_eigenen_prozess(pdf: bytes, wurzeln: bytes) -> str | None:
    if not ZUGLEICH.acquire(timeout=WARTEN):
        raise SiegelFehler(
            _("Gerade werden schon andere Dateien geprüft. Bitte versuchen Sie es gleich noch einmal."),
            code="ausgelastet",
        )
    try:
        lauf = subprocess.run(
            [sys.executable, "-m", "kim.siegel.domain.technik.pruefer"],
            input=b"%d\n" % len(wurzeln) + wurzeln + pdf,
            capture_output=True,
            timeout=LAENGSTENS,
            cwd=settings.WURZEL,
            # Nothing of what this process knows: no passwords, no settings.
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as fehler:
        # The kind alone: its message would quote the file.
        protokoll.info("a file could not be checked (%s)", type(fehler).__name__)
        return None
    finally:
        ZUGLEICH.release()
    return lauf.stdout.decode()
