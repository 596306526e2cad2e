"""The bundle of a session: cover, contents, agenda, every Vorlage as pages; other files lie inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.pdfart import Pdfanlage, Pdfart, Pdfinhalt
from kim.dokumente.domain.queries.inhalt import inhalt_von
from lenkung.domain.queries.lesen import Lesepunkt, lesepunkte
from lenkung.domain.queries.tagesordnung import geltende_tagesordnung
from lenkung.domain.queries.unterlagen import dokumente_von
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Sitzung
from lenkung.permissions import MAPPE_DRUCK

BEIGELEGT_HOECHSTENS = 60 * 1024 * 1024
"""So much lies inside one PDF; what is beyond it is read in KIM. A telephone opens no larger file."""


@dataclass(frozen=True, slots=True)
class Beilage:
    titel: str
    name: str
    groesse: int
    beigelegt: bool


@dataclass(frozen=True, slots=True)
class Blatt:
    """One item as the template sets it."""

    satz: Lesepunkt
    abschnitte: list[tuple[str, Any]]
    beilagen: list[Beilage]
    neue_seite: bool


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    sitzung = Sitzung.objects.select_related("gremium", "standort__kommune", "standort__einrichtung").get(
        pk=int(angaben["sitzung_id"])
    )
    punkte = lesepunkte(sitzung)
    beilagen, anlagen = _beilagen(punkte)
    return Pdfinhalt(
        kreis_id=sitzung.kreis_id,
        titel=_("Sitzungsmappe %(gremium)s, %(tag)s")
        % {"gremium": sitzung.gremium.kurz, "tag": anzeige.datum(sitzung.tag)},
        dateiname=_("Sitzungsmappe %(gremium)s %(tag)s.pdf")
        % {"gremium": sitzung.gremium.kurz, "tag": sitzung.tag.isoformat()},
        stand=_stand(sitzung, punkte),
        gehoert_zu_art=MAPPE_DRUCK,
        gehoert_zu_id=sitzung.pk,
        kontext={
            "sitzung": sitzung,
            "termin": termin_text(sitzung.beginn),
            "blaetter": _blaetter(punkte, beilagen),
            "minuten": sum(punkt.minuten for punkt in punkte),
        },
        anlagen=tuple(anlagen),
    )


def _stand(sitzung: Sitzung, punkte: Sequence[Lesepunkt]) -> datetime:
    """The moment that the content speaks of: the latest of what it is made of."""
    bestaetigt = geltende_tagesordnung(sitzung.pk)
    zeiten = [punkt.fassung.freigegeben_am for punkt in punkte if punkt.fassung]
    zeiten.append(bestaetigt.bestaetigt_am if bestaetigt else None)
    return max((zeit for zeit in zeiten if zeit is not None), default=sitzung.beginn)


def _blaetter(punkte: Sequence[Lesepunkt], beilagen: Mapping[int, list[Beilage]]) -> list[Blatt]:
    """A Vorlage begins on a page of its own, and so does what follows it; short items share one."""
    blaetter: list[Blatt] = []
    for punkt in punkte:
        abschnitte = _abschnitte(punkt)
        neue_seite = bool(abschnitte) or not blaetter or bool(blaetter[-1].abschnitte)
        blaetter.append(Blatt(punkt, abschnitte, beilagen[punkt.pk], neue_seite))
    return blaetter


def _abschnitte(punkt: Lesepunkt) -> list[tuple[str, Any]]:
    fassung = punkt.fassung
    if fassung is None:
        return []
    texte = (
        (_("Sachverhalt"), fassung.sachverhalt),
        (_("Beschlussvorschlag"), fassung.beschlussvorschlag),
        (_("Auswirkungen"), fassung.auswirkungen),
    )
    return [(titel, gesetzt(text)) for titel, text in texte if text.strip()]


def _beilagen(punkte: Sequence[Lesepunkt]) -> tuple[dict[int, list[Beilage]], list[Pdfanlage]]:
    """In the order of the agenda, until it is too much for one file; each named after its item."""
    offen = [(punkt, u) for punkt in punkte for u in punkt.unterlagen if not u.ist_vorlage]
    dokumente = dokumente_von(unterlage.dokument_id for _punkt, unterlage in offen)
    je_punkt: dict[int, list[Beilage]] = {punkt.pk: [] for punkt in punkte}
    anlagen: list[Pdfanlage] = []
    summe = 0
    for punkt, unterlage in offen:
        dokument = dokumente[unterlage.dokument_id]
        passt = summe + unterlage.groesse <= BEIGELEGT_HOECHSTENS
        nummer = len(je_punkt[punkt.pk]) + 1
        name = f"TOP {punkt.nummer:02}-{nummer:02} {_kurz(dokument.name)}"
        je_punkt[punkt.pk].append(Beilage(unterlage.titel, name, unterlage.groesse, passt))
        if passt:
            summe += unterlage.groesse
            beschreibung = _("%(titel)s (TOP %(nummer)s)") % {
                "titel": unterlage.titel,
                "nummer": punkt.nummer,
            }
            anlagen.append(Pdfanlage(name, unterlage.mime, inhalt_von(dokument), beschreibung))
    return je_punkt, anlagen


def _kurz(name: str) -> str:
    pfad = PurePath(name)
    return f"{pfad.stem[:80].rstrip()}{pfad.suffix}"


PDFART = Pdfart(MAPPE_DRUCK, "Sitzungsmappe", "lenkung/pdf/mappe.html", inhalt)
