"""Who may read histories and the log of reads, as a table."""

from __future__ import annotations

import pytest

from kim.basis.akteur import Bereich
from kim.basis.zugriff import HISTORIENARTEN
from kim.protokoll import permissions
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.protokoll.domain.queries.lesezugriffe import art_titel, arten_fuer
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ALLES = frozenset({"stammdaten.sehen", permissions.SEHEN, permissions.LESEZUGRIFFE_SEHEN})


@pytest.mark.parametrize(
    ("rechte", "eigener_kreis", "erlaubt"),
    [
        (ALLES, True, True),
        (ALLES - {permissions.SEHEN}, True, False),
        (ALLES - {"stammdaten.sehen"}, True, False),
        (ALLES, False, False),
    ],
)
def test_historie_liest_wer_den_satz_sieht_und_das_recht_hat(
    rechte: frozenset[str], eigener_kreis: bool, erlaubt: bool
) -> None:
    kommune = KommuneFactory()
    akteur = Probeakteur(kommune.kreis_id if eigener_kreis else KreisFactory().pk, rechte)
    sichtbar = permissions.sichtbare_saetze(akteur, HISTORIENARTEN["kommune"]).filter(pk=kommune.pk)
    assert (sichtbar.exists() and bool(permissions.darf_historie_sehen(akteur, kommune))) is erlaubt


def test_ein_recht_in_einem_anderen_kreis_oeffnet_die_historie_nicht() -> None:
    kommune = KommuneFactory()
    assert not permissions.darf_historie_sehen(Probeakteur(KreisFactory().pk, ALLES), kommune)
    assert permissions.darf_historie_sehen(Probeakteur(kommune.kreis_id, ALLES), kommune)


@pytest.mark.parametrize(
    ("rechte", "auf_kommune", "eigener_kreis", "erlaubt"),
    [
        (ALLES, False, True, True),
        (ALLES, True, True, False),
        (ALLES, False, False, False),
        (frozenset(), False, True, False),
    ],
)
def test_lesezugriffe_liste_und_pruefung_sagen_dasselbe(
    rechte: frozenset[str], auf_kommune: bool, eigener_kreis: bool, erlaubt: bool
) -> None:
    kommune = KommuneFactory()
    lesezugriff_protokollieren(akteur=Probeakteur(1), objekt=kommune, anlass="gelesen")
    kreis_id = kommune.kreis_id if eigener_kreis else KreisFactory().pk
    bereiche = frozenset({Bereich("kommune", kommune.pk, kreis_id)}) if auf_kommune else frozenset()
    akteur = Probeakteur(kreis_id, rechte, bereiche)
    assert permissions.sichtbare_lesezugriffe(akteur).exists() is erlaubt
    assert bool(permissions.darf_lesezugriffe_sehen(akteur, kommune.kreis_id)) is erlaubt


def test_die_arten_tragen_ihren_deutschen_namen() -> None:
    kommune = KommuneFactory()
    lesezugriff_protokollieren(akteur=Probeakteur(1), objekt=kommune, anlass="gelesen")
    assert arten_fuer(Probeakteur(kommune.kreis_id, ALLES)) == [("stammdaten.kommune", "Kommune")]


@pytest.mark.parametrize("art", ["weg.fort", "ohnepunkt"])
def test_eine_art_die_es_nicht_mehr_gibt_bleibt_lesbar(art: str) -> None:
    assert art_titel(art) == art
