"""Acts on a case: the next phase, its end, opening it again, putting it on one's desk again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.falluebergabe import falluebergabe_vereinbaren
from casemgmt.domain.fallweg import (
    fall_abschliessen,
    fall_nicht_fortsetzen,
    fall_wieder_aufnehmen,
    lage_des_falls,
    phase_weiter,
)
from casemgmt.domain.wiedervorlage import wiedervorlage_anlegen, wiedervorlage_erledigen
from casemgmt.forms.faelle import (
    AbschliessenForm,
    FalluebergabeForm,
    NichtFortsetzenForm,
    WeiterForm,
    WiedervorlageForm,
)
from casemgmt.forms.falltat import MitStand
from casemgmt.models import Fall, Planziel, Wiedervorlage
from casemgmt.regeln import fallweg
from casemgmt.regeln.plan import Planstand
from casemgmt.regeln.werte import Ausgang, Endgrund, Phase
from casemgmt.views.fallseiten import (
    adresse,
    ausfuehren,
    beide_staende,
    fall_holen,
    formularseite,
    krumen,
)
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def _fuehrbarer(request: Anfrage, pk: int) -> Fall:
    fall = fall_holen(request, pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, fall))
    return fall


def _nicht_mehr(request: Anfrage, fall: Fall, text: str) -> HttpResponse:
    """Somebody was quicker, or the address is old."""
    messages.info(request, text)
    return redirect(adresse(fall))


def weiter(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    schritte = list(fallweg.schritte_von(Phase(fall.phase)))
    if not schritte and request.method != "POST":
        return _nicht_mehr(request, fall, _("Von hier geht es nicht in eine weitere Phase."))
    form = WeiterForm(
        *eingaben(request), stand=fall.stand, schritte=schritte, zugestimmt=fall.zugestimmt_am is not None
    )
    if request.method == "POST" and _mit_frueherer_wahl(form):
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Der Fall ist in der neuen Phase."),
            phase_weiter,
            fall_id=pk,
            nach=Phase(form.cleaned_data["nach"]),
            stand=form.cleaned_data["stand"],
            zugestimmt_am=form.cleaned_data.get("zugestimmt_am"),
        )
        if antwort:
            return antwort
    lage = lage_des_falls(fall)
    return formularseite(
        request,
        form=form,
        titel=schritte[0].tat if len(schritte) == 1 else _("Wie geht es weiter?"),
        weg=krumen(fall),
        knopf=schritte[0].tat if len(schritte) == 1 else _("Weiter"),
        unterzeile=fallweg.naechstes(lage).text,
        konflikt=beide_staende(pk, form),
    )


def _mit_frueherer_wahl(form: Any) -> bool:
    """What was a step when the page was opened may be none by now: the domain says so, not the list."""
    feld: Any = form.fields["nach"]
    gewaehlt = form.data.get("nach", "")
    if gewaehlt in {phase.value for phase in Phase}:
        feld.choices = [*feld.choices, (gewaehlt, gewaehlt)]
    return bool(form.is_valid())


def abschliessen(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    ausgaenge = fallweg.moegliche_ausgaenge(Phase(fall.phase))
    if not ausgaenge and request.method != "POST":
        return _nicht_mehr(request, fall, _("Dieser Fall lässt sich so nicht abschließen."))
    form = AbschliessenForm(
        *eingaben(request),
        stand=fall.stand,
        ausgaenge=ausgaenge or tuple(Ausgang),
        heute=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Der Fall ist abgeschlossen."),
            fall_abschliessen,
            fall_id=pk,
            stand=daten["stand"],
            ausgang=Ausgang(daten["ausgang"]),
            endgrund=Endgrund(daten["endgrund"]) if daten["endgrund"] else None,
            am=daten["am"],
            notiz=daten["notiz"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Fall abschließen"),
        weg=krumen(fall),
        knopf=_("Abschließen"),
        unterzeile=_("Er lässt sich unter demselben Aktenzeichen wieder aufnehmen."),
        konflikt=beide_staende(pk, form),
        ziele=_ziele(fall),
    )


def _ziele(fall: Fall) -> list[tuple[str, str]]:
    """What was agreed, and whether it was reached: it says how the case ends."""
    ziele = Planziel.objects.filter(plan__fall=fall, plan__stand=Planstand.VEREINBART)
    return [(ziel.worte, str(ziel.get_stand_display())) for ziel in ziele]


def nicht_fortsetzen(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    lage = lage_des_falls(fall)
    if not fallweg.darf_nicht_fortgesetzt_werden(lage.phase) and request.method != "POST":
        return _nicht_mehr(request, fall, _("Der Fall ist nicht mehr in der Klärung."))
    vorschlag = fallweg.vorschlag_endgrund(lage.gehaltene_termine)
    form = NichtFortsetzenForm(
        *eingaben(request),
        stand=fall.stand,
        heute=timezone.localdate(),
        initial={"endgrund": vorschlag.value if vorschlag else ""},
    )
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Der Fall wird nicht fortgesetzt."),
            fall_nicht_fortsetzen,
            fall_id=pk,
            stand=daten["stand"],
            endgrund=Endgrund(daten["endgrund"]),
            am=daten["am"],
            notiz=daten["notiz"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Fall nicht fortsetzen"),
        weg=krumen(fall),
        knopf=_("Nicht fortsetzen"),
        konflikt=beide_staende(pk, form),
    )


def wieder_aufnehmen(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    if not fall.beendet and request.method != "POST":
        return _nicht_mehr(request, fall, _("Der Fall läuft schon."))
    form = MitStand(*eingaben(request), stand=fall.stand)
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Der Fall läuft wieder."),
            fall_wieder_aufnehmen,
            fall_id=pk,
            stand=form.cleaned_data["stand"],
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Fall wieder aufnehmen?"),
        weg=krumen(fall),
        knopf=_("Wieder aufnehmen"),
        folgen=[
            _("Das Aktenzeichen bleibt."),
            _("Wie der Fall vorher endete, bleibt im Verlauf stehen."),
        ],
        konflikt=beide_staende(pk, form),
    )


def wiedervorlage(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    form = WiedervorlageForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Die Wiedervorlage ist eingetragen."),
            wiedervorlage_anlegen,
            fall_id=pk,
            **form.cleaned_data,
        )
        if antwort:
            return antwort
    return formularseite(request, form=form, titel=_("Wiedervorlage"), weg=krumen(fall), knopf=_("Eintragen"))


@require_POST
def wiedervorlage_abhaken(request: Anfrage, pk: int) -> HttpResponse:
    satz: Wiedervorlage = get_object_or_404(permissions.sichtbare_wiedervorlagen(request.akteur), pk=pk)
    wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=request.akteur)
    messages.success(request, _("Erledigt."))
    return redirect("casemgmt:fall-detail", satz.fall_id)


def uebergabe(request: Anfrage, pk: int) -> HttpResponse:
    fall = _fuehrbarer(request, pk)
    heute = timezone.localdate()
    stellen = [(e.pk, e.name) for e in einrichtungen_im_kreis(fall.kreis_id, am=heute)]
    form = FalluebergabeForm(*eingaben(request), einrichtungen=stellen, heute=heute)
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request,
            form,
            adresse(fall),
            _("Die Fallübergabe ist festgehalten."),
            falluebergabe_vereinbaren,
            fall_id=pk,
            **form.angaben(),
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=form,
        titel=_("Fallübergabe vereinbaren"),
        weg=krumen(fall),
        knopf=_("Festhalten"),
        unterzeile=_("Was eine andere Stelle übernimmt. Ohne Haken unten erfährt sie nichts zur Person."),
    )
