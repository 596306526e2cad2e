"""Was überfällig ist, kommt als Vorschlag auf die nächste Tagesordnung."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.zeit import berliner_tag
from lenkung import permissions
from lenkung.domain.erinnern import weiter_taetige_gremien
from lenkung.domain.queries.beschluesse import ueberfaellige_folgen, vorschlaege_zu
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.vorschlag import Beantwortet, vorschlag_einreichen
from lenkung.models import Beschlussfolge, Gremium
from lenkung.models.vorschlag import Vorschlag
from lenkung.regeln.beschlusskontrolle import Folgenlage, beurteilen
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.verlauf import Folgenstand

protokoll = logging.getLogger(__name__)
MINUTEN = 10
_URHEBER = "Beschlusskontrolle"
_TITEL_HOECHSTENS = Vorschlag._meta.get_field("titel").max_length or 200


def schluessel_des_vorschlags(folge: Beschlussfolge) -> UUID:
    """Je Folge und Termin einer: wird ein neuer Termin vereinbart und versäumt, kommt sie noch einmal."""
    termin = folge.bis.isoformat() if folge.bis else "-"
    return uuid5(NAMESPACE_URL, f"kim:lenkung:folge:{folge.pk}:{termin}")


@transaction.atomic
def folge_vorschlagen(*, folge_id: int, akteur: Akteur) -> Beantwortet:
    """Für die nächste Sitzung, auf deren Tagesordnung noch etwas kommen kann, sonst in den Themenspeicher."""
    folge = _gesperrt(folge_id)
    verlange(permissions.darf_folgen_pflegen(akteur, folge.beschluss))
    if folge.lage is not Folgenstand.OFFEN:
        raise Fachfehler(
            _("Diese Aufgabe ist schon %(stand)s.") % {"stand": folge.get_stand_display()},
            code="abgeschlossen",
        )
    return _einreichen(folge, akteur)


# By itself --------------------------------------------------------------------------------------------------


def vorzuschlagende_folgen(jetzt: datetime) -> list[int]:
    """Überfällig, offen und noch nicht vorgeschlagen; zwei Abfragen für beliebig viele."""
    heute = berliner_tag(jetzt)
    # A Gremium with a last day, be it still to come, takes no proposals any more.
    gremien = weiter_taetige_gremien(heute)
    je_schluessel = {
        schluessel_des_vorschlags(folge): folge.pk for folge in ueberfaellige_folgen(gremien, heute)
    }
    schon = vorschlaege_zu(list(je_schluessel)) if je_schluessel else {}
    return [pk for schluessel, pk in je_schluessel.items() if schluessel not in schon]


def ueberfaellige_vorschlagen(*, jetzt: datetime) -> int:
    """Gibt zurück, wie viele auf den Weg kamen. Scheitert eine, kommen die anderen trotzdem; der Lauf meldet
    den Fehler, und der nächste holt nach."""
    gebracht, gescheitert = 0, []
    for pk in vorzuschlagende_folgen(jetzt):
        try:
            gebracht += _wenn_ueberfaellig(pk, jetzt)
        except Exception as fehler:
            protokoll.error("an overdue task could not be proposed: %s", type(fehler).__name__)
            gescheitert.append(fehler)
    if gescheitert:
        raise gescheitert[0]
    return gebracht


@transaction.atomic
def _wenn_ueberfaellig(folge_id: int, jetzt: datetime) -> bool:
    """Unter der Sperre noch einmal gefragt: vielleicht ist sie erledigt, oder ihr Termin ist verlegt."""
    folge = _gesperrt(folge_id)
    if beurteilen(folge.lage, folge.bis, berliner_tag(jetzt)).lage is not Folgenlage.UEBERFAELLIG:
        return False
    _einreichen(folge, SystemAkteur(_URHEBER, folge.beschluss.gremium.kreis_id))
    return True


# What both share --------------------------------------------------------------------------------------------


def _gesperrt(folge_id: int) -> Beschlussfolge:
    menge = Beschlussfolge.objects.select_for_update(no_key=True, of=("self",))
    return menge.select_related("beschluss__gremium").get(pk=folge_id)


def _einreichen(folge: Beschlussfolge, akteur: Akteur) -> Beantwortet:
    gremium = folge.beschluss.gremium
    sitzung = offene_sitzungen(Gremium.objects.filter(pk=gremium.pk), timezone.now()).first()
    return vorschlag_einreichen(
        gremium_id=gremium.pk,
        sitzung_id=sitzung.pk if sitzung else None,
        akteur=akteur,
        angaben={
            "titel": _titel(folge),
            "art": Punktart.BERICHT.value,
            "erlaeuterung": _erlaeuterung(folge),
            "minuten": MINUTEN,
        },
        schluessel=schluessel_des_vorschlags(folge),
    )


def _titel(folge: Beschlussfolge) -> str:
    titel = str(
        _("Stand zu Beschluss %(zeichen)s: %(text)s")
        % {"zeichen": folge.beschluss.zeichen, "text": folge.text}
    )
    return titel if len(titel) <= _TITEL_HOECHSTENS else titel[: _TITEL_HOECHSTENS - 1].rstrip() + "…"


def _erlaeuterung(folge: Beschlussfolge) -> str:
    zeilen = [
        _("Aus „%(beschluss)s“ vom %(tag)s folgt:")
        % {"beschluss": folge.beschluss, "tag": datum(folge.beschluss.gefasst_am)},
        folge.text,
        _("Verantwortlich: %(name)s.") % {"name": folge.verantwortlich},
        _("Termin: %(tag)s (%(wort)s).")
        % {
            "tag": datum(folge.bis) if folge.bis else _("keiner"),
            "wort": beurteilen(folge.lage, folge.bis, timezone.localdate()).wort,
        },
    ]
    letzter = folge.berichte.order_by("-am", "-pk").first()
    if letzter is not None:
        zeilen.append(_("Zuletzt berichtet am %(tag)s.") % {"tag": datum(letzter.am)})
    return "\n".join(str(zeile) for zeile in zeilen)
