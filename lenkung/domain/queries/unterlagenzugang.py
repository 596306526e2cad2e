"""Lesen: was ein persönlicher Link zu Unterlagen öffnet. Nie mehr, als in der E-Mail stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kim.versand.domain.aktionslink import LinkUngueltig, aktionslink_finden
from lenkung.domain.persoenliche_links import UNTERLAGEN
from lenkung.models import Sendungsunterlage, Sitzung, Unterlagenzugang
from lenkung.regeln.versand import Sendungsstand

__all__ = ["Geoeffnet", "LinkUngueltig", "geoeffnet_mit"]


@dataclass(frozen=True, slots=True)
class Geoeffnet:
    sitzung: Sitzung
    unterlagen: tuple[Sendungsunterlage, ...]
    gueltig_bis: Any

    def datei(self, kennung: UUID) -> Any:
        """Das Dokument, wenn es hinter diesem Link liegt; sonst None."""
        return next((u.dokument for u in self.unterlagen if u.dokument.kennung == kennung), None)


def geoeffnet_mit(token: str) -> Geoeffnet:
    """LinkUngueltig sagt, was zu tun ist: unbekannt, abgelaufen oder widerrufen."""
    link = aktionslink_finden(token=token, zweck=UNTERLAGEN.schluessel)
    zugang = Unterlagenzugang.objects.select_related("sendung__sitzung__gremium__kreis").get(pk=link.ziel_id)
    menge = Sendungsunterlage.objects.filter(sendung__stand=Sendungsstand.VERSANDT.value)
    if zugang.bisher:
        menge = menge.filter(
            sendung__sitzung=zugang.sendung.sitzung, sendung__versandt_am__lte=zugang.erstellt_am
        )
    else:
        menge = menge.filter(sendung=zugang.sendung)
    if zugang.punkte is not None:
        menge = menge.filter(punkt_id__in=zugang.punkte)
    unterlagen = menge.select_related("dokument", "punkt").order_by(
        "punkt__position", "sendung_id", "reihenfolge"
    )
    return Geoeffnet(zugang.sendung.sitzung, tuple(unterlagen), link.gueltig_bis)
