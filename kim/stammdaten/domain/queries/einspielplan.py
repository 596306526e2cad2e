"""Was eine geprüfte Tabelle bewirken würde: anlegen, ändern oder nichts. Geschrieben wird hier nichts."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.stammdaten.domain.spalten import SPALTEN, Art
from kim.stammdaten.models import Einrichtung, Funktion, Kommune, Person, Standort
from kim.stammdaten.regeln.einspielung import Satz, Spalte, Zellenfehler

MODELLE: dict[str, type[models.Model]] = {
    Art.KOMMUNEN: Kommune,
    Art.EINRICHTUNGEN: Einrichtung,
    Art.PERSONEN: Person,
    Art.STANDORTE: Standort,
}
VERWEISE = ("kommune", "einrichtung")
FUNKTIONSSPALTEN = ("einrichtung", "funktion", "funktion_seit")


class Aktion(StrEnum):
    ANLEGEN = "anlegen"
    AENDERN = "aendern"
    UNVERAENDERT = "unveraendert"


@dataclass(frozen=True, slots=True)
class Aenderung:
    titel: str
    alt: str
    neu: str


@dataclass(frozen=True, slots=True)
class Planzeile:
    zeile: int
    aktion: Aktion
    satz_id: int | None
    name: str
    angaben: Mapping[str, Any]
    aenderungen: tuple[Aenderung, ...] = ()
    funktion: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    zeilen: tuple[Planzeile, ...]

    @property
    def abdruck(self) -> str:
        """Gleich, solange die Datei dasselbe bewirkt; ändert jemand die Stammdaten, wird er ein anderer."""
        inhalt = [
            [
                z.zeile,
                z.aktion,
                z.satz_id,
                dict(z.angaben),
                [[a.titel, a.alt, a.neu] for a in z.aenderungen],
                z.funktion,
            ]
            for z in self.zeilen
        ]
        return hashlib.sha256(json.dumps(inhalt, default=str, sort_keys=True).encode()).hexdigest()

    def anzahl(self, aktion: Aktion) -> int:
        return sum(zeile.aktion is aktion for zeile in self.zeilen)


class Einspielfehler(Exception):
    """Mindestens eine Zelle passt nicht; übernommen wird nichts."""

    def __init__(self, fehler: Sequence[Zellenfehler]) -> None:
        super().__init__("; ".join(f"Zeile {f.zeile}, {f.spalte}: {f.meldung}" for f in fehler))
        self.fehler = tuple(fehler)


@dataclass(slots=True)
class Bestand:
    """Alles, womit eine Zeile verglichen wird, mit wenigen Abfragen geholt."""

    art: str
    saetze: dict[int, Any]
    kommunen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    einrichtungen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    stillgelegt: set[tuple[str, int]] = field(default_factory=set)
    namen: dict[tuple[str, int], str] = field(default_factory=dict)
    offene: dict[int, set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def lesen(cls, kreis_id: int, art: str, heute: date) -> Bestand:
        menge = MODELLE[art]._default_manager.filter(kreis_id=kreis_id)
        bestand = cls(art, {satz.pk: satz for satz in menge})
        for kommune in Kommune.objects.filter(kreis_id=kreis_id):
            bestand._merken("kommune", kommune, {kommune.name, str(kommune)}, bestand.kommunen, heute)
        for einrichtung in Einrichtung.objects.filter(kreis_id=kreis_id):
            namen = {einrichtung.name, einrichtung.kurzname} - {""}
            bestand._merken("einrichtung", einrichtung, namen, bestand.einrichtungen, heute)
        if art == Art.PERSONEN:
            offene = Funktion.objects.filter(person__kreis_id=kreis_id, bis=None)
            for person_id, einrichtung_id, bezeichnung in offene.values_list(
                "person_id", "einrichtung_id", "bezeichnung"
            ):
                bestand.offene[person_id].add((einrichtung_id, bezeichnung.casefold()))
        return bestand

    def _merken(
        self, feld: str, satz: Any, namen: set[str], verzeichnis: dict[str, list[int]], heute: date
    ) -> None:
        self.namen[feld, satz.pk] = satz.name
        if satz.aktiv_bis is not None and satz.aktiv_bis < heute:
            self.stillgelegt.add((feld, satz.pk))
        for name in {name.casefold() for name in namen}:
            verzeichnis[name].append(satz.pk)


def plan_erstellen(*, kreis_id: int, art: str, saetze: Sequence[Satz]) -> Plan:
    """Der Plan, oder alle Fehler auf einmal."""
    heute = timezone.localdate()
    planer = _Planer(kreis_id, Bestand.lesen(kreis_id, art, heute), heute)
    zeilen = [planer.zeile(satz) for satz in saetze]
    if planer.fehler:
        raise Einspielfehler(planer.fehler)
    return Plan(tuple(zeile for zeile in zeilen if zeile is not None))


class _Planer:
    def __init__(self, kreis_id: int, bestand: Bestand, heute: date) -> None:
        self.kreis_id = kreis_id
        self.bestand = bestand
        self.heute = heute
        self.art = bestand.art
        self.modell = MODELLE[bestand.art]
        self.spalten: dict[str, Spalte] = {spalte.schluessel: spalte for spalte in SPALTEN[bestand.art]}
        self.fehler: list[Zellenfehler] = []
        self.gesehen: dict[tuple[str, Any], int] = {}
        self.schluessel: dict[tuple[str, Any], list[int]] = defaultdict(list)
        for satz in bestand.saetze.values():
            for schluessel in self._schluessel(satz):
                self.schluessel[schluessel].append(satz.pk)

    def zeile(self, satz: Satz) -> Planzeile | None:
        zuvor = len(self.fehler)
        werte = dict(satz.werte)
        nummer = werte.pop("nummer", None)
        funktion = self._funktion(satz, werte) if self.art == Art.PERSONEN else None
        angaben = {
            (f"{feld}_id" if feld in VERWEISE else feld): (
                self._verweis(satz, feld, str(wert)) if feld in VERWEISE else wert
            )
            for feld, wert in werte.items()
        }
        if len(self.fehler) > zuvor:
            return None
        vorhanden = self._vorhandener(satz, nummer, angaben)
        if len(self.fehler) > zuvor:
            return None
        return self._planzeile(satz, vorhanden, angaben, funktion)

    # Finding ------------------------------------------------------------------------------------------------

    def _schluessel(self, satz: Any) -> list[tuple[str, Any]]:
        """Woran man den Satz in einer Datei ohne Nummer erkennt, das Stärkste zuerst."""
        if self.art == Art.PERSONEN:
            name = ("nachname", (satz.nachname.casefold(), satz.vorname.casefold()))
            return [("email", satz.email.casefold()), name] if satz.email else [name]
        if self.art == Art.STANDORTE:
            return [
                (
                    "name",
                    (satz.kommune_id, None if satz.kommune_id else satz.einrichtung_id, satz.name.casefold()),
                )
            ]
        schluessel: list[tuple[str, Any]] = [("name", satz.name.casefold())]
        if self.art == Art.KOMMUNEN and satz.gemeindeschluessel:
            schluessel.append(("gemeindeschluessel", satz.gemeindeschluessel))
        return schluessel

    def _vorhandener(self, satz: Satz, nummer: object, angaben: Mapping[str, Any]) -> Any:
        if nummer is not None:
            vorhanden = self.bestand.saetze.get(nummer)  # type: ignore[call-overload]
            if vorhanden is None:
                # A number of another Kreis is answered exactly as one that never was.
                self._melden(
                    satz,
                    "nummer",
                    str(nummer),
                    _("Einen Eintrag mit dieser Nummer gibt es hier nicht. Bitte die Zelle leeren."),
                )
            return vorhanden
        probe = self.modell(kreis_id=self.kreis_id, **angaben)
        for stelle, schluessel in enumerate(self._schluessel(probe)):
            treffer = self.schluessel.get(schluessel, [])
            if self.art == Art.PERSONEN and schluessel[0] == "nachname" and stelle > 0:
                # Same name, but another address is another person; without an address it is the same one.
                treffer = [pk for pk in treffer if not self.bestand.saetze[pk].email]
            if len(treffer) > 1:
                self._melden(
                    satz,
                    schluessel[0],
                    "",
                    _("Mehrere Einträge heißen so. Bitte die Nummer aus der Ausgabe angeben."),
                )
                return None
            if treffer:
                return self.bestand.saetze[treffer[0]]
        return None

    def _verweis(self, satz: Satz, feld: str, name: str) -> int | None:
        if not name:
            return None
        verzeichnis = self.bestand.kommunen if feld == "kommune" else self.bestand.einrichtungen
        treffer = verzeichnis.get(name.casefold(), [])
        if len(treffer) == 1:
            if (feld, treffer[0]) in self.bestand.stillgelegt:
                self._melden(
                    satz, feld, name, _("Dieser Eintrag ist stillgelegt. Bitte einen anderen angeben.")
                )
            return treffer[0]
        meldung = (
            _("Das ist nicht eindeutig. Bitte den vollen Namen schreiben.")
            if treffer
            else _(
                "Das gibt es in den Stammdaten nicht. Bitte genau so schreiben wie dort, oder zuerst anlegen."
            )
        )
        self._melden(satz, feld, name, meldung)
        return None

    def _funktion(self, satz: Satz, werte: dict[str, Any]) -> dict[str, Any] | None:
        angaben = {spalte: werte.pop(spalte, None) for spalte in FUNKTIONSSPALTEN}
        if not any(angaben.values()):
            return None
        for spalte in ("einrichtung", "funktion"):
            if not angaben[spalte]:
                self._melden(
                    satz, spalte, "", _("Einrichtung und Funktion gehören zusammen. Bitte beide ausfüllen.")
                )
                return None
        return {
            "einrichtung_id": self._verweis(satz, "einrichtung", angaben["einrichtung"]),
            "bezeichnung": angaben["funktion"],
            "von": angaben["funktion_seit"],
        }

    # Checking -----------------------------------------------------------------------------------------------

    def _planzeile(
        self, satz: Satz, vorhanden: Any, angaben: dict[str, Any], funktion: dict[str, Any] | None
    ) -> Planzeile | None:
        if vorhanden is not None and vorhanden.aktiv_bis is not None and vorhanden.aktiv_bis < self.heute:
            self._melden(
                satz,
                "name",
                str(vorhanden),
                _("Dieser Eintrag ist stillgelegt. Bitte zuerst wieder aufnehmen."),
            )
            return None
        alt = {feld: getattr(vorhanden, feld) for feld in angaben} if vorhanden is not None else {}
        neu: Any = self.modell(kreis_id=self.kreis_id) if vorhanden is None else vorhanden
        for feld, wert in angaben.items():
            setattr(neu, feld, wert)
        gut = self._pruefen(satz, neu, vorhanden)
        name = str(neu.name) if self.art != Art.PERSONEN else str(neu)
        for feld, wert in alt.items():
            setattr(neu, feld, wert)
        if not gut:
            return None
        aenderungen = [
            Aenderung(self._titel(feld), self._lesbar(feld, alt.get(feld)), self._lesbar(feld, wert))
            for feld, wert in angaben.items()
            if (alt[feld] != wert if vorhanden is not None else wert not in ("", None))
        ]
        if funktion is not None:
            offen = (funktion["einrichtung_id"], funktion["bezeichnung"].casefold())
            if vorhanden is not None and offen in self.bestand.offene[vorhanden.pk]:
                funktion = None
            else:
                einrichtung = self.bestand.namen["einrichtung", funktion["einrichtung_id"]]
                aenderungen.append(Aenderung("Funktion", "", f"{funktion['bezeichnung']}, {einrichtung}"))
        if vorhanden is None:
            return Planzeile(satz.zeile, Aktion.ANLEGEN, None, name, angaben, tuple(aenderungen), funktion)
        aktion = Aktion.AENDERN if aenderungen else Aktion.UNVERAENDERT
        return Planzeile(satz.zeile, aktion, vorhanden.pk, name, angaben, tuple(aenderungen), funktion)

    def _pruefen(self, satz: Satz, neu: Any, vorhanden: Any) -> bool:
        zuvor = len(self.fehler)
        if self.art == Art.STANDORTE and neu.kommune_id is None and neu.einrichtung_id is None:
            self._melden(satz, "kommune", "", _("Bitte eine Kommune oder eine Einrichtung angeben."))
        try:
            neu.clean_fields(exclude={"kreis", *VERWEISE})
        except ValidationError as fehler:
            for feld, meldungen in fehler.message_dict.items():
                for meldung in meldungen:
                    self._melden(satz, feld, str(getattr(neu, feld)), meldung)
        schluessel = self._schluessel(neu)
        if self.art == Art.PERSONEN:
            # Two people may bear one name; only without an address does the name stand for the person.
            schluessel = schluessel[:1]
        eigener = vorhanden.pk if vorhanden is not None else None
        for eines in schluessel:
            fremde = [pk for pk in self.schluessel.get(eines, []) if pk != eigener]
            if fremde and eines[0] != "nachname":
                meldung = _(
                    "Das gehört schon zum Eintrag mit der Nummer %(nummer)s. Bitte die Angabe prüfen."
                )
                self._melden(satz, eines[0], self._wert(neu, eines[0]), meldung % {"nummer": fremde[0]})
        for eines in [*schluessel, ("nummer", eigener)]:
            if eines[1] is None:
                continue
            frueher = self.gesehen.setdefault(eines, satz.zeile)
            if frueher != satz.zeile:
                meldung = _("Dieser Eintrag steht schon in Zeile %(zeile)s. Bitte eine der Zeilen löschen.")
                self._melden(satz, eines[0], self._wert(neu, eines[0]), meldung % {"zeile": frueher})
                break
        return len(self.fehler) == zuvor

    def _wert(self, satz: Any, feld: str) -> str:
        return str(satz.pk if feld == "nummer" else getattr(satz, feld))

    # Showing ------------------------------------------------------------------------------------------------

    def _titel(self, feld: str) -> str:
        spalte = self.spalten.get(feld.removesuffix("_id"))
        return spalte.titel if spalte is not None else feld

    def _lesbar(self, feld: str, wert: Any) -> str:
        if wert in ("", None):
            return ""
        if feld.endswith("_id"):
            return self.bestand.namen[feld.removesuffix("_id"), wert]
        if isinstance(wert, date):
            return datum(wert)
        auswahl = dict(getattr(self.modell._meta.get_field(feld), "flatchoices", ()))
        return str(auswahl.get(wert, wert))

    def _melden(self, satz: Satz, feld: str, wert: str, meldung: str) -> None:
        self.fehler.append(Zellenfehler(satz.zeile, self._titel(feld), wert, meldung))
