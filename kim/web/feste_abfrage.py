"""Queries whose SQL is built once per process. Only the values change from call to call.

Django builds the SQL of a queryset anew each time, which on a page of ten queries is a third of its time.

    @feste_abfrage
    def _sitze(gremium_id: int, tag: date) -> QuerySet[Sitz]:
        return Sitz.objects.filter(gremium=gremium_id, von__lte=tag)

    sitze = _sitze(4, heute)  # a list, read from the database at each call

The function gets stand-ins instead of values, so it must not look at them, and it must take everything that
changes from its arguments: no clock, no account. Numbers, days, times, UUIDs and tuples of numbers become
values of the statement; everything else (a word, a truth value, None) chooses the statement. The SQL is built
twice with different stand-ins: a value that was reckoned with or stands in the SQL itself is found that way
and refused. What is found in the database is never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

P = ParamSpec("P")
M = TypeVar("M")
Wert = int | date | datetime | UUID
_ARTEN = (UUID, datetime, date, int)
"""A point in time is a day as well, so it comes first."""
_GANZZAHL = 2**63
_ZAHL_A, _ZAHL_B = 1_900_000_000, 2_000_000_000
_TAG_A, _TAG_B = date(1801, 1, 1), date(1851, 1, 1)


class NichtFest(TypeError):
    """The function does more than pass its values on. A mistake of ours, heard at the first call."""


@dataclass(frozen=True, slots=True)
class _Stelle:
    """Where in the parameters which value goes, and what the database makes of it."""

    platz: int
    nummer: int
    anpassen: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Bau:
    menge: QuerySet[Any]
    uebersetzer: Any
    sql: str
    parameter: tuple[Any, ...]
    stellen: tuple[_Stelle, ...]

    def lesen(self, werte: list[Wert]) -> list[Any]:
        parameter = list(self.parameter)
        for stelle in self.stellen:
            parameter[stelle.platz] = stelle.anpassen(werte[stelle.nummer])
        uebersetzer = copy(self.uebersetzer)
        uebersetzer.connection = connections[self.menge.db]
        uebersetzer.as_sql = lambda *_a, **_k: (self.sql, tuple(parameter))
        menge = self.menge._clone()  # type: ignore[attr-defined]
        menge.query.get_compiler = lambda *_a, **_k: uebersetzer
        return list(menge)


_ALLE: list[dict[Hashable, _Bau | None]] = []


def alles_vergessen() -> None:
    """For tests that count lines: what was built uncounted is built once more."""
    for bauten in _ALLE:
        bauten.clear()


def feste_abfrage(bauen: Callable[P, QuerySet[Any, M]]) -> Callable[P, list[M]]:
    """For a function with positional arguments only; see above."""
    bauten: dict[Hashable, _Bau | None] = {}
    _ALLE.append(bauten)

    @wraps(bauen)
    def lesen(*args: P.args, **kwargs: P.kwargs) -> list[M]:
        assert not kwargs, "a fixed query takes its values by position"
        werte, gestalt = _zerlegen(args)
        if any(isinstance(wert, int) and not -_GANZZAHL <= wert < _GANZZAHL for wert in werte):
            # What no column can hold finds nothing; Django knows how.
            return list(bauen(*args, **kwargs))
        if gestalt not in bauten:
            bauten[gestalt] = _bauen(bauen, gestalt)
        bau = bauten[gestalt]
        return [] if bau is None else bau.lesen(werte)

    return lesen


def _zerlegen(args: tuple[Any, ...]) -> tuple[list[Wert], tuple[Hashable, ...]]:
    """The values in a row, and what remains when they are taken out."""
    werte: list[Wert] = []
    gestalt: list[Hashable] = []
    for arg in args:
        if isinstance(arg, tuple) and all(type(wert) is int for wert in arg):
            # Filled up with its last number: a list of ids then has few lengths, and each has its statement.
            laenge = 1 << (len(arg) - 1).bit_length() if arg else 0
            werte += [*arg, *arg[-1:] * (laenge - len(arg))]
            gestalt.append((tuple, laenge))
        elif isinstance(arg, int | date | UUID) and not isinstance(arg, bool):
            werte.append(arg)
            gestalt.append(next(art for art in _ARTEN if isinstance(arg, art)))
        else:
            gestalt.append(("=", arg))
    return werte, tuple(gestalt)


def _einsetzen(gestalt: tuple[Any, ...], zahl: int, tag: date) -> tuple[list[Any], list[Wert]]:
    """Arguments of that shape, made of stand-ins that occur nowhere else."""
    args: list[Any] = []
    werte: list[Wert] = []

    def neu(art: type) -> Wert:
        nummer = len(werte)
        wert: Wert = zahl + nummer
        if art is UUID:
            wert = UUID(int=zahl + nummer)
        elif art is datetime:
            wert = datetime(tag.year, tag.month, tag.day, 12, tzinfo=UTC) + timedelta(days=nummer)
        elif art is date:
            wert = tag + timedelta(days=nummer)
        werte.append(wert)
        return wert

    for teil in gestalt:
        if isinstance(teil, type):
            args.append(neu(teil))
        elif teil[0] is tuple:
            args.append(tuple(neu(int) for _ in range(teil[1])))
        else:
            args.append(teil[1])
    return args, werte


def _bauen(bauen: Callable[..., QuerySet[Any]], gestalt: tuple[Any, ...]) -> _Bau | None:
    """None: of this shape nothing can ever be found."""
    args_a, werte_a = _einsetzen(gestalt, _ZAHL_A, _TAG_A)
    args_b, werte_b = _einsetzen(gestalt, _ZAHL_B, _TAG_B)
    menge, andere = bauen(*args_a), bauen(*args_b)
    if menge._known_related_objects or menge._hints:  # type: ignore[attr-defined]
        raise NichtFest(f"{bauen.__qualname__}: begin with Model.objects, not with a related record")
    uebersetzer = menge.query.get_compiler(using=menge.db)
    try:
        sql_a, parameter_a = uebersetzer.as_sql()
        sql_b, parameter_b = andere.query.get_compiler(using=menge.db).as_sql()
    except EmptyResultSet:
        if (tuple, 0) in gestalt:
            return None
        raise NichtFest(f"{bauen.__qualname__}: a stand-in does not fit into its column") from None
    if sql_a != sql_b:
        raise NichtFest(f"{bauen.__qualname__}: a value stands in the SQL itself")
    stellen = []
    for platz, (a, b) in enumerate(zip(parameter_a, parameter_b, strict=True)):
        if a != b:
            stellen.append(_stelle(bauen, platz, (a, b), list(zip(werte_a, werte_b, strict=True))))
    if len({stelle.nummer for stelle in stellen}) < len(werte_a):
        raise NichtFest(f"{bauen.__qualname__}: not each value has come into the statement")
    return _Bau(menge, uebersetzer, sql_a, tuple(parameter_a), tuple(stellen))


def _stelle(
    bauen: Callable[..., Any], platz: int, paar: tuple[Any, Any], werte: list[tuple[Wert, Wert]]
) -> _Stelle:
    ops = connections["default"].ops
    for nummer, (a, b) in enumerate(werte):
        wege: list[Callable[[Any], Any]] = [_unveraendert]
        if isinstance(a, int):
            # PostgreSQL's numbers carry their column's width.
            wege = [type(paar[0])] if isinstance(paar[0], int) else []
        elif isinstance(a, UUID):
            wege.append(_hexadezimal)
        elif isinstance(a, datetime):
            wege.append(ops.adapt_datetimefield_value)
        else:
            wege.append(ops.adapt_datefield_value)
        for weg in wege:
            if (weg(a), weg(b)) == paar:
                return _Stelle(platz, nummer, weg)
    raise NichtFest(f"{bauen.__qualname__}: parameter {platz} is worked out from a value, pass it as it is")


def _unveraendert(wert: Any) -> Any:
    return wert


def _hexadezimal(wert: UUID) -> str:
    """Where the database has no type of its own for it."""
    return wert.hex


def beilegen(satz: Model, name: str, zugehoerige: list[Any], modell: type[Model]) -> None:
    """What `prefetch_related` does, for records that a fixed query has read."""
    menge: Any = modell._default_manager.all()
    menge._result_cache, menge._prefetch_done = zugehoerige, True
    speicher: Any = satz
    speicher._prefetched_objects_cache = {**getattr(satz, "_prefetched_objects_cache", {}), name: menge}
