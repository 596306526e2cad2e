"""Lesen: was in eine Einladung gehört, an wen sie geht, und was vor dem Versand zu prüfen ist."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from kim.basis.zeit import berliner_tag
from kim.versand.regeln.empfaenger import adresse_normal
from kim.web.feste_abfrage import beilegen, feste_abfrage
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.geschaeftsordnung import geltende_geschaeftsordnung, ordnung_von
from lenkung.domain.queries.tagesordnung import tagesordnungsstand
from lenkung.domain.queries.unterlagen import Unterlage, unterlagen_je_punkt
from lenkung.domain.queries.zusammensetzung import Sitzzeile, sitzzeilen_am
from lenkung.domain.teilnahme import einzuladende
from lenkung.models import (
    Geschaeftsordnung,
    Gremiumseinstellung,
    Punktgast,
    Sendung,
    Sendungsunterlage,
    Sitzung,
    Tagesordnungspunkt,
    Vorzimmer,
)
from lenkung.models.auswahl import PUNKTARTEN
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.tagesordnung import VORSCHLAGSARTEN, Punktart, Punktstand, Tagesordnungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandpruefung import (
    Fristlage,
    Pruefpunkt,
    Punktangabe,
    Sachlage,
    fristlage,
    hinweis_noetig,
    pruefen,
)

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Zeile:
    """Ein Punkt, wie er in der Einladung steht."""

    punkt_id: int
    nummer: int
    titel: str
    art: str
    minuten: int
    von: datetime
    berichterstattung: str
    aus_zurueckstellung: bool
    eigene_art: str
    """Das Wort für die Art; leer bei Begrüßung, Genehmigung und Verschiedenem: dort sagt es der Titel."""


@dataclass(frozen=True, slots=True)
class Papier:
    """Eine Unterlage und ihr Weg: im Anhang oder als persönlicher Link."""

    dokument_id: int
    kennung: UUID
    titel: str
    groesse: int
    punkt_id: int
    nummer: int
    als_link: bool


@dataclass(frozen=True, slots=True)
class Gast:
    """Eine Person, zu einem oder mehreren Punkten (GO RSK § 2 Abs. 3)."""

    name: str
    email: str
    gast_id: int
    punkt_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Empfaengerkreis:
    mitglieder: tuple[tuple[str, str], ...] = ()
    """Name und Adresse; die Adresse ist leer, wenn keine gültige eingetragen ist."""
    stellvertretungen: tuple[tuple[str, str], ...] = ()
    vorzimmer: tuple[Vorzimmer, ...] = ()
    gaeste: tuple[Gast, ...] = ()
    freie_sitze: tuple[str, ...] = ()

    @property
    def ohne_adresse(self) -> tuple[str, ...]:
        return tuple(name for name, adresse in (*self.mitglieder, *self.stellvertretungen) if not adresse)

    @property
    def anzahl(self) -> int:
        mit = [adresse for _name, adresse in (*self.mitglieder, *self.stellvertretungen) if adresse]
        return len(mit) + len(self.vorzimmer) + len(self.gaeste)

    @property
    def anzahl_mitglieder(self) -> int:
        return sum(bool(adresse) for _name, adresse in self.mitglieder)

    @property
    def anzahl_stellvertretungen(self) -> int:
        return sum(bool(adresse) for _name, adresse in self.stellvertretungen)


@dataclass(frozen=True, slots=True)
class Vorhaben:
    """Alles, was eine Einladung ausmacht, so wie es in diesem Augenblick ist."""

    sitzung: Sitzung
    sendung: Sendung | None
    einstellung: Gremiumseinstellung
    geschaeftsordnung: Geschaeftsordnung | None
    ordnung: Ordnung | None
    zeilen: tuple[Zeile, ...]
    papiere: tuple[Papier, ...]
    empfaenger: Empfaengerkreis
    sachlage: Sachlage
    aenderungen: tuple[str, ...] = ()
    hinweis_der_einladung: bool | None = None
    """Nach der Einladung gilt, was in ihr stand: eine Änderung fügt den Hinweis weder hinzu noch weg."""
    pruefpunkte: tuple[Pruefpunkt, ...] = field(default=())

    @property
    def hinweis_zweite_einberufung(self) -> bool:
        if self.hinweis_der_einladung is not None:
            return self.hinweis_der_einladung
        return hinweis_noetig(self.sachlage)

    @property
    def norm_zweite_einberufung(self) -> str:
        regel = self.ordnung.zweite_einberufung if self.ordnung else None
        return regel.norm if regel else ""

    @property
    def fristlage(self) -> Fristlage:
        lage = self.sachlage
        return fristlage(heute=lage.heute, sitzungstag=lage.sitzungstag, regel=lage.ladung)

    @property
    def dringlich(self) -> bool:
        """Nur, solange es nötig ist: in der vollen Frist ist nichts dringlich."""
        return self.fristlage is Fristlage.DRINGLICH and self.sachlage.dringlich

    @property
    def abdruck(self) -> str:
        """Ein Fingerabdruck alles dessen, was man in der Einladung liest oder mit ihr bekommt."""
        sitzung, sendung = self.sitzung, self.sendung
        teile = {
            "sitzung": [
                sitzung.gremium.name,
                sitzung.art,
                sitzung.ort_text,
                sitzung.link,
                sitzung.beginn.isoformat(),
                sitzung.dauer_minuten,
            ],
            "anschrift": [str(sitzung.standort.anschrift), str(sitzung.standort.zugang)]
            if sitzung.standort
            else [],
            "go": self.geschaeftsordnung.pk if self.geschaeftsordnung else None,
            "punkte": [
                [z.punkt_id, z.nummer, z.titel, z.art, z.minuten, z.berichterstattung] for z in self.zeilen
            ],
            "papiere": [[p.dokument_id, p.titel, p.punkt_id, p.als_link] for p in self.papiere],
            "hinweis": self.hinweis_zweite_einberufung,
            "dringlich": [self.dringlich, sendung.begruendung if sendung and self.dringlich else ""],
            "worte": sendung.anschreiben if sendung else "",
            "art": sendung.art if sendung else Sendungsart.EINLADUNG.value,
            "aenderungen": list(self.aenderungen),
        }
        return hashlib.sha256(json.dumps(teile, sort_keys=True).encode()).hexdigest()


def vorhaben_von(
    sitzung: Sitzung,
    sendung: Sendung | None,
    *,
    schon: frozenset[int] = frozenset(),
    hinweis_der_einladung: bool | None = None,
) -> Vorhaben:
    """`schon`: Dokumente, die schon versandt sind und deshalb nicht noch einmal hinausgehen."""
    jetzt = timezone.now()
    einstellung = einstellung_von(sitzung.gremium)
    go = _geschaeftsordnung(sitzung, jetzt)
    ordnung = ordnung_von(go) if go else None
    punkte = punkte_mit_gaesten(sitzung.pk)
    je_punkt = unterlagen_je_punkt(punkte)
    zeilen = tuple(_zeilen(sitzung, punkte))
    empfaenger = empfaengerkreis(
        sitzung, punkte, einstellung, sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    )
    stand = tagesordnungsstand(sitzung)
    sachlage = Sachlage(
        jetzt=jetzt,
        beginn=sitzung.beginn,
        art=sitzung.form,
        ordnung=ordnung,
        ort=sitzung.ort_text,
        link=sitzung.link,
        bestaetigt=stand is Tagesordnungsstand.BESTAETIGT,
        geaendert=stand is Tagesordnungsstand.IN_AENDERUNG,
        punkte=tuple(
            Punktangabe(
                punkt.titel,
                braucht_vorlage=punkt.punktart is Punktart.BESCHLUSS,
                hat_vorlage=punkt.vorlage_id is not None,
                aus_zurueckstellung=punkt.uebernommen_aus_id is not None,
            )
            for punkt in punkte
        ),
        empfaenger=empfaenger.anzahl_mitglieder,
        ohne_adresse=empfaenger.ohne_adresse,
        freie_sitze=empfaenger.freie_sitze,
        dringlich=sendung.dringlich if sendung else False,
        begruendung=sendung.begruendung if sendung else "",
    )
    nummern = {zeile.punkt_id: zeile.nummer for zeile in zeilen}
    alle = [papier for punkt in punkte for papier in je_punkt[punkt.pk] if papier.dokument_id not in schon]
    return Vorhaben(
        sitzung=sitzung,
        sendung=sendung,
        einstellung=einstellung,
        geschaeftsordnung=go,
        ordnung=ordnung,
        zeilen=zeilen,
        papiere=tuple(papiere_mit_weg(alle, nummern, einstellung)),
        empfaenger=empfaenger,
        sachlage=sachlage,
        aenderungen=_aenderungen(sendung),
        hinweis_der_einladung=hinweis_der_einladung,
        pruefpunkte=pruefen(sachlage),
    )


def _aenderungen(sendung: Sendung | None) -> tuple[str, ...]:
    if sendung is None or sendung.sendungsart is not Sendungsart.AENDERUNG or sendung.fassung is None:
        return ()
    return tuple(str(satz) for satz in sendung.fassung.aenderungen)


def _geschaeftsordnung(sitzung: Sitzung, jetzt: datetime) -> Geschaeftsordnung | None:
    """Ist schon eingeladen, die gebundene; sonst die, an die eine Einladung von heute binden würde."""
    if sitzung.geschaeftsordnung_id is not None:
        return sitzung.geschaeftsordnung
    return geltende_geschaeftsordnung(
        sitzung.gremium_id, sitzungstag=sitzung.tag, eingeladen_am=berliner_tag(jetzt)
    )


def punkte_mit_gaesten(sitzung_id: int) -> list[Tagesordnungspunkt]:
    """Was behandelt werden soll, in seiner Folge; zwei Abfragen."""
    punkte = _punkte(sitzung_id)
    je_punkt: dict[int, list[Punktgast]] = {punkt.pk: [] for punkt in punkte}
    for gast in _gaeste(sitzung_id):
        je_punkt.setdefault(gast.punkt_id, []).append(gast)
    for punkt in punkte:
        beilegen(punkt, "gaeste", je_punkt[punkt.pk], Punktgast)
    return punkte


@feste_abfrage
def _punkte(sitzung_id: int) -> QuerySet[Tagesordnungspunkt]:
    punkte = Tagesordnungspunkt.objects.filter(sitzung_id=sitzung_id)
    return punkte.exclude(stand=Punktstand.ABGESETZT.value).order_by("position", "pk")


@feste_abfrage
def _gaeste(sitzung_id: int) -> QuerySet[Punktgast]:
    return Punktgast.objects.filter(punkt__sitzung_id=sitzung_id)


@feste_abfrage
def _vorzimmer(gremium_id: int, person_ids: tuple[int, ...]) -> QuerySet[Vorzimmer]:
    menge = Vorzimmer.objects.filter(gremium_id=gremium_id, person_id__in=person_ids)
    return menge.select_related("person")


def _zeilen(sitzung: Sitzung, punkte: Sequence[Tagesordnungspunkt]) -> Iterable[Zeile]:
    von = sitzung.beginn
    titel = {art: str(wort) for art, wort in PUNKTARTEN}
    for punkt in punkte:
        yield Zeile(
            punkt.pk,
            punkt.position,
            punkt.titel,
            titel[punkt.art],
            punkt.minuten,
            von,
            punkt.berichterstattung,
            punkt.uebernommen_aus_id is not None,
            titel[punkt.art] if punkt.punktart in VORSCHLAGSARTEN else "",
        )
        von += timedelta(minutes=punkt.minuten)


def papiere_mit_weg(
    unterlagen: Iterable[Unterlage], nummern: dict[int, int], einstellung: Gremiumseinstellung
) -> Iterable[Papier]:
    """In der Folge der Punkte; was die Grenze der Anhänge überschreitet, als Link.

    Gehört eine Datei zu zwei Punkten, steht sie bei beiden und geht einmal hinaus.
    """
    grenze, summe = einstellung.anhang_grenze_mb * MB, 0
    wege: dict[int, bool] = {}
    for unterlage in unterlagen:
        if unterlage.dokument_id not in wege:
            wege[unterlage.dokument_id] = summe + unterlage.groesse > grenze
            summe += 0 if wege[unterlage.dokument_id] else unterlage.groesse
        yield Papier(
            unterlage.dokument_id,
            unterlage.kennung,
            unterlage.titel,
            unterlage.groesse,
            unterlage.punkt_id,
            nummern[unterlage.punkt_id],
            wege[unterlage.dokument_id],
        )


def empfaengerkreis(
    sitzung: Sitzung,
    punkte: Sequence[Tagesordnungspunkt],
    einstellung: Gremiumseinstellung,
    zeilen: Sequence[Sitzzeile],
) -> Empfaengerkreis:
    je_rolle: dict[Teilnahmerolle, list[tuple[str, str]]] = {rolle: [] for rolle in Teilnahmerolle}
    personen: set[int] = set()
    for _zeile, besetzung, rolle in einzuladende(zeilen):
        if rolle is Teilnahmerolle.MITGLIED or einstellung.einladung_an_stellvertretung:
            adresse = adresse_normal(besetzung.person.email) or ""
            je_rolle[rolle].append((str(besetzung.person), adresse))
            personen.add(besetzung.person_id)
    return Empfaengerkreis(
        tuple(je_rolle[Teilnahmerolle.MITGLIED]),
        tuple(je_rolle[Teilnahmerolle.STELLVERTRETUNG]),
        tuple(_vorzimmer(sitzung.gremium_id, tuple(personen))),
        tuple(gaeste_von(punkte)),
        tuple(str(zeile.sitz) for zeile in zeilen if zeile.sitz.stimmrecht and zeile.mitglied is None),
    )


def gaeste_von(punkte: Iterable[Tagesordnungspunkt]) -> list[Gast]:
    """Je Adresse eine Person mit allen ihren Punkten."""
    je_adresse: dict[str, list[Punktgast]] = {}
    for punkt in punkte:
        for gast in punkt.gaeste.all():
            je_adresse.setdefault((adresse_normal(gast.email) or gast.email).lower(), []).append(gast)
    return [
        Gast(gaeste[0].name, adresse, gaeste[0].pk, tuple(gast.punkt_id for gast in gaeste))
        for adresse, gaeste in je_adresse.items()
    ]


def versandte_dokumente(sitzung_id: int) -> frozenset[int]:
    return frozenset(
        Sendungsunterlage.objects.filter(
            sendung__sitzung_id=sitzung_id, sendung__stand=Sendungsstand.VERSANDT.value
        ).values_list("dokument_id", flat=True)
    )
