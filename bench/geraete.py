"""Seventeen devices vote at once, fifty times, with random double sends, on PostgreSQL.   Step 4, point 3

    .venv/bin/python -m bench.geraete [rounds]

Production settings, the entry points of the containers, HTTP on loopback. Each member gets a code at the door
and signs a device in with it. In each round all devices send at the same moment, some of them several times
and with another answer; one device is late and one names a vote of another round. Meanwhile the screen of the
Geschäftsstelle asks every second, as its page does. In the end each seat has voted once, the result is the
sum of what was confirmed, and every answer was either a confirmation or a message. Writes bench/geraete.md.
"""

from __future__ import annotations

import json
import platform
import random
import re
import statistics
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from bench.prozessor import prozessor
from scripts.probebetrieb import Probebetrieb, probebetrieb
from scripts.probeklient import Probeklient
from scripts.rechner import PYTHON

ERGEBNIS = Path(__file__).resolve().parent / "geraete.md"
RUNDEN, SITZE = 50, 17
WERTE = ("ja", "nein", "enthaltung")
SEITE = "/lenkung/stimme/"
HOECHSTENS_BIS_ZUM_BILDSCHIRM = 2.0
ANGENOMMEN, ABGELEHNT = 302, 409


@dataclass
class Geraet:
    """One member's telephone: a page, open in the hand; each send is a request of its own."""

    sitz: int
    klient: Probeklient

    def senden(self, abstimmung: int, wert: str) -> tuple[int, float]:
        """Status, and when the answer came."""
        einmal = Probeklient(self.klient.port, dict(self.klient.cookies), pfad=SEITE)
        einmal._einmal(
            "POST",
            f"{SEITE}abgeben/",
            {"abstimmung": str(abstimmung), "wert": wert},
            **{"X-CSRFToken": self.klient.cookies["csrftoken"]},
        )
        return einmal.status, time.monotonic()


@dataclass
class Bildschirm:
    """The page of the Geschäftsstelle: asks each second whether anything is new, and then reads it."""

    klient: Probeklient
    pfad: str
    gesehen: list[tuple[float, int]] = field(default_factory=list)
    """When how many votes stood there."""
    ende: threading.Event = field(default_factory=threading.Event)

    def schauen(self) -> None:
        zaehler = -1
        while not self.ende.is_set():
            self.klient.holen(f"{self.pfad}stand/")
            neuer = json.loads(self.klient.rumpf)["zaehler"]
            if neuer != zaehler:
                self.klient.holen(f"{self.pfad}teile/")
                zaehler = neuer
                zahl = re.search(r"(\d+) von \d+ vertretenen Sitzen haben abgestimmt", self.klient.text)
                self.gesehen.append((time.monotonic(), int(zahl[1]) if zahl else -1))
            self.ende.wait(1.0)


