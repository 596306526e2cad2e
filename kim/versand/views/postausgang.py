"""The Postausgang: what was sent to whom, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from kim.basis.akteur import Akteur
from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler
from kim.dokumente.permissions import darf_lesen
from kim.versand import permissions
from kim.versand.domain.klaeren import nachricht_wiederholen, zustellung_erledigen, zustellung_wiederholen
from kim.versand.domain.mail import betreff_von, html_von, text_von
from kim.versand.domain.queries.postausgang import (
    arten_von,
    gesamtstand_von,
    letzte_stoerung,
    mit_anzahlen,
    nach_gesamtstand,
    titel_der_art,
)
from kim.versand.forms.postausgang import ErledigenForm
from kim.versand.models import Anhang, Nachricht, Zustellung
from kim.versand.regeln.empfaenger import adresse_verdeckt
from kim.versand.regeln.stand import Gesamtstand, Stand
from kim.versand.views.anfrage import Anfrage, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle

GESAMTSTAENDE = [
    (Gesamtstand.ZU_KLAEREN.value, gettext_lazy("zu klären")),
    (Gesamtstand.UNTERWEGS.value, gettext_lazy("unterwegs")),
    (Gesamtstand.GESENDET.value, gettext_lazy("abgeschlossen")),
]
STANDARTEN = {
    Stand.WARTET: ("neutral", "uhr"),
    Stand.IN_VERSAND: ("hinweis", "senden"),
    Stand.GESENDET: ("gut", ""),
    Stand.GESCHEITERT: ("schlecht", ""),
    Stand.ZURUECKGEHALTEN: ("achtung", "schloss"),
    Stand.ERLEDIGT: ("gut", "haken"),
}
_GESAMT = {
    Gesamtstand.ZU_KLAEREN: "schlecht",
    Gesamtstand.UNTERWEGS: "hinweis",
    Gesamtstand.GESENDET: "gut",
}


def _tabelle(akteur: Akteur) -> Tabelle:
    nachrichten = permissions.sichtbare_nachrichten(akteur)
    return Tabelle(
        spalten=[
            Spalte("betreff", gettext_lazy("Nachricht"), ("betreff",)),
            Spalte("erstellt", gettext_lazy("Verfasst"), ("erstellt_am", "pk"), art="datum"),
            Spalte("anzahl", gettext_lazy("Personen"), ("anzahl",), art="zahl"),
            Spalte("stand", gettext_lazy("Stand")),
        ],
        standard_sortierung="-erstellt",
        filter=[
            Filter("stand", gettext_lazy("Stand"), GESAMTSTAENDE, anwenden=nach_gesamtstand),
            Filter("art", gettext_lazy("Art"), lambda: arten_von(nachrichten), feld="art"),
        ],
        suche=("betreff",) if _liest_inhalte(akteur) else (),
        suche_titel=gettext_lazy("Betreff"),
    )


def _liest_inhalte(akteur: Akteur) -> bool:
    """For the list as a whole; a confidential Nachricht hides its subject on top of that."""
    return permissions.postausgang_ist_postfach() or bool(
        akteur.hat_recht(permissions.INHALT_SEHEN.schluessel)
    )


def titel_fuer(akteur: Akteur, nachricht: Nachricht) -> str:
    """Who may not read it sees what kind of mail it is."""
    if permissions.darf_inhalt_sehen(akteur, nachricht):
        return nachricht.betreff
    return titel_der_art(nachricht.art)


def _an_wen(akteur: Akteur, nachricht: Any) -> str:
    """Names only for those who read them on the page of the Nachricht too."""
    if not nachricht.anzahl or not permissions.darf_inhalt_sehen(akteur, nachricht):
        return ""
    if nachricht.anzahl == 1:
        return _("an {name}").format(name=nachricht.erste_person)
    weitere = nachricht.anzahl - 1
    return ngettext("an {name} und {n} weitere Person", "an {name} und {n} weitere Personen", weitere).format(
        name=nachricht.erste_person, n=zahl(weitere)
    )


def liste(request: Anfrage) -> HttpResponse:
    nachrichten = permissions.sichtbare_nachrichten(request.akteur).defer("text", "html")
    # A confidential subject must not be guessed by searching for it.
    if request.GET.get("suche") and not permissions.postausgang_ist_postfach():
        nachrichten = nachrichten.filter(vertraulich=False)
    seite = _tabelle(request.akteur).seite(request, mit_anzahlen(nachrichten))
    return render(
        request,
        "versand/postausgang.html",
        {
            "seite": seite,
            "zeilen": [
                (nachricht, titel_fuer(request.akteur, nachricht), _an_wen(request.akteur, nachricht))
                for nachricht in seite.zeilen
            ],
            "stoerung": letzte_stoerung(permissions.sichtbare_zustellungen(request.akteur)),
            "ist_postfach": permissions.postausgang_ist_postfach(),
        },
    )


def nachricht(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(permissions.sichtbare_nachrichten(request.akteur), pk=pk)
    inhalt = permissions.darf_inhalt_sehen(request.akteur, satz)
    zustellungen = list(satz.zustellungen.order_by("empfaenger_name" if inhalt else "pk", "pk"))
    gesamt = gesamtstand_von(zustellungen)
    return render(
        request,
        "versand/nachricht.html",
        {
            "satz": satz,
            "titel": titel_fuer(request.akteur, satz),
            "art": titel_der_art(satz.art),
            "inhalt": inhalt,
            "zustellungen": [_zeile(z, bool(inhalt)) for z in zustellungen],
            "anhaenge": _anhaenge(request.akteur, satz) if inhalt else [],
            "ist_postfach": permissions.postausgang_ist_postfach(),
            "gesamt_art": _GESAMT[gesamt],
            "gesamt_text": dict(GESAMTSTAENDE)[gesamt.value],
            "gesendet": sum(z.stand == Stand.GESENDET for z in zustellungen),
            "zu_klaeren": sum(z.stand in (Stand.GESCHEITERT, Stand.ZURUECKGEHALTEN) for z in zustellungen),
            "text": satz.text if inhalt else "",
            "je_person": bool(zustellungen and (zustellungen[0].werte or zustellungen[0].geheim)),
        },
    )


def _anhaenge(akteur: Akteur, satz: Nachricht) -> list[tuple[Anhang, bool]]:
    """Each with whether one may open it: that is decided by the room that the file belongs to."""
    return [
        (anhang, bool(darf_lesen(akteur, anhang.dokument)))
        for anhang in satz.anhaenge.select_related("dokument")
    ]


def _zeile(zustellung: Zustellung, inhalt: bool) -> dict[str, Any]:
    standart, bild = STANDARTEN[Stand(zustellung.stand)]
    return {
        "satz": zustellung,
        "wer": zustellung.empfaenger_name if inhalt else _("Person {nr}").format(nr=zustellung.pk),
        "adresse": zustellung.adresse if inhalt else adresse_verdeckt(zustellung.adresse),
        "stand_art": standart,
        "stand_bild": bild,
    }


@require_POST
def alle_wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(permissions.sichtbare_nachrichten(request.akteur), pk=pk)
    try:
        anzahl = nachricht_wiederholen(nachricht_id=satz.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(
            request,
            ngettext(
                "%(n)s Zustellung wird erneut gesendet.", "%(n)s Zustellungen werden erneut gesendet.", anzahl
            )
            % {"n": anzahl},
        )
    return redirect("versand:nachricht", satz.pk)


def _zustellung(request: Anfrage, pk: int) -> Zustellung:
    return get_object_or_404(
        permissions.sichtbare_zustellungen(request.akteur).select_related("nachricht"), pk=pk
    )


def zustellung(request: Anfrage, pk: int) -> HttpResponse:
    satz = _zustellung(request, pk)
    inhalt = permissions.darf_inhalt_sehen(request.akteur, satz.nachricht)
    verdeckt = not permissions.postausgang_ist_postfach()
    return render(
        request,
        "versand/zustellung.html",
        {
            **_zeile(satz, bool(inhalt)),
            "titel": titel_fuer(request.akteur, satz.nachricht),
            "inhalt": inhalt,
            "betreff": betreff_von(satz) if inhalt else "",
            "text": text_von(satz, verdeckt=verdeckt) if inhalt else "",
            "html": html_von(satz, verdeckt=verdeckt) if inhalt else "",
            "anhaenge": _anhaenge(request.akteur, satz.nachricht) if inhalt else [],
            "versuche": _versuche(satz),
            "schritte": _weg(satz),
            "darf_wiederholen": permissions.darf_wiederholen(request.akteur, satz),
            "darf_erledigen": permissions.darf_erledigen(request.akteur, satz),
        },
    )


def _versuche(satz: Zustellung) -> list[dict[str, Any]]:
    eintraege = []
    for versuch in satz.alle_versuche.order_by("-lauf"):
        text = versuch.get_ausgang_display() or _("läuft")
        eintraege.append(
            {
                "wann": versuch.beendet_am or versuch.begonnen_am,
                "wer": _("Versuch {nr}").format(nr=versuch.lauf),
                "text": f"{text}: {versuch.antwort}" if versuch.antwort else text,
                "grund": versuch.grund,
            }
        )
    if satz.entschieden_am is not None:
        eintraege.insert(
            0,
            {
                "wann": satz.entschieden_am,
                "wer": satz.entschieden_von_name,
                "text": _("anders erledigt"),
                "grund": satz.entscheidung,
            },
        )
    return eintraege


def _weg(satz: Zustellung) -> list[dict[str, str]]:
    """verfasst → unterwegs → how it ended; what has not come about yet stays open."""
    stand = Stand(satz.stand)
    offen = stand in (Stand.WARTET, Stand.IN_VERSAND)
    ende = satz.get_stand_display() if not offen else _("angenommen")
    return [
        {"titel": _("verfasst"), "stand": "erledigt", "hinweis": ""},
        {"titel": _("unterwegs"), "stand": "jetzt" if offen else "erledigt", "hinweis": ""},
        {
            "titel": ende,
            "stand": "offen" if offen else ("erledigt" if stand in _GUTES_ENDE else "jetzt"),
            "hinweis": "",
        },
    ]


_GUTES_ENDE = frozenset({Stand.GESENDET, Stand.ERLEDIGT})


def kalenderdatei(request: Anfrage, pk: int) -> HttpResponse:
    satz = _zustellung(request, pk)
    verlange_erlaubnis(permissions.darf_inhalt_sehen(request.akteur, satz.nachricht))
    if not satz.kalender:
        raise Http404
    antwort = HttpResponse(satz.kalender, content_type="text/calendar; charset=utf-8")
    antwort["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return antwort


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    satz = _zustellung(request, pk)
    try:
        zustellung_wiederholen(zustellung_id=satz.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Die Zustellung wird erneut gesendet."))
    return redirect("versand:zustellung", satz.pk)


def erledigen(request: Anfrage, pk: int) -> HttpResponse:
    satz = _zustellung(request, pk)
    verlange_erlaubnis(permissions.darf_erledigen(request.akteur, satz))
    form = ErledigenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            zustellung_erledigen(
                zustellung_id=satz.pk, begruendung=form.cleaned_data["begruendung"], akteur=request.akteur
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Zustellung ist als anders erledigt vermerkt."))
            return redirect("versand:zustellung", satz.pk)
    return render(
        request,
        "versand/erledigen.html",
        {
            "satz": satz,
            "form": form,
            **_zeile(satz, True),
            "titel": titel_fuer(request.akteur, satz.nachricht),
        },
    )
