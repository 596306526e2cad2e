"""Closed sessions with a draft of their Niederschrift, for tests."""

from __future__ import annotations

from typing import Any

from lenkung.domain.niederschrift import abschnitt_schreiben, niederschrift_beginnen
from lenkung.domain.notiz import notiz_schreiben
from lenkung.models import Gremium, Niederschrift, Niederschriftsabschnitt, Sitzung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau


def geschlossene_sitzung(gremium: Gremium | None = None, *, punkte: int = 2, **felder: Any) -> Sitzung:
    """Three of four seats there; the first item decided by consensus, the second debated and noted."""
    satz = bau.eroeffnet(gremium or bau.lenkungsgruppe(4), punkte=punkte, **felder)
    erster, zweiter = bau.punkte(satz)[:2]
    zweiter.art = "beratung"
    zweiter.save()
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    bau.rufe_auf(satz, zweiter)
    notiz_schreiben(
        sitzung_id=satz.pk,
        punkt_id=zweiter.pk,
        text="Vertagt.\r\nMehr dazu im Mai.",
        zaehler=0,
        eintrag=bau.eintrag(satz.gremium),
    )
    bau.schliesse(satz, rest_absetzen=True)
    return frisch(satz)


def frisch(satz: Sitzung) -> Sitzung:
    return Sitzung.objects.select_related("gremium", "geschaeftsordnung").get(pk=satz.pk)


def entwurf(satz: Sitzung, **felder: Any) -> Niederschrift:
    return niederschrift_beginnen(
        sitzung_id=satz.pk, akteur=felder.pop("akteur", None) or gobau.akteur(satz.gremium)
    )


def abschnitt(satz: Sitzung, art: str = "punkt", nummer: int = 1) -> Niederschriftsabschnitt:
    menge = Niederschriftsabschnitt.objects.filter(niederschrift__sitzung=satz, art=art)
    return menge.get(punkt__position=nummer) if art == "punkt" else menge.get()


def schreibe(teil: Niederschriftsabschnitt, text: str, **felder: Any) -> Niederschriftsabschnitt:
    gremium = teil.niederschrift.sitzung.gremium
    return abschnitt_schreiben(
        abschnitt_id=teil.pk,
        text=text,
        zaehler=felder.pop("zaehler", teil.zaehler),
        akteur=felder.pop("akteur", None) or gobau.akteur(gremium),
        **felder,
    )
