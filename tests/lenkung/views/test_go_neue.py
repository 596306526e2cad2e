"""A Geschäftsordnung that nobody has programmed: typed into the pages, adopted, and then it answers.

Quorum one third, majority three quarters of the votes cast, notice of ten working days, casting vote of the
chair, approval after two weeks, decisions by circulation allowed. The numbers are worked out by hand.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lenkung.domain.geschaeftsordnung import bestimmung_streichen
from lenkung.models import Geschaeftsordnung
from tests.lenkung import gobau

pytestmark = pytest.mark.django_db
BESTIMMUNGEN: dict[str, dict[str, str]] = {
    "ladung": {"frist": "10", "zaehlung": "arbeitstage", "norm": "§ 3 Abs. 1"},
    "quorum": {"zaehler": "1", "nenner": "3", "vergleich": ">=", "basis": "alle_sitze", "norm": "§ 5"},
    "mehrheit": {
        "zaehler": "3",
        "nenner": "4",
        "vergleich": ">=",
        "basis": "abgegebene",
        "stichentscheid": "on",
        "norm": "§ 6 Abs. 1",
    },
    "verfahren": {"konsens_zuerst": "on", "umlauf": "erlaubt", "norm": "§ 6 Abs. 2"},
    "einwendungen": {"genehmigung": "frist", "anzahl": "2", "einheit": "wochen", "norm": "§ 7"},
}
SAETZE = (
    "Zwischen Versand und Sitzung liegen mindestens 10 volle Arbeitstage.",
    "wenn mindestens ein Drittel der stimmberechtigten Sitze vertreten ist.",
    "mindestens drei Viertel der abgegebenen Stimmen (Enthaltungen zählen mit) auf Ja lauten; bei "
    "Gleichstand entscheidet der Vorsitz.",
    "Zuerst wird Einvernehmen gesucht. Beschlüsse im Umlauf sind erlaubt.",
    "innerhalb von 2 Wochen nach Versand",
)


def _stimmen(name: str, ja: int, nein: int, enthaltung: int, **mehr: str) -> dict[str, Any]:
    zahlen = {"ja": ja, "nein": nein, "enthaltung": enthaltung}
    return {"id": name, "zeit": "2025-05-15T15:00", "art": "zahlen", "zahlen": zahlen, **mehr}


def _szenario(kennung: str, vertreten: int) -> dict[str, Any]:
    return {
        "geschaeftsordnung": kennung,
        "sitzung": {"beginn": "2025-05-15T14:00"},
        "sitze": [
            {"id": f"s{n:02}", "stimmrecht": True, "von": "2025-01-01", "mitglied": f"p{n}"}
            for n in range(16)
        ],
        "einladung": {"versandt": "2025-04-29T23:59:59", "ort": None, "termin": True, "tagesordnung": True},
        "anwesenheit": [
            {"person": f"p{n}", "von": "2025-05-15T14:00", "art": "digital"} for n in range(vertreten)
        ],
        "abstimmungen": [
            _stimmen("vier", 4, 1, 1),
            _stimmen("fuenf", 5, 1, 0),
            _stimmen("gleich", 3, 3, 0),
            _stimmen("stich", 3, 3, 0, stichentscheid="ja"),
        ],
        "niederschrift": {
            "versandt": "2025-06-02T09:00",
            "naechste_sitzung": None,
            "einwendungen": [{"id": "spaet", "eingang": "2025-06-17T00:00"}],
            "stichtag": "2025-06-17",
        },
    }


def _regelprobe(szenario: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    eingabe, ausgabe = io.BytesIO(json.dumps(szenario).encode()), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(eingabe, encoding="utf-8"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(ausgabe, encoding="utf-8"))
    call_command("regelprobe")
    return dict(json.loads(ausgabe.getvalue()))


@pytest.fixture
def satz(anmelden: Callable[..., Client]) -> Geschaeftsordnung:
    """Only through the pages, as the Geschäftsstelle does it."""
    gremium = gobau.gremium_mit_sitzen(0)
    client = anmelden(gobau.konto("geschaeftsstelle", gremium))
    client.post(reverse("lenkung:go-entwerfen"), {"gremium": gremium.pk, "bezeichnung": "Unsere neue"})
    entwurf = Geschaeftsordnung.objects.get()
    for art, daten in BESTIMMUNGEN.items():
        antwort = client.post(reverse("lenkung:bestimmung", args=[entwurf.pk, art]), daten)
        assert antwort.status_code == 302, art
    seite = client.get(reverse("lenkung:go-detail", args=[entwurf.pk])).content.decode()
    for text in SAETZE:
        assert text in seite
    beschluss = reverse("lenkung:go-beschliessen", args=[entwurf.pk])
    halb = client.post(beschluss, {"beschlossen_am": "10.01.2025", "in_kraft_ab": "09.01.2025"})
    assert set(halb.context["form"].errors) == {"fundstelle", "in_kraft_ab"}
    assert 'value="10.01.2025"' in halb.content.decode()
    daten = {
        "beschlossen_am": "10.01.2025",
        "in_kraft_ab": "10.01.2025",
        "nummer": "3/2025",
        "fundstelle": "Niederschrift der 1. Sitzung, TOP 2",
    }
    fertig = client.post(beschluss, daten, follow=True).content.decode()
    assert "Die Fassung ist jetzt unveränderlich." in fertig
    assert "10.01.2025, 3/2025" in fertig
    entwurf.refresh_from_db()
    return entwurf


def test_die_neue_geschaeftsordnung_antwortet_unter_ihrer_kennung(
    satz: Geschaeftsordnung, monkeypatch: pytest.MonkeyPatch
) -> None:
    antwort = _regelprobe(_szenario(satz.kennung, vertreten=6), monkeypatch)
    # Thu 15 May: Wed 14 to Mon 12 are three, Fri 9 to Mon 5 five, Fri 2 May one, 1 May is none, Wed 30 April
    # the tenth; dispatched on Tue 29 April.
    assert antwort["fristen"] == {
        "vorschlaege_bis": None,
        "versand_bis": "2025-04-29",
        "versand_dringlich_bis": None,
    }
    assert (antwort["einladung"]["ergebnis"], antwort["einladung"]["norm"]) == (
        "fristgerecht",
        ["§ 3 Abs. 1"],
    )
    je_id = {abstimmung["id"]: abstimmung for abstimmung in antwort["abstimmungen"]}
    # 3·6 ≥ 16
    assert {(a["beschlussfaehig"], a["grund"]) for a in je_id.values()} == {(True, "quorum")}
    # Four of six: 4·4 < 3·6; with one no and one abstention it takes 4·x ≥ 3·(x + 2), so six.
    # Five of six: 4·5 ≥ 3·6; with one no it takes 4·x ≥ 3·(x + 1), so three.
    # Three to three: 4·3 < 3·6; it takes 4·x ≥ 3·(x + 3), so nine.
    assert {name: (a["angenommen"], a["erforderlich"]) for name, a in je_id.items()} == {
        "vier": (False, 6),
        "fuenf": (True, 3),
        "gleich": (False, 9),
        "stich": (True, 9),
    }
    assert je_id["vier"]["norm"] == ["§ 5", "§ 6 Abs. 1"]
    # Two weeks after Monday 2 June: through Monday 16 June.
    assert antwort["niederschrift"]["einwendungen"] == [{"id": "spaet", "ergebnis": "verspaetet"}]
    assert (antwort["niederschrift"]["genehmigt"], antwort["niederschrift"]["genehmigt_am"]) == (
        True,
        "2025-06-17",
    )


def test_mit_fuenf_von_sechzehn_ist_sie_nicht_beschlussfaehig(
    satz: Geschaeftsordnung, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3·5 < 16, and nothing holds until the chair establishes it."""
    antwort = _regelprobe(_szenario(satz.kennung, vertreten=5), monkeypatch)
    erste = antwort["abstimmungen"][0]
    assert (erste["beschlussfaehig"], erste["grund"], erste["angenommen"]) == (False, "nicht_erreicht", False)


