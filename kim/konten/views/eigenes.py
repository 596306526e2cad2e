"""One's own account and one's own rights."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.konten.backends.verwahrung import verwahrtes, verwerfen
from kim.konten.domain.konto import eigenen_namen_aendern, verzeichnis_trennen
from kim.konten.domain.queries.konten import hat_zweiten_faktor, verbindungen, verzeichnisse_des_kreises
from kim.konten.domain.queries.rechte import rechtezeilen
from kim.konten.forms.konten import EigenerNameForm
from kim.konten.models import Konto
from kim.konten.views.vorgang import vorgang


def _konto(request: HttpRequest) -> Konto:
    return request.user  # type: ignore[return-value]


def mein_konto(request: HttpRequest) -> HttpResponse:
    konto = _konto(request)
    verbunden = verbindungen(konto)
    return render(
        request,
        "konten/mein_konto.html",
        {
            "konto": konto,
            "zweiter_faktor": hat_zweiten_faktor(konto),
            "faktor_noetig": konto.braucht_zweiten_faktor,
            "verzeichnisse": [
                (anbieter, verbunden.get(anbieter.kennung)) for anbieter in verzeichnisse_des_kreises(konto)
            ],
        },
    )


def name_aendern(request: HttpRequest) -> HttpResponse:
    konto = _konto(request)
    return vorgang(
        request,
        form=EigenerNameForm(request.POST or None, initial={"name": konto.name}),
        handlung=eigenen_namen_aendern,
        angaben=lambda f: {"konto_id": konto.pk, "name": f.cleaned_data["name"], "akteur": konto},
        erfolg=lambda _konto: _("Ihr Name ist geändert."),
        ziel=reverse("konten:mein-konto"),
        vorlage="konten/name_aendern.html",
        kontext={},
    )


@require_POST
def verbindung_loesen(request: HttpRequest, pk: int) -> HttpResponse:
    konto = _konto(request)
    get_object_or_404(SocialAccount, user=konto, pk=pk)
    try:
        verzeichnis_trennen(konto_id=konto.pk, verbindung_id=pk, akteur=konto)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Die Verbindung ist gelöst."))
    return redirect("konten:mein-konto")


def verwahrt(request: HttpRequest) -> HttpResponse:
    """What was sent after the session had ended: the person sends it again, or lets it go."""
    if request.method == "POST":
        verwerfen(request)
        messages.info(request, _("Die Eingabe ist verworfen."))
        return redirect("web:heute")
    eingabe = verwahrtes(request)
    if eingabe is None:
        return redirect("web:heute")
    # Shown once: whoever comes back to this address later shall not send old things by mistake.
    verwerfen(request)
    return render(request, "konten/verwahrt.html", {"eingabe": eingabe})


def meine_rechte(request: HttpRequest) -> HttpResponse:
    return render(
        request, "konten/meine_rechte.html", {"zeilen": rechtezeilen(_konto(request), timezone.localdate())}
    )
