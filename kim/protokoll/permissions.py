"""Who may read histories and the log of reads. Default deny."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, verweigert
from kim.basis.rechte import Recht
from kim.basis.zugriff import Historienart
from kim.protokoll.models import Lesezugriff

SEHEN = "protokoll.sehen"
LESEZUGRIFFE_SEHEN = "protokoll.lesezugriffe_sehen"

RECHTE_DIESES_RAUMS = (
    Recht(SEHEN, "nachsehen, wer an einem Eintrag was geändert hat"),
    Recht(LESEZUGRIFFE_SEHEN, "nachsehen, wer schutzwürdige Einträge gelesen hat"),
)


def kreis_id_von(objekt: Model) -> int:
    """The tenant of a record; the Kreis is its own."""
    if objekt._meta.label == "stammdaten.Kreis":
        return int(objekt.pk)
    return int(objekt.kreis_id)  # type: ignore[attr-defined]


def sichtbare_saetze(akteur: Akteur, art: Historienart) -> QuerySet[Any]:
    """The records of this kind whose history the actor may read: those that may be seen at all."""
    sichtbar = art.sichtbare(akteur)
    return sichtbar if akteur.hat_recht(SEHEN) else sichtbar.none()


def darf_historie_sehen(akteur: Akteur, objekt: Model) -> Erlaubnis:
    if kreis_id_von(objekt) not in {bereich.kreis_id for bereich in akteur.bereiche_mit(SEHEN)}:
        return verweigert(_("Der Verlauf dieses Eintrags gehört nicht zu Ihrem Bereich."))
    return akteur.hat_recht(SEHEN)


def sichtbare_lesezugriffe(akteur: Akteur) -> QuerySet[Lesezugriff]:
    """Only a role on the Kreis itself opens the log, not one on a part of it."""
    kreise = {b.kreis_id for b in akteur.bereiche_mit(LESEZUGRIFFE_SEHEN) if b == Bereich.kreis(b.kreis_id)}
    return Lesezugriff.objects.filter(kreis_id__in=kreise)


def darf_lesezugriffe_sehen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(LESEZUGRIFFE_SEHEN, Bereich.kreis(kreis_id))
