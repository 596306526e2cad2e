"""Lädt die mitgelieferten Sitze eines Gremiums; beliebig oft, ohne etwas zu verdoppeln."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, kreis_mit_kuerzel
from lenkung.domain.gremium import gremium_anlegen
from lenkung.domain.sitz import sitz_einrichten
from lenkung.models import Gremium, Sitz
from lenkung.regeln.gremiendatei import Gremiendatei, GremiendateiFehler, lesen

DATEN = Path(__file__).resolve().parents[1] / "daten" / "gremien"


@dataclass(frozen=True, slots=True)
class Ladeergebnis:
    gremium: Gremium
    angelegt: int
    vorhanden: int


def mitgelieferte_gremien() -> list[str]:
    return sorted(pfad.stem.replace("_", "-") for pfad in DATEN.glob("*.toml"))


def mitgelieferte_datei(kuerzel: str) -> Path:
    return DATEN / f"{kuerzel.replace('-', '_')}.toml"


def mitgelieferte_gremiendatei(kuerzel: str) -> Gremiendatei:
    return lesen(mitgelieferte_datei(kuerzel).read_text(encoding="utf-8"))


@transaction.atomic
def gremium_laden(*, datei: Gremiendatei, akteur: Akteur) -> Ladeergebnis:
    """Legt an, was fehlt. Was es schon gibt, auch ein beendeter Sitz, gehört den Nutzenden und bleibt."""
    kreis = kreis_mit_kuerzel(datei.gremium.kreis)
    if kreis is None:
        raise GremiendateiFehler(
            f"Den Kreis „{datei.gremium.kreis}“ gibt es noch nicht. Bitte zuerst seine Stammdaten laden."
        )
    einrichtungen = {einrichtung.name: einrichtung.pk for einrichtung in einrichtungen_im_kreis(kreis.pk)}
    for satz in datei.sitze:
        if satz.einrichtung not in einrichtungen:
            raise GremiendateiFehler(
                f"sitz „{satz.name}“: Die Einrichtung steht nicht in den Stammdaten des Kreises."
            )
    angelegt = vorhanden = 0
    gremium = Gremium.objects.filter(kreis=kreis, name=datei.gremium.name).first()
    if gremium is None:
        gremium = gremium_anlegen(
            kreis_id=kreis.pk,
            akteur=akteur,
            angaben={
                "name": datei.gremium.name,
                "kurzname": datei.gremium.kurzname,
                "art": datei.gremium.art,
                "aktiv_ab": datei.gremium.aktiv_ab,
            },
            grund=datei.gremium.fundstelle,
        )
        angelegt += 1
    else:
        vorhanden += 1
    sitze = set(Sitz.objects.filter(gremium=gremium).values_list("einrichtung_id", "bezeichnung"))
    for satz in datei.sitze:
        if (einrichtungen[satz.einrichtung], satz.bezeichnung) in sitze:
            vorhanden += 1
            continue
        sitz_einrichten(
            gremium_id=gremium.pk,
            akteur=akteur,
            angaben={
                "einrichtung_id": einrichtungen[satz.einrichtung],
                "bezeichnung": satz.bezeichnung,
                "stimmrecht": satz.stimmrecht,
                "von": satz.von,
                "beginn_tag": satz.beschluss_vom,
                "beginn_nummer": satz.beschluss_nummer,
                "beginn_fundstelle": satz.fundstelle,
            },
            grund=satz.fundstelle,
        )
        angelegt += 1
    return Ladeergebnis(gremium, angelegt, vorhanden)
