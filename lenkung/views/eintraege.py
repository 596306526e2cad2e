"""What the screen of a session sends: one address, one entry at a time, each saved as it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.web.anfrage import Anfrage
from lenkung.domain import abstimmung, anwesenheit, geraet, namensstimmen, notiz, sitzung_fuehren
from lenkung.domain.queries.sitzungsbild import noch_zu_pruefen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.forms.verlauf import Angaben, unlesbar, wort
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import MIT_ZAHLEN, Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart
from lenkung.views.sitzungsseiten import sitzung_holen

Tat = Callable[[int, Angaben, Eintrag], Any]


@require_POST
def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    """As data for the script; without it, back to the page with a message."""
    als_daten = "application/json" in request.headers.get("Accept", "")
    angaben = Angaben(request.POST.dict())
    try:
        tat = TATEN.get(str(angaben.daten.get("tat", "")))
        if tat is None:
            raise unlesbar()
        eintrag = Eintrag(request.akteur, angaben.schluessel(), angaben.alter())
        ergebnis = tat(pk, angaben, eintrag)
    except Fachfehler as fehler:
        return _gescheitert(request, pk, fehler, als_daten)
    except ObjectDoesNotExist:
        weg = Fachfehler(_("Das gibt es in dieser Sitzung nicht mehr. Bitte neu laden."), code="fehlt")
        return _gescheitert(request, pk, weg, als_daten)
    if als_daten:
        return JsonResponse({"gut": True, **(ergebnis if isinstance(ergebnis, dict) else {})})
    if isinstance(ergebnis, dict) and "hinweis" in ergebnis:
        messages.info(request, ergebnis["hinweis"])
    return redirect(reverse("lenkung:sitzung-fuehren", args=[pk]))


def _gescheitert(request: Anfrage, pk: int, fehler: Fachfehler, als_daten: bool) -> HttpResponse:
    """Whoever may enter sees the session too, so only a refusal asks for that: 404 says nothing of it."""
    sitzung_holen(request, pk)
    if als_daten:
        status = 403 if isinstance(fehler, NichtErlaubt) else 409 if isinstance(fehler, Ueberholt) else 400
        antwort = {"meldung": fehler.meldung, "code": fehler.code, "feld": fehler.feld or ""}
        return JsonResponse(antwort, status=status)
    messages.error(request, fehler.meldung)
    return redirect(reverse("lenkung:sitzung-fuehren", args=[pk]))


# One small function per act ---------------------------------------------------------------------------------


def _eroeffnen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.sitzung_eroeffnen(sitzung_id=pk, leitung=angaben.text("leitung", 200), eintrag=eintrag)


def _schliessen(pk: int, angaben: Angaben, eintrag: Eintrag) -> dict[str, Any] | None:
    sitzung_fuehren.sitzung_schliessen(
        sitzung_id=pk, eintrag=eintrag, rest_absetzen=angaben.hat("rest_absetzen")
    )
    offen = noch_zu_pruefen(pk)
    wort = ngettext(
        "Der Vorsitz muss noch eine Abstimmung prüfen: die Anwesenheit wurde danach berichtigt.",
        "Der Vorsitz muss noch %(n)s Abstimmungen prüfen: die Anwesenheit wurde danach berichtigt.",
        offen,
    )
    return {"hinweis": wort % {"n": offen}} if offen else None


def _unfaehig(pk: int, _angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.beschlussunfaehigkeit_feststellen(sitzung_id=pk, eintrag=eintrag)


def _faehig(pk: int, _angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.beschlussfaehigkeit_feststellen(sitzung_id=pk, eintrag=eintrag)


def _kommt(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitz, rolle, art = angaben.teile("kommt", 3)
    anwesenheit.sitz_kommt(
        sitzung_id=pk,
        sitz_id=int(sitz),
        rolle=wort(Teilnahmerolle, rolle),
        art=wort(Anwesenheitsart, art),
        eintrag=eintrag,
    )


def _gast(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    gast, art = angaben.teile("gast", 2)
    anwesenheit.gast_kommt(sitzung_id=pk, gast_id=int(gast), art=wort(Anwesenheitsart, art), eintrag=eintrag)


def _geht(pk: int, angaben: Angaben, eintrag: Eintrag) -> dict[str, Any] | None:
    if anwesenheit.geht(sitzung_id=pk, anwesenheit_id=angaben.zahl("geht"), eintrag=eintrag):
        return None
    return {
        "hinweis": _("Um diese Zeit war die Person nicht als anwesend eingetragen. Bitte die Zeiten prüfen.")
    }


def _code(pk: int, angaben: Angaben, eintrag: Eintrag) -> dict[str, Any]:
    """Said to the person who stands there; it is shown once and stored nowhere."""
    sitz, rolle = angaben.teile("code", 2)
    code = geraet.code_ausgeben(
        sitzung_id=pk, sitz_id=int(sitz), rolle=wort(Teilnahmerolle, rolle), eintrag=eintrag
    )
    return {"hinweis": _("Code für dieses Gerät: %(code)s") % {"code": code}}


def _anwesenheit(pk: int, angaben: Angaben, eintrag: Eintrag) -> Any:
    """The list is one form; the button says which of them it is."""
    for name, tat in (("kommt", _kommt), ("gast", _gast), ("geht", _geht), ("code", _code)):
        if angaben.hat(name):
            return tat(pk, angaben, eintrag)
    raise unlesbar()


def _aufrufen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.punkt_aufrufen(sitzung_id=pk, punkt_id=angaben.zahl("punkt"), eintrag=eintrag)


def _abschliessen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.punkt_abschliessen(sitzung_id=pk, punkt_id=angaben.zahl("punkt"), eintrag=eintrag)


def _absetzen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.punkt_absetzen(
        sitzung_id=pk, punkt_id=angaben.zahl("punkt"), grund=angaben.text("grund", 300), eintrag=eintrag
    )


def _zurueckstellen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitzung_fuehren.punkt_zurueckstellen(sitzung_id=pk, punkt_id=angaben.zahl("punkt"), eintrag=eintrag)


def _oeffentlichkeit(oeffentlich: bool) -> Tat:
    def tat(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
        sitzung_fuehren.oeffentlichkeit_setzen(
            sitzung_id=pk, punkt_id=angaben.zahl("punkt"), oeffentlich=oeffentlich, eintrag=eintrag
        )

    return tat


def _wortlaut(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    abstimmung.wortlaut_setzen(
        sitzung_id=pk, punkt_id=angaben.zahl("punkt"), text=angaben.text("text"), eintrag=eintrag
    )


def _einvernehmen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    abstimmung.einvernehmen_feststellen(
        sitzung_id=pk,
        punkt_id=angaben.zahl("punkt"),
        text=angaben.text("text"),
        widerspruch=(),
        eintrag=eintrag,
    )


def _widerspruch(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    sitze = list(angaben.stimmen())
    if not sitze:
        raise Fachfehler(_("Bitte angeben, wer widerspricht."), code="wer", feld="widerspruch")
    abstimmung.einvernehmen_feststellen(
        sitzung_id=pk,
        punkt_id=angaben.zahl("punkt"),
        text=angaben.text("text"),
        widerspruch=sitze,
        eintrag=eintrag,
    )


def _beginnen(weise: Weise, *, auf_geraeten: bool = False) -> Tat:
    def tat(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
        abstimmung.abstimmung_beginnen(
            sitzung_id=pk,
            punkt_id=angaben.zahl("punkt"),
            text=angaben.text("text"),
            weise=weise,
            auf_geraeten=auf_geraeten,
            eintrag=eintrag,
        )

    return tat


def _stimme(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    wert = angaben.text("wert", 20)
    namensstimmen.stimme_vormerken(
        sitzung_id=pk,
        abstimmung_id=angaben.zahl("abstimmung"),
        sitz_id=angaben.zahl("sitz"),
        wert=wort(Stimmwert, wert) if wert else None,
        eintrag=eintrag,
    )


def _zaehlen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    mit_zahlen = angaben.wort(Weise, "weise") in MIT_ZAHLEN
    abstimmung.abstimmung_schliessen(
        sitzung_id=pk,
        abstimmung_id=angaben.zahl("abstimmung"),
        zahlen=angaben.zahlen() if mit_zahlen else None,
        stimmen=None if mit_zahlen else angaben.stimmen(),
        stichentscheid=angaben.hat("stichentscheid"),
        eintrag=eintrag,
    )


def _zaehlen_geraete(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    """What the devices have sent is there already."""
    abstimmung.abstimmung_schliessen(
        sitzung_id=pk,
        abstimmung_id=angaben.zahl("abstimmung"),
        stichentscheid=angaben.hat("stichentscheid"),
        eintrag=eintrag,
    )


def _verwerfen(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    abstimmung.abstimmung_verwerfen(
        sitzung_id=pk,
        abstimmung_id=angaben.zahl("abstimmung"),
        grund=angaben.text("grund", 300),
        eintrag=eintrag,
    )


def _feststellen(angenommen: bool | None) -> Tat:
    def tat(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
        abstimmung.ergebnis_feststellen(
            sitzung_id=pk,
            abstimmung_id=angaben.zahl("abstimmung"),
            angenommen=angenommen,
            eintrag=eintrag,
        )

    return tat


def _pruefung(pk: int, angaben: Angaben, eintrag: Eintrag) -> None:
    abstimmung.pruefung_abschliessen(
        sitzung_id=pk,
        abstimmung_id=angaben.zahl("abstimmung"),
        begruendung=angaben.text("grund", 500),
        eintrag=eintrag,
    )


def _notiz(pk: int, angaben: Angaben, eintrag: Eintrag) -> dict[str, Any]:
    satz = notiz.notiz_schreiben(
        sitzung_id=pk,
        punkt_id=angaben.zahl("punkt"),
        text=angaben.text("notiz", notiz.HOECHSTENS),
        zaehler=angaben.zahl("zaehler"),
        eintrag=eintrag,
    )
    return {"zaehler": satz.zaehler}


TATEN: dict[str, Tat] = {
    "eroeffnen": _eroeffnen,
    "schliessen": _schliessen,
    "unfaehig": _unfaehig,
    "faehig": _faehig,
    "anwesenheit": _anwesenheit,
    "aufrufen": _aufrufen,
    "abschliessen": _abschliessen,
    "absetzen": _absetzen,
    "zurueckstellen": _zurueckstellen,
    "oeffentlich": _oeffentlichkeit(True),
    "nicht-oeffentlich": _oeffentlichkeit(False),
    "wortlaut": _wortlaut,
    "einvernehmen": _einvernehmen,
    "widerspruch": _widerspruch,
    **{f"beginnen-{weise.value}": _beginnen(weise) for weise in Weise if weise is not Weise.EINVERNEHMLICH},
    **{
        f"beginnen-{weise.value}-geraete": _beginnen(weise, auf_geraeten=True)
        for weise in (Weise.NAMENTLICH, Weise.GEHEIM)
    },
    "stimme": _stimme,
    "zaehlen": _zaehlen,
    "zaehlen-geraete": _zaehlen_geraete,
    "verwerfen": _verwerfen,
    "feststellen": _feststellen(None),
    "feststellen-ja": _feststellen(True),
    "feststellen-nein": _feststellen(False),
    "pruefung": _pruefung,
    "notiz": _notiz,
}
"""What an entry may say; the name travels in its button."""
