"""Was die Geschäftsstelle während der Sitzung zu einem Punkt notiert."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from lenkung import permissions
from lenkung.domain.verlaufsblatt import Eintrag, verlauf_sperren
from lenkung.models import Punktnotiz, Tagesordnungspunkt

HOECHSTENS = 20_000


@transaction.atomic
def notiz_schreiben(
    *, sitzung_id: int, punkt_id: int, text: str, zaehler: int, eintrag: Eintrag
) -> Punktnotiz:
    """`zaehler` ist der, den die Seite zeigte: hat seitdem jemand geschrieben, wird nichts überschrieben."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_notieren(eintrag.akteur, blatt.sitzung))
    punkt = Tagesordnungspunkt.objects.get(pk=punkt_id, sitzung=blatt.sitzung, position__gt=0)
    if len(text) > HOECHSTENS:
        raise Fachfehler(
            _("Die Notiz ist zu lang. Bitte höchstens 20.000 Zeichen schreiben."), code="zu_lang", feld="text"
        )
    notiz = Punktnotiz.objects.filter(punkt=punkt).first() or Punktnotiz(punkt=punkt)
    if notiz.text == text:
        return notiz
    if notiz.zaehler != zaehler:
        raise Ueberholt(
            _("%(name)s hat diese Notiz inzwischen geändert.") % {"name": notiz.geaendert_von_name}
        )
    notiz.text = text
    notiz.zaehler += 1
    notiz.geaendert_am, notiz.geaendert_von_name = timezone.now(), eintrag.akteur.akteur_name
    notiz.save()
    blatt.gezaehlt()
    return notiz
