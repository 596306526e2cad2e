"""Collected scripts import each other by names that change with the content."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from kim.web.ablage import Ablage
from tests.architektur.quelltext import WURZEL

ORDNER = "js/ohne_netz"


def test_module_nennen_einander_mit_dem_namen_ihres_inhalts(tmp_path: Path) -> None:
    quelle = FileSystemStorage(location=WURZEL / "static")
    ablage = Ablage(location=tmp_path, base_url="/static/")
    namen = [f"{ORDNER}/{name}" for name in quelle.listdir(ORDNER)[1]]
    for name in namen:
        with quelle.open(name) as datei:
            ablage.save(name, datei)
    assert list(ablage.post_process({name: (ablage, name) for name in namen}))
    text = (tmp_path / ablage.stored_name(f"{ORDNER}/ablauf.js")).read_text()
    importe = set(re.findall(r'from\s*"\./([^"]+)"', text))
    assert len(importe) >= 7
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) for name in importe)
    assert [name for name in importe if not (tmp_path / ORDNER / name).is_file()] == []
