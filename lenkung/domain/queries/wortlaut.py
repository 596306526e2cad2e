"""Lesen: worüber zu einem Punkt entschieden wird, Wort für Wort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from kim.basis.akteur import Akteur
from lenkung import permissions
from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.models import Abstimmung, Beschluss, Tagesordnungspunkt, Wortlaut
from lenkung.regeln.reintext import aus_klartext, klartext
from lenkung.regeln.verlauf import Abstimmungsstand

FASSUNGEN_HOECHSTENS = 50


def wortlaute_von(punkte: Iterable[Tagesordnungspunkt]) -> dict[int, str]:
    """Je Punkt die letzte Fassung der Sitzung, sonst der Beschlussvorschlag seiner Vorlage; zwei Abfragen."""
    punkte = list(punkte)
    letzte = Wortlaut.objects.filter(punkt_id__in=[punkt.pk for punkt in punkte]).order_by("nummer")
    texte = {wortlaut.punkt_id: wortlaut.text for wortlaut in letzte}
    vorlagen = {punkt.pk: punkt.vorlage_id for punkt in punkte if punkt.vorlage_id and punkt.pk not in texte}
    if vorlagen:
        fassungen = geltende_fassungen_von(vorlagen.values())
        texte |= {
            punkt_id: klartext(fassungen[vorlage_id].beschlussvorschlag)
            for punkt_id, vorlage_id in vorlagen.items()
            if vorlage_id in fassungen
        }
    return {punkt_id: text for punkt_id, text in texte.items() if text.strip()}


def wortlaut_gesetzt(text: str) -> SafeString:
    """Mit Absätzen und Listen, wie auf der Vorlage."""
    return gesetzt(aus_klartext(text))


@dataclass(frozen=True, slots=True)
class Fassungszeile:
    """Eine Fassung des Wortlauts, ob der Beschluss sie hat, und die verworfenen Abstimmungen über sie."""

    fassung: Wortlaut
    beschlossen: bool
    verworfene: Sequence[Abstimmung]


def fassungen_zum(akteur: Akteur, beschluss: Beschluss) -> list[Fassungszeile]:
    """Die neueste zuerst, nur wo es mehr als eine gibt, und höchstens 50; zwei Abfragen."""
    if beschluss.abstimmung is None:
        return []
    verworfene = Abstimmung.objects.filter(stand=Abstimmungsstand.VERWORFEN.value)
    menge = permissions.sichtbare_wortlaute(akteur).filter(punkt=beschluss.abstimmung.punkt_id)
    mit_abstimmungen = menge.order_by("-nummer").prefetch_related(
        Prefetch("abstimmungen", queryset=verworfene.order_by("begonnen_am", "pk"))
    )
    fassungen = list(mit_abstimmungen[:FASSUNGEN_HOECHSTENS])
    if len(fassungen) < 2:
        return []
    gilt = beschluss.abstimmung.wortlaut_id
    return [
        Fassungszeile(fassung, fassung.pk == gilt, list(fassung.abstimmungen.all())) for fassung in fassungen
    ]
