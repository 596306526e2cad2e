"""Lesen: die Fassungen einer Niederschrift, wer sie unterzeichnet, was noch fehlt."""

from __future__ import annotations

from dataclasses import dataclass

from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.dokumente.models import Dokument
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von
from lenkung.models import Niederschrift, Niederschriftsfassung, Sitzung, Unterschrift
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
        niederschrift.fassungen.select_related("pdf", "unterzeichnetes_pdf", "beschluss")
        .prefetch_related("unterschriften__dokument")
        .order_by("-nummer")
    )
    for fassung in fassungen:
        fassung.niederschrift = niederschrift
    return fassungen


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


def fehlende_unterschriften(fassung: Niederschriftsfassung, regel: Unterschriftsregel) -> tuple[AmtArt, ...]:
    geleistet = {AmtArt(satz.amt) for satz in fassung.unterschriften.all()}
    return ausstehende(regel.aemter, geleistet)


def druckschluessel(fassung: Niederschriftsfassung) -> str:
    """Ein anderer Inhalt ist ein anderer Druck."""
    return f"{fassung.pk}:{fassung.inhalt_hash}:"


def druck_der_fassung(fassung: Niederschriftsfassung) -> Dokument | None:
    """Das PDF mit genau diesem Inhalt; None, solange es nicht gesetzt ist."""
    if fassung.pdf is not None:
        return fassung.pdf
    anfang = f"pdf:{NIEDERSCHRIFT_DRUCK}:{druckschluessel(fassung)}"
    gefunden = [
        dokument
        for dokument in dokumente_zu(NIEDERSCHRIFT_DRUCK, [fassung.pk]).get(fassung.pk, ())
        if dokument.auftrag_schluessel.startswith(anfang)
    ]
    return gefunden[-1] if gefunden else None


def vorliegendes_pdf(fassung: Niederschriftsfassung) -> Dokument | None:
    """Was die nächste Unterschrift bekommt: mit denen, die es schon gibt."""
    return fassung.unterzeichnetes_pdf or druck_der_fassung(fassung)
