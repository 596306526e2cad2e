"""Geltung, Sitzungen und Einladung."""

from __future__ import annotations

from lenkung.regeln import saetze
from lenkung.regeln.bestimmungen.art import Bestimmungsart, Feld, Feldart, Gruppe

_JA, _WAHL, _MEHRFACH, _ZAHL = Feldart.JA, Feldart.WAHL, Feldart.MEHRFACH, Feldart.ZAHL

SITZUNG = (
    Bestimmungsart(
        "geltung",
        "Inkrafttreten",
        Gruppe.GELTUNG,
        "Ab wann gilt die Geschäftsordnung, und gilt sie schon in der Sitzung, die sie beschließt?",
        saetze.geltung,
        (
            Feld(
                "gilt_in_beschlusssitzung",
                "Gilt schon in der Sitzung, die sie beschließt",
                _JA,
                hilfe="Sonst gilt in dieser Sitzung noch die alte.",
            ),
        ),
        "Bestimmt, welche Fassung für eine Sitzung gilt.",
    ),
    Bestimmungsart(
        "entscheidungen",
        "Art der Entscheidungen",
        Gruppe.GELTUNG,
        "Was beschließt das Gremium?",
        saetze.entscheidungen,
        (
            Feld(
                "art",
                "Das Gremium",
                _WAHL,
                wahl=(
                    ("beschluesse", "fasst Beschlüsse auf Grundlage von Vorlagen"),
                    ("empfehlungen", "fasst empfehlende Beschlüsse auf Grundlage von Vorlagen"),
                    ("vorschlaege_ag", "entscheidet über Vorschläge seiner Arbeitsgruppen"),
                ),
            ),
        ),
    ),
    Bestimmungsart(
        "rhythmus",
        "Rhythmus und Dauer",
        Gruppe.SITZUNGEN,
        "Wie oft und wie lange tagt das Gremium?",
        saetze.rhythmus,
        (
            Feld("anzahl", "Sitzungen", _ZAHL, von=1, bis=52),
            Feld(
                "zeitraum",
                "im",
                _WAHL,
                wahl=(("monat", "Monat"), ("quartal", "Quartal"), ("halbjahr", "Halbjahr"), ("jahr", "Jahr")),
            ),
            Feld(
                "hoechstdauer",
                "Höchstdauer in Minuten",
                _ZAHL,
                von=15,
                bis=600,
                noetig=False,
                hilfe="Leer lassen, wenn keine bestimmt ist.",
            ),
        ),
        "Schlägt Termine vor und warnt, wenn eine Sitzung länger geplant ist.",
    ),
    Bestimmungsart(
        "sitzungsart",
        "Art der Sitzung",
        Gruppe.SITZUNGEN,
        "In welcher Form darf das Gremium tagen, und wer legt Art, Ort, Termin und Tagesordnung fest?",
        saetze.sitzungsart,
        (
            Feld(
                "formen",
                "Erlaubte Formen",
                _MEHRFACH,
                noetig=False,
                wahl=(("praesenz", "in Präsenz"), ("digital", "digital"), ("hybrid", "hybrid")),
                hilfe="Nichts ankreuzen, wenn die Form offen ist.",
            ),
            Feld(
                "vorsitz_legt_fest",
                "Der Vorsitz legt fest",
                _MEHRFACH,
                noetig=False,
                wahl=(("art", "Art"), ("ort", "Ort"), ("termin", "Termin"), ("tagesordnung", "Tagesordnung")),
            ),
        ),
    ),
    Bestimmungsart(
        "oeffentlichkeit_sitzung",
        "Öffentlichkeit der Sitzungen",
        Gruppe.SITZUNGEN,
        "Darf zuhören, wer nicht Mitglied ist?",
        saetze.oeffentlichkeit_sitzung,
        (
            Feld(
                "regel",
                "Die Sitzungen sind",
                _WAHL,
                wahl=(
                    ("nicht_oeffentlich", "nicht öffentlich"),
                    ("vertraulich", "vertraulich und nicht öffentlich"),
                    ("oeffentlich", "öffentlich"),
                ),
            ),
            Feld("ausnahme", "Die Mitglieder können im Einzelfall anders beschließen", _JA),
        ),
    ),
    Bestimmungsart(
        "gaeste",
        "Gäste",
        Gruppe.SITZUNGEN,
        "Wer lädt Gäste ein?",
        saetze.gaeste,
        (
            Feld(
                "durch",
                "Über die Einladung entscheidet",
                _WAHL,
                wahl=(("gremium", "das Gremium"), ("vorsitz", "der Vorsitz"), ("offen", "nicht bestimmt")),
            ),
        ),
    ),
    Bestimmungsart(
        "verhinderung",
        "Verhinderung",
        Gruppe.SITZUNGEN,
        "Wen benachrichtigt ein Mitglied, das nicht kommen kann?",
        saetze.verhinderung,
        (
            Feld(
                "an",
                "Es benachrichtigt",
                _MEHRFACH,
                wahl=(
                    ("stellvertretung", "seine Stellvertretung"),
                    ("geschaeftsstelle", "die Geschäftsstelle"),
                ),
            ),
            Feld("einladung_weitergeben", "Es gibt die Einladung an die Stellvertretung weiter", _JA),
        ),
    ),
    Bestimmungsart(
        "vorschlaege",
        "Vorschläge zur Tagesordnung",
        Gruppe.EINLADUNG,
        "Bis wann sind Punkte vorzuschlagen?",
        saetze.vorschlaege,
        (
            Feld(
                "tage_vorher",
                "Kalendertage vor der Sitzung",
                _ZAHL,
                von=0,
                bis=365,
                noetig=False,
                einheit="Tage",
                hilfe="Leer lassen, wenn nur „rechtzeitig“ verlangt ist.",
            ),
            Feld("erlaeuterung", "Eine Erläuterung gehört dazu", _JA),
        ),
        "Kennzeichnet spätere Vorschläge als verspätet; abgewiesen werden sie nicht.",
    ),
    Bestimmungsart(
        "ladung",
        "Ladungsfrist",
        Gruppe.EINLADUNG,
        "Wie viele volle Tage liegen zwischen Versand und Sitzung?",
        saetze.ladung,
        (
            Feld(
                "frist",
                "Frist",
                _ZAHL,
                von=1,
                bis=180,
                hilfe="Der Tag des Versands und der Sitzungstag zählen nicht mit.",
            ),
            Feld(
                "zaehlung",
                "Gezählt werden",
                _WAHL,
                wahl=(
                    ("kalendertage", "Kalendertage"),
                    ("arbeitstage", "Arbeitstage (Montag bis Freitag ohne Feiertage in NRW)"),
                ),
            ),
        ),
        "Berechnet den letzten Versandtag; zu spät geht keine Einladung stillschweigend hinaus.",
    ),
    Bestimmungsart(
        "ladung_dringlich",
        "Verkürzte Ladungsfrist",
        Gruppe.EINLADUNG,
        "Wie kurz darf die Frist in dringenden Fällen sein?",
        saetze.ladung_dringlich,
        (
            Feld(
                "frist",
                "Frist",
                _ZAHL,
                von=1,
                bis=180,
                hilfe="In denselben Tagen gezählt wie die Ladungsfrist.",
            ),
        ),
        "Verlangt eine schriftliche Begründung.",
    ),
    Bestimmungsart(
        "einladung_inhalt",
        "Inhalt der Einladung",
        Gruppe.EINLADUNG,
        "Was muss aus der Einladung hervorgehen?",
        saetze.einladung_inhalt,
        (
            Feld(
                "pflichtangaben",
                "Angaben",
                _MEHRFACH,
                wahl=(("ort", "Ort"), ("termin", "Termin"), ("tagesordnung", "Tagesordnung")),
                hilfe="Bei einer digitalen Sitzung tritt der Link an die Stelle des Ortes.",
            ),
        ),
        "Ohne diese Angaben ist die Einladung unvollständig.",
    ),
)
