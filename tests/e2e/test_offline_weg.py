"""In Chromium: logged without a network, and it arrives once."""

from __future__ import annotations

import gzip
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from casemgmt.models import Arbeitstermin, Einwilligungsentwurf, Kopfzahl, Termin, Uebertragung
from casemgmt.regeln.termin import Terminstand
from tests.casemgmt import fallbau as bau
from tests.e2e import ohne_netz
from tests.e2e.buehne import Buehne
from tests.fabriken import EinrichtungFactory
from tests.werkzeug.messwerte import festhalten

CM = "case_management"


def _meine(buehne: Buehne) -> int:
    return Termin.objects.filter(Q(konto=buehne.k.konten[CM])).count()


def test_ohne_netz_erfasst_kommt_es_einmal_an(buehne: Buehne) -> None:
    vorher = _meine(buehne)
    with ohne_netz.telefon(buehne, buehne.k.konten[CM]) as (kontext, page):
        ohne_netz.eingerichtet(page)
        assert page.evaluate("() => window.__csp") == []
        kontext.set_offline(True)
        ohne_netz.neu_laden(page)
        ohne_netz.beratung(page, notiz="Frau Rosenbusch sucht eine Wohnung.")
        ohne_netz.festgehalten(page)
        ohne_netz.neu_laden(page)
        assert ohne_netz.wartend(page) == 1
        assert "Rosenbusch" not in ohne_netz.alles(page)
        kontext.set_offline(False)
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-meldung]")).to_have_text("Ein Eintrag ist übertragen.")
        assert ohne_netz.wartend(page) == 0
    assert _meine(buehne) == vorher + 1
    satz = Termin.objects.filter(konto=buehne.k.konten[CM]).order_by("-pk")[0]
    assert satz.notiz == "Frau Rosenbusch sucht eine Wohnung."
    assert satz.anonym
    assert satz.geraet_erfasst_am is not None


@pytest.fixture
def konto(buehne: Buehne) -> Any:
    return bau.case_management(buehne.k["kommune"])


LANGSAM = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def _langsam(kontext: Any, page: Any) -> None:
    netz = kontext.new_cdp_session(page)
    netz.send("Network.enable")
    netz.send("Network.emulateNetworkConditions", LANGSAM)


def test_fuenf_beratungen_drei_ohne_netz_kommen_alle_einmal_an(buehne: Buehne, konto: Any) -> None:
    """On a phone, slow and cut. Each entry takes at most five actions."""
    fall = bau.fall(konto, buehne.k["kommune"])
    bekannt = {"aktenzeichen": f"{fall.jahr}-{fall.nummer}", "schritt": "Anrufen"}
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        _langsam(kontext, page)
        for nummer, was in enumerate(({}, bekannt, *({"notiz": f"Ohne Netz {n}"} for n in range(3)))):
            if nummer == 2:
                kontext.set_offline(True)
            beginn = time.monotonic()
            handgriffe = ohne_netz.beratung(page, **was)
            ohne_netz.festgehalten(page)
            sekunden = round(time.monotonic() - beginn, 1)
            netz = "ohne Netz" if nummer >= 2 else "bei 50 kB/s"
            festhalten(f"Eintrag {nummer + 1}, {netz}", handgriffe=handgriffe, sekunden=sekunden)
            assert handgriffe <= 5
            if nummer == 3:
                ohne_netz.neu_laden(page)
        kontext.set_offline(False)
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-wartet]")).to_contain_text("Keine eigenen Einträge", timeout=30_000)
    termine = Termin.objects.filter(konto=konto)
    assert termine.count() == 5
    assert termine.filter(fall=fall).count() == 1


def test_das_erste_laden_ist_klein(buehne: Buehne, konto: Any) -> None:
    """At most 150 kB compressed, counted as gzip would send it; usable at 50 kB/s."""
    with ohne_netz.telefon(buehne, konto) as (_kontext, page):
        groessen: dict[str, int] = {}

        def zaehlen(antwort: Any) -> None:
            fest = antwort.url.endswith((".woff2", ".png"))
            groessen[antwort.url] = len(antwort.body() if fest else gzip.compress(antwort.body(), 6))

        page.on("requestfinished", lambda anfrage: zaehlen(anfrage.response()))
        ohne_netz.eingerichtet(page)
        pakete = {adresse: zahl for adresse, zahl in groessen.items() if adresse.startswith("http")}
        assert len(pakete) > 12, "the modules are counted too"
        assert sum(pakete.values()) <= 150_000, pakete
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        _langsam(kontext, page)
        beginn = time.monotonic()
        ohne_netz.oeffnen(page)
        sekunden = round(time.monotonic() - beginn, 1)
    festhalten("Erstes Laden", kb=round(sum(pakete.values()) / 1000), dateien=len(pakete), sekunden=sekunden)


