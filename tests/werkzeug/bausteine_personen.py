"""What a world needs for the pages about people: a hint, a merge, Befangenheit, an emergency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casemgmt.domain.befangenheit import sperren
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.domain.notzugriff import notzugriff_nehmen
from casemgmt.domain.zusammenfuehren import klienten_zusammenfuehren
from casemgmt.models import Befangenheitshinweis, Doppelhinweis, Notzugriff
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau

Welt = Any


def _paar(welt: Welt, nachname: str) -> Any:
    for vorname in ("Mohammed", "Muhammad"):
        fallbau.klient(
            welt.konten[Rolle.CASE_MANAGEMENT], welt["kommune"], vorname, nachname, geburtsjahr=1979
        )
    fallbau.abgleichen()
    return Doppelhinweis.objects.filter(kreis=welt.kreis).latest("pk")


def _zusammenfuehrung(welt: Welt) -> Any:
    hinweis = _paar(welt, "Kowalenko")
    return klienten_zusammenfuehren(
        hinweis_id=hinweis.pk,
        bleibt_id=hinweis.eine_id,
        grund="Derselbe Ausweis",
        akteur=welt.konten[Rolle.KOORDINATION_CM],
    )


def _befangenheit(welt: Welt) -> Any:
    return befangenheit_angeben(
        kreis_id=welt.kreis.pk,
        vorname="Sara",
        nachname="Karimi",
        geburtsjahr=None,
        akteur=welt.konten[Rolle.CASE_MANAGEMENT],
    )


def _befangenheitshinweis(welt: Welt) -> Any:
    fallbau.klient(welt.konten[Rolle.CASE_MANAGEMENT], welt["kommune"], "Sara", "Karimi")
    fallbau.abgleichen()
    return Befangenheitshinweis.objects.get(befangenheit=welt["befangenheit"])


def _aktensperre(welt: Welt) -> Any:
    return sperren(
        konto_id=welt.konten[Rolle.CASE_MANAGEMENT_MUKIS].pk,
        klient_id=welt["zusammenfuehrung"].bleibt_id,
        akteur=welt.konten[Rolle.KOORDINATION_CM],
    )


def _notzugriff(welt: Welt) -> Any:
    """To a case of its own: the account may read no other file of this world because of it."""
    konto, beratung = welt.konten[Rolle.CASE_MANAGEMENT_MUKIS], welt.konten[Rolle.CASE_MANAGEMENT]
    person = fallbau.klient(beratung, welt["kommune"], "Nora", "Notfall")
    fall = fallbau.fall(beratung, welt["kommune"], person)
    notzugriff_nehmen(
        kreis_id=welt.kreis.pk,
        aktenzeichen=fall.aktenzeichen,
        grund="Die Familie steht vor der Tür",
        akteur=konto,
    )
    return Notzugriff.objects.get(konto=konto)


PERSONEN: dict[str, Callable[[Welt], Any]] = {
    "doppelhinweis": lambda welt: _paar(welt, "Masri"),
    "zusammenfuehrung": _zusammenfuehrung,
    "befangenheit": _befangenheit,
    "befangenheitshinweis": _befangenheitshinweis,
    "aktensperre": _aktensperre,
    "notzugriff": _notzugriff,
}
