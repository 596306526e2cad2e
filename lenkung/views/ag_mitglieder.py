"""Who works in an Arbeitsgruppe, and who leads it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.ag_mitglied import leitung_uebergeben, mitglied_aufnehmen, mitglied_verabschieden
from lenkung.forms.arbeitsgruppen import LeitungForm, MitgliedForm
from lenkung.forms.gremien import BeendenForm
from lenkung.models import AGMitglied
from lenkung.views.ag_seiten import arbeitsgruppe_holen, krumen, mitglied_holen
from lenkung.views.seiten import ausfuehren, formularseite


def _zur_gruppe(pk: int) -> str:
    return f"{reverse('lenkung:arbeitsgruppe-detail', args=[pk])}#mitwirkende"


def aufnehmen(request: Anfrage, pk: int) -> HttpResponse:
    ag, heute = arbeitsgruppe_holen(request, pk), timezone.localdate()
    verlange_erlaubnis(permissions.darf_arbeitsgruppe_pflegen(request.akteur, ag))
    form = MitgliedForm(
        *eingaben(request), instance=AGMitglied(arbeitsgruppe=ag), heute=heute, initial={"von": heute}
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe(pk),
            lambda satz: _("%(name)s ist eingetragen.") % {"name": satz},
            mitglied_aufnehmen,
            arbeitsgruppe_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Mitwirkende eintragen"),
        weg=krumen(request.akteur, ag),
        knopf=_("Eintragen"),
        unterzeile=str(ag),
        person_anlegen=True,
    )


def verabschieden(request: Anfrage, pk: int) -> HttpResponse:
    mitglied = mitglied_holen(request, pk)
    ag = mitglied.arbeitsgruppe
    verlange_erlaubnis(permissions.darf_arbeitsgruppe_pflegen(request.akteur, ag))
    if mitglied.bis is not None and request.method != "POST":
        return redirect(_zur_gruppe(ag.pk))
    form = BeendenForm(*eingaben(request), initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe(ag.pk),
            lambda satz: _("%(name)s wirkt bis zum %(tag)s mit.") % {"name": satz, "tag": datum(satz.bis)},
            mitglied_verabschieden,
            mitglied_id=pk,
            zum=form.cleaned_data["zum"],
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("%(name)s scheidet aus") % {"name": mitglied},
        weg=krumen(request.akteur, ag),
        unterzeile=str(ag),
    )


def leitung(request: Anfrage, pk: int) -> HttpResponse:
    ag, heute = arbeitsgruppe_holen(request, pk), timezone.localdate()
    verlange_erlaubnis(permissions.darf_arbeitsgruppe_pflegen(request.akteur, ag))
    form = LeitungForm(*eingaben(request), kreis_id=ag.gremium.kreis_id, heute=heute, initial={"von": heute})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe(pk),
            lambda satz: _("%(name)s leitet ab dem %(tag)s.") % {"name": satz, "tag": datum(satz.von)},
            leitung_uebergeben,
            arbeitsgruppe_id=pk,
            von=form.cleaned_data["von"],
            leitung=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Leitung eintragen"),
        weg=krumen(request.akteur, ag),
        knopf=_("Eintragen"),
        unterzeile=str(ag),
        person_anlegen=True,
    )
