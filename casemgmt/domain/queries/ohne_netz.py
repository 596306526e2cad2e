"""Lesen für die Arbeit vor Ort: die Ablage, die Zahl der offenen Einträge, die Tagesmappe."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.einwilligungstexte import entwuerfe, geltende_fassungen
from casemgmt.models import Einwilligungsentwurf, Fallperson, Termin, Uebertragung
from casemgmt.regeln.einwilligungstext import pruefsumme
from casemgmt.regeln.ohne_netz import Ablagegrund, Uebertragungsstand, ohne_namen
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.zeit import tagesbeginn, tagesende
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, kommunen_im_kreis


def ablage_fuer(akteur: Akteur) -> QuerySet[Uebertragung]:
    """Was offen ist zuerst, dann das Erledigte; ohne das, was gleich angenommen wurde."""
    return (
        permissions.mit_sicht_auf_den_fall(akteur, permissions.sichtbare_uebertragungen(akteur))
        .exclude(stand=Uebertragungsstand.ANGENOMMEN)
        .select_related("konto", "kommune", "fall", "geloest_von")
        .annotate(ort_geschuetzt=permissions.geschuetzter_fall("fall_id"))
        .defer("inhalt")
        .order_by("-stand", "-empfangen_am", "-pk")
    )


UNBEKANNTER_FALL = gettext_lazy("Diesen Fall gibt es nicht, oder er gehört nicht mehr zu Ihrem Bereich.")
_VOM_FALL = frozenset({Ablagegrund.KONFLIKT.value, Ablagegrund.UNGUELTIG.value})
"""Gründe, die sagen, wie es um den genannten Fall steht."""


def gezeigter_grund(akteur: Akteur, satz: Uebertragung) -> tuple[str, str]:
    """Grund und Hinweis. Wer den Fall nicht mehr sieht, liest, was zu einer unbekannten Nummer dasteht."""
    if satz.grund in _VOM_FALL and not permissions.sieht_fall_der_uebertragung(akteur, satz):
        return Ablagegrund.KEIN_ZUGANG.value, str(UNBEKANNTER_FALL)
    return satz.grund, satz.hinweis


def offene_in_ablage(akteur: Akteur) -> tuple[int, int]:
    """Eigene, und die anderer unter der eigenen Fachaufsicht; in einer Abfrage."""
    konten = list(
        permissions.sichtbare_uebertragungen(akteur)
        .filter(stand=Uebertragungsstand.OFFEN)
        .values_list("konto_id", flat=True)[:1000]
    )
    eigene = sum(1 for konto in konten if konto == akteur.konto_id)
    return eigene, len(konten) - eigene


@dataclass(frozen=True, slots=True)
class Mappenblatt:
    """Ein geplanter Termin von heute, wie er mitgenommen wird: ohne Namen."""

    aktenzeichen: str
    beginn: datetime
    dauer_minuten: int
    naechster_schritt: str


def tagesmappe(akteur: Akteur, tag: date) -> list[Mappenblatt]:
    termine = list(
        permissions.sichtbare_termine(akteur)
        .filter(
            konto_id=akteur.konto_id or 0,
            stand=Terminstand.GEPLANT,
            beginn__gte=tagesbeginn(tag),
            beginn__lt=tagesende(tag),
        )
        .select_related("fall")
        .prefetch_related("anwesende__klient")
        .order_by("beginn", "pk")
    )
    namen = _namen([termin.fall_id for termin in termine if termin.fall_id])
    for termin in termine:
        # Without a case as well: a person may be known before there is one.
        for person in termin.anwesende.all():
            namen[-termin.pk] += [person.klient.vorname, person.klient.nachname]
    return [
        _blatt(termin, [*namen.get(termin.fall_id or 0, []), *namen.get(-termin.pk, [])])
        for termin in termine
    ]


def _blatt(termin: Termin, namen: list[str]) -> Mappenblatt:
    return Mappenblatt(
        aktenzeichen=str(termin.fall) if termin.fall else "",
        beginn=termin.beginn,
        dauer_minuten=termin.dauer_minuten,
        naechster_schritt=ohne_namen(termin.naechster_schritt, namen),
    )


def _namen(faelle: list[int]) -> dict[int, list[str]]:
    namen: dict[int, list[str]] = defaultdict(list)
    for person in Fallperson.objects.filter(fall_id__in=faelle).select_related("klient"):
        namen[person.fall_id] += [person.klient.vorname, person.klient.nachname]
    return namen


def eigene_kommunen(akteur: Akteur, tag: date) -> list[dict[str, Any]]:
    """Für welche Kommunen diese Person berät; das Gerät fragt danach, wenn es mehr als eine ist."""
    lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
    if akteur.kreis_id is None or not (lokal.kreise or lokal.kommunen):
        return []
    alle = kommunen_im_kreis(akteur.kreis_id, am=tag).order_by("name", "pk")
    return [
        {"id": kommune.pk, "name": kommune.name}
        for kommune in alle
        if lokal.umfasst(akteur.kreis_id, kommune.pk)
    ]


def bereich_des_geraets(akteur: Akteur) -> str:
    lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
    return (Fallbereich.LOKAL if lokal.kreise or lokal.kommunen else Fallbereich.MUKIS).value


def blatt_des_geraets(kreis_id: int) -> dict[str, Any]:
    """Die geltenden Texte der Einwilligung mit ihrer Prüfsumme, und die Namen der Stellen."""
    geltend = geltende_fassungen(kreis_id)
    sprachen = {}
    for sprache, entwurf in entwuerfe().items():
        satz = geltend.get(sprache)
        wortlaut: Any = satz.inhalt if satz is not None else entwurf.als_wert()
        sprachen[sprache] = {**wortlaut, "sha256": satz.sha256 if satz is not None else pruefsumme(wortlaut)}
    stellen = einrichtungen_im_kreis(kreis_id, am=timezone.localdate())
    inhalt = {"sprachen": sprachen, "stellen": [stelle.name for stelle in stellen]}
    return {"stand": pruefsumme(inhalt)[:16], **inhalt}


def offene_entwuerfe(akteur: Akteur) -> QuerySet[Einwilligungsentwurf]:
    """Unterschrieben, aber noch keine Einwilligung: sie liegen mit in der Ablage."""
    return (
        permissions.sichtbare_einwilligungsentwuerfe(akteur)
        .filter(uebernommen_am__isnull=True, abgelegt_am__isnull=True)
        .select_related("konto")
        .defer("angaben")
        .order_by("pk")
    )
