"""Beschlussfähigkeit, Abstimmung, Niederschrift und Zusammensetzung."""

from __future__ import annotations

from lenkung.regeln import saetze
from lenkung.regeln.bestimmungen.art import Bestimmungsart, Feld, Feldart, Gruppe

_JA, _WAHL, _MEHRFACH, _ZAHL = Feldart.JA, Feldart.WAHL, Feldart.MEHRFACH, Feldart.ZAHL


def _bruch(was: str) -> tuple[Feld, ...]:
    return (
        Feld(
            "vergleich",
            "Vergleich",
            _WAHL,
            wahl=((">=", "mindestens"), (">", "mehr als")),
            hilfe="„Mindestens die Hälfte“ genügt bei 8 von 16, „mehr als die Hälfte“ nicht.",
        ),
        Feld(
            "zaehler", "Zähler", _ZAHL, von=1, bis=100, hilfe=f"Der Anteil {was} als Bruch: 1 von 2, 2 von 3."
        ),
        Feld("nenner", "Nenner", _ZAHL, von=1, bis=100),
    )


BESCHLUSS = (
    Bestimmungsart(
        "stimmen",
        "Stimmen",
        Gruppe.BESCHLUSS,
        "Wer hat eine Stimme?",
        saetze.stimmen,
        (Feld("geschaeftsstelle_ohne_stimme", "Die Geschäftsstelle ist Mitglied ohne Stimme", _JA),),
    ),
    Bestimmungsart(
        "quorum",
        "Beschlussfähigkeit",
        Gruppe.BESCHLUSS,
        "Wie viele Sitze müssen vertreten sein?",
        saetze.quorum,
        (
            *_bruch("der Sitze"),
            Feld(
                "basis",
                "Gerechnet von",
                _WAHL,
                wahl=(
                    ("alle_sitze", "allen stimmberechtigten Sitzen, auch unbesetzten"),
                    ("besetzte_sitze", "den besetzten stimmberechtigten Sitzen"),
                ),
            ),
        ),
        "Rechnet in jedem Augenblick der Sitzung und bei jeder Abstimmung.",
    ),
    Bestimmungsart(
        "quorum_bis_feststellung",
        "Beschlussfähig bis zur Feststellung",
        Gruppe.BESCHLUSS,
        "Gilt das Gremium als beschlussfähig, bis der Vorsitz das Gegenteil feststellt?",
        saetze.quorum_bis_feststellung,
        (),
        "Fehlt sie, wird die Zahl bei jeder Abstimmung geprüft.",
    ),
    Bestimmungsart(
        "zweite_einberufung",
        "Zweite Einberufung",
        Gruppe.BESCHLUSS,
        "Kann ein zurückgestellter Punkt beim zweiten Mal ohne Rücksicht auf die Zahl beschlossen werden?",
        saetze.zweite_einberufung,
        (),
        "Setzt den Hinweis von selbst in die Einladung; die verkürzte Frist genügt dafür nicht.",
    ),
    Bestimmungsart(
        "mehrheit",
        "Mehrheit",
        Gruppe.BESCHLUSS,
        "Welche Mehrheit braucht ein Beschluss, über den abgestimmt wird?",
        saetze.mehrheit,
        (
            *_bruch("der Ja-Stimmen"),
            Feld(
                "basis",
                "Gerechnet von",
                _WAHL,
                wahl=(
                    ("anwesende", "den Anwesenden (vertretene Sitze); Enthaltungen wirken wie Nein"),
                    ("abgegebene", "den abgegebenen Stimmen; Enthaltungen zählen mit"),
                    ("ja_nein", "den Ja- und Nein-Stimmen; Enthaltungen zählen nicht"),
                    ("alle_sitze", "allen stimmberechtigten Sitzen"),
                ),
            ),
            Feld("stichentscheid", "Bei Gleichstand entscheidet der Vorsitz", _JA),
        ),
        "Nennt vor der Abstimmung die nötige Zahl und danach das Ergebnis.",
    ),
    Bestimmungsart(
        "verfahren",
        "Verfahren",
        Gruppe.BESCHLUSS,
        "Wird zuerst Einvernehmen gesucht, wie wird abgestimmt, und geht es auch im Umlauf?",
        saetze.verfahren,
        (
            Feld("konsens_zuerst", "Zuerst wird Einvernehmen gesucht", _JA),
            Feld("offen", "Abgestimmt wird in der Regel offen", _JA),
            Feld(
                "umlauf",
                "Beschlüsse im Umlauf",
                _WAHL,
                wahl=(
                    ("offen", "sind nicht geregelt"),
                    ("moeglich", "sind nicht ausgeschlossen"),
                    ("erlaubt", "sind erlaubt"),
                    ("ausgeschlossen", "sind ausgeschlossen"),
                ),
            ),
        ),
    ),
    Bestimmungsart(
        "niederschrift_inhalt",
        "Inhalt der Niederschrift",
        Gruppe.NIEDERSCHRIFT,
        "Was muss die Niederschrift enthalten?",
        saetze.niederschrift_inhalt,
        (
            Feld(
                "inhalt",
                "Angaben",
                _MEHRFACH,
                wahl=(
                    ("ort", "Ort"),
                    ("tag", "Tag"),
                    ("uhrzeit", "Uhrzeit"),
                    ("anwesende", "Namen der anwesenden Mitglieder"),
                    ("tagesordnung", "Tagesordnung"),
                    ("erklaerungen", "persönliche Erklärungen zur Niederschrift"),
                    ("beschluesse", "Beschlüsse"),
                    ("ergebnisse", "festgestellte Abstimmungsergebnisse"),
                    ("wesentliches", "wesentliche Ergebnisse"),
                ),
            ),
        ),
        "Unterzeichnet wird erst, wenn alles da ist.",
    ),
    Bestimmungsart(
        "unterschriften",
        "Unterschriften",
        Gruppe.NIEDERSCHRIFT,
        "Wer unterzeichnet die Niederschrift oder gibt sie frei?",
        saetze.unterschriften,
        (
            Feld("art", "Art", _WAHL, wahl=(("unterschrift", "Unterschrift"), ("freigabe", "Freigabe"))),
            Feld(
                "durch",
                "Durch",
                _MEHRFACH,
                wahl=(
                    ("vorsitz", "den Vorsitz"),
                    ("leitung_geschaeftsstelle", "die Leitung der Geschäftsstelle"),
                ),
            ),
        ),
        "Erst mit allen ist die Niederschrift unterzeichnet.",
    ),
    Bestimmungsart(
        "niederschrift_versand",
        "Versand der Niederschrift",
        Gruppe.NIEDERSCHRIFT,
        "Wie bekommen die Mitglieder die Niederschrift?",
        saetze.niederschrift_versand,
        (Feld("grosse_als_link", "Größere Anhänge gehen als Link zum Herunterladen", _JA),),
    ),
    Bestimmungsart(
        "einwendungen",
        "Einwendungen und Genehmigung",
        Gruppe.NIEDERSCHRIFT,
        "Bis wann kann man einwenden, und wann ist die Niederschrift genehmigt?",
        saetze.einwendungen,
        (
            Feld(
                "genehmigung",
                "Genehmigt",
                _WAHL,
                wahl=(
                    ("naechste_sitzung", "in der nächsten Sitzung, die stattfindet"),
                    ("frist", "nach Ablauf einer Frist ab Versand"),
                ),
            ),
            Feld(
                "anzahl",
                "Frist",
                _ZAHL,
                von=1,
                bis=365,
                noetig=False,
                hilfe="Nur bei einer Frist ab Versand.",
            ),
            Feld("einheit", "Einheit", _WAHL, wahl=(("tage", "Tage"), ("wochen", "Wochen")), noetig=False),
        ),
        "Setzt die Genehmigung auf die nächste Tagesordnung oder stellt sie nach der Frist fest.",
    ),
    Bestimmungsart(
        "oeffentlichkeit_niederschrift",
        "Öffentlichkeit der Niederschrift",
        Gruppe.NIEDERSCHRIFT,
        "Darf jede und jeder die Niederschrift lesen?",
        saetze.oeffentlichkeit_niederschrift,
        (
            Feld(
                "regel",
                "Die Niederschrift ist",
                _WAHL,
                wahl=(("oeffentlich", "öffentlich"), ("nicht_oeffentlich", "nicht öffentlich")),
            ),
            Feld("punkte_ausnehmen", "Einzelne Punkte kann das Gremium ausnehmen", _JA),
        ),
    ),
    Bestimmungsart(
        "zusammensetzung",
        "Zusammensetzung",
        Gruppe.GREMIUM,
        "Wie ändert sich, wer einen Sitz hat?",
        saetze.zusammensetzung,
        (Feld("durch_beschluss", "Nur durch einen Beschluss des Gremiums", _JA),),
        "Eine Änderung nennt ihren Beschluss.",
    ),
    Bestimmungsart(
        "arbeitsgruppen",
        "Arbeitsgruppen",
        Gruppe.GREMIUM,
        "Wie bildet das Gremium Arbeitsgruppen, und wer leitet sie?",
        saetze.arbeitsgruppen,
        (
            Feld(
                "bildung",
                "Arbeitsgruppen",
                _WAHL,
                wahl=(
                    ("gremium", "bildet das Gremium nach Bedarf"),
                    ("staendig", "bestehen ständig auf Verfahrens- und Fallebene"),
                    ("vorbereitend", "bereiten die Vorlagen vor"),
                ),
            ),
            Feld(
                "vorsitz",
                "Den Vorsitz hat",
                _WAHL,
                wahl=(
                    ("vorsitz_uebertragbar", "der Vorsitz des Gremiums; er kann ihn übertragen"),
                    ("offen", "nicht bestimmt"),
                ),
            ),
        ),
    ),
)
