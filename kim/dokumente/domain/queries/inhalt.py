"""Den Inhalt eines Dokuments lesen, und nur den, der abgelegt wurde."""

from __future__ import annotations

import hashlib
import logging

from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler
from kim.dokumente.domain import speicher
from kim.dokumente.models import Dokument

protokoll = logging.getLogger(__name__)


class Beschaedigt(Fachfehler):
    code = "beschaedigt"


def inhalt_von(dokument: Dokument) -> bytes:
    """Fehlt die Datei oder stimmt ihre Prüfsumme nicht, wird nichts ausgeliefert."""
    try:
        inhalt = speicher.lies(dokument.ablage)
    except OSError as fehler:
        protokoll.error("document %s: file cannot be read (%s)", dokument.pk, type(fehler).__name__)
        raise _beschaedigt() from fehler
    if hashlib.sha256(inhalt).hexdigest() != dokument.sha256:
        protokoll.error("document %s: file does not match its checksum", dokument.pk)
        raise _beschaedigt()
    return inhalt


def _beschaedigt() -> Beschaedigt:
    return Beschaedigt(
        _(
            "Diese Datei ist auf dem Server beschädigt oder fehlt. Bitte geben Sie der Systemadministration "
            "Bescheid; sie kann die Datei aus der Datensicherung zurückholen."
        )
    )
