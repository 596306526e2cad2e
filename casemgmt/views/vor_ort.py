"""Today on site, the week, one Termin, and what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.queries.vor_ort import (
    arbeit_am,
    eigene_termine,
    kopfzahlen_am,
    name_des_termins,
    termine_am,
    ueberfaellige,
    verlauf_des_termins,
)
from casemgmt.domain.termin import nicht_erschienen, termin_absagen
from casemgmt.forms.terminzettel import zettelform
from casemgmt.models import Termin
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.terminregeln import aenderbar_bis, uhr_abweichung, wochenbeginn, zaehlt
from casemgmt.views.vor_ort_seiten import (
    STANDARTEN,
    angaben_des_termins,
    arbeitszeile,
    kopfzahlzeile,
    krumen,
    nur_wer_beraet,
    tat,
    termin_holen,
    wann,
    zeile,
    zurueck,
)
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage, verlange_erlaubnis

_EIN_TAG = timedelta(days=1)


def heute(request: Anfrage) -> HttpResponse:
    nur_wer_beraet(request)
    akteur, tag = request.akteur, timezone.localdate()
    zeilen = [zeile(termin, akteur.konto_id) for termin in termine_am(akteur, tag)]
    zeilen += [arbeitszeile(satz) for satz in arbeit_am(akteur, tag, tag)]
    zeilen += [kopfzahlzeile(satz) for satz in kopfzahlen_am(akteur, tag, tag)]
    return render(
        request,
        "casemgmt/vor_ort.html",
        {
            "tag": tag,
            "zeilen": sorted(zeilen, key=lambda z: z["beginn"]),
            "alte": [zeile(termin, akteur.konto_id) for termin in ueberfaellige(akteur, tag)],
        },
    )


def woche(request: Anfrage) -> HttpResponse:
    """Monday to Sunday; on the phone one under the other."""
    nur_wer_beraet(request)
    akteur, heutiger = request.akteur, timezone.localdate()
    montag = wochenbeginn(tag_aus(request.GET.get("ab", "")) or heutiger)
    sonntag = montag + 6 * _EIN_TAG
    eintraege = eintraege_von(akteur, montag, sonntag)
    tage = [montag + nummer * _EIN_TAG for nummer in range(7)]
    return render(
        request,
        "casemgmt/woche.html",
        {
            "montag": montag,
            "sonntag": sonntag,
            "heute": heutiger,
            "tage": [(tag, [z for z in eintraege if z["tag"] == tag]) for tag in tage],
            "davor": (montag - 7 * _EIN_TAG).isoformat(),
            "danach": (montag + 7 * _EIN_TAG).isoformat(),
            "krumen": krumen(),
        },
    )


def eintraege_von(akteur: Akteur, von: date, bis: date) -> list[dict[str, Any]]:
    """All that one has oneself in these days, in order."""
    eintraege = [zeile(termin, akteur.konto_id) for termin in eigene_termine(akteur, von, bis)]
    eintraege += [arbeitszeile(satz) for satz in arbeit_am(akteur, von, bis)]
    eintraege += [kopfzahlzeile(satz) for satz in kopfzahlen_am(akteur, von, bis)]
    return sorted(eintraege, key=lambda z: z["beginn"])


def tag_aus(wert: str) -> date | None:
    try:
        tag = date.fromisoformat(wert)
    except ValueError:
        return None
    return tag if 2000 <= tag.year <= 2100 else None


def detail(request: Anfrage, pk: int) -> HttpResponse:
    termin, akteur, jetzt = termin_holen(request, pk, "Termin gelesen"), request.akteur, timezone.now()
    kette = verlauf_des_termins(akteur, termin)
    fuehren = bool(permissions.darf_termin_fuehren(akteur, termin)) and termin.ersetzt_am is None
    aendern = permissions.darf_termin_aendern(akteur, termin, jetzt)
    geplant = termin.stand == Terminstand.GEPLANT
    return render(
        request,
        "casemgmt/termin.html",
        {
            "termin": termin,
            "titel": name_des_termins(termin) or _("Anonyme Beratung"),
            "unterzeile": wann(termin),
            "stand_art": STANDARTEN[Terminstand(termin.stand)],
            "zaehlt": zaehlt(termin.stand, termin.ersetzt_am),
            "angaben": angaben_des_termins(akteur, termin),
            "fassungen": kette if len(kette) > 1 else [],
            "neueste": kette[-1],
            "geplant": geplant,
            "kann_fehlen": geplant and termin.beginn <= jetzt,
            "fuehren": fuehren,
            "aendern": bool(aendern),
            "aenderbar_bis": aenderbar_bis(termin.erfasst_am) - _EIN_TAG if aendern and not geplant else None,
            "berichtigen": bool(permissions.darf_termin_berichtigen(akteur, termin, jetzt))
            and termin.stand == Terminstand.GEHALTEN,
            "anonym": termin.anonym and termin.stand == Terminstand.GEHALTEN and fuehren,
            "uhr_falsch": uhr_abweichung(termin.erfasst_am, termin.geraet_erfasst_am),
            "beraet": permissions.beraet(akteur),
            "zettel": zettelform(termin) if geplant and fuehren else None,
            "historie": reverse("protokoll:historie", args=["termin", termin.pk])
            if akteur.hat_recht("protokoll.sehen")
            else "",
            "krumen": krumen() if permissions.beraet(akteur) else [],
        },
    )


_TATEN: dict[str, Any] = {
    Terminstand.ABGESAGT: (termin_absagen, "Der Termin ist abgesagt."),
    Terminstand.NICHT_ERSCHIENEN: (nicht_erschienen, "Festgehalten: nicht erschienen."),
}


@require_POST
def stand(request: Anfrage, pk: int) -> HttpResponse:
    """The buttons beside a planned one."""
    termin: Termin = termin_holen(request, pk, "Stand des Termins geändert")
    verlange_erlaubnis(permissions.darf_termin_fuehren(request.akteur, termin))
    tun, meldung = _TATEN.get(request.POST.get("neu", ""), (None, ""))
    ziel = zurueck() if request.POST.get("von") == "liste" else reverse("casemgmt:termin-detail", args=[pk])
    if tun is None:
        return tat(request, ziel, lambda: None, _("Es wurde nichts geändert."))
    return tat(
        request,
        ziel,
        lambda: tun(akteur=request.akteur, termin_id=termin.pk),
        f"{_(meldung)} {datum(timezone.localdate(termin.beginn))}",
    )
