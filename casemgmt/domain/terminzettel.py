"""Den Terminzettel drucken: Tag, Uhrzeit, Ort und was mitzubringen ist, deutsch und in der eigenen Sprache.

Der Name der Person und worum es geht stehen nicht darauf: ein Zettel wird auch verloren.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.terminangaben import termin_sperren
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.terminzettel import SACHEN, Zetteltexte, lesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen

ORDNER = Path(__file__).resolve().parent.parent / "daten" / "terminzettel"


@lru_cache(maxsize=1)
def zetteltexte() -> dict[str, Zetteltexte]:
    return {
        datei.stem: lesen(datei.stem, datei.read_text("utf-8")) for datei in sorted(ORDNER.glob("*.toml"))
    }


@transaction.atomic
def terminzettel_drucken(
    *, akteur: Akteur, termin_id: int, sprache: str, sachen: Sequence[str], schluessel: str
) -> int:
    """Gibt die Nummer des Auftrags zurück; derselbe Schlüssel ergibt denselben Auftrag."""
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_fuehren(akteur, termin))
    if termin.stand != Terminstand.GEPLANT:
        raise Fachfehler(_("Einen Zettel gibt es für Termine, die noch bevorstehen."), code="stand")
    if sprache not in zetteltexte() or not set(sachen) <= set(SACHEN):
        raise Fachfehler(_("Diese Sprache gibt es noch nicht."), code="sprache", feld="sprache")
    return pdf_beauftragen(
        pdfart=permissions.TERMINZETTEL,
        angaben={"termin_id": termin.pk, "sprache": sprache, "sachen": list(sachen)},
        kreis_id=termin.kreis_id,
        schluessel=f"{termin.pk}:{schluessel}",
        akteur=akteur,
    )
