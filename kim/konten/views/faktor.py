"""The second factor: setting up the app, and proving oneself for a single act."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.konten.domain.konto import sicherheitsereignis_festhalten
from kim.konten.domain.vorfuehrung import vorfuehrfaktor_einrichten
from kim.konten.forms.zweitfaktor import ausweis_verlangen
from kim.konten.models import Konto
from kim.konten.regeln.texte import Anlass


class AppEinrichten(ActivateTOTPView):
    """The entry in the history and the mail share the transaction of the act.

    allauth would tell the house only after the commit, and a crash in between would lose it.
    """

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        antwort = super().form_valid(form)
        konto = self.request.user
        assert isinstance(konto, Konto)
        sicherheitsereignis_festhalten(
            konto_id=konto.pk,
            anlass=Anlass.FAKTOR_EINGERICHTET,
            grund=_("App als zweiter Faktor eingerichtet"),
            akteur=konto,
        )
        return antwort


app_einrichten = AppEinrichten.as_view()


@require_POST
def schluessel_fuer_handlung(request: HttpRequest) -> HttpResponse:
    """To the page of the security key, and from there back to the act, for which alone it counts."""
    ziel = _ziel(request)
    ausweis_verlangen(request, ziel)
    return redirect(f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': ziel})}")


@require_POST
def vorfuehrfaktor(request: HttpRequest) -> HttpResponse:
    """Only in the demo, where nobody shall need a phone to try a signature."""
    if not settings.KIM_DEMO:
        raise Http404
    konto = request.user
    assert isinstance(konto, Konto)
    vorfuehrfaktor_einrichten(konto_id=konto.pk, akteur=konto)
    messages.success(
        request, _("Ein zweiter Faktor ist eingerichtet. Die Vorführung zeigt seinen Code auf der Seite.")
    )
    return redirect(_ziel(request))


def _ziel(request: HttpRequest) -> str:
    """Only a page of this house."""
    ziel = request.POST.get("weiter", "")
    if not ziel.startswith("/") or not url_has_allowed_host_and_scheme(ziel, allowed_hosts=None):
        return reverse("mfa_index")
    return ziel
