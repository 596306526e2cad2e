"""The editor of one provision: what it asks, what it refuses, and the sentence that follows the typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lenkung.domain.geschaeftsordnung import bestimmung_regeln, bestimmung_streichen
from lenkung.models import Geschaeftsordnung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
QUORUM = {"zaehler": "1", "nenner": "3", "vergleich": ">=", "basis": "alle_sitze", "norm": "§ 6 Abs. 1"}
EINWENDUNGEN = {"genehmigung": "frist", "anzahl": "2", "einheit": "wochen", "norm": "§ 7"}


@pytest.fixture
def entwurf(db: None) -> Geschaeftsordnung:
    return gobau.entwurf(GremiumFactory(), wie=None)


@pytest.fixture
def client(entwurf: Geschaeftsordnung, anmelden: Callable[..., Client]) -> Client:
    return anmelden(gobau.konto("geschaeftsstelle", entwurf.gremium))


def _adresse(satz: Geschaeftsordnung, art: str, was: str = "") -> str:
    return reverse(f"lenkung:bestimmung{was}", args=[satz.pk, art])


def _fehler(client: Client, satz: Geschaeftsordnung, art: str, daten: dict[str, Any]) -> set[str]:
    antwort = client.post(_adresse(satz, art), daten)
    assert antwort.status_code == 200
    return set(antwort.context["form"].errors)


def test_gespeichert_steht_sie_auf_der_seite_der_fassung(entwurf: Geschaeftsordnung, client: Client) -> None:
    daten = {**QUORUM, "wortlaut": " Ein Drittel\r\ngenügt. ", "lesart": "Von allen."}
    antwort = client.post(_adresse(entwurf, "quorum"), daten, follow=True)
    assert antwort.redirect_chain == [(f"{reverse('lenkung:go-detail', args=[entwurf.pk])}#quorum", 302)]
    assert "mindestens ein Drittel der stimmberechtigten Sitze vertreten ist." in antwort.content.decode()
    satz = entwurf.bestimmungen.get()
    assert satz.werte == {"zaehler": 1, "nenner": 3, "vergleich": ">=", "basis": "alle_sitze"}
    assert (satz.norm, satz.wortlaut, satz.lesart) == ("§ 6 Abs. 1", "Ein Drittel\ngenügt.", "Von allen.")


@pytest.mark.parametrize(
    ("art", "daten", "felder"),
    [
        ("quorum", {}, {"vergleich", "zaehler", "nenner", "basis", "norm"}),
        ("quorum", {**QUORUM, "zaehler": "0"}, {"zaehler"}),
        ("quorum", {**QUORUM, "zaehler": "4"}, {"zaehler"}),
        ("quorum", {**QUORUM, "zaehler": "3", "vergleich": ">"}, {"vergleich"}),
        ("quorum", {**QUORUM, "zaehler": "4", "norm": ""}, {"zaehler", "norm"}),
        ("quorum", {**QUORUM, "norm": "Paragraf"}, {"norm"}),
        ("quorum", {**QUORUM, "norm": "x1" * 60}, {"norm"}),
        ("quorum", {**QUORUM, "zaehler": "eins"}, {"zaehler"}),
        ("quorum", {**QUORUM, "basis": "wetter"}, {"basis"}),
        ("ladung", {"frist": "0", "zaehlung": "kalendertage", "norm": "§ 4"}, {"frist"}),
        ("einladung_inhalt", {"pflichtangaben": ["wetter"], "norm": "§ 4"}, {"pflichtangaben"}),
        ("einwendungen", {"genehmigung": "frist", "norm": "§ 7"}, {"anzahl", "einheit"}),
        ("einwendungen", {"genehmigung": "frist"}, {"anzahl", "einheit", "norm"}),
        ("einwendungen", {**EINWENDUNGEN, "genehmigung": "naechste_sitzung"}, {"anzahl", "einheit"}),
        (
            "rhythmus",
            {"anzahl": "1", "zeitraum": "jahr", "hoechstdauer": "5", "norm": "§ 4"},
            {"hoechstdauer"},
        ),
    ],
)
def test_was_nicht_stimmt_steht_am_feld_und_nichts_wird_gespeichert(
    art: str, daten: dict[str, Any], felder: set[str], entwurf: Geschaeftsordnung, client: Client
) -> None:
    assert _fehler(client, entwurf, art, daten) == felder
    assert not entwurf.bestimmungen.exists()


def test_alles_eingegebene_bleibt_auch_wenn_etwas_fehlt(entwurf: Geschaeftsordnung, client: Client) -> None:
    daten = {**QUORUM, "zaehler": "7", "wortlaut": "Mein Wortlaut", "lesart": "Meine Lesart"}
    seite = client.post(_adresse(entwurf, "quorum"), daten).content.decode()
    for eingegeben in ('value="7"', 'value="3"', 'value="§ 6 Abs. 1"', "Mein Wortlaut", "Meine Lesart"):
        assert eingegeben in seite
    assert "7 von 3 ist mehr als das Ganze." in seite
    assert 'aria-describedby="' in seite


@pytest.mark.parametrize("art", BESTIMMUNGEN)
def test_jede_bestimmung_hat_eine_seite_und_haelt_ein_leeres_formular_aus(
    art: str, entwurf: Geschaeftsordnung, client: Client
) -> None:
    seite = client.get(_adresse(entwurf, art)).content.decode()
    assert BESTIMMUNGEN[art].frage in seite
    assert "Bestimmung streichen" not in seite
    assert "norm" in _fehler(client, entwurf, art, {})
    assert client.post(_adresse(entwurf, art, "-satz"), {}).status_code == 200


@pytest.mark.parametrize("art", BESTIMMUNGEN)
def test_was_mitgeliefert_ist_laesst_sich_unveraendert_speichern(art: str, client: Client) -> None:
    """What a page shows it also takes back, word for word."""
    vorbild = gobau.mitgelieferte_fassung(gobau.RSK).bestimmungen[art]
    satz = gobau.entwurf(Geschaeftsordnung.objects.get().gremium, "Zweite", mit={art: vorbild}, nur=())
    form = client.get(_adresse(satz, art)).context["form"]
    daten = {feld.html_name: feld.value() for feld in form if feld.value() not in (None, False)}
    assert client.post(_adresse(satz, art), daten).status_code == 302
    gespeichert = satz.bestimmungen.get().angabe
    assert gespeichert == vorbild


def test_eine_unbekannte_bestimmung_gibt_es_nicht(entwurf: Geschaeftsordnung, client: Client) -> None:
    for was in ("", "-satz", "-streichen"):
        assert client.post(_adresse(entwurf, "wetter", was)).status_code == 404
    assert client.get(_adresse(entwurf, "wetter")).status_code == 404
    assert client.get(_adresse(entwurf, "quorum", "-satz")).status_code == 405
    assert client.get(_adresse(entwurf, "quorum", "-streichen")).status_code == 405


# The sentence


@pytest.mark.parametrize(
    ("art", "daten", "satz"),
    [
        ("quorum", QUORUM, "wenn mindestens ein Drittel der stimmberechtigten Sitze vertreten ist."),
        # The place is usually typed last.
        ("quorum", {**QUORUM, "norm": ""}, "wenn mindestens ein Drittel der stimmberechtigten Sitze"),
        ("quorum", {**QUORUM, "zaehler": ""}, "Der Satz erscheint, sobald die Angaben vollständig sind."),
        ("quorum", {**QUORUM, "zaehler": "9", "norm": ""}, "Der Satz erscheint, sobald"),
        ("einwendungen", {"genehmigung": "frist"}, "Der Satz erscheint, sobald"),
        ("einwendungen", {"genehmigung": "frist", "anzahl": "1"}, "Der Satz erscheint, sobald"),
        ("einwendungen", {**EINWENDUNGEN, "norm": ""}, "innerhalb von 2 Wochen nach Versand"),
        ("vorschlaege", {"erlaeuterung": "on"}, "rechtzeitig vorgeschlagen, mit einer Erläuterung."),
        ("quorum_bis_feststellung", {}, "solange der Vorsitz nicht das Gegenteil feststellt."),
        ("sitzungsart", {}, "Die Form der Sitzungen ist offen."),
    ],
)
def test_der_satz_folgt_den_angaben_und_speichert_nichts(
    art: str, daten: dict[str, str], satz: str, entwurf: Geschaeftsordnung, client: Client
) -> None:
    antwort = client.post(_adresse(entwurf, art, "-satz"), daten)
    assert satz in antwort.content.decode()
    assert "<html" not in antwort.content.decode()
    assert 'id="satz"' in antwort.content.decode()
    assert not entwurf.bestimmungen.exists()


def test_bleibt_bei_neuen_angaben_der_alte_wortlaut_sagt_es_die_seite(
    entwurf: Geschaeftsordnung, client: Client
) -> None:
    daten = {**QUORUM, "wortlaut": "Ein Drittel genügt."}
    client.post(_adresse(entwurf, "quorum"), daten)
    for neu, gewarnt in (
        ({**daten, "nenner": "2"}, True),
        ({**daten, "nenner": "2", "norm": "§ 7"}, False),
        ({**daten, "nenner": "4", "wortlaut": "Ein Viertel genügt."}, False),
    ):
        antwort = client.post(_adresse(entwurf, "quorum"), neu, follow=True).content.decode()
        assert "ist gespeichert" in antwort
        assert ("ob er noch passt" in antwort) is gewarnt


# Two people


def test_wer_nach_einem_anderen_speichert_hoert_es_und_kann_beim_zweiten_mal(
    entwurf: Geschaeftsordnung, client: Client
) -> None:
    leer = client.get(_adresse(entwurf, "quorum")).context["form"]["stand"].value()
    werte = {"zaehler": 1, "nenner": 2, "vergleich": ">", "basis": "alle_sitze"}
    bestimmung_regeln(
        geschaeftsordnung_id=entwurf.pk,
        art="quorum",
        bestimmung=Bestimmung("§ 9", werte),
        akteur=gobau.akteur(entwurf.gremium, akteur_name="Karla Schnell"),
    )
    antwort = client.post(_adresse(entwurf, "quorum"), {**QUORUM, "stand": leer})
    assert "Karla Schnell" in antwort.content.decode()
    assert 'value="§ 6 Abs. 1"' in antwort.content.decode()
    assert entwurf.bestimmungen.get().norm == "§ 9"
    stand = antwort.context["form"]["stand"].value()
    assert client.post(_adresse(entwurf, "quorum"), {**QUORUM, "stand": stand}).status_code == 302
    assert entwurf.bestimmungen.get().norm == "§ 6 Abs. 1"


def test_was_inzwischen_gestrichen_ist_wird_erst_beim_zweiten_mal_neu_geregelt(
    entwurf: Geschaeftsordnung, client: Client
) -> None:
    client.post(_adresse(entwurf, "quorum"), QUORUM)
    stand = client.get(_adresse(entwurf, "quorum")).context["form"]["stand"].value()
    bestimmung_streichen(geschaeftsordnung_id=entwurf.pk, art="quorum", akteur=gobau.akteur(entwurf.gremium))
    antwort = client.post(_adresse(entwurf, "quorum"), {**QUORUM, "stand": stand})
    assert "inzwischen gestrichen" in antwort.content.decode()
    assert not entwurf.bestimmungen.exists()
    stand = antwort.context["form"]["stand"].value()
    assert client.post(_adresse(entwurf, "quorum"), {**QUORUM, "stand": stand}).status_code == 302


def test_was_inzwischen_geaendert_ist_streicht_niemand_ungelesen(
    entwurf: Geschaeftsordnung, client: Client
) -> None:
    client.post(_adresse(entwurf, "quorum"), QUORUM)
    stand = client.get(_adresse(entwurf, "quorum")).context["streichform"]["stand"].value()
    client.post(_adresse(entwurf, "quorum"), {**QUORUM, "nenner": "4"})
    antwort = client.post(_adresse(entwurf, "quorum", "-streichen"), {"stand": stand}, follow=True)
    assert antwort.redirect_chain == [(_adresse(entwurf, "quorum"), 302)]
    assert "inzwischen geändert" in antwort.content.decode()
    assert entwurf.bestimmungen.get().werte["nenner"] == 4
    stand = antwort.context["streichform"]["stand"].value()
    client.post(_adresse(entwurf, "quorum", "-streichen"), {"stand": stand})
    assert not entwurf.bestimmungen.exists()


def test_gestrichen_ist_sie_nicht_geregelt(entwurf: Geschaeftsordnung, client: Client) -> None:
    client.post(_adresse(entwurf, "quorum"), QUORUM)
    assert "Bestimmung streichen" in client.get(_adresse(entwurf, "quorum")).content.decode()
    antwort = client.post(_adresse(entwurf, "quorum", "-streichen"), follow=True)
    assert "„Beschlussfähigkeit“ ist jetzt nicht geregelt." in antwort.content.decode()
    assert not entwurf.bestimmungen.exists()
