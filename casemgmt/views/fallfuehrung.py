"""Who answers for a case: handing over one or all, standing in, the overview of the Koordination."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.fallfuehrung import (
    Uebergabewahl,
    faelle_uebergeben,
    fall_umziehen,
    uebergabe_vorschau,
    verantwortung_wechseln,
    vertretung_beenden,
    vertretung_eintragen,
)
from casemgmt.domain.queries.faelle import kolleginnen_der_aufsicht
from casemgmt.domain.queries.kommunen import kommunen_des_kreises
from casemgmt.domain.queries.orte import kommune_des_falls
from casemgmt.domain.queries.zustaendige import kolleginnen, waehlbare_verantwortliche
from casemgmt.forms.faelle import UebergebenForm, UmziehenForm, VerantwortungForm, VertretungForm
from casemgmt.models import Fall, Fallvertretung
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.fallseiten import (
    adresse,
    ausfuehren,
    beide_staende,
    fall_holen,
    formularseite,
    krumen,
)
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis


def _uebergebbarer(request: Anfrage, pk: int) -> Fall:
    fall = fall_holen(request, pk)
    verlange_erlaubnis(permissions.darf_fall_uebergeben(request.akteur, fall))
    akte_gelesen(request, fall, _("Fall zum Übergeben geöffnet"), fall.aktenzeichen)
    return fall


def _ziel(request: Anfrage) -> Any:
    """Back to the case, if one still sees it after handing it over."""

    def ziel(fall: Fall) -> str:
        if permissions.sichtbare_faelle(request.akteur).filter(pk=fall.pk).exists():
            return adresse(fall)
        return reverse("casemgmt:fall-liste")

    return ziel


def verantwortung(request: Anfrage, pk: int) -> HttpResponse:
    fall = _uebergebbarer(request, pk)
    konten = [
        (konto, name)
        for konto, name in waehlbare_verantwortliche(fall, timezone.localdate())
        if konto != fall.verantwortlich_id
    ]
    form = VerantwortungForm(*eingaben(request), stand=fall.stand, konten=konten)
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request,
            form,
            _ziel(request),
            _("Der Fall ist übergeben."),
            verantwortung_wechseln,
            fall_id=pk,
            konto_id=form.cleaned_data["konto"],
            stand=form.cleaned_data["stand"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Fall übergeben"),
        weg=krumen(fall),
        knopf=_("Übergeben"),
        unterzeile=_("Verantwortlich ist jetzt %(name)s.") % {"name": fall.verantwortlich.name}
        if konten
        else _("In diesem Gebiet führt zurzeit niemand sonst Fälle. Die Koordination hilft weiter."),
        konflikt=beide_staende(pk, form),
    )


def umziehen(request: Anfrage, pk: int) -> HttpResponse:
    fall = _uebergebbarer(request, pk)
    heute = timezone.localdate()
    # The one that is missing among the choices would be the place.
    hier = fall.kommune_id if permissions.sieht_ort(request.akteur, fall) else None
    kommunen = [(k.pk, k.name) for k in kommunen_des_kreises(fall.kreis_id, heute) if k.pk != hier]
    form = UmziehenForm(
        *eingaben(request), stand=fall.stand, kommunen=kommunen, konten=kolleginnen(fall.kreis_id, heute)
    )
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request,
            form,
            _ziel(request),
            _("Der Fall ist umgezogen."),
            fall_umziehen,
            fall_id=pk,
            kommune_id=form.cleaned_data["kommune"],
            konto_id=form.cleaned_data["konto"],
            stand=form.cleaned_data["stand"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("In eine andere Kommune"),
        weg=krumen(fall),
        knopf=_("Umziehen"),
        unterzeile=_("Die Personen des Falls ziehen mit. Wer nur hier arbeitet, sieht ihn dann nicht mehr."),
        konflikt=beide_staende(pk, form),
    )


def vertretung(request: Anfrage, pk: int) -> HttpResponse:
    """For this one case."""
    fall = _uebergebbarer(request, pk)
    heute = timezone.localdate()
    konten = kolleginnen(fall.kreis_id, heute, ohne=(fall.verantwortlich_id,))
    form = VertretungForm(*eingaben(request), konten=konten, heute=heute)
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Die Vertretung ist eingetragen."),
            vertretung_eintragen,
            kreis_id=fall.kreis_id,
            fall_id=pk,
            vertretene_id=fall.verantwortlich_id,
            vertretung_id=daten["vertretung"],
            von=daten["von"],
            bis=daten["bis"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Vertretung für diesen Fall"),
        weg=krumen(fall),
        knopf=_("Eintragen"),
        unterzeile=_("Die Vertretung sieht und führt den Fall nur zwischen den beiden Tagen."),
    )


def vertretungen(request: Anfrage) -> HttpResponse:
    """One's own, and for the Koordination those of all."""
    heute = timezone.localdate()
    kreis_id = kreis_id_von(request)
    aufsicht = bool(permissions.darf_fachaufsicht_sehen(request.akteur))
    alle = kolleginnen(kreis_id, heute)
    selbst = request.akteur.konto_id or 0
    form = VertretungForm(
        *eingaben(request),
        konten=alle if aufsicht else [(konto, name) for konto, name in alle if konto != selbst],
        vertretene=alle if aufsicht else (),
        heute=heute,
    )
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        antwort = ausfuehren(
            request,
            form,
            reverse("casemgmt:vertretungen"),
            _("Die Vertretung ist eingetragen."),
            vertretung_eintragen,
            kreis_id=kreis_id,
            vertretene_id=daten.get("vertretene") or selbst,
            vertretung_id=daten["vertretung"],
            von=daten["von"],
            bis=daten["bis"],
        )
        if antwort:
            return antwort
    saetze = (
        permissions.sichtbare_fallvertretungen(request.akteur)
        .select_related("vertretene", "vertretung", "fall")
        .order_by("-von", "-pk")[:100]
    )
    # A case that one does not see stays unnamed.
    sichtbar = set(
        permissions.sichtbare_faelle(request.akteur)
        .filter(pk__in=[satz.fall_id for satz in saetze if satz.fall_id])
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "casemgmt/vertretungen.html",
        {
            "form": form,
            "krumen": krumen(),
            "zeilen": [
                {
                    "satz": satz,
                    "laeuft": satz.gilt_am(heute),
                    "vorbei": satz.bis is not None and satz.bis < heute,
                    "fall": satz.fall if satz.fall_id in sichtbar else None,
                    "ein_fall": satz.fall_id is not None,
                    "darf_beenden": (satz.bis is None or satz.bis >= heute)
                    and (aufsicht or satz.vertretene_id == selbst)
                    and (satz.fall_id is None or satz.fall_id in sichtbar),
                }
                for satz in saetze
            ],
        },
    )


