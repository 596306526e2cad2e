"""Verteiler eines Gremiums: wer die Niederschriften außer den Mitgliedern bekommt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import stand_pruefen
from kim.versand.regeln.empfaenger import adresse_normal
from lenkung import permissions
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Verteiler, Verteileradresse
from lenkung.regeln.genehmigung import Verteilerfassung


class Adresszeile(NamedTuple):
    name: str
    email: str
    stelle: str = ""


class VerteilerAngaben(NamedTuple):
    name: str
    adressen: tuple[Adresszeile, ...]
    jede_niederschrift: bool = True
    umfang: Verteilerfassung = Verteilerfassung.VOLL


def adressen_lesen(text: str) -> tuple[Adresszeile, ...]:
    """Je Zeile „Name; E-Mail; Einrichtung“; die Einrichtung darf fehlen. Nennt die erste falsche Zeile."""
    zeilen: list[Adresszeile] = []
    gesehen: set[str] = set()
    for nummer, zeile in enumerate(text.splitlines(), start=1):
        if not zeile.strip():
            continue
        name, email, stelle = ([" ".join(teil.split()) for teil in zeile.split(";", 2)] + ["", ""])[:3]
        normal = adresse_normal(email)
        if not name or normal is None:
            raise Fachfehler(
                _("Zeile %(nummer)s: Bitte „Name; E-Mail; Einrichtung“ schreiben, mit gültiger Adresse.")
                % {"nummer": nummer},
                code="adresse",
                feld="adressen",
            )
        if normal.lower() in gesehen:
            raise Fachfehler(
                _("Zeile %(nummer)s: Diese E-Mail-Adresse steht schon im Verteiler.") % {"nummer": nummer},
                code="doppelt",
                feld="adressen",
            )
        gesehen.add(normal.lower())
        zeilen.append(Adresszeile(name[:200], normal, stelle[:200]))
    return tuple(zeilen)


def adressen_schreiben(adressen: Iterable[Verteileradresse]) -> str:
    return "\n".join(
        "; ".join(teil for teil in (satz.name, satz.email, satz.stelle) if teil) for satz in adressen
    )


@transaction.atomic
def verteiler_anlegen(*, gremium_id: int, angaben: VerteilerAngaben, akteur: Akteur) -> Verteiler:
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_verteiler_pflegen(akteur, gremium))
    return _speichern(Verteiler(gremium=gremium), angaben, akteur)


@transaction.atomic
def verteiler_aendern(
    *,
    verteiler_id: int,
    angaben: VerteilerAngaben,
    akteur: Akteur,
    erwarteter_stand: int | None = None,
) -> Verteiler:
    verteiler = _gesperrt(verteiler_id)
    verlange(permissions.darf_verteiler_pflegen(akteur, verteiler.gremium))
    stand_pruefen(verteiler, erwarteter_stand)
    return _speichern(verteiler, angaben, akteur)


@transaction.atomic
def verteiler_loeschen(*, verteiler_id: int, akteur: Akteur) -> None:
    """Was an ihn ging, bleibt am Versand stehen."""
    verteiler = _gesperrt(verteiler_id)
    verlange(permissions.darf_verteiler_pflegen(akteur, verteiler.gremium))
    for adresse in verteiler.adressen.all():
        loesche(adresse, akteur=akteur, grund=_("Verteiler gelöscht"))
    loesche(verteiler, akteur=akteur, grund=_("Verteiler gelöscht"))


def _gesperrt(verteiler_id: int) -> Verteiler:
    gremium = gremium_sperren(Verteiler.objects.values_list("gremium_id", flat=True).get(pk=verteiler_id))
    verteiler = Verteiler.objects.get(pk=verteiler_id)
    verteiler.gremium = gremium
    return verteiler


def _speichern(verteiler: Verteiler, angaben: VerteilerAngaben, akteur: Akteur) -> Verteiler:
    verteiler.name = " ".join(angaben.name.split())
    verteiler.jede_niederschrift = angaben.jede_niederschrift
    verteiler.umfang = angaben.umfang.value
    speichere(verteiler, akteur=akteur)
    neue = {zeile.email.lower(): zeile for zeile in angaben.adressen}
    for satz in verteiler.adressen.all():
        zeile = neue.pop(satz.email.lower(), None)
        if zeile is None:
            loesche(satz, akteur=akteur, grund=_("Aus dem Verteiler genommen"))
        elif (satz.name, satz.stelle) != (zeile.name, zeile.stelle):
            satz.name, satz.stelle = zeile.name, zeile.stelle
            speichere(satz, akteur=akteur)
    for zeile in neue.values():
        speichere(Verteileradresse(verteiler=verteiler, **zeile._asdict()), akteur=akteur)
    return verteiler
