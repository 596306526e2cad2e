"""Lesen: Vorschläge zur Tagesordnung, ihr Urteil, ihre Schritte und die Sitzungen, für die sie gehen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery

from kim.basis.akteur import Akteur
from kim.basis.befund import Befund
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.models import Geschaeftsordnung, Gremium, Sitzung, Vorschlag, Vorschlagsschritt
from lenkung.regeln import fristen
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.regeln.vorschlag import OFFEN, Schritt, Vorschlagsstand

SITZUNGEN_JE_GREMIUM = 3
"""So viele der nächsten Sitzungen werden zum Vorschlagen angeboten; der Themenspeicher fasst den Rest."""
_ANTWORTEN = (
    Schritt.GEFRAGT.value,
    Schritt.VERSCHOBEN.value,
    Schritt.AUFGENOMMEN.value,
    Schritt.ABGELEHNT.value,
)


def vorschlaege_fuer(akteur: Akteur) -> QuerySet[Vorschlag]:
    return permissions.sichtbare_vorschlaege(akteur).select_related("gremium", "sitzung")


def mit_letzter_antwort(vorschlaege: QuerySet[Vorschlag]) -> QuerySet[Vorschlag]:
    """Fügt hinzu, was die Geschäftsstelle zuletzt dazu schrieb."""
    antworten = Vorschlagsschritt.objects.filter(vorschlag=OuterRef("pk"), art__in=_ANTWORTEN)
    return vorschlaege.annotate(letzte_antwort=Subquery(antworten.order_by("-am", "-pk").values("text")[:1]))


@dataclass(frozen=True, slots=True)
class Urteil:
    """Ob ein Vorschlag rechtzeitig ist, und nach welcher Geschäftsordnung gerechnet wurde."""

    befund: Befund
    geschaeftsordnung: Geschaeftsordnung | None

    @property
    def verspaetet(self) -> bool:
        return self.befund.urteil == "verspaetet"


def urteile_fuer(vorschlaege: Sequence[Vorschlag]) -> dict[int, Urteil]:
    """Je Vorschlag mit Sitzung, gemessen an der, für die er jetzt geht; zwei Abfragen für beliebig viele."""
    sitzungen = list({v.sitzung.pk: v.sitzung for v in vorschlaege if v.sitzung is not None}.values())
    geltende = geltende_fassungen(sitzungen) if sitzungen else {}
    return {
        vorschlag.pk: urteil(vorschlag.eingang, vorschlag.sitzung, geltende[vorschlag.sitzung.pk])
        for vorschlag in vorschlaege
        if vorschlag.sitzung is not None
    }


def urteil(eingang: date, sitzung: Sitzung, go: Geschaeftsordnung | None) -> Urteil:
    ordnung = ordnung_von(go) if go else None
    regel = ordnung.vorschlaege if ordnung else None
    return Urteil(fristen.vorschlag_pruefen(eingang=eingang, sitzungstag=sitzung.tag, regel=regel), go)


# Sessions for which one proposes ----------------------------------------------------------------------------


def offene_sitzungen(gremien: QuerySet[Gremium], jetzt: datetime) -> QuerySet[Sitzung]:
    """Auf deren Tagesordnung noch etwas kommen kann, die nächste zuerst."""
    staende = [stand.value for stand in VERAENDERLICH]
    menge = Sitzung.objects.filter(gremium__in=gremien, beginn__gt=jetzt, stand__in=staende)
    return menge.select_related("gremium").order_by("beginn", "pk")


@dataclass(frozen=True, slots=True)
class Sitzungsangebot:
    """Eine Sitzung mit dem Tag, bis zu dem ein Vorschlag rechtzeitig ist; None: nicht geregelt."""

    sitzung: Sitzung
    rechtzeitig_bis: date | None


def sitzungsangebote(
    gremien: QuerySet[Gremium], jetzt: datetime, je_gremium: int = SITZUNGEN_JE_GREMIUM
) -> list[Sitzungsangebot]:
    """Je Gremium die nächsten; drei Abfragen."""
    gezaehlt: dict[int, int] = {}
    sitzungen = []
    for sitzung in offene_sitzungen(gremien, jetzt)[:200]:
        gezaehlt[sitzung.gremium_id] = gezaehlt.get(sitzung.gremium_id, 0) + 1
        if gezaehlt[sitzung.gremium_id] <= je_gremium:
            sitzungen.append(sitzung)
    geltende = geltende_fassungen(sitzungen) if sitzungen else {}
    return [Sitzungsangebot(sitzung, _bis(sitzung, geltende[sitzung.pk])) for sitzung in sitzungen]


def _bis(sitzung: Sitzung, go: Geschaeftsordnung | None) -> date | None:
    ordnung = ordnung_von(go) if go else None
    if ordnung is None or ordnung.vorschlaege is None:
        return None
    return fristen.vorschlaege_bis(sitzung.tag, ordnung.vorschlaege)


# Numbers and the start page ---------------------------------------------------------------------------------


def anzahl_je_stand(vorschlaege: QuerySet[Vorschlag]) -> dict[str, int]:
    """Eine Abfrage; Stände ohne Vorschlag fehlen."""
    zeilen = vorschlaege.order_by().values("stand").annotate(anzahl=Count("pk"))
    return {zeile["stand"]: zeile["anzahl"] for zeile in zeilen}


OFFENE_STAENDE = tuple(stand.value for stand in Vorschlagsstand if stand in OFFEN)


def mit_neuen_vorschlaegen(gremien: QuerySet[Gremium]) -> QuerySet[Gremium]:
    """Fügt hinzu, wie viele Vorschläge neu sind (`neue_vorschlaege`), und den ältesten davon."""
    neue = Vorschlag.objects.filter(gremium=OuterRef("pk"), stand=Vorschlagsstand.EINGEGANGEN.value)
    zahl = neue.order_by().values("gremium").annotate(zahl=Count("pk")).values("zahl")
    erster = neue.order_by("eingereicht_am", "pk")
    return gremien.annotate(
        neue_vorschlaege=Subquery(zahl),
        neuer_vorschlag_id=Subquery(erster.values("pk")[:1]),
        neuer_vorschlag=Subquery(erster.values("titel")[:1]),
    )


def offene_rueckfragen(akteur: Akteur, hoechstens: int) -> list[Vorschlag]:
    """Rückfragen zu eigenen Vorschlägen. Eine Abfrage."""
    fragen = permissions.eigene_vorschlaege(akteur).filter(stand=Vorschlagsstand.RUECKFRAGE.value)
    return list(fragen.select_related("gremium").order_by("eingereicht_am", "pk")[:hoechstens])


def schritte_von(vorschlag: Vorschlag) -> list[Vorschlagsschritt]:
    return list(vorschlag.schritte.select_related("sitzung").order_by("am", "pk"))


def offene_frage(vorschlag: Vorschlag) -> str:
    """Worauf die Geschäftsstelle eine Antwort erwartet; leer, wenn auf nichts."""
    if vorschlag.lage is not Vorschlagsstand.RUECKFRAGE:
        return ""
    fragen = vorschlag.schritte.filter(art=Schritt.GEFRAGT.value).order_by("-am", "-pk")
    return fragen.values_list("text", flat=True).first() or ""
