"""Polls among the members: put a question, read what came of it, end it, go on from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.abfrage import Gestellt, abfrage_beenden, abfrage_stellen, abfrage_zuruecknehmen
from lenkung.domain.queries.abfragen import Abfrageergebnis, ergebnis_von
from lenkung.forms.abfragen import FORMULARE, ZuruecknehmenForm
from lenkung.models import Abfrage, Gremium, Sitzung
from lenkung.models.auswahl import ABFRAGEARTEN
from lenkung.regeln.abfrage import Abfrageart, Abfragestand, Meinung
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.views.seiten import ausfuehren, krumen, rueckfrage

MEINUNGSARTEN = {Meinung.JA: "gut", Meinung.NOTFALLS: "achtung", Meinung.NEIN: "schlecht"}


def stand_der_abfrage(abfrage: Abfrage) -> tuple[str, str]:
    """Colour and word; an end that has passed needs nobody to enter it."""
    if abfrage.stand == Abfragestand.ZURUECKGENOMMEN.value:
        return "schlecht", _("zurückgenommen")
    return ("hinweis", _("läuft")) if permissions.abfrage_laeuft(abfrage) else ("neutral", _("beendet"))


def _gremium(request: Anfrage, pk: int) -> Gremium:
    gremium: Gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    return gremium


def _weg(gremium: Gremium) -> list[tuple[Any, str]]:
    return [*krumen(gremium), (_("Abfragen"), reverse("lenkung:abfrage-liste", args=[gremium.pk]))]


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    abfragen = permissions.sichtbare_abfragen(request.akteur).filter(gremium=gremium)
    stellen = permissions.darf_abfrage_stellen(request.akteur, gremium)
    return render(
        request,
        "lenkung/abfrage_liste.html",
        {
            "gremium": gremium,
            "zeilen": [(abfrage, *stand_der_abfrage(abfrage)) for abfrage in abfragen],
            "neu_url": reverse("lenkung:abfrage-stellen", args=[pk]) if stellen else "",
            "krumen": krumen(gremium),
        },
    )


# Asking -----------------------------------------------------------------------------------------------------


def stellen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    verlange_erlaubnis(permissions.darf_abfrage_stellen(request.akteur, gremium))
    sitzung = _gewaehlte_sitzung(request, gremium)
    art = _gewaehlte_art(request, sitzung)
    form = FORMULARE[art](*eingaben(request), initial={"frage": _uebliche_frage(art, sitzung)})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda gestellt: reverse("lenkung:abfrage-detail", args=[gestellt.abfrage.pk]),
            lambda gestellt: _meldung(gestellt, _("Die Abfrage ist gestellt.")),
            abfrage_stellen,
            gremium_id=pk,
            angaben=form.angaben(),
            moeglichkeiten=form.moeglichkeiten(),
            sitzung_id=sitzung.pk if sitzung else None,
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/abfrage_stellen.html",
        {
            "form": form,
            "gremium": gremium,
            "sitzung": sitzung,
            "reiter": _arten(art, sitzung),
            "krumen": _weg(gremium),
            "abbrechen_url": reverse("lenkung:sitzung-rueckmeldungen", args=[sitzung.pk])
            if sitzung
            else reverse("lenkung:abfrage-liste", args=[pk]),
        },
    )


def _gewaehlte_sitzung(request: Anfrage, gremium: Gremium) -> Sitzung | None:
    wahl = request.GET.get("sitzung", "")
    if not wahl.isdecimal() or len(wahl) > 18:
        return None
    menge = permissions.sichtbare_sitzungen(request.akteur)
    sitzung: Sitzung = get_object_or_404(menge, pk=int(wahl), gremium=gremium)
    return sitzung if sitzung.lage in VERAENDERLICH else None


def _gewaehlte_art(request: Anfrage, sitzung: Sitzung | None) -> Abfrageart:
    moeglich = [art for art in Abfrageart if sitzung is not None or art is not Abfrageart.ABSAGE]
    wahl = request.GET.get("art", "")
    return next((art for art in moeglich if art.value == wahl), moeglich[0])


def _arten(gewaehlt: Abfrageart, sitzung: Sitzung | None) -> list[dict[str, Any]]:
    """One tab for each kind; whether a session should be cancelled is asked of a session only."""
    return [
        {
            "titel": titel,
            "url": "?" + urlencode({"art": wert, **({"sitzung": sitzung.pk} if sitzung else {})}),
            "aktuell": wert == gewaehlt.value,
            "anzahl": None,
        }
        for wert, titel in ABFRAGEARTEN
        if sitzung is not None or wert != Abfrageart.ABSAGE.value
    ]


def _uebliche_frage(art: Abfrageart, sitzung: Sitzung | None) -> str:
    if art is Abfrageart.ABSAGE and sitzung is not None:
        return _("Soll die Sitzung am %(tag)s ausfallen?") % {"tag": datum(sitzung.tag)}
    return _("Welcher Termin passt Ihnen?") if art is Abfrageart.TERMIN else ""


def _meldung(gestellt: Gestellt, getan: str) -> str:
    teile = [getan]
    if gestellt.erreicht:
        text = ngettext(
            "%(n)s Person bekommt eine E-Mail.", "%(n)s Personen bekommen eine E-Mail.", gestellt.erreicht
        )
        teile.append(text % {"n": gestellt.erreicht})
    if gestellt.ohne_adresse:
        teile.append(
            _("Ohne E-Mail-Adresse, bitte anders fragen: %(namen)s.")
            % {"namen": ", ".join(gestellt.ohne_adresse)}
        )
    return " ".join(teile)


# What came of it --------------------------------------------------------------------------------------------


def abfrage_holen(request: Anfrage, pk: int) -> Abfrage:
    menge = permissions.sichtbare_abfragen(request.akteur).select_related("gremium", "sitzung")
    abfrage: Abfrage = get_object_or_404(menge, pk=pk)
    return abfrage


def detail(request: Anfrage, pk: int) -> HttpResponse:
    """Those who run the Gremium see who said what; who is asked sees the question and her own answer."""
    abfrage = abfrage_holen(request, pk)
    eigene = permissions.eigene_abfrageteilnahmen(request.akteur).filter(abfrage=abfrage).first()
    sieht_ergebnis = permissions.darf_ergebnis_sehen(request.akteur, abfrage.gremium)
    if not sieht_ergebnis and eigene is None:
        raise Http404
    if not sieht_ergebnis and eigene is not None:
        return redirect("lenkung:abfrage-antworten", eigene.pk)
    ergebnis = ergebnis_von(abfrage)
    stand_art, stand_wort = stand_der_abfrage(abfrage)
    return render(
        request,
        "lenkung/abfrage_detail.html",
        {
            "abfrage": abfrage,
            "stand_art": stand_art,
            "stand_wort": stand_wort,
            "optionen": [
                (zeile, _weiter(request, abfrage, zeile.option.beginn)) for zeile in ergebnis.optionen
            ],
            "zeilen": _zeilen(ergebnis),
            "geantwortet": ergebnis.geantwortet,
            "eigene": eigene,
            "laeuft": permissions.abfrage_laeuft(abfrage),
            "darf_aendern": permissions.darf_abfrage_aendern(request.akteur, abfrage),
            "absagen_url": _absagen(request, abfrage),
            "krumen": _weg(abfrage.gremium),
        },
    )


def _zeilen(ergebnis: Abfrageergebnis) -> list[tuple[Any, list[tuple[Any, str, str]]]]:
    """Each seat with its answers: option, colour, word."""
    return [
        (
            zeile.teilnahme,
            [
                (
                    option.option,
                    MEINUNGSARTEN[meinung] if meinung else "neutral",
                    {Meinung.JA: _("ja"), Meinung.NOTFALLS: _("notfalls"), Meinung.NEIN: _("nein")}[meinung]
                    if meinung
                    else _("noch keine Antwort"),
                )
                for option, meinung in zip(ergebnis.optionen, zeile.meinungen, strict=True)
            ],
        )
        for zeile in ergebnis.zeilen
    ]


def _weiter(request: Anfrage, abfrage: Abfrage, beginn: datetime | None) -> tuple[str, str] | None:
    """From a date to planning it, or to moving the session to it; the address names no person."""
    if beginn is None or beginn <= timezone.now():
        return None
    ortszeit = timezone.localtime(beginn)
    frage = {"tag": ortszeit.date().isoformat(), "uhrzeit": f"{ortszeit:%H:%M}"}
    sitzung = abfrage.sitzung
    if sitzung is not None:
        sitzung.gremium = abfrage.gremium
        if permissions.darf_sitzung_aendern(request.akteur, sitzung):
            url = reverse("lenkung:sitzung-verlegen", args=[sitzung.pk])
            return _("Sitzung auf diesen Termin verlegen"), f"{url}?{urlencode(frage)}"
        return None
    if permissions.darf_sitzung_planen(request.akteur, abfrage.gremium):
        url = reverse("lenkung:sitzung-planen")
        return _("Sitzung planen"), f"{url}?{urlencode({'gremium': abfrage.gremium_id, **frage})}"
    return None


def _absagen(request: Anfrage, abfrage: Abfrage) -> str:
    sitzung = abfrage.sitzung
    if abfrage.art != Abfrageart.ABSAGE.value or sitzung is None:
        return ""
    sitzung.gremium = abfrage.gremium
    if not permissions.darf_sitzung_absagen(request.akteur, sitzung):
        return ""
    return reverse("lenkung:sitzung-absagen", args=[sitzung.pk]) + "?grund=abfrage"


# Ending -----------------------------------------------------------------------------------------------------


def beenden(request: Anfrage, pk: int) -> HttpResponse:
    abfrage = abfrage_holen(request, pk)
    verlange_erlaubnis(permissions.darf_abfrage_aendern(request.akteur, abfrage))
    ziel = reverse("lenkung:abfrage-detail", args=[pk])
    if request.method == "POST":
        try:
            abfrage_beenden(abfrage_id=pk, akteur=request.akteur)
            messages.success(request, _("Die Abfrage ist beendet."))
        except Fachfehler as fehler:
            messages.error(request, fehler.meldung)
        return redirect(ziel)
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("Abfrage jetzt beenden?"),
            "text": abfrage.frage,
            "folgen": [
                _("Antworten lässt sich danach nicht mehr; was bis jetzt gesagt ist, bleibt das Ergebnis."),
                _("Eine E-Mail geht dazu nicht hinaus."),
            ],
            "knopf": _("Beenden"),
            "krumen": [*_weg(abfrage.gremium), (abfrage.frage, ziel)],
            "abbrechen_url": ziel,
        },
    )


def zuruecknehmen(request: Anfrage, pk: int) -> HttpResponse:
    abfrage = abfrage_holen(request, pk)
    verlange_erlaubnis(permissions.darf_abfrage_aendern(request.akteur, abfrage))
    ziel = reverse("lenkung:abfrage-detail", args=[pk])
    form = ZuruecknehmenForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            ziel,
            lambda gestellt: _meldung(gestellt, _("Die Abfrage ist zurückgenommen.")),
            abfrage_zuruecknehmen,
            abfrage_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("Abfrage zurücknehmen?"),
        folgen=[
            _("Alle Befragten bekommen eine E-Mail mit dem Grund und brauchen nicht mehr zu antworten."),
            _("Gelöscht wird nichts: Was schon gesagt ist, bleibt lesbar."),
        ],
        knopf=_("Zurücknehmen"),
        weg=[*_weg(abfrage.gremium), (abfrage.frage, ziel)],
    )
