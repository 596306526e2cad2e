"""How long a signature takes, and the check of a file with two of them.   python -m bench.siegel

Signs a page with two fields in turn, on SQLite, with the own authority: key, certificate, stamp, signature.
The median of 20 is given, after one that loads everything. The check runs as in the application, in a
process of its own. Writes bench/siegel.md.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from bench.prozessor import prozessor

ERGEBNIS = Path(__file__).resolve().parent / "siegel.md"
MALE = 20
T = TypeVar("T")


def gestoppt(tat: Callable[[], T]) -> tuple[float, T]:
    beginn = time.perf_counter()
    ergebnis = tat()
    return (time.perf_counter() - beginn) * 1000, ergebnis


def messen() -> dict[str, list[float]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.test")
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    vorher = setup_databases(verbosity=0, interactive=False)
    try:
        return _messen()
    finally:
        teardown_databases(vorher, verbosity=0)


def _messen() -> dict[str, list[float]]:
    from kim.siegel.domain.felder import signaturfelder_anlegen
    from kim.siegel.domain.pruefen import pruefen
    from tests.siegel.bau import BEIDE, erste, gedruckt, zweite

    absatz = "<p>" + "Die Lenkungsgruppe nimmt den Bericht zur Kenntnis. " * 40 + "</p>"
    platz = "".join(f'<div class="kim-unterschriftsfeld" id="{feld.anker}"></div>' for feld in BEIDE)
    blank = gedruckt(absatz * 12 + platz)
    zeiten: dict[str, list[float]] = {
        "Felder anlegen": [],
        "erste Unterschrift": [],
        "zweite Unterschrift": [],
        "prüfen (eigener Prozess)": [],
    }
    for mal in range(MALE + 1):
        dauer_felder, leer = gestoppt(lambda: signaturfelder_anlegen(blank, BEIDE))
        dauer_eins, eins = gestoppt(lambda leer=leer: erste(leer, wann=datetime.now(UTC)).pdf)
        dauer_zwei, zwei = gestoppt(lambda eins=eins: zweite(eins).pdf)
        dauer_pruefen, befund = gestoppt(lambda zwei=zwei: pruefen(zwei))
        assert befund.echt
        if mal:
            dauern = (dauer_felder, dauer_eins, dauer_zwei, dauer_pruefen)
            for name, dauer in zip(zeiten, dauern, strict=True):
                zeiten[name].append(dauer)
    return zeiten


def main() -> int:
    zeiten = messen()
    zeilen = [
        "# Unterschreiben und prüfen",
        "",
        f"Gemessen am {date.today():%d.%m.%Y} auf {prozessor()}, {os.cpu_count()} Kerne, Python "
        f"{platform.python_version()}, SQLite, eingebaute Zertifizierungsstelle. Die Maschine trug "
        f"dabei auch andere "
        f"Arbeit (Last {os.getloadavg()[0]:.1f}). Je {MALE}-mal; die erste Unterschrift eines "
        f"Prozesses lädt das "
        "Werkzeug und dauert etwa eine Sekunde länger.",
        "",
        "| Schritt | Median | kleinster | größter |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {statistics.median(w):.0f} ms | {min(w):.0f} ms | {max(w):.0f} ms |"
            for name, w in zeiten.items()
        ),
        "",
    ]
    ERGEBNIS.write_text("\n".join(zeilen), encoding="utf-8")
    print(ERGEBNIS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
