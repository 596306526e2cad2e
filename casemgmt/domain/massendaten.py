"""Viele Kreise mit vielen erfundenen Menschen, um zu messen und zu proben. Aus derselben Saat dieselben.

Der erste Kreis ist der große: so viele Menschen, wie ein Kreis in Jahren sammelt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.erfundene import Erfinder, Erfundene
from casemgmt.domain.massenorte import Massenkreis, kreis_anlegen_mit_allem
from casemgmt.domain.massenzeilen import MitVerlauf, Tabelle, siegel, zusammen
from casemgmt.domain.suche import zweck
from casemgmt.models import (
    Fall,
    Fallperson,
    Fallzaehler,
    Klient,
    Suchschluessel,
    Termin,
    Terminperson,
    Terminthema,
)
from casemgmt.regeln.namen import suchworte
from casemgmt.regeln.verteilung import verteilen
from casemgmt.regeln.werte import ENDEN, Phase
from kim.basis.fehler import Fachfehler
from kim.schluessel.domain.blindindex import marke
from kim.stammdaten.domain.queries.listen import alle_kreise

GROSS = 20_000
"""So viele Klientinnen und Klienten hat der erste Kreis."""
KLIENTEN_SONST = 500
ANTEIL_DES_ERSTEN = 0.15
TAGE = 3 * 365
PORTION = 20_000
PHASEN = (
    *(Phase.NICHT_FORTGESETZT,) * 9,
    *(Phase.ABGESCHLOSSEN,) * 5,
    *(Phase.UMSETZUNG,) * 3,
    Phase.KLAERUNG,
    Phase.ASSESSMENT,
    Phase.INTEGRATIONSPLAN,
    Phase.MONITORING,
)

VERSIEGELT = (
    "vorname",
    "nachname",
    "geburtsdatum",
    "geburtsjahr",
    "sprachen",
    "aufenthaltsstatus",
    "ankunft",
    "telefon",
    "anschrift",
)
# Written anew in each row; all the rest is what the field has by itself.
JE_KLIENT = (
    "kennung",
    "kommune_id",
    "datenschutzhinweis_am",
    "datenschutzhinweis_sprache",
    "erfasst_von_id",
    "erfasst_am",
    "schutzadresse",
)
JE_FALL = (
    "jahr",
    "nummer",
    "kommune_id",
    "eroeffnet_am",
    "phase",
    "phase_seit",
    "verantwortlich_id",
    "verantwortlich_seit",
    "ausgang",
    "endgrund",
    "beendet_am",
)
JE_TERMIN = (
    "kennung",
    "konto_id",
    "kommune_id",
    "erfasst_am",
    "art",
    "fall_id",
    "beginn",
    "dauer_minuten",
    "personen",
    "sprache",
    "naechster_schritt",
    "notiz",
)


@dataclass(frozen=True, slots=True)
class Umfang:
    kreise: int
    termine: int
    saat: int
    klienten_im_ersten: int = GROSS
    klienten_sonst: int = KLIENTEN_SONST


def massendaten_anlegen(
    umfang: Umfang, *, neben_vorhandenem: bool = False, melden: Callable[[str], None] = lambda _text: None
) -> dict[str, int]:
    """Nur in einer leeren Datenbank, außer es ist ausdrücklich anders gewollt; sagt, was entstand."""
    if alle_kreise() and not neben_vorhandenem:
        raise Fachfehler(
            _("In dieser Datenbank gibt es schon einen Kreis. Massendaten gehören nicht dazwischen."),
            code="nicht_leer",
        )
    rest = umfang.kreise - 1
    gewichte = [ANTEIL_DES_ERSTEN, *([(1 - ANTEIL_DES_ERSTEN) / rest] * rest)] if rest else [1.0]
    summe: dict[str, int] = {"kreise": 0}
    for nummer, termine in enumerate(verteilen(umfang.termine, gewichte), 1):
        klienten = umfang.klienten_im_ersten if nummer == 1 else umfang.klienten_sonst
        kreis = kreis_anlegen_mit_allem(nummer, kommunen=16 if nummer == 1 else 8)
        bau = Massenbau(kreis, Random(f"{umfang.saat}/{nummer}"))
        bau.menschen(klienten)
        bau.beratungen(termine)
        summe["kreise"] += 1
        for tabelle in bau.alle:
            name = tabelle.modell.__name__.lower()
            summe[name] = summe.get(name, 0) + tabelle.gesamt
        melden(f"{kreis.name}: {klienten} Klienten, {termine} Termine")
    return summe


def _zeit(tag: date, viertelstunde: int = 32) -> str:
    """Als Text, wie ihn beide Datenbanken lesen; in Weltzeit."""
    return f"{tag.isoformat()} {viertelstunde // 4:02d}:{viertelstunde % 4 * 15:02d}:00"


class Massenbau:
    def __init__(self, kreis: Massenkreis, zufall: Random) -> None:
        self.kreis = kreis
        self.zufall = zufall
        self.erfinder = Erfinder(zufall)
        self.heute = timezone.localdate()
        gemeinsam = {"kreis_id": kreis.id, "bereich": "lokal"}
        self.klienten = MitVerlauf(Klient, "id", *VERSIEGELT, *JE_KLIENT, **gemeinsam)
        self.schluessel = Tabelle(Suchschluessel, "id", "klient_id", "marke", kreis_id=kreis.id)
        self.faelle = MitVerlauf(Fall, "id", *JE_FALL, **gemeinsam)
        self.fallpersonen = MitVerlauf(
            Fallperson, "id", "fall_id", "klient_id", "von", kreis_id=kreis.id, hauptperson=True
        )
        self.termine = MitVerlauf(Termin, "id", *JE_TERMIN, **gemeinsam)
        self.anwesende = Tabelle(Terminperson, "id", "termin_id", "klient_id", kreis_id=kreis.id)
        self.themen = Tabelle(Terminthema, "id", "termin_id", "thema", kreis_id=kreis.id)
        self.alle = (
            self.klienten,
            self.schluessel,
            self.faelle,
            self.fallpersonen,
            self.termine,
            self.anwesende,
            self.themen,
        )
        self.akten: list[tuple[int, int, date, int, int]] = []
        """Fall, Hauptperson, Beginn, Stelle der Kommune, Konto."""
        self.nummern: dict[int, int] = {}
        self._siegel = {name: siegel(Klient, name) for name in VERSIEGELT}
        self._schritt, self._notiz = siegel(Termin, "naechster_schritt"), siegel(Termin, "notiz")
        self._marken: dict[str, int] = {}

    # People and their cases ---------------------------------------------------------------------------------

    def menschen(self, anzahl: int) -> None:
        offen = anzahl
        while offen:
            with zusammen(self.klienten, self.schluessel, self.faelle, self.fallpersonen):
                for _ in range(min(offen, PORTION)):
                    self._mensch()
            offen -= min(offen, PORTION)
        for jahr, letzte in self.nummern.items():
            Fallzaehler.objects.create(kreis_id=self.kreis.id, jahr=jahr, letzte=letzte)

    def _mensch(self) -> None:
        zufall = self.zufall
        tag = self.heute - timedelta(days=zufall.randint(1, TAGE))
        stelle = zufall.randrange(len(self.kreis.kommunen))
        konto = self.kreis.konten[stelle % len(self.kreis.konten)]
        person = self._erfundene(stelle, tag)
        kennung = self.klienten.neue_kennung()
        self.klienten.zeile(
            {
                "id": kennung,
                "kennung": self.erfinder.kennung().hex,
                "kommune_id": self.kreis.kommunen[stelle],
                "datenschutzhinweis_am": tag,
                "datenschutzhinweis_sprache": person.felder["sprachen"][0],
                "erfasst_von_id": konto,
                "erfasst_am": _zeit(tag),
                "history_date": _zeit(tag),
                "schutzadresse": "1" if zufall.random() < 0.01 else "0",
                **self._versiegelt(person),
            }
        )
        for zahl in self._suchmarken(person.felder["vorname"], person.felder["nachname"]):
            self.schluessel.zeile({"id": self.schluessel.neue_kennung(), "klient_id": kennung, "marke": zahl})
        if zufall.random() < 0.6:
            self._fall(kennung, tag, stelle, konto)

    def _erfundene(self, stelle: int, tag: date) -> Erfundene:
        """Viele heißen zweifach: so hat nicht jeder Name zehn Menschen."""
        person, *_weitere = self.erfinder.haushalt(1, f"Musterort {stelle + 1}", tag)
        if self.zufall.random() < 0.75:
            zweiter, *_weitere = self.erfinder.haushalt(1, "", tag)
            person.felder["nachname"] += f" {zweiter.felder['nachname']}"
        return person

    def _versiegelt(self, person: Erfundene) -> dict[str, str]:
        werte: dict[str, str] = {}
        for name, versiegeln in self._siegel.items():
            feld = Klient._meta.get_field(name)
            wert = person.felder.get(name)
            werte[name] = r"\N" if wert is None else versiegeln(feld.als_text(wert))  # type: ignore[union-attr]
        return werte

    def _suchmarken(self, vorname: str, nachname: str) -> list[int]:
        zahlen = set()
        for wort in suchworte(vorname, nachname):
            if wort not in self._marken:
                self._marken[wort] = marke(wort, zweck=zweck(self.kreis.id))
            zahlen.add(self._marken[wort])
        return sorted(zahlen)

    def _fall(self, klient: int, tag: date, stelle: int, konto: int) -> None:
        phase = self.zufall.choice(PHASEN)
        seit = tag + timedelta(days=self.zufall.randint(0, (self.heute - tag).days))
        ausgang, grund = "", ""
        if phase is Phase.NICHT_FORTGESETZT:
            grund = "geringer_bedarf"
        elif phase is Phase.ABGESCHLOSSEN:
            ausgang = "positiv"
        fall = self.faelle.neue_kennung()
        self.nummern[tag.year] = self.nummern.get(tag.year, 0) + 1
        self.faelle.zeile(
            {
                "id": fall,
                "jahr": tag.year,
                "nummer": self.nummern[tag.year],
                "kommune_id": self.kreis.kommunen[stelle],
                "eroeffnet_am": tag,
                "phase": phase.value,
                "phase_seit": seit,
                "verantwortlich_id": konto,
                "verantwortlich_seit": tag,
                "ausgang": ausgang,
                "endgrund": grund,
                "beendet_am": seit if phase in ENDEN else r"\N",
                "history_date": _zeit(tag),
            }
        )
        self.fallpersonen.zeile(
            {
                "id": self.fallpersonen.neue_kennung(),
                "fall_id": fall,
                "klient_id": klient,
                "von": tag,
                "history_date": _zeit(tag),
            }
        )
        self.akten.append((fall, klient, tag, stelle, konto))

    # Consultations ------------------------------------------------------------------------------------------

    def beratungen(self, anzahl: int) -> None:
        offen = anzahl
        while offen:
            portion = min(offen, PORTION)
            with zusammen(self.termine, self.anwesende, self.themen):
                for _ in range(portion):
                    self._beratung()
            offen -= portion

    def _beratung(self) -> None:
        """Zwei von dreien gehören zu einem Fall; die übrigen sind anonym."""
        zufall = self.zufall
        termin = self.termine.neue_kennung()
        themen = self.erfinder.themen()
        notiz = schritt = ""
        if self.akten and zufall.random() < 0.66:
            fall, klient, seit, stelle, konto = zufall.choice(self.akten)
            art, tag = "case_management", seit + timedelta(days=zufall.randint(0, (self.heute - seit).days))
            notiz = zufall.choice(themen[0].notizen)
            schritt = zufall.choice(themen[0].schritte)
            self.anwesende.zeile(
                {"id": self.anwesende.neue_kennung(), "termin_id": termin, "klient_id": klient}
            )
        else:
            art, fall = "einmalig", r"\N"  # type: ignore[assignment]
            stelle = zufall.randrange(len(self.kreis.kommunen))
            konto = self.kreis.konten[stelle % len(self.kreis.konten)]
            tag = self.heute - timedelta(days=zufall.randint(0, TAGE))
        zeit = _zeit(tag, zufall.randint(28, 60))
        self.termine.zeile(
            {
                "id": termin,
                "kennung": self.erfinder.kennung().hex,
                "konto_id": konto,
                "kommune_id": self.kreis.kommunen[stelle],
                "erfasst_am": zeit,
                "history_date": zeit,
                "art": art,
                "fall_id": fall,
                "beginn": zeit,
                "dauer_minuten": zufall.choice((20, 30, 45, 60, 60, 75, 90)),
                "personen": zufall.choice((1, 1, 2, 3)),
                "sprache": self.erfinder.sprache(),
                "naechster_schritt": self._schritt(schritt),
                "notiz": self._notiz(notiz),
            }
        )
        for thema in themen:
            self.themen.zeile(
                {"id": self.themen.neue_kennung(), "termin_id": termin, "thema": thema.schluessel}
            )
