"""Lesen: der Sprechzettel des Vorsitzes, Punkt für Punkt mit Uhrzeit, Gästen, Fragen und Formeln."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils.safestring import SafeString

from kim.basis.zeit import berliner_tag
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.ladung import zweite_einberufung_der_sitzung
from lenkung.domain.queries.sitzungen import geltende_fassungen
from lenkung.domain.queries.tagesordnung import gaeste_der_sitzung, punkte_der_sitzung
from lenkung.domain.queries.verlauf import regelsitz
from lenkung.domain.queries.wortlaut import wortlaut_gesetzt, wortlaute_von
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Beschluss, Punktgast, Sitzung, Tagesordnungspunkt
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.sprechzettel import (
    Formeln,
    Mindestzahl,
    Punktlage,
    Schwellenzeile,
    formeln,
    mehrheit_in_worten,
    mindestzahl,
    schwellen,
)
from lenkung.regeln.vertretung import sitze_mit_stimme
from lenkung.regeln.zeitplan import zeitplan

Satz = TypeVar("Satz", Punktgast, Beschluss)


@dataclass(frozen=True, slots=True)
class Sprechpunkt:
    punkt: Tagesordnungspunkt
    von: datetime
    bis: datetime
    gaeste: tuple[Punktgast, ...]
    wortlaut: SafeString | None
    formeln: Formeln
    beschluesse: tuple[Beschluss, ...]
    """Was zu diesem Punkt schon festgestellt ist."""


@dataclass(frozen=True, slots=True)
class Sprechzettel:
    sitzung: Sitzung
    punkte: list[Sprechpunkt]
    zahl: Mindestzahl
    mehrheit: str
    schwellen: tuple[Schwellenzeile, ...]


def sprechzettel(sitzung: Sitzung) -> Sprechzettel:
    """Zwölf Abfragen, gleich wie viele Punkte, Gäste und Sitze es sind."""
    punkte = punkte_der_sitzung(sitzung.pk)
    ordnung = _ordnung(sitzung)
    mit_stimme = sitze_mit_stimme(
        [regelsitz(zeile) for zeile in sitzzeilen_am([sitzung.gremium_id], sitzung.tag)], sitzung.tag
    )
    zahlen = {"stimmberechtigte": len(mit_stimme), "besetzte": sum(sitz.besetzt for sitz in mit_stimme)}
    zahl = mindestzahl(ordnung, **zahlen)
    return Sprechzettel(
        sitzung,
        _punkte(sitzung, punkte, ordnung, zahl),
        zahl,
        mehrheit_in_worten(ordnung),
        schwellen(ordnung, **zahlen),
    )


def _ordnung(sitzung: Sitzung) -> Ordnung:
    """Vor der Einladung die, die am Tag der Sitzung gelten wird."""
    go = geltende_fassungen([sitzung])[sitzung.pk]
    return (ordnung_von(go) if go else None) or Ordnung()


def _punkte(
    sitzung: Sitzung, punkte: list[Tagesordnungspunkt], ordnung: Ordnung, zahl: Mindestzahl
) -> list[Sprechpunkt]:
    gaeste = _je_punkt(gaeste_der_sitzung(sitzung.pk))
    beschluesse = _je_punkt(
        Beschluss.objects.filter(sitzung=sitzung).select_related("abstimmung").order_by("nummer")
    )
    texte = wortlaute_von(punkte)
    vorige = dict(Sitzung.objects.filter(pk__in=_vorige(punkte)).values_list("pk", "beginn"))
    zweite = zweite_einberufung_der_sitzung(sitzung)
    zeiten = zeitplan(sitzung.beginn, [punkt.minuten for punkt in punkte])
    zeilen = []
    for punkt, zeit in zip(punkte, zeiten, strict=True):
        beginn = vorige.get(punkt.niederschrift_von_id or 0)
        lage = Punktlage(
            punkt.punktart,
            erster=punkt is punkte[0],
            letzter=punkt is punkte[-1],
            berichterstattung=punkt.berichterstattung,
            niederschrift_vom=berliner_tag(beginn) if beginn else None,
            zweite_einberufung=zweite and punkt.uebernommen_aus_id is not None,
        )
        text = texte.get(punkt.pk)
        zeilen.append(
            Sprechpunkt(
                punkt,
                zeit.von,
                zeit.bis,
                tuple(gaeste.get(punkt.pk, ())),
                wortlaut_gesetzt(text) if text else None,
                formeln(lage, ordnung, zahl),
                tuple(beschluesse.get(punkt.pk, ())),
            )
        )
    return zeilen


def _vorige(punkte: Iterable[Tagesordnungspunkt]) -> list[int]:
    return [punkt.niederschrift_von_id for punkt in punkte if punkt.niederschrift_von_id is not None]


def _je_punkt(saetze: Iterable[Satz]) -> dict[int, list[Satz]]:
    je_punkt: dict[int, list[Satz]] = {}
    for satz in saetze:
        je_punkt.setdefault(satz.punkt_id or 0, []).append(satz)
    return je_punkt
