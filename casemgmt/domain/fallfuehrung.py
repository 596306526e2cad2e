"""Wer für einen Fall einsteht: Verantwortung, Vertretung, Übergabe aller Fälle, Umzug."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.zustaendige import (
    Zustaendigkeit,
    gesperrte_konten,
    koennen_fuehren,
    zustaendigkeiten,
)
from casemgmt.domain.sperren import fall_sperren, verlange_laufend, verlange_stand
from casemgmt.models import Fall, Fallperson, Fallvertretung, Klient
from casemgmt.regeln.werte import ENDEN
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere

NICHT_ZUSTAENDIG = "konto"


@transaction.atomic
def verantwortung_wechseln(*, fall_id: int, konto_id: int, stand: int, akteur: Akteur) -> Fall:
    """An ein Konto, das in diesem Gebiet führen darf und nicht von der Akte ferngehalten ist."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_uebergeben(akteur, fall))
    verlange_stand(fall, stand)
    verlange_laufend(fall)
    _verlange_eignung(fall, konto_id, fall.kommune_id)
    return _uebergeben(fall, konto_id, fall.kommune_id, _("übergeben"), akteur)


@transaction.atomic
def fall_umziehen(*, fall_id: int, kommune_id: int, konto_id: int, stand: int, akteur: Akteur) -> Fall:
    """In eine andere Kommune des Kreises; verantwortlich wird, wer dort führt."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_uebergeben(akteur, fall))
    verlange_stand(fall, stand)
    verlange_laufend(fall)
    _verlange_eignung(fall, konto_id, kommune_id)
    return _uebergeben(fall, konto_id, kommune_id, _("umgezogen"), akteur)


def _verlange_eignung(fall: Fall, konto_id: int, kommune_id: int | None) -> None:
    alle = zustaendigkeiten(fall.kreis_id, timezone.localdate())
    if konto_id not in koennen_fuehren(alle, fall.bereich, kommune_id) or (
        fall.pk,
        konto_id,
    ) in gesperrte_konten([fall.pk]):
        # One answer for both: that somebody is shut out is nobody's business.
        raise Fachfehler(
            _("Diese Person kann den Fall nicht übernehmen. Bitte eine andere wählen."),
            code=NICHT_ZUSTAENDIG,
            feld="konto",
        )


def _uebergeben(fall: Fall, konto_id: int, kommune_id: int | None, grund: str, akteur: Akteur) -> Fall:
    bisher = fall.kommune_id
    if fall.verantwortlich_id != konto_id:
        fall.verantwortlich_id, fall.verantwortlich_seit = konto_id, timezone.localdate()
    fall.kommune_id = kommune_id
    fall.stand += 1
    speichere(fall, akteur=akteur, grund=grund)
    if kommune_id != bisher:
        for klient in _mitziehende(fall, bisher):
            klient.kommune_id = kommune_id
            speichere(klient, akteur=akteur, grund=grund)
    return fall


def _mitziehende(fall: Fall, bisher: int | None) -> Any:
    """Wer heute zu diesem Fall gehört und nicht anderswo weiter beraten wird.

    Wer ihn verlassen hat, bleibt: Seine Seite sagte ihm sonst, wohin die anderen gezogen sind.
    """
    andere = Fallperson.objects.filter(klient_id=OuterRef("pk"), bis__isnull=True).exclude(
        Q(fall=fall) | Q(fall__kommune_id=fall.kommune_id) | Q(fall__phase__in=sorted(ENDEN))
    )
    hier = Fallperson.objects.filter(fall=fall, bis__isnull=True).values("klient")
    return Klient.objects.filter(~Q(Exists(andere)), pk__in=hier, kommune_id=bisher)


# All of a colleague, or of a Kommune ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uebergabezeile:
    fall: Fall
    bleibt: str = ""
    """Warum dieser Fall nicht mitgeht; leer, wenn er mitgeht."""


@dataclass(frozen=True, slots=True)
class Uebergabewahl:
    """Von wem oder aus welcher Kommune, und an wen. Mit `nach_kommune` ziehen die Fälle auch um."""

    von_konto: int | None = None
    von_kommune: int | None = None
    an_konto: int = 0
    nach_kommune: int | None = None


def uebergabe_vorschau(wahl: Uebergabewahl, *, kreis_id: int, akteur: Akteur) -> list[Uebergabezeile]:
    """Welche laufenden Fälle gehen, welche bleiben und warum. Nur solche, die man sieht."""
    _verlange_uebergabe(wahl, kreis_id, akteur)
    menge = permissions.mit_ortsschutz(_gewaehlte(wahl, kreis_id, akteur))
    faelle = list(menge.select_related("kommune", "verantwortlich"))
    return _zeilen(wahl, faelle, zustaendigkeiten(kreis_id, timezone.localdate()))


@transaction.atomic
def faelle_uebergeben(
    wahl: Uebergabewahl, *, kreis_id: int, erwartet: int, akteur: Akteur
) -> list[Uebergabezeile]:
    """Alle in einem Zug. `erwartet` ist, wie viele die Vorschau gezeigt hat: sonst zuerst neu ansehen."""
    _verlange_uebergabe(wahl, kreis_id, akteur)
    ids = list(_gewaehlte(wahl, kreis_id, akteur).order_by("pk").values_list("pk", flat=True))
    # One after the other in the same order everywhere, so that two such acts do not lock each other out.
    faelle = [fall_sperren(pk) for pk in ids]
    zeilen = _zeilen(wahl, faelle, zustaendigkeiten(kreis_id, timezone.localdate()))
    gehen = [zeile for zeile in zeilen if not zeile.bleibt]
    if len(gehen) != erwartet:
        raise Fachfehler(
            _("Inzwischen hat sich etwas geändert. Bitte die Vorschau noch einmal ansehen."), code="ueberholt"
        )
    for zeile in gehen:
        ziel = wahl.nach_kommune if wahl.nach_kommune is not None else zeile.fall.kommune_id
        _uebergeben(zeile.fall, wahl.an_konto, ziel, _("mit allen Fällen übergeben"), akteur)
    return zeilen


def _verlange_uebergabe(wahl: Uebergabewahl, kreis_id: int, akteur: Akteur) -> None:
    if wahl.von_konto is not None:
        verlange(permissions.darf_alle_uebergeben(akteur, wahl.von_konto, kreis_id))
        return
    verlange(permissions.darf_fachaufsicht_sehen(akteur))


def _gewaehlte(wahl: Uebergabewahl, kreis_id: int, akteur: Akteur) -> Any:
    menge = permissions.sichtbare_faelle(akteur).filter(kreis_id=kreis_id).exclude(phase__in=sorted(ENDEN))
    if wahl.von_konto is not None:
        menge = menge.filter(verantwortlich_id=wahl.von_konto)
    if wahl.von_konto != akteur.konto_id:
        menge = menge.filter(permissions.im_aufsichtsgebiet(akteur))
    if wahl.von_kommune is not None:
        menge = menge.filter(kommune_id=wahl.von_kommune)
    return menge


def _zeilen(wahl: Uebergabewahl, faelle: list[Fall], alle: list[Zustaendigkeit]) -> list[Uebergabezeile]:
    gesperrt = gesperrte_konten([fall.pk for fall in faelle])
    zeilen = []
    for fall in faelle:
        kommune = wahl.nach_kommune if wahl.nach_kommune is not None else fall.kommune_id
        passt = wahl.an_konto in koennen_fuehren(alle, fall.bereich, kommune)
        bleibt = ""
        if not passt or (fall.pk, wahl.an_konto) in gesperrt:
            bleibt = _("Diese Person kann den Fall nicht übernehmen.")
        elif (fall.verantwortlich_id, fall.kommune_id) == (wahl.an_konto, kommune):
            bleibt = _("Der Fall gehört ihr schon.")
        zeilen.append(Uebergabezeile(fall, bleibt))
    return zeilen


# Standing in ------------------------------------------------------------------------------------------------


@transaction.atomic
def vertretung_eintragen(
    *,
    kreis_id: int,
    vertretene_id: int,
    vertretung_id: int,
    von: date,
    bis: date | None,
    akteur: Akteur,
    fall_id: int | None = None,
) -> Fallvertretung:
    """Für einen Fall oder für alle Fälle, für die jemand verantwortlich ist."""
    if fall_id is not None:
        fall = fall_sperren(fall_id)
        verlange(permissions.darf_fall_uebergeben(akteur, fall))
        vertretene_id, kreis_id = fall.verantwortlich_id, fall.kreis_id
        if (fall.pk, vertretung_id) in gesperrte_konten([fall.pk]):
            raise _kann_nicht_vertreten()
    else:
        verlange(permissions.darf_vertretung_eintragen(akteur, vertretene_id, kreis_id))
    if bis is not None and bis < timezone.localdate():
        raise Fachfehler(_("Dieser Zeitraum ist schon vorbei."), code="vorbei", feld="bis")
    if vertretung_id not in {z.konto_id for z in zustaendigkeiten(kreis_id, timezone.localdate())}:
        raise _kann_nicht_vertreten()
    return speichere(
        Fallvertretung(
            kreis_id=kreis_id,
            vertretene_id=vertretene_id,
            vertretung_id=vertretung_id,
            fall_id=fall_id,
            von=von,
            bis=bis,
        ),
        akteur=akteur,
    )


def _kann_nicht_vertreten() -> Fachfehler:
    return Fachfehler(
        _("Diese Person kann hier nicht vertreten. Bitte eine andere wählen."),
        code="vertretung",
        feld="vertretung",
    )


@transaction.atomic
def vertretung_beenden(*, vertretung_id: int, akteur: Akteur) -> None:
    """Sofort. Was heute oder später erst beginnt, wird gelöscht; die Historie behält es."""
    satz = Fallvertretung.objects.select_for_update(of=("self",)).get(pk=vertretung_id)
    if satz.fall_id is not None:
        verlange(permissions.darf_fall_uebergeben(akteur, fall_sperren(satz.fall_id)))
    else:
        verlange(permissions.darf_vertretung_eintragen(akteur, satz.vertretene_id, satz.kreis_id))
    heute = timezone.localdate()
    if satz.bis is not None and satz.bis < heute:
        raise Fachfehler(_("Diese Vertretung ist schon vorbei."), code="vorbei")
    if satz.von >= heute:
        loesche(satz, akteur=akteur, grund=_("beendet"))
        return
    satz.bis = heute - timedelta(days=1)
    speichere(satz, akteur=akteur, grund=_("beendet"))
