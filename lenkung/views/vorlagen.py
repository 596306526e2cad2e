"""Vorlagen: the list, the document, writing, releasing, the next version."""

from __future__ import annotations

from html import escape
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle
from lenkung import permissions
from lenkung.domain.queries.vorlagen import anlagen_von, fassungen_von, gesetzt, maengel, vorlagen_fuer
from lenkung.domain.vorlage import fassung_aendern, fassung_beginnen, fassung_freigeben, vorlage_anlegen
from lenkung.forms.vorlagen import FassungForm, FreigebenForm, NeueVorlageForm
from lenkung.models import Vorlagenfassung, Vorschlag
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren
from lenkung.views.vorlagenseiten import druck, fassung_holen, krumen, weg_der_fassung
from lenkung.views.vorschlagsseiten import krumen as vorschlagskrumen
from lenkung.views.vorschlagsseiten import vorschlag_holen

ENTWURF, FREIGEGEBEN = "entwurf", "freigegeben"


def _tabelle(request: Anfrage) -> Tabelle:
    gremien = [(g.pk, g.kurz) for g in permissions.einsehbare_gremien(request.akteur).order_by("name")]
    return Tabelle(
        spalten=[
            Spalte("titel", gettext_lazy("Titel"), ("titel",)),
            Spalte("gremium", gettext_lazy("Gremium"), ("gremium__name", "-angelegt_am")),
            Spalte("fassung", gettext_lazy("Fassung")),
            Spalte("sitzung", gettext_lazy("Sitzung"), ("sitzung_beginn", "pk")),
            Spalte("angelegt", gettext_lazy("Angelegt"), ("angelegt_am",), art="datum"),
        ],
        standard_sortierung="-angelegt",
        filter=[
            Filter(
                "stand",
                gettext_lazy("Letzte Fassung"),
                [(ENTWURF, gettext_lazy("Entwurf")), (FREIGEGEBEN, gettext_lazy("freigegeben"))],
                anwenden=lambda menge, wert: menge.filter(freigegeben_am__isnull=wert == ENTWURF),
            ),
            Filter("gremium", gettext_lazy("Gremium"), gremien, feld="gremium_id"),
        ],
        suche=("titel", "verfasser"),
    )


def liste(request: Anfrage) -> HttpResponse:
    schreiben = request.akteur.hat_recht(permissions.VORBEREITEN.schluessel)
    return render(
        request,
        "lenkung/vorlage_liste.html",
        {
            "seite": _tabelle(request).seite(request, vorlagen_fuer(request.akteur)),
            "neu_url": reverse("lenkung:vorlage-schreiben") if schreiben else "",
            "krumen": krumen(request.akteur)[:1],
        },
    )


def vorlage(request: Anfrage, pk: int) -> HttpResponse:
    """The latest version."""
    satz = get_object_or_404(permissions.sichtbare_vorlagen(request.akteur), pk=pk)
    return redirect("lenkung:fassung-detail", fassungen_von(satz.pk)[0].pk)


def fassung(request: Anfrage, pk: int) -> HttpResponse:
    """The document as it will be on the left; right what is missing and what can be done."""
    satz = fassung_holen(request, pk)
    akteur, gremium = request.akteur, satz.vorlage.gremium
    kulissen = permissions.darf_einsehen(akteur, gremium)
    aendern = permissions.darf_fassung_aendern(akteur, satz)
    fehlt = maengel(satz) if satz.ist_entwurf else []
    fassungen = fassungen_von(satz.vorlage_id) if kulissen else []
    return render(
        request,
        "lenkung/vorlage_detail.html",
        {
            "fassung": satz,
            "gremium": gremium,
            "weg": weg_der_fassung(satz) if kulissen else [],
            "abschnitte": [
                (_("Sachverhalt"), gesetzt(satz.sachverhalt)),
                (_("Beschlussvorschlag"), gesetzt(satz.beschlussvorschlag)),
                (_("Auswirkungen"), gesetzt(satz.auswirkungen)),
            ],
            "anlagen": anlagen_von(satz),
            "maengel": fehlt,
            "freigabe_moeglich": aendern and not any(mangel.noetig for mangel in fehlt),
            "darf_aendern": aendern,
            "darf_fortschreiben": not satz.ist_entwurf
            and permissions.darf_vorlage_schreiben(akteur, gremium),
            "fassungen": fassungen if len(fassungen) > 1 else [],
            "ueberholt": bool(fassungen) and fassungen[0].pk != satz.pk,
            "kulissen": kulissen,
            "vorschlag": satz.vorlage.vorschlag if kulissen else None,
            "darf_historie": kulissen and akteur.hat_recht(HISTORIE_SEHEN),
            "krumen": krumen(akteur),
            **druck(akteur, satz),
        },
    )


# Acts -------------------------------------------------------------------------------------------------------


def schreiben(request: Anfrage) -> HttpResponse:
    wahl = request.GET.get("gremium", "")
    return _schreiben(request, krumen(request.akteur), {"gremium": wahl if wahl.isdecimal() else None})


