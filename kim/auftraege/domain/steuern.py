"""Was Menschen mit Aufträgen tun: wiederholen und verwerfen."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.auftraege import permissions
from kim.auftraege.domain.erteilen import nach_abschluss_wecken
from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange


@transaction.atomic
def auftrag_wiederholen(*, auftrag_id: int, akteur: Akteur) -> Auftrag:
    """Stellt einen gescheiterten oder verworfenen Auftrag neu an, mit allen Versuchen."""
    auftrag = Auftrag.objects.select_for_update().get(pk=auftrag_id)
    verlange(permissions.darf_wiederholen(akteur, auftrag))
    auftrag.stand = Stand.WARTET
    auftrag.versuch = 0
    auftrag.fehler = ""
    auftrag.entscheidung = _("Wiederholt durch {name}").format(name=akteur.akteur_name)[:500]
    auftrag.fruehestens = timezone.now()
    auftrag.beendet_am = auftrag.geweckt_am = None
    auftrag.save()
    nach_abschluss_wecken(auftrag.pk)
    return auftrag


@transaction.atomic
def auftrag_verwerfen(*, auftrag_id: int, grund: str, akteur: Akteur) -> Auftrag:
    """Nimmt einen Auftrag heraus, der nicht mehr gebraucht wird. Der Grund bleibt stehen."""
    auftrag = Auftrag.objects.select_for_update().get(pk=auftrag_id)
    verlange(permissions.darf_verwerfen(akteur, auftrag))
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund nennen."), code="grund_fehlt", feld="grund")
    auftrag.stand = Stand.VERWORFEN
    auftrag.entscheidung = f"{grund.strip()} ({akteur.akteur_name})"[:500]
    auftrag.beendet_am = timezone.now()
    auftrag.save()
    return auftrag
