"""Gremien, Sitze und erfundene Menschen für die Vorführung, durch dieselben Vorgänge wie echte."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.stammdaten.domain.person import funktion_geben, person_anlegen
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis
from lenkung.domain.amt import amt_vergeben
from lenkung.domain.besetzung import nachfolge, sitz_besetzen
from lenkung.domain.go_laden import geschaeftsordnungen_laden
from lenkung.domain.laden import gremium_laden, mitgelieferte_gremiendatei
from lenkung.domain.sitz import Beschluss, sitz_beenden, sitz_einrichten
from lenkung.models import Gremium, Sitz
from lenkung.regeln.besetzung import folgetag
from lenkung.regeln.gremium import AmtArt, BesetzungArt

DATEI = Path(__file__).resolve().parents[1] / "daten" / "vorfuehrung.toml"
GRUND = "Vorführung"


def gremium_vorbereiten(kreis: Vorfuehrungskreis) -> None:
    """Das Gremium, seine Sitze und seine Geschäftsordnung, bevor jemand eine Rolle darauf bekommt."""
    akteur = SystemAkteur(GRUND, kreis.kreis_id)
    gremium = gremium_laden(datei=mitgelieferte_gremiendatei(kreis.kuerzel), akteur=akteur).gremium
    geschaeftsordnungen_laden(gremium_id=gremium.pk, akteur=akteur)


def gremium_aufbauen(kreis: Vorfuehrungskreis) -> None:
    """Besetzt Sitze und Ämter; was die Datei nicht nennt, bleibt frei."""
    roh = tomllib.loads(DATEI.read_text(encoding="utf-8"))
    for angaben in roh["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            _Aufbau(kreis, angaben).bauen()


class _Aufbau:
    def __init__(self, kreis: Vorfuehrungskreis, angaben: Mapping[str, Any]) -> None:
        self.kreis = kreis
        self.angaben = angaben
        self.akteur: Akteur = SystemAkteur(GRUND, kreis.kreis_id)
        self.gremium = Gremium.objects.get(kreis_id=kreis.kreis_id)
        self.personen = {f"@{kennung}": pk for kennung, pk in kreis.personen.items()}
        self.einrichtungen = {e.name: e.pk for e in einrichtungen_im_kreis(kreis.kreis_id)}

    def bauen(self) -> None:
        for wechsel in self.angaben.get("wechsel", ()):
            self._wechsel(wechsel)
        for satz in self.angaben["sitz"]:
            self._besetzen(satz)
        for art in AmtArt:
            if art.value in self.angaben["aemter"]:
                self._amt(art, self.angaben["aemter"][art.value])

    def _sitz(self, satz: Mapping[str, Any]) -> Sitz:
        menge = Sitz.objects.filter(
            gremium=self.gremium, einrichtung_id=self.einrichtungen[satz["einrichtung"]], bis=None
        )
        if "bezeichnung" in satz:
            return menge.get(bezeichnung=satz["bezeichnung"])
        return menge.order_by("pk")[0]

    def _wechsel(self, wechsel: Mapping[str, Any]) -> None:
        """Ein Sitz endet durch Beschluss, ein anderer entsteht am Tag danach."""
        beschluss = Beschluss(wechsel["fundstelle"], wechsel["beschluss_vom"])
        alter = self._sitz({"einrichtung": wechsel["endet"]})
        self._eintragen(alter, BesetzungArt.MITGLIED, wechsel["mitglied"])
        sitz_beenden(
            sitz_id=alter.pk, zum=wechsel["zum"], beschluss=beschluss, akteur=self.akteur, grund=GRUND
        )
        sitz_einrichten(
            gremium_id=self.gremium.pk,
            akteur=self.akteur,
            angaben={
                "einrichtung_id": self.einrichtungen[wechsel["neu"]],
                "von": folgetag(wechsel["zum"]),
                "beginn_tag": beschluss.tag,
                "beginn_fundstelle": beschluss.fundstelle,
            },
            grund=GRUND,
        )

    def _besetzen(self, satz: Mapping[str, Any]) -> None:
        sitz = self._sitz(satz)
        ende = None
        if "endet_in_tagen" in satz:
            ende = timezone.localdate() + timedelta(days=satz["endet_in_tagen"])
        if "vorgaenger" in satz:
            alte = self._eintragen(sitz, BesetzungArt.MITGLIED, satz["vorgaenger"])
            nachfolge(
                besetzung_id=alte,
                person_id=self._person(satz["mitglied"], sitz),
                von=satz["seit"],
                bis=ende,
                akteur=self.akteur,
                grund=GRUND,
            )
        elif "mitglied" in satz:
            self._eintragen(sitz, BesetzungArt.MITGLIED, satz["mitglied"], ende)
        elif "frueher" in satz:
            self._eintragen(sitz, BesetzungArt.MITGLIED, satz["frueher"], satz["frueher_bis"])
        if "stellvertretung" in satz:
            self._eintragen(sitz, BesetzungArt.STELLVERTRETUNG, satz["stellvertretung"])

    def _eintragen(self, sitz: Sitz, art: BesetzungArt, name: str, bis: date | None = None) -> int:
        return sitz_besetzen(
            sitz_id=sitz.pk,
            akteur=self.akteur,
            angaben={"art": art.value, "person_id": self._person(name, sitz), "bis": bis},
            grund=GRUND,
        ).pk

    def _amt(self, art: AmtArt, name: str) -> None:
        amt_vergeben(
            gremium_id=self.gremium.pk,
            akteur=self.akteur,
            angaben={"art": art.value, "person_id": self.personen[name]},
            grund=GRUND,
        )

    def _person(self, name: str, sitz: Sitz) -> int:
        """Wer noch keine Person ist, wird eine, mit einer Adresse des Kreises und ihrer Einrichtung."""
        if name not in self.personen:
            vorname, nachname = name.rsplit(" ", 1)
            person = person_anlegen(
                kreis_id=self.kreis.kreis_id,
                akteur=self.akteur,
                angaben={
                    "vorname": vorname,
                    "nachname": nachname,
                    "email": _adresse(name, self.kreis.domain),
                },
                grund=GRUND,
            )
            funktion_geben(
                person_id=person.pk,
                akteur=self.akteur,
                angaben={"einrichtung_id": sitz.einrichtung_id, "bezeichnung": "Leitung"},
                grund=GRUND,
            )
            self.personen[name] = person.pk
        return self.personen[name]


def _adresse(name: str, domain: str) -> str:
    text = name.lower()
    for umlaut, buchstaben in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, buchstaben)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '.', ascii_text)}@{domain}"
