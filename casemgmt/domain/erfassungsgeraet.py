"""Geräte, auf denen jemand ohne Netz erfasst: anmelden, wiedererkennen, und wessen Einträge noch ankommen."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt.domain.queries.zustaendige import rollen_der_fallarbeit
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Erfassungsgeraet
from casemgmt.regeln.ohne_netz import GERAETE_HOECHSTENS, NACHLAUF, Kastenfehler, kennung_lesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.queries.zustaendige import zuletzt_mit_rolle

GRENZE = "grenze"
FREMDES_KONTO = gettext_lazy("Dieses Konto hat hier nie in der Fallarbeit gearbeitet.")


@transaction.atomic
def geraet_anmelden(*, marken: list[str], akteur: Akteur) -> tuple[Erfassungsgeraet, str]:
    """Die Marke dieser Person auf diesem Gerät. Ist keine der genannten ihre, bekommt sie eine neue.

    Das Geheimnis gibt es nur mit einer neuen Marke; auf dem Server bleibt davon der Hash.
    """
    bekannt = [kennung for marke in marken if (kennung := _kennung(marke))]
    geraet = (
        Erfassungsgeraet.objects.filter(konto_id=konto_von(akteur), marke__in=bekannt).order_by("pk").first()
    )
    if geraet is not None:
        return geraet, ""
    if akteur.kreis_id is None:
        raise NichtErlaubt(_("Dieses Konto gehört zu keinem Kreis."))
    if _zuletzt_in_der_fallarbeit(konto_von(akteur), akteur.kreis_id) is None:
        raise NichtErlaubt(str(FREMDES_KONTO))
    seit = timezone.now() - NACHLAUF
    neue = Erfassungsgeraet.objects.filter(konto_id=konto_von(akteur), angemeldet_am__gte=seit)
    if neue.count() >= GERAETE_HOECHSTENS:
        raise Fachfehler(
            _(
                "Mit diesem Konto sind in den letzten %(tage)d Tagen schon %(n)d Geräte angemeldet worden. "
                "Was auf ihnen wartet, geht weiter hinaus. Auf diesem Gerät erfassen Sie bitte mit Netz."
            )
            % {"tage": NACHLAUF.days, "n": GERAETE_HOECHSTENS},
            code=GRENZE,
        )
    geheimnis = secrets.token_urlsafe(32)
    geraet = Erfassungsgeraet.objects.create(
        kreis_id=akteur.kreis_id, konto_id=konto_von(akteur), geheimnis=abdruck(geheimnis)
    )
    return geraet, geheimnis


def eigene_marken(*, marken: list[str], akteur: Akteur) -> list[str]:
    """Alle genannten Marken dieser Person: zwei Fenster können je eine bekommen haben."""
    bekannt = [kennung for marke in marken if (kennung := _kennung(marke))]
    eigene = Erfassungsgeraet.objects.filter(konto_id=konto_von(akteur), marke__in=bekannt).order_by("pk")
    return [str(marke) for marke in eigene.values_list("marke", flat=True)]


def _kennung(wert: Any) -> UUID | None:
    try:
        return kennung_lesen(wert)
    except Kastenfehler:
        return None


def abdruck(geheimnis: str) -> str:
    return hashlib.sha256(geheimnis.encode(errors="replace")).hexdigest()


def _zuletzt_in_der_fallarbeit(konto_id: int, kreis_id: int) -> date | None:
    return zuletzt_mit_rolle(
        konto_id=konto_id, kreis_id=kreis_id, rollen=rollen_der_fallarbeit(), tag=timezone.localdate()
    )


def warum_abgewiesen(geraet: Erfassungsgeraet) -> str:
    """Wer hier nie in der Fallarbeit war, legt nichts ab; nach dem Ende einer Rolle geht es eine Zeit."""
    zuletzt = _zuletzt_in_der_fallarbeit(geraet.konto_id, geraet.kreis_id)
    if zuletzt is None:
        return str(FREMDES_KONTO)
    if timezone.localdate() - zuletzt > NACHLAUF:
        return _(
            "Die Rolle in der Fallarbeit ist seit mehr als 30 Tagen beendet. Bitte das Gerät der "
            "Koordination bringen."
        )
    return ""
