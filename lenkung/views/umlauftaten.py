"""Acts on a circular decision: draft, begin, enter an answer, establish, end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.umlauf import umlaufbild, zulassung_heute
from lenkung.domain.umlauf import (
    Begonnen,
    umlauf_abbrechen,
    umlauf_aendern,
    umlauf_anlegen,
    umlauf_beginnen,
    umlauf_feststellen,
)
from lenkung.domain.umlaufantwort import umlaufantwort_eintragen
from lenkung.forms.gremien import TatForm
from lenkung.forms.umlauf import (
    AbbrechenForm,
    FeststellenForm,
    UmlaufantwortEintragenForm,
    UmlaufForm,
    VerwerfenForm,
)
from lenkung.models import Gremium, Umlaufstimme
from lenkung.regeln.umlauf import Umlaufstand
from lenkung.views.seiten import ausfuehren, formularseite, rueckfrage
from lenkung.views.umlauf import zulassung_angaben
from lenkung.views.umlaufseiten import frist_in_worten, krumen, umlauf_holen


def _zum_umlauf(umlauf: Any) -> str:
    return reverse("lenkung:umlauf-detail", args=[umlauf.pk])


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    gremium: Gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_umlauf_vorbereiten(request.akteur, gremium))
    zugelassen = zulassung_heute(pk, timezone.localdate())
    if not zugelassen:
        angaben = {"gremium": gremium, "krumen": krumen(gremium), **zulassung_angaben(zugelassen)}
        return render(request, "lenkung/umlauf_nicht_zugelassen.html", angaben)
    form = UmlaufForm(*eingaben(request), gremium_id=pk)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_umlauf,
            lambda umlauf: _("Der Entwurf ist gespeichert. Noch ist niemand gefragt."),
            umlauf_anlegen,
            gremium_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Beschluss im Umlauf vorbereiten"),
        weg=krumen(gremium),
        knopf=_("Entwurf speichern"),
        unterzeile=zugelassen.zulassung.befund.rechnung,
    )


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    umlauf = umlauf_holen(request, pk)
    verlange_erlaubnis(permissions.darf_umlauf_aendern(request.akteur, umlauf))
    form = UmlaufForm(*eingaben(request), gremium_id=umlauf.gremium_id, instance=umlauf)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_umlauf,
            lambda umlauf: _("Der Entwurf ist gespeichert."),
            umlauf_aendern,
            umlauf_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Entwurf bearbeiten"),
        weg=krumen(umlauf.gremium, umlauf),
        knopf=_("Entwurf speichern"),
    )


def beginnen(request: Anfrage, pk: int) -> HttpResponse:
    umlauf = umlauf_holen(request, pk)
    verlange_erlaubnis(permissions.darf_umlauf_beginnen(request.akteur, umlauf.gremium))
    form = TatForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request, form, _zum_umlauf(umlauf), _begonnen_meldung, umlauf_beginnen, umlauf_id=pk
        )
        if weiter:
            return weiter
    return _frage(
        request,
        form=form,
        titel=_("Umlauf beginnen?"),
        folgen=[
            _(
                "Jedes Mitglied und jede Stellvertretung eines Sitzes mit Stimme bekommt eine E-Mail mit "
                "einem eigenen Link."
            ),
            _("Geantwortet wird bis %(frist)s.") % {"frist": frist_in_worten(umlauf)},
            _("Wortlaut und Frist lassen sich danach nicht mehr ändern."),
        ],
        knopf=_("Umlauf beginnen"),
        weg=krumen(umlauf.gremium, umlauf),
    )


def _frage(request: Anfrage, **angaben: Any) -> HttpResponse:
    """Asks back; nothing is lost by saying yes."""
    angaben["krumen"] = weg = angaben.pop("weg")
    return render(request, "lenkung/bestaetigen.html", {**angaben, "abbrechen_url": weg[-1][1]})


def _begonnen_meldung(begonnen: Begonnen) -> str:
    teile = [_("Der Umlauf hat begonnen.")]
    if begonnen.erreicht:
        text = ngettext(
            "%(n)s Person bekommt eine E-Mail.", "%(n)s Personen bekommen eine E-Mail.", begonnen.erreicht
        )
        teile.append(text % {"n": begonnen.erreicht})
    if begonnen.ohne_adresse:
        teile.append(
            _("Ohne E-Mail-Adresse, bitte anders fragen: %(namen)s.")
            % {"namen": ", ".join(begonnen.ohne_adresse)}
        )
    return " ".join(teile)


def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    stimme: Umlaufstimme = get_object_or_404(
        permissions.einsehbare_umlaufstimmen(request.akteur).select_related(
            "umlauf__gremium", "sitz__einrichtung", "sitz__gremium"
        ),
        pk=pk,
    )
    umlauf = stimme.umlauf
    verlange_erlaubnis(permissions.darf_umlaufantwort_eintragen(request.akteur, umlauf))
    personen = [
        (teilnahme.pk, f"{teilnahme.name} ({teilnahme.get_rolle_display()})")
        for teilnahme in stimme.teilnahmen.order_by("rolle")
    ]
    if not personen:
        return render(
            request,
            "lenkung/umlauf_sitz_frei.html",
            {
                "sitz": stimme.sitz,
                "krumen": krumen(umlauf.gremium, umlauf),
                "zurueck_url": _zum_umlauf(umlauf),
            },
        )
    form = UmlaufantwortEintragenForm(*eingaben(request), personen=personen)
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        weiter = ausfuehren(
            request,
            form,
            _zum_umlauf(umlauf),
            lambda _teilnahme: _("Die Antwort ist eingetragen."),
            umlaufantwort_eintragen,
            teilnahme_id=int(daten["teilnahme"]),
            antwort=form.antwort(),
            eingegangen_am=daten["eingegangen_am"],
            vermerk=daten["vermerk"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Antwort eintragen"),
        weg=krumen(umlauf.gremium, umlauf),
        knopf=_("Eintragen"),
        unterzeile=_("Für den Sitz %(sitz)s.") % {"sitz": stimme.sitz.name},
    )


def feststellen(request: Anfrage, pk: int) -> HttpResponse:
    umlauf = umlauf_holen(request, pk)
    verlange_erlaubnis(permissions.darf_umlauf_feststellen(request.akteur, umlauf.gremium))
    bild = umlaufbild(umlauf)
    mehrheit = bild.ordnung.mehrheit
    form = FeststellenForm(
        *eingaben(request),
        ohne_mehrheit=mehrheit is None,
        mit_stichentscheid=mehrheit is not None and mehrheit.stichentscheid,
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda beschluss: reverse("lenkung:beschluss-detail", args=[beschluss.pk]),
            lambda beschluss: (
                _("Festgestellt: %(beschluss)s. Alle Befragten bekommen Nachricht.")
                % {"beschluss": beschluss}
            ),
            umlauf_feststellen,
            umlauf_id=pk,
            **form.angaben(),
        )
        if weiter:
            return weiter
    return _frage(
        request,
        form=form,
        titel=_("Ergebnis feststellen?"),
        text=f"„{umlauf.titel}“: {bild.ergebnis()[1].befund.befund.rechnung}",
        folgen=[
            _("Der Beschluss bekommt seine Nummer und steht im Register."),
            _("Alle Befragten bekommen das Ergebnis per E-Mail."),
            _("Danach lässt sich nichts mehr ändern."),
        ],
        knopf=_("Feststellen"),
        weg=krumen(umlauf.gremium, umlauf),
    )


def abbrechen(request: Anfrage, pk: int) -> HttpResponse:
    umlauf = umlauf_holen(request, pk)
    verlange_erlaubnis(permissions.darf_umlauf_abbrechen(request.akteur, umlauf))
    entwurf = umlauf.lage is Umlaufstand.ENTWURF
    form: Any = (VerwerfenForm if entwurf else AbbrechenForm)(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_umlauf(umlauf),
            lambda _umlauf: _("Der Umlauf ist ohne Beschluss beendet."),
            umlauf_abbrechen,
            umlauf_id=pk,
            grund=form.cleaned_data["grund"],
            als_vorschlag=form.cleaned_data.get("als_vorschlag", False),
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("Entwurf verwerfen?") if entwurf else _("Umlauf ohne Beschluss beenden?"),
        folgen=[_("Niemand ist gefragt worden; eine E-Mail geht nicht hinaus.")]
        if entwurf
        else [
            _("Alle Befragten bekommen eine E-Mail mit dem Grund und brauchen nicht mehr zu antworten."),
            _("Gelöscht wird nichts: Was schon geantwortet ist, bleibt lesbar."),
        ],
        knopf=_("Verwerfen") if entwurf else _("Beenden"),
        weg=krumen(umlauf.gremium, umlauf),
    )
