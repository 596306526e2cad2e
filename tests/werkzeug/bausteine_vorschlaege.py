"""What a world needs around proposals and Vorlagen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.konten.regeln.rollen import Rolle
from lenkung.domain.anlage import anlagen_zum_vorschlag
from lenkung.domain.vorlage import vorlage_anlegen
from lenkung.domain.vorschlag import vorschlag_einreichen, vorschlag_nachfragen

Welt = Any


def _vorschlag(welt: Welt, titel: str, **felder: Any) -> Any:
    return vorschlag_einreichen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={"titel": titel, "art": "beratung", "erlaeuterung": "Es fehlt ein Kurs.", "minuten": 15},
        schluessel=uuid4(),
        **felder,
    ).vorschlag


def _offener(welt: Welt) -> Any:
    return _vorschlag(welt, "Zugang zu Deutschkursen", sitzung_id=welt["sitzung"].pk)


def _mit_rueckfrage(welt: Welt) -> Any:
    vorschlag = _vorschlag(welt, "Sprechstunde in den Kommunen")
    akteur = welt.konten[Rolle.GESCHAEFTSSTELLE]
    return vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=akteur, text="Wer trägt vor?").vorschlag


def _anlage(welt: Welt) -> Any:
    datei = datei_pruefen(name="Kurse.txt", inhalt=b"Kommune;Kurse\n")
    akteur = welt.konten[Rolle.GESCHAEFTSSTELLE]
    return anlagen_zum_vorschlag(vorschlag_id=welt["vorschlag"].pk, dateien=[datei], akteur=akteur)[0]


def _fassung(welt: Welt) -> Any:
    return vorlage_anlegen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "titel": "Frühkindliche Bildung",
            "verfasser": "Geschäftsstelle",
            "sachverhalt": "<p>Es fehlen Plätze.</p>",
        },
        schluessel=uuid4(),
        vorschlag_id=welt["vorschlag"].pk,
    )


VORSCHLAEGE: dict[str, Callable[[Welt], Any]] = {
    "vorschlag": _offener,
    "vorschlag_rueckfrage": _mit_rueckfrage,
    "anlage": _anlage,
    "vorlagenfassung": _fassung,
    "vorlage": lambda welt: welt["vorlagenfassung"].vorlage,
}
