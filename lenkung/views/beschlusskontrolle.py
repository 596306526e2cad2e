"""The Beschlusskontrolle: open Folgen by responsible, most urgent first, and the two acts on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle
from lenkung import permissions
from lenkung.domain.folgelink import bericht_erbitten
from lenkung.domain.folgevorschlag import folge_vorschlagen, schluessel_des_vorschlags
from lenkung.domain.queries.beschluesse import faellige_tage, offene_folgen, vorschlaege_zu
from lenkung.models import Beschlussfolge
from lenkung.regeln.beschlusskontrolle import BALD_TAGE, Folgenlage
from lenkung.views.beschlussseiten import folge_holen, folgenzeile, krumen

LAGEN = [
    (Folgenlage.UEBERFAELLIG.value, gettext_lazy("überfällig")),
    (Folgenlage.BALD.value, gettext_lazy("bald fällig")),
    (Folgenlage.IM_PLAN.value, gettext_lazy("im Plan")),
    (Folgenlage.OHNE_TERMIN.value, gettext_lazy("ohne Termin")),
]


def _in_lage(lage: Folgenlage, heute: date) -> Q:
    """The borders of the traffic light as a question to the database; a test holds both together."""
    grenze = heute + timedelta(days=BALD_TAGE)
    return {
        Folgenlage.UEBERFAELLIG: Q(bis__lt=heute),
        Folgenlage.BALD: Q(bis__gte=heute, bis__lte=grenze),
        Folgenlage.IM_PLAN: Q(bis__gt=grenze),
    }.get(lage, Q(bis__isnull=True))


def _nach_lage(heute: date) -> Any:
    def anwenden(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
        return menge.filter(_in_lage(Folgenlage(wert), heute))

    return anwenden


def kontrolle_auf_heute(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """One line for what is overdue, one for what soon is: the list itself is a click away."""
    tage = faellige_tage(akteur, heute + timedelta(days=BALD_TAGE))
    vorbei = [tag for tag in tage if tag < heute]
    zeilen = [
        (
            Folgenlage.UEBERFAELLIG,
            vorbei,
            Dringlichkeit.UEBERFAELLIG,
            ngettext(
                "%(n)s überfällige Aufgabe aus einem Beschluss klären",
                "%(n)s überfällige Aufgaben aus Beschlüssen klären",
                len(vorbei),
            ),
        ),
        (
            Folgenlage.BALD,
            tage[len(vorbei) :],
            Dringlichkeit.BALD,
            ngettext(
                "%(n)s bald fällige Aufgabe aus einem Beschluss ansehen",
                "%(n)s bald fällige Aufgaben aus Beschlüssen ansehen",
                len(tage) - len(vorbei),
            ),
        ),
    ]
    return [
        Heutezeile(
            text % {"n": len(faellig)},
            f"{reverse('lenkung:beschlusskontrolle')}?lage={lage.value}",
            dringlichkeit=dringlichkeit,
            frist=faellig[0],
        )
        for lage, faellig, dringlichkeit, text in zeilen
        if faellig
    ]


def _tabelle(request: Anfrage, menge: QuerySet[Beschlussfolge], heute: date) -> Tabelle:
    gremien = [(g.pk, g.kurz) for g in permissions.einsehbare_gremien(request.akteur).order_by("name")]
    namen = menge.order_by("verantwortlich").values_list("verantwortlich", flat=True).distinct()
    return Tabelle(
        spalten=[
            Spalte("verantwortlich", gettext_lazy("Verantwortlich"), ("verantwortlich", "bis_oder_nie")),
            Spalte("aufgabe", gettext_lazy("Was zu tun ist")),
            Spalte("bis", gettext_lazy("bis"), ("bis_oder_nie", "verantwortlich")),
            Spalte("bericht", gettext_lazy("Letzter Bericht"), ("bericht_am", "bis_oder_nie")),
            Spalte("tun", gettext_lazy("Was Sie tun können"), art="aktion", titel_verborgen=True),
        ],
        standard_sortierung="verantwortlich",
        filter=[
            Filter("gremium", gettext_lazy("Gremium"), gremien, feld="beschluss__gremium_id"),
            Filter("lage", gettext_lazy("Ampel"), LAGEN, anwenden=_nach_lage(heute)),
            Filter(
                "wer",
                gettext_lazy("Verantwortlich"),
                [(name, name) for name in namen],
                feld="verantwortlich",
            ),
        ],
        suche=("text", "verantwortlich", "beschluss__titel"),
        suche_titel=gettext_lazy("Aufgabe, Name oder Beschluss"),
    )


def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    menge = offene_folgen(request.akteur)
    seite = _tabelle(request, menge, heute).seite(request, menge)
    return render(
        request,
        "lenkung/beschlusskontrolle.html",
        {
            "seite": seite,
            "zeilen": _zeilen(request, seite.zeilen, heute),
            "zahlen": _zahlen(menge, heute),
            "krumen": krumen(),
        },
    )


def _zeilen(request: Anfrage, folgen: Sequence[Any], heute: date) -> list[dict[str, Any]]:
    zeilen = [folgenzeile(folge, heute) for folge in folgen]
    rote = [zeile.folge for zeile in zeilen if zeile.urteil.lage is Folgenlage.UEBERFAELLIG]
    vorschlaege = vorschlaege_zu([schluessel_des_vorschlags(folge) for folge in rote]) if rote else {}
    liste = []
    for zeile in zeilen:
        folge = zeile.folge
        rot = zeile.urteil.lage is Folgenlage.UEBERFAELLIG
        pflegen = bool(permissions.darf_folgen_pflegen(request.akteur, folge.beschluss))
        vorschlag = vorschlaege.get(schluessel_des_vorschlags(folge)) if rot else None
        liste.append(
            {
                "zeile": zeile,
                "folge": folge,
                "pflegen": pflegen,
                "vorschlag": vorschlag,
                "vorschlagbar": pflegen and rot and vorschlag is None,
            }
        )
    return liste


def _zahlen(menge: QuerySet[Beschlussfolge], heute: date) -> list[tuple[Any, int]]:
    """One query for all four."""
    je_lage = {wert: Count("pk", filter=_in_lage(Folgenlage(wert), heute)) for wert, _titel in LAGEN}
    anzahl = menge.order_by().aggregate(**je_lage)
    return [(titel, anzahl[wert]) for wert, titel in LAGEN if anzahl[wert]]


# Acts -------------------------------------------------------------------------------------------------------


def _zurueck(request: Anfrage, folge: Beschlussfolge) -> HttpResponse:
    """To the page from which one came: the list as it was filtered, or the Beschluss."""
    if request.POST.get("von") == "beschluss":
        return redirect("lenkung:beschluss-detail", folge.beschluss_id)
    return redirect("lenkung:beschlusskontrolle")


@require_POST
def erbitten(request: Anfrage, pk: int) -> HttpResponse:
    folge = folge_holen(request, pk)
    verlange_erlaubnis(permissions.darf_folgen_pflegen(request.akteur, folge.beschluss))
    try:
        bericht_erbitten(folge_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(
            request,
            _("„%(name)s“ bekommt eine E-Mail mit dem Link zum Bericht.") % {"name": folge.verantwortlich},
        )
    return _zurueck(request, folge)


@require_POST
def vorschlagen(request: Anfrage, pk: int) -> HttpResponse:
    folge = folge_holen(request, pk)
    verlange_erlaubnis(permissions.darf_folgen_pflegen(request.akteur, folge.beschluss))
    try:
        vorschlag = folge_vorschlagen(folge_id=pk, akteur=request.akteur).vorschlag
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return _zurueck(request, folge)
    messages.success(
        request,
        _("Als Punkt vorgeschlagen: %(sitzung)s.")
        % {"sitzung": vorschlag.sitzung or _("noch keine Sitzung (Themenspeicher)")},
    )
    return redirect("lenkung:vorschlag-detail", vorschlag.pk)
