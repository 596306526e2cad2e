"""Ein PDF unterschreiben: eine PAdES-Signatur in ein vorbereitetes Feld, mit sichtbarem Stempel.

Die erste Unterschrift verbietet jede andere Änderung als das Ausfüllen der Signaturfelder (DocMDP), jede
sperrt alle Felder außer den anderen Unterschriften (FieldMDP). Angehängt wird immer, geschrieben nie über
etwas: Frühere Unterschriften bleiben gültig. Was hier passiert, ist nach außen hin ein Stück: Entweder
kommt die ganze Datei zurück oder eine `SiegelFehler`, und nichts ist geschrieben.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.regeln.befund import GRENZE, ZU_GROSS

if TYPE_CHECKING:
    from kim.siegel.domain.quellen.angaben import Unterzeichner


@dataclass(frozen=True, slots=True)
class Signiert:
    """Die neue Datei, und woran man das Zertifikat wiedererkennt."""

    pdf: bytes
    inhaber: str
    aussteller: str
    seriennummer: str
    """Hexadezimal, wie Anzeigeprogramme sie nennen."""
    fingerabdruck: str
    """SHA-256 des Zertifikats."""


def unterschreiben(
    pdf: bytes,
    feld: str,
    *,
    name: str,
    funktion: str,
    wann: datetime,
    grund: str = "",
    ort: str = "",
    organisation: str = "",
) -> Signiert:
    """Unterschreibt im Feld `feld`. Die Quelle der Signatur steht in den Einstellungen (docs/betrieb.md)."""
    if len(pdf) > GRENZE:
        raise SiegelFehler(_(ZU_GROSS), code="zu_gross")
    # Half a second and 50 MB to load; web processes start without it.
    from kim.siegel.domain.quellen import unterzeichner_fuer
    from kim.siegel.domain.quellen.angaben import Angaben, benannt
    from kim.siegel.domain.technik.signatur import Vorhaben, signieren
    from kim.siegel.domain.technik.stempelbild import Stempelstil
    from kim.siegel.regeln.stempel import stempel

    unterzeichner = unterzeichner_fuer(Angaben(name, funktion, organisation, wann))
    try:
        zeichen = stempel(
            name=name,
            funktion=funktion,
            wann=wann,
            aussteller="" if unterzeichner.eigener else benannt(unterzeichner.zertifikat.issuer),
        )
        stil = Stempelstil(border_width=0, stempel=zeichen)
        inhalt = signieren(pdf, unterzeichner.signer, Vorhaben(feld, name, wann, grund, ort, stil))
    finally:
        unterzeichner.aufraeumen()
    return _ergebnis(inhalt, unterzeichner)


def _ergebnis(inhalt: bytes, unterzeichner: Unterzeichner) -> Signiert:
    from kim.siegel.domain.technik.zertifikat import kennzeichen

    return Signiert(inhalt, **kennzeichen(unterzeichner.zertifikat))
