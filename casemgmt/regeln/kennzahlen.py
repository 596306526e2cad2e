"""Die Kennzahlen der Fallarbeit: jede einmal bestimmt, mit dem Satz, der neben ihr steht (Fachmodell § 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Kennzahl:
    schluessel: str
    titel: str
    bestimmung: str


@dataclass(frozen=True, slots=True)
class Zeitraum:
    """Vom ersten bis zum letzten Tag, beide gehören dazu."""

    von: date
    bis: date

    @classmethod
    def jahre(cls, erstes: int, letztes: int | None = None) -> Zeitraum:
        return cls(date(erstes, 1, 1), date(letztes or erstes, 12, 31))


KENNZAHLEN = (
    Kennzahl(
        "termine_gesamt",
        "Termine",
        "Alle gehaltenen Termine des Zeitraums: Beratungen und sonstige Arbeitstermine. Ein Termin zählt "
        "an dem Tag, an dem er war; geplante, abgesagte und solche, zu denen niemand kam, zählen nicht. "
        "Wurde ein Termin berichtigt, zählt nur die Berichtigung.",
    ),
    Kennzahl(
        "beratungstermine",
        "Beratungstermine",
        "Gehaltene Termine mit der Zielgruppe: einmalige Beratungen und Termine im Case Management.",
    ),
    Kennzahl(
        "beratung_einmalig",
        "Einmalige Beratungen",
        "Gehaltene Beratungen, aus denen kein Fall wurde, mit oder ohne Namen.",
    ),
    Kennzahl(
        "beratung_case_management",
        "Termine im Case Management",
        "Gehaltene Beratungen, die zu einem Fall gehören.",
    ),
    Kennzahl(
        "sonstige_arbeitstermine",
        "Sonstige Arbeitstermine",
        "Gehaltene Termine, die keine Beratung sind: Arbeitskreise, Auftakt- und Gruppenveranstaltungen, "
        "Austausch mit Ämtern, Netzwerk, Schulungen, Fallkonferenzen.",
    ),
    Kennzahl("cm_faelle", "Fälle", "Fälle, die im Zeitraum eröffnet wurden."),
    Kennzahl(
        "cm_faelle_langfristig",
        "Davon langfristig",
        "Im Zeitraum eröffnete Fälle, die nach der Klärungsphase weitergeführt werden oder wurden.",
    ),
    Kennzahl(
        "cm_faelle_nicht_fortgesetzt",
        "Davon nicht fortgesetzt",
        "Im Zeitraum eröffnete Fälle, die mit der Klärungsphase endeten.",
    ),
    Kennzahl(
        "cm_faelle_in_klaerung",
        "Davon noch in der Klärung",
        "Im Zeitraum eröffnete Fälle, in denen noch geklärt wird, was gebraucht wird.",
    ),
    Kennzahl(
        "cm_personen",
        "Personen in Fällen",
        "Verschiedene Personen der Fälle, die im Zeitraum eröffnet wurden. Wer in zwei Fällen oder in "
        "zwei Haushalten ist, zählt einmal; Zusammengeführte zählen als eine Person.",
    ),
    Kennzahl(
        "cm_termindauer_mittel_minuten",
        "Mittlere Dauer eines Termins im Case Management",
        "Summe der Minuten aller gehaltenen Termine im Case Management, geteilt durch ihre Zahl, auf "
        "ganze Minuten gerundet. Vor- und Nachbereitung gehören nicht dazu.",
    ),
    Kennzahl(
        "termine_je_positivem_fall",
        "Termine je positiv abgeschlossenem Fall",
        "Alle gehaltenen Termine der Fälle, die im Zeitraum eröffnet und später positiv abgeschlossen "
        "wurden, geteilt durch die Zahl dieser Fälle.",
    ),
    Kennzahl(
        "ukraine_personen_erfasst",
        "Erfasste Geflüchtete aus der Ukraine",
        "Summe der Kopfzahlen „Registrierung von Geflüchteten aus der Ukraine“. Sie stehen neben den "
        "Terminen und zählen dort nicht mit.",
    ),
)
