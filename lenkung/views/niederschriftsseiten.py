"""How the draft is laid out on its page: parts, paragraphs, and the checklist beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.niederschrift import Niederschriftsbild
from lenkung.models import (
    Altniederschrift,
    Anmerkung,
    Niederschriftsabschnitt,
    Niederschriftsfassung,
    Sitzung,
    Textbaustein,
    Unterschrift,
)
from lenkung.regeln.niederschrift import INHALT
from lenkung.regeln.niederschriftsdruck import Block, angaben, bloecke
from lenkung.regeln.niederschriftsinhalt import Abschnittsart, Mangel, Stelle
from lenkung.views.sitzungsseiten import krumen, sitzung_holen


@dataclass(frozen=True, slots=True)
class Abschnittsbild:
    abschnitt: Niederschriftsabschnitt
    anker: str
    titel: str
    angaben: tuple[tuple[str, str], ...]
    """The head, as names and values; other parts have paragraphs."""
    bloecke: tuple[Block, ...]
    festgestellt: tuple[Block, ...]
    anmerkungen: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Pruefzeile:
    titel: str
    maengel: tuple[tuple[str, str], ...]
    """What is missing, and where it is mended."""


def zur_niederschrift(sitzung_id: int, anker: str = "") -> str:
    url = reverse("lenkung:sitzung-niederschrift", args=[sitzung_id])
    return f"{url}#{anker}" if anker else url


def seite_der_niederschrift(satz: Any) -> str:
    """Where the history of such a record leads back to."""
    if isinstance(satz, Textbaustein):
        return reverse("lenkung:textbaustein-bearbeiten", args=[satz.art])
    if isinstance(satz, Altniederschrift):
        return reverse("lenkung:niederschrift-liste", args=[satz.gremium_id])
    if isinstance(satz, Anmerkung):
        satz = satz.abschnitt
    if isinstance(satz, Niederschriftsabschnitt):
        return zur_niederschrift(satz.niederschrift.sitzung_id, anker_von(satz))
    if isinstance(satz, Unterschrift):
        satz = satz.fassung
    if isinstance(satz, Niederschriftsfassung):
        return reverse("lenkung:niederschrift-unterschriften", args=[satz.niederschrift.sitzung_id])
    return zur_niederschrift(satz.sitzung_id)


def gefuehrte_sitzung_holen(request: Anfrage, pk: int) -> Sitzung:
    """A draft is no paper of the session: for members it is not there."""
    sitzung = sitzung_holen(request, pk)
    if not permissions.darf_hinter_die_kulissen(request.akteur, sitzung):
        raise Http404
    return sitzung


def abschnitt_holen(request: Anfrage, pk: int) -> Niederschriftsabschnitt:
    menge = permissions.sichtbare_abschnitte(request.akteur)
    return get_object_or_404(menge.select_related("niederschrift__sitzung__gremium", "punkt"), pk=pk)


def weg_des_abschnitts(abschnitt: Niederschriftsabschnitt) -> list[tuple[Any, str]]:
    sitzung = abschnitt.niederschrift.sitzung
    return [*krumen(sitzung), (abschnitt.niederschrift._meta.verbose_name, zur_niederschrift(sitzung.pk))]


def titel_von(abschnitt: Niederschriftsabschnitt) -> str:
    if abschnitt.punkt is None:
        return str(abschnitt)
    return f"TOP {abschnitt.punkt.position}: {abschnitt.punkt.titel}"


def kurz_von(abschnitt: Niederschriftsabschnitt) -> str:
    return f"TOP {abschnitt.punkt.position}" if abschnitt.punkt else f"„{abschnitt}“"


def anker_von(abschnitt: Niederschriftsabschnitt) -> str:
    return f"abschnitt-{abschnitt.pk:d}"


def abschnittsbild(abschnitt: Niederschriftsabschnitt, anmerkungen: Sequence[Any] = ()) -> Abschnittsbild:
    ist_kopf = abschnitt.abschnittsart is Abschnittsart.KOPF
    im_kopf = angaben(abschnitt.geltend) if ist_kopf else ()
    return Abschnittsbild(
        abschnitt,
        anker_von(abschnitt),
        titel_von(abschnitt),
        im_kopf,
        () if im_kopf else bloecke(abschnitt.geltend),
        bloecke(abschnitt.festgestellt),
        anmerkungen,
    )


def pruefliste(bild: Niederschriftsbild, sitzung: Sitzung) -> list[Pruefzeile]:
    return [
        Pruefzeile(
            INHALT[zeile.inhalt],
            tuple((mangel.text, _wohin(mangel, bild, sitzung)) for mangel in zeile.maengel),
        )
        for zeile in bild.inhalt
    ]


def _wohin(mangel: Mangel, bild: Niederschriftsbild, sitzung: Sitzung) -> str:
    if mangel.stelle is Stelle.ABSCHNITT:
        je_name = {_name(abschnitt): abschnitt for abschnitt in bild.abschnitte}
        return f"#{anker_von(je_name[mangel.abschnitt])}"
    if mangel.stelle is Stelle.PRUEFEN:
        return reverse("lenkung:sitzung-fuehren", args=[sitzung.pk])
    return f"#{mangel.stelle.value}"


def _name(abschnitt: Niederschriftsabschnitt) -> str:
    return str(abschnitt.punkt.position) if abschnitt.punkt else abschnitt.art
