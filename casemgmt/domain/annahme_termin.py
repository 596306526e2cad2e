"""Was ein Gerät sendet, in Angaben verwandeln: jedes Feld geprüft, jeder Fehler am Feld benannt.

Die Namen sind die der Angaben in `regeln/termin.py`, die Werte die von JSON: Zeitpunkte als Text nach
ISO 8601 mit Zeitzone, Listen als Listen. Was fehlt, hat den Wert, der dort steht; was es nicht gibt, wird
abgelehnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from casemgmt.regeln.termin import (
    Arbeitsangaben,
    Arbeitsart,
    Beratungsangaben,
    Kanal,
    Kopfzahlangaben,
    Kopfzahlart,
    Sprachmittlung,
)
from kim.basis.fehler import Fachfehler

W = TypeVar("W", bound=StrEnum)
_GANZZAHL = 2**31


class Datenfehler(Fachfehler):
    """Mit allen Fehlern: Feldname und Meldung. `feld` ist das erste."""

    code = "daten"

    def __init__(self, fehler: Mapping[str, str]) -> None:
        self.fehler = dict(fehler)
        feld, meldung = next(iter(self.fehler.items()))
        super().__init__(meldung, feld=feld)


class _Leser:
    """Nimmt die Felder einzeln heraus; was übrig bleibt, gibt es nicht."""

    def __init__(self, daten: Any) -> None:
        if not isinstance(daten, Mapping):
            raise Datenfehler({"": _("Erwartet wird ein Satz mit Feldern.")})
        self.offen: dict[str, Any] = {str(name): wert for name, wert in daten.items()}
        self.fehler: dict[str, str] = {}

    def _holen(self, name: str, sonst: Any, pruefen: Callable[[Any], Any], meldung: str) -> Any:
        """`sonst` Ellipsis: das Feld ist nötig."""
        wert = self.offen.pop(name, None)
        if wert is None:
            if sonst is ...:
                self.fehler[name] = _("Diese Angabe fehlt.")
                return None
            return sonst
        try:
            return pruefen(wert)
        except (ValueError, TypeError):
            self.fehler[name] = meldung
            return None

    def text(self, name: str, sonst: Any = "", *, hoechstens: int) -> Any:
        meldung = _("Text mit höchstens %(zahl)d Zeichen.") % {"zahl": hoechstens}
        return self._holen(name, sonst, lambda wert: _text(wert, hoechstens), meldung)

    def zahl(self, name: str, sonst: Any = ...) -> Any:
        return self._holen(name, sonst, _ganz, _("Eine ganze Zahl."))

    def wort(self, name: str, art: type[W], sonst: Any = ...) -> Any:
        meldung = _("Einer von: %(werte)s.") % {"werte": ", ".join(wert.value for wert in art)}
        return self._holen(name, sonst, art, meldung)

    def zeitpunkt(self, name: str, sonst: Any = ...) -> Any:
        return self._holen(
            name, sonst, _zeitpunkt, _("Ein Zeitpunkt mit Zeitzone, wie 2026-05-12T09:30+02:00.")
        )

    def tag(self, name: str) -> Any:
        return self._holen(
            name, ..., lambda wert: date.fromisoformat(_text(wert, 10)), _("Ein Tag wie 2026-05-12.")
        )

    def zahlen(self, name: str) -> Any:
        return self._holen(
            name, (), lambda wert: tuple(_ganz(w) for w in _liste(wert)), _("Eine Liste von Zahlen.")
        )

    def worte(self, name: str) -> Any:
        return self._holen(
            name, (), lambda wert: tuple(_text(w, 40) for w in _liste(wert)), _("Eine Liste von Wörtern.")
        )

    def fertig(self) -> None:
        self.fehler |= {name: _("Dieses Feld gibt es nicht.") for name in self.offen}
        if self.fehler:
            raise Datenfehler(self.fehler)


def _text(wert: Any, hoechstens: int) -> str:
    if not isinstance(wert, str) or len(wert) > hoechstens or "\x00" in wert:
        raise ValueError
    return wert


def _ganz(wert: Any) -> int:
    if not isinstance(wert, int) or isinstance(wert, bool) or not -_GANZZAHL <= wert < _GANZZAHL:
        raise ValueError
    return wert


def _liste(wert: Any) -> Iterable[Any]:
    if not isinstance(wert, list) or len(wert) > 200:
        raise ValueError
    return wert


def _zeitpunkt(wert: Any) -> datetime:
    gelesen = datetime.fromisoformat(_text(wert, 40))
    if gelesen.tzinfo is None:
        raise ValueError
    return gelesen


def beratung_aus_daten(daten: Any) -> Beratungsangaben:
    """Was inhaltlich nicht stimmt (Dauer, Zukunft, fremder Fall), sagt danach der Vorgang selbst."""
    leser = _Leser(daten)
    felder = {
        "beginn": leser.zeitpunkt("beginn"),
        "dauer_minuten": leser.zahl("dauer_minuten"),
        "kanal": leser.wort("kanal", Kanal),
        "themen": leser.worte("themen"),
        "sprachmittlung": leser.wort("sprachmittlung", Sprachmittlung, Sprachmittlung.KEINE),
        "sprache": leser.text("sprache", "de", hoechstens=10),
        "personen": leser.zahl("personen", 1),
        "fall_id": leser.zahl("fall_id", None),
        "klienten": leser.zahlen("klienten"),
        "kommune_id": leser.zahl("kommune_id", None),
        "standort_id": leser.zahl("standort_id", None),
        "naechster_schritt": leser.text("naechster_schritt", hoechstens=300),
        "notiz": leser.text("notiz", hoechstens=4000),
        "vorbereitung_minuten": leser.zahl("vorbereitung_minuten", 0),
        "nachbereitung_minuten": leser.zahl("nachbereitung_minuten", 0),
    }
    leser.fertig()
    return Beratungsangaben(**felder)


def arbeitstermin_aus_daten(daten: Any) -> Arbeitsangaben:
    leser = _Leser(daten)
    felder = {
        "art": leser.wort("art", Arbeitsart),
        "beginn": leser.zeitpunkt("beginn"),
        "dauer_minuten": leser.zahl("dauer_minuten"),
        "titel": leser.text("titel", hoechstens=200),
        "teilnehmende": leser.zahl("teilnehmende", None),
        "notiz": leser.text("notiz", hoechstens=4000),
        "kommune_id": leser.zahl("kommune_id", None),
        "standort_id": leser.zahl("standort_id", None),
    }
    leser.fertig()
    return Arbeitsangaben(**felder)


def kopfzahl_aus_daten(daten: Any) -> Kopfzahlangaben:
    leser = _Leser(daten)
    felder = {
        "art": leser.wort("art", Kopfzahlart),
        "tag": leser.tag("tag"),
        "anzahl": leser.zahl("anzahl"),
        "kommune_id": leser.zahl("kommune_id", None),
        "standort_id": leser.zahl("standort_id", None),
    }
    leser.fertig()
    return Kopfzahlangaben(**felder)
