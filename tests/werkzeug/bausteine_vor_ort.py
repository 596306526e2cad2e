"""What a world needs on site: consultations in each state, other work, a sheet, a topic of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casemgmt.domain.arbeit import arbeitstermin_festhalten, kopfzahl_festhalten
from casemgmt.domain.terminabo import terminabo_anlegen
from casemgmt.domain.terminzettel import terminzettel_drucken
from casemgmt.domain.themen import thema_anlegen
from casemgmt.models import Kopfzahl, Termin
from casemgmt.regeln.termin import Arbeitsangaben, Arbeitsart, Kanal, Kopfzahlangaben, Kopfzahlart
from casemgmt.regeln.terminregeln import Rhythmus
from casemgmt.regeln.werte import Fallbereich
from kim.auftraege.models import Auftrag
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import terminbau

Welt = Any


def _cm(welt: Welt) -> Any:
    return welt.konten[Rolle.CASE_MANAGEMENT]


def _termin(welt: Welt) -> Any:
    return terminbau.beratung(
        _cm(welt), welt["fall"], welt["klient"], naechster_schritt="Wohngeld beantragen"
    )


def _geplant(welt: Welt) -> Any:
    return terminbau.geplant(_cm(welt), welt["fall"], welt["klient"], kanal=Kanal.AUFSUCHEND)


def _vergangen(welt: Welt) -> Any:
    """Yesterday, and nobody has said what became of it."""
    beginn = timezone.now() - timedelta(days=1)
    return terminbau.geplant(_cm(welt), welt["fall"], welt["klient"], beginn=beginn)


def _alt(welt: Welt) -> Any:
    """Too old to be changed; it is corrected."""
    satz = terminbau.beratung(_cm(welt), welt["fall"], welt["klient"])
    Termin.objects.filter(pk=satz.pk).update(erfasst_am=timezone.now() - timedelta(days=20))
    return satz


def _anonym(welt: Welt) -> Any:
    return terminbau.beratung(_cm(welt), ort=welt["kommune"], themen=("arbeit",))


def _arbeit(welt: Welt) -> Any:
    return arbeitstermin_festhalten(
        akteur=_cm(welt),
        kreis_id=welt.kreis.pk,
        bereich=Fallbereich.LOKAL,
        angaben=Arbeitsangaben(
            Arbeitsart.NETZWERK,
            timezone.now() + timedelta(hours=1),
            60,
            titel="Runder Tisch",
            kommune_id=welt["kommune"].pk,
        ),
        geraet=terminbau.geraet(),
        rhythmus=Rhythmus.MONATLICH,
        bis=timezone.localdate() + timedelta(days=70),
    )


def _zettel(welt: Welt) -> Any:
    nummer = terminzettel_drucken(
        akteur=_cm(welt),
        termin_id=welt["termin_geplant"].pk,
        sprache="uk",
        sachen=["ausweis"],
        schluessel=uuid4().hex,
    )
    return Auftrag.objects.get(pk=nummer)


def _kopfzahl(welt: Welt) -> Any:
    return kopfzahl_festhalten(
        akteur=_cm(welt),
        kreis_id=welt.kreis.pk,
        bereich=Fallbereich.LOKAL,
        angaben=Kopfzahlangaben(Kopfzahlart.ANKUNFT, timezone.localdate(), 40, kommune_id=welt["kommune"].pk),
        geraet=terminbau.geraet(),
    )


def _kopfzahl_alt(welt: Welt) -> Any:
    """Too old to be changed; it is corrected."""
    satz = _kopfzahl(welt)
    Kopfzahl.objects.filter(pk=satz.pk).update(erfasst_am=timezone.now() - timedelta(days=20))
    return satz


def _thema(welt: Welt) -> Any:
    return thema_anlegen(
        akteur=welt.konten[Rolle.KOORDINATION_CM], kreis_id=welt.kreis.pk, titel="Sport und Freizeit", rang=95
    )


VOR_ORT: dict[str, Callable[[Welt], Any]] = {
    "termin": _termin,
    "termin_geplant": _geplant,
    "termin_vergangen": _vergangen,
    "termin_alt": _alt,
    "anonyme_beratung": _anonym,
    "arbeitstermin": _arbeit,
    "terminzettel": _zettel,
    "kreisthema": _thema,
    "kopfzahl": _kopfzahl,
    "kopfzahl_alt": _kopfzahl_alt,
    "terminabo": lambda welt: terminabo_anlegen(akteur=_cm(welt)),
}
