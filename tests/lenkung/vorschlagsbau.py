"""Proposals and Vorlagen for tests, made as the software itself makes them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from kim.basis.akteur import Akteur
from kim.dokumente.domain.dateipruefung import GepruefteDatei, datei_pruefen
from lenkung.domain.vorlage import fassung_freigeben, vorlage_anlegen
from lenkung.domain.vorschlag import Beantwortet, vorschlag_einreichen
from lenkung.models import Gremium, Vorlagenfassung
from tests.lenkung import gobau

ANGABEN = {
    "titel": "Zugang zu Deutschkursen",
    "art": "beratung",
    "erlaeuterung": "In drei Kommunen fehlt ein Kurs.",
    "minuten": 20,
}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def einreichen(gremium: Gremium, akteur: Akteur | None = None, **felder: Any) -> Beantwortet:
    angaben = {**ANGABEN, **{name: felder.pop(name) for name in list(felder) if name in ANGABEN}}
    return vorschlag_einreichen(
        gremium_id=gremium.pk,
        akteur=akteur or gobau.akteur(gremium),
        angaben=angaben,  # type: ignore[arg-type]
        schluessel=felder.pop("schluessel", None) or uuid4(),
        **felder,
    )


def vorlage(gremium: Gremium, *, frei: bool = False, **felder: Any) -> Vorlagenfassung:
    fassung = vorlage_anlegen(
        gremium_id=gremium.pk,
        akteur=gobau.akteur(gremium),
        schluessel=uuid4(),
        vorschlag_id=felder.pop("vorschlag_id", None),
        angaben={
            "titel": "Frühkindliche Bildung",
            "verfasser": "Geschäftsstelle",
            "sachverhalt": "<p>Es fehlen <strong>Plätze</strong>.</p>",
            "beschlussvorschlag": "<p>Die Runde beauftragt die Geschäftsstelle.</p>",
            "auswirkungen": "<ul><li>keine</li></ul>",
            **felder,
        },
    )
    return fassung_freigeben(fassung_id=fassung.pk, akteur=gobau.akteur(gremium)) if frei else fassung


def datei(name: str = "Liste.txt", inhalt: bytes = b"Kommune;Kurse\n") -> GepruefteDatei:
    return datei_pruefen(name=name, inhalt=inhalt)
