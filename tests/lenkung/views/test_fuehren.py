"""The screen of a session: what it shows in each state, what it takes, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Gremium,
    Punktnotiz,
    Sitzung,
    Sitzungsereignis,
    Tagesordnungspunkt,
)
from lenkung.regeln.verlauf import Weise
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gezaehlt, hoechstens

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def lg() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def gs(lg: Gremium, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=lg.kreis))


@pytest.fixture
def chefin(lg: Gremium, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("vorsitz", kreis=lg.kreis))


def sende(client: Client, satz: Sitzung, tat: str, **felder: Any) -> Any:
    """As the script sends it."""
    daten = {"tat": tat, "schluessel": str(uuid4()), "alter": "0", **felder}
    return client.post(url("fuehren-eintrag", satz.pk), daten, **JSON)


def gelingt(client: Client, satz: Sitzung, tat: str, **felder: Any) -> Any:
    antwort = sende(client, satz, tat, **felder)
    assert antwort.status_code == 200, antwort.content.decode()
    return antwort.json()


def misslingt(client: Client, satz: Sitzung, tat: str, status: int = 400, **felder: Any) -> Any:
    antwort = sende(client, satz, tat, **felder)
    assert antwort.status_code == status, antwort.content.decode()
    return antwort.json()


def bildschirm(client: Client, satz: Sitzung) -> str:
    return abgerufen(client, url("sitzung-fuehren", satz.pk))


# From the door to the end -----------------------------------------------------------------------------------


def test_vor_dem_tag_laesst_sich_noch_nichts_eintragen(gs: Client, lg: Gremium) -> None:
    satz = bau.eingeladene_sitzung(lg, timezone.localdate() + timedelta(days=3))
    assert "An diesem Tag tragen Sie hier ein, wer da ist" in bildschirm(gs, satz)
    sitz = bau.sitze(lg)[0]
    antwort = misslingt(gs, satz, "anwesenheit", kommt=f"{sitz.pk}:mitglied:vor_ort")
    assert antwort["code"] == "vor_dem_tag"
    assert not Anwesenheit.objects.exists()


def test_eine_ganze_sitzung_ueber_die_seite(gs: Client, chefin: Client, lg: Gremium) -> None:
    satz = bau.eingeladene_sitzung(lg)
    erster, zweiter = bau.punkte(satz)
    for sitz in bau.sitze(lg)[:3]:
        gelingt(gs, satz, "anwesenheit", kommt=f"{sitz.pk}:mitglied:vor_ort")
    seite = bildschirm(gs, satz)
    # 2·3 ≥ 4 (GO RSK § 6 Abs. 4)
    assert "Eröffnen und Beschlussfähigkeit feststellen" in seite
    assert "2·3 ≥ 4" in seite
    gelingt(gs, satz, "eroeffnen", leitung="Dr. Renate Vorsitz")
    gelingt(gs, satz, "aufrufen", punkt=erster.pk)
    seite = bildschirm(gs, satz)
    # Two thirds of three present are two.
    assert "Bei 3 vertretenen Sitzen sind das 2 Ja." in seite
    gelingt(gs, satz, "beginnen-offen", punkt=erster.pk, text="Das Vorhaben beginnt.")
    abstimmung = Abstimmung.objects.get()
    assert "Abstimmung läuft: offen" in bildschirm(gs, satz)
    gelingt(gs, satz, "zaehlen", abstimmung=abstimmung.pk, weise="offen", ja=2, nein=1, enthaltung=0)
    seite = bildschirm(chefin, satz)
    assert "2 Ja · 1 Nein · 0 Enthaltungen · 0 nicht abgegeben" in seite
    assert "Feststellen: angenommen" in seite
    # From her own device
    gelingt(chefin, satz, "feststellen", abstimmung=abstimmung.pk)
    beschluss = Beschluss.objects.get()
    assert (beschluss.nummer, beschluss.angenommen, beschluss.text) == (1, True, "Das Vorhaben beginnt.")
    assert f"Beschluss {beschluss.zeichen}: angenommen" in bildschirm(gs, satz)
    gelingt(gs, satz, "aufrufen", punkt=zweiter.pk)
    antwort = misslingt(gs, satz, "schliessen")
    assert antwort["meldung"] == "Noch nicht behandelt: TOP 2."
    gelingt(gs, satz, "schliessen", rest_absetzen="1")
    seite = bildschirm(gs, satz)
    assert "Die Sitzung ist geschlossen" in seite
    # As it was in the last moment
    assert "<strong>3</strong> von 4 Stimmen vertreten" in seite
    assert misslingt(gs, satz, "aufrufen", 403, punkt=erster.pk)["code"] == "nicht_erlaubt"


def test_namentlich_ein_klick_je_sitz_und_wer_nicht_stimmt_fehlt(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    gelingt(gs, satz, "beginnen-namentlich", punkt=punkt.pk, text="So soll es sein.")
    seite = bildschirm(gs, satz)
    vertretene = bau.sitze(lg)[:3]
    assert all(f'name="stimme-{sitz.pk}" value="ja" checked' in seite for sitz in vertretene)
    assert f'name="stimme-{bau.sitze(lg)[3].pk}"' not in seite
    stimmen = {f"stimme-{sitz.pk}": wert for sitz, wert in zip(vertretene, ("ja", "nein", ""), strict=True)}
    abstimmung = Abstimmung.objects.get()
    gelingt(gs, satz, "zaehlen", abstimmung=abstimmung.pk, weise="namentlich", **stimmen)
    abstimmung.refresh_from_db()
    assert abstimmung.ergebnis is not None
    # 1 Ja of 3 present: 3·1 < 2·3 (GO RSK § 6 Abs. 2)
    assert (abstimmung.ergebnis["ja"], abstimmung.ergebnis["nicht_abgegeben"]) == (1, 1)
    assert "Feststellen: abgelehnt" in bildschirm(gs, satz)


def test_geheim_gibt_es_nur_zahlen(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.beginne(satz, punkt, Weise.GEHEIM)
    gelingt(gs, satz, "zaehlen", abstimmung=abstimmung.pk, weise="geheim", ja=3, nein=0, enthaltung=0)
    assert abstimmung.stimmen.count() == 0
    assert "Wer wie gestimmt hat" not in bildschirm(gs, satz)


def test_widerspruch_fuehrt_zur_abstimmung(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    assert misslingt(gs, satz, "widerspruch", punkt=punkt.pk, text="Ja?")["code"] == "wer"
    sitz = bau.sitze(lg)[0]
    gelingt(gs, satz, "widerspruch", punkt=punkt.pk, text="Ja?", **{f"stimme-{sitz.pk}": "widerspruch"})
    seite = bildschirm(gs, satz)
    assert "Kein Einvernehmen" in seite
    assert "Offen abstimmen" in seite
    assert not Beschluss.objects.exists()


# Quorum -----------------------------------------------------------------------------------------------------


def test_vor_dem_naechsten_abgang_wird_gewarnt_und_danach_ist_die_zahl_verfehlt(
    gs: Client, lg: Gremium
) -> None:
    # Four seats, two represented: 2·2 ≥ 4. With one it is 2·1 < 4.
    satz = bau.eroeffnet(lg, 2)
    assert "Geht noch eine Vertretung, ist die Mindestzahl verfehlt." in bildschirm(gs, satz)
    gelingt(gs, satz, "anwesenheit", geht=Anwesenheit.objects.first().pk)  # type: ignore[union-attr]
    seite = bildschirm(gs, satz)
    # It holds until the chair establishes the contrary (§ 6 Abs. 4).
    assert "gilt als beschlussfähig" in seite
    gelingt(gs, satz, "unfaehig")
    assert "Beschlussunfähigkeit festgestellt" in bildschirm(gs, satz)
    assert set(Tagesordnungspunkt.objects.values_list("stand", flat=True)) == {"zurueckgestellt"}


def test_eine_berichtigung_aendert_kein_ergebnis_und_der_vorsitz_entscheidet(
    gs: Client, chefin: Client, lg: Gremium
) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    beschluss = bau.stelle_fest(bau.zaehle(bau.beginne(satz, punkt, Weise.OFFEN), 2, 1))
    anwesend = Anwesenheit.objects.order_by("pk").first()
    assert anwesend is not None
    formular = url("anwesenheit-berichtigen", anwesend.pk)
    antwort = gs.post(formular, {"von": "00:01", "bis": "", "grund": "War nicht da", "streichen": "on"})
    assert antwort.status_code == 302
    liste = abgerufen(gs, url("sitzung-anwesenheit", satz.pk))
    assert "War nicht da" in liste
    assert "<del>" in liste
    seite = bildschirm(gs, satz)
    assert "die Anwesenheit wurde berichtigt" in seite
    assert "Darüber entscheidet der Vorsitz." in seite
    abstimmung = beschluss.abstimmung
    assert abstimmung is not None
    misslingt(gs, satz, "pruefung", 403, abstimmung=abstimmung.pk, grund="Egal")
    misslingt(chefin, satz, "pruefung", abstimmung=abstimmung.pk, grund=" ")
    gelingt(chefin, satz, "pruefung", abstimmung=abstimmung.pk, grund="Reicht auch mit zwei Sitzen")
    assert "die Anwesenheit wurde berichtigt" not in bildschirm(gs, satz)
    beschluss.refresh_from_db()
    assert beschluss.angenommen is True


def test_zeiten_der_zukunft_und_verkehrte_zeiten_stehen_am_feld(gs: Client, lg: Gremium) -> None:
    bau.eroeffnet(lg, 1)
    anwesend = Anwesenheit.objects.get()
    formular = url("anwesenheit-berichtigen", anwesend.pk)
    seite = seitentext(gs.post(formular, {"von": "14:00", "bis": "13:00", "grund": "Versehen"}))
    assert "Das Ende liegt nicht nach dem Beginn." in seite
    seite = seitentext(gs.post(formular, {"von": "14:00", "bis": "", "grund": ""}))
    assert "Warum wird berichtigt?" in seite
    anwesend.refresh_from_db()
    assert anwesend.gestrichen_am is None


# Two people, broken lines, nonsense -------------------------------------------------------------------------


def test_derselbe_eintrag_zweimal_gesandt_zaehlt_einmal(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 1)
    sitz, schluessel = bau.sitze(lg)[1], str(uuid4())
    for _mal in range(2):
        gelingt(gs, satz, "anwesenheit", kommt=f"{sitz.pk}:mitglied:vor_ort", schluessel=schluessel)
    assert Anwesenheit.objects.filter(sitz=sitz).count() == 1
    assert Sitzungsereignis.objects.filter(schluessel=schluessel).count() == 1


def test_was_gewartet_hat_gilt_ab_dem_augenblick_in_dem_es_geschah(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 1)
    sitz = bau.sitze(lg)[1]
    gelingt(gs, satz, "anwesenheit", kommt=f"{sitz.pk}:mitglied:vor_ort", alter=str(5 * 60 * 1000))
    wartete = timezone.now() - Anwesenheit.objects.get(sitz=sitz).von
    assert timedelta(minutes=5) <= wartete < timedelta(minutes=6)


@pytest.mark.parametrize("alter", ["-5", "abc", "9" * 40, ""])
def test_ein_unsinniges_alter_zaehlt_als_jetzt(gs: Client, lg: Gremium, alter: str) -> None:
    satz = bau.eroeffnet(lg, 1)
    sitz = bau.sitze(lg)[1]
    gelingt(gs, satz, "anwesenheit", kommt=f"{sitz.pk}:mitglied:vor_ort", alter=alter)
    assert timezone.now() - Anwesenheit.objects.get(sitz=sitz).von < timedelta(minutes=1)


@pytest.mark.parametrize(
    "felder",
    [
        {"tat": "gibtsnicht"},
        {"tat": "anwesenheit"},
        {"tat": "anwesenheit", "kommt": "x:mitglied:vor_ort"},
        {"tat": "anwesenheit", "kommt": "1:kaiser:vor_ort"},
        {"tat": "anwesenheit", "kommt": "1:mitglied:im_geiste"},
        {"tat": "anwesenheit", "gast": "1"},
        {"tat": "anwesenheit", "geht": "²"},
        {"tat": "aufrufen", "punkt": "-1"},
        {"tat": "aufrufen", "punkt": "999999"},
        {"tat": "zaehlen", "abstimmung": "1", "weise": "laut"},
        {
            "tat": "zaehlen",
            "abstimmung": "999999",
            "weise": "offen",
            "ja": "1",
            "nein": "0",
            "enthaltung": "0",
        },
        {"tat": "zaehlen", "abstimmung": "1", "weise": "offen", "ja": "1000", "nein": "0", "enthaltung": "0"},
        {"tat": "notiz", "punkt": "1", "zaehler": "eins"},
        {"tat": "unfaehig", "schluessel": "kein schluessel"},
    ],
)
def test_was_nicht_lesbar_ist_aendert_nichts(gs: Client, lg: Gremium, felder: dict[str, str]) -> None:
    satz = bau.eroeffnet(lg, 1)
    vorher = Sitzungsereignis.objects.count()
    antwort = misslingt(gs, satz, **felder)  # type: ignore[arg-type]
    assert antwort["meldung"]
    assert Sitzungsereignis.objects.count() == vorher


def test_ohne_skript_fuehrt_jeder_knopf_zurueck_auf_die_seite(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 1)
    sitz = bau.sitze(lg)[1]
    adresse = url("fuehren-eintrag", satz.pk)
    antwort = gs.post(adresse, {"tat": "anwesenheit", "kommt": f"{sitz.pk}:stellvertretung:vor_ort"})
    assert (antwort.status_code, antwort["Location"]) == (302, url("sitzung-fuehren", satz.pk))
    assert Anwesenheit.objects.get(sitz=sitz).rolle == "stellvertretung"
    antwort = gs.post(adresse, {"tat": "widerspruch", "punkt": "1"}, follow=True)
    assert "Bitte angeben, wer widerspricht." in seitentext(antwort)


def test_zwei_schreiben_dieselbe_notiz_und_nichts_geht_verloren(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 1)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    assert gelingt(gs, satz, "notiz", punkt=punkt.pk, notiz="Erste", zaehler=0)["zaehler"] == 1
    antwort = misslingt(gs, satz, "notiz", 409, punkt=punkt.pk, notiz="Zweite", zaehler=0)
    assert "inzwischen geändert" in antwort["meldung"]
    assert Punktnotiz.objects.get().text == "Erste"
    assert gelingt(gs, satz, "notiz", punkt=punkt.pk, notiz="Beide", zaehler=1)["zaehler"] == 2


def test_der_zaehler_sagt_dass_es_etwas_neues_gibt(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 1)

    def zaehler() -> int:
        antwort = gs.get(url("fuehren-stand", satz.pk))
        assert antwort["Cache-Control"] == "no-store"
        return int(antwort.json()["zaehler"])

    vorher = zaehler()
    bau.komme(satz, bau.sitze(lg)[1])
    assert zaehler() == vorher + 1


# Rights and cost --------------------------------------------------------------------------------------------


def test_mitglieder_und_andere_kreise_sehen_den_bildschirm_nicht(
    lg: Gremium, anmelden: Callable[..., Client]
) -> None:
    satz = bau.eroeffnet(lg, 1)
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=bau.lenkungsgruppe(1).kreis))
    mitglied = anmelden(konto_mit_rolle("mitglied", kreis=lg.kreis))
    for client in (fremd, mitglied):
        for name in ("sitzung-fuehren", "fuehren-teile", "fuehren-stand", "sitzung-anwesenheit"):
            assert client.get(url(name, satz.pk)).status_code == 404
        assert sende(client, satz, "unfaehig").status_code == 404


def _grosse_sitzung(punkte: int, sitze: int) -> Sitzung:
    lg = bau.lenkungsgruppe(sitze)
    satz = bau.eroeffnet(lg, sitze - 1, punkte=punkte)
    bau.rufe_auf(satz, bau.punkte(satz)[0])
    return satz


def test_der_bildschirm_und_ein_eintrag_brauchen_gleich_viele_abfragen(
    anmelden: Callable[..., Client],
) -> None:
    """At most 15 each (Step 4, point 5), whatever the number of items and seats."""
    anzahlen = []
    for punkte, sitze in ((2, 3), (20, 17)):
        satz = _grosse_sitzung(punkte, sitze)
        client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=satz.gremium.kreis))
        frei = bau.sitze(satz.gremium)[-1]
        with hoechstens(15) as seite:
            client.get(url("sitzung-fuehren", satz.pk))
        with hoechstens(15) as kommt:
            gelingt(client, satz, "anwesenheit", kommt=f"{frei.pk}:mitglied:vor_ort")
        with hoechstens(6):
            client.get(url("fuehren-stand", satz.pk))
        with gezaehlt() as rest:
            gelingt(client, satz, "beginnen-offen", punkt=bau.punkte(satz)[0].pk, text="So sei es.")
            abstimmung = Abstimmung.objects.get(sitzung=satz)
            gelingt(
                client, satz, "zaehlen", abstimmung=abstimmung.pk, weise="offen", ja=2, nein=0, enthaltung=0
            )
        anzahlen.append((len(seite), len(kommt), len(rest)))
    assert anzahlen[0] == anzahlen[1]


def test_nach_dem_beschluss_fuehrt_die_seite_zu_seinen_folgen(gs: Client, lg: Gremium) -> None:
    """And what the body wants kept out of the public record is one press away, and back again."""
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, punkt))
    text = gs.get(url("sitzung-fuehren", satz.pk)).content.decode()
    assert url("beschluss-detail", beschluss.pk) in text
    assert "Noch einen Beschluss zu diesem Punkt fassen" in text
    assert 'value="absetzen"' not in text
    gelingt(gs, satz, "nicht-oeffentlich", punkt=punkt.pk)
    assert "Doch in die öffentliche Niederschrift" in gs.get(url("sitzung-fuehren", satz.pk)).content.decode()
    gelingt(gs, satz, "oeffentlich", punkt=punkt.pk)
    punkt.refresh_from_db()
    assert punkt.oeffentlich


def test_ein_vermerk_steht_im_formular_und_wer_nicht_da_war_geht_nicht(gs: Client, lg: Gremium) -> None:
    satz = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.beginne(satz, punkt, Weise.NAMENTLICH)
    sitz = bau.sitze(lg)[0]
    for wert, gewaehlt in (("nein", "nein"), ("", ""), ("ja", "ja")):
        gelingt(gs, satz, "stimme", abstimmung=abstimmung.pk, sitz=sitz.pk, wert=wert)
        seite = gs.get(url("sitzung-fuehren", satz.pk)).content.decode()
        assert f'name="stimme-{sitz.pk}" value="{gewaehlt}" checked' in seite
    misslingt(gs, satz, "stimme", abstimmung=abstimmung.pk, sitz=sitz.pk, wert="vielleicht")
    anwesend = satz.anwesenheiten.get(sitz=sitz)
    assert "hinweis" not in gelingt(gs, satz, "anwesenheit", geht=anwesend.pk)
    assert "nicht als anwesend" in gelingt(gs, satz, "anwesenheit", geht=anwesend.pk)["hinweis"]
