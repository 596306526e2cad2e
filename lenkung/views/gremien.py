"""Gremien: the list, the record, and the acts on the Gremium itself and on its offices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.views.tabellen import nur_aktive_ausser_anders_gewaehlt
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.amt import amt_beenden, amt_berichtigen, amt_vergeben
from lenkung.domain.einlesen import MITGLIEDER
from lenkung.domain.gremium import gremium_aendern, gremium_anlegen, gremium_schliessen
from lenkung.domain.queries.aufgaben import Aufgabe, aufgaben_in
from lenkung.domain.queries.geschaeftsordnung import geschaeftsordnung_in_kraft
from lenkung.domain.queries.mitglieder import gremien_fuer, mitwirkung_von
from lenkung.domain.queries.zusammensetzung import zusammensetzung_am
from lenkung.forms.gremien import AmtBerichtigenForm, AmtForm, BeendenForm, BeschlussForm, GremiumForm
from lenkung.models import Amt, Gremium
from lenkung.views.aufgabenzeilen import aufgabenzeilen
from lenkung.views.einleselisten import EINLESELISTEN
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, krumen, rueckfrage
from lenkung.views.tabellen import ALLE, GESCHLOSSEN, GREMIEN, STAND


def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    wahl = "stillgelegt" if request.GET.get(STAND) == GESCHLOSSEN else request.GET.get(STAND, "")
    menge = nur_aktive_ausser_anders_gewaehlt(gremien_fuer(request.akteur, heute), wahl, heute)
    kreis_id = request.akteur.kreis_id
    return render(
        request,
        "lenkung/gremium_liste.html",
        {
            "seite": GREMIEN.seite(request, menge),
            "neu_url": reverse("lenkung:gremium-anlegen")
            if kreis_id and permissions.darf_gremium_anlegen(request.akteur, kreis_id)
            else "",
            "geschlossene_url": ""
            if request.GET.get(STAND) in (GESCHLOSSEN, ALLE)
            else f"{reverse('lenkung:gremium-liste')}?{STAND}={GESCHLOSSEN}",
            "mitglieder": request.akteur.hat_recht(permissions.MITGLIEDER_SEHEN.schluessel),
        },
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    heute = timezone.localdate()
    darf_besetzen = permissions.darf_besetzen(request.akteur, gremium)
    aufgaben: list[Aufgabe] = aufgaben_in([gremium], heute) if darf_besetzen else []
    einsehen = permissions.darf_einsehen(request.akteur, gremium)
    return render(
        request,
        "lenkung/gremium_detail.html",
        {
            "gremium": gremium,
            "heute": heute,
            "krumen": krumen(),
            "beendet": gremium.aktiv_bis is not None and gremium.aktiv_bis < heute,
            "zusammensetzung": zusammensetzung_am(gremium.pk, heute),
            "geltende": geschaeftsordnung_in_kraft(gremium.pk, heute),
            "go_neu": bool(permissions.darf_go_entwerfen(request.akteur, gremium)),
            "mitwirkung": mitwirkung_von(request.akteur.person_id, heute).get(gremium.pk),
            "aufgaben": aufgabenzeilen(aufgaben, gebuendelt=False),
            "einsehen": einsehen,
            "kontakt": permissions.darf_kontaktdaten_sehen(request.akteur, gremium),
            "darf_aendern": permissions.darf_gremium_aendern(request.akteur, gremium),
            "darf_besetzen": darf_besetzen,
            "pflegt_vorzimmer": permissions.darf_vorzimmer_pflegen(request.akteur, gremium),
            "alte_listen": [
                (liste.titel, liste.adresse("", gremium.pk))
                for liste in EINLESELISTEN.values()
                if liste.art != MITGLIEDER and liste.darf(request.akteur, gremium)
            ],
            "darf_importieren": permissions.darf_mitglieder_importieren(request.akteur, gremium),
            "darf_einstellen": permissions.darf_einstellen(request.akteur, gremium),
            "darf_historie": einsehen and request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def anlegen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_gremium_anlegen(request.akteur, kreis_id))
    form = GremiumForm(*eingaben(request), instance=Gremium(kreis_id=kreis_id), heute=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium,
            lambda satz: (
                _("„%(name)s“ ist angelegt. Richten Sie als Nächstes die Sitze ein.") % {"name": satz}
            ),
            gremium_anlegen,
            kreis_id=kreis_id,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Gremium anlegen"), weg=krumen())


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_gremium_aendern(request.akteur, gremium))
    weg, titel = krumen(gremium), _("%(name)s bearbeiten") % {"name": gremium}
    form = GremiumForm(
        *eingaben(request),
        instance=gremium,
        heute=timezone.localdate(),
        initial={"stand": stand_von(gremium)},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium,
            lambda satz: _("„%(name)s“ ist gespeichert.") % {"name": satz},
            gremium_aendern,
            gremium_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=titel, weg=weg)


def schliessen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_gremium_schliessen(request.akteur, gremium))
    form = BeschlussForm(*eingaben(request), initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium,
            lambda satz: (
                _("„%(name)s“ endet am %(tag)s.") % {"name": satz, "tag": f"{satz.aktiv_bis:%d.%m.%Y}"}
            ),
            gremium_schliessen,
            gremium_id=pk,
            zum=form.cleaned_data["zum"],
            beschluss=form.beschluss(),
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("%(name)s schließen?") % {"name": gremium},
        folgen=[
            _("Alle Sitze, Besetzungen und Ämter enden an diesem Tag, soweit sie nicht schon früher enden."),
            _("Gelöscht wird nichts: Die Zusammensetzung jedes früheren Tages bleibt lesbar."),
            _("Danach lassen sich Sitze und Ämter dieses Gremiums nicht mehr ändern."),
        ],
        knopf=_("Schließen"),
        weg=krumen(gremium),
    )


# Offices ----------------------------------------------------------------------------------------------------


def amt_anlegen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, gremium))
    form = AmtForm(
        *eingaben(request),
        instance=Amt(gremium=gremium),
        heute=timezone.localdate(),
        initial={"art": request.GET.get("art", "")},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium_des_satzes,
            lambda amt: _("%(amt)s ist eingetragen.") % {"amt": amt},
            amt_vergeben,
            gremium_id=pk,
            angaben=form.angaben(),
            loest_ab=form.cleaned_data["loest_ab"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Amt vergeben"),
        weg=krumen(gremium),
        unterzeile=str(gremium),
        person_anlegen=True,
    )


def _amt(request: Anfrage, pk: int) -> Amt:
    menge = permissions.sichtbare_aemter(request.akteur).select_related("gremium", "person")
    amt = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, amt.gremium))
    return amt


def amt_bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    amt = _amt(request, pk)
    titel = _("%(amt)s berichtigen") % {"amt": amt.get_art_display()}
    form = AmtBerichtigenForm(
        *eingaben(request), instance=amt, heute=timezone.localdate(), initial={"stand": stand_von(amt)}
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium_des_satzes,
            lambda satz: _("%(amt)s ist berichtigt.") % {"amt": satz},
            amt_berichtigen,
            amt_id=pk,
            angaben=form.angaben(),
            grund=form.cleaned_data["grund"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=titel, weg=krumen(amt.gremium))


def amt_enden(request: Anfrage, pk: int) -> HttpResponse:
    amt = _amt(request, pk)
    form = BeendenForm(*eingaben(request), initial={"zum": amt.bis or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_gremium_des_satzes,
            lambda satz: _("%(amt)s endet am %(tag)s.") % {"amt": satz, "tag": _datum(satz.bis)},
            amt_beenden,
            amt_id=pk,
            zum=form.cleaned_data["zum"],
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("%(amt)s beenden?") % {"amt": amt},
        folgen=[_("Am Tag danach hat niemand dieses Amt, bis Sie es neu vergeben.")],
        knopf=_("Beenden"),
        weg=krumen(amt.gremium),
    )


def _datum(tag: date) -> str:
    return f"{tag:%d.%m.%Y}"


def _zum_gremium(gremium: Any) -> str:
    return reverse("lenkung:gremium-detail", args=[gremium.pk])


def _zum_gremium_des_satzes(satz: Any) -> str:
    return reverse("lenkung:gremium-detail", args=[satz.gremium_id])
