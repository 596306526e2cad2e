"""Die Dateien selbst: unter zufälligem Namen, außerhalb dessen, was der Webserver ausliefert."""

from __future__ import annotations

import errno
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler

protokoll = logging.getLogger(__name__)

VORLAEUFIG = "vorlaeufig"


class Speicherfehler(Fachfehler):
    code = "speicher"


def _wurzel() -> Path:
    return Path(settings.KIM_DOKUMENTE)


def schreibe(inhalt: bytes) -> str:
    """Legt die Bytes ganz oder gar nicht ab und gibt den Ablageort zurück."""
    name = uuid.uuid4().hex
    ablage = f"{name[:2]}/{name}"
    ziel, vorlaeufig = _wurzel() / ablage, _wurzel() / VORLAEUFIG / name
    try:
        vorlaeufig.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ziel.parent.mkdir(mode=0o700, exist_ok=True)
        _auf_die_platte(vorlaeufig, inhalt)
        os.rename(vorlaeufig, ziel)
        _ordner_festschreiben(ziel.parent)
    except OSError as fehler:
        for rest in (vorlaeufig, ziel):
            with suppress(OSError):
                rest.unlink(missing_ok=True)
        raise _gemeldet(fehler) from fehler
    return ablage


def _auf_die_platte(pfad: Path, inhalt: bytes) -> None:
    griff = os.open(pfad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(griff, "wb") as datei:
        datei.write(inhalt)
        datei.flush()
        os.fsync(datei.fileno())


def _ordner_festschreiben(ordner: Path) -> None:
    """Erst damit übersteht auch der neue Name einen Stromausfall."""
    griff = os.open(ordner, os.O_RDONLY)
    try:
        os.fsync(griff)
    finally:
        os.close(griff)


def _gemeldet(fehler: OSError) -> Speicherfehler:
    protokoll.error("storing a file failed: %s", errno.errorcode.get(fehler.errno or 0, "?"))
    if fehler.errno in (errno.ENOSPC, errno.EDQUOT):
        return Speicherfehler(
            _(
                "Auf dem Server ist kein Speicherplatz mehr frei. Die Datei wurde nicht gespeichert. "
                "Bitte geben Sie der Systemadministration Bescheid und versuchen Sie es danach noch einmal."
            ),
            code="speicher_voll",
        )
    return Speicherfehler(
        _(
            "Die Dateiablage ist gerade gestört. Die Datei wurde nicht gespeichert. "
            "Bitte geben Sie der Systemadministration Bescheid und versuchen Sie es danach noch einmal."
        ),
        code="speicher_gestoert",
    )


def lies(ablage: str) -> bytes:
    return (_wurzel() / ablage).read_bytes()


def entferne(ablage: str) -> None:
    (_wurzel() / ablage).unlink(missing_ok=True)


def alle_ablagen() -> Iterator[tuple[str, float]]:
    """Ablageort und Änderungszeit jeder Datei, auch der vorläufigen."""
    for pfad in _wurzel().glob("*/*"):
        yield pfad.relative_to(_wurzel()).as_posix(), pfad.stat().st_mtime
