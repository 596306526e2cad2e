"""All that an entry of the tray holds, in words: enough to type it in again by hand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.annahmearten import zeit_lesen
from casemgmt.forms.ohne_netz import SPRACHEN, BeratungForm
from casemgmt.models import Uebertragung
from casemgmt.models.auswahl import HAUSHALTSROLLEN
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.models.terminauswahl import ARBEITSARTEN, KANAELE, KOPFZAHLARTEN, SPRACHMITTLUNGEN
from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt

WORTE = {
    "aktenzeichen": gettext_lazy("Aktenzeichen"),
    "kommune_id": gettext_lazy("Kommune"),
    "art": gettext_lazy("Art"),
    "beginn": gettext_lazy("Beginn"),
    "tag": gettext_lazy("Tag"),
    "dauer_minuten": gettext_lazy("Dauer in Minuten"),
    "personen": gettext_lazy("Anwesende"),
    "anzahl": gettext_lazy("Anzahl"),
    "titel": gettext_lazy("Worum es ging"),
    "teilnehmende": gettext_lazy("Teilnehmende"),
    "themen": gettext_lazy("Themen"),
    "kanal": gettext_lazy("Kanal"),
    "sprachmittlung": gettext_lazy("Sprachmittlung"),
    "sprache": gettext_lazy("Sprache"),
    "naechster_schritt": gettext_lazy("Nächster Schritt"),
    "notiz": gettext_lazy("Notiz"),
    "hinweis_gegeben": gettext_lazy("Datenschutzhinweis gegeben"),
    "hinweis_am": gettext_lazy("Datenschutzhinweis am"),
    "hinweis_sprache": gettext_lazy("Datenschutzhinweis, Sprache"),
}
EINWILLIGUNG = {
    "umfang": gettext_lazy("Worin eingewilligt wird"),
    "empfaenger": gettext_lazy("An wen?"),
    "datenklassen": gettext_lazy("Welche Angaben?"),
    "zwecke": gettext_lazy("Wofür?"),
    "bis": gettext_lazy("Gilt bis"),
    "dolmetschen": gettext_lazy("Wer gedolmetscht hat"),
    "zeuge": gettext_lazy("Zeugin oder Zeuge"),
    "sprache": gettext_lazy("Sprache der Einwilligung"),
    "unterschrieben_am": gettext_lazy("Unterschrieben, nach der Uhr des Geräts"),
}
NICHT_GEZEIGT = {"bereich", "einwilligung"}
_TITEL: dict[str, Any] = {
    "kanal": KANAELE,
    "sprachmittlung": SPRACHMITTLUNGEN,
    "sprache": SPRACHEN,
    "hinweis_sprache": SPRACHEN,
    "art": [*ARBEITSARTEN, *KOPFZAHLARTEN],
    "datenklassen": DATENKLASSEN,
    "zwecke": ZWECKE,
}


def _daten(satz: Uebertragung) -> dict[str, Any]:
    inhalt = satz.inhalt if isinstance(satz.inhalt, dict) else {}
    daten = inhalt.get("daten")
    return daten if isinstance(daten, dict) else {}


def _einwilligung(satz: Uebertragung) -> dict[str, Any]:
    einwilligung = _daten(satz).get("einwilligung")
    return einwilligung if isinstance(einwilligung, dict) else {}


def angaben(akteur: Akteur, satz: Uebertragung) -> list[tuple[str, str]]:
    daten, einwilligung = _daten(satz), _einwilligung(satz)
    if satz.konto_id != akteur.konto_id and not permissions.sieht_ort(akteur, satz.fall):
        daten = {name: wert for name, wert in daten.items() if name != "kommune_id"}
    namen = [*WORTE, *(name for name in daten if name not in WORTE and name not in NICHT_GEZEIGT)]
    zeilen = [
        (str(WORTE.get(name, name)), _lesbar(satz, name, daten[name]))
        for name in namen
        if daten.get(name) and not (name == "personen" and isinstance(daten[name], list))
    ]
    return [
        *zeilen,
        *(
            (str(wort), _lesbar(satz, name, einwilligung[name]))
            for name, wort in EINWILLIGUNG.items()
            if einwilligung.get(name)
        ),
    ]


def personen(satz: Uebertragung) -> list[list[tuple[str, str]]]:
    """Each person of a new family, with all that was typed in about her."""
    genannte = _daten(satz).get("personen")
    if not isinstance(genannte, list):
        return []
    return [
        _person(person) if isinstance(person, dict) else [(_("Person"), str(person))] for person in genannte
    ]


def _person(person: dict[str, Any]) -> list[tuple[str, str]]:
    sprachen = person.get("sprachen")
    titel = {str(wert): str(wort) for wert, wort in SPRACHEN}
    rollen = {str(wert): str(wort) for wert, wort in HAUSHALTSROLLEN}
    name = f"{person.get('vorname') or ''} {person.get('nachname') or ''}".strip()
    return [
        (_("Person"), name),
        (_("Geburtsjahr"), str(person.get("geburtsjahr") or "")),
        (_("Im Haushalt"), rollen.get(str(person.get("rolle")), str(person.get("rolle") or ""))),
        (
            _("Bevorzugte Sprache"),
            ", ".join(titel.get(str(s), str(s)) for s in sprachen) if isinstance(sprachen, list) else "",
        ),
    ]


def _lesbar(satz: Uebertragung, name: str, wert: Any) -> str:
    if name == "themen" and isinstance(wert, list):
        themen = dict(BeratungForm("beratung").fields["themen"].choices)  # type: ignore[attr-defined]
        return ", ".join(str(themen.get(thema, thema)) for thema in map(str, wert))
    if isinstance(wert, list):
        titel = {str(w): str(wort) for w, wort in _TITEL.get(name, ())}
        return ", ".join(titel.get(str(eines), str(eines)) for eines in wert)
    if name == "kommune_id":
        kommunen: Any = satz.kreis
        return str(next((k.name for k in kommunen.kommunen.all() if str(k.pk) == str(wert)), wert))
    if name in ("beginn", "unterschrieben_am"):
        zeit = zeit_lesen(wert)
        return zeitpunkt(zeit) if zeit is not None else str(wert)
    if wert is True:
        return _("ja")
    return {str(w): str(wort) for w, wort in _TITEL.get(name, ())}.get(str(wert), str(wert))


def unterschrift(satz: Uebertragung) -> Any:
    return _einwilligung(satz).get("unterschrift")


def striche(roh: Any) -> list[str]:
    """As points of a drawing; only numbers get through."""
    linien = []
    for strich in roh if isinstance(roh, list) else []:
        try:
            linien.append(" ".join(f"{int(x)},{int(y)}" for x, y in strich))
        except (TypeError, ValueError, OverflowError):
            continue
    return linien
