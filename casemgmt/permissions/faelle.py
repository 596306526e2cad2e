"""Leading a case, handing it over, requests and plans: who sees them, who may."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import (
    Anfrage,
    Anfragesperre,
    Fall,
    Falluebergabe,
    Integrationsplan,
    Planpruefung,
    Planschritt,
    Planunterschrift,
    Planziel,
    Verweis,
    Wiedervorlage,
)
from casemgmt.permissions.beraten import darf_beraten
from casemgmt.permissions.rechte import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.permissions.sicht import (
    eigenes_gebiet,
    faelle_der_sicht,
    ist_zustaendig,
    sicht_von,
    sichtbare_faelle,
    umfang,
    wirkt_mit,
)
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert

INTEGRATIONSPLAN_DRUCK = "casemgmt.integrationsplan"
"""What the PDF of an Integrationsplan belongs to: the plan."""
PLAN_UNTERSCHRIEBEN = "casemgmt.plan_unterschrieben"
"""What an uploaded, signed sheet belongs to: the plan."""


def _faelle(akteur: Akteur) -> QuerySet[Fall]:
    return Fall.objects.filter(faelle_der_sicht(sicht_von(akteur)))


def sichtbare_anfragen(akteur: Akteur) -> QuerySet[Anfrage]:
    """Of one's area; what became a case only with the case; none that may name somebody one is close to, and
    none that came by a Verweis about somebody that one is shut out of."""
    sicht = sicht_von(akteur)
    if not wirkt_mit(sicht):
        return Anfrage.objects.filter(Q(pk__in=()))
    gebiet = eigenes_gebiet(sicht) | sicht.aufsicht.gebiet()
    faelle = Fall.objects.filter(faelle_der_sicht(sicht))
    gesperrt = Anfragesperre.objects.filter(konto_id=sicht.konto_id)
    ueber_gesperrte = Verweis.objects.filter(
        klient__sperren__konto_id=sicht.konto_id, klient__sperren__aufgehoben_am__isnull=True
    )
    return Anfrage.objects.filter(
        gebiet & (Q(fall__isnull=True) | Q(fall__in=faelle)),
        ~Q(pk__in=gesperrt.values("anfrage_id")),
        ~Q(verweis_kennung__in=ueber_gesperrte.values("kennung")),
    )


def sichtbare_anfragesperren(akteur: Akteur) -> QuerySet[Anfragesperre]:
    """Only the Koordination, and only of requests that she sees: it would tell her whom."""
    return Anfragesperre.objects.filter(
        kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise, anfrage__in=sichtbare_anfragen(akteur)
    )


def sichtbare_falluebergaben(akteur: Akteur) -> QuerySet[Falluebergabe]:
    return Falluebergabe.objects.filter(fall__in=_faelle(akteur))


def sichtbare_wiedervorlagen(akteur: Akteur) -> QuerySet[Wiedervorlage]:
    return Wiedervorlage.objects.filter(fall__in=_faelle(akteur))


def sichtbare_integrationsplaene(akteur: Akteur) -> QuerySet[Integrationsplan]:
    return Integrationsplan.objects.filter(fall__in=_faelle(akteur))


def sichtbare_planziele(akteur: Akteur) -> QuerySet[Planziel]:
    return Planziel.objects.filter(plan__fall__in=_faelle(akteur))


def sichtbare_planschritte(akteur: Akteur) -> QuerySet[Planschritt]:
    return Planschritt.objects.filter(ziel__plan__fall__in=_faelle(akteur))


def sichtbare_planunterschriften(akteur: Akteur) -> QuerySet[Planunterschrift]:
    return Planunterschrift.objects.filter(plan__fall__in=_faelle(akteur))


def sichtbare_planpruefungen(akteur: Akteur) -> QuerySet[Planpruefung]:
    return Planpruefung.objects.filter(plan__fall__in=_faelle(akteur))


def hat_fachaufsicht(akteur: Akteur, kreis_id: int, kommune_id: int | None) -> bool:
    return umfang(akteur, FACHAUFSICHT).umfasst(kreis_id, kommune_id)


def darf_fall_uebergeben(akteur: Akteur, fall: Fall) -> Erlaubnis:
    """Whoever answers for it, stands in for her, or supervises."""
    if not sichtbare_faelle(akteur).filter(pk=fall.pk).exists():
        return verweigert(_("Diesen Fall gibt es nicht."))
    return darf_gesehenen_fall_uebergeben(akteur, fall)


def darf_gesehenen_fall_uebergeben(akteur: Akteur, fall: Fall) -> Erlaubnis:
    """For a page that has just fetched the case through the gate."""
    if ist_zustaendig(akteur, fall):
        return erlaubt(_("Sie sind für diesen Fall verantwortlich."))
    if hat_fachaufsicht(akteur, fall.kreis_id, fall.kommune_id):
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Einen Fall übergibt, wer für ihn verantwortlich ist, oder die Koordination."))


def darf_alle_uebergeben(akteur: Akteur, konto_id: int, kreis_id: int) -> Erlaubnis:
    """All cases of a colleague: the Koordination, or she herself."""
    if konto_id == akteur.konto_id:
        return erlaubt(_("die eigenen Fälle"))
    if akteur.kreis_id == kreis_id and _fuehrt_aufsicht(akteur):
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Fälle einer Kollegin oder eines Kollegen übergibt die Koordination."))


def _fuehrt_aufsicht(akteur: Akteur) -> bool:
    aufsicht = umfang(akteur, FACHAUFSICHT)
    return bool(aufsicht.kreise or aufsicht.kommunen)


def darf_fachaufsicht_sehen(akteur: Akteur) -> Erlaubnis:
    if _fuehrt_aufsicht(akteur):
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Diese Übersicht ist für die Koordination."))


def darf_vertretung_eintragen(akteur: Akteur, konto_id: int, kreis_id: int) -> Erlaubnis:
    """One's own absence, or that of a colleague: it opens whatever she leads, so all of the Kreis."""
    if konto_id != akteur.konto_id and kreis_id not in umfang(akteur, FACHAUFSICHT).kreise:
        return verweigert(
            _("Für alle Fälle anderer trägt eine Vertretung ein, wer die Fachaufsicht im ganzen Kreis hat.")
        )
    return darf_alle_uebergeben(akteur, konto_id, kreis_id)


def darf_anfrage_bearbeiten(akteur: Akteur, anfrage: Anfrage) -> Erlaubnis:
    if not sichtbare_anfragen(akteur).filter(pk=anfrage.pk).exists():
        return verweigert(_("Diese Anfrage gibt es nicht."))
    return darf_beraten(akteur, anfrage.kreis_id, anfrage.bereich, anfrage.kommune_id)


def darf_plan_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """The printed plan, as long as one sees the case."""
    if sichtbare_integrationsplaene(akteur).filter(pk=dokument.gehoert_zu_id).exists():
        return erlaubt(_("Sie sehen diesen Fall."))
    return verweigert(_("Diesen Plan gibt es nicht."))


def im_aufsichtsgebiet(akteur: Akteur) -> Q:
    """The cases that one supervises, without those that one leads oneself by another role."""
    return umfang(akteur, FACHAUFSICHT).gebiet()


def darf_anfrage_aufnehmen(akteur: Akteur) -> Erlaubnis:
    if akteur.hat_recht(FAELLE_FUEHREN.schluessel) or akteur.hat_recht(MUKIS_FUEHREN.schluessel):
        return erlaubt(_("Sie beraten."))
    return verweigert(_("Anfragen nimmt auf, wer berät."))
