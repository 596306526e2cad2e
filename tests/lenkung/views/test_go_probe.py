"""The GO-Probe as a page: the case lies in the address, and every verdict follows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lenkung.models import Besetzung, Geschaeftsordnung
from tests.lenkung import gobau
from tests.lenkung.fabriken import besetzung_werte
from tests.werkzeug.html import Seite

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]
LAGE = {
    "sitzungstag": "21.03.2023",
    "sitzungsart": "praesenz",
    "vorschlag_am": "28.02.2023",
    "versandt": "06.03.2023",
    "mit_ort": "on",
    "mit_tagesordnung": "on",
    "stimmberechtigte": "17",
    "besetzte": "17",
    "vertretene": "9",
    "verfahren": "zahlen",
    "ja": "6",
    "nein": "3",
    "enthaltung": "0",
    "widersprueche": "0",
    "niederschrift_versandt": "31.03.2023",
    "naechste_sitzung": "13.09.2023",
    "einwendung_am": "",
    "stichtag": "13.09.2023",
}


@pytest.fixture
def rsk(db: None) -> Geschaeftsordnung:
    return gobau.entwurf(gobau.gremium_mit_sitzen(17))


@pytest.fixture
def steinfurt(db: None) -> Geschaeftsordnung:
    return gobau.entwurf(gobau.gremium_mit_sitzen(19), wie=gobau.STEINFURT)


def _client(satz: Geschaeftsordnung, anmelden: Anmelden) -> Client:
    return anmelden(gobau.konto("geschaeftsstelle", satz.gremium))


def _adresse(satz: Geschaeftsordnung) -> str:
    return reverse("lenkung:go-probe", args=[satz.pk])


def _urteile(client: Client, satz: Geschaeftsordnung, **anders: str) -> list[str]:
    """The words of the four verdicts, as the page prints them."""
    antwort = client.get(_adresse(satz), {**LAGE, **anders})
    assert antwort.status_code == 200
    return [zeile.wort for teil in antwort.context["abschnitte"] for zeile in teil["zeilen"]]


def test_der_erste_fall_steht_an_der_kante_jeder_regel(rsk: Geschaeftsordnung, anmelden: Anmelden) -> None:
    """17 seats: nine reach the number, six of nine carry, and one less of either does not."""
    antwort = _client(rsk, anmelden).get(_adresse(rsk))
    form = antwort.context["form"]
    assert [form[feld].value() for feld in ("stimmberechtigte", "besetzte", "vertretene", "ja", "nein")] == [
        "17",
        "17",
        "9",
        "6",
        "3",
    ]
    worte = [zeile.wort for teil in antwort.context["abschnitte"] for zeile in teil["zeilen"]]
    assert worte == ["fristgerecht", "rechtzeitig", "beschlussfähig", "angenommen", "genehmigt"]
    assert "2·9 ≥ 17" in antwort.content.decode()


def test_er_nimmt_die_sitze_des_gremiums_auch_die_freien(anmelden: Anmelden) -> None:
    satz = gobau.entwurf(gobau.gremium_mit_sitzen(12, besetzt=4))
    form = _client(satz, anmelden).get(_adresse(satz)).context["form"]
    # Half of twelve would be six; there are only four people who can come.
    assert [form[feld].value() for feld in ("stimmberechtigte", "besetzte", "vertretene")] == ["12", "4", "4"]


def test_ein_sitz_mit_nur_einer_stellvertretung_zaehlt_als_besetzt(anmelden: Anmelden) -> None:
    """As the rules count it (regelprobe: `besetzte_sitze`): the deputy alone can represent the seat."""
    gremium = gobau.gremium_mit_sitzen(3, besetzt=1)
    Besetzung.objects.create(**{**besetzung_werte(gremium.sitze.last()), "art": "stellvertretung"})
    satz = gobau.entwurf(gremium)
    form = _client(satz, anmelden).get(_adresse(satz)).context["form"]
    assert [form[feld].value() for feld in ("stimmberechtigte", "besetzte", "vertretene")] == ["3", "2", "2"]


def test_ohne_sitze_und_ohne_regeln_gibt_es_auch_einen_ersten_fall(anmelden: Anmelden) -> None:
    satz = gobau.entwurf(gobau.gremium_mit_sitzen(0), wie=None)
    antwort = _client(satz, anmelden).get(_adresse(satz))
    assert antwort.context["form"]["stimmberechtigte"].value() == "17"
    worte = [zeile.wort for teil in antwort.context["abschnitte"] for zeile in teil["zeilen"]]
    assert set(worte) == {"nicht geregelt"}


@pytest.mark.parametrize(
    ("anders", "wort"),
    [
        ({"vertretene": "9"}, "beschlussfähig"),
        ({"vertretene": "8", "ja": "6", "nein": "2"}, "gilt als beschlussfähig"),
        ({"vertretene": "8", "unfaehig_festgestellt": "on"}, "beschlussunfähig, festgestellt"),
        ({"vertretene": "9", "unfaehig_festgestellt": "on"}, "beschlussunfähig, festgestellt"),
        (
            {"vertretene": "3", "unfaehig_festgestellt": "on", "zweite_einberufung": "on"},
            "beschlussfähig, zweite Einberufung",
        ),
        ({"vertretene": "0"}, "nicht beschlussfähig"),
    ],
)
def test_im_rhein_sieg_kreis_entscheiden_neun_von_siebzehn(
    anders: dict[str, str], wort: str, rsk: Geschaeftsordnung, anmelden: Anmelden
) -> None:
    assert _urteile(_client(rsk, anmelden), rsk, **anders)[2] == wort


@pytest.mark.parametrize(
    ("anders", "wort"),
    [
        ({"ja": "6", "nein": "3"}, "angenommen"),
        ({"ja": "5", "nein": "4"}, "abgelehnt"),
        ({"ja": "5", "nein": "0"}, "abgelehnt"),
        ({"ja": "10", "nein": "0"}, "ungültig"),
        ({"verfahren": "einvernehmlich"}, "angenommen"),
        ({"verfahren": "einvernehmlich", "widersprueche": "1"}, "abgelehnt"),
    ],
)
def test_sechs_von_neun_tragen_fuenf_nicht(
    anders: dict[str, str], wort: str, rsk: Geschaeftsordnung, anmelden: Anmelden
) -> None:
    assert _urteile(_client(rsk, anmelden), rsk, **anders)[3] == wort


@pytest.mark.parametrize(
    ("anders", "faehig", "beschluss"),
    [
        ({"vertretene": "10", "ja": "4", "nein": "3", "enthaltung": "3"}, "beschlussfähig", "angenommen"),
        ({"vertretene": "10", "ja": "3", "nein": "3", "enthaltung": "4"}, "beschlussfähig", "abgelehnt"),
        ({"vertretene": "9", "ja": "9", "nein": "0"}, "nicht beschlussfähig", "ungültig"),
    ],
)
def test_in_steinfurt_entscheiden_zehn_von_neunzehn(
    anders: dict[str, str], faehig: str, beschluss: str, steinfurt: Geschaeftsordnung, anmelden: Anmelden
) -> None:
    sitze = {"stimmberechtigte": "19", "besetzte": "19"}
    worte = _urteile(_client(steinfurt, anmelden), steinfurt, **sitze, **anders)
    assert worte[:4] == ["nicht geregelt", "nicht geregelt", faehig, beschluss]


def test_die_fristen_und_die_schwellen_stehen_dabei(rsk: Geschaeftsordnung, anmelden: Anmelden) -> None:
    seite = _client(rsk, anmelden).get(_adresse(rsk), LAGE).content.decode()
    for tag in ("28.02.2023", "06.03.2023", "13.03.2023"):
        assert f"<dd>{tag}</dd>" in seite
    tabelle = seite[seite.index('id="schwellen"') :]
    assert tabelle.count("<tr>") == 1 + 18


def test_die_adresse_ist_der_fall_und_wer_sie_oeffnet_sieht_dasselbe(
    rsk: Geschaeftsordnung, anmelden: Anmelden
) -> None:
    lage = {**LAGE, "vertretene": "8", "ja": "6", "nein": "2"}
    eine = _client(rsk, anmelden).get(_adresse(rsk), lage)
    andere = anmelden(gobau.konto("vorsitz", rsk.gremium)).get(_adresse(rsk), lage)
    assert "gilt als beschlussfähig" in andere.content.decode()

    def urteile(antwort: Any) -> list[str]:
        seite = antwort.content.decode()
        return [seite.split(f'id="urteil-{n}"')[1].split("</fieldset>")[0] for n in range(4)]

    assert urteile(eine) == urteile(andere)
    assert andere.context["form"]["vertretene"].value() == "8"
    assert Seite(andere.content.decode()).inhalt is not None


@pytest.mark.parametrize(
    ("anders", "felder"),
    [
        ({"sitzungstag": ""}, {"sitzungstag"}),
        ({"sitzungstag": "31.02.2023"}, {"sitzungstag"}),
        ({"sitzungsart": "wetter"}, {"sitzungsart"}),
        ({"vertretene": "18"}, {"vertretene"}),
        ({"besetzte": "18"}, {"besetzte"}),
        ({"stimmberechtigte": "3"}, {"besetzte"}),
        ({"stimmberechtigte": "201"}, {"stimmberechtigte"}),
        ({"ja": "-1"}, {"ja"}),
        ({"ja": "viele"}, {"ja"}),
        ({"nein": "9" * 400}, {"nein"}),
        ({"verfahren": ""}, {"verfahren"}),
        ({"stichtag": "0"}, {"stichtag"}),
        ({"versandt": "\x00"}, {"versandt"}),
    ],
)
def test_unsinn_in_der_adresse_wird_benannt_und_nichts_faellt_um(
    anders: dict[str, str], felder: set[str], rsk: Geschaeftsordnung, anmelden: Anmelden
) -> None:
    antwort = _client(rsk, anmelden).get(_adresse(rsk), {**LAGE, **anders})
    assert antwort.status_code == 200
    assert set(antwort.context["form"].errors) == felder
    assert "Bitte prüfen" in antwort.content.decode()
    assert "Das Urteil erscheint, sobald alle Angaben stimmen." in antwort.content.decode()


@pytest.mark.parametrize("tag", ["01.01.0001", "31.12.9999"])
def test_die_raender_des_kalenders_halten(tag: str, rsk: Geschaeftsordnung, anmelden: Anmelden) -> None:
    alle = dict.fromkeys(("sitzungstag", "versandt", "vorschlag_am", "niederschrift_versandt"), tag)
    assert (
        _client(rsk, anmelden).get(_adresse(rsk), {**LAGE, **alle, "naechste_sitzung": tag}).status_code
        == 200
    )


def test_gespeichert_wird_nichts(rsk: Geschaeftsordnung, anmelden: Anmelden) -> None:
    vorher = Geschaeftsordnung.history.count()
    client = _client(rsk, anmelden)
    client.get(_adresse(rsk), LAGE)
    assert Geschaeftsordnung.history.count() == vorher
    rsk.refresh_from_db()
    assert rsk.ist_entwurf


def test_ein_entwurf_der_sich_widerspricht_fuehrt_zurueck(anmelden: Anmelden) -> None:
    satz = gobau.entwurf(gobau.gremium_mit_sitzen(3), nur=("zweite_einberufung",))
    antwort = _client(satz, anmelden).get(_adresse(satz), LAGE)
    assert antwort["Location"] == reverse("lenkung:go-detail", args=[satz.pk])
