"""Two threads do the same thing in a session at the same moment, many times, on PostgreSQL.

500 times both establish the same vote: one wins, the other gets the proper message, and the numbers of the
Beschlüsse have no gap and no double. Beside it: both count one vote; one counts while a seat leaves; both
mark the same person; both write the same note. Writes bench/feststellung.md.

    .venv/bin/python -m bench.feststellung [how many]
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from bench.prozessor import prozessor

ERGEBNIS = Path(__file__).resolve().parent / "feststellung.md"
WURZEL = ERGEBNIS.parents[1]
ANZAHL, NEBENHER = 500, 50


def rennen(anzahl: int) -> Counter[str]:
    """Needs KIM_TEST_DB; in a test database of its own that is gone afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.test")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    vorher = setup_databases(verbosity=0, interactive=False)
    assert connection.vendor == "postgresql"
    zahlen: Counter[str] = Counter()
    try:
        from tests.lenkung import verlaufsbau as bau

        satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3)
        bau.rufe_auf(satz, bau.punkte(satz)[0])
        for _runde in range(anzahl):
            _feststellen(satz, zahlen)
        for _runde in range(min(NEBENHER, anzahl)):
            _zaehlen(satz, zahlen)
            _zaehlen_und_gehen(satz, zahlen)
            _eintragen(satz, zahlen)
            _notieren(satz, zahlen)
        from lenkung.models import Beschluss

        nummern = list(Beschluss.objects.order_by("nummer").values_list("nummer", flat=True))
        assert nummern == list(range(1, anzahl + 1)), "a gap or a double"
        zahlen["beschluesse"] = len(nummern)
    finally:
        teardown_databases(vorher, verbosity=0)
    return zahlen


def _ausgang(ausgang: Any, zahlen: Counter[str], was: str, code: str) -> None:
    from kim.basis.fehler import Fachfehler

    (fehler,) = ausgang.fehler
    assert len(ausgang.gelungen) == 1
    assert isinstance(fehler, Fachfehler), repr(fehler)
    assert fehler.code == code, fehler.code
    zahlen[was] += 1


def _feststellen(satz: Any, zahlen: Counter[str]) -> None:
    from tests.lenkung import verlaufsbau as bau
    from tests.werkzeug.wettlauf import wettlauf

    abstimmung = bau.einvernehmlich(satz, bau.punkte(satz)[0])
    ausgang = wettlauf(2, lambda _wer: bau.stelle_fest(abstimmung))
    _ausgang(ausgang, zahlen, "festgestellt", "schon_festgestellt")
    zahlen[f"erster {ausgang.laeufer.index(ausgang.gelungen[0])}"] += 1


def _verwerfen(abstimmung: Any) -> None:
    from lenkung.domain.abstimmung import abstimmung_verwerfen
    from tests.lenkung import verlaufsbau as bau

    abstimmung_verwerfen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        grund="Nächster Lauf",
        eintrag=bau.eintrag(abstimmung.sitzung.gremium),
    )


def _zaehlen(satz: Any, zahlen: Counter[str]) -> None:
    from lenkung.regeln.verlauf import Weise
    from tests.lenkung import verlaufsbau as bau
    from tests.werkzeug.wettlauf import wettlauf

    abstimmung = bau.beginne(satz, bau.punkte(satz)[0], Weise.OFFEN)
    ausgang = wettlauf(2, lambda wer: bau.zaehle(abstimmung, 1 + wer))
    _ausgang(ausgang, zahlen, "gezaehlt", "schon_geschlossen")
    abstimmung.refresh_from_db()
    assert abstimmung.ja == ausgang.gelungen[0].ja
    _verwerfen(abstimmung)


