"""Aus einem Ergebnis einer Fallkonferenz wird eine Wiedervorlage, ein Schritt des Plans oder beides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.fallkonferenz import konferenz_sperren
from casemgmt.domain.integrationsplan import schritt_schreiben
from casemgmt.domain.wiedervorlage import wiedervorlage_anlegen
from casemgmt.models import Fall, Konferenzergebnis, Planschritt, Planziel, Wiedervorlage
from casemgmt.regeln.fallkonferenz import kurz
from casemgmt.regeln.plan import Planstand, Wer
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange

HOECHSTENS = 300
"""So viel steht in einer Wiedervorlage und in einem Schritt; der ganze Wortlaut bleibt beim Ergebnis."""


@dataclass(frozen=True, slots=True)
class Umsetzung:
    """Was aus dem Ergebnis werden soll; leer heißt: das nicht."""

    wiedervorlage_am: date | None = None
    ziel_id: int | None = None
    wer: Wer = Wer.ANDERE


def ziele_im_entwurf(fall: Fall) -> list[Planziel]:
    """Nur dort kommt ein Schritt dazu; ein vereinbarter Plan behält seinen Wortlaut."""
    return list(Planziel.objects.filter(plan__fall=fall, plan__stand=Planstand.ENTWURF).order_by("pk"))


def wiedervorlage_aus(ergebnis: Konferenzergebnis) -> Wiedervorlage | None:
    return ergebnis.wiedervorlagen.first()


def schritt_aus(ergebnis: Konferenzergebnis) -> Planschritt | None:
    """Der in der neuesten Fassung des Plans."""
    schritte = ergebnis.planschritte.select_related("ziel__plan")
    return schritte.order_by("-ziel__plan__nummer", "-pk").first()


@transaction.atomic
def ergebnis_umsetzen(*, ergebnis_id: int, umsetzung: Umsetzung, akteur: Akteur) -> Konferenzergebnis:
    """In einem Zug. Danach führt von jedem der Weg zum anderen."""
    konferenz_id = Konferenzergebnis.objects.values_list("konferenz_id", flat=True).get(pk=ergebnis_id)
    konferenz = konferenz_sperren(konferenz_id)
    verlange(permissions.darf_konferenz_fuehren(akteur, konferenz))
    ergebnis = Konferenzergebnis.objects.select_related("durch").get(pk=ergebnis_id)
    if umsetzung.wiedervorlage_am is None and umsetzung.ziel_id is None:
        raise Fachfehler(
            _("Bitte wählen, was daraus wird: eine Wiedervorlage, ein Schritt des Plans oder beides."),
            code="nichts",
            feld="wiedervorlage_am",
        )
    if umsetzung.wiedervorlage_am is not None:
        if wiedervorlage_aus(ergebnis) is not None:
            raise Fachfehler(
                _("Zu diesem Ergebnis gibt es schon eine Wiedervorlage."),
                code="wiedervorlage",
                feld="wiedervorlage_am",
            )
        wiedervorlage_anlegen(
            fall_id=konferenz.fall_id,
            faellig_am=umsetzung.wiedervorlage_am,
            text=kurz(ergebnis.text, HOECHSTENS),
            akteur=akteur,
            ergebnis=ergebnis,
        )
    if umsetzung.ziel_id is not None:
        _schritt(konferenz.fall, ergebnis, umsetzung.ziel_id, umsetzung.wer, akteur)
    return ergebnis


def _schritt(fall: Fall, ergebnis: Konferenzergebnis, ziel_id: int, wer: Wer, akteur: Akteur) -> None:
    if ziel_id not in {ziel.pk for ziel in ziele_im_entwurf(fall)}:
        raise Fachfehler(
            _("Dieses Ziel steht nicht im Entwurf des Plans. Bitte neu wählen."), code="ziel", feld="ziel"
        )
    if schritt_aus(ergebnis) is not None:
        raise Fachfehler(
            _("Aus diesem Ergebnis ist schon ein Schritt des Plans geworden."), code="schritt", feld="ziel"
        )
    schritt_schreiben(
        ziel_id=ziel_id,
        was=kurz(ergebnis.text, HOECHSTENS),
        wer=wer,
        wer_genau=kurz(ergebnis.durch.name, 120) if wer is Wer.ANDERE else "",
        bis=ergebnis.bis,
        akteur=akteur,
        ergebnis=ergebnis,
    )
