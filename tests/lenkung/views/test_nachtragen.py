"""A session from paper: what would come of it, entering it, and what the page says when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from lenkung.forms.nachtragsbogen import MEISTE_BESCHLUESSE
from lenkung.models import Anwesenheit, Beschluss, Gremium, Punktnotiz, Sitzung, Sitzungsverlauf, Stimme
from lenkung.regeln.bestimmungen import Bestimmung
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.gobau import STEINFURT, in_kraft
from tests.lenkung.sitzungsbau import mitglied as mitglied_anlegen
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gezaehlt

TAG = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 5, 27)), tick=False):
        yield


@pytest.fixture
def runde(gremium: Gremium) -> Gremium:
    in_kraft(gremium)
    for nummer in range(4):
        sitz = SitzFactory(gremium=gremium, einrichtung__name=f"Haus {nummer}")
        mitglied_anlegen(gremium, sitz=sitz)
        mitglied_anlegen(gremium, "stellvertretung", sitz=sitz)
    return gremium


@pytest.fixture
def satz(runde: Gremium) -> Sitzung:
    return sitzung(runde, TAG, "geschlossen", ort="Kreishaus")


def _formulardaten(client: Client, satz: Sitzung, **anders: str) -> dict[str, str]:
    """What a browser would send from the page, but for what is said otherwise."""
    bogen = client.get(url("verlauf-nachtragen", satz.pk)).context["bogen"]
    daten = {}
    for form in bogen.alle:
        for feld in form:
            wert = feld.value()
            if wert not in (None, False):
                daten[feld.html_name] = f"{wert:%H:%M}" if hasattr(wert, "hour") else str(wert)
    return daten | {"leitung": "Dr. Renate Vorsitz", "fundstelle": "Niederschrift vom 03.03.2026"} | anders


def _alle_da(runde: Gremium) -> dict[str, str]:
    return {
        f"b{besetzung.pk}-wie": "vor_ort"
        for sitz in bau.sitze(runde)
        for besetzung in sitz.besetzungen.filter(art="mitglied")
    }


def _sende(client: Client, satz: Sitzung, daten: dict[str, str]) -> Any:
    return client.post(url("verlauf-nachtragen", satz.pk), daten)


KITAS = {
    "p1-titel": "Kitas",
    "p1-notiz": "Rege Aussprache.",
    "p1b1-weise": "offen",
    "p1b1-text": "Die Plätze werden geschaffen.",
    "p1b1-ja": "3",
    "p1b1-nein": "1",
}


def test_erst_zeigt_die_seite_was_daraus_wird_dann_traegt_sie_es_ein(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    daten = _formulardaten(geschaeftsstelle, satz, **KITAS, **_alle_da(satz.gremium))
    vorschau = _sende(geschaeftsstelle, satz, daten)
    text = seitentext(vorschau)
    assert "4 Personen waren da. 1 Beschluss bekommt eine Nummer." in text
    assert "3 Ja, 1 Nein, 0 Enthaltungen; 3·3 ≥ 2·4" in text
    assert not Beschluss.objects.exists()
    bestaetigt = {**daten, "abdruck": vorschau.context["bogen"].kopf["abdruck"].value(), "geprueft": "on"}
    # What was changed after the check is shown again before it counts.
    anders = _sende(geschaeftsstelle, satz, {**bestaetigt, "p1b1-ja": "4", "p1b1-nein": "0"})
    assert "4 Ja, 0 Nein" in seitentext(anders)
    assert not Beschluss.objects.exists()
    fertig = geschaeftsstelle.post(url("verlauf-nachtragen", satz.pk), bestaetigt, follow=True)
    text = seitentext(fertig)
    assert "Der Verlauf ist nachgetragen, mit 1 Beschluss." in text
    assert "wurde auf Papier geführt" in text
    weg = geschaeftsstelle.get(url("sitzung-detail", satz.pk)).context["weg"]
    assert [(schritt.titel, schritt.stand, schritt.hinweis) for schritt in weg] == [
        ("geplant", "erledigt", ""),
        ("geschlossen", "jetzt", "nachgetragen"),
    ]
    beschluss = Beschluss.objects.get()
    assert (beschluss.titel, beschluss.angenommen, beschluss.nachgetragen) == ("Kitas", True, True)
    assert Punktnotiz.objects.get().text == "Rege Aussprache."
    assert Anwesenheit.objects.count() == 4
    wieder = geschaeftsstelle.get(url("verlauf-nachtragen", satz.pk), follow=True)
    assert "schon eingetragen" in seitentext(wieder)


def test_namentlich_werden_nur_die_ausnahmen_angegeben(geschaeftsstelle: Client, satz: Sitzung) -> None:
    sitze = bau.sitze(satz.gremium)
    daten = _formulardaten(
        geschaeftsstelle,
        satz,
        **{**KITAS, "p1b1-weise": "namentlich"},
        **_alle_da(satz.gremium),
        **{f"p1b1-sitz{sitze[0].pk}": "nein", f"p1b1-sitz{sitze[1].pk}": "keine"},
    )
    vorschau = _sende(geschaeftsstelle, satz, daten)
    daten |= {"abdruck": vorschau.context["bogen"].kopf["abdruck"].value(), "geprueft": "on"}
    _sende(geschaeftsstelle, satz, daten)
    assert sorted(Stimme.objects.values_list("wert", flat=True)) == ["ja", "ja", "nein"]


def test_einvernehmlich_und_laut_niederschrift(geschaeftsstelle: Client, satz: Sitzung) -> None:
    daten = _formulardaten(geschaeftsstelle, satz, **_alle_da(satz.gremium))
    daten |= {"p1-titel": "Eins", "p1b1-weise": "einvernehmlich", "p1b1-text": "Ja."}
    daten |= {"p2-titel": "Zwei", "p2b1-weise": "papier", "p2b1-text": "Nein.", "p2b1-ergebnis": "abgelehnt"}
    eins, zwei = _sende(geschaeftsstelle, satz, daten).context["vorschau"]
    assert (eins.weise, eins.angenommen) == ("einvernehmlich", True)
    assert (zwei.weise, zwei.angenommen, zwei.rechnung) == ("", False, "Ergebnis laut Niederschrift")


def test_anwesend_nur_zu_einzelnen_punkten_auch_wenn_leere_zeilen_dazwischen_sind(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    daten = _formulardaten(geschaeftsstelle, satz)
    person = next(name for name in daten if name.endswith("-wie")).removesuffix("-wie")
    daten |= {"p1-titel": "Eins", "p3-titel": "Drei", f"{person}-wie": "digital", f"{person}-punkte": "3"}
    vorschau = _sende(geschaeftsstelle, satz, daten)
    daten |= {"abdruck": vorschau.context["bogen"].kopf["abdruck"].value(), "geprueft": "on"}
    _sende(geschaeftsstelle, satz, daten)
    angabe = Anwesenheit.objects.get()
    assert (angabe.art, angabe.von) == ("digital", satz.beginn + timedelta(minutes=10))
    assert angabe.bis == satz.beginn + timedelta(minutes=120)


@pytest.mark.parametrize(
    ("anders", "feld", "meldung"),
    [
        ({"leitung": ""}, "leitung", "Diese Angabe fehlt"),
        ({"beginn": "25:00"}, "beginn", "Bitte so eingeben: 14:00"),
        ({"ende": "13:00"}, "ende", "liegt nicht nach dem Beginn"),
        ({"p1-titel": ""}, "p1-titel", "Bitte einen Titel angeben"),
        ({"p1-minuten": "x"}, "p1-minuten", "ganze Zahl"),
        ({"p1b1-text": ""}, "p1b1-text", "Bitte den Wortlaut angeben"),
        ({"p1b1-weise": ""}, "p1b1-weise", "wie entschieden wurde"),
        ({"p1b1-weise": "papier"}, "p1b1-ergebnis", "was die Niederschrift als Ergebnis nennt"),
        ({"p1b1-ja": "", "p1b1-nein": ""}, "p1b1-ja", "Bitte die Zahlen angeben"),
        ({"p1b1-ja": "9"}, "p1b1-ja", "ist die Abstimmung ungültig"),
        ({"p1-stand": "abgesetzt"}, "p1b1-ja", "nicht behandelt wurde"),
    ],
)
def test_was_fehlt_steht_an_seinem_feld_und_nichts_geht_verloren(
    geschaeftsstelle: Client, satz: Sitzung, anders: dict[str, str], feld: str, meldung: str
) -> None:
    daten = _formulardaten(geschaeftsstelle, satz, **_alle_da(satz.gremium), **KITAS) | anders
    antwort = _sende(geschaeftsstelle, satz, daten)
    text = seitentext(antwort)
    bogen = antwort.context["bogen"]
    fehler = {
        eintrag.html_name: list(eintrag.errors) for form in bogen.alle for eintrag in form if eintrag.errors
    }
    assert list(fehler) == [feld]
    assert meldung in fehler[feld][0]
    assert f'href="#id_{feld}"' in text
    assert "Rege Aussprache." in text
    assert not Sitzungsverlauf.objects.exists()


@pytest.mark.parametrize(
    ("wie", "punkte", "feld", "meldung"),
    [
        ("vor_ort", "eins", "punkte", "Bitte so schreiben"),
        ("vor_ort", "7", "punkte", "TOP 7 gibt es nicht"),
        ("nicht", "1", "wie", "Bitte angeben, wie"),
    ],
)
def test_punkte_der_anwesenheit_werden_geprueft(
    geschaeftsstelle: Client, satz: Sitzung, wie: str, punkte: str, feld: str, meldung: str
) -> None:
    daten = _formulardaten(geschaeftsstelle, satz, **KITAS)
    person = next(name for name in daten if name.endswith("-wie")).removesuffix("-wie")
    antwort = _sende(geschaeftsstelle, satz, {**daten, f"{person}-wie": wie, f"{person}-punkte": punkte})
    text = seitentext(antwort)
    assert meldung in text
    assert f'href="#id_{person}-{feld}"' in text


def test_eine_uhrzeit_die_es_an_dem_tag_nicht_gab(geschaeftsstelle: Client, runde: Gremium) -> None:
    """On 29.03.2026 the clock went from 2 to 3."""
    satz = sitzung(runde, date(2026, 3, 29), "geschlossen")
    daten = _formulardaten(geschaeftsstelle, satz, beginn="02:30")
    assert "Die Uhr wird vorgestellt" in seitentext(_sende(geschaeftsstelle, satz, daten))


def test_weitere_zeilen_kommen_ohne_dass_etwas_als_fehler_gilt(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    daten = _formulardaten(geschaeftsstelle, satz, **KITAS, leitung="")
    antwort = _sende(geschaeftsstelle, satz, {**daten, "mehr": "punkt"})
    bogen = antwort.context["bogen"]
    assert (len(bogen.punkte), bogen.fehler) == (4, [])
    text = seitentext(antwort)
    assert "kern-error" not in text
    assert "Rege Aussprache." in text
    antwort = _sende(geschaeftsstelle, satz, {**daten, "mehr": "beschluss-1"})
    assert [len(punkt.beschluesse) for punkt in antwort.context["bogen"].punkte] == [2, 1, 1]
    assert "Beschluss 2" in seitentext(antwort)
    voll = {**daten, "p1-anzahl": str(MEISTE_BESCHLUESSE), "mehr": "beschluss-1"}
    antwort = _sende(geschaeftsstelle, satz, voll)
    assert len(antwort.context["bogen"].punkte[0].beschluesse) == MEISTE_BESCHLUESSE


def test_eine_vorhandene_tagesordnung_wird_nachgetragen(geschaeftsstelle: Client, runde: Gremium) -> None:
    satz = bau.eingeladene_sitzung(runde, TAG)
    assert "Verlauf nachtragen" in abgerufen(geschaeftsstelle, url("sitzung-detail", satz.pk))
    assert "TOP 2: Vorhaben 2" in abgerufen(geschaeftsstelle, url("verlauf-nachtragen", satz.pk))
    daten = _formulardaten(geschaeftsstelle, satz)
    vorschau = _sende(geschaeftsstelle, satz, daten)
    daten |= {"abdruck": vorschau.context["bogen"].kopf["abdruck"].value(), "geprueft": "on"}
    _sende(geschaeftsstelle, satz, daten)
    assert [punkt.stand for punkt in bau.punkte(satz)] == ["behandelt", "behandelt"]


def test_ohne_geregelte_mehrheit_zaehlt_was_der_vorsitz_sagte(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    """Without a Geschäftsordnung the chair's word counts also where votes were counted; seats are needed."""
    satz = sitzung(gremium, TAG, "geschlossen")
    assert "noch keine Sitze" in abgerufen(geschaeftsstelle, url("verlauf-nachtragen", satz.pk))
    sitz = SitzFactory(gremium=gremium)
    mitglied_anlegen(gremium, sitz=sitz)
    daten = _formulardaten(geschaeftsstelle, satz, **KITAS, **_alle_da(gremium)) | {
        "p1b1-ja": "1",
        "p1b1-nein": "0",
    }
    assert "bestimmt keine Mehrheit" in seitentext(_sende(geschaeftsstelle, satz, daten))
    (beschluss,) = _sende(geschaeftsstelle, satz, {**daten, "p1b1-ergebnis": "angenommen"}).context[
        "vorschau"
    ]
    assert beschluss.angenommen


