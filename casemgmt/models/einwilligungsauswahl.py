"""What people read for the fixed values of `regeln/einwilligung.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.einwilligung import (
    Datenklasse,
    Einwilligungsart,
    Einwilligungsstand,
    Unterschriftsform,
    Unterzeichnend,
    Widerrufsweg,
    Zweck,
)
from casemgmt.regeln.sprachen import BLATTNAMEN

EINWILLIGUNGSARTEN = [
    (Einwilligungsart.DATENUEBERMITTLUNG.value, _("Einwilligung in die Übermittlung von Daten")),
    (Einwilligungsart.SCHWEIGEPFLICHT.value, _("Entbindung von der Schweigepflicht")),
]
EINWILLIGUNGSSTAENDE = [
    (Einwilligungsstand.ENTWURF.value, _("noch nicht unterschrieben")),
    (Einwilligungsstand.ERTEILT.value, _("erteilt")),
    (Einwilligungsstand.WIDERRUFEN.value, _("widerrufen")),
    (Einwilligungsstand.VERWORFEN.value, _("verworfen")),
]
DATENKLASSEN = [
    (Datenklasse.STAMMDATEN.value, _("Name, Geburt, Sprachen")),
    (Datenklasse.KONTAKT.value, _("Anschrift, Telefon, E-Mail")),
    (Datenklasse.AUFENTHALT.value, _("Aufenthalt und Einreise")),
    (Datenklasse.FAMILIE.value, _("Familie und Haushalt (nichts über andere Personen)")),
    (Datenklasse.BILDUNG_ARBEIT.value, _("Schule, Ausbildung, Arbeit")),
    (Datenklasse.FINANZEN.value, _("Einkommen, Leistungen, Schulden")),
    (Datenklasse.GESUNDHEIT.value, _("Gesundheit")),
    (Datenklasse.BERATUNGSINHALT.value, _("Inhalt der Beratung")),
]
ZWECKE = [
    (Zweck.VERWEIS.value, _("Vermittlung an eine andere Stelle")),
    (Zweck.TERMINKLAERUNG.value, _("Termine vereinbaren")),
    (Zweck.ANTRAG.value, _("Hilfe bei einem Antrag")),
    (Zweck.FALLKONFERENZ.value, _("gemeinsame Fallbesprechung")),
    (Zweck.FALLUEBERGABE.value, _("Übergabe der Beratung")),
    (Zweck.AUFENTHALTSFRAGEN.value, _("Klärung von Aufenthalt oder Einbürgerung")),
]
UNTERZEICHNENDE = [
    (Unterzeichnend.SELBST.value, _("die Person selbst")),
    (Unterzeichnend.SORGE.value, _("sorgeberechtigte Person")),
]
UNTERSCHRIFTSFORMEN = [
    (Unterschriftsform.PAPIER.value, _("auf Papier")),
    (Unterschriftsform.SCHIRM.value, _("auf dem Bildschirm")),
    (Unterschriftsform.HANDZEICHEN.value, _("Handzeichen vor einer Zeugin oder einem Zeugen")),
]
WIDERRUFSWEGE = [
    (Widerrufsweg.MUENDLICH.value, _("mündlich")),
    (Widerrufsweg.SCHRIFTLICH.value, _("schriftlich")),
    (Widerrufsweg.ELEKTRONISCH.value, _("per E-Mail oder Nachricht")),
]
WEITERGABEWEGE = [
    ("brief", _("Brief")),
    ("ausdruck", _("Ausdruck, übergeben")),
    ("mail", _("E-Mail")),
    ("link", _("persönlicher Link")),
    ("telefon", _("Telefon")),
    ("gespraech", _("Gespräch")),
]
SPRACHNAMEN = [(kuerzel, _(name)) for kuerzel, name in BLATTNAMEN.items()]
OHNE_STAENDE = [
    ("beantragt", _("wartet auf die Koordination")),
    ("bestaetigt", _("von der Koordination bestätigt")),
    ("abgelehnt", _("von der Koordination abgelehnt")),
]
