"""Ein Dateiname, den man gefahrlos anzeigen und ausliefern kann."""

from __future__ import annotations

import unicodedata

HOECHSTLAENGE = 200
# Zeichen, die Windows nicht in Dateinamen zulässt
_VERBOTEN = frozenset('<>:"/\\|?*')
# Steuerzeichen, Unsichtbares und was die Schreibrichtung umdreht: "gnp.exe" sähe aus wie "exe.png"
_UNSICHTBAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def saubere(name: str, *, ersatz: str = "Datei") -> str:
    """Nimmt Pfad, Unsichtbares und Verbotenes heraus; die Endung bleibt auch beim Kürzen erhalten."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = unicodedata.normalize("NFC", name)
    name = "".join(
        "_" if zeichen in _VERBOTEN else zeichen
        for zeichen in name
        if unicodedata.category(zeichen) not in _UNSICHTBAR
    )
    name = " ".join(name.split()).lstrip(".").rstrip(". ")
    stamm, punkt, ende = name.rpartition(".")
    if not punkt:
        stamm, ende = name, ""
    ende = ende[:20]
    stamm = stamm.strip() or ersatz
    return stamm[: HOECHSTLAENGE - len(punkt + ende)].rstrip() + punkt + ende


_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def ohne_umlaute(name: str) -> str:
    """Derselbe Name in einfachen Buchstaben, wo eine Norm keine anderen kennt."""
    zerlegt = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).translate(_UMLAUTE))
    return "".join(
        zeichen if zeichen.isascii() else "_" for zeichen in zerlegt if not unicodedata.combining(zeichen)
    )
