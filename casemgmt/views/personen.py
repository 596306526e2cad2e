"""People: the search, taking in, each one's page, changing, and what she may see of her own file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.haushalt import mitglied_erfassen
from casemgmt.domain.klient import klient_aendern, klient_erfassen
from casemgmt.domain.queries.person import (
    Haushaltsbild,
    eigene_sicht,
    faelle_von,
    haushalte_von,
    personen_in_haushalten,
)
from casemgmt.domain.queries.suche import HOECHSTENS, NAMENSFELDER, faelle_mit_aktenzeichen, personen_suchen
from casemgmt.forms.personen import KlientForm, KlientNeuForm
from casemgmt.models import Haushalt, Klient
from casemgmt.views.aktenzugriff import akte_gelesen, aufsicht_liest
from casemgmt.views.personenseiten import (
    HISTORIE_SEHEN,
    angaben_von,
    gebiete_von,
    geburt_in_worten,
    krumen,
    seite_des_falls,
)
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.views.saetze import versuchen
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle, Tabellenseite
from lenkung.views.seiten import formularseite

NEUERE_TAGE = 30
UMFANG, ALLE = "umfang", "alle"
PERSONEN = Tabelle(
    spalten=[
        Spalte("name", gettext_lazy("Name")),
        Spalte("kommune", gettext_lazy("Kommune")),
        Spalte("erfasst", gettext_lazy("erfasst am"), ("erfasst_am",), art="datum"),
    ],
    standard_sortierung="-erfasst",
    filter=[
        Filter(
            UMFANG,
            gettext_lazy("Liste"),
            [(ALLE, gettext_lazy("alle Personen Ihres Bereichs"))],
            anwenden=lambda menge, _wert: menge,
            alle=gettext_lazy("die letzten 30 Tage"),
        )
    ],
)
"""Names are encrypted: a list of them cannot be ordered by name."""


@aufsicht_liest("casemgmt.klient", gettext_lazy("Personen gesucht oder aufgelistet"))
def liste(request: Anfrage) -> HttpResponse:
    """The search first; what is typed travels by POST, never in an address."""
    frage = " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:200]
    gefunden = personen_suchen(request.akteur, frage) if frage else None
    faelle = [
        (fall.aktenzeichen, url)
        for fall in (faelle_mit_aktenzeichen(request.akteur, frage) if frage else ())
        if (url := seite_des_falls(fall.pk))
    ]
    return render(
        request,
        "casemgmt/person_liste.html",
        {
            "krumen": krumen()[:1],
            "frage": frage,
            "gefunden": [(klient, geburt_in_worten(klient)) for klient in gefunden or ()],
            "gesucht": gefunden is not None,
            "faelle": faelle,
            "voll": gefunden is not None and len(gefunden) >= HOECHSTENS,
            "seite": None if frage else _neuere(request),
            "darf_erfassen": permissions.darf_personen_erfassen(request.akteur),
            "darf_befangen": permissions.darf_befangenheit_angeben(request.akteur),
            "darf_notzugriff": permissions.darf_notzugriff(request.akteur, request.akteur.kreis_id),
            "darf_beaufsichtigen": permissions.darf_beaufsichtigen(request.akteur, request.akteur.kreis_id),
        },
    )


def _neuere(request: Anfrage) -> Tabellenseite:
    menge = permissions.sichtbare_klienten(request.akteur).only(*NAMENSFELDER, "erfasst_am", "kommune__name")
    if request.GET.get(UMFANG) != ALLE:
        menge = menge.filter(erfasst_am__gte=timezone.now() - timedelta(days=NEUERE_TAGE))
    return PERSONEN.seite(request, menge.select_related("kommune"))


def anlegen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_personen_erfassen(request.akteur))
    haushalt = _haushalt(request)
    form = KlientNeuForm(
        *eingaben(request),
        instance=Klient(kreis_id=kreis_id),
        heute=timezone.localdate(),
        gebiete=gebiete_von(request.akteur),
        im_haushalt=haushalt is not None,
    )
    if request.method == "POST" and form.is_valid():
        angaben: dict[str, Any] = {
            "kreis_id": kreis_id,
            "bereich": form.instance.bereich,
            "kommune_id": form.instance.kommune_id,
            "angaben": form.angaben(),
            "datenschutzhinweis_am": form.cleaned_data["datenschutzhinweis_am"],
            "datenschutzhinweis_sprache": form.cleaned_data["datenschutzhinweis_sprache"],
        }
        tun: Any = klient_erfassen
        if haushalt is not None:
            tun = mitglied_erfassen
            angaben |= {"haushalt_id": haushalt.pk, "rolle": form.cleaned_data["rolle"]}
        klient = versuchen(form, tun, akteur=request.akteur, **angaben)
        if klient is not None:
            messages.success(request, _("Die Person ist erfasst."))
            return _zur_person(request, klient)
    return formularseite(
        request, form=form, titel=_("Person erfassen"), weg=krumen(), knopf=_("Person erfassen")
    )


def _haushalt(request: Anfrage) -> Haushalt | None:
    kennung = request.GET.get("haushalt", "")
    if not kennung.isdecimal():
        return None
    haushalt = get_object_or_404(permissions.sichtbare_haushalte(request.akteur), pk=int(kennung))
    verlange_erlaubnis(permissions.darf_haushalt_aendern(request.akteur, haushalt))
    return haushalt


def _zur_person(request: Anfrage, klient: Klient) -> HttpResponse:
    """Whoever has declared herself biased cannot open what she has just written down."""
    if permissions.sichtbare_klienten(request.akteur).filter(pk=klient.pk).exists():
        return redirect("casemgmt:klient-detail", klient.pk)
    return redirect("casemgmt:klient-liste")


def detail(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_klienten(request.akteur).select_related("kommune", "kreis")
    klient = get_object_or_404(menge, pk=pk)
    faelle, haushalte = faelle_von(request.akteur, klient), haushalte_von(request.akteur, klient)
    akte_gelesen(request, klient, _("Person geöffnet"), faelle[0].aktenzeichen if faelle else "")
    darf_aendern = permissions.darf_klient_aendern(request.akteur, klient)
    historie = request.akteur.hat_recht(HISTORIE_SEHEN) and permissions.sieht_erreichbarkeit(
        request.akteur, klient
    )
    return render(
        request,
        "casemgmt/person_detail.html",
        {
            "klient": klient,
            "krumen": krumen(),
            "angaben": angaben_von(request.akteur, klient),
            "haushalte": haushalte,
            "in_haushalten": _zusammen(request, haushalte),
            "faelle": [(fall, seite_des_falls(fall.pk)) for fall in faelle],
            "darf_aendern": darf_aendern,
            "darf_eroeffnen": permissions.darf_beraten(
                request.akteur, klient.kreis_id, klient.bereich, klient.kommune_id
            ),
            "darf_historie": historie,
        },
    )


def _zusammen(request: Anfrage, haushalte: list[Haushaltsbild]) -> int:
    """How many live in them together, if somebody belongs to more than one; else 0."""
    bestehende = [bild.haushalt_id for bild in haushalte if bild.besteht]
    return personen_in_haushalten(request.akteur, bestehende) if len(bestehende) > 1 else 0


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    klient = get_object_or_404(
        permissions.sichtbare_klienten(request.akteur).select_related("kommune"), pk=pk
    )
    verlange_erlaubnis(permissions.darf_klient_aendern(request.akteur, klient))
    akte_gelesen(request, klient, _("Person zum Ändern geöffnet"))
    weg, titel = krumen(klient), _("%(name)s bearbeiten") % {"name": klient}
    form = KlientForm(
        *eingaben(request),
        instance=klient,
        heute=timezone.localdate(),
        mit_erreichbarkeit=permissions.sieht_erreichbarkeit(request.akteur, klient),
        initial={"stand": stand_von(klient)},
    )
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            klient_aendern,
            klient_id=pk,
            angaben=form.angaben(),
            akteur=request.akteur,
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if neu is not None:
            messages.success(request, _("Die Angaben sind gespeichert."))
            return _zur_person(request, neu)
    return formularseite(request, form=form, titel=titel, weg=weg)


def eigene(request: Anfrage, pk: int) -> HttpResponse:
    """What this one person may see and take along: no place, and nothing that concerns others."""
    klient = get_object_or_404(permissions.sichtbare_klienten(request.akteur), pk=pk)
    akte_gelesen(request, klient, _("Eigene Sicht der Person geöffnet"))
    return render(
        request,
        "casemgmt/person_eigene_sicht.html",
        {
            "klient": klient,
            "krumen": krumen(klient),
            "geburt": geburt_in_worten(klient),
            "zeilen": eigene_sicht(request.akteur, klient),
            "zurueck_url": reverse("casemgmt:klient-detail", args=[pk]),
        },
    )
