"""Ist ordnungsgemäß eingeladen (GO RSK § 4 Abs. 3 und 5)?"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from kim.basis.anzeige import datum
from kim.basis.befund import Befund, Verstoss
from lenkung.regeln.fristen import tage, versand_bis, versand_dringlich_bis
from lenkung.regeln.ordnung import Ladungsregel
from lenkung.regeln.werte import NICHT_GEREGELT, Pflichtangabe, Sitzungsart

FRISTGERECHT = "fristgerecht"
_FEHLT = {
    Pflichtangabe.ORT: ("ort_fehlt", "Der Ort fehlt."),
    Pflichtangabe.TERMIN: ("termin_fehlt", "Der Termin fehlt."),
    Pflichtangabe.TAGESORDNUNG: ("tagesordnung_fehlt", "Die Tagesordnung fehlt."),
}


class Einladung(NamedTuple):
    versandt: datetime | None
    ort: str | None
    termin: bool
    tagesordnung: bool
    dringlich: bool = False
    begruendung: str | None = None
    hinweis_zweite_einberufung: bool = False


def fehlende_angaben(
    einladung: Einladung, sitzungsart: Sitzungsart | None, regel: Ladungsregel
) -> tuple[Verstoss, ...]:
    """Alle verlangten Angaben, die fehlen. Eine digitale Sitzung hat keinen Ort."""
    mit_ort = bool(einladung.ort) or sitzungsart is Sitzungsart.DIGITAL
    if mit_ort and einladung.termin and einladung.tagesordnung:
        return ()
    vorhanden = {
        Pflichtangabe.ORT: mit_ort,
        Pflichtangabe.TERMIN: einladung.termin,
        Pflichtangabe.TAGESORDNUNG: einladung.tagesordnung,
    }
    fehlende = (_FEHLT[angabe] for angabe in regel.pflichtangaben if not vorhanden[angabe])
    return tuple(Verstoss(code, text, regel.norm) for code, text in sorted(fehlende))


def einladung_pruefen(
    *, einladung: Einladung, sitzungstag: date, sitzungsart: Sitzungsart | None, regel: Ladungsregel | None
) -> Befund:
    """Vollständig und fristgerecht? Sonst dringlich mit Begründung und verkürzter Frist?"""
    if regel is None:
        return Befund(NICHT_GEREGELT, rechnung="Die Geschäftsordnung bestimmt keine Ladungsfrist.")
    normen = (regel.norm,)
    if maengel := fehlende_angaben(einladung, sitzungsart, regel):
        rechnung = "Die Einladung ist unvollständig: " + " ".join(mangel.text for mangel in maengel)
        return Befund("unvollstaendig", normen, rechnung, maengel)
    bis = versand_bis(sitzungstag, regel)
    versandt = einladung.versandt.date() if einladung.versandt else None
    am = f"Versandt am {datum(versandt)}" if versandt else "Noch nicht versandt"
    frist = (
        f"{am}; bei {tage(regel.frist, regel.zaehlung, dativ=True)} vor dem {datum(sitzungstag)} "
        f"spätestens am {datum(bis)}"
    )
    if versandt is not None and versandt <= bis:
        return Befund(FRISTGERECHT, normen, f"{frist}: fristgerecht.")
    dringlich_bis = versand_dringlich_bis(sitzungstag, regel)
    versaeumt = Verstoss("frist_versaeumt", "Die Ladungsfrist ist nicht gewahrt.", regel.norm)
    if not einladung.dringlich or regel.dringlich_frist is None or dringlich_bis is None:
        return Befund("verspaetet", normen, f"{frist}: verspätet.", (versaeumt,))
    verkuerzt = tage(regel.dringlich_frist, regel.zaehlung, dativ=True)
    frist = f"{frist}, dringlich bei {verkuerzt} am {datum(dringlich_bis)}"
    if versandt is None or versandt > dringlich_bis:
        return Befund("verspaetet", normen, f"{frist}: verspätet.", (versaeumt,))
    if (einladung.begruendung or "").strip():
        return Befund("dringlich_fristgerecht", normen, f"{frist}, mit Begründung: fristgerecht.")
    unbegruendet = Verstoss("begruendung_fehlt", "Für die verkürzte Frist fehlt die Begründung.", regel.norm)
    return Befund("verspaetet", normen, f"{frist}, aber ohne Begründung: verspätet.", (unbegruendet,))
