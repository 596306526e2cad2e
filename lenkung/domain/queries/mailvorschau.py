"""Lesen: der Text einer Einladung, bevor sie hinausgeht, wie ein Mitglied ihn bekommt."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.mailtext import MAILTEXTE
from kim.versand.domain.queries.mailtexte import geltender_text
from kim.versand.regeln.platzhalter import ersetzen
from lenkung.domain.einladungstexte import AENDERUNG, EINLADUNG
from lenkung.domain.queries.einladung import Vorhaben
from lenkung.domain.versenden import werte_von
from lenkung.regeln.versand import Sendungsart


@dataclass(frozen=True, slots=True)
class Mailvorschau:
    betreff: str
    text: str


def mailvorschau(vorhaben: Vorhaben) -> Mailvorschau:
    aenderung = vorhaben.sendung is not None and vorhaben.sendung.sendungsart is Sendungsart.AENDERUNG
    art = AENDERUNG if aenderung else EINLADUNG
    geltend = geltender_text(kreis_id=vorhaben.sitzung.kreis_id, art=art.schluessel)
    mit_link = any(papier.als_link for papier in vorhaben.papiere)
    beispiele = {p.name: p.beispiel for p in MAILTEXTE[art.schluessel].platzhalter}
    werte = {
        **beispiele,
        **werte_von(vorhaben, vorhaben.papiere, pdf=True),
        "name": beispiele["name"],
        "unterlagenlink": beispiele["unterlagenlink"] if mit_link else "",
    }
    text = ersetzen(geltend.text, werte)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return Mailvorschau(ersetzen(geltend.betreff, werte), text)
