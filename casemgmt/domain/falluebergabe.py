"""Fallübergaben: was eine andere Stelle übernimmt, und was sie dabei über die Personen erfährt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import fall_sperren, konto_von
from casemgmt.domain.weitergabe import empfaenger, weitergabe_festhalten
from casemgmt.models import Fall, Falluebergabe
from casemgmt.models.einwilligungsauswahl import WEITERGABEWEGE
from casemgmt.regeln.einwilligung import ANVERTRAUT, Datenklasse, Zweck
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere

KLASSEN = tuple(klasse for klasse in Datenklasse if klasse not in ANVERTRAUT)
"""Gesundheit und Inhalt der Beratung gehen nur an eine benannte Person: mit einem Verweis."""
WEGE = frozenset(weg for weg, _titel in WEITERGABEWEGE) - {"link"}


@dataclass(frozen=True, slots=True)
class Mitgegeben:
    """Welche Angaben zu jeder Person des Falls mitgehen, und wie."""

    klassen: tuple[str, ...]
    weg: str


@transaction.atomic
def falluebergabe_vereinbaren(
    *,
    fall_id: int,
    einrichtung_id: int | None,
    stelle: str,
    wofuer: str,
    vereinbart_am: date,
    akteur: Akteur,
    mitgegeben: Mitgegeben | None = None,
) -> Falluebergabe:
    """Angaben gehen nur mit, wenn jede Person des Falls eingewilligt hat; festgehalten wird es je Person."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    if vereinbart_am > timezone.localdate():
        raise Fachfehler(_("Dieser Tag liegt in der Zukunft."), code="zukunft", feld="vereinbart_am")
    uebergabe = speichere(
        Falluebergabe(
            kreis_id=fall.kreis_id,
            fall=fall,
            einrichtung_id=einrichtung_id,
            stelle=" ".join(stelle.split()),
            wofuer=wofuer.strip(),
            vereinbart_am=vereinbart_am,
            mit_daten=mitgegeben is not None,
            vereinbart_von_id=konto_von(akteur),
        ),
        akteur=akteur,
    )
    if mitgegeben is not None:
        _weitergeben(fall, uebergabe, mitgegeben, akteur)
    return uebergabe


def _weitergeben(fall: Fall, uebergabe: Falluebergabe, mitgegeben: Mitgegeben, akteur: Akteur) -> None:
    if uebergabe.einrichtung is None:
        raise Fachfehler(
            _("Angaben gehen nur an eine Stelle aus den Stammdaten; ihr gilt die Einwilligung."),
            code="einwilligung",
            feld="mit_daten",
        )
    if not mitgegeben.klassen or not set(mitgegeben.klassen) <= set(KLASSEN):
        raise Fachfehler(_("Bitte ankreuzen, welche Angaben mitgehen."), code="klassen", feld="klassen")
    if mitgegeben.weg not in WEGE:
        raise Fachfehler(_("Bitte angeben, wie die Angaben zur Stelle kommen."), code="weg", feld="weg")
    personen = fall.personen.filter(bis__isnull=True).select_related("klient").order_by("klient_id")
    for person in personen:
        try:
            weitergabe_festhalten(
                klient_id=person.klient_id,
                empfaenger=empfaenger(uebergabe.einrichtung),
                zweck=Zweck.FALLUEBERGABE,
                datenklassen=[Datenklasse(klasse) for klasse in mitgegeben.klassen],
                weg=mitgegeben.weg,
                akteur=akteur,
                bezug=f"falluebergabe:{uebergabe.pk}",
                nur_bestaetigt=True,
            )
        except Fachfehler as fehler:
            if fehler.code != "weitergabe":
                raise
            raise Fachfehler(
                _(
                    "Dafür liegt keine Einwilligung vor, die diese Stelle und diese Angaben deckt. "
                    "%(wer)s: %(was)s"
                )
                % {"wer": person.klient, "was": fehler.meldung},
                code="einwilligung",
                feld="mit_daten",
            ) from fehler
