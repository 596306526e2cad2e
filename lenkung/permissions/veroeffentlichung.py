"""Who switches the public pages of a Gremium on, publishes a Niederschrift and takes it back.

What is public needs no permission to read; what was public and why it is not any more, those see who run the
Gremium.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Gremienoeffentlichkeit, Gremium, OParlObjekt, Sitzung, Veroeffentlichung
from lenkung.permissions.gremien import mit_recht
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von

OEFFENTLICH_DRUCK = "lenkung.niederschrift_oeffentlich"
"""What the PDF of a public version belongs to: the Veroeffentlichung."""


def _gefuehrte(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN) | mit_recht(akteur, BESTAETIGEN))


def sichtbare_veroeffentlichungen(akteur: Akteur) -> QuerySet[Veroeffentlichung]:
    return Veroeffentlichung.objects.filter(niederschrift__sitzung__gremium__in=_gefuehrte(akteur))


def sichtbare_gremienoeffentlichkeiten(akteur: Akteur) -> QuerySet[Gremienoeffentlichkeit]:
    return Gremienoeffentlichkeit.objects.filter(gremium__in=_gefuehrte(akteur))


def sichtbare_oparlobjekte(akteur: Akteur) -> QuerySet[OParlObjekt]:
    """Those of the Kreise in which one runs a Gremium; whoever reads them over OParl is no actor."""
    return OParlObjekt.objects.filter(kreis__in=_gefuehrte(akteur).values("kreis"))


def darf_oeffentlichkeit_einstellen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Also of a closed Gremium: its pages must be possible to switch off."""
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_veroeffentlichen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_oeffentliches_pdf_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """Inside, for those who run the Gremium; everyone else reads it on the public page."""
    satz = (
        sichtbare_veroeffentlichungen(akteur)
        .select_related("niederschrift__sitzung__gremium")
        .filter(pk=dokument.gehoert_zu_id)
        .first()
    )
    if satz is None or satz.kreis_id != dokument.kreis_id:
        return verweigert(_("Diese Niederschrift gehört zu keinem Ihrer Gremien."))
    return erlaubt(_("Sie führen dieses Gremium."))
