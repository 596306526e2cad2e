"""What the PDF of a Niederschrift costs, against bare WeasyPrint with the same HTML; and 200 pages of it.

Both sides set the same HTML with the same style sheets and fonts, in one process and in turns (A B, B A,
…), so that the drift of a shared machine cancels out; what Python has to tidy up, it does in between. Ours
begins at the row in the database and ends with the bytes: read, check the hash, fill the template,
letterhead, tags, PDF/A-3u, PDF/UA-1, attachment, empty signature fields. Bare is
`HTML(string=…).write_pdf()` and nothing else; once as it is, once with the same profile and tags, which it
cannot keep (see kim/dokumente/pdf/). The 200 pages are set in a process of their own, for its peak memory.
Signing is not part of it. Writes bench/niederschriftsdruck.md.

    .venv/bin/python -m bench.niederschriftsdruck
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.prozessor import prozessor

ERGEBNIS = Path(__file__).resolve().parent / "niederschriftsdruck.md"
WURZEL = ERGEBNIS.parents[1]
PAARE, ANLAUF = 25, 3
GRENZE, GRENZE_SEKUNDEN, GRENZE_MIB = 1.5, 60, 1000
ABSATZ = (
    "Die Geschäftsstelle berichtet über die Beratungen im vergangenen Quartal und über die Wartezeiten in "
    "den Sprachkursen. Die Mitglieder erörtern, wie sich die Übergänge zwischen Ausländerbehörde, Jobcenter "
    "und Beratungsstellen abstimmen lassen, und bitten um eine Übersicht bis zur nächsten Sitzung. "
)


def _daten(punkte: int, absaetze: int) -> Any:
    from tests.lenkung import fassungsbau as bau

    namen = (
        "Der Beschluss ist mit 12 Ja-Stimmen, 2 Nein-Stimmen und 1 Enthaltung angenommen.\n\n"
        "Rechnung: 12 Ja von 14 abgegebenen Stimmen: angenommen, § 6 Abs. 2."
    )
    satz = (
        (bau.punkt(nummer, "\n\n".join([ABSATZ * 2] * absaetze), punktart="beratung"))
        if nummer % 3
        else bau.punkt(
            nummer,
            "\n\n".join([ABSATZ] * absaetze),
            (bau.beschluss(nummer, "offen", ja=12, nein=2, enthaltung=1, text=ABSATZ.strip()), namen),
        )
        for nummer in range(1, punkte + 1)
    )
    leute = "\n".join(f"- Person Nummer {nummer}, Institution {nummer} im Kreis" for nummer in range(1, 18))
    return bau.beispiel(*satz, anwesenheitstext=f"Mitglieder und Stellvertretungen:\n{leute}")


def _fassung(punkte: int, absaetze: int) -> Any:
    from lenkung.models import Niederschriftsfassung
    from tests.lenkung import fassungsbau
    from tests.lenkung.niederschriftsbau import geschlossene_sitzung

    neue = fassungsbau.fassung(geschlossene_sitzung(), _daten(punkte, absaetze))
    return Niederschriftsfassung.objects.get(pk=neue.pk)


def _unser(fassung: Any) -> Callable[[], bytes]:
    from kim.dokumente.pdf.satz import setze
    from lenkung.pdf import niederschrift

    angaben = {"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash}
    return lambda: setze(niederschrift.PDFART, niederschrift.inhalt(angaben))


def _blosses(fassung: Any, **norm: Any) -> Callable[[], bytes]:
    """The same HTML, with the same style sheets in its head and the same fonts, from their files."""
    from django.template.loader import render_to_string
    from weasyprint import HTML

    from kim.dokumente.pdf.briefkopf import briefkopf
    from kim.dokumente.pdf.druck import GRUND_CSS, SCHNITTE
    from kim.dokumente.pdf.satz import BRIEF_CSS
    from lenkung.pdf import niederschrift

    inhalt = niederschrift.inhalt({"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash})
    kopf = briefkopf(inhalt.kreis_id)
    html = render_to_string(
        niederschrift.PDFART.vorlage, {**inhalt.kontext, "kopf": kopf, "titel": inhalt.titel}
    )
    css = "\n".join((GRUND_CSS, render_to_string(BRIEF_CSS), kopf.css))
    for name, (datei, _staerke) in SCHNITTE.items():
        css = css.replace(f"kim:schrift/{name}", (WURZEL / "build" / "schriften" / datei).as_uri())
    html = html.replace("</head>", f"<style>{css}</style></head>")
    return lambda: bytes(HTML(string=html).write_pdf(**norm))


def _paare(unser: Callable[[], bytes], anderes: Callable[[], bytes]) -> dict[str, float]:
    """Milliseconds of wall and processor time, and the ratio pair by pair."""
    werte: dict[Callable[[], bytes], list[tuple[float, float]]] = {unser: [], anderes: []}
    for runde in range(PAARE + ANLAUF):
        for wer in (unser, anderes) if runde % 2 else (anderes, unser):
            # A full collection takes as long as a whole page and would fall on either side by chance.
            gc.collect()
            wand, rechnen = time.perf_counter(), time.process_time()
            wer()
            if runde >= ANLAUF:
                werte[wer].append(
                    ((time.perf_counter() - wand) * 1000, (time.process_time() - rechnen) * 1000)
                )
    ergebnis = {}
    for nummer, name in enumerate(("wand", "rechnen")):
        a, b = ([paar[nummer] for paar in werte[wer]] for wer in (unser, anderes))
        verhaeltnisse = sorted(x / y for x, y in zip(a, b, strict=True))
        ergebnis |= {
            f"{name}_unser": statistics.median(a),
            f"{name}_anderes": statistics.median(b),
            f"{name}_verhaeltnis": statistics.median(verhaeltnisse),
            f"{name}_p25": verhaeltnisse[len(verhaeltnisse) // 4],
            f"{name}_p75": verhaeltnisse[3 * len(verhaeltnisse) // 4],
        }
    return ergebnis


def _seiten(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def gewoehnliche() -> dict[str, Any]:
    fassung = _fassung(6, 1)
    unser = _unser(fassung)
    return {
        "seiten": _seiten(unser()),
        "bloss": _paare(unser, _blosses(fassung)),
        "mit_norm": _paare(unser, _blosses(fassung, pdf_variant="pdf/a-3u", pdf_tags=True)),
    }


def grosse() -> dict[str, Any]:
    unser = _unser(_fassung(40, 33))
    vorher = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beginn, rechenzeit = time.perf_counter(), time.process_time()
    pdf = unser()
    return {
        "seiten": _seiten(pdf),
        "sekunden": time.perf_counter() - beginn,
        "rechenzeit": time.process_time() - rechenzeit,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "mib_vorher": vorher,
        "bytes": len(pdf),
    }


def messen(was: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """In a test database of its own that is gone afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.test")
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    vorher = setup_databases(verbosity=0, interactive=False)
    try:
        return {"last": os.getloadavg()[0], **was()}
    finally:
        teardown_databases(vorher, verbosity=0)


