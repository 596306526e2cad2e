"""Prüft die Bestimmungen einer Geschäftsordnung in sich und baut aus ihnen die Regeln.

Alle Widersprüche auf einmal; `feld` ist „bestimmung.feld“, damit die Seite die Stelle nennen kann.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kim.basis.befund import Verstoss
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung, Feld, Feldart
from lenkung.regeln.ordnung import (
    Genehmigungsregel,
    Ladungsregel,
    Mehrheitsregel,
    Ordnung,
    Quorumsregel,
    Vorschlagsregel,
    ZweiteEinberufungsregel,
)
from lenkung.regeln.werte import (
    Einheit,
    Genehmigung,
    Mehrheitsbasis,
    Pflichtangabe,
    Quorumsbasis,
    Vergleich,
    Zaehlung,
)

Bestimmungen = Mapping[str, Bestimmung]
"""Nur die geregelten, nach Schlüssel."""


def bestimmung_pruefen(schluessel: str, bestimmung: Bestimmung) -> list[Verstoss]:
    """Fehlt die Stelle, stimmen die Angaben? Alles auf einmal."""
    return [*_norm_pruefen(bestimmung.norm), *angaben_pruefen(schluessel, bestimmung.werte)]


def _norm_pruefen(norm: str) -> list[Verstoss]:
    if any(zeichen.isdigit() for zeichen in norm):
        return []
    text = "Bitte die Stelle in der Geschäftsordnung nennen, zum Beispiel „§ 6 Abs. 4“."
    return [Verstoss("norm_fehlt", text, feld="norm")]


def angaben_pruefen(schluessel: str, werte: Mapping[str, Any]) -> list[Verstoss]:
    """Ein Feld nach dem anderen; Widersprüche zwischen Feldern erst, wenn jedes für sich stimmt."""
    felder = BESTIMMUNGEN[schluessel].felder
    verstoesse = [
        Verstoss("angabe", meldung, feld=feld.name)
        for feld in felder
        if (meldung := _feld_pruefen(feld, werte.get(feld.name)))
    ]
    fremd = werte.keys() - {feld.name for feld in felder}
    verstoesse += [
        Verstoss("fremd", "Diese Angabe kennt die Bestimmung nicht.", feld=name) for name in sorted(fremd)
    ]
    return verstoesse or _zusammenhang(schluessel, werte)


def _feld_pruefen(feld: Feld, wert: Any) -> str:
    if wert is None or (feld.art is Feldart.MEHRFACH and wert == []):
        return "Bitte angeben." if feld.noetig else ""
    moeglich = dict(feld.wahl)
    if feld.art is Feldart.ZAHL:
        gut = type(wert) is int and feld.von <= wert <= feld.bis
        return "" if gut else f"Bitte eine ganze Zahl von {feld.von} bis {feld.bis} angeben."
    if feld.art is Feldart.JA:
        return "" if type(wert) is bool else "Bitte ja oder nein angeben."
    if feld.art is Feldart.WAHL:
        gut = type(wert) is str and wert in moeglich
        return "" if gut else "Bitte einen Eintrag der Liste wählen."
    gut = (
        type(wert) is list
        and all(type(eintrag) is str and eintrag in moeglich for eintrag in wert)
        and len(set(wert)) == len(wert)
    )
    return "" if gut else "Bitte nur Einträge der Liste wählen, jeden einmal."


def _zusammenhang(schluessel: str, werte: Mapping[str, Any]) -> list[Verstoss]:
    if schluessel in ("quorum", "mehrheit"):
        return _bruch_pruefen(werte)
    if schluessel == "einwendungen":
        return _genehmigung_pruefen(werte)
    return []


def _bruch_pruefen(werte: Mapping[str, Any]) -> list[Verstoss]:
    zaehler, nenner = werte["zaehler"], werte["nenner"]
    if zaehler > nenner:
        text = f"{zaehler} von {nenner} ist mehr als das Ganze. Bitte höchstens den Nenner angeben."
        return [Verstoss("mehr_als_alles", text, feld="zaehler")]
    if zaehler == nenner and werte["vergleich"] == Vergleich.MEHR_ALS:
        text = "Mehr als alle kann es nicht geben. Bitte „mindestens“ wählen oder den Zähler verkleinern."
        return [Verstoss("unerreichbar", text, feld="vergleich")]
    return []


def _genehmigung_pruefen(werte: Mapping[str, Any]) -> list[Verstoss]:
    mit_frist = werte["genehmigung"] == Genehmigung.FRIST
    verstoesse = []
    for feld, was in (("anzahl", "die Länge der Frist"), ("einheit", "die Einheit der Frist")):
        if mit_frist and werte.get(feld) is None:
            verstoesse.append(Verstoss("frist_fehlt", f"Bitte {was} angeben.", feld=feld))
        if not mit_frist and werte.get(feld) is not None:
            text = "Eine Frist gehört nur zur Genehmigung nach Ablauf. Bitte leeren."
            verstoesse.append(Verstoss("frist_zu_viel", text, feld=feld))
    return verstoesse


def widersprueche(bestimmungen: Bestimmungen) -> list[Verstoss]:
    """Was zwischen den Bestimmungen nicht zusammenpasst, und jeder Fehler in einer einzelnen."""
    verstoesse = [
        Verstoss(v.code, v.text, bestimmung.norm, f"{schluessel}.{v.feld}")
        for schluessel, bestimmung in bestimmungen.items()
        for v in bestimmung_pruefen(schluessel, bestimmung)
    ]
    if verstoesse:
        return verstoesse
    return [*_dringlichkeit_pruefen(bestimmungen), *_abhaengigkeiten(bestimmungen)]


def _dringlichkeit_pruefen(bestimmungen: Bestimmungen) -> list[Verstoss]:
    ladung, dringlich = bestimmungen.get("ladung"), bestimmungen.get("ladung_dringlich")
    if ladung is None or dringlich is None or dringlich.werte["frist"] < ladung.werte["frist"]:
        return []
    text = (
        f"Die verkürzte Frist ({dringlich.werte['frist']}) ist nicht kürzer als die Ladungsfrist "
        f"({ladung.werte['frist']}). Bitte eine kürzere angeben."
    )
    return [Verstoss("dringlich_nicht_kuerzer", text, dringlich.norm, "ladung_dringlich.frist")]


_BRAUCHT = {
    "ladung_dringlich": ("ladung", "Eine verkürzte Frist setzt eine Ladungsfrist voraus."),
    "einladung_inhalt": ("ladung", "Ohne Ladungsfrist kann KIM den Inhalt der Einladung nicht prüfen."),
    "quorum_bis_feststellung": ("quorum", "Sie setzt voraus, dass die Beschlussfähigkeit geregelt ist."),
    "zweite_einberufung": ("ladung", "Die zweite Einberufung setzt eine Ladungsfrist voraus."),
}


def _abhaengigkeiten(bestimmungen: Bestimmungen) -> list[Verstoss]:
    return [
        Verstoss(
            f"{voraussetzung}_fehlt",
            f"{text} Bitte „{BESTIMMUNGEN[voraussetzung].titel}“ regeln oder diese Bestimmung streichen.",
            bestimmungen[schluessel].norm,
            schluessel,
        )
        for schluessel, (voraussetzung, text) in _BRAUCHT.items()
        if schluessel in bestimmungen and voraussetzung not in bestimmungen
    ]


def ordnung_aus(bezeichnung: str, bestimmungen: Bestimmungen) -> Ordnung:
    """Die Regeln, mit denen gerechnet wird. Setzt voraus, dass es keine Widersprüche gibt."""
    return Ordnung(
        bezeichnung=bezeichnung,
        vorschlaege=_vorschlaege(bestimmungen),
        ladung=_ladung(bestimmungen),
        quorum=_quorum(bestimmungen),
        zweite_einberufung=ZweiteEinberufungsregel(zweite.norm)
        if (zweite := bestimmungen.get("zweite_einberufung"))
        else None,
        mehrheit=_mehrheit(bestimmungen),
        niederschrift=_niederschrift(bestimmungen),
    )


def _vorschlaege(bestimmungen: Bestimmungen) -> Vorschlagsregel | None:
    bestimmung = bestimmungen.get("vorschlaege")
    if bestimmung is None or bestimmung.werte.get("tage_vorher") is None:
        return None
    return Vorschlagsregel(bestimmung.werte["tage_vorher"], bestimmung.norm)


def _ladung(bestimmungen: Bestimmungen) -> Ladungsregel | None:
    bestimmung = bestimmungen.get("ladung")
    if bestimmung is None:
        return None
    dringlich, inhalt = bestimmungen.get("ladung_dringlich"), bestimmungen.get("einladung_inhalt")
    return Ladungsregel(
        frist=bestimmung.werte["frist"],
        zaehlung=Zaehlung(bestimmung.werte["zaehlung"]),
        pflichtangaben=frozenset(map(Pflichtangabe, inhalt.werte["pflichtangaben"]))
        if inhalt
        else frozenset(),
        norm=bestimmung.norm,
        dringlich_frist=dringlich.werte["frist"] if dringlich else None,
    )


def _quorum(bestimmungen: Bestimmungen) -> Quorumsregel | None:
    bestimmung = bestimmungen.get("quorum")
    if bestimmung is None:
        return None
    werte = bestimmung.werte
    return Quorumsregel(
        zaehler=werte["zaehler"],
        nenner=werte["nenner"],
        vergleich=Vergleich(werte["vergleich"]),
        basis=Quorumsbasis(werte["basis"]),
        norm=bestimmung.norm,
        gilt_bis_feststellung="quorum_bis_feststellung" in bestimmungen,
    )


def _mehrheit(bestimmungen: Bestimmungen) -> Mehrheitsregel | None:
    bestimmung = bestimmungen.get("mehrheit")
    if bestimmung is None:
        return None
    werte = bestimmung.werte
    return Mehrheitsregel(
        zaehler=werte["zaehler"],
        nenner=werte["nenner"],
        vergleich=Vergleich(werte["vergleich"]),
        basis=Mehrheitsbasis(werte["basis"]),
        norm=bestimmung.norm,
        stichentscheid=werte["stichentscheid"],
    )


def _niederschrift(bestimmungen: Bestimmungen) -> Genehmigungsregel | None:
    bestimmung = bestimmungen.get("einwendungen")
    if bestimmung is None:
        return None
    werte = bestimmung.werte
    return Genehmigungsregel(
        genehmigung=Genehmigung(werte["genehmigung"]),
        norm=bestimmung.norm,
        anzahl=werte.get("anzahl"),
        einheit=Einheit(werte["einheit"]) if werte.get("einheit") else None,
    )
