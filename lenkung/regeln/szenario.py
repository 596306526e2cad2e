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
    Form,
    SzenarioFehler,
    auswahl,
    flagge,
    kennung,
    liste,
    mit_pfad,
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


_SZENARIO = Form(
    "geschaeftsordnung",
    "sitzung",
    frei=(
        "sitze",
        "einladung",
        "vorschlaege",
        "anwesenheit",
        "ereignisse",
        "abstimmungen",
        "niederschrift",
    ),
)


def szenario_lesen(wert: Any) -> Szenario:
    _SZENARIO.pruefen(wert)
    ordnung = mit_pfad("geschaeftsordnung", _ordnung, wert["geschaeftsordnung"])
    sitze = _sitze(wert["sitze"]) if "sitze" in wert else []
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


_SITZUNG = Form("beginn", frei=("ende", "art"))


def _sitzung(wert: Any) -> Sitzung:
    _SITZUNG.pruefen(wert)
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
_SITZ = Form("id", "stimmrecht", "von", frei=("bis", "mitglied", "stellvertretung"))


def _sitz(wert: Any) -> Sitz:
    _SITZ.pruefen(wert)
    stimmrecht, bis, mitglied = wert["stimmrecht"], wert.get("bis"), wert.get("mitglied")
    stellvertretung = wert.get("stellvertretung")
    sitz = Sitz(
        kennung(wert["id"], "id"),
        flagge(wert, "stimmrecht") if stimmrecht is not True else True,
        tag(wert["von"], "von"),
        None if bis is None else tag(bis, "bis"),
        None if mitglied is None else kennung(mitglied, "mitglied"),
        None if stellvertretung is None else kennung(stellvertretung, "stellvertretung"),
    )
    if sitz.bis is not None and sitz.von > sitz.bis:
        raise SzenarioFehler("von", "liegt nach dem Ende")
    if mitglied is not None and mitglied == stellvertretung:
        raise SzenarioFehler("stellvertretung", "ist dieselbe Person wie das Mitglied")
    return sitz


def _sitze(wert: Any) -> list[Sitz]:
    return _ohne_doppelte(liste(wert, "sitze", _sitz), "sitze")


def _ohne_doppelte(eintraege: list[Any], pfad: str) -> list[Any]:
    gesehen: set[str] = set()
    for nummer, eintrag in enumerate(eintraege):
        if eintrag.id in gesehen:
            raise SzenarioFehler(f"{pfad}[{nummer}].id", "kommt doppelt vor")
        gesehen.add(eintrag.id)
    return eintraege


_EINLADUNG = Form(
    "versandt",
    "ort",
    "termin",
    "tagesordnung",
    frei=("dringlich", "begruendung", "hinweis_zweite_einberufung"),
)


def _einladung(wert: Any) -> Einladung:
    _EINLADUNG.pruefen(wert)
    return Einladung(
        versandt=oder_none(wert, "versandt", zeit),
        dringlich=flagge(wert, "dringlich"),
        begruendung=oder_none(wert, "begruendung", text),
        ort=oder_none(wert, "ort", text),
        termin=flagge(wert, "termin"),
        tagesordnung=flagge(wert, "tagesordnung"),
        hinweis_zweite_einberufung=flagge(wert, "hinweis_zweite_einberufung"),
    )


_VORSCHLAG = Form("id", "eingang")


def _vorschlag(wert: Any) -> Vorschlag:
    _VORSCHLAG.pruefen(wert)
    return Vorschlag(kennung(wert["id"], "id"), zeit(wert["eingang"], "eingang"))


def _mit_eingang(wert: Any, pfad: str) -> list[Vorschlag]:
    return _ohne_doppelte(liste(wert, pfad, _vorschlag), pfad)


_ANWESENHEIT = Form("person", "von", "art", frei=("bis",))
_ANWESENHEITSART = auswahl(Anwesenheitsart)


def _anwesenheit(wert: Any) -> Anwesenheit:
    _ANWESENHEIT.pruefen(wert)
    person = kennung(wert["person"], "person")
    von = zeit(wert["von"], "von")
    bis = wert.get("bis")
    if bis is not None and (bis := zeit(bis, "bis")) <= von:
        raise SzenarioFehler("bis", "liegt nicht nach dem Beginn")
    return Anwesenheit(person, von, bis, _ANWESENHEITSART(wert["art"], "art"))


_EREIGNIS = Form("zeit", "typ")
_FESTSTELLUNG = auswahl(Feststellung)


def _ereignis(wert: Any) -> Ereignis:
    _EREIGNIS.pruefen(wert)
    return Ereignis(zeit(wert["zeit"], "zeit"), _FESTSTELLUNG(wert["typ"], "typ"))


_ABSTIMMUNGSART = auswahl(Abstimmungsart)
_GEMEINSAM = ("art", "zweite_einberufung", "stichentscheid")
_NAMENTLICH = Form("id", "zeit", frei=(*_GEMEINSAM, "ja", "nein", "enthaltung"))
_MIT_ZAHLEN = Form("id", "zeit", "zahlen", frei=_GEMEINSAM)
_EINVERNEHMLICH = Form("id", "zeit", frei=(*_GEMEINSAM, "widerspruch"))
_IRGENDEINE = Form("id", "zeit", frei=(*_GEMEINSAM, "ja", "nein", "enthaltung", "zahlen", "widerspruch"))
_STIMMEN = Form("ja", "nein", "enthaltung")


def _abstimmungen(wert: Any) -> list[Abstimmung]:
    return _ohne_doppelte(liste(wert, "abstimmungen", _abstimmung), "abstimmungen")


def _abstimmung(wert: Any) -> Abstimmung:
    _IRGENDEINE.pruefen(wert)
    name = kennung(wert["id"], "id")
    wann = zeit(wert["zeit"], "zeit")
    art = _ABSTIMMUNGSART(wert["art"], "art") if "art" in wert else Abstimmungsart.NAMENTLICH
    if art is Abstimmungsart.NAMENTLICH:
        _NAMENTLICH.pruefen(wert)
    else:
        (_MIT_ZAHLEN if art is Abstimmungsart.ZAHLEN else _EINVERNEHMLICH).pruefen(wert)
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
    _STIMMEN.pruefen(wert)
    return Stimmen(zahl(wert["ja"], "ja"), zahl(wert["nein"], "nein"), zahl(wert["enthaltung"], "enthaltung"))


_NIEDERSCHRIFT = Form(
    "versandt", "naechste_sitzung", "stichtag", frei=("genehmigung_aufgerufen", "einwendungen")
)


def _niederschrift(wert: Any) -> Niederschrift:
    _NIEDERSCHRIFT.pruefen(wert)
    return Niederschrift(
        versandt=oder_none(wert, "versandt", zeit),
        naechste_sitzung=oder_none(wert, "naechste_sitzung", zeit),
        genehmigung_aufgerufen=oder_none(wert, "genehmigung_aufgerufen", zeit),
        einwendungen=_mit_eingang(wert["einwendungen"], "einwendungen") if "einwendungen" in wert else [],
        stichtag=tag(wert["stichtag"], "stichtag"),
    )
