"""Who hears that a Niederschrift waits: those who sign by the GO, once per content, and not oneself."""

from __future__ import annotations

import pytest

from kim.konten.models import Konto
from kim.versand.models import Nachricht
from lenkung.domain.anmerkung import zur_abstimmung_vorlegen
from lenkung.domain.niederschriftsfassung import niederschrift_festschreiben
from lenkung.domain.niederschriftspost import unterzeichnende
from lenkung.models import Sitzung
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.unterschriftsbau import leitung_der, vollstaendig

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    return vollstaendig()


def _konto(satz: Sitzung, rolle: str, name: str) -> Konto:
    return konto_mit_rolle(rolle, kreis=satz.gremium.kreis, name=name)


def _an() -> list[set[str]]:
    """Per message, in the order in which they were written."""
    return [
        {zustellung.empfaenger_name for zustellung in nachricht.zustellungen.all()}
        for nachricht in Nachricht.objects.order_by("pk")
    ]


def test_wer_geleitet_hat_und_die_leitung_der_geschaeftsstelle(satz: Sitzung) -> None:
    """GO RSK § 7 Abs. 2."""
    _konto(satz, "vorsitz", "Konrad Anders")
    _konto(satz, "vorsitz", leitung_der(satz))
    _konto(satz, "leitung_geschaeftsstelle", "Brigitte Leitung")
    _konto(satz, "geschaeftsstelle", "Miriam Schreibt")
    zur_abstimmung_vorlegen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert _an() == [{leitung_der(satz), "Brigitte Leitung"}]


def test_hat_niemand_mit_konto_geleitet_hoert_es_der_vorsitz(satz: Sitzung) -> None:
    _konto(satz, "vorsitz", "Konrad Anders")
    assert [person.name for person in unterzeichnende(satz)] == ["Konrad Anders"]


def test_bei_freigabe_nur_der_vorsitz() -> None:
    """GO Steinfurt § 7."""
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    entwurf(satz)
    _konto(satz, "vorsitz", leitung_der(satz))
    _konto(satz, "leitung_geschaeftsstelle", "Brigitte Leitung")
    niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert _an() == [{leitung_der(satz)}]


def test_je_inhalt_eine_nachricht_und_keine_an_sich_selbst(satz: Sitzung) -> None:
    _konto(satz, "vorsitz", leitung_der(satz))
    leitung = _konto(satz, "leitung_geschaeftsstelle", "Brigitte Leitung")
    for _mal in range(2):
        niederschrift_festschreiben(sitzung_id=satz.pk, akteur=leitung)
    assert _an() == [{leitung_der(satz)}]
    schreibe(abschnitt(satz, nummer=2), "Anders.")
    niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert _an() == [{leitung_der(satz)}, {leitung_der(satz), "Brigitte Leitung"}]


def test_ohne_konten_schreibt_niemand(satz: Sitzung) -> None:
    niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert _an() == []
