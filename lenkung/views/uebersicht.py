"""The entrance of the module: the Gremien that concern the person, and what is to be done there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kim.konten.domain.queries.zustaendige import zustaendige
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.arbeitsgruppen import offene_zuerst
from lenkung.domain.queries.mitglieder import gremien_fuer, mitwirkung_von
from lenkung.views.aufgabenzeilen import heute_zeilen

ZUSTAENDIG = ("vorsitz", "geschaeftsstelle", "leitung_geschaeftsstelle")


def uebersicht(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    akteur = request.akteur
    gremien = [g for g in gremien_fuer(akteur, heute).order_by("name") if g.aktiv_am(heute)]
    eigene = mitwirkung_von(akteur.person_id, heute) if gremien else {}
    kreis_id = akteur.kreis_id
    return render(
        request,
        "lenkung/uebersicht.html",
        {
            "gremien": [(gremium, eigene.get(gremium.pk)) for gremium in gremien],
            "arbeitsgruppen": offene_zuerst(
                permissions.eigene_arbeitsgruppen(akteur).select_related("gremium")
            ),
            "aufgaben": heute_zeilen(akteur, heute)
            if akteur.hat_recht(permissions.GREMIEN_VERWALTEN.schluessel)
            else [],
            "sieht_alle": akteur.hat_recht(permissions.GREMIEN_SEHEN.schluessel),
            "liest": akteur.hat_recht(permissions.GREMIUM_LESEN.schluessel),
            "vorschlagen_url": reverse("lenkung:vorschlagen")
            if gremien and akteur.hat_recht(permissions.VORSCHLAGEN.schluessel)
            else "",
            "neu_url": reverse("lenkung:gremium-anlegen")
            if kreis_id and permissions.darf_gremium_anlegen(akteur, kreis_id)
            else "",
            "zustaendige": zustaendige(kreis_id=kreis_id or 0, rollen=ZUSTAENDIG, tag=heute),
        },
    )
