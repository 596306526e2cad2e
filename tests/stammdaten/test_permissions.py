"""Rights as a table: which right, on which scope, allows what. The list and the record give one answer."""

from __future__ import annotations

from datetime import date

import pytest

from kim.basis.akteur import Bereich
from kim.stammdaten import permissions as p
from kim.stammdaten.models import Importvorschau, Kreis
from tests.stammdaten import satzbau
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
HEUTE = date(2024, 3, 1)


@pytest.fixture
def kreis() -> Kreis:
    return satzbau.kreis()


def akteur(kreis: Kreis, *rechte: str, kommune_id: int | None = None) -> Probeakteur:
    bereiche = frozenset({Bereich("kommune", kommune_id, kreis.pk)}) if kommune_id else frozenset()
    return Probeakteur(kreis.pk, frozenset(rechte), bereiche, konto_id=1)


@pytest.mark.parametrize(
    ("recht", "sieht"),
    [
        (p.SEHEN, ("kreise", "kommunen", "einrichtungen", "standorte")),
        (p.PERSONEN_SEHEN, ("personen", "funktionen")),
        (p.AENDERN, ()),
        (p.IMPORTIEREN, ()),
        (p.KREIS_EINSTELLEN, ("einstellbare",)),
    ],
)
def test_jedes_recht_zeigt_genau_seinen_teil_und_nur_den_eigenen_kreis(
    kreis: Kreis, recht: str, sieht: tuple[str, ...]
) -> None:
    mengen = {
        "kreise": p.sichtbare_kreise,
        "kommunen": p.sichtbare_kommunen,
        "einrichtungen": p.sichtbare_einrichtungen,
        "standorte": p.sichtbare_standorte,
        "personen": p.sichtbare_personen,
        "funktionen": p.sichtbare_funktionen,
        "einstellbare": p.einstellbare_kreise,
    }
    eigene: dict[str, set[int]] = {}
    for einer in (kreis, satzbau.kreis("Kreis L")):
        einrichtung, person = satzbau.einrichtung(einer), satzbau.person(einer)
        kommune = satzbau.kommune(einer)
        standort = satzbau.standort(einer, kommune_id=kommune.pk)
        funktion = satzbau.funktion(person, einrichtung)
        if einer == kreis:
            eigene = {
                "kreise": {kreis.pk},
                "kommunen": {kommune.pk},
                "einrichtungen": {einrichtung.pk},
                "standorte": {standort.pk},
                "personen": {person.pk},
                "funktionen": {funktion.pk},
                "einstellbare": {kreis.pk},
            }
    gesehen = {name: {satz.pk for satz in menge(akteur(kreis, recht))} for name, menge in mengen.items()}
    assert gesehen == {name: eigene[name] if name in sieht else set() for name in mengen}


def test_liste_und_einzelner_satz_geben_dieselbe_antwort(kreis: Kreis) -> None:
    anderer = satzbau.kreis("Kreis L")
    saetze = [
        satz
        for einer in (kreis, anderer)
        for satz in (
            satzbau.kommune(einer),
            satzbau.einrichtung(einer),
            satzbau.person(einer),
            satzbau.standort(einer, kommune_id=satzbau.kommune(einer, "Zweitdorf").pk),
        )
    ]
    listen = {
        "Kommune": p.sichtbare_kommunen,
        "Einrichtung": p.sichtbare_einrichtungen,
        "Person": p.sichtbare_personen,
        "Standort": p.sichtbare_standorte,
    }
    for wer in (
        akteur(kreis),
        akteur(kreis, p.SEHEN),
        akteur(kreis, p.PERSONEN_SEHEN),
        akteur(kreis, p.SEHEN, p.PERSONEN_SEHEN),
    ):
        for satz in saetze:
            in_liste = listen[type(satz).__name__](wer).filter(pk=satz.pk).exists()
            assert bool(p.darf_sehen(wer, satz)) == in_liste, (wer.rechte, satz)


