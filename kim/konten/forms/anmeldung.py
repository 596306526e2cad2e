"""Signing in, passwords: allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kim.basis.vorfuehrung import VORFUEHRUNG
from kim.konten.models import Konto
from kim.web.formulare import KernForm, KernFormMixin

_REGELN = _("Mindestens 12 Zeichen. Am besten mehrere Wörter, die nicht zusammengehören.")
_VERSCHIEDEN = _("Die beiden Passwörter sind verschieden. Bitte noch einmal gleich eingeben.")


def _einkleiden(form: forms.BaseForm, **beschriftungen: tuple[Any, Any]) -> None:
    """Label and help; allauth's placeholders go, because they vanish while typing."""
    for name, (beschriftung, hilfe) in beschriftungen.items():
        feld = form.fields[name]
        feld.label, feld.help_text = beschriftung, hilfe
        feld.widget.attrs.pop("placeholder", None)


class AnmeldungForm(KernFormMixin, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _einkleiden(self, login=(_("E-Mail-Adresse"), ""), password=(_("Passwort"), ""))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self._vorfuehrkonto_einsetzen()

    def _vorfuehrkonto_einsetzen(self) -> None:
        """In the demo a role can be chosen; the address holds the key of the role, not the person."""
        als = self.request.GET.get("als", "") if self.request else ""
        if settings.KIM_DEMO and als in VORFUEHRUNG:
            konto = VORFUEHRUNG[als]
            self.initial.update(login=konto.email, password=konto.passwort)
            self.fields["password"].widget.render_value = True


class PasswortVergessenForm(KernFormMixin, allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _einkleiden(self, email=(_("E-Mail-Adresse"), _("Die Adresse, mit der Sie sich anmelden.")))


class _ZweimalGleich:
    """One message, in our words, at the second field."""

    def clean(self) -> dict[str, Any]:
        daten = forms.Form.clean(self) or self.cleaned_data  # type: ignore[arg-type, attr-defined]
        erstes, zweites = daten.get("password1"), daten.get("password2")
        if erstes and zweites and erstes != zweites:
            self.add_error("password2", ValidationError(_VERSCHIEDEN, code="verschieden"))  # type: ignore[attr-defined]
        return daten


class NeuesPasswortForm(_ZweimalGleich, KernFormMixin, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _einkleiden(
            self, password1=(_("Neues Passwort"), _REGELN), password2=(_("Neues Passwort wiederholen"), "")
        )


class PasswortAendernForm(_ZweimalGleich, KernFormMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _einkleiden(
            self,
            oldpassword=(_("Jetziges Passwort"), ""),
            password1=(_("Neues Passwort"), _REGELN),
            password2=(_("Neues Passwort wiederholen"), ""),
        )


class PasswortBestaetigenForm(KernFormMixin, allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _einkleiden(self, password=(_("Passwort"), ""))


class EinladungForm(_ZweimalGleich, KernForm):
    """The first password, set by the person herself."""

    password1 = forms.CharField(
        label=_("Passwort"),
        help_text=_REGELN,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Passwort wiederholen"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, konto: Konto, **kwargs: Any) -> None:
        self.konto = konto
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password1"], self.konto)


class AnmeldelinkForm(KernForm):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Die Adresse, an die Sie Einladungen zu Sitzungen bekommen."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
