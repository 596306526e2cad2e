"""What this room brings to the start page and to the search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.suche import Treffer
from kim.konten import permissions
from kim.konten.domain.queries.konten import hat_zweiten_faktor
from kim.konten.models import Konto, Rollenzuweisung

ENDET_BALD = timedelta(days=14)
HOECHSTENS = 5


def zu_bestaetigen(akteur: Akteur, heute: date) -> list[Heutezeile]:
    wartende = list(permissions.bestaetigbare_zuweisungen(akteur, heute)[: HOECHSTENS + 1])
    if len(wartende) > HOECHSTENS:
        return [
            Heutezeile(
                _("Rollen bestätigen oder ablehnen"), reverse("konten:bestaetigungen"), Dringlichkeit.HEUTE
            )
        ]
    return [
        Heutezeile(
            _("Rolle bestätigen oder ablehnen: %(name)s als %(rolle)s")
            % {"name": zuweisung.konto.name, "rolle": zuweisung},
            reverse("konten:entscheiden", args=[zuweisung.pk]),
            Dringlichkeit.HEUTE if zuweisung.von <= heute else Dringlichkeit.BALD,
        )
        for zuweisung in wartende
    ]


def endende_rollen(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """One's own; for administrators also those of the Kreis. A Vertretung ends as planned and is no news
    to them."""
    if isinstance(akteur, Konto) and not akteur.hat_recht(permissions.VERWALTEN.schluessel):
        # Read already, to let the person in.
        eigene = [z for z in akteur.wirksame_zuweisungen() if z.bis and z.bis <= heute + ENDET_BALD]
        return [_endende(z, akteur) for z in sorted(eigene, key=lambda z: (z.bis, z.pk))[:HOECHSTENS]]
    verwaltete = permissions.sichtbare_konten(akteur).values("pk")
    # Four times what is shown would still be a short list; more belongs on the list of accounts.
    endende = (
        Rollenzuweisung.objects.wirksam_am(heute)
        .filter(
            Q(konto_id=akteur.konto_id) | Q(konto__in=verwaltete, art="eigene"), bis__lte=heute + ENDET_BALD
        )
        .select_related("konto")
        .order_by("bis", "pk")[:HOECHSTENS]
    )
    return [_endende(zuweisung, akteur) for zuweisung in endende]


def _endende(zuweisung: Rollenzuweisung, akteur: Akteur) -> Heutezeile:
    if zuweisung.konto_id == akteur.konto_id:
        text = _("Um Verlängerung bitten: Ihre Rolle %(rolle)s endet") % {"rolle": zuweisung}
        url = reverse("konten:meine-rechte")
    else:
        text = _("Ende prüfen: %(name)s, %(rolle)s") % {"name": zuweisung.konto.name, "rolle": zuweisung}
        url = reverse("konten:konto", args=[zuweisung.konto_id])
    return Heutezeile(text, url, Dringlichkeit.BALD, frist=zuweisung.bis)


def zweiter_faktor_fehlt(akteur: Akteur, heute: date) -> list[Heutezeile]:
    if not isinstance(akteur, Konto) or not akteur.braucht_zweiten_faktor or hat_zweiten_faktor(akteur):
        return []
    pflicht = settings.KIM_ZWEITER_FAKTOR_PFLICHT
    return [
        Heutezeile(
            _("Zweiten Faktor einrichten"),
            reverse("mfa_index"),
            Dringlichkeit.HEUTE if pflicht else Dringlichkeit.IRGENDWANN,
            hinweis=_("Ihre Rolle sieht personenbezogene Daten."),
        )
    ]


def konten_suchen(akteur: Akteur, frage: str, hoechstens: int) -> Sequence[Treffer]:
    konten = permissions.sichtbare_konten(akteur).order_by("name")
    for wort in frage.split():
        konten = konten.filter(Q(name__icontains=wort) | Q(email__icontains=wort))
    return [
        Treffer(konto.name, reverse("konten:konto", args=[konto.pk]), konto.email)
        for konto in konten[:hoechstens]
    ]
