"""The answers to an invitation: who comes, who still has to answer, and whether that is enough."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.antwort import Beantwortet, antwort_eintragen
from lenkung.domain.queries.rueckmeldungen import Rueckmeldungszeile, mit_sitzung, rueckmeldungen_von
from lenkung.forms.rueckmeldungen import EintragenForm
from lenkung.models import Sitzung
from lenkung.regeln.erwartung import Aussicht, Erwartung
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand
from lenkung.regeln.teilnahme import Zusage
from lenkung.views.antwort import folge_text
from lenkung.views.seiten import ausfuehren
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import krumen, sitzung_holen

AUSSICHTEN = {
    Aussicht.ERREICHT: ("gut", gettext_lazy("voraussichtlich beschlussfähig")),
    Aussicht.NOCH_ERREICHBAR: ("achtung", gettext_lazy("noch nicht genug Zusagen")),
    Aussicht.NICHT_ERREICHBAR: ("schlecht", gettext_lazy("voraussichtlich nicht beschlussfähig")),
    Aussicht.NICHT_GEREGELT: ("neutral", gettext_lazy("nicht geregelt")),
}
ANTWORTARTEN = {
    Zusage.OFFEN: "neutral",
    Zusage.VOR_ORT: "gut",
    Zusage.DIGITAL: "gut",
    Zusage.VERHINDERT: "schlecht",
}
NUR, OFFENE = "nur", "offen"


def aussicht_zeile(erwartung: Erwartung | None) -> dict[str, Any] | None:
    """For `lenkung/aussicht.html`, on this page and in one line on others."""
    if erwartung is None:
        return None
    art, wort = AUSSICHTEN[erwartung.aussicht]
    return {"erwartung": erwartung, "art": art, "wort": wort}


def rueckmeldungen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_hinter_die_kulissen(request.akteur, sitzung))
    stand = rueckmeldungen_von(sitzung)
    offene = [zeile for zeile in stand.zeilen if zeile.steht_aus]
    nur_offene = request.GET.get(NUR) == OFFENE
    bevorstehend = sitzung.lage is Sitzungsstand.EINGELADEN
    adresse = reverse("lenkung:sitzung-rueckmeldungen", args=[pk])
    return render(
        request,
        "lenkung/rueckmeldungen.html",
        {
            **rahmen(request, sitzung, "rueckmeldungen"),
            "eingeladen": stand.eingeladen,
            "aussicht": aussicht_zeile(stand.erwartung) if stand.eingeladen and bevorstehend else None,
            "go": stand.geschaeftsordnung,
            "zahlen": stand.zahlen,
            "gruppen": _gruppen(offene if nur_offene else stand.zeilen),
            "gaeste": stand.gaeste,
            "ausgeschieden": stand.ausgeschieden,
            "nur_offene": nur_offene,
            "anzahl_offene": len(offene),
            "alle_url": adresse,
            "offene_url": f"{adresse}?{NUR}={OFFENE}",
            "eintragen": bool(permissions.darf_antwort_eintragen(request.akteur, sitzung)),
            "abfrage_url": _abfrage_url(request, sitzung),
            "vorzimmer_url": reverse("lenkung:vorzimmer-liste", args=[sitzung.gremium_id])
            if permissions.darf_vorzimmer_pflegen(request.akteur, sitzung.gremium)
            else "",
        },
    )


def _abfrage_url(request: Anfrage, sitzung: Sitzung) -> str:
    """Whether the session should be cancelled, or when else it could be."""
    if sitzung.lage not in VERAENDERLICH or not permissions.darf_abfrage_stellen(
        request.akteur, sitzung.gremium
    ):
        return ""
    return f"{reverse('lenkung:abfrage-stellen', args=[sitzung.gremium_id])}?sitzung={sitzung.pk}"


def _gruppen(zeilen: list[Rueckmeldungszeile]) -> list[tuple[Any, list[Rueckmeldungszeile]]]:
    """Those who vote first; whoever only advises stands apart, as on the page of the Gremium."""
    gruppen = (
        (_("Stimmberechtigte Sitze"), [zeile for zeile in zeilen if zeile.sitz.stimmrecht]),
        (_("Sitze ohne Stimme"), [zeile for zeile in zeilen if not zeile.sitz.stimmrecht]),
    )
    return [(titel, teil) for titel, teil in gruppen if teil]


def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    menge = mit_sitzung(permissions.sichtbare_teilnahmen(request.akteur))
    teilnahme = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_antwort_eintragen(request.akteur, teilnahme.sitzung))
    vorbelegt = {} if teilnahme.antwort is Zusage.OFFEN else {"zusage": teilnahme.zusage}
    form = EintragenForm(*eingaben(request), teilnahme=teilnahme, initial=vorbelegt)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:sitzung-rueckmeldungen", args=[teilnahme.sitzung_id]),
            _meldung,
            antwort_eintragen,
            teilnahme_id=pk,
            zusage=Zusage(form.cleaned_data["zusage"]),
            vermerk=form.cleaned_data["vermerk"],
        )
        if weiter:
            return weiter
    weg = [
        *krumen(teilnahme.sitzung),
        (_("Rückmeldungen"), reverse("lenkung:sitzung-rueckmeldungen", args=[teilnahme.sitzung_id])),
    ]
    return render(
        request,
        "lenkung/formular.html",
        {
            "form": form,
            "titel": _("Antwort eintragen: %(name)s") % {"name": teilnahme.name},
            "unterzeile": f"{teilnahme.sitz.name}, {teilnahme.get_rolle_display()}"
            if teilnahme.sitz
            else teilnahme.get_rolle_display(),
            "knopf": _("Eintragen"),
            "krumen": weg,
            "abbrechen_url": weg[-1][1],
        },
    )


def _meldung(beantwortet: Beantwortet) -> str:
    teilnahme = beantwortet.teilnahme
    getan = _("%(name)s: %(antwort)s.") % {
        "name": teilnahme.name,
        "antwort": teilnahme.get_zusage_display(),
    }
    folge = folge_text(beantwortet) if beantwortet.folge.value != "keine" else ""
    return f"{getan} {folge}".strip()
