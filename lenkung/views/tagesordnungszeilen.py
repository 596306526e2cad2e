"""What awaits the chair and the Geschäftsstelle at an agenda; read with the sessions, no query of its own."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.heute import Dringlichkeit, Heutezeile
from lenkung import permissions
from lenkung.models import Sitzung, Tagesordnung
from lenkung.regeln.tagesordnung import Tagesordnungsstand


def tagesordnungszeile(akteur: Akteur, sitzung: Sitzung) -> Heutezeile | None:
    """Whose turn it is: the chair's when it lies before her, the Geschäftsstelle's when it came back."""
    tagesordnung: Tagesordnung | None = getattr(sitzung, "tagesordnung", None)
    if tagesordnung is None:
        return None
    stand = tagesordnung.lage
    if stand is Tagesordnungsstand.VORGELEGT and permissions.ist_vorsitz(akteur, sitzung):
        text, url = _("Tagesordnung bestätigen"), "lenkung:sitzung-bestaetigen"
    elif stand is Tagesordnungsstand.ZURUECKGEGEBEN and permissions.darf_vorbereiten(akteur, sitzung):
        text = _("Tagesordnung überarbeiten: vom Vorsitz zurückgegeben")
        url = "lenkung:sitzung-tagesordnung"
    else:
        return None
    return Heutezeile(
        text,
        reverse(url, args=[sitzung.pk]),
        dringlichkeit=Dringlichkeit.BALD,
        hinweis=_("%(gremium)s am %(tag)s") % {"gremium": sitzung.gremium.kurz, "tag": datum(sitzung.tag)},
    )
