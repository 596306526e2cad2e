"""A Kreis with two Kommunen and who works there, for tests about people."""

from __future__ import annotations

from typing import Any

from casemgmt.models import Fall, Klient
from kim.konten.models import Konto
from tests.casemgmt import fallbau


class Kreisbild:
    """A and B with a case manager each, the Koordination of the Kreis, and MuKi-S."""

    def __init__(self) -> None:
        self.a = fallbau.kommune()
        self.kreis = self.a.kreis
        self.b = fallbau.kommune(self.kreis)
        self.cm_a = fallbau.case_management(self.a)
        self.cm_b = fallbau.case_management(self.b)
        self.koordination = fallbau.koordination(self.kreis)

    def person(
        self, vorname: str = "Amira", nachname: str = "Haddad", *, in_b: bool = False, **mehr: Any
    ) -> Klient:
        wer, ort = (self.cm_b, self.b) if in_b else (self.cm_a, self.a)
        person = fallbau.klient(wer, ort, vorname, nachname, **mehr)
        fallbau.abgleichen()
        return person

    def fall(self, *personen: Klient, in_b: bool = False, **mehr: Any) -> Fall:
        wer, ort = (self.cm_b, self.b) if in_b else (self.cm_a, self.a)
        return fallbau.fall(wer, ort, *personen, **mehr)


def frisch(konto: Any) -> Any:
    """As the next request loads it: what an account may do is not remembered."""
    return Konto.objects.get(pk=konto.pk)
