"""What a world needs around Beschlüsse: a session that was held, what it decided, what is overdue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.domain.einspielen import importvorschau_anlegen
from kim.stammdaten.regeln.einspielung import Zeile
from kim.versand.models import Zustellung
from lenkung.domain.beschlussfolge import folge_abschliessen, folge_anlegen
from lenkung.domain.folgelink import bericht_erbitten
from lenkung.models import Tagesordnungspunkt
from lenkung.regeln.verlauf import Folgenstand, Weise
from tests.lenkung import verlaufsbau
from tests.lenkung.sitzungsbau import sitzung

Welt = Any


def _gehaltene_sitzung(welt: Welt) -> Any:
    """A month ago: so that what it ordered can be overdue."""
    assert welt["besetzung"]
    satz = sitzung(
        welt["gremium"],
        timezone.localdate() - timedelta(days=30),
        "eingeladen",
        ort="Kreishaus",
        geschaeftsordnung=welt["geschaeftsordnung_in_kraft"],
    )
    Tagesordnungspunkt.objects.create(
        sitzung=satz, position=1, art="beschluss", titel="Sprachkurse am Abend einrichten"
    )
    for nummer, sitz in enumerate(verlaufsbau.sitze(satz.gremium)[:2]):
        verlaufsbau.komme(satz, sitz, zeit=satz.beginn + timedelta(minutes=nummer))
    verlaufsbau.eroeffne(satz, zeit=satz.beginn + timedelta(minutes=5))
    satz.refresh_from_db()
    return satz


def _beschluss(welt: Welt) -> Any:
    satz = welt["sitzung_gehalten"]
    wann = satz.beginn + timedelta(minutes=10)
    punkt = verlaufsbau.rufe_auf(satz, verlaufsbau.punkte(satz)[0], zeit=wann)
    abstimmung = verlaufsbau.beginne(satz, punkt, Weise.NAMENTLICH, zeit=wann)
    stimmen = {sitz.pk: "ja" for sitz in verlaufsbau.sitze(satz.gremium)[:2]}
    gezaehlt = verlaufsbau.zaehle_namentlich(abstimmung, stimmen, zeit=wann)
    return verlaufsbau.stelle_fest(gezaehlt, zeit=wann)


def _folge(welt: Welt) -> Any:
    return folge_anlegen(
        beschluss_id=welt["beschluss"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "art": "aufgabe",
            "text": "Räume und Lehrkräfte suchen",
            "verantwortlich": "Volkshochschule",
            "email": "vhs@verband.example",
            "bis": timezone.localdate() - timedelta(days=2),
        },
    )


def _abgeschlossene_folge(welt: Welt) -> Any:
    wer = welt.konten[Rolle.GESCHAEFTSSTELLE]
    folge = folge_anlegen(
        beschluss_id=welt["beschluss"].pk,
        akteur=wer,
        angaben={"art": "presse", "text": "Gemeinsam ankündigen", "verantwortlich": "Pressestelle"},
    )
    return folge_abschliessen(
        folge_id=folge.pk, akteur=wer, stand=Folgenstand.ERLEDIGT, am=timezone.localdate()
    )


def _folgelink(welt: Welt) -> str:
    """The secret of the address; only its fingerprint is stored."""
    folge = bericht_erbitten(folge_id=welt["folge"].pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE])
    zustellung = Zustellung.objects.get(bezug=f"folge:{folge.pk}")
    treffer = re.search(r"/folgebericht/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


def _alte_liste(art: str, kopf: tuple[str, ...], zeile: tuple[str, ...]) -> Callable[[Welt], Any]:
    """A checked file that waits for its confirmation."""

    def anlegen(welt: Welt) -> Any:
        return importvorschau_anlegen(
            kreis_id=welt.kreis.pk,
            art=art,
            bezug_id=welt["gremium"].pk,
            kopf=kopf,
            zeilen=[Zeile(2, zeile)],
            akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
            jetzt=timezone.now(),
        )

    return anlegen


BESCHLUESSE: dict[str, Callable[[Welt], Any]] = {
    "sitzung_gehalten": _gehaltene_sitzung,
    "beschluss": _beschluss,
    "folge": _folge,
    "folge_abgeschlossen": _abgeschlossene_folge,
    "folgelink": _folgelink,
    "altsitzungen": _alte_liste("sitzungen", ("Tag", "Beginn"), ("24.03.2022", "14:00")),
    "altbeschluesse": _alte_liste(
        "beschluesse",
        ("Nummer", "Tag", "Titel", "Wortlaut", "Ergebnis"),
        ("1/2022", "24.03.2022", "Kitas", "Es werden Plätze geschaffen.", "angenommen"),
    ),
}
