"""One item of an agenda: what it says, who is invited to it, which papers belong to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain import punktanlagen, punktgaeste
from lenkung.domain.queries.unterlagen import unterlagen_je_punkt
from lenkung.domain.tagesordnung import punkt_aendern, punkt_anlegen, punkt_entfernen
from lenkung.forms.gremien import TatForm
from lenkung.forms.tagesordnung import GastForm, GrundForm, PunktanlageForm, PunktForm, punkt_von
from lenkung.models import Anlage, Punktgast, Tagesordnungspunkt
from lenkung.views.genehmigungsseiten import einwendungen_zum_punkt
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, rueckfrage
from lenkung.views.sitzungsseiten import sitzung_holen
from lenkung.views.tagesordnungsseiten import (
    Regelwerk,
    hinweis_der_zweiten_einberufung,
    krumen_der_tagesordnung,
    regelwerk,
    tagesordnung_von,
)


def _punkt_holen(request: Anfrage, pk: int) -> Tagesordnungspunkt:
    """What was taken off again is only in the versions and in the history."""
    menge = permissions.sichtbare_punkte(request.akteur).filter(position__gt=0)
    menge = menge.select_related("sitzung__gremium", "sitzung__tagesordnung", "sitzung__standort")
    return get_object_or_404(menge, pk=pk)


def _bearbeitbar(request: Anfrage, punkt: Tagesordnungspunkt) -> Any:
    stand = tagesordnung_von(punkt.sitzung).lage
    return permissions.darf_tagesordnung_bearbeiten(request.akteur, punkt.sitzung, stand)


def _zum_punkt(punkt: Tagesordnungspunkt | int) -> str:
    return reverse("lenkung:punkt-detail", args=[punkt if isinstance(punkt, int) else punkt.pk])


def _zur_tagesordnung(sitzung_id: int, anker: str = "") -> str:
    return reverse("lenkung:sitzung-tagesordnung", args=[sitzung_id]) + (f"#{anker}" if anker else "")


def _weg(punkt: Tagesordnungspunkt) -> list[tuple[Any, str]]:
    titel = _("TOP %(nummer)s") % {"nummer": punkt.position}
    return [*krumen_der_tagesordnung(punkt.sitzung), (titel, _zum_punkt(punkt))]


def detail(request: Anfrage, pk: int) -> HttpResponse:
    punkt = _punkt_holen(request, pk)
    verlange_erlaubnis(permissions.darf_punkt_sehen(request.akteur, punkt))
    werk = regelwerk(punkt.sitzung)
    zweite = werk.ordnung.zweite_einberufung
    return render(
        request,
        "lenkung/punkt_detail.html",
        {
            "punkt": punkt,
            "sitzung": punkt.sitzung,
            "krumen": krumen_der_tagesordnung(punkt.sitzung),
            "angaben": [
                (_("Art"), punkt.get_art_display()),
                (_("Zeit"), _("%(n)s Minuten") % {"n": punkt.minuten}),
                (_("Es trägt vor"), punkt.berichterstattung),
                (
                    _("Niederschrift"),
                    _("in der öffentlichen Fassung") if punkt.oeffentlich else _("nicht öffentlich"),
                ),
                (_("Erläuterung"), punkt.erlaeuterung),
            ],
            "hinweis": hinweis_der_zweiten_einberufung(zweite.norm)
            if zweite and punkt.uebernommen_aus_id
            else "",
            "einwendungen": einwendungen_zum_punkt(request, punkt),
            "gaeste": list(punkt.gaeste.all()),
            "gaeste_regel": gaesteregel(werk),
            "gaeste_url": werk.url("gaeste") if werk.regeln.gaeste_norm else "",
            "unterlagen": unterlagen_je_punkt([punkt])[punkt.pk],
            "anlagen": list(punkt.anlagen.filter(entfernt_am__isnull=True).select_related("dokument")),
            "darf_bearbeiten": _bearbeitbar(request, punkt),
            "darf_vorbereiten": permissions.darf_vorbereiten(request.akteur, punkt.sitzung),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def gaesteregel(werk: Regelwerk) -> str:
    """Who decides about guests, with the paragraph."""
    if not werk.regeln.gaeste_norm:
        return _("Wer über Gäste entscheidet, ist nicht geregelt.")
    wer = {
        "gremium": _("Über die Einladung entscheidet das Gremium (%(norm)s)."),
        "vorsitz": _("Über die Einladung entscheidet der Vorsitz (%(norm)s)."),
    }.get(werk.regeln.gaeste_durch, _("Gäste sind möglich; wer entscheidet, ist nicht bestimmt (%(norm)s)."))
    return wer % {"norm": werk.regeln.gaeste_norm}


# Items ------------------------------------------------------------------------------------------------------


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    stand = tagesordnung_von(sitzung).lage
    verlange_erlaubnis(permissions.darf_tagesordnung_bearbeiten(request.akteur, sitzung, stand))
    form = PunktForm(
        *eingaben(request),
        instance=punkt_von(sitzung),
        heute=timezone.localdate(),
        initial={"art": "beratung"},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda neu: _zur_tagesordnung(pk, f"punkt-{neu.pk}"),
            lambda neu: (
                _("TOP %(nummer)s „%(titel)s“ steht auf der Tagesordnung.")
                % {"nummer": neu.position, "titel": neu.titel}
            ),
            punkt_anlegen,
            sitzung_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Punkt hinzufügen"),
        weg=krumen_der_tagesordnung(sitzung),
        knopf=_("Hinzufügen"),
        unterzeile=_(
            "Er kommt hinter die übrigen Punkte, vor „Verschiedenes“. Dort lässt er sich verschieben."
        ),
    )


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    punkt = _punkt_holen(request, pk)
    verlange_erlaubnis(_bearbeitbar(request, punkt))
    form = PunktForm(*eingaben(request), instance=punkt, heute=timezone.localdate())
    titel = _("TOP %(nummer)s bearbeiten") % {"nummer": punkt.position}
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_tagesordnung(punkt.sitzung_id, f"punkt-{pk}"),
            lambda neu: _("TOP %(nummer)s ist gespeichert.") % {"nummer": neu.position},
            punkt_aendern,
            punkt_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=titel, weg=_weg(punkt), knopf=_("Speichern"))


def absetzen(request: Anfrage, pk: int) -> HttpResponse:
    punkt = _punkt_holen(request, pk)
    verlange_erlaubnis(_bearbeitbar(request, punkt))
    form = GrundForm(*eingaben(request))
    titel = punkt.titel
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_tagesordnung(punkt.sitzung_id),
            lambda _sitzung: _("„%(titel)s“ steht nicht mehr auf der Tagesordnung.") % {"titel": titel},
            punkt_entfernen,
            punkt_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    folgen = [_("Die Punkte danach rücken auf.")]
    if punkt.vorschlag_id:
        folgen.append(
            _("Der Vorschlag liegt danach wieder im Themenspeicher; wer ihn gemacht hat, liest den Grund.")
        )
    folgen.append(_("Bestätigte Fassungen und der Verlauf behalten ihn."))
    return rueckfrage(
        request,
        form=form,
        titel=_("„%(titel)s“ absetzen?") % {"titel": titel},
        folgen=folgen,
        knopf=_("Absetzen"),
        weg=_weg(punkt),
    )


# Guests -----------------------------------------------------------------------------------------------------


def gast_eintragen(request: Anfrage, pk: int) -> HttpResponse:
    punkt = _punkt_holen(request, pk)
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, punkt.sitzung))
    form = GastForm(
        *eingaben(request),
        instance=Punktgast(punkt=punkt),
        heute=timezone.localdate(),
        norm=gaesteregel(regelwerk(punkt.sitzung)),
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_punkt(punkt),
            lambda gast: _("%(name)s ist als Gast eingetragen.") % {"name": gast.name},
            punktgaeste.gast_eintragen,
            punkt_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Gast eintragen"),
        weg=_weg(punkt),
        knopf=_("Eintragen"),
        unterzeile=_("Eingeladen nur zu TOP %(nummer)s, mit seinen Unterlagen, ohne Stimme.")
        % {"nummer": punkt.position},
    )


def gast_entfernen(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_punktgaeste(request.akteur).filter(punkt__position__gt=0)
    gast = get_object_or_404(
        menge.select_related("punkt__sitzung__gremium", "punkt__sitzung__standort"), pk=pk
    )
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, gast.punkt.sitzung))
    form = TatForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_punkt(gast.punkt),
            lambda _punkt: _("Der Gast ist entfernt."),
            punktgaeste.gast_entfernen,
            gast_id=pk,
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("%(name)s als Gast entfernen?") % {"name": gast.name},
        folgen=[_("Zu diesem Punkt geht keine Einladung an diese Person.")],
        knopf=_("Entfernen"),
        weg=_weg(gast.punkt),
    )


# Papers -----------------------------------------------------------------------------------------------------


def anlage_ablegen(request: Anfrage, pk: int) -> HttpResponse:
    punkt = _punkt_holen(request, pk)
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, punkt.sitzung))
    form = PunktanlageForm(*eingaben(request, request.FILES))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_punkt(punkt),
            lambda anlage: _("„%(titel)s“ liegt bei diesem Punkt.") % {"titel": anlage.titel},
            punktanlagen.punktanlage_ablegen,
            punkt_id=pk,
            datei=form.geprueft,
            titel=form.cleaned_data["titel"],
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/punktanlage_formular.html",
        {
            "form": form,
            "titel": _("Unterlage hinzufügen"),
            "unterzeile": f"{_('TOP %(nummer)s') % {'nummer': punkt.position}}: {punkt.titel}",
            "krumen": _weg(punkt),
            "abbrechen_url": _zum_punkt(punkt),
        },
    )


def anlage_entfernen(request: Anfrage, pk: int) -> HttpResponse:
    menge: Any = permissions.sichtbare_anlagen(request.akteur).filter(entfernt_am__isnull=True)
    menge = menge.select_related("punkt__sitzung__gremium", "punkt__sitzung__standort")
    anlage: Anlage = get_object_or_404(menge.filter(punkt__position__gt=0), pk=pk)
    punkt = anlage.punkt
    assert punkt is not None
    verlange_erlaubnis(permissions.darf_vorbereiten(request.akteur, punkt.sitzung))
    form = TatForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_punkt(punkt),
            lambda _punkt: _("Die Unterlage ist herausgenommen."),
            punktanlagen.punktanlage_entfernen,
            anlage_id=pk,
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("„%(titel)s“ herausnehmen?") % {"titel": anlage.titel},
        folgen=[_("Sie wird nicht mehr verschickt. Was schon hinausging, bleibt nachweisbar.")],
        knopf=_("Herausnehmen"),
        weg=_weg(punkt),
    )
