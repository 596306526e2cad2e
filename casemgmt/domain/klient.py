"""Klientinnen und Klienten erfassen und ändern."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.abgleich import KLIENTEN, abgleich_anstossen
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.domain.suche import suchschluessel_setzen
from casemgmt.models import Klient
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen


class KlientAngaben(TypedDict, total=False):
    vorname: str
    nachname: str
    geburtsdatum: date | None
    geburtsjahr: int | None
    sprachen: list[str]
    aufenthaltsstatus: str
    ankunft: date | None
    telefon: str
    email: str
    anschrift: str
    schutzadresse: bool


FELDER = frozenset(KlientAngaben.__annotations__)
ERREICHBARKEIT = frozenset({"telefon", "email", "anschrift", "schutzadresse"})
"""Bei einer Schutzadresse sieht und ändert das nur, wer zuständig ist."""


@transaction.atomic
def klient_erfassen(
    *,
    kreis_id: int,
    bereich: Fallbereich,
    kommune_id: int | None,
    angaben: KlientAngaben,
    akteur: Akteur,
    datenschutzhinweis_am: date | None,
    datenschutzhinweis_sprache: str = "de",
) -> Klient:
    """Ohne gegebenen Datenschutzhinweis beginnt keine Beratung, in der ein Name festgehalten wird."""
    verlange(permissions.darf_beraten(akteur, kreis_id, bereich, kommune_id))
    if datenschutzhinweis_am is None or datenschutzhinweis_am > timezone.localdate():
        raise Fachfehler(
            _("Bitte zuerst den Datenschutzhinweis geben und den Tag festhalten."),
            code="datenschutzhinweis",
            feld="datenschutzhinweis_am",
        )
    klient = Klient(
        kreis_id=kreis_id,
        bereich=bereich,
        kommune_id=kommune_id,
        datenschutzhinweis_am=datenschutzhinweis_am,
        datenschutzhinweis_sprache=datenschutzhinweis_sprache,
        erfasst_von_id=konto_von(akteur),
    )
    setze(klient, angaben, FELDER)
    speichere(klient, akteur=akteur)
    nach_dem_speichern(klient)
    return klient


def nach_dem_speichern(klient: Klient) -> None:
    """Was daraus folgt, erfährt nicht, wer speichert: verglichen wird später."""
    suchschluessel_setzen(klient)
    abgleich_anstossen(KLIENTEN, klient.kreis_id, [klient.pk])


@transaction.atomic
def klient_aendern(
    *, klient_id: int, angaben: KlientAngaben, akteur: Akteur, erwarteter_stand: int | None = None
) -> Klient:
    """Hat inzwischen jemand anderes gespeichert, wird nichts überschrieben."""
    klient = klient_sperren(klient_id)
    verlange(permissions.darf_klient_aendern(akteur, klient))
    stand_pruefen(klient, erwarteter_stand)
    if ERREICHBARKEIT & set(angaben) and not permissions.sieht_erreichbarkeit(akteur, klient):
        raise NichtErlaubt(_("Diese Erreichbarkeit ist geschützt; ändern kann sie, wer zuständig ist."))
    if setze(klient, angaben, FELDER):
        speichere(klient, akteur=akteur)
        nach_dem_speichern(klient)
    return klient
