"""What a world needs for its public pages: the switch turned on, a published Niederschrift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.queries.oeffentlich import oeffentliche_sitzungen
from lenkung.domain.veroeffentlichung import oeffentlichkeit_einstellen
from lenkung.models import Tagesordnungspunkt
from tests.lenkung import oeffentlichbau, verlaufsbau
from tests.lenkung.niederschriftsbau import frisch
from tests.lenkung.sitzungsbau import sitzung

Welt = Any


def _eingeschaltet(welt: Welt) -> Any:
    return oeffentlichkeit_einstellen(
        gremium_id=welt["gremium"].pk,
        eingeschaltet=True,
        namen=False,
        suchmaschinen=False,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


def _sitzung(welt: Welt) -> Any:
    satz = sitzung(
        welt["gremium"],
        timezone.localdate() - timedelta(days=60),
        "eingeladen",
        ort="Kreishaus",
        geschaeftsordnung=welt["geschaeftsordnung_in_kraft"],
    )
    for nummer, (titel, oeffentlich) in enumerate((("Fahrdienst einrichten", True), ("Personal", False)), 1):
        Tagesordnungspunkt.objects.create(
            sitzung=satz, position=nummer, art="beschluss", titel=titel, oeffentlich=oeffentlich
        )
    wann = satz.beginn
    for nummer, sitz in enumerate(verlaufsbau.sitze(satz.gremium)[:2]):
        verlaufsbau.komme(satz, sitz, zeit=wann + timedelta(minutes=nummer))
    wann += timedelta(minutes=5)
    verlaufsbau.eroeffne(satz, zeit=wann)
    satz.refresh_from_db()
    punkt = verlaufsbau.rufe_auf(satz, verlaufsbau.punkte(satz)[0], zeit=wann)
    verlaufsbau.stelle_fest(verlaufsbau.einvernehmlich(satz, punkt, zeit=wann), zeit=wann)
    verlaufsbau.schliesse(satz, rest_absetzen=True, zeit=wann + timedelta(minutes=30))
    return frisch(satz)


def _veroeffentlichung(welt: Welt) -> Any:
    assert welt["oeffentlichkeit"]
    fassung = oeffentlichbau.unterzeichnet(welt["sitzung_veroeffentlicht"])
    satz = oeffentlichbau.veroeffentlicht(fassung)
    oeffentlichbau.pdf_ablegen(satz)
    _eingeschaltet(welt)
    return satz


def adresse_des_gremiums(welt: Welt) -> dict[str, Any]:
    return {"kreis": welt.kreis.kuerzel, "gremium": welt["oeffentlichkeit"].adresse}


def adresse_der_sitzung(welt: Welt) -> dict[str, Any]:
    satz = next(
        s
        for s in oeffentliche_sitzungen(welt["oeffentlichkeit"])
        if s.sitzung.pk == welt["sitzung_veroeffentlicht"].pk
    )
    return {**adresse_des_gremiums(welt), "termin": satz.termin}


def adresse_des_beschlusses(welt: Welt) -> dict[str, Any]:
    satz = welt["sitzung_veroeffentlicht"].beschluesse.get()
    return {**adresse_des_gremiums(welt), "jahr": satz.jahr, "nummer": satz.nummer}


OEFFENTLICH: dict[str, Callable[[Welt], Any]] = {
    "oeffentlichkeit": _eingeschaltet,
    "sitzung_veroeffentlicht": _sitzung,
    "veroeffentlichung": _veroeffentlichung,
}
