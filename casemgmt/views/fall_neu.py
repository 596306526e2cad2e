"""Opening a case: from the page of a person, with whoever of her Haushalt belongs to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.domain.queries.person import haushalte_von
from casemgmt.forms.personen import FallEroeffnenForm
from casemgmt.models import Klient
from casemgmt.regeln.werte import Fallbereich
from casemgmt.views.personenseiten import krumen, kurz, seite_des_falls
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung.views.seiten import formularseite


def eroeffnen(request: Anfrage) -> HttpResponse:
    """Without a person the way leads to the search: a case is always somebody's."""
    verlange_erlaubnis(permissions.darf_personen_erfassen(request.akteur))
    kennung = request.GET.get("klient", "")
    if not kennung.isdecimal():
        return redirect("casemgmt:klient-liste")
    klient = get_object_or_404(permissions.sichtbare_klienten(request.akteur), pk=int(kennung))
    verlange_erlaubnis(
        permissions.darf_beraten(request.akteur, klient.kreis_id, klient.bereich, klient.kommune_id)
    )
    heute = timezone.localdate()
    form = FallEroeffnenForm(
        *eingaben(request), mitglieder=_andere(request, klient), heute=heute, initial={"eroeffnet_am": heute}
    )
    if request.method == "POST" and form.is_valid():
        try:
            fall = fall_eroeffnen(
                kreis_id=klient.kreis_id,
                bereich=Fallbereich(klient.bereich),
                kommune_id=klient.kommune_id,
                klienten=[klient.pk, *(int(pk) for pk in form.cleaned_data.get("personen", ()))],
                eroeffnet_am=form.cleaned_data["eroeffnet_am"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Der Fall %(fall)s ist eröffnet.") % {"fall": fall})
            return redirect(seite_des_falls(fall.pk))
    return formularseite(
        request,
        form=form,
        titel=_("Fall eröffnen"),
        unterzeile=str(klient),
        weg=krumen(klient),
        knopf=_("Fall eröffnen"),
    )


def _andere(request: Anfrage, klient: Klient) -> list[tuple[str, str]]:
    satz_je_person = {
        satz.klient_id: satz.klient
        for bild in haushalte_von(request.akteur, klient)
        if bild.besteht
        for satz in bild.mitglieder
    }
    return [(str(pk), kurz(person)) for pk, person in satz_je_person.items() if pk != klient.pk]
