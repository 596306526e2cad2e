"""Seats: the page with all that happened to one, and the acts on it and on who holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.besetzung import besetzung_beenden, besetzung_berichtigen, nachfolge, sitz_besetzen
from lenkung.domain.queries.werdegang import werdegang
from lenkung.domain.sitz import sitz_aendern, sitz_beenden, sitz_einrichten
from lenkung.forms.gremien import (
    BeendenForm,
    BeschlussForm,
    BesetzungBerichtigenForm,
    BesetzungForm,
    NachfolgeForm,
    SitzForm,
)
from lenkung.models import Besetzung, Sitz
from lenkung.regeln.besetzung import folgetag
from lenkung.regeln.gremium import BesetzungArt
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, krumen, rueckfrage


def _sitz(request: Anfrage, pk: int) -> Sitz:
    menge = permissions.sichtbare_sitze(request.akteur).select_related("gremium", "einrichtung")
    return get_object_or_404(menge, pk=pk)


def _zum_sitz(satz: Any) -> str:
    return reverse("lenkung:sitz-detail", args=[satz.pk])


def _zum_sitz_der_besetzung(besetzung: Any) -> str:
    return reverse("lenkung:sitz-detail", args=[besetzung.sitz_id])


def detail(request: Anfrage, pk: int) -> HttpResponse:
    sitz = _sitz(request, pk)
    heute = timezone.localdate()
    besetzungen = list(sitz.besetzungen.select_related("person").order_by("von", "pk"))
    plaetze = [
        {
            "art": art.value,
            "titel": besetzung_titel(art),
            "aktuell": next((b for b in besetzungen if b.art == art and b.aktiv_am(heute)), None),
            "kommend": [b for b in besetzungen if b.art == art and b.von is not None and b.von > heute],
        }
        for art in BesetzungArt
    ]
    return render(
        request,
        "lenkung/sitz_detail.html",
        {
            "sitz": sitz,
            "gremium": sitz.gremium,
            "heute": heute,
            "krumen": krumen(sitz.gremium),
            "angaben": _angaben(sitz),
            "plaetze": plaetze,
            "beendet": sitz.bis is not None and sitz.bis < heute,
            "werdegang": werdegang(sitz, besetzungen),
            "kontakt": permissions.darf_kontaktdaten_sehen(request.akteur, sitz.gremium),
            "darf_besetzen": permissions.darf_besetzen(request.akteur, sitz.gremium),
            "darf_beenden": permissions.darf_sitz_beenden(request.akteur, sitz),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def besetzung_titel(art: BesetzungArt) -> str:
    return _("Mitglied") if art is BesetzungArt.MITGLIED else _("Stellvertretung")


def _angaben(sitz: Sitz) -> list[tuple[str, Any]]:
    def beschluss(fundstelle: str, tag: date | None, nummer: str) -> str:
        teile = [fundstelle]
        if nummer:
            teile.append(_("Beschluss %(nummer)s") % {"nummer": nummer})
        if tag:
            teile.append(_("vom %(tag)s") % {"tag": datum(tag)})
        return ", ".join(teile)

    return [
        (_("Einrichtung"), str(sitz.einrichtung)),
        (_("Bezeichnung"), sitz.bezeichnung),
        (_("Erster Tag"), datum(sitz.von) if sitz.von else _("nicht bekannt")),
        (_("Entstanden durch"), beschluss(sitz.beginn_fundstelle, sitz.beginn_tag, sitz.beginn_nummer)),
        (_("Letzter Tag"), datum(sitz.bis) if sitz.bis else ""),
        (
            _("Beendet durch"),
            beschluss(sitz.ende_fundstelle, sitz.ende_tag, sitz.ende_nummer) if sitz.bis else "",
        ),
    ]


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, gremium))
    form = SitzForm(*eingaben(request), instance=Sitz(gremium=gremium), heute=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz,
            lambda satz: _("Der Sitz „%(sitz)s“ ist eingerichtet.") % {"sitz": satz},
            sitz_einrichten,
            gremium_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Sitz einrichten"),
        weg=krumen(gremium),
        unterzeile=str(gremium),
    )


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    sitz = _sitz(request, pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, sitz.gremium))
    weg, titel = krumen(sitz.gremium, _abbild(sitz)), _("Sitz berichtigen")
    form = SitzForm(
        *eingaben(request), instance=sitz, heute=timezone.localdate(), initial={"stand": stand_von(sitz)}
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz,
            lambda satz: _("Der Sitz „%(sitz)s“ ist gespeichert.") % {"sitz": satz},
            sitz_aendern,
            sitz_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=titel,
        weg=weg,
        unterzeile=_(
            "Für Tippfehler und falsche Angaben. Ändert ein Beschluss die Zusammensetzung, beenden Sie den "
            "Sitz und richten einen neuen ein."
        ),
    )


def _abbild(sitz: Sitz) -> Sitz:
    """The form changes the instance; the way back keeps the name that is stored."""
    return Sitz(pk=sitz.pk, gremium=sitz.gremium, einrichtung=sitz.einrichtung, bezeichnung=sitz.bezeichnung)


def enden(request: Anfrage, pk: int) -> HttpResponse:
    sitz = _sitz(request, pk)
    verlange_erlaubnis(permissions.darf_sitz_beenden(request.akteur, sitz))
    form = BeschlussForm(*eingaben(request), initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz,
            lambda satz: _("Der Sitz „%(sitz)s“ endet am %(tag)s.") % {"sitz": satz, "tag": datum(satz.bis)},
            sitz_beenden,
            sitz_id=pk,
            zum=form.cleaned_data["zum"],
            beschluss=form.beschluss(),
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("Sitz „%(sitz)s“ beenden?") % {"sitz": sitz},
        folgen=[
            _("Mitglied und Stellvertretung enden am selben Tag."),
            _("Ab dem Tag danach zählt der Sitz nicht mehr zur Beschlussfähigkeit."),
            _("Gelöscht wird nichts: Wer den Sitz innehatte, bleibt lesbar."),
        ],
        knopf=_("Sitz beenden"),
        weg=krumen(sitz.gremium, sitz),
    )


# Who holds it -----------------------------------------------------------------------------------------------


def besetzen(request: Anfrage, pk: int) -> HttpResponse:
    sitz = _sitz(request, pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, sitz.gremium))
    form = BesetzungForm(
        *eingaben(request),
        instance=Besetzung(sitz=sitz),
        heute=timezone.localdate(),
        initial={"art": request.GET.get("als", BesetzungArt.MITGLIED)},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz_der_besetzung,
            lambda besetzung: _("%(wer)s ist eingetragen.") % {"wer": besetzung},
            sitz_besetzen,
            sitz_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Sitz besetzen"),
        weg=krumen(sitz.gremium, sitz),
        unterzeile=str(sitz),
        person_anlegen=True,
    )


def _besetzung(request: Anfrage, pk: int) -> Besetzung:
    menge = permissions.sichtbare_besetzungen(request.akteur)
    besetzung = get_object_or_404(menge.select_related("person", "sitz__gremium", "sitz__einrichtung"), pk=pk)
    verlange_erlaubnis(permissions.darf_besetzen(request.akteur, besetzung.sitz.gremium))
    return besetzung


def nachfolgen(request: Anfrage, pk: int) -> HttpResponse:
    besetzung = _besetzung(request, pk)
    heute = timezone.localdate()
    beginn = folgetag(besetzung.bis) if besetzung.bis is not None else None
    form = NachfolgeForm(*eingaben(request), besetzung=besetzung, heute=heute, initial={"von": beginn})
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz_der_besetzung,
            lambda neue: _("%(wer)s folgt am %(tag)s nach.") % {"wer": neue.person, "tag": datum(neue.von)},
            nachfolge,
            besetzung_id=pk,
            person_id=daten["person"].pk,
            von=daten["von"],
            bis=daten["bis"],
            grund=daten["grund"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Nachfolge eintragen"),
        weg=krumen(besetzung.sitz.gremium, besetzung.sitz),
        unterzeile=_("%(wer)s, %(sitz)s") % {"wer": besetzung, "sitz": besetzung.sitz},
        person_anlegen=True,
    )


def berichtigen(request: Anfrage, pk: int) -> HttpResponse:
    besetzung = _besetzung(request, pk)
    titel, weg = (
        _("%(wer)s berichtigen") % {"wer": besetzung},
        krumen(besetzung.sitz.gremium, besetzung.sitz),
    )
    form = BesetzungBerichtigenForm(
        *eingaben(request),
        instance=besetzung,
        heute=timezone.localdate(),
        initial={"stand": stand_von(besetzung)},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz_der_besetzung,
            lambda satz: _("%(wer)s ist berichtigt.") % {"wer": satz},
            besetzung_berichtigen,
            besetzung_id=pk,
            angaben=form.angaben(),
            grund=form.cleaned_data["grund"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=titel,
        weg=weg,
        unterzeile=_("Nur für falsche Eintragungen. Wechselt die Person, tragen Sie die Nachfolge ein."),
    )


def besetzung_enden(request: Anfrage, pk: int) -> HttpResponse:
    besetzung = _besetzung(request, pk)
    form = BeendenForm(*eingaben(request), initial={"zum": besetzung.bis or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_sitz_der_besetzung,
            lambda satz: _("%(wer)s endet am %(tag)s.") % {"wer": satz, "tag": datum(satz.bis)},
            besetzung_beenden,
            besetzung_id=pk,
            zum=form.cleaned_data["zum"],
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    frei = (
        _("Am Tag danach ist der Sitz frei, bis Sie ihn neu besetzen. Freie Sitze zählen weiter mit.")
        if besetzung.art == BesetzungArt.MITGLIED
        else _("Am Tag danach hat der Sitz keine Stellvertretung, bis Sie eine eintragen.")
    )
    return rueckfrage(
        request,
        form=form,
        titel=_("%(wer)s beenden?") % {"wer": besetzung},
        folgen=[frei, _("Steht die Nachfolge schon fest, tragen Sie besser gleich die Nachfolge ein.")],
        knopf=_("Beenden"),
        weg=krumen(besetzung.sitz.gremium, besetzung.sitz),
    )
