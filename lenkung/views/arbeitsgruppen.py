"""Arbeitsgruppen of a Gremium: the list, the record, setting one up, its date and its end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.arbeitsgruppe import (
    arbeitsgruppe_aendern,
    arbeitsgruppe_beenden,
    arbeitsgruppe_einsetzen,
    termin_vereinbaren,
)
from lenkung.domain.queries.arbeitsgruppen import (
    arbeitsgruppen_fuer,
    berichte_von,
    entwurf_von,
    leitungsurteil,
    mitglieder_von,
    offene_zuerst,
    punkte_zu,
    regel_am,
    treffen_von,
    vorsitz_am,
)
from lenkung.forms.arbeitsgruppen import ArbeitsgruppeForm, EinsetzenForm, TerminForm
from lenkung.forms.gremien import BeendenForm
from lenkung.models import Arbeitsgruppe, Beschlussfolge, Gremium
from lenkung.regeln.arbeitsgruppe import AGStand, benannt, bericht_faellig
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.verlauf import Folgenart, Folgenstand
from lenkung.views.ag_seiten import (
    LEITUNGSURTEILE,
    arbeitsgruppe_holen,
    krumen,
    lage_in_worten,
    weg_der_arbeitsgruppe,
)
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, rueckfrage
from lenkung.views.seiten import krumen as gremiumskrumen


def _zur_gruppe(ag: Arbeitsgruppe) -> str:
    return reverse("lenkung:arbeitsgruppe-detail", args=[ag.pk])


def _gremium(request: Anfrage, pk: int) -> Gremium:
    gremium: Gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    return gremium


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium, heute = _gremium(request, pk), timezone.localdate()
    gruppen = offene_zuerst(arbeitsgruppen_fuer(request.akteur, heute).filter(gremium=gremium))
    einsetzen = permissions.darf_arbeitsgruppe_einsetzen(request.akteur, gremium)
    return render(
        request,
        "lenkung/ag_liste.html",
        {
            "gremium": gremium,
            "zeilen": [(ag, *lage_in_worten(ag, heute)) for ag in gruppen],
            "neu_url": reverse("lenkung:arbeitsgruppe-einsetzen", args=[pk]) if einsetzen else "",
            "krumen": gremiumskrumen(gremium),
        },
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    ag, akteur, heute = arbeitsgruppe_holen(request, pk), request.akteur, timezone.localdate()
    pflegen = permissions.darf_arbeitsgruppe_pflegen(akteur, ag)
    mitglieder = mitglieder_von(ag)
    urteil = leitungsurteil(ag, heute)
    farbe, wort = LEITUNGSURTEILE[urteil.befund.urteil]
    stand_art, stand_text = lage_in_worten(ag, heute)
    im_gremium = permissions.darf_gremium_sehen(akteur, ag.gremium)
    einsehen = permissions.darf_einsehen(akteur, ag.gremium)
    return render(
        request,
        "lenkung/ag_detail.html",
        {
            "ag": ag,
            "krumen": krumen(akteur, ag, bis_zu_ihr=False),
            "weg": weg_der_arbeitsgruppe(ag),
            "stand_art": stand_art,
            "stand_text": stand_text,
            "angaben": _angaben(ag),
            "beschluss": ag.beschluss if im_gremium else None,
            "aktive": [m for m in mitglieder if m.aktiv_am(heute)],
            "frueher": [m for m in mitglieder if m.bis is not None and m.bis < heute],
            "kuenftig": [m for m in mitglieder if m.von is not None and m.von > heute],
            "leitung": urteil,
            "leitung_farbe": farbe,
            "leitung_wort": wort,
            "norm_url": f"{reverse('lenkung:go-detail', args=[urteil.geschaeftsordnung.pk])}#arbeitsgruppen"
            if urteil.geschaeftsordnung and im_gremium
            else "",
            "unter": list(permissions.sichtbare_arbeitsgruppen(akteur).filter(uebergeordnet=ag)),
            "treffen": treffen_von(akteur, ag),
            "berichte": berichte_von(akteur, ag),
            "darf_pflegen": pflegen,
            "darf_treffen": permissions.darf_treffen_schreiben(akteur, ag),
            "einsehen": einsehen,
            "darf_historie": einsehen and akteur.hat_recht(HISTORIE_SEHEN),
            **_rueckweg(akteur, ag),
            **_schritt(akteur, ag),
        },
    )


def _angaben(ag: Arbeitsgruppe) -> list[tuple[str, Any]]:
    return [
        (_("Art"), str(ag.get_art_display())),
        (_("eingesetzt am"), datum(ag.beginn)),
        (_("Bericht bis"), datum(ag.bericht_bis) if ag.bericht_bis else _("ohne Termin")),
        (_("beendet am"), datum(ag.beendet_am) if ag.beendet_am else ""),
        (_("Grund"), ag.ende_grund),
    ]


def _rueckweg(akteur: Akteur, ag: Arbeitsgruppe) -> dict[str, Any]:
    """Where the result is on its way to the Gremium, as far as one may see it."""
    if ag.vorschlag is None:
        return {}
    sieht = permissions.sichtbare_vorschlaege(akteur).filter(pk=ag.vorschlag.pk).exists()
    return {
        "vorschlag": ag.vorschlag,
        "vorschlag_url": reverse("lenkung:vorschlag-detail", args=[ag.vorschlag_id]) if sieht else "",
        "punkte": punkte_zu(akteur, ag.vorschlag),
    }


def _schritt(akteur: Akteur, ag: Arbeitsgruppe) -> dict[str, Any]:
    """The one next act."""
    entwurf = entwurf_von(akteur, ag)
    if permissions.darf_bericht_schreiben(akteur, ag):
        if entwurf is not None:
            return _knopf(_("Bericht weiterschreiben"), "agbericht-detail", entwurf.pk)
        faellig = bericht_faellig(ag.lage, ag.bericht_bis, timezone.localdate())
        if faellig or ag.treffen.exists():
            return _knopf(_("Bericht schreiben"), "agbericht-schreiben", ag.pk)
        return _knopf(_("Treffen eintragen"), "agtreffen-eintragen", ag.pk)
    if _beraten(ag) and permissions.darf_arbeitsgruppe_pflegen(akteur, ag):
        return _knopf(_("Weiterarbeiten lassen"), "arbeitsgruppe-termin", ag.pk)
    return {}


def _beraten(ag: Arbeitsgruppe) -> bool:
    """The Gremium has dealt with the report: now it is to be said what becomes of the Arbeitsgruppe."""
    if ag.vorschlag is None or ag.lage is not AGStand.BERICHTET:
        return False
    return ag.vorschlag.punkte.filter(stand=Punktstand.BEHANDELT.value).exists()


def _knopf(text: str, name: str, pk: int) -> dict[str, Any]:
    return {"knopf_text": text, "knopf_url": reverse(f"lenkung:{name}", args=[pk])}


# Acts -------------------------------------------------------------------------------------------------------


def einsetzen(request: Anfrage, pk: int) -> HttpResponse:
    """From the list, or right at the Beschluss: then it is filled in as far as the Beschluss says it."""
    gremium, heute = _gremium(request, pk), timezone.localdate()
    verlange_erlaubnis(permissions.darf_arbeitsgruppe_einsetzen(request.akteur, gremium))
    folge = _folge(request, gremium)
    ag = Arbeitsgruppe(gremium=gremium)
    form = EinsetzenForm(
        *eingaben(request),
        instance=ag,
        heute=heute,
        mit_folge=folge is not None,
        initial=_vorbelegung(gremium, folge),
    )
    if request.method == "POST" and form.is_valid():
        beschluss = {"beschluss_id": folge.beschluss_id} if folge else {}
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe,
            lambda satz: _("Die %(ag)s ist eingesetzt. Tragen Sie nun ein, wer mitarbeitet.") % {"ag": satz},
            arbeitsgruppe_einsetzen,
            gremium_id=pk,
            angaben={**form.angaben(), **beschluss},
            leitung=form.leitung(),
            folge_id=folge.pk if folge else None,
            folge_erledigt=form.cleaned_data.get("folge_erledigt", False),
        )
        if weiter:
            return weiter
    liste_url = reverse("lenkung:arbeitsgruppe-liste", args=[pk])
    return formularseite(
        request,
        form=form,
        titel=_("Arbeitsgruppe einsetzen"),
        weg=[*gremiumskrumen(gremium), (_("Arbeitsgruppen"), liste_url)],
        knopf=_("Einsetzen"),
        unterzeile=str(folge.beschluss) if folge else "",
        person_anlegen=True,
    )


def _folge(request: Anfrage, gremium: Gremium) -> Beschlussfolge | None:
    """Of the address: the open consequence of a Beschluss of this Gremium."""
    wahl = request.GET.get("folge", "")
    if not wahl:
        return None
    menge = permissions.sichtbare_folgen(request.akteur).filter(
        beschluss__gremium=gremium, art=Folgenart.ARBEITSGRUPPE.value, stand=Folgenstand.OFFEN.value
    )
    if not wahl.isdecimal() or len(wahl) > 18:
        raise Http404
    return get_object_or_404(menge.select_related("beschluss"), pk=int(wahl))


def _vorbelegung(gremium: Gremium, folge: Beschlussfolge | None) -> dict[str, Any]:
    """The chair leads where the Geschäftsordnung says so."""
    beginn = folge.beschluss.gefasst_am if folge else timezone.localdate()
    regel, _go = regel_am(gremium.pk, beginn)
    vorsitz = vorsitz_am(gremium.pk, beginn) if regel is not None else None
    werte: dict[str, Any] = {"beginn": beginn, "person": vorsitz.person_id if vorsitz else None}
    if folge is not None:
        art, name = benannt(folge.beschluss.titel)
        werte |= {
            "art": art,
            "name": name,
            "auftrag": folge.beschluss.text[:5000],
            "bericht_bis": folge.bis,
        }
    return werte


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    ag = _gepflegt(request, pk)
    form = ArbeitsgruppeForm(
        *eingaben(request), instance=ag, heute=timezone.localdate(), initial={"stand": stand_von(ag)}
    )
    weg = krumen(request.akteur, ag)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe,
            lambda satz: _("Die %(ag)s ist gespeichert.") % {"ag": satz},
            arbeitsgruppe_aendern,
            arbeitsgruppe_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Arbeitsgruppe bearbeiten"), weg=weg)


def termin(request: Anfrage, pk: int) -> HttpResponse:
    ag = _gepflegt(request, pk)
    weiterarbeiten = ag.lage is AGStand.BERICHTET
    initial = {} if weiterarbeiten else {"bericht_bis": ag.bericht_bis}
    form = TerminForm(*eingaben(request), satz=ag, initial=initial)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe,
            lambda satz: (
                _("Sie berichtet bis zum %(tag)s.") % {"tag": datum(satz.bericht_bis)}
                if satz.bericht_bis
                else _("Sie arbeitet ohne Termin.")
            ),
            termin_vereinbaren,
            arbeitsgruppe_id=pk,
            bericht_bis=form.cleaned_data["bericht_bis"],
            grund=form.cleaned_data["grund"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Weiterarbeiten lassen") if weiterarbeiten else _("Termin des Berichts ändern"),
        weg=krumen(request.akteur, ag),
        unterzeile=str(ag),
    )


def beenden(request: Anfrage, pk: int) -> HttpResponse:
    ag = _gepflegt(request, pk)
    form = BeendenForm(*eingaben(request), initial={"zum": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_gruppe,
            lambda satz: _("Die %(ag)s ist beendet.") % {"ag": satz},
            arbeitsgruppe_beenden,
            arbeitsgruppe_id=pk,
            zum=form.cleaned_data["zum"],
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("%(ag)s beenden?") % {"ag": ag},
        folgen=[
            _("Sie trifft sich nicht mehr und berichtet nicht mehr."),
            _("Auftrag, Mitwirkende, Gesprächsprotokolle und Berichte bleiben lesbar."),
            _("Beenden lässt sich nicht zurücknehmen; für neue Arbeit setzen Sie eine neue ein."),
        ],
        knopf=_("Beenden"),
        weg=krumen(request.akteur, ag),
    )


def _gepflegt(request: Anfrage, pk: int) -> Arbeitsgruppe:
    ag = arbeitsgruppe_holen(request, pk)
    verlange_erlaubnis(permissions.darf_arbeitsgruppe_pflegen(request.akteur, ag))
    return ag
