"""The list of cases: its columns, and its filters that live in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.queries import faelle
from casemgmt.domain.queries.kommunen import eigene_kommunen
from casemgmt.domain.queries.zustaendige import kolleginnen
from casemgmt.models import Fall
from casemgmt.models.auswahl import FALLBEREICHE, PHASEN
from casemgmt.permissions import FACHAUFSICHT, in_vertretung, ort_zu_erfahren, sicht_von
from casemgmt.regeln.werte import ENDEN, Phase
from kim.basis.akteur import Akteur
from kim.web.tabelle import Filter, Spalte, Tabelle

STAND, BEENDET, ALLE = "stand", "beendet", "alle"
_SPALTEN = (
    Spalte("aktenzeichen", _("Aktenzeichen"), ("jahr", "nummer")),
    Spalte("person", _("Person")),
    Spalte("kommune", _("Kommune"), ("ort_sortiert",)),
    Spalte("phase", _("Phase"), ("phase_seit",)),
    Spalte("kontakt", _("Letzter Kontakt"), art="datum"),
    Spalte("verantwortlich", _("Verantwortlich"), ("verantwortlich__name",)),
)


def falltabelle(akteur: Akteur, heute: date) -> Tabelle:
    filter_ = [
        Filter("wer", _("Wer"), _wer(akteur, heute), anwenden=_nach_wer(akteur)),
        Filter("phase", _("Phase"), [(w, t) for w, t in PHASEN if Phase(w) not in ENDEN], feld="phase"),
        Filter("achtung", _("Achtung"), _HINWEISE, anwenden=_nach_hinweis(heute)),
        Filter(
            STAND,
            _("Stand"),
            [(BEENDET, _("Beendete")), (ALLE, _("Laufende und beendete"))],
            anwenden=lambda menge, _wert: menge,
            alle=_("Laufende"),
        ),
    ]
    kommunen = eigene_kommunen(akteur)
    if len(kommunen) > 1:
        wahl = [(k.pk, k.name) for k in kommunen]
        filter_.insert(1, Filter("kommune", _("Kommune"), wahl, anwenden=_nach_kommune(akteur)))
    if akteur.hat_recht(FACHAUFSICHT.schluessel):
        filter_.append(Filter("bereich", _("Bereich"), FALLBEREICHE, feld="bereich"))
    return Tabelle(spalten=_SPALTEN, standard_sortierung="-aktenzeichen", filter=filter_)


def nach_stand(menge: QuerySet[Fall], wert: str) -> QuerySet[Fall]:
    """Running ones, unless asked otherwise."""
    if wert == ALLE:
        return menge
    return faelle.beendete(menge) if wert == BEENDET else faelle.laufende(menge)


def _wer(akteur: Akteur, heute: date) -> list[tuple[Any, Any]]:
    wahl: list[tuple[Any, Any]] = [("ich", _("Meine")), ("vertretung", _("In Vertretung"))]
    if akteur.hat_recht(FACHAUFSICHT.schluessel) and akteur.kreis_id is not None:
        wahl += kolleginnen(akteur.kreis_id, heute, ohne=(akteur.konto_id or 0,))
    return wahl


def _nach_wer(akteur: Akteur) -> Any:
    def anwenden(menge: QuerySet[Fall], wert: str) -> QuerySet[Fall]:
        if wert == "ich":
            return menge.filter(verantwortlich_id=akteur.konto_id)
        if wert == "vertretung":
            return menge.filter(Q(in_vertretung(sicht_von(akteur))))
        return menge.filter(verantwortlich_id=int(wert))

    return anwenden


def _nach_kommune(akteur: Akteur) -> Any:
    """A protected case is not found by its place, unless one answers for it."""
    return lambda menge, wert: menge.filter(ort_zu_erfahren(sicht_von(akteur)), kommune_id=wert)


_HINWEISE = (
    ("ohne-kontakt", _("lange ohne Kontakt")),
    ("ohne-plan", _("ohne Integrationsplan")),
    ("plan-pruefen", _("Plan zu prüfen")),
    ("ueber-frist", _("lange in einer Phase")),
    ("ohne-einwilligung", _("ohne gültige Einwilligung")),
)


def _nach_hinweis(heute: date) -> Any:
    wege: dict[str, Any] = {
        "ohne-kontakt": lambda menge: faelle.ohne_kontakt(menge, heute),
        "ohne-plan": faelle.ohne_plan,
        "plan-pruefen": lambda menge: faelle.plan_zu_pruefen(menge, heute),
        "ueber-frist": lambda menge: menge.filter(faelle.ueber_frist(heute)),
        "ohne-einwilligung": lambda menge: faelle.ohne_einwilligung(menge, heute),
    }
    return lambda menge, wert: wege[wert](menge)
