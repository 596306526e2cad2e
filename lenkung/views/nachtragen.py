"""Sessions of the past: entering one, and what happened in it, from paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.nachtragen import nachtrag_probieren, verlauf_nachtragen
from lenkung.domain.queries.nachtrag import damalige_ordnung, ohne_verlauf, punkte_mit_notiz
from lenkung.domain.queries.sitzungsbild import leitungen
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.sitzung_nachtragen import sitzung_nachtragen
from lenkung.forms.nachtragsbogen import Nachtragsbogen
from lenkung.forms.sitzungen import UEBLICHE_DAUER, UEBLICHE_UHRZEIT, FruehereSitzungForm
from lenkung.models import Beschluss, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.views.seiten import ausfuehren
from lenkung.views.sitzungsseiten import krumen, sitzung_holen


def eintragen(request: Anfrage) -> HttpResponse:
    """A session that was held, or cancelled, before KIM knew of it. Nobody is informed."""
    kreis_id, heute = kreis_id_von(request), timezone.localdate()
    gremien = permissions.planbare_gremien(request.akteur, heute).order_by("name")
    form = FruehereSitzungForm(
        *eingaben(request),
        kreis_id=kreis_id,
        heute=heute,
        gremien=gremien,
        initial={
            "gremium": gremien.first() if gremien.count() == 1 else None,
            "art": "praesenz",
            "uhrzeit": UEBLICHE_UHRZEIT,
            "dauer_minuten": UEBLICHE_DAUER,
        },
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda satz: _weiter(request, satz),
            lambda satz: _("Die %(sitzung)s ist eingetragen.") % {"sitzung": satz},
            sitzung_nachtragen,
            gremium_id=form.cleaned_data["gremium"].pk,
            beginn=form.cleaned_data["beginn"],
            angaben=form.angaben(),
            absage_grund=" ".join(form.cleaned_data["absage_grund"].split()),
            grund=_("Nachgetragen"),
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/sitzung_formular.html",
        {
            "form": form,
            "titel": _("Frühere Sitzung eintragen"),
            "knopf": _("Eintragen"),
            "krumen": krumen(),
            "abbrechen_url": reverse("lenkung:sitzung-liste"),
            "unterzeile": _("Niemand wird benachrichtigt. Als Nächstes tragen Sie ein, was in ihr geschah."),
        },
    )


def _weiter(request: Anfrage, satz: Sitzung) -> str:
    """To what happened in it; a cancelled one has nothing to tell."""
    nachtragbar = satz.lage is Sitzungsstand.GESCHLOSSEN and permissions.darf_nachtragen(request.akteur, satz)
    name = "verlauf-nachtragen" if nachtragbar else "sitzung-detail"
    return reverse(f"lenkung:{name}", args=[satz.pk])


def nachtragen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_nachtragen(request.akteur, sitzung))
    if not ohne_verlauf(sitzung):
        messages.info(request, _("Zu dieser Sitzung ist der Verlauf schon eingetragen."))
        return redirect("lenkung:sitzung-detail", pk)
    bogen = Nachtragsbogen(
        request.POST if request.method == "POST" else None,
        sitzung=sitzung,
        punkte=punkte_mit_notiz(sitzung),
        zeilen=sitzzeilen_am([sitzung.gremium_id], sitzung.tag),
        leitung=next(iter(leitungen(sitzung)), ""),
        mehrheit=damalige_ordnung(sitzung).mehrheit,
    )
    vorschau: list[Beschluss] | None = None
    if request.method == "POST" and not bogen.mehr:
        vorschau, fertig = _eintragen(request, bogen)
        if fertig is not None:
            return fertig
    return render(
        request,
        "lenkung/nachtragen.html",
        {
            "sitzung": sitzung,
            "bogen": bogen,
            "fehler": bogen.fehler,
            "vorschau": vorschau,
            "anwesende": sum(1 for form in bogen.personen if form["wie"].value() not in ("nicht", None)),
            "krumen": krumen(sitzung),
            "abbrechen_url": reverse("lenkung:sitzung-detail", args=[pk]),
        },
    )


def _eintragen(request: Anfrage, bogen: Nachtragsbogen) -> tuple[list[Beschluss] | None, HttpResponse | None]:
    """First what would be entered, then, once it was seen, the entry itself."""
    nachtrag = bogen.lesen()
    if nachtrag is None:
        return None, None
    bestaetigt = bogen.bestaetigt(nachtrag)
    tun = verlauf_nachtragen if bestaetigt else nachtrag_probieren
    try:
        beschluesse = tun(sitzung_id=bogen.sitzung.pk, nachtrag=nachtrag, akteur=request.akteur)
    except Fachfehler as fehler:
        bogen.fachfehler(fehler)
        return None, None
    except ValidationError as fehler:
        bogen.domaenenfehler(fehler)
        return None, None
    if not bestaetigt:
        bogen.gezeigt(nachtrag)
        return beschluesse, None
    text = ngettext(
        "Der Verlauf ist nachgetragen, mit %(n)s Beschluss.",
        "Der Verlauf ist nachgetragen, mit %(n)s Beschlüssen.",
        len(beschluesse),
    )
    messages.success(request, text % {"n": len(beschluesse)})
    return None, redirect("lenkung:sitzung-detail", bogen.sitzung.pk)