def test_eine_neue_familie_mit_unterschrift(buehne: Buehne, konto: Any) -> None:
    EinrichtungFactory(kreis=konto.kreis, name="Jobcenter Musterkreis")
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        kontext.set_offline(True)
        page.locator("[data-art=familie]").click()
        formular = page.locator("[data-formular=familie]")
        fertig = formular.get_by_role("button", name="Festhalten")
        fertig.click()
        expect(page.locator("[data-fehler]")).to_contain_text(
            "Der Datenschutzhinweis ist gegeben: Bitte bestätigen."
        )
        expect(page.locator("[data-fehler]")).to_contain_text("Nachname: Diese Angabe fehlt.")
        formular.get_by_label("Der Datenschutzhinweis ist gegeben").check()
        page.get_by_role("button", name="Weitere Person").click()
        for nummer, (vorname, rolle) in enumerate((("Samira", "erwachsen"), ("Omar", "Kind"))):
            person = formular.locator("[data-eine-person]").nth(nummer)
            person.get_by_label("Vorname").fill(vorname)
            person.get_by_label("Nachname").fill("Nasser")
            person.get_by_label(rolle).check()
        formular.get_by_label("An wen?").fill("Jobcenter Musterkreis")
        formular.get_by_label("Anschrift, Telefon, E-Mail").check()
        formular.get_by_label("Termine vereinbaren").check()
        formular.get_by_label("Sprache des Blatts").select_option("ar")
        blatt = page.locator("[data-blatt]")
        expect(blatt.locator('[lang="ar"]')).to_have_attribute("dir", "rtl")
        expect(blatt.locator('[lang="de"]')).to_contain_text("Jobcenter Musterkreis")
        expect(blatt.locator('[lang="de"]')).to_contain_text("um Termine zu vereinbaren")
        feld = formular.locator("[data-unterschrift]")
        feld.scroll_into_view_if_needed()
        rahmen = feld.bounding_box()
        assert rahmen
        page.mouse.move(rahmen["x"] + 20, rahmen["y"] + 30)
        page.mouse.down()
        page.mouse.move(rahmen["x"] + 120, rahmen["y"] + 60, steps=5)
        page.mouse.up()
        fertig.click()
        expect(formular).to_be_hidden()
        assert "Nasser" not in ohne_netz.alles(page)
        kontext.set_offline(False)
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-meldung]")).to_have_text("Ein Eintrag ist übertragen.")
    entwurf = Einwilligungsentwurf.objects.get(konto=konto)
    assert (entwurf.klient.vorname, entwurf.klient.sprachen) == ("Samira", ["ar"])
    assert len(entwurf.angaben["unterschrift"][0]) >= 5
    assert entwurf.einwilligung, entwurf.hindernis
    assert (entwurf.einwilligung.sprache, entwurf.einwilligung.zustand) == ("ar", "erteilt")
    kind = entwurf.klient.zugehoerigkeiten.get().haushalt.zugehoerigkeiten.get(rolle="kind")
    assert kind.klient.vorname == "Omar"


def test_arbeitstermin_und_kopfzahl_ohne_netz(buehne: Buehne, konto: Any) -> None:
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        kontext.set_offline(True)
        page.locator("[data-art=arbeitstermin]").click()
        arbeit = page.locator("[data-formular=arbeitstermin]")
        arbeit.get_by_label("Worum es ging").fill("Runder Tisch")
        arbeit.get_by_role("button", name="Festhalten").click()
        expect(arbeit).to_be_hidden()
        page.locator("[data-art=kopfzahl]").click()
        koepfe = page.locator("[data-formular=kopfzahl]")
        koepfe.get_by_label("Anzahl").fill("41")
        koepfe.get_by_role("button", name="Festhalten").click()
        expect(koepfe).to_be_hidden()
        kontext.set_offline(False)
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-meldung]")).to_have_text("2 Einträge sind übertragen.")
    assert Arbeitstermin.objects.get(konto=konto).titel == "Runder Tisch"
    assert Kopfzahl.objects.get(konto=konto).anzahl == 41


