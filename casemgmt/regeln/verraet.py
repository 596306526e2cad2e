"""Sagt ein freier Text, wer jemand ist? Gesucht wird, was in der Akte steht, so, wie man es schreibt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from casemgmt.regeln.namen import grundform

_MONATE = (
    "januar",
    "februar",
    "maerz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
)
_ZIFFERN = 5
"""So viele Ziffern muss eine Telefonnummer ohne Vorwahl des Landes haben, damit sie eine ist."""


def worte(text: str) -> set[str]:
    return {wort for wort in grundform(text).split() if len(wort) > 1}


def nennt_namen(text: str, namen: Iterable[str]) -> bool:
    """Auch im Genitiv: „Haddads“, „Amira's“."""
    gesucht = set(namen)
    return bool(worte(text) & (gesucht | {f"{name}s" for name in gesucht}))


def nennt_tag(text: str, tag: date) -> bool:
    """04.05.1988, 4.5.88, 4. Mai 1988, 1988-05-04, 4/5/1988."""
    jahr = rf"(?:{tag.year}|{tag.year % 100:02d})(?!\d)"
    zahlen = rf"(?<!\d)0?{tag.day}\s?[./-]\s?0?{tag.month}\s?[./-]\s?{jahr}"
    iso = rf"(?<!\d){tag.year}-{tag.month:02d}-{tag.day:02d}(?!\d)"
    monat = _MONATE[tag.month - 1]
    klein = text.casefold().replace("ä", "ae")
    worthaft = rf"(?<!\d)0?{tag.day}\.?\s+(?:{monat}|{monat[:3]}\.?)\s+{jahr}"
    return any(re.search(muster, klein) for muster in (zahlen, iso, worthaft))


def nennt_telefon(text: str, telefon: str) -> bool:
    nummer = _ziffern(telefon)
    return len(nummer) >= _ZIFFERN and nummer in re.sub(r"\D", "", text)


def _ziffern(telefon: str) -> str:
    """Ohne die Vorwahl des Landes und die Null davor: so steckt sie in jeder Schreibweise."""
    return re.sub(r"^(?:0049|49(?=1|2)|0)", "", re.sub(r"\D", "", telefon))


def nennt_mail(text: str, mail: str) -> bool:
    return bool(mail) and mail.casefold() in text.casefold()


def nennt_anschrift(text: str, anschrift: str, *, geschuetzt: bool) -> bool:
    """Straße und Hausnummer; bei einer Schutzadresse jeder Teil, auch der Ort und die Straße allein."""
    gesucht = _glatt(text)
    return any(teil in gesucht for teil in _teile(anschrift, geschuetzt=geschuetzt))


def _teile(anschrift: str, *, geschuetzt: bool) -> Iterable[str]:
    for stueck in re.split(r"[\n,;]", anschrift):
        teil = _glatt(stueck)
        nur_ort = re.match(r"\d{5}\s", teil) is not None
        if len(teil) > 3 and (geschuetzt or (any(z.isdigit() for z in teil) and not nur_ort)):
            yield teil
        if geschuetzt:
            ohne_zahl = " ".join(wort for wort in teil.split() if not wort[0].isdigit())
            if len(ohne_zahl) > 3:
                yield ohne_zahl


def _glatt(text: str) -> str:
    klein = " ".join(text.casefold().split())
    return re.sub(r"stra(?:ß|ss)e|str\.", "str", klein)
