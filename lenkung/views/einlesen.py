"""Taking over members from a table: choose the file, look at what would happen, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from lenkung.domain.einlesen import MITGLIEDER, SPALTEN
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Gremium
from lenkung.models.auswahl import BESETZUNG_ARTEN
from lenkung.views.seiten import krumen

FEHLER_AUF_DER_SEITE = 200


def _gremium(request: Anfrage, pk: int | None) -> Gremium:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_mitglieder_importieren(request.akteur, gremium))
    return gremium


def hochladen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    form = HochladenForm(*eingaben(request, request.FILES))
    fehler: list[Zellenfehler] = []
    if request.method == "POST" and form.is_valid():
        fehler = form.zellenfehler
        if form.inhalt is not None:
            try:
                vorschau = importvorschau_anlegen(
                    kreis_id=gremium.kreis_id,
                    art=MITGLIEDER,
                    bezug_id=gremium.pk,
                    kopf=form.inhalt.kopf,
                    zeilen=form.zeilen(),
                    akteur=request.akteur,
                    jetzt=timezone.now(),
                )
            except Einspielfehler as einspielfehler:
                fehler = list(einspielfehler.fehler)
            else:
                return redirect("lenkung:einlesen-vorschau", vorschau.pk)
    wartende = eigene_importvorschauen(request.akteur).filter(art=MITGLIEDER, bezug_id=gremium.pk).first()
    return render(
        request,
        "lenkung/einlesen.html",
        {
            "gremium": gremium,
            "krumen": krumen(gremium),
            "form": form,
            "abbrechen_url": reverse("lenkung:gremium-detail", args=[gremium.pk]),
            "wartende": wartende,
            "vorschau_url": reverse("lenkung:einlesen-vorschau", args=[wartende.pk]) if wartende else "",
            "vorlage_csv_url": reverse("lenkung:einlesen-vorlage-csv", args=[gremium.pk]),
            "vorlage_xlsx_url": reverse("lenkung:einlesen-vorlage-xlsx", args=[gremium.pk]),
            "fehler": fehler[:FEHLER_AUF_DER_SEITE],
            "fehlerzahl": len(fehler),
            "spalten": SPALTEN,
            "hoechstens": HOECHSTENS_ZEILEN,
        },
    )


def vorlage(request: Anfrage, pk: int, format: str) -> HttpResponse:
    """A table with the right head; in XLSX the seats can be chosen."""
    gremium = _gremium(request, pk)
    kopf = [f"{spalte.titel}*" if spalte.pflicht else spalte.titel for spalte in SPALTEN]
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, []), content_type=CSV_TYP)
    else:
        sitze = [zeile.sitz.name for zeile in sitzzeilen_am([gremium.pk], timezone.localdate())]
        hinweise = {
            "sitz": _("Der Sitz, wie er auf seiner Seite heißt: %(sitze)s.") % {"sitze": "; ".join(sitze)},
            "email": _("Steht für die Person: Gibt es sie schon, wird keine zweite angelegt."),
            "von": _("Ein Tag, zum Beispiel 24.03.2022. Leer: so lange wie der Sitz."),
            "bis": _("Ein Tag. Leer, solange kein Ende feststeht."),
        }
        inhalt = als_xlsx(
            kopf,
            [],
            blatt=_("Mitglieder"),
            auswahl={1: [str(titel) for _wort, titel in BESETZUNG_ARTEN]},
            hinweise=[
                (_("Spalte"), _("Was hineingehört")),
                *((spalte.titel, hinweise.get(spalte.schluessel, "")) for spalte in SPALTEN),
            ],
        )
        antwort = HttpResponse(inhalt, content_type=XLSX_TYP)
    antwort["Content-Disposition"] = f'attachment; filename="vorlage-mitglieder.{format}"'
    return antwort


def _datei(request: Anfrage, pk: int) -> Any:
    return get_object_or_404(eigene_importvorschauen(request.akteur).filter(art=MITGLIEDER), pk=pk)


def vorschau(request: Anfrage, pk: int) -> HttpResponse:
    datei = _datei(request, pk)
    gremium = _gremium(request, datei.bezug_id)
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
                return redirect("lenkung:gremium-detail", gremium.pk)
        except Einspielfehler as einspielfehler:
            fehler = list(einspielfehler.fehler)
        else:
            messages.success(
                request,
                _("%(neu)s eingetragen, %(gleich)s waren schon so eingetragen.")
                % {"neu": ergebnis.angelegt, "gleich": ergebnis.unveraendert},
            )
            return redirect("lenkung:gremium-detail", gremium.pk)
    zusammenhang: dict[str, Any] = {
        "gremium": gremium,
        "krumen": krumen(gremium),
        "verwerfen_url": reverse("lenkung:einlesen-verwerfen", args=[datei.pk]),
    }
    try:
        plan = plan_der_vorschau(datei)
    except Einspielfehler as einspielfehler:
        # Somebody changed seats or people so that the checked file no longer fits.
        fehler = fehler or list(einspielfehler.fehler)
    else:
        zusammenhang |= {
            "plan": plan,
            "zeilen": [zeile for zeile in plan.zeilen if zeile.aktion is not Aktion.UNVERAENDERT],
            "anzahl_neu": plan.anzahl(Aktion.ANLEGEN),
            "anzahl_gleich": plan.anzahl(Aktion.UNVERAENDERT),
        }
    zusammenhang |= {"fehler": fehler[:FEHLER_AUF_DER_SEITE], "fehlerzahl": len(fehler)}
    return render(request, "lenkung/einlesen_vorschau.html", zusammenhang)


@require_POST
def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    datei = _datei(request, pk)
    gremium = _gremium(request, datei.bezug_id)
    importvorschau_verwerfen(vorschau_id=pk, akteur=request.akteur)
    messages.info(request, _("Die Datei ist verworfen. Übernommen wurde nichts."))
    return redirect("lenkung:einlesen", gremium.pk)
