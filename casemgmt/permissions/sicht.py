"""Whose files one may see. Everything that shows a client or a case goes through here.

A case manager sees the cases of the Kommunen that her role is held on, MuKi-S its own in the whole Kreis,
the Koordination what she supervises, a Vertretung the cases of whom she stands in for, and who has opened a
file in an emergency this one file until that ends. Befangenheit (`Aktensperre`) takes away from all of it,
for every role.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from casemgmt.models import Aktensperre, Fall, Fallperson, Fallvertretung, Klient, Notzugriff
from casemgmt.models.basis import am
from casemgmt.permissions.rechte import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur, Bereich
from kim.basis.rechte import Recht
from kim.web.feste_abfrage import feste_abfrage

KOMMUNE = "kommune"


class Umfang(NamedTuple):
    """The Kreise on which a right is held, and the single Kommunen."""

    kreise: tuple[int, ...] = ()
    kommunen: tuple[int, ...] = ()

    def gebiet(self, vor: str = "") -> Q:
        return Q(**{f"{vor}kreis_id__in": self.kreise}) | Q(**{f"{vor}kommune_id__in": self.kommunen})

    def umfasst(self, kreis_id: int, kommune_id: int | None) -> bool:
        return kreis_id in self.kreise or kommune_id in self.kommunen


def umfang(akteur: Akteur, recht: Recht) -> Umfang:
    bereiche = akteur.bereiche_mit(recht.schluessel)
    return Umfang(
        tuple(sorted(b.kreis_id for b in bereiche if b == Bereich.kreis(b.kreis_id))),
        tuple(sorted(b.id for b in bereiche if b.art == KOMMUNE)),
    )


def kreise_mit(akteur: Akteur, *rechte: Recht) -> frozenset[int]:
    """In which one of the rights is held, on whatever it is held: for what is one for the whole Kreis."""
    return frozenset(b.kreis_id for recht in rechte for b in akteur.bereiche_mit(recht.schluessel))


class Sicht(NamedTuple):
    """In plain values, so that the SQL can be built once."""

    lokal: Umfang
    mukis: Umfang
    aufsicht: Umfang
    konto_id: int
    """0 for an automatic actor."""
    tag: date
    jetzt: datetime
    kreis_id: int = 0
    """The account's own: nothing is shown beyond it. 0 for an automatic actor."""

    def einzeln(self) -> Sichtwerte:
        """One after the other, as a fixed query takes them; `sicht_aus` makes the same of them again."""
        return (*self.lokal, *self.mukis, *self.aufsicht, self.konto_id, self.tag, self.jetzt, self.kreis_id)


Nummern = tuple[int, ...]
Sichtwerte = tuple[Nummern, Nummern, Nummern, Nummern, Nummern, Nummern, int, date, datetime, int]


def sicht_aus(werte: Sichtwerte) -> Sicht:
    lokal, mukis, aufsicht = Umfang(*werte[0:2]), Umfang(*werte[2:4]), Umfang(*werte[4:6])
    return Sicht(lokal, mukis, aufsicht, *werte[6:])


def sicht_von(akteur: Akteur) -> Sicht:
    return Sicht(
        umfang(akteur, FAELLE_FUEHREN),
        umfang(akteur, MUKIS_FUEHREN),
        umfang(akteur, FACHAUFSICHT),
        akteur.konto_id or 0,
        timezone.localdate(),
        timezone.now(),
        akteur.kreis_id or 0,
    )


def wirkt_mit(sicht: Sicht) -> bool:
    """Only who counsels at all may stand in for a colleague or open a file in an emergency."""
    return any(u.kreise or u.kommunen for u in (sicht.lokal, sicht.mukis, sicht.aufsicht))


def eigenes_gebiet(sicht: Sicht, vor: str = "") -> Q:
    """Of a record with `bereich`, `kommune` and `kreis`: is it of the area one works in?"""
    lokal = Q(**{f"{vor}bereich": Fallbereich.LOKAL}) & sicht.lokal.gebiet(vor)
    mukis = Q(**{f"{vor}bereich": Fallbereich.MUKIS}) & sicht.mukis.gebiet(vor)
    return lokal | mukis


# What follows asks for lists of ids that do not hang on the record in question: the database reads each list
# once and not anew for each of ten thousand files.


