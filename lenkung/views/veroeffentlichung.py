"""Publishing a Niederschrift and taking it back, and switching the public pages of a Gremium."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, Ueberholt
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.oeffentlich import oeffentlichkeit_von, vorbehaltene_titel
from lenkung.domain.queries.veroeffentlichung import (
    hindernisse,
    ist_genehmigt,
    laufende_veroeffentlichung,
    oeffentlichkeitsregel,
)
from lenkung.domain.veroeffentlichung import oeffentlichkeit_einstellen, veroeffentlichen, zurueckziehen
from lenkung.forms.veroeffentlichung import OeffentlichkeitForm, VeroeffentlichenForm, ZurueckziehenForm
from lenkung.models import Gremienoeffentlichkeit, Niederschrift, Niederschriftsfassung, Sitzung
from lenkung.pdf.oeffentlich import bild_der_fassung
from lenkung.regeln.niederschriftsdaten import aus_inhalt
from lenkung.regeln.oeffentliche_fassung import Freigabe, oeffentliche_fassung
from lenkung.regeln.oeffentliche_texte import freitexte, nur_bekannte, vorgeschlagene_texte
from lenkung.views.niederschriftsseiten import gefuehrte_sitzung_holen, zur_niederschrift
from lenkung.views.seiten import ausfuehren, krumen, rueckfrage
from lenkung.views.sitzungsseiten import krumen as krumen_der_sitzung


def gremium(request: Anfrage, pk: int) -> HttpResponse:
    """The switch, per Gremium; off until somebody turns it on."""
    satz = get_object_or_404(permissions.vorbereitete_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_oeffentlichkeit_einstellen(request.akteur, satz))
    bisher = oeffentlichkeit_von(satz)
    form = OeffentlichkeitForm(*eingaben(request), instance=bisher or Gremienoeffentlichkeit(gremium=satz))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:gremium-oeffentlichkeit", args=[pk]),
            lambda neu: (
                _("Die öffentliche Seite ist eingeschaltet.")
                if neu.eingeschaltet
                else _("Gespeichert. Die öffentliche Seite ist ausgeschaltet.")
            ),
            oeffentlichkeit_einstellen,
            gremium_id=pk,
            **{name: form.cleaned_data[name] for name in form.Meta.fields},
        )
        if weiter:
            return weiter
    stand = oeffentlichkeit_von(satz)
    return render(
        request,
        "lenkung/oeffentlich_schalter.html",
        {
            "form": form,
            "gremium": satz,
            "krumen": krumen(satz),
            "abbrechen_url": reverse("lenkung:gremium-detail", args=[pk]),
            "seite_url": _seite_des_gremiums(stand),
            "vorbehaltene": vorbehaltene_titel(stand) if stand and stand.eingeschaltet else [],
        },
    )


def _seite_des_gremiums(satz: Gremienoeffentlichkeit | None) -> str:
    if satz is None or not satz.eingeschaltet:
        return ""
    return reverse("oeffentlich:gremium", args=[satz.gremium.kreis.kuerzel, satz.adresse])


def veroeffentlichen_seite(request: Anfrage, pk: int) -> HttpResponse:
    sitzung, niederschrift = _niederschrift(request, pk)
    fassung = geltende_fassung(niederschrift)
    entgegen = hindernisse(niederschrift)
    kontext: dict[str, Any] = {
        "sitzung": sitzung,
        "krumen": _weg(sitzung),
        "abbrechen_url": zur_niederschrift(pk),
        "regel": oeffentlichkeitsregel(sitzung),
        "hindernisse": entgegen,
        "schalter_url": reverse("lenkung:gremium-oeffentlichkeit", args=[sitzung.gremium_id]),
        "laufende": laufende_veroeffentlichung(niederschrift),
        "vorlaeufig": not ist_genehmigt(niederschrift),
    }
    if entgegen or fassung is None:
        return render(request, "lenkung/oeffentlich_veroeffentlichen.html", kontext)
    form = _form(request, sitzung, fassung)
    if request.method == "POST" and form.is_valid() and "vorschau" not in request.POST:
        try:
            veroeffentlichen(
                sitzung_id=pk,
                inhalt_hash=form.cleaned_data["inhalt_hash"],
                auswahl=form.auswahl(),
                akteur=request.akteur,
            )
        except Ueberholt as fehler:
            form.noch_einmal_lesen(fassung.inhalt_hash)
            form.fachfehler(fehler)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Niederschrift ist veröffentlicht. Das PDF wird gesetzt."))
            return redirect(zur_niederschrift(pk, "veroeffentlichung"))
    if "vorschau" in request.POST and form.is_valid():
        kontext["bild"] = _vorschau(sitzung, fassung, form)
    return render(request, "lenkung/oeffentlich_veroeffentlichen.html", {**kontext, "form": form})


def zurueckziehen_seite(request: Anfrage, pk: int) -> HttpResponse:
    sitzung, niederschrift = _niederschrift(request, pk)
    if laufende_veroeffentlichung(niederschrift) is None:
        messages.info(request, _("Diese Niederschrift ist nicht veröffentlicht."))
        return redirect(zur_niederschrift(pk))
    form = ZurueckziehenForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_niederschrift(pk, "veroeffentlichung"),
            lambda _satz: _("Die Niederschrift ist zurückgezogen."),
            zurueckziehen,
            sitzung_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("Veröffentlichung zurückziehen"),
        folgen=[
            _("Seite, PDF, Beschlüsse und OParl zeigen diese Niederschrift sofort nicht mehr."),
            _("Zwischenspeicher im Netz können sie noch fünf Minuten zeigen, Kopien bei anderen bleiben."),
            _("In der Akte bleibt sie mit Ihrem Grund erhalten."),
        ],
        knopf=_("Zurückziehen"),
        weg=_weg(sitzung),
    )


def _niederschrift(request: Anfrage, pk: int) -> tuple[Sitzung, Niederschrift]:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    niederschrift = get_object_or_404(permissions.sichtbare_niederschriften(request.akteur), sitzung=sitzung)
    niederschrift.sitzung = sitzung
    verlange_erlaubnis(permissions.darf_veroeffentlichen(request.akteur, sitzung))
    return sitzung, niederschrift


def _weg(sitzung: Sitzung) -> list[tuple[Any, str]]:
    return [*krumen_der_sitzung(sitzung), (_("Niederschrift"), zur_niederschrift(sitzung.pk))]


def _namen(sitzung: Sitzung) -> bool:
    satz = oeffentlichkeit_von(sitzung.gremium)
    return satz is not None and satz.namen


def _form(request: Anfrage, sitzung: Sitzung, fassung: Niederschriftsfassung) -> VeroeffentlichenForm:
    daten = aus_inhalt(fassung.inhalt)
    alle = frozenset(satz.punkt for satz in daten.punkte if satz.punkt is not None)
    freigabe = nur_bekannte(daten, Freigabe(_namen(sitzung), alle))
    return VeroeffentlichenForm(
        *eingaben(request),
        daten=daten,
        texte=freitexte(daten, freigabe),
        vorschlaege=vorgeschlagene_texte(daten, freigabe),
        inhalt_hash=fassung.inhalt_hash,
    )


def _vorschau(sitzung: Sitzung, fassung: Niederschriftsfassung, form: VeroeffentlichenForm) -> Any:
    daten, auswahl = aus_inhalt(fassung.inhalt), form.auswahl()
    freigabe = nur_bekannte(daten, Freigabe(_namen(sitzung), auswahl.erklaerungen, auswahl.texte))
    return bild_der_fassung(oeffentliche_fassung(daten, freigabe))
