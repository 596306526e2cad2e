"""Lesen: Vorlagen mit ihren Fassungen und Anlagen, und was einer Vorlage zur Freigabe noch fehlt."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from lenkung import permissions
from lenkung.models import Anlage, Tagesordnungspunkt, Vorlage, Vorlagenfassung
from lenkung.regeln.reintext import gesichert, ist_leer


def vorlagen_fuer(akteur: Akteur) -> QuerySet[Vorlage]:
    """Mit Titel, Nummer und Freigabe der letzten Fassung, für die Liste."""
    letzte = Vorlagenfassung.objects.filter(vorlage=OuterRef("pk")).order_by("-nummer")
    punkte = Tagesordnungspunkt.objects.filter(vorlage=OuterRef("pk")).order_by("-sitzung__beginn", "pk")
    return (
        permissions.sichtbare_vorlagen(akteur)
        .select_related("gremium")
        .annotate(
            titel=Subquery(letzte.values("titel")[:1]),
            verfasser=Subquery(letzte.values("verfasser")[:1]),
            nummer=Subquery(letzte.values("nummer")[:1]),
            freigegeben_am=Subquery(letzte.values("freigegeben_am")[:1]),
            sitzung_beginn=Subquery(punkte.values("sitzung__beginn")[:1]),
            sitzung_pk=Subquery(punkte.values("sitzung_id")[:1]),
        )
    )


def fassungen_von(vorlage_id: int) -> list[Vorlagenfassung]:
    """Die neueste zuerst."""
    return list(Vorlagenfassung.objects.filter(vorlage_id=vorlage_id).order_by("-nummer"))


def anlagen_von(fassung: Vorlagenfassung) -> list[Anlage]:
    return list(fassung.anlagen.filter(entfernt_am__isnull=True).select_related("dokument"))


def gesetzt(text: str) -> SafeString:
    """Der Text, wie er auf Seite und Papier steht. Gespeichert ist er gereinigt; hier noch einmal."""
    return mark_safe(gesichert(text))


@dataclass(frozen=True, slots=True)
class Mangel:
    """Was einer Vorlage fehlt. Nur was `noetig` ist, hält die Freigabe auf."""

    text: str
    noetig: bool = False


def maengel(fassung: Vorlagenfassung) -> list[Mangel]:
    liste = []
    if ist_leer(fassung.sachverhalt):
        liste.append(Mangel(_("Der Sachverhalt fehlt."), noetig=True))
    if ist_leer(fassung.beschlussvorschlag):
        liste.append(Mangel(_("Ein Beschlussvorschlag fehlt; das passt nur zu einem Bericht.")))
    if ist_leer(fassung.auswirkungen):
        liste.append(Mangel(_("Zu den Auswirkungen steht nichts.")))
    return liste
