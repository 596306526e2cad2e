"""Builds what the pages need from the locked npm packages into build/ (never committed).

An allow-list instead of all of node_modules: collecting that would take twenty seconds. The design system's
stylesheet loses its layout utilities, which our pages do not use; the type is cut down to two weights and to
the letters of German and its neighbours, and renamed, because its licence reserves the name "Fira". PDFs get
the whole of it, and beside it a type with the Arabic script for what people sign in their language.
Does nothing while neither the packages nor this script have changed.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import sys
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[1]
PAKETE = WURZEL / "node_modules"
ZIEL_WEB = WURZEL / "build" / "static" / "fremd"
ZIEL_DRUCK = WURZEL / "build" / "schriften"
MARKE = WURZEL / "build" / "oberflaeche.stand"
LIZENZ = WURZEL / "static" / "schriften" / "OFL.txt"

KERN = PAKETE / "@kern-ux" / "native"
HTMX = PAKETE / "htmx.org"
ARABISCH = PAKETE / "@fontsource" / "noto-sans-arabic"
SCHNITTE = {"Regular": 400, "SemiBold": 600}
FAMILIE = "Kim Sans"

# German, the languages of the neighbours and of the people we write to, as far as they use Latin letters.
ZEICHEN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),
    0x1E9E,
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x2020,
    0x2022,
    0x2026,
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    0x2116,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
]
MERKMALE = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
UNBENUTZT = re.compile(
    r"^\.kern-(flex|grid|row|col|container|gap|align|justify|place|overflow|stack|dropdown|order|inline|block"
    r"|hidden|auto|basis|min|max|aspect|[wh]-|[mp][xytblr]?-)"
)


def arabische_schrift(gewicht: int) -> Path:
    return ARABISCH / "files" / f"noto-sans-arabic-arabic-{gewicht}-normal.woff2"


def quellen() -> list[Path]:
    schriften = [KERN / "dist" / "fonts" / "fira-sans" / f"FiraSans-{schnitt}.woff2" for schnitt in SCHNITTE]
    arabisch = [arabische_schrift(gewicht) for gewicht in SCHNITTE.values()]
    return [
        *arabisch,
        ARABISCH / "LICENSE",
        KERN / "dist" / "kern.min.css",
        KERN / "LICENSE.md",
        HTMX / "dist" / "htmx.min.js",
        HTMX / "LICENSE",
        *schriften,
    ]


def stand(dateien: list[Path]) -> str:
    """What the result depends on; sizes and times are enough, npm rewrites both when a package changes."""
    summe = hashlib.sha256()
    for datei in [*dateien, LIZENZ, Path(__file__)]:
        angaben = datei.stat()
        summe.update(f"{datei.name}:{angaben.st_size}:{angaben.st_mtime_ns}\n".encode())
    return summe.hexdigest()


def regeln(css: str) -> list[str]:
    """The top-level rules and statements of a stylesheet, in order."""
    ergebnis, tiefe, beginn = [], 0, 0
    for stelle, zeichen in enumerate(css):
        tiefe += {"{": 1, "}": -1}.get(zeichen, 0)
        if tiefe == 0 and zeichen in "};":
            ergebnis.append(css[beginn : stelle + 1])
            beginn = stelle + 1
    return [regel for regel in (*ergebnis, css[beginn:]) if regel.strip()]


def ausgeduennt(css: str) -> str:
    return "".join(_behalten(regel) for regel in regeln(css))


def _behalten(regel: str) -> str:
    kopf, klammer, rumpf = regel.strip().partition("{")
    if kopf.startswith("@font-face"):
        return ""
    if kopf.startswith("@media"):
        innen = ausgeduennt(rumpf[:-1])
        return f"{kopf}{{{innen}}}" if innen else ""
    if klammer and all(UNBENUTZT.match(auswahl.strip()) for auswahl in kopf.split(",")):
        return ""
    return regel


def stylesheet_bauen(quelle: Path, ziel: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", quelle.read_text(encoding="utf-8"), flags=re.DOTALL)
    ziel.write_text(ausgeduennt(css), encoding="utf-8")


def umbenennen(schrift: object, schnitt: str) -> None:
    tafel = schrift["name"]  # type: ignore[index]
    neu = {
        1: FAMILIE if schnitt == "Regular" else f"{FAMILIE} {schnitt}",
        2: "Regular",
        3: f"KIM;{FAMILIE.replace(' ', '')}-{schnitt}",
        4: f"{FAMILIE} {schnitt}",
        6: f"{FAMILIE.replace(' ', '')}-{schnitt}",
        16: FAMILIE,
        17: schnitt,
    }
    tafel.names = [eintrag for eintrag in tafel.names if eintrag.nameID in (0, 5, 8, 9, 11, 12, 13, 14)]
    for nummer, text in neu.items():
        tafel.setName(text, nummer, 3, 1, 0x409)


def schriften_bauen() -> None:
    # fontTools takes longer to import than the whole script needs when there is nothing to do.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    # It warns about flag bits of the original that no reader minds.
    logging.getLogger("fontTools").setLevel(logging.ERROR)

    for schnitt, gewicht in SCHNITTE.items():
        datei = KERN / "dist" / "fonts" / "fira-sans" / f"FiraSans-{schnitt}.woff2"

        # Signature stamps in PDFs rely on 1000 units per em; say so here rather than in a broken document.
        druck = TTFont(datei)
        if druck["head"].unitsPerEm != 1000:
            raise SystemExit(f"{datei.name}: 1000 units per em expected, found {druck['head'].unitsPerEm}")
        umbenennen(druck, schnitt)
        druck.flavor = None
        druck.save(ZIEL_DRUCK / f"KimSans-{schnitt}.ttf")

        wahl = subset.Options()
        wahl.layout_features = MERKMALE
        wahl.flavor = "woff2"
        wahl.hinting = False
        wahl.name_IDs = ["*"]
        web = TTFont(datei)
        schneider = subset.Subsetter(wahl)
        schneider.populate(unicodes=ZEICHEN)
        schneider.subset(web)
        umbenennen(web, schnitt)
        web.flavor = "woff2"
        web.save(ZIEL_WEB / f"kim-sans-{gewicht}.woff2")

        arabisch = TTFont(arabische_schrift(gewicht))
        arabisch.flavor = None
        arabisch.save(ZIEL_DRUCK / f"NotoSansArabic-{schnitt}.ttf")


def bauen() -> bool:
    dateien = quellen()
    fehlend = [datei.relative_to(WURZEL) for datei in dateien if not datei.is_file()]
    if fehlend:
        sys.exit("Front-end packages are missing (run: npm ci): " + ", ".join(map(str, fehlend)))
    jetzt = stand(dateien)
    if MARKE.is_file() and MARKE.read_text() == jetzt and ZIEL_WEB.is_dir() and ZIEL_DRUCK.is_dir():
        return False
    for ordner in (ZIEL_WEB, ZIEL_DRUCK):
        shutil.rmtree(ordner, ignore_errors=True)
        ordner.mkdir(parents=True)
        shutil.copyfile(LIZENZ, ordner / "OFL.txt")
    stylesheet_bauen(KERN / "dist" / "kern.min.css", ZIEL_WEB / "kern.min.css")
    shutil.copyfile(KERN / "LICENSE.md", ZIEL_WEB / "kern-LICENSE.md")
    shutil.copyfile(HTMX / "dist" / "htmx.min.js", ZIEL_WEB / "htmx.min.js")
    shutil.copyfile(HTMX / "LICENSE", ZIEL_WEB / "htmx-LICENSE.txt")
    shutil.copyfile(ARABISCH / "LICENSE", ZIEL_DRUCK / "noto-sans-arabic-LICENSE.txt")
    schriften_bauen()
    MARKE.write_text(jetzt)
    return True


if __name__ == "__main__":
    bauen()
