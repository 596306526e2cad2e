"""The list of presence of a session with all its times, and how an error in it is corrected."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.zeit import BERLIN
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.anwesenheit import anwesenheit_berichtigen, anwesenheit_streichen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.forms.verlauf import BerichtigenForm
from lenkung.models import Anwesenheit
from lenkung.views.seiten import ausfuehren, formularseite
from lenkung.views.sitzungsseiten import krumen, sitzung_holen


def anwesenheit(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verlauf_sehen(request.akteur, sitzung))
    saetze = Anwesenheit.objects.filter(sitzung=sitzung).select_related("sitz__einrichtung")
    return render(
        request,
        "lenkung/anwesenheit.html",
        {
            "sitzung": sitzung,
            "krumen": [*krumen(sitzung), (_("Sitzung führen"), _fuehren(pk))],
            "saetze": list(saetze.order_by("sitz__einrichtung__name", "sitz_id", "von", "pk")),
            "darf": bool(permissions.darf_anwesenheit_berichtigen(request.akteur, sitzung)),
        },
    )


def _fuehren(pk: int) -> str:
    return reverse("lenkung:sitzung-fuehren", args=[pk])


def _liste(pk: int) -> str:
    return reverse("lenkung:sitzung-anwesenheit", args=[pk])


def berichtigen(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(
        permissions.sichtbare_anwesenheiten(request.akteur).select_related("sitzung__gremium"), pk=pk
    )
    sitzung = satz.sitzung
    verlange_erlaubnis(permissions.darf_anwesenheit_berichtigen(request.akteur, sitzung))
    form = BerichtigenForm(
        *eingaben(request), initial={"von": _ortszeit(satz.von), "bis": _ortszeit(satz.bis)}
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _liste(sitzung.pk),
            lambda _satz: _("%(name)s: berichtigt.") % {"name": satz.name},
            _berichtigen,
            satz=satz,
            daten=form.cleaned_data,
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Anwesenheit berichtigen: %(name)s") % {"name": satz.name},
        unterzeile=_("Abstimmungen, die schon gezählt sind, ändern sich dadurch nicht."),
        weg=[*krumen(sitzung), (_("Anwesenheit"), _liste(sitzung.pk))],
        knopf=_("Berichtigen"),
    )


def _ortszeit(wann: datetime | None) -> Any:
    return None if wann is None else wann.astimezone(BERLIN).time()


def _berichtigen(*, akteur: Akteur, satz: Anwesenheit, daten: dict[str, Any]) -> Anwesenheit:
    sitzung, eintrag = satz.sitzung, Eintrag(akteur)
    if daten["streichen"]:
        anwesenheit_streichen(
            sitzung_id=sitzung.pk, anwesenheit_id=satz.pk, grund=daten["grund"], eintrag=eintrag
        )
        return satz

    def am_tag(zeit: Any) -> datetime | None:
        return None if zeit is None else timezone.make_aware(datetime.combine(sitzung.tag, zeit), BERLIN)

    von = am_tag(daten["von"])
    assert von is not None
    neu = anwesenheit_berichtigen(
        sitzung_id=sitzung.pk,
        anwesenheit_id=satz.pk,
        von=von,
        bis=am_tag(daten["bis"]),
        grund=daten["grund"],
        eintrag=eintrag,
    )
    return neu or satz
