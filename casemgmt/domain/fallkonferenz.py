"""Fallkonferenzen vorbereiten und festhalten, was daraus wird. Mit Namen nur, wenn alles gedeckt ist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.fallkonferenzen import namen_erlaubt
from casemgmt.domain.sperren import fall_sperren, konto_von
from casemgmt.domain.widerruf import Widerrufsfolge
from casemgmt.models import Einwilligung, Fallkonferenz, Konferenzergebnis, Konferenzteilnahme
from casemgmt.regeln.fallkonferenz import Konferenzstand, Namensurteil
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.konten.domain.queries.kollegen import konto_im_kreis
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_personen


class Konferenzangaben(TypedDict, total=False):
    art: str
    beginn: datetime
    ort: str
    frage: str
    papier: str
    namentlich: bool


FELDER = frozenset(Konferenzangaben.__annotations__)


@transaction.atomic
def konferenz_anlegen(*, fall_id: int, angaben: Konferenzangaben, akteur: Akteur) -> Fallkonferenz:
    """Zuerst immer ohne Namen: Beteiligte gibt es noch nicht."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    konferenz = Fallkonferenz(kreis_id=fall.kreis_id, fall=fall, angelegt_von_id=konto_von(akteur))
    setze(konferenz, {**angaben, "namentlich": False}, FELDER)
    return speichere(konferenz, akteur=akteur)


