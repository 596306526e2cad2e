"""Old sessions and Beschlüsse from a file: template, check, preview, take-over, and who gets there."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from kim.stammdaten.models import Importvorschau
from lenkung.models import Beschluss, Gremium, Sitzung
from lenkung.views.einleselisten import EINLESELISTEN
from tests.fabriken import konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.views.abruf import abgerufen, seitentext, url

SITZUNG = "Tag;Beginn;Tagesordnung\n24.03.2022;14:00;Begrüßung|Kitas\n"
BESCHLUSS = "Nummer;Tag;Titel;Wortlaut;Ergebnis\n7/2022;24.03.2022;Kitas;Plätze entstehen.;angenommen\n"
LISTEN = [("sitzungen", SITZUNG), ("beschluesse", BESCHLUSS)]


def _hochladen(client: Client, gremium: Gremium, was: str, inhalt: str) -> Any:
    datei = SimpleUploadedFile("liste.csv", inhalt.encode())
    return client.post(url(f"alt{was}", gremium.pk), {"datei": datei})


@pytest.mark.parametrize(("was", "inhalt"), LISTEN)
def test_hochladen_ansehen_uebernehmen(
    geschaeftsstelle: Client, gremium: Gremium, was: str, inhalt: str
) -> None:
    assert url(f"alt{was}", gremium.pk) in abgerufen(geschaeftsstelle, url("gremium-detail", gremium.pk))
    antwort = _hochladen(geschaeftsstelle, gremium, was, inhalt)
    vorschau = Importvorschau.objects.get()
    assert antwort["Location"] == url(f"alt{was}-vorschau", vorschau.pk)
    assert antwort["Location"] in abgerufen(geschaeftsstelle, url(f"alt{was}", gremium.pk))
    seite = geschaeftsstelle.get(antwort["Location"])
    text = seitentext(seite)
    assert "wird eingetragen." in text
    assert "lässt sich nicht mehr löschen" in text
    assert ("Danach zählt KIM weiter mit: 8/2022" in text) is (was == "beschluesse")
    fertig = geschaeftsstelle.post(
        antwort["Location"], {"abdruck": seite.context["plan"].abdruck}, follow=True
    )
    assert "1 eingetragen, 0 waren schon so eingetragen." in seitentext(fertig)
    assert (Sitzung.objects.count(), Beschluss.objects.count()) == ((1, 0) if was == "sitzungen" else (0, 1))
    # Once more: there is nothing to do.
    nochmal = _hochladen(geschaeftsstelle, gremium, was, inhalt)
    assert "Nichts zu tun" in abgerufen(geschaeftsstelle, nochmal["Location"])
    verworfen = geschaeftsstelle.post(
        url(f"alt{was}-verwerfen", Importvorschau.objects.get().pk), follow=True
    )
    assert "Die Datei ist verworfen." in seitentext(verworfen)


def test_uebernommenes_ist_als_solches_zu_erkennen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    adresse = _hochladen(geschaeftsstelle, gremium, "beschluesse", BESCHLUSS)["Location"]
    geschaeftsstelle.post(adresse, {"abdruck": geschaeftsstelle.get(adresse).context["plan"].abdruck})
    text = abgerufen(geschaeftsstelle, url("beschluss-detail", Beschluss.objects.get().pk))
    assert "nachgetragen" in text
    assert "aus einer Liste übernommen" in text
    assert "Ergebnis laut Niederschrift" in text


@pytest.mark.parametrize(("was", "inhalt"), LISTEN)
def test_die_schlechte_zelle_wird_mit_zeile_und_spalte_genannt(
    geschaeftsstelle: Client, gremium: Gremium, was: str, inhalt: str
) -> None:
    text = seitentext(_hochladen(geschaeftsstelle, gremium, was, inhalt.replace("24.03.2022", "gestern")))
    assert "Eine Stelle passt nicht. Übernommen wurde nichts." in text
    assert "„gestern“" in text
    assert "Das ist kein Tag." in text
    assert not Importvorschau.objects.exists()


@pytest.mark.parametrize("was", ["sitzungen", "beschluesse"])
def test_die_vorlagen_lassen_sich_wieder_hochladen(
    geschaeftsstelle: Client, gremium: Gremium, was: str
) -> None:
    kopf = [f"{spalte.titel}*" if spalte.pflicht else spalte.titel for spalte in EINLESELISTEN[was].spalten]
    csv = geschaeftsstelle.get(url(f"alt{was}-vorlage-csv", gremium.pk))
    assert csv.content.decode("utf-8-sig").strip() == ";".join(kopf)
    xlsx = geschaeftsstelle.get(url(f"alt{was}-vorlage-xlsx", gremium.pk))
    assert xlsx["Content-Disposition"] == f'attachment; filename="vorlage-{was}.xlsx"'
    mappe = load_workbook(io.BytesIO(xlsx.content))
    assert [zelle.value for zelle in next(mappe.worksheets[0].iter_rows())] == kopf
    hinweise = {zeile[0].value: zeile[1].value for zeile in mappe.worksheets[1].iter_rows()}
    assert "24.03.2022" in hinweise["Tag"]
    leer = seitentext(_hochladen(geschaeftsstelle, gremium, was, csv.content.decode("utf-8-sig")))
    assert "Unter der Kopfzeile steht nichts." in leer


@pytest.mark.parametrize(("was", "inhalt"), LISTEN)
def test_nur_wer_das_gremium_vorbereitet_und_nur_die_eigene_datei(
    geschaeftsstelle: Client,
    gremium: Gremium,
    mitglied: Client,
    anmelden: Callable[..., Client],
    was: str,
    inhalt: str,
) -> None:
    adresse = _hochladen(geschaeftsstelle, gremium, was, inhalt)["Location"]
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=GremiumFactory().kreis))
    andere = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis))
    for client in (mitglied, fremd):
        for seite in ("", "-vorlage-csv", "-vorlage-xlsx"):
            assert client.get(url(f"alt{was}{seite}", gremium.pk)).status_code == 404
    for client in (mitglied, fremd, andere):
        assert client.get(adresse).status_code == 404
        assert client.post(adresse, {}).status_code == 404
    # The file of another kind does not belong here.
    nummer = Importvorschau.objects.get().pk
    anderswo = "beschluesse" if was == "sitzungen" else "sitzungen"
    assert geschaeftsstelle.get(url(f"alt{anderswo}-vorschau", nummer)).status_code == 404
    assert f"alt{was}" not in abgerufen(mitglied, url("gremium-detail", gremium.pk))
    assert not Sitzung.objects.exists()
    assert not Beschluss.objects.exists()
