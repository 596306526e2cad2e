"""Namen so vergleichen, dass Schreibweise, Umschrift und Reihenfolge nicht stören.

Ein Wort hat drei Formen, von streng nach großzügig: die Grundform (klein, ohne Akzente), der Klang (Laute,
die verschieden umgeschrieben werden, sind einer: w und v, kh und ch, y und j) und das Gerüst (der Klang ohne
seine Selbstlaute, die am häufigsten wechseln: Mohammed, Muhamad, Mehmet).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_UMLAUTE = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ø": "oe",
        "æ": "ae",
        "å": "a",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ə": "a",
    }
)
_ARTIKEL = frozenset({"al", "el", "il", "ul", "ol", "an", "as", "ad", "ar", "at", "az", "ash", "esch"})
_VERBINDER = frozenset(
    {"von", "van", "de", "da", "di", "der", "den", "dos", "ibn", "bin", "bint", "bent", "zu"}
)
_ABD = re.compile(r"^abd(?:[aeiou]?l|[aeiou][rsznd](?=[rsznd])|[aeiou])?(?=[a-z]{3})")
_ARTIKEL_AM_WORT = re.compile(r"^(?:al|el)(?=[bcdfghjkmnqrstvwxz][a-z]{3})")
_GOTTES = frozenset({"abdullah", "abdallah", "abdulla", "abdalla", "abdoullah", "abdellah"})

# In this order: the longer group first, so that "tsch" is not read as "t" and "sch".
_LAUTE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(muster), laut)
    for muster, laut in (
        (r"tsch|tch|dsch|dzh|zh", "j"),
        (r"dj", "j"),
        (r"schtsch|shch", "s"),
        (r"sch|sh|sz|ts|tz|z", "s"),
        (r"chr", "kr"),
        (r"ck|kh|ch|gh|q|c", "k"),
        (r"x", "ks"),
        (r"th", "t"),
        (r"w|v|ph|ff", "f"),
        (r"ou|oo", "u"),
        (r"ee|ie", "i"),
        (r"ae|ai|ay|ei|ey", "e"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"yi|iy|yj|ji|ij|y|j", "i"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
    )
)
_HOECHSTENS = 24
"""Längere Wörter werden für die Nachbarn gekürzt; so bleibt ihre Zahl begrenzt."""


def grundform(name: str) -> str:
    """Klein, ohne Akzente, Umlaute ausgeschrieben, nur Buchstaben und einfache Leerzeichen."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(_UMLAUTE)
    text = re.sub(r"(?<=\w)['’ʼ`´ʹʿʾ](?=\w)", "", text)
    text = "".join(z for z in unicodedata.normalize("NFKD", text) if not unicodedata.combining(z))
    return " ".join(re.findall(r"[^\W\d_]+", text))


def klang(wort: str) -> str:
    """Aus einer Grundform: was verschieden geschrieben und gleich gesprochen wird, ist gleich."""
    for muster, laut in _LAUTE:
        wort = muster.sub(laut, wort)
    return wort


def geruest(wort: str) -> str:
    """Der Klang ohne Selbstlaute; ein erster bleibt als „a“ stehen, d und b werden hart."""
    laute = klang(wort)
    anfang = re.sub(r"[aeou]", "a", laute[:1]).replace("h", "k")
    rest = re.sub(r"[aeiouh]", "", laute[1:])
    hart = re.sub(r"(.)\1+", r"\1", anfang + rest.replace("d", "t").replace("b", "p"))
    return hart


def namensworte(name: str) -> list[str]:
    """Die Wörter eines Namens ohne Artikel und Verbinder: „Abd al-Rahman“ und „Abdulrahman“ sind eins."""
    worte: list[str] = []
    abd = False
    for wort in grundform(name).split():
        if wort in _ARTIKEL or wort in _VERBINDER:
            continue
        if wort in ("abd", "abdul", "abdel", "abdal", "abdoul"):
            abd = True
            continue
        worte.append(_kern(f"abd{wort}" if abd else wort))
        abd = False
    if abd:
        worte.append("abdul")
    return worte or grundform(name).split()


def _kern(wort: str) -> str:
    if wort in _GOTTES:
        return "abdullah"
    ohne = _ABD.sub("", wort)
    if ohne != wort:
        return f"abd{ohne}"
    return _ARTIKEL_AM_WORT.sub("", wort)


def nachbarn(laute: str) -> set[str]:
    """Das Wort selbst und jedes, dem ein Zeichen fehlt: zwei mit einem Tippfehler haben eines gemeinsam."""
    kurz = laute[:_HOECHSTENS]
    if len(kurz) < 4:
        return {kurz}
    return {kurz, *(kurz[:i] + kurz[i + 1 :] for i in range(len(kurz)))}


def suchschluessel(name: str) -> set[str]:
    """Alle Schlüssel, unter denen dieser Name gefunden wird; gesucht wird mit denselben."""
    worte = namensworte(name)
    schluessel: set[str] = set()
    for wort in worte:
        schluessel |= {f"k{laute}" for laute in nachbarn(klang(wort))}
        schluessel.add(f"g{geruest(wort)}")
    # Compound names are written apart, with a hyphen or as one: together they are found either way.
    for erstes, zweites in pairwise(worte):
        schluessel.add(f"g{geruest(erstes + zweites)}")
    return schluessel


def suchworte(vorname: str, nachname: str) -> set[str]:
    return suchschluessel(f"{vorname} {nachname}")
