"""The Sprechzettel of the chair, to read on a tablet and to print."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.dokumente.forms.briefkopf import ProbeForm
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.sprechzettel import sprechzettel as sprechzettel_lesen
from lenkung.domain.sprechzettel import sprechzettel_drucken
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import sitzung_holen


def sprechzettel(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_hinter_die_kulissen(request.akteur, sitzung))
    return render(
        request,
        "lenkung/sprechzettel.html",
        {
            **rahmen(request, sitzung, "sprechzettel"),
            "zettel": sprechzettel_lesen(sitzung),
            "druckform": ProbeForm(initial={"schluessel": uuid4().hex}),
        },
    )


@require_POST
def drucken(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_hinter_die_kulissen(request.akteur, sitzung))
    form = ProbeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect("lenkung:sitzung-sprechzettel", pk)
    auftrag_id = sprechzettel_drucken(
        sitzung_id=pk, schluessel=form.cleaned_data["schluessel"].hex, akteur=request.akteur
    )
    return redirect("lenkung:druck", auftrag_id)
