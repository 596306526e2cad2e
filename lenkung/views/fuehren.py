"""The screen of a session: agenda, the item, presence and quorum. Workbench, by keyboard."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kim.basis.befund import Befund
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.sitzungen import sitzung_mit_verlauf_fuer
from lenkung.domain.queries.sitzungsbild import (
    Sitzungsbild,
    leitungen,
    sitzungsbild,
    stimmen_der,
)
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.models import Abstimmung, Sitzung
from lenkung.regeln.probe import ergebnis_der_abstimmung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.verlauf import ENTSCHEIDUNGEN, MIT_ZAHLEN, Abstimmungsstand, Stimmwert, Weise
from lenkung.views.fuehrenzeilen import (
    agenda,
    gastzeilen,
    legende,
    platzzeilen,
    tastenhilfe,
    widerspruchszeilen,
)
from lenkung.views.genehmigungsseiten import einwendungen_zum_punkt
from lenkung.views.sitzungsseiten import STANDARTEN, krumen

FARBEN = {
    "quorum": "gut",
    "gilt_als": "achtung",
    "zweite_einberufung": "gut",
    "nicht_geregelt": "neutral",
    "festgestellt": "schlecht",
    "nicht_erreicht": "schlecht",
}


def faehigkeitswort(urteil: str) -> str:
    return {
        "quorum": _("beschlussfähig"),
        "gilt_als": _("gilt als beschlussfähig"),
        "zweite_einberufung": _("beschlussfähig: zweite Einberufung"),
        "nicht_geregelt": _("nicht geregelt"),
        "festgestellt": _("Beschlussunfähigkeit festgestellt"),
        "nicht_erreicht": _("nicht beschlussfähig"),
    }[urteil]


def fuehren(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = _sitzung(request, pk)
    kontext = {
        **_kontext(request, sitzung),
        "krumen": krumen(sitzung),
        "tastenhilfe": tastenhilfe(get_language()),
    }
    return render(request, "lenkung/fuehren.html", kontext)


def teile(request: Anfrage, pk: int) -> HttpResponse:
    """Only what changes while the session goes on."""
    return render(request, "lenkung/fuehren_stand.html", _kontext(request, _sitzung(request, pk)))


def stand(request: Anfrage, pk: int) -> HttpResponse:
    """Asked every second: has anybody entered something?"""
    sitzung = _sitzung(request, pk)
    antwort = JsonResponse({"zaehler": zaehlerstand(sitzung.pk)})
    antwort["Cache-Control"] = "no-store"
    return antwort


def _sitzung(request: Anfrage, pk: int) -> Sitzung:
    sitzung = sitzung_mit_verlauf_fuer(request.akteur, pk)
    if sitzung is None:
        raise Http404
    verlange_erlaubnis(permissions.darf_verlauf_sehen(request.akteur, sitzung))
    return sitzung


def _kontext(request: Anfrage, sitzung: Sitzung) -> dict[str, Any]:
    akteur, bild = request.akteur, sitzungsbild(sitzung, timezone.now())
    lage = bild.faehigkeit
    urteil = lage.befund.urteil
    darf_fuehren = bool(permissions.darf_sitzung_fuehren(akteur, sitzung))
    go = sitzung.geschaeftsordnung_id
    return {
        "sitzung": sitzung,
        "bild": bild,
        "verlauf": bild.verlauf,
        "zaehler": bild.verlauf.zaehler if bild.verlauf else 0,
        "stand_art": STANDARTEN[sitzung.lage],
        "eroeffnet": sitzung.lage is Sitzungsstand.EROEFFNET,
        "geschlossen": sitzung.lage is Sitzungsstand.GESCHLOSSEN,
        "vor_dem_tag": timezone.localdate() < sitzung.tag,
        "agenda": agenda(bild, aufrufbar=darf_fuehren and sitzung.lage is Sitzungsstand.EROEFFNET),
        "punkt": bild.punkt,
        "einwendungen": einwendungen_zum_punkt(request, bild.punkt),
        "plaetze": platzzeilen(bild, darf=bool(permissions.darf_anwesenheit_eintragen(akteur, sitzung))),
        "legende": legende(sitzung.form),
        "lage": lage,
        "lage_art": FARBEN[urteil],
        "lage_wort": faehigkeitswort(urteil),
        "norm_url": f"{reverse('lenkung:go-detail', args=[go])}#quorum" if go and lage.befund.norm else "",
        "darf_fuehren": darf_fuehren,
        "darf_eroeffnen": bool(permissions.darf_eroeffnen(akteur, sitzung)),
        "darf_feststellen": bool(permissions.darf_feststellen(akteur, sitzung)),
        "darf_pruefen": bool(permissions.darf_pruefung_abschliessen(akteur, sitzung)),
        "pruefungen": _pruefungen(bild),
        "leitungen": leitungen(sitzung) if sitzung.lage is Sitzungsstand.EINGELADEN else (),
        **(_punkt(bild) if bild.punkt is not None else {}),
    }


def _pruefungen(bild: Sitzungsbild) -> list[dict[str, Any]]:
    """What was counted, and what it would be with the corrected presence."""
    zeilen = []
    for satz, urteil in bild.pruefungen():
        damals, heute = satz.ergebnis or {}, ergebnis_der_abstimmung(urteil.befund)
        zeilen.append({"satz": satz, "damals": _befund(damals), "heute": _befund(heute)})
    return zeilen


def _punkt(bild: Sitzungsbild) -> dict[str, Any]:
    punkt, offen = bild.punkt, bild.offene_abstimmung
    assert punkt is not None
    zu_entscheiden = punkt.punktart in ENTSCHEIDUNGEN
    return {
        "notiz": bild.notiz(),
        "gaeste": gastzeilen(bild),
        "offen": offen,
        "wortlaut": offen.wortlaut.text if offen else bild.wortlaut(),
        "erfordernis": bild.erfordernis,
        "zu_entscheiden": zu_entscheiden,
        "stimme_url": str(settings.KIM_BASIS_URL) + reverse("lenkung:stimme"),
        "zurueckstellbar": offen is None and bild.faehigkeit.faehig is False,
        "abgeschlossen": punkt.lage is not Punktstand.OFFEN,
        "frueher": (frueher := [_ergebnis(satz) for satz in bild.am_punkt()]),
        "entschieden": any(zeile["beschluss"] is not None for zeile in frueher),
        **(_abstimmung(bild, offen) if offen else {}),
        "vertretene": _vertretene(bild, offen) if offen and _am_bildschirm(offen) else (),
        "widerspruch": widerspruchszeilen(_vertretene(bild, None)) if offen is None else "",
    }


def _am_bildschirm(offen: Abstimmung) -> bool:
    return offen.art is Weise.NAMENTLICH and not offen.auf_geraeten


def _vertretene(bild: Sitzungsbild, offen: Abstimmung | None) -> list[tuple[int, str, str, str]]:
    """Seats with a vote that somebody represents now: id, seat, person, how it votes (Ja, unless marked)."""
    ausnahmen = offen.ausnahmen if offen else {}
    return [
        (
            platz.zeile.sitz.pk,
            platz.zeile.sitz.name,
            platz.durch.name if platz.durch else "",
            ausnahmen.get(str(platz.zeile.sitz.pk), Stimmwert.JA.value),
        )
        for platz in bild.plaetze
        if platz.vertreten
    ]


def _abstimmung(bild: Sitzungsbild, offen: Abstimmung) -> dict[str, Any]:
    ergebnis = offen.ergebnis or {}
    return {
        "mit_zahlen": offen.art in MIT_ZAHLEN,
        "laeuft": offen.lage is Abstimmungsstand.LAEUFT,
        "abgaben": offen.abgaben.count() if offen.auf_geraeten else 0,
        "mit_stichentscheid": bild.mit_stichentscheid,
        "ergebnis": ergebnis,
        "urteil": _befund(ergebnis) if ergebnis else None,
        "urteil_art": _farbe(ergebnis),
        "urteil_wort": _wort(ergebnis),
        "stimmen": stimmen_der(offen) if ergebnis else (),
    }


def _ergebnis(satz: Abstimmung) -> dict[str, Any]:
    """A vote of this item that is over."""
    ergebnis = satz.ergebnis or {}
    return {
        "satz": satz,
        "beschluss": getattr(satz, "beschluss", None),
        "befund": _befund(ergebnis) if ergebnis else None,
        "art": _farbe(ergebnis) if satz.lage is Abstimmungsstand.FESTGESTELLT else "neutral",
        "wort": _wort(ergebnis) if satz.lage is Abstimmungsstand.FESTGESTELLT else satz.get_stand_display(),
    }


def _befund(ergebnis: dict[str, Any]) -> Befund:
    """The stored verdict, as the chair saw it."""
    return Befund(_wort(ergebnis), tuple(ergebnis["norm"]), ergebnis["rechnung"])


def _wort(ergebnis: dict[str, Any]) -> str:
    if not ergebnis:
        return ""
    if not ergebnis["gueltig"]:
        return _("ungültig")
    return {True: _("angenommen"), False: _("abgelehnt"), None: _("nicht geregelt")}[ergebnis["angenommen"]]


def _farbe(ergebnis: dict[str, Any]) -> str:
    if not ergebnis:
        return "neutral"
    if not ergebnis["gueltig"]:
        return "schlecht"
    return {True: "gut", False: "achtung", None: "neutral"}[ergebnis["angenommen"]]
