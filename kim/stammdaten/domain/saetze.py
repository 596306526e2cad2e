"""Was allen Stammsätzen gemeinsam ist: unter Sperre lesen, Angaben setzen, mit Grund speichern."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Ueberholt
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.stand import letzte_aenderung
from kim.stammdaten.models import Kreis

M = TypeVar("M", bound=models.Model)


def kreis_sperren(kreis_id: int) -> Kreis:
    """Stammdaten eines Kreises ändert immer nur einer; so entsteht kein Name doppelt."""
    # no_key: others may go on inserting rows that merely refer to the Kreis
    return Kreis.objects.select_for_update(no_key=True).get(pk=kreis_id)


def stand_pruefen(satz: models.Model, erwarteter_stand: int | None) -> None:
    """Hat seit dem Öffnen des Formulars jemand anderes gespeichert, wird nichts überschrieben."""
    if erwarteter_stand is None:
        return
    letzte = letzte_aenderung(satz)
    if letzte.history_id != erwarteter_stand:
        meldung = _(
            "Dieser Eintrag wurde inzwischen von %(name)s am %(tag)s geändert. "
            "Ihre Eingaben stehen noch hier. Bitte vergleichen und noch einmal speichern."
        ) % {"name": letzte.akteur_name, "tag": f"{berliner_tag(letzte.history_date):%d.%m.%Y}"}
        raise Ueberholt(meldung)


def setze(satz: M, angaben: Mapping[str, Any], erlaubt: frozenset[str]) -> bool:
    """Setzt die Angaben und sagt, ob sich etwas geändert hat."""
    fremd = set(angaben) - erlaubt
    if fremd:
        raise TypeError(f"unknown fields: {', '.join(sorted(fremd))}")
    geaendert = {feld for feld, wert in angaben.items() if getattr(satz, feld) != wert}
    for feld in geaendert:
        setattr(satz, feld, angaben[feld])
    return bool(geaendert)


def beenden(satz: M, *, zum: date, akteur: Akteur, grund: str) -> M:
    satz.aktiv_bis = zum  # type: ignore[attr-defined]
    return speichere(satz, akteur=akteur, grund=grund)
