"""Lesen: Umläufe, wer geantwortet hat, und was daraus würde. Das Urteil kommt aus `regeln/umlauf.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from kim.basis.akteur import Akteur
from kim.basis.zeit import berliner_tag
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von, geschaeftsordnung_in_kraft, ordnung_von
from lenkung.models import (
    Geschaeftsordnung,
    Umlaufstimme,
    Umlaufteilnahme,
    Umlaufverfahren,
    Vorlagenfassung,
)
from lenkung.regeln.augenblick import Augenblick, Urteil
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.umlauf import Umlaufstand, Zulassung, ergebnis_des_umlaufs, reif, zulassung
from lenkung.regeln.vertretung import Sitz as Regelsitz


@dataclass(frozen=True, slots=True)
class Zugelassen:
    """Was die heute geltende Geschäftsordnung zum Umlauf sagt."""

    go: Geschaeftsordnung | None
    zulassung: Zulassung

    def __bool__(self) -> bool:
        return self.zulassung.zulaessig


def zulassung_heute(gremium_id: int, tag: date) -> Zugelassen:
    go = geschaeftsordnung_in_kraft(gremium_id, tag)
    if go is None:
        return Zugelassen(None, zulassung("", None))
    return Zugelassen(go, zulassung(go.bezeichnung, bestimmungen_von(go).get("verfahren")))


def umlaeufe_fuer(akteur: Akteur, gremium_id: int) -> QuerySet[Umlaufverfahren]:
    """Mit der Zahl der Sitze und der Antworten, für die Liste."""
    return (
        permissions.sichtbare_umlaufverfahren(akteur)
        .filter(gremium_id=gremium_id)
        .select_related("beschluss")
        .annotate(sitze=Count("stimmen"), antworten=Count("stimmen", filter=~Q(stimmen__wert="")))
    )


@dataclass(frozen=True, slots=True)
class Stimmzeile:
    """Ein Sitz mit denen, die gefragt sind, und der Antwort, die gilt."""

    stimme: Umlaufstimme
    mitglied: Umlaufteilnahme | None
    stellvertretung: Umlaufteilnahme | None

    @property
    def besetzt(self) -> bool:
        return self.mitglied is not None or self.stellvertretung is not None

    @property
    def offen(self) -> bool:
        return self.besetzt and not self.stimme.wert

    @property
    def gefragt(self) -> list[Umlaufteilnahme]:
        return [person for person in (self.mitglied, self.stellvertretung) if person is not None]


@dataclass(frozen=True)
class Umlaufbild:
    """Ein Umlauf mit allen Sitzen; zwei Abfragen, gleich wie viele es sind, und eine für die Regeln."""

    umlauf: Umlaufverfahren
    zeilen: list[Stimmzeile]

    @property
    def beantwortet(self) -> int:
        return sum(bool(zeile.stimme.wert) for zeile in self.zeilen)

    @property
    def offene(self) -> list[Stimmzeile]:
        return [zeile for zeile in self.zeilen if zeile.offen]

    def reif(self, jetzt: datetime) -> bool:
        return self.umlauf.lage is Umlaufstand.LAEUFT and reif(
            frist=self.umlauf.frist, jetzt=jetzt, offene=len(self.offene)
        )

    @cached_property
    def ordnung(self) -> Ordnung:
        go = self.umlauf.geschaeftsordnung
        return (ordnung_von(go) if go else None) or Ordnung()

    def ergebnis(self, *, stichentscheid: bool = False) -> tuple[Augenblick, Urteil]:
        """Wie es nach den Antworten bis jetzt stünde."""
        tag = berliner_tag(self.umlauf.begonnen_am or self.umlauf.angelegt_am)
        return ergebnis_des_umlaufs(
            self.ordnung,
            sitze=[_regelsitz(zeile, tag) for zeile in self.zeilen],
            tag=tag,
            stimmen={
                str(zeile.stimme.sitz_id): gesagt
                for zeile in self.zeilen
                if (gesagt := zeile.stimme.gesagt) is not None
            },
            stichentscheid=stichentscheid,
        )


def _regelsitz(zeile: Stimmzeile, tag: date) -> Regelsitz:
    """Wie er bei Beginn war: nur Sitze mit Stimme sind gefragt."""
    return Regelsitz(
        str(zeile.stimme.sitz_id),
        True,
        tag,
        mitglied=zeile.mitglied.name if zeile.mitglied else None,
        stellvertretung=zeile.stellvertretung.name if zeile.stellvertretung else None,
    )


def umlaufbild(umlauf: Umlaufverfahren) -> Umlaufbild:
    stimmen = (
        Umlaufstimme.objects.filter(umlauf=umlauf)
        .select_related("sitz__einrichtung", "sitz__gremium")
        .prefetch_related(Prefetch("teilnahmen", queryset=Umlaufteilnahme.objects.order_by("rolle")))
        .order_by("sitz__einrichtung__name", "pk")
    )
    return Umlaufbild(umlauf, [_zeile(stimme) for stimme in stimmen])


def _zeile(stimme: Umlaufstimme) -> Stimmzeile:
    je_rolle = {teilnahme.rolle: teilnahme for teilnahme in stimme.teilnahmen.all()}
    return Stimmzeile(
        stimme,
        je_rolle.get(Teilnahmerolle.MITGLIED.value),
        je_rolle.get(Teilnahmerolle.STELLVERTRETUNG.value),
    )


def befragte(umlauf: Umlaufverfahren) -> list[Umlaufteilnahme]:
    menge = Umlaufteilnahme.objects.filter(stimme__umlauf=umlauf).select_related("stimme")
    return list(menge.order_by("pk"))


def mit_umlauf(teilnahme_id: int) -> Umlaufteilnahme:
    """Mit allem, was die Seite zum Antworten zeigt."""
    return Umlaufteilnahme.objects.select_related(
        "stimme__umlauf__gremium__kreis",
        "stimme__umlauf__fassung",
        "stimme__umlauf__geschaeftsordnung",
        "stimme__sitz__einrichtung",
        "stimme__sitz__gremium",
    ).get(pk=teilnahme_id)


def laufende_fuer(akteur: Akteur, jetzt: datetime) -> list[Umlaufteilnahme]:
    """Worauf die Person selbst noch antworten kann."""
    menge = permissions.eigene_umlaufteilnahmen(akteur).filter(
        stimme__umlauf__stand=Umlaufstand.LAEUFT.value, stimme__umlauf__frist__gt=jetzt
    )
    return list(menge.select_related("stimme__umlauf__gremium").order_by("stimme__umlauf__frist", "pk"))


def waehlbare_fassungen(gremium_id: int) -> QuerySet[Vorlagenfassung]:
    """Freigegebene Vorlagen dieses Gremiums, die neuesten zuerst."""
    return Vorlagenfassung.objects.filter(
        vorlage__gremium_id=gremium_id, freigegeben_am__isnull=False
    ).order_by("-freigegeben_am", "-pk")