def test_bei_gleichstand_fragt_die_seite_nach_dem_vorsitz_wo_die_go_es_sagt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    werte = {"zaehler": 1, "nenner": 2, "vergleich": ">", "basis": "ja_nein", "stichentscheid": True}
    in_kraft(gremium, wie=STEINFURT, nur=("quorum",), mit={"mehrheit": Bestimmung("§ 9", werte)})
    for _nummer in range(2):
        mitglied_anlegen(gremium, sitz=SitzFactory(gremium=gremium))
    satz = sitzung(gremium, TAG, "geschlossen")
    daten = _formulardaten(geschaeftsstelle, satz, **KITAS, **_alle_da(gremium)) | {"p1b1-ja": "1"}
    for stich, angenommen in (({}, False), ({"p1b1-stichentscheid": "on"}, True)):
        (beschluss,) = _sende(geschaeftsstelle, satz, daten | stich).context["vorschau"]
        assert beschluss.angenommen is angenommen


def test_was_die_datenbank_ablehnt_steht_oben(geschaeftsstelle: Client, runde: Gremium) -> None:
    """Closed, a digital session names its link (GO RSK § 4 Abs. 3)."""
    satz = sitzung(runde, TAG, "geplant", art="digital")
    text = seitentext(_sende(geschaeftsstelle, satz, _formulardaten(geschaeftsstelle, satz)))
    assert "Bitte den Link angeben" in text


