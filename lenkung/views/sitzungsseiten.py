"""What the pages of sessions share: words for states and marks, the path, lines for the start page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.heute import Dringlichkeit, Heutezeile, Termin
from kim.web.adressen import adressen
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.sitzungen import fristen_von, kommende_sitzungen, sitzung_fuer
from lenkung.domain.unterrichten import Unterrichtet
from lenkung.models import Sitzung
from lenkung.models.auswahl import SITZUNGSSTAENDE
from lenkung.regeln.sitzung import WEG, Sitzungsstand
from lenkung.regeln.zeitstrahl import Ampel, Lage, Marke, Markenart
from lenkung.views.antwort_heute import einladungszeile
from lenkung.views.go_seiten import Schritt
from lenkung.views.tagesordnungszeilen import tagesordnungszeile

TERMINE = 8
STANDARTEN = {
    Sitzungsstand.GEPLANT: "hinweis",
    Sitzungsstand.TAGESORDNUNG_FESTGELEGT: "hinweis",
    Sitzungsstand.EINGELADEN: "gut",
    Sitzungsstand.EROEFFNET: "gut",
    Sitzungsstand.GESCHLOSSEN: "neutral",
    Sitzungsstand.ABGESAGT: "schlecht",
}
MARKEN = {
    Markenart.VORSCHLAEGE: gettext_lazy("Vorschläge bis"),
    Markenart.TAGESORDNUNG: gettext_lazy("Tagesordnung festlegen bis"),
    Markenart.VERSAND: gettext_lazy("Einladung versenden bis"),
    Markenart.DRINGLICH: gettext_lazy("Dringlich versenden bis"),
    Markenart.SITZUNG: gettext_lazy("Sitzung"),
}
AMPELN = {Ampel.GRUEN: "gut", Ampel.GELB: "achtung", Ampel.ROT: "schlecht", Ampel.GRAU: "neutral"}
LAGEN = {
    Lage.OFFEN: gettext_lazy("offen"),
    Lage.BALD: gettext_lazy("bald"),
    Lage.HEUTE: gettext_lazy("heute"),
    Lage.ERLEDIGT: gettext_lazy("erledigt"),
    Lage.VERSPAETET: gettext_lazy("verspätet"),
    Lage.VERSAEUMT: gettext_lazy("versäumt"),
    Lage.GESCHLOSSEN: gettext_lazy("abgelaufen"),
    Lage.NICHT_NOETIG: gettext_lazy("nicht nötig"),
    Lage.VORBEI: gettext_lazy("vorbei"),
    Lage.ENTFALLEN: gettext_lazy("entfallen"),
    Lage.NICHT_GEREGELT: gettext_lazy("nicht geregelt"),
}


@dataclass(frozen=True, slots=True)
class Markenzeile:
    """A mark in words."""

    marke: Marke
    titel: Any
    wort: Any
    farbe: str
    norm_url: str = ""


def markenzeile(marke: Marke, go_pk: int | None = None) -> Markenzeile:
    anker = "vorschlaege" if marke.art is Markenart.VORSCHLAEGE else "ladung"
    url = f"{reverse('lenkung:go-detail', args=[go_pk])}#{anker}" if go_pk and marke.norm else ""
    return Markenzeile(marke, MARKEN[marke.art], LAGEN[marke.lage], AMPELN[marke.ampel], url)


def sitzung_holen(request: Anfrage, pk: int) -> Sitzung:
    sitzung = sitzung_fuer(request.akteur, pk)
    if sitzung is None:
        raise Http404
    return sitzung


def krumen(sitzung: Sitzung | None = None) -> list[tuple[Any, str]]:
    weg: list[tuple[Any, str]] = [
        (_("Lenkung"), reverse("lenkung:uebersicht")),
        (_("Sitzungen"), reverse("lenkung:sitzung-liste")),
    ]
    if sitzung is not None:
        weg.append((sitzung, reverse("lenkung:sitzung-detail", args=[sitzung.pk])))
    return weg


def weg_der_sitzung(sitzung: Sitzung, *, nachgetragen: bool = False) -> list[Schritt]:
    """The five states; a cancelled session ends where it was cancelled.

    A session that was entered afterwards went its way on paper: of the steps between nothing is known here.
    """
    titel = dict(SITZUNGSSTAENDE)
    if nachgetragen:
        return [
            Schritt(titel[Sitzungsstand.GEPLANT.value], "erledigt"),
            Schritt(titel[Sitzungsstand.GESCHLOSSEN.value], "jetzt", _("nachgetragen")),
        ]
    if sitzung.lage is Sitzungsstand.ABGESAGT:
        return [
            Schritt(titel[Sitzungsstand.GEPLANT.value], "erledigt"),
            Schritt(titel[Sitzungsstand.ABGESAGT.value], "jetzt"),
        ]
    stelle = WEG.index(sitzung.lage)
    hinweise = {Sitzungsstand.EROEFFNET: datum(sitzung.tag)}
    return [
        Schritt(
            titel[stand.value],
            "erledigt" if nummer < stelle else "jetzt" if nummer == stelle else "offen",
            hinweise.get(stand, ""),
        )
        for nummer, stand in enumerate(WEG)
    ]


def meldung(unterrichtet: Unterrichtet, getan: str) -> str:
    """What was done, whom it was told, and who has to be told in another way."""
    teile = [getan]
    if unterrichtet.erreicht:
        text = ngettext(
            "%(n)s Person bekommt eine E-Mail.",
            "%(n)s Personen bekommen eine E-Mail.",
            unterrichtet.erreicht,
        )
        teile.append(text % {"n": unterrichtet.erreicht})
    if unterrichtet.ohne_adresse:
        teile.append(
            _("Ohne E-Mail-Adresse, bitte anders unterrichten: %(namen)s.")
            % {"namen": ", ".join(unterrichtet.ohne_adresse)}
        )
    return " ".join(teile)


# From a poll ------------------------------------------------------------------------------------------------

GRUENDE = {
    "abfrage": gettext_lazy(
        "Fehlende Tagesordnungspunkte zur Entscheidung, nach Abstimmung bei den Mitgliedern"
    ),
}
"""As the session of 19.06.2023 was cancelled. The address names the reason, it does not carry it."""


def termin_aus_adresse(request: Anfrage) -> dict[str, Any]:
    """A date that a poll has found; what is no date is ignored."""
    try:
        tag = date.fromisoformat(request.GET.get("tag", ""))
        uhrzeit = time.fromisoformat(request.GET.get("uhrzeit", ""))
    except ValueError:
        return {}
    return {"tag": tag, "uhrzeit": uhrzeit}


def grund_aus_adresse(request: Anfrage) -> dict[str, Any]:
    grund = GRUENDE.get(request.GET.get("grund", ""))
    return {"grund": grund} if grund else {}


# Start page and search --------------------------------------------------------------------------------------


def auf_heute(akteur: Akteur, heute: date) -> tuple[list[Heutezeile], list[Termin]]:
    """The next sessions of one's Gremien; for those who plan also what is to be done, from the timeline."""
    sitzungen = kommende_sitzungen(akteur, heute)
    planbare = [s for s in sitzungen if permissions.darf_sitzung_planen(akteur, s.gremium)]
    zeilen = [_zeile(sitzung, marken, heute) for sitzung, marken in fristen_von(planbare, heute)]
    zeilen += [tagesordnungszeile(akteur, sitzung) for sitzung in sitzungen]
    if akteur.hat_recht(permissions.VORBEREITEN.schluessel):
        zeilen += [einladungszeile(sitzung, heute) for sitzung in sitzungen]
    url = adressen("lenkung:sitzung-detail")
    termine = [
        Termin(
            sitzung.beginn,
            sitzung.gremium.kurz,
            url(sitzung.pk),
            sitzung.ort_text,
        )
        for sitzung in sitzungen[:TERMINE]
    ]
    return [zeile for zeile in zeilen if zeile is not None], termine


