"""Was Menschen mit einer Zustellung tun, die nicht hinausging: erneut senden oder anders erledigen."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.auftraege.domain import auftrag_erteilen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.versand import permissions
from kim.versand.domain.verfassen import AUFTRAGSART
from kim.versand.models import Zustellung
from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, Stand


@transaction.atomic
def zustellung_wiederholen(*, zustellung_id: int, akteur: Akteur) -> Zustellung:
    """Beginnt die Versuche von vorn, mit derselben Message-ID: es bleibt dieselbe E-Mail."""
    zustellung = _gesperrt(zustellung_id)
    verlange(permissions.darf_wiederholen(akteur, zustellung))
    _zurueck_in_die_reihe(zustellung)
    _beauftragen(zustellung, akteur)
    return zustellung


@transaction.atomic
def nachricht_wiederholen(*, nachricht_id: int, akteur: Akteur) -> int:
    """Alle Zustellungen der Nachricht, die einen Menschen brauchen. Gibt an, wie viele es waren."""
    zustellungen = list(
        Zustellung.objects.select_for_update(of=("self",))
        .select_related("nachricht")
        .filter(nachricht_id=nachricht_id, stand__in=sorted(BRAUCHT_MENSCHEN))
    )
    if not zustellungen:
        raise Fachfehler(_("In dieser Nachricht ist nichts mehr zu klären."), code="nichts_zu_klaeren")
    for zustellung in zustellungen:
        verlange(permissions.darf_wiederholen(akteur, zustellung))
        _zurueck_in_die_reihe(zustellung)
    _beauftragen(zustellungen[0], akteur)
    return len(zustellungen)


@transaction.atomic
def zustellung_erledigen(*, zustellung_id: int, begruendung: str, akteur: Akteur) -> Zustellung:
    """Ein Mensch hat die Sache anders erledigt, zum Beispiel mit einem Brief. Die Begründung bleibt
    stehen."""
    zustellung = _gesperrt(zustellung_id)
    verlange(permissions.darf_erledigen(akteur, zustellung))
    if not begruendung.strip():
        raise Fachfehler(
            _("Bitte angeben, wie die Sache erledigt wurde."), code="begruendung", feld="begruendung"
        )
    zustellung.stand = Stand.ERLEDIGT.value
    zustellung.entschieden_am = timezone.now()
    zustellung.entschieden_von_name = akteur.akteur_name
    zustellung.entscheidung = begruendung.strip()[:500]
    zustellung.geheim = {}
    zustellung.save()
    return zustellung


def _gesperrt(zustellung_id: int) -> Zustellung:
    return (
        Zustellung.objects.select_for_update(of=("self",)).select_related("nachricht").get(pk=zustellung_id)
    )


def _zurueck_in_die_reihe(zustellung: Zustellung) -> None:
    zustellung.stand, zustellung.versuche = Stand.WARTET.value, 0
    zustellung.faellig_ab, zustellung.grund = timezone.now(), ""
    zustellung.save()


def _beauftragen(zustellung: Zustellung, akteur: Akteur) -> None:
    auftrag_erteilen(
        art=AUFTRAGSART,
        schluessel=f"{AUFTRAGSART}:{zustellung.nachricht_id}:{uuid4().hex}",
        angaben={"nachricht_id": zustellung.nachricht_id},
        kreis_id=zustellung.nachricht.kreis_id,
        akteur=akteur,
    )