def test_nur_wer_vorbereitet_und_erst_danach(
    geschaeftsstelle: Client,
    vorsitz: Client,
    mitglied: Client,
    satz: Sitzung,
    anmelden: Callable[..., Client],
) -> None:
    ziel = url("verlauf-nachtragen", satz.pk)
    assert "Verlauf nachtragen" in abgerufen(geschaeftsstelle, url("sitzung-detail", satz.pk))
    assert ziel not in abgerufen(mitglied, url("sitzung-detail", satz.pk))
    for client in (mitglied, vorsitz):
        assert client.get(ziel).status_code in (403, 404)
        assert client.post(ziel, {}).status_code in (403, 404)
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=GremiumFactory().kreis))
    assert fremd.get(ziel).status_code == 404
    kuenftig = sitzung(satz.gremium, date(2026, 6, 16))
    antwort = geschaeftsstelle.get(url("verlauf-nachtragen", kuenftig.pk))
    assert antwort.status_code == 403
    assert "noch nicht vorbei" in antwort.content.decode()
    assert not Sitzungsverlauf.objects.exists()


def test_mehr_sitze_kosten_nicht_mehr_abfragen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    geschaeftsstelle.get(url("verlauf-nachtragen", satz.pk))
    kosten = []
    for _lauf in range(2):
        with gezaehlt() as abfragen:
            geschaeftsstelle.get(url("verlauf-nachtragen", satz.pk))
        kosten.append(len(abfragen))
        for _nummer in range(3):
            mitglied_anlegen(satz.gremium, sitz=SitzFactory(gremium=satz.gremium))
    assert kosten[0] == kosten[1]


