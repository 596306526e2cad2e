"""Namentlich abstimmen: Ja ist vorgewählt, und jede Ausnahme ist sofort gespeichert, für alle Bildschirme."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from lenkung import permissions
from lenkung.domain.geraet import WAEHLBAR
from lenkung.domain.verlaufsblatt import Eintrag, verlauf_sperren
from lenkung.models import Abstimmung, Sitz
from lenkung.regeln.verlauf import Abstimmungsstand, Stimmwert, Weise


@transaction.atomic
def stimme_vormerken(
    *, sitzung_id: int, abstimmung_id: int, sitz_id: int, wert: Stimmwert | None, eintrag: Eintrag
) -> None:
    """Solange die Abstimmung läuft. None: der Sitz stimmt nicht mit. Gezählt wird damit noch nichts."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, blatt.sitzung))
    abstimmung = Abstimmung.objects.get(pk=abstimmung_id, sitzung=blatt.sitzung)
    if abstimmung.lage is not Abstimmungsstand.LAEUFT:
        raise Ueberholt(
            _("Diese Abstimmung ist inzwischen %(stand)s; dabei bleibt es.")
            % {"stand": abstimmung.get_stand_display()}
        )
    if abstimmung.art is not Weise.NAMENTLICH or abstimmung.auf_geraeten or wert not in (*WAEHLBAR, None):
        raise Fachfehler(_("Bitte angeben, wie die Sitze gestimmt haben."), code="zaehlung")
    if not Sitz.objects.filter(pk=sitz_id, gremium=blatt.sitzung.gremium_id).exists():
        raise Fachfehler(_("Dieser Sitz gehört nicht zu diesem Gremium."), code="sitz_unbekannt")
    if wert is Stimmwert.JA:
        abstimmung.ausnahmen.pop(str(sitz_id), None)
    else:
        abstimmung.ausnahmen[str(sitz_id)] = wert.value if wert else ""
    abstimmung.save(update_fields=["ausnahmen"])
    blatt.gezaehlt()


def ausnahmen_beachten(
    abstimmung: Abstimmung, stimmen: Mapping[int, Stimmwert], vertretene: Collection[int]
) -> None:
    """Wer zählt, muss gesehen haben, was andere zu den vertretenen Sitzen schon vermerkt haben."""
    for sitz, wert in abstimmung.ausnahmen.items():
        gezaehlt = stimmen.get(int(sitz))
        if int(sitz) in vertretene and (gezaehlt.value if gezaehlt else "") != wert:
            raise Ueberholt(
                _("Jemand anderes hat inzwischen eine Stimme geändert. Bitte prüfen und noch einmal zählen.")
            )
