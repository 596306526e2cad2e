"""What the contract of ``regelprobe`` demands, naively: an oracle that shares nothing with the rule engine.

It knows valid scenarios only, leaves ``rechnung`` out, and prefers counting to calculating. Times stay text:
completed to the second they compare as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.lenkung.regeln.orakel_form import fehler
from tests.lenkung.regeln.orakel_go import GESCHAEFTSORDNUNGEN, Json
from tests.lenkung.regeln.orakel_tage import spaetester_versand, tage_frueher, tage_spaeter

__all__ = ["antwort", "fehler"]


def antwort(szenario: Mapping[str, Any]) -> Json:
    """All keys of the answer but each ``rechnung``."""
    go = _geschaeftsordnung(szenario["geschaeftsordnung"])
    sitzungstag = _tag(szenario["sitzung"]["beginn"])
    aus: Json = {"fristen": _fristen(go, sitzungstag)}
    if "einladung" in szenario:
        aus["einladung"] = _einladung(go, szenario)
    if "vorschlaege" in szenario:
        aus["vorschlaege"] = [_vorschlag(go, sitzungstag, v) for v in szenario["vorschlaege"]]
    if "abstimmungen" in szenario:
        aus["abstimmungen"] = [_abstimmung(go, szenario, a) for a in szenario["abstimmungen"]]
    if "niederschrift" in szenario:
        aus["niederschrift"] = _niederschrift(go, szenario["niederschrift"])
    return aus


def _geschaeftsordnung(angabe: str | Json) -> Json:
    return GESCHAEFTSORDNUNGEN[angabe] if isinstance(angabe, str) else angabe


def zeit(text: str) -> str:
    """To the second, so that text compares like time."""
    return text if len(text) == len("2023-03-21T14:00:00") else text + ":00"


def _tag(text: str) -> date:
    return date.fromisoformat(text[:10])


# Days


def _fristen(go: Json, sitzungstag: date) -> Json:
    vorschlaege, ladung = go.get("vorschlaege"), go.get("ladung")
    bis = versand = dringlich = None
    if vorschlaege is not None:
        bis = tage_frueher(sitzungstag, vorschlaege["tage_vorher"]).isoformat()
    if ladung is not None:
        versand = spaetester_versand(sitzungstag, ladung["frist"], ladung["zaehlung"]).isoformat()
        if ladung["dringlich_frist"] is not None:
            dringlich = spaetester_versand(sitzungstag, ladung["dringlich_frist"], ladung["zaehlung"])
            dringlich = dringlich.isoformat()
    return {"vorschlaege_bis": bis, "versand_bis": versand, "versand_dringlich_bis": dringlich}


def _einladung(go: Json, szenario: Mapping[str, Any]) -> Json:
    ergebnis, maengel = _ladungsurteil(go, szenario)
    norm = [] if go.get("ladung") is None else [go["ladung"]["norm"]]
    return {"ergebnis": ergebnis, "norm": norm, "maengel": sorted(set(maengel))}


def _ladungsurteil(go: Json, szenario: Mapping[str, Any]) -> tuple[str, list[str]]:
    ladung, einladung, sitzung = go.get("ladung"), szenario["einladung"], szenario["sitzung"]
    if ladung is None:
        return "nicht_geregelt", []
    fehlend = []
    for angabe in ladung.get("pflichtangaben", []):
        if angabe == "ort" and sitzung.get("art") == "digital":
            continue
        if not einladung[angabe]:
            fehlend.append(angabe + "_fehlt")
    if fehlend:
        return "unvollstaendig", fehlend
    fristen = _fristen(go, _tag(sitzung["beginn"]))
    versandtag = None if einladung["versandt"] is None else einladung["versandt"][:10]
    if versandtag is not None and versandtag <= fristen["versand_bis"]:
        return "fristgerecht", []
    dringlich_bis = fristen["versand_dringlich_bis"]
    rechtzeitig_dringlich = (
        versandtag is not None and dringlich_bis is not None and versandtag <= dringlich_bis
    )
    if einladung.get("dringlich", False) and rechtzeitig_dringlich:
        if (einladung.get("begruendung") or "").strip():
            return "dringlich_fristgerecht", []
        return "verspaetet", ["begruendung_fehlt"]
    return "verspaetet", ["frist_versaeumt"]


def _vorschlag(go: Json, sitzungstag: date, vorschlag: Json) -> Json:
    regel = go.get("vorschlaege")
    if regel is None:
        return {"id": vorschlag["id"], "ergebnis": "nicht_geregelt", "norm": []}
    bis = _fristen(go, sitzungstag)["vorschlaege_bis"]
    ergebnis = "rechtzeitig" if vorschlag["eingang"][:10] <= bis else "verspaetet"
    return {"id": vorschlag["id"], "ergebnis": ergebnis, "norm": [regel["norm"]]}


# Seats


def ist_aktiv(sitz: Json, sitzungstag: str) -> bool:
    bis = sitz.get("bis")
    return sitz["von"] <= sitzungstag and (bis is None or sitzungstag <= bis)


def _ende(sitzung: Json) -> str:
    if sitzung.get("ende") is not None:
        return zeit(sitzung["ende"])
    return tage_spaeter(_tag(sitzung["beginn"]), 1).isoformat() + "T00:00:00"


def anwesende(szenario: Mapping[str, Any], moment: str) -> set[str]:
    """Who is there at that moment: begin included, end not."""
    ende = _ende(szenario["sitzung"])
    personen = set()
    for eintrag in szenario.get("anwesenheit", []):
        bis = ende if eintrag.get("bis") is None else zeit(eintrag["bis"])
        if zeit(eintrag["von"]) <= moment < bis:
            personen.add(eintrag["person"])
    return personen


def _stimmberechtigt(szenario: Mapping[str, Any]) -> list[Json]:
    tag = szenario["sitzung"]["beginn"][:10]
    return [s for s in szenario.get("sitze", []) if ist_aktiv(s, tag) and s["stimmrecht"]]


def vertreten(szenario: Mapping[str, Any], moment: str) -> list[str]:
    """Ids of the active seats with a vote whose Mitglied, or else whose Stellvertretung, is present."""
    da = anwesende(szenario, moment)
    ids = []
    for sitz in _stimmberechtigt(szenario):
        for person in (sitz.get("mitglied"), sitz.get("stellvertretung")):
            if person is not None and person in da:
                ids.append(sitz["id"])
                break
    return ids


# Beschlussfähigkeit


def _erreicht(regel: Json, zahl: int, basis: int) -> bool:
    """Is ``zahl`` that part of ``basis`` which the rule demands?"""
    anteil = Fraction(regel["zaehler"], regel["nenner"]) * basis
    return zahl >= anteil if regel["vergleich"] == ">=" else zahl > anteil


def _beschlussfaehig(go: Json, szenario: Mapping[str, Any], vote: Json) -> tuple[bool | None, str]:
    moment = zeit(vote["zeit"])
    vertretene = len(vertreten(szenario, moment))
    quorum = go.get("quorum")
    if vertretene == 0:
        return False, "nicht_erreicht"
    if quorum is None:
        return None, "nicht_geregelt"
    wirksam = _zweite_wirksam(go, szenario, vote)
    if quorum.get("gilt_bis_feststellung", False) and _festgestellt_unfaehig(szenario, moment):
        return (True, "zweite_einberufung") if wirksam else (False, "festgestellt")
    if _erreicht(quorum, vertretene, _quorumsbasis(quorum, szenario)):
        return True, "quorum"
    if wirksam:
        return True, "zweite_einberufung"
    if quorum.get("gilt_bis_feststellung", False):
        return True, "gilt_als"
    return False, "nicht_erreicht"


def _zweite_wirksam(go: Json, szenario: Mapping[str, Any], vote: Json) -> bool:
    if not vote.get("zweite_einberufung", False) or go.get("zweite_einberufung") is None:
        return False
    if "einladung" not in szenario or not szenario["einladung"].get("hinweis_zweite_einberufung", False):
        return False
    return _ladungsurteil(go, szenario)[0] == "fristgerecht"


def _festgestellt_unfaehig(szenario: Mapping[str, Any], moment: str) -> bool:
    """Go through the list once; whoever is not earlier than the last one known takes its place."""
    letzte_zeit, letzter_typ = "", ""
    for ereignis in szenario.get("ereignisse", []):
        if letzte_zeit <= zeit(ereignis["zeit"]) <= moment:
            letzte_zeit, letzter_typ = zeit(ereignis["zeit"]), ereignis["typ"]
    return letzter_typ == "beschlussunfaehigkeit_festgestellt"


def _quorumsbasis(quorum: Json, szenario: Mapping[str, Any]) -> int:
    sitze = _stimmberechtigt(szenario)
    if quorum["basis"] == "besetzte_sitze":
        sitze = [s for s in sitze if not (s.get("mitglied") is None and s.get("stellvertretung") is None)]
    return len(sitze)


# Abstimmungen


def _abstimmung(go: Json, szenario: Mapping[str, Any], vote: Json) -> Json:
    moment = zeit(vote["zeit"])
    vertretene = vertreten(szenario, moment)
    faehig, grund = _beschlussfaehig(go, szenario, vote)
    art = vote.get("art", "namentlich")
    ja = nein = enthaltung = offen = None
    maengel: list[tuple[str | None, str]] = []
    if art == "namentlich":
        listen = [vote.get(name, []) for name in ("ja", "nein", "enthaltung")]
        genannt = [sitz for liste in listen for sitz in liste]
        ja, nein, enthaltung = (len(liste) for liste in listen)
        maengel += _sitzmaengel(szenario, vertretene, genannt)
        mangelhaft = {sitz for sitz, _ in maengel}
        offen = len([s for s in vertretene if s not in genannt or s in mangelhaft])
    elif art == "zahlen":
        zahlen = vote["zahlen"]
        ja, nein, enthaltung = zahlen["ja"], zahlen["nein"], zahlen["enthaltung"]
        offen = max(0, len(vertretene) - (ja + nein + enthaltung))
        if ja + nein + enthaltung > len(vertretene):
            maengel.append((None, "zu_viele_stimmen"))
    else:
        maengel += _sitzmaengel(szenario, vertretene, vote.get("widerspruch", []))
    if faehig is False:
        maengel.append((None, "nicht_beschlussfaehig"))
    basen = {"anwesende": len(vertretene), "alle_sitze": len(_stimmberechtigt(szenario))}
    return {
        "id": vote["id"],
        "stimmberechtigte_sitze": len(_stimmberechtigt(szenario)),
        "vertretene_sitze": len(vertretene),
        "beschlussfaehig": faehig,
        "grund": grund,
        "gueltig": not maengel,
        "angenommen": _angenommen(go, vote, (ja, nein, enthaltung), basen, maengel),
        "ja": ja,
        "nein": nein,
        "enthaltung": enthaltung,
        "nicht_abgegeben": offen,
        "erforderlich": None if ja is None else _erforderlich(go, nein, enthaltung, basen),
        "norm": _norm(go, grund),
        "maengel": _sortiert(maengel),
    }


def _sitzmaengel(
    szenario: Mapping[str, Any], vertretene: list[str], genannt: list[str]
) -> list[tuple[str | None, str]]:
    sitze = {s["id"]: s for s in szenario.get("sitze", [])}
    tag = szenario["sitzung"]["beginn"][:10]
    maengel: list[tuple[str | None, str]] = []
    for sitz in set(genannt):
        if sitz not in sitze:
            maengel.append((sitz, "sitz_unbekannt"))
        elif not ist_aktiv(sitze[sitz], tag):
            maengel.append((sitz, "sitz_nicht_aktiv"))
        elif not sitze[sitz]["stimmrecht"]:
            maengel.append((sitz, "sitz_ohne_stimmrecht"))
        elif sitz not in vertretene:
            maengel.append((sitz, "sitz_nicht_vertreten"))
        if genannt.count(sitz) > 1:
            maengel.append((sitz, "doppelte_stimme"))
    return maengel


def _sortiert(maengel: Iterable[tuple[str | None, str]]) -> list[Json]:
    mit = sorted((sitz, code) for sitz, code in maengel if sitz is not None)
    ohne = sorted(code for sitz, code in maengel if sitz is None)
    return [{"code": c, "sitz": s} for s, c in mit] + [{"code": c, "sitz": None} for c in ohne]


def _traegt(regel: Json, ja: int, nein: int, enthaltung: int, basen: Mapping[str, int]) -> bool:
    """At least one yes, and enough of the base; no casting vote here."""
    alle = {**basen, "abgegebene": ja + nein + enthaltung, "ja_nein": ja + nein}
    return ja >= 1 and _erreicht(regel, ja, alle[regel["basis"]])


def _angenommen(
    go: Json,
    vote: Json,
    stimmen: tuple[int | None, int | None, int | None],
    basen: Mapping[str, int],
    maengel: list[tuple[str | None, str]],
) -> bool | None:
    ja, nein, enthaltung = stimmen
    if maengel:
        return False
    if ja is None or nein is None or enthaltung is None:
        return not vote.get("widerspruch", [])
    regel = go.get("mehrheit")
    if regel is None:
        return None
    if _traegt(regel, ja, nein, enthaltung, basen):
        return True
    return ja == nein and regel.get("stichentscheid", False) and vote.get("stichentscheid") == "ja"


def _erforderlich(go: Json, nein: int, enthaltung: int, basen: Mapping[str, int]) -> int | None:
    """Try one yes, two, three …

    What is missing to carry is at most zaehler·(base without a yes). Each further yes brings it nenner
    nearer, and moves it at most zaehler away: if it comes nearer at all then by one at least, so whoever
    has not carried after that many steps and one never will.
    """
    regel = go.get("mehrheit")
    if regel is None:
        return None
    groesste = max(nein + enthaltung, *basen.values())
    for ja in range(1, regel["zaehler"] * groesste + 3):
        if _traegt(regel, ja, nein, enthaltung, basen):
            return ja
    return None


def _norm(go: Json, grund: str) -> list[str]:
    teile = ["quorum", "mehrheit"]
    if grund == "zweite_einberufung":
        teile.append("zweite_einberufung")
    return sorted({go[teil]["norm"] for teil in teile if go.get(teil) is not None})


# Niederschrift


def _niederschrift(go: Json, blatt: Json) -> Json:
    regel = go.get("niederschrift")
    einwendungen = blatt.get("einwendungen", [])
    if regel is None:
        urteile = [{"id": e["id"], "ergebnis": "nicht_geregelt"} for e in einwendungen]
        return {"einwendungen": urteile, "genehmigt": None, "genehmigt_am": None, "norm": []}
    tag = None
    if regel["genehmigung"] == "naechste_sitzung":
        puenktlich = [_bis_zum_aufruf(blatt, e) for e in einwendungen]
        if blatt["naechste_sitzung"] is not None:
            tag = blatt["naechste_sitzung"][:10]
    elif blatt["versandt"] is None:
        puenktlich = [True for _ in einwendungen]
    else:
        tage = regel["anzahl"] * (7 if regel["einheit"] == "wochen" else 1)
        letzter = tage_spaeter(_tag(blatt["versandt"]), tage)
        puenktlich = [e["eingang"][:10] <= letzter.isoformat() for e in einwendungen]
        tag = tage_spaeter(letzter, 1).isoformat()
    genehmigt = tag is not None and blatt["stichtag"] >= tag and not any(puenktlich)
    return {
        "einwendungen": [
            {"id": e["id"], "ergebnis": "rechtzeitig" if p else "verspaetet"}
            for e, p in zip(einwendungen, puenktlich, strict=True)
        ],
        "genehmigt": genehmigt,
        "genehmigt_am": tag if genehmigt else None,
        "norm": [regel["norm"]],
    }


def _bis_zum_aufruf(blatt: Json, einwendung: Json) -> bool:
    if blatt["naechste_sitzung"] is None:
        return True
    aufruf = blatt.get("genehmigung_aufgerufen")
    if aufruf is None:
        aufruf = blatt["naechste_sitzung"]
    return zeit(einwendung["eingang"]) <= zeit(aufruf)
