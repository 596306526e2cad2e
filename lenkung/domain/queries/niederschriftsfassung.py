"""Lesen: die Fassungen einer Niederschrift, wer sie unterzeichnet, was noch fehlt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kim.basis.akteur import Akteur
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von
from lenkung.models import Amt, Niederschrift, Niederschriftsfassung, Sitzung, Unterschrift
from lenkung.models.zeitraum import am
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand, Sperre, aemter, ausstehende, sperre


@dataclass(frozen=True, slots=True)
class Unterschriftsregel:
    """`freigabe`: die Geschäftsordnung verlangt keine Unterschrift, sondern dass der Vorsitz freigibt."""

    aemter: tuple[AmtArt, ...]
    norm: str = ""
    freigabe: bool = False


OHNE_REGEL = Unterschriftsregel((AmtArt.VORSITZ,))
"""Regelt die Geschäftsordnung nichts, zeichnet wenigstens, wer die Sitzung geleitet hat."""


def unterschriftsregel(sitzung: Sitzung) -> Unterschriftsregel:
    go = sitzung.geschaeftsordnung
    bestimmung = bestimmungen_von(go).get("unterschriften") if go else None
    if bestimmung is None:
        return OHNE_REGEL
    werte = bestimmung.werte
    return Unterschriftsregel(aemter(werte["durch"]), bestimmung.norm, werte["art"] == "freigabe")


def fassungen_von(niederschrift: Niederschrift) -> list[Niederschriftsfassung]:
    """Die neueste zuerst, jede mit ihren Unterschriften; zwei Abfragen."""
    fassungen = list(
        niederschrift.fassungen.select_related("pdf", "unterzeichnetes_pdf", "beschluss", "versand")
        .prefetch_related("unterschriften__dokument")
        .order_by("-nummer")
    )
    for fassung in fassungen:
        fassung.niederschrift = niederschrift
    return fassungen


def geltende_fassung(niederschrift: Niederschrift) -> Niederschriftsfassung | None:
    """Mit allen Unterschriften; es gibt höchstens eine."""
    return (
        niederschrift.fassungen.filter(stand=Fassungsstand.UNTERZEICHNET.value)
        .select_related("versand", "unterzeichnetes_pdf")
        .first()
    )


def fassung_im_stand(niederschrift: Niederschrift, stand: Fassungsstand) -> Niederschriftsfassung | None:
    """Von „zur Unterschrift“ und von „unterzeichnet“ gibt es höchstens eine."""
    return niederschrift.fassungen.filter(stand=stand.value).order_by("-nummer").first()


def sperre_von(niederschrift: Niederschrift) -> Sperre | None:
    """Zwei Abfragen."""
    staende = set(niederschrift.fassungen.values_list("stand", flat=True))
    offene = Unterschrift.objects.filter(
        fassung__niederschrift=niederschrift, fassung__stand=Fassungsstand.FESTGESCHRIEBEN.value
    )
    return sperre(
        offene_mit_unterschrift=offene.exists(),
        gueltige=Fassungsstand.UNTERZEICHNET.value in staende,
        aenderung_begonnen=bool(niederschrift.aenderungsanlass),
    )


def aemter_am(sitzung: Sitzung, art: AmtArt) -> list[Any]:
    """Wer dieses Amt am Tag der Sitzung hatte."""
    menge = Amt.objects.filter(am(sitzung.tag), gremium_id=sitzung.gremium_id, art=art.value)
    return [amt.person for amt in menge.select_related("person").order_by("pk")]


def person_des(akteur: Akteur) -> Any:
    """Wer in den Stammdaten hinter dem Konto steht; dessen Namen kann jede und jeder selbst ändern."""
    if akteur.person_id is None or akteur.kreis_id is None:
        return None
    return personen_im_kreis(akteur.kreis_id).filter(pk=akteur.person_id).first()


def fehlende_unterschriften(fassung: Niederschriftsfassung, regel: Unterschriftsregel) -> tuple[AmtArt, ...]:
    geleistet = {AmtArt(satz.amt) for satz in fassung.unterschriften.all()}
    return ausstehende(regel.aemter, geleistet)


def druckschluessel(fassung: Niederschriftsfassung) -> str:
    """Ein anderer Inhalt ist ein anderer Druck."""
    return f"{fassung.pk}:{fassung.inhalt_hash}"


def auftragsschluessel(fassung: Niederschriftsfassung) -> str:
    return f"pdf:{NIEDERSCHRIFT_DRUCK}:{druckschluessel(fassung)}"


def druck_der_fassung(fassung: Niederschriftsfassung) -> Any:
    """Das PDF mit genau diesem Inhalt; None, solange es nicht gesetzt ist."""
    schluessel = auftragsschluessel(fassung)
    dokumente = dokumente_zu(NIEDERSCHRIFT_DRUCK, [fassung.pk]).get(fassung.pk, ())
    return next((satz for satz in dokumente if satz.auftrag_schluessel == schluessel), None)


def vorliegendes_pdf(fassung: Niederschriftsfassung) -> Any:
    """Was die nächste Unterschrift bekommt: mit denen, die es schon gibt."""
    return fassung.unterzeichnetes_pdf or druck_der_fassung(fassung)
