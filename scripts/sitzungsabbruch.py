"""Kills the web server at random moments of a session and compares what was confirmed with what is stored.

    .venv/bin/python -m scripts.sitzungsabbruch [--kills 50]

Production settings, PostgreSQL, the entry points of the containers. A client sends entries (presence, notes,
votes) one after the other, each with a key of its own; while the server is away it sends the same entry
again, as the page does. In the end every confirmed entry is there exactly once, and nothing is half done.
Writes bench/sitzungsabbruch.md.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg

from scripts.probebetrieb import Probebetrieb, probebetrieb
from scripts.probeklient import Probeklient
from scripts.rechner import PYTHON, WURZEL

ERGEBNIS = WURZEL / "bench" / "sitzungsabbruch.md"
PUNKTE = 6
HOECHSTDAUER = 900.0


@dataclass
class Sender:
    """One Geschäftsstelle at the screen: sends until it is confirmed."""

    klient: Probeklient
    sitzung: int
    ende: float
    bestaetigt: list[dict[str, str]] = field(default_factory=list)
    wiederholt: int = 0
    unerwartet: Counter[str] = field(default_factory=Counter)

    def senden(self, **felder: str) -> dict[str, Any]:
        felder["schluessel"] = str(uuid4())
        while time.monotonic() < self.ende:
            try:
                antwort = self.klient.daten(f"/lenkung/sitzungen/{self.sitzung}/fuehren/eintrag/", felder)
            except (OSError, http.client.HTTPException, ValueError):
                self.wiederholt += 1
                time.sleep(0.05)
                continue
            if self.klient.status == 200:
                self.bestaetigt.append(felder)
            else:
                self.unerwartet[f"{self.klient.status} {antwort.get('code')}"] += 1
            return antwort
        raise SystemExit("the server does not come back")


def fuehren(sender: Sender, verlauf: dict[str, Any], fertig: threading.Event) -> None:
    """Goes round and round until it has been killed often enough."""
    wuerfel = random.Random(5)
    punkt = verlauf["punkte"][0]
    while not fertig.is_set():
        sitz = wuerfel.choice(verlauf["sitze"])
        art = wuerfel.choice(("vor_ort", "digital"))
        sender.senden(tat="anwesenheit", kommt=f"{sitz}:mitglied:{art}")
        text = f"Fassung {wuerfel.random()}"
        sender.senden(tat="wortlaut", punkt=str(punkt), text=text)
        sender.senden(tat="widerspruch", punkt=str(punkt), text=text, **{f"stimme-{sitz}": "widerspruch"})


def toeten(betrieb: Probebetrieb, kills: int, ende: float) -> int:
    """At a random moment of the traffic; then the same entry point again."""
    wuerfel = random.Random(7)
    getan = 0
    while getan < kills and time.monotonic() < ende:
        time.sleep(wuerfel.uniform(0.05, 0.8))
        betrieb.toeten("web")
        betrieb.starten("web")
        betrieb.warten_auf_web()
        getan += 1
    return getan


def pruefen(datenbank: str, sitzung: int, sender: Sender) -> list[str]:
    """What was confirmed is there once; nothing is left half done."""
    klagen = []
    with psycopg.connect(datenbank) as verbindung:

        def zahl(sql: str, *werte: Any) -> int:
            zeile = verbindung.execute(sql, werte).fetchone()
            return int(zeile[0]) if zeile else 0

        doppelt = zahl(
            "select count(*) from (select person_id from lenkung_anwesenheit where sitzung_id = %s and bis "
            "is null and gestrichen_am is null group by person_id having count(*) > 1) d",
            sitzung,
        )
        if doppelt:
            klagen.append(f"{doppelt} persons twice at the same time")
        texte = {felder["text"] for felder in sender.bestaetigt if felder["tat"] == "wortlaut"}
        gespeichert = zahl("select count(*) from lenkung_wortlaut where text = any(%s)", list(texte))
        if gespeichert != len(texte):
            klagen.append(f"{len(texte)} wordings confirmed, {gespeichert} stored")
        stimmen = sum(felder["tat"] == "widerspruch" for felder in sender.bestaetigt)
        gezaehlt = zahl(
            "select count(*) from lenkung_abstimmung where sitzung_id = %s and stand = 'verworfen'", sitzung
        )
        if gezaehlt != stimmen:
            klagen.append(f"{stimmen} votes confirmed, {gezaehlt} stored")
        halb = zahl(
            "select count(*) from lenkung_abstimmung where sitzung_id = %s and stand in ('laeuft', "
            "'geschlossen')",
            sitzung,
        )
        if halb:
            klagen.append(f"{halb} votes half done")
        ohne = zahl(
            "select count(*) from lenkung_abstimmung a where sitzung_id = %s and (select count(*) from "
            "lenkung_stimme s where s.abstimmung_id = a.id) <> 1",
            sitzung,
        )
        if ohne:
            klagen.append(f"{ohne} votes without their one objection")
    return klagen


def main() -> int:
    argumente = argparse.ArgumentParser(description=__doc__)
    argumente.add_argument("--kills", type=int, default=50)
    kills = argumente.parse_args().kills
    with probebetrieb() as betrieb:
        zugang = json.loads(betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat", "20"))
        saat = json.loads(
            betrieb.ausfuehren(str(PYTHON), "-m", "scripts.probesaat_sitzungen", "1", str(PUNKTE))
        )
        verlauf = json.loads(
            betrieb.ausfuehren(
                str(PYTHON), "-m", "scripts.probesaat_verlauf", str(saat["gremium"]), str(PUNKTE)
            )
        )
        betrieb.starten("web")
        betrieb.warten_auf_web()
        klient = Probeklient(betrieb.port).anmelden(zugang)
        ende = time.monotonic() + HOECHSTDAUER
        sender = Sender(klient, verlauf["sitzung"], ende)
        fertig = threading.Event()
        faden = threading.Thread(target=fuehren, args=(sender, verlauf, fertig), daemon=True)
        faden.start()
        getan = toeten(betrieb, kills, ende)
        fertig.set()
        faden.join(60)
        klagen = pruefen(betrieb.datenbank, verlauf["sitzung"], sender)
    if getan < kills:
        klagen.append(f"only {getan} kills in {HOECHSTDAUER:.0f} s")
    if sender.unerwartet:
        klagen.append(f"unexpected answers: {dict(sender.unerwartet)}")
    text = (
        "# Der Webserver stirbt mitten in der Sitzung\n\n"
        f"Gemessen am {date.today():%d.%m.%Y} mit `python -m scripts.sitzungsabbruch`: {getan} SIGKILL an "
        f"zufälligen Stellen, {len(sender.bestaetigt)} bestätigte Einträge, {sender.wiederholt} vergebliche "
        f"Versuche dazwischen. Abweichungen zwischen Bestätigtem und Gespeichertem: "
        f"{'; '.join(klagen) if klagen else 'keine'}.\n"
    )
    ERGEBNIS.write_text(text, encoding="utf-8")
    print(text)
    return 1 if klagen else 0


if __name__ == "__main__":
    raise SystemExit(main())
