"""Random scenarios that the contract calls well-formed, crowded at the edges."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from tests.lenkung.regeln.orakel import ist_aktiv, zeit
from tests.lenkung.regeln.orakel_go import GESCHAEFTSORDNUNGEN, Json
from tests.lenkung.regeln.orakel_tage import spaetester_versand
from tests.lenkung.regeln.szenarien_stimmen import abstimmungen

# Leap days, both changes of the clock, Easter, Pentecost, the turn of a year.
BESONDERE_TAGE = (
    "2023-03-21", "2024-02-29", "2024-03-01", "2024-03-14", "2023-03-26", "2023-03-27", "2023-10-29",
    "2023-10-30", "2024-04-02", "2023-04-11", "2024-12-27", "2025-01-02", "2025-01-10", "2023-01-01",
    "2000-03-01", "2024-06-03", "2026-05-26", "2038-05-04", "2023-12-31", "2099-12-31", "2021-06-30",
)  # fmt: skip
UHREN = ("T00:00", "T00:00:00", "T00:00:10", "T23:59", "T23:59:30", "T23:59:59", "T12:00", "T08:15:01")
EIN_TAG = timedelta(days=1)


def zufall(rng: random.Random, geschaeftsordnung: str | Json) -> Json:
    """One scenario under this GO: an id or an object."""
    go = GESCHAEFTSORDNUNGEN[geschaeftsordnung] if isinstance(geschaeftsordnung, str) else geschaeftsordnung
    sitzungstag = _sitzungstag(rng)
    sitzung, momente = _sitzung(rng, sitzungstag)
    szenario: Json = {"geschaeftsordnung": geschaeftsordnung, "sitzung": sitzung}
    sitze = _sitze(rng, sitzungstag)
    if sitze and rng.random() < 0.97:
        szenario["sitze"] = sitze
    elif rng.random() < 0.3:
        szenario["sitze"] = []
    if rng.random() < 0.85:
        szenario["einladung"] = _einladung(rng, go, sitzungstag)
    if rng.random() < 0.6:
        szenario["vorschlaege"] = _vorschlaege(rng, go, sitzungstag)
    if rng.random() < 0.95:
        szenario["anwesenheit"] = _anwesenheit(rng, sitze, momente)
    if rng.random() < 0.6:
        szenario["ereignisse"] = _ereignisse(rng, momente)
    if szenario.get("sitze") and rng.random() < 0.95:
        szenario["abstimmungen"] = abstimmungen(rng, szenario, go, momente)
    elif rng.random() < 0.3:
        szenario["abstimmungen"] = []
    if rng.random() < 0.7:
        szenario["niederschrift"] = _niederschrift(rng, go, sitzungstag)
    namen = list(szenario)
    rng.shuffle(namen)
    return {name: szenario[name] for name in namen}


def _ohne_vorgaben(rng: random.Random, teil: Json, vorgaben: Json) -> Json:
    """A key that stands at its default may as well be missing."""
    return {k: w for k, w in teil.items() if not (k in vorgaben and w == vorgaben[k] and rng.random() < 0.5)}


def _sitzungstag(rng: random.Random) -> date:
    if rng.random() < 0.4:
        return date.fromisoformat(rng.choice(BESONDERE_TAGE))
    return date(2000, 1, 1) + rng.randrange(36500) * EIN_TAG


def _uhr(rng: random.Random) -> str:
    if rng.random() < 0.7:
        return rng.choice(UHREN)
    return f"T{rng.randrange(24):02}:{rng.randrange(60):02}" + rng.choice(("", f":{rng.randrange(60):02}"))


def _als_text(rng: random.Random, moment: datetime) -> str:
    text = moment.isoformat(timespec="seconds")
    return text[:-3] if text.endswith(":00") and rng.random() < 0.7 else text


def _sitzung(rng: random.Random, tag: date) -> tuple[Json, list[str]]:
    """The session and the few moments at which everything else happens."""
    beginn = datetime.fromisoformat(tag.isoformat() + rng.choice(("T14:00", "T09:30:30", "T00:00", "T23:00")))
    minuten = sorted(rng.sample(range(5, 110), 4))
    momente = [beginn, *(beginn + timedelta(minutes=m) for m in minuten)]
    momente += [momente[2] - timedelta(seconds=1), momente[2] + timedelta(seconds=1)]
    ende = rng.choice((None, None, momente[4], momente[4], beginn + timedelta(hours=2)))
    if ende is not None:
        momente.append(ende)
    momente.append(datetime.combine(tag + EIN_TAG, datetime.min.time()))
    sitzung: Json = {
        "beginn": _als_text(rng, beginn),
        "ende": None if ende is None else _als_text(rng, ende),
        "art": rng.choice((None, "praesenz", "praesenz", "digital")),
    }
    return (
        _ohne_vorgaben(rng, sitzung, {"ende": None, "art": None}),
        [_als_text(rng, moment) for moment in momente],
    )


def _sitze(rng: random.Random, tag: date) -> list[Json]:
    anzahl = rng.choice((0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 17, 19))
    leer, stumm, fern = (rng.choice((0.0, 0.0, 0.1, 0.4)) for _ in range(3))
    ids = [f"s{nummer}" for nummer in range(1, anzahl + 1)]
    rng.shuffle(ids)
    sitze: list[Json] = []
    for kennung in ids:
        von, bis = rng.choice((-400, -400, -1, 0)), rng.choice((None, None, None, 0, 1, 300))
        if rng.random() < fern:
            von, bis = rng.choice(((1, None), (1, 1), (30, 60), (-400, -1), (-1, -1), (-90, -30)))
        sitze.append(
            {
                "id": kennung,
                "stimmrecht": rng.random() >= stumm,
                "von": (tag + von * EIN_TAG).isoformat(),
                "bis": None if bis is None else (tag + bis * EIN_TAG).isoformat(),
                "mitglied": None if rng.random() < leer else f"m-{kennung}",
                "stellvertretung": None if rng.random() < max(leer, 0.2) else f"v-{kennung}",
            }
        )
    for _ in range(rng.choice((0, 0, 1, 3)) if sitze else 0):
        _gleiche_person(rng, sitze, tag.isoformat())
    vorgaben = {"bis": None, "mitglied": None, "stellvertretung": None}
    return [_ohne_vorgaben(rng, sitz, vorgaben) for sitz in sitze]


def _gleiche_person(rng: random.Random, sitze: list[Json], tag: str) -> None:
    """Name somebody on a second seat, unless that would give two votes."""
    ziel, quelle = rng.choice(sitze), rng.choice(sitze)
    rolle, person = (
        rng.choice(("mitglied", "stellvertretung")),
        quelle[rng.choice(("mitglied", "stellvertretung"))],
    )
    vorher = ziel[rolle]
    ziel[rolle] = person
    mit_stimme = [s for s in sitze if s["stimmrecht"] and ist_aktiv(s, tag)]
    namen = [s[r] for s in mit_stimme for r in ("mitglied", "stellvertretung") if s[r] is not None]
    if len(namen) != len(set(namen)) or (person is not None and ziel["mitglied"] == ziel["stellvertretung"]):
        ziel[rolle] = vorher


def _nahe(rng: random.Random, tag: date) -> str:
    """A moment on one of the days around a deadline."""
    return (tag + rng.choice((-40, -2, -1, 0, 0, 0, 1, 1, 2, 40)) * EIN_TAG).isoformat() + _uhr(rng)


def _einladung(rng: random.Random, go: Json, tag: date) -> Json:
    grenzen = [tag - 15 * EIN_TAG, tag]
    ladung = go.get("ladung")
    if ladung is not None:
        grenzen = [spaetester_versand(tag, ladung["frist"], ladung["zaehlung"])] * 2
        if ladung["dringlich_frist"] is not None:
            grenzen.append(spaetester_versand(tag, ladung["dringlich_frist"], ladung["zaehlung"]))
    vollstaendig = rng.choice((1.0, 1.0, 1.0, 0.6))
    versandt = None if rng.random() < 0.06 else _nahe(rng, rng.choice(grenzen))
    if rng.random() < 0.25:
        versandt = grenzen[0].isoformat() + _uhr(rng)
    einladung: Json = {
        "versandt": versandt,
        "dringlich": rng.random() < 0.5,
        "begruendung": rng.choice((None, "", "  ", "\t\n", "Eilt.", " Frist des Landes ")),
        "ort": "Kreishaus" if rng.random() < vollstaendig else rng.choice((None, "")),
        "termin": rng.random() < vollstaendig,
        "tagesordnung": rng.random() < vollstaendig,
        "hinweis_zweite_einberufung": rng.random() < 0.6,
    }
    vorgaben = {"dringlich": False, "begruendung": None, "hinweis_zweite_einberufung": False}
    return _ohne_vorgaben(rng, einladung, vorgaben)


def _vorschlaege(rng: random.Random, go: Json, tag: date) -> list[Json]:
    abstand = 21 if go.get("vorschlaege") is None else go["vorschlaege"]["tage_vorher"]
    ids = rng.sample(("v1", "v2", "v3", "Ä", "v 5"), rng.randrange(4))
    return [{"id": kennung, "eingang": _nahe(rng, tag - abstand * EIN_TAG)} for kennung in ids]


def _anwesenheit(rng: random.Random, sitze: list[Json], momente: list[str]) -> list[Json]:
    personen = sorted({s[r] for s in sitze for r in ("mitglied", "stellvertretung") if s.get(r) is not None})
    eintraege: list[Json] = []
    andrang, durchgehend = rng.choice((0.1, 0.3, 0.4, 0.6, 0.9)), rng.choice((0.3, 0.8, 0.95))
    for person in [*personen, "gast"]:
        if rng.random() >= andrang:
            continue
        spannen = [(momente[0], None)] if rng.random() < durchgehend else _spannen(rng, momente)
        for von, bis in spannen:
            art = rng.choice(("vor_ort", "digital"))
            eintrag: Json = {"person": person, "von": von, "bis": bis, "art": art}
            eintraege.append(_ohne_vorgaben(rng, eintrag, {"bis": None}))
    rng.shuffle(eintraege)
    return eintraege


def _spannen(rng: random.Random, momente: list[str]) -> list[tuple[str, str | None]]:
    """One to three stretches between the moments of the session: apart, touching, overlapping."""
    spannen: list[tuple[str, str | None]] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        von, bis = sorted(rng.sample(momente, 2), key=zeit)
        if zeit(von) == zeit(bis) or rng.random() < 0.25:
            spannen.append((von, None))
        else:
            spannen.append((von, bis))
    if rng.random() < 0.3 and spannen[-1][1] is not None:
        spannen.append((spannen[-1][1], None))
    return spannen


def _ereignisse(rng: random.Random, momente: list[str]) -> list[Json]:
    typen = ("beschlussunfaehigkeit_festgestellt", "beschlussfaehigkeit_festgestellt")
    return [
        {"zeit": rng.choice(momente[:6]), "typ": rng.choice((*typen, typen[0]))}
        for _ in range(rng.choice((0, 1, 1, 2, 3, 4)))
    ]


def _niederschrift(rng: random.Random, go: Json, tag: date) -> Json:
    regel = go.get("niederschrift")
    naechste = tag + rng.choice((1, 30, 90)) * EIN_TAG
    versandtag = tag + rng.choice((0, 1, 11)) * EIN_TAG
    sitzungszeit = naechste.isoformat() + "T14:00"
    aufruf = rng.choice((None, None, naechste.isoformat() + "T14:06", naechste.isoformat() + "T14:05:30"))
    rand = naechste
    if regel is not None and regel["genehmigung"] == "frist":
        rand = versandtag + regel["anzahl"] * (7 if regel["einheit"] == "wochen" else 1) * EIN_TAG
    eingaenge = [_nahe(rng, rand + rng.choice((0, 1)) * EIN_TAG) for _ in range(3)]
    eingaenge += [
        naechste.isoformat() + uhr for uhr in ("T14:00", "T14:00:01", "T14:05:30", "T14:06:00", "T14:06:01")
    ]
    ids = rng.sample(("e1", "e2", "e3", "e10"), rng.choice((0, 0, 0, 1, 1, 2, 3)))
    blatt: Json = {
        "versandt": None if rng.random() < 0.1 else versandtag.isoformat() + _uhr(rng),
        "naechste_sitzung": None if rng.random() < 0.1 else sitzungszeit,
        "genehmigung_aufgerufen": aufruf,
        "einwendungen": [{"id": kennung, "eingang": rng.choice(eingaenge)} for kennung in ids],
        "stichtag": (rand + rng.choice((-1, 0, 0, 1, 1, 2, 200)) * EIN_TAG).isoformat(),
    }
    return _ohne_vorgaben(rng, blatt, {"genehmigung_aufgerufen": None, "einwendungen": []})


def zufaellige_geschaeftsordnung(rng: random.Random) -> Json:
    """A GO of one's own: any part may be silent, any parameter may have any value."""

    def wahl(*werte: Any) -> Any:
        return rng.choice(werte)

    normen = ["§ 1", "§ 2 Abs. 1", "§ 10", "§ 6", "Art. 3"]
    frist = wahl(0, 1, 2, 3, 5, 7, 10, 14, 21)
    genehmigung = wahl("naechste_sitzung", "frist")
    nach_frist = genehmigung == "frist"
    teile: Json = {
        "vorschlaege": {"tage_vorher": wahl(0, 1, 7, 21, 30), "norm": wahl(*normen)},
        "ladung": {
            "frist": frist,
            "dringlich_frist": wahl(None, 0, 1, frist // 2, frist, frist + 3),
            "zaehlung": wahl("kalendertage", "arbeitstage", "arbeitstage"),
            "pflichtangaben": rng.sample(("ort", "termin", "tagesordnung"), rng.randrange(4)),
            "norm": wahl(*normen),
        },
        "quorum": {
            **_bruch(rng),
            "basis": wahl("alle_sitze", "besetzte_sitze"),
            "gilt_bis_feststellung": wahl(True, False),
            "norm": wahl(*normen),
        },
        "zweite_einberufung": {"norm": wahl(*normen)},
        "mehrheit": {
            **_bruch(rng),
            "basis": wahl("anwesende", "abgegebene", "ja_nein", "alle_sitze"),
            "stichentscheid": wahl(True, False),
            "norm": wahl(*normen),
        },
        "niederschrift": {
            "genehmigung": genehmigung,
            "anzahl": wahl(0, 1, 2, 7, 14) if nach_frist else None,
            "einheit": wahl("tage", "wochen") if nach_frist else None,
            "norm": wahl(*normen),
        },
    }
    go: Json = {"bezeichnung": "Probe"} if rng.random() < 0.5 else {}
    for name, teil in teile.items():
        if rng.random() < 0.85:
            go[name] = _ohne_vorgaben(rng, teil, {"gilt_bis_feststellung": False, "stichentscheid": False})
        elif rng.random() < 0.5:
            go[name] = None
    return go


def _bruch(rng: random.Random) -> Json:
    zaehler, nenner = rng.choice(
        ((1, 2), (1, 2), (2, 3), (2, 3), (3, 4), (1, 1), (0, 1), (1, 7), (3, 2), (4, 6))
    )
    return {"zaehler": zaehler, "nenner": nenner, "vergleich": rng.choice((">=", ">"))}