def zum_vorschlag(request: Anfrage, pk: int) -> HttpResponse:
    """Takes title and explanation along."""
    vorschlag = vorschlag_holen(request, pk)
    verlange_erlaubnis(permissions.darf_vorlage_schreiben(request.akteur, vorschlag.gremium))
    absaetze = "".join(
        f"<p>{escape(absatz)}</p>" for absatz in vorschlag.erlaeuterung.split("\n") if absatz.strip()
    )
    vorab = {"gremium": vorschlag.gremium_id, "titel": vorschlag.titel, "sachverhalt": absaetze}
    return _schreiben(request, vorschlagskrumen(request.akteur, vorschlag), vorab, vorschlag=vorschlag)


def _schreiben(
    request: Anfrage, weg: list[tuple[Any, str]], vorab: dict[str, Any], *, vorschlag: Vorschlag | None = None
) -> HttpResponse:
    gremien = permissions.vorbereitete_gremien(request.akteur).filter(aktiv_bis__isnull=True).order_by("name")
    if vorschlag is not None:
        gremien = gremien.filter(pk=vorschlag.gremium_id)
    elif vorab.get("gremium") is None and len(gremien) == 1:
        vorab = {**vorab, "gremium": gremien[0].pk}
    form = NeueVorlageForm(
        *eingaben(request),
        gremien=gremien,
        initial={"schluessel": uuid4(), "verfasser": request.akteur.akteur_name, **vorab},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda satz: reverse("lenkung:fassung-detail", args=[satz.pk]),
            lambda satz: _("Der Entwurf „%(titel)s“ ist gespeichert.") % {"titel": satz.titel},
            vorlage_anlegen,
            gremium_id=form.cleaned_data["gremium"].pk,
            angaben=form.angaben(),
            schluessel=form.cleaned_data["schluessel"],
            vorschlag_id=vorschlag.pk if vorschlag else None,
        )
        if weiter:
            return weiter
    titel = _("Vorlage schreiben")
    return _schreibseite(request, form, titel, weg, weg[-1][1])


def _schreibseite(
    request: Anfrage, form: Any, titel: str, weg: list[tuple[Any, str]], abbrechen_url: str
) -> HttpResponse:
    return render(
        request,
        "lenkung/vorlage_schreiben.html",
        {"form": form, "titel": titel, "krumen": weg, "abbrechen_url": abbrechen_url},
    )


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    if (ende := _nicht_mehr(request, satz)) is not None:
        return ende
    form = FassungForm(
        *eingaben(request),
        fassung=satz,
        initial={
            "titel": satz.titel,
            "verfasser": satz.verfasser,
            "sachverhalt": satz.sachverhalt,
            "beschlussvorschlag": satz.beschlussvorschlag,
            "auswirkungen": satz.auswirkungen,
        },
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:fassung-detail", args=[pk]),
            lambda _satz: _("Der Entwurf ist gespeichert."),
            fassung_aendern,
            fassung_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    weg = krumen(request.akteur, satz)
    return _schreibseite(request, form, _("Vorlage schreiben"), weg, weg[-1][1])


def freigeben(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    if (ende := _nicht_mehr(request, satz)) is not None:
        return ende
    form = FreigebenForm(*eingaben(request), fassung=satz)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:fassung-detail", args=[pk]),
            lambda satz: _("Fassung %(n)s ist freigegeben. Ihr PDF wird erstellt.") % {"n": satz.nummer},
            fassung_freigeben,
            fassung_id=pk,
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    weg = krumen(request.akteur, satz)
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "form": form,
            "titel": _("Vorlage freigeben?"),
            "text": satz.titel,
            "folgen": [
                _("Diese Fassung lässt sich danach nicht mehr ändern; Änderungen kommen in eine neue."),
                _("KIM erstellt das PDF mit Briefkopf."),
                _("Mitglieder lesen sie, sobald die Tagesordnung festgelegt ist, auf der sie steht."),
                *(mangel.text for mangel in maengel(satz)),
            ],
            "knopf": _("Freigeben"),
            "krumen": weg,
            "abbrechen_url": weg[-1][1],
        },
    )


@require_POST
def neue_fassung(request: Anfrage, pk: int) -> HttpResponse:
    """Begins the next version, or leads to the draft that is there already."""
    satz = get_object_or_404(
        permissions.sichtbare_vorlagen(request.akteur).select_related("gremium__kreis"), pk=pk
    )
    verlange_erlaubnis(permissions.darf_vorlage_schreiben(request.akteur, satz.gremium))
    neue = fassung_beginnen(vorlage_id=satz.pk, akteur=request.akteur)
    return redirect("lenkung:fassung-bearbeiten", neue.pk)


def _nicht_mehr(request: Anfrage, satz: Vorlagenfassung) -> HttpResponse | None:
    """Released meanwhile: one sees it as it stands. On sending, the form tells it and keeps the text."""
    schreiben = permissions.darf_vorlage_schreiben(request.akteur, satz.vorlage.gremium)
    verlange_erlaubnis(schreiben)
    if not satz.ist_entwurf and request.method != "POST":
        return redirect("lenkung:fassung-detail", satz.pk)
    return None
