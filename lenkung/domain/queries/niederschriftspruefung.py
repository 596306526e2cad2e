"""Lesen: zu welcher Fassung eine Datei oder ein Prüfzeichen gehört. Für alle, ohne Anmeldung."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import QuerySet

from kim.dokumente.domain.queries.zugehoerige import dokumente_mit_pruefsumme
from kim.siegel.domain.pruefen import pruefen
from kim.siegel.regeln.befund import Siegelbefund, Urteil
from lenkung.models import Niederschriftsfassung
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.niederschriftsfassung import Fassungsstand, Unterschriftsart
from lenkung.regeln.niederschriftspruefung import Echtheit, echtheit


@dataclass(frozen=True, slots=True)
class Pruefergebnis:
    echtheit: Echtheit
    fassung: Niederschriftsfassung | None
    siegel: Siegelbefund | None
    """None bei einem Scan: auf Papier gibt es keine elektronische Unterschrift."""


def fassung_zum_zeichen(pruefzeichen: str) -> Niederschriftsfassung | None:
    """Das Zeichen ist zufällig; ohne Unterschrift sagt es niemandem etwas."""
    fassung = _mit_allem().filter(pruefzeichen=pruefzeichen).first()
    return fassung if fassung and fassung.unterschriften.all() else None


def geltende_nachfolgerin(fassung: Niederschriftsfassung) -> Niederschriftsfassung | None:
    if fassung.lage is not Fassungsstand.ERSETZT:
        return None
    return Niederschriftsfassung.objects.filter(
        niederschrift=fassung.niederschrift_id, stand=Fassungsstand.UNTERZEICHNET.value
    ).first()


def datei_pruefen(inhalt: bytes) -> Pruefergebnis:
    """Zuerst, ob genau diese Datei hinterlegt ist; dann, ob ihre Unterschriften stimmen."""
    fassung, dokument_id = _hinterlegte(hashlib.sha256(inhalt).hexdigest())
    if fassung is not None and _auf_papier(fassung):
        ist_scan = fassung.unterzeichnetes_pdf_id == dokument_id
        return Pruefergebnis(_urteil(fassung, ist_scan, True, True), fassung, None)
    siegel = pruefen(inhalt)
    unversehrt = siegel.urteil is not Urteil.UNGUELTIG
    unterschrieben = bool(siegel.unterschriften)
    letzter = fassung is not None and fassung.unterzeichnetes_pdf_id == dokument_id
    return Pruefergebnis(_urteil(fassung, letzter, unversehrt, unterschrieben), fassung, siegel)


def _urteil(
    fassung: Niederschriftsfassung | None, letzter: bool, unversehrt: bool, unterschrieben: bool
) -> Echtheit:
    return echtheit(
        stand=fassung.lage if fassung else None,
        letzter_stand=letzter,
        unversehrt=unversehrt,
        unterschrieben=unterschrieben,
    )


def _hinterlegte(sha256: str) -> tuple[Niederschriftsfassung | None, int | None]:
    for dokument in dokumente_mit_pruefsumme(NIEDERSCHRIFT_DRUCK, sha256):
        fassung = _mit_allem().filter(pk=dokument.gehoert_zu_id or 0).first()
        # What nobody has signed yet is a draft, and nobody's business.
        if fassung is not None and fassung.unterschriften.all():
            return fassung, dokument.pk
    return None, None


def _auf_papier(fassung: Niederschriftsfassung) -> bool:
    return any(satz.art == Unterschriftsart.PAPIER.value for satz in fassung.unterschriften.all())


def _mit_allem() -> QuerySet[Niederschriftsfassung]:
    return Niederschriftsfassung.objects.select_related(
        "niederschrift__sitzung__gremium__kreis"
    ).prefetch_related("unterschriften")
