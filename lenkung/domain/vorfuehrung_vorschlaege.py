"""Vorschläge und Vorlagen der Vorführung, durch dieselben Vorgänge wie echte; Themen der Quellen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.vorlage import fassung_freigeben, vorlage_anlegen
from lenkung.domain.vorschlag import vorschlag_einreichen, vorschlag_nachfragen, vorschlag_verschieben
from lenkung.models import Besetzung, Gremium
from lenkung.models.zeitraum import am
from lenkung.regeln.reintext import aus_klartext

DATEI = Path(__file__).resolve().parents[1] / "daten" / "vorschlaege.toml"
GRUND = "Vorführung"


def vorschlaege_aufbauen(kreis: Vorfuehrungskreis) -> None:
    daten = tomllib.loads(DATEI.read_text(encoding="utf-8"))
    for angaben in daten["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            _eintragen(Gremium.objects.get(kreis_id=kreis.kreis_id), angaben, kreis)


def _eintragen(gremium: Gremium, angaben: dict[str, list[dict[str, str]]], kreis: Vorfuehrungskreis) -> None:
    akteur = SystemAkteur("Geschäftsstelle", kreis.kreis_id)
    sitzungen = list(offene_sitzungen(Gremium.objects.filter(pk=gremium.pk), timezone.now())[:2])
    personen = list(
        Besetzung.objects.filter(am(timezone.localdate()), gremium=gremium, art="mitglied")
        .order_by("pk")
        .values_list("person_id", flat=True)
    )
    for nummer, satz in enumerate(angaben["vorschlag"]):
        stelle = int(satz.get("sitzung", 0))
        vorschlag = vorschlag_einreichen(
            gremium_id=gremium.pk,
            akteur=akteur,
            person_id=_person(kreis, satz["von"], personen, nummer),
            sitzung_id=sitzungen[stelle - 1].pk if 0 < stelle <= len(sitzungen) else None,
            schluessel=uuid5(NAMESPACE_URL, f"vorfuehrung:{gremium.pk}:{nummer}"),
            angaben={
                "titel": satz["titel"],
                "art": satz["art"],
                "erlaeuterung": satz["erlaeuterung"],
                "minuten": int(satz["minuten"]),
            },
        ).vorschlag
        if frage := satz.get("frage"):
            vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=akteur, text=frage)
        if antwort := satz.get("verschoben"):
            vorschlag_verschieben(vorschlag_id=vorschlag.pk, akteur=akteur, text=antwort)
    for nummer, satz in enumerate(angaben.get("vorlage", ())):
        fassung = vorlage_anlegen(
            gremium_id=gremium.pk,
            akteur=akteur,
            schluessel=uuid5(NAMESPACE_URL, f"vorfuehrung:vorlage:{gremium.pk}:{nummer}"),
            angaben={
                "titel": satz["titel"],
                "verfasser": satz["verfasser"],
                "sachverhalt": aus_klartext(satz["sachverhalt"]),
                "beschlussvorschlag": aus_klartext(satz["beschlussvorschlag"]),
                "auswirkungen": aus_klartext(satz["auswirkungen"]),
            },
        )
        if satz.get("freigegeben"):
            fassung_freigeben(fassung_id=fassung.pk, akteur=akteur)


def _person(kreis: Vorfuehrungskreis, von: str, personen: list[int], nummer: int) -> int | None:
    """Das Konto dieses Namens, sonst eines der Mitglieder."""
    if von in kreis.personen:
        return kreis.personen[von]
    return personen[nummer % len(personen)] if personen else None
