"""Circular decisions: the list of a Gremium, and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.befund import Befund
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.umlauf import (
    Stimmzeile,
    Umlaufbild,
    Zugelassen,
    umlaeufe_fuer,
    umlaufbild,
    zulassung_heute,
)
from lenkung.domain.umlauf import vorschlagsschluessel
from lenkung.models import Gremium, Umlaufverfahren
from lenkung.regeln import worte
from lenkung.regeln.umlauf import Umlaufstand, Umlaufwert
from lenkung.views.seiten import HISTORIE_SEHEN
from lenkung.views.seiten import krumen as krumen_des_gremiums
from lenkung.views.umlaufseiten import (
    abschnitte,
    frist_in_worten,
    krumen,
    stand_in_worten,
    umlauf_holen,
    weg_des_umlaufs,
)

STIMMARTEN = {
    Umlaufwert.JA: "gut",
    Umlaufwert.NEIN: "schlecht",
    Umlaufwert.ENTHALTUNG: "neutral",
    Umlaufwert.GEGEN_UMLAUF: "achtung",
}


def zulassung_angaben(zugelassen: Zugelassen) -> dict[str, Any]:
    """The verdict for `lenkung/umlauf_zulassung.html`, with the way to the wording."""
    befund, go = zugelassen.zulassung.befund, zugelassen.go
    return {
        "zulaessig": bool(zugelassen),
        "zulassung": befund,
        "zulassung_wort": worte.wort(befund.urteil),
        "zulassung_art": worte.farbe(befund.urteil),
        "zulassung_url": f"{reverse('lenkung:go-detail', args=[go.pk])}#verfahren" if go else "",
    }


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium: Gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    zugelassen = zulassung_heute(pk, timezone.localdate())
    vorbereiten = permissions.darf_umlauf_vorbereiten(request.akteur, gremium)
    return render(
        request,
        "lenkung/umlauf_liste.html",
        {
            "gremium": gremium,
            "zeilen": [
                (umlauf, *stand_in_worten(umlauf)) for umlauf in umlaeufe_fuer(request.akteur, gremium.pk)
            ],
            "neu_url": reverse("lenkung:umlauf-anlegen", args=[pk]) if vorbereiten else "",
            "krumen": krumen_des_gremiums(gremium),
            **zulassung_angaben(zugelassen),
        },
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    umlauf = umlauf_holen(request, pk)
    akteur, gremium = request.akteur, umlauf.gremium
    bild = umlaufbild(umlauf)
    sieht_stimmen = permissions.sieht_umlaufstimmen(akteur, umlauf)
    einsehen = permissions.darf_einsehen(akteur, gremium)
    go = umlauf.geschaeftsordnung
    stand_art, stand_wort = stand_in_worten(umlauf)
    return render(
        request,
        "lenkung/umlauf_detail.html",
        {
            "umlauf": umlauf,
            "gremium": gremium,
            "stand_art": stand_art,
            "stand_wort": stand_wort,
            "weg": weg_des_umlaufs(umlauf),
            "frist": frist_in_worten(umlauf),
            "abschnitte": abschnitte(umlauf.fassung),
            "fassung_url": reverse("lenkung:fassung-detail", args=[umlauf.fassung_id])
            if umlauf.fassung_id
            else "",
            "bild": bild,
            "zeilen": [_zeile(request, umlauf, zeile) for zeile in bild.zeilen] if sieht_stimmen else [],
            "urteil": _urteil(bild) if sieht_stimmen else None,
            "norm_url": f"{reverse('lenkung:go-detail', args=[go.pk])}#mehrheit" if go else "",
            "eigene": [
                (teilnahme, permissions.umlauf_laeuft(umlauf))
                for teilnahme in permissions.eigene_umlaufteilnahmen(akteur)
                .filter(stimme__umlauf=umlauf)
                .select_related("stimme__sitz__einrichtung", "stimme__sitz__gremium")
            ],
            "angaben": _angaben(umlauf),
            "vorschlag": permissions.sichtbare_vorschlaege(akteur)
            .filter(schluessel=vorschlagsschluessel(umlauf))
            .first(),
            "einsehen": einsehen,
            "darf_historie": einsehen and akteur.hat_recht(HISTORIE_SEHEN),
            "krumen": krumen(gremium),
            **_schritte(request, umlauf, bild),
            **_zulassung(umlauf),
        },
    )


def _zulassung(umlauf: Umlaufverfahren) -> dict[str, Any]:
    """Asked as long as it has not begun; then the version is bound."""
    if umlauf.lage is not Umlaufstand.ENTWURF:
        return {}
    return zulassung_angaben(zulassung_heute(umlauf.gremium_id, timezone.localdate()))


def _schritte(request: Anfrage, umlauf: Umlaufverfahren, bild: Umlaufbild) -> dict[str, Any]:
    """The one next act, in words and as the primary button for whoever may do it."""
    akteur, lage = request.akteur, umlauf.lage

    def url(name: str) -> str:
        return reverse(f"lenkung:umlauf-{name}", args=[umlauf.pk])

    schritte: dict[str, Any] = {
        "bearbeiten_url": url("bearbeiten") if permissions.darf_umlauf_aendern(akteur, umlauf) else "",
        "abbrechen_url": url("abbrechen")
        if lage in (Umlaufstand.ENTWURF, Umlaufstand.LAEUFT)
        and permissions.darf_umlauf_abbrechen(akteur, umlauf)
        else "",
    }
    if lage is Umlaufstand.ENTWURF and permissions.darf_umlauf_beginnen(akteur, umlauf.gremium):
        return {**schritte, "knopf_url": url("beginnen"), "knopf_text": _("Umlauf beginnen")}
    if lage is not Umlaufstand.LAEUFT:
        return schritte
    vorsitz = permissions.darf_umlauf_feststellen(akteur, umlauf.gremium)
    if not bild.reif(timezone.now()):
        return {**schritte, "naechstes": _("Die Befragten antworten. Danach stellt der Vorsitz fest.")}
    gueltig = bild.ergebnis()[1].befund.gueltig
    if not gueltig:
        text = _("Es haben zu wenige geantwortet. Der Vorsitz beendet den Umlauf ohne Beschluss.")
        knopf = {"knopf_url": schritte["abbrechen_url"], "knopf_text": _("Ohne Beschluss beenden")}
        return {**schritte, "naechstes": text, **(knopf if vorsitz else {}), "abbrechen_url": ""}
    knopf = {"knopf_url": url("feststellen"), "knopf_text": _("Ergebnis feststellen")}
    return {
        **schritte,
        "naechstes": _("Der Vorsitz stellt das Ergebnis fest."),
        **(knopf if vorsitz else {}),
    }


def _zeile(request: Anfrage, umlauf: Umlaufverfahren, zeile: Stimmzeile) -> dict[str, Any]:
    stimme = zeile.stimme
    gesagt = stimme.gesagt
    laeuft = umlauf.lage is Umlaufstand.LAEUFT
    eintragen = zeile.besetzt and permissions.darf_umlaufantwort_eintragen(request.akteur, umlauf)
    return {
        "zeile": zeile,
        "stimme": stimme,
        "art": STIMMARTEN[gesagt] if gesagt else "neutral",
        "wort": stimme.get_wert_display() if gesagt else _ohne_antwort(zeile, laeuft),
        "eintragen_url": reverse("lenkung:umlaufstimme-eintragen", args=[stimme.pk]) if eintragen else "",
    }


def _ohne_antwort(zeile: Stimmzeile, laeuft: bool) -> str:
    if not zeile.besetzt:
        return _("nicht besetzt")
    return _("noch keine Antwort") if laeuft else _("keine Antwort")


def _urteil(bild: Umlaufbild) -> Any:
    """As it was established, else as it stands now: verdict, colour, word, counts."""
    umlauf = bild.umlauf
    if umlauf.lage is Umlaufstand.FESTGESTELLT:
        ergebnis = umlauf.ergebnis or {}
        wort = "angenommen" if umlauf.beschluss.angenommen else "abgelehnt"
        befund = Befund(wort, tuple(ergebnis["norm"]), ergebnis["rechnung"])
        zahlen = [ergebnis["ja"], ergebnis["nein"], ergebnis["enthaltung"]]
    elif umlauf.lage is Umlaufstand.LAEUFT:
        abstimmung = bild.ergebnis()[1].befund
        befund, zahlen = abstimmung.befund, list(abstimmung.stimmen or ())
    else:
        return None
    if befund.urteil == "ungueltig":
        # Nothing is wrong with it: too few have answered yet.
        return {**_verdikt(befund, zahlen), "art": "achtung", "wort": _("zu wenige Antworten")}
    return _verdikt(befund, zahlen)


def _verdikt(befund: Befund, zahlen: list[int]) -> dict[str, Any]:
    return {
        "befund": befund,
        "art": worte.farbe(befund.urteil),
        "wort": worte.wort(befund.urteil),
        "zahlen": list(zip((_("Ja"), _("Nein"), _("Enthaltung")), zahlen, strict=False)),
    }


def _angaben(umlauf: Umlaufverfahren) -> list[tuple[str, Any]]:
    return [
        (_("Antworten bis"), frist_in_worten(umlauf)),
        (_("begonnen durch"), umlauf.begonnen_von_name),
        (_("festgestellt durch"), umlauf.festgestellt_von_name),
        (_("Geschäftsordnung"), str(umlauf.geschaeftsordnung or "")),
    ]
