"""The four Geschäftsordnungen that are shipped, read from the sources once more for the oracle."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

RSK: Json = {
    "vorschlaege": {"tage_vorher": 21, "norm": "§ 4 Abs. 4"},
    "ladung": {
        "frist": 14,
        "dringlich_frist": 7,
        "zaehlung": "kalendertage",
        "pflichtangaben": ["ort", "termin", "tagesordnung"],
        "norm": "§ 4 Abs. 5",
    },
    "quorum": {
        "zaehler": 1,
        "nenner": 2,
        "vergleich": ">=",
        "basis": "alle_sitze",
        "gilt_bis_feststellung": True,
        "norm": "§ 6 Abs. 4",
    },
    "zweite_einberufung": {"norm": "§ 6 Abs. 5"},
    "mehrheit": {
        "zaehler": 2,
        "nenner": 3,
        "vergleich": ">=",
        "basis": "anwesende",
        "stichentscheid": False,
        "norm": "§ 6 Abs. 2",
    },
    "niederschrift": {
        "genehmigung": "naechste_sitzung",
        "anzahl": None,
        "einheit": None,
        "norm": "§ 7 Abs. 4",
    },
}
STEINFURT: Json = {
    "quorum": {
        "zaehler": 1,
        "nenner": 2,
        "vergleich": ">",
        "basis": "alle_sitze",
        "gilt_bis_feststellung": False,
        "norm": "§ 6",
    },
    "mehrheit": {
        "zaehler": 1,
        "nenner": 2,
        "vergleich": ">",
        "basis": "ja_nein",
        "stichentscheid": False,
        "norm": "§ 6",
    },
    "niederschrift": {"genehmigung": "frist", "anzahl": 1, "einheit": "wochen", "norm": "§ 7"},
}
GESCHAEFTSORDNUNGEN: dict[str, Json] = {
    "rsk-2022-03-24": RSK,
    # Paragraph by paragraph the draft has the same parameters as the text that was adopted.
    "rsk-entwurf-2022-02-17": RSK,
    "steinfurt-2021-06-30": STEINFURT,
    "neuss-2021-01-27": {},
}