def _zaehlen_und_gehen(satz: Any, zahlen: Counter[str]) -> None:
    from lenkung.regeln.verlauf import Weise
    from tests.lenkung import verlaufsbau as bau
    from tests.werkzeug.wettlauf import wettlauf_von

    letzter = bau.sitze(satz.gremium)[3]
    anwesend = bau.komme(satz, letzter, zeit=_frueher())
    abstimmung = bau.beginne(satz, bau.punkte(satz)[0], Weise.OFFEN)
    wettlauf_von([lambda: bau.zaehle(abstimmung, 2), lambda: bau.gehe(satz, anwesend)]).alle()
    abstimmung.refresh_from_db()
    anwesend.refresh_from_db()
    gezaehlt = str(letzter.pk) in abstimmung.augenblick["vertretene"]
    # Gone in the second in which she came, she was not there.
    ging = anwesend.bis or anwesend.von
    assert bool(abstimmung.zu_pruefen) == (gezaehlt and ging <= abstimmung.geschlossen_am)
    zahlen["gezaehlt, während jemand geht"] += 1
    _verwerfen(abstimmung)


def _frueher() -> Any:
    from django.utils import timezone

    return timezone.now().replace(microsecond=0)


def _eintragen(satz: Any, zahlen: Counter[str]) -> None:
    from tests.lenkung import verlaufsbau as bau
    from tests.werkzeug.wettlauf import wettlauf

    letzter = bau.sitze(satz.gremium)[3]
    einer, anderer = wettlauf(2, lambda _wer: bau.komme(satz, letzter, "stellvertretung")).alle()
    assert einer == anderer
    bau.gehe(satz, einer)
    zahlen["eingetragen"] += 1


def _notieren(satz: Any, zahlen: Counter[str]) -> None:
    from lenkung.domain.notiz import notiz_schreiben
    from lenkung.models import Punktnotiz
    from tests.lenkung import verlaufsbau as bau
    from tests.werkzeug.wettlauf import wettlauf

    punkt = bau.punkte(satz)[0]
    notiz = Punktnotiz.objects.filter(punkt=punkt).first()
    stand = notiz.zaehler if notiz else 0
    ausgang = wettlauf(
        2,
        lambda wer: notiz_schreiben(
            sitzung_id=satz.pk,
            punkt_id=punkt.pk,
            text=f"Stand {stand}, von {wer}",
            zaehler=stand,
            eintrag=bau.eintrag(satz.gremium),
        ),
    )
    _ausgang(ausgang, zahlen, "notiert", "ueberholt")


def schreiben(zahlen: Counter[str], dauer: float) -> None:
    anzahl, gehen = zahlen["beschluesse"], zahlen["gezaehlt, während jemand geht"]
    zeilen = [
        "# Two at the same moment",
        "",
        f"Run by `python -m bench.feststellung` on {date.today():%d.%m.%Y}: {prozessor()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL, {dauer:.0f} s. Two "
        "threads, each with a connection of its own, started at the same moment.",
        "",
        "| race | rounds | outcome, each time |",
        "|---|---:|---|",
        f"| both establish the same vote | {zahlen['festgestellt']} | one Beschluss; the other hears who |",
        f"| both count the same vote | {zahlen['gezaehlt']} | one result; the other hears that it is there |",
        f"| one counts while a seat leaves | {gehen} | the seat counts or not; a vote that it touches "
        "is marked for the chair |",
        f"| both mark the same person present | {zahlen['eingetragen']} | one row, both are content |",
        f"| both write the same note | {zahlen['notiert']} | one is written, the other person is asked |",
        "",
        f"Numbers of the {anzahl} Beschlüsse: 1 to {anzahl} without gap and without double. "
        f"The first thread won {zahlen['erster 0']} times, the second {zahlen['erster 1']} times. No "
        "deadlock, no error of the database.",
        "",
    ]
    ERGEBNIS.write_text("\n".join(zeilen), encoding="utf-8")


def main() -> int:
    anzahl = int(sys.argv[1]) if len(sys.argv) > 1 else ANZAHL
    if "KIM_TEST_DB" not in os.environ:
        from scripts.wegwerfserver import postgres

        # The settings read the address when they are loaded: a process of its own.
        with postgres() as datenbank:
            umgebung = {**os.environ, "KIM_TEST_DB": datenbank}
            befehl = [sys.executable, "-m", "bench.feststellung", str(anzahl)]
            return subprocess.run(befehl, cwd=WURZEL, env=umgebung).returncode
    beginn = time.monotonic()
    schreiben(rennen(anzahl), time.monotonic() - beginn)
    print(ERGEBNIS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
