"""The Beschlussregister: list, files, and the page of a Beschluss."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle
from kim.web.tabellendatei import CSV_TYP, XLSX_TYP, als_csv, als_xlsx
from lenkung import permissions
from lenkung.domain.queries.arbeitsgruppen import arbeitsgruppen_aus
from lenkung.domain.queries.beschluesse import (
    beschluesse_fuer,
    eingetragen_von,
    folgen_von,
    gesucht,
    jahre_mit_beschluessen,
    stimmen_von,
)
from lenkung.domain.queries.wortlaut import fassungen_zum
from lenkung.domain.sitzung_fuehren import oeffentlichkeit_setzen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import Beschluss
from lenkung.views.beschlussseiten import (
    ANGENOMMEN,
    ERGEBNISSE,
    beschluss_holen,
    folgenzeile,
    krumen,
    urteil_von,
    zahlen_von,
)
from lenkung.views.seiten import HISTORIE_SEHEN

HOECHSTENS_IN_DATEI = 20_000
OFFENE, ERLEDIGTE, KEINE = "offen", "erledigt", "keine"
KOPF = (
    gettext_lazy("Nummer"),
    gettext_lazy("Gremium"),
    gettext_lazy("gefasst am"),
    gettext_lazy("Titel"),
    gettext_lazy("Wortlaut"),
    gettext_lazy("Art der Abstimmung"),
    gettext_lazy("Ergebnis"),
    gettext_lazy("Rechnung"),
    gettext_lazy("öffentlich"),
    gettext_lazy("nachgetragen"),
    gettext_lazy("Fundstelle"),
    gettext_lazy("Folgen"),
    gettext_lazy("davon offen"),
)


def _nach_folgen(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    if wert == OFFENE:
        return menge.filter(offene_folgen__gt=0)
    if wert == ERLEDIGTE:
        return menge.filter(anzahl_folgen__gt=0, offene_folgen=0)
    return menge.filter(anzahl_folgen=0)


def _tabelle(request: Anfrage, menge: QuerySet[Beschluss]) -> Tabelle:
    gremien = [(g.pk, g.kurz) for g in permissions.sichtbare_gremien(request.akteur).order_by("name")]
    return Tabelle(
        spalten=[
            Spalte("nummer", gettext_lazy("Nummer"), ("jahr", "nummer")),
            Spalte("titel", gettext_lazy("Beschluss"), ("titel",)),
            Spalte("gremium", gettext_lazy("Gremium"), ("gremium__name", "-jahr", "-nummer")),
            Spalte("gefasst", gettext_lazy("gefasst am"), ("gefasst_am", "nummer"), art="datum"),
            Spalte("ergebnis", gettext_lazy("Ergebnis")),
            Spalte("folgen", gettext_lazy("Folgen")),
        ],
        standard_sortierung="-gefasst",
        filter=[
            Filter("gremium", gettext_lazy("Gremium"), gremien, feld="gremium_id"),
            Filter(
                "jahr",
                gettext_lazy("Jahr"),
                [(jahr, str(jahr)) for jahr in jahre_mit_beschluessen(menge)],
                feld="jahr",
            ),
            Filter(
                "ergebnis",
                gettext_lazy("Ergebnis"),
                ERGEBNISSE,
                anwenden=lambda menge, wert: menge.filter(angenommen=wert == ANGENOMMEN),
            ),
            Filter(
                "folgen",
                gettext_lazy("Folgen"),
                [
                    (OFFENE, gettext_lazy("noch offen")),
                    (ERLEDIGTE, gettext_lazy("alle abgeschlossen")),
                    (KEINE, gettext_lazy("keine")),
                ],
                anwenden=_nach_folgen,
            ),
        ],
        suche=("titel", "text"),
        suche_titel=gettext_lazy("Titel, Wortlaut oder Nummer"),
        suchen=gesucht,
    )


def liste(request: Anfrage) -> HttpResponse:
    seite = _tabelle(request, permissions.sichtbare_beschluesse(request.akteur)).seite(
        request, beschluesse_fuer(request.akteur)
    )
    kontrolle = request.akteur.hat_recht(permissions.GREMIEN_SEHEN.schluessel)
    return render(
        request,
        "lenkung/beschluss_liste.html",
        {
            "seite": seite,
            "kontrolle_url": reverse("lenkung:beschlusskontrolle") if kontrolle else "",
            "krumen": krumen()[:1],
        },
    )


def ausgabe(request: Anfrage, format: str) -> HttpResponse:
    """The list as it is filtered and sorted, with all its pages, in one file."""
    tabelle = _tabelle(request, permissions.sichtbare_beschluesse(request.akteur))
    menge = beschluesse_fuer(request.akteur)
    zeilen = replace(tabelle, seitengroesse=HOECHSTENS_IN_DATEI).seite(request, menge).zeilen
    kopf, reihen = [str(titel) for titel in KOPF], [_reihe(beschluss) for beschluss in zeilen]
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, reihen), content_type=CSV_TYP)
    else:
        antwort = HttpResponse(als_xlsx(kopf, reihen, blatt=_("Beschlüsse")), content_type=XLSX_TYP)
    antwort["Content-Disposition"] = f'attachment; filename="beschluesse.{format}"'
    return antwort


def _reihe(beschluss: Any) -> list[Any]:
    return [
        beschluss.zeichen,
        beschluss.gremium.name,
        beschluss.gefasst_am,
        beschluss.titel,
        beschluss.text,
        str(beschluss.get_weise_display()),
        str(dict(ERGEBNISSE)[ANGENOMMEN]) if beschluss.angenommen else _("abgelehnt"),
        beschluss.rechnung,
        _("ja") if beschluss.oeffentlich else _("nein"),
        _("ja") if beschluss.nachgetragen else _("nein"),
        beschluss.fundstelle,
        beschluss.anzahl_folgen,
        beschluss.offene_folgen,
    ]


def detail(request: Anfrage, pk: int) -> HttpResponse:
    beschluss = beschluss_holen(request, pk)
    akteur, heute = request.akteur, timezone.localdate()
    pflegen = permissions.darf_folgen_pflegen(akteur, beschluss)
    einsehen = permissions.darf_einsehen(akteur, beschluss.gremium)
    folgen = folgen_von(beschluss)
    for folge in folgen:
        folge.beschluss = beschluss
    wonach = beschluss.sitzung or beschluss.umlauf
    go = wonach.geschaeftsordnung if wonach else None
    return render(
        request,
        "lenkung/beschluss_detail.html",
        {
            "beschluss": beschluss,
            "urteil": urteil_von(beschluss),
            "norm_url": f"{reverse('lenkung:go-detail', args=[go.pk])}#mehrheit" if go else "",
            "zahlen": zahlen_von(beschluss),
            "stimmen": stimmen_von(beschluss),
            "pruefen_url": _pruefen_url(request, beschluss),
            "fassungen": fassungen_zum(akteur, beschluss) if einsehen else (),
            "angaben": _angaben(beschluss),
            "vorlage_url": _vorlage_url(request, beschluss),
            "folgen": [folgenzeile(folge, heute, akteur) for folge in folgen],
            "neu_url": reverse("lenkung:folge-anlegen", args=[pk])
            if pflegen and beschluss.angenommen
            else "",
            "arbeitsgruppen": arbeitsgruppen_aus(akteur, beschluss),
            "darf_pflegen": pflegen,
            "darf_oeffentlichkeit": _darf_oeffentlichkeit(akteur, beschluss),
            "einsehen": einsehen,
            "darf_historie": einsehen and akteur.hat_recht(HISTORIE_SEHEN),
            "krumen": krumen(),
        },
    )


def _darf_oeffentlichkeit(akteur: Akteur, beschluss: Beschluss) -> Any:
    """Only where an item of a session stands behind the Beschluss; the act is that of the session screen."""
    sitzung = beschluss.sitzung
    if sitzung is None or beschluss.punkt is None:
        return False
    sitzung.gremium = beschluss.gremium
    return permissions.darf_notieren(akteur, sitzung)


@require_POST
def oeffentlichkeit(request: Anfrage, pk: int) -> HttpResponse:
    """Left out of the public Niederschrift, or in it after all; for the item and all its Beschlüsse."""
    beschluss = beschluss_holen(request, pk)
    erlaubt = _darf_oeffentlichkeit(request.akteur, beschluss)
    if erlaubt is False or beschluss.sitzung_id is None or beschluss.punkt_id is None:
        raise Http404
    verlange_erlaubnis(erlaubt)
    oeffentlich = request.POST.get("oeffentlich") == "ja"
    try:
        oeffentlichkeit_setzen(
            sitzung_id=beschluss.sitzung_id,
            punkt_id=beschluss.punkt_id,
            oeffentlich=oeffentlich,
            eintrag=Eintrag(request.akteur),
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(
            request,
            _("Der Punkt steht in der öffentlichen Niederschrift.")
            if oeffentlich
            else _("Der Punkt bleibt in der öffentlichen Niederschrift weg."),
        )
    return redirect("lenkung:beschluss-detail", pk)


def _angaben(beschluss: Beschluss) -> list[tuple[str, Any]]:
    grundlage = beschluss.abstimmung or beschluss.umlauf
    return [
        (_("Nummer"), beschluss.zeichen),
        (_("Gremium"), str(beschluss.gremium)),
        (_("gefasst am"), datum(beschluss.gefasst_am)),
        (_("Art der Abstimmung"), str(beschluss.get_weise_display())),
        (_("festgestellt durch"), grundlage.festgestellt_von_name if grundlage else ""),
        (_("eingetragen durch"), eingetragen_von(beschluss)),
        (_("Fundstelle"), beschluss.fundstelle),
    ]


def _pruefen_url(request: Anfrage, beschluss: Beschluss) -> str:
    """Where the chair answers, for those who read the course of the session."""
    sitzung = beschluss.sitzung
    if sitzung is None or not beschluss.abstimmung:
        return ""
    sitzung.gremium = beschluss.gremium
    darf = permissions.darf_verlauf_sehen(request.akteur, sitzung)
    return reverse("lenkung:sitzung-fuehren", args=[sitzung.pk]) if darf else ""


def _vorlage_url(request: Anfrage, beschluss: Beschluss) -> str:
    """Only for whoever may read that version."""
    if beschluss.fassung_id is None:
        return ""
    lesbar = permissions.lesbare_vorlagenfassungen(request.akteur).filter(pk=beschluss.fassung_id)
    return reverse("lenkung:fassung-detail", args=[beschluss.fassung_id]) if lesbar.exists() else ""
