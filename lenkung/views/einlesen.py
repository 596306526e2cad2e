"""Taking something over from a table: choose the file, look at what would happen, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Ueberholt
from kim.stammdaten.domain.einspielen import (
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    importvorschau_verwerfen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler
from kim.stammdaten.forms.einspielen import HochladenForm
from kim.stammdaten.permissions import eigene_importvorschauen
from kim.stammdaten.regeln.einspielung import HOECHSTENS_ZEILEN, Zellenfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.tabellendatei import CSV_TYP, XLSX_TYP, als_csv, als_xlsx
from lenkung import permissions
from lenkung.domain.einlesen import MITGLIEDER
from lenkung.models import Gremium
from lenkung.views.einleselisten import EINLESELISTEN, Einleseliste
from lenkung.views.seiten import krumen

FEHLER_AUF_DER_SEITE = 200


def _gremium(request: Anfrage, pk: int | None, liste: Einleseliste) -> Gremium:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(liste.darf(request.akteur, gremium))
    return gremium


def hochladen(request: Anfrage, pk: int, was: str = MITGLIEDER) -> HttpResponse:
    liste = EINLESELISTEN[was]
    gremium = _gremium(request, pk, liste)
    form = HochladenForm(*eingaben(request, request.FILES))
    fehler: list[Zellenfehler] = []
    if request.method == "POST" and form.is_valid():
        fehler = form.zellenfehler
        if form.inhalt is not None:
            try:
                vorschau = importvorschau_anlegen(
                    kreis_id=gremium.kreis_id,
                    art=was,
                    bezug_id=gremium.pk,
                    kopf=form.inhalt.kopf,
                    zeilen=form.zeilen(),
                    akteur=request.akteur,
                    jetzt=timezone.now(),
                )
            except Einspielfehler as einspielfehler:
                fehler = list(einspielfehler.fehler)
            else:
                return redirect(liste.adresse("-vorschau", vorschau.pk))
    wartende = eigene_importvorschauen(request.akteur).filter(art=was, bezug_id=gremium.pk).first()
    return render(
        request,
        f"{liste.vorlage}.html",
        {
            "gremium": gremium,
            "krumen": krumen(gremium),
            "form": form,
            "abbrechen_url": liste.zurueck(gremium),
            "wartende": wartende,
            "vorschau_url": liste.adresse("-vorschau", wartende.pk) if wartende else "",
            "vorlage_csv_url": liste.adresse("-vorlage-csv", gremium.pk),
            "vorlage_xlsx_url": liste.adresse("-vorlage-xlsx", gremium.pk),
            "fehler": fehler[:FEHLER_AUF_DER_SEITE],
            "fehlerzahl": len(fehler),
            "spalten": liste.spalten,
            "hoechstens": HOECHSTENS_ZEILEN,
        },
    )


def vorlage(request: Anfrage, pk: int, format: str, was: str = MITGLIEDER) -> HttpResponse:
    """A table with the right head; in XLSX the words of a column can be chosen."""
    liste = EINLESELISTEN[was]
    gremium = _gremium(request, pk, liste)
    kopf = [f"{spalte.titel}*" if spalte.pflicht else spalte.titel for spalte in liste.spalten]
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, []), content_type=CSV_TYP)
    else:
        hinweise = liste.hinweise(gremium)
        inhalt = als_xlsx(
            kopf,
            [],
            blatt=str(liste.titel),
            auswahl=liste.auswahl,
            hinweise=[
                (_("Spalte"), _("Was hineingehört")),
                *((spalte.titel, hinweise.get(spalte.schluessel, "")) for spalte in liste.spalten),
            ],
        )
        antwort = HttpResponse(inhalt, content_type=XLSX_TYP)
    antwort["Content-Disposition"] = f'attachment; filename="vorlage-{was}.{format}"'
    return antwort


def _datei(request: Anfrage, pk: int, was: str) -> Any:
    return get_object_or_404(eigene_importvorschauen(request.akteur).filter(art=was), pk=pk)


def vorschau(request: Anfrage, pk: int, was: str = MITGLIEDER) -> HttpResponse:
    liste = EINLESELISTEN[was]
    datei = _datei(request, pk, was)
    gremium = _gremium(request, datei.bezug_id, liste)
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
            if not eigene_importvorschauen(request.akteur).filter(pk=pk).exists():
                return redirect(liste.zurueck(gremium))
        except Einspielfehler as einspielfehler:
            fehler = list(einspielfehler.fehler)
        else:
            messages.success(
                request,
                _("%(neu)s eingetragen, %(gleich)s waren schon so eingetragen.")
                % {"neu": ergebnis.angelegt, "gleich": ergebnis.unveraendert},
            )
            return redirect(liste.zurueck(gremium))
    zusammenhang: dict[str, Any] = {
        "gremium": gremium,
        "krumen": krumen(gremium),
        "verwerfen_url": liste.adresse("-verwerfen", datei.pk),
    }
    try:
        plan = plan_der_vorschau(datei)
    except Einspielfehler as einspielfehler:
        # Somebody changed the records so that the checked file no longer fits.
        fehler = fehler or list(einspielfehler.fehler)
    else:
        zusammenhang |= {
            "plan": plan,
            "zeilen": [zeile for zeile in plan.zeilen if zeile.aktion is not Aktion.UNVERAENDERT],
            "anzahl_neu": plan.anzahl(Aktion.ANLEGEN),
            "anzahl_gleich": plan.anzahl(Aktion.UNVERAENDERT),
            **liste.danach(gremium.pk, plan),
        }
    zusammenhang |= {"fehler": fehler[:FEHLER_AUF_DER_SEITE], "fehlerzahl": len(fehler)}
    return render(request, f"{liste.vorlage}_vorschau.html", zusammenhang)


@require_POST
def verwerfen(request: Anfrage, pk: int, was: str = MITGLIEDER) -> HttpResponse:
    liste = EINLESELISTEN[was]
    datei = _datei(request, pk, was)
    gremium = _gremium(request, datei.bezug_id, liste)
    importvorschau_verwerfen(vorschau_id=pk, akteur=request.akteur)
    messages.info(request, _("Die Datei ist verworfen. Übernommen wurde nichts."))
    return redirect(liste.adresse("", gremium.pk))
