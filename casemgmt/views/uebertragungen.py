"""The tray "nicht übertragen": what arrived from a device and could not be taken over, and the ways on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casemgmt import permissions
from casemgmt.domain.ablage import ablage_loesen, uhr_voraus, wege
from casemgmt.domain.queries.ohne_netz import (
    ablage_fuer,
    gezeigter_grund,
    offene_entwuerfe,
    offene_in_ablage,
)
from casemgmt.domain.uebertragung import nicht_geoeffnet
from casemgmt.forms.ohne_netz import AblageForm
from casemgmt.models import Uebertragung
from casemgmt.regeln.ohne_netz import Ablagegrund, Loesung, Uebertragungsstand
from casemgmt.views.ablageinhalt import angaben, personen, striche, unterschrift
from casemgmt.views.aktenzugriff import akte_gelesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.anfrage import Anfrage, eingaben

HOECHSTENS = 100
ARTEN = {
    "beratung": gettext_lazy("Beratung"),
    "arbeitstermin": gettext_lazy("Arbeitstermin"),
    "kopfzahl": gettext_lazy("Kopfzahl"),
    "familie": gettext_lazy("neue Familie"),
}


def erklaerung(satz: Uebertragung) -> str:
    """Why it lies here and what to do, in words for whoever is to solve it."""
    return {
        Ablagegrund.KEIN_ZUGANG: _(
            "Zu dem genannten Fall besteht kein Zugang. Vielleicht ist er inzwischen abgegeben, oder das "
            "Aktenzeichen stimmt nicht."
        ),
        Ablagegrund.KONTO_BEENDET: _(
            "Das Konto der Person, die den Eintrag erfasst hat, ist beendet. Die Koordination entscheidet."
        ),
        Ablagegrund.KONFLIKT: _("Der Fall ist inzwischen beendet oder geändert worden."),
        Ablagegrund.UHR: _("Die Uhr des Geräts ging so falsch, dass der Tag nicht stimmt."),
        Ablagegrund.UNBEKANNT: _("Diese Art von Eintrag kennt diese Fassung von KIM nicht."),
        Ablagegrund.UNLESBAR: _("Der Eintrag ließ sich nicht öffnen. Er bleibt hier und auf dem Gerät."),
        Ablagegrund.UNVOLLSTAENDIG: _("Das Gerät wurde gesperrt, bevor der Eintrag fertig war."),
        Ablagegrund.UNGUELTIG: _("Eine Angabe fehlt oder passt nicht."),
    }[Ablagegrund(satz.grund)]


def liste(request: Anfrage) -> HttpResponse:
    zeilen = [_wie_gezeigt(request, satz) for satz in ablage_fuer(request.akteur)[:HOECHSTENS]]
    entwuerfe = list(offene_entwuerfe(request.akteur)[:HOECHSTENS])
    return render(
        request,
        "casemgmt/ablage_liste.html",
        {
            "zeilen": [
                (satz, _bezeichnung(request, satz), "achtung" if _offen(satz) else "gut") for satz in zeilen
            ],
            "entwuerfe": entwuerfe,
            "offene": sum(map(_offen, zeilen)) + len(entwuerfe),
            "erfassen_url": reverse("casemgmt:ohne-netz-offline"),
        },
    )


def _wie_gezeigt(request: Anfrage, satz: Uebertragung) -> Uebertragung:
    """Only for the page; nothing of it is saved."""
    satz.grund, satz.hinweis = gezeigter_grund(request.akteur, satz)
    return satz


def _bezeichnung(request: Anfrage, satz: Any) -> str:
    """Of one's own entry not the Kommune: it is that of the case, which one may not see."""
    titel = str(ARTEN.get(satz.art, _("Eintrag")))
    fremd = satz.konto_id != request.akteur.konto_id
    zeigen = fremd and satz.kommune and not satz.ort_geschuetzt
    return f"{titel}, {satz.kommune}" if zeigen else titel


