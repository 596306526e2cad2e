"""Files stay short, layers hold, and rights and roles fit each other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION
from kim.basis.rechte import RECHTE
from kim.konten.regeln.rollen import ROLLEN
from tests.architektur import quelltext
from tests.werkzeug.adressen import alle_adressen

HOECHSTZAHL_ZEILEN = 400
ORDNER = (*quelltext.EIGENE_APPS, "templates", "static", "scripts", "tests", "bench")
ENDUNGEN = {".py", ".html", ".css", ".js", ".sh", ".toml"}
# Data to be read in one piece, and what another project made.
AUSGENOMMEN = ("migrations", "daten", "__pycache__", "boden")


def _dateien() -> list[Path]:
    return [
        pfad
        for ordner in ORDNER
        for pfad in sorted((quelltext.WURZEL / ordner).rglob("*"))
        if pfad.suffix in ENDUNGEN and not set(AUSGENOMMEN) & set(pfad.parts)
    ]


def test_keine_datei_ist_laenger_als_vierhundert_zeilen() -> None:
    laengen = {quelltext.kurz(p): len(p.read_text(encoding="utf-8").splitlines()) for p in _dateien()}
    assert {name: zeilen for name, zeilen in laengen.items() if zeilen > HOECHSTZAHL_ZEILEN} == {}


def test_die_schichten_halten() -> None:
    programm = Path(sys.executable).parent / "lint-imports"
    lauf = subprocess.run(
        [str(programm), "--no-cache"], cwd=quelltext.WURZEL, capture_output=True, text=True, timeout=120
    )
    assert lauf.returncode == 0, lauf.stdout[-4000:] + lauf.stderr[-2000:]


def test_jedes_recht_einer_rolle_gibt_es_und_jedes_recht_steht_in_einer_rolle() -> None:
    vergeben = {recht for angabe in ROLLEN.values() for recht in angabe.rechte}
    assert vergeben == {recht.schluessel for recht in RECHTE}


def test_jedes_recht_gehoert_zu_seinem_raum_und_sagt_was_man_darf() -> None:
    raeume = {Path(p).name for p in (quelltext.WURZEL / "kim").iterdir()} | {m.value for m in Modul}
    for recht in RECHTE:
        raum, punkt, tat = recht.schluessel.partition(".")
        assert raum in raeume, recht
        assert re.fullmatch(r"\.[a-z_]+", punkt + tat), recht
        assert re.fullmatch(r".+[^.]", recht.titel), recht
        assert (recht.modul is not None) == (raum in set(Modul)), recht


def test_jedes_im_quelltext_genannte_recht_gibt_es() -> None:
    """A misspelt right would deny for ever, or raise only where somebody clicks."""
    muster = re.compile(
        r"(?:hat_recht|bereiche_mit)\(\s*[\"']([a-z_.0-9]+)[\"']|recht=[\"']([a-z_.0-9]+)[\"']"
    )
    genannt = {
        (eins or zwei, quelltext.kurz(pfad))
        for pfad in quelltext.python_dateien()
        for eins, zwei in muster.findall(pfad.read_text(encoding="utf-8"))
    }
    assert {(recht, wo) for recht, wo in genannt if recht not in RECHTE} == set()


def test_jeder_eintrag_der_navigation_fuehrt_auf_eine_seite_die_dasselbe_recht_verlangt() -> None:
    angaben = {adresse.name: adresse.angabe for adresse in alle_adressen()}
    for eintrag in NAVIGATION:
        angabe = angaben[eintrag.url_name]
        assert angabe is not None
        assert eintrag.recht == angabe.recht, eintrag
        raum = eintrag.url_name.partition(":")[0]
        assert (eintrag.modul.value if eintrag.modul else None) == (raum if raum in set(Modul) else None), (
            eintrag
        )


@pytest.mark.parametrize("rolle", list(ROLLEN))
def test_rollen_die_klienten_sehen_verlangen_bestaetigung_und_zweiten_faktor(rolle: str) -> None:
    angabe = ROLLEN[rolle]
    assert type(angabe.sieht_klientendaten) is bool
    assert type(angabe.sieht_personendaten) is bool
    if angabe.sieht_klientendaten:
        assert angabe.sieht_personendaten, "who sees clients sees personal data"
    if angabe.anmeldelink:
        assert not angabe.sieht_personendaten, "a mailed link is no second factor"
