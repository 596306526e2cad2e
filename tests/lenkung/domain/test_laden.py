"""The seats of the three Kreise, as the sources name them, and the people of the demo on them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kim.basis.akteur import SystemAkteur
from kim.stammdaten.domain.laden import stammdaten_laden
from kim.stammdaten.domain.mitgeliefert import mitgelieferte_kreisdatei
from lenkung.domain.laden import gremium_laden, mitgelieferte_gremien, mitgelieferte_gremiendatei
from lenkung.domain.queries.zusammensetzung import zusammensetzung_am
from lenkung.models import Gremium, Sitz
from lenkung.regeln.gremiendatei import GremiendateiFehler, lesen
from tests.fabriken import KreisFactory

pytestmark = pytest.mark.django_db
SYSTEM = SystemAkteur("Test")


@pytest.mark.parametrize(
    ("kuerzel", "mit_stimme", "ohne_stimme", "beginn"),
    [
        ("rhein-sieg-kreis", 17, 0, date(2022, 3, 24)),  # GO RSK § 2 Abs. 1
        (
            "kreis-steinfurt",
            19,
            1,
            date(2021, 6, 30),
        ),  # GO Steinfurt § 4
        ("rhein-kreis-neuss", 15, 0, None),  # 8 Kommunen and the 7 bodies of the slide
    ],
)
def test_die_sitze_stehen_so_in_den_quellen(
    kuerzel: str, mit_stimme: int, ohne_stimme: int, beginn: date | None
) -> None:
    assert kuerzel in mitgelieferte_gremien()
    stammdaten_laden(datei=mitgelieferte_kreisdatei(kuerzel), akteur=SYSTEM)
    ergebnis = gremium_laden(datei=mitgelieferte_gremiendatei(kuerzel), akteur=SYSTEM)
    zahlen = zusammensetzung_am(ergebnis.gremium.pk, date(2023, 1, 1)).zahlen
    assert (zahlen.stimmberechtigt, zahlen.ohne_stimme, zahlen.besetzt) == (mit_stimme, ohne_stimme, 0)
    assert set(Sitz.objects.values_list("von", flat=True)) == {beginn}
    assert not Sitz.objects.filter(beginn_fundstelle="").exists()
    noch_einmal = gremium_laden(datei=mitgelieferte_gremiendatei(kuerzel), akteur=SYSTEM)
    assert (noch_einmal.angelegt, noch_einmal.vorhanden) == (0, ergebnis.angelegt)


def _datei(kreis: str, einrichtung: str):  # type: ignore[no-untyped-def]
    return lesen(
        f'[gremium]\nkreis = "{kreis}"\nname = "LG"\nfundstelle = "GO"\n'
        f'[[sitz]]\neinrichtung = "{einrichtung}"\nfundstelle = "GO"\n'
    )


def test_ohne_stammdaten_wird_nichts_geladen() -> None:
    with pytest.raises(GremiendateiFehler, match="zuerst seine Stammdaten"):
        gremium_laden(datei=_datei("gibt-es-nicht", "Amt"), akteur=SYSTEM)
    with pytest.raises(GremiendateiFehler, match="steht nicht in den Stammdaten"):
        gremium_laden(datei=_datei(KreisFactory().kuerzel, "Amt"), akteur=SYSTEM)
    assert not Gremium.objects.exists()


def test_der_befehl_sagt_was_er_getan_hat(tmp_path: Path) -> None:
    kreis = KreisFactory()
    eigene = tmp_path / "eigene.toml"
    eigene.write_text(f'[gremium]\nkreis = "{kreis.kuerzel}"\nname = "LG"\nfundstelle = "GO"\n')
    ausgabe = io.StringIO()
    call_command("gremien_laden", str(eigene), stdout=ausgabe)
    assert ausgabe.getvalue() == "LG: 1 Einträge angelegt, 0 waren schon da.\n"
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("gremien_laden", "atlantis")
    eigene.write_text("[gremium")
    with pytest.raises(CommandError, match=r"eigene\.toml: Kein gültiges TOML"):
        call_command("gremien_laden", str(eigene))
