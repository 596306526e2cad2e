"""What stands behind a failure: is there no room left where data are kept?"""

from __future__ import annotations

import errno
from collections.abc import Iterator

_SQLITE_FULL = 13
_POSTGRES_DISK_FULL = "53100"
_KEIN_PLATZ = (errno.ENOSPC, errno.EDQUOT)


def ist_platte_voll(fehler: BaseException | None) -> bool:
    """Also where a library has wrapped it, or fell over it while handling something else."""
    return any(
        (isinstance(glied, OSError) and glied.errno in _KEIN_PLATZ)
        or getattr(glied, "sqlite_errorcode", None) == _SQLITE_FULL
        or getattr(glied, "sqlstate", None) == _POSTGRES_DISK_FULL
        for glied in _kette(fehler)
    )


def _kette(fehler: BaseException | None) -> Iterator[BaseException]:
    gesehen: set[int] = set()
    offen = [fehler]
    while offen:
        glied = offen.pop()
        if glied is None or id(glied) in gesehen:
            continue
        gesehen.add(id(glied))
        yield glied
        offen += [glied.__cause__, glied.__context__]
