"""Gremien, seats, offices and members: who sees them and who tends them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht
from kim.stammdaten.permissions import darf_importieren
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from lenkung.models.zeitraum import am
from lenkung.permissions.rechte import (
    GREMIEN_SEHEN,
    GREMIEN_VERWALTEN,
    GREMIUM,
    GREMIUM_LESEN,
    MITGLIEDER_SEHEN,
    bereich_von,
)

# What one sees ---------------------------------------------------------------------------------------------


def _umfang(akteur: Akteur, recht: Recht) -> tuple[set[int], set[int]]:
    """The Kreise on which the right is held, and the single Gremien."""
    bereiche = akteur.bereiche_mit(recht.schluessel)
    kreise = {b.kreis_id for b in bereiche if b == Bereich.kreis(b.kreis_id)}
    return kreise, {b.id for b in bereiche if b.art == GREMIUM}


def mit_recht(akteur: Akteur, recht: Recht) -> Q:
    """Those of the Kreis, if the role is held on it, and those on which it is held itself."""
    kreise, einzelne = _umfang(akteur, recht)
    return Q(kreis_id__in=kreise) | Q(pk__in=einzelne)


class Sicht(NamedTuple):
    """Whose composition one may read, in plain values: what `gremien_der_sicht` makes a condition of."""

    kreise: tuple[int, ...]
    einzelne: tuple[int, ...]
    """A role of a member on the whole Kreis opens nothing by itself: the seat does."""
    person_id: int | None = None
    """Whose seats and offices count; with the Kreis and the day."""
    kreis_id: int | None = None
    tag: date | None = None


def sicht_auf_gremien(akteur: Akteur) -> Sicht:
    kreise, einzelne = _umfang(akteur, GREMIEN_SEHEN)
    einzelne |= _umfang(akteur, GREMIUM_LESEN)[1]
    sicht = Sicht(tuple(sorted(kreise)), tuple(sorted(einzelne)))
    if akteur.person_id is None or akteur.kreis_id is None or not akteur.hat_recht(GREMIUM_LESEN.schluessel):
        return sicht
    return sicht._replace(person_id=akteur.person_id, kreis_id=akteur.kreis_id, tag=timezone.localdate())


def gremien_der_sicht(sicht: Sicht, vor: str = "") -> Q:
    """`vor` leads from a record to its Gremium: a join costs the database a fifth of a subquery."""
    bedingung = Q(**{f"{vor}kreis_id__in": sicht.kreise}) | Q(**{f"{vor}pk__in": sicht.einzelne})
    if sicht.person_id is None or sicht.tag is None:
        return bedingung
    return bedingung | _eigene(sicht.person_id, sicht.kreis_id, sicht.tag, vor)


def _eigene(person_id: int, kreis_id: int | None, tag: date, vor: str = "") -> Q:
    sitze = Besetzung.objects.filter(am(tag), person_id=person_id).values("gremium_id")
    aemter = Amt.objects.filter(am(tag), person_id=person_id).values("gremium_id")
    eigene = Q(**{f"{vor}pk__in": sitze}) | Q(**{f"{vor}pk__in": aemter})
    return eigene & Q(**{f"{vor}kreis_id": kreis_id})


def gehoert_dazu(akteur: Akteur, tag: date) -> Q:
    """Where the person holds a seat or an office on this day."""
    if akteur.person_id is None or not akteur.hat_recht(GREMIUM_LESEN.schluessel):
        return Q(pk__in=())
    return _eigene(akteur.person_id, akteur.kreis_id, tag)


def sichtbare_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose composition one may read."""
    return Gremium.objects.filter(gremien_der_sicht(sicht_auf_gremien(akteur)))


def einsehbare_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose seats one sees with all that happened to them."""
    return Gremium.objects.filter(mit_recht(akteur, GREMIEN_SEHEN))


def verwaltung_von_gremien(akteur: Akteur) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same in plain values: the Kreise, and the single Gremien."""
    kreise, einzelne = _umfang(akteur, GREMIEN_VERWALTEN)
    return tuple(sorted(kreise)), tuple(sorted(einzelne))


def verwaltete_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(mit_recht(akteur, GREMIEN_VERWALTEN))


def sichtbare_sitze(akteur: Akteur) -> QuerySet[Sitz]:
    return Sitz.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_besetzungen(akteur: Akteur) -> QuerySet[Besetzung]:
    return Besetzung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_aemter(akteur: Akteur) -> QuerySet[Amt]:
    return Amt.objects.filter(gremium__in=einsehbare_gremien(akteur))


def gremien_mit_kontaktdaten(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose members one sees with their contact data, on pages of their own."""
    return Gremium.objects.filter(mit_recht(akteur, MITGLIEDER_SEHEN))


# What one does ---------------------------------------------------------------------------------------------


def darf_gremium_sehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if not sichtbare_gremien(akteur).filter(pk=gremium.pk).exists():
        return verweigert(_("Dieses Gremium gehört nicht zu Ihrem Bereich."))
    return erlaubt(_("Sie wirken daran mit."))


def darf_einsehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_SEHEN.schluessel, bereich_von(gremium))


def darf_kontaktdaten_sehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(MITGLIEDER_SEHEN.schluessel, bereich_von(gremium))


def darf_gremium_anlegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_VERWALTEN.schluessel, Bereich.kreis(kreis_id))


def darf_gremium_aendern(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_VERWALTEN.schluessel, bereich_von(gremium))


def darf_gremium_schliessen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.stillgelegt:
        return verweigert(_("Das Ende dieses Gremiums ist schon eingetragen."))
    return darf_gremium_aendern(akteur, gremium)


def darf_besetzen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Seats and offices of a Gremium that has been closed stay as they were."""
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Seine Sitze bleiben, wie sie waren."))
    return darf_gremium_aendern(akteur, gremium)


def darf_sitz_beenden(akteur: Akteur, sitz: Sitz) -> Erlaubnis:
    if sitz.bis is not None:
        return verweigert(_("Das Ende dieses Sitzes ist schon eingetragen."))
    return darf_besetzen(akteur, sitz.gremium)


def darf_mitglieder_importieren(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """A file may bring new people, and those belong to the whole Kreis."""
    besetzen = darf_besetzen(akteur, gremium)
    return darf_importieren(akteur, gremium.kreis_id, "personen") if besetzen else besetzen


def darf_gremienliste_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """A printed list is read by whoever sees the Gremium that it shows."""
    gremium = einsehbare_gremien(akteur).filter(pk=dokument.gehoert_zu_id).first()
    if gremium is None:
        return verweigert(_("Diese Liste gehört zu einem Gremium, das Sie nicht sehen."))
    return darf_einsehen(akteur, gremium)
