"""What a world needs around agendas: one in the making, one that has been set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.konten.regeln.rollen import Rolle
from lenkung.domain.punktanlagen import punktanlage_ablegen
from lenkung.domain.punktgaeste import gast_eintragen
from lenkung.domain.queries.tagesordnung import punkte_der_sitzung
from lenkung.domain.sitzung import sitzung_planen
from lenkung.domain.tagesordnung import punkt_anlegen
from lenkung.domain.tagesordnung_festlegen import (
    tagesordnung_aendern,
    tagesordnung_bestaetigen,
    tagesordnung_vorlegen,
)
from lenkung.domain.tagesordnung_vorbereiten import tagesordnung_vorbereiten
from lenkung.models import Tagesordnung

Welt = Any


def _punkt(welt: Welt) -> Any:
    """On an agenda that is put before the chair further down."""
    wer, sitzung = welt.konten[Rolle.GESCHAEFTSSTELLE], welt["sitzung"]
    tagesordnung_vorbereiten(sitzung_id=sitzung.pk, akteur=wer)
    return punkt_anlegen(
        sitzung_id=sitzung.pk,
        akteur=wer,
        angaben={
            "art": "beratung",
            "titel": "Sprachkurse am Abend",
            "erlaeuterung": "Viele arbeiten tagsüber.",
            "minuten": 130,
            "oeffentlich": False,
        },
    )


def _punktgast(welt: Welt) -> Any:
    return gast_eintragen(
        punkt_id=welt["punkt"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={"name": "Gustav Gast", "email": "gast@verband.example", "grundlage": "Vorsitz"},
    )


def _punktanlage(welt: Welt) -> Any:
    return punktanlage_ablegen(
        punkt_id=welt["punkt"].pk,
        datei=datei_pruefen(name="zahlen.txt", inhalt=b"Zahlen ohne Namen.\n"),
        titel="Zahlen",
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


def _vorgelegt(welt: Welt) -> Any:
    sitzung = welt["sitzung"]
    zaehler = Tagesordnung.objects.get(sitzung=sitzung).zaehler
    tagesordnung_vorlegen(sitzung_id=sitzung.pk, zaehler=zaehler, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE])
    return Tagesordnung.objects.get(sitzung=sitzung)


def _sitzung_in(welt: Welt, tagen: int) -> Any:
    beginn = timezone.localtime() + timedelta(days=tagen)
    return sitzung_planen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        beginn=beginn.replace(hour=10, minute=0, second=0, microsecond=0),
        angaben={"ort": "Kreishaus"},
    )


def _ohne_punkte(welt: Welt) -> Any:
    """Nobody has begun with its agenda."""
    return _sitzung_in(welt, 200)


def _festgelegt(welt: Welt) -> Any:
    """A second session; its agenda has been set twice."""
    wer, chair = welt.konten[Rolle.GESCHAEFTSSTELLE], welt.konten[Rolle.VORSITZ]
    sitzung = _sitzung_in(welt, 110)
    tagesordnung_vorbereiten(sitzung_id=sitzung.pk, akteur=wer)
    for titel in ("", "Bericht der Geschäftsstelle"):
        if titel:
            tagesordnung_aendern(sitzung_id=sitzung.pk, akteur=wer)
            punkt_anlegen(sitzung_id=sitzung.pk, akteur=wer, angaben={"art": "bericht", "titel": titel})
        zaehler = Tagesordnung.objects.get(sitzung=sitzung).zaehler
        tagesordnung_bestaetigen(sitzung_id=sitzung.pk, zaehler=zaehler, akteur=chair)
    assert len(punkte_der_sitzung(sitzung.pk)) == 3
    sitzung.refresh_from_db()
    return sitzung


TAGESORDNUNG: dict[str, Callable[[Welt], Any]] = {
    "punkt": _punkt,
    "punktgast": _punktgast,
    "punktanlage": _punktanlage,
    "tagesordnung": _vorgelegt,
    "sitzung_festgelegt": _festgelegt,
    "sitzung_ohne_punkte": _ohne_punkte,
}
