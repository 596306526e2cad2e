"""Proposals: the backlog, one's own, the record, and proposing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.stammdaten.views.saetze import versuchen
from kim.web.anfrage import Anfrage, eingaben
from kim.web.tabelle import Filter, Spalte, Tabelle
from lenkung import permissions
from lenkung.domain.queries.arbeitsgruppen import arbeitsgruppe_zum_vorschlag
from lenkung.domain.queries.mitglieder import mit_sitz_am
from lenkung.domain.queries.vorlagen import vorlagen_fuer
from lenkung.domain.queries.vorschlaege import (
    OFFENE_STAENDE,
    anzahl_je_stand,
    mit_letzter_antwort,
    schritte_von,
    sitzungsangebote,
    urteile_fuer,
    vorschlaege_fuer,
)
from lenkung.domain.vorschlag import vorschlag_einreichen
from lenkung.forms.vorschlaege import VorschlagenForm, ziele
from lenkung.models import Sitzung, Vorschlag
from lenkung.models.auswahl import VORSCHLAGSSTAENDE
from lenkung.views.seiten import HISTORIE_SEHEN
from lenkung.views.vorschlagsseiten import (
    SCHRITTE,
    STANDARTEN,
    krumen,
    meldung,
    urteil_in_worten,
    vorschlag_holen,
    weg_des_vorschlags,
)

OFFENE, OHNE_SITZUNG, VON_MIR = "offen", "ohne", "ich"


def _nach_stand(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return menge.filter(stand__in=OFFENE_STAENDE) if wert == OFFENE else menge.filter(stand=wert)


def _nach_sitzung(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return menge.filter(sitzung__isnull=True) if wert == OHNE_SITZUNG else menge.filter(sitzung_id=int(wert))


def _tabelle(akteur: Akteur, menge: QuerySet[Vorschlag], *, hinter_den_kulissen: bool) -> Tabelle:
    spalten = [
        Spalte("thema", gettext_lazy("Thema"), ("titel",)),
        Spalte("sitzung", gettext_lazy("Vorgesehen für"), ("sitzung__beginn", "eingereicht_am")),
        Spalte("eingang", gettext_lazy("Eingegangen"), ("eingereicht_am",), art="datum"),
        Spalte("stand", gettext_lazy("Stand"), ("erledigt", "-eingereicht_am")),
    ]
    staende = [(OFFENE, gettext_lazy("alle offenen")), *VORSCHLAGSSTAENDE]
    filter_ = [Filter("stand", gettext_lazy("Stand"), staende, anwenden=_nach_stand)]
    if not hinter_den_kulissen:
        return Tabelle(spalten=spalten, standard_sortierung="stand", filter=filter_, suche=("titel",))

    def sitzungen() -> list[tuple[Any, Any]]:
        saetze = Sitzung.objects.filter(pk__in=menge.values("sitzung_id")).select_related("gremium")
        namen = [(satz.pk, f"{satz.gremium.kurz}: {satz}") for satz in saetze.order_by("-beginn", "pk")[:60]]
        return [(OHNE_SITZUNG, gettext_lazy("ohne Sitzung")), *namen]

    gremien = [(g.pk, g.kurz) for g in permissions.einsehbare_gremien(akteur).order_by("name")]
    return Tabelle(
        spalten=spalten,
        standard_sortierung="stand",
        filter=[
            *filter_,
            Filter("gremium", gettext_lazy("Gremium"), gremien, feld="gremium_id"),
            Filter("sitzung", gettext_lazy("Sitzung"), sitzungen, anwenden=_nach_sitzung),
            Filter(
                "von",
                gettext_lazy("Von"),
                [(VON_MIR, gettext_lazy("von mir"))],
                anwenden=lambda menge, _wert: menge.filter(
                    pk__in=permissions.eigene_vorschlaege(akteur).values("pk")
                ),
            ),
        ],
        suche=("titel", "erlaeuterung", "einreicher_name", "einreicher_sitz"),
    )


def liste(request: Anfrage) -> HttpResponse:
    """For those who run a Gremium its backlog, for everyone else what they proposed, with the answers."""
    akteur = request.akteur
    kulissen = bool(akteur.hat_recht(permissions.GREMIEN_SEHEN.schluessel))
    alle = vorschlaege_fuer(akteur)
    menge = mit_letzter_antwort(alle).annotate(
        erledigt=Case(
            When(stand__in=OFFENE_STAENDE, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
    )
    seite = _tabelle(akteur, alle, hinter_den_kulissen=kulissen).seite(request, menge)
    vorschlaege = list(seite.zeilen)
    urteile = urteile_fuer(vorschlaege)
    zahlen = anzahl_je_stand(alle)
    return render(
        request,
        "lenkung/vorschlag_liste.html",
        {
            "seite": seite,
            "zeilen": [
                (v, STANDARTEN[v.lage], v.pk in urteile and urteile[v.pk].verspaetet) for v in vorschlaege
            ],
            "zahlen": [
                (stand, titel, zahlen[stand]) for stand, titel in VORSCHLAGSSTAENDE if stand in zahlen
            ],
            "kulissen": kulissen,
            "vorschlagen_url": reverse("lenkung:vorschlagen"),
            "krumen": krumen(akteur)[:1],
        },
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    akteur = request.akteur
    anlagen = list(vorschlag.anlagen.filter(entfernt_am__isnull=True).select_related("dokument"))
    bearbeiten = permissions.darf_vorschlag_bearbeiten(akteur, vorschlag)
    vorbereiten = akteur.hat_recht(
        permissions.VORBEREITEN.schluessel, permissions.bereich_von(vorschlag.gremium)
    )
    return render(
        request,
        "lenkung/vorschlag_detail.html",
        {
            "vorschlag": vorschlag,
            "stand_art": STANDARTEN[vorschlag.lage],
            "weg": weg_des_vorschlags(vorschlag),
            "urteil": urteil_in_worten(urteile_fuer([vorschlag]).get(vorschlag.pk)),
            "schritte": [(schritt, SCHRITTE[schritt.art]) for schritt in schritte_von(vorschlag)],
            "anlagen": anlagen,
            "punkte": list(permissions.punkte_zum_vorschlag(akteur, vorschlag).select_related("sitzung")),
            "vorlagen": list(vorlagen_fuer(akteur).filter(vorschlag=vorschlag).order_by("pk")),
            "angaben": _angaben(vorschlag),
            "arbeitsgruppe": arbeitsgruppe_zum_vorschlag(akteur, vorschlag),
            "krumen": krumen(akteur),
            "eigener": permissions.ist_eigener(akteur, vorschlag),
            "darf_bearbeiten": bearbeiten,
            "darf_verschieben": permissions.darf_vorschlag_verschieben(akteur, vorschlag),
            "darf_antworten": permissions.darf_vorschlag_beantworten(akteur, vorschlag),
            "darf_zurueckziehen": permissions.darf_vorschlag_zurueckziehen(akteur, vorschlag),
            "darf_ergaenzen": permissions.darf_vorschlag_ergaenzen(akteur, vorschlag),
            "darf_vorlage": vorbereiten and permissions.darf_vorlage_schreiben(akteur, vorschlag.gremium),
            "darf_historie": permissions.darf_einsehen(akteur, vorschlag.gremium)
            and akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def _angaben(vorschlag: Vorschlag) -> list[tuple[str, Any]]:
    return [
        (_("Was die Runde tun soll"), vorschlag.get_art_display()),
        (_("Zeitbedarf"), _("%(n)s Minuten") % {"n": vorschlag.minuten}),
        (
            _("Vorgeschlagen von"),
            ", ".join(teil for teil in (vorschlag.einreicher_name, vorschlag.einreicher_sitz) if teil),
        ),
    ]


def vorschlagen(request: Anfrage) -> HttpResponse:
    """One task: what, why, how long, when. Two minutes."""
    akteur, heute = request.akteur, timezone.localdate()
    gremien = list(permissions.vorschlagbare_gremien(akteur).order_by("name"))
    angebote = sitzungsangebote(permissions.vorschlagbare_gremien(akteur), timezone.now())
    form = VorschlagenForm(
        *eingaben(request, request.FILES),
        ziele=ziele(gremien, angebote, heute),
        personen=_personen(akteur),
        initial={
            "schluessel": uuid4(),
            "art": "beratung",
            "minuten": 15,
            "ziel": _vorgewaehlt(request, [f"s{angebot.sitzung.pk}" for angebot in angebote], gremien),
        },
    )
    if request.method == "POST" and form.is_valid():
        gremium_id, sitzung_id = form.nummer("g"), form.nummer("s")
        if sitzung_id is not None:
            gremium_id = next(a.sitzung.gremium_id for a in angebote if a.sitzung.pk == sitzung_id)
        person = form.cleaned_data.get("person")
        antwort = versuchen(
            form,  # type: ignore[arg-type]
            vorschlag_einreichen,
            gremium_id=gremium_id,
            sitzung_id=sitzung_id,
            akteur=akteur,
            angaben=form.angaben(),
            schluessel=form.cleaned_data["schluessel"],
            person_id=person.pk if person else None,
            dateien=form.cleaned_data["dateien"],
        )
        if antwort is not None:
            messages.success(request, meldung(antwort, _("Ihr Vorschlag ist eingegangen.")))
            return redirect("lenkung:vorschlag-detail", antwort.vorschlag.pk)
    return render(
        request,
        "lenkung/vorschlagen.html",
        {"form": form, "gremien": gremien, "zurueck_url": reverse("lenkung:vorschlag-liste")},
    )


def _vorgewaehlt(request: Anfrage, sitzungen: list[str], gremien: list[Any]) -> str:
    """The session from which one came, else the next one, else the backlog."""
    wunsch = f"s{request.GET.get('sitzung', '')}"
    if wunsch in sitzungen:
        return wunsch
    # Already invited to, or full: then for a later one of the same Gremium, never for another's.
    nummer = wunsch[1:]
    gewuenscht = _sichtbare_sitzung(request, int(nummer)) if nummer.isdecimal() else None
    if gewuenscht is not None and any(gremium.pk == gewuenscht.gremium_id for gremium in gremien):
        return f"g{gewuenscht.gremium_id}"
    erste = f"g{gremien[0].pk}" if gremien else ""
    return sitzungen[0] if sitzungen else erste


def _sichtbare_sitzung(request: Anfrage, nummer: int) -> Sitzung | None:
    return permissions.sichtbare_sitzungen(request.akteur).filter(pk=nummer).first()


def _personen(akteur: Akteur) -> QuerySet[Any] | None:
    """On whose behalf the Geschäftsstelle may propose: those with a seat or an office in the Kreis today."""
    if akteur.kreis_id is None or not akteur.hat_recht(permissions.VORBEREITEN.schluessel):
        return None
    menge = mit_sitz_am(personen_im_kreis(akteur.kreis_id), timezone.localdate())
    return menge.order_by("nachname", "vorname", "pk")
