"""How people come in by a mailed link: invitation and sign-in link. Opening a link never changes anything."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.konten.backends.verzeichnis import EINLADUNG_IN_SITZUNG
from kim.konten.domain.anmeldelink import anmeldelink_anfordern, anmeldelink_einloesen
from kim.konten.domain.einladung import einladung_annehmen, einladung_neu_anfordern
from kim.konten.domain.links import link_finden, link_offen
from kim.konten.domain.queries.konten import verzeichnisse_des_kreises
from kim.konten.forms.anmeldung import AnmeldelinkForm, EinladungForm
from kim.konten.regeln.links import Linkzweck

ABLEHNUNGEN = {"unbekannt", "kreis", "einladung", "schon-verbunden"}


@never_cache
@sensitive_post_parameters()
def einladung(request: HttpRequest, token: str) -> HttpResponse:
    link = link_finden(token=token, zweck=Linkzweck.EINLADUNG)
    if link is None or not link_offen(link):
        eingeloest = link is not None and link.eingeloest_am is not None
        return render(
            request, "konten/einladung_ungueltig.html", {"token": token, "eingeloest": eingeloest}, status=410
        )
    form = EinladungForm(request.POST or None, konto=link.konto)
    if request.method == "POST" and form.is_valid():
        try:
            einladung_annehmen(token=token, passwort=form.cleaned_data["password1"])
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Ihr Passwort ist gesetzt. Sie können sich jetzt anmelden."))
            return redirect("account_login")
    return render(
        request,
        "konten/einladung.html",
        {
            "form": form,
            "konto": link.konto,
            "token": token,
            "verzeichnisse": verzeichnisse_des_kreises(link.konto),
        },
    )


@require_POST
def einladung_neu(request: HttpRequest, token: str) -> HttpResponse:
    einladung_neu_anfordern(token=token)
    messages.info(
        request,
        _(
            "Wenn zu diesem Link ein offenes Konto gehört, ist eine neue Einladung an dessen Adresse "
            "unterwegs."
        ),
    )
    return redirect("account_login")


@require_POST
def einladung_verzeichnis(request: HttpRequest, token: str, kennung: str) -> HttpResponse:
    """Keeps the invitation in the session while the person proves herself to the directory."""
    link = link_finden(token=token, zweck=Linkzweck.EINLADUNG)
    if link is None or not link_offen(link):
        return redirect("konten:einladung", token)
    if kennung not in {anbieter.kennung for anbieter in verzeichnisse_des_kreises(link.konto)}:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    request.session[EINLADUNG_IN_SITZUNG] = token
    # The way to the directory begins with a POST of its own: 307 keeps the method and sends the same form on.
    return redirect(reverse("openid_connect_login", args=[kennung]), preserve_request=True)


@never_cache
def anmeldelink(request: HttpRequest) -> HttpResponseBase:
    form = AnmeldelinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        zu_oft = ratelimit.consume_or_429(
            request, app="allauth.account", action="reset_password", key=f"anmeldelink:{email}"
        )
        if zu_oft is not None:
            return zu_oft
        anmeldelink_anfordern(email=email)
        return redirect("konten:anmeldelink-gesendet")
    return render(request, "konten/anmeldelink.html", {"form": form})


def anmeldelink_gesendet(request: HttpRequest) -> HttpResponse:
    return render(request, "konten/anmeldelink_gesendet.html")


@never_cache
def anmeldelink_oeffnen(request: HttpRequest, token: str) -> HttpResponseBase:
    """Mail scanners open links: only the button signs in."""
    link = link_finden(token=token, zweck=Linkzweck.ANMELDUNG)
    if link is None or not link_offen(link):
        return render(request, "konten/anmeldelink_ungueltig.html", status=410)
    if request.method != "POST":
        return render(request, "konten/anmeldelink_einloesen.html")
    try:
        konto = anmeldelink_einloesen(token=token)
    except Fachfehler:
        return render(request, "konten/anmeldelink_ungueltig.html", status=410)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, konto, "code", email=konto.email)
    return perform_login(request, Login(user=konto, email=konto.email))


def verzeichnis_abgelehnt(request: HttpRequest, grund: str) -> HttpResponse:
    if grund not in ABLEHNUNGEN:
        raise Http404
    return render(request, "konten/verzeichnis_abgelehnt.html", {"grund": grund}, status=403)


def nicht_vorhanden(request: HttpRequest, **angaben: str) -> HttpResponse:
    """Names that allauth looks up although the house does not offer the page."""
    raise Http404


def passwort_fehlt(request: HttpRequest) -> HttpResponse:
    """Whoever has no password yet gets one by mail."""
    return redirect("account_reset_password")
