"""Lesen: der Entwurf als schlichte Daten, so wie er festgeschrieben wird."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from kim.basis.zeit import BERLIN
from lenkung.domain.queries.niederschrift_bau import Bau
from lenkung.models import Beschluss, Niederschriftsabschnitt, Sitzung
from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
    Sitzungsangabe,
)
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.niederschriftstext import Anwesend, Ergebnis, Rahmen


def niederschriftsdaten(
    sitzung: Sitzung, abschnitte: Iterable[Niederschriftsabschnitt], bau: Bau
) -> Niederschriftsdaten:
    """Die Texte sind die des Entwurfs; Anwesenheit und Beschlüsse als Daten sind die der Sitzung."""
    go = sitzung.geschaeftsordnung
    gremium = sitzung.gremium
    return Niederschriftsdaten(
        kreis=gremium.kreis.name,
        gremium=gremium.name,
        sitzung=_sitzung(sitzung, bau.rahmen),
        abschnitte=tuple(_abschnitt(satz, bau) for satz in abschnitte),
        geschaeftsordnung=str(go) if go else "",
        anwesenheit=tuple(_anwesenheit(bau)),
        nicht_vertreten=bau.liste.nicht_vertreten,
    )


def _sitzung(sitzung: Sitzung, rahmen: Rahmen) -> Sitzungsangabe:
    return Sitzungsangabe(
        sitzung.pk,
        rahmen.tag.isoformat(),
        _zeit(rahmen.beginn),
        _zeit(rahmen.ende),
        rahmen.ort,
        rahmen.form.value,
        rahmen.leitung,
    )


def _abschnitt(satz: Niederschriftsabschnitt, bau: Bau) -> Abschnittsangabe:
    punkt = satz.punkt
    beschluesse = tuple(_beschluss(b, bau.ergebnisse[b.pk]) for b in bau.beschluesse if _gehoert_zu(b, satz))
    if punkt is None:
        return Abschnittsangabe(
            satz.art, satz.geltend, festgestellt=satz.festgestellt, beschluesse=beschluesse
        )
    return Abschnittsangabe(
        satz.art,
        satz.geltend,
        punkt.titel,
        punkt.position,
        punkt.art,
        punkt.stand,
        punkt.oeffentlich,
        satz.festgestellt,
        satz.erklaerung,
        beschluesse,
    )


def _gehoert_zu(beschluss: Beschluss, satz: Niederschriftsabschnitt) -> bool:
    """Ohne Punkt eingetragen, steht er am Schluss."""
    if beschluss.punkt_id is None:
        return satz.abschnittsart is Abschnittsart.SCHLUSS
    return beschluss.punkt_id == satz.punkt_id


def _beschluss(beschluss: Beschluss, ergebnis: Ergebnis) -> Beschlussangabe:
    stimmen = ergebnis.stimmen
    return Beschlussangabe(
        beschluss.pk,
        ergebnis.zeichen,
        beschluss.titel,
        ergebnis.text,
        beschluss.weise,
        ergebnis.angenommen,
        beschluss.oeffentlich,
        stimmen.ja if stimmen else None,
        stimmen.nein if stimmen else None,
        stimmen.enthaltung if stimmen else None,
        ergebnis.stichentscheid,
        ergebnis.rechnung,
        ergebnis.namentlich if any(namen for _wort, namen in ergebnis.namentlich) else (),
    )


def _anwesenheit(bau: Bau) -> Iterator[Personenangabe]:
    gruppen = (
        ("mit_stimme", bau.liste.mit_stimme),
        ("ohne_stimme", bau.liste.ohne_stimme),
        ("gast", bau.liste.gaeste),
    )
    for gruppe, personen in gruppen:
        for person in personen:
            yield _person(person, gruppe)


def _person(person: Anwesend, gruppe: str) -> Personenangabe:
    return Personenangabe(
        person.name,
        person.stelle,
        gruppe,
        person.stellvertretung,
        person.digital,
        tuple((_zeit(zeit.von), _zeit(zeit.bis) if zeit.bis else "") for zeit in person.zeiten),
        person.punkte,
    )


def _zeit(wann: datetime) -> str:
    return wann.astimezone(BERLIN).isoformat(timespec="seconds")
