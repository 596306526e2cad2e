"""Virenprüfung durch einen ClamAV-Dienst (clamd), über TCP oder einen Unix-Socket.

Einstellungen: KIM_VIRENSCANNER = "kim.dokumente.domain.clamd.pruefe" und
KIM_CLAMD = "tcp://rechner:3310" oder "unix:///run/clamav/clamd.ctl".
"""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from django.conf import settings

from kim.dokumente.domain.virenscanner import ScannerGestoert

FRIST_SEKUNDEN = 60.0
STUECK = 64 * 1024


def pruefe(inhalt: bytes) -> str | None:
    """Der Name des Fundes oder None. Alles, was keine klare Antwort ist, gilt als Störung."""
    try:
        with _verbindung() as leitung:
            leitung.sendall(b"zINSTREAM\0")
            for anfang in range(0, len(inhalt), STUECK):
                stueck = inhalt[anfang : anfang + STUECK]
                leitung.sendall(len(stueck).to_bytes(4, "big") + stueck)
            leitung.sendall(bytes(4))
            antwort = _antwort(leitung)
    except OSError as fehler:
        raise ScannerGestoert(type(fehler).__name__) from fehler
    if antwort == "stream: OK":
        return None
    if antwort.startswith("stream: ") and antwort.endswith(" FOUND"):
        return antwort.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerGestoert(antwort[:100] or "no answer")


def _verbindung() -> socket.socket:
    adresse = urlsplit(settings.KIM_CLAMD)
    if adresse.scheme == "unix":
        leitung = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        leitung.settimeout(FRIST_SEKUNDEN)
        try:
            leitung.connect(adresse.path)
        except OSError:
            leitung.close()
            raise
        return leitung
    if adresse.scheme == "tcp" and adresse.hostname:
        return socket.create_connection((adresse.hostname, adresse.port or 3310), timeout=FRIST_SEKUNDEN)
    raise ScannerGestoert("KIM_CLAMD is neither tcp:// nor unix://")


def _antwort(leitung: socket.socket) -> str:
    teile = b""
    while not teile.endswith(b"\0"):
        stueck = leitung.recv(4096)
        if not stueck:
            break
        teile += stueck
    return teile.rstrip(b"\0").decode("utf-8", "replace").strip()
