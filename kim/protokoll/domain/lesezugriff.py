"""Festhalten, wer einen schutzwürdigen Eintrag gelesen hat."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.protokoll.domain.queries.kette import angaben_von
from kim.protokoll.models import Kettenstand, Lesezugriff
from kim.protokoll.permissions import kreis_id_von
from kim.protokoll.regeln.kette import pruefsumme
from kim.web.feste_abfrage import feste_abfrage


@transaction.atomic
def lesezugriff_protokollieren(
    *, akteur: Akteur, objekt: models.Model, anlass: str, ansicht: str = "", kennzeichen: str = ""
) -> Lesezugriff:
    """Aufzurufen, bevor der Eintrag gezeigt wird: lässt sich das Lesen nicht festhalten, wird nichts gezeigt.

    `kennzeichen` ist etwas wie ein Aktenzeichen, nie ein Name. `anlass` sagt, wozu gelesen wurde.
    """
    return _anfuegen(
        kreis_id=kreis_id_von(objekt),
        akteur=akteur,
        art=objekt._meta.label_lower,
        objekt_id=objekt.pk,
        anlass=anlass,
        ansicht=ansicht,
        kennzeichen=kennzeichen,
    )


@transaction.atomic
def listenzugriff_protokollieren(
    *, akteur: Akteur, kreis_id: int, art: str, anlass: str, ansicht: str = ""
) -> Lesezugriff:
    """Wie `lesezugriff_protokollieren`, wenn eine ganze Liste gezeigt wird."""
    return _anfuegen(
        kreis_id=kreis_id,
        akteur=akteur,
        art=art,
        objekt_id=None,
        anlass=anlass,
        ansicht=ansicht,
        kennzeichen="",
    )


def _anfuegen(
    *,
    kreis_id: int,
    akteur: Akteur,
    art: str,
    objekt_id: int | None,
    anlass: str,
    ansicht: str,
    kennzeichen: str,
) -> Lesezugriff:
    ende = _ende_sperren(kreis_id)
    zugriff = Lesezugriff(
        kreis_id=kreis_id,
        nummer=ende.nummer + 1,
        wann=timezone.now(),
        konto_id=akteur.konto_id,
        akteur_name=akteur.akteur_name,
        art=art,
        objekt_id=objekt_id,
        kennzeichen=kennzeichen,
        anlass=anlass,
        ansicht=ansicht,
        vorige=ende.pruefsumme,
    )
    zugriff.pruefsumme = pruefsumme(zugriff.nummer, angaben_von(zugriff), zugriff.vorige)
    # Was zwischen den Feldern gelten muss, prüft die Datenbank selbst.
    zugriff.clean_fields(exclude=["kreis"])
    zugriff.save(force_insert=True)
    ende.nummer, ende.pruefsumme = zugriff.nummer, zugriff.pruefsumme
    ende.save(update_fields=["nummer", "pruefsumme"])
    return zugriff


def _ende_sperren(kreis_id: int) -> Kettenstand:
    """Nacheinander: zwei zugleich hätten sonst denselben Vorgänger."""
    if ende := _ende(kreis_id):
        return ende[0]
    Kettenstand.objects.get_or_create(kreis_id=kreis_id)
    return _ende(kreis_id)[0]


@feste_abfrage
def _ende(kreis_id: int) -> QuerySet[Kettenstand]:
    return Kettenstand.objects.select_for_update().filter(kreis_id=kreis_id)
