"""Liest die Regeln einer Geschäftsordnung aus einem JSON-Objekt.

Ein Teil, der fehlt oder null ist, ist nicht geregelt.
"""

from __future__ import annotations

from typing import Any

from lenkung.regeln.lesen import Form, SzenarioFehler, auswahl, flagge, liste, mit_pfad, oder_none, text, zahl
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

_ORDNUNG = Form(
    frei=("bezeichnung", "vorschlaege", "ladung", "quorum", "zweite_einberufung", "mehrheit", "niederschrift")
)
_VORSCHLAEGE = Form("tage_vorher", "norm")
_LADUNG = Form("frist", "dringlich_frist", "zaehlung", "norm", frei=("pflichtangaben",))
_QUORUM = Form("zaehler", "nenner", "vergleich", "basis", "norm", frei=("gilt_bis_feststellung",))
_ZWEITE = Form("norm")
_MEHRHEIT = Form("zaehler", "nenner", "vergleich", "basis", "norm", frei=("stichentscheid",))
_NIEDERSCHRIFT = Form("genehmigung", "norm", frei=("anzahl", "einheit"))

_zaehlung = auswahl(Zaehlung)
_pflichtangabe = auswahl(Pflichtangabe)
_vergleich = auswahl(Vergleich)
_quorumsbasis = auswahl(Quorumsbasis)
_mehrheitsbasis = auswahl(Mehrheitsbasis)
_genehmigung = auswahl(Genehmigung)
_einheit = auswahl(Einheit)


def ordnung_lesen(wert: Any) -> Ordnung:
    _ORDNUNG.pruefen(wert)

    def teil(name: str, leser: Any) -> Any:
        return None if wert.get(name) is None else mit_pfad(name, leser, wert[name])

    return Ordnung(
        bezeichnung=text(wert.get("bezeichnung", ""), "bezeichnung"),
        vorschlaege=teil("vorschlaege", _vorschlaege),
        ladung=teil("ladung", _ladung),
        quorum=teil("quorum", _quorum),
        zweite_einberufung=teil("zweite_einberufung", _zweite_einberufung),
        mehrheit=teil("mehrheit", _mehrheit),
        niederschrift=teil("niederschrift", _niederschrift),
    )


def _vorschlaege(wert: Any) -> Vorschlagsregel:
    _VORSCHLAEGE.pruefen(wert)
    return Vorschlagsregel(zahl(wert["tage_vorher"], "tage_vorher"), text(wert["norm"], "norm"))


def _ladung(wert: Any) -> Ladungsregel:
    _LADUNG.pruefen(wert)
    frist = zahl(wert["frist"], "frist")
    dringlich = oder_none(wert, "dringlich_frist", zahl)
    zaehlung = _zaehlung(wert["zaehlung"], "zaehlung")
    angaben = liste(wert.get("pflichtangaben", []), "pflichtangaben", lambda w: _pflichtangabe(w, ""))
    return Ladungsregel(frist, zaehlung, frozenset(angaben), text(wert["norm"], "norm"), dringlich)


def _quorum(wert: Any) -> Quorumsregel:
    _QUORUM.pruefen(wert)
    return Quorumsregel(
        zaehler=zahl(wert["zaehler"], "zaehler"),
        nenner=zahl(wert["nenner"], "nenner", 1),
        vergleich=_vergleich(wert["vergleich"], "vergleich"),
        basis=_quorumsbasis(wert["basis"], "basis"),
        gilt_bis_feststellung=flagge(wert, "gilt_bis_feststellung"),
        norm=text(wert["norm"], "norm"),
    )


def _zweite_einberufung(wert: Any) -> ZweiteEinberufungsregel:
    _ZWEITE.pruefen(wert)
    return ZweiteEinberufungsregel(text(wert["norm"], "norm"))


def _mehrheit(wert: Any) -> Mehrheitsregel:
    _MEHRHEIT.pruefen(wert)
    return Mehrheitsregel(
        zaehler=zahl(wert["zaehler"], "zaehler"),
        nenner=zahl(wert["nenner"], "nenner", 1),
        vergleich=_vergleich(wert["vergleich"], "vergleich"),
        basis=_mehrheitsbasis(wert["basis"], "basis"),
        stichentscheid=flagge(wert, "stichentscheid"),
        norm=text(wert["norm"], "norm"),
    )


def _niederschrift(wert: Any) -> Genehmigungsregel:
    _NIEDERSCHRIFT.pruefen(wert)
    genehmigung = _genehmigung(wert["genehmigung"], "genehmigung")
    anzahl = oder_none(wert, "anzahl", zahl)
    einheit = oder_none(wert, "einheit", _einheit)
    if genehmigung is Genehmigung.FRIST:
        for feld, inhalt in (("anzahl", anzahl), ("einheit", einheit)):
            if inhalt is None:
                raise SzenarioFehler(feld, "fehlt für eine Frist")
    return Genehmigungsregel(genehmigung, text(wert["norm"], "norm"), anzahl, einheit)
