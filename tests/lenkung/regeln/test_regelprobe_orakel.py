"""The rule engine against the oracle: many random scenarios, the examples, and lines that are malformed."""

from __future__ import annotations

import io
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.lenkung.regeln.orakel import antwort, fehler
from tests.lenkung.regeln.orakel_go import GESCHAEFTSORDNUNGEN, Json
from tests.lenkung.regeln.probebau import NEUSS_ID, STEINFURT_ID, lage, um, zahlen
from tests.lenkung.regeln.szenarien import zufaellige_geschaeftsordnung, zufall

HIER = Path(__file__).parent
TEILE, JE_TEIL = 4, 5_000  # 20,000 scenarios for each Geschäftsordnung that is shipped


def _beantworte(szenario: Json) -> Json:
    from lenkung.domain.regelprobe import beantworte

    return dict(beantworte(szenario))


def _ohne_rechnung(wert: Any) -> Any:
    if isinstance(wert, dict):
        return {name: _ohne_rechnung(w) for name, w in wert.items() if name != "rechnung"}
    if isinstance(wert, list):
        return [_ohne_rechnung(w) for w in wert]
    return wert


def _unterschiede(soll: Any, ist: Any, pfad: str = "") -> Iterator[str]:
    if isinstance(soll, dict) and isinstance(ist, dict):
        for name in {**soll, **ist}:
            if name not in soll or name not in ist:
                yield f"{pfad}.{name}: {'zu viel' if name in ist else 'fehlt'}"
            else:
                yield from _unterschiede(soll[name], ist[name], f"{pfad}.{name}")
    elif isinstance(soll, list) and isinstance(ist, list) and len(soll) == len(ist):
        for stelle, (s, i) in enumerate(zip(soll, ist, strict=True)):
            yield from _unterschiede(s, i, f"{pfad}[{stelle}]")
    elif soll != ist or type(soll) is not type(ist):
        yield f"{pfad}: Orakel {soll!r}, Programm {ist!r}"


def _gleich(szenario: Json, soll: Json, woher: str) -> None:
    abweichungen = list(_unterschiede(soll, _ohne_rechnung(_beantworte(szenario))))
    if abweichungen:
        text = json.dumps(szenario, ensure_ascii=False)
        pytest.fail(f"{woher}\n" + "\n".join(abweichungen[:12]) + f"\n{text}", pytrace=False)


@pytest.mark.langsam
@pytest.mark.no_cover
@pytest.mark.parametrize("teil", range(TEILE))
@pytest.mark.parametrize("go", sorted(GESCHAEFTSORDNUNGEN))
def test_das_programm_urteilt_wie_das_orakel(go: str, teil: int) -> None:
    for nummer in range(teil * JE_TEIL, (teil + 1) * JE_TEIL):
        samen = f"{go}-{nummer}"
        szenario = zufall(random.Random(samen), go)
        _gleich(szenario, antwort(szenario), samen)


@pytest.mark.langsam
@pytest.mark.no_cover
@pytest.mark.parametrize("teil", range(TEILE))
def test_auch_unter_einer_eigenen_geschaeftsordnung(teil: int) -> None:
    for nummer in range(teil * JE_TEIL, (teil + 1) * JE_TEIL):
        samen = f"eigene-{nummer}"
        rng = random.Random(samen)
        szenario = zufall(rng, zufaellige_geschaeftsordnung(rng))
        _gleich(szenario, antwort(szenario), samen)


def test_der_zufall_erzeugt_nur_wohlgeformtes() -> None:
    """Else the comparison would compare nothing."""
    for nummer in range(1_000):
        rng = random.Random(f"form-{nummer}")
        gewaehlt: str | Json = rng.choice(sorted(GESCHAEFTSORDNUNGEN))
        if rng.random() < 0.5:
            gewaehlt = zufaellige_geschaeftsordnung(rng)
        assert fehler(json.dumps(zufall(rng, gewaehlt))) is None, nummer


def _zeilen(datei: str) -> list[Json]:
    return [json.loads(zeile) for zeile in (HIER / datei).read_text("utf-8").splitlines()]


def _mit_zeilen(zeilen: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Json]:
    """``regelprobe --zeilen`` as the shell would call it."""
    rohdaten = "".join(zeile + "\n" for zeile in zeilen).encode("utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rohdaten), encoding="utf-8"))
    ausgabe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(ausgabe, encoding="utf-8"))
    call_command("regelprobe", "--zeilen")
    return [json.loads(zeile) for zeile in ausgabe.getvalue().decode("utf-8").splitlines()]


def test_jedes_beispiel_wird_so_beantwortet() -> None:
    for nummer, beispiel in enumerate(_zeilen("beispiele.jsonl"), 1):
        _gleich(beispiel["szenario"], beispiel["antwort"], f"beispiele.jsonl, Zeile {nummer}")


@pytest.mark.django_db
def test_beispiele_und_fehlerhaftes_in_einem_strom_bleiben_in_ihrer_reihe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beispiele = _zeilen("beispiele.jsonl")
    zeilen = [zeile for b in beispiele for zeile in (json.dumps(b["szenario"]), "")]
    antworten = _mit_zeilen(zeilen, monkeypatch)
    assert [_ohne_rechnung(a) for a in antworten[::2]] == [b["antwort"] for b in beispiele]
    assert [set(a) for a in antworten[1::2]] == [{"fehler"}] * len(beispiele)


@pytest.mark.django_db
def test_was_fehlerhaft_ist_wird_mit_seinem_pfad_abgelehnt(monkeypatch: pytest.MonkeyPatch) -> None:
    faelle = _zeilen("fehlerhafte.jsonl")
    antworten = _mit_zeilen([fall["eingabe"] for fall in faelle], monkeypatch)
    assert len(antworten) == len(faelle)
    abweichend = []
    for fall, gegeben in zip(faelle, antworten, strict=True):
        pfad, trenner, text = gegeben.get("fehler", "").partition(": ")
        # Where the contract leaves the path open, it has to be named all the same.
        stimmt = bool(pfad) if fall.get("offen") else pfad == fall["pfad"]
        if not (stimmt and trenner and text.strip()):
            abweichend.append((fall["eingabe"][:300], fall["pfad"], gegeben))
    assert abweichend == []


def test_keine_zeile_haelt_die_uebrigen_auf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest number that Python reads: one yes more is a digit more, which it refuses to write."""
    szenario = lage(STEINFURT_ID, sitze=1, abstimmungen=[zahlen(1, 0)])
    lang = json.dumps(szenario).replace('"nein": 0', '"nein": ' + "9" * 4300)
    harmlos = json.dumps({"geschaeftsordnung": NEUSS_ID, "sitzung": {"beginn": um("14:00")}})
    antworten = _mit_zeilen([lang, harmlos], monkeypatch)
    assert len(antworten) == 2
    assert set(antworten[1]) == {"fristen"}


def test_das_orakel_nennt_dieselben_pfade() -> None:
    faelle = _zeilen("fehlerhafte.jsonl")
    assert [fehler(fall["eingabe"]) for fall in faelle] == [fall["pfad"] for fall in faelle]


def test_ein_fehler_traegt_pfad_und_text() -> None:
    from lenkung.regeln.szenario import SzenarioFehler

    faelle = [fall for fall in _zeilen("fehlerhafte.jsonl") if not fall.get("offen")]
    for fall in faelle:
        with pytest.raises(SzenarioFehler) as gefangen:
            _beantworte(json.loads(fall["eingabe"]))
        assert gefangen.value.pfad == fall["pfad"], fall["eingabe"]
        assert gefangen.value.text.strip(), fall["eingabe"]
