"""Invented content of meetings, the same each time: 20 agenda items, about 100 words of minutes each."""

import random
from typing import Any

WORDS = (
    "committee county report budget measure proposal decision deadline municipality school road "
    "health forest water planning building service board review draft annex consultation statement "
    "response article motion vote majority minority amendment chair secretary member office "
    "department project credit revision ordinance law plan zone transport staff archive record "
    "document version signature hearing schedule session the of and to in for with on by is was are "
    "be will has this that from at as an or not it its their which further also between after before"
).split()
FIRST = (
    "Anna Beat Carla Daniel Eva Fabio Gita Hans Ida Jonas Karin Luca Mara Nico Olga Peter Rita Sven Tina Urs"
).split()
LAST = (
    "Meier Keller Huber Schmid Weber Frei Graf Baumann Roth Moser Gerber Vogt Suter Kunz Arnold "
    "Bieri Egli Fuchs"
).split()
TOPICS = (
    "Budget,Roads,Schools,Health,Forestry,Water,Spatial planning,Transport,Culture,Sports,Energy,Justice"
).split(",")


def sentence(zufall: random.Random, n: int) -> str:
    text = " ".join(zufall.choice(WORDS) for _ in range(n))
    return text[0].upper() + text[1:] + "."


def paragraph(zufall: random.Random, words: int) -> str:
    saetze, offen = [], words
    while offen > 0:
        n = min(offen, zufall.randint(8, 16))
        saetze.append(sentence(zufall, n))
        offen -= n
    return " ".join(saetze)


def items(seed: int, n: int = 20) -> list[dict[str, Any]]:
    zufall = random.Random(seed)
    return [
        {
            "n": i + 1,
            "title": f"{TOPICS[i % len(TOPICS)]}: {sentence(zufall, 6)[:-1]}",
            "minutes": 10 + 5 * zufall.randint(0, 3),
            "speaker": (zufall.choice(FIRST), zufall.choice(LAST)),
            "description": paragraph(zufall, 20),
            "paras": [paragraph(zufall, 45), paragraph(zufall, 45)],
            "decision": "Decision: " + sentence(zufall, 12),
        }
        for i in range(n)
    ]


def note_html(item: dict[str, Any]) -> str:
    return "".join(f"<p>{para}</p>" for para in item["paras"]) + f"<p><strong>{item['decision']}</strong></p>"
