"""The directory of the network: list, one entry, editing, confirming."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.akteure import (
    akteur_aendern,
    akteur_aufnehmen,
    akteur_bestaetigen,
    angebot_aendern,
    angebot_anlegen,
    wartezeit_notieren,
)
from casemgmt.domain.queries.akteure import (
    gebiet_in_worten,
    in_kommune,
    mit_sprache,
    mit_thema,
    mit_wartezeit,
    nach_bestaetigung,
    sprachen_in_worten,
    verzeichnis,
    wabentitel,
    zu_bestaetigen,
)
from casemgmt.domain.queries.themen import thementitel
from casemgmt.forms.akteure import AngebotForm, DomaenenForm, NetzwerkakteurForm, WartezeitForm
from casemgmt.models import Angebot, Netzwerkakteur
from casemgmt.models.akteurauswahl import BESTAETIGUNGEN, VERWEISWEGE, WARTEZEITEN
from casemgmt.models.auswahl import AUFENTHALTSSTATUS
from casemgmt.regeln.akteure import aus_spalte
from casemgmt.regeln.sprachen import ZUSAMMEN
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.permissions import sichtbare_kommunen
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle

HISTORIE_SEHEN = "protokoll.sehen"
KRUMEN = (gettext_lazy("Akteure"), "casemgmt:akteur-liste")


def krumen(*weitere: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(KRUMEN[0], reverse(KRUMEN[1])), *weitere]


def rechtskreise(stellen: Any) -> list[tuple[str, str]]:
    """Only those that some entry has."""
    feld: Any = Netzwerkakteur._meta.get_field("einrichtung").related_model
    feld = feld._meta.get_field("rechtskreis")
    vorhanden = set(stellen.values_list("einrichtung__rechtskreis", flat=True)) - {""}
    return [(wert, str(titel)) for wert, titel in feld.flatchoices if wert in vorhanden]


def tabelle(akteur: Akteur, kreis_id: int) -> Tabelle:
    heute = timezone.localdate()
    kommunen = sichtbare_kommunen(akteur).filter(kreis_id=kreis_id).order_by("name")
    return Tabelle(
        spalten=[
            Spalte("name", _("Akteur"), ("einrichtung__name",)),
            Spalte("themen", _("Themen")),
            Spalte("sprachen", _("Sprachen")),
            Spalte("wartezeit", _("Wartezeit"), ("wartezeit_wochen", "einrichtung__name"), art="zahl"),
            Spalte("bestaetigt", _("zuletzt bestätigt"), ("bestaetigt_am", "einrichtung__name"), art="datum"),
        ],
        standard_sortierung="name",
        filter=[
            Filter("thema", _("Thema"), list(thementitel(kreis_id).items()), anwenden=mit_thema),
            Filter("sprache", _("Sprache"), tuple(ZUSAMMEN.items()), anwenden=mit_sprache),
            Filter("ort", _("Kommune"), list(kommunen.values_list("pk", "name")), anwenden=in_kommune),
            Filter(
                "rechtskreis",
                _("Rechtskreis"),
                rechtskreise(verzeichnis(akteur)),
                feld="einrichtung__rechtskreis",
            ),
            Filter("wartezeit", _("Wartezeit"), WARTEZEITEN, anwenden=mit_wartezeit),
            Filter(
                "bestaetigt",
                _("Bestätigt"),
                BESTAETIGUNGEN,
                anwenden=lambda menge, wahl: nach_bestaetigung(menge, wahl, heute),
            ),
            Filter("wabe", _("Wabe"), list(wabentitel(kreis_id).items()), feld="wabe"),
        ],
        suche=("einrichtung__name", "einrichtung__kurzname", "beschreibung"),
        suche_titel=_("Name oder Stichwort"),
    )


def liste(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    heute = timezone.localdate()
    seite = tabelle(request.akteur, kreis_id).seite(request, verzeichnis(request.akteur))
    titel, gebiete = thementitel(kreis_id), gebiet_in_worten(request.akteur, seite.zeilen)
    for stelle in seite.zeilen:
        stelle.themen_titel = [titel.get(t, t) for t in aus_spalte(stelle.themen)]
        stelle.sprachen_titel = sprachen_in_worten(stelle.sprachen)
        stelle.ort_titel = gebiete[stelle.pk]
        stelle.alt = stelle.faellig(heute)
    pflegen = permissions.darf_akteure_pflegen(request.akteur, kreis_id)
    return render(
        request,
        "casemgmt/akteur_liste.html",
        {
            "seite": seite,
            "neu_url": reverse("casemgmt:akteur-anlegen") if pflegen else "",
            "faellige": zu_bestaetigen(request.akteur, heute).count() if pflegen else 0,
            "pflegen": pflegen,
        },
    )


def stelle_holen(request: Anfrage, pk: int) -> Netzwerkakteur:
    stelle: Netzwerkakteur = get_object_or_404(
        permissions.sichtbare_netzwerkakteure(request.akteur).select_related("einrichtung__kommune"), pk=pk
    )
    return stelle


def detail(request: Anfrage, pk: int) -> HttpResponse:
    return _detail(request, stelle_holen(request, pk), WartezeitForm(None))


def _detail(request: Anfrage, stelle: Netzwerkakteur, form: WartezeitForm, status: int = 200) -> HttpResponse:
    akteur, heute = request.akteur, timezone.localdate()
    titel = thementitel(stelle.kreis_id)
    angebote = list(permissions.sichtbare_angebote(akteur).filter(akteur=stelle))
    for angebot in angebote:
        angebot.vorbei = angebot.bis is not None and angebot.bis < heute  # type: ignore[attr-defined]
        angebot.angaben = _angebotsangaben(angebot, titel)  # type: ignore[attr-defined]
    pflegen = permissions.darf_akteure_pflegen(akteur, stelle.kreis_id)
    return render(
        request,
        "casemgmt/akteur_detail.html",
        {
            "stelle": stelle,
            "wabe": wabentitel(stelle.kreis_id).get(stelle.wabe, stelle.wabe),
            "angaben": _angaben(akteur, stelle, titel),
            "angebote": [a for a in angebote if pflegen or not a.vorbei],  # type: ignore[attr-defined]
            "alt": stelle.faellig(heute),
            "form": form,
            "pflegen": pflegen,
            "bestaetigen": permissions.darf_akteur_bestaetigen(akteur, stelle),
            "darf_historie": akteur.hat_recht(HISTORIE_SEHEN),
            "krumen": krumen(),
        },
        status=status,
    )


def _angaben(akteur: Akteur, stelle: Netzwerkakteur, titel: dict[str, str]) -> list[tuple[Any, str]]:
    rechtskreis = stelle.einrichtung.get_rechtskreis_display() if stelle.einrichtung.rechtskreis else ""
    zielgruppen = dict(AUFENTHALTSSTATUS)
    wege = dict(VERWEISWEGE)
    wer = ", ".join(str(zielgruppen[z]) for z in aus_spalte(stelle.zielgruppen) if z in zielgruppen)
    return [
        (_("Themen"), ", ".join(titel.get(t, t) for t in aus_spalte(stelle.themen))),
        (_("Sprachen"), sprachen_in_worten(stelle.sprachen)),
        (_("Für wo"), gebiet_in_worten(akteur, [stelle])[stelle.pk] or _("den ganzen Kreis")),
        (_("Für wen"), "\n".join(teil for teil in (wer or _("alle"), stelle.zielgruppe_text) if teil)),
        (_("Rechtskreis"), rechtskreis),
        (_("Öffnungszeiten"), stelle.oeffnungszeiten),
        (_("Wie man hinkommt"), stelle.zugang),
        (_("Anschrift"), stelle.einrichtung.anschrift),
        (
            _("Verweise"),
            ", ".join(str(wege[w]) for w in stelle.wege if w in wege) or _("nimmt sie an")
            if stelle.nimmt_verweise
            else _("nimmt keine an"),
        ),
    ]


def _angebotsangaben(angebot: Angebot, titel: dict[str, str]) -> list[str]:
    plaetze = ""
    if angebot.freie_plaetze is not None:
        plaetze = _("freie Plätze: %(n)s") % {"n": angebot.freie_plaetze}
    teile = (
        titel.get(angebot.thema, angebot.thema),
        angebot.fuer_wen,
        angebot.tage,
        angebot.ort,
        sprachen_in_worten(angebot.sprachen),
        plaetze,
    )
    return [teil for teil in teile if teil]


# Editing ----------------------------------------------------------------------------------------------------


def versuchen(form: DomaenenForm, tun: Callable[[], Any], satz: Any = None) -> Any:
    """Calls the one domain function; a refusal is shown in the form, with all that was typed still in it."""
    try:
        return tun()
    except Ueberholt as fehler:
        daten: Any = form.data
        form.data = daten.copy()
        form.data["stand"] = str(stand_von(satz))  # type: ignore[index]
        form.fachfehler(fehler)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    except ValidationError as fehler:
        form.domaenenfehler(fehler)
    return None


def formularseite(
    request: Anfrage, form: Any, titel: str, abbrechen: str, weg: list[Any], **mehr: Any
) -> HttpResponse:
    return render(
        request,
        "casemgmt/verzeichnis_formular.html",
        {"form": form, "titel": titel, "abbrechen_url": abbrechen, "krumen": weg, **mehr},
        status=422 if form.errors else 200,
    )


def anlegen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, kreis_id))
    form = NetzwerkakteurForm(*eingaben(request), akteur=request.akteur, kreis_id=kreis_id)
    if request.method == "POST" and form.is_valid():
        einrichtung = form.cleaned_data["einrichtung"]
        stelle = versuchen(
            form,
            lambda: akteur_aufnehmen(
                kreis_id=kreis_id,
                einrichtung_id=einrichtung.pk,
                angaben=form.angaben(),
                akteur=request.akteur,
            ),
        )
        if stelle is not None:
            messages.success(request, _("„%(name)s“ steht jetzt im Verzeichnis.") % {"name": stelle})
            return redirect("casemgmt:akteur-detail", stelle.pk)
    return formularseite(request, form, _("Akteur aufnehmen"), reverse("casemgmt:akteur-liste"), krumen())


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    stelle = stelle_holen(request, pk)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, stelle.kreis_id))
    form = NetzwerkakteurForm(
        *eingaben(request),
        akteur=request.akteur,
        kreis_id=stelle.kreis_id,
        stelle=stelle,
        initial={"stand": stand_von(stelle)},
    )
    ziel = reverse("casemgmt:akteur-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            lambda: akteur_aendern(
                stelle_id=pk,
                angaben=form.angaben(),
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            ),
            stelle,
        )
        if neu is not None:
            messages.success(request, _("„%(name)s“ ist gespeichert.") % {"name": neu})
            return redirect(ziel)
    titel = _("%(name)s bearbeiten") % {"name": stelle}
    return formularseite(request, form, titel, ziel, krumen((stelle, ziel)))


# Confirming -------------------------------------------------------------------------------------------------


def faellig(request: Anfrage) -> HttpResponse:
    """What the Koordination asks about next, the oldest first."""
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, kreis_id))
    stellen = list(zu_bestaetigen(request.akteur, timezone.localdate()))
    return render(request, "casemgmt/akteur_faellig.html", {"stellen": stellen, "krumen": krumen()})


@require_POST
def bestaetigen(request: Anfrage, pk: int) -> HttpResponse:
    stelle = stelle_holen(request, pk)
    verlange_erlaubnis(permissions.darf_akteur_bestaetigen(request.akteur, stelle))
    akteur_bestaetigen(stelle_id=pk, akteur=request.akteur)
    messages.success(request, _("Danke. „%(name)s“ ist heute bestätigt.") % {"name": stelle})
    if request.POST.get("von") == "faellig":
        return redirect("casemgmt:akteur-faellig")
    return redirect("casemgmt:akteur-detail", pk)


@require_POST
def wartezeit(request: Anfrage, pk: int) -> HttpResponse:
    stelle = stelle_holen(request, pk)
    verlange_erlaubnis(permissions.darf_akteur_bestaetigen(request.akteur, stelle))
    form = WartezeitForm(request.POST)
    if not form.is_valid():
        return _detail(request, stelle, form, status=422)
    wartezeit_notieren(stelle_id=pk, wochen=form.cleaned_data["wochen"], akteur=request.akteur)
    messages.success(request, _("Die Wartezeit ist notiert."))
    return redirect("casemgmt:akteur-detail", pk)


# What is on offer -------------------------------------------------------------------------------------------


def angebot_neu(request: Anfrage, pk: int) -> HttpResponse:
    stelle = stelle_holen(request, pk)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, stelle.kreis_id))
    form = AngebotForm(*eingaben(request), kreis_id=stelle.kreis_id)
    ziel = reverse("casemgmt:akteur-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        angebot = versuchen(
            form, lambda: angebot_anlegen(stelle_id=pk, angaben=form.angaben(), akteur=request.akteur)
        )
        if angebot is not None:
            messages.success(request, _("Das Angebot „%(titel)s“ ist angelegt.") % {"titel": angebot})
            return redirect(ziel)
    return formularseite(request, form, _("Angebot anlegen"), ziel, krumen((stelle, ziel)))


def angebot_bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    angebot = get_object_or_404(permissions.sichtbare_angebote(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_akteure_pflegen(request.akteur, angebot.kreis_id))
    form = AngebotForm(
        *eingaben(request),
        kreis_id=angebot.kreis_id,
        angebot=angebot,
        initial={"stand": stand_von(angebot)},
    )
    ziel = reverse("casemgmt:akteur-detail", args=[angebot.akteur_id])
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            lambda: angebot_aendern(
                angebot_id=pk,
                angaben=form.angaben(),
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            ),
            angebot,
        )
        if neu is not None:
            messages.success(request, _("Das Angebot „%(titel)s“ ist gespeichert.") % {"titel": neu})
            return redirect(ziel)
    titel = _("%(name)s bearbeiten") % {"name": angebot}
    return formularseite(request, form, titel, ziel, krumen((angebot.akteur, ziel)))
