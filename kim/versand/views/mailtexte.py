"""The mail texts of the Kreis: read, word anew, try out, go back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kim.basis.fehler import Fachfehler, Ueberholt
from kim.basis.mailtext import MAILTEXTE, Mailtextart
from kim.protokoll.permissions import SEHEN as HISTORIE_SEHEN
from kim.versand import permissions
from kim.versand.domain.mailtexte import (
    mailtext_aendern,
    mailtext_zuruecksetzen,
    mit_beispielen,
    probemail_senden,
    stand_des_textes,
    text_pruefen,
)
from kim.versand.domain.queries.mailtexte import GeltenderText, geltende_texte, geltender_text
from kim.versand.forms.mailtexte import MailtextForm
from kim.versand.regeln.empfaenger import Empfaenger
from kim.versand.views.anfrage import Anfrage, kreis_id_von, verlange_erlaubnis


def liste(request: Anfrage) -> HttpResponse:
    texte = geltende_texte(kreis_id=kreis_id_von(request))
    return render(request, "versand/mailtexte.html", {"texte": texte})


def _text(request: Anfrage, art: str) -> GeltenderText:
    if art not in MAILTEXTE:
        raise Http404
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_texte_aendern(request.akteur, kreis_id))
    return geltender_text(kreis_id=kreis_id, art=art)


@require_http_methods(["GET", "POST"])
def bearbeiten(request: Anfrage, art: str) -> HttpResponse:
    """One form, three buttons: save, preview, trial mail to oneself."""
    geltend = _text(request, art)
    form = MailtextForm(
        request.POST or None,
        initial={"betreff": geltend.betreff, "text": geltend.text, "stand": stand_des_textes(geltend)},
    )
    vorschau = None
    if request.method == "POST" and form.is_valid():
        tat = request.POST.get("tat", "")
        try:
            if tat == "vorschau":
                vorschau = _vorschau(geltend.art, form)
            elif tat == "probemail":
                _probemail(request, geltend.art, form)
            else:
                _speichern(request, geltend.art, form)
                return redirect("versand:mailtext-liste")
        except Ueberholt as fehler:
            # The next attempt counts against what is stored now: the person has been told to compare.
            eingaben = request.POST.copy()
            eingaben["stand"] = stand_des_textes(_text(request, art))
            form.data = eingaben
            form.fachfehler(fehler)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        except ValidationError as fehler:
            form.add_error(None, fehler.messages)
    return render(
        request,
        "versand/mailtext.html",
        {
            "form": form,
            "geltend": geltend,
            "art": geltend.art,
            "vorschau": vorschau,
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def _vorschau(art: Mailtextart, form: MailtextForm) -> dict[str, str]:
    angaben = {"betreff": form.cleaned_data["betreff"], "text": form.cleaned_data["text"]}
    text_pruefen(art, **angaben)
    betreff, text = mit_beispielen(art, **angaben)
    return {"betreff": betreff, "text": text}


def _probemail(request: Anfrage, art: Mailtextart, form: MailtextForm) -> None:
    probemail_senden(
        kreis_id=kreis_id_von(request),
        art=art.schluessel,
        betreff=form.cleaned_data["betreff"],
        text=form.cleaned_data["text"],
        person=Empfaenger(
            request.akteur.akteur_name,
            request.user.email,  # type: ignore[union-attr]
            konto_id=request.akteur.konto_id,
        ),
        akteur=request.akteur,
    )
    messages.success(
        request, _("Die Probemail ist unterwegs an Ihre Adresse. Gespeichert ist Ihr Text damit noch nicht.")
    )


def _speichern(request: Anfrage, art: Mailtextart, form: MailtextForm) -> None:
    mailtext_aendern(
        kreis_id=kreis_id_von(request),
        art=art.schluessel,
        betreff=form.cleaned_data["betreff"],
        text=form.cleaned_data["text"],
        akteur=request.akteur,
        erwarteter_stand=form.cleaned_data["stand"],
    )
    messages.success(request, _("„%(titel)s“ ist gespeichert.") % {"titel": art.titel})


def zuruecksetzen(request: Anfrage, art: str) -> HttpResponse:
    geltend = _text(request, art)
    if request.method == "POST":
        try:
            mailtext_zuruecksetzen(kreis_id=kreis_id_von(request), art=art, akteur=request.akteur)
        except Fachfehler as fehler:
            messages.error(request, fehler.meldung)
        else:
            messages.success(request, _("Es gilt wieder der Text des Hauses."))
        return redirect("versand:mailtext-bearbeiten", art)
    return render(request, "versand/mailtext_zuruecksetzen.html", {"geltend": geltend, "art": geltend.art})
