"""Small scenarios for tests: a session on 21.03.2023 at 14:00, some seats, some of them represented."""

from __future__ import annotations

from typing import Any

from tests.lenkung.regeln.orakel_go import RSK, Json

RSK_ID, STEINFURT_ID, NEUSS_ID = "rsk-2022-03-24", "steinfurt-2021-06-30", "neuss-2021-01-27"
TAG = "2023-03-21"


def um(uhr: str) -> str:
    return f"{TAG}T{uhr}"


def sitz(nummer: int, **mehr: Any) -> Json:
    grund = {"id": f"s{nummer}", "stimmrecht": True, "von": "2021-11-25", "bis": None}
    return {**grund, "mitglied": f"m{nummer}", "stellvertretung": f"v{nummer}", **mehr}


def da(person: str, von: str = "14:00", bis: str | None = None) -> Json:
    return {"person": person, "von": um(von), "bis": None if bis is None else um(bis), "art": "vor_ort"}


def lage(go: str | Json = RSK_ID, *, sitze: int = 17, vertreten: int = 9, **teile: Any) -> Json:
    """``vertreten`` of the seats are represented by their Mitglied from 14:00 on."""
    return {
        "geschaeftsordnung": go,
        "sitzung": {"beginn": um("14:00")},
        "sitze": [sitz(n) for n in range(1, sitze + 1)],
        "anwesenheit": [da(f"m{n}") for n in range(1, vertreten + 1)],
        **teile,
    }


def zahlen(ja: int, nein: int = 0, enthaltung: int = 0, **mehr: Any) -> Json:
    stimmen = {"ja": ja, "nein": nein, "enthaltung": enthaltung}
    return {"id": "a", "zeit": um("14:30"), "art": "zahlen", "zahlen": stimmen, **mehr}


def namentlich(ja: str = "", nein: str = "", enthaltung: str = "", **mehr: Any) -> Json:
    """Seats are separated by spaces."""
    listen = {"ja": ja.split(), "nein": nein.split(), "enthaltung": enthaltung.split()}
    return {"id": "a", "zeit": um("14:30"), "art": "namentlich", **listen, **mehr}


def einvernehmlich(widerspruch: str = "", **mehr: Any) -> Json:
    return {
        "id": "a",
        "zeit": um("14:30"),
        "art": "einvernehmlich",
        "widerspruch": widerspruch.split(),
        **mehr,
    }


def unfaehig(uhr: str) -> Json:
    return {"zeit": um(uhr), "typ": "beschlussunfaehigkeit_festgestellt"}


def faehig(uhr: str) -> Json:
    return {"zeit": um(uhr), "typ": "beschlussfaehigkeit_festgestellt"}


def einladung(**mehr: Any) -> Json:
    """Complete, sent in the last minute of the last day, with the notice of the second convening."""
    return {
        "versandt": "2023-03-06T23:59:30",
        "dringlich": False,
        "begruendung": None,
        "ort": "Kreishaus",
        "termin": True,
        "tagesordnung": True,
        "hinweis_zweite_einberufung": True,
        **mehr,
    }


def abgewandelt(teil: str, **mehr: Any) -> Json:
    """GO RSK with one part changed."""
    return {**RSK, teil: {**RSK[teil], **mehr}}


def niederschrift(**mehr: Any) -> Json:
    return {
        "versandt": "2023-04-01T09:00",
        "naechste_sitzung": "2023-09-13T14:00",
        "genehmigung_aufgerufen": "2023-09-13T14:06",
        "einwendungen": [],
        "stichtag": "2023-09-14",
        **mehr,
    }
