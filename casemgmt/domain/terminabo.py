"""Das private Kalenderabo der eigenen Termine: anlegen, widerrufen, abholen.

In einem fremden Kalenderprogramm steht nur, wann und wo: kein Name, kein Thema, keine Notiz.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Arbeitstermin, Termin, Terminabo
from casemgmt.regeln.termin import Terminstand
from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.versand.domain.kalenderfeed import Feedeintrag, als_kalender, fingerabdruck, neues_geheimnis

RUECKBLICK = timedelta(days=30)
_STATUS = {Terminstand.GEPLANT.value: "TENTATIVE", Terminstand.ABGESAGT.value: "CANCELLED"}

Seite = Callable[[str, int], str]
"""Art (`termin` oder `arbeit`) und Nummer ergeben die Adresse der Seite; öffnen kann sie, wer darf."""


@transaction.atomic
def terminabo_anlegen(*, akteur: Akteur) -> str:
    """Gibt das Geheimnis der Adresse einmal heraus; eine bisherige Adresse gilt danach nicht mehr."""
    verlange(permissions.darf_termine_abonnieren(akteur))
    terminabo_widerrufen(akteur=akteur)
    geheimnis = neues_geheimnis()
    abo = Terminabo(
        kreis_id=akteur.kreis_id or 0,
        konto_id=konto_von(akteur),
        token_hash=fingerabdruck(geheimnis),
        angelegt_am=timezone.now(),
    )
    speichere(abo, akteur=akteur)
    return geheimnis


@transaction.atomic
def terminabo_widerrufen(*, akteur: Akteur) -> bool:
    """Die Adresse antwortet danach nicht mehr; sagt, ob es eine gab."""
    offene = permissions.sichtbare_terminabos(akteur).select_for_update(of=("self",))
    for abo in offene.filter(widerrufen_am=None):
        abo.widerrufen_am = timezone.now()
        speichere(abo, akteur=akteur)
        return True
    return False


def offenes_terminabo(akteur: Akteur) -> Terminabo | None:
    return permissions.sichtbare_terminabos(akteur).filter(widerrufen_am=None).first()


def terminabo_mit(geheimnis: str) -> Terminabo | None:
    """Wer die Adresse kennt, bekommt den Kalender, solange das Konto noch berät."""
    abo = (
        Terminabo.objects.filter(token_hash=fingerabdruck(geheimnis), widerrufen_am=None)
        .select_related("konto__kreis")
        .first()
    )
    return abo if abo is not None and permissions.darf_termine_abonnieren(abo.konto) else None


def kalender_des_terminabos(abo: Terminabo, *, seite: Seite, rechner: str) -> str:
    """Die eigenen Termine, einen Monat zurück und alle künftigen; nur was das Konto jetzt sehen darf."""
    jetzt, konto = timezone.now(), abo.konto
    termine = permissions.mit_ortsschutz_der_termine(permissions.sichtbare_termine(konto))
    termine = termine.filter(ersetzt_am__isnull=True)
    arbeit = permissions.sichtbare_arbeitstermine(konto)
    eintraege = [
        *(_eintrag(satz, "termin", _("Termin"), seite, rechner) for satz in _eigene(termine, abo, jetzt)),
        *(
            _eintrag(satz, "arbeit", _("Arbeitstermin"), seite, rechner)
            for satz in _eigene(arbeit, abo, jetzt)
        ),
    ]
    return als_kalender(_("KIM: Termine"), sorted(eintraege, key=lambda e: e.beginn), jetzt=jetzt)


def _eigene(menge: QuerySet[Any], abo: Terminabo, jetzt: Any) -> QuerySet[Any]:
    return (
        menge.filter(konto_id=abo.konto_id, beginn__gte=jetzt - RUECKBLICK)
        .select_related("standort__kommune", "kommune")
        .only(
            "beginn", "dauer_minuten", "stand", "standort__name", "standort__kommune__name", "kommune__name"
        )
        .order_by("beginn", "pk")
    )


def _eintrag(satz: Termin | Arbeitstermin, art: str, titel: str, seite: Seite, rechner: str) -> Feedeintrag:
    abgesagt = satz.stand == Terminstand.ABGESAGT
    return Feedeintrag(
        uid=f"{art}-{satz.pk}@{rechner}",
        beginn=satz.beginn,
        ende=satz.beginn + timedelta(minutes=satz.dauer_minuten),
        titel=_("Abgesagt: %(titel)s") % {"titel": titel} if abgesagt else titel,
        ort=_ort(satz),
        url=seite(art, satz.pk),
        status=_STATUS.get(satz.stand, "CONFIRMED"),
    )


def _ort(satz: Termin | Arbeitstermin) -> str:
    """Der Raum, sonst die Kommune. Nie, wo jemand wohnt; bei einer Schutzadresse gar nichts."""
    if getattr(satz, "ort_geschuetzt", False):
        return ""
    standort: Any = satz.standort
    kommune: Any = standort.kommune if standort is not None and standort.kommune else satz.kommune
    return ", ".join(
        teil for teil in (standort.name if standort else "", kommune.name if kommune else "") if teil
    )
