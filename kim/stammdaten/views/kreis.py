"""The settings of the Kreis: letterhead, colour, threshold, modules."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.fehler import Ueberholt
from kim.basis.modul import MODUL_TITEL, Modul
from kim.stammdaten import permissions
from kim.stammdaten.domain.kreis import kreis_einstellungen_aendern, module_schalten
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.forms.kreis import KreisForm, ModuleForm
from kim.stammdaten.models import Kreis
from kim.stammdaten.regeln.akzentfarbe import akzentfarbe_pruefen
from kim.stammdaten.views.saetze import HISTORIE_SEHEN, versuchen
from kim.web.anfrage import Anfrage, eingaben

WAS_VERSCHWINDET = {
    Modul.LENKUNG: gettext_lazy("Sitzungen, Beschlüsse, Gremien und Geschäftsordnung"),
    Modul.CASEMGMT: gettext_lazy("Vor Ort, Fälle, Anfragen und Verweise"),
    Modul.EINBUERGERUNG: gettext_lazy("die Verfahren der Ausländer- und Einbürgerungsbehörde"),
    Modul.REPORTING: gettext_lazy("Kennzahlen, Berichte, Stellen und Kosten"),
}


def _kreis(request: Anfrage) -> Kreis:
    return get_object_or_404(permissions.einstellbare_kreise(request.akteur), pk=request.akteur.kreis_id)


def kreis(request: Anfrage) -> HttpResponse:
    satz = _kreis(request)
    return render(
        request,
        "stammdaten/kreis_detail.html",
        {
            "satz": satz,
            "briefkopf": [
                (_("Absenderzeile"), satz.absenderzeile),
                (_("Anschrift"), satz.anschrift),
                (_("Telefon"), satz.telefon),
                (_("E-Mail"), satz.email),
                (_("Website"), satz.website),
                (_("Fußzeile"), satz.fusszeile),
                (_("Logo"), _("hinterlegt") if satz.logo_kennung else ""),
            ],
            "darstellung": [
                (_("Akzentfarbe"), satz.akzentfarbe or _("das Blau des Designsystems")),
                (
                    _("Kleine Zahlen"),
                    _("Personenzahlen von 1 bis %(bis)s werden unterdrückt.")
                    % {"bis": satz.unterdrueckung_unter - 1},
                ),
            ],
            "farbbefund": akzentfarbe_pruefen(satz.akzentfarbe) if satz.akzentfarbe else None,
            "module": [(titel, getattr(satz, f"modul_{modul}")) for modul, titel in MODUL_TITEL.items()],
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
            # A right of the room above; where it is missing, so is the link.
            "darf_briefkopf": request.akteur.hat_recht("dokumente.briefkopf_pruefen"),
        },
    )


def kreis_bearbeiten(request: Anfrage) -> HttpResponse:
    satz = _kreis(request)
    form = KreisForm(
        *eingaben(request), instance=satz, heute=timezone.localdate(), initial={"stand": stand_von(satz)}
    )
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            kreis_einstellungen_aendern,
            kreis_id=satz.pk,
            akteur=request.akteur,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if neu is not None:
            messages.success(request, _("Die Einstellungen des Kreises sind gespeichert."))
            return redirect("stammdaten:kreis-detail")
    return render(
        request,
        "stammdaten/formular.html",
        {
            "form": form,
            "titel": _("Briefkopf und Darstellung bearbeiten"),
            "abbrechen_url": reverse("stammdaten:kreis-detail"),
            "kreis_url": reverse("stammdaten:kreis-detail"),
        },
    )


def kreis_module(request: Anfrage) -> HttpResponse:
    """Two steps when something is switched off: first what will disappear, then the act."""
    satz = _kreis(request)
    form = ModuleForm(*eingaben(request), initial={**ModuleForm.anfang(satz), "stand": stand_von(satz)})
    if request.method == "POST" and form.is_valid():
        gewaehlt = form.eingeschaltet()
        aus = [modul for modul in Modul if getattr(satz, f"modul_{modul}") and modul not in gewaehlt]
        if aus and not form.cleaned_data["bestaetigt"]:
            return _rueckfrage(request, form, aus)
        try:
            module_schalten(
                kreis_id=satz.pk,
                eingeschaltet=gewaehlt,
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            )
        except Ueberholt as fehler:
            messages.warning(request, fehler.meldung)
            return redirect("stammdaten:kreis-module")
        messages.success(request, _("Die Module sind so geschaltet."))
        return redirect("stammdaten:kreis-detail")
    return render(
        request,
        "stammdaten/formular.html",
        {
            "form": form,
            "titel": _("Module schalten"),
            "abbrechen_url": reverse("stammdaten:kreis-detail"),
            "kreis_url": reverse("stammdaten:kreis-detail"),
        },
    )


def _rueckfrage(request: Anfrage, form: ModuleForm, aus: list[Modul]) -> HttpResponse:
    folgen = [
        _("„%(modul)s“ verschwindet für alle aus dem Menü und ist nicht mehr aufrufbar: %(was)s.")
        % {"modul": MODUL_TITEL[modul], "was": WAS_VERSCHWINDET[modul]}
        for modul in aus
    ]
    folgen.append(_("Gelöscht wird nichts. Wenn Sie wieder einschalten, ist alles noch da."))
    return render(
        request,
        "stammdaten/module_rueckfrage.html",
        {
            "folgen": folgen,
            "module": form.cleaned_data["module"],
            "stand": form.cleaned_data["stand"],
            "abbrechen_url": reverse("stammdaten:kreis-module"),
        },
    )
