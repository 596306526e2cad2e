"""The texts of consents: which languages are checked, reading every version, writing the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casemgmt import permissions
from casemgmt.domain.einwilligungstexte import (
    abweichungen,
    entwuerfe,
    geltende_fassungen,
    geltender_text,
    letzte_fassungen,
    muendlich_tage,
    muendlich_tage_setzen,
    text_freigeben,
    text_schreiben,
)
from casemgmt.forms.einwilligungstexte import NAMEN, FreigabeForm, MuendlichTageForm, TextForm
from casemgmt.models import Einwilligungstext
from casemgmt.models.einwilligungsauswahl import SPRACHNAMEN
from casemgmt.regeln.einwilligungstext import TEILE, Sprachtext, aus_wert
from casemgmt.views.einwilligungsseiten import Krumen, formularseite, krumen, versuchen
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis


def _weg(sprache: str = "") -> Krumen:
    weg = [*krumen(), (_("Texte"), reverse("casemgmt:einwilligungstexte"))]
    if sprache:
        weg.append((dict(SPRACHNAMEN)[sprache], reverse("casemgmt:einwilligungstext", args=[sprache])))
    return weg


def texte(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    pflegt = permissions.darf_einwilligungstexte_pflegen(request.akteur, kreis_id)
    form = MuendlichTageForm(*eingaben(request), initial={"tage": muendlich_tage(kreis_id)})
    if request.method == "POST":
        verlange_erlaubnis(pflegt)
        if form.is_valid() and versuchen(
            form,
            muendlich_tage_setzen,
            kreis_id=kreis_id,
            tage=form.cleaned_data["tage"],
            akteur=request.akteur,
        ):
            messages.success(request, _("Gespeichert."))
            return redirect("casemgmt:einwilligungstexte")
    letzte, geltend = letzte_fassungen(kreis_id), geltende_fassungen(kreis_id)
    zeilen = [(k, name, letzte.get(k), geltend.get(k)) for k, name in SPRACHNAMEN]
    offen = sum(1 for _k, _name, satz, _gilt in zeilen if satz is None or not satz.geprueft)
    return render(
        request,
        "casemgmt/einwilligungstexte.html",
        {
            "krumen": _weg()[:-1],
            "zeilen": zeilen,
            "stand": ngettext(
                "Eine Sprache ist noch ein Entwurf.", "%(n)d Sprachen sind noch Entwürfe.", offen
            )
            % {"n": offen}
            if offen
            else _("Alle Sprachen sind geprüft."),
            "form": form if pflegt else None,
            "tage": muendlich_tage(kreis_id),
        },
    )


def _kennt(sprache: str) -> None:
    if sprache not in entwuerfe():
        raise Http404


def text(request: Anfrage, sprache: str) -> HttpResponse:
    """The last version of a language, the way to the next, and all that were before."""
    _kennt(sprache)
    kreis_id = kreis_id_von(request)
    pflegt = permissions.darf_einwilligungstexte_pflegen(request.akteur, kreis_id)
    satz = letzte_fassungen(kreis_id).get(sprache)
    form: Any = FreigabeForm(*eingaben(request), initial={"fassung": satz.fassung if satz else 0})
    if request.method == "POST":
        verlange_erlaubnis(pflegt)
        if form.is_valid() and versuchen(
            form,
            text_freigeben,
            kreis_id=kreis_id,
            sprache=sprache,
            akteur=request.akteur,
            **form.cleaned_data,
        ):
            messages.success(request, _("Geprüft. Neue Einwilligungen verwenden diesen Wortlaut."))
            return redirect("casemgmt:einwilligungstext", sprache)
        if getattr(form, "ueberholt", False):
            messages.error(
                request, _("Inzwischen gibt es eine neue Fassung. Sie steht unten; bitte diese prüfen.")
            )
            return redirect("casemgmt:einwilligungstext", sprache)
    return _seite(
        request,
        sprache,
        satz,
        bearbeiten_url=reverse("casemgmt:einwilligungstext-bearbeiten", args=[sprache]) if pflegt else "",
        form=form if pflegt and not (satz and satz.geprueft) else None,
    )


def fassung(request: Anfrage, sprache: str, nummer: int) -> HttpResponse:
    """One version as it was written, for ever; 0 is the one that KIM brings along."""
    _kennt(sprache)
    satz = None
    if nummer:
        menge = permissions.sichtbare_einwilligungstexte(request.akteur)
        satz = get_object_or_404(menge, sprache=sprache, fassung=nummer)
    return _seite(request, sprache, satz, alt=True)


def _seite(
    request: Anfrage, sprache: str, satz: Einwilligungstext | None, *, alt: bool = False, **angaben: Any
) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    eigene = aus_wert(satz.inhalt) if satz else entwuerfe()[sprache]
    deutsch = geltender_text(kreis_id, "de")[0]
    gilt = geltende_fassungen(kreis_id).get(sprache)
    return render(
        request,
        "casemgmt/einwilligungstext.html",
        {
            "krumen": _weg(sprache) if alt else _weg(),
            "name": dict(SPRACHNAMEN)[sprache],
            "eigene": eigene,
            "paare": [
                (getattr(deutsch, teil)[name], getattr(eigene, teil)[name])
                for teil, namen in TEILE.items()
                for name in namen
            ],
            "satz": satz,
            "alt": alt,
            "gilt": (gilt.pk if gilt else None) == (satz.pk if satz else None),
            "fassungen": permissions.sichtbare_einwilligungstexte(request.akteur)
            .filter(sprache=sprache)
            .select_related("geschrieben_von", "freigegeben_von")
            .order_by("-fassung"),
            **angaben,
        },
    )


def bearbeiten(request: Anfrage, sprache: str) -> HttpResponse:
    _kennt(sprache)
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_einwilligungstexte_pflegen(request.akteur, kreis_id))
    satz = letzte_fassungen(kreis_id).get(sprache)
    bisher = aus_wert(satz.inhalt) if satz else entwuerfe()[sprache]
    auf = satz.fassung if satz else 0
    form = TextForm(*eingaben(request), text=bisher, deutsch=geltender_text(kreis_id, "de")[0], auf=auf)
    inzwischen: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            text_schreiben,
            kreis_id=kreis_id,
            sprache=sprache,
            auf=form.cleaned_data["auf"],
            texte=form.texte(),
            aenderung=form.cleaned_data["aenderung"],
            akteur=request.akteur,
        )
        if neu:
            messages.success(
                request,
                _("Fassung %(n)d ist gespeichert. Bitte prüfen lassen und hier als geprüft vermerken.")
                % {"n": neu.fassung},
            )
            return redirect("casemgmt:einwilligungstext", sprache)
        if getattr(form, "ueberholt", False):
            inzwischen = _inzwischen(kreis_id, sprache, form.cleaned_data["auf"], bisher)
            getippt: Any = form.data
            form.data = getippt.copy()
            form.data["auf"] = str(auf)  # type: ignore[index]
    return formularseite(
        request,
        form=form,
        titel=_("Neue Fassung schreiben"),
        unterzeile=dict(SPRACHNAMEN)[sprache],
        hinweis=_("Fassung %(n)d bleibt, wie sie ist. Was in {…} steht, füllt KIM aus.") % {"n": auf}
        if auf
        else _("Der mitgelieferte Wortlaut bleibt lesbar. Was in {…} steht, füllt KIM aus."),
        knopf=_("Als neue Fassung speichern"),
        krumen=_weg(sprache),
        inzwischen=inzwischen,
    )


def _inzwischen(kreis_id: int, sprache: str, gesehen: int, jetzt: Sprachtext) -> list[tuple[str, str]]:
    """What the other person wrote, sentence by sentence, beside what was on the screen when one began."""
    alt = Einwilligungstext.objects.filter(kreis_id=kreis_id, sprache=sprache, fassung=gesehen).first()
    vorher = aus_wert(alt.inhalt) if alt else entwuerfe()[sprache]
    return [
        (str(NAMEN[teil][name]), getattr(jetzt, teil)[name]) for teil, name in abweichungen(vorher, jetzt)
    ]
