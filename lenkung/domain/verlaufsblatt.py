"""Der Verlauf einer Sitzung unter Sperre: was allen Einträgen an ihm gemeinsam ist."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler
from kim.basis.zeit import berliner_tag
from kim.web.feste_abfrage import feste_abfrage
from lenkung.models import (
    Abstimmung,
    Besetzung,
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Tagesordnungspunkt,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Abstimmungsstand, Ereignisart

OFFEN = [Abstimmungsstand.LAEUFT.value, Abstimmungsstand.GESCHLOSSEN.value]
GEZAEHLT = [Abstimmungsstand.GESCHLOSSEN.value, Abstimmungsstand.FESTGESTELLT.value]
LAENGSTE_UNTERBRECHUNG = timedelta(hours=12)
"""So lange darf ein Eintrag auf eine Verbindung gewartet haben."""


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Wer einträgt, und wann es geschah.

    `alter`: wie lange der Eintrag auf der Seite gewartet hat. Die Uhr des Geräts spielt keine Rolle.
    `schluessel`: zweimal gesandt, zählt er einmal. `zeit`: nur beim Nachtragen.
    """

    akteur: Akteur
    schluessel: UUID | None = None
    alter: timedelta = timedelta()
    zeit: datetime | None = None

    def wann(self) -> datetime:
        """Auf die Sekunde, wie die Regeln rechnen."""
        if self.zeit is not None:
            return self.zeit
        alter = min(max(self.alter, timedelta()), LAENGSTE_UNTERBRECHUNG)
        return (timezone.now() - alter).replace(microsecond=0)


@dataclass(slots=True)
class Verlaufsblatt:
    """Sitzung und Verlauf, wie sie unter der Sperre sind."""

    sitzung: Sitzung
    verlauf: Sitzungsverlauf
    eintrag: Eintrag
    zeit: datetime
    """Wann es geschah; einmal bestimmt, damit alle Zeilen eines Eintrags dieselbe Zeit haben."""
    doppelt: bool = False
    """Derselbe Eintrag ist schon da; es gibt nichts mehr zu tun."""
    abstimmung_offen: bool = False
    """Eine läuft oder ist gezählt, und der Vorsitz hat noch nichts festgestellt."""
    zuletzt_gezaehlt: datetime | None = None
    """Wann zuletzt eine Abstimmung gezählt wurde, die noch gilt."""
    vorgemerkt: list[Sitzungsereignis] = field(default_factory=list)

    @property
    def akteur(self) -> Akteur:
        return self.eintrag.akteur

    @property
    def vor_dem_schluss(self) -> bool:
        """Es geschah vor dem Schluss und kommt erst an, nachdem jemand anderes geschlossen hat."""
        ende = self.verlauf.geschlossen_am
        return bool(self.eintrag.alter) and ende is not None and self.zeit < ende

    def festhalten(
        self,
        art: Ereignisart,
        *,
        text: str = "",
        punkt: Tagesordnungspunkt | None = None,
        zeit: datetime | None = None,
        noch_eines: bool = False,
    ) -> None:
        """Ein Ereignis, und der Zähler steigt: die anderen Bildschirme merken es daran.

        `noch_eines`: im selben Eintrag folgt ein weiteres; mit dem letzten wird geschrieben und gezählt.
        """
        # A second event of the same entry must not claim its key again.
        schluessel = None if self.vorgemerkt or self.doppelt else self.eintrag.schluessel
        self.vorgemerkt.append(
            Sitzungsereignis(
                sitzung=self.sitzung,
                punkt=punkt,
                art=art.value,
                zeit=zeit or self.zeit,
                text=text[:500],
                von_name=self.akteur.akteur_name,
                schluessel=schluessel,
            )
        )
        if noch_eines:
            return
        Sitzungsereignis.objects.bulk_create(self.vorgemerkt)
        self.vorgemerkt.clear()
        self.doppelt = True
        self.gezaehlt()

    def gezaehlt(self) -> None:
        # Counted by the database: devices that vote count as well, without the lock of the session.
        self.verlauf.zaehler = 1 if self.verlauf.pk is None else F("zaehler") + 1
        self.verlauf.save()


