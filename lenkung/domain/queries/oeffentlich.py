"""Lesen: was von einem Gremium jede und jeder sehen darf. Seiten und OParl lesen nur von hier.

Öffentlich ist ein Gremium, dessen Seite eingeschaltet ist; eine Sitzung, wenn zu ihr eingeladen ist; ein
Punkt, wenn er auf der bestätigten Tagesordnung steht und niemand ihn ausgenommen hat; eine Niederschrift und
ihre Beschlüsse, wenn sie veröffentlicht ist. Alles andere kommt hier nicht vor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kim.basis.zeit import BERLIN
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from lenkung.domain.queries.oeffentlich_namen import Vorbehalt
from lenkung.models import (
    Beschluss,
    Gremienoeffentlichkeit,
    Gremium,
    Niederschriftsfassung,
    Sendung,
    Sitzung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Veroeffentlichung,
)
from lenkung.permissions import OEFFENTLICH_DRUCK
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.niederschriftstext import ORT
from lenkung.regeln.oeffentliche_fassung import (
    OeffentlicheFassung,
    OeffentlicherBeschluss,
    Widerspruch,
    aus_inhalt,
    widersprueche,
)
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.versand import Sendungsart, Sendungsstand

TERMIN = "%Y-%m-%d-%H%M"
_SEIT_EINLADUNG = (
    Sitzungsstand.EINGELADEN.value,
    Sitzungsstand.EROEFFNET.value,
    Sitzungsstand.GESCHLOSSEN.value,
)
GUELTIG = (Fassungsstand.UNTERZEICHNET.value, Fassungsstand.ERSETZT.value)


@dataclass(frozen=True, slots=True)
class Programmpunkt:
    """Ein Punkt der Tagesordnung; ein nicht öffentlicher hat nur seine Nummer, ein vorbehaltener auch."""

    nummer: int
    titel: str = ""
    oeffentlich: bool = True
    punkt_id: int | None = None
    vorbehalten: bool = False
    """Er ist öffentlich, sein Titel nicht: siehe `oeffentlich_namen`."""


@dataclass(frozen=True, slots=True)
class Bekanntgabe:
    """Eine veröffentlichte Niederschrift, so wie sie jetzt gezeigt werden darf."""

    satz: Veroeffentlichung
    fassung: OeffentlicheFassung
    pdf: Any | None
    """Das Dokument; None, solange es nicht gesetzt ist."""


@dataclass(frozen=True, slots=True)
class OeffentlicheSitzung:
    sitzung: Sitzung
    punkte: tuple[Programmpunkt, ...]
    bekanntgabe: Bekanntgabe | None = None
    ort: str = ""
    """Wie er öffentlich dasteht; leer, wenn er vorbehalten oder nicht bekannt ist."""

    @property
    def termin(self) -> str:
        """So steht sie in der Adresse: Tag und Uhrzeit, keine Nummer, die man zählen könnte."""
        return f"{self.sitzung.beginn.astimezone(BERLIN):{TERMIN}}"

    @property
    def abgesagt(self) -> bool:
        return self.sitzung.lage is Sitzungsstand.ABGESAGT


@dataclass(frozen=True, slots=True)
class VeroeffentlichterBeschluss:
    beschluss: OeffentlicherBeschluss
    sitzung: OeffentlicheSitzung
    punkt: int | None

    @property
    def jahr(self) -> int:
        return int(self.beschluss.zeichen.partition("/")[2])

    @property
    def nummer(self) -> int:
        return int(self.beschluss.zeichen.partition("/")[0])


# Gremien ----------------------------------------------------------------------------------------------------


def oeffentliche_gremien() -> QuerySet[Gremienoeffentlichkeit]:
    """Nur, wo der Kreis die Lenkung eingeschaltet hat."""
    return (
        Gremienoeffentlichkeit.objects.filter(eingeschaltet=True, kreis__modul_lenkung=True)
        .select_related("gremium__kreis")
        .order_by("kreis__name", "gremium__name", "pk")
    )


def oeffentlichkeit_von(gremium: Gremium) -> Gremienoeffentlichkeit | None:
    """Auch die ausgeschaltete; None, solange sie niemand eingestellt hat."""
    return Gremienoeffentlichkeit.objects.filter(gremium=gremium).first()


# Sitzungen --------------------------------------------------------------------------------------------------


def oeffentliche_sitzungen(
    oeffentlichkeit: Gremienoeffentlichkeit, nur: datetime | None = None
) -> list[OeffentlicheSitzung]:
    """Die neueste zuerst; mit `nur` allein die Sitzungen, die in dieser Minute beginnen."""
    menge = _bekannte_sitzungen(oeffentlichkeit.gremium_id)
    if nur is not None:
        menge = menge.filter(beginn__gte=nur, beginn__lt=nur + timedelta(minutes=1))
    sitzungen = list(menge)
    bekanntgaben = _bekanntgaben(oeffentlichkeit, sitzungen)
    ohne = [satz for satz in sitzungen if satz.pk not in bekanntgaben]
    vorbehalt = Vorbehalt(oeffentlichkeit, [satz.pk for satz in ohne])
    programme = _programme(ohne, vorbehalt) | _aus_niederschriften(bekanntgaben)
    return [
        OeffentlicheSitzung(
            satz,
            programme[satz.pk],
            bekanntgabe := bekanntgaben.get(satz.pk),
            _ort(satz, bekanntgabe, vorbehalt),
        )
        for satz in sitzungen
    ]


def _ort(satz: Sitzung, bekanntgabe: Bekanntgabe | None, vorbehalt: Vorbehalt) -> str:
    """Ist die Niederschrift veröffentlicht, gilt der Ort, den sie nennt."""
    if bekanntgabe is not None:
        return dict(bekanntgabe.fassung.angaben).get(ORT, "")
    return satz.ort_text if vorbehalt.ort_frei(satz.pk, satz.ort_text) else ""


def _bekannte_sitzungen(gremium_id: int) -> QuerySet[Sitzung]:
    """Zu denen eingeladen ist; eine abgesagte nur, wenn die Einladung schon hinaus war."""
    einladung = Sendung.objects.filter(
        sitzung=OuterRef("pk"), art=Sendungsart.EINLADUNG.value, stand=Sendungsstand.VERSANDT.value
    )
    return (
        Sitzung.objects.filter(gremium_id=gremium_id)
        .filter(Q(stand__in=_SEIT_EINLADUNG) | Q(stand=Sitzungsstand.ABGESAGT.value) & Exists(einladung))
        .select_related("standort", "gremium")
        .order_by("-beginn", "-pk")
    )


def _programme(sitzungen: Sequence[Sitzung], vorbehalt: Vorbehalt) -> dict[int, tuple[Programmpunkt, ...]]:
    """Wie der Vorsitz sie bestätigt hat; gestrichene Punkte fehlen, ausgenommene haben keinen Titel."""
    nummern = [satz.pk for satz in sitzungen]
    punkte = {
        satz.pk: satz
        for satz in Tagesordnungspunkt.objects.filter(sitzung__in=nummern).only(
            "sitzung_id", "position", "oeffentlich"
        )
    }
    letzte: dict[int, Tagesordnungsfassung] = {}
    for fassung in Tagesordnungsfassung.objects.filter(sitzung__in=nummern).order_by("nummer"):
        letzte[fassung.sitzung_id] = fassung
    return {
        nummer: tuple(_programm(letzte[nummer].punkte, punkte, vorbehalt)) if nummer in letzte else ()
        for nummer in nummern
    }


def _programm(
    werte: Sequence[Mapping[str, Any]], punkte: Mapping[int, Tagesordnungspunkt], vorbehalt: Vorbehalt
) -> Iterable[Programmpunkt]:
    for wert in werte:
        punkt = punkte.get(wert["id"])
        if punkt is None:
            continue
        if not (wert.get("oeffentlich", True) and punkt.oeffentlich):
            yield Programmpunkt(wert["nummer"], "", False, punkt.pk)
        elif vorbehalt.titel_frei(punkt.sitzung_id, punkt.position, wert["titel"]):
            yield Programmpunkt(wert["nummer"], wert["titel"], True, punkt.pk)
        else:
            yield Programmpunkt(wert["nummer"], "", True, punkt.pk, vorbehalten=True)


def vorbehaltene_titel(oeffentlichkeit: Gremienoeffentlichkeit) -> list[Tagesordnungspunkt]:
    """Für die Geschäftsstelle: welche Titel die öffentliche Seite jetzt nicht zeigt."""
    nummern = [
        punkt.punkt_id
        for sitzung in oeffentliche_sitzungen(oeffentlichkeit)
        for punkt in sitzung.punkte
        if punkt.vorbehalten and punkt.punkt_id
    ]
    return list(
        Tagesordnungspunkt.objects.filter(pk__in=nummern)
        .select_related("sitzung")
        .order_by("-sitzung__beginn", "position")
    )


def _aus_niederschriften(bekanntgaben: Mapping[int, Bekanntgabe]) -> dict[int, tuple[Programmpunkt, ...]]:
    """Was in der Niederschrift steht, ist behandelt worden; die Tagesordnung war nur der Plan."""
    punkte = {
        (sitzung_id, position): pk
        for pk, sitzung_id, position in Tagesordnungspunkt.objects.filter(
            sitzung__in=list(bekanntgaben)
        ).values_list("pk", "sitzung_id", "position")
    }
    return {
        sitzung_id: tuple(
            Programmpunkt(satz.punkt, satz.titel, satz.oeffentlich, punkte.get((sitzung_id, satz.punkt)))
            for satz in bekanntgabe.fassung.punkte
            if satz.punkt is not None
        )
        for sitzung_id, bekanntgabe in bekanntgaben.items()
    }


# Niederschriften --------------------------------------------------------------------------------------------


def _bekanntgaben(
    oeffentlichkeit: Gremienoeffentlichkeit, sitzungen: Sequence[Sitzung]
) -> dict[int, Bekanntgabe]:
    saetze = list(
        Veroeffentlichung.objects.filter(
            niederschrift__sitzung__in=[satz.pk for satz in sitzungen],
            zurueckgezogen_am__isnull=True,
            fassung__stand__in=GUELTIG,
        ).select_related("niederschrift", "fassung")
    )
    if not saetze:
        return {}
    pruefung = _Pruefung(oeffentlichkeit, [satz.niederschrift.sitzung_id for satz in saetze])
    drucke = dokumente_zu(OEFFENTLICH_DRUCK, [satz.pk for satz in saetze])
    gefunden = {}
    for satz in saetze:
        fassung = aus_inhalt(satz.inhalt)
        if not pruefung.widersprueche(satz.niederschrift.sitzung_id, fassung):
            druck = drucke.get(satz.pk, [None])[-1]
            gefunden[satz.niederschrift.sitzung_id] = Bekanntgabe(satz, fassung, druck)
    return gefunden


def druck_der(satz: Veroeffentlichung) -> Any | None:
    """Das PDF einer Veröffentlichung, auch einer zurückgezogenen; None, solange es nicht gesetzt ist."""
    return dokumente_zu(OEFFENTLICH_DRUCK, [satz.pk]).get(satz.pk, [None])[-1]


def oeffentliches_pdf(fassung: Niederschriftsfassung) -> Any | None:
    """Das PDF, das zu dieser Fassung veröffentlicht ist und jetzt gezeigt werden darf; sonst None."""
    sitzung = fassung.niederschrift.sitzung
    oeffentlichkeit = Gremienoeffentlichkeit.objects.filter(gremium_id=sitzung.gremium_id).first()
    gabe = _bekanntgaben(oeffentlichkeit, [sitzung]).get(sitzung.pk) if oeffentlichkeit else None
    return gabe.pdf if gabe is not None and gabe.satz.fassung_id == fassung.pk else None


class _Pruefung:
    """Ob danach etwas ausgenommen wurde, das die Fassung noch zeigt; zwei Abfragen für alle."""

    def __init__(self, oeffentlichkeit: Gremienoeffentlichkeit, sitzung_ids: Sequence[int]) -> None:
        self._namen = oeffentlichkeit.namen
        self._punkte = set(
            Tagesordnungspunkt.objects.filter(sitzung__in=sitzung_ids, oeffentlich=False).values_list(
                "sitzung_id", "position"
            )
        )
        self._beschluesse = {
            f"{nummer}/{jahr}"
            for nummer, jahr in Beschluss.objects.filter(
                gremium_id=oeffentlichkeit.gremium_id, oeffentlich=False
            ).values_list("nummer", "jahr")
        }

    def widersprueche(self, sitzung_id: int, fassung: OeffentlicheFassung) -> tuple[Widerspruch, ...]:
        return widersprueche(
            fassung,
            verborgene_punkte={position for satz, position in self._punkte if satz == sitzung_id},
            verborgene_beschluesse=self._beschluesse,
            namen=self._namen,
        )


def widersprueche_von(satz: Veroeffentlichung) -> tuple[Widerspruch, ...]:
    """Warum die öffentliche Seite diese Veröffentlichung trotzdem nicht zeigt."""
    sitzung = satz.niederschrift.sitzung
    oeffentlichkeit = oeffentlichkeit_von(sitzung.gremium)
    if oeffentlichkeit is None:
        return ()
    return _Pruefung(oeffentlichkeit, [sitzung.pk]).widersprueche(sitzung.pk, aus_inhalt(satz.inhalt))


# Beschlüsse -------------------------------------------------------------------------------------------------


def veroeffentlichte_beschluesse(
    sitzungen: Iterable[OeffentlicheSitzung],
) -> list[VeroeffentlichterBeschluss]:
    """Der neueste zuerst."""
    gefunden = [
        VeroeffentlichterBeschluss(beschluss, sitzung, punkt)
        for sitzung in sitzungen
        if sitzung.bekanntgabe is not None
        for beschluss, punkt in sitzung.bekanntgabe.fassung.beschluesse
    ]
    return sorted(gefunden, key=lambda satz: (satz.jahr, satz.nummer), reverse=True)
