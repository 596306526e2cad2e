"""Choices around dispatch, objections and approval of a Niederschrift."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lenkung.regeln.genehmigung import (
    Einwendungsstand,
    Einwendungsweg,
    Empfangsart,
    Genehmigungsweg,
    Verteilerfassung,
)

EMPFANGSARTEN = [
    (Empfangsart.MITGLIED.value, _("Mitglied")),
    (Empfangsart.STELLVERTRETUNG.value, _("Stellvertretung")),
    (Empfangsart.VORZIMMER.value, _("Vorzimmer")),
    (Empfangsart.VERTEILER.value, _("Verteiler")),
]
VERTEILERFASSUNGEN = [
    (Verteilerfassung.VOLL.value, _("die ganze Niederschrift")),
    (Verteilerfassung.OEFFENTLICH.value, _("nur die öffentliche Fassung")),
]
EINWENDUNGSWEGE = [
    (Einwendungsweg.LINK.value, _("über den Link")),
    (Einwendungsweg.KONTO.value, _("angemeldet")),
    (Einwendungsweg.GESCHAEFTSSTELLE.value, _("von der Geschäftsstelle eingetragen")),
]
EINWENDUNGSSTAENDE = [
    (Einwendungsstand.OFFEN.value, _("offen")),
    (Einwendungsstand.ANGENOMMEN.value, _("angenommen, zu ändern")),
    (Einwendungsstand.ZURUECKGEWIESEN.value, _("zurückgewiesen")),
    (Einwendungsstand.ZURUECKGEZOGEN.value, _("zurückgezogen")),
]
GENEHMIGUNGSWEGE = [
    (Genehmigungsweg.NAECHSTE_SITZUNG.value, _("in der nächsten Sitzung festgestellt")),
    (Genehmigungsweg.FRIST.value, _("nach Ablauf der Frist")),
    (Genehmigungsweg.VON_HAND.value, _("von Hand festgehalten")),
]