def test_auch_ein_entwurf_antwortet_schon(satz: Geschaeftsordnung, monkeypatch: pytest.MonkeyPatch) -> None:
    entwurf = gobau.entwurf(satz.gremium, nur=("quorum",))
    antwort = _regelprobe(_szenario(entwurf.kennung, vertreten=8), monkeypatch)
    assert antwort["abstimmungen"][0]["grund"] == "quorum"
    assert antwort["niederschrift"]["genehmigt"] is None


def test_beschliessen_am_tag_einer_anderen_steht_am_feld_und_alles_bleibt(
    satz: Geschaeftsordnung, anmelden: Callable[..., Client]
) -> None:
    zweite = gobau.entwurf(satz.gremium, nur=("quorum",))
    client = anmelden(gobau.konto("geschaeftsstelle", satz.gremium))
    ziel = reverse("lenkung:go-beschliessen", args=[zweite.pk])
    daten = {"beschlossen_am": "10.01.2025", "in_kraft_ab": "10.01.2025", "fundstelle": "Umlauf, Blatt 7"}
    antwort = client.post(ziel, daten)
    assert list(antwort.context["form"].errors) == ["in_kraft_ab"]
    assert 'value="Umlauf, Blatt 7"' in antwort.content.decode()
    # Into the time of one that is in force already, from before: the database's own no.
    antwort = client.post(ziel, {**daten, "beschlossen_am": "01.12.2024", "in_kraft_ab": "01.12.2024"})
    assert list(antwort.context["form"].errors) == ["in_kraft_ab"]
    frueher = {"beschlossen_am": "01.12.2024", "in_kraft_ab": "01.12.2024", "in_kraft_bis": "30.11.2024"}
    assert list(client.post(ziel, {**daten, **frueher}).context["form"].errors) == ["in_kraft_bis"]
    zweite.refresh_from_db()
    assert zweite.ist_entwurf