@require_POST
def vertretung_enden(request: Anfrage, pk: int) -> HttpResponse:
    satz: Fallvertretung = get_object_or_404(permissions.sichtbare_fallvertretungen(request.akteur), pk=pk)
    try:
        vertretung_beenden(vertretung_id=satz.pk, akteur=request.akteur)
        messages.success(request, _("Die Vertretung ist beendet."))
    except NichtErlaubt:
        raise
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:vertretungen")


# All of a colleague -----------------------------------------------------------------------------------------


def kolleginnen_liste(request: Anfrage) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_fachaufsicht_sehen(request.akteur))
    heute = timezone.localdate()
    namen = dict(kolleginnen(kreis_id_von(request), heute))
    zeilen = kolleginnen_der_aufsicht(request.akteur, namen, heute)
    return render(request, "casemgmt/kolleginnen.html", {"zeilen": zeilen, "krumen": krumen()})


def uebergeben(request: Anfrage) -> HttpResponse:
    """First what would happen (GET), then the act with the number that was shown (POST)."""
    kreis_id, heute = kreis_id_von(request), timezone.localdate()
    aufsicht = bool(permissions.darf_fachaufsicht_sehen(request.akteur))
    alle = kolleginnen(kreis_id, heute)
    selbst = request.akteur.konto_id or 0
    quelle = request.POST if request.method == "POST" else request.GET
    form = UebergebenForm(
        quelle if "an_konto" in quelle else None,
        von=_die_abgeben(request, alle, heute) if aufsicht else (),
        kommunen=[(k.pk, k.name) for k in kommunen_des_kreises(kreis_id, heute)],
        an=alle,
        initial={"von_konto": request.GET.get("von", "")},
    )
    zeilen: list[Any] = []
    daten: dict[str, Any] = {}
    gezeigt = form.is_bound and form.is_valid()
    if gezeigt:
        daten = form.cleaned_data
        wahl = Uebergabewahl(
            daten.get("von_konto") if aufsicht else selbst,
            daten.get("von_kommune"),
            daten["an_konto"],
            daten.get("nach_kommune"),
        )
        if request.method == "POST" and (antwort := _alle_uebergeben(request, wahl, kreis_id)):
            return antwort
        zeilen = uebergabe_vorschau(wahl, kreis_id=kreis_id, akteur=request.akteur)
    return render(
        request,
        "casemgmt/uebergeben.html",
        {
            "form": form,
            "gezeigt": gezeigt,
            "gehen": [_zeile(z, daten) for z in zeilen if not z.bleibt],
            "bleiben": [_zeile(z, daten) for z in zeilen if z.bleibt],
            "krumen": krumen(),
            "felder": [(name, form.data.get(name, "")) for name in form.fields] if gezeigt else [],
        },
    )


def _zeile(zeile: Any, wahl: dict[str, Any]) -> dict[str, Any]:
    """Chosen by its Kommune, a protected case goes along without its number: else this told its place."""
    fall = zeile.fall
    offen = not (wahl.get("von_kommune") and fall.ort_geschuetzt)
    return {
        "zeichen": fall.aktenzeichen if offen else _("Fall mit Schutzadresse"),
        "ort": kommune_des_falls(None, fall) if offen else "",
        "bisher": fall.verantwortlich.name if offen else "",
        "bleibt": zeile.bleibt,
    }


def _die_abgeben(request: Anfrage, alle: list[tuple[int, str]], heute: Any) -> list[tuple[int, str]]:
    """Also who has cases and no role any more."""
    zeilen = kolleginnen_der_aufsicht(request.akteur, dict(alle), heute)
    return sorted(((z.konto_id, z.name) for z in zeilen if z.laufend), key=lambda paar: paar[1])


def _alle_uebergeben(request: Anfrage, wahl: Uebergabewahl, kreis_id: int) -> HttpResponse | None:
    erwartet = request.POST.get("erwartet", "")
    try:
        zeilen = faelle_uebergeben(
            wahl,
            kreis_id=kreis_id,
            erwartet=int(erwartet) if erwartet.isdecimal() and len(erwartet) < 9 else -1,
            akteur=request.akteur,
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return None
    n = sum(not zeile.bleibt for zeile in zeilen)
    text = ngettext("%(n)d Fall ist übergeben.", "%(n)d Fälle sind übergeben.", n)
    messages.success(request, text % {"n": n})
    return redirect("casemgmt:fall-liste")
