"""Anfragen: aufnehmen, übernehmen, weitergeben, ablehnen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.abgleich import ANFRAGEN, abgleich_anstossen
from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.domain.klient import klient_erfassen
from casemgmt.domain.sperren import fall_sperren, konto_von, verlange_laufend
from casemgmt.domain.verweisanfrage import ausgang_melden, inhalt_lesen, quelle_sperren
from casemgmt.models import Anfrage, Fall
from casemgmt.regeln.anfrage import Ablehnungsgrund, Anfragestand
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze


class AnfrageAngaben(TypedDict, total=False):
    eingegangen_am: date
    zugangsweg: str
    einrichtung_id: int | None
    absender: str
    name: str
    anliegen: str
    sprachen: list[str] | None


FELDER = frozenset(AnfrageAngaben.__annotations__)


@dataclass(frozen=True, slots=True)
class NeuePerson:
    """Wer mit der Übernahme erfasst wird. Ohne Datenschutzhinweis wird kein Name festgehalten."""

    vorname: str
    nachname: str
    datenschutzhinweis_am: date | None
    sprachen: tuple[str, ...] = ()


@transaction.atomic
def anfrage_aufnehmen(
    *, kreis_id: int, bereich: Fallbereich, kommune_id: int | None, angaben: AnfrageAngaben, akteur: Akteur
) -> Anfrage:
    verlange(permissions.darf_beraten(akteur, kreis_id, bereich, kommune_id))
    anfrage = Anfrage(
        kreis_id=kreis_id, bereich=bereich, kommune_id=kommune_id, erfasst_von_id=konto_von(akteur)
    )
    setze(anfrage, angaben, FELDER)
    if anfrage.eingegangen_am > timezone.localdate():
        raise Fachfehler(_("Dieser Tag liegt in der Zukunft."), code="zukunft", feld="eingegangen_am")
    speichere(anfrage, akteur=akteur, grund=_("aufgenommen"))
    abgleich_anstossen(ANFRAGEN, kreis_id, [anfrage.pk])
    return anfrage


@transaction.atomic
def anfrage_uebernehmen(*, anfrage_id: int, person: NeuePerson, akteur: Akteur) -> Fall:
    """Person und Fall in einem Zug. Aus einem Verweis kommt mit, worin eingewilligt ist, und nichts sonst."""
    anfrage = _wartende(anfrage_id, akteur)
    mitgeteilt = _uebernommenes(anfrage, akteur)
    bereich = Fallbereich(anfrage.bereich)
    klient = klient_erfassen(
        kreis_id=anfrage.kreis_id,
        bereich=bereich,
        kommune_id=anfrage.kommune_id,
        angaben={
            **mitgeteilt,  # type: ignore[typeddict-item]
            "vorname": person.vorname,
            "nachname": person.nachname,
            "sprachen": list(person.sprachen or anfrage.sprachen or mitgeteilt.get("sprachen") or []),
        },
        akteur=akteur,
        datenschutzhinweis_am=person.datenschutzhinweis_am,
    )
    fall = fall_eroeffnen(
        kreis_id=anfrage.kreis_id,
        bereich=bereich,
        kommune_id=anfrage.kommune_id,
        klienten=[klient.pk],
        eroeffnet_am=timezone.localdate(),
        akteur=akteur,
    )
    _erledigen(anfrage, Anfragestand.UEBERNOMMEN, akteur, fall=fall)
    return fall


@transaction.atomic
def anfrage_zu_fall(*, anfrage_id: int, fall_id: int, akteur: Akteur) -> Fall:
    """Die Person hat schon einen laufenden Fall."""
    fall = fall_sperren(fall_id)
    anfrage = _wartende(anfrage_id, akteur)
    _uebernommenes(anfrage, akteur)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    _erledigen(anfrage, Anfragestand.UEBERNOMMEN, akteur, fall=fall)
    return fall


@transaction.atomic
def anfrage_weitergeben(
    *, anfrage_id: int, einrichtung_id: int | None, stelle: str, akteur: Akteur
) -> Anfrage:
    """Die Person weiß, an wen sie sich wendet. Angaben über sie gehen damit nicht hinaus."""
    anfrage = _wartende(anfrage_id, akteur)
    stelle = " ".join(stelle.split())
    if (einrichtung_id is None) == (not stelle):
        raise Fachfehler(
            _("Bitte eine Stelle wählen oder nennen, nicht beides."), code="stelle", feld="stelle"
        )
    anfrage.weiter_an_id, anfrage.weiter_an_frei = einrichtung_id, stelle
    return _erledigen(anfrage, Anfragestand.WEITERGEGEBEN, akteur)


@transaction.atomic
def anfrage_ablehnen(*, anfrage_id: int, grund: Ablehnungsgrund, akteur: Akteur) -> Anfrage:
    anfrage = _wartende(anfrage_id, akteur)
    anfrage.grund = grund
    return _erledigen(anfrage, Anfragestand.ABGELEHNT, akteur)


def _uebernommenes(anfrage: Anfrage, akteur: Akteur) -> dict[str, Any]:
    """Was der Verweis jetzt noch mitteilen darf. Worum es geht, gehört ab hier zu dieser Anfrage."""
    inhalt = inhalt_lesen(anfrage, akteur)
    if inhalt is None:
        return {}
    anfrage.anliegen = inhalt.nachricht
    return dict(inhalt.werte)


def _wartende(anfrage_id: int, akteur: Akteur) -> Anfrage:
    quelle_sperren(anfrage_id)
    anfrage = Anfrage.objects.select_for_update(no_key=True, of=("self",)).get(pk=anfrage_id)
    verlange(permissions.darf_anfrage_bearbeiten(akteur, anfrage))
    if anfrage.stand != Anfragestand.WARTET:
        raise Fachfehler(
            _("Diese Anfrage ist inzwischen erledigt: %(stand)s.") % {"stand": anfrage.get_stand_display()},
            code="erledigt",
        )
    return anfrage


def _erledigen(anfrage: Anfrage, stand: Anfragestand, akteur: Akteur, *, fall: Fall | None = None) -> Anfrage:
    anfrage.stand, anfrage.erledigt_am, anfrage.fall = stand, timezone.localdate(), fall
    speichere(anfrage, akteur=akteur)
    ausgang_melden(anfrage, akteur)
    return anfrage
