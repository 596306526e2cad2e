from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kim.stammdaten.models import Einrichtung, Kommune, Kreis, Standort

pytestmark = pytest.mark.django_db


def _laden(kreis: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("stammdaten_laden", kreis)
    return capsys.readouterr().out


def test_laden_legt_alles_an_und_beim_zweiten_mal_nichts(capsys: pytest.CaptureFixture[str]) -> None:
    erste = _laden("rhein-sieg-kreis", capsys)
    zahlen = (Kommune.objects.count(), Einrichtung.objects.count(), Standort.objects.count())
    zweite = _laden("rhein-sieg-kreis", capsys)
    assert zahlen == (19, 57, 16)
    assert "93 Einträge angelegt, 0 waren schon da" in erste
    assert "0 Einträge angelegt, 93 waren schon da" in zweite
    assert (Kommune.objects.count(), Einrichtung.objects.count(), Standort.objects.count()) == zahlen


def test_was_jemand_geaendert_hat_bleibt(capsys: pytest.CaptureFixture[str]) -> None:
    _laden("rhein-kreis-neuss", capsys)
    Kreis.objects.filter(kuerzel="rhein-kreis-neuss").update(telefon="02131 1")
    _laden("rhein-kreis-neuss", capsys)
    assert Kreis.objects.get().telefon == "02131 1"


def test_die_fundstelle_steht_in_der_historie(capsys: pytest.CaptureFixture[str]) -> None:
    _laden("kreis-steinfurt", capsys)
    jobcenter = Einrichtung.objects.get(art="jobcenter")
    assert jobcenter.history.get().history_change_reason == "GO Steinfurt § 4"
    assert jobcenter.history.get().akteur_name == "System: Stammdaten laden"


def test_drei_kreise_liegen_nebeneinander(capsys: pytest.CaptureFixture[str]) -> None:
    for kreis in ("rhein-sieg-kreis", "kreis-steinfurt", "rhein-kreis-neuss"):
        _laden(kreis, capsys)
    assert Kommune.objects.count() == 19 + 24 + 8


def test_ein_unbekannter_kreis_wird_genannt() -> None:
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("stammdaten_laden", "kreis-nirgendwo")


def test_eine_eigene_datei_wird_geladen_und_ein_fehler_in_ihr_genannt(tmp_path: Path) -> None:
    datei = tmp_path / "eigene.toml"
    datei.write_text('[kreis]\nkuerzel = "e"\nname = "Kreis E"\nfundstelle = "eigene"\n', encoding="utf-8")
    call_command("stammdaten_laden", str(datei))
    assert Kreis.objects.get().name == "Kreis E"
    datei.write_bytes(b"\xff")
    with pytest.raises(CommandError, match=r"eigene\.toml"):
        call_command("stammdaten_laden", str(datei))
    datei.write_text("[kreis]\n", encoding="utf-8")
    with pytest.raises(CommandError, match="fehlt"):
        call_command("stammdaten_laden", str(datei))
