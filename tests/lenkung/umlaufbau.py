"""Circular decisions for tests: a Gremium whose Geschäftsordnung admits them, and one that has begun."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kim.versand.models import Zustellung
from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.domain.umlauf import umlauf_anlegen, umlauf_beginnen
from lenkung.domain.umlaufantwort import Umlaufantwort, im_umlauf_antworten_per_link
from lenkung.models import Gremium, Sitz, Umlaufteilnahme, Umlaufverfahren
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.umlauf import Umlaufwert
from tests.lenkung.einladungsbau import sitz
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import STEINFURT, akteur, in_kraft
from tests.lenkung.sitzungsbau import wann

GO_AB = date(2021, 6, 30)
BEGINN = wann(date(2022, 5, 2))
FRIST = wann(date(2022, 5, 16))
TEXT = "Die Lenkungsgruppe empfiehlt dem Kreis, die Kurse am Abend fortzuführen."


def umlaufgremium(sitze: int = 4, *, wie: str = STEINFURT, umlauf: str = "", **felder: Any) -> Gremium:
    """Seats with member and deputy, and one without a vote; `umlauf` overrules what the version says."""
    gremium: Gremium = GremiumFactory(**felder)
    for _nummer in range(sitze):
        sitz(gremium)
    sitz(gremium, stimmrecht=False)
    in_kraft(
        gremium, wie=wie, am=GO_AB, **({"mit": {"verfahren": _verfahren(wie, umlauf)}} if umlauf else {})
    )
    return gremium


def _verfahren(wie: str, umlauf: str) -> Bestimmung:
    bestimmung = mitgelieferte_fassung(wie).bestimmungen["verfahren"]
    return replace(bestimmung, werte={**bestimmung.werte, "umlauf": umlauf})


def entwurf(gremium: Gremium, **angaben: Any) -> Umlaufverfahren:
    werte: Any = {
        "titel": "Kurse am Abend",
        "text": TEXT,
        "frist": FRIST,
        "oeffentlich": True,
        "fassung_id": None,
        **angaben,
    }
    return umlauf_anlegen(gremium_id=gremium.pk, akteur=akteur(gremium), angaben=werte)


def begonnen(gremium: Gremium, **angaben: Any) -> Umlaufverfahren:
    satz = entwurf(gremium, **angaben)
    umlauf_beginnen(umlauf_id=satz.pk, akteur=akteur(gremium))
    return frisch(satz)


def frisch(umlauf: Umlaufverfahren) -> Umlaufverfahren:
    return Umlaufverfahren.objects.select_related("gremium").get(pk=umlauf.pk)


def teilnahme(umlauf: Umlaufverfahren, stelle: int = 0, rolle: str = "mitglied") -> Umlaufteilnahme:
    stimmen = umlauf.stimmen.order_by("sitz_id")
    satz: Umlaufteilnahme = stimmen[stelle].teilnahmen.get(rolle=rolle)
    return satz


def token(wer: Umlaufteilnahme) -> str:
    """The secret of the link in the first mail of this person."""
    zustellung = Zustellung.objects.filter(bezug=f"umlauf:{wer.pk}").earliest("pk")
    treffer = re.search(r"/umlauf/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


def stimme(
    umlauf: Umlaufverfahren, stelle: int, wert: Umlaufwert | str, rolle: str = "mitglied", warum: str = ""
) -> Umlaufteilnahme:
    wer = teilnahme(umlauf, stelle, rolle)
    return im_umlauf_antworten_per_link(token=token(wer), antwort=Umlaufantwort(Umlaufwert(wert), warum))


def nach(tage: float) -> datetime:
    return BEGINN + timedelta(days=tage)


def freier_sitz(gremium: Gremium, **wie: bool) -> Sitz:
    return sitz(gremium, mitglied=False, **{"stellvertretung": False, **wie})
