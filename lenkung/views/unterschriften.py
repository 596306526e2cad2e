"""The way of a Niederschrift to its signatures: fix it, read the very PDF, sign, withdraw, begin anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.niederschriftsfassung import (
    fassung_widerrufen,
    neue_fassung_beginnen,
    niederschrift_festschreiben,
)
from lenkung.domain.queries.niederschrift import niederschrift_von
from lenkung.domain.queries.niederschriftsfassung import fassungen_von
from lenkung.domain.unterschrift import niederschrift_unterzeichnen, papierunterschriften_eintragen
from lenkung.forms.unterschriften import NeueFassungForm, PapierForm, UnterzeichnenForm, WiderrufForm
from lenkung.models import Einwendung, Niederschriftsfassung, Sitzung
from lenkung.regeln.genehmigung import Einwendungsstand
from lenkung.regeln.gremium import AmtArt
from lenkung.views.niederschriftsseiten import gefuehrte_sitzung_holen, zur_niederschrift
from lenkung.views.seiten import ausfuehren, formularseite, rueckfrage
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import krumen
from lenkung.views.unterschriftsseiten import Lage, lage_der_unterschriften


def zu_den_unterschriften(sitzung_id: int) -> str:
    return reverse("lenkung:niederschrift-unterschriften", args=[sitzung_id])


def seite(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    return _seite(request, sitzung)


def _seite(
    request: Anfrage, sitzung: Sitzung, form: UnterzeichnenForm | None = None, status: int = 200
) -> HttpResponse:
    niederschrift = niederschrift_von(sitzung)
    if niederschrift is None:
        return redirect(zur_niederschrift(sitzung.pk))
    niederschrift.sitzung = sitzung
    fassungen = fassungen_von(niederschrift)
    lage = lage_der_unterschriften(request.akteur, sitzung, fassungen)
    if form is None and lage.pdf is not None:
        form = UnterzeichnenForm(
            request=request, handlung=zu_den_unterschriften(sitzung.pk), initial={"gelesen": lage.pdf.sha256}
        )
    return render(
        request,
        "lenkung/niederschrift_unterschriften.html",
        {
            **rahmen(request, sitzung, "niederschrift"),
            "niederschrift": niederschrift,
            "fassungen": fassungen,
            "lage": lage,
            "form": form,
            "vorfuehrung": settings.KIM_DEMO,
            "weiter": zu_den_unterschriften(sitzung.pk),
            "darf_schreiben": permissions.darf_niederschrift_schreiben(request.akteur, sitzung),
            "versandt": lage.versandt,
            "darf_widerrufen": permissions.darf_fassung_widerrufen(request.akteur, sitzung),
            **lage.druck(request),
        },
        status=status,
    )


@require_POST
def festschreiben(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    try:
        niederschrift_festschreiben(sitzung_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect(zur_niederschrift(pk))
    messages.success(request, _("Die Niederschrift liegt zur Unterschrift bereit."))
    return redirect(zu_den_unterschriften(pk))


@require_POST
def unterzeichnen(request: Anfrage, pk: int) -> HttpResponse:
    """The second factor is asked for with the signature itself, not with the sign-in of this morning."""
    fassung, sitzung = _fassung(request, pk)
    lage = _lage(request, fassung, sitzung)
    if lage.amt is None:
        messages.error(request, lage.warum_nicht or _("Hier ist für Sie nichts zu unterzeichnen."))
        return redirect(zu_den_unterschriften(sitzung.pk))
    form = UnterzeichnenForm(request.POST, request=request, handlung=zu_den_unterschriften(sitzung.pk))
    if form.is_valid():
        try:
            niederschrift_unterzeichnen(
                fassung_id=pk,
                amt=lage.amt,
                gelesen=form.cleaned_data["gelesen"],
                akteur=request.akteur,
            )
        except Ueberholt as fehler:
            # The other one was first: there is another file to read now.
            messages.error(request, fehler.meldung)
            return redirect(zu_den_unterschriften(sitzung.pk))
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Sie haben unterzeichnet."))
            return redirect(zu_den_unterschriften(sitzung.pk))
    return _seite(request, sitzung, form, status=200)


def papier(request: Anfrage, pk: int) -> HttpResponse:
    fassung, sitzung = _fassung(request, pk)
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    lage = _lage(request, fassung, sitzung)
    form = PapierForm(
        *eingaben(request, request.FILES),
        aemter=lage.regel.aemter,
        vorschlag={AmtArt.VORSITZ: lage.geleitet_von},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zu_den_unterschriften(sitzung.pk),
            lambda _fassung: _("Die Niederschrift ist unterzeichnet. Der Scan liegt bei ihr."),
            papierunterschriften_eintragen,
            fassung_id=pk,
            datei=form.cleaned_data["datei"],
            namen=form.namen(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Auf Papier unterzeichnet"),
        weg=_weg(sitzung),
        knopf=_("Scan ablegen und Unterschriften bestätigen"),
        unterzeile=_("Das PDF drucken, von Hand unterzeichnen lassen, einscannen und hier hochladen."),
    )


def widerrufen(request: Anfrage, pk: int) -> HttpResponse:
    _satz, sitzung = _fassung(request, pk)
    verlange_erlaubnis(permissions.darf_fassung_widerrufen(request.akteur, sitzung))
    form = WiderrufForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zu_den_unterschriften(sitzung.pk),
            lambda _fassung: _("Widerrufen. Der Entwurf lässt sich wieder ändern."),
            fassung_widerrufen,
            fassung_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("Unterschriften widerrufen"),
        folgen=[
            _("Alle Unterschriften dieser Fassung werden ungültig, auch die der anderen."),
            _("Wer das PDF prüft, sieht, dass es widerrufen ist."),
            _("Der Entwurf lässt sich wieder ändern; danach wird neu unterzeichnet."),
        ],
        knopf=_("Widerrufen"),
        weg=_weg(sitzung),
    )


def neue_fassung(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    einwendung = _einwendung(request, sitzung)
    form = NeueFassungForm(*eingaben(request), initial={"anlass": _anlass(einwendung)})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_niederschrift(pk),
            lambda _satz: _(
                "Der Entwurf lässt sich wieder ändern. Bis zur Unterschrift gilt die bisherige Fassung."
            ),
            neue_fassung_beginnen,
            sitzung_id=pk,
            anlass=form.cleaned_data["anlass"],
            beschluss_id=einwendung.beschluss_id if einwendung else None,
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Neue Fassung beginnen"),
        weg=_weg(sitzung),
        knopf=_("Entwurf wieder öffnen"),
        unterzeile=_("Die unterzeichnete Fassung bleibt und gilt, bis die neue unterzeichnet ist."),
    )


def _einwendung(request: Anfrage, sitzung: Sitzung) -> Einwendung | None:
    """The accepted objection for whose sake it is changed; its Beschluss stands in the new version."""
    nummer = request.GET.get("einwendung", "")
    if not nummer.isdecimal() or len(nummer) > 18:
        return None
    menge = permissions.sichtbare_einwendungen(request.akteur).filter(
        fassung__niederschrift__sitzung=sitzung, stand=Einwendungsstand.ANGENOMMEN.value
    )
    return menge.select_related("beschluss", "sitzung").filter(pk=int(nummer)).first()


def _anlass(einwendung: Einwendung | None) -> str:
    if einwendung is None:
        return ""
    if einwendung.beschluss is not None:
        return _("geändert durch Beschluss %(zeichen)s") % {"zeichen": einwendung.beschluss.zeichen}
    if einwendung.sitzung is not None:
        return _("geändert in der Sitzung vom %(tag)s") % {"tag": datum(einwendung.sitzung.tag)}
    return _("geändert nach einer Einwendung")


def _fassung(request: Anfrage, pk: int) -> tuple[Niederschriftsfassung, Sitzung]:
    menge = permissions.sichtbare_niederschriftsfassungen(request.akteur)
    fassung = get_object_or_404(menge.select_related("niederschrift"), pk=pk)
    sitzung = gefuehrte_sitzung_holen(request, fassung.niederschrift.sitzung_id)
    fassung.niederschrift.sitzung = sitzung
    return fassung, sitzung


def _lage(request: Anfrage, fassung: Niederschriftsfassung, sitzung: Sitzung) -> Lage:
    fassungen = fassungen_von(fassung.niederschrift)
    if not any(satz.pk == fassung.pk for satz in fassungen):
        raise Http404
    return lage_der_unterschriften(request.akteur, sitzung, fassungen)


def _weg(sitzung: Sitzung) -> list[tuple[Any, str]]:
    return [
        *krumen(sitzung),
        (_("Niederschrift"), zur_niederschrift(sitzung.pk)),
        (_("Unterschriften"), zu_den_unterschriften(sitzung.pk)),
    ]