@transaction.atomic
def konferenz_aendern(
    *, konferenz_id: int, angaben: Konferenzangaben, akteur: Akteur, erwarteter_stand: int | None = None
) -> Fallkonferenz:
    """Mit Namen nur, wenn die Einwilligungen alle Beteiligten decken."""
    konferenz = konferenz_sperren(konferenz_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    stand_pruefen(konferenz, erwarteter_stand)
    setze(konferenz, angaben, FELDER)
    if konferenz.namentlich:
        urteil = namen_erlaubt(konferenz, timezone.now())
        if not urteil:
            raise Fachfehler(fehlt_in_worten(urteil), code="nicht_gedeckt", feld="namentlich")
        konferenz.zurueckgezogen_am = None
    return speichere(konferenz, akteur=akteur)


def fehlt_in_worten(urteil: Namensurteil) -> str:
    if not urteil.offen:
        return _("Mit Namen geht es erst, wenn feststeht, wer teilnimmt.")
    wer = sorted({befund.beteiligt for befund in urteil.offen})
    return _("Nicht alle Einwilligungen decken alle Beteiligten. Es fehlt: %(wer)s.") % {
        "wer": "; ".join(wer)
    }


def konferenz_sperren(konferenz_id: int) -> Fallkonferenz:
    fall = fall_sperren(Fallkonferenz.objects.values_list("fall_id", flat=True).get(pk=konferenz_id))
    konferenz = Fallkonferenz.objects.get(pk=konferenz_id)
    konferenz.fall = fall
    return konferenz


# Who takes part ---------------------------------------------------------------------------------------------


@transaction.atomic
def teilnahme_aufnehmen(
    *,
    konferenz_id: int,
    akteur: Akteur,
    konto_id: int | None = None,
    einrichtung_id: int = 0,
    person_id: int | None = None,
) -> Konferenzteilnahme:
    """Deckt danach nicht mehr jede Einwilligung alle, stehen im Papier wieder Buchstaben."""
    konferenz = konferenz_sperren(konferenz_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    teilnahme = Konferenzteilnahme(kreis_id=konferenz.kreis_id, konferenz=konferenz)
    if konto_id is not None:
        konto = konto_im_kreis(konferenz.kreis_id, konto_id)
        if konto is None:
            raise Fachfehler(_("Dieses Konto gibt es nicht."), code="konto", feld="konto")
        teilnahme.konto, teilnahme.name = konto, konto.name
    else:
        stelle = (
            sichtbare_einrichtungen(akteur).filter(kreis_id=konferenz.kreis_id, pk=einrichtung_id).first()
        )
        if stelle is None:
            raise Fachfehler(_("Diese Einrichtung gibt es nicht."), code="einrichtung", feld="einrichtung")
        teilnahme.einrichtung, teilnahme.name = stelle, str(stelle)
        if person_id is not None:
            dort = sichtbare_personen(akteur).filter(funktionen__einrichtung_id=einrichtung_id)
            person = dort.filter(pk=person_id).first()
            if person is None:
                raise Fachfehler(_("Diese Person arbeitet dort nicht."), code="person", feld="person")
            teilnahme.person, teilnahme.name = person, f"{person}, {stelle}"
    speichere(teilnahme, akteur=akteur)
    namen_pruefen(konferenz, akteur)
    return teilnahme


@transaction.atomic
def teilnahme_entfernen(*, teilnahme_id: int, akteur: Akteur) -> None:
    konferenz = konferenz_sperren(
        Konferenzteilnahme.objects.values_list("konferenz_id", flat=True).get(pk=teilnahme_id)
    )
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    teilnahme = Konferenzteilnahme.objects.get(pk=teilnahme_id)
    if teilnahme.ergebnisse.exists():
        raise Fachfehler(
            _("Diese Person hat schon etwas übernommen und bleibt deshalb stehen."), code="ergebnis"
        )
    loesche(teilnahme, akteur=akteur, grund=_("nimmt nicht teil"))


def namen_pruefen(konferenz: Fallkonferenz, akteur: Akteur) -> bool:
    """Unter der Sperre dessen, der ruft. Wahr, wenn das Papier mit Namen eben zurückgezogen wurde."""
    if not konferenz.namentlich or namen_erlaubt(konferenz, timezone.now()):
        return False
    konferenz.namentlich, konferenz.zurueckgezogen_am = False, timezone.now()
    speichere(konferenz, akteur=akteur, grund=_("Die Einwilligungen decken nicht mehr alle Beteiligten."))
    return True


def anhalten(einwilligung: Einwilligung, akteur: Akteur) -> Sequence[str]:
    """Nach einem Widerruf: das Papier mit Namen ist zurückgezogen, das ohne bleibt."""
    offene = Fallkonferenz.objects.filter(
        fall__personen__klient_id=einwilligung.klient_id, namentlich=True
    ).distinct()
    return [
        _("Das Papier einer Fallkonferenz nennt keine Namen mehr.")
        for konferenz in offene.order_by("pk")
        if namen_pruefen(konferenz, akteur)
    ]


FOLGE = Widerrufsfolge("casemgmt.fallkonferenzen", anhalten)


# What comes of it -------------------------------------------------------------------------------------------


@transaction.atomic
def konferenz_beenden(*, konferenz_id: int, stand: Konferenzstand, akteur: Akteur) -> Fallkonferenz:
    """Gehalten oder abgesagt."""
    konferenz = konferenz_sperren(konferenz_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    if konferenz.stand != Konferenzstand.GEPLANT or stand is Konferenzstand.GEPLANT:
        raise Fachfehler(_("Das ist schon eingetragen."), code="schon")
    konferenz.stand = stand.value
    return speichere(konferenz, akteur=akteur)


@transaction.atomic
def ergebnis_festhalten(
    *, konferenz_id: int, text: str, teilnahme_id: int, bis: date, akteur: Akteur
) -> Konferenzergebnis:
    konferenz = konferenz_sperren(konferenz_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    wer = konferenz.teilnahmen.filter(pk=teilnahme_id).first()
    if wer is None:
        raise Fachfehler(_("Bitte jemanden aus der Runde wählen."), code="durch", feld="durch")
    return speichere(
        Konferenzergebnis(kreis_id=konferenz.kreis_id, konferenz=konferenz, text=text, durch=wer, bis=bis),
        akteur=akteur,
    )


@transaction.atomic
def ergebnis_erledigen(*, ergebnis_id: int, akteur: Akteur) -> Konferenzergebnis:
    konferenz_id = Konferenzergebnis.objects.values_list("konferenz_id", flat=True).get(pk=ergebnis_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz_sperren(konferenz_id)))
    ergebnis = Konferenzergebnis.objects.get(pk=ergebnis_id)
    ergebnis.erledigt_am = ergebnis.erledigt_am or timezone.localdate()
    return speichere(ergebnis, akteur=akteur)
