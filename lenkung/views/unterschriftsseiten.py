"""Where a Niederschrift stands on its way to the signatures, and what the one who looks can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.niederschrift import verlauf_der
from lenkung.domain.queries.niederschriftsfassung import (
    Unterschriftsregel,
    auftragsschluessel,
    fehlende_unterschriften,
    person_des,
    unterschriftsregel,
    vorliegendes_pdf,
)
from lenkung.models import Niederschriftsfassung, Sitzung, Unterschrift
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand, funktion
from lenkung.views.seiten import druckstand


@dataclass(frozen=True, slots=True)
class Unterschriftszeile:
    titel: str
    unterschrift: Unterschrift | None


@dataclass(frozen=True, slots=True)
class Lage:
    sitzung_id: int
    regel: Unterschriftsregel
    geleitet_von: str
    fassung: Niederschriftsfassung | None = None
    """Die zur Unterschrift bereitliegt, sonst die unterzeichnete."""
    zeilen: tuple[Unterschriftszeile, ...] = ()
    pdf: Any = None
    amt: AmtArt | None = None
    """As what the one who looks can sign now."""
    warum_nicht: str = ""

    @property
    def offen(self) -> bool:
        return self.fassung is not None and self.fassung.lage is Fassungsstand.FESTGESCHRIEBEN

    @property
    def begonnen(self) -> bool:
        return any(zeile.unterschrift for zeile in self.zeilen)

    @property
    def versandt(self) -> bool:
        return self.fassung is not None and hasattr(self.fassung, "versand")

    @property
    def funktion(self) -> str:
        return funktion(self.amt) if self.amt else ""

    def druck(self, request: Anfrage) -> dict[str, Any]:
        """While the PDF is not there: how far it is."""
        if self.fassung is None or self.pdf is not None:
            return {"pdf": self.pdf}
        return druckstand(
            request.akteur,
            pdf=None,
            schluessel=auftragsschluessel(self.fassung),
            zurueck_url=reverse("lenkung:niederschrift-unterschriften", args=[self.sitzung_id]),
        )


def lage_der_unterschriften(
    akteur: Akteur, sitzung: Sitzung, fassungen: Sequence[Niederschriftsfassung]
) -> Lage:
    regel = unterschriftsregel(sitzung)
    verlauf = verlauf_der(sitzung)
    geleitet_von = verlauf.leitung_name if verlauf else ""
    fassung = next(
        (
            satz
            for stand in (Fassungsstand.FESTGESCHRIEBEN, Fassungsstand.UNTERZEICHNET)
            for satz in fassungen
            if satz.lage is stand
        ),
        None,
    )
    if fassung is None:
        return Lage(sitzung.pk, regel, geleitet_von)
    je_amt = {satz.amt: satz for satz in fassung.unterschriften.all()}
    amt, warum_nicht = _eigenes_amt(akteur, sitzung, fassung, regel, geleitet_von)
    return Lage(
        sitzung.pk,
        regel,
        geleitet_von,
        fassung,
        tuple(Unterschriftszeile(funktion(a), je_amt.get(a.value)) for a in regel.aemter),
        vorliegendes_pdf(fassung),
        amt,
        warum_nicht,
    )


def _eigenes_amt(
    akteur: Akteur,
    sitzung: Sitzung,
    fassung: Niederschriftsfassung,
    regel: Unterschriftsregel,
    geleitet_von: str,
) -> tuple[AmtArt | None, str]:
    """The first missing signature that is one's own to give; else why there is none."""
    if fassung.lage is not Fassungsstand.FESTGESCHRIEBEN:
        return None, ""
    grund = ""
    person = person_des(akteur)
    for amt in fehlende_unterschriften(fassung, regel):
        erlaubnis = permissions.darf_unterzeichnen_als(
            akteur, sitzung, amt, person=person, geleitet_von=geleitet_von
        )
        if erlaubnis:
            return amt, ""
        if amt is AmtArt.VORSITZ:
            grund = str(erlaubnis.grund)
    return None, grund or _("Die Unterschriften, die noch fehlen, leisten andere.")
