"""Lesen: Einwilligungen eines Menschen als Werte für die Regeln, und wie es um sie steht."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from casemgmt import permissions
from casemgmt.models import Einwilligung, Klient, Weitergabe, WeitergabeOhneEinwilligung
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.regeln import einwilligungslage, weitergabe
from casemgmt.regeln.einwilligung import (
    Alter,
    Datenklasse,
    Einwilligungsart,
    Einwilligungsstand,
    Unterzeichnend,
    Zweck,
    alter_am,
)
from casemgmt.regeln.einwilligungslage import Lage
from casemgmt.regeln.werte import Haushaltsrolle
from kim.basis.akteur import Akteur
from kim.basis.zeit import berliner_tag, tagesbeginn

BALD_TAGE = 30
"""So früh vor ihrem Ende steht eine Einwilligung unter „Heute“."""
HOECHSTENS = 200


def worte() -> weitergabe.Worte:
    return weitergabe.Worte(
        {Zweck(wert): str(titel) for wert, titel in ZWECKE},
        {Datenklasse(wert): str(titel) for wert, titel in DATENKLASSEN},
    )


def alter_von(klient: Klient, tag: date) -> Alter:
    # Encrypted fields give back what they hold, not text.
    datum: Any = klient.geburtsdatum
    jahr: Any = klient.geburtsjahr
    unbekannt = datum is None and jahr is None
    return alter_am(tag, geburtsdatum=datum, geburtsjahr=jahr, als_kind=unbekannt and _als_kind(klient, tag))


def _als_kind(klient: Klient, tag: date) -> bool:
    rollen = klient.zugehoerigkeiten.filter(Q(bis__isnull=True) | Q(bis__gte=tag))
    return rollen.filter(rolle=Haushaltsrolle.KIND.value).exists()


def mit_allem(menge: QuerySet[Einwilligung]) -> QuerySet[Einwilligung]:
    return menge.select_related("klient", "erfasst_von").prefetch_related(
        "empfaenger__einrichtung", "empfaenger__person", "unterschriften"
    )


def nummern_von(klient: Klient) -> list[int]:
    """Auch die Sätze, die in diesem aufgegangen sind: Es ist derselbe Mensch."""
    return [klient.pk, *klient.aufgegangene.values_list("pk", flat=True)]


def als_wert(satz: Einwilligung, klient_id: int | None = None) -> weitergabe.Einwilligung:
    unterschriften = list(satz.unterschriften.all())
    return weitergabe.Einwilligung(
        nummer=satz.pk,
        klient=klient_id or satz.klient_id,
        art=Einwilligungsart(satz.art),
        stand=Einwilligungsstand(satz.zustand),
        empfaenger=_empfaengerkreise(satz),
        zwecke=frozenset(map(Zweck, satz.zwecke)),
        klassen=frozenset(map(Datenklasse, satz.datenklassen)),
        von=satz.von,
        bis=satz.bis,
        selbst_unterschrieben=any(u.wer == Unterzeichnend.SELBST for u in unterschriften),
        sorge_unterschriften=sum(u.wer == Unterzeichnend.SORGE for u in unterschriften),
        sorgeberechtigte=satz.sorgeberechtigte,
        muendlich_bis=satz.muendlich_bis,
        widerrufen_am=satz.widerrufen_am,
    )


def _empfaengerkreise(satz: Einwilligung) -> tuple[weitergabe.Empfaengerkreis, ...]:
    personen: dict[int, set[int]] = {}
    for zeile in satz.empfaenger.all():
        dort = personen.setdefault(zeile.einrichtung_id, set())
        if zeile.person_id is not None:
            dort.add(zeile.person_id)
    return tuple(weitergabe.Empfaengerkreis(e, frozenset(p)) for e, p in personen.items())


def werte_von(klient: Klient) -> list[weitergabe.Einwilligung]:
    menge = Einwilligung.objects.filter(
        klient_id__in=nummern_von(klient),
        zustand__in=[Einwilligungsstand.ERTEILT.value, Einwilligungsstand.WIDERRUFEN.value],
    ).prefetch_related("empfaenger", "unterschriften")
    return [als_wert(satz, klient.pk) for satz in menge.order_by("pk")]


def befugnisse_von(klient: Klient) -> list[weitergabe.Befugnis]:
    """Bestätigte, und dringende, über die noch niemand entschieden hat."""
    menge = WeitergabeOhneEinwilligung.objects.filter(
        Q(zustand="bestaetigt") | Q(zustand="beantragt", dringend=True), klient_id__in=nummern_von(klient)
    )
    return [
        weitergabe.Befugnis(
            nummer=satz.pk,
            klient=klient.pk,
            empfaenger=weitergabe.Empfaenger(satz.einrichtung_id, satz.person_id),
            zweck=Zweck(satz.zweck) if satz.zweck else None,
            klassen=frozenset(map(Datenklasse, satz.datenklassen)),
            bestaetigt=satz.zustand == "bestaetigt",
            dringend=satz.dringend,
            ab=satz.beantragt_am if satz.dringend else satz.entschieden_am or satz.beantragt_am,
            letzter_tag=satz.gilt_bis,
            norm=satz.norm,
        )
        for satz in menge.order_by("pk")
    ]


@dataclass(frozen=True, slots=True)
class Einwilligungsbild:
    satz: Einwilligung
    lage: Lage
    alter: Alter
    fehlt: tuple[str, ...]
    """Welche Unterschriften noch fehlen, in Sätzen."""


def bild(satz: Einwilligung, jetzt: datetime) -> Einwilligungsbild:
    tag = berliner_tag(jetzt)
    alter, wert = alter_von(satz.klient, tag), als_wert(satz)
    fehlt = tuple(v.text for v in weitergabe.unterschriften_fehlen(wert, alter, tag))
    return Einwilligungsbild(satz, einwilligungslage.lage(wert, alter, jetzt), alter, fehlt)


def bilder_fuer(akteur: Akteur, klient: Klient, jetzt: datetime) -> list[Einwilligungsbild]:
    menge = permissions.sichtbare_einwilligungen(akteur).filter(klient_id__in=nummern_von(klient))
    return [bild(satz, jetzt) for satz in mit_allem(menge).exclude(zustand="verworfen")]


def weitergaben_zu(akteur: Akteur, satz: Einwilligung) -> QuerySet[Weitergabe]:
    return (
        permissions.sichtbare_weitergaben(akteur)
        .filter(einwilligung=satz)
        .select_related("einrichtung", "person", "durch", "nachricht")
        .prefetch_related("nachricht__zustellungen")
    )


def weitergaben_von(akteur: Akteur, klient: Klient) -> QuerySet[Weitergabe]:
    return (
        permissions.sichtbare_weitergaben(akteur)
        .filter(klient_id__in=nummern_von(klient))
        .select_related("einrichtung", "person", "durch", "nachricht", "ohne", "einwilligung")
        .prefetch_related("nachricht__zustellungen")
    )


# What awaits somebody ---------------------------------------------------------------------------------------


def aufmerksam(akteur: Akteur, tag: date) -> list[Einwilligungsbild]:
    """Was heute oder bald jemanden braucht: eine Unterschrift fehlt, das Kind ist 15, das Ende naht."""
    jetzt = max(timezone.now(), tagesbeginn(tag))
    bald = tag + timedelta(days=BALD_TAGE)
    menge = mit_allem(
        permissions.sichtbare_einwilligungen(akteur).filter(
            Q(zustand="entwurf")
            | Q(zustand="erteilt", bis__lte=bald)
            | Q(zustand="erteilt", muendlich_bis__isnull=False)
            | Q(zustand="erteilt", unterschriften__wer=Unterzeichnend.SORGE.value),
            klient__aufgegangen_in__isnull=True,
            bis__gte=tag,
        )
    ).distinct()
    bilder = [bild(satz, jetzt) for satz in menge.order_by("bis", "pk")[:HOECHSTENS]]
    offen = {Lage.ENTWURF, Lage.UNVOLLSTAENDIG, Lage.MUENDLICH}
    return [b for b in bilder if b.lage in offen or (b.lage is Lage.GILT and b.satz.bis <= bald)]


def kind_ist_fuenfzehn(b: Einwilligungsbild, tag: date) -> bool:
    return weitergabe.aufgabe_mit_fuenfzehn(als_wert(b.satz), b.alter, tag)


def offene_antraege(akteur: Akteur) -> list[WeitergabeOhneEinwilligung]:
    menge = permissions.sichtbare_weitergaben_ohne(akteur).filter(zustand="beantragt")
    satzweise = menge.select_related("klient", "einrichtung", "person", "beantragt_von")
    return list(satzweise.order_by("-dringend", "beantragt_am")[:HOECHSTENS])


def antraege_von(akteur: Akteur, klient: Klient) -> Iterable[WeitergabeOhneEinwilligung]:
    return (
        permissions.sichtbare_weitergaben_ohne(akteur)
        .filter(klient_id__in=nummern_von(klient))
        .select_related("einrichtung", "person", "beantragt_von", "entschieden_von")
    )
