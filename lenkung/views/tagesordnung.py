"""The agenda: the workbench for those who prepare it, the document for those who read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kim.basis.anzeige import zahl
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.basis.zeit import BERLIN
from kim.web.adressen import adressen
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.feste_punkte import fehlende_feste_punkte
from lenkung.domain.queries.tagesordnung import (
    abweichungen,
    bilder_von,
    fassung_nach_einladung,
    geltende_tagesordnung,
    letzte_aenderung_der,
    offene_vorschlaege,
    punkte_der_sitzung,
    punkte_mit_zahlen,
)
from lenkung.domain.tagesordnung import punkte_ordnen
from lenkung.domain.tagesordnung_vorbereiten import tagesordnung_vorbereiten
from lenkung.forms.tagesordnung import OrdnenForm
from lenkung.models import Sitzung, Tagesordnungspunkt, Vorschlag
from lenkung.regeln.fassungsvergleich import uebertragen, verschoben_um, versetzte
from lenkung.regeln.fristen import vorschlaege_bis
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Tagesordnungsstand
from lenkung.regeln.zeitplan import zeitplan
from lenkung.views.seiten import HISTORIE_SEHEN
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import sitzung_holen
from lenkung.views.tagesordnungsseiten import (
    STANDARTEN,
    Regelwerk,
    artwort,
    dauerbefund,
    dokument_der_fassung,
    dokument_der_punkte,
    regelwerk,
    standwort,
    tagesordnung_von,
)

ALS_DOKUMENT = "dokument"


def tagesordnung(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    bearbeiten = permissions.darf_tagesordnung_bearbeiten(
        request.akteur, sitzung, tagesordnung_von(sitzung).lage
    )
    if bearbeiten and request.GET.get("ansicht") != ALS_DOKUMENT:
        return _werkbank(request, sitzung)
    return _dokument(request, sitzung)


def _zur_tagesordnung(sitzung_id: int, anker: str = "") -> str:
    url = reverse("lenkung:sitzung-tagesordnung", args=[sitzung_id])
    return f"{url}#{anker}" if anker else url


# Reading ----------------------------------------------------------------------------------------------------


def _dokument(request: Anfrage, sitzung: Sitzung) -> HttpResponse:
    """Members read what has been set, also while somebody changes it; who runs the Gremium sees the draft."""
    akteur, stand = request.akteur, tagesordnung_von(sitzung).lage
    werk, fassung = regelwerk(sitzung), geltende_tagesordnung(sitzung.pk)
    entwurf = stand is not Tagesordnungsstand.BESTAETIGT and bool(
        permissions.darf_hinter_die_kulissen(akteur, sitzung)
    )
    zeilen = []
    if entwurf:
        zeilen = dokument_der_punkte(sitzung, punkte_der_sitzung(sitzung.pk), werk)
    elif fassung is not None:
        zeilen = dokument_der_fassung(sitzung, fassung, werk)
    regel = werk.ordnung.vorschlaege
    return render(
        request,
        "lenkung/tagesordnung.html",
        {
            **rahmen(request, sitzung, "tagesordnung"),
            "zeilen": zeilen,
            "fassung": fassung,
            "entwurf": entwurf,
            "stand_wort": standwort(stand),
            "stand_farbe": STANDARTEN[stand],
            "ende": zeilen[-1].zeit.bis if zeilen else None,
            "vorschlaege_bis": vorschlaege_bis(sitzung.tag, regel) if regel else None,
            "darf_bestaetigen": entwurf
            and permissions.ist_vorsitz(akteur, sitzung)
            and permissions.darf_tagesordnung_bestaetigen(akteur, sitzung, stand),
            "darf_aendern": permissions.darf_tagesordnung_aendern(akteur, sitzung, stand),
            "darf_bearbeiten": permissions.darf_tagesordnung_bearbeiten(akteur, sitzung, stand),
            "nachzureichen": fassung_nach_einladung(sitzung)
            if sitzung.lage is Sitzungsstand.EINGELADEN and permissions.darf_vorbereiten(akteur, sitzung)
            else None,
            "punkt_links": bool(permissions.darf_hinter_die_kulissen(akteur, sitzung)),
        },
    )


# Working ----------------------------------------------------------------------------------------------------


def _werkbank(
    request: Anfrage, sitzung: Sitzung, konflikt: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    akteur, blatt = request.akteur, tagesordnung_von(sitzung)
    werk, punkte = regelwerk(sitzung), punkte_mit_zahlen(sitzung.pk)
    fassung = geltende_tagesordnung(sitzung.pk)
    minuten = [punkt.minuten for punkt in punkte]
    anders = abweichungen(fassung, bilder_von(punkte))
    befund = dauerbefund(sitzung, minuten, werk)
    return render(
        request,
        "lenkung/tagesordnung_werkbank.html",
        {
            **rahmen(request, sitzung, "tagesordnung"),
            "blatt": blatt,
            "stand": blatt.lage,
            "stand_wort": standwort(blatt.lage),
            "stand_farbe": STANDARTEN[blatt.lage],
            "zeilen": _zeilen(sitzung, punkte, werk),
            "folge": ",".join(str(punkt.pk) for punkt in punkte),
            "ende": zeitplan(sitzung.beginn, minuten)[-1].bis if minuten else None,
            "summe": sum(minuten),
            "befund": befund,
            "befund_art": "gut" if befund.ohne_verstoss else "achtung",
            "befund_wort": _("Die Zeit reicht") if befund.ohne_verstoss else _("Die Zeit reicht nicht"),
            "befund_url": werk.url("rhythmus"),
            "fehlende": fehlende_feste_punkte(sitzung, punkte, werk.go),
            "vorschlaege": [
                (vorschlag, _verspaetet(vorschlag, sitzung, werk), _aufnehmen_url(vorschlag))
                for vorschlag in offene_vorschlaege(sitzung)
            ],
            "fassung": fassung,
            "anders": anders,
            "darf_belassen": fassung is not None and not anders,
            "darf_vorlegen": permissions.darf_tagesordnung_vorlegen(akteur, sitzung, blatt.lage),
            "festlegung_norm": werk.regeln.festlegung_norm,
            "festlegung_url": werk.url("sitzungsart"),
            "konflikt": konflikt,
            "darf_historie": blatt.pk is not None and akteur.hat_recht(HISTORIE_SEHEN),
        },
        status=status,
    )


def _zeilen(sitzung: Sitzung, punkte: Sequence[Tagesordnungspunkt], werk: Regelwerk) -> list[dict[str, Any]]:
    """Numbers that are no quantities come as words: a template would set points into them."""
    zeiten = zeitplan(sitzung.beginn, [punkt.minuten for punkt in punkte])
    zum_punkt, zum_bearbeiten = adressen("lenkung:punkt-detail"), adressen("lenkung:punkt-bearbeiten")
    zeilen = []
    for punkt, zeit in zip(punkte, zeiten, strict=True):
        verspaetet = punkt.vorschlag is not None and _verspaetet(punkt.vorschlag, sitzung, werk)
        zahlen: Any = punkt  # with what `punkte_mit_zahlen` has counted
        zeilen.append(
            {
                "punkt": punkt,
                "kennung": str(punkt.pk),
                "url": zum_punkt(punkt.pk),
                "bearbeiten_url": zum_bearbeiten(punkt.pk),
                "von": f"{zeit.von.astimezone(BERLIN):%H:%M}",
                "minuten": str(punkt.minuten),
                "dauer": _dauer(punkt.minuten),
                "art": artwort(punkt.art),
                "verspaetet": verspaetet,
                "plaketten": bool(
                    punkt.vorlage_id
                    or zahlen.gastzahl
                    or zahlen.anlagenzahl
                    or not punkt.oeffentlich
                    or verspaetet
                    or punkt.uebernommen_aus_id
                ),
                "erster": punkt is punkte[0],
                "letzter": punkt is punkte[-1],
            }
        )
    return zeilen


def _dauer(minuten: int) -> str:
    return ngettext("%(n)s Minute", "%(n)s Minuten", minuten) % {"n": zahl(minuten)}


def _verspaetet(vorschlag: Vorschlag, sitzung: Sitzung, werk: Regelwerk) -> str:
    """The paragraph by which it came too late; taken all the same (GO RSK § 4 Abs. 4)."""
    regel = werk.ordnung.vorschlaege
    if regel is None or vorschlag.eingang <= vorschlaege_bis(sitzung.tag, regel):
        return ""
    return regel.norm


def _aufnehmen_url(vorschlag: Vorschlag) -> str:
    """The page of the proposals owns this act."""
    try:
        return reverse("lenkung:vorschlag-aufnehmen", args=[vorschlag.pk])
    except NoReverseMatch:
        return ""


@require_POST
def aufstellen(request: Anfrage, pk: int) -> HttpResponse:
    """Brings in what belongs there by itself."""
    sitzung = sitzung_holen(request, pk)
    try:
        ergebnis = tagesordnung_vorbereiten(sitzung_id=sitzung.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect(_zur_tagesordnung(pk))
    anzahl = len(ergebnis.neue)
    if anzahl:
        text = ngettext("%(n)s Punkt ist dazugekommen.", "%(n)s Punkte sind dazugekommen.", anzahl)
        messages.success(request, text % {"n": anzahl})
    else:
        messages.info(request, _("Es fehlt kein Punkt."))
    return redirect(_zur_tagesordnung(pk))


# Order ------------------------------------------------------------------------------------------------------


@require_POST
def ordnen(request: Anfrage, pk: int) -> HttpResponse:
    """From dragging, as data; from a button without script, as a page."""
    sitzung, als_daten = sitzung_holen(request, pk), "application/json" in request.headers.get("Accept", "")
    form = OrdnenForm(request.POST)
    if not form.is_valid():
        return _gescheitert(request, pk, _("Diese Folge ist nicht lesbar."), 400, als_daten)
    folge = form.cleaned_data["folge"]
    hoch, runter = form.cleaned_data["hoch"], form.cleaned_data["runter"]
    folge = verschoben_um(folge, hoch or runter or 0, -1 if hoch else 1)
    try:
        blatt = punkte_ordnen(
            sitzung_id=pk, folge=folge, zaehler=form.cleaned_data["zaehler"], akteur=request.akteur
        )
    except Ueberholt:
        return _konflikt(request, sitzung, folge, als_daten)
    except Fachfehler as fehler:
        return _gescheitert(request, pk, fehler.meldung, 403, als_daten)
    if als_daten:
        return JsonResponse({"zaehler": blatt.tagesordnung.zaehler})
    return redirect(_zur_tagesordnung(pk, f"punkt-{hoch or runter}" if hoch or runter else ""))


def _gescheitert(request: Anfrage, pk: int, meldung: str, status: int, als_daten: bool) -> HttpResponse:
    if als_daten:
        return JsonResponse({"meldung": meldung}, status=status)
    messages.error(request, meldung)
    return redirect(_zur_tagesordnung(pk))


def _konflikt(request: Anfrage, sitzung: Sitzung, folge: Sequence[int], als_daten: bool) -> HttpResponse:
    """Both orders side by side; hers is still there, to be applied again or dropped."""
    sitzung = sitzung_holen(request, sitzung.pk)
    jetzt = punkte_der_sitzung(sitzung.pk)
    titel = {punkt.pk: punkt.titel for punkt in jetzt}
    meine = uebertragen(folge, list(titel))
    anders = versetzte(list(titel), meine)
    kontext = {
        "sitzung": sitzung,
        "zaehler": tagesordnung_von(sitzung).zaehler,
        "meine": [(titel[kennung], kennung in anders) for kennung in meine],
        "meine_folge": ",".join(map(str, meine)),
        "jetzige": list(titel.values()),
        "gleich": meine == list(titel),
        "letzte": letzte_aenderung_der(sitzung.pk),
        "neu_url": _zur_tagesordnung(sitzung.pk),
    }
    if als_daten:
        return render(request, "lenkung/tagesordnung_konflikt.html", kontext, status=409)
    if not permissions.darf_tagesordnung_bearbeiten(request.akteur, sitzung, tagesordnung_von(sitzung).lage):
        messages.error(
            request, _("Die Tagesordnung ist inzwischen bestätigt und lässt sich nicht mehr ordnen.")
        )
        return redirect(_zur_tagesordnung(sitzung.pk))
    return _werkbank(request, sitzung, kontext, status=409)
