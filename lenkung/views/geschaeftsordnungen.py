"""The versions of the Geschäftsordnungen: list, document, comparison, and the way of a version."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.dokumente.forms.briefkopf import ProbeForm
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.geschaeftsordnung import (
    entwurf_verwerfen,
    geschaeftsordnung_ausser_kraft_setzen,
    geschaeftsordnung_benennen,
    geschaeftsordnung_beschliessen,
    geschaeftsordnung_entwerfen,
)
from lenkung.domain.queries.geschaeftsordnung import abdruck_von, bestimmungen_von
from lenkung.forms.geschaeftsordnung import AnnahmeForm, BenennenForm, EndeForm, EntwurfForm
from lenkung.models import Geschaeftsordnung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN
from lenkung.regeln.pruefen import widersprueche
from lenkung.views.go_seiten import (
    STAENDE,
    absaetze,
    entwurf_holen,
    fassung_holen,
    krumen,
    weg_der_fassung,
)
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, rueckfrage


def liste(request: Anfrage) -> HttpResponse:
    """All versions, by Gremium; there are few of each, so nothing is paged."""
    heute = timezone.localdate()
    saetze = list(
        permissions.sichtbare_geschaeftsordnungen(request.akteur)
        .select_related("gremium")
        .order_by("gremium__name", "gremium_id", "-in_kraft_ab", "-pk")
    )
    gruppen = []
    for gremium, fassungen in groupby(saetze, key=lambda satz: satz.gremium):
        zeilen = [(satz, *STAENDE[satz.stand_am(heute)]) for satz in fassungen]
        # Drafts first, then what is or was in force, newest on top; databases order empty days differently.
        zeilen.sort(key=lambda zeile: zeile[0].in_kraft_ab is not None)
        gruppen.append((gremium, zeilen))
    return render(
        request,
        "lenkung/go_liste.html",
        {
            "gruppen": gruppen,
            "anzahl": len(saetze),
            "neu_url": reverse("lenkung:go-entwerfen")
            if permissions.gremien_fuer_entwurf(request.akteur).exists()
            else "",
        },
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    heute = timezone.localdate()
    bestimmungen = bestimmungen_von(satz)
    darf_aendern = permissions.darf_go_aendern(request.akteur, satz)
    verstoesse = widersprueche(bestimmungen) if satz.ist_entwurf else []
    stand_text, stand_art = STAENDE[satz.stand_am(heute)]
    andere = (
        permissions.sichtbare_geschaeftsordnungen(request.akteur)
        .exclude(pk=satz.pk)
        .select_related("gremium")
        .order_by("gremium__name", "bezeichnung")
    )
    return render(
        request,
        "lenkung/go_detail.html",
        {
            "go": satz,
            "krumen": krumen(),
            "stand_text": stand_text,
            "stand_art": stand_art,
            "weg": weg_der_fassung(satz, heute),
            "gruppen": absaetze(bestimmungen),
            "geregelt": len(bestimmungen),
            "moeglich": len(BESTIMMUNGEN),
            "darf_aendern": darf_aendern,
            "darf_verwerfen": permissions.darf_go_verwerfen(request.akteur, satz),
            "darf_ausprobieren": permissions.darf_go_ausprobieren(request.akteur, satz),
            "darf_enden": permissions.darf_go_ausser_kraft_setzen(request.akteur, satz),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN)
            and permissions.darf_einsehen(request.akteur, satz.gremium),
            "verstoesse": [(BESTIMMUNGEN[v.feld.split(".")[0]], v) for v in verstoesse],
            "neu_url": f"{reverse('lenkung:go-entwerfen')}?gremium={satz.gremium_id}&grundlage={satz.pk}"
            if permissions.darf_go_entwerfen(request.akteur, satz.gremium)
            else "",
            "druckform": ProbeForm(initial={"schluessel": uuid4().hex}),
            "vergleich_mit": satz.grundlage_id,
            "andere": [(a.pk, f"{a.bezeichnung} ({a.gremium.kurz})") for a in andere],
        },
    )


def vergleich(request: Anfrage, pk: int) -> HttpResponse:
    """Two versions beside each other; what is equal stands below, folded."""
    links = fassung_holen(request, pk)
    mit = request.GET.get("mit", "")
    if not mit.isdecimal():
        messages.info(request, _("Bitte zuerst wählen, womit verglichen werden soll."))
        return redirect("lenkung:go-detail", pk)
    rechts = get_object_or_404(
        permissions.sichtbare_geschaeftsordnungen(request.akteur).select_related("gremium"), pk=mit
    )
    eine, andere = bestimmungen_von(links), bestimmungen_von(rechts)
    paare = [(art, eine.get(name), andere.get(name)) for name, art in BESTIMMUNGEN.items()]
    verschieden = [
        {
            "art": art,
            "links": a,
            "rechts": b,
            "links_satz": art.satz(a.werte) if a else "",
            "rechts_satz": art.satz(b.werte) if b else "",
            "nur_text": a is not None and b is not None and a.werte == b.werte,
        }
        for art, a, b in paare
        if a != b
    ]
    return render(
        request,
        "lenkung/go_vergleich.html",
        {
            "links": links,
            "rechts": rechts,
            "krumen": krumen(links),
            "verschieden": verschieden,
            "gleich": [(art, art.satz(a.werte)) for art, a, b in paare if a is not None and a == b],
            "beide_offen": [art for art, a, b in paare if a is None and b is None],
        },
    )


def entwerfen(request: Anfrage) -> HttpResponse:
    gremien = permissions.gremien_fuer_entwurf(request.akteur).order_by("name")
    form = EntwurfForm(
        *eingaben(request),
        instance=Geschaeftsordnung(),
        heute=timezone.localdate(),
        gremien=gremien,
        fassungen=permissions.sichtbare_geschaeftsordnungen(request.akteur).order_by("bezeichnung"),
        initial={
            "gremium": request.GET.get("gremium") or None,
            "grundlage": request.GET.get("grundlage") or None,
        },
    )
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        weiter = ausfuehren(
            request,
            form,
            _zur_fassung,
            lambda satz: _("Der Entwurf ist angelegt. Regeln Sie jetzt seine Bestimmungen."),
            geschaeftsordnung_entwerfen,
            gremium_id=daten["gremium"].pk,
            grundlage_id=daten["grundlage"].pk if daten["grundlage"] else None,
            angaben={"bezeichnung": daten["bezeichnung"], "quelle": daten["quelle"]},
        )
        if weiter:
            return weiter
    return formularseite(
        request, form=form, titel=_("Geschäftsordnung entwerfen"), weg=krumen(), knopf=_("Entwurf anlegen")
    )


def benennen(request: Anfrage, pk: int) -> HttpResponse:
    satz = entwurf_holen(request, pk)
    form = BenennenForm(
        *eingaben(request), instance=satz, heute=timezone.localdate(), initial={"stand": stand_von(satz)}
    )
    weg = krumen(satz)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_fassung,
            lambda _satz: _("Die Bezeichnung ist gespeichert."),
            geschaeftsordnung_benennen,
            geschaeftsordnung_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Bezeichnung und Quelle"), weg=weg)


def beschliessen(request: Anfrage, pk: int) -> HttpResponse:
    satz = entwurf_holen(request, pk)
    if widersprueche(bestimmungen_von(satz)):
        messages.error(request, _("Der Entwurf widerspricht sich noch. Bitte zuerst bereinigen."))
        return redirect("lenkung:go-detail", pk)
    form = AnnahmeForm(
        *eingaben(request), initial={"bezeichnung": satz.bezeichnung, "abdruck": abdruck_von(satz)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            geschaeftsordnung_beschliessen(
                geschaeftsordnung_id=pk,
                annahme=form.annahme(),
                akteur=request.akteur,
                erwarteter_abdruck=form.cleaned_data["abdruck"] or None,
            )
        except Ueberholt as fehler:
            form.fachfehler(fehler)
            # The next attempt counts against what stands there now: the person has been told to read it.
            form.data = {**request.POST.dict(), "abdruck": abdruck_von(satz)}
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        except ValidationError as fehler:
            _feldfehler(form, fehler)
        else:
            messages.success(
                request, _("Der Beschluss ist eingetragen. Die Fassung ist jetzt unveränderlich.")
            )
            return redirect("lenkung:go-detail", pk)
    return formularseite(
        request,
        form=form,
        titel=_("Beschluss eintragen"),
        unterzeile=_("Danach lässt sich „%(go)s“ nicht mehr ändern.") % {"go": satz},
        weg=krumen(satz),
        knopf=_("Beschluss eintragen"),
    )


def enden(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_go_ausser_kraft_setzen(request.akteur, satz))
    form = EndeForm(*eingaben(request), initial={"zum": satz.in_kraft_bis})
    if request.method == "POST" and form.is_valid():
        try:
            geschaeftsordnung_ausser_kraft_setzen(
                geschaeftsordnung_id=pk,
                zum=form.cleaned_data["zum"],
                grund=form.cleaned_data["grund"],
                akteur=request.akteur,
            )
        except ValidationError as fehler:
            _feldfehler(form, fehler)
        else:
            messages.success(
                request,
                _("Die Fassung gilt bis zum %(tag)s.") % {"tag": datum(form.cleaned_data["zum"])},
            )
            return redirect("lenkung:go-detail", pk)
    return rueckfrage(
        request,
        form=form,
        titel=_("Ende der Geltung eintragen?"),
        folgen=[
            _("Danach gilt keine Geschäftsordnung, bis eine neue in Kraft tritt: nichts ist geregelt."),
            _("Sitzungen nach diesem Tag werden gekennzeichnet."),
        ],
        knopf=_("Ende eintragen"),
        weg=krumen(satz),
    )


def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_go_verwerfen(request.akteur, satz))
    if request.method == "POST":
        try:
            entwurf_verwerfen(geschaeftsordnung_id=pk, akteur=request.akteur)
        except Fachfehler as fehler:
            messages.error(request, fehler.meldung)
            return redirect("lenkung:go-detail", pk)
        messages.success(request, _("Der Entwurf ist verworfen."))
        return redirect("lenkung:go-liste")
    return rueckfrage(
        request,
        form=None,
        titel=_("Entwurf verwerfen?"),
        folgen=[_("„%(go)s“ und alle seine Bestimmungen werden gelöscht.") % {"go": satz}],
        knopf=_("Verwerfen"),
        weg=krumen(satz),
    )


def _feldfehler(form: Any, fehler: ValidationError) -> None:
    """A refusal of the record or of the database, put beside the field of the same name."""
    felder = {"in_kraft_bis": "zum"} if "zum" in form.fields else {}
    for feld, meldungen in fehler.error_dict.items():
        for meldung in meldungen:
            ziel = felder.get(feld, feld)
            if ziel not in form.fields:
                code = meldung.code or ""
                ziel = felder.get(code, code)
            form.add_error(ziel if ziel in form.fields else None, meldung)


def _zur_fassung(satz: Geschaeftsordnung) -> str:
    return reverse("lenkung:go-detail", args=[satz.pk])
