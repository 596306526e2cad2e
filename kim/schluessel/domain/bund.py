"""Der Schlüsselbund: Schlüssel für verschlüsselte Felder, außerhalb der Datenbank.

Eine Datei mit den Rechten 0600 und nummerierten Schlüsseln. Der neueste verschlüsselt, alle entschlüsseln;
ein Schlüssel lässt sich also wechseln, ohne Gespeichertes anzufassen. Wer die Datei verliert, verliert die
Daten: sie gehört in die Sicherung, getrennt von der Datenbank.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

SCHLUESSELLAENGE = 32


class SchluesselbundFehler(RuntimeError):
    pass


@dataclass(frozen=True, slots=True)
class Schluesselbund:
    aktuell: str
    schluessel: dict[str, bytes]

    def fuer(self, kennung: str) -> bytes:
        try:
            return self.schluessel[kennung]
        except KeyError:
            raise SchluesselbundFehler(f"Der Schlüssel „{kennung}“ fehlt im Schlüsselbund.") from None

    def fingerabdruck(self, kennung: str) -> str:
        """Erkennt einen Schlüssel wieder, ohne ihn zu verraten."""
        return hmac.new(self.fuer(kennung), b"kim-schluesselmarke", hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        # Never the keys: a repr lands in logs and tracebacks.
        return f"Schluesselbund(aktuell={self.aktuell!r}, anzahl={len(self.schluessel)})"


def schluesselbund_oeffnen(pfad: Path) -> Schluesselbund:
    """Öffnet den Bund; legt ihn an, wenn es noch keinen gibt."""
    if not pfad.exists():
        _anlegen(pfad)
    return _lesen(pfad)


def schluessel_hinzufuegen(pfad: Path) -> Schluesselbund:
    """Fügt einen frischen Schlüssel hinzu, der ab jetzt gilt; die alten bleiben zum Lesen."""
    bund = schluesselbund_oeffnen(pfad)
    kennung = str(max(int(k) for k in bund.schluessel) + 1)
    neu = Schluesselbund(kennung, {**bund.schluessel, kennung: secrets.token_bytes(SCHLUESSELLAENGE)})
    uebergang = pfad.with_suffix(".neu")
    uebergang.unlink(missing_ok=True)
    _schreiben(uebergang, neu)
    os.replace(uebergang, pfad)
    return neu


def _anlegen(pfad: Path) -> None:
    pfad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    bund = Schluesselbund("1", {"1": secrets.token_bytes(SCHLUESSELLAENGE)})
    # Written aside and linked into place: whoever comes second finds a whole file and keeps its keys.
    uebergang = pfad.with_suffix(f".{os.getpid()}.neu")
    _schreiben(uebergang, bund)
    try:
        os.link(uebergang, pfad)
    except FileExistsError:
        pass
    finally:
        uebergang.unlink()


def _schreiben(pfad: Path, bund: Schluesselbund) -> None:
    inhalt = {
        "aktuell": bund.aktuell,
        "schluessel": {k: base64.b64encode(v).decode() for k, v in bund.schluessel.items()},
    }
    griff = os.open(pfad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(griff, "w") as datei:
        json.dump(inhalt, datei)
        datei.flush()
        os.fsync(datei.fileno())


def _lesen(pfad: Path) -> Schluesselbund:
    if pfad.stat().st_mode & 0o077:
        raise SchluesselbundFehler(f"Andere dürfen den Schlüsselbund lesen. Bitte: chmod 600 {pfad.name}")
    try:
        inhalt = json.loads(pfad.read_text())
        schluessel = {k: base64.b64decode(v, validate=True) for k, v in inhalt["schluessel"].items()}
        aktuell = inhalt["aktuell"]
    except (ValueError, KeyError, AttributeError, TypeError):
        raise SchluesselbundFehler(
            "Der Schlüsselbund ist beschädigt. Bitte aus der Sicherung zurückholen."
        ) from None
    if aktuell not in schluessel or any(len(s) != SCHLUESSELLAENGE for s in schluessel.values()):
        raise SchluesselbundFehler(
            "Der Schlüsselbund ist unvollständig. Bitte aus der Sicherung zurückholen."
        )
    return Schluesselbund(aktuell, schluessel)
