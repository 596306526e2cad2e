"""Hinweise auf doppelt Erfasste: sie entstehen beim Speichern, und nur die Koordination sieht sie."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.suche import aehnliche_im_kreis
from casemgmt.domain.sperren import konto_von
from casemgmt.domain.suche import mensch
from casemgmt.models import Doppelhinweis, Klient
from casemgmt.regeln.aehnlichkeit import Staerke, vergleich
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.protokoll.domain.speichern import speichere


def doppelte_pruefen(klient: Klient) -> None:
    """Wer speichert, erfährt davon nichts: im ganzen Kreis gesucht, nur der Koordination gezeigt."""
    gesucht = mensch(klient)
    akteur = SystemAkteur("Abgleich doppelt Erfasster", klient.kreis_id)
    for anderer in aehnliche_im_kreis(klient.kreis_id, gesucht.name):
        if anderer.pk != klient.pk and vergleich(gesucht, mensch(anderer)) == Staerke.STARK:
            _hinweisen(klient, anderer, akteur)


def _hinweisen(klient: Klient, anderer: Klient, akteur: Akteur) -> None:
    eine, andere = sorted((klient, anderer), key=lambda person: person.pk)
    if Doppelhinweis.objects.filter(eine_id=eine.pk, andere_id=andere.pk).exists():
        # Also one that was dismissed: it does not come up again.
        return
    try:
        with transaction.atomic():
            speichere(Doppelhinweis(kreis_id=klient.kreis_id, eine=eine, andere=andere), akteur=akteur)
    except IntegrityError:
        # Both were saved at the same moment; the other one has noted the pair.
        pass


def hinweis_sperren(hinweis_id: int, akteur: Akteur) -> Doppelhinweis:
    hinweis = Doppelhinweis.objects.select_for_update(no_key=True, of=("self",)).get(pk=hinweis_id)
    verlange(permissions.darf_beaufsichtigen(akteur, hinweis.kreis_id))
    if not permissions.sichtbare_doppelhinweise(akteur).filter(pk=hinweis.pk).exists():
        raise NichtErlaubt(_("Diesen Hinweis gibt es nicht."))
    if hinweis.stand != Hinweisstand.OFFEN:
        raise Fachfehler(_("Über diesen Hinweis ist schon entschieden."), code="entschieden")
    return hinweis


def hinweis_entscheiden(hinweis: Doppelhinweis, stand: Hinweisstand, akteur: Akteur) -> Doppelhinweis:
    hinweis.stand, hinweis.entschieden_am = stand, timezone.now()
    hinweis.entschieden_von_id = konto_von(akteur)
    return speichere(hinweis, akteur=akteur)


@transaction.atomic
def doppelhinweis_verwerfen(*, hinweis_id: int, akteur: Akteur) -> Doppelhinweis:
    """Zwei Menschen: das Paar wird nicht wieder vorgeschlagen."""
    return hinweis_entscheiden(hinweis_sperren(hinweis_id, akteur), Hinweisstand.VERWORFEN, akteur)
