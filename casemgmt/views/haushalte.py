"""Households: making one, taking somebody in, moving out, splitting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.haushalt import ausziehen, haushalt_bilden, haushalt_teilen, in_haushalt_aufnehmen
from casemgmt.domain.queries.suche import personen_suchen
from casemgmt.forms.personen import AufnehmenForm, AusziehenForm, TeilenForm
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit, Klient
from casemgmt.regeln.werte import Haushaltsrolle
from casemgmt.views.personenseiten import krumen, kurz
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung.views.seiten import rueckfrage


@require_POST
def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    klient = get_object_or_404(permissions.sichtbare_klienten(request.akteur), pk=pk)
    haushalt = haushalt_bilden(
        klient_id=klient.pk,
        rolle=Haushaltsrolle.ERWACHSEN,
        von=timezone.localdate(),
        akteur=request.akteur,
    )
    return redirect("casemgmt:haushalt-aufnehmen", haushalt.pk)


def _mitglieder(request: Anfrage, haushalt: Haushalt) -> list[Haushaltszugehoerigkeit]:
    menge = permissions.sichtbare_zugehoerigkeiten(request.akteur).filter(haushalt=haushalt, bis__isnull=True)
    return list(menge.select_related("klient").order_by("rolle", "von", "pk"))


def _haushalt(request: Anfrage, pk: int) -> tuple[Haushalt, list[Haushaltszugehoerigkeit]]:
    haushalt = get_object_or_404(permissions.sichtbare_haushalte(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_haushalt_aendern(request.akteur, haushalt))
    return haushalt, _mitglieder(request, haushalt)


def aufnehmen(request: Anfrage, pk: int) -> HttpResponse:
    """Search, choose, done; or somebody new. The name that is typed travels by POST."""
    haushalt, mitglieder = _haushalt(request, pk)
    frage = " ".join(request.POST.get("q", "").replace("\x00", " ").split())[:200]
    schon = {satz.klient_id for satz in mitglieder}
    gefunden: list[Klient] = []
    if frage:
        gefunden = [k for k in personen_suchen(request.akteur, frage) if k.pk not in schon]
    gesendet = "klient" in request.POST or "rolle" in request.POST
    form = AufnehmenForm(
        request.POST if gesendet else None,
        gefundene=[(str(klient.pk), kurz(klient)) for klient in gefunden],
        initial={"rolle": Haushaltsrolle.ERWACHSEN, "von": timezone.localdate()},
    )
    if gesendet and form.is_valid():
        try:
            satz = in_haushalt_aufnehmen(
                haushalt_id=haushalt.pk,
                klient_id=int(form.cleaned_data["klient"]),
                rolle=Haushaltsrolle(form.cleaned_data["rolle"]),
                von=form.cleaned_data["von"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Person gehört jetzt zum Haushalt."))
            return redirect("casemgmt:klient-detail", satz.klient_id)
    return render(
        request,
        "casemgmt/haushalt_aufnehmen.html",
        {
            "haushalt": haushalt,
            "mitglieder": mitglieder,
            "krumen": krumen(mitglieder[0].klient if mitglieder else None),
            "frage": frage,
            "form": form if gefunden or gesendet else None,
            "nichts": bool(frage) and not gefunden,
            "neu_url": f"{reverse('casemgmt:klient-anlegen')}?haushalt={haushalt.pk}",
        },
    )


def beenden(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_zugehoerigkeiten(request.akteur).select_related("klient")
    satz = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_klient_aendern(request.akteur, satz.klient))
    form = AusziehenForm(*eingaben(request), initial={"bis": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            ausziehen(zugehoerigkeit_id=pk, bis=form.cleaned_data["bis"], akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Der Auszug ist eingetragen."))
            return redirect("casemgmt:klient-detail", satz.klient_id)
    return rueckfrage(
        request,
        form=form,
        titel=_("%(name)s zieht aus?") % {"name": satz.klient},
        folgen=[
            _("Ab dem Tag danach gehört die Person nicht mehr zu diesem Haushalt."),
            _("Was bis dahin war, bleibt bei ihr lesbar. Ihre Fälle und Einwilligungen ändern sich nicht."),
        ],
        knopf=_("Auszug eintragen"),
        weg=krumen(satz.klient),
    )


def teilen(request: Anfrage, pk: int) -> HttpResponse:
    _satz, mitglieder = _haushalt(request, pk)
    wahl = [(str(satz.pk), kurz(satz.klient)) for satz in mitglieder]
    form = TeilenForm(*eingaben(request), mitglieder=wahl, initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            neuer = haushalt_teilen(
                zugehoerigkeiten=[int(pk) for pk in form.cleaned_data["personen"]],
                zum=form.cleaned_data["zum"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Der Haushalt ist geteilt."))
            erste = neuer.zugehoerigkeiten.order_by("pk")[:1].get()
            return redirect("casemgmt:klient-detail", erste.klient_id)
    return rueckfrage(
        request,
        form=form,
        titel=_("Haushalt teilen"),
        folgen=[
            _("Wer auszieht, bildet ab dem gewählten Tag einen eigenen Haushalt."),
            _("Jede Person behält ihre Geschichte. Notizen und Einwilligungen gehen nie mit anderen mit."),
            _("Die Anschrift ändern Sie danach bei jeder Person selbst."),
        ],
        knopf=_("Haushalt teilen"),
        weg=krumen(mitglieder[0].klient if mitglieder else None),
    )
