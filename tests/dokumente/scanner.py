"""A stand-in for a ClamAV daemon that speaks its INSTREAM protocol, over TCP or a Unix socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def _genau(leitung: socket.socket, anzahl: int) -> bytes:
    teile = b""
    while len(teile) < anzahl:
        stueck = leitung.recv(anzahl - len(teile))
        if not stueck:
            raise ConnectionError
        teile += stueck
    return teile


def _bedienen(horcher: socket.socket, antwort: bytes, gesehen: list[bytes]) -> None:
    with suppress(OSError):
        while True:
            leitung, _adresse = horcher.accept()
            with leitung, suppress(OSError):
                assert _genau(leitung, 10) == b"zINSTREAM\0"
                inhalt = b""
                while laenge := int.from_bytes(_genau(leitung, 4), "big"):
                    inhalt += _genau(leitung, laenge)
                gesehen.append(inhalt)
                leitung.sendall(antwort)


@contextmanager
def clamd(antwort: bytes, pfad: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Gives the address for KIM_CLAMD and the contents that were shown to the scanner."""
    if pfad is None:
        horcher = socket.create_server(("127.0.0.1", 0))
        adresse = f"tcp://127.0.0.1:{horcher.getsockname()[1]}"
    else:
        horcher = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        horcher.bind(str(pfad))
        horcher.listen()
        adresse = f"unix://{pfad}"
    gesehen: list[bytes] = []
    faden = threading.Thread(target=_bedienen, args=(horcher, antwort, gesehen), daemon=True)
    faden.start()
    try:
        yield adresse, gesehen
    finally:
        horcher.shutdown(socket.SHUT_RDWR)
        horcher.close()
        faden.join(5)
