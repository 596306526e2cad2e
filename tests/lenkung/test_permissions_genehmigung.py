"""Who sees dispatch, objections and approval, who objects, who decides."""

from __future__ import annotations

from typing import Any

import pytest

from lenkung import permissions
from lenkung.models import Einwendung, Niederschriftsempfaenger
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import empfaenger, geschlossen, unterzeichnet, versandt, wende_ein

pytestmark = pytest.mark.django_db

TORE = (
    permissions.sichtbare_niederschriftsversande,
    permissions.sichtbare_niederschriftsbeilagen,
    permissions.sichtbare_niederschriftsempfaenger,
    permissions.sichtbare_niederschriftsnachrichten,
    permissions.sichtbare_einwendungen,
)


@pytest.fixture
def ergebnis() -> Any:
    satz = geschlossen(bau.lenkungsgruppe(2))
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    wende_ein(empfaenger(ergebnis))
    return ergebnis


def _gremium(ergebnis: Any) -> Any:
    return ergebnis.versand.fassung.niederschrift.sitzung.gremium


@pytest.mark.parametrize("recht", ["lenkung.sitzungen_vorbereiten", "lenkung.tagesordnung_bestaetigen"])
def test_wer_das_gremium_fuehrt_sieht_alles(ergebnis: Any, recht: str) -> None:
    wer = gobau.akteur(_gremium(ergebnis), recht, nur_gremium=True)
    assert all(tor(wer).exists() for tor in TORE)


def test_wer_nur_liest_oder_anderswo_fuehrt_sieht_nichts(ergebnis: Any) -> None:
    for wer in (
        gobau.akteur(_gremium(ergebnis), "lenkung.gremien_sehen"),
        gobau.akteur(bau.lenkungsgruppe(1), nur_gremium=True),
    ):
        assert not any(tor(wer).exists() for tor in TORE)
        assert not permissions.sichtbare_genehmigungen(wer).exists()
        assert not permissions.sichtbare_verteiler(wer).exists()
        assert not permissions.sichtbare_verteileradressen(wer).exists()


def test_eigen_ist_nur_was_an_die_person_ging(ergebnis: Any) -> None:
    gremium, person = _gremium(ergebnis), empfaenger(ergebnis)

    def eigene(**felder: Any) -> list[Niederschriftsempfaenger]:
        return list(permissions.eigene_niederschriftsempfaenger(gobau.akteur(gremium, **felder)))

    assert eigene(person_id=person.person_id) == [person]
    assert eigene(person_id=None) == []
    assert eigene(person_id=10**6) == []


def test_ueber_eine_entschiedene_entscheidet_niemand_mehr(ergebnis: Any) -> None:
    einwendung = Einwendung.objects.get()
    wer = gobau.akteur(_gremium(ergebnis))
    assert permissions.darf_einwendung_entscheiden(wer, einwendung)
    einwendung.stand = "zurueckgewiesen"
    assert not permissions.darf_einwendung_entscheiden(wer, einwendung)