@dataclass
class Lauf:
    betrieb: Probebetrieb
    leitung: Probeklient
    pfad: str
    punkt: int
    geraete: list[Geraet]
    wuerfel: random.Random
    antworten: Counter[int] = field(default_factory=Counter)
    wartezeiten: list[float] = field(default_factory=list)
    klagen: list[str] = field(default_factory=list)
    fruehere: list[int] = field(default_factory=list)

    def eintragen(self, **felder: str) -> dict[str, Any]:
        antwort = self.leitung.daten(f"{self.pfad}eintrag/", felder)
        if self.leitung.status != 200:
            self.klagen.append(f"{felder['tat']}: {self.leitung.status} {antwort}")
        return antwort

    def runde(self, nummer: int) -> None:
        weise = ("geheim", "namentlich")[nummer % 2]
        self.eintragen(
            tat=f"beginnen-{weise}-geraete", punkt=str(self.punkt), text=f"Frage der Runde {nummer}"
        )
        abstimmung = self._zahl(
            "select max(id) from lenkung_abstimmung where stand = 'laeuft' and auf_geraeten"
        )
        sendungen = self._sendungen(abstimmung)
        bildschirm = Bildschirm(Probeklient(self.betrieb.port, dict(self.leitung.cookies)), self.pfad)
        schauen = threading.Thread(target=bildschirm.schauen, daemon=True)
        schauen.start()
        start = threading.Barrier(len(sendungen))
        with ThreadPoolExecutor(len(sendungen)) as faeden:
            ergebnisse = list(faeden.map(lambda sendung: _gleichzeitig(start, *sendung), sendungen))
        frist = time.monotonic() + 2 * HOECHSTENS_BIS_ZUM_BILDSCHIRM
        while time.monotonic() < frist and not any(zahl == SITZE for _wann, zahl in bildschirm.gesehen):
            time.sleep(0.02)
        bildschirm.ende.set()
        schauen.join(10)
        self._bildschirm_pruefen(nummer, ergebnisse, abstimmung, bildschirm)
        self.eintragen(tat="zaehlen-geraete", abstimmung=str(abstimmung))
        zu_spaet, _wann = self.wuerfel.choice(self.geraete).senden(abstimmung, "ja")
        if zu_spaet != ABGELEHNT:
            self.klagen.append(f"round {nummer}: a late vote got {zu_spaet}")
        self._pruefen(nummer, weise, abstimmung, sendungen, ergebnisse)
        self.eintragen(tat="verwerfen", abstimmung=str(abstimmung), grund="Nächste Runde")
        self.fruehere.append(abstimmung)

    def _sendungen(self, abstimmung: int) -> list[tuple[Geraet, int, str]]:
        """All once; some again, with the same answer or another; one of them for a vote long over."""
        alle = []
        for geraet in self.geraete:
            for _mal in range(self.wuerfel.choice((1, 1, 2, 3))):
                alle.append((geraet, abstimmung, self.wuerfel.choice(WERTE)))
        if self.fruehere:
            alle.append((self.wuerfel.choice(self.geraete), self.wuerfel.choice(self.fruehere), "nein"))
        self.wuerfel.shuffle(alle)
        return alle

    def _bildschirm_pruefen(
        self, nummer: int, ergebnisse: list[tuple[int, float]], abstimmung: int, bildschirm: Bildschirm
    ) -> None:
        letzte = max(wann for status, wann in ergebnisse if status == ANGENOMMEN)
        gesehen = [wann for wann, zahl in bildschirm.gesehen if zahl == SITZE]
        if not gesehen:
            self.klagen.append(f"round {nummer}: the screen never showed all votes ({bildschirm.gesehen})")
            return
        self.wartezeiten.append(max(0.0, gesehen[0] - letzte))

    def _pruefen(
        self,
        nummer: int,
        weise: str,
        abstimmung: int,
        sendungen: list[tuple[Geraet, int, str]],
        ergebnisse: list[tuple[int, float]],
    ) -> None:
        self.antworten.update(status for status, _wann in ergebnisse)
        fehler = {status for status, _wann in ergebnisse} - {ANGENOMMEN, ABGELEHNT}
        if fehler:
            self.klagen.append(f"round {nummer}: answers {sorted(fehler)}")
        bestaetigt = {
            geraet.sitz: wert
            for (geraet, wofuer, wert), (status, _wann) in zip(sendungen, ergebnisse, strict=True)
            if status == ANGENOMMEN and wofuer == abstimmung
        }
        einmal = sum(
            status == ANGENOMMEN and wofuer == abstimmung
            for (_geraet, wofuer, _wert), (status, _wann) in zip(sendungen, ergebnisse, strict=True)
        )
        if not len(bestaetigt) == einmal == SITZE:
            self.klagen.append(f"round {nummer}: {len(bestaetigt)} seats and {einmal} votes confirmed")
        abgaben = self._zahl(
            "select count(distinct sitz_id) from lenkung_stimmabgabe where abstimmung_id = %s", abstimmung
        )
        ergebnis = self._ergebnis(abstimmung)
        erwartet = Counter(bestaetigt.values())
        if abgaben != SITZE or [ergebnis[wert] for wert in WERTE] != [erwartet[wert] for wert in WERTE]:
            self.klagen.append(f"round {nummer}: confirmed {dict(erwartet)}, counted {ergebnis}")
        namentlich = self._stimmen(abstimmung)
        if namentlich != (bestaetigt if weise == "namentlich" else {}):
            self.klagen.append(f"round {nummer}: votes by seat differ, or a secret one left a name")

    def _zahl(self, sql: str, *werte: Any) -> int:
        with psycopg.connect(self.betrieb.datenbank) as verbindung:
            zeile = verbindung.execute(sql, werte).fetchone()
        return int(zeile[0]) if zeile else 0

    def _ergebnis(self, abstimmung: int) -> dict[str, Any]:
        with psycopg.connect(self.betrieb.datenbank) as verbindung:
            zeile = verbindung.execute(
                "select ergebnis from lenkung_abstimmung where id = %s", (abstimmung,)
            ).fetchone()
        assert zeile is not None
        ergebnis: dict[str, Any] = zeile[0] if isinstance(zeile[0], dict) else json.loads(zeile[0])
        return ergebnis

    def _stimmen(self, abstimmung: int) -> dict[int, str]:
        with psycopg.connect(self.betrieb.datenbank) as verbindung:
            zeilen = verbindung.execute(
                "select sitz_id, wert from lenkung_stimme where abstimmung_id = %s", (abstimmung,)
            ).fetchall()
        return dict(zeilen)


