"""The pages: what they say, what they let one do, and what members do not get to see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.gremium import gremium_aendern
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from tests.fabriken import EinrichtungFactory, PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import AmtFactory, BesetzungFactory, GremiumFactory, SitzFactory


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _fehler(antwort) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    assert antwort.status_code == 200
    return dict(antwort.context["form"].errors)


# Reading ----------------------------------------------------------------------------------------------------


def test_die_seite_des_gremiums_nennt_zahlen_und_was_zu_tun_ist(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    frei = SitzFactory(
        gremium=gremium, einrichtung=EinrichtungFactory(kreis=gremium.kreis, name="Stadt Frei")
    )
    besetzt = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    SitzFactory(gremium=gremium, stimmrecht=False)
    seite = _text(geschaeftsstelle, _url("gremium-detail", gremium.pk))
    assert "<strong>2 stimmberechtigte Sitze</strong>, besetzt 1, frei 1, ohne Stellvertretung 2" in seite
    assert "dazu 1 Sitz ohne Stimme" in seite
    assert "Sitz besetzen: Stadt Frei" in seite
    assert f"{_url('sitz-besetzen', frei.pk)}?als=mitglied" in seite
    assert f"Stellvertretung benennen: {besetzt.sitz}" in seite
    assert "Amt vergeben: Vorsitz" in seite


def test_der_vorsitz_sieht_sitze_aber_keine_knoepfe_und_keine_kontaktdaten(
    vorsitz: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    seite = _text(vorsitz, _url("gremium-detail", gremium.pk))
    assert str(besetzung.person) in seite
    assert _url("sitz-detail", besetzung.sitz_id) in seite
    sitz = _text(vorsitz, _url("sitz-detail", besetzung.sitz_id))
    for inhalt in (seite, sitz):
        assert besetzung.person.email not in inhalt
        assert "Zu tun" not in inhalt
        assert _url("mitglied-detail", besetzung.person_id) not in inhalt
        assert "Nachfolge eintragen" not in inhalt


def test_ein_mitglied_sieht_die_zusammensetzung_und_sonst_nichts(mitglied: Client, gremium: Gremium) -> None:
    andere = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    fremdes = GremiumFactory(kreis=gremium.kreis, name="Arbeitsgruppe Geheim")
    uebersicht = _text(mitglied, _url("uebersicht"))
    assert "Meine Gremien" in uebersicht
    assert "Lenkungsgruppe KIM" in uebersicht
    assert "Arbeitsgruppe Geheim" not in uebersicht
    seite = _text(mitglied, _url("gremium-detail", gremium.pk))
    assert "(Mitglied)" in seite
    assert str(andere.person) in seite
    assert str(andere.sitz) in seite
    assert andere.person.email not in seite
    assert _text(mitglied, _url("zusammensetzung", gremium.pk, timezone.localdate().isoformat()))
    for adresse in (
        _url("gremium-detail", fremdes.pk),
        _url("sitz-detail", andere.sitz_id),
        _url("mitglied-detail", andere.person_id),
        _url("zusammensetzung-csv", gremium.pk, "2026-01-01"),
        _url("zusammensetzung", fremdes.pk, "2026-01-01"),
    ):
        assert mitglied.get(adresse).status_code == 404
    assert mitglied.get(_url("gremium-liste")).status_code == 403


def test_wer_heute_keinen_sitz_hat_erfaehrt_wohin_sich_wenden(gremium: Gremium, anmelden) -> None:  # type: ignore[no-untyped-def]
    client = anmelden(konto_mit_rolle("stellvertretung", kreis=gremium.kreis))
    seite = _text(client, _url("uebersicht"))
    assert "Sie haben heute in keinem Gremium einen Sitz." in seite
    assert "Lenkungsgruppe KIM" not in seite


def test_die_leere_uebersicht_sagt_wie_man_beginnt(geschaeftsstelle: Client, vorsitz: Client) -> None:
    assert _url("gremium-anlegen") in _text(geschaeftsstelle, _url("uebersicht"))
    seite = _text(vorsitz, _url("uebersicht"))
    assert "Das übernimmt die Geschäftsstelle." in seite
    assert _url("gremium-anlegen") not in seite


def test_ein_geschlossenes_gremium_steht_hinter_dem_filter(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    gestern = timezone.localdate() - timedelta(days=1)
    GremiumFactory(kreis=gremium.kreis, name="Altes Gremium", aktiv_bis=gestern)
    assert "Altes Gremium" not in _text(geschaeftsstelle, _url("gremium-liste"))
    assert "Altes Gremium" not in _text(geschaeftsstelle, _url("uebersicht"))
    geschlossene = _text(geschaeftsstelle, _url("gremium-liste") + "?stand=geschlossen")
    assert "Altes Gremium" in geschlossene
    assert "Lenkungsgruppe KIM" not in geschlossene
    alle = _text(geschaeftsstelle, _url("gremium-liste") + "?stand=alle")
    assert "Altes Gremium" in alle
    assert "Lenkungsgruppe KIM" in alle
    altes = Gremium.objects.get(name="Altes Gremium")
    assert "Das Gremium ist geschlossen" in _text(geschaeftsstelle, _url("gremium-detail", altes.pk))
    assert geschaeftsstelle.get(_url("sitz-einrichten", altes.pk)).status_code == 403


def test_die_seite_eines_sitzes_erzaehlt_seinen_werdegang(geschaeftsstelle: Client, gremium: Gremium) -> None:
    heute = timezone.localdate()
    sitz = SitzFactory(
        gremium=gremium, von=date(2022, 3, 24), beginn_tag=date(2022, 3, 24), beginn_nummer="1/2022"
    )
    frueher = BesetzungFactory(sitz=sitz, von=date(2022, 3, 24), bis=heute)
    kommend = BesetzungFactory(sitz=sitz, von=heute + timedelta(days=1))
    seite = _text(geschaeftsstelle, _url("sitz-detail", sitz.pk))
    assert "Geschäftsordnung § 2 Abs. 1, Beschluss 1/2022, vom 24.03.2022" in seite
    assert f"Letzter Tag: {frueher.person}, Mitglied" in seite
    assert f"{kommend.person} wird Mitglied" in seite
    assert "Stellvertretung benennen" in seite


def test_die_seite_eines_mitglieds_zeigt_kontakt_sitze_und_aemter(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    besetzung = BesetzungFactory(sitz=SitzFactory(gremium=gremium))
    AmtFactory(gremium=gremium, person=besetzung.person)
    BesetzungFactory(
        sitz=SitzFactory(gremium=gremium, stimmrecht=False), person=besetzung.person, bis=date(2020, 1, 1)
    )
    seite = _text(geschaeftsstelle, _url("mitglied-detail", besetzung.person_id))
    assert besetzung.person.email in seite
    assert str(besetzung.sitz) in seite
    assert "Vorsitz" in seite
    assert "Früher" in seite
    unbeteiligt = PersonFactory(kreis=gremium.kreis)
    assert geschaeftsstelle.get(_url("mitglied-detail", unbeteiligt.pk)).status_code == 404


def test_die_liste_der_mitglieder_laesst_sich_eingrenzen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    mitglied = BesetzungFactory(sitz=SitzFactory(gremium=gremium)).person
    stellvertretung = BesetzungFactory(sitz=SitzFactory(gremium=gremium), art="stellvertretung").person
    frueher = BesetzungFactory(sitz=SitzFactory(gremium=gremium), bis=date(2020, 1, 1)).person

    def namen(frage: str) -> set[int]:
        antwort = geschaeftsstelle.get(_url("mitglied-liste") + frage)
        return {person.pk for person in antwort.context["seite"].zeilen}

    assert namen("") == {mitglied.pk, stellvertretung.pk}
    assert namen("?als=stellvertretung") == {stellvertretung.pk}
    assert namen("?stand=alle") == {mitglied.pk, stellvertretung.pk, frueher.pk}
    assert namen(f"?stand=alle&gremium={gremium.pk}") == {mitglied.pk, stellvertretung.pk, frueher.pk}


# Acts -------------------------------------------------------------------------------------------------------


def test_ein_gremium_anlegen_und_umbenennen(geschaeftsstelle: Client, kreis) -> None:  # type: ignore[no-untyped-def]
    antwort = geschaeftsstelle.post(
        _url("gremium-anlegen"), {"name": " Lenkungs  gruppe ", "art": "lenkungsgruppe"}
    )
    gremium = Gremium.objects.get()
    assert (gremium.name, gremium.kreis) == ("Lenkungs gruppe", kreis)
    assert antwort.url == _url("gremium-detail", gremium.pk)
    assert set(
        _fehler(
            geschaeftsstelle.post(
                _url("gremium-anlegen"), {"name": "Lenkungs gruppe", "art": "lenkungsgruppe"}
            )
        )
    ) == {"name"}
    daten = {"name": "Lenkungsgruppe", "art": "lenkungsgruppe", "stand": stand_von(gremium)}
    geschaeftsstelle.post(_url("gremium-bearbeiten", gremium.pk), daten)
    gremium.refresh_from_db()
    assert gremium.name == "Lenkungsgruppe"


def test_was_inzwischen_gespeichert_wurde_geht_nicht_verloren(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    from kim.basis.akteur import SystemAkteur

    stand = stand_von(gremium)
    gremium_aendern(gremium_id=gremium.pk, akteur=SystemAkteur("Test"), angaben={"kurzname": "Neu"})
    antwort = geschaeftsstelle.post(
        _url("gremium-bearbeiten", gremium.pk),
        {"name": gremium.name, "kurzname": "Meins", "art": "lenkungsgruppe", "stand": stand},
    )
    assert "Inzwischen gespeichert" in antwort.content.decode()
    gremium.refresh_from_db()
    assert gremium.kurzname == "Neu"


def test_ein_gremium_schliessen_nennt_den_beschluss(geschaeftsstelle: Client, gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium)
    assert set(_fehler(geschaeftsstelle.post(_url("gremium-schliessen", gremium.pk), {}))) == {
        "zum",
        "fundstelle",
    }
    geschaeftsstelle.post(
        _url("gremium-schliessen", gremium.pk),
        {"zum": "31.12.2026", "fundstelle": "TOP 3", "nummer": "3/2026"},
    )
    sitz.refresh_from_db()
    assert (sitz.bis, sitz.ende_fundstelle, sitz.ende_nummer) == (date(2026, 12, 31), "TOP 3", "3/2026")


def test_ein_sitz_wird_eingerichtet_berichtigt_und_beendet(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    einrichtung = EinrichtungFactory(kreis=gremium.kreis)
    daten = {"einrichtung": einrichtung.pk, "stimmrecht": "on", "von": "24.03.2022"}
    assert set(_fehler(geschaeftsstelle.post(_url("sitz-einrichten", gremium.pk), daten))) == {
        "beginn_fundstelle"
    }
    daten["beginn_fundstelle"] = "GO § 2 Abs. 1"
    geschaeftsstelle.post(_url("sitz-einrichten", gremium.pk), daten)
    sitz = Sitz.objects.get()
    assert (sitz.stimmrecht, sitz.von) == (True, date(2022, 3, 24))
    assert set(_fehler(geschaeftsstelle.post(_url("sitz-einrichten", gremium.pk), daten))) == {"bezeichnung"}
    geschaeftsstelle.post(
        _url("sitz-berichtigen", sitz.pk), {**daten, "bezeichnung": "Leitung", "stand": stand_von(sitz)}
    )
    assert _fehler(
        geschaeftsstelle.post(_url("sitz-beenden", sitz.pk), {"zum": "01.01.2020", "fundstelle": "TOP 3"})
    ).keys() == {"zum"}
    geschaeftsstelle.post(_url("sitz-beenden", sitz.pk), {"zum": "31.12.2023", "fundstelle": "TOP 3"})
    sitz.refresh_from_db()
    assert (sitz.bezeichnung, sitz.bis) == ("Leitung", date(2023, 12, 31))
    assert geschaeftsstelle.get(_url("sitz-beenden", sitz.pk)).status_code == 403
    assert "Der Sitz ist beendet." in _text(geschaeftsstelle, _url("sitz-detail", sitz.pk))


@pytest.mark.parametrize(
    ("daten", "feld"),
    [
        ({"von": "31.12.2021"}, "von"),
        ({"von": "31.03.2026", "bis": "30.03.2026"}, "bis"),
        ({"person": "belegt"}, "person"),
        ({"art": "stellvertretung", "person": "mitglied"}, "person"),
        ({"von": "01.06.2022"}, "von"),
    ],
)
def test_schlechte_amtszeiten_werden_am_feld_genannt(
    geschaeftsstelle: Client, gremium: Gremium, daten: dict[str, str], feld: str
) -> None:
    sitz = SitzFactory(gremium=gremium, von=date(2022, 1, 1))
    mitglied = BesetzungFactory(sitz=sitz, von=date(2022, 1, 1), bis=date(2024, 12, 31)).person
    belegt = BesetzungFactory(sitz=SitzFactory(gremium=gremium)).person
    personen = {"belegt": belegt.pk, "mitglied": mitglied.pk}
    eingabe = {"art": "mitglied", "von": "01.01.2026", "person": PersonFactory(kreis=gremium.kreis).pk}
    if daten.get("art") == "stellvertretung":
        eingabe["von"] = "01.01.2024"
    eingabe |= daten
    eingabe["person"] = personen.get(str(eingabe["person"]), eingabe["person"])
    antwort = geschaeftsstelle.post(_url("sitz-besetzen", sitz.pk), eingabe)
    assert set(_fehler(antwort)) == {feld}
    assert f'href="#id_{feld}"' in antwort.content.decode()
    assert Besetzung.objects.count() == 2


def test_besetzen_nachfolgen_berichtigen_beenden(geschaeftsstelle: Client, gremium: Gremium) -> None:
    sitz = SitzFactory(gremium=gremium)
    erste, zweite, dritte = (PersonFactory(kreis=gremium.kreis) for _ in range(3))
    geschaeftsstelle.post(
        _url("sitz-besetzen", sitz.pk), {"art": "mitglied", "person": erste.pk, "von": "01.01.2024"}
    )
    besetzung = Besetzung.objects.get()
    nachfolge = _url("besetzung-nachfolge", besetzung.pk)
    assert set(_fehler(geschaeftsstelle.post(nachfolge, {}))) == {"person", "von"}
    assert set(_fehler(geschaeftsstelle.post(nachfolge, {"person": zweite.pk, "von": "01.01.2024"}))) == {
        "von"
    }
    assert set(
        _fehler(
            geschaeftsstelle.post(nachfolge, {"person": zweite.pk, "von": "01.01.2025", "bis": "31.12.2024"})
        )
    ) == {"bis"}
    geschaeftsstelle.post(nachfolge, {"person": zweite.pk, "von": "01.01.2025"})
    besetzung.refresh_from_db()
    neue = Besetzung.objects.get(person=zweite)
    assert (besetzung.bis, neue.von) == (date(2024, 12, 31), date(2025, 1, 1))
    assert f'value="{neue.von:%d.%m.%Y}"' in _text(geschaeftsstelle, nachfolge)

    berichtigen = _url("besetzung-berichtigen", neue.pk)
    eingabe = {"person": dritte.pk, "von": "01.01.2025", "stand": stand_von(neue)}
    assert set(_fehler(geschaeftsstelle.post(berichtigen, eingabe))) == {"grund"}
    geschaeftsstelle.post(berichtigen, {**eingabe, "grund": "Verwechslung"})
    beenden = _url("besetzung-beenden", neue.pk)
    assert set(_fehler(geschaeftsstelle.post(beenden, {"zum": "31.12.2024", "grund": "Ruhestand"}))) == {
        "zum"
    }
    geschaeftsstelle.post(beenden, {"zum": "31.12.2026", "grund": "Ruhestand"})
    neue.refresh_from_db()
    assert (neue.person, neue.bis) == (dritte, date(2026, 12, 31))


def test_ein_amt_vergeben_abloesen_berichtigen_beenden(geschaeftsstelle: Client, gremium: Gremium) -> None:
    erste, zweite = (PersonFactory(kreis=gremium.kreis) for _ in range(2))
    vergeben = _url("amt-vergeben", gremium.pk)
    geschaeftsstelle.post(vergeben, {"art": "vorsitz", "person": erste.pk, "von": "01.01.2024"})
    eingabe = {"art": "vorsitz", "person": zweite.pk, "von": "01.01.2025"}
    assert set(_fehler(geschaeftsstelle.post(vergeben, eingabe))) == {"von"}
    geschaeftsstelle.post(vergeben, {**eingabe, "loest_ab": "on"})
    altes, neues = Amt.objects.get(person=erste), Amt.objects.get(person=zweite)
    assert (altes.bis, neues.von) == (date(2024, 12, 31), date(2025, 1, 1))
    geschaeftsstelle.post(
        _url("amt-berichtigen", neues.pk),
        {"person": zweite.pk, "von": "02.01.2025", "grund": "Tippfehler", "stand": stand_von(neues)},
    )
    geschaeftsstelle.post(_url("amt-beenden", neues.pk), {"zum": "31.12.2026", "grund": "Ruhestand"})
    neues.refresh_from_db()
    assert (neues.von, neues.bis) == (date(2025, 1, 2), date(2026, 12, 31))
