"""Die festen Wörter der Fallarbeit (Fachmodell § 3)."""

from __future__ import annotations

from enum import StrEnum


class Fallbereich(StrEnum):
    """Wer den Fall führt: das Case Management vor Ort oder das kreisweite für Familien (MuKi-S)."""

    LOKAL = "lokal"
    MUKIS = "mukis"


class Phase(StrEnum):
    """Der Weg eines Falls. Mit dem ersten und zweiten Termin wird geklärt, was gebraucht wird."""

    KLAERUNG = "klaerung"
    ASSESSMENT = "assessment"
    INTEGRATIONSPLAN = "integrationsplan"
    UMSETZUNG = "umsetzung"
    MONITORING = "monitoring"
    EVALUATION = "evaluation"
    ABGESCHLOSSEN = "abgeschlossen"
    NICHT_FORTGESETZT = "nicht_fortgesetzt"


ENDEN = frozenset({Phase.ABGESCHLOSSEN, Phase.NICHT_FORTGESETZT})
LANGFRISTIG = frozenset(Phase) - {Phase.KLAERUNG, Phase.NICHT_FORTGESETZT}


class Ausgang(StrEnum):
    """Wie ein langfristiger Fall endete."""

    POSITIV = "positiv"
    TEILWEISE = "teilweise"
    ABGEBROCHEN = "abgebrochen"


class Endgrund(StrEnum):
    """Warum ein Fall nach der Klärung nicht fortgesetzt oder später abgebrochen wurde."""

    GERINGER_BEDARF = "geringer_bedarf"
    ZUSTAENDIGKEIT = "zustaendigkeit"
    KEIN_KONTAKT = "kein_kontakt"
    ABGELEHNT = "abgelehnt"


class Haushaltsrolle(StrEnum):
    ERWACHSEN = "erwachsen"
    KIND = "kind"


class Aufenthaltsstatus(StrEnum):
    """So wenig, wie die Beratung braucht; das Recht im Einzelnen steht bei Modul 3."""

    GESTATTUNG = "gestattung"
    DULDUNG = "duldung"
    AUFENTHALTSERLAUBNIS = "aufenthaltserlaubnis"
    NIEDERLASSUNG = "niederlassung"
    VORUEBERGEHENDER_SCHUTZ = "voruebergehender_schutz"
    EU_BUERGER = "eu_buerger"
    DEUTSCH = "deutsch"
    SONSTIGER = "sonstiger"


class Hinweisstand(StrEnum):
    """Was aus einem Hinweis wurde, über den die Koordination entscheidet."""

    OFFEN = "offen"
    VERWORFEN = "verworfen"
    ZUSAMMENGEFUEHRT = "zusammengefuehrt"
    GESPERRT = "gesperrt"
