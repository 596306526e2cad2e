"""Accounts: list, record, and what administrators do with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kim.basis.akteur import Akteur
from kim.konten import permissions
from kim.konten.domain import konto as konto_domain
from kim.konten.domain.einladung import einladung_senden
from kim.konten.domain.queries.konten import hat_zweiten_faktor, kontostand
from kim.konten.forms.konten import GrundForm, KontoAnlegenForm, KontoBearbeitenForm
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.rollen import ROLLEN
from kim.konten.regeln.zuweisung import Zustand
from kim.konten.views.vorgang import verlange_erlaubnis, versuchen, vorgang
from kim.web.tabelle import Filter, Spalte, Tabelle


def _mit_stand(queryset: QuerySet[Konto], stand: str) -> QuerySet[Konto]:
    laufend = Rollenzuweisung.objects.laufend(timezone.localdate()).filter(konto=OuterRef("pk"))
    return {
        "aktiv": queryset.filter(is_active=True),
        "gesperrt": queryset.filter(is_active=False),
        "eingeladen": queryset.filter(is_active=True, last_login__isnull=True),
        "ohne_rolle": queryset.filter(~Exists(laufend)),
    }[stand]


def _mit_rolle(queryset: QuerySet[Konto], rolle: str) -> QuerySet[Konto]:
    laufend = Rollenzuweisung.objects.laufend(timezone.localdate()).filter(konto=OuterRef("pk"), rolle=rolle)
    return queryset.filter(Exists(laufend))


TABELLE = Tabelle(
    spalten=[
        Spalte("name", gettext_lazy("Name"), ("name",)),
        Spalte("email", gettext_lazy("E-Mail-Adresse"), ("email",)),
        Spalte("rollen", gettext_lazy("Rollen")),
        Spalte("anmeldung", gettext_lazy("Letzte Anmeldung"), ("last_login",), art="datum"),
    ],
    filter=[
        Filter(
            "stand",
            gettext_lazy("Stand"),
            [
                ("aktiv", gettext_lazy("aktiv")),
                ("eingeladen", gettext_lazy("noch nie angemeldet")),
                ("ohne_rolle", gettext_lazy("ohne Rolle")),
                ("gesperrt", gettext_lazy("gesperrt")),
            ],
            anwenden=_mit_stand,
        ),
        Filter(
            "rolle",
            gettext_lazy("Rolle"),
            [(angabe.rolle.value, angabe.titel) for angabe in ROLLEN.values()],
            anwenden=_mit_rolle,
        ),
    ],
    suche=("name", "email"),
    standard_sortierung="name",
)


def _akteur(request: HttpRequest) -> Akteur:
    return request.akteur  # type: ignore[attr-defined]


def _konto(request: HttpRequest, pk: int) -> Konto:
    return get_object_or_404(
        permissions.sichtbare_konten(_akteur(request)).select_related("kreis", "person"), pk=pk
    )


def liste(request: HttpRequest) -> HttpResponse:
    heute = timezone.localdate()
    konten = permissions.sichtbare_konten(_akteur(request)).prefetch_related(
        Prefetch(
            "zuweisungen",
            Rollenzuweisung.objects.laufend(heute).order_by("rolle", "pk"),
            to_attr="laufende_zuweisungen",
        )
    )
    return render(
        request, "konten/konto_liste.html", {"seite": TABELLE.seite(request, konten), "heute": heute}
    )


def anlegen(request: HttpRequest) -> HttpResponse:
    akteur = _akteur(request)
    if akteur.kreis_id is None:
        raise Http404
    form = KontoAnlegenForm(request.POST or None, kreis_id=akteur.kreis_id, heute=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        konto = versuchen(form, _anlegen_und_einladen, akteur=akteur, form=form)
        if konto is not None:
            messages.success(
                request,
                _("Das Konto ist angelegt und die Einladung unterwegs. Jetzt fehlt noch eine Rolle."),
            )
            return redirect("konten:konto", konto.pk)
    return render(
        request, "konten/konto_anlegen.html", {"form": form, "abbrechen_url": reverse("konten:liste")}
    )


@transaction.atomic
def _anlegen_und_einladen(*, akteur: Akteur, form: KontoAnlegenForm) -> Konto:
    assert akteur.kreis_id is not None
    konto = konto_domain.konto_anlegen(
        kreis_id=akteur.kreis_id,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        person_id=form.person_id,
        akteur=akteur,
    )
    einladung_senden(konto_id=konto.pk, akteur=akteur)
    return konto


def konto(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    akteur = _akteur(request)
    heute = timezone.localdate()
    zuweisungen = list(
        Rollenzuweisung.objects.filter(konto=satz).select_related("vertritt__konto").order_by("-von", "-pk")
    )
    vorbei = (Zustand.BEENDET, Zustand.ABGELEHNT, Zustand.ABGELAUFEN)
    zeilen = [(zuweisung, zuweisung.zustand_am(heute)) for zuweisung in zuweisungen]
    return render(
        request,
        "konten/konto.html",
        {
            "konto": satz,
            "stand": kontostand(satz),
            "einladung": permissions.sichtbare_links(akteur)
            .filter(konto=satz, zweck=Linkzweck.EINLADUNG.value)
            .first(),
            "zweiter_faktor": hat_zweiten_faktor(satz),
            "laufende": [zeile for zeile in zeilen if zeile[1] not in vorbei],
            "fruehere": [zeile for zeile in zeilen if zeile[1] in vorbei],
            "eigenes": akteur.konto_id == satz.pk,
            "darf_erteilen": permissions.darf_erteilen(akteur, satz),
            "darf_historie": akteur.hat_recht("protokoll.sehen"),
        },
    )


def bearbeiten(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    assert satz.kreis_id is not None
    form = KontoBearbeitenForm(
        request.POST or None,
        kreis_id=satz.kreis_id,
        konto_id=satz.pk,
        heute=timezone.localdate(),
        initial={"name": satz.name, "person": satz.person},
    )
    return vorgang(
        request,
        form=form,
        handlung=konto_domain.konto_aendern,
        angaben=lambda f: {
            "konto_id": satz.pk,
            "name": f.cleaned_data["name"],
            "person_id": f.person_id,
            "akteur": _akteur(request),
        },
        erfolg=lambda _konto: _("Die Angaben sind gespeichert."),
        ziel=reverse("konten:konto", args=[satz.pk]),
        vorlage="konten/konto_bearbeiten.html",
        kontext={"konto": satz},
    )


def _mit_begruendung(
    request: HttpRequest, satz: Konto, handlung: Any, *, erfolg: str, kontext: dict[str, Any]
) -> HttpResponse:
    return vorgang(
        request,
        form=GrundForm(request.POST or None),
        handlung=handlung,
        angaben=lambda f: {
            "konto_id": satz.pk,
            "grund": f.cleaned_data["grund"],
            "akteur": _akteur(request),
        },
        erfolg=lambda _konto: erfolg,
        ziel=reverse("konten:konto", args=[satz.pk]),
        vorlage="konten/bestaetigen.html",
        kontext={"konto": satz, **kontext},
    )


def sperren(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    verlange_erlaubnis(permissions.darf_sperren(_akteur(request), satz))
    return _mit_begruendung(
        request,
        satz,
        konto_domain.konto_sperren,
        erfolg=_("Das Konto ist gesperrt. Offene Sitzungen sind beendet."),
        kontext={
            "titel": _("Konto von %(name)s sperren") % {"name": satz.name},
            "folgen": [
                _("Die Person kann sich nicht mehr anmelden; offene Sitzungen enden sofort."),
                _("Einladungen und Anmeldelinks gelten nicht mehr."),
                _("Die Rollen bleiben stehen und gelten wieder, wenn das Konto entsperrt wird."),
            ],
            "knopf": _("Konto sperren"),
            "gefahr": True,
        },
    )


def entsperren(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    verlange_erlaubnis(permissions.darf_entsperren(_akteur(request), satz))
    return _mit_begruendung(
        request,
        satz,
        konto_domain.konto_entsperren,
        erfolg=_("Das Konto ist entsperrt."),
        kontext={
            "titel": _("Konto von %(name)s entsperren") % {"name": satz.name},
            "folgen": [
                _("Die Person kann sich wieder anmelden."),
                _("Ihre Rollen gelten wieder, soweit ihre Zeit nicht abgelaufen ist."),
            ],
            "knopf": _("Konto entsperren"),
        },
    )


def faktor_zuruecksetzen(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    verlange_erlaubnis(permissions.darf_zweiten_faktor_zuruecksetzen(_akteur(request), satz))
    return _mit_begruendung(
        request,
        satz,
        konto_domain.zweiten_faktor_zuruecksetzen,
        erfolg=_("Der zweite Faktor ist zurückgesetzt. Die Person bekommt eine E-Mail."),
        kontext={
            "titel": _("Zweiten Faktor von %(name)s zurücksetzen") % {"name": satz.name},
            "text": _(
                "Prüfen Sie vorher, ob wirklich diese Person darum bittet, zum Beispiel durch einen Rückruf."
            ),
            "folgen": [
                _("App, Sicherheitsschlüssel und Wiederherstellungscodes gelten nicht mehr."),
                _("Offene Sitzungen enden sofort."),
                _(
                    "Die Person bekommt eine E-Mail und richtet bei der nächsten Anmeldung einen neuen "
                    "Faktor ein."
                ),
            ],
            "knopf": _("Zweiten Faktor zurücksetzen"),
            "gefahr": True,
        },
    )


@require_POST
def einladen(request: HttpRequest, pk: int) -> HttpResponse:
    satz = _konto(request, pk)
    verlange_erlaubnis(permissions.darf_einladen(_akteur(request), satz))
    einladung_senden(konto_id=satz.pk, akteur=_akteur(request))
    messages.success(request, _("Eine neue Einladung ist unterwegs. Die alte gilt nicht mehr."))
    return redirect("konten:konto", satz.pk)