def test_ein_beschluss_ohne_paragrafen_kommt_gar_nicht_erst_zustande(
    anmelden: Callable[..., Client],
) -> None:
    """A missing § is refused where it is typed; so no draft has one to be adopted without."""
    entwurf = gobau.entwurf(gobau.gremium_mit_sitzen(0), wie=None)
    client = anmelden(gobau.konto("geschaeftsstelle", entwurf.gremium))
    ohne = {**BESTIMMUNGEN["quorum"], "norm": ""}
    antwort = client.post(reverse("lenkung:bestimmung", args=[entwurf.pk, "quorum"]), ohne)
    assert list(antwort.context["form"].errors) == ["norm"]


def test_was_nach_dem_oeffnen_geaendert_wurde_beschliesst_niemand_ungelesen(
    satz: Geschaeftsordnung, anmelden: Callable[..., Client]
) -> None:
    zweite = gobau.entwurf(satz.gremium, nur=("quorum", "mehrheit"))
    client = anmelden(gobau.konto("geschaeftsstelle", satz.gremium))
    ziel = reverse("lenkung:go-beschliessen", args=[zweite.pk])
    daten = {"beschlossen_am": "10.01.2027", "in_kraft_ab": "10.01.2027", "fundstelle": "Umlauf, Blatt 7"}
    abdruck = client.get(ziel).context["form"]["abdruck"].value()
    bestimmung_streichen(geschaeftsordnung_id=zweite.pk, art="quorum", akteur=gobau.akteur(satz.gremium))
    antwort = client.post(ziel, {**daten, "abdruck": abdruck})
    assert "inzwischen geändert" in antwort.content.decode()
    assert 'value="Umlauf, Blatt 7"' in antwort.content.decode()
    zweite.refresh_from_db()
    assert zweite.ist_entwurf
    abdruck = antwort.context["form"]["abdruck"].value()
    assert client.post(ziel, {**daten, "abdruck": abdruck}).status_code == 302
    zweite.refresh_from_db()
    assert not zweite.ist_entwurf


def test_mit_dem_beschluss_bekommt_die_fassung_ihren_namen(
    satz: Geschaeftsordnung, anmelden: Callable[..., Client]
) -> None:
    """Afterwards it cannot be renamed: one in force would be called a draft for good."""
    zweite = gobau.entwurf(satz.gremium, nur=("quorum",))
    client = anmelden(gobau.konto("geschaeftsstelle", satz.gremium))
    ziel = reverse("lenkung:go-beschliessen", args=[zweite.pk])
    assert client.get(ziel).context["form"]["bezeichnung"].value() == zweite.bezeichnung
    daten = {"beschlossen_am": "10.01.2027", "in_kraft_ab": "10.01.2027", "fundstelle": "Umlauf, Blatt 7"}
    antwort = client.post(ziel, {**daten, "bezeichnung": satz.bezeichnung})
    assert list(antwort.context["form"].errors) == ["bezeichnung"]
    assert client.post(ziel, {**daten, "bezeichnung": " Geschäftsordnung  von 2027 "}).status_code == 302
    zweite.refresh_from_db()
    assert (zweite.bezeichnung, zweite.ist_entwurf) == ("Geschäftsordnung von 2027", False)
