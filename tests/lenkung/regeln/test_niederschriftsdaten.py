"""The content of a fixed Niederschrift: there and back, one hash for one content, no other format."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenkung.regeln.niederschriftsdaten import (
    FORMAT,
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
    Sitzungsangabe,
    abdruck,
    als_inhalt,
    aus_inhalt,
    kanonisch,
)
from tests.lenkung.fassungsbau import beispiel

_texte = st.text(st.characters(codec="utf-8"), max_size=30)
_zahlen = st.integers(0, 99)
_mal = st.none() | _zahlen
_folge = {"min_size": 0, "max_size": 3}


def _viele(strategie: Any) -> Any:
    return st.lists(strategie, **_folge).map(tuple)


_beschluesse = st.builds(
    Beschlussangabe,
    *(_zahlen, _texte, _texte, _texte, _texte, st.booleans(), st.booleans(), _mal, _mal, _mal),
    stichentscheid=st.booleans(),
    rechnung=_texte,
    namentlich=_viele(st.tuples(_texte, _viele(_texte))),
)
_abschnitte = st.builds(
    Abschnittsangabe,
    *(_texte, _texte, _texte, _mal, _texte, _texte, st.booleans(), _texte, _texte),
    beschluesse=_viele(_beschluesse),
)
_personen = st.builds(
    Personenangabe,
    *(_texte, _texte, _texte, st.booleans(), st.booleans()),
    zeiten=_viele(st.tuples(_texte, _texte)),
    punkte=_viele(_zahlen),
)
_niederschriften = st.builds(
    Niederschriftsdaten,
    *(_texte, _texte, st.builds(Sitzungsangabe, _zahlen, *([_texte] * 6)), _viele(_abschnitte), _texte),
    anwesenheit=_viele(_personen),
    nicht_vertreten=_viele(_texte),
)


@given(_niederschriften)
def test_hin_und_zurueck_ist_dasselbe(daten: Niederschriftsdaten) -> None:
    inhalt = als_inhalt(daten)
    # A database keeps JSON: words, numbers, lists, and perhaps the keys in another order.
    gelesen = json.loads(json.dumps(dict(reversed(inhalt.items()))))
    assert aus_inhalt(gelesen) == daten
    assert als_inhalt(aus_inhalt(gelesen)) == inhalt
    assert abdruck(gelesen) == abdruck(inhalt)


@given(_niederschriften, _niederschriften)
def test_gleicher_abdruck_heisst_gleicher_inhalt(
    eine: Niederschriftsdaten, andere: Niederschriftsdaten
) -> None:
    gleich = kanonisch(als_inhalt(eine)) == kanonisch(als_inhalt(andere))
    assert (eine == andere) is gleich
    assert (abdruck(als_inhalt(eine)) == abdruck(als_inhalt(andere))) is gleich


def test_die_schreibweise_ist_die_eine() -> None:
    """By hand: keys in order, no blanks, letters as they are; so anybody can compute it anew."""
    inhalt = {"b": [1, "ß"], "a": None}
    assert kanonisch(inhalt) == '{"a":null,"b":[1,"ß"]}'.encode()
    assert abdruck(inhalt) == hashlib.sha256(b'{"a":null,"b":[1,"\xc3\x9f"]}').hexdigest()


def test_der_abdruck_bleibt_solange_das_format_gilt() -> None:
    """Fixed Niederschriften are checked against it for years: a change here needs a new format."""
    leer = Niederschriftsdaten("K", "G", Sitzungsangabe(1, "2023-09-13", "a", "b", "c", "praesenz", "d"), ())
    assert kanonisch(als_inhalt(leer)).decode() == (
        '{"abschnitte":[],"anwesenheit":[],"format":"kim-niederschrift/1","geschaeftsordnung":"",'
        '"gremium":"G","kreis":"K","nicht_vertreten":[],"sitzung":{"beginn":"a","ende":"b","form":"praesenz",'
        '"leitung":"d","nummer":1,"ort":"c","tag":"2023-09-13"}}'
    )


@pytest.mark.parametrize("fremd", [{"format": "kim-niederschrift/2"}, {"format": None}, {}])
def test_ein_fremdes_format_wird_nicht_gedeutet(fremd: dict[str, Any]) -> None:
    inhalt = {**als_inhalt(beispiel()), **fremd}
    if not fremd:
        del inhalt["format"]
    with pytest.raises(ValueError, match="unbekanntes Format"):
        aus_inhalt(inhalt)
    assert FORMAT == "kim-niederschrift/1"


def test_punkte_und_beschluesse_in_ihrer_folge() -> None:
    daten = beispiel()
    assert [punkt.punkt for punkt in daten.punkte] == [1, 2, 3, 4]
    assert [satz.zeichen for satz in daten.beschluesse] == ["1/2023", "2/2023", "3/2023"]
    assert replace(daten, abschnitte=()).punkte == ()
