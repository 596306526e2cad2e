"""The portal of a member: the next session, one's own answer, papers, proposals, what was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.mitglieder import mitwirkung_von
from lenkung.domain.queries.portal import (
    eigene_niederschriften,
    eigene_teilnahmen,
    eigene_vorschlaege,
    kommende,
    vergangene,
)
from lenkung.domain.queries.umlauf import laufende_fuer
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Zusage
from lenkung.regeln.vorschlag import Vorschlagsstand
from lenkung.views.sitzungsseiten import STANDARTEN, krumen

ANTWORTARTEN = {
    Zusage.OFFEN: "achtung",
    Zusage.VOR_ORT: "gut",
    Zusage.DIGITAL: "gut",
    Zusage.VERHINDERT: "neutral",
}
ANTWORTWORTE = {
    Zusage.OFFEN: gettext_lazy("Ihre Antwort fehlt noch"),
    Zusage.VOR_ORT: gettext_lazy("Sie kommen vor Ort"),
    Zusage.DIGITAL: gettext_lazy("Sie nehmen digital teil"),
    Zusage.VERHINDERT: gettext_lazy("Sie sind verhindert"),
}
VORSCHLAGSARTEN = {
    Vorschlagsstand.EINGEGANGEN: "hinweis",
    Vorschlagsstand.RUECKFRAGE: "achtung",
    Vorschlagsstand.VERSCHOBEN: "neutral",
    Vorschlagsstand.AUFGENOMMEN: "gut",
    Vorschlagsstand.ABGELEHNT: "schlecht",
    Vorschlagsstand.ZURUECKGEZOGEN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Zeile:
    """A session with one's own answer in words."""

    sitzung: Sitzung
    stand_art: str
    antwort: Any = ""
    antwort_art: str = ""
    gefragt: bool = False
    zu_lesen: bool = False


def im_menue(akteur: Akteur) -> bool:
    """Without a query: whoever holds a seat is linked to a person. The Geschäftsstelle, whose people are
    persons too, works in the list of all sessions."""
    return akteur.person_id is not None and not akteur.hat_recht(permissions.VORBEREITEN.schluessel)


def meine_sitzungen(request: Anfrage) -> HttpResponse:
    akteur, jetzt = request.akteur, timezone.now()
    mitwirkung = mitwirkung_von(akteur.person_id, timezone.localdate())
    sitzungen = kommende(akteur, mitwirkung.keys(), jetzt) if mitwirkung else []
    teilnahmen = eigene_teilnahmen(akteur, sitzungen)
    zeilen = [_zeile(akteur, sitzung, teilnahmen.get(sitzung.pk)) for sitzung in sitzungen]
    naechste = next((zeile for zeile in zeilen if zeile.sitzung.lage is not Sitzungsstand.ABGESAGT), None)
    gehalten = vergangene(akteur, mitwirkung.keys(), jetzt) if mitwirkung else []
    niederschriften = eigene_niederschriften(akteur, gehalten) if gehalten else {}
    return render(
        request,
        "lenkung/meine_sitzungen.html",
        {
            "hat_sitz": bool(mitwirkung),
            "naechste": naechste,
            "bald": naechste is not None and (naechste.sitzung.tag - timezone.localdate()).days <= 14,
            "weitere": [zeile for zeile in zeilen if zeile is not naechste],
            "umlaeufe": laufende_fuer(akteur, jetzt),
            "vorschlaege": [(satz, VORSCHLAGSARTEN[satz.lage]) for satz in eigene_vorschlaege(akteur)],
            "vergangene": [(sitzung, niederschriften.get(sitzung.pk)) for sitzung in gehalten],
            "krumen": krumen()[:1],
        },
    )


def _zeile(akteur: Akteur, sitzung: Sitzung, teilnahme: Teilnahme | None) -> Zeile:
    zu_lesen = sitzung.lage not in (Sitzungsstand.GEPLANT, Sitzungsstand.ABGESAGT)
    stand_art = STANDARTEN[sitzung.lage]
    if teilnahme is None or sitzung.lage is Sitzungsstand.ABGESAGT:
        return Zeile(sitzung, stand_art, zu_lesen=zu_lesen)
    gefragt = teilnahme.gefragt_am is not None and sitzung.lage is Sitzungsstand.EINGELADEN
    if teilnahme.antwort is Zusage.OFFEN and not gefragt:
        # A deputy is invited for information and asked once the member cannot come.
        return Zeile(sitzung, stand_art, zu_lesen=zu_lesen)
    return Zeile(
        sitzung,
        stand_art,
        ANTWORTWORTE[teilnahme.antwort],
        ANTWORTARTEN[teilnahme.antwort],
        gefragt,
        zu_lesen,
    )
