"""Roles: grant, confirm, end, stand in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.konten import permissions
from kim.konten.domain import rollen as rollen_domain
from kim.konten.domain.queries.rechte import rechte_in_worten
from kim.konten.forms.konten import EntscheidungForm, RolleBeendenForm, RolleErteilenForm, VertretungForm
from kim.konten.models import Rollenzuweisung
from kim.konten.views.vorgang import verlange_erlaubnis, versuchen, vorgang
from kim.web.tabelle import Spalte, Tabelle

WARTENDE = Tabelle(
    spalten=[
        Spalte("wer", gettext_lazy("Wer"), ("konto__name",)),
        Spalte("rolle", gettext_lazy("Rolle"), ("rolle",)),
        Spalte("zeit", gettext_lazy("Zeit"), ("von",), art="datum"),
        Spalte("erteilt", gettext_lazy("Erteilt"), ("erteilt_am",), art="datum"),
    ],
    standard_sortierung="zeit",
)


def _akteur(request: HttpRequest) -> Akteur:
    return request.akteur  # type: ignore[attr-defined]


def _zuweisung(request: HttpRequest, pk: int) -> Rollenzuweisung:
    return get_object_or_404(permissions.sichtbare_zuweisungen(_akteur(request)), pk=pk)


def erteilen(request: HttpRequest, pk: int) -> HttpResponse:
    akteur = _akteur(request)
    konto = get_object_or_404(permissions.sichtbare_konten(akteur).select_related("kreis"), pk=pk)
    verlange_erlaubnis(permissions.darf_erteilen(akteur, konto))
    return vorgang(
        request,
        form=RolleErteilenForm(request.POST or None, kreis=konto.kreis, heute=timezone.localdate()),
        handlung=rollen_domain.rolle_erteilen,
        angaben=lambda f: {
            "konto_id": konto.pk,
            "rolle": f.rolle,
            "bereich": f.bereich,
            "von": f.cleaned_data["von"],
            "bis": f.cleaned_data["bis"],
            "grund": f.cleaned_data["grund"],
            "akteur": akteur,
        },
        erfolg=_erteilt,
        ziel=reverse("konten:konto", args=[konto.pk]),
        vorlage="konten/rolle_erteilen.html",
        kontext={"konto": konto},
    )


def _erteilt(zuweisung: Rollenzuweisung) -> str:
    if zuweisung.braucht_bestaetigung:
        return _("Die Rolle ist erteilt und wartet auf die Bestätigung durch eine zweite Person.")
    return _("Die Rolle ist erteilt.")


def vertretung(request: HttpRequest, pk: int) -> HttpResponse:
    akteur = _akteur(request)
    vertretene = _zuweisung(request, pk)
    verlange_erlaubnis(permissions.darf_beenden(akteur, vertretene, timezone.localdate()))
    return vorgang(
        request,
        form=VertretungForm(
            request.POST or None, zuweisung=vertretene, akteur_id=akteur.konto_id, heute=timezone.localdate()
        ),
        handlung=rollen_domain.vertretung_einrichten,
        angaben=lambda f: {
            "zuweisung_id": vertretene.pk,
            "konto_id": f.cleaned_data["konto"].pk,
            "von": f.cleaned_data["von"],
            "bis": f.cleaned_data["bis"],
            "grund": f.cleaned_data["grund"],
            "akteur": akteur,
        },
        erfolg=_erteilt,
        ziel=reverse("konten:konto", args=[vertretene.konto_id]),
        vorlage="konten/vertretung.html",
        kontext={"zuweisung": vertretene, "konto": vertretene.konto},
    )


def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    akteur = _akteur(request)
    zuweisung = _zuweisung(request, pk)
    verlange_erlaubnis(permissions.darf_beenden(akteur, zuweisung, timezone.localdate()))
    return vorgang(
        request,
        form=RolleBeendenForm(request.POST or None),
        handlung=rollen_domain.rolle_beenden,
        angaben=lambda f: {
            "zuweisung_id": zuweisung.pk,
            "grund": f.cleaned_data["grund"],
            "letzter_tag": f.letzter_tag,
            "akteur": akteur,
        },
        erfolg=lambda _satz: _("Das Ende der Rolle ist eingetragen."),
        ziel=reverse("konten:konto", args=[zuweisung.konto_id]),
        vorlage="konten/bestaetigen.html",
        kontext={
            "konto": zuweisung.konto,
            "titel": _("Rolle beenden: %(rolle)s") % {"rolle": zuweisung},
            "folgen": [
                _("%(name)s darf danach nicht mehr, was diese Rolle erlaubt; auch in offenen Sitzungen.")
                % {"name": zuweisung.konto.name},
                _("Vertretungen dieser Rolle enden spätestens mit ihr."),
            ],
            "knopf": _("Rolle beenden"),
            "gefahr": True,
        },
    )


def bestaetigungen(request: HttpRequest) -> HttpResponse:
    heute = timezone.localdate()
    wartende = permissions.bestaetigbare_zuweisungen(_akteur(request), heute)
    return render(
        request, "konten/bestaetigungen.html", {"seite": WARTENDE.seite(request, wartende), "heute": heute}
    )


def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    akteur = _akteur(request)
    heute = timezone.localdate()
    zuweisung = get_object_or_404(permissions.bestaetigbare_zuweisungen(akteur, heute), pk=pk)
    form = EntscheidungForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "ablehnen" in request.POST:
            ergebnis = versuchen(
                form,
                rollen_domain.rolle_ablehnen,
                zuweisung_id=zuweisung.pk,
                grund=form.cleaned_data["grund"],
                akteur=akteur,
            )
            meldung = _("Die Rolle ist abgelehnt.")
        else:
            ergebnis = versuchen(
                form, rollen_domain.rolle_bestaetigen, zuweisung_id=zuweisung.pk, akteur=akteur
            )
            meldung = _("Die Rolle ist bestätigt.")
        if ergebnis is not None:
            messages.success(request, meldung)
            return redirect("konten:bestaetigungen")
    return render(
        request,
        "konten/entscheiden.html",
        {"form": form, "zuweisung": zuweisung, "rechte": rechte_in_worten(zuweisung)},
    )
