"""How an agenda is set: put before the chair, confirmed, sent back, changed again; and its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.tagesordnung import (
    abweichungen,
    bilder_der_fassung,
    bilder_von,
    fassungen_der_sitzung,
    geltende_tagesordnung,
    punkte_der_sitzung,
)
from lenkung.domain.tagesordnung_festlegen import (
    VORSITZ,
    Weitergegeben,
    konten_mit_rolle,
    tagesordnung_aendern,
    tagesordnung_belassen,
    tagesordnung_bestaetigen,
    tagesordnung_vorlegen,
    tagesordnung_zurueckgeben,
)
from lenkung.forms.gremien import TatForm
from lenkung.forms.tagesordnung import EintragenForm, WeitergebenForm, ZurueckgebenForm
from lenkung.models import Sitzung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import sitzung_holen
from lenkung.views.tagesordnungsseiten import (
    STANDARTEN,
    dauerbefund,
    dokument_aus,
    dokument_der_punkte,
    krumen_der_tagesordnung,
    regelwerk,
    standwort,
    tagesordnung_von,
)


def _zur_tagesordnung(sitzung_id: int) -> str:
    return reverse("lenkung:sitzung-tagesordnung", args=[sitzung_id])


def _versuchen(form: Any, tun: Any, **angaben: Any) -> Any:
    """Calls the one domain function; a refusal stands in the form, with all that was typed."""
    try:
        return tun(**angaben)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    except ValidationError as fehler:
        form.domaenenfehler(fehler)
    return None


def _weitergegeben(ergebnis: Weitergegeben, mit: str, ohne: str) -> str:
    return mit % {"namen": ", ".join(ergebnis.an)} if ergebnis.an else ohne


# By the Geschäftsstelle -------------------------------------------------------------------------------------


def vorlegen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    blatt = tagesordnung_von(sitzung)
    verlange_erlaubnis(permissions.darf_tagesordnung_vorlegen(request.akteur, sitzung, blatt.lage))
    form = WeitergebenForm(*eingaben(request), initial={"zaehler": blatt.zaehler})
    if request.method == "POST" and form.is_valid():
        ergebnis = _versuchen(
            form,
            tagesordnung_vorlegen,
            sitzung_id=pk,
            zaehler=form.cleaned_data["zaehler"],
            akteur=request.akteur,
        )
        if ergebnis is not None:
            messages.success(
                request,
                _weitergegeben(
                    ergebnis,
                    _("Vorgelegt. Eine E-Mail geht an: %(namen)s."),
                    _("Vorgelegt. Eine E-Mail geht an niemanden; bitte sagen Sie dem Vorsitz Bescheid."),
                ),
            )
            return redirect(_zur_tagesordnung(pk))
    personen = konten_mit_rolle(sitzung.gremium, VORSITZ)
    folgen = [
        _("Eine E-Mail mit dem Weg zur Tagesordnung geht an: %(namen)s.")
        % {"namen": ", ".join(person.name for person in personen)}
        if personen
        else _(
            "Für dieses Gremium hat niemand ein Konto mit der Rolle Vorsitz: Es geht keine E-Mail hinaus."
        ),
        _("Der Vorsitz kann bestätigen oder mit einer Bemerkung zurückgeben."),
        _("Ändern Sie danach noch etwas, liest der Vorsitz die geänderte Tagesordnung."),
    ]
    return _rueckfrage(
        request, sitzung, form, _("Dem Vorsitz vorlegen?"), folgen, _("Dem Vorsitz vorlegen"), "senden"
    )


def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    """The chair has confirmed on the telephone or by mail."""
    sitzung = sitzung_holen(request, pk)
    blatt = tagesordnung_von(sitzung)
    verlange_erlaubnis(permissions.darf_tagesordnung_bestaetigen(request.akteur, sitzung, blatt.lage))
    form = EintragenForm(*eingaben(request), initial={"zaehler": blatt.zaehler})
    if request.method == "POST" and form.is_valid():
        fassung = _versuchen(
            form,
            tagesordnung_bestaetigen,
            sitzung_id=pk,
            zaehler=form.cleaned_data["zaehler"],
            akteur=request.akteur,
            wie=form.cleaned_data["wie"],
        )
        if fassung is not None:
            messages.success(request, _("%(fassung)s ist bestätigt.") % {"fassung": fassung})
            return redirect(_zur_tagesordnung(pk))
    norm = regelwerk(sitzung).regeln.festlegung_norm
    folgen = [
        _("Die Tagesordnung legt der Vorsitz fest (%(norm)s).") % {"norm": norm}
        if norm
        else _("Wer die Tagesordnung festlegt, ist nicht geregelt. Eintragen lässt es sich trotzdem."),
        _("Daraus wird eine Fassung; die Punkte sind danach gesperrt."),
        _("Mitglieder können sie lesen."),
    ]
    return _rueckfrage(
        request, sitzung, form, _("Bestätigung des Vorsitzes eintragen"), folgen, _("Eintragen"), "haken"
    )


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    stand = tagesordnung_von(sitzung).lage
    verlange_erlaubnis(permissions.darf_tagesordnung_aendern(request.akteur, sitzung, stand))
    form = TatForm(*eingaben(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and _versuchen(form, tagesordnung_aendern, sitzung_id=pk, akteur=request.akteur) is not None
    ):
        messages.success(request, _("Sie können die Tagesordnung jetzt ändern."))
        return redirect(_zur_tagesordnung(pk))
    folgen = [
        _("Die Punkte lassen sich wieder ändern. Bis zur neuen Bestätigung gilt die bisherige Fassung."),
        _("Danach wird eine neue Fassung daraus, mit dem, was sich geändert hat."),
    ]
    if sitzung.lage is Sitzungsstand.EINGELADEN:
        folgen.append(_("Zu dieser Sitzung ist schon eingeladen: Die neue Fassung geht den Eingeladenen zu."))
    return _rueckfrage(
        request, sitzung, form, _("Tagesordnung ändern?"), folgen, _("Tagesordnung ändern"), "stift"
    )


@require_POST
def belassen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    try:
        tagesordnung_belassen(sitzung_id=sitzung.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Es bleibt bei der bestätigten Fassung."))
    return redirect(_zur_tagesordnung(pk))


def _rueckfrage(
    request: Anfrage,
    sitzung: Sitzung,
    form: Any,
    titel: str,
    folgen: list[str],
    knopf: str,
    symbol: str,
) -> HttpResponse:
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "form": form,
            "titel": titel,
            "text": f"{sitzung.gremium.kurz}, {sitzung}",
            "folgen": folgen,
            "knopf": knopf,
            "knopf_symbol": symbol,
            "gefahr": False,
            "krumen": krumen_der_tagesordnung(sitzung),
            "abbrechen_url": _zur_tagesordnung(sitzung.pk),
        },
    )


# By the chair -----------------------------------------------------------------------------------------------


def bestaetigen(request: Anfrage, pk: int) -> HttpResponse:
    """The document as it will be, and beside it the one decision. What one reads is what is set."""
    sitzung = sitzung_holen(request, pk)
    akteur = request.akteur
    verlange_erlaubnis(permissions.ist_vorsitz(akteur, sitzung))
    blatt = tagesordnung_von(sitzung)
    zurueck = request.POST.get("tat") == "zurueckgeben"
    anfang = {"zaehler": blatt.zaehler}
    form = WeitergebenForm(request.POST if request.method == "POST" and not zurueck else None, initial=anfang)
    zurueckform = ZurueckgebenForm(request.POST if zurueck else None, initial=anfang, auto_id="zurueck_%s")
    if request.method == "POST":
        weiter = _zurueckgeben(request, pk, zurueckform) if zurueck else _bestaetigen(request, pk, form)
        if weiter:
            return weiter
        # What is read next is what holds now: the next attempt counts against that.
        sitzung = sitzung_holen(request, pk)
        blatt = tagesordnung_von(sitzung)
        daten: Any = request.POST.copy()
        daten["zaehler"] = str(blatt.zaehler)
        (zurueckform if zurueck else form).data = daten
    werk, punkte = regelwerk(sitzung), punkte_der_sitzung(pk)
    fassung = geltende_tagesordnung(pk)
    befund = dauerbefund(sitzung, [punkt.minuten for punkt in punkte], werk)
    zeilen = dokument_der_punkte(sitzung, punkte, werk)
    darf = permissions.darf_tagesordnung_bestaetigen(akteur, sitzung, blatt.lage)
    return render(
        request,
        "lenkung/tagesordnung_bestaetigen.html",
        {
            "sitzung": sitzung,
            "krumen": krumen_der_tagesordnung(sitzung),
            "zeilen": zeilen,
            "ende": zeilen[-1].zeit.bis if zeilen else None,
            "form": form,
            "zurueckform": zurueckform,
            "befund": befund,
            "befund_art": "gut" if befund.ohne_verstoss else "achtung",
            "befund_wort": _("Die Zeit reicht") if befund.ohne_verstoss else _("Die Zeit reicht nicht"),
            "befund_url": werk.url("rhythmus"),
            "fassung": fassung,
            "anders": abweichungen(fassung, bilder_von(punkte)),
            "stand_wort": standwort(blatt.lage),
            "stand_farbe": STANDARTEN[blatt.lage],
            "darf_bestaetigen": darf,
            "grund": darf.grund,
            "darf_zurueckgeben": permissions.darf_tagesordnung_zurueckgeben(akteur, sitzung, blatt.lage),
            "festlegung_norm": werk.regeln.festlegung_norm,
            "festlegung_url": werk.url("sitzungsart"),
        },
    )


def _bestaetigen(request: Anfrage, pk: int, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    fassung = _versuchen(
        form,
        tagesordnung_bestaetigen,
        sitzung_id=pk,
        zaehler=form.cleaned_data["zaehler"],
        akteur=request.akteur,
    )
    if fassung is None:
        return None
    messages.success(
        request,
        _("Die Tagesordnung ist bestätigt (%(fassung)s). Die Geschäftsstelle kann jetzt einladen.")
        % {"fassung": fassung},
    )
    return redirect(_zur_tagesordnung(pk))


def _zurueckgeben(request: Anfrage, pk: int, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    ergebnis = _versuchen(
        form,
        tagesordnung_zurueckgeben,
        sitzung_id=pk,
        zaehler=form.cleaned_data["zaehler"],
        bemerkung=form.cleaned_data["bemerkung"],
        akteur=request.akteur,
    )
    if ergebnis is None:
        return None
    messages.success(
        request,
        _weitergegeben(
            ergebnis,
            _("Zurückgegeben. Eine E-Mail geht an: %(namen)s."),
            _("Zurückgegeben. Die Geschäftsstelle sieht es auf ihrer Startseite."),
        ),
    )
    return redirect(_zur_tagesordnung(pk))


# Versions ---------------------------------------------------------------------------------------------------


def fassungen(request: Anfrage, pk: int) -> HttpResponse:
    """All that was ever set, the newest first."""
    sitzung = sitzung_holen(request, pk)
    werk = regelwerk(sitzung)
    return render(
        request,
        "lenkung/tagesordnung_fassungen.html",
        {
            **rahmen(request, sitzung, "tagesordnung"),
            "krumen": krumen_der_tagesordnung(sitzung),
            "fassungen": [
                (fassung, dokument_aus(sitzung, bilder_der_fassung(fassung), werk))
                for fassung in fassungen_der_sitzung(pk)
            ],
        },
    )
