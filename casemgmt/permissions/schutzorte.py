"""A protected address: who may read where a case is. One function decides, every page asks it.

The Kommune of a case is where its persons are. Of a protected person only the responsible and her Vertretung
read it, and only on the page of the case: no list, no print and no recipient is told (`akteur` is None).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from casemgmt.models import Anfrage, Fall, Fallperson, Klient, Termin, Terminperson, Verweis
from casemgmt.permissions.personen import sieht_erreichbarkeit, zustaendig_in
from casemgmt.permissions.sicht import Sicht, ist_zustaendig
from kim.basis.akteur import Akteur


def geschuetzter_fall(fall: str = "pk") -> Exists:
    """Does anybody with a protected address belong, or has belonged, to the case? `fall` leads to it."""
    return Exists(Fallperson.objects.filter(fall_id=OuterRef(fall), klient__schutzadresse=True))


def geschuetzter_klient(klient: str = "klient_id") -> Exists:
    return Exists(Klient.objects.filter(pk=OuterRef(klient), schutzadresse=True))


def mit_ortsschutz(menge: QuerySet[Any], fall: str = "pk") -> QuerySet[Any]:
    """So that `sieht_ort` has to ask nothing more; `ort_sortiert` puts the protected ones in one place."""
    return menge.annotate(ort_geschuetzt=geschuetzter_fall(fall)).annotate(
        ort_sortiert=Case(When(ort_geschuetzt=True, then=Value("")), default=F("kommune__name"))
    )


def ort_zu_erfahren(sicht: Sicht, fall: str = "pk") -> Q:
    """Rows that a filter by Kommune may find: else the filter would tell what the row withholds."""
    eigene = Fall.objects.filter(zustaendig_in(sicht), pk=OuterRef(fall))
    return ~Q(geschuetzter_fall(fall)) | Q(Exists(eigene))


def ort_geschuetzt(fall: Fall | None, klienten: Iterable[Klient] = ()) -> bool:
    if any(klient.schutzadresse for klient in klienten):
        return True
    if fall is None:
        return False
    if hasattr(fall, "ort_geschuetzt"):
        return bool(fall.ort_geschuetzt)
    if "personen" in getattr(fall, "_prefetched_objects_cache", {}):
        return any(person.klient.schutzadresse for person in fall.personen.all())
    return Fallperson.objects.filter(fall_id=fall.pk, klient__schutzadresse=True).exists()


def sieht_ort(akteur: Akteur | None, fall: Fall | None, klienten: Iterable[Klient] = ()) -> bool:
    """`akteur` is None where others read along: in a list, on paper, at a recipient's."""
    gemeint = list(klienten)
    if not ort_geschuetzt(fall, gemeint):
        return True
    if akteur is None:
        return False
    if fall is not None:
        return ist_zustaendig(akteur, fall)
    return all(sieht_erreichbarkeit(akteur, klient) for klient in gemeint)


def personen_des_termins(termin: Termin) -> list[Klient]:
    return [zeile.klient for zeile in termin.anwesende.all()]


def sieht_kommune_des_termins(akteur: Akteur | None, termin: Termin) -> bool:
    return sieht_ort(akteur, termin.fall, personen_des_termins(termin))


def sieht_standort(akteur: Akteur | None, termin: Termin) -> bool:
    """Where one meets, unless a protected person may be there; whoever holds the consultation knows it."""
    standort: Any = termin.standort
    if standort is None or sieht_kommune_des_termins(akteur, termin):
        return True
    if akteur is not None and akteur.konto_id is not None and termin.konto_id == akteur.konto_id:
        return True
    traeger = standort.einrichtung
    liegt_in = standort.kommune_id or (traeger.kommune_id if traeger is not None else None)
    orte = {termin.kommune_id, *(k.kommune_id for k in personen_des_termins(termin) if k.schutzadresse)}
    return liegt_in is not None and liegt_in not in orte


def sieht_ort_des_verweises(akteur: Akteur | None, verweis: Verweis) -> bool:
    bekannt = getattr(verweis, "ort_geschuetzt", None)
    if bekannt is False or (bekannt and akteur is None):
        return not bekannt
    return sieht_ort(akteur, verweis.fall, [verweis.klient] if verweis.klient is not None else [])


def mit_ortsschutz_der_verweise(menge: QuerySet[Verweis]) -> QuerySet[Any]:
    return menge.annotate(ort_geschuetzt=Q(geschuetzter_klient()) | Q(geschuetzter_fall("fall_id")))


def mit_ortsschutz_der_termine(menge: QuerySet[Termin]) -> QuerySet[Any]:
    """For a list that shows no person: `ort_geschuetzt` says whether the place may stand in it."""
    anwesende = Terminperson.objects.filter(termin_id=OuterRef("pk"), klient__schutzadresse=True)
    return menge.annotate(ort_geschuetzt=Q(geschuetzter_fall("fall_id")) | Q(Exists(anwesende)))


def verborgene_felder(akteur: Akteur, satz: Any) -> frozenset[str]:
    """What the history of a record does not show: earlier places are as protected as today's."""
    match satz:
        case Fall():
            felder, sieht = {"kommune"}, sieht_ort(akteur, satz)
        case Termin():
            felder, sieht = {"kommune", "standort"}, sieht_kommune_des_termins(akteur, satz)
        case Anfrage():
            felder, sieht = {"kommune"}, sieht_ort(akteur, satz.fall)
        case Verweis():
            felder, sieht = {"kommune", "ziel_kommune"}, sieht_ort_des_verweises(akteur, satz)
        case _:
            return frozenset()
    return frozenset() if sieht else frozenset(felder)
