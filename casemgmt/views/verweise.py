"""Verweise: the list, writing one, the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.verweise import einstellung, gesendete, weg, zieltitel, zu_beantworten
from casemgmt.domain.verweis import fristen_einstellen, verweis_aendern, verweis_anlegen
from casemgmt.domain.verweisdaten import angaben, datenurteil
from casemgmt.domain.verweispost import adresse_des_empfaengers
from casemgmt.forms.verweise import FristenForm, VerweisForm
from casemgmt.models import Fall, Verweis
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN
from casemgmt.models.verweisauswahl import VERWEISSTAENDE
from casemgmt.regeln.sprachen import ZUSAMMEN
from casemgmt.regeln.verweis import OFFEN, Codestand, Kanal, Verweisstand, codestand
from casemgmt.regeln.werte import Fallbereich
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.akteure import formularseite, versuchen
from casemgmt.views.fallseiten import adresse
from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle

STANDARTEN = {
    Verweisstand.ENTWURF: "neutral",
    Verweisstand.GESENDET: "hinweis",
    Verweisstand.ANGENOMMEN: "gut",
    Verweisstand.ABGELEHNT: "schlecht",
    Verweisstand.ERLEDIGT: "gut",
    Verweisstand.OHNE_ANTWORT: "achtung",
    Verweisstand.ZURUECKGEZOGEN: "neutral",
}
KRUME = gettext_lazy("Verweise")


def krumen(*weitere: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(KRUME, reverse("casemgmt:verweis-liste")), *weitere]


def reiter(akteur: Akteur, aktuell: str) -> list[dict[str, Any]]:
    wartend = zu_beantworten(akteur).count()
    return [
        {
            "titel": _("Gesendet"),
            "url": reverse("casemgmt:verweis-liste"),
            "aktuell": aktuell == "gesendet",
        },
        {
            "titel": _("Eingegangen"),
            "url": reverse("casemgmt:eingang-liste"),
            "aktuell": aktuell == "eingegangen",
            "zahl": wartend or None,
        },
    ]


def _tabelle(kreis_id: int) -> Tabelle:
    return Tabelle(
        spalten=[
            Spalte("ziel", _("An wen")),
            Spalte("fall", _("Fall")),
            Spalte("thema", _("Thema")),
            Spalte("datum", _("gesendet"), ("gesendet_am",), art="datum"),
            Spalte("frist", _("Antwort bis"), ("antwort_bis",), art="datum"),
            Spalte("stand", _("Stand"), ("stand",)),
        ],
        standard_sortierung="-datum",
        filter=[
            Filter("stand", _("Stand"), VERWEISSTAENDE, feld="stand"),
            Filter("thema", _("Thema"), list(thementitel(kreis_id).items()), feld="thema"),
        ],
    )


def liste(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    seite = _tabelle(kreis_id).seite(request, gesendete(request.akteur))
    titel, heute = thementitel(kreis_id), timezone.localdate()
    for verweis in seite.zeilen:
        verweis.ziel_titel = zieltitel(verweis)
        verweis.thema_titel = titel.get(verweis.thema, verweis.thema)
        verweis.art = STANDARTEN[verweis.lage]
        verweis.zu_spaet = verweis.ueberfaellig(heute)
    beraten = _beraet(request.akteur)
    return render(
        request,
        "casemgmt/verweis_liste.html",
        {
            "seite": seite,
            "reiter": reiter(request.akteur, "gesendet"),
            "neu_url": reverse("casemgmt:verweis-anlegen") if beraten else "",
            "einstellen": permissions.darf_verweise_einstellen(request.akteur, kreis_id),
        },
    )


def _beraet(akteur: Akteur) -> bool:
    rechte = (permissions.FAELLE_FUEHREN, permissions.MUKIS_FUEHREN)
    return any(akteur.bereiche_mit(recht.schluessel) for recht in rechte)


# Writing ----------------------------------------------------------------------------------------------------


def _auswahl(request: Anfrage) -> dict[str, Any]:
    """Recipients by topic and language: they stand in the address, so that one can go back."""
    themen = thementitel(kreis_id_von(request))
    thema, sprache = request.GET.get("thema", ""), request.GET.get("sprache", "")
    return {
        "thema": thema if thema in themen else "",
        "sprache": sprache if sprache in ZUSAMMEN else "",
    }


def _seite(
    request: Anfrage, form: VerweisForm, titel: str, abbrechen: str, fall: Fall | None, weg: list[Any]
) -> HttpResponse:
    auswahl = _auswahl(request)
    return render(
        request,
        "casemgmt/verweis_formular.html",
        {
            "form": form,
            "titel": titel,
            "abbrechen_url": abbrechen,
            "fall": fall,
            "krumen": weg,
            "themen": list(thementitel(kreis_id_von(request)).items()),
            "sprachen": list(ZUSAMMEN.items()),
            **auswahl,
        },
        status=422 if form.errors else 200,
    )


def anlegen(request: Anfrage) -> HttpResponse:
    """Without a case: somebody who was counselled without a name."""
    if not _beraet(request.akteur):
        verlange_erlaubnis(permissions.darf_beraten(request.akteur, kreis_id_von(request), "", None))
    return _schreiben(request, None)


def anlegen_im_fall(request: Anfrage, pk: int) -> HttpResponse:
    fall = get_object_or_404(permissions.sichtbare_faelle(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, fall))
    akte_gelesen(request, fall, _("einen Verweis geschrieben"), fall.aktenzeichen)
    return _schreiben(request, fall)


def _schreiben(request: Anfrage, fall: Fall | None) -> HttpResponse:
    kreis: Any = request.user.kreis  # type: ignore[union-attr]
    auswahl = _auswahl(request)
    anfang = {"thema": auswahl["thema"]}
    form = VerweisForm(
        *eingaben(request), akteur=request.akteur, kreis=kreis, fall=fall, initial=anfang, **auswahl
    )
    if request.method == "POST" and form.is_valid():
        kommune = form.cleaned_data.get("kommune")
        mukis = fall is None and kommune is None and _nur_mukis(request.akteur)
        verweis = versuchen(
            form,
            lambda: verweis_anlegen(
                kreis_id=kreis.pk,
                bereich=Fallbereich.MUKIS if mukis else Fallbereich.LOKAL,
                kommune_id=int(kommune) if kommune else None,
                fall_id=fall.pk if fall is not None else None,
                angaben=form.verweisangaben(),
                akteur=request.akteur,
            ),
        )
        if verweis is not None:
            messages.success(request, _("Der Verweis ist als Entwurf gespeichert. Bitte prüfen und senden."))
            return redirect("casemgmt:verweis-detail", verweis.pk)
    return _seite(request, form, _("Neuer Verweis"), reverse("casemgmt:verweis-liste"), fall, krumen())


def _nur_mukis(akteur: Akteur) -> bool:
    return not akteur.bereiche_mit(permissions.FAELLE_FUEHREN.schluessel)


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_aendern(request.akteur, verweis))
    akte_gelesen(request, verweis, _("einen Verweis geschrieben"), kennzeichen(verweis))
    form = VerweisForm(
        *eingaben(request),
        akteur=request.akteur,
        kreis=request.user.kreis,  # type: ignore[union-attr]
        fall=verweis.fall,
        verweis=verweis,
        initial={"stand": stand_von(verweis)},
    )
    if "kommune" in form.fields:
        del form.fields["kommune"]
    ziel = reverse("casemgmt:verweis-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            lambda: verweis_aendern(
                verweis_id=pk,
                angaben=form.verweisangaben(),
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            ),
            verweis,
        )
        if neu is not None:
            messages.success(request, _("Der Entwurf ist gespeichert."))
            return redirect(ziel)
    return _seite(request, form, _("Verweis bearbeiten"), ziel, verweis.fall, krumen((_("Entwurf"), ziel)))


# The page of one ------------------------------------------------------------------------------------------


def verweis_holen(request: Anfrage, pk: int) -> Verweis:
    verweis: Verweis = get_object_or_404(
        gesendete(request.akteur).select_related("klient", "angelegt_von", "kreis"), pk=pk
    )
    return verweis


def kennzeichen(verweis: Verweis) -> str:
    return verweis.fall.aktenzeichen if verweis.fall is not None else ""


def detail(request: Anfrage, pk: int) -> HttpResponse:
    return detailseite(request, verweis_holen(request, pk))


def detailseite(request: Anfrage, verweis: Verweis, status: int = 200, **mehr: Any) -> HttpResponse:
    akte_gelesen(request, verweis, _("einen Verweis geöffnet"), kennzeichen(verweis))
    akteur, lage = request.akteur, verweis.lage
    fuehren = permissions.darf_verweis_fuehren(akteur, verweis)
    return render(
        request,
        "casemgmt/verweis_detail.html",
        {
            "verweis": verweis,
            "ziel": zieltitel(verweis, akteur),
            "art": STANDARTEN[lage],
            "weg": weg(verweis),
            "fuehren": fuehren,
            "urteil": datenurteil(verweis, timezone.now()) if lage in OFFEN or lage == "entwurf" else None,
            "angaben": _angaben(akteur, verweis),
            "daten": _daten(verweis),
            "schritte": list(verweis.schritte.all()),
            "offen": lage in OFFEN,
            "zu_spaet": verweis.ueberfaellig(timezone.localdate()),
            "zugang": _zugang(verweis),
            "antwort_moeglich": not verweis.ziel or lage is Verweisstand.GESENDET,
            "ohne_adresse": verweis.kanal == Kanal.MAIL and not adresse_des_empfaengers(verweis),
            "druckbar": bool(fuehren)
            and lage in OFFEN
            and verweis.kanal in (Kanal.BRIEF.value, Kanal.PERSOENLICH.value),
            "darf_historie": akteur.hat_recht("protokoll.sehen"),
            "krumen": krumen(),
            **mehr,
        },
        status=status,
    )


def _angaben(akteur: Akteur, verweis: Verweis) -> list[tuple[Any, Any]]:
    titel = thementitel(verweis.kreis_id)
    klassen = dict(DATENKLASSEN)
    return [
        (_("An wen"), zieltitel(verweis, akteur)),
        (_("Fall"), _zum_fall(verweis)),
        (_("Thema"), titel.get(verweis.thema, verweis.thema)),
        (_("Form"), verweis.get_form_display()),
        (_("Weg"), verweis.get_kanal_display()),
        (_("Angaben"), ", ".join(str(klassen[k]) for k in verweis.datenklassen if k in klassen)),
        (_("geschrieben von"), str(verweis.angelegt_von)),
    ]


def _zum_fall(verweis: Verweis) -> Any:
    if verweis.fall is None:
        return kennzeichen(verweis) or _("ohne Fall")
    return format_html('<a href="{}">{}</a>', adresse(verweis.fall), verweis.fall.aktenzeichen)


def _daten(verweis: Verweis) -> list[tuple[str, str]]:
    return angaben(verweis.klient, verweis.datenklassen) if verweis.klient is not None else []


def _zugang(verweis: Verweis) -> dict[str, Any] | None:
    zugang = getattr(verweis, "zugang", None)
    if zugang is None or verweis.lage not in OFFEN:
        return None
    stand = codestand(
        code_hash=zugang.code_hash,
        gueltig_bis=zugang.gueltig_bis,
        fehlversuche=zugang.fehlversuche,
        jetzt=timezone.now(),
    )
    return {
        "code_offen": stand is Codestand.OFFEN,
        "verbraucht": stand is Codestand.VERBRAUCHT,
        "gelesen_am": zugang.gelesen_am,
    }


def fristen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_verweise_einstellen(request.akteur, kreis_id))
    bisher = einstellung(kreis_id)
    form = FristenForm(
        *eingaben(request), initial={"antwort_tage": bisher.antwort_tage, "link_tage": bisher.link_tage}
    )
    ziel = reverse("casemgmt:verweis-liste")
    if request.method == "POST" and form.is_valid():
        fristen_einstellen(kreis_id=kreis_id, akteur=request.akteur, **form.cleaned_data)
        messages.success(request, _("Die Fristen gelten für alle Verweise, die ab jetzt gesendet werden."))
        return redirect(ziel)
    return formularseite(request, form, _("Fristen der Verweise"), ziel, krumen())
