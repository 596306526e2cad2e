"""Kills the workers at random moments while they send mail, and counts what the mail server got.

    .venv/bin/python -m scripts.absturzprobe [--mails 200] [--kills 20] [--datenbank sqlite|postgres|beide]

None may be lost, and no Message-ID may be accepted twice with different content. A mail server that had
accepted a mail just before the kill gets it once more: the same bytes, so that it can drop the second.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.rechner import PYTHON, WURZEL, freier_port

EINSTELLUNGEN = "scripts.absturz_einstellungen"
ARBEITER = 2
JE_NACHRICHT = 25
HOECHSTDAUER = 300.0
JE_KILL = 2.5
LANGE = 2.5


@dataclass
class Posteingang:
    """What a mail server knows: each accepted transmission, and the mailbox after dropping repeats."""

    wuerfel: random.Random
    bedenkzeit: float
    """Seconds for one mail on average: long enough that work is left for every kill."""
    annahmen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    umschlaege: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.wuerfel.uniform(0.0, self.bedenkzeit))
        inhalt: bytes = envelope.content
        message_id = _message_id(inhalt)
        self.annahmen[message_id].append(hashlib.sha256(inhalt).hexdigest())
        self.umschlaege[message_id].add(tuple(envelope.rcpt_tos))
        # Accepted, but the worker does not know yet: here a kill hurts most. Now and then longer than the
        # lease, so that a second worker sends as well.
        langsam = self.wuerfel.random() < 0.01
        await asyncio.sleep(LANGE if langsam else self.wuerfel.uniform(0.0, self.bedenkzeit))
        return "250 2.0.0 angenommen"

    @property
    def uebertragungen(self) -> int:
        return sum(len(annahmen) for annahmen in self.annahmen.values())


def _message_id(inhalt: bytes) -> str:
    for zeile in inhalt.split(b"\r\n"):
        if zeile.lower().startswith(b"message-id:"):
            return zeile.split(b":", 1)[1].strip().decode()
    return "(none)"


@dataclass(frozen=True)
class Ergebnis:
    datenbank: str
    mails: int
    kills: int
    mittendrin: int
    sekunden: float
    uebertragungen: int
    wiederholt: int
    verloren: list[str]
    verschieden: list[str]
    unbekannt: list[str]
    falsche_empfaenger: list[str]
    staende: dict[str, int]
    hoechste_versuche: int

    @property
    def bestanden(self) -> bool:
        fehler = [*self.verloren, *self.verschieden, *self.unbekannt, *self.falsche_empfaenger]
        return not fehler and self.staende == {"gesendet": self.mails}

    def __str__(self) -> str:
        return (
            f"{self.datenbank}: {self.mails} Zustellungen, {self.kills} SIGKILL ({self.mittendrin} of them "
            f"while there was work) in {self.sekunden:.0f} s: "
            f"{len(self.verloren)} lost, {len(self.verschieden)} Message-IDs with different content, "
            f"{self.uebertragungen} transmissions, of them {self.wiederholt} repeats, "
            f"states {self.staende}, at most {self.hoechste_versuche} tries for one"
            f" - {'passed' if self.bestanden else 'FAILED'}"
        )


class Arbeiter:
    """Real worker processes, as in an installation; each kill is a SIGKILL without warning."""

    def __init__(self, umgebung: dict[str, str], posteingang: Posteingang, wuerfel: random.Random) -> None:
        self._umgebung, self._posteingang, self._wuerfel = umgebung, posteingang, wuerfel
        self._prozesse = [self._starten() for _nummer in range(ARBEITER)]

    def _starten(self) -> subprocess.Popen[bytes]:
        befehl = [str(PYTHON), "manage.py", "auftraege_arbeiten", "--pause", "0.1"]
        return subprocess.Popen(
            befehl, cwd=WURZEL, env=self._umgebung, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def toeten(self, mails: int, schritt: int, ende: float) -> bool:
        """After a random number of further mails, at a random moment. False: there was nothing left to do."""
        ziel = min(mails, self._posteingang.uebertragungen + self._wuerfel.randint(1, schritt))
        self._warten(lambda: self._posteingang.uebertragungen >= ziel, ende)
        time.sleep(self._wuerfel.uniform(0.0, JE_KILL / 10))
        mittendrin = len(self._posteingang.annahmen) < mails
        nummer = self._wuerfel.randrange(ARBEITER)
        self._prozesse[nummer].kill()
        self._prozesse[nummer].wait()
        self._prozesse[nummer] = self._starten()
        return mittendrin

    def _warten(self, fertig: Callable[[], bool], ende: float) -> None:
        while not fertig():
            if time.monotonic() > ende:
                raise TimeoutError("the workers do not get on")
            if tot := [p.args for p in self._prozesse if p.poll() is not None]:
                raise RuntimeError(f"a worker ended by itself: {tot}")
            time.sleep(0.01)

    def auslaufen(self, fertig: Callable[[], bool], ende: float) -> None:
        self._warten(fertig, ende)
        for prozess in self._prozesse:
            prozess.terminate()

    def beenden(self) -> None:
        for prozess in self._prozesse:
            if prozess.poll() is None:
                try:
                    prozess.wait(10)
                except subprocess.TimeoutExpired:
                    prozess.kill()
                    prozess.wait()


def proben(*, mails: int, kills: int, datenbank: str, umgebung: dict[str, str], saat: int) -> Ergebnis:
    """`umgebung` names the database: KIM_PROBE_SQLITE or KIM_TEST_DB."""
    from aiosmtpd.controller import Controller

    posteingang = Posteingang(random.Random(saat), bedenkzeit=JE_KILL * kills * ARBEITER / mails)
    steuerung = Controller(posteingang, hostname="127.0.0.1", port=freier_port(), ready_timeout=10)
    steuerung.start()
    beginn = time.monotonic()
    ende = beginn + HOECHSTDAUER
    try:
        umgebung = {
            **os.environ,
            **umgebung,
            "DJANGO_SETTINGS_MODULE": EINSTELLUNGEN,
            "KIM_PROBE_SMTP": str(steuerung.port),
        }
        _schritt("anlegen", umgebung, str(mails))
        beginn = time.monotonic()
        arbeiter = Arbeiter(umgebung, posteingang, random.Random(saat + 1))
        try:
            schritt = max(1, mails // kills)
            mittendrin = sum(arbeiter.toeten(mails, schritt, ende) for _nummer in range(kills))
            arbeiter.auslaufen(lambda: _alles_gesendet(umgebung), ende)
        finally:
            arbeiter.beenden()
        zeilen = json.loads(_schritt("auswerten", umgebung))
    finally:
        steuerung.stop()
    dauer = time.monotonic() - beginn
    return _auswerten(posteingang, zeilen, datenbank, mails, (kills, mittendrin), dauer)


def _auswerten(
    posteingang: Posteingang,
    zeilen: list[dict[str, Any]],
    datenbank: str,
    mails: int,
    kills: tuple[int, int],
    sekunden: float,
) -> Ergebnis:
    staende: dict[str, int] = defaultdict(int)
    for zeile in zeilen:
        staende[zeile["stand"]] += 1
    bekannt = {zeile["message_id"]: zeile for zeile in zeilen}
    annahmen = posteingang.annahmen
    return Ergebnis(
        datenbank=datenbank,
        mails=mails,
        kills=kills[0],
        mittendrin=kills[1],
        sekunden=sekunden,
        uebertragungen=posteingang.uebertragungen,
        wiederholt=posteingang.uebertragungen - len(annahmen),
        verloren=[kennung for kennung in bekannt if kennung not in annahmen],
        verschieden=[kennung for kennung, inhalte in annahmen.items() if len(set(inhalte)) > 1],
        unbekannt=[kennung for kennung in annahmen if kennung not in bekannt],
        falsche_empfaenger=[
            kennung
            for kennung, ziele in posteingang.umschlaege.items()
            if kennung in bekannt and ziele != {(bekannt[kennung]["adresse"],)}
        ],
        staende=dict(staende),
        hoechste_versuche=max((zeile["versuche"] for zeile in zeilen), default=0),
    )


def _alles_gesendet(umgebung: dict[str, str]) -> bool:
    zeilen = json.loads(_schritt("auswerten", umgebung))
    return all(zeile["stand"] == "gesendet" for zeile in zeilen)


def _schritt(name: str, umgebung: dict[str, str], *argumente: str) -> str:
    lauf = subprocess.run(
        [str(PYTHON), "-m", "scripts.absturzprobe", f"--schritt={name}", *argumente],
        cwd=WURZEL,
        env=umgebung,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if lauf.returncode:
        raise RuntimeError(f"{name} failed:\n{lauf.stderr[-3000:]}")
    return lauf.stdout


# Steps that run in a process of their own, with the database of the probe ---------------------------------


def anlegen(mails: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from kim.basis.akteur import SystemAkteur
    from kim.stammdaten.models import Kreis
    from kim.versand.domain import Empfaenger, nachricht_verfassen

    call_command("migrate", verbosity=0)
    kreis = Kreis.objects.create(name="Musterkreis", kuerzel="probe", email="kim@musterkreis.example")
    personen = [
        Empfaenger(f"Petra Probe {nummer}", f"petra.probe{nummer}@kreis.example", werte={"nr": str(nummer)})
        for nummer in range(mails)
    ]
    for stelle in range(0, mails, JE_NACHRICHT):
        nachricht_verfassen(
            kreis_id=kreis.pk,
            akteur=SystemAkteur("Absturzprobe", kreis.pk),
            art="absturzprobe",
            betreff="Einladung Nr. {nr}",
            text="Guten Tag,\n\nSie sind eingeladen, mit Umlauten: äöü ß. Platz {nr}.\n\n.Punkt am Anfang",
            empfaenger=personen[stelle : stelle + JE_NACHRICHT],
            schluessel=f"absturzprobe:{stelle}",
        )


def auswerten() -> None:
    import django

    django.setup()
    from kim.versand.models import Zustellung

    felder = ("message_id", "adresse", "stand", "versuche")
    print(json.dumps(list(Zustellung.objects.values(*felder))))


# The command ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def datenbank_fuer(art: str) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="kim-absturz-") as ordner:
        umgebung = {"TMPDIR": ordner}
        if art == "sqlite":
            yield {**umgebung, "KIM_PROBE_SQLITE": str(Path(ordner) / "probe.sqlite3"), "KIM_TEST_DB": ""}
            return
        from scripts import wegwerfserver

        with wegwerfserver.postgres() as adresse:
            yield {**umgebung, "KIM_PROBE_SQLITE": "", "KIM_TEST_DB": adresse}


@contextlib.contextmanager
def eigene_datenbank(server: str) -> Iterator[str]:
    """A fresh database on a server that is there already."""
    import psycopg

    name = f"absturzprobe_{os.getpid()}"
    teile = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as verbindung:
        verbindung.execute(f"CREATE DATABASE {name}")
        try:
            yield teile._replace(path=f"/{name}").geturl()
        finally:
            verbindung.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> int:
    leser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    leser.add_argument("--mails", type=int, default=200)
    leser.add_argument("--kills", type=int, default=20)
    leser.add_argument("--datenbank", choices=["sqlite", "postgres", "beide"], default="beide")
    leser.add_argument("--saat", type=int, default=int(time.time()))
    leser.add_argument("--schritt", choices=["anlegen", "auswerten"], help=argparse.SUPPRESS)
    leser.add_argument("wert", nargs="?", type=int, help=argparse.SUPPRESS)
    angaben = leser.parse_args()
    if angaben.schritt == "anlegen":
        anlegen(angaben.wert)
        return 0
    if angaben.schritt == "auswerten":
        auswerten()
        return 0
    gut = True
    for art in ("sqlite", "postgres") if angaben.datenbank == "beide" else (angaben.datenbank,):
        with datenbank_fuer(art) as umgebung:
            ergebnis = proben(
                mails=angaben.mails,
                kills=angaben.kills,
                datenbank=art,
                umgebung=umgebung,
                saat=angaben.saat,
            )
        print(f"{ergebnis} (seed {angaben.saat})", flush=True)
        gut = gut and ergebnis.bestanden
    return 0 if gut else 1


if __name__ == "__main__":
    sys.exit(main())
