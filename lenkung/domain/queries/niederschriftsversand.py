"""Lesen: wer eine Niederschrift bekommt, womit, und was aus den E-Mails wurde."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kim.versand.regeln.empfaenger import adresse_normal
from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, OFFEN, Stand
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.genehmigung import Zustellstand, zustellungen
from lenkung.domain.queries.unterlagen import unterlagen_je_punkt
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import (
    Gremium,
    Niederschriftsempfaenger,
    Niederschriftsfassung,
    Niederschriftsversand,
    Sitzung,
    Verteileradresse,
    Vorzimmer,
)
from lenkung.regeln.genehmigung import Empfangsart, Verteilerfassung

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Vorgesehen:
    """Wer sie bekommen soll. `kreis` ist der Name des Verteilers."""

    art: Empfangsart
    kennung: str
    name: str
    email: str
    stelle: str = ""
    sitz_id: int | None = None
    person_id: int | None = None
    zaehlt: bool = False
    nur_oeffentlich: bool = False
    kreis: str = ""

    @property
    def erreichbar(self) -> bool:
        return adresse_normal(self.email) is not None


@dataclass(frozen=True, slots=True)
class Empfangsbild:
    """Eine Person und ihr Nachweis."""

    person: Niederschriftsempfaenger
    mails: tuple[Zustellstand, ...]

    @property
    def letzte(self) -> Zustellstand | None:
        return self.mails[-1] if self.mails else None

    @property
    def angenommen(self) -> Zustellstand | None:
        """Die erste, die der Mailserver angenommen hat."""
        return next((mail for mail in self.mails if mail.stand is Stand.GESENDET), None)

    @property
    def zu_klaeren(self) -> bool:
        """Ein Mensch muss etwas tun: die Adresse fehlt, oder der Mailserver hat abgelehnt."""
        if self.angenommen or self.person.anders_am:
            return False
        return self.letzte is None or self.letzte.stand in BRAUCHT_MENSCHEN

    @property
    def unterwegs(self) -> bool:
        return self.letzte is not None and self.letzte.stand in OFFEN


def empfangskreis(gremium: Gremium, tag: date) -> list[Vorgesehen]:
    """Mitglieder, ihre Stellvertretungen, Vorzimmer, Verteiler; jede Person einmal, auch ohne Adresse."""
    personen = _vom_sitz(gremium, tag)
    alle = [*personen, *_vorzimmer(gremium, personen)]
    adressen = {person.email.lower() for person in alle if person.email}
    return [*alle, *(satz for satz in _verteiler(gremium) if satz.email.lower() not in adressen)]


def _vom_sitz(gremium: Gremium, tag: date) -> list[Vorgesehen]:
    zeilen = sitzzeilen_am([gremium.pk], tag)
    mit_vertretung = einstellung_von(gremium).einladung_an_stellvertretung
    je_person: dict[int, Vorgesehen] = {}
    for art, besetzungen in (
        (Empfangsart.MITGLIED, [(zeile, zeile.mitglied) for zeile in zeilen]),
        (Empfangsart.STELLVERTRETUNG, [(zeile, zeile.stellvertretung) for zeile in zeilen]),
    ):
        for zeile, besetzung in besetzungen:
            # Where nobody holds the seat, the deputy stands for it.
            zaehlt = art is Empfangsart.MITGLIED or zeile.mitglied is None
            if besetzung is None or not (zaehlt or mit_vertretung):
                continue
            person = besetzung.person
            vorgesehen = Vorgesehen(
                art,
                f"person:{person.pk}",
                str(person),
                person.email,
                zeile.sitz.name,
                zeile.sitz.pk,
                person.pk,
                zaehlt,
            )
            je_person.setdefault(person.pk, vorgesehen)
    return list(je_person.values())


def _vorzimmer(gremium: Gremium, personen: Sequence[Vorgesehen]) -> Iterable[Vorgesehen]:
    namen = {person.person_id: person.name for person in personen}
    for satz in Vorzimmer.objects.filter(gremium=gremium, person_id__in=list(namen)).order_by("pk"):
        stelle = f"für {namen[satz.person_id]}"
        yield Vorgesehen(Empfangsart.VORZIMMER, f"vorzimmer:{satz.pk}", satz.name, satz.email, stelle)


def _verteiler(gremium: Gremium) -> Iterable[Vorgesehen]:
    """Wer auf zwei Verteilern steht, bekommt eine E-Mail, und die ganze Niederschrift geht vor."""
    menge = Verteileradresse.objects.filter(verteiler__gremium=gremium, verteiler__jede_niederschrift=True)
    je_adresse: dict[str, Vorgesehen] = {}
    # "voll" comes after "oeffentlich" and so before it when turned round.
    for satz in menge.select_related("verteiler").order_by("-verteiler__umfang", "verteiler__name", "pk"):
        vorgesehen = Vorgesehen(
            Empfangsart.VERTEILER,
            f"verteiler:{satz.pk}",
            satz.name,
            satz.email,
            satz.stelle,
            nur_oeffentlich=satz.verteiler.umfang == Verteilerfassung.OEFFENTLICH,
            kreis=satz.verteiler.name,
        )
        je_adresse.setdefault(satz.email.lower(), vorgesehen)
    return je_adresse.values()


@dataclass(frozen=True, slots=True)
class Beilage:
    """Eine Datei und wie sie hinausgeht: im Anhang oder als Link (GO RSK § 7 Abs. 3)."""

    dokument_id: int
    titel: str
    groesse: int
    als_link: bool


def beilagen(fassung: Niederschriftsfassung, dokument_ids: Iterable[int], gremium: Gremium) -> list[Beilage]:
    """Die Niederschrift zuerst, dann die gewählten Anlagen; was die Grenze überschreitet, als Link."""
    pdf = fassung.unterzeichnetes_pdf
    assert pdf is not None  # what is signed has its file
    gewaehlt = set(dokument_ids)
    dateien = [(pdf.pk, "Niederschrift", pdf.groesse)]
    dateien += [zeile for zeile in moegliche_anlagen(fassung.niederschrift.sitzung) if zeile[0] in gewaehlt]
    grenze, summe, zeilen = einstellung_von(gremium).anhang_grenze_mb * MB, 0, []
    for dokument_id, titel, groesse in dateien:
        als_link = summe + groesse > grenze
        summe += 0 if als_link else groesse
        zeilen.append(Beilage(dokument_id, titel, groesse, als_link))
    return zeilen


def moegliche_anlagen(sitzung: Sitzung) -> list[tuple[int, str, int]]:
    """Die Unterlagen der Sitzung, jede einmal, in der Folge der Punkte: Nummer, Bezeichnung, Größe."""
    punkte = sitzung.punkte.filter(position__gt=0).order_by("position", "pk")
    je_datei: dict[int, tuple[int, str, int]] = {}
    for unterlagen in unterlagen_je_punkt(punkte).values():
        for datei in unterlagen:
            je_datei.setdefault(datei.dokument_id, (datei.dokument_id, datei.titel, datei.groesse))
    return list(je_datei.values())


def nicht_oeffentliche_punkte(fassung: Niederschriftsfassung) -> int:
    """Wie viele Teile der Niederschrift nicht an die Öffentlichkeit sollen."""
    return sum(not abschnitt.get("oeffentlich", True) for abschnitt in fassung.inhalt.get("abschnitte", ()))


def empfangsbilder(versand: Niederschriftsversand) -> list[Empfangsbild]:
    """Wer Hilfe braucht, zuerst; zwei Abfragen."""
    mails = zustellungen(versand)
    personen = versand.empfaenger.select_related("sitz").order_by("pk")
    bilder = [Empfangsbild(person, tuple(mails.get(person.pk, ()))) for person in personen]
    return sorted(bilder, key=lambda bild: (not bild.zu_klaeren, bild.person.pk))


def fruehere_versande(fassung: Niederschriftsfassung) -> QuerySet[Niederschriftsversand]:
    """Der Fassungen vor dieser, der jüngste zuerst."""
    if fassung.nummer == 1:
        return Niederschriftsversand.objects.none()
    menge = Niederschriftsversand.objects.filter(
        fassung__niederschrift=fassung.niederschrift_id, fassung__nummer__lt=fassung.nummer
    )
    return menge.select_related("fassung").order_by("-fassung__nummer")


def noch_nicht_bedacht(versand: Niederschriftsversand, kreis: Iterable[Vorgesehen]) -> list[Vorgesehen]:
    """Wer seit dem Versand dazukam, und Verteiler, die auf die öffentliche Fassung warteten."""
    schon = set(versand.empfaenger.values_list("kennung", flat=True))
    return [person for person in kreis if person.kennung not in schon]
