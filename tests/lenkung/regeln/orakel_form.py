"""The form of a scenario for the oracle: the path of the one mistake in a line, or nothing.

A table of keys, read by one function. Where a line has several mistakes the contract leaves open which is
the first; the tests use lines with one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.lenkung.regeln.orakel_go import GESCHAEFTSORDNUNGEN

WURZEL = "szenario"
Pruefung = Callable[[Any], bool]


class Falsch(Exception):
    """Carries the path."""


def _text(wert: Any) -> bool:
    return isinstance(wert, str)


def _kennung(wert: Any) -> bool:
    return isinstance(wert, str) and wert != ""


def _flag(wert: Any) -> bool:
    return wert is True or wert is False


def _zahl(wert: Any) -> bool:
    return type(wert) is int and wert >= 0


def _nenner(wert: Any) -> bool:
    return _zahl(wert) and wert >= 1


def _tag(wert: Any) -> bool:
    if not isinstance(wert, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", wert):
        return False
    try:
        date(int(wert[:4]), int(wert[5:7]), int(wert[8:]))
    except ValueError:
        return False
    return True


def _zeit(wert: Any) -> bool:
    if not isinstance(wert, str) or not _tag(wert[:10]):
        return False
    uhr = re.fullmatch(r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?", wert[10:])
    return uhr is not None and int(uhr[1]) < 24 and int(uhr[2]) < 60 and int(uhr[3] or "0") < 60


def _eins_von(*worte: str) -> Pruefung:
    return lambda wert: isinstance(wert, str) and wert in worte


def _oder_null(pruefung: Pruefung) -> Pruefung:
    return lambda wert: wert is None or pruefung(wert)


# key: (check, required)
Felder = dict[str, tuple[Pruefung | Any, bool]]
JA, NEIN = True, False
LISTE: list[Any] = [_kennung]
VORGABE = _oder_null(_eins_von("ja", "nein"))

SITZ: Felder = {
    "id": (_kennung, JA), "stimmrecht": (_flag, JA), "von": (_tag, JA), "bis": (_oder_null(_tag), NEIN),
    "mitglied": (_oder_null(_kennung), NEIN), "stellvertretung": (_oder_null(_kennung), NEIN),
}  # fmt: skip
SITZUNG: Felder = {
    "beginn": (_zeit, JA), "ende": (_oder_null(_zeit), NEIN),
    "art": (_oder_null(_eins_von("praesenz", "digital")), NEIN),
}  # fmt: skip
EINLADUNG: Felder = {
    "versandt": (_oder_null(_zeit), JA), "dringlich": (_flag, NEIN), "begruendung": (_oder_null(_text), NEIN),
    "ort": (_oder_null(_text), JA), "termin": (_flag, JA), "tagesordnung": (_flag, JA),
    "hinweis_zweite_einberufung": (_flag, NEIN),
}  # fmt: skip
EINGANG: Felder = {"id": (_kennung, JA), "eingang": (_zeit, JA)}
ANWESENHEIT: Felder = {
    "person": (_kennung, JA), "von": (_zeit, JA), "bis": (_oder_null(_zeit), NEIN),
    "art": (_eins_von("vor_ort", "digital"), JA),
}  # fmt: skip
EREIGNIS: Felder = {
    "zeit": (_zeit, JA),
    "typ": (_eins_von("beschlussunfaehigkeit_festgestellt", "beschlussfaehigkeit_festgestellt"), JA),
}
ZAHLEN: Felder = {"ja": (_zahl, JA), "nein": (_zahl, JA), "enthaltung": (_zahl, JA)}
STIMMEN: Felder = {
    "id": (_kennung, JA), "zeit": (_zeit, JA),
    "art": (_eins_von("namentlich", "zahlen", "einvernehmlich"), NEIN),
    "zweite_einberufung": (_flag, NEIN), "stichentscheid": (VORGABE, NEIN),
}  # fmt: skip
JE_ART: dict[str, Felder] = {
    "namentlich": {"ja": (LISTE, NEIN), "nein": (LISTE, NEIN), "enthaltung": (LISTE, NEIN)},
    "zahlen": {"zahlen": (ZAHLEN, JA)},
    "einvernehmlich": {"widerspruch": (LISTE, NEIN)},
}
NIEDERSCHRIFT: Felder = {
    "versandt": (_oder_null(_zeit), JA), "naechste_sitzung": (_oder_null(_zeit), JA),
    "genehmigung_aufgerufen": (_oder_null(_zeit), NEIN), "einwendungen": ([EINGANG], NEIN),
    "stichtag": (_tag, JA),
}  # fmt: skip
BRUCH: Felder = {
    "zaehler": (_zahl, JA), "nenner": (_nenner, JA), "vergleich": (_eins_von(">=", ">"), JA),
    "norm": (_text, JA),
}  # fmt: skip
GO: dict[str, Felder] = {
    "vorschlaege": {"tage_vorher": (_zahl, JA), "norm": (_text, JA)},
    "ladung": {
        "frist": (_zahl, JA), "dringlich_frist": (_oder_null(_zahl), JA),
        "zaehlung": (_eins_von("kalendertage", "arbeitstage"), JA),
        "pflichtangaben": ([_eins_von("ort", "termin", "tagesordnung")], NEIN), "norm": (_text, JA),
    },
    "quorum": {
        **BRUCH, "basis": (_eins_von("alle_sitze", "besetzte_sitze"), JA),
        "gilt_bis_feststellung": (_flag, NEIN),
    },
    "zweite_einberufung": {"norm": (_text, JA)},
    "mehrheit": {
        **BRUCH, "basis": (_eins_von("anwesende", "abgegebene", "ja_nein", "alle_sitze"), JA),
        "stichentscheid": (_flag, NEIN),
    },
    "niederschrift": {
        "genehmigung": (_eins_von("naechste_sitzung", "frist"), JA), "anzahl": (_oder_null(_zahl), NEIN),
        "einheit": (_oder_null(_eins_von("tage", "wochen")), NEIN), "norm": (_text, JA),
    },
}  # fmt: skip
TEILE: dict[str, Any] = {
    "sitze": [SITZ], "sitzung": SITZUNG, "einladung": EINLADUNG, "vorschlaege": [EINGANG],
    "anwesenheit": [ANWESENHEIT], "ereignisse": [EREIGNIS], "niederschrift": NIEDERSCHRIFT,
}  # fmt: skip


def fehler(szenario_text: str) -> str | None:
    """The path of the first mistake of a line, ``None`` if it is well-formed."""
    try:
        szenario = json.loads(szenario_text, parse_constant=_keine_zahl)
    except (ValueError, RecursionError):
        return WURZEL
    if not isinstance(szenario, dict):
        return WURZEL
    try:
        _alles(szenario)
    except Falsch as falsch:
        return str(falsch)
    return None


def _keine_zahl(wort: str) -> None:
    raise ValueError(wort)


def _alles(szenario: dict[str, Any]) -> None:
    for schluessel in szenario:
        _verlange(schluessel in {*TEILE, "abstimmungen", "geschaeftsordnung"}, schluessel)
    for pflicht in ("geschaeftsordnung", "sitzung"):
        _verlange(pflicht in szenario, pflicht)
    _geschaeftsordnung(szenario["geschaeftsordnung"])
    for name, form in TEILE.items():
        if name in szenario:
            _form(form, szenario[name], name)
    abstimmungen = szenario.get("abstimmungen", [])
    _verlange(isinstance(abstimmungen, list), "abstimmungen")
    for pfad, abstimmung in _einzeln(abstimmungen, "abstimmungen"):
        _verlange(isinstance(abstimmung, dict), pfad)
        art = abstimmung.get("art", "namentlich")
        _verlange(isinstance(art, str) and art in JE_ART, f"{pfad}.art")
        _form({**STIMMEN, **JE_ART[art]}, abstimmung, pfad)
    _im_ganzen(szenario)


def _verlange(stimmt: bool, pfad: str) -> None:
    if not stimmt:
        raise Falsch(pfad)


def _einzeln(liste: list[Any], pfad: str) -> Iterator[tuple[str, Any]]:
    for stelle, wert in enumerate(liste):
        yield f"{pfad}[{stelle}]", wert


def _form(form: Any, wert: Any, pfad: str) -> None:
    if isinstance(form, list):
        _verlange(isinstance(wert, list), pfad)
        for stelle, eintrag in _einzeln(wert, pfad):
            _form(form[0], eintrag, stelle)
    elif isinstance(form, dict):
        _verlange(isinstance(wert, dict), pfad)
        for schluessel in wert:
            _verlange(schluessel in form, f"{pfad}.{schluessel}")
        for schluessel, (innen, pflicht) in form.items():
            if schluessel in wert:
                _form(innen, wert[schluessel], f"{pfad}.{schluessel}")
            else:
                _verlange(not pflicht, f"{pfad}.{schluessel}")
    else:
        _verlange(form(wert), pfad)


def _geschaeftsordnung(angabe: Any) -> None:
    pfad = "geschaeftsordnung"
    if isinstance(angabe, str):
        _verlange(angabe in GESCHAEFTSORDNUNGEN, pfad)
        return
    _verlange(isinstance(angabe, dict), pfad)
    for schluessel, wert in angabe.items():
        if schluessel == "bezeichnung":
            _verlange(_text(wert), f"{pfad}.bezeichnung")
            continue
        _verlange(schluessel in GO, f"{pfad}.{schluessel}")
        if wert is not None:
            _form(GO[schluessel], wert, f"{pfad}.{schluessel}")
    blatt = angabe.get("niederschrift")
    if blatt is not None and blatt["genehmigung"] == "frist":
        for schluessel in ("anzahl", "einheit"):
            _verlange(blatt.get(schluessel) is not None, f"{pfad}.niederschrift.{schluessel}")


def _im_ganzen(szenario: dict[str, Any]) -> None:
    """What single values cannot tell."""
    sitze, sitzung = szenario.get("sitze", []), szenario["sitzung"]
    einwendungen = szenario.get("niederschrift", {}).get("einwendungen", [])
    for name in ("sitze", "vorschlaege", "abstimmungen"):
        _verschieden(szenario.get(name, []), name)
    _verschieden(einwendungen, "niederschrift.einwendungen")
    for pfad, sitz in _einzeln(sitze, "sitze"):
        _verlange(sitz.get("bis") is None or sitz["von"] <= sitz["bis"], f"{pfad}.von")
        selbst = sitz.get("mitglied") is not None and sitz.get("mitglied") == sitz.get("stellvertretung")
        _verlange(not selbst, f"{pfad}.stellvertretung")
    if sitzung.get("ende") is not None:
        _verlange(_voll(sitzung["beginn"]) < _voll(sitzung["ende"]), "sitzung.ende")
    for pfad, eintrag in _einzeln(szenario.get("anwesenheit", []), "anwesenheit"):
        if eintrag.get("bis") is not None:
            _verlange(_voll(eintrag["von"]) < _voll(eintrag["bis"]), f"{pfad}.bis")
    _eine_stimme(sitze, sitzung["beginn"][:10])
    _verlange(bool(sitze) or not szenario.get("abstimmungen", []), "sitze")


def _voll(text: str) -> str:
    return text + ":00" if len(text) == 16 else text


def _verschieden(liste: list[Any], pfad: str) -> None:
    for stelle, eintrag in _einzeln(liste, pfad):
        gleiche = [e for e in liste if e["id"] == eintrag["id"]]
        _verlange(gleiche[0] is eintrag, f"{stelle}.id")


def _eine_stimme(sitze: list[Any], sitzungstag: str) -> None:
    benannt: set[str] = set()
    for pfad, sitz in _einzeln(sitze, "sitze"):
        bis = sitz.get("bis")
        if not sitz["stimmrecht"] or sitz["von"] > sitzungstag or (bis is not None and bis < sitzungstag):
            continue
        for rolle in ("mitglied", "stellvertretung"):
            person = sitz.get(rolle)
            _verlange(person is None or person not in benannt, f"{pfad}.{rolle}")
            benannt.add(person)
