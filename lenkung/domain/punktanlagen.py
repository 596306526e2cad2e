"""Unterlagen zu einem Punkt ablegen und wieder herausnehmen."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from lenkung import permissions
from lenkung.domain.tagesordnungsblatt import blatt_des_punktes
from lenkung.models import Anlage, Tagesordnungspunkt


@transaction.atomic
def punktanlage_ablegen(*, punkt_id: int, datei: GepruefteDatei, titel: str, akteur: Akteur) -> Anlage:
    """Auch nach der Bestätigung: was nach der Einladung kommt, geht als Nachversand hinaus."""
    blatt, punkt = blatt_des_punktes(punkt_id)
    verlange(permissions.darf_vorbereiten(akteur, blatt.sitzung))
    dokument = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(blatt.sitzung.kreis_id, permissions.ANLAGE_PUNKT, punkt.pk),
        akteur=akteur,
    )
    letzte = Anlage.objects.filter(punkt=punkt).aggregate(hoechste=Max("reihenfolge"))["hoechste"] or 0
    anlage = Anlage(
        dokument=dokument,
        titel=" ".join(titel.split()) or dokument.name,
        reihenfolge=letzte + 1,
        punkt=punkt,
        abgelegt_am=timezone.now(),
        abgelegt_von_name=akteur.akteur_name,
    )
    anlage.full_clean()
    anlage.save(force_insert=True)
    blatt.geaendert(akteur, _("Unterlage zu TOP %(nummer)s") % {"nummer": punkt.position})
    return anlage


@transaction.atomic
def punktanlage_entfernen(*, anlage_id: int, akteur: Akteur) -> Tagesordnungspunkt:
    """Sie wird nicht mehr verschickt; für das, was schon hinausging, bleibt sie erhalten."""
    kennung = Anlage.objects.values_list("punkt_id", flat=True).get(pk=anlage_id, punkt__isnull=False)
    assert kennung is not None
    blatt, punkt = blatt_des_punktes(kennung)
    verlange(permissions.darf_vorbereiten(akteur, blatt.sitzung))
    anlage = Anlage.objects.get(pk=anlage_id)
    if anlage.entfernt_am is None:
        anlage.entfernt_am = timezone.now()
        anlage.save(update_fields=["entfernt_am"])
        blatt.geaendert(akteur, _("Unterlage zu TOP %(nummer)s entfernt") % {"nummer": punkt.position})
    return punkt
