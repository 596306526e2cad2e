"""Signing in through the Kreis's own directory (OpenID Connect).

An account is found by issuer and subject alone, never by an e-mail address: whoever may set addresses in a
directory could otherwise take over any account.
"""

from __future__ import annotations

from typing import Any, NoReturn, cast

from allauth.account.internal.decorators import login_not_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from requests import RequestException

from kim.basis.fehler import Fachfehler
from kim.konten.domain.einladung import einladung_mit_verzeichnis_annehmen
from kim.konten.models import Konto
from kim.konten.regeln.anbieter import Anbieter, verknuepfung

EINLADUNG_IN_SITZUNG = "kim_einladung"


def anbieter_finden(kennung: str) -> Anbieter:
    for anbieter in settings.KIM_OIDC_ANBIETER:
        if anbieter.kennung == kennung:
            return anbieter
    raise Http404


def ablehnen(grund: str) -> NoReturn:
    raise ImmediateHttpResponse(redirect(reverse("konten:verzeichnis-abgelehnt", args=[grund])))


class Verzeichnis(OpenIDConnectProvider):
    @property
    def anbieter(self) -> Anbieter:
        return anbieter_finden(self.app.provider_id)

    def get_oauth2_adapter(self, request: HttpRequest) -> OpenIDConnectOAuth2Adapter:
        return Verzeichnisablauf(request, self.app.provider_id)

    def get_default_scope(self) -> list[str]:
        # No profile, no address: nothing of it is used.
        return ["openid"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        return verknuepfung(data["id_token"]["iss"], str(data["id_token"]["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"aussteller": data["id_token"]["iss"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


_NOETIG = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Verzeichnisablauf(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        try:
            angaben = super().openid_config
        except (RequestException, ValueError) as fehler:
            raise OAuth2Error("the directory cannot be reached or does not answer with JSON") from fehler
        if not isinstance(angaben, dict) or angaben.get("issuer") != self._anbieter.aussteller:
            raise OAuth2Error("the directory calls itself by another name than configured")
        if any(not isinstance(angaben.get(feld), str) for feld in _NOETIG):
            raise OAuth2Error("the directory does not say where to sign in")
        return angaben

    @property
    def _anbieter(self) -> Anbieter:
        return anbieter_finden(self.provider_id)

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the directory sent no id_token")
        # Signature, issuer, audience and expiry, although the token came straight from the directory.
        self.did_fetch_access_token = False
        angaben = self._decode_id_token(app, id_token)
        if angaben.get("iss") != self._anbieter.aussteller or not angaben.get("sub"):
            raise OAuth2Error("the id_token names no subject of this directory")
        return self.get_provider().sociallogin_from_response(request, {"id_token": angaben})


class Verzeichnisadapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """From the settings alone: nobody adds a directory by a row in the database."""
        return [
            SocialApp(
                provider=OpenIDConnectProvider.id,
                provider_id=anbieter.kennung,
                name=anbieter.name,
                client_id=anbieter.client_id,
                secret=anbieter.client_secret,
                settings={"server_url": anbieter.aussteller, "oauth_pkce_enabled": True},
            )
            for anbieter in settings.KIM_OIDC_ANBIETER
            if provider in (None, OpenIDConnectProvider.id, anbieter.kennung)
            and client_id in (None, anbieter.client_id)
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Verzeichnis:
        return Verzeichnis(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        anbieter = anbieter_finden(sociallogin.account.provider)
        token = request.session.pop(EINLADUNG_IN_SITZUNG, "")
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self._kreis_pruefen(cast(Konto, request.user), anbieter)
            if SocialAccount.objects.filter(user=request.user, provider=anbieter.kennung).exists():
                ablehnen("schon-verbunden")
            return
        if not sociallogin.is_existing and token:
            self._einladung_annehmen(request, sociallogin, anbieter, token)
        if not sociallogin.is_existing:
            ablehnen("unbekannt")
        self._kreis_pruefen(sociallogin.user, anbieter)

    def _einladung_annehmen(
        self, request: HttpRequest, sociallogin: SocialLogin, anbieter: Anbieter, token: str
    ) -> None:
        try:
            konto = einladung_mit_verzeichnis_annehmen(token=token, kreis_kuerzel=anbieter.kreis)
        except Fachfehler as fehler:
            ablehnen("kreis" if fehler.code == "fremder_kreis" else "einladung")
        sociallogin.connect(request, konto)

    @staticmethod
    def _kreis_pruefen(konto: Konto, anbieter: Anbieter) -> None:
        if konto.kreis is None or konto.kreis.kuerzel != anbieter.kreis:
            ablehnen("kreis")

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("konten:mein-konto")


@login_not_required
def anmelden(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    anbieter_finden(provider_id)
    ablauf = Verzeichnisablauf(request, provider_id)
    try:
        return OAuth2LoginView.adapter_view(ablauf)(request)
    except OAuth2Error as fehler:
        return render_authentication_error(request, ablauf.get_provider(), exception=fehler)


@login_not_required
def rueckkehr(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    anbieter_finden(provider_id)
    return OAuth2CallbackView.adapter_view(Verzeichnisablauf(request, provider_id))(request)
