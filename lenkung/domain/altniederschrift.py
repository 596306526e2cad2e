"""Frühere Niederschriften aufnehmen: die Datei, der Tag, der Stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.models import Altniederschrift, Gremium


@transaction.atomic
def altniederschrift_aufnehmen(
    *, gremium_id: int, datei: GepruefteDatei, angaben: Mapping[str, Any], akteur: Akteur
) -> Altniederschrift:
    """Zwei für denselben Tag gibt es nicht; die Datenbank sorgt dafür."""
    gremium = Gremium.objects.select_for_update(no_key=True).get(pk=gremium_id)
    verlange(permissions.darf_altniederschrift_aufnehmen(akteur, gremium))
    _nicht_kuenftig(angaben)
    dokument = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(gremium.kreis_id, permissions.ALTNIEDERSCHRIFT, gremium.pk),
        akteur=akteur,
    )
    satz = Altniederschrift(
        gremium=gremium,
        dokument=dokument,
        aufgenommen_am=timezone.now(),
        aufgenommen_von_name=akteur.akteur_name,
        **angaben,
    )
    return speichere(satz, akteur=akteur)


@transaction.atomic
def altniederschrift_aendern(
    *, altniederschrift_id: int, angaben: Mapping[str, Any], akteur: Akteur
) -> Altniederschrift:
    """Tag, Stand und Bemerkung; die Datei bleibt, wie sie aufgenommen ist."""
    satz = (
        Altniederschrift.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium")
        .get(pk=altniederschrift_id)
    )
    verlange(permissions.darf_altniederschrift_aufnehmen(akteur, satz.gremium))
    _nicht_kuenftig(angaben)
    for name, wert in angaben.items():
        setattr(satz, name, wert)
    return speichere(satz, akteur=akteur)


def _nicht_kuenftig(angaben: Mapping[str, Any]) -> None:
    if angaben["tag"] > timezone.localdate():
        raise Fachfehler(
            _("Der Tag liegt in der Zukunft. Eine Niederschrift gibt es erst nach der Sitzung."),
            code="kuenftig",
            feld="tag",
        )
