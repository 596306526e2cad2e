"""Liest ein Szenario der Regelprobe: Sitzung, Sitze, Anwesenheit, Stimmen und Niederschrift als JSON-Objekt.

Alles Unbekannte ist ein Fehler, und nur der erste wird genannt, mit seinem Pfad wie `sitze[0].von`. Geprüft
wird in der Reihenfolge der Teile: erst die Form, dann, was zwischen den Teilen nicht zusammenpasst.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from lenkung.regeln.beschlussfaehigkeit import Ereignis
from lenkung.regeln.einladung import Einladung
from lenkung.regeln.lesen import (
    SzenarioFehler,
    auswahl,
    flagge,
    kennung,
    liste,
    mit_pfad,
    objekt,
    oder_none,
    tag,
    text,
    zahl,
    zeit,
)
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.ordnung_lesen import ordnung_lesen
from lenkung.regeln.vertretung import Anwesenheit, Sitz, doppelt_benannt
from lenkung.regeln.werte import Abstimmungsart, Anwesenheitsart, Feststellung, Sitzungsart

__all__ = ["Szenario", "SzenarioFehler", "szenario_lesen"]


class Sitzung(NamedTuple):
    beginn: datetime
    ende: datetime
    """Ohne Angabe 00:00 Uhr des nächsten Tages."""
    art: Sitzungsart | None


class Vorschlag(NamedTuple):
    id: str
    eingang: datetime


class Abstimmung(NamedTuple):
    """Je nach Art sind die Listen, die Zahlen oder die Widersprüche gefüllt."""

    id: str
    zeit: datetime
    art: Abstimmungsart
    ja: list[str]
    nein: list[str]
    enthaltung: list[str]
    zahlen: Stimmen | None
    widerspruch: list[str]
    zweite_einberufung: bool
    stichentscheid: bool


class Niederschrift(NamedTuple):
    versandt: datetime | None
    naechste_sitzung: datetime | None
    genehmigung_aufgerufen: datetime | None
    einwendungen: list[Vorschlag]
    stichtag: date


class Szenario(NamedTuple):
    ordnung: str | Ordnung
    """Der Name einer Geschäftsordnung oder ihre Regeln selbst."""
    sitzung: Sitzung
    sitze: list[Sitz]
    anwesenheit: list[Anwesenheit]
    ereignisse: list[Ereignis]
    einladung: Einladung | None
    vorschlaege: list[Vorschlag] | None
    abstimmungen: list[Abstimmung] | None
    niederschrift: Niederschrift | None


_TEILE = frozenset(
    (
        "geschaeftsordnung",
        "sitze",
        "sitzung",
        "einladung",
        "vorschlaege",
        "anwesenheit",
        "ereignisse",
        "abstimmungen",
        "niederschrift",
    )
)


def szenario_lesen(wert: Any) -> Szenario:
    objekt(wert, _TEILE, ("geschaeftsordnung",))
    ordnung = mit_pfad("geschaeftsordnung", _ordnung, wert["geschaeftsordnung"])
    sitze = _sitze(wert["sitze"]) if "sitze" in wert else []
    if "sitzung" not in wert:
        raise SzenarioFehler("sitzung", "fehlt")
    sitzung = mit_pfad("sitzung", _sitzung, wert["sitzung"])
    szenario = Szenario(
        ordnung=ordnung,
        sitzung=sitzung,
        sitze=sitze,
        einladung=mit_pfad("einladung", _einladung, wert["einladung"]) if "einladung" in wert else None,
        vorschlaege=_mit_eingang(wert["vorschlaege"], "vorschlaege") if "vorschlaege" in wert else None,
        anwesenheit=liste(wert["anwesenheit"], "anwesenheit", _anwesenheit) if "anwesenheit" in wert else [],
        ereignisse=liste(wert["ereignisse"], "ereignisse", _ereignis) if "ereignisse" in wert else [],
        abstimmungen=_abstimmungen(wert["abstimmungen"]) if "abstimmungen" in wert else None,
        niederschrift=mit_pfad("niederschrift", _niederschrift, wert["niederschrift"])
        if "niederschrift" in wert
        else None,
    )
    if szenario.abstimmungen and not sitze:
        raise SzenarioFehler("sitze", "für eine Abstimmung ist mindestens ein Sitz nötig")
    if stelle := doppelt_benannt(sitze, sitzung.beginn.date()):
        nummer, feld = stelle
        raise SzenarioFehler(f"sitze[{nummer}].{feld}", "die Person hat schon einen anderen Sitz mit Stimme")
    return szenario


def _ordnung(wert: Any) -> str | Ordnung:
    return wert if type(wert) is str else ordnung_lesen(wert)


_SITZUNG = frozenset(("beginn", "ende", "art"))


def _sitzung(wert: Any) -> Sitzung:
    objekt(wert, _SITZUNG, ("beginn",))
    beginn = zeit(wert["beginn"], "beginn")
    ende = oder_none(wert, "ende", zeit)
    if ende is not None and ende <= beginn:
        raise SzenarioFehler("ende", "liegt nicht nach dem Beginn")
    art = oder_none(wert, "art", _SITZUNGSART)
    return Sitzung(beginn, ende or _mitternacht_danach(beginn), art)


def _mitternacht_danach(beginn: datetime) -> datetime:
    ordinal = beginn.toordinal()
    if ordinal == date.max.toordinal():
        return datetime.max
    return datetime.fromordinal(ordinal + 1)


_SITZUNGSART = auswahl(Sitzungsart)
_SITZ = frozenset(("id", "stimmrecht", "von", "bis", "mitglied", "stellvertretung"))


def _sitz(wert: Any) -> Sitz:
    objekt(wert, _SITZ, ("id", "stimmrecht", "von"))
    name = kennung(wert["id"], "id")
    stimmrecht = wert["stimmrecht"]
    if type(stimmrecht) is not bool:
        raise SzenarioFehler("stimmrecht", "muss true oder false sein")
    von = tag(wert["von"], "von")
    bis = oder_none(wert, "bis", tag)
    if bis is not None and von > bis:
        raise SzenarioFehler("von", "liegt nach dem Ende")
    mitglied = oder_none(wert, "mitglied", kennung)
    stellvertretung = oder_none(wert, "stellvertretung", kennung)
    if mitglied is not None and mitglied == stellvertretung:
        raise SzenarioFehler("stellvertretung", "ist dieselbe Person wie das Mitglied")
    return Sitz(name, stimmrecht, von, bis, mitglied, stellvertretung)


def _sitze(wert: Any) -> list[Sitz]:
    return _ohne_doppelte(liste(wert, "sitze", _sitz), "sitze")


def _ohne_doppelte(eintraege: list[Any], pfad: str) -> list[Any]:
    if len({eintrag.id for eintrag in eintraege}) == len(eintraege):
        return eintraege
    gesehen: set[str] = set()
    for nummer, eintrag in enumerate(eintraege):
        if eintrag.id in gesehen:
            raise SzenarioFehler(f"{pfad}[{nummer}].id", "kommt doppelt vor")
        gesehen.add(eintrag.id)
    raise AssertionError("unreachable")


_EINLADUNG = frozenset(
    ["versandt", "dringlich", "begruendung", "ort", "termin", "tagesordnung", "hinweis_zweite_einberufung"]
)


def _einladung(wert: Any) -> Einladung:
    objekt(wert, _EINLADUNG, ("versandt", "ort", "termin", "tagesordnung"))
    return Einladung(
        versandt=oder_none(wert, "versandt", zeit),
        dringlich=flagge(wert, "dringlich"),
        begruendung=oder_none(wert, "begruendung", text),
        ort=oder_none(wert, "ort", text),
        termin=flagge(wert, "termin"),
        tagesordnung=flagge(wert, "tagesordnung"),
        hinweis_zweite_einberufung=flagge(wert, "hinweis_zweite_einberufung"),
    )


_VORSCHLAG = frozenset(("id", "eingang"))


def _vorschlag(wert: Any) -> Vorschlag:
    objekt(wert, _VORSCHLAG, ("id", "eingang"))
    return Vorschlag(kennung(wert["id"], "id"), zeit(wert["eingang"], "eingang"))


def _mit_eingang(wert: Any, pfad: str) -> list[Vorschlag]:
    return _ohne_doppelte(liste(wert, pfad, _vorschlag), pfad)


_ANWESENHEIT = frozenset(("person", "von", "bis", "art"))
_ANWESENHEITSART = auswahl(Anwesenheitsart)


def _anwesenheit(wert: Any) -> Anwesenheit:
    objekt(wert, _ANWESENHEIT, ("person", "von", "art"))
    person = kennung(wert["person"], "person")
    von = zeit(wert["von"], "von")
    bis = oder_none(wert, "bis", zeit)
    if bis is not None and bis <= von:
        raise SzenarioFehler("bis", "liegt nicht nach dem Beginn")
    return Anwesenheit(person, von, bis, _ANWESENHEITSART(wert["art"], "art"))


_EREIGNIS = frozenset(("zeit", "typ"))
_FESTSTELLUNG = auswahl(Feststellung)


def _ereignis(wert: Any) -> Ereignis:
    objekt(wert, _EREIGNIS, ("zeit", "typ"))
    return Ereignis(zeit(wert["zeit"], "zeit"), _FESTSTELLUNG(wert["typ"], "typ"))


_ABSTIMMUNGSART = auswahl(Abstimmungsart)
_GEMEINSAM = frozenset(("id", "zeit", "art", "zweite_einberufung", "stichentscheid"))
_JE_ART = {
    Abstimmungsart.NAMENTLICH: _GEMEINSAM | {"ja", "nein", "enthaltung"},
    Abstimmungsart.ZAHLEN: _GEMEINSAM | {"zahlen"},
    Abstimmungsart.EINVERNEHMLICH: _GEMEINSAM | {"widerspruch"},
}
_ALLE = frozenset().union(*_JE_ART.values())
_STIMMEN = ("ja", "nein", "enthaltung")
_STIMMEN_TEILE = frozenset(_STIMMEN)


def _abstimmungen(wert: Any) -> list[Abstimmung]:
    return _ohne_doppelte(liste(wert, "abstimmungen", _abstimmung), "abstimmungen")


def _abstimmung(wert: Any) -> Abstimmung:
    objekt(wert, _ALLE, ("id", "zeit"))
    name = kennung(wert["id"], "id")
    wann = zeit(wert["zeit"], "zeit")
    art = _ABSTIMMUNGSART(wert["art"], "art") if "art" in wert else Abstimmungsart.NAMENTLICH
    objekt(wert, _JE_ART[art], ("zahlen",) if art is Abstimmungsart.ZAHLEN else ())
    stichentscheid = oder_none(wert, "stichentscheid", text)
    if stichentscheid not in (None, "ja", "nein"):
        raise SzenarioFehler("stichentscheid", "muss ja oder nein sein")
    return Abstimmung(
        id=name,
        zeit=wann,
        art=art,
        ja=_namen(wert, "ja"),
        nein=_namen(wert, "nein"),
        enthaltung=_namen(wert, "enthaltung"),
        zahlen=mit_pfad("zahlen", _zahlen, wert["zahlen"]) if "zahlen" in wert else None,
        widerspruch=_namen(wert, "widerspruch"),
        zweite_einberufung=flagge(wert, "zweite_einberufung"),
        stichentscheid=stichentscheid == "ja",
    )


def _namen(wert: dict[str, Any], feld: str) -> list[str]:
    return liste(wert[feld], feld, _name) if feld in wert else []


def _name(wert: Any) -> str:
    return kennung(wert, "")


def _zahlen(wert: Any) -> Stimmen:
    objekt(wert, _STIMMEN_TEILE, _STIMMEN)
    return Stimmen(zahl(wert["ja"], "ja"), zahl(wert["nein"], "nein"), zahl(wert["enthaltung"], "enthaltung"))


_NIEDERSCHRIFT = frozenset(
    ("versandt", "naechste_sitzung", "genehmigung_aufgerufen", "einwendungen", "stichtag")
)


def _niederschrift(wert: Any) -> Niederschrift:
    objekt(wert, _NIEDERSCHRIFT, ("versandt", "naechste_sitzung", "stichtag"))
    return Niederschrift(
        versandt=oder_none(wert, "versandt", zeit),
        naechste_sitzung=oder_none(wert, "naechste_sitzung", zeit),
        genehmigung_aufgerufen=oder_none(wert, "genehmigung_aufgerufen", zeit),
        einwendungen=_mit_eingang(wert["einwendungen"], "einwendungen") if "einwendungen" in wert else [],
        stichtag=tag(wert["stichtag"], "stichtag"),
    )
