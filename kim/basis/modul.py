"""The four switches of a Kreis. What is off has no menu and no URL."""

from __future__ import annotations

from enum import StrEnum


class Modul(StrEnum):
    """Values are the app namespaces, so that a URL tells its module."""

    LENKUNG = "lenkung"
    CASEMGMT = "casemgmt"
    EINBUERGERUNG = "einbuergerung"
    REPORTING = "reporting"


# Their pages speak of clients: no browser keeps one.
MIT_AKTEN = frozenset({Modul.CASEMGMT, Modul.EINBUERGERUNG})

MODUL_TITEL = {
    Modul.LENKUNG: "Lenkung",
    Modul.CASEMGMT: "Case Management",
    Modul.EINBUERGERUNG: "Modul 3",
    Modul.REPORTING: "Auswertung",
}