def _gleichzeitig(start: threading.Barrier, geraet: Geraet, abstimmung: int, wert: str) -> tuple[int, float]:
    start.wait(30)
    return geraet.senden(abstimmung, wert)


def _geraet(betrieb: Probebetrieb, leitung: Probeklient, pfad: str, sitz: int) -> Geraet:
    antwort = leitung.daten(f"{pfad}eintrag/", {"tat": "anwesenheit", "code": f"{sitz}:mitglied"})
    code = antwort["hinweis"].rsplit(" ", 1)[-1]
    klient = Probeklient(betrieb.port)
    klient.holen(SEITE)
    klient.absenden("code", code=code)
    if "Gerade wird nicht abgestimmt" not in klient.text:
        raise SystemExit(f"the device of seat {sitz} is not signed in: {klient.status}")
    return Geraet(sitz, klient)


def main(runden: int) -> int:
    with probebetrieb() as betrieb:
        zugang = json.loads(betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat", "20"))
        saat = json.loads(betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat_sitzungen", "1", "6"))
        verlauf = json.loads(
            betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat_verlauf", str(saat["gremium"]), "6")
        )
        betrieb.starten("web")
        betrieb.warten_auf_web()
        leitung = Probeklient(betrieb.port).anmelden(zugang)
        pfad = f"/lenkung/sitzungen/{verlauf['sitzung']}/fuehren/"
        geraete = [_geraet(betrieb, leitung, pfad, sitz) for sitz in verlauf["sitze"]]
        assert len(geraete) == SITZE
        lauf = Lauf(betrieb, leitung, pfad, verlauf["punkte"][0], geraete, random.Random(17))
        for nummer in range(runden):
            lauf.runde(nummer)
        betrieb.sind_gesund()
        gesperrt = betrieb.protokoll("web").read_text(errors="replace").count("deadlock")
    if gesperrt:
        lauf.klagen.append(f"{gesperrt} deadlocks")
    if max(lauf.wartezeiten, default=99) > HOECHSTENS_BIS_ZUM_BILDSCHIRM:
        lauf.klagen.append("a vote came to the screen too late")
    text = (
        "# Seventeen devices vote at once\n\n"
        f"Measured by `python -m bench.geraete` on {date.today():%d.%m.%Y}: {prozessor()}, Python "
        f"{platform.python_version()}, production settings, PostgreSQL, {runden} rounds, secret and by name "
        f"in turns, random double sends.\n\n"
        f"Answers: {lauf.antworten[ANGENOMMEN]} confirmed (17 a round), {lauf.antworten[ABGELEHNT]} refused "
        f"with a message (twice, or for a vote that is over), "
        f"{sum(lauf.antworten.values()) - lauf.antworten[ANGENOMMEN] - lauf.antworten[ABGELEHNT]} others. "
        f"Deadlocks: {gesperrt}.\n\n"
        f"From the last confirmation until all votes stand on the screen of the Geschäftsstelle: median "
        f"{statistics.median(lauf.wartezeiten):.2f} s, longest {max(lauf.wartezeiten):.2f} s (allowed: "
        f"{HOECHSTENS_BIS_ZUM_BILDSCHIRM:g} s).\n\n"
        f"Deviations: {'; '.join(lauf.klagen) if lauf.klagen else 'none'}.\n"
    )
    ERGEBNIS.write_text(text, encoding="utf-8")
    print(text)
    return 1 if lauf.klagen else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNDEN))
