"""docker-compose.yml describes what the smoke test starts, and opens nothing by accident."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from scripts.gesundheit import ANMELDESEITE

WURZEL = Path(__file__).resolve().parents[2]
ANWENDUNG = {
    "vorbereitung": "scripts/start_vorbereitung.sh",
    "web": "scripts/start_web.sh",
    "worker": "scripts/start_worker.sh",
    "beat": "scripts/start_beat.sh",
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((WURZEL / "docker-compose.yml").read_text(encoding="utf-8"))


def test_alle_teile_der_anlage_sind_da(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*ANWENDUNG, "db", "redis", "proxy"}


@pytest.mark.parametrize(("dienst", "skript"), ANWENDUNG.items())
def test_dienst_startet_mit_dem_skript_der_rauchprobe(
    compose: dict[str, Any], dienst: str, skript: str
) -> None:
    assert compose["services"][dienst]["command"] == [skript]
    assert os.access(WURZEL / skript, os.X_OK)


@pytest.mark.parametrize("dienst", ["web", "worker", "beat", "db", "redis", "proxy"])
def test_jeder_dauerhafte_dienst_hat_eine_gesundheitspruefung(compose: dict[str, Any], dienst: str) -> None:
    assert compose["services"][dienst]["healthcheck"]["test"][0] == "CMD"


def test_gesundheitspruefung_fragt_die_anmeldeseite() -> None:
    assert reverse("account_login") == ANMELDESEITE


def test_nur_der_proxy_ist_von_aussen_erreichbar(compose: dict[str, Any]) -> None:
    assert {name for name, dienst in compose["services"].items() if "ports" in dienst} == {"proxy"}
    for dienst in ("db", "redis"):
        assert compose["services"][dienst]["networks"] == ["innen"]
    assert compose["networks"]["innen"] == {"internal": True}


@pytest.mark.parametrize("dienst", ANWENDUNG)
def test_anwendung_laeuft_ohne_rechte_und_ohne_schreibbares_system(
    compose: dict[str, Any], dienst: str
) -> None:
    angaben = compose["services"][dienst]
    assert angaben["read_only"] is True
    assert angaben["cap_drop"] == ["ALL"]
    assert angaben["security_opt"] == ["no-new-privileges:true"]


def test_schluesselbund_und_dokumente_liegen_auf_getrennten_datentraegern(compose: dict[str, Any]) -> None:
    assert compose["services"]["web"]["volumes"] == ["dokumente:/daten", "schluessel:/schluessel"]
    assert {"dokumente", "schluessel"} <= set(compose["volumes"])


def test_beispieldatei_nennt_jede_pflichteinstellung() -> None:
    einstellungen = (WURZEL / "kim/settings/production.py").read_text(encoding="utf-8")
    block = re.search(r"= _pflicht\((.*?)\)", einstellungen, re.DOTALL)
    assert block
    pflicht = set(re.findall(r'"(KIM_\w+)"', block[1]))
    beispiel = (WURZEL / "docker/kim.env.beispiel").read_text(encoding="utf-8")
    genannt = set(re.findall(r"^(KIM_\w+)=", beispiel, re.MULTILINE))
    image = set(re.findall(r"\b(KIM_\w+)=/", (WURZEL / "Dockerfile").read_text(encoding="utf-8")))
    assert pflicht <= genannt | image


def test_geheimnisse_stehen_in_dateien_die_nie_eingecheckt_werden(compose: dict[str, Any]) -> None:
    dateien = {dienst["env_file"] for dienst in compose["services"].values() if "env_file" in dienst}
    assert dateien == {"docker/kim.env", "docker/db.env", "docker/proxy.env"}
    assert "/docker/*.env" in (WURZEL / ".gitignore").read_text(encoding="utf-8").splitlines()
    for datei in dateien:
        assert (WURZEL / f"{datei}.beispiel").is_file()


def test_image_laeuft_nicht_als_root() -> None:
    zeilen = (WURZEL / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [zeile for zeile in zeilen if zeile.startswith("USER")] == ["USER kim"]


def test_befehle_im_image_nehmen_die_einstellungen_des_betriebs() -> None:
    """`manage.py` alone falls back to the demo, and would look for the Kreis in an empty SQLite file."""
    letzte_stufe = (WURZEL / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    assert "DJANGO_SETTINGS_MODULE=kim.settings.production" in letzte_stufe


def test_jede_einstellung_der_startskripte_steht_im_betriebshandbuch() -> None:
    handbuch = (WURZEL / "docs/betrieb.md").read_text(encoding="utf-8")
    skripte = "".join(p.read_text(encoding="utf-8") for p in (WURZEL / "scripts").glob("start_*.sh"))
    assert {name for name in re.findall(r"KIM_\w+", skripte) if f"`{name}`" not in handbuch} == set()


@pytest.mark.parametrize(
    ("adresse", "im_protokoll"),
    [
        ("/konten/einladung/abc-1_/neu/", "/konten/einladung//neu/"),
        ("/versand/link/abc/?x=1", "/versand/link//"),
        ("/konto/passwort/neu/4-abc/", "/konto/passwort/neu//"),
        ("/stammdaten/personen/?suche=Probe", "/stammdaten/personen/"),
    ],
)
def test_der_proxy_schreibt_weder_links_noch_suchworte_ins_protokoll(adresse: str, im_protokoll: str) -> None:
    caddyfile = (WURZEL / "docker/Caddyfile").read_text(encoding="utf-8")
    treffer = re.search(r"request>uri regexp `(.+)` \$1$", caddyfile, re.MULTILINE)
    assert treffer
    assert re.sub(treffer[1], lambda fund: fund[1] or "", adresse) == im_protokoll
