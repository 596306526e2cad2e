"""Die Sätze der Niederschrift, die ein Kreis in seinen Worten fassen darf, und was darin stehen muss.

Der Wortlaut des Hauses liegt in lenkung/daten/textbausteine.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kim.basis.befund import Befund, Verstoss
from kim.basis.mailtext import Platzhalter
from kim.versand.regeln.platzhalter import ersetzen, stellen

HOECHSTENS = 1000


class Satzart(StrEnum):
    EROEFFNUNG = "eroeffnung"
    BESCHLUSSFAEHIG = "beschlussfaehig"
    BESCHLUSSUNFAEHIG = "beschlussunfaehig"
    WIEDER_BESCHLUSSFAEHIG = "wieder_beschlussfaehig"
    VORTRAG = "vortrag"
    KENNTNISNAHME = "kenntnisnahme"
    EINVERNEHMLICH = "einvernehmlich"
    OFFEN = "offen"
    NAMENTLICH = "namentlich"
    GEHEIM = "geheim"
    STICHENTSCHEID = "stichentscheid"
    UEBERNOMMEN = "uebernommen"
    OHNE_ANGABE = "ohne_angabe"
    RECHNUNG = "rechnung"
    ZURUECKGESTELLT = "zurueckgestellt"
    ABGESETZT = "abgesetzt"
    SCHLUSS = "schluss"


@dataclass(frozen=True, slots=True)
class Bausteinart:
    art: Satzart
    titel: str
    anlass: str
    """Wann der Satz dasteht."""
    platzhalter: tuple[Platzhalter, ...] = ()

    @property
    def namen(self) -> frozenset[str]:
        return frozenset(platzhalter.name for platzhalter in self.platzhalter)


_LEITUNG = Platzhalter("leitung", "wer die Sitzung leitet", "Dr. Renate Probe", pflicht=True)
_UHRZEIT = Platzhalter("uhrzeit", "wann es festgestellt wurde", "15:10 Uhr", pflicht=True)
_RECHNUNG = Platzhalter(
    "rechnung", "die Rechnung mit ihrer Stelle", "9 von 17 stimmberechtigten Sitzen vertreten, § 6 Abs. 4."
)
_STIMMEN = Platzhalter(
    "stimmen", "die gezählten Stimmen", "9 Ja-Stimmen, 1 Nein-Stimme und 2 Enthaltungen", pflicht=True
)
_ERGEBNIS = Platzhalter("ergebnis", "„angenommen“ oder „abgelehnt“", "angenommen", pflicht=True)
_GRUND = Platzhalter("grund", "der Grund, wie er eingetragen ist", "Die Unterlagen fehlten.")
_ABSTIMMUNG = (_STIMMEN, _ERGEBNIS)

BAUSTEINE: Mapping[Satzart, Bausteinart] = {
    baustein.art: baustein
    for baustein in (
        Bausteinart(
            Satzart.EROEFFNUNG,
            "Eröffnung",
            "Am Anfang der Sitzung.",
            (_LEITUNG, Platzhalter("beginn", "Uhrzeit der Eröffnung", "14:00 Uhr", pflicht=True)),
        ),
        Bausteinart(
            Satzart.BESCHLUSSFAEHIG, "Beschlussfähigkeit", "Wenn der Vorsitz sie feststellt.", (_RECHNUNG,)
        ),
        Bausteinart(
            Satzart.BESCHLUSSUNFAEHIG,
            "Beschlussunfähigkeit",
            "Wenn der Vorsitz sie feststellt.",
            (_UHRZEIT, _RECHNUNG),
        ),
        Bausteinart(
            Satzart.WIEDER_BESCHLUSSFAEHIG,
            "Wieder beschlussfähig",
            "Wenn der Vorsitz danach feststellt, dass wieder genug da sind.",
            (_UHRZEIT, _RECHNUNG),
        ),
        Bausteinart(
            Satzart.VORTRAG,
            "Vortrag",
            "Wenn die Tagesordnung nennt, wer vorträgt.",
            (Platzhalter("vortrag", "wer vorträgt", "Geschäftsstelle", pflicht=True),),
        ),
        Bausteinart(Satzart.KENNTNISNAHME, "Kenntnisnahme", "Unter jedem Bericht, der behandelt wurde."),
        Bausteinart(Satzart.EINVERNEHMLICH, "Einvernehmen", "Wenn niemand widersprochen hat."),
        Bausteinart(Satzart.OFFEN, "Offene Abstimmung", "Wenn offen abgestimmt wurde.", _ABSTIMMUNG),
        Bausteinart(
            Satzart.NAMENTLICH, "Namentliche Abstimmung", "Wenn namentlich abgestimmt wurde.", _ABSTIMMUNG
        ),
        Bausteinart(Satzart.GEHEIM, "Geheime Abstimmung", "Wenn geheim abgestimmt wurde.", _ABSTIMMUNG),
        Bausteinart(
            Satzart.STICHENTSCHEID, "Stichentscheid", "Wenn bei Gleichstand der Vorsitz entschieden hat."
        ),
        Bausteinart(
            Satzart.UEBERNOMMEN,
            "Ergebnis aus einer früheren Niederschrift",
            "Wenn ein Beschluss ohne Stimmenzahlen nachgetragen ist.",
            (Platzhalter("angabe", "das Ergebnis in deren Worten", "einstimmig", pflicht=True), _ERGEBNIS),
        ),
        Bausteinart(
            Satzart.OHNE_ANGABE,
            "Ergebnis ohne nähere Angabe",
            "Wenn nur bekannt ist, ob der Beschluss gefasst wurde.",
            (_ERGEBNIS,),
        ),
        Bausteinart(
            Satzart.RECHNUNG,
            "Rechnung",
            "Unter jedem Ergebnis, das KIM gerechnet hat.",
            (
                Platzhalter(
                    "rechnung",
                    "die Rechnung mit ihrer Stelle",
                    "9 Ja, 1 Nein, 2 Enthaltungen; 9 × 3 ≥ 12 × 2, § 6 Abs. 2: angenommen.",
                    pflicht=True,
                ),
            ),
        ),
        Bausteinart(
            Satzart.ZURUECKGESTELLT,
            "Zurückgestellter Punkt",
            "Wenn ein Punkt mangels Beschlussfähigkeit offen blieb.",
            (_GRUND,),
        ),
        Bausteinart(
            Satzart.ABGESETZT, "Abgesetzter Punkt", "Wenn ein Punkt nicht behandelt wurde.", (_GRUND,)
        ),
        Bausteinart(
            Satzart.SCHLUSS,
            "Schluss",
            "Am Ende der Sitzung.",
            (_LEITUNG, Platzhalter("ende", "Uhrzeit des Schlusses", "16:00 Uhr", pflicht=True)),
        ),
    )
}


def baustein_pruefen(art: Bausteinart, text: str) -> Befund:
    """Alle Verstöße auf einmal; jeder nennt den Platzhalter, um den es geht."""
    verstoesse = []
    if not text.strip():
        verstoesse.append(Verstoss("leer", "Der Satz fehlt."))
    if len(text) > HOECHSTENS:
        verstoesse.append(Verstoss("zu_lang", f"Der Satz ist zu lang, höchstens {HOECHSTENS} Zeichen."))
    genannte = stellen(text)
    for name in genannte:
        if name not in art.namen:
            verstoesse.append(
                Verstoss("platzhalter_unbekannt", f"Den Platzhalter {{{name}}} gibt es in diesem Satz nicht.")
            )
    for platzhalter in art.platzhalter:
        if platzhalter.pflicht and platzhalter.name not in genannte:
            verstoesse.append(
                Verstoss(
                    "platzhalter_fehlt",
                    f"Der Platzhalter {{{platzhalter.name}}} fehlt: {platzhalter.erklaerung}.",
                )
            )
    return Befund("verwendbar" if not verstoesse else "nicht verwendbar", verstoesse=tuple(verstoesse))


def mit_beispielen(art: Bausteinart, text: str) -> str:
    return ersetzen(text, {platzhalter.name: platzhalter.beispiel for platzhalter in art.platzhalter})
