"""Die Arbeitsgruppen der Vorführung, durch dieselben Vorgänge wie echte; benannt nach den Quellen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from lenkung.domain.ag_bericht import bericht_abgeben, bericht_schreiben, faellige_vorschlagen
from lenkung.domain.ag_mitglied import mitglied_aufnehmen
from lenkung.domain.ag_treffen import treffen_eintragen, treffen_fertigstellen
from lenkung.domain.arbeitsgruppe import arbeitsgruppe_beenden, arbeitsgruppe_einsetzen
from lenkung.models import Amt, Arbeitsgruppe, Beschluss, Gremium
from lenkung.regeln.arbeitsgruppe import AGRolle
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.reintext import aus_klartext
from lenkung.regeln.verlauf import Folgenart, Folgenstand

DATEI = Path(__file__).resolve().parents[1] / "daten" / "arbeitsgruppen.toml"


def arbeitsgruppen_aufbauen(kreis: Vorfuehrungskreis) -> None:
    for angaben in tomllib.loads(DATEI.read_text(encoding="utf-8"))["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            bau = _Aufbau(kreis)
            for satz in angaben["arbeitsgruppe"]:
                bau.einsetzen(satz)
            faellige_vorschlagen(jetzt=timezone.now())


class _Aufbau:
    def __init__(self, kreis: Vorfuehrungskreis) -> None:
        self.akteur = SystemAkteur("Geschäftsstelle", kreis.kreis_id)
        self.gremium = Gremium.objects.get(kreis_id=kreis.kreis_id)
        self.heute = timezone.localdate()
        self.personen = {f"@{kennung}": pk for kennung, pk in kreis.personen.items()}
        for person in personen_im_kreis(kreis.kreis_id):
            self.personen.setdefault(f"{person.vorname} {person.nachname}", person.pk)
        vorsitz = Amt.objects.get(gremium=self.gremium, art=AmtArt.VORSITZ.value)
        self.personen[""] = vorsitz.person_id

    def einsetzen(self, satz: Mapping[str, Any]) -> None:
        beschluss = self.gremium.beschluesse.filter(titel=satz.get("beschluss", "-")).first()
        tage = satz.get("bericht_in_tagen")
        ag = arbeitsgruppe_einsetzen(
            gremium_id=self.gremium.pk,
            akteur=self.akteur,
            angaben={
                "art": satz["art"],
                "name": satz["name"],
                "auftrag": satz["auftrag"],
                "beginn": satz["beginn"],
                "bericht_bis": None if tage is None else self.heute + timedelta(days=tage),
                "beschluss_id": beschluss.pk if beschluss else None,
            },
            leitung={
                "person_id": self.personen[satz["leitung"]],
                "fuer": satz.get("leitung_fuer", ""),
                "uebertragen_am": satz["beginn"] if satz["leitung"] else None,
            },
            folge_id=self._folge(beschluss) if satz.get("erledigt_folge") else None,
        )
        for rolle, liste in ((AGRolle.MITGLIED, "mitglieder"), (AGRolle.FACHKUNDIG, "fachkundig")):
            for name in satz.get(liste, ()):
                mitglied_aufnehmen(
                    arbeitsgruppe_id=ag.pk,
                    akteur=self.akteur,
                    angaben={
                        "person_id": self.personen[name],
                        "rolle": rolle.value,
                        "von": satz["beginn"],
                    },
                )
        for treffen in satz.get("treffen", ()):
            self._treffen(ag, treffen)
        if "bericht" in satz:
            self._bericht(ag, satz)
        if "beendet" in satz:
            arbeitsgruppe_beenden(
                arbeitsgruppe_id=ag.pk, zum=satz["beendet"], akteur=self.akteur, grund=satz["grund"]
            )

    def _folge(self, beschluss: Beschluss | None) -> int | None:
        assert beschluss is not None  # the file names it
        offen = beschluss.folgen.filter(art=Folgenart.ARBEITSGRUPPE.value, stand=Folgenstand.OFFEN.value)
        return offen.values_list("pk", flat=True).first()

    def _treffen(self, ag: Arbeitsgruppe, satz: Mapping[str, Any]) -> None:
        text = satz.get("protokoll", "")
        namen = [str(m.person) for m in ag.mitglieder.select_related("person").order_by("pk")]
        treffen = treffen_eintragen(
            arbeitsgruppe_id=ag.pk,
            akteur=self.akteur,
            angaben={
                "tag": self.heute - timedelta(days=satz["vor_tagen"]),
                "ort": satz["ort"],
                "anwesende": "\n".join(namen) if text else "",
                "gaeste": satz.get("gaeste", ""),
                "protokoll": aus_klartext(text),
            },
        )
        if text:
            treffen_fertigstellen(treffen_id=treffen.pk, akteur=self.akteur)

    def _bericht(self, ag: Arbeitsgruppe, satz: Mapping[str, Any]) -> None:
        bericht = bericht_schreiben(
            arbeitsgruppe_id=ag.pk,
            akteur=self.akteur,
            angaben={
                "text": aus_klartext(satz["bericht"]),
                "beschlussvorschlag": aus_klartext(satz["beschlussvorschlag"]),
            },
        )
        bericht_abgeben(bericht_id=bericht.pk, akteur=self.akteur)