def _zeile(sitzung: Sitzung, marken: Sequence[Marke], heute: date) -> Heutezeile | None:
    je_art = {marke.art: marke for marke in marken}
    versand, dringlich = je_art[Markenart.VERSAND], je_art[Markenart.DRINGLICH]
    if versand.lage in (Lage.BALD, Lage.HEUTE):
        text, marke = _("Einladung versenden: %(frist)s"), versand
    elif dringlich.lage in (Lage.BALD, Lage.HEUTE):
        text, marke = _("Einladung dringlich versenden: %(frist)s"), dringlich
    elif versand.lage is Lage.VERSAEUMT:
        text, marke = _("Sitzung verlegen oder absagen: die Ladungsfrist ist versäumt"), versand
    elif sitzung.lage is Sitzungsstand.TAGESORDNUNG_FESTGELEGT:
        return _einladen(sitzung, versand)
    else:
        return None
    return Heutezeile(
        text % {"frist": _frist(marke, heute)},
        reverse("lenkung:sitzung-detail", args=[sitzung.pk]),
        dringlichkeit={Lage.HEUTE: Dringlichkeit.HEUTE, Lage.VERSAEUMT: Dringlichkeit.UEBERFAELLIG}.get(
            marke.lage, Dringlichkeit.BALD
        ),
        frist=marke.tag,
        norm=marke.norm,
        hinweis=_("%(gremium)s am %(tag)s") % {"gremium": sitzung.gremium.kurz, "tag": datum(sitzung.tag)},
    )


def _einladen(sitzung: Sitzung, versand: Marke) -> Heutezeile:
    """The chair has set the agenda: now it is the turn of those who invite, whether a period runs or not."""
    return Heutezeile(
        _("Einladung vorbereiten: die Tagesordnung ist festgelegt"),
        reverse("lenkung:sitzung-einladung", args=[sitzung.pk]),
        dringlichkeit=Dringlichkeit.BALD,
        frist=versand.tag,
        norm=versand.norm,
        hinweis=_("%(gremium)s am %(tag)s") % {"gremium": sitzung.gremium.kurz, "tag": datum(sitzung.tag)},
    )


def _frist(marke: Marke, heute: date) -> str:
    assert marke.tag is not None  # only regulated marks become a line
    abstand = (marke.tag - heute).days
    if abstand == 0:
        return _("heute ist der letzte Tag")
    return ngettext("noch %(n)s Tag", "noch %(n)s Tage", abstand) % {"n": abstand}
