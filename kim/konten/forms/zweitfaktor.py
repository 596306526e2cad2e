"""One single act, confirmed with the second factor: a field for the form, and what the page has to offer.

    class UnterschreibenForm(ZweitfaktorMixin, KernForm): …
    form = UnterschreibenForm(request.POST or None, request=request)

In the template: `konten/zweitfaktor.html` inside the form, `konten/zweitfaktor_wege.html` after it. The
code is looked at last, when all other fields are right: a slip elsewhere must not use it up. It proves the
person for this one act and opens nothing else; signing in by a directory proves nothing here, whatever the
directory asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.fehler import Fachfehler
from kim.konten.forms.faktor import CodeBestaetigenForm
from kim.konten.models import Konto

FRIST = 5 * 60
"""Seconds that a proof counts for the act for which it was asked."""
IN_SITZUNG = "kim_zweitfaktor"
ARTEN = {
    Authenticator.Type.TOTP: gettext_lazy("App"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("Wiederherstellungscode"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("Sicherheitsschlüssel"),
}


class ZweitfaktorFehler(Fachfehler):
    code = "zweiter_faktor"


@dataclass(frozen=True, slots=True)
class Faktorstand:
    """What the account can confirm with."""

    app: bool
    schluessel: bool
    bestaetigt: str = ""
    """With what the person has just proved herself on a page of its own, for this very act."""

    @property
    def eingerichtet(self) -> bool:
        return self.app or self.schluessel


def faktorstand(request: HttpRequest, handlung: str = "") -> Faktorstand:
    arten = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    return Faktorstand(
        app=Authenticator.Type.TOTP in arten,
        schluessel=Authenticator.Type.WEBAUTHN in arten,
        bestaetigt=_ausgewiesen(request, handlung or request.path),
    )


def zweiter_faktor_pruefen(request: HttpRequest, code: str, *, handlung: str = "") -> str:
    """Confirms one act of the signed-in account and says with what; raises with what is wrong.

    `handlung` names the act, normally the path of its page. To be called outside of a transaction: a code
    that was used stays used, even if the act fails afterwards.
    """
    konto = request.user
    assert isinstance(konto, Konto)
    stand = faktorstand(request, handlung)
    if not stand.eingerichtet:
        raise ZweitfaktorFehler(
            _("Dafür brauchen Sie einen zweiten Faktor. Bitte richten Sie ihn unter „Mein Konto“ ein."),
            code="kein_faktor",
        )
    if stand.bestaetigt:
        request.session.pop(IN_SITZUNG)
        return stand.bestaetigt
    if not code.strip():
        raise ZweitfaktorFehler(_("Bitte den Code eingeben."), feld="code")
    # The form of the house for confirming: counts tries, takes a code once, tells allauth of a failure.
    form = CodeBestaetigenForm(data={"code": code}, user=konto)
    if not form.is_valid():
        raise ZweitfaktorFehler(str(form.errors["code"][0]), feld="code")
    form.authenticator.record_usage()
    return str(ARTEN[form.authenticator.type])


def ausweis_verlangen(request: HttpRequest, handlung: str) -> None:
    """What is proved from now on counts for this act; what was proved before does not."""
    request.session[IN_SITZUNG] = {"handlung": handlung, "seit": time.time()}


def _ausgewiesen(request: HttpRequest, handlung: str) -> str:
    verlangt = request.session.get(IN_SITZUNG)
    if not verlangt or verlangt["handlung"] != handlung:
        return ""
    fruehestens = max(verlangt["seit"], time.time() - FRIST)
    for nachweis in reversed(get_authentication_records(request, request.user)):
        # By password alone nobody has shown a second factor.
        if nachweis["method"] == "mfa" and nachweis.get("reauthenticated") and nachweis["at"] >= fruehestens:
            return str(ARTEN[nachweis["type"]])
    return ""


class ZweitfaktorMixin:
    """For a form of one act. Before `KernForm` in the list of bases; takes `request`."""

    request: HttpRequest
    faktorstand: Faktorstand
    bestaetigt_mit = ""
    """With what it was confirmed, for the record of the act."""

    def __init__(self, *args: Any, request: HttpRequest, handlung: str = "", **kwargs: Any) -> None:
        self.request, self.handlung = request, handlung
        super().__init__(*args, **kwargs)
        self.faktorstand = faktorstand(request, handlung)
        if self.faktorstand.eingerichtet and not self.faktorstand.bestaetigt:
            self.fields["code"] = _codefeld()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        daten: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        if self.errors:  # type: ignore[attr-defined]
            return daten
        try:
            self.bestaetigt_mit = zweiter_faktor_pruefen(
                self.request, daten.get("code", ""), handlung=self.handlung
            )
        except ZweitfaktorFehler as fehler:
            self.add_error(fehler.feld if fehler.feld in self.fields else None, fehler.meldung)  # type: ignore[attr-defined]
        return daten


def _codefeld() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."),
        error_messages={"required": gettext_lazy("Bitte den Code eingeben.")},
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "off",
                "spellcheck": "false",
            }
        ),
    )
