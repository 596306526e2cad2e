"""The page that works without a network: shell, service worker, manifest, and what they send.

The shell and all that it loads are public and the same for everybody: nothing of a person is in them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from casemgmt.domain.annahmearten import zeit_lesen
from casemgmt.domain.erfassungsgeraet import GRENZE, eigene_marken, geraet_anmelden
from casemgmt.domain.kasten import empfangsschluessel
from casemgmt.domain.queries.ohne_netz import (
    bereich_des_geraets,
    blatt_des_geraets,
    eigene_kommunen,
    tagesmappe,
)
from casemgmt.domain.queries.themen import themen_des_kreises
from casemgmt.domain.uebertragung import Antwort
from casemgmt.domain.uebertragung import annehmen as annehmen_tat
from casemgmt.domain.uebertragung import einwerfen as einwerfen_tat
from casemgmt.forms.ohne_netz import formulare
from casemgmt.regeln.ohne_netz import HOECHSTGROESSE, Kastenfehler
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.protokoll.domain.lesezugriff import listenzugriff_protokollieren
from kim.web.anfrage import Anfrage, kontozeichen, kreis_id_von

MODULE = (
    "ablauf",
    "blatt",
    "eintraege",
    "fehler",
    "kasten",
    "lager",
    "losung",
    "mappe",
    "senden",
    "unterschrift",
)
STILE = ("fremd/kern.min.css", "css/grund.css", "css/rahmen.css", "css/bausteine.css", "css/ohne_netz.css")
SCHRIFTEN = ("fremd/kim-sans-400.woff2", "fremd/kim-sans-600.woff2")
BILDER = ("img/symbole.svg", "img/favicon.svg", "img/ohne-netz-192.png", "img/ohne-netz-512.png")


def dateien() -> list[str]:
    """All that the shell needs; nothing else is ever kept on the device."""
    skripte = [f"js/ohne_netz/{name}.js" for name in MODULE]
    return [static(pfad) for pfad in (*STILE, *SCHRIFTEN, *BILDER, *skripte)]


def huelle(request: HttpRequest) -> HttpResponse:
    antwort = render(
        request,
        "casemgmt/ohne_netz.html",
        {
            "stile": [static(stil) for stil in STILE],
            "skript": static("js/ohne_netz/ablauf.js"),
            "formulare": formulare(),
        },
    )
    antwort["Cache-Control"] = "no-cache"
    return antwort


def dienst(request: HttpRequest) -> HttpResponse:
    """The service worker; served here, so that it may speak for this folder and for no other."""
    skript = render_to_string("casemgmt/ohne_netz_dienst.js")
    liste = [reverse("casemgmt:ohne-netz-offline"), *dateien()]
    stand = hashlib.sha256("\n".join([skript, *liste, _inhalt()]).encode()).hexdigest()[:12]
    kopf = f"const STAND = {json.dumps(stand)};\nconst DATEIEN = {json.dumps(liste)};\n"
    antwort = HttpResponse(kopf + skript, content_type="text/javascript; charset=utf-8")
    antwort["Cache-Control"] = "no-cache"
    return antwort


def _inhalt() -> str:
    """The page itself: a new wording of it is a new version too."""
    return render_to_string("casemgmt/ohne_netz.html", {"formulare": formulare()})


def manifest(request: HttpRequest) -> HttpResponse:
    start = reverse("casemgmt:ohne-netz-offline")
    angaben = {
        "name": _("KIM vor Ort"),
        "short_name": _("KIM vor Ort"),
        "lang": "de",
        "start_url": start,
        "scope": start.removesuffix("offline/"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1f4596",
        "icons": [
            {
                "src": static(f"img/ohne-netz-{groesse}.png"),
                "sizes": f"{groesse}x{groesse}",
                "type": "image/png",
            }
            for groesse in (192, 512)
        ],
    }
    antwort = JsonResponse(angaben, content_type="application/manifest+json")
    antwort["Cache-Control"] = "no-cache"
    return antwort


def _ohne_spur(daten: dict[str, Any], status: int = 200) -> JsonResponse:
    antwort = JsonResponse(daten, status=status)
    antwort["Cache-Control"] = "no-store"
    return antwort


def geraet(request: Anfrage) -> HttpResponse:
    """GET: the token for sending. POST: whose mark this device carries, and the key to seal with."""
    if request.method != "POST":
        return _ohne_spur({"csrf": get_token(request)})
    genannt = _gelesen(request).get("marken")
    marken = [str(marke) for marke in genannt[:50]] if isinstance(genannt, list) else []
    try:
        satz, geheimnis = geraet_anmelden(marken=marken, akteur=request.akteur)
    except NichtErlaubt:
        raise
    except Fachfehler as fehler:
        return _ohne_spur({GRENZE: fehler.meldung})
    schluessel = empfangsschluessel(satz.kreis_id)
    return _ohne_spur(
        {
            "marke": str(satz.marke),
            "marken": eigene_marken(marken=marken, akteur=request.akteur),
            "zeichen": kontozeichen(request.akteur.konto_id),
            "geheimnis": geheimnis,
            "schluessel": {"kennung": schluessel.kennung, "oeffentlich": schluessel.oeffentlich},
            "themen": [
                {"schluessel": thema.schluessel, "titel": thema.titel}
                for thema in themen_des_kreises(satz.kreis_id)
            ],
            "kommunen": eigene_kommunen(request.akteur, timezone.localdate()),
            "bereich": bereich_des_geraets(request.akteur),
            "texte": blatt_des_geraets(satz.kreis_id)["stand"],
        }
    )


def _gehalten(daten: dict[str, Any], antwort: Antwort) -> dict[str, Any]:
    """Names the entry: a device lets go of it only if the answer is about this one."""
    kennung = str(daten["kasten"]["kennung"])
    return {"kennung": kennung, "stand": antwort.stand, "text": antwort.text, "grund": antwort.grund}


@require_POST
def annehmen(request: Anfrage) -> HttpResponse:
    """Sealed entries of the person who is signed in. Whatever goes wrong, the device keeps its copy."""
    daten = _gelesen(request)
    try:
        antwort = annehmen_tat(
            roh=daten.get("kasten"), geraet_jetzt=zeit_lesen(daten.get("jetzt")), akteur=request.akteur
        )
    except Kastenfehler:
        return _ohne_spur({"stand": "unlesbar"}, status=422)
    return _ohne_spur(_gehalten(daten, antwort))


@csrf_exempt
@require_POST
def einwerfen(request: HttpRequest) -> HttpResponse:
    """Without signing in: only the secret of the device counts, and it adds to the tray alone."""
    daten = _gelesen(request)
    try:
        antwort = einwerfen_tat(
            roh=daten.get("kasten"),
            geheimnis=str(daten.get("geheimnis", "")),
            geraet_jetzt=zeit_lesen(daten.get("jetzt")),
        )
    except Kastenfehler:
        return _ohne_spur({"stand": "unlesbar"}, status=422)
    return _ohne_spur(_gehalten(daten, antwort))


def texte(request: Anfrage) -> HttpResponse:
    """The words of the sheet of a consent and the bodies of the directory; nothing about anybody."""
    return _ohne_spur(blatt_des_geraets(kreis_id_von(request)))


@require_POST
def mappe(request: Anfrage) -> HttpResponse:
    """Today's own planned Termine, to be sealed on the device at once; the reading is logged."""
    tag = timezone.localdate()
    blaetter = tagesmappe(request.akteur, tag)
    listenzugriff_protokollieren(
        akteur=request.akteur,
        kreis_id=kreis_id_von(request),
        art="casemgmt.termin",
        anlass=_("Tagesmappe mitgenommen"),
    )
    return _ohne_spur(
        {
            "tag": tag.isoformat(),
            "blaetter": [
                {
                    "aktenzeichen": blatt.aktenzeichen,
                    "beginn": timezone.localtime(blatt.beginn).isoformat(),
                    "dauer_minuten": blatt.dauer_minuten,
                    "naechster_schritt": blatt.naechster_schritt,
                }
                for blatt in blaetter
            ],
        }
    )


def _gelesen(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > HOECHSTGROESSE:
        return {}
    try:
        daten = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return daten if isinstance(daten, dict) else {}
