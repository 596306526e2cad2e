"""One form, one act of the domain, one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kim.basis.erlaubnis import Erlaubnis
from kim.basis.fehler import Fachfehler


def verlange_erlaubnis(erlaubnis: Erlaubnis) -> None:
    """403 with the reason, for what one may see but not do now."""
    if not erlaubnis:
        raise PermissionDenied(erlaubnis.grund)


def versuchen(form: Any, handlung: Callable[..., Any], /, **angaben: Any) -> Any:
    """Runs the act; a refusal lands in the form, with everything that was typed."""
    try:
        return handlung(**angaben)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    except ValidationError as fehler:
        _eintragen(form, fehler)
    return None


def _eintragen(form: forms.BaseForm, fehler: ValidationError) -> None:
    if not hasattr(fehler, "error_dict"):
        form.add_error(None, fehler)
        return
    for feld, einzelne in fehler.error_dict.items():
        form.add_error(feld if feld in form.fields else None, einzelne)


def vorgang(
    request: HttpRequest,
    *,
    form: Any,
    handlung: Callable[..., Any],
    angaben: Callable[[Any], dict[str, Any]],
    erfolg: Callable[[Any], str],
    ziel: str,
    vorlage: str,
    kontext: dict[str, Any],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        ergebnis = versuchen(form, handlung, **angaben(form))
        if ergebnis is not None:
            messages.success(request, erfolg(ergebnis))
            return redirect(ziel)
    return render(request, vorlage, {"form": form, "abbrechen_url": ziel, **kontext})
