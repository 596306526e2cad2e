"""Lesen: ob eine Niederschrift veröffentlicht werden kann, ob sie es ist und war."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.oeffentlich import oeffentlichkeit_von
from lenkung.models import Genehmigung, Niederschrift, Sitzung, Veroeffentlichung
from lenkung.regeln.niederschriftsfassung import Fassungsstand


class Hindernis(NamedTuple):
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Oeffentlichkeitsregel:
    """Was die Geschäftsordnung zur Öffentlichkeit der Niederschrift sagt; ohne `norm` nichts."""

    oeffentlich: bool
    norm: str = ""


def oeffentlichkeitsregel(sitzung: Sitzung) -> Oeffentlichkeitsregel:
    """Nach der Fassung, an die die Sitzung gebunden ist."""
    go = sitzung.geschaeftsordnung
    bestimmung = bestimmungen_von(go).get("oeffentlichkeit_niederschrift") if go else None
    if bestimmung is None:
        return Oeffentlichkeitsregel(False)
    return Oeffentlichkeitsregel(bestimmung.werte["regel"] == "oeffentlich", bestimmung.norm)


def ist_genehmigt(niederschrift: Niederschrift) -> bool:
    """Die geltende Fassung. Sonst trägt die öffentliche den Vermerk „noch nicht genehmigt“."""
    return Genehmigung.objects.filter(
        fassung__niederschrift=niederschrift, fassung__stand=Fassungsstand.UNTERZEICHNET.value
    ).exists()


def laufende_veroeffentlichung(niederschrift: Niederschrift) -> Veroeffentlichung | None:
    satz = (
        Veroeffentlichung.objects.filter(niederschrift=niederschrift, zurueckgezogen_am__isnull=True)
        .select_related("fassung")
        .first()
    )
    if satz is not None:
        satz.niederschrift = niederschrift
    return satz


def veroeffentlichungen_von(niederschrift: Niederschrift) -> list[Veroeffentlichung]:
    """Die neueste zuerst, auch die zurückgezogenen."""
    return list(
        Veroeffentlichung.objects.filter(niederschrift=niederschrift)
        .select_related("fassung")
        .order_by("-pk")
    )


def hindernisse(niederschrift: Niederschrift) -> list[Hindernis]:
    """Warum sie jetzt nicht veröffentlicht werden kann; leer: nichts steht entgegen."""
    sitzung = niederschrift.sitzung
    gefunden = []
    if geltende_fassung(niederschrift) is None:
        gefunden.append(
            Hindernis("nicht_unterzeichnet", _("Veröffentlicht wird nur eine unterzeichnete Niederschrift."))
        )
    regel = oeffentlichkeitsregel(sitzung)
    if not regel.oeffentlich:
        text = (
            _("Nach %(norm)s ist die Niederschrift nicht öffentlich.") % {"norm": regel.norm}
            if regel.norm
            else _("Nicht geregelt: Die Geschäftsordnung sagt nicht, dass die Niederschrift öffentlich ist.")
        )
        gefunden.append(Hindernis("nicht_oeffentlich", text))
    oeffentlichkeit = oeffentlichkeit_von(sitzung.gremium)
    if oeffentlichkeit is None or not oeffentlichkeit.eingeschaltet:
        gefunden.append(
            Hindernis("ausgeschaltet", _("Die öffentliche Seite dieses Gremiums ist ausgeschaltet."))
        )
    return gefunden
