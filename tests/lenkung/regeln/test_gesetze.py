"""Laws that hold for every scenario, whatever the Geschäftsordnung says."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lenkung.regeln.orakel_go import GESCHAEFTSORDNUNGEN, Json
from tests.lenkung.regeln.szenarien import zufaellige_geschaeftsordnung, zufall

Szenario = Json
STUFEN = ("verspaetet", "dringlich_fristgerecht", "fristgerecht")


@st.composite
def szenarien(draw: st.DrawFn) -> Szenario:
    rng = random.Random(draw(st.integers(min_value=0, max_value=2**40)))
    gewaehlt = draw(st.sampled_from([*sorted(GESCHAEFTSORDNUNGEN), "", ""]))
    return zufall(rng, gewaehlt or zufaellige_geschaeftsordnung(rng))


def gesetz(test: Callable[..., None]) -> Callable[..., None]:
    return settings(deadline=None, derandomize=True, max_examples=400)(given(szenario=szenarien())(test))


def gesetz_mit_wuerfel(test: Callable[..., None]) -> Callable[..., None]:
    wuerfel = st.integers(min_value=0, max_value=2**40).map(random.Random)
    strategie = given(szenario=szenarien(), wuerfel=wuerfel)
    return settings(deadline=None, derandomize=True, max_examples=400)(strategie(test))


def _antwort(szenario: Szenario) -> Json:
    from lenkung.domain.regelprobe import beantworte

    return dict(beantworte(szenario))


def _ohne_rechnung(wert: Any) -> Any:
    if isinstance(wert, dict):
        return {name: _ohne_rechnung(w) for name, w in wert.items() if name != "rechnung"}
    if isinstance(wert, list):
        return [_ohne_rechnung(w) for w in wert]
    return wert


def _go(szenario: Szenario) -> Json:
    go = szenario["geschaeftsordnung"]
    return GESCHAEFTSORDNUNGEN[go] if isinstance(go, str) else go


def _paare(vorher: Szenario, nachher: Szenario) -> Iterator[tuple[Json, Json]]:
    alte, neue = _antwort(vorher).get("abstimmungen", []), _antwort(nachher).get("abstimmungen", [])
    yield from zip(alte, neue, strict=True)


# Seats and presence


@gesetz_mit_wuerfel
def test_wer_dazukommt_nimmt_keine_beschlussfaehigkeit(szenario: Szenario, wuerfel: random.Random) -> None:
    voller = copy.deepcopy(szenario)
    personen = [s.get(r) for s in voller.get("sitze", []) for r in ("mitglied", "stellvertretung")]
    for person in wuerfel.sample(personen, min(len(personen), wuerfel.choice((1, 2, 5)))):
        if person is not None:
            von = wuerfel.choice((szenario["sitzung"]["beginn"], "2000-01-01T00:00"))
            eintrag = {"person": person, "von": von, "bis": None, "art": "digital"}
            voller.setdefault("anwesenheit", []).append(eintrag)
    for alt, neu in _paare(szenario, voller):
        assert neu["vertretene_sitze"] >= alt["vertretene_sitze"]
        assert neu["stimmberechtigte_sitze"] == alt["stimmberechtigte_sitze"]
        if alt["beschlussfaehig"] is not False:
            assert neu["beschlussfaehig"] is alt["beschlussfaehig"]


@gesetz
def test_ein_sitz_zaehlt_nie_doppelt(szenario: Szenario) -> None:
    doppelt = copy.deepcopy(szenario)
    doppelt["anwesenheit"] = [e for e in szenario.get("anwesenheit", []) for _ in range(2)]
    for alt, neu in _paare(szenario, doppelt):
        assert _ohne_rechnung(neu) == _ohne_rechnung(alt)
        assert alt["vertretene_sitze"] <= alt["stimmberechtigte_sitze"] <= len(szenario["sitze"])
        if alt["gueltig"] and alt["ja"] is not None:
            abgegeben = alt["ja"] + alt["nein"] + alt["enthaltung"]
            assert abgegeben + alt["nicht_abgegeben"] == alt["vertretene_sitze"]


@gesetz
def test_mitglied_und_stellvertretung_sind_fuer_die_zahlen_gleich(szenario: Szenario) -> None:
    getauscht = copy.deepcopy(szenario)
    for sitz in getauscht.get("sitze", []):
        sitz["mitglied"], sitz["stellvertretung"] = sitz.get("stellvertretung"), sitz.get("mitglied")
    assert _ohne_rechnung(_antwort(getauscht)) == _ohne_rechnung(_antwort(szenario))


@gesetz_mit_wuerfel
def test_die_reihenfolge_von_sitzen_anwesenheit_und_schluesseln_ist_gleichgueltig(
    szenario: Szenario, wuerfel: random.Random
) -> None:
    gemischt = copy.deepcopy(szenario)
    for name in ("sitze", "anwesenheit"):
        wuerfel.shuffle(gemischt.get(name, []))
    gemischt = {name: gemischt[name] for name in sorted(gemischt)}
    assert _antwort(gemischt) == _antwort(szenario)


# Votes


@gesetz_mit_wuerfel
def test_ein_ja_mehr_verliert_nie(szenario: Szenario, wuerfel: random.Random) -> None:
    """Without a casting vote: a yes more would end the tie that it decides."""
    mehr = copy.deepcopy(szenario)
    for teil in (szenario, mehr):
        for vote in teil.get("abstimmungen", []):
            vote.pop("stichentscheid", None)
    votes = zip(mehr.get("abstimmungen", []), _antwort(szenario).get("abstimmungen", []), strict=True)
    for vote, urteil in votes:
        if vote.get("art") == "zahlen":
            quelle = wuerfel.choice(("nein", "enthaltung"))
            if vote["zahlen"][quelle] > 0:
                vote["zahlen"][quelle] -= 1
            elif not urteil["nicht_abgegeben"]:
                continue
            vote["zahlen"]["ja"] += 1
    for alt, neu in _paare(szenario, mehr):
        if alt["angenommen"]:
            assert neu["angenommen"], (alt, neu)


@gesetz
def test_angenommen_ist_wer_das_erforderliche_hat(szenario: Szenario) -> None:
    for vote in szenario.get("abstimmungen", []):
        vote.pop("stichentscheid", None)
    for urteil in _antwort(szenario).get("abstimmungen", []):
        if urteil["ja"] is None or urteil["angenommen"] is None or not urteil["gueltig"]:
            continue
        reicht = urteil["erforderlich"] is not None and urteil["ja"] >= urteil["erforderlich"]
        assert urteil["angenommen"] is reicht
        assert urteil["erforderlich"] is None or urteil["erforderlich"] >= 1


@gesetz
def test_mit_einem_mangel_gilt_nichts_und_ohne_ist_alles_gueltig(szenario: Szenario) -> None:
    for urteil in _antwort(szenario).get("abstimmungen", []):
        assert urteil["gueltig"] is not bool(urteil["maengel"])
        if urteil["maengel"]:
            assert urteil["angenommen"] is False
        codes = [mangel["code"] for mangel in urteil["maengel"]]
        assert ("nicht_beschlussfaehig" in codes) is (urteil["beschlussfaehig"] is False)


# Days


@gesetz_mit_wuerfel
def test_frueher_versandt_ist_nie_spaeter(szenario: Szenario, wuerfel: random.Random) -> None:
    einladung = szenario.get("einladung")
    if einladung is None or einladung["versandt"] is None:
        return
    frueher = copy.deepcopy(szenario)
    spanne = timedelta(days=wuerfel.choice((0, 1, 1, 7, 30)), seconds=wuerfel.randrange(100_000))
    frueher["einladung"]["versandt"] = (datetime.fromisoformat(einladung["versandt"]) - spanne).isoformat(
        timespec="seconds"
    )
    alt, neu = (_antwort(s)["einladung"]["ergebnis"] for s in (szenario, frueher))
    if alt in STUFEN:
        assert STUFEN.index(neu) >= STUFEN.index(alt)
    else:
        assert neu == alt


@gesetz
def test_geschriebene_sekunden_aendern_nichts(szenario: Szenario) -> None:
    ausgeschrieben = re.sub(r'(T\d\d:\d\d)"', r'\1:00"', json.dumps(szenario))
    assert _antwort(json.loads(ausgeschrieben)) == _antwort(szenario)


# What every verdict carries


@gesetz
def test_kein_urteil_ohne_norm(szenario: Szenario) -> None:
    go, ergebnis = _go(szenario), _antwort(szenario)
    for urteil in [*ergebnis.get("vorschlaege", []), ergebnis.get("einladung")]:
        if urteil is not None:
            assert (urteil["norm"] == []) is (urteil["ergebnis"] == "nicht_geregelt")
    if "niederschrift" in ergebnis:
        blatt = ergebnis["niederschrift"]
        assert (blatt["norm"] == []) is (blatt["genehmigt"] is None)
        assert blatt["genehmigt"] or blatt["genehmigt_am"] is None
    for urteil in ergebnis.get("abstimmungen", []):
        teile = [go[teil]["norm"] for teil in ("quorum", "mehrheit") if go.get(teil) is not None]
        if urteil["grund"] == "zweite_einberufung":
            teile.append(go["zweite_einberufung"]["norm"])
        assert urteil["norm"] == sorted(set(teile))
        assert (urteil["beschlussfaehig"] is None) is (urteil["grund"] == "nicht_geregelt")


def _rechnungen(ergebnis: Json) -> Iterator[str]:
    einzelne = [ergebnis.get("einladung"), ergebnis.get("niederschrift")]
    for urteil in [*einzelne, *ergebnis.get("vorschlaege", []), *ergebnis.get("abstimmungen", [])]:
        if urteil is not None:
            yield urteil["rechnung"]


@gesetz
def test_jede_rechnung_ist_ein_deutscher_satz(szenario: Szenario) -> None:
    for rechnung in _rechnungen(_antwort(szenario)):
        assert re.fullmatch(r"[A-ZÄÖÜ0-9„§].*[.!]", rechnung, re.DOTALL), rechnung
        assert rechnung == " ".join(rechnung.split()), rechnung
        # No codes, no remains of the programming language, no dates as machines write them.
        assert re.search(r"\b1 (?:Kalendertage|Arbeitstage|Wochen|Tage)", rechnung) is None, rechnung
        maschinell = r"[a-z]_[a-z]|\b(?:None|True|False|null)\b|\d{4}-\d\d|\d\.0\b"
        assert re.search(maschinell, rechnung) is None, rechnung


def _zahlen(text: str) -> list[int]:
    return [int(zahl) for zahl in re.findall(r"\d+", text.replace(".", " "))]


@gesetz
def test_jede_rechnung_enthaelt_ihre_zahlen(szenario: Szenario) -> None:
    go, ergebnis = _go(szenario), _antwort(szenario)
    for urteil in ergebnis.get("abstimmungen", []):
        zahlen = _zahlen(urteil["rechnung"])
        if go.get("quorum") is not None:
            assert urteil["vertretene_sitze"] in zahlen or urteil["vertretene_sitze"] == 0, urteil
        if go.get("mehrheit") is not None and urteil["ja"] is not None and not urteil["maengel"]:
            assert urteil["ja"] in zahlen, urteil
            assert urteil["erforderlich"] is None or urteil["erforderlich"] in zahlen, urteil
    for vorschlag in ergebnis.get("vorschlaege", []):
        _nennt_den_tag(vorschlag, ergebnis["fristen"]["vorschlaege_bis"])
    if "einladung" in ergebnis and ergebnis["einladung"]["ergebnis"] in STUFEN:
        _nennt_den_tag(ergebnis["einladung"], ergebnis["fristen"]["versand_bis"])
    if ergebnis.get("niederschrift", {}).get("genehmigt"):
        _nennt_den_tag(ergebnis["niederschrift"], ergebnis["niederschrift"]["genehmigt_am"])


def _nennt_den_tag(urteil: Json, tag: str | None) -> None:
    if tag is not None:
        deutsch = f"{tag[8:]}.{tag[5:7]}.{tag[:4]}"
        assert deutsch in urteil["rechnung"], (deutsch, urteil)


@gesetz
def test_die_rechnung_einer_niederschrift_verspricht_nichts_falsches(szenario: Szenario) -> None:
    """Until which second, and no earliest day of an approval that an objection has prevented already."""
    ergebnis, blatt = _antwort(szenario).get("niederschrift"), szenario.get("niederschrift")
    regel = _go(szenario).get("niederschrift")
    if ergebnis is None or blatt is None or regel is None:
        return
    if any(e["ergebnis"] == "rechtzeitig" for e in ergebnis["einwendungen"]):
        assert "frühestens" not in ergebnis["rechnung"], ergebnis
    aufruf = blatt.get("genehmigung_aufgerufen")
    nach_sitzung = regel["genehmigung"] == "naechste_sitzung" and blatt["naechste_sitzung"] is not None
    if aufruf is not None and nach_sitzung:
        uhr = aufruf[11:].removesuffix(":00") if len(aufruf) == 19 else aufruf[11:]
        assert f"{uhr} Uhr" in ergebnis["rechnung"], (uhr, ergebnis)


@gesetz
def test_die_eingabe_bleibt_wie_sie_war_und_die_antwort_dieselbe(szenario: Szenario) -> None:
    vorher = copy.deepcopy(szenario)
    assert _antwort(szenario) == _antwort(szenario)
    assert szenario == vorher


WERTE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=False),
    st.sampled_from(
        ["", " ", "ja", "s1", "2023-02-29", "2023-03-21", "2023-03-21T14:00", "9999-12-31T23:59"]
    ),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=2), max_size=3),
)


@settings(deadline=None, derandomize=True, max_examples=800)
@given(szenario=szenarien(), wuerfel=st.integers(0, 2**40).map(random.Random), wert=WERTE)
def test_was_auch_dasteht_es_gibt_eine_antwort_oder_einen_pfad(
    szenario: Szenario, wuerfel: random.Random, wert: Any
) -> None:
    from lenkung.regeln.szenario import SzenarioFehler

    knoten: Any = szenario
    while True:
        schluessel: Any = wuerfel.choice(list(knoten) if isinstance(knoten, dict) else range(len(knoten)))
        tiefer = knoten[schluessel]
        if not tiefer or not isinstance(tiefer, dict | list) or wuerfel.random() < 0.2:
            break
        knoten = tiefer
    knoten[schluessel] = wert
    try:
        benannt = sorted(_antwort(szenario))
    except SzenarioFehler as fehler:
        benannt = [fehler.pfad, fehler.text]
    assert benannt
    assert all(benannt)
