"""The list of sessions: the next one on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kim.basis.zeit import tagesbeginn
from kim.web.adressen import adresse
from kim.web.anfrage import Anfrage
from kim.web.tabelle import Filter, Spalte, Tabelle
from kim.web.templatetags.bausteine import status
from lenkung import permissions
from lenkung.domain.queries.sitzungen import im_jahr, jahre_mit_sitzungen, sitzungen_zur_liste, zeilen_fuer
from lenkung.models import Sitzung
from lenkung.models.auswahl import SITZUNGSSTAENDE
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.zeitstrahl import Lage
from lenkung.views.sitzungsseiten import AMPELN, LAGEN, MARKEN, STANDARTEN, krumen


def _tabelle(request: Anfrage, menge: QuerySet[Sitzung]) -> Tabelle:
    gremien = [(g.pk, g.kurz) for g in permissions.sichtbare_gremien(request.akteur).order_by("name")]
    return Tabelle(
        spalten=[
            Spalte("termin", gettext_lazy("Termin"), ("kommt_zuerst", "abstand")),
            Spalte("gremium", gettext_lazy("Gremium"), ("gremium__name", "beginn")),
            Spalte("ort", gettext_lazy("Art und Ort")),
            Spalte("stand", gettext_lazy("Stand"), ("stand", "beginn")),
            Spalte("naechste", gettext_lazy("Als Nächstes")),
        ],
        standard_sortierung="termin",
        filter=[
            Filter(
                "jahr",
                gettext_lazy("Jahr"),
                [(jahr, str(jahr)) for jahr in jahre_mit_sitzungen(menge)],
                anwenden=lambda menge, wert: im_jahr(menge, int(wert)),
            ),
            Filter("gremium", gettext_lazy("Gremium"), gremien, feld="gremium_id"),
            Filter("stand", gettext_lazy("Stand"), SITZUNGSSTAENDE, feld="stand"),
        ],
    )


def _kommende_zuerst(menge: QuerySet[Sitzung], heute: date) -> QuerySet[Sitzung]:
    """The next one on top, then those to come; below them the past, the latest first."""
    jetzt = tagesbeginn(heute)
    return menge.annotate(
        kommt_zuerst=Case(
            When(beginn__gte=jetzt, then=Value(0)), default=Value(1), output_field=IntegerField()
        ),
        abstand=Case(When(beginn__gte=jetzt, then=F("beginn") - jetzt), default=Value(jetzt) - F("beginn")),
    )


@dataclass(frozen=True, slots=True)
class Listenzeile:
    """What a row shows; what fifty rows have in common is worked out once."""

    sitzung: Sitzung
    url: str
    tag: date
    stand: str
    naechste: str
    naechster_tag: date | None
    ampel: str


def _listenzeilen(sitzungen: Sequence[Sitzung], heute: date) -> list[Listenzeile]:
    staende = {wert: status(STANDARTEN[Sitzungsstand(wert)], titel) for wert, titel in SITZUNGSSTAENDE}
    titel = {art: str(wort) for art, wort in MARKEN.items()}
    ampeln: dict[Lage, str] = {}
    zeilen = []
    for zeile in zeilen_fuer(sitzungen, heute):
        sitzung, marke = zeile.sitzung, zeile.naechste
        if marke and marke.lage not in ampeln:
            ampeln[marke.lage] = status(AMPELN[marke.ampel], LAGEN[marke.lage])
        zeilen.append(
            Listenzeile(
                sitzung,
                adresse("lenkung:sitzung-detail", sitzung.pk),
                sitzung.tag,
                staende[sitzung.stand],
                titel[marke.art] if marke else "",
                marke.tag if marke else None,
                ampeln[marke.lage] if marke else "",
            )
        )
    return zeilen


def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    menge = sitzungen_zur_liste(request.akteur)
    seite = _tabelle(request, menge).seite(request, _kommende_zuerst(menge, heute))
    planen = request.akteur.hat_recht(permissions.SITZUNGEN_PLANEN.schluessel)
    return render(
        request,
        "lenkung/sitzung_liste.html",
        {
            "seite": seite,
            "zeilen": _listenzeilen(seite.zeilen, heute),
            "heute": heute,
            "planen_url": reverse("lenkung:sitzung-planen") if planen else "",
            "jahr_url": reverse("lenkung:sitzung-jahr") if planen else "",
            "krumen": krumen()[:1],
        },
    )
