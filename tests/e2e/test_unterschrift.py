"""In Chromium: from the closed session to a Niederschrift with both signatures, and whether it is genuine."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from lenkung.models import Niederschriftsfassung, Sitzung, Sitzungsverlauf
from tests.conftest import zweiten_faktor_geben
from tests.e2e.browser import mitgehoerte_seite
from tests.e2e.buehne import Buehne
from tests.fabriken import PersonFactory
from tests.konten.hilfen import app_code
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import frisch


@pytest.fixture
def sitzung(buehne: Buehne) -> Sitzung:
    """Closed; the one who presided has an account."""
    lg = bau.lenkungsgruppe(4, kreis=buehne.k["gremium"].kreis, name=f"Runde {Sitzung.objects.count()}")
    satz = bau.eroeffnet(lg, punkte=2)
    for rolle in ("vorsitz", "leitung_geschaeftsstelle"):
        konto = buehne.k.konten[rolle]
        if konto.person is None:
            konto.person = PersonFactory(kreis=lg.kreis)
            konto.save()
    leitung = str(buehne.k.konten["vorsitz"].person)
    Sitzungsverlauf.objects.filter(sitzung=satz).update(leitung_name=leitung)
    erster, zweiter = bau.punkte(satz)
    zweiter.art = "bericht"
    zweiter.save()
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    bau.rufe_auf(satz, zweiter)
    bau.schliesse(satz, rest_absetzen=True)
    return frisch(satz)


def _unterzeichne(page: Page, sitzung: Sitzung, geheimnis: str) -> None:
    page.goto(reverse("lenkung:niederschrift-unterschriften", args=[sitzung.pk]))
    page.get_by_label("Ich habe das PDF gelesen").check()
    page.get_by_label("Code").fill(app_code(geheimnis))
    page.get_by_role("button", name="Unterzeichnen").click()
    expect(page.get_by_text("Sie haben unterzeichnet.")).to_be_visible()


def test_von_der_geschlossenen_sitzung_zu_beiden_unterschriften(
    buehne: Buehne, sitzung: Sitzung, tmp_path: Path
) -> None:
    """Nothing is typed but the two codes (Step 5, point 1)."""
    with mitgehoerte_seite(buehne.kontext("geschaeftsstelle")) as (page, mitschrift):
        page.goto(reverse("lenkung:sitzung-niederschrift", args=[sitzung.pk]))
        page.get_by_role("button", name="Entwurf beginnen").click()
        page.get_by_role("button", name="Es gab keine Erklärung").click()
        page.get_by_role("button", name="Zur Unterschrift festschreiben").click()
        expect(page.get_by_text("Das PDF wird erstellt")).to_be_visible()
        call_command("auftraege_arbeiten", einmal=True)
        # The page notices by itself.
        expect(page.get_by_role("link", name="Niederschrift als PDF lesen")).to_be_visible(timeout=15_000)
        assert mitschrift.abholen(page) == []
    for rolle in ("leitung_geschaeftsstelle", "vorsitz"):
        konto = buehne.k.konten[rolle]
        geheimnis = buehne.geheimnisse.get(konto.pk) or zweiten_faktor_geben(konto)
        with mitgehoerte_seite(buehne.kontext(rolle)) as (page, mitschrift):
            _unterzeichne(page, sitzung, geheimnis)
            assert mitschrift.abholen(page) == []
    fassung = Niederschriftsfassung.objects.get(niederschrift__sitzung=sitzung)
    assert fassung.stand == "unterzeichnet"
    with mitgehoerte_seite(buehne.kontext("vorsitz")) as (page, _mitschrift):
        page.goto(reverse("lenkung:niederschrift-unterschriften", args=[sitzung.pk]))
        datei = tmp_path / "niederschrift.pdf"
        pdf = page.get_by_role("link", name="Niederschrift als PDF lesen").get_attribute("href")
        assert pdf
        datei.write_bytes(page.request.get(pdf).body())
        _pruefe(page, datei, "Diese Niederschrift ist echt")
        datei.write_bytes(datei.read_bytes()[:-200] + b"x" * 200)
        _pruefe(page, datei, "Nicht echt")


def _pruefe(page: Page, datei: Path, urteil: str) -> None:
    page.goto(reverse("pruefen:pruefen"))
    page.get_by_label("PDF der Niederschrift").set_input_files(datei)
    page.get_by_role("button", name="Datei prüfen").click()
    expect(page.get_by_role("heading", name=urteil)).to_be_visible(timeout=30_000)
