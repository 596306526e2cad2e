"""The list of presence of a session with all its times, and how an error in it is corrected."""

from __future__ import annotations

from datetime import datetime, time
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
from lenkung.domain.anwesenheit import (
    anwesenheit_berichtigen,
    anwesenheit_nachtragen,
    anwesenheit_streichen,
)
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.forms.verlauf import BerichtigenForm, PersonNachtragenForm
from lenkung.models import Anwesenheit, Sitzung, Sitzungsverlauf
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.werte import Anwesenheitsart
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
            "darf": (darf := bool(permissions.darf_anwesenheit_berichtigen(request.akteur, sitzung))),
            "nachtragen_url": reverse("lenkung:anwesenheit-nachtragen", args=[pk]) if darf else "",
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
        unterzeile=_(
            "Abstimmungen, die schon gezählt sind, ändern sich dadurch nicht. War jemand anderes da "
            "(Mitglied oder Stellvertretung), oder digital statt vor Ort: hier streichen und dann nachtragen."
        ),
        weg=[*krumen(sitzung), (_("Anwesenheit"), _liste(sitzung.pk))],
        knopf=_("Berichtigen"),
    )


def nachtragen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_anwesenheit_berichtigen(request.akteur, sitzung))
    form = PersonNachtragenForm(
        *eingaben(request),
        zeilen=sitzzeilen_am([sitzung.gremium_id], sitzung.tag),
        initial={"art": Anwesenheitsart.VOR_ORT.value, "von": _ortszeit(_eroeffnet_am(sitzung))},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _liste(pk),
            lambda satz: _("%(name)s: nachgetragen.") % {"name": satz.name},
            _nachtragen,
            sitzung=sitzung,
            daten=form.cleaned_data,
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Person nachtragen"),
        unterzeile=_("Abstimmungen, die schon gezählt sind, ändern sich dadurch nicht."),
        weg=[*krumen(sitzung), (_("Anwesenheit"), _liste(pk))],
        knopf=_("Nachtragen"),
    )


def _eroeffnet_am(sitzung: Sitzung) -> datetime | None:
    """To the minute, as one would write it; null as long as nobody has opened it."""
    wann = Sitzungsverlauf.objects.filter(sitzung=sitzung).values_list("eroeffnet_am", flat=True).first()
    return wann.replace(second=0) if wann else None


def _nachtragen(*, akteur: Akteur, sitzung: Sitzung, daten: dict[str, Any]) -> Anwesenheit | None:
    sitz, rolle = daten["wer"].split(":")
    return anwesenheit_nachtragen(
        sitzung_id=sitzung.pk,
        sitz_id=int(sitz),
        rolle=Teilnahmerolle(rolle),
        art=Anwesenheitsart(daten["art"]),
        von=_am_tag(sitzung, daten["von"]),
        bis=_am_tag(sitzung, daten["bis"]) if daten["bis"] is not None else None,
        grund=daten["grund"],
        eintrag=Eintrag(akteur),
    )


def _am_tag(sitzung: Sitzung, zeit: time) -> datetime:
    return timezone.make_aware(datetime.combine(sitzung.tag, zeit), BERLIN)


def _ortszeit(wann: datetime | None) -> Any:
    return None if wann is None else wann.astimezone(BERLIN).time()


def _berichtigen(*, akteur: Akteur, satz: Anwesenheit, daten: dict[str, Any]) -> Anwesenheit:
    sitzung, eintrag = satz.sitzung, Eintrag(akteur)
    if daten["streichen"]:
        anwesenheit_streichen(
            sitzung_id=sitzung.pk, anwesenheit_id=satz.pk, grund=daten["grund"], eintrag=eintrag
        )
        return satz
    neu = anwesenheit_berichtigen(
        sitzung_id=sitzung.pk,
        anwesenheit_id=satz.pk,
        von=_am_tag(sitzung, daten["von"]),
        bis=_am_tag(sitzung, daten["bis"]) if daten["bis"] is not None else None,
        grund=daten["grund"],
        eintrag=eintrag,
    )
    return neu or satz
