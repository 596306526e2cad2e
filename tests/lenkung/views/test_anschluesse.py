"""What the module brings to the start page, the search and the histories, and what its pages cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lenkung.models import Gremium
from tests.fabriken import EinrichtungFactory
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _fehler(antwort) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    assert antwort.status_code == 200
    return dict(antwort.context["form"].errors)


# Start page, search, number of queries ----------------------------------------------------------------------


def test_siebzehn_freie_sitze_sind_auf_der_startseite_eine_zeile(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    for art in ("vorsitz", "leitung_geschaeftsstelle"):
        AmtFactory(gremium=gremium, art=art)
    SitzFactory(gremium=gremium, einrichtung=EinrichtungFactory(kreis=gremium.kreis, name="Stadt Frei"))
    assert "Sitz besetzen: Stadt Frei" in _text(geschaeftsstelle, "/")
    for _n in range(16):
        SitzFactory(gremium=gremium)
    seite = _text(geschaeftsstelle, "/")
    assert "Sitze besetzen: 17 sind frei" in seite
    assert seite.count("Sitz besetzen:") == 0


def test_jede_art_von_aufgabe_hat_ein_verb_und_einen_link(geschaeftsstelle: Client, gremium: Gremium) -> None:
    bald = timezone.localdate() + timedelta(days=10)
    amt = AmtFactory(gremium=gremium, bis=bald)
    sitz = SitzFactory(gremium=gremium)
    mitglied = BesetzungFactory(sitz=sitz, bis=bald)
    seite = _text(geschaeftsstelle, _url("uebersicht"))
    assert f"Nachfolge klären: {amt.person}, Vorsitz" in seite
    assert f"Nachfolge klären: {mitglied.person}, Mitglied für {sitz}" in seite
    assert f"Stellvertretung benennen: {sitz}" in seite
    stellvertretung = BesetzungFactory(sitz=sitz, art="stellvertretung", bis=bald)
    detail = _text(geschaeftsstelle, _url("gremium-detail", gremium.pk))
    assert f"Nachfolge klären: {stellvertretung.person}, Stellvertretung für {sitz}" in detail
    assert "Nachfolgen klären: 2 Amtszeiten enden bald" in _text(geschaeftsstelle, _url("uebersicht"))


def test_die_suche_findet_gremien_sitze_und_mitglieder(
    geschaeftsstelle: Client, mitglied: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))

    def treffer(client: Client, frage: object) -> str:
        return client.post("/suche/", {"q": frage}).content.decode()

    assert _url("gremium-detail", gremium.pk) in treffer(geschaeftsstelle, "Lenkungsgruppe")
    assert _url("gremium-detail", gremium.pk) in treffer(mitglied, "Lenkungsgruppe")
    name = besetzung.sitz.einrichtung.name
    assert _url("sitz-detail", besetzung.sitz_id) in treffer(geschaeftsstelle, name)
    assert _url("mitglied-detail", besetzung.person_id) in treffer(
        geschaeftsstelle, besetzung.person.nachname
    )
    assert _url("sitz-detail", besetzung.sitz_id) not in treffer(mitglied, name)
    assert _url("mitglied-detail", besetzung.person_id) not in treffer(mitglied, besetzung.person.nachname)


def test_der_verlauf_jedes_satzes_ist_lesbar_und_fuehrt_zurueck(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    amt = AmtFactory(gremium=gremium)
    for art, satz, zurueck in (
        ("gremium", gremium, _url("gremium-detail", gremium.pk)),
        ("sitz", besetzung.sitz, _url("sitz-detail", besetzung.sitz_id)),
        ("besetzung", besetzung, _url("sitz-detail", besetzung.sitz_id)),
        ("amt", amt, _url("gremium-detail", gremium.pk)),
    ):
        assert zurueck in _text(geschaeftsstelle, reverse("protokoll:historie", args=[art, satz.pk]))


@pytest.mark.parametrize(
    ("seite", "anzahl"), [("gremium", 11), ("zusammensetzung", 7), ("mitglieder", 8), ("uebersicht", 9)]
)
def test_drei_sitze_kosten_so_viele_abfragen_wie_einer(
    geschaeftsstelle: Client, gremium: Gremium, seite: str, anzahl: int
) -> None:
    adresse = {
        "gremium": _url("gremium-detail", gremium.pk),
        "zusammensetzung": _url("zusammensetzung", gremium.pk, timezone.localdate().isoformat()),
        "mitglieder": _url("mitglied-liste"),
        "uebersicht": _url("uebersicht"),
    }[seite]
    bald = timezone.localdate() + timedelta(days=5)

    def anlegen() -> None:
        sitz = SitzFactory(gremium=gremium)
        BesetzungFactory(sitz=sitz, bis=bald)
        BesetzungFactory(sitz=sitz, art="stellvertretung")

    gleiche_abfragen(1, 3, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(adresse), anzahl=anzahl)


def test_drei_gremien_kosten_so_viele_abfragen_wie_eines(geschaeftsstelle: Client, gremium: Gremium) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: AmtFactory(gremium=GremiumFactory(kreis=gremium.kreis)),
        abrufen=lambda: geschaeftsstelle.get(_url("gremium-liste")),
        anzahl=5,
    )


def test_die_startseite_bleibt_in_ihrem_budget(geschaeftsstelle: Client, gremium: Gremium) -> None:
    BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    geschaeftsstelle.get("/")
    with hoechstens(12):
        geschaeftsstelle.get("/")