def verlauf_sperren(sitzung_id: int, eintrag: Eintrag, *, mit_gremium: bool = False) -> Verlaufsblatt:
    """Einträge einer Sitzung geschehen nacheinander. Mit dem Gremium, wo eine Nummer vergeben wird."""
    if mit_gremium:
        # no_key: others may go on inserting rows that merely refer to the Gremium
        Gremium.objects.select_for_update(no_key=True, of=("self",)).get(sitzungen=sitzung_id)
    gesperrt = _gesperrt(sitzung_id)
    if not gesperrt:
        raise Sitzung.DoesNotExist
    sitzung = gesperrt[0]
    # A query of its own, and after the lock: it sees what the entry before this one has left.
    gelesen: Any = next(iter(_verlauf(sitzung_id, eintrag.schluessel)), None)
    verlauf: Sitzungsverlauf = gelesen or Sitzungsverlauf()
    verlauf.sitzung = sitzung
    # Under the lock: what waited for another entry is later than that one.
    blatt = Verlaufsblatt(sitzung, verlauf, eintrag, eintrag.wann())
    if gelesen is not None:
        blatt.doppelt, blatt.abstimmung_offen = gelesen.doppelt, gelesen.abstimmung_offen
        blatt.zuletzt_gezaehlt = gelesen.zuletzt_gezaehlt
    return blatt


@feste_abfrage
def _gesperrt(sitzung_id: int) -> QuerySet[Sitzung]:
    menge = Sitzung.objects.select_for_update(no_key=True, of=("self",)).filter(pk=sitzung_id)
    return menge.select_related("gremium", "geschaeftsordnung").order_by()


@feste_abfrage
def _verlauf(sitzung_id: int, schluessel: UUID | None) -> QuerySet[Sitzungsverlauf]:
    abstimmungen = Abstimmung.objects.filter(sitzung=OuterRef("sitzung"))
    gezaehlte = abstimmungen.filter(stand__in=GEZAEHLT).order_by("-geschlossen_am")
    menge = Sitzungsverlauf.objects.filter(sitzung=sitzung_id).select_related("punkt").order_by()
    return menge.annotate(
        # Only a stored entry has a key to be found by.
        doppelt=Exists(Sitzungsereignis.objects.filter(schluessel=schluessel))
        if schluessel
        else Value(False),
        abstimmung_offen=Exists(abstimmungen.filter(stand__in=OFFEN)),
        zuletzt_gezaehlt=Subquery(gezaehlte.values("geschlossen_am")[:1]),
    )


def keine_offene_abstimmung(blatt: Verlaufsblatt) -> None:
    if blatt.abstimmung_offen:
        raise Fachfehler(
            _("Eine Abstimmung ist noch offen. Bitte zuerst zählen und das Ergebnis feststellen."),
            code="abstimmung_offen",
        )


def verlange_offen(punkt: Tagesordnungspunkt) -> None:
    if punkt.lage is not Punktstand.OFFEN:
        raise Fachfehler(
            _("Dieser Punkt ist %(stand)s. Bitte ihn zuerst wieder aufrufen.")
            % {"stand": punkt.get_stand_display()},
            code="nicht_offen",
        )


def nach_dem_zaehlen(blatt: Verlaufsblatt) -> datetime:
    """Was der Vorsitz feststellt, wirkt nach vorn: hinter eine gezählte Abstimmung reicht es nicht zurück."""
    letzte = blatt.zuletzt_gezaehlt
    return blatt.zeit if letzte is None else max(blatt.zeit, letzte + timedelta(seconds=1))


def nicht_vor_dem_tag(blatt: Verlaufsblatt) -> None:
    if berliner_tag(blatt.zeit) < blatt.sitzung.tag:
        raise Fachfehler(
            _("Die Sitzung ist erst am %(tag)s. Vorher lässt sich nichts eintragen.")
            % {"tag": datum(blatt.sitzung.tag)},
            code="vor_dem_tag",
        )


def benannt_auf(sitzung: Sitzung, sitz_id: int, rolle: Teilnahmerolle) -> Besetzung:
    """Wer am Tag der Sitzung als Mitglied oder Stellvertretung auf dem Sitz ist."""
    for besetzung in _benannte(sitz_id, sitzung.gremium_id, rolle.value, sitzung.tag):
        return besetzung
    raise Fachfehler(_("Auf diesem Sitz ist dafür niemand benannt."), code="niemand_benannt")


@feste_abfrage
def _benannte(sitz_id: int, gremium_id: int, rolle: str, tag: date) -> QuerySet[Besetzung]:
    menge = Besetzung.objects.filter(am(tag), sitz_id=sitz_id, gremium_id=gremium_id, art=rolle)
    return menge.select_related("person").order_by("pk")
