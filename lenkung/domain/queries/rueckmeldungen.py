"""Lesen: wer wie geantwortet hat, und ob die Sitzung danach beschlussfähig wird."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.domain.queries.zusammensetzung import Sitzzeile, sitzzeilen_am
from lenkung.models import Antwort, Besetzung, Geschaeftsordnung, Sitz, Sitzung, Teilnahme
from lenkung.regeln.erwartung import Erwartung, Sitzantwort, erwartung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle, Zusage


def mit_sitzung(teilnahmen: QuerySet[Teilnahme]) -> QuerySet[Teilnahme]:
    """Mit allem, was eine Seite zum Antworten zeigt."""
    return teilnahmen.select_related(
        "sitzung__gremium__kreis",
        "sitzung__standort__kommune",
        "sitzung__standort__einrichtung",
        "sitz__einrichtung",
    )


@dataclass(slots=True)
class Platz:
    """Eine Person eines Sitzes mit ihrer Einladung und allem, was sie geantwortet hat."""

    besetzung: Besetzung | None
    teilnahme: Teilnahme | None = None
    antworten: list[Antwort] = field(default_factory=list)

    @property
    def zusage(self) -> Zusage | None:
        """Wer den Sitz hält, aber noch nicht eingeladen ist, kann noch kommen."""
        if self.besetzung is None:
            return None
        return self.teilnahme.antwort if self.teilnahme else Zusage.OFFEN

    @property
    def letzte(self) -> Antwort | None:
        return self.antworten[-1] if self.antworten else None

    @property
    def fruehere(self) -> list[Antwort]:
        """Die neueste zuerst, ohne die, die gilt."""
        return self.antworten[-2::-1]

    @property
    def gefragt(self) -> bool:
        return self.teilnahme is not None and self.teilnahme.gefragt_am is not None

    @property
    def steht_aus(self) -> bool:
        return self.gefragt and self.zusage is Zusage.OFFEN


@dataclass(slots=True)
class Rueckmeldungszeile:
    sitz: Sitz
    mitglied: Platz
    stellvertretung: Platz

    @property
    def antwort(self) -> Sitzantwort:
        return Sitzantwort(
            self.sitz.name, self.sitz.stimmrecht, self.mitglied.zusage, self.stellvertretung.zusage
        )

    @property
    def steht_aus(self) -> bool:
        return self.mitglied.steht_aus or (not self.antwort.erwartet and self.stellvertretung.steht_aus)


@dataclass(slots=True)
class Rueckmeldungen:
    sitzung: Sitzung
    geschaeftsordnung: Geschaeftsordnung | None
    zeilen: list[Rueckmeldungszeile]
    gaeste: list[Platz]
    ausgeschieden: list[Platz]
    """Eingeladene, die am Sitzungstag keinen Sitz mehr haben: ihre Antwort zählt nicht."""
    eingeladen: bool

    @property
    def erwartung(self) -> Erwartung:
        return _erwartung([zeile.antwort for zeile in self.zeilen], self.geschaeftsordnung)

    @property
    def zahlen(self) -> list[tuple[str, int]]:
        """Antworten der Gefragten, Mitglieder und Stellvertretungen zusammen."""
        plaetze = [p for z in self.zeilen for p in (z.mitglied, z.stellvertretung) if p.gefragt]
        worte = (
            (Zusage.VOR_ORT, _("vor Ort")),
            (Zusage.DIGITAL, _("digital")),
            (Zusage.VERHINDERT, _("verhindert")),
            (Zusage.OFFEN, _("noch keine Antwort")),
        )
        return [(wort, sum(platz.zusage is zusage for platz in plaetze)) for zusage, wort in worte]


@feste_abfrage
def _teilnahmen(sitzung_id: int) -> QuerySet[Teilnahme]:
    return Teilnahme.objects.filter(sitzung_id=sitzung_id).select_related("person")


@feste_abfrage
def _antworten(sitzung_id: int) -> QuerySet[Antwort]:
    return Antwort.objects.filter(teilnahme__sitzung_id=sitzung_id).order_by("am", "pk")


@feste_abfrage
def _zusagen(sitzung_id: int) -> QuerySet[Teilnahme, tuple[int, str]]:
    menge = Teilnahme.objects.filter(sitzung_id=sitzung_id, person_id__isnull=False)
    return menge.values_list("person_id", "zusage")


def rueckmeldungen_von(sitzung: Sitzung) -> Rueckmeldungen:
    """Sechs Abfragen, gleich wie viele Sitze."""
    go = geltende_fassungen([sitzung])[sitzung.pk]
    teilnahmen = _teilnahmen(sitzung.pk)
    antworten: dict[int, list[Antwort]] = {}
    for antwort in _antworten(sitzung.pk):
        antworten.setdefault(antwort.teilnahme_id, []).append(antwort)
    je_person = {t.person_id: t for t in teilnahmen if t.person_id is not None}
    gezeigt: set[int] = set()

    def platz(besetzung: Besetzung | None) -> Platz:
        teilnahme = je_person.get(besetzung.person_id) if besetzung else None
        if teilnahme is None:
            return Platz(besetzung)
        gezeigt.add(teilnahme.pk)
        return Platz(besetzung, teilnahme, antworten.get(teilnahme.pk, []))

    zeilen = [
        Rueckmeldungszeile(zeile.sitz, platz(zeile.mitglied), platz(zeile.stellvertretung))
        for zeile in sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    ]
    uebrige = [Platz(None, t, antworten.get(t.pk, [])) for t in teilnahmen if t.pk not in gezeigt]
    gast = Teilnahmerolle.GAST.value
    return Rueckmeldungen(
        sitzung,
        go,
        zeilen,
        [p for p in uebrige if p.teilnahme and p.teilnahme.rolle == gast],
        [p for p in uebrige if p.teilnahme and p.teilnahme.rolle != gast],
        bool(teilnahmen),
    )


def erwartung_der_sitzung(sitzung: Sitzung, go: Geschaeftsordnung | None) -> Erwartung | None:
    """Für eine Zeile auf anderen Seiten; None, solange nicht eingeladen ist. Drei Abfragen."""
    if sitzung.lage is not Sitzungsstand.EINGELADEN:
        return None
    zusagen = {person_id: Zusage(zusage) for person_id, zusage in _zusagen(sitzung.pk)}
    zeilen = sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    return _erwartung([_sitzantwort(zeile, zusagen) for zeile in zeilen], go)


def _sitzantwort(zeile: Sitzzeile, zusagen: dict[int, Zusage]) -> Sitzantwort:
    def zusage(besetzung: Besetzung | None) -> Zusage | None:
        return zusagen.get(besetzung.person_id, Zusage.OFFEN) if besetzung else None

    return Sitzantwort(
        zeile.sitz.name, zeile.sitz.stimmrecht, zusage(zeile.mitglied), zusage(zeile.stellvertretung)
    )


def _erwartung(antworten: Iterable[Sitzantwort], go: Geschaeftsordnung | None) -> Erwartung:
    ordnung = ordnung_von(go) if go else None
    return erwartung(antworten, ordnung.quorum if ordnung else None)
