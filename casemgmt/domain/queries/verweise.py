"""Lesen: Verweise, ihre Ziele und was zu ihnen als Nächstes ansteht."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.akteure import mit_sprache, mit_thema, verzeichnis
from casemgmt.domain.queries.orte import kommunenname
from casemgmt.models import Netzwerkakteur, Verweis, Verweiseinstellung
from casemgmt.regeln.verweis import WARTET, Verweisstand
from kim.basis.akteur import Akteur
from kim.basis.verweisziel import VERWEISZIELE, Verweisziel


def einstellung(kreis_id: int) -> Verweiseinstellung:
    """Die des Kreises, sonst die mitgelieferte (nicht gespeichert)."""
    satz = Verweiseinstellung.objects.filter(kreis_id=kreis_id).first()
    return satz or Verweiseinstellung(kreis_id=kreis_id)


def gesendete(akteur: Akteur) -> QuerySet[Verweis]:
    menge = permissions.sichtbare_verweise(akteur).select_related(
        "einrichtung", "person", "fall", "ziel_kommune", "kommune"
    )
    return permissions.mit_ortsschutz_der_verweise(menge)


def eingaenge(akteur: Akteur) -> QuerySet[Verweis]:
    menge = permissions.sichtbare_eingaenge(akteur).select_related("ziel_kommune", "kommune", "angelegt_von")
    return permissions.mit_ortsschutz_der_verweise(menge)


def ziele_des_kreises(kreis: Any) -> list[Verweisziel]:
    return [
        ziel
        for ziel in VERWEISZIELE
        if ziel.modul is None or getattr(kreis, f"modul_{ziel.modul.value}", False)
    ]


def zieltitel(verweis: Verweis, akteur: Akteur | None = None) -> str:
    """An wen, in Worten. Wohin eine geschützte Person geht, liest allein, wer für sie zuständig ist."""
    if not verweis.ziel:
        stelle = str(verweis.einrichtung)
        return f"{stelle}, {verweis.person}" if verweis.person is not None else stelle
    titel = VERWEISZIELE[verweis.ziel].titel if verweis.ziel in VERWEISZIELE else verweis.ziel
    if verweis.ziel_kommune is None or not permissions.sieht_ort_des_verweises(akteur, verweis):
        return titel
    return f"{titel}, {verweis.ziel_kommune.name}"


def absender(verweis: Verweis) -> str:
    """Wie es der Empfänger liest: ohne Kommune, wo sie eine Schutzadresse verriete."""
    ort = kommunenname(verweis) if permissions.sieht_ort_des_verweises(None, verweis) else ""
    bereich = str(verweis.get_bereich_display())
    return f"{bereich}, {ort}" if ort else bereich


def empfaengerauswahl(
    akteur: Akteur, kreis_id: int, *, thema: str = "", sprache: str = ""
) -> QuerySet[Netzwerkakteur]:
    """Wer Verweise annimmt, nach Thema und Sprache."""
    menge = verzeichnis(akteur).filter(kreis_id=kreis_id, im_verzeichnis=True, nimmt_verweise=True)
    if thema:
        menge = mit_thema(menge, thema)
    if sprache:
        menge = mit_sprache(menge, sprache)
    return menge.order_by("einrichtung__name", "pk")


# The path, and what is next ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wegschritt:
    titel: str
    stand: str
    hinweis: str = ""


def weg(verweis: Verweis) -> list[Wegschritt]:
    """Entwurf → gesendet → angenommen → erledigt; wo er endet, steht statt des Rests das Ende."""
    lage = verweis.lage
    folge = [
        (Verweisstand.ENTWURF, _("Entwurf")),
        (Verweisstand.GESENDET, _("gesendet")),
        (Verweisstand.ANGENOMMEN, _("angenommen")),
        (Verweisstand.ERLEDIGT, _("erledigt")),
    ]
    if lage is Verweisstand.OHNE_ANTWORT:
        lage = Verweisstand.GESENDET
    if lage in (Verweisstand.ABGELEHNT, Verweisstand.ZURUECKGEZOGEN):
        gegangen = [_("Entwurf"), *([_("gesendet")] if verweis.gesendet_am else [])]
        ende = _("abgelehnt") if lage is Verweisstand.ABGELEHNT else _("zurückgezogen")
        return [*(Wegschritt(titel, "erledigt") for titel in gegangen), Wegschritt(ende, "jetzt")]
    hier = next(n for n, (stand, _titel) in enumerate(folge) if stand is lage)
    return [
        Wegschritt(
            titel,
            "erledigt" if n < hier or lage is Verweisstand.ERLEDIGT else "jetzt" if n == hier else "offen",
            _hinweis(verweis) if n == hier else "",
        )
        for n, (_stand, titel) in enumerate(folge)
    ]


def _hinweis(verweis: Verweis) -> str:
    if verweis.lage is Verweisstand.GESENDET and verweis.antwort_bis is not None:
        return _("Antwort bis %(tag)s") % {"tag": f"{verweis.antwort_bis:%d.%m.%Y}"}
    if verweis.lage is Verweisstand.OHNE_ANTWORT:
        return _("ohne Antwort")
    return ""


def ueberfaellige(akteur: Akteur, heute: date) -> QuerySet[Verweis]:
    """Eigene, auf die nach der Frist keine Antwort da ist."""
    return gesendete(akteur).filter(
        stand=Verweisstand.GESENDET.value, antwort_bis__lt=heute, angelegt_von_id=akteur.konto_id or 0
    )


def zu_beantworten(akteur: Akteur) -> QuerySet[Verweis]:
    return eingaenge(akteur).filter(stand__in=[stand.value for stand in WARTET])