def test_wer_eine_kommune_betreut_sieht_alle_orte_und_aendert_nur_dort(kreis: Kreis) -> None:
    eigene, andere = satzbau.kommune(kreis, "Birkenau"), satzbau.kommune(kreis, "Buchenau")
    wer = akteur(
        kreis, p.SEHEN, p.PERSONEN_SEHEN, p.AENDERN, p.KREIS_EINSTELLEN, p.IMPORTIEREN, kommune_id=eigene.pk
    )
    dort = satzbau.einrichtung(kreis, "Treff", kommune_id=eigene.pk)
    kreisweit = satzbau.einrichtung(kreis, "Kreisamt")
    assert set(p.sichtbare_kommunen(wer)) == {eigene, andere}
    assert [bool(p.darf_aendern(wer, satz)) for satz in (eigene, andere, dort, kreisweit)] == [
        True,
        False,
        True,
        False,
    ]
    assert p.darf_irgendwo_anlegen(wer, kreis.pk)
    assert not p.darf_anlegen(wer, kreis.pk)
    assert not p.darf_person_anlegen(wer, kreis.pk)
    assert not p.darf_importieren(wer, kreis.pk, Importvorschau.Art.KOMMUNEN)
    assert not p.einstellbare_kreise(wer)
    assert not p.darf_kreis_einstellen(wer, kreis)


def test_kreisweites_recht_zum_aendern_reicht_ueberall_hin(kreis: Kreis) -> None:
    wer = akteur(kreis, p.AENDERN)
    assert p.darf_aendern(wer, satzbau.einrichtung(kreis, kommune_id=satzbau.kommune(kreis).pk))
    assert p.darf_irgendwo_anlegen(wer, kreis.pk)
    assert p.darf_anlegen(wer, kreis.pk)


def test_personen_aendert_nur_wer_sie_auch_sieht(kreis: Kreis) -> None:
    person = satzbau.person(kreis)
    assert not p.darf_aendern(akteur(kreis, p.AENDERN), person)
    assert not p.darf_aendern(akteur(kreis, p.PERSONEN_SEHEN), person)
    assert p.darf_aendern(akteur(kreis, p.AENDERN, p.PERSONEN_SEHEN), person)


@pytest.mark.parametrize(
    ("rechte", "art", "darf"),
    [
        ((p.IMPORTIEREN, p.AENDERN), "kommunen", True),
        ((p.IMPORTIEREN,), "kommunen", False),
        ((p.AENDERN,), "kommunen", False),
        ((p.IMPORTIEREN, p.AENDERN), "personen", False),
        ((p.IMPORTIEREN, p.AENDERN, p.PERSONEN_SEHEN), "personen", True),
    ],
)
def test_importieren_braucht_beide_rechte_und_bei_personen_das_sehen(
    kreis: Kreis, rechte: tuple[str, ...], art: str, darf: bool
) -> None:
    assert bool(p.darf_importieren(akteur(kreis, *rechte), kreis.pk, art)) is darf


def test_funktionen_einer_stillgelegten_person(kreis: Kreis) -> None:
    person = satzbau.person(kreis)
    funktion = satzbau.funktion(person, satzbau.einrichtung(kreis))
    wer = akteur(kreis, p.AENDERN, p.PERSONEN_SEHEN)
    assert p.darf_funktion_geben(wer, person, HEUTE)
    assert p.darf_funktion_aendern(wer, funktion)
    person.aktiv_bis = date(2024, 2, 29)
    assert p.darf_funktion_geben(wer, person, HEUTE).grund == (
        "Diese Person ist stillgelegt. Bitte zuerst wieder aufnehmen."
    )
    person.aktiv_bis = HEUTE
    assert p.darf_funktion_geben(wer, person, HEUTE)


def test_jede_verweigerung_sagt_warum(kreis: Kreis) -> None:
    fremd = satzbau.kommune(satzbau.kreis("Kreis L"))
    for antwort in (
        p.darf_sehen(akteur(kreis, p.SEHEN), fremd),
        p.darf_aendern(akteur(kreis, p.AENDERN), fremd),
        p.darf_wieder_aufnehmen(akteur(kreis, p.AENDERN), satzbau.kommune(kreis)),
        p.darf_kreis_anlegen(akteur(kreis)),
    ):
        assert not antwort
        assert antwort.grund