def _offen(satz: Uebertragung) -> bool:
    return satz.stand == Uebertragungsstand.OFFEN


def detail(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(
        permissions.sichtbare_uebertragungen(request.akteur)
        .exclude(stand=Uebertragungsstand.ANGENOMMEN)
        .select_related("konto", "kommune", "fall", "geloest_von"),
        pk=pk,
    )
    # Without the Aktenzeichen: the entry may be saved as anonymous, and this log stays as it is.
    akte_gelesen(request, satz, _("Ablage bearbeiten"))
    _wie_gezeigt(request, satz)
    voraus = uhr_voraus(satz)
    falsch = voraus is not None and abs(voraus) > timedelta(minutes=10)
    moeglich = wege(satz, request.akteur)
    zu = nicht_geoeffnet(satz)
    form = AblageForm(*eingaben(request), wege=moeglich, uhr=falsch, zu=zu) if moeglich else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            geloest = _loesen(request, satz, form.cleaned_data)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            if _offen(geloest):
                messages.success(request, _("Der Eintrag ist geöffnet. Jetzt ist er zu lesen."))
                return redirect("casemgmt:ablage-detail", pk=pk)
            messages.success(request, _("Der Eintrag ist erledigt."))
            return redirect("casemgmt:ablage")
    return render(
        request,
        "casemgmt/ablage_detail.html",
        {
            "satz": satz,
            "titel": ARTEN.get(satz.art, _("Eintrag")),
            "erklaerung": erklaerung(satz),
            "angaben": angaben(request.akteur, satz),
            "personen": personen(satz),
            "striche": striche(unterschrift(satz)),
            "zeiten": _zeiten(satz, voraus if falsch else None),
            "form": form,
        },
    )


def _loesen(request: Anfrage, satz: Uebertragung, daten: dict[str, Any]) -> Uebertragung:
    return ablage_loesen(
        uebertragung_id=satz.pk,
        weg=Loesung(daten["weg"]),
        akteur=request.akteur,
        aktenzeichen=daten.get("aktenzeichen", ""),
        grund=daten.get("grund", ""),
        zeit_berichtigen=daten.get("zeit_berichtigen", False),
    )


def _zeiten(satz: Uebertragung, voraus: timedelta | None) -> list[tuple[str, Any]]:
    return [
        (_("erfasst, nach der Uhr des Geräts"), satz.geraet_erfasst_am),
        (_("gesendet, nach der Uhr des Geräts"), satz.geraet_gesendet_am),
        (_("angekommen, nach der Uhr des Servers"), satz.empfangen_am),
        (_("Uhr des Geräts"), _abstand(voraus) if voraus is not None else ""),
    ]


def _abstand(voraus: timedelta) -> str:
    minuten = round(abs(voraus).total_seconds() / 60)
    wie_weit = ngettext("%(n)d Stunde", "%(n)d Stunden", minuten // 60) % {"n": minuten // 60}
    if minuten < 120:
        wie_weit = ngettext("%(n)d Minute", "%(n)d Minuten", minuten) % {"n": minuten}
    return (_("geht %(um)s vor") if voraus > timedelta() else _("geht %(um)s nach")) % {"um": wie_weit}


def auf_heute(akteur: Akteur, heute: date) -> list[Heutezeile]:
    eigene, andere = offene_in_ablage(akteur)
    zeilen = []
    if eigene:
        zeilen.append(
            ngettext(
                "Einen eigenen Eintrag, der nicht übertragen ist, in Ordnung bringen",
                "%(n)d eigene Einträge, die nicht übertragen sind, in Ordnung bringen",
                eigene,
            )
            % {"n": eigene}
        )
    if andere:
        zeilen.append(
            ngettext(
                "Über einen Eintrag entscheiden, der nicht übertragen ist",
                "Über %(n)d Einträge entscheiden, die nicht übertragen sind",
                andere,
            )
            % {"n": andere}
        )
    return [Heutezeile(text, reverse("casemgmt:ablage"), Dringlichkeit.HEUTE) for text in zeilen]
