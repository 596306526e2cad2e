"""The invitation to a session: what is checked before, what is read, one button; afterwards the proof."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.fehler import Fachfehler
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.feste_abfrage import feste_abfrage
from lenkung import permissions
from lenkung.domain.queries.einladung import Vorhaben, vorhaben_von
from lenkung.domain.queries.mailvorschau import mailvorschau
from lenkung.domain.sendung import (
    einladung_vorbereiten,
    fertiges_pdf,
    sendung_aendern,
    sendung_auffrischen,
    sendung_verwerfen,
    vorhaben_der_sendung,
)
from lenkung.domain.versenden import Versandt, aenderung_versenden, einladung_versenden
from lenkung.forms.sendungen import SendenForm, WorteForm
from lenkung.models import Sendung, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandpruefung import VOR_DEM_VORBEREITEN, Fristlage, Gewicht, sperrende
from lenkung.views.seiten import ausfuehren, formularseite
from lenkung.views.sendungsnachweis import nachweisseite
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import krumen, sitzung_holen

GEWICHTE = {
    Gewicht.HINDERNIS: ("schlecht", gettext_lazy("fehlt")),
    Gewicht.BEGRUENDUNG: ("achtung", gettext_lazy("nur mit Begründung")),
    Gewicht.HINWEIS: ("hinweis", gettext_lazy("Hinweis")),
    Gewicht.ERFUELLT: ("gut", gettext_lazy("erfüllt")),
}
_NACH_DER_EINLADUNG = frozenset({"frist", "letzter_tag", "frist_versaeumt", "nur_dringlich", "dringlich"})


def sitzung_mit_allem(request: Anfrage, pk: int) -> Sitzung:
    """With all that the checks need, so that they ask nothing more; hidden from whoever only takes part."""
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_hinter_die_kulissen(request.akteur, sitzung))
    return sitzung


def sendungen_von(sitzung: Sitzung) -> list[Sendung]:
    saetze = _sendungen(sitzung.pk)
    for satz in saetze:
        satz.sitzung = sitzung
    return saetze


@feste_abfrage
def _sendungen(sitzung_id: int) -> QuerySet[Sendung]:
    menge = Sendung.objects.filter(sitzung_id=sitzung_id).exclude(stand=Sendungsstand.VERWORFEN.value)
    return menge.select_related("fassung", "pdf")


def einladung(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_mit_allem(request, pk)
    sendungen = sendungen_von(sitzung)
    entwurf = next((s for s in sendungen if s.lage is Sendungsstand.VORBEREITET), None)
    if entwurf is None and any(s.sendungsart is Sendungsart.EINLADUNG for s in sendungen):
        return nachweisseite(request, sitzung, sendungen)
    return _vor_dem_versand(request, sitzung, entwurf)


def _vor_dem_versand(request: Anfrage, sitzung: Sitzung, entwurf: Sendung | None) -> HttpResponse:
    vorhaben = vorhaben_der_sendung(entwurf) if entwurf else vorhaben_von(sitzung, None)
    aenderung = entwurf is not None and entwurf.sendungsart is Sendungsart.AENDERUNG
    punkte = [
        (punkt, *GEWICHTE[punkt.gewicht])
        for punkt in vorhaben.pruefpunkte
        if not (aenderung and punkt.code in _NACH_DER_EINLADUNG)
    ]
    darf = permissions.darf_vorbereiten(request.akteur, sitzung)
    return render(
        request,
        "lenkung/einladung.html",
        {
            **rahmen(request, sitzung, "einladung"),
            "vorhaben": vorhaben,
            "entwurf": entwurf,
            "aenderung": aenderung,
            "pruefpunkte": punkte,
            "sperrt": bool(sperrende(vorhaben.pruefpunkte, zur_einladung=not aenderung)),
            "vorbereitbar": VOR_DEM_VORBEREITEN.isdisjoint(p.code for p in vorhaben.pruefpunkte),
            "zu_spaet": vorhaben.fristlage is Fristlage.VERSAEUMT and not aenderung,
            "nur_dringlich": vorhaben.fristlage is Fristlage.DRINGLICH and not aenderung,
            "darf_vorbereiten": darf,
            "darf_verlegen": permissions.darf_sitzung_aendern(request.akteur, sitzung),
            "geplant": sitzung.lage is Sitzungsstand.GEPLANT,
            "offen": sitzung.stand != Sitzungsstand.ABGESAGT.value,
            **(_vorschau(request, entwurf, vorhaben) if entwurf else {}),
        },
    )


def _vorschau(request: Anfrage, entwurf: Sendung, vorhaben: Vorhaben) -> dict[str, Any]:
    """How far the PDF of exactly this content is; nothing else can be sent."""
    abdruck = vorhaben.abdruck
    if entwurf.pdf_inhalt != abdruck:
        return {"veraltet": True}
    pdf = fertiges_pdf(entwurf, abdruck)
    if pdf is not None:
        return {
            "pdf": pdf,
            "form": SendenForm(initial={"sendung": entwurf.pk, "gelesen": abdruck}),
        }
    auftrag: Any = sichtbare_auftraege(request.akteur).filter(pk=entwurf.pdf_auftrag_id or 0).first()
    return {
        "auftrag": auftrag,
        "stand_url": reverse("lenkung:druck", args=[auftrag.pk]) if auftrag else "",
        "wiederholen_url": reverse("lenkung:druck-wiederholen", args=[auftrag.pk])
        if auftrag and darf_wiederholen(request.akteur, auftrag)
        else "",
    }


# Acts -------------------------------------------------------------------------------------------------------


def zur_seite(sitzung_id: int) -> str:
    return reverse("lenkung:sitzung-einladung", args=[sitzung_id])


def tun(request: Anfrage, pk: int, was: Any, meldung: Any, **angaben: Any) -> HttpResponse:
    """A button: does the one thing, says what came of it, and leads back to the page."""
    try:
        ergebnis = was(akteur=request.akteur, **angaben)
    except Fachfehler as fehler:
        if fehler.code == "schon_versandt":
            messages.info(request, _("Das ist schon versandt. Hier sehen Sie, was daraus wurde."))
        else:
            messages.error(request, fehler.meldung)
    else:
        messages.success(request, meldung(ergebnis))
    return redirect(zur_seite(pk))


def versandmeldung(was: Versandt) -> str:
    teile = [
        ngettext("%(n)s E-Mail liegt im Postausgang.", "%(n)s E-Mails liegen im Postausgang.", was.erreicht)
        % {"n": was.erreicht}
    ]
    if was.ohne_adresse:
        teile.append(
            _("Ohne E-Mail-Adresse, bitte anders unterrichten: %(namen)s.")
            % {"namen": ", ".join(was.ohne_adresse)}
        )
    return " ".join(teile)


def entwurf_holen(request: Anfrage, pk: int) -> Sendung:
    sitzung = sitzung_mit_allem(request, pk)
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, sitzung))
    satz = get_object_or_404(
        permissions.sichtbare_sendungen(request.akteur).select_related("fassung"),
        sitzung_id=pk,
        stand=Sendungsstand.VORBEREITET.value,
    )
    satz.sitzung = sitzung
    return satz


@require_POST
def vorbereiten(request: Anfrage, pk: int) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, sitzung_mit_allem(request, pk)))
    return tun(
        request,
        pk,
        einladung_vorbereiten,
        lambda _satz: _("Die Einladung wird zusammengestellt. Lesen Sie sie hier, bevor Sie sie senden."),
        sitzung_id=pk,
    )


def worte(request: Anfrage, pk: int) -> HttpResponse:
    entwurf = entwurf_holen(request, pk)
    vorhaben = vorhaben_der_sendung(entwurf)
    form = WorteForm(
        *eingaben(request),
        instance=entwurf,
        heute=timezone.localdate(),
        initial={"stand": stand_von(entwurf)},
        fristlage=vorhaben.fristlage
        if entwurf.sendungsart is Sendungsart.EINLADUNG
        else Fristlage.NICHT_GEREGELT,
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_seite(pk),
            lambda _satz: _("Gespeichert. Die Vorschau wird neu erstellt."),
            sendung_aendern,
            sendung_id=entwurf.pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Worte und Dringlichkeit") if "dringlich" in form.fields else _("Persönliche Worte"),
        weg=[*krumen(entwurf.sitzung), (_("Einladung"), zur_seite(pk))],
    )


@require_POST
def erneuern(request: Anfrage, pk: int) -> HttpResponse:
    entwurf = entwurf_holen(request, pk)
    return tun(
        request,
        pk,
        sendung_auffrischen,
        lambda _satz: _("Die Vorschau wird neu erstellt."),
        sendung_id=entwurf.pk,
    )


@require_POST
def senden(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_mit_allem(request, pk)
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, sitzung))
    form = SendenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte sehen Sie die Vorschau noch einmal an."))
        return redirect(zur_seite(pk))
    sendung = get_object_or_404(
        permissions.sichtbare_sendungen(request.akteur), pk=form.cleaned_data["sendung"], sitzung_id=pk
    )
    was = einladung_versenden if sendung.sendungsart is Sendungsart.EINLADUNG else aenderung_versenden
    return tun(request, pk, was, versandmeldung, sendung_id=sendung.pk, gelesen=form.cleaned_data["gelesen"])


@require_POST
def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    entwurf = entwurf_holen(request, pk)
    return tun(
        request,
        pk,
        sendung_verwerfen,
        lambda _satz: _("Verworfen. Es ist nichts hinausgegangen."),
        sendung_id=entwurf.pk,
    )


def mail(request: Anfrage, pk: int) -> HttpResponse:
    """The text as a member reads it, in the words that the Kreis has chosen."""
    entwurf = entwurf_holen(request, pk)
    return render(
        request,
        "lenkung/einladung_mail.html",
        {
            "krumen": [*krumen(entwurf.sitzung), (_("Einladung"), zur_seite(pk))],
            "vorschau": mailvorschau(vorhaben_der_sendung(entwurf)),
            "zurueck_url": zur_seite(pk),
        },
    )
