"""Builds Verweise with data: a Jobcenter, a person with a case, her consent."""

from __future__ import annotations

from typing import Any

from casemgmt.domain.verweis import verweis_senden
from casemgmt.models import Verweis
from tests.casemgmt import fallbau, netzwerkbau
from tests.casemgmt.einwilligungsbau import Lage


class Verweislage(Lage):
    """The Jobcenter stands in the directory, the person has a case."""

    def __init__(self) -> None:
        super().__init__()
        self.jobcenter.email = "post@jobcenter.example"
        self.jobcenter.save()
        self.fall = fallbau.fall(self.cm, self.ort, self.klient)

    def verweis(self, *klassen: str, an: Any = None, **andere: Any) -> Verweis:
        daten = netzwerkbau.mit_daten(self.klient, *(klassen or ("stammdaten",)))
        werte = {"einrichtung_id": self.jobcenter.pk, "nachricht": "", **daten, **andere}
        if an is None:
            an = _Stelle(self.jobcenter.pk)
        return netzwerkbau.verweis(self.cm, an, fall=self.fall, **werte)

    def gesendet(self, *klassen: str, **andere: Any) -> Verweis:
        return verweis_senden(verweis_id=self.verweis(*klassen, **andere).pk, akteur=self.cm)


class _Stelle:
    def __init__(self, einrichtung_id: int) -> None:
        self.einrichtung_id = einrichtung_id
