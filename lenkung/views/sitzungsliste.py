"""The list of sessions: the next one on top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kim.basis.anzeige import datum, uhrzeit, wochentag
from kim.basis.zeit import tagesbeginn
from kim.web.adressen import adressen
from kim.web.anfrage import Anfrage
from kim.web.tabelle import Filter, Spalte, Tabelle
from kim.web.templatetags.bausteine import status
from lenkung import permissions
from lenkung.domain.queries.sitzungen import (
    im_jahr,
    jahre_mit_sitzungen,
    sitzungen_zur_liste,
    standorte_beilegen,
    zeilen_fuer,
)
from lenkung.models import Sitzung
from lenkung.models.auswahl import SITZUNGSARTEN, SITZUNGSSTAENDE
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Sitzungsart
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


def _listenzeilen(sitzungen: Sequence[Sitzung], heute: date) -> list[dict[str, str]]:
    """What fifty rows have in common is worked out once; a dict is what a template reads fastest."""
    standorte_beilegen(sitzungen)
    arten = {wert: str(titel) for wert, titel in SITZUNGSARTEN}
    staende = {wert: status(STANDARTEN[Sitzungsstand(wert)], titel) for wert, titel in SITZUNGSSTAENDE}
    marken = {art: str(titel) for art, titel in MARKEN.items()}
    ampeln: dict[Lage, str] = {}
    url = adressen("lenkung:sitzung-detail")
    zeilen = []
    for zeile in zeilen_fuer(sitzungen, heute):
        sitzung, marke, tag = zeile.sitzung, zeile.naechste, zeile.sitzung.tag
        if marke and marke.lage not in ampeln:
            ampeln[marke.lage] = status(AMPELN[marke.ampel], LAGEN[marke.lage])
        zeilen.append(
            {
                "url": url(sitzung.pk),
                "tag": f"{wochentag(tag)[:2]}, {datum(tag)}",
                "beginn": uhrzeit(sitzung.beginn),
                "gremium": sitzung.gremium.kurz,
                "art": arten[sitzung.art],
                "ort": "" if sitzung.form is Sitzungsart.DIGITAL else sitzung.ort_text,
                "stand": staende[sitzung.stand],
                "naechste": f"{marken[marke.art]} {datum(marke.tag) if marke.tag else ''}" if marke else "",
                "ampel": ampeln[marke.lage] if marke else "",
            }
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
            "frueher_url": reverse("lenkung:sitzung-eintragen") if planen else "",
            "jahr_url": reverse("lenkung:sitzung-jahr") if planen else "",
            "krumen": krumen()[:1],
        },
    )
