"""The manual in the application."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from kim.basis.akteur import SystemAkteur
from kim.web import handbuch


@pytest.fixture
def seiten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(handbuch, "ordner", lambda: tmp_path)
    (tmp_path / "index.md").write_text(
        "# Handbuch\n\nSiehe [Fälle](faelle.md#anlegen) und [Anfang](./index.md).\n"
    )
    (tmp_path / "faelle.md").write_text(
        "# Fälle\n\n## Anlegen\n\n<script>alert(1)</script>\n\n[außen](https://kim.example)\n\n"
        "| Spalte | Zahl |\n|---|--:|\n| a | 1 |\n"
    )
    (tmp_path / "aemter.md").write_text("Ohne Überschrift, mit Vertretung.\n")
    return tmp_path


@pytest.mark.django_db
def test_jede_seite_des_handbuchs_wird_gezeigt_und_jeder_verweis_fuehrt_weiter() -> None:
    client = Client()
    for seite in handbuch.seiten().values():
        antwort = client.get(seite.url)
        assert antwort.status_code == 200, seite.kennung
        for ziel in re.findall(r'href="(/hilfe/[^"#]*)', antwort.content.decode()):
            assert client.get(ziel).status_code == 200, f"{seite.kennung} -> {ziel}"


def test_jede_seite_des_handbuchs_beginnt_mit_ihrem_titel() -> None:
    assert [seite.kennung for seite in handbuch.seiten().values() if not seite.text.startswith("# ")] == []


@pytest.mark.django_db
def test_eine_seite_die_es_nicht_gibt_ist_nicht_gefunden() -> None:
    for kennung in ("gibt-es-nicht", "README", "-"):
        assert Client().get(f"/hilfe/{kennung}/").status_code == 404


def test_der_anfang_steht_vorn_die_anderen_nach_titel(seiten: Path) -> None:
    assert [seite.titel for seite in handbuch.seiten().values()] == ["Handbuch", "aemter", "Fälle"]


def test_verweise_zwischen_seiten_werden_zu_adressen(seiten: Path) -> None:
    html = handbuch.seiten()["index"].html
    assert 'href="/hilfe/faelle/#anlegen"' in html
    assert 'href="/hilfe/"' in html


def test_html_im_text_wirkt_nicht_und_tabellen_haben_keinen_stil(seiten: Path) -> None:
    html = handbuch.seiten()["faelle"].html
    assert "<script>" not in html
    assert "style=" not in html
    assert '<h2 id="anlegen">' in html
    assert 'href="https://kim.example"' in html


def test_eine_geaenderte_datei_wird_neu_gelesen(seiten: Path) -> None:
    import os

    assert handbuch.seiten()["aemter"].titel == "aemter"
    (seiten / "aemter.md").write_text("# Ämter\n")
    os.utime(seiten / "aemter.md", ns=(1, 1))
    assert handbuch.seiten()["aemter"].titel == "Ämter"


def test_die_suche_findet_seiten_mit_allen_worten(seiten: Path) -> None:
    akteur = SystemAkteur("Test")
    assert [t.titel for t in handbuch.suchen(akteur, "vertretung ÜBERSCHRIFT", 10)] == ["aemter"]
    assert handbuch.suchen(akteur, "vertretung anlegen", 10) == []
    assert len(handbuch.suchen(akteur, "a", 2)) == 2