def test_die_tagesmappe_geht_mit_und_ist_um_mitternacht_weg(buehne: Buehne, konto: Any) -> None:
    fall = bau.fall(konto, buehne.k["kommune"])
    bau.termin(konto, fall, stand=Terminstand.GEPLANT, naechster_schritt="Zeugnis mitbringen")
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        page.locator("#losung").fill(ohne_netz.LOSUNG)
        page.locator("[data-losung] button").click()
        page.locator("[data-mappe-holen]").click()
        page.get_by_label("Merkwort").fill("Grüner Schal")
        page.locator("[data-mappe-packen]").click()
        expect(page.locator("[data-meldung]")).to_contain_text("Die Tagesmappe ist versiegelt")
        kontext.set_offline(True)
        ohne_netz.neu_laden(page)
        inhalt = ohne_netz.alles(page)
        assert "Grüner Schal" not in inhalt
        assert "Zeugnis" not in inhalt
        page.locator("#losung").fill(ohne_netz.LOSUNG)
        page.locator("[data-losung] button").click()
        expect(page.locator("[data-mappenblaetter]")).to_contain_text("Grüner Schal: Zeugnis mitbringen")
        page.get_by_role("button", name="Beratung dazu festhalten").click()
        expect(page.locator("#beratung-aktenzeichen")).to_have_value(fall.aktenzeichen)
        # The next day: a copy of the store does not open either, though it claims to be of that day.
        geklaut = page.evaluate(_MAPPE_LESEN)
        morgen = timezone.now() + timedelta(days=1)
        page.clock.set_fixed_time(morgen)
        page.locator("#beratung-aktenzeichen").fill("")
        ohne_netz.neu_laden(page)
        assert ohne_netz.lager(page)["db"]["kim-ohne-netz"]["mappe"] == []
        geklaut["tag"] = timezone.localtime(morgen).date().isoformat()
        assert page.evaluate(_MAPPE_VERSUCHEN, [geklaut, ohne_netz.LOSUNG]) is None


def _beginnen(page: Any) -> Any:
    page.locator("[data-art=beratung]").click()
    formular = page.locator("[data-formular=beratung]")
    formular.get_by_label("Wohnen").check()
    return formular.get_by_role("button", name="Festhalten")


def test_zweimal_getippt_und_gleich_gesperrt_ist_ein_eintrag(buehne: Buehne, konto: Any) -> None:
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        kontext.set_offline(True)
        _beginnen(page).dblclick()
        ohne_netz.festgehalten(page)
        page.wait_for_timeout(300)
        assert ohne_netz.wartend(page) == 1
        _beginnen(page)
        page.evaluate(
            """() => { document.querySelector('[data-formular=beratung] button[type=submit]').click();
              document.querySelector('[data-sperren]').click(); }"""
        )
        ohne_netz.festgehalten(page)
        page.wait_for_timeout(300)
        assert ohne_netz.wartend(page) == 2


def test_eine_losung_setzt_nur_wer_angemeldet_ist(buehne: Buehne, konto: Any) -> None:
    losung, knopf = "#losung", "[data-losung] button"
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        expect(page.locator("[data-fuer]")).to_have_text("Eingerichtet für Ihr Konto.")
        kontext.set_offline(True)
        ohne_netz.neu_laden(page)
        expect(page.locator("[data-fuer]")).to_contain_text("das zuletzt am")
        page.locator(losung).fill("Fremde Losung 77")
        page.locator(knopf).click()
        expect(page.locator("[data-meldung]")).to_contain_text("solange Sie angemeldet sind")
        kontext.set_offline(False)
        ohne_netz.neu_laden(page)
        page.locator(losung).fill(ohne_netz.LOSUNG)
        page.locator(knopf).click()
        expect(page.locator("[data-losung-knopf]")).to_have_text("Öffnen")
        # Forgotten: whoever is signed in chooses another; what was sealed before does not open with it.
        weg = "**" + reverse("casemgmt:ohne-netz-annehmen")
        page.route(weg, lambda route: route.abort())
        ohne_netz.beratung(page, notiz="Zimtstern")
        ohne_netz.festgehalten(page)
        page.locator(losung).fill("Neue Losung am See 9")
        page.locator("[data-losung-neu]").click()
        expect(page.locator("[data-meldung]")).to_contain_text("Die Losung ist festgelegt")
        page.locator(losung).fill("Neue Losung am See 9")
        page.locator(knopf).click()
        expect(page.locator("[data-geoeffnet]")).to_contain_text("unter einer früheren Losung")
        # Locked while the passphrase is tried, it stays locked.
        page.get_by_role("button", name="Sperren").click()
        page.locator(losung).fill("Neue Losung am See 9")
        page.evaluate(
            """() => { document.querySelector('[data-losung] button').click();
              document.querySelector('[data-sperren]').click(); }"""
        )
        page.wait_for_timeout(2000)
        assert page.locator("[data-geoeffnet]").inner_text() == ""


