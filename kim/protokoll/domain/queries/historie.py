"""Die Historie eines Satzes in Worten: wer hat wann was geändert, vorher und nachher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

from kim.basis import anzeige


@dataclass(frozen=True, slots=True)
class Feldaenderung:
    feld: str
    vorher: str
    nachher: str


@dataclass(frozen=True, slots=True)
class Historieneintrag:
    wann: datetime
    wer: str
    text: str
    grund: str
    angelegt: bool
    """Es gibt kein Vorher; die Änderungen sind der erste Inhalt."""
    aenderungen: tuple[Feldaenderung, ...]


def historienzeilen(objekt: Model) -> QuerySet[Any]:
    """Die rohen Zeilen, unsortiert; Seiten und Reihenfolge bestimmt die Ansicht."""
    return get_history_manager_for_model(type(objekt)).filter(**{objekt._meta.pk.attname: objekt.pk})


def in_worten(
    objekt: Model, zeilen: Sequence[Any], *, ohne: frozenset[str] = frozenset()
) -> list[Historieneintrag]:
    """Eine Abfrage, dazu eine je Modell, auf das der Satz verweist: gleich, wie viele Zeilen es sind."""
    if not zeilen:
        return []
    aelteste = min(zeile.history_id for zeile in zeilen)
    davor = historienzeilen(objekt).filter(history_id__lt=aelteste).order_by("-history_id").first()
    der_reihe_nach = sorted(zeilen, key=lambda zeile: zeile.history_id)
    vorgaenger = dict(
        zip((zeile.history_id for zeile in der_reihe_nach), [davor, *der_reihe_nach[:-1]], strict=True)
    )
    felder = [feld for feld in _gezeigte_felder(objekt) if feld.name not in ohne]
    namen = _namen(felder, [*zeilen, *([davor] if davor else [])])
    return [_eintrag(zeile, vorgaenger[zeile.history_id], felder, namen) for zeile in zeilen]


def _gezeigte_felder(objekt: Model) -> list[Field[Any, Any]]:
    # A model may keep a field out of its history, such as a password.
    historisch = {
        feld.attname for feld in get_history_manager_for_model(type(objekt)).model._meta.concrete_fields
    }
    return [
        feld
        for feld in objekt._meta.concrete_fields
        if feld.editable and not feld.primary_key and feld.attname in historisch
    ]


def _namen(felder: Iterable[Field[Any, Any]], zeilen: Sequence[Any]) -> dict[type[Model], dict[Any, Any]]:
    """Ein Griff je Modell, nicht einer je Zeile."""
    gesucht: dict[type[Model], set[Any]] = {}
    for feld in felder:
        if isinstance(feld, ForeignKey):
            werte = {getattr(zeile, feld.attname) for zeile in zeilen} - {None}
            gesucht.setdefault(feld.related_model, set()).update(werte)
    return {modell: modell._base_manager.in_bulk(werte) for modell, werte in gesucht.items() if werte}


def _eintrag(
    zeile: Any,
    davor: Any,
    felder: Iterable[Field[Any, Any]],
    namen: dict[type[Model], dict[Any, Any]],
) -> Historieneintrag:
    texte = {"+": _("Angelegt"), "~": _("Geändert"), "-": _("Gelöscht")}
    aenderungen = []
    # Eine Löschung wiederholt nur, was zuletzt dastand.
    for feld in felder if zeile.history_type != "-" else ():
        vorher = _in_worten(feld, getattr(davor, feld.attname), namen) if davor is not None else ""
        nachher = _in_worten(feld, getattr(zeile, feld.attname), namen)
        if vorher != nachher:
            aenderungen.append(Feldaenderung(str(feld.verbose_name), vorher, nachher))
    return Historieneintrag(
        wann=zeile.history_date,
        wer=zeile.akteur_name or _("unbekannt"),
        text=texte[zeile.history_type],
        grund=zeile.history_change_reason or "",
        angelegt=davor is None,
        aenderungen=tuple(aenderungen),
    )


def _in_worten(feld: Field[Any, Any], wert: Any, namen: dict[type[Model], dict[Any, Any]]) -> str:
    if wert is None or wert == "":
        return ""
    if isinstance(feld, ForeignKey):
        ziel = namen.get(feld.related_model, {}).get(wert)
        return str(ziel) if ziel is not None else _("Nr. %s (nicht mehr vorhanden)") % wert
    if feld.flatchoices:
        return str(dict(feld.flatchoices).get(wert, wert))
    return _wert_in_worten(wert)


def _wert_in_worten(wert: Any) -> str:
    match wert:
        case bool():
            return _("ja") if wert else _("nein")
        case datetime():
            return anzeige.zeitpunkt(wert)
        case date():
            return anzeige.datum(wert)
        case time():
            return anzeige.uhrzeit(wert)
        case Decimal():
            return anzeige.zahl(wert, max(0, -int(wert.as_tuple().exponent)))
        case list() | tuple():
            return ", ".join(_wert_in_worten(teil) for teil in wert)
        case dict():
            return ", ".join(f"{name}: {_wert_in_worten(teil)}" for name, teil in wert.items())
    return str(wert)
