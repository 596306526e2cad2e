"""The waiting list: who asks for counsel, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.anfrage import (
    NeuePerson,
    anfrage_ablehnen,
    anfrage_aufnehmen,
    anfrage_uebernehmen,
    anfrage_weitergeben,
    anfrage_zu_fall,
)
from casemgmt.domain.queries.faelle import laufende
from casemgmt.domain.queries.kommunen import eigene_kommunen
from casemgmt.domain.queries.orte import geschuetzt, kommunenname
from casemgmt.domain.verweisanfrage import inhalt_lesen
from casemgmt.domain.verweisnaht import QUELLE
from casemgmt.forms.anfragen import (
    AblehnenForm,
    AnfrageForm,
    UebernehmenForm,
    WeitergebenForm,
    ZuordnenForm,
)
from casemgmt.models import Anfrage as Anfragesatz
from casemgmt.models.fallauswahl import ANFRAGESTAENDE, ZUGANGSWEGE
from casemgmt.permissions import FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.regeln.anfrage import Ablehnungsgrund, Anfragestand
from casemgmt.regeln.fallfristen import wartet_zu_lange
from casemgmt.regeln.sprachen import in_worten
from casemgmt.regeln.werte import Fallbereich
from casemgmt.views.aktenzugriff import akte_gelesen, aufsicht_liest
from casemgmt.views.fallseiten import Krumen, adresse, ausfuehren, formularseite
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle

STAND = "stand"
_SPALTEN = (
    Spalte("eingegangen", gettext_lazy("Eingegangen"), ("eingegangen_am",), art="datum"),
    Spalte("wer", gettext_lazy("Wer")),
    Spalte("weg", gettext_lazy("Zugangsweg"), ("zugangsweg",)),
    Spalte("kommune", gettext_lazy("Kommune"), ("ort_sortiert",)),
    Spalte("stand", gettext_lazy("Stand")),
)


def krumen(satz: Anfragesatz | None = None) -> Krumen:
    weg: Krumen = [(_("Anfragen"), reverse("casemgmt:anfrage-liste"))]
    if satz is not None:
        weg.append((titel_der_anfrage(satz), reverse("casemgmt:anfrage-detail", args=[satz.pk])))
    return weg


def titel_der_anfrage(satz: Anfragesatz) -> str:
    return _("Anfrage vom %(tag)s") % {"tag": datum(satz.eingegangen_am)}


def _tabelle(akteur: Any) -> Tabelle:
    kommunen = eigene_kommunen(akteur)
    filter_ = [
        Filter(
            STAND,
            gettext_lazy("Stand"),
            [(w, t) for w, t in ANFRAGESTAENDE if w != Anfragestand.WARTET],
            feld="stand",
            alle=gettext_lazy("Warteliste"),
        ),
        Filter("weg", gettext_lazy("Zugangsweg"), ZUGANGSWEGE, feld="zugangsweg"),
    ]
    if len(kommunen) > 1:
        wahl = [(k.pk, k.name) for k in kommunen]
        filter_.append(Filter("kommune", gettext_lazy("Kommune"), wahl, anwenden=_nach_kommune(akteur)))
    return Tabelle(spalten=_SPALTEN, standard_sortierung="eingegangen", filter=filter_)


def _nach_kommune(akteur: Any) -> Any:
    """What became a protected case is not found by its place."""
    zu_erfahren = permissions.ort_zu_erfahren(permissions.sicht_von(akteur), "fall_id")
    return lambda menge, wert: menge.filter(zu_erfahren, kommune_id=wert)


@aufsicht_liest("casemgmt.anfrage", gettext_lazy("Warteliste gelesen"))
def liste(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    menge = permissions.sichtbare_anfragen(request.akteur).select_related("kommune", "einrichtung")
    menge = permissions.mit_ortsschutz(menge, "fall_id")
    if request.GET.get(STAND, "") not in dict(ANFRAGESTAENDE):
        menge = menge.filter(stand=Anfragestand.WARTET)
    seite = _tabelle(request.akteur).seite(request, menge)
    for satz in seite.zeilen:
        satz.ort = geschuetzt() if satz.ort_geschuetzt else kommunenname(satz)
        satz.tage = (heute - satz.eingegangen_am).days
        satz.zu_lange = satz.stand == Anfragestand.WARTET and wartet_zu_lange(satz.eingegangen_am, heute)
    return render(
        request,
        "casemgmt/anfrage_liste.html",
        {"seite": seite, "neu_url": reverse("casemgmt:anfrage-neu") if _bereiche(request) else ""},
    )


def _bereiche(request: Anfrage) -> list[str]:
    paare = ((FAELLE_FUEHREN, Fallbereich.LOKAL), (MUKIS_FUEHREN, Fallbereich.MUKIS))
    return [bereich.value for recht, bereich in paare if request.akteur.hat_recht(recht.schluessel)]


def _stellen(kreis_id: int) -> list[tuple[int, str]]:
    return [(e.pk, e.name) for e in einrichtungen_im_kreis(kreis_id, am=timezone.localdate())]


def neu(request: Anfrage) -> HttpResponse:
    kreis_id, bereiche = kreis_id_von(request), _bereiche(request)
    verlange_erlaubnis(permissions.darf_anfrage_aufnehmen(request.akteur))
    form = AnfrageForm(
        *eingaben(request),
        bereiche=bereiche,
        kommunen=[(k.pk, k.name) for k in eigene_kommunen(request.akteur, nur_fuehren=True)],
        einrichtungen=_stellen(kreis_id),
        heute=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        daten = dict(form.cleaned_data)
        antwort = ausfuehren(
            request,
            form,
            reverse("casemgmt:anfrage-liste"),
            _("Die Anfrage steht auf der Warteliste."),
            anfrage_aufnehmen,
            kreis_id=kreis_id,
            bereich=Fallbereich(daten.pop("bereich", bereiche[0])),
            kommune_id=daten.pop("kommune", None),
            angaben={
                **{name: daten[name] for name in ("eingegangen_am", "zugangsweg", "absender", "name")},
                "anliegen": daten["anliegen"].strip(),
                "einrichtung_id": daten["einrichtung"],
                "sprachen": daten["sprachen"] or None,
            },
        )
        if antwort:
            return antwort
    return formularseite(
        request, form=form, titel=_("Anfrage aufnehmen"), weg=krumen(), knopf=_("Auf die Warteliste")
    )


def _holen(request: Anfrage, pk: int) -> Anfragesatz:
    menge = permissions.sichtbare_anfragen(request.akteur)
    satz: Anfragesatz = get_object_or_404(
        menge.select_related("kommune", "einrichtung", "weiter_an", "fall"), pk=pk
    )
    return satz


def detail(request: Anfrage, pk: int) -> HttpResponse:
    satz = _holen(request, pk)
    akte_gelesen(request, satz, _("Anfrage geöffnet"), satz.fall.aktenzeichen if satz.fall else "")
    inhalt = inhalt_lesen(satz, request.akteur)
    return render(
        request,
        "casemgmt/anfrage_detail.html",
        {
            "satz": satz,
            "titel": titel_der_anfrage(satz),
            "krumen": krumen(),
            "angaben": _angaben(request.akteur, satz),
            "aus_verweis": satz.verweis_kennung is not None,
            "inhalt": inhalt,
            "verweis_url": _verweis_url(satz, request.akteur),
            "fall_url": adresse(satz.fall) if satz.fall else "",
            "offen": satz.stand == Anfragestand.WARTET
            and bool(permissions.darf_anfrage_bearbeiten(request.akteur, satz)),
            "darf_historie": request.akteur.hat_recht("protokoll.sehen"),
        },
    )


def _verweis_url(satz: Anfragesatz, akteur: Akteur) -> str:
    """The way back to the Verweis, for whoever may read what came in."""
    if satz.verweis_kennung is None or satz.verweis_quelle != QUELLE:
        return ""
    eingang = permissions.sichtbare_eingaenge(akteur).filter(kennung=satz.verweis_kennung)
    pk = eingang.values_list("pk", flat=True).first()
    return reverse("casemgmt:eingang-detail", args=[pk]) if pk is not None else ""


def _angaben(akteur: Akteur, satz: Anfragesatz) -> list[tuple[Any, Any]]:
    sieht = permissions.sieht_ort(akteur, satz.fall)
    return [
        (_("Kommune"), kommunenname(satz) if sieht else geschuetzt()),
        (_("Zugangsweg"), satz.get_zugangsweg_display()),
        (_("Geschickt von"), satz.einrichtung.name if satz.einrichtung else satz.absender),
        (_("Name"), satz.name),
        (_("Anliegen"), satz.anliegen),
        (_("Sprachen"), in_worten(satz.sprachen)),
        (_("Weitergegeben an"), satz.weiter_an.name if satz.weiter_an else satz.weiter_an_frei),
        (_("Grund"), satz.get_grund_display()),
        (_("Erledigt am"), datum(satz.erledigt_am) if satz.erledigt_am else ""),
    ]


def _tat(
    request: Anfrage,
    pk: int,
    *,
    form: Any,
    titel: str,
    knopf: str,
    meldung: str,
    tun: Any,
    angaben: Any,
    **rest: Any,
) -> HttpResponse:
    satz = _holen(request, pk)
    verlange_erlaubnis(permissions.darf_anfrage_bearbeiten(request.akteur, satz))
    formular = form(satz)
    if request.method == "POST" and formular.is_valid():
        ziel = rest.get("ziel") or reverse("casemgmt:anfrage-liste")
        antwort = ausfuehren(
            request, formular, ziel, meldung, tun, anfrage_id=pk, **angaben(formular.cleaned_data)
        )
        if antwort:
            return antwort
    return formularseite(
        request,
        form=formular,
        titel=titel,
        weg=krumen(satz),
        knopf=knopf,
        unterzeile=rest.get("unterzeile", ""),
    )


def uebernehmen(request: Anfrage, pk: int) -> HttpResponse:
    """By a Verweis, with what it says; whatever else it may tell goes into the file in the same act."""

    def formular(satz: Anfragesatz) -> UebernehmenForm:
        inhalt = inhalt_lesen(satz, request.akteur)
        werte = inhalt.werte if inhalt is not None else {}
        anfang = {
            "vorname": werte.get("vorname", ""),
            "nachname": werte.get("nachname", satz.name),
            "sprachen": werte.get("sprachen") or satz.sprachen or [],
            "datenschutzhinweis_am": timezone.localdate(),
        }
        return UebernehmenForm(*eingaben(request), initial=anfang)

    return _tat(
        request,
        pk,
        form=formular,
        titel=_("Übernehmen: Person und Fall anlegen"),
        knopf=_("Fall anlegen"),
        meldung=_("Der Fall ist angelegt."),
        tun=anfrage_uebernehmen,
        ziel=adresse,
        angaben=lambda daten: {
            "person": NeuePerson(
                daten["vorname"],
                daten["nachname"],
                daten["datenschutzhinweis_am"],
                tuple(daten["sprachen"]),
            )
        },
    )


def zuordnen(request: Anfrage, pk: int) -> HttpResponse:
    def formular(satz: Anfragesatz) -> ZuordnenForm:
        menge = laufende(permissions.sichtbare_faelle(request.akteur)).filter(
            Q(kommune_id=satz.kommune_id), bereich=satz.bereich
        )
        faelle = [(fall.pk, fall.aktenzeichen) for fall in menge.only("jahr", "nummer")[:500]]
        return ZuordnenForm(*eingaben(request), faelle=faelle)

    return _tat(
        request,
        pk,
        form=formular,
        titel=_("Zu einem laufenden Fall"),
        knopf=_("Zuordnen"),
        meldung=_("Die Anfrage gehört jetzt zum Fall."),
        tun=anfrage_zu_fall,
        ziel=adresse,
        angaben=lambda daten: {"fall_id": daten["fall"]},
    )


def weitergeben(request: Anfrage, pk: int) -> HttpResponse:
    return _tat(
        request,
        pk,
        form=lambda satz: WeitergebenForm(*eingaben(request), einrichtungen=_stellen(satz.kreis_id)),
        titel=_("An eine andere Stelle weitergeben"),
        knopf=_("Weitergegeben"),
        meldung=_("Die Anfrage ist weitergegeben."),
        unterzeile=_("Die Person weiß, an wen sie sich wendet. Angaben über sie gehen damit nicht hinaus."),
        tun=anfrage_weitergeben,
        angaben=lambda daten: {"einrichtung_id": daten["einrichtung"], "stelle": daten["stelle"]},
    )


def ablehnen(request: Anfrage, pk: int) -> HttpResponse:
    return _tat(
        request,
        pk,
        form=lambda _satz: AblehnenForm(*eingaben(request)),
        titel=_("Anfrage ablehnen"),
        knopf=_("Ablehnen"),
        meldung=_("Die Anfrage ist abgelehnt."),
        tun=anfrage_ablehnen,
        angaben=lambda daten: {"grund": Ablehnungsgrund(daten["grund"])},
    )