def test_meldet_sich_jemand_anderes_in_kim_an_erfasst_das_geraet_fuer_niemanden(
    buehne: Buehne, konto: Any
) -> None:
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        page.goto("/")
        kontext.set_offline(True)
        ohne_netz.oeffnen(page)
        expect(page.locator("[data-teil=erfassen]")).to_be_visible()
        kontext.set_offline(False)
        ohne_netz.sitzung_geben(kontext, buehne, bau.case_management(buehne.k["kommune"]))
        page.goto("/")
        kontext.set_offline(True)
        ohne_netz.oeffnen(page)
        expect(page.locator("[data-teil=erfassen]")).to_be_hidden()


def test_der_entwurf_bleibt_unter_dem_schluessel_der_ersten(buehne: Buehne, konto: Any) -> None:
    """Somebody of another Kreis signs in: the key that her devices seal for is another."""
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        page.locator("[data-art=beratung]").click()
        page.locator("#beratung-notiz").fill("Lindenblatt halb")
        ohne_netz.sitzung_geben(kontext, buehne, bau.case_management(bau.kommune()))
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-wartet]")).to_contain_text("Ein Eintrag einer anderen Person wartet")
        ohne_netz.sitzung_geben(kontext, buehne, konto)
        ohne_netz.neu_laden(page)
        expect(page.locator("[data-meldung]")).to_contain_text("Ablage")
        page.get_by_role("button", name="Sperren").click()
        expect(page.locator("[data-meldung]")).to_have_text("")
    assert Uebertragung.objects.get(konto=konto).grund == "unvollstaendig"


def test_ein_kasten_der_nie_durchkommt_haelt_die_anderen_nicht_auf(buehne: Buehne, konto: Any) -> None:
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        kontext.set_offline(True)
        for _mal in range(2):
            ohne_netz.beratung(page)
            ohne_netz.festgehalten(page)
        kaesten = ohne_netz.lager(page)["db"]["kim-ohne-netz"]["kaesten"]
        erster = min(kaesten, key=lambda satz: satz["seit"])["kennung"]
        page.route(
            "**" + reverse("casemgmt:ohne-netz-annehmen"),
            lambda route: route.abort("timedout") if erster in route.request.post_data else route.continue_(),
        )
        kontext.set_offline(False)
        ohne_netz.nachsehen(page)
        expect(page.locator("[data-wartet]")).to_contain_text("Ein eigener Eintrag wartet")


def test_ist_die_verbindung_zum_lager_weg_wird_sie_neu_geoeffnet(buehne: Buehne, konto: Any) -> None:
    with ohne_netz.telefon(buehne, konto) as (kontext, page):
        ohne_netz.eingerichtet(page)
        kontext.set_offline(True)
        page.evaluate(
            """() => { const alt = IDBDatabase.prototype.transaction; let tot = null;
              IDBDatabase.prototype.transaction = function (...a) { tot ??= this;
                if (this === tot) throw new DOMException('lost', 'InvalidStateError');
                return alt.apply(this, a); }; }"""
        )
        ohne_netz.beratung(page)
        ohne_netz.festgehalten(page)
        assert ohne_netz.wartend(page) == 1


_MAPPE_LESEN = """
async () => (await import("/static/js/ohne_netz/lager.js")).wert("aktiv").then(
  async (marke) => (await import("/static/js/ohne_netz/lager.js")).mappe(marke))
"""
_MAPPE_VERSUCHEN = """
async ([satz, losung]) => {
  const lager = await import("/static/js/ohne_netz/lager.js");
  const { aufschliessen } = await import("/static/js/ohne_netz/losung.js");
  const { aufschlagen } = await import("/static/js/ohne_netz/mappe.js");
  const marke = await lager.wert("aktiv");
  const privat = await aufschliessen(losung, (await lager.eigner(marke)).losung, marke);
  if (!privat) throw new Error("the passphrase is the right one");
  await lager.mappeSetzen(satz);
  return aufschlagen(marke, privat);
}
"""
