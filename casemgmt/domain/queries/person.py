"""Was zu einem Menschen gehört: seine Haushalte, seine Fälle und was er selbst davon sehen darf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from casemgmt import permissions
from casemgmt.models import Fall, Haushaltszugehoerigkeit, Klient, Terminperson
from kim.basis.akteur import Akteur


@dataclass(frozen=True, slots=True)
class Haushaltsbild:
    haushalt_id: int
    eigene: Haushaltszugehoerigkeit
    mitglieder: list[Haushaltszugehoerigkeit]
    """Wer heute dazugehört und gesehen werden darf, mit der Person selbst."""

    @property
    def besteht(self) -> bool:
        return self.eigene.bis is None


def haushalte_von(akteur: Akteur, klient: Klient) -> list[Haushaltsbild]:
    """Die heutigen zuerst, danach die früheren."""
    eigene = list(klient.zugehoerigkeiten.order_by("-von", "-pk"))
    offene = (
        permissions.sichtbare_zugehoerigkeiten(akteur)
        .filter(haushalt__in=[z.haushalt_id for z in eigene], bis__isnull=True)
        .select_related("klient")
        .order_by("rolle", "von", "pk")
    )
    mitglieder: dict[int, list[Haushaltszugehoerigkeit]] = {}
    for satz in offene:
        mitglieder.setdefault(satz.haushalt_id, []).append(satz)
    bilder = [
        Haushaltsbild(z.haushalt_id, z, mitglieder.get(z.haushalt_id, []) if z.bis is None else [z])
        for z in eigene
    ]
    return sorted(bilder, key=lambda bild: not bild.besteht)


def faelle_von(akteur: Akteur, klient: Klient) -> list[Fall]:
    faelle = permissions.sichtbare_faelle(akteur).filter(personen__klient=klient)
    return list(faelle.select_related("verantwortlich", "kommune").distinct())


def personen_in_haushalten(akteur: Akteur, haushalte: Iterable[int]) -> int:
    """Wer in zweien lebt, zählt einmal."""
    return (
        permissions.sichtbare_zugehoerigkeiten(akteur)
        .filter(haushalt__in=list(haushalte), bis__isnull=True)
        .aggregate(zahl=Count("klient", distinct=True))["zahl"]
    )


@dataclass(frozen=True, slots=True)
class Eigener:
    """Ein Termin, wie ihn die Person selbst sehen darf."""

    wann: datetime
    dauer_minuten: int
    fall: str
    notiz: str
    naechster_schritt: str
    mit_anderen: bool
    """Andere waren dabei: was aufgeschrieben wurde, kann auch sie betreffen und fehlt deshalb hier."""


def eigene_sicht(akteur: Akteur, klient: Klient) -> list[Eigener]:
    """Nur Termine, bei denen sie selbst war; Aufgeschriebenes nur, wo sie allein war.

    So steht in der Sicht eines Kindes nichts, was seine Eltern gesagt haben, und nach einer Trennung nichts
    vom anderen.
    """
    gehoert: Any = (
        Terminperson.objects.filter(
            klient=klient, termin__in=permissions.sichtbare_termine(akteur), termin__ersetzt_am__isnull=True
        )
        .select_related("termin", "termin__fall")
        .annotate(andere=Count("termin__anwesende", filter=~Q(termin__anwesende__klient=klient)))
        .order_by("-termin__beginn", "-pk")
    )
    return [_eigener(satz) for satz in gehoert]


def _eigener(satz: Any) -> Eigener:
    termin = satz.termin
    # People who are counted but not named may be relatives too.
    mit_anderen = satz.andere > 0 or termin.personen > 1
    return Eigener(
        termin.beginn,
        termin.dauer_minuten,
        termin.fall.aktenzeichen if termin.fall else "",
        "" if mit_anderen else termin.notiz,
        "" if mit_anderen else termin.naechster_schritt,
        mit_anderen,
    )


def alter_am(klient: Any, tag: date) -> int | None:
    if klient.geburtsdatum:
        geburt = klient.geburtsdatum
        return tag.year - geburt.year - ((tag.month, tag.day) < (geburt.month, geburt.day))
    return tag.year - klient.geburtsjahr if klient.geburtsjahr else None
