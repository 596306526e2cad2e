"""Wer einen Fall übernimmt, wenn die verantwortliche Person ihn nicht mehr sehen darf. Nie bleibt er ohne."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import fall_sperren
from casemgmt.models import Aktensperre, Fall, Fallvertretung, Klient
from casemgmt.models.basis import am
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.konten.domain.queries.zustaendige import zustaendige
from kim.protokoll.domain.speichern import speichere

_BERATEN = ("case_management", "case_management_mukis")
_LEITEN = ("koordination_cm",)


class NiemandUebrig(Fachfehler):
    code = "niemand_uebrig"


def ist_gesperrt(konto_id: int, fall: Fall) -> bool:
    """Auch für eine Übergabe zu fragen: einem Gesperrten wird der Fall nicht anvertraut."""
    return Aktensperre.objects.filter(
        konto_id=konto_id, klient__fallpersonen__fall_id=fall.pk, aufgehoben_am__isnull=True
    ).exists()


def verantwortung_sichern(fall_id: int, akteur: Akteur, *, grund: str = "") -> Fall:
    """Sieht die verantwortliche Person den Fall nicht mehr, geht er unter seiner Sperre an die nächste."""
    fall = fall_sperren(fall_id)
    if not ist_gesperrt(fall.verantwortlich_id, fall):
        return fall
    heute = timezone.localdate()
    neue = next((konto for konto in _reihenfolge(fall, heute) if _kommt_infrage(konto, fall)), None)
    if neue is None:
        raise NiemandUebrig(
            _(
                "Für den Fall %(fall)s bliebe niemand übrig, der ihn verantworten kann. Bitte zuerst "
                "jemanden für den Bereich bestellen oder eine Vertretung eintragen, dann noch einmal "
                "sperren."
            )
            % {"fall": fall}
        )
    fall.verantwortlich, fall.verantwortlich_seit = neue, heute
    fall.stand += 1
    # Not why: the history of the case is read by others.
    return speichere(fall, akteur=akteur, grund=grund or _("Übergabe"))


def verantwortung_abgeben(konto_id: int, klient: Klient, akteur: Akteur) -> None:
    faelle = Fall.objects.filter(personen__klient=klient, verantwortlich_id=konto_id)
    for fall_id in faelle.order_by("pk").values_list("pk", flat=True):
        verantwortung_sichern(fall_id, akteur)


def _reihenfolge(fall: Fall, heute: date) -> Iterator[Any]:
    """Die Vertretung, dann wer in dem Bereich berät, zuletzt die Koordination."""
    vertretungen = Fallvertretung.objects.filter(
        am(heute), Q(fall__isnull=True) | Q(fall_id=fall.pk), vertretene_id=fall.verantwortlich_id
    )
    for vertretung in vertretungen.select_related("vertretung"):
        yield vertretung.vertretung
    for zuweisung in zustaendige(kreis_id=fall.kreis_id, rollen=_BERATEN, tag=heute):
        yield zuweisung.konto
    for zuweisung in zustaendige(kreis_id=fall.kreis_id, rollen=_LEITEN, tag=heute):
        yield zuweisung.konto


def _kommt_infrage(konto: Any, fall: Fall) -> bool:
    """Wer ihn ohne die Vertretung nicht sähe, verlöre ihn mit der Übergabe aus den Augen."""
    im_bereich = permissions.darf_beraten(
        konto, fall.kreis_id, fall.bereich, fall.kommune_id
    ) or permissions.umfang(konto, permissions.FACHAUFSICHT).umfasst(fall.kreis_id, fall.kommune_id)
    return konto.is_active and bool(im_bereich) and not ist_gesperrt(konto.pk, fall)
