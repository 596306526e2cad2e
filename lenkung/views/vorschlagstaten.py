"""What is done with a proposal: ask back, answer, postpone, take, decline, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.erlaubnis import Erlaubnis
from kim.web.anfrage import Anfrage, eingaben
from lenkung import permissions
from lenkung.domain import vorschlag as domain
from lenkung.domain.queries.vorschlaege import offene_frage, offene_sitzungen, urteile_fuer
from lenkung.forms import vorschlaege as formulare
from lenkung.models import Gremium, Sitzung, Vorschlag
from lenkung.views.seiten import ausfuehren
from lenkung.views.vorschlagsseiten import krumen, meldung, urteil_in_worten, vorschlag_holen


def _tat(
    request: Anfrage,
    vorschlag: Vorschlag,
    erlaubnis: Erlaubnis,
    form: Any,
    tun: Callable[..., Any],
    *,
    titel: str,
    knopf: str,
    getan: str,
    gefahr: bool = False,
    still: bool = False,
    folgen: tuple[str, ...] = (),
) -> HttpResponse:
    """One page for each act. What cannot be done any more is told on the record; who may not, gets a 403."""
    if not erlaubnis:
        if request.method != "POST" and _zustaendig(request, vorschlag):
            messages.info(request, erlaubnis.grund)
            return redirect("lenkung:vorschlag-detail", vorschlag.pk)
        if not _zustaendig(request, vorschlag):
            raise PermissionDenied(erlaubnis.grund)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:vorschlag-detail", args=[vorschlag.pk]),
            lambda antwort: getan if still else meldung(antwort, getan),
            tun,
            vorschlag_id=vorschlag.pk,
            erwarteter_stand=form.cleaned_data["stand"],
            **form.angaben(),
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/vorschlag_tat.html",
        {
            "form": form,
            "vorschlag": vorschlag,
            "urteil": urteil_in_worten(urteile_fuer([vorschlag]).get(vorschlag.pk)),
            "frage": offene_frage(vorschlag),
            "titel": titel,
            "knopf": knopf,
            "gefahr": gefahr,
            "folgen": folgen,
            "mit_dateien": "dateien" in form.fields,
            "krumen": krumen(request.akteur, vorschlag),
            "abbrechen_url": reverse("lenkung:vorschlag-detail", args=[vorschlag.pk]),
        },
    )


def _zustaendig(request: Anfrage, vorschlag: Vorschlag) -> bool:
    akteur = request.akteur
    bereich = permissions.bereich_von(vorschlag.gremium)
    return permissions.ist_eigener(akteur, vorschlag) or bool(
        akteur.hat_recht(permissions.VORBEREITEN.schluessel, bereich)
    )


def _sitzungen(vorschlag: Vorschlag) -> list[Sitzung]:
    return list(offene_sitzungen(Gremium.objects.filter(pk=vorschlag.gremium_id), timezone.now()))


def nachfragen(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    return _tat(
        request,
        vorschlag,
        permissions.darf_vorschlag_bearbeiten(request.akteur, vorschlag),
        formulare.NachfragenForm(*eingaben(request), vorschlag=vorschlag),
        domain.vorschlag_nachfragen,
        titel=_("Nachfragen"),
        knopf=_("Frage senden"),
        getan=_("Die Frage ist gestellt."),
    )


def antworten(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    return _tat(
        request,
        vorschlag,
        permissions.darf_vorschlag_beantworten(request.akteur, vorschlag),
        formulare.AntwortenForm(*eingaben(request, request.FILES), vorschlag=vorschlag),
        domain.vorschlag_beantworten,
        titel=_("Rückfrage beantworten"),
        knopf=_("Antwort senden"),
        getan=_("Ihre Antwort liegt bei der Geschäftsstelle."),
        still=True,
    )


def verschieben(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    andere = [sitzung for sitzung in _sitzungen(vorschlag) if sitzung.pk != vorschlag.sitzung_id]
    spaeter = [s.pk for s in andere if vorschlag.sitzung is None or s.beginn > vorschlag.sitzung.beginn]
    return _tat(
        request,
        vorschlag,
        permissions.darf_vorschlag_verschieben(request.akteur, vorschlag),
        formulare.VerschiebenForm(
            *eingaben(request),
            vorschlag=vorschlag,
            sitzungen=andere,
            leer=("", _("Themenspeicher, noch ohne Sitzung")),
            initial={"sitzung": str(spaeter[0]) if spaeter else ""},
        ),
        domain.vorschlag_verschieben,
        titel=_("Verschieben"),
        knopf=_("Verschieben"),
        getan=_("Der Vorschlag ist verschoben."),
    )


def aufnehmen(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    sitzungen = _sitzungen(vorschlag)
    erlaubnis = permissions.darf_vorschlag_bearbeiten(request.akteur, vorschlag)
    if erlaubnis and not sitzungen and request.method != "POST":
        messages.info(
            request, _("Es ist keine Sitzung geplant, auf deren Tagesordnung noch etwas kommen kann.")
        )
        return redirect("lenkung:vorschlag-detail", vorschlag.pk)
    offen = {sitzung.pk for sitzung in sitzungen}
    vorgesehen = vorschlag.sitzung_id if vorschlag.sitzung_id in offen else None
    return _tat(
        request,
        vorschlag,
        erlaubnis,
        formulare.AufnehmenForm(
            *eingaben(request),
            vorschlag=vorschlag,
            sitzungen=sitzungen,
            initial={"sitzung": str(vorgesehen or (sitzungen[0].pk if sitzungen else ""))},
        ),
        domain.vorschlag_aufnehmen,
        titel=_("In die Tagesordnung aufnehmen"),
        knopf=_("Aufnehmen"),
        getan=_("Der Vorschlag ist ein Punkt der Tagesordnung."),
    )


def ablehnen(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    return _tat(
        request,
        vorschlag,
        permissions.darf_vorschlag_bearbeiten(request.akteur, vorschlag),
        formulare.AblehnenForm(*eingaben(request), vorschlag=vorschlag),
        domain.vorschlag_ablehnen,
        titel=_("Ablehnen"),
        knopf=_("Ablehnen"),
        getan=_("Der Vorschlag ist abgelehnt."),
        gefahr=True,
        folgen=(
            _("Wer vorgeschlagen hat, bekommt den Grund per E-Mail."),
            _("Der Vorschlag bleibt mit seinem Grund lesbar. Wieder öffnen lässt er sich nicht."),
        ),
    )


def zurueckziehen(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    return _tat(
        request,
        vorschlag,
        permissions.darf_vorschlag_zurueckziehen(request.akteur, vorschlag),
        formulare.ZurueckziehenForm(*eingaben(request), vorschlag=vorschlag),
        domain.vorschlag_zurueckziehen,
        titel=_("Vorschlag zurückziehen"),
        knopf=_("Zurückziehen"),
        getan=_("Der Vorschlag ist zurückgezogen."),
        gefahr=True,
        still=True,
        folgen=(
            _("Der Vorschlag kommt auf keine Tagesordnung. Lesbar bleibt er."),
            _("Wieder öffnen lässt er sich nicht; Sie können ihn neu vorschlagen."),
        ),
    )
