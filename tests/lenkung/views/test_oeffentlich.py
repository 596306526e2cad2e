"""The public pages: what they show, what they hide, that they set no cookie and may be cached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.dokumente.domain import speicher
from lenkung.domain.queries.oeffentlich import druck_der, oeffentliche_sitzungen
from lenkung.domain.queries.oeffentlich_suche import auszug
from lenkung.domain.veroeffentlichung import zurueckziehen
from lenkung.models import Gremienoeffentlichkeit, Gremium, Sendung, Sitzung
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung import gobau, verlaufsbau
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.views.abruf import seitentext

pytestmark = pytest.mark.django_db


@pytest.fixture
def geheim() -> bau.Geheimnisse:
    satz = bau.sitzung_mit_geheimnissen(KreisFactory(name="Kreis K", kuerzel="kreis-k"))
    bau.eingeschaltet(satz.gremium)
    bau.pdf_ablegen(bau.veroeffentlicht(satz.fassung))
    return satz


def _weg(gremium: Gremium, name: str = "gremium", *args: Any) -> str:
    satz = Gremienoeffentlichkeit.objects.get(gremium=gremium)
    return reverse(f"oeffentlich:{name}", args=[satz.kreis.kuerzel, satz.adresse, *args])


def _termin(satz: Sitzung) -> str:
    oeffentlichkeit = Gremienoeffentlichkeit.objects.get(gremium=satz.gremium)
    return next(s.termin for s in oeffentliche_sitzungen(oeffentlichkeit) if s.sitzung == satz)


def _der_sitzung(geheim: bau.Geheimnisse, name: str = "sitzung") -> str:
    return _weg(geheim.gremium, name, _termin(geheim.sitzung))


def test_von_der_uebersicht_fuehrt_der_weg_zu_sitzung_niederschrift_und_beschluss(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    assert "Kreis K" in seitentext(client.get("/oeffentlich/"))
    assert geheim.gremium.name in seitentext(client.get("/oeffentlich/kreis-k/"))
    seite = seitentext(client.get(_weg(geheim.gremium)))
    for stueck in ("Niederschrift ist veröffentlicht", f"{bau.OEFFENTLICHES} beraten", "angenommen"):
        assert stueck in seite
    seite = seitentext(client.get(_der_sitzung(geheim)))
    assert "Nicht öffentlicher Punkt" in seite
    assert "Als PDF" in seite
    seite = seitentext(client.get(_der_sitzung(geheim, "niederschrift")))
    for stueck in ("Vertretene Einrichtungen", "Dieser Punkt ist nicht öffentlich.", "Gäste:", "PDF"):
        assert stueck in seite
    nummer = geheim.sitzung.beschluesse.get(punkt__position=1)
    seite = seitentext(client.get(_weg(geheim.gremium, "beschluss", nummer.jahr, nummer.nummer)))
    assert f"Das {bau.OEFFENTLICHES} wird beschlossen." in seite
    assert "Einvernehmlich angenommen." in seite


def test_wer_angemeldet_ist_sieht_dieselbe_seite(
    client: Client, geheim: bau.Geheimnisse, anmelden: Callable[..., Client]
) -> None:
    """So a cache on the way cannot mix them up."""
    ziel = _der_sitzung(geheim, "niederschrift")
    angemeldet = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=geheim.gremium.kreis))
    assert angemeldet.get(ziel).content == client.get(ziel).content


def test_ohne_cookie_und_fuenf_minuten_haltbar(client: Client, geheim: bau.Geheimnisse) -> None:
    for ziel in (
        "/oeffentlich/",
        "/oeffentlich/kreis-k/",
        _weg(geheim.gremium),
        _weg(geheim.gremium, "suche") + "?q=konzept",
        _der_sitzung(geheim, "niederschrift"),
        _der_sitzung(geheim, "niederschrift-pdf"),
    ):
        antwort = client.get(ziel)
        assert not antwort.cookies, ziel
        assert sorted(antwort["Cache-Control"].split(", ")) == ["max-age=300", "public"]
        assert client.post(ziel).status_code == 405
        assert client.head(ziel).status_code == 200


def test_suchmaschinen_nehmen_nur_auf_was_der_kreis_freigibt(client: Client, geheim: bau.Geheimnisse) -> None:
    ziele = [_weg(geheim.gremium), _der_sitzung(geheim, "niederschrift-pdf")]
    assert [client.get(ziel)["X-Robots-Tag"] for ziel in ziele] == ["noindex, noarchive"] * 2
    assert '<meta name="robots" content="noindex, noarchive">' in seitentext(client.get(ziele[0]))
    bau.eingeschaltet(geheim.gremium, suchmaschinen=True)
    assert [client.get(ziel)["X-Robots-Tag"] for ziel in ziele] == ["noarchive"] * 2
    assert 'name="robots"' not in seitentext(client.get(ziele[0]))


def test_ausgeschaltet_ist_nichts_von_unbekanntem_zu_unterscheiden(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    ziele = [
        _weg(geheim.gremium),
        _weg(geheim.gremium, "suche"),
        _weg(geheim.gremium, "sitzungen"),
        _weg(geheim.gremium, "beschluesse"),
        _der_sitzung(geheim),
        _der_sitzung(geheim, "niederschrift"),
        _der_sitzung(geheim, "niederschrift-pdf"),
    ]
    assert {client.get(ziel).status_code for ziel in ziele} == {200}
    bau.eingeschaltet(geheim.gremium, eingeschaltet=False)
    unbekannt = client.get("/oeffentlich/kreis-k/gibt-es-nicht/")
    for ziel in [*ziele, "/oeffentlich/kreis-k/"]:
        antwort = client.get(ziel)
        assert (antwort.status_code, antwort.content) == (404, unbekannt.content)
    assert "Noch ist nichts öffentlich" in seitentext(client.get("/oeffentlich/"))


@pytest.mark.parametrize(
    "termin",
    [
        "2026-13-45-9999",
        "gestern",
        "2026-1-1-900",
        "1999-01-01-1200",
        # The ends of the calendar: the minute after, or the same in UTC, does not exist.
        "9999-12-31-2359",
        "0001-01-01-0000",
    ],
)
def test_eine_unbekannte_sitzung_gibt_es_nicht(client: Client, geheim: bau.Geheimnisse, termin: str) -> None:
    for name in ("sitzung", "niederschrift", "niederschrift-pdf"):
        assert client.get(_weg(geheim.gremium, name, termin)).status_code == 404


def test_eine_sitzung_steht_unter_ihrer_minute_und_verdraengt_die_abgesagte(client: Client) -> None:
    gremium = GremiumFactory()
    bau.eingeschaltet(gremium)
    tag = timezone.localdate() + timedelta(days=9)
    abgesagt = sitzung(gremium, tag, "abgesagt")
    Sendung.objects.create(sitzung=abgesagt, art="einladung", stand="versandt", versandt_am=timezone.now())
    adresse = _weg(gremium, "sitzung", f"{tag:%Y-%m-%d}-1400")
    assert "fällt aus" in seitentext(client.get(adresse))
    neu = sitzung(gremium, tag, "eingeladen", ort="Rathaus")
    # Also when the clock stood between two minutes.
    Sitzung.objects.filter(pk=neu.pk).update(beginn=neu.beginn + timedelta(seconds=34))
    assert "Rathaus" in seitentext(client.get(adresse))


def test_eine_geplante_sitzung_und_ein_verborgener_beschluss_antworten_wie_nichts(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    geplant = Sitzung.objects.get(gremium=geheim.gremium, stand="geplant")
    verborgen = geheim.sitzung.beschluesse.get(punkt__position=2)
    for ziel in (
        _weg(geheim.gremium, "sitzung", f"{timezone.localtime(geplant.beginn):%Y-%m-%d-%H%M}"),
        _weg(geheim.gremium, "beschluss", verborgen.jahr, verborgen.nummer),
        _weg(geheim.gremium, "beschluss", 1999, 1),
    ):
        assert client.get(ziel).status_code == 404


def test_zurueckgezogen_bleibt_die_tagesordnung(client: Client, geheim: bau.Geheimnisse) -> None:
    zurueckziehen(sitzung_id=geheim.sitzung.pk, grund="Name", akteur=gobau.akteur(geheim.gremium))
    for name in ("niederschrift", "niederschrift-pdf", "niederschrift-laden"):
        assert client.get(_der_sitzung(geheim, name)).status_code == 404
    seite = seitentext(client.get(_der_sitzung(geheim)))
    assert f"{bau.OEFFENTLICHES} beraten" in seite
    assert "Noch ist kein Beschluss veröffentlicht" in seitentext(client.get(_weg(geheim.gremium)))
    assert "Noch ist kein Beschluss" in seitentext(client.get(_weg(geheim.gremium, "beschluesse")))


def test_das_pdf_kommt_zum_ansehen_oder_zum_laden(client: Client, geheim: bau.Geheimnisse) -> None:
    ansehen = client.get(_der_sitzung(geheim, "niederschrift-pdf"))
    assert ansehen["Content-Disposition"].startswith("inline")
    assert ansehen["Content-Type"] == "application/pdf"
    laden = client.get(_der_sitzung(geheim, "niederschrift-laden"))
    assert laden["Content-Disposition"].startswith("attachment")
    noch_da = client.get(_der_sitzung(geheim, "niederschrift-pdf"), HTTP_IF_NONE_MATCH=ansehen["ETag"])
    assert noch_da.status_code == 304


def test_ohne_oder_mit_kaputtem_pdf_gibt_es_die_seite_und_keine_datei(client: Client) -> None:
    geheim = bau.sitzung_mit_geheimnissen()
    bau.eingeschaltet(geheim.gremium)
    satz = bau.veroeffentlicht(geheim.fassung)
    assert client.get(_der_sitzung(geheim, "niederschrift-pdf")).status_code == 404
    assert client.get(_der_sitzung(geheim, "niederschrift")).status_code == 200
    bau.pdf_ablegen(satz)
    pdf = druck_der(satz)
    assert pdf is not None
    speicher.entferne(pdf.ablage)
    assert client.get(_der_sitzung(geheim, "niederschrift-pdf")).status_code == 404


@pytest.mark.parametrize(
    ("frage", "anzahl"),
    [
        ("konzept", "2 Fundstellen"),
        ("KONZEPT aussprache", "1 Fundstelle"),
        ("anfragen", "1 Fundstelle"),
        ("geheimtitel", "0 Fundstellen"),
        ("verborgenwort", "0 Fundstellen"),
        ("<script>", "0 Fundstellen"),
        ("(", "mindestens zwei Buchstaben"),
        ("", "Suche"),
    ],
)
def test_gesucht_wird_nur_in_oeffentlichem(
    client: Client, geheim: bau.Geheimnisse, frage: str, anzahl: str
) -> None:
    seite = seitentext(client.get(_weg(geheim.gremium, "suche"), {"q": frage}))
    assert anzahl in seite
    assert "<script>" not in seite.replace('<script type="module"', "")


def test_die_fundstelle_ist_hervorgehoben(client: Client, geheim: bau.Geheimnisse) -> None:
    seite = seitentext(client.get(_weg(geheim.gremium, "suche"), {"q": "beschlossen konzept"}))
    assert "Das Zebrastreifen<mark>konzept</mark> wird <mark>beschlossen</mark>." in seite


def test_gesucht_wird_auch_in_tagesordnungen_ohne_niederschrift(client: Client) -> None:
    gremium = verlaufsbau.lenkungsgruppe(2)
    bau.eingeschaltet(gremium)
    satz = verlaufsbau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=9))
    bau.bestaetigte_tagesordnung(satz)
    seite = seitentext(client.get(_weg(gremium, "suche"), {"q": "vorhaben"}))
    assert "2 Fundstellen" in seite


@pytest.mark.parametrize(
    ("text", "stuecke"),
    [
        ("Kita und Kita", [("Kita", True), (" und ", False), ("Kita", True)]),
        ("Die KITA.", [("Die ", False), ("KITA", True), (".", False)]),
        # The word stands in the title alone: the beginning of the text tells what it is about.
        ("Anderes", [("Anderes", False)]),
        ("", []),
    ],
)
def test_der_auszug_kennzeichnet_das_gesuchte(text: str, stuecke: list[tuple[str, bool]]) -> None:
    assert [tuple(stueck) for stueck in auszug(text, ["kita"])] == stuecke


def test_ein_langer_text_zeigt_die_umgebung_der_fundstelle() -> None:
    (vorn, treffer, hinten) = auszug("a " * 100 + "Kita" + " b" * 100, ["kita"])
    assert (vorn.text[0], treffer.text, hinten.text[-1]) == ("…", "Kita", "…")
    assert len(vorn.text) == len(hinten.text) == 91


def test_eine_abgesagte_und_eine_kommende_sitzung_stehen_oben(client: Client) -> None:
    gremium = verlaufsbau.lenkungsgruppe(2)
    bau.eingeschaltet(gremium)
    tag = timezone.localdate()
    satz = verlaufsbau.eingeladene_sitzung(gremium, tag + timedelta(days=9))
    bau.bestaetigte_tagesordnung(satz)
    verlaufsbau.eingeladene_sitzung(gremium, tag - timedelta(days=9), punkte=0)
    seite = seitentext(client.get(_weg(gremium)))
    assert seite.index("Vorhaben 1") < seite.index("Frühere Sitzungen")
    assert "Zurzeit ist zu keiner Sitzung eingeladen" not in seite
    leer = GremiumFactory(kreis=gremium.kreis)
    bau.eingeschaltet(leer)
    seite = seitentext(client.get(_weg(leer)))
    for stueck in ("zu keiner Sitzung eingeladen", "Noch hat keine Sitzung", "Noch ist kein Beschluss"):
        assert stueck in seite


def test_viele_sitzungen_werden_geblaettert(client: Client) -> None:
    gremium = GremiumFactory()
    bau.eingeschaltet(gremium)
    heute = timezone.localdate()
    for nummer in range(1, 28):
        sitzung(gremium, heute - timedelta(days=nummer), "geschlossen", ort="Kreishaus")
    assert "Alle 27 früheren Sitzungen" in seitentext(client.get(_weg(gremium)))
    erste = seitentext(client.get(_weg(gremium, "sitzungen")))
    assert "Seite 1 von 2" in erste
    assert "?seite=2" in erste
    zweite = seitentext(client.get(_weg(gremium, "sitzungen"), {"seite": "2"}))
    assert "Seite 2 von 2" in zweite
    assert "Seite 2 von 2" in seitentext(client.get(_weg(gremium, "sitzungen"), {"seite": "999"}))
