"""Einen Fall auf seinem Weg weiterführen: nächste Phase, Abschluss, nicht fortsetzen, wieder aufnehmen.

Jeder Vorgang nennt den Stand, den die Person vor sich hatte. Hat inzwischen jemand anderes gehandelt, sieht
sie zuerst, was war und was ist.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import fall_sperren, verlange_laufend, verlange_stand
from casemgmt.models import Fall, Integrationsplan, Termin
from casemgmt.regeln import fallweg
from casemgmt.regeln.fallweg import Bedarf, Lage
from casemgmt.regeln.plan import Planstand
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.werte import Ausgang, Endgrund, Phase
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.web.feste_abfrage import feste_abfrage


def mit_lage(menge: QuerySet[Fall]) -> QuerySet[Fall]:
    """Damit `lage_des_falls` nichts mehr fragen muss."""
    gehalten = Termin.objects.filter(
        fall_id=OuterRef("pk"), stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True
    )
    plan = Integrationsplan.objects.filter(fall_id=OuterRef("pk"), stand=Planstand.VEREINBART)
    anzahl = gehalten.order_by().values("fall_id").annotate(n=Count("pk")).values("n")
    return menge.annotate(gehaltene_termine=Coalesce(Subquery(anzahl), 0), hat_plan=Exists(plan))


def gesehener_fall(akteur: Akteur, pk: int) -> Fall | None:
    """Mit seiner Lage; None, wenn es ihn für diese Person nicht gibt."""
    for fall in _gesehener(pk, *permissions.sicht_von(akteur).einzeln()):
        return fall
    return None


@feste_abfrage
def _gesehener(pk: int, *sicht: Any) -> QuerySet[Fall]:
    menge = Fall.objects.filter(permissions.faelle_der_sicht(permissions.sicht_aus(sicht)), pk=pk)
    return permissions.mit_ortsschutz(mit_lage(menge.select_related("kommune", "verantwortlich"))).order_by()


def lage_des_falls(fall: Fall) -> Lage:
    """Was der Weg von diesem Fall wissen muss. Höchstens eine Abfrage."""
    satz: Any = fall if hasattr(fall, "hat_plan") else mit_lage(Fall.objects.filter(pk=fall.pk)).get()
    return Lage(
        Phase(fall.phase),
        fall.phase_seit,
        satz.gehaltene_termine,
        fall.zugestimmt_am is not None,
        satz.hat_plan,
    )


@transaction.atomic
def phase_weiter(
    *, fall_id: int, nach: Phase, stand: int, akteur: Akteur, zugestimmt_am: date | None = None
) -> Fall:
    """Den nächsten Schritt gehen. Zur langfristigen Begleitung gehört, dass die Person zustimmt."""
    fall = _oeffnen(fall_id, stand, akteur)
    schritt = fallweg.schritt(Phase(fall.phase), nach)
    if schritt is None:
        raise Fachfehler(
            _("Von „%(von)s“ geht es nicht nach „%(nach)s“.")
            % {"von": fall.get_phase_display(), "nach": nach},
            code="schritt",
        )
    if zugestimmt_am is not None and Bedarf.ZUSTIMMUNG in schritt.braucht:
        _nicht_in_der_zukunft(zugestimmt_am, "zugestimmt_am")
        fall.zugestimmt_am = zugestimmt_am
    for bedarf in fallweg.es_fehlt(schritt, lage_des_falls(fall)):
        raise Fachfehler(_fehlt(bedarf), code=bedarf.value, feld=_FELDER.get(bedarf))
    _setze_phase(fall, nach)
    return speichere(fall, akteur=akteur, grund=schritt.tat)


_FELDER = {Bedarf.ZUSTIMMUNG: "zugestimmt_am"}


def _fehlt(bedarf: Bedarf) -> str:
    return {
        Bedarf.ERSTTERMIN: _("Zuerst braucht es einen gehaltenen Termin. Bitte ihn erfassen."),
        Bedarf.ZUSTIMMUNG: _(
            "Langfristig begleitet wird nur, wer zustimmt. "
            "Bitte den Tag angeben, an dem die Person zugestimmt hat."
        ),
        Bedarf.PLAN: _("Zuerst den Integrationsplan mit der Person vereinbaren."),
    }[bedarf]


@transaction.atomic
def fall_abschliessen(
    *,
    fall_id: int,
    stand: int,
    ausgang: Ausgang,
    akteur: Akteur,
    endgrund: Endgrund | None = None,
    am: date | None = None,
    notiz: str = "",
) -> Fall:
    """Mit dem Ausgang; wer vorzeitig abbricht, nennt den Grund."""
    fall = _oeffnen(fall_id, stand, akteur)
    if ausgang not in fallweg.moegliche_ausgaenge(Phase(fall.phase)):
        raise Fachfehler(
            _("Diesen Ausgang gibt es in der Phase „%(phase)s“ nicht.") % {"phase": fall.get_phase_display()},
            code="ausgang",
            feld="ausgang",
        )
    abgebrochen = fallweg.grund_noetig(ausgang)
    if abgebrochen and endgrund is None:
        raise Fachfehler(
            _("Bitte den Grund angeben, aus dem der Fall vorzeitig endet."),
            code="endgrund",
            feld="endgrund",
        )
    fall.ausgang, fall.endgrund = ausgang, (endgrund or "") if abgebrochen else ""
    _beenden(fall, Phase.ABGESCHLOSSEN, am, notiz)
    return speichere(fall, akteur=akteur, grund=_("abgeschlossen"))


@transaction.atomic
def fall_nicht_fortsetzen(
    *,
    fall_id: int,
    stand: int,
    endgrund: Endgrund,
    akteur: Akteur,
    am: date | None = None,
    notiz: str = "",
) -> Fall:
    """Nur aus der Klärung; danach endet ein Fall mit einem Ausgang."""
    fall = _oeffnen(fall_id, stand, akteur)
    if not fallweg.darf_nicht_fortgesetzt_werden(Phase(fall.phase)):
        raise Fachfehler(
            _("Der Fall wird schon langfristig begleitet. Bitte ihn abschließen und den Ausgang angeben."),
            code="phase",
        )
    fall.endgrund = endgrund
    _beenden(fall, Phase.NICHT_FORTGESETZT, am, notiz)
    return speichere(fall, akteur=akteur, grund=_("nicht fortgesetzt"))


@transaction.atomic
def fall_wieder_aufnehmen(*, fall_id: int, stand: int, akteur: Akteur) -> Fall:
    """Unter demselben Aktenzeichen. Wie er vorher endete, steht im Verlauf."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_stand(fall, stand)
    if not fall.beendet:
        raise Fachfehler(_("Der Fall läuft schon."), code="laeuft")
    fall.ausgang, fall.endgrund, fall.beendet_am = "", "", None
    _setze_phase(fall, fallweg.WIEDERAUFNAHME[Phase(fall.phase)])
    return speichere(fall, akteur=akteur, grund=_("wieder aufgenommen"))


def _oeffnen(fall_id: int, stand: int, akteur: Akteur) -> Fall:
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_stand(fall, stand)
    verlange_laufend(fall)
    return fall


def _setze_phase(fall: Fall, phase: Phase) -> None:
    fall.phase, fall.phase_seit = phase, timezone.localdate()
    fall.stand += 1


def _beenden(fall: Fall, phase: Phase, am: date | None, notiz: str) -> None:
    tag = am or timezone.localdate()
    _nicht_in_der_zukunft(tag, "am")
    fall.beendet_am, fall.abschlussnotiz = tag, notiz.strip()
    _setze_phase(fall, phase)


def _nicht_in_der_zukunft(tag: date, feld: str) -> None:
    if tag > timezone.localdate():
        raise Fachfehler(_("Dieser Tag liegt in der Zukunft."), code="zukunft", feld=feld)
