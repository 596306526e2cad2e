"""Lists, records, forms and files of the four kinds of records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.stammdaten import permissions
from kim.stammdaten.domain.queries.listen import folgen_der_stilllegung
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.domain.spalten import SPALTEN
from kim.stammdaten.forms.saetze import StammsatzForm, StilllegenForm, WiederAufnehmenForm
from kim.stammdaten.views.einzelheiten import einzelheiten
from kim.stammdaten.views.satzarten import SATZARTEN, Satzart
from kim.stammdaten.views.tabellen import ALLE, STAND, STILLGELEGT, nur_aktive_ausser_anders_gewaehlt
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabellendatei import CSV_TYP, XLSX_TYP, als_csv, als_xlsx

HOECHSTENS_IN_DATEI = 20_000
HISTORIE_SEHEN = "protokoll.sehen"


def reiter(akteur: Akteur, aktuell: str) -> list[dict[str, Any]]:
    return [
        {"titel": art.titel_mehrzahl, "url": art.url("liste"), "aktuell": art.schluessel == aktuell}
        for art in SATZARTEN.values()
        if akteur.hat_recht(art.recht)
    ]


def uebersicht(request: HttpRequest) -> HttpResponse:
    return redirect("stammdaten:einrichtung-liste")


def liste(request: Anfrage, art: str) -> HttpResponse:
    satzart = SATZARTEN[art]
    heute = timezone.localdate()
    seite = satzart.tabelle(request.akteur).seite(request, _menge(request, satzart))
    # The record lies under its list; asking the resolver fifty times would cost as much as the query.
    liste_url = satzart.url("liste")
    for satz in seite.zeilen:
        satz.adresse = f"{liste_url}{satz.pk}/"
    kreis_id = request.akteur.kreis_id
    return render(
        request,
        f"stammdaten/{art}_liste.html",
        {
            "art": satzart,
            "seite": seite,
            "heute": heute,
            "reiter": reiter(request.akteur, art),
            "csv_url": satzart.url("csv"),
            "stillgelegte_url": ""
            if request.GET.get(STAND) in (STILLGELEGT, ALLE)
            else f"{satzart.url('liste')}?{STAND}={STILLGELEGT}",
            "xlsx_url": satzart.url("xlsx"),
            "neu_url": satzart.url("anlegen")
            if kreis_id and satzart.darf_anlegen(request.akteur, kreis_id)
            else "",
            "import_art": satzart.mehrzahl
            if kreis_id and permissions.darf_importieren(request.akteur, kreis_id, satzart.mehrzahl)
            else "",
        },
    )


def _menge(request: Anfrage, satzart: Satzart) -> Any:
    heute = timezone.localdate()
    menge = satzart.liste(request.akteur, heute)
    return nur_aktive_ausser_anders_gewaehlt(menge, request.GET.get(STAND, ""), heute)


def ausgabe(request: Anfrage, art: str, format: str) -> HttpResponse:
    """The list as it is filtered and sorted, with all its pages, in one file."""
    satzart = SATZARTEN[art]
    tabelle = replace(satzart.tabelle(request.akteur), seitengroesse=HOECHSTENS_IN_DATEI)
    kopf = [spalte.titel for spalte in SPALTEN[satzart.mehrzahl]]
    zeilen = [satzart.zeile(satz) for satz in tabelle.seite(request, _menge(request, satzart)).zeilen]
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, zeilen), content_type=CSV_TYP)
    else:
        antwort = HttpResponse(
            als_xlsx(kopf, zeilen, blatt=str(satzart.titel_mehrzahl)), content_type=XLSX_TYP
        )
    antwort["Content-Disposition"] = f'attachment; filename="{satzart.mehrzahl}.{format}"'
    return antwort


def detail(request: Anfrage, art: str, pk: int) -> HttpResponse:
    satzart = SATZARTEN[art]
    satz = get_object_or_404(satzart.liste(request.akteur, timezone.localdate()), pk=pk)
    heute = timezone.localdate()
    return render(
        request,
        f"stammdaten/{art}_detail.html",
        {
            "art": satzart,
            "satz": satz,
            "heute": heute,
            "beendet": satz.aktiv_bis is not None and satz.aktiv_bis < heute,
            "darf_aendern": permissions.darf_aendern(request.akteur, satz),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
            "bearbeiten_url": satzart.url("bearbeiten", pk),
            "stilllegen_url": satzart.url("stilllegen", pk),
            "wieder_url": satzart.url("wieder-aufnehmen", pk),
            "liste_url": satzart.url("liste"),
            **einzelheiten(request.akteur, satz, heute),
        },
    )


def anlegen(request: Anfrage, art: str) -> HttpResponse:
    satzart = SATZARTEN[art]
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(satzart.darf_anlegen(request.akteur, kreis_id))
    form = satzart.form(
        *eingaben(request),
        instance=satzart.modell(kreis_id=kreis_id),
        heute=timezone.localdate(),
        initial=_vorbelegung(request, satzart),
    )
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form, satzart.anlegen, kreis_id=kreis_id, akteur=request.akteur, angaben=form.angaben()
        )
        if satz is not None:
            messages.success(request, _("„%(name)s“ ist angelegt.") % {"name": satz})
            return redirect(satzart.url("detail", satz.pk))
    return render(
        request,
        "stammdaten/formular.html",
        {
            "art": satzart,
            "form": form,
            "titel": satzart.anlegen_titel,
            "abbrechen_url": satzart.url("liste"),
            "liste_url": satzart.url("liste"),
        },
    )


def _vorbelegung(request: Anfrage, satzart: Satzart) -> dict[str, str]:
    """From the page of a Kommune or Einrichtung one adds to just that."""
    felder = [feld for feld in ("kommune", "einrichtung") if feld in satzart.form.base_fields]
    return {feld: request.GET[feld] for feld in felder if request.GET.get(feld, "").isdecimal()}


def bearbeiten(request: Anfrage, art: str, pk: int) -> HttpResponse:
    satzart = SATZARTEN[art]
    satz = get_object_or_404(satzart.sichtbare(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_aendern(request.akteur, satz))
    bezeichnung = str(satz)
    form = satzart.form(
        *eingaben(request), instance=satz, heute=timezone.localdate(), initial={"stand": stand_von(satz)}
    )
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            satzart.aendern,
            **{satzart.kennung: pk},
            akteur=request.akteur,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if neu is not None:
            messages.success(request, _("„%(name)s“ ist gespeichert.") % {"name": neu})
            return redirect(satzart.url("detail", pk))
    return render(
        request,
        "stammdaten/formular.html",
        {
            "art": satzart,
            "form": form,
            "satz": satz,
            "bezeichnung": bezeichnung,
            "titel": _("%(name)s bearbeiten") % {"name": bezeichnung},
            "abbrechen_url": satzart.url("detail", pk),
            "liste_url": satzart.url("liste"),
        },
    )


def versuchen(form: StammsatzForm, tun: Any, **angaben: Any) -> Any:
    """Calls the one domain function; a refusal is shown in the form, with all that was typed still in it."""
    try:
        return tun(**angaben)
    except Ueberholt as fehler:
        # The next attempt counts against what is stored now: the person has been told to compare.
        form.vergleichen(form._meta.model._default_manager.get(pk=form.instance.pk))
        daten: Any = form.data
        form.data = daten.copy()
        form.data["stand"] = str(stand_von(form.instance))  # type: ignore[index]
        form.fachfehler(fehler)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    except ValidationError as fehler:
        form.domaenenfehler(fehler)
    return None


def stilllegen(request: Anfrage, art: str, pk: int) -> HttpResponse:
    satzart = SATZARTEN[art]
    satz = get_object_or_404(satzart.sichtbare(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_stilllegen(request.akteur, satz))
    form = StilllegenForm(*eingaben(request), initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            satzart.stilllegen(
                **{satzart.kennung: pk},
                zum=form.cleaned_data["zum"],
                akteur=request.akteur,
                grund=form.cleaned_data["grund"],
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        except ValidationError as fehler:
            form.add_error("zum", fehler.messages)
        else:
            messages.success(
                request,
                _("„%(name)s“ endet am %(tag)s.")
                % {"name": satz, "tag": f"{form.cleaned_data['zum']:%d.%m.%Y}"},
            )
            return redirect(satzart.url("detail", pk))
    return render(
        request,
        "stammdaten/bestaetigen.html",
        {
            "art": satzart,
            "satz": satz,
            "form": form,
            "titel": _("%(name)s stilllegen?") % {"name": satz},
            "folgen": _folgen(satz),
            "knopf": _("Stilllegen"),
            "gefahr": True,
            "abbrechen_url": satzart.url("detail", pk),
            "liste_url": satzart.url("liste"),
        },
    )


def _folgen(satz: Any) -> list[str]:
    anzahl = folgen_der_stilllegung(satz)
    folgen = [_("Der Eintrag steht nicht mehr zur Auswahl und verschwindet aus der Liste der aktiven.")]
    if zahl := anzahl.get("funktionen"):
        folgen.append(
            ngettext(
                "%(n)s offene Funktion endet am selben Tag.",
                "%(n)s offene Funktionen enden am selben Tag.",
                zahl,
            )
            % {"n": zahl}
        )
    if zahl := anzahl.get("standorte"):
        folgen.append(
            ngettext("%(n)s Standort endet am selben Tag.", "%(n)s Standorte enden am selben Tag.", zahl)
            % {"n": zahl}
        )
    folgen.append(
        _("Gelöscht wird nichts. Was darauf verweist, bleibt lesbar, und Sie können ihn wieder aufnehmen.")
    )
    return folgen


def wieder_aufnehmen(request: Anfrage, art: str, pk: int) -> HttpResponse:
    satzart = SATZARTEN[art]
    satz = get_object_or_404(satzart.sichtbare(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_wieder_aufnehmen(request.akteur, satz))
    form = WiederAufnehmenForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        try:
            satzart.wieder_aufnehmen(
                **{satzart.kennung: pk}, akteur=request.akteur, grund=form.cleaned_data["grund"]
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("„%(name)s“ ist wieder aktiv.") % {"name": satz})
            return redirect(satzart.url("detail", pk))
    return render(
        request,
        "stammdaten/bestaetigen.html",
        {
            "art": satzart,
            "satz": satz,
            "form": form,
            "titel": _("%(name)s wieder aufnehmen?") % {"name": satz},
            "folgen": [
                _("Der Eintrag ist wieder aktiv und steht zur Auswahl."),
                _("Funktionen und Standorte, die mit ihm endeten, bleiben beendet."),
            ],
            "knopf": _("Wieder aufnehmen"),
            "gefahr": False,
            "abbrechen_url": satzart.url("detail", pk),
            "liste_url": satzart.url("liste"),
        },
    )
