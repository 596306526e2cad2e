"""Ein angenommener Verweis wartet als Anfrage, bis jemand die Person übernimmt."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Anfrage
from casemgmt.regeln.anfrage import Ablehnungsgrund, Anfragestand, zugangsweg_von
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.basis.verweisziel import (
    VERWEISQUELLEN,
    Ausgang,
    Verweisausgang,
    Verweiseingang,
    Verweisinhalt,
    Verweisquelle,
)
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def anfrage_eroeffnen(bereich: Fallbereich, eingang: Verweiseingang, akteur: Akteur) -> Anfrage:
    """Name und Anliegen stehen nicht darin: Sie werden gelesen, solange die Einwilligung trägt."""
    verlange(permissions.darf_beraten(akteur, eingang.kreis_id, bereich, eingang.kommune_id))
    return speichere(
        Anfrage(
            kreis_id=eingang.kreis_id,
            bereich=bereich,
            kommune_id=eingang.kommune_id,
            eingegangen_am=berliner_tag(eingang.gesendet_am),
            zugangsweg=zugangsweg_von(eingang.herkunft),
            absender=eingang.absender[:200],
            verweis_quelle=eingang.quelle,
            verweis_kennung=eingang.kennung,
            erfasst_von_id=konto_von(akteur),
        ),
        akteur=akteur,
        grund=_("Verweis angenommen"),
    )


def anfrage_zuruecknehmen(quelle: str, kennung: UUID, akteur: Akteur) -> None:
    """Der Verweis gilt nicht mehr. Wer die Person schon übernommen hat, behält seinen Fall."""
    wartende = Anfrage.objects.select_for_update(no_key=True, of=("self",)).filter(
        verweis_quelle=quelle, verweis_kennung=kennung, stand=Anfragestand.WARTET
    )
    for anfrage in wartende:
        anfrage.stand, anfrage.grund = Anfragestand.ABGELEHNT, Ablehnungsgrund.ZURUECKGEZOGEN
        anfrage.erledigt_am = timezone.localdate()
        speichere(anfrage, akteur=akteur, grund=_("Verweis zurückgezogen"))


def _quelle(anfrage: Anfrage) -> Verweisquelle | None:
    if anfrage.verweis_kennung is None or anfrage.verweis_quelle not in VERWEISQUELLEN:
        return None
    return VERWEISQUELLEN[anfrage.verweis_quelle]


def inhalt_lesen(anfrage: Anfrage, akteur: Akteur) -> Verweisinhalt | None:
    """Was mit dem Verweis mitgeteilt wurde und in diesem Augenblick gelesen werden darf."""
    quelle = _quelle(anfrage)
    if quelle is None or anfrage.verweis_kennung is None:
        return None
    return quelle.lesen(anfrage.verweis_kennung, akteur)


def quelle_sperren(anfrage_id: int) -> None:
    """Vor der Sperre der Anfrage, wie beim Zurückziehen."""
    anfrage = Anfrage.objects.only("verweis_quelle", "verweis_kennung").get(pk=anfrage_id)
    quelle = _quelle(anfrage)
    if quelle is not None and anfrage.verweis_kennung is not None:
        quelle.sperren(anfrage.verweis_kennung)


_AUSGANG = {
    Anfragestand.UEBERNOMMEN: Verweisausgang.UEBERNOMMEN,
    Anfragestand.WEITERGEGEBEN: Verweisausgang.WEITERGEGEBEN,
    Anfragestand.ABGELEHNT: Verweisausgang.ABGELEHNT,
}


def ausgang_melden(anfrage: Anfrage, akteur: Akteur) -> None:
    """Wer verwiesen hat, erfährt, was daraus wurde."""
    quelle = _quelle(anfrage)
    if quelle is None or anfrage.verweis_kennung is None:
        return
    quelle.melden(
        anfrage.verweis_kennung,
        Ausgang(
            _AUSGANG[Anfragestand(anfrage.stand)],
            str(anfrage.get_grund_display()),
            anfrage.grund == Ablehnungsgrund.ZUSTAENDIGKEIT,
        ),
        akteur,
    )
