"""Lesen: wie es um die Genehmigung einer Niederschrift steht (GO RSK § 7 Abs. 4, GO Steinfurt § 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet

from kim.versand.regeln.stand import Stand
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.models import (
    Beschluss,
    Einwendung,
    Genehmigung,
    Niederschrift,
    Niederschriftsempfaenger,
    Niederschriftsfassung,
    Niederschriftsnachricht,
    Niederschriftsversand,
    Sitzung,
    Tagesordnungspunkt,
)
from lenkung.regeln.genehmigung import (
    Einwendungsstand,
    Empfang,
    Urteil,
    Vorgebracht,
    beurteilen,
    versandmoment,
)
from lenkung.regeln.ordnung import Genehmigungsregel
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.verlauf import Ereignisart
from lenkung.regeln.werte import Genehmigung as Weg

BEZUG = "niederschrift"
_Z = "nachricht__zustellungen__"
_STATTGEFUNDEN = [Sitzungsstand.EROEFFNET.value, Sitzungsstand.GESCHLOSSEN.value]


@dataclass(frozen=True, slots=True)
class Behandelt:
    """Eine Sitzung, die stattfand und mit dem Punkt der Genehmigung fertig ist, und wann sie es war."""

    sitzung_id: int
    wann: datetime


@dataclass(frozen=True, slots=True)
class Genehmigungslage:
    niederschrift: Niederschrift
    fassung: Niederschriftsfassung
    """Die geltende, unterzeichnete."""
    versand: Niederschriftsversand | None
    regel: Genehmigungsregel | None
    versandt: datetime | None
    """Wann der Letzte sie bekam; None, solange jemand fehlt."""
    behandelt: tuple[Behandelt, ...]
    einwendungen: tuple[Einwendung, ...]
    urteil: Urteil
    genehmigung: Genehmigung | None
    """Die der geltenden Fassung."""
    fruehere: tuple[Genehmigung, ...]
    """Die der ersetzten."""
    zu_aendern: frozenset[int]
    """Die angenommenen Einwendungen, auf die noch keine neue Fassung folgte."""

    @property
    def je_einwendung(self) -> dict[int, str]:
        """rechtzeitig, verspaetet oder nicht_geregelt."""
        return dict(zip((satz.pk for satz in self.einwendungen), self.urteil.einwendungen, strict=True))

    @property
    def mit_frist(self) -> bool:
        return self.regel is not None and self.regel.genehmigung is Weg.FRIST

    @property
    def widerlegt(self) -> bool:
        """Festgehalten, und danach wurde eine Einwendung eingetragen, die rechtzeitig eingegangen war."""
        return self.genehmigung is not None and self.urteil.befund.urteil == "eingewandt"

    @property
    def sitzung_der_genehmigung(self) -> int | None:
        """In welcher Sitzung sie festgestellt ist: die letzte, die bis dahin mit dem Punkt fertig war."""
        am = self.urteil.genehmigt_am
        bis_dahin = [b.sitzung_id for b in self.behandelt if am is not None and b.wann <= am]
        return bis_dahin[-1] if bis_dahin and not self.mit_frist else None


def genehmigungsregel(sitzung: Sitzung) -> Genehmigungsregel | None:
    """Nach der Geschäftsordnung, an die die Sitzung gebunden ist; None: nicht geregelt."""
    go = geltende_fassungen([sitzung])[sitzung.pk]
    ordnung = ordnung_von(go) if go else None
    return ordnung.niederschrift if ordnung else None


def genehmigungslage(
    niederschrift: Niederschrift, jetzt: datetime, *, gerade: Behandelt | None = None
) -> Genehmigungslage | None:
    """None, solange keine Fassung unterzeichnet ist. `gerade`: was im selben Vorgang behandelt wurde."""
    fassung = geltende_fassung(niederschrift)
    if fassung is None:
        return None
    fassung.niederschrift = niederschrift
    sitzung = niederschrift.sitzung
    versand: Niederschriftsversand | None = getattr(fassung, "versand", None)
    regel = genehmigungsregel(sitzung)
    alle = behandlungen(niederschrift, gerade)
    behandelt = tuple(b for b in alle if versand is not None and b.wann > versand.abgeschickt_am)
    einwendungen = tuple(
        Einwendung.objects.filter(fassung__niederschrift=niederschrift)
        .select_related("fassung", "empfaenger", "sitzung", "beschluss")
        .order_by("eingegangen_am", "pk")
    )
    versandt = versandmoment(empfaenge(versand)) if versand else None
    erledigt = {satz.pk: seit_wann_erledigt(satz, fassung, alle) for satz in einwendungen}
    urteil = beurteilen(
        regel=regel,
        jetzt=jetzt,
        vorgebracht=[Vorgebracht(satz.eingegangen_am, erledigt[satz.pk]) for satz in einwendungen],
        versandt=versandt,
        behandelt=behandelt[0].wann if behandelt else None,
    )
    genehmigungen = Genehmigung.objects.filter(niederschrift=niederschrift).select_related(
        "sitzung", "fassung"
    )
    return Genehmigungslage(
        niederschrift,
        fassung,
        versand,
        regel,
        versandt,
        behandelt,
        einwendungen,
        urteil,
        next((satz for satz in genehmigungen if satz.fassung_id == fassung.pk), None),
        tuple(satz for satz in genehmigungen if satz.fassung_id != fassung.pk),
        frozenset(
            satz.pk
            for satz in einwendungen
            if satz.lage is Einwendungsstand.ANGENOMMEN and erledigt[satz.pk] is None
        ),
    )


def behandlungen(niederschrift: Niederschrift, gerade: Behandelt | None = None) -> list[Behandelt]:
    """Die früheste zuerst. Ein abgesetzter Punkt zählt nicht, eine abgesagte Sitzung auch nicht.

    Hat die Runde abgestimmt und die Genehmigung abgelehnt, ist sie nicht festgestellt.
    """
    menge = (
        Tagesordnungspunkt.objects.filter(
            niederschrift_von=niederschrift.sitzung_id,
            stand=Punktstand.BEHANDELT.value,
            sitzung__stand__in=_STATTGEFUNDEN,
        )
        .annotate(
            wann=Max(
                "sitzung__ereignisse__zeit",
                filter=Q(
                    sitzung__ereignisse__punkt=F("pk"), sitzung__ereignisse__art=Ereignisart.BEHANDELT.value
                ),
            )
        )
        .values_list("sitzung_id", "wann", "sitzung__verlauf__geschlossen_am", "sitzung__beginn")
    )
    je_sitzung = {sitzung_id: wann or schluss or beginn for sitzung_id, wann, schluss, beginn in menge}
    if gerade is not None:
        je_sitzung[gerade.sitzung_id] = gerade.wann
    for sitzung_id in _abgelehnt_in(niederschrift) if je_sitzung else ():
        je_sitzung.pop(sitzung_id, None)
    return sorted((Behandelt(*paar) for paar in je_sitzung.items()), key=lambda b: b.wann)


def _abgelehnt_in(niederschrift: Niederschrift) -> set[int]:
    ergebnisse = set(
        Beschluss.objects.filter(punkt__niederschrift_von=niederschrift.sitzung_id).values_list(
            "punkt__sitzung_id", "angenommen"
        )
    )
    return {sitzung for sitzung, ja in ergebnisse if not ja and (sitzung, True) not in ergebnisse}


def seit_wann_erledigt(
    satz: Einwendung, geltend: Niederschriftsfassung, behandelt: Sequence[Behandelt]
) -> datetime | None:
    """Eine angenommene hindert, bis eine neue Fassung unterzeichnet ist, die von der Entscheidung weiß.

    Was eine Sitzung entschied, ist seit dieser Sitzung entschieden, auch wenn es erst später eingetragen
    wird.
    """
    if satz.erledigt_am is None:
        return None
    dort = [b.wann for b in behandelt if b.sitzung_id == satz.sitzung_id]
    if satz.lage is not Einwendungsstand.ANGENOMMEN:
        return min([satz.erledigt_am, *dort])
    if satz.sitzung is not None and not dort:
        # Not under the item of approval: then not before the session began.
        dort = [satz.sitzung.beginn]
    unterzeichnet = geltend.unterzeichnet_am
    assert unterzeichnet is not None  # a constraint of the table
    spaeter = geltend.nummer > satz.fassung.nummer and unterzeichnet >= min([satz.erledigt_am, *dort])
    return unterzeichnet if spaeter else None


@dataclass(frozen=True, slots=True)
class Zustellstand:
    """Eine E-Mail an eine Person und was aus ihr wurde."""

    zustellung_id: int
    adresse: str
    stand: Stand
    angenommen_am: datetime | None
    entschieden_am: datetime | None
    grund: str
    server_antwort: str
    message_id: str
    entscheidung: str


def zustellungen(versand: Niederschriftsversand) -> dict[int, list[Zustellstand]]:
    """Je Person ihre E-Mails, die älteste zuerst; eine Abfrage."""
    felder = ("pk", "adresse", "stand", "angenommen_am", "entschieden_am", "grund", "server_antwort")
    menge = (
        Niederschriftsnachricht.objects.filter(versand=versand, nachricht__zustellungen__isnull=False)
        .order_by("nachricht__zustellungen__pk")
        .values_list(f"{_Z}bezug", *(f"{_Z}{feld}" for feld in (*felder, "message_id", "entscheidung")))
    )
    je_person: dict[int, list[Zustellstand]] = {}
    for bezug, pk, adresse, stand, angenommen, entschieden, *rest in menge:
        nummer = int(bezug.partition(":")[2])
        je_person.setdefault(nummer, []).append(
            Zustellstand(pk, adresse, Stand(stand), angenommen, entschieden, *rest)
        )
    return je_person


def empfaenge(versand: Niederschriftsversand) -> list[Empfang]:
    """Von wem die Frist abhängt: je Sitz das Mitglied, wo es keines gibt, die Stellvertretung."""
    personen = Niederschriftsempfaenger.objects.filter(versand=versand, zaehlt=True)
    return empfaenge_aus(personen, zustellungen(versand))


def empfaenge_aus(
    personen: Iterable[Niederschriftsempfaenger], je_person: Mapping[int, Sequence[Zustellstand]]
) -> list[Empfang]:
    return [
        Empfang(person.sitz_id, angenommen_am(je_person.get(person.pk, ())), anders_am(person, je_person))
        for person in personen
        if person.zaehlt and person.sitz_id is not None
    ]


def angenommen_am(liste: Sequence[Zustellstand]) -> datetime | None:
    """Die erste Annahme; was danach noch einmal gesendet wird, ändert daran nichts."""
    return min((z.angenommen_am for z in liste if z.angenommen_am is not None), default=None)


def anders_am(
    person: Niederschriftsempfaenger, je_person: Mapping[int, Sequence[Zustellstand]]
) -> datetime | None:
    """Auf der Seite eingetragen, oder im Postausgang als anders erledigt gezeichnet: dann die letzte."""
    letzte = next(reversed(je_person.get(person.pk, [])), None)
    erledigt = letzte.entschieden_am if letzte and letzte.stand is Stand.ERLEDIGT else None
    return person.anders_am or erledigt


def waehlbare_sitzungen(sitzung: Sitzung) -> QuerySet[Sitzung]:
    """Spätere desselben Gremiums, die stattfanden; die neueste zuerst."""
    menge = Sitzung.objects.filter(
        gremium_id=sitzung.gremium_id, beginn__gt=sitzung.beginn, stand__in=_STATTGEFUNDEN
    )
    return menge.order_by("-beginn")


def waehlbare_beschluesse(sitzung: Sitzung) -> QuerySet[Beschluss]:
    return Beschluss.objects.filter(
        gremium_id=sitzung.gremium_id, sitzung__beginn__gt=sitzung.beginn
    ).order_by("-jahr", "-nummer")
