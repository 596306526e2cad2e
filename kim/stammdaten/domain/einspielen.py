"""Stammdaten aus einer Tabelle übernehmen: erst die Vorschau, dann die Bestätigung, alles oder nichts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.einspielart import EINSPIELARTEN, Einspielart
from kim.basis.fehler import NichtErlaubt, Ueberholt, verlange
from kim.stammdaten import permissions
from kim.stammdaten.domain.einrichtung import einrichtung_aendern, einrichtung_anlegen
from kim.stammdaten.domain.kommune import kommune_aendern, kommune_anlegen
from kim.stammdaten.domain.person import FunktionAngaben, funktion_geben, person_aendern, person_anlegen
from kim.stammdaten.domain.queries.einspielplan import (
    Aktion,
    Einspielfehler,
    Plan,
    Planzeile,
    plan_erstellen,
)
from kim.stammdaten.domain.saetze import kreis_sperren
from kim.stammdaten.domain.spalten import SPALTEN, Art
from kim.stammdaten.domain.standort import standort_aendern, standort_anlegen
from kim.stammdaten.models import Importvorschau
from kim.stammdaten.regeln.einspielung import Zeile, Zellenfehler, pruefen

HALTBARKEIT = timedelta(hours=1)

_ANLEGEN: Mapping[str, Callable[..., Any]] = {
    Art.KOMMUNEN: kommune_anlegen,
    Art.EINRICHTUNGEN: einrichtung_anlegen,
    Art.PERSONEN: person_anlegen,
    Art.STANDORTE: standort_anlegen,
}
_AENDERN: Mapping[str, tuple[Callable[..., Any], str]] = {
    Art.KOMMUNEN: (kommune_aendern, "kommune_id"),
    Art.EINRICHTUNGEN: (einrichtung_aendern, "einrichtung_id"),
    Art.PERSONEN: (person_aendern, "person_id"),
    Art.STANDORTE: (standort_aendern, "standort_id"),
}


@dataclass(frozen=True, slots=True)
class Einspielergebnis:
    art: str
    angelegt: int
    geaendert: int
    unveraendert: int


@transaction.atomic
def importvorschau_anlegen(
    *,
    kreis_id: int,
    art: str,
    kopf: Sequence[str],
    zeilen: Sequence[Zeile],
    akteur: Akteur,
    jetzt: datetime,
    bezug_id: int | None = None,
) -> Importvorschau:
    """Prüft die Tabelle und hebt sie bis zur Bestätigung auf; bei einem Fehler entsteht nichts."""
    verlange(EINSPIELARTEN[art].darf(akteur, kreis_id, bezug_id))
    if akteur.konto_id is None:
        raise NichtErlaubt(_("Eine Vorschau braucht ein Konto, das sie bestätigt."))
    plan_aus_tabelle(kreis_id=kreis_id, art=art, bezug_id=bezug_id, kopf=kopf, zeilen=zeilen)
    vorschau, _neu = Importvorschau.objects.update_or_create(
        konto_id=akteur.konto_id,
        art=art,
        defaults={
            "kreis_id": kreis_id,
            "bezug_id": bezug_id,
            "kopf": list(kopf),
            "zeilen": [[zeile.nummer, list(zeile.zellen)] for zeile in zeilen],
            "angelegt_am": jetzt,
        },
    )
    return vorschau


def plan_aus_tabelle(
    *, kreis_id: int, art: str, kopf: Sequence[str], zeilen: Sequence[Zeile], bezug_id: int | None = None
) -> Plan:
    """Erst jede Zelle für sich, dann die Zeilen gegen das, was schon gespeichert ist."""
    einspielart = EINSPIELARTEN[art]
    ergebnis = pruefen(einspielart.spalten, kopf, zeilen)
    try:
        plan: Plan = einspielart.planen(kreis_id, bezug_id, ergebnis.saetze)
    except Einspielfehler as weitere:
        alle = sorted([*ergebnis.fehler, *weitere.fehler], key=lambda fehler: fehler.zeile)
        raise Einspielfehler(alle) from None
    if ergebnis.fehler:
        raise Einspielfehler(ergebnis.fehler)
    return plan


def plan_der_vorschau(vorschau: Importvorschau) -> Plan:
    """Der Plan nach heutigem Stand der Stammdaten."""
    zeilen = [Zeile(nummer, tuple(zellen)) for nummer, zellen in vorschau.zeilen]
    return plan_aus_tabelle(
        kreis_id=vorschau.kreis_id,
        art=vorschau.art,
        bezug_id=vorschau.bezug_id,
        kopf=vorschau.kopf,
        zeilen=zeilen,
    )


@transaction.atomic
def importvorschau_uebernehmen(
    *, vorschau_id: int, abdruck: str, akteur: Akteur, grund: str
) -> Einspielergebnis:
    """Schreibt genau das, was die Vorschau gezeigt hat, oder nichts."""
    kreis_id = _eigene(vorschau_id, akteur).kreis_id
    kreis_sperren(kreis_id)
    # Read again under the lock: a second click on the button finds nothing any more.
    vorschau = _eigene(vorschau_id, akteur)
    einspielart = EINSPIELARTEN[vorschau.art]
    verlange(einspielart.darf(akteur, kreis_id, vorschau.bezug_id))
    plan = plan_der_vorschau(vorschau)
    if plan.abdruck != abdruck:
        raise Ueberholt(
            _("Die Daten haben sich seit der Vorschau geändert. Bitte sehen Sie die neue Vorschau an.")
        )
    for zeile in plan.zeilen:
        try:
            einspielart.schreiben(kreis_id, vorschau.bezug_id, zeile, akteur, grund)
        except ValidationError as fehler:
            meldungen = [Zellenfehler(zeile.zeile, "", zeile.name, meldung) for meldung in fehler.messages]
            raise Einspielfehler(meldungen) from fehler
    vorschau.delete()
    return Einspielergebnis(
        vorschau.art,
        plan.anzahl(Aktion.ANLEGEN),
        plan.anzahl(Aktion.AENDERN),
        plan.anzahl(Aktion.UNVERAENDERT),
    )


@transaction.atomic
def importvorschau_verwerfen(*, vorschau_id: int, akteur: Akteur) -> None:
    """Löscht eine eigene Vorschau."""
    permissions.eigene_importvorschauen(akteur).filter(pk=vorschau_id).delete()


@transaction.atomic
def importvorschauen_aufraeumen(*, jetzt: datetime) -> int:
    """Löscht, was niemand bestätigt hat: Dateien mit Personen bleiben nicht liegen."""
    anzahl, _je_modell = Importvorschau.objects.filter(angelegt_am__lt=jetzt - HALTBARKEIT).delete()
    return anzahl


def _eigene(vorschau_id: int, akteur: Akteur) -> Importvorschau:
    vorschau = permissions.eigene_importvorschauen(akteur).filter(pk=vorschau_id).first()
    if vorschau is None:
        raise Ueberholt(
            _("Diese Datei ist schon übernommen oder verworfen. Bitte sehen Sie in der Liste nach.")
        )
    return vorschau


def _einspielart(art: str) -> Einspielart:
    def schreiben(kreis_id: int, bezug_id: int | None, zeile: Planzeile, akteur: Akteur, grund: str) -> None:
        if zeile.aktion is Aktion.UNVERAENDERT:
            return
        if zeile.satz_id is None:
            satz_id = _ANLEGEN[art](kreis_id=kreis_id, akteur=akteur, angaben=zeile.angaben, grund=grund).pk
        else:
            satz_id = zeile.satz_id
            aendern, kennung = _AENDERN[art]
            aendern(**{kennung: satz_id}, akteur=akteur, angaben=zeile.angaben, grund=grund)
        if zeile.funktion is not None:
            angaben = cast(FunktionAngaben, zeile.funktion)
            funktion_geben(person_id=satz_id, akteur=akteur, angaben=angaben, grund=grund)

    return Einspielart(
        art,
        SPALTEN[art],
        lambda kreis_id, _bezug, saetze: plan_erstellen(kreis_id=kreis_id, art=art, saetze=saetze),
        schreiben,
        lambda akteur, kreis_id, _bezug: permissions.darf_importieren(akteur, kreis_id, art),
    )


STAMMDATEN = tuple(_einspielart(art.value) for art in Art)
"""Die vier Arten dieses Raums, für das Register."""
