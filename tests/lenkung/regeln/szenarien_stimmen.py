"""Random votes for the scenarios: clean ones near the threshold, and wild ones with every defect."""

from __future__ import annotations

import random

from tests.lenkung.regeln.orakel import vertreten, zeit
from tests.lenkung.regeln.orakel_go import Json

FREMDE = ("sx", "0", "ß")


def abstimmungen(rng: random.Random, szenario: Json, go: Json, momente: list[str]) -> list[Json]:
    ids = rng.sample(("a1", "a2", "a3", "a10", "B"), rng.choice((0, 1, 1, 2, 2, 3)))
    # Nobody is there any more at the last moments: seldom those.
    zeiten = momente if rng.random() < 0.15 else momente[1:7]
    return [_abstimmung(rng, szenario, go, kennung, rng.choice(zeiten)) for kennung in ids]


def _abstimmung(rng: random.Random, szenario: Json, go: Json, kennung: str, moment: str) -> Json:
    da = vertreten(szenario, zeit(moment))
    alle = [sitz["id"] for sitz in szenario["sitze"]]
    vote: Json = {"id": kennung, "zeit": moment}
    art = rng.choice(("namentlich", "namentlich", "zahlen", "einvernehmlich"))
    if art != "namentlich" or rng.random() < 0.5:
        vote["art"] = art
    if rng.random() < 0.8:
        vote["zweite_einberufung"] = rng.random() < 0.5
    if art != "einvernehmlich" and rng.random() < 0.6:
        vote["stichentscheid"] = rng.choice((None, "ja", "ja", "nein"))
    if art == "namentlich":
        ja, nein, enthaltung = _ergebnis(rng, len(da), go)
        rng.shuffle(da)
        listen = {
            "ja": da[:ja],
            "nein": da[ja : ja + nein],
            "enthaltung": da[ja + nein : ja + nein + enthaltung],
        }
        if rng.random() < 0.3:
            _verderben(rng, listen, alle)
        vote |= {name: liste for name, liste in listen.items() if liste or rng.random() < 0.5}
    elif art == "zahlen":
        ja, nein, enthaltung = _ergebnis(rng, len(da), go)
        if rng.random() < 0.15:
            enthaltung += len(da) - ja - nein - enthaltung + rng.choice((0, 1, 1, 20))
        vote["zahlen"] = {"ja": ja, "nein": nein, "enthaltung": enthaltung}
    else:
        einwand = {"widerspruch": rng.sample(da, min(len(da), rng.choice((0, 0, 0, 1, 2))))}
        if rng.random() < 0.3:
            _verderben(rng, einwand, alle)
        if einwand["widerspruch"] or rng.random() < 0.5:
            vote |= einwand
    return vote


def _ergebnis(rng: random.Random, da: int, go: Json) -> tuple[int, int, int]:
    """Yes, no, abstentions that fit into those present: at the threshold, tied, or anything."""
    wahl = rng.random()
    if wahl < 0.3:
        gleich = rng.randint(0, da // 2)
        return gleich, gleich, rng.choice((0, da - 2 * gleich))
    if wahl < 0.7 and go.get("mehrheit") is not None:
        schwelle = go["mehrheit"]["zaehler"] * da // go["mehrheit"]["nenner"] + rng.choice((-1, 0, 0, 1))
        ja = min(max(schwelle, 0), da)
    else:
        ja = rng.randint(0, da)
    nein = rng.choice((0, da - ja, rng.randint(0, da - ja)))
    enthaltung = rng.choice((0, da - ja - nein, rng.randint(0, da - ja - nein)))
    return ja, nein, enthaltung


def _verderben(rng: random.Random, listen: dict[str, list[str]], alle: list[str]) -> None:
    """Add seats that may not vote, are not there, do not exist or have voted already."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        genannt = [sitz for liste in listen.values() for sitz in liste]
        quelle = rng.choice((alle, alle, genannt or alle, list(FREMDE)))
        liste = listen[rng.choice(sorted(listen))]
        liste.insert(rng.randint(0, len(liste)), rng.choice(quelle))
