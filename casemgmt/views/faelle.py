"""The list of cases and the file itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casemgmt import permissions
from casemgmt.domain.fallweg import lage_des_falls
from casemgmt.domain.queries import faelle
from casemgmt.domain.queries.fallpersonen import personen_des_falls
from casemgmt.domain.queries.orte import kommune_des_falls
from casemgmt.domain.queries.zeitstrahl import Ereignis, mit_einzelheiten, vertretung_als_ereignis, zeitstrahl
from casemgmt.models import Fall, Fallvertretung
from casemgmt.models.auswahl import PHASEN
from casemgmt.permissions import FACHAUFSICHT
from casemgmt.regeln import fallweg
from casemgmt.regeln.fallfristen import ohne_kontakt
from casemgmt.regeln.fallweg import Bedarf, Lage, Naechstes
from casemgmt.regeln.sprachen import in_worten
from casemgmt.regeln.werte import ENDEN, Fallbereich, Phase
from casemgmt.views.aktenzugriff import akte_gelesen, aufsicht_liest
from casemgmt.views.fallseiten import (
    adresse,
    beratung_url,
    fall_holen,
    krumen,
    reiter,
)
from casemgmt.views.falltabelle import STAND, falltabelle, nach_stand
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage
from kim.web.tabelle import SORTIERUNG

EREIGNISSE_JE_SEITE = 20


@aufsicht_liest("casemgmt.fall", gettext_lazy("Fallliste gelesen"))
def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    menge = nach_stand(permissions.sichtbare_faelle(request.akteur), request.GET.get(STAND, ""))
    nach_ort = request.GET.get(SORTIERUNG, "").removeprefix("-") == "kommune"
    seite = falltabelle(request.akteur, heute).seite(request, faelle.fuer_die_liste(menge, nach_ort=nach_ort))
    worte = _Worte()
    seite.zeilen = [_zeile(fall, heute, worte) for fall in faelle.zeilen_der_liste(seite.zeilen)]
    return render(
        request,
        "casemgmt/fall_liste.html",
        {
            "seite": seite,
            "aufsicht": request.akteur.hat_recht(FACHAUFSICHT.schluessel),
            "neu_url": reverse("casemgmt:anfrage-neu")
            if permissions.darf_personen_erfassen(request.akteur)
            else "",
        },
    )


class _Worte:
    """What stands in many rows, looked up once."""

    def __init__(self) -> None:
        self.seit, self.lange_seit = _("seit"), _("schon lange, seit")
        self.noch_keiner, self.mukis = _("noch keiner"), _("MuKi-S")
        self.still = {True: _("lange her"), False: _("wartet lange")}
        self.phasen = {wert: str(titel) for wert, titel in PHASEN}


def _zeile(fall: Any, heute: date, worte: _Worte) -> dict[str, Any]:
    weitere = max(0, fall.anzahl_personen - 1)
    kontakt = timezone.localtime(fall.letzter_kontakt).date() if fall.letzter_kontakt else None
    beendet = fall.phase in ENDEN
    bis = None if beendet else fall.phase_seit + _dauer(Phase(fall.phase))
    seit = worte.lange_seit if bis is not None and bis < heute else worte.seit
    still = not beendet and ohne_kontakt(kontakt, fall.eroeffnet_am, heute)
    return {
        "url": adresse(fall),
        "zeichen": fall.aktenzeichen,
        "name": str(fall.hauptperson or ""),
        "weitere": ngettext("und %(n)d weitere", "und %(n)d weitere", weitere) % {"n": weitere}
        if weitere
        else "",
        "kommune": kommune_des_falls(None, fall),
        "dienst": worte.mukis if fall.bereich == Fallbereich.MUKIS else "",
        "phase": worte.phasen[fall.phase],
        "seit": f"{seit} {datum(fall.phase_seit)}",
        "kontakt": datum(kontakt) if kontakt else worte.noch_keiner,
        "still": worte.still[kontakt is not None] if still else "",
        "verantwortlich": fall.verantwortlich.name,
    }


def _dauer(phase: Phase) -> timedelta:
    return timedelta(days=fallweg.FRISTTAGE[phase])


def detail(request: Anfrage, pk: int) -> HttpResponse:
    fall = fall_holen(request, pk)
    akte_gelesen(request, fall, _("Fall geöffnet"), fall.aktenzeichen)
    heute = timezone.localdate()
    lage = lage_des_falls(fall)
    naechstes = fallweg.naechstes(lage)
    darf_fuehren = bool(permissions.darf_gesehenen_fall_fuehren(request.akteur, fall))
    vertretungen, ereignisse = _vertretungen(fall, heute)
    blaetter = Paginator(zeitstrahl(request.akteur, fall, ereignisse), EREIGNISSE_JE_SEITE)
    blatt = blaetter.get_page(request.GET.get("seite"))
    knopf_text, knopf_url = _knopf(fall, lage, naechstes) if darf_fuehren else ("", "")
    return render(
        request,
        "casemgmt/fall_detail.html",
        {
            "fall": fall,
            "krumen": krumen(),
            "reiter": reiter(fall, "akte"),
            "wegschritte": _wegschritte(fall, lage),
            "naechstes": naechstes,
            "ueberfaellig": naechstes.ueberfaellig(heute),
            "knopf_text": knopf_text,
            "knopf_url": knopf_url,
            "zweit_url": beratung_url(fall) if darf_fuehren and not fall.beendet else "",
            "personen": _personen(fall, heute),
            "angaben": _angaben(request.akteur, fall),
            "vertretungen": vertretungen,
            "wiedervorlagen": faelle.offene_wiedervorlagen(fall.pk),
            "blatt": blatt,
            "ereignisse": mit_einzelheiten(list(blatt.object_list)),
            "darf_fuehren": darf_fuehren and not fall.beendet,
            "darf_uebergeben": not fall.beendet
            and bool(permissions.darf_gesehenen_fall_uebergeben(request.akteur, fall)),
            "darf_abschliessen": darf_fuehren and bool(fallweg.moegliche_ausgaenge(lage.phase)),
            "darf_nicht_fortsetzen": darf_fuehren and fallweg.darf_nicht_fortgesetzt_werden(lage.phase),
            "darf_historie": request.akteur.hat_recht("protokoll.sehen"),
            "heute": heute,
        },
    )


def _knopf(fall: Fall, lage: Lage, naechstes: Naechstes) -> tuple[str, str]:
    """The one act that is next."""
    if fall.beendet:
        return _("Fall wieder aufnehmen"), reverse("casemgmt:fall-wieder-aufnehmen", args=[fall.pk])
    if lage.phase is Phase.EVALUATION:
        return _("Fall abschließen"), reverse("casemgmt:fall-abschliessen", args=[fall.pk])
    if lage.phase is Phase.KLAERUNG and lage.gehaltene_termine == 0:
        url = beratung_url(fall)
        return (_("Beratung erfassen"), url) if url else ("", "")
    if Bedarf.PLAN in naechstes.fehlt:
        return _("Zum Integrationsplan"), reverse("casemgmt:fall-plan", args=[fall.pk])
    schritt = next(s for s in fallweg.schritte_von(lage.phase) if not s.zurueck)
    return schritt.tat, reverse("casemgmt:fall-weiter", args=[fall.pk])


def _wegschritte(fall: Fall, lage: Lage) -> list[dict[str, Any]]:
    titel = dict(PHASEN)
    if lage.phase is Phase.NICHT_FORTGESETZT:
        weg = [Phase.KLAERUNG, Phase.NICHT_FORTGESETZT]
    else:
        weg = list(fallweg.HAUPTWEG)
    jetzt = weg.index(lage.phase)
    return [
        {
            "titel": titel[phase],
            "stand": "erledigt" if i < jetzt else "jetzt" if i == jetzt else "offen",
            "hinweis": _("seit %(tag)s") % {"tag": datum(fall.phase_seit)} if i == jetzt else "",
        }
        for i, phase in enumerate(weg)
    ]


def _personen(fall: Fall, heute: date) -> list[dict[str, Any]]:
    return [
        {
            "name": str(satz.klient),
            "url": reverse("casemgmt:klient-detail", args=[satz.klient_id]),
            "einwilligungen": reverse("casemgmt:einwilligung-liste", args=[satz.klient_id]),
            "eingewilligt": satz.eingewilligt,
            "hauptperson": satz.hauptperson,
            "sprachen": in_worten(satz.klient.sprachen),
        }
        for satz in personen_des_falls(fall.pk, heute)
    ]


def _vertretungen(fall: Fall, heute: date) -> tuple[list[Fallvertretung], list[Ereignis]]:
    """Who stands in today, and when somebody was named for this one case."""
    saetze = faelle.vertretungen(fall.pk, fall.verantwortlich_id, heute)
    gelten = [s for s in saetze if s.gilt_am(heute) and s.vertretene_id == fall.verantwortlich_id]
    return gelten, [vertretung_als_ereignis(satz) for satz in saetze if satz.fall_id is not None]


def _angaben(akteur: Akteur, fall: Fall) -> list[tuple[Any, Any]]:
    return [
        (_("Bereich"), fall.get_bereich_display()),
        (_("Kommune"), kommune_des_falls(akteur, fall)),
        (_("Eröffnet am"), datum(fall.eroeffnet_am)),
        (
            _("Verantwortlich"),
            _("%(name)s, seit %(tag)s")
            % {"name": fall.verantwortlich.name, "tag": datum(fall.verantwortlich_seit)},
        ),
        (_("Zustimmung zur Begleitung"), datum(fall.zugestimmt_am) if fall.zugestimmt_am else ""),
        (_("Beendet am"), datum(fall.beendet_am) if fall.beendet_am else ""),
        (_("Ausgang"), fall.get_ausgang_display()),
        (_("Grund"), fall.get_endgrund_display()),
        (_("Notiz zum Abschluss"), fall.abschlussnotiz),
    ]