# The session itself -----------------------------------------------------------------------------------------


def _frueher(gremium: Gremium, **anders: str) -> dict[str, str]:
    return {
        "gremium": str(gremium.pk),
        "tag": "03.03.2026",
        "uhrzeit": "14:00",
        "dauer_minuten": "120",
        "art": "praesenz",
        "ort": "Kreishaus",
        **anders,
    }


def test_eine_fruehere_sitzung_eintragen_und_gleich_weiter(geschaeftsstelle: Client, runde: Gremium) -> None:
    assert url("sitzung-eintragen") in abgerufen(geschaeftsstelle, url("sitzung-liste"))
    assert f'value="{runde.pk}" selected' in abgerufen(geschaeftsstelle, url("sitzung-eintragen"))
    antwort = geschaeftsstelle.post(url("sitzung-eintragen"), _frueher(runde))
    satz = Sitzung.objects.get()
    assert antwort["Location"] == url("verlauf-nachtragen", satz.pk)
    assert (satz.stand, satz.beginn) == ("geschlossen", wann(TAG))


def test_eine_ausgefallene_hat_nichts_nachzutragen(geschaeftsstelle: Client, runde: Gremium) -> None:
    daten = _frueher(runde, absage_grund="keine Punkte  zur Entscheidung")
    antwort = geschaeftsstelle.post(url("sitzung-eintragen"), daten)
    satz = Sitzung.objects.get()
    assert antwort["Location"] == url("sitzung-detail", satz.pk)
    assert (satz.stand, satz.absage_grund) == ("abgesagt", "keine Punkte zur Entscheidung")


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"tag": "03.03.2027"}, "tag"),
        ({"tag": "29.03.2026", "uhrzeit": "02:30"}, "uhrzeit"),
        ({"art": "digital", "link": ""}, "link"),
        ({"gremium": ""}, "gremium"),
    ],
)
def test_fehler_der_frueheren_sitzung_stehen_am_feld(
    geschaeftsstelle: Client, runde: Gremium, anders: dict[str, str], feld: str
) -> None:
    antwort = geschaeftsstelle.post(url("sitzung-eintragen"), _frueher(runde) | anders)
    assert list(antwort.context["form"].errors) == [feld]
    assert not Sitzung.objects.exists()


def test_ein_fremdes_gremium_bekommt_keine_sitzung(
    runde: Gremium, mitglied: Client, anmelden: Callable[..., Client]
) -> None:
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=GremiumFactory().kreis))
    assert "gremium" in fremd.post(url("sitzung-eintragen"), _frueher(runde)).context["form"].errors
    assert mitglied.get(url("sitzung-eintragen")).status_code == 403
    assert not Sitzung.objects.exists()