def _eigener_lauf(was: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="kim-bench-") as daten:
        lauf = subprocess.run(
            [sys.executable, "-m", "bench.niederschriftsdruck", was],
            cwd=WURZEL,
            env={**os.environ, "KIM_DATEN": daten, "KIM_TEST_DB": ""},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return dict(json.loads(lauf.stdout.splitlines()[-1]))


def schreiben(eine: dict[str, Any], viele: dict[str, Any]) -> None:
    from kim.basis.anzeige import zahl

    zeilen = [
        "# Das PDF einer Niederschrift",
        "",
        f"Gemessen am {date.today():%d.%m.%Y} auf {prozessor()}, {os.cpu_count()} Kerne, Python "
        f"{platform.python_version()}, mit `python -m bench.niederschriftsdruck`. Verglichen wird mit "
        "dem bloßen WeasyPrint: dasselbe HTML, dieselben Stilvorlagen, dieselben Schriften, im selben "
        f"Prozess, abwechselnd, {PAARE} Paare; angegeben ist der Median der Verhältnisse je Paar (in "
        "Klammern das erste und dritte Viertel). Python räumt vor jedem Lauf auf, außerhalb der Zeit. "
        "Unsere Zeit beginnt bei der Zeile in der Datenbank (SQLite) und endet mit den Bytes: "
        "Prüfsumme, Vorlage, Briefkopf, QR-Code, Auszeichnung, PDF/A-3u, PDF/UA-1, Anlage, leere "
        "Felder für die Unterschriften. "
        "Unterzeichnen gehört nicht dazu. Die Maschine trug dabei auch andere Arbeit (Last "
        f"{zahl(eine['last'], 1)} und {zahl(viele['last'], 1)}); deshalb steht die Rechenzeit des "
        "Prozesses daneben.",
        "",
        f"## Eine gewöhnliche: {eine['seiten']} Seiten",
        "",
        f"| Verglichen mit | Zeit | unsere | bloße | Verhältnis | Ziel bis {zahl(GRENZE, 1)} |",
        "|---|---|---:|---:|---:|---|",
    ]
    for name, titel in (
        ("bloss", "WeasyPrint, gewöhnliches PDF"),
        ("mit_norm", "WeasyPrint, PDF/A-3u mit Auszeichnung"),
    ):
        for art, wort in (("wand", "vergangen"), ("rechnen", "gerechnet")):
            unsere, anderes, mitte, p25, p75 = (
                eine[name][f"{art}_{teil}"] for teil in ("unser", "anderes", "verhaeltnis", "p25", "p75")
            )
            zeilen.append(
                f"| {titel} | {wort} | {zahl(unsere)} ms | {zahl(anderes)} ms "
                f"| {zahl(mitte, 2)} ({zahl(p25, 2)}–{zahl(p75, 2)}) "
                f"| {'erreicht' if mitte <= GRENZE else 'verfehlt'} |"
            )
    unter = viele["sekunden"] < GRENZE_SEKUNDEN and viele["mib"] < GRENZE_MIB
    zeilen += [
        "",
        f"## Eine sehr lange: 40 Punkte, {viele['seiten']} Seiten",
        "",
        f"{zahl(viele['sekunden'], 1)} s (gerechnet {zahl(viele['rechenzeit'], 1)} s), höchstens "
        f"{zahl(viele['mib'])} MiB im ganzen Prozess (davor {zahl(viele['mib_vorher'])} MiB), "
        f"{zahl(viele['bytes'] / 1e6, 1)} MB Datei. Ziel unter {GRENZE_SEKUNDEN} s und 1 GB: "
        f"{'erreicht' if unter else 'verfehlt'}.",
    ]
    ERGEBNIS.write_text("\n".join([*zeilen, ""]), encoding="utf-8")


def main() -> int:
    teile = {"gewoehnliche": gewoehnliche, "grosse": grosse}
    if sys.argv[1:]:
        print(json.dumps(messen(teile[sys.argv[1]])))
        return 0
    schreiben(_eigener_lauf("gewoehnliche"), _eigener_lauf("grosse"))
    print(ERGEBNIS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