def ohne_befangenheit(sicht: Sicht, klient: str) -> Q:
    """`klient` leads from the record to the person."""
    gesperrt = Aktensperre.objects.filter(konto_id=sicht.konto_id, aufgehoben_am__isnull=True)
    return ~Q(**{f"{klient}__in": gesperrt.values("klient_id")})


def in_vertretung(sicht: Sicht, vor: str = "") -> Q:
    vertretungen = Fallvertretung.objects.filter(am(sicht.tag), vertretung_id=sicht.konto_id)
    alle = vertretungen.filter(fall__isnull=True)
    eine = vertretungen.filter(fall__isnull=False, vertretene_id=F("fall__verantwortlich_id"))
    return Q(**{f"{vor}verantwortlich_id__in": alle.values("vertretene_id")}) | Q(
        **{f"{vor}pk__in": eine.values("fall_id")}
    )


def im_notfall(sicht: Sicht, vor: str = "") -> Q:
    offene = Notzugriff.objects.filter(
        konto_id=sicht.konto_id, von__lte=sicht.jetzt, bis__gt=sicht.jetzt, beendet_am__isnull=True
    )
    return Q(**{f"{vor}pk__in": offene.values("fall_id")})


def beaufsichtigt_alles(sicht: Sicht) -> bool:
    """Who supervises the whole Kreis sees all of it but what she is shut out of: there is no more to ask."""
    return sicht.kreis_id in sicht.aufsicht.kreise


def _faelle_im_kreis(sicht: Sicht) -> Q:
    gesperrt = Fallperson.objects.filter(
        klient__sperren__konto_id=sicht.konto_id, klient__sperren__aufgehoben_am__isnull=True
    )
    return Q(kreis_id=sicht.kreis_id) & ~Q(pk__in=gesperrt.values("fall_id"))


def faelle_der_sicht(sicht: Sicht) -> Q:
    if not wirkt_mit(sicht):
        return Q(pk__in=())
    offen = eigenes_gebiet(sicht) | sicht.aufsicht.gebiet() | in_vertretung(sicht) | im_notfall(sicht)
    return _faelle_im_kreis(sicht) & offen


def sichtbare_faelle(akteur: Akteur) -> QuerySet[Fall]:
    """The files that one may open."""
    sicht = sicht_von(akteur)
    return Fall.objects.filter(
        _faelle_im_kreis(sicht) if beaufsichtigt_alles(sicht) else faelle_der_sicht(sicht)
    )


def klienten_der_sicht(sicht: Sicht) -> Q:
    """Those of one's area, and the persons of each case that one sees."""
    if not wirkt_mit(sicht):
        return Q(pk__in=())
    in_faellen = Fallperson.objects.filter(fall__in=Fall.objects.filter(faelle_der_sicht(sicht)))
    offen = eigenes_gebiet(sicht) | sicht.aufsicht.gebiet() | Q(pk__in=in_faellen.values("klient_id"))
    return _klienten_im_kreis(sicht) & offen


def _klienten_im_kreis(sicht: Sicht) -> Q:
    return Q(kreis_id=sicht.kreis_id) & ohne_befangenheit(sicht, "pk")


def sichtbare_klienten(akteur: Akteur) -> QuerySet[Klient]:
    """Without those who have been merged into another; `sichtbare_aufgegangene` has these."""
    sicht = sicht_von(akteur)
    gesehene = _klienten_im_kreis(sicht) if beaufsichtigt_alles(sicht) else klienten_der_sicht(sicht)
    return Klient.objects.filter(gesehene, aufgegangen_in__isnull=True)


def ist_zustaendig(akteur: Akteur, fall: Fall) -> bool:
    """Responsible for it today, or standing in for who is: what a protected address asks for."""
    if akteur.konto_id is None:
        return False
    if fall.verantwortlich_id == akteur.konto_id:
        return True
    return bool(_vertretungen(akteur.konto_id, fall.verantwortlich_id, fall.pk, timezone.localdate()))


@feste_abfrage
def _vertretungen(konto_id: int, verantwortlich_id: int, fall_id: int, tag: date) -> QuerySet[Fallvertretung]:
    gilt = Fallvertretung.objects.filter(am(tag), vertretung_id=konto_id, vertretene_id=verantwortlich_id)
    return gilt.filter(Q(fall__isnull=True) | Q(fall_id=fall_id)).only("pk")[:1]
