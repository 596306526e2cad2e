"""Was in den früheren Sitzungen der Vorführung geschah: nach den Quellen nachgetragen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.beschlussfolge import folge_abschliessen, folge_anlegen
from lenkung.domain.nachtrag import Anwesend, Nachbeschluss, Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import verlauf_nachtragen
from lenkung.models import Amt, Beschluss, Besetzung, Gremium, Sitzung
from lenkung.models.zeitraum import am
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Folgenstand

DATEI = Path(__file__).resolve().parents[1] / "daten" / "verlauf.toml"
SINNGEMAESS = "Titel und Folge der Punkte sind sinngemäß gesetzt."
ERFUNDEN = "Die Anwesenheit ist erfunden."
UNBEKANNT = "Wer teilnahm, nennt keine Quelle; Sitze gibt es erst seit der Geschäftsordnung vom 24.03.2022."


def verlauf_aufbauen(kreis: Vorfuehrungskreis) -> None:
    for angaben in tomllib.loads(DATEI.read_text(encoding="utf-8"))["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            gremium = Gremium.objects.get(kreis_id=kreis.kreis_id)
            akteur = SystemAkteur("Geschäftsstelle", kreis.kreis_id)
            vorsitz = Amt.objects.select_related("person").get(gremium=gremium, art=AmtArt.VORSITZ.value)
            sitzungen = {
                sitzung.tag: sitzung
                for sitzung in Sitzung.objects.filter(gremium=gremium, stand=Sitzungsstand.GESCHLOSSEN.value)
            }
            for nummer, satz in enumerate(angaben["sitzung"], 1):
                _nachtragen(sitzungen[satz["tag"]], satz, nummer, str(vorsitz.person), akteur)


def _nachtragen(
    sitzung: Sitzung, satz: Mapping[str, Any], nummer: int, leitung: str, akteur: SystemAkteur
) -> None:
    anwesend = list(_anwesende(sitzung, nummer, len(satz["punkt"])))
    saetze = (
        f"Nachgetragen nach: {satz['quelle']}.",
        SINNGEMAESS,
        ERFUNDEN if anwesend else UNBEKANNT,
        satz.get("hinweis", ""),
    )
    herkunft = " ".join(teil for teil in saetze if teil)
    beschluesse = verlauf_nachtragen(
        sitzung_id=sitzung.pk,
        akteur=akteur,
        nachtrag=Nachtrag(
            leitung=leitung,
            punkte=[
                _punkt(punkt, satz.get("fundstelle", satz["quelle"]), "" if stelle else herkunft)
                for stelle, punkt in enumerate(satz["punkt"])
            ],
            anwesend=anwesend,
            beschlussfaehig=satz.get("beschlussfaehig", False),
        ),
    )
    angaben = [angabe for punkt in satz["punkt"] for angabe in punkt.get("beschluss", ())]
    for beschluss, angabe in zip(beschluesse, angaben, strict=True):
        for folge in angabe.get("folge", ()):
            _folge(beschluss, folge, akteur)


def _punkt(punkt: Mapping[str, Any], quelle: str, herkunft: str) -> Nachpunkt:
    """`herkunft` steht beim ersten Punkt: woher die Angaben sind und was erfunden ist."""
    return Nachpunkt(
        titel=punkt["titel"],
        art=Punktart(punkt["art"]),
        minuten=punkt["minuten"],
        erlaeuterung=herkunft or punkt.get("erlaeuterung", ""),
        berichterstattung=punkt.get("vortrag", ""),
        beschluesse=tuple(
            Nachbeschluss(
                titel=beschluss.get("titel", ""),
                text=beschluss["text"],
                ergebnis=beschluss.get("ergebnis", ""),
                fundstelle=f"{quelle}; Wortlaut sinngemäß",
            )
            for beschluss in punkt.get("beschluss", ())
        ),
    )


def _anwesende(sitzung: Sitzung, nummer: int, punkte: int) -> Iterator[Anwesend]:
    """Erfunden, aber jedes Mal gleich: einige fehlen, einige lassen sich vertreten, jemand geht früher."""
    je_sitz: dict[int, set[str]] = {}
    for sitz_id, art in (
        Besetzung.objects.filter(am(sitzung.tag), gremium_id=sitzung.gremium_id)
        .order_by("sitz_id")
        .values_list("sitz_id", "art")
    ):
        je_sitz.setdefault(sitz_id, set()).add(art)
    for stelle, (sitz_id, arten) in enumerate(je_sitz.items()):
        if (stelle + 2 * nummer) % 7 == 0:
            continue
        mitglied = Teilnahmerolle.MITGLIED.value in arten and (
            (stelle + nummer) % 5 != 0 or Teilnahmerolle.STELLVERTRETUNG.value not in arten
        )
        geht_frueher = nummer % 3 == 0 and stelle == nummer
        yield Anwesend(
            sitz_id,
            Teilnahmerolle.MITGLIED if mitglied else Teilnahmerolle.STELLVERTRETUNG,
            punkte=frozenset(range(1, punkte)) if geht_frueher else None,
        )


def _folge(beschluss: Beschluss, angaben: Mapping[str, Any], akteur: SystemAkteur) -> None:
    folge = folge_anlegen(
        beschluss_id=beschluss.pk,
        akteur=akteur,
        angaben={
            "art": angaben["art"],
            "text": angaben["text"],
            "verantwortlich": angaben["verantwortlich"],
            "bis": angaben.get("bis"),
        },
    )
    if "erledigt" in angaben:
        folge_abschliessen(
            folge_id=folge.pk, akteur=akteur, stand=Folgenstand.ERLEDIGT, am=angaben["erledigt"]
        )
