"""Taking over a table: choose the file, look at what would happen, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Ueberholt
from kim.stammdaten import permissions
from kim.stammdaten.domain.einspielen import (
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    importvorschau_verwerfen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler
from kim.stammdaten.domain.spalten import SPALTEN
from kim.stammdaten.forms.einspielen import HochladenForm
from kim.stammdaten.regeln.einspielung import HOECHSTENS_ZEILEN, Zellenfehler
from kim.stammdaten.views.satzarten import NACH_MEHRZAHL, SATZARTEN, Satzart
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabellendatei import CSV_TYP, XLSX_TYP, als_csv, als_xlsx

FEHLER_AUF_DER_SEITE = 200


def _satzart(mehrzahl: str) -> Satzart:
    try:
        return NACH_MEHRZAHL[mehrzahl]
    except KeyError:
        raise Http404 from None


def hochladen(request: Anfrage, mehrzahl: str) -> HttpResponse:
    satzart = _satzart(mehrzahl)
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_importieren(request.akteur, kreis_id, mehrzahl))
    form = HochladenForm(*eingaben(request, request.FILES))
    fehler: list[Zellenfehler] = []
    if request.method == "POST" and form.is_valid():
        fehler = form.zellenfehler
        if form.inhalt is not None:
            try:
                vorschau = importvorschau_anlegen(
                    kreis_id=kreis_id,
                    art=mehrzahl,
                    kopf=form.inhalt.kopf,
                    zeilen=form.zeilen(),
                    akteur=request.akteur,
                    jetzt=timezone.now(),
                )
            except Einspielfehler as einspielfehler:
                fehler = list(einspielfehler.fehler)
            else:
                return redirect("stammdaten:import-vorschau", vorschau.pk)
    wartende = permissions.eigene_importvorschauen(request.akteur).filter(art=mehrzahl).first()
    return render(
        request,
        "stammdaten/import_hochladen.html",
        {
            "art": satzart,
            "form": form,
            "liste_url": satzart.url("liste"),
            "abbrechen_url": satzart.url("liste"),
            "wartende": wartende,
            "vorschau_url": reverse("stammdaten:import-vorschau", args=[wartende.pk]) if wartende else "",
            "vorlage_csv_url": reverse("stammdaten:import-vorlage-csv", args=[mehrzahl]),
            "vorlage_xlsx_url": reverse("stammdaten:import-vorlage-xlsx", args=[mehrzahl]),
            "fehler": fehler[:FEHLER_AUF_DER_SEITE],
            "fehlerzahl": len(fehler),
            "spalten": [spalte for spalte in SPALTEN[mehrzahl] if not spalte.nur_ausgabe],
            "hoechstens": HOECHSTENS_ZEILEN,
            "reiter": [
                {"titel": art.titel_mehrzahl, "url": _import_url(art), "aktuell": art is satzart}
                for art in SATZARTEN.values()
                if permissions.darf_importieren(request.akteur, kreis_id, art.mehrzahl)
            ],
        },
    )


def _import_url(satzart: Satzart) -> str:
    return reverse("stammdaten:import-hochladen", args=[satzart.mehrzahl])


def vorlage(request: Anfrage, mehrzahl: str, format: str) -> HttpResponse:
    """An empty table with the right head, to fill in."""
    satzart = _satzart(mehrzahl)
    spalten = [spalte for spalte in SPALTEN[mehrzahl] if not spalte.nur_ausgabe]
    kopf = [f"{spalte.titel}*" if spalte.pflicht else spalte.titel for spalte in spalten]
    auswahl = _auswahl(satzart)
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, []), content_type=CSV_TYP)
    else:
        inhalt = als_xlsx(
            kopf,
            [],
            blatt=str(satzart.titel_mehrzahl),
            auswahl={
                stelle: auswahl[spalte.schluessel]
                for stelle, spalte in enumerate(spalten)
                if spalte.schluessel in auswahl
            },
            hinweise=[
                (_("Spalte"), _("Was hineingehört")),
                *((spalte.titel, _hinweis(spalte.schluessel, spalte.pflicht, auswahl)) for spalte in spalten),
            ],
        )
        antwort = HttpResponse(inhalt, content_type=XLSX_TYP)
    antwort["Content-Disposition"] = f'attachment; filename="vorlage-{mehrzahl}.{format}"'
    return antwort


def _auswahl(satzart: Satzart) -> dict[str, list[str]]:
    return {
        feld.name: [str(titel) for wert, titel in feld.flatchoices if wert]
        for feld in satzart.modell._meta.get_fields()
        if getattr(feld, "choices", None)
    }


def _hinweis(schluessel: str, pflicht: bool, auswahl: dict[str, list[str]]) -> str:
    saetze = [_("Muss ausgefüllt sein.")] if pflicht else []
    if schluessel in auswahl:
        saetze.append(_("Möglich sind: %(worte)s.") % {"worte": ", ".join(auswahl[schluessel])})
    elif schluessel == "nummer":
        saetze.append(_("Aus der Ausgabe übernehmen, um einen Eintrag zu ändern. Sonst leer lassen."))
    elif schluessel in ("kommune", "einrichtung"):
        saetze.append(_("Der Name, wie er in den Stammdaten steht."))
    elif schluessel in ("aktiv_ab", "funktion_seit"):
        saetze.append(_("Ein Tag, zum Beispiel 24.03.2022."))
    elif schluessel == "gemeindeschluessel":
        saetze.append(_("Acht Ziffern."))
    return " ".join(saetze)


def _datei(request: Anfrage, pk: int) -> Any:
    """Files of other rooms have pages of their own."""
    eigene = permissions.eigene_importvorschauen(request.akteur).filter(art__in=NACH_MEHRZAHL)
    return get_object_or_404(eigene, pk=pk)


def vorschau(request: Anfrage, pk: int) -> HttpResponse:
    datei = _datei(request, pk)
    satzart = NACH_MEHRZAHL[datei.art]
    verlange_erlaubnis(permissions.darf_importieren(request.akteur, datei.kreis_id, datei.art))
    fehler: list[Zellenfehler] = []
    if request.method == "POST":
        try:
            ergebnis = importvorschau_uebernehmen(
                vorschau_id=pk,
                abdruck=request.POST.get("abdruck", ""),
                akteur=request.akteur,
                grund=_("Aus einer Datei übernommen"),
            )
        except Ueberholt as ueberholt:
            messages.warning(request, ueberholt.meldung)
            if not permissions.eigene_importvorschauen(request.akteur).filter(pk=pk).exists():
                return redirect(satzart.url("liste"))
        except Einspielfehler as einspielfehler:
            fehler = list(einspielfehler.fehler)
        else:
            messages.success(
                request,
                _("%(neu)s angelegt, %(anders)s geändert, %(gleich)s unverändert.")
                % {"neu": ergebnis.angelegt, "anders": ergebnis.geaendert, "gleich": ergebnis.unveraendert},
            )
            return redirect(satzart.url("liste"))
    zusammenhang: dict[str, Any] = {
        "art": satzart,
        "import_url": _import_url(satzart),
        "verwerfen_url": reverse("stammdaten:import-verwerfen", args=[datei.pk]),
    }
    try:
        plan = plan_der_vorschau(datei)
    except Einspielfehler as einspielfehler:
        # Somebody changed the master data so that the checked file no longer fits.
        fehler = fehler or list(einspielfehler.fehler)
    else:
        zusammenhang |= {
            "plan": plan,
            "zeilen": [zeile for zeile in plan.zeilen if zeile.aktion is not Aktion.UNVERAENDERT],
            "anzahl_neu": plan.anzahl(Aktion.ANLEGEN),
            "anzahl_anders": plan.anzahl(Aktion.AENDERN),
            "anzahl_gleich": plan.anzahl(Aktion.UNVERAENDERT),
        }
    zusammenhang |= {"fehler": fehler[:FEHLER_AUF_DER_SEITE], "fehlerzahl": len(fehler)}
    return render(request, "stammdaten/import_vorschau.html", zusammenhang)


@require_POST
def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    datei = _datei(request, pk)
    importvorschau_verwerfen(vorschau_id=pk, akteur=request.akteur)
    messages.info(request, _("Die Datei ist verworfen. Übernommen wurde nichts."))
    return redirect("stammdaten:import-hochladen", datei.art)
