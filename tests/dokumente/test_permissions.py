"""Who may read, file and remove: as tables, and list and check say the same."""

from __future__ import annotations

import pytest

from kim.basis.akteur import Bereich, SystemAkteur
from kim.dokumente import permissions
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from tests.dokumente import dateien
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
H, B = permissions.HOCHLADEN, permissions.BRIEFKOPF_PRUEFEN


def dokument(art: str, kreis_id: int) -> Dokument:
    return datei_ablegen(
        datei=datei_pruefen(name="a.pdf", inhalt=dateien.PDF),
        gehoert_zu=Zugehoerigkeit(kreis_id, art),
        akteur=SystemAkteur("Probe"),
    )


@pytest.mark.parametrize("rechte", [frozenset(), {H}, {B}, {H, B}], ids=dateien.benennen)
@pytest.mark.parametrize("eigener_kreis", [True, False])
@pytest.mark.parametrize("auf_kommune", [True, False])
def test_liste_und_einzelpruefung_sagen_dasselbe(
    rechte: frozenset[str], eigener_kreis: bool, auf_kommune: bool
) -> None:
    kommune = KommuneFactory()
    kreis_id = kommune.kreis_id if eigener_kreis else KreisFactory().pk
    bereiche = frozenset({Bereich("kommune", kommune.pk, kreis_id)}) if auf_kommune else frozenset()
    akteur = Probeakteur(kreis_id, frozenset(rechte), bereiche)
    for art, recht, sichtbar in (
        (permissions.ABLAGE, H, permissions.sichtbare_ablage),
        (permissions.BRIEFKOPFPROBE, B, permissions.sichtbare_briefkopfproben),
    ):
        satz = dokument(art, kommune.kreis_id)
        erwartet = eigener_kreis and recht in rechte
        assert bool(permissions.darf_lesen(akteur, satz)) is erwartet
        assert sichtbar(akteur).filter(pk=satz.pk).exists() is erwartet


def test_eine_rolle_in_einem_anderen_kreis_oeffnet_die_ablage_nicht() -> None:
    satz = dokument(permissions.ABLAGE, KreisFactory().pk)
    fremd = Bereich.kreis(KreisFactory().pk)
    akteur = Probeakteur(satz.kreis_id, frozenset({H, B}), frozenset({fremd}))
    assert not permissions.darf_lesen(akteur, satz)
    assert not permissions.darf_briefkopf_pruefen(akteur, satz.kreis_id)


def test_was_niemand_eingetragen_hat_darf_niemand_lesen() -> None:
    satz = dokument("unbekannt.art", KreisFactory().pk)
    erlaubnis = permissions.darf_lesen(Probeakteur(satz.kreis_id, frozenset({H, B})), satz)
    assert (bool(erlaubnis), "kein Zugriff eingerichtet" in erlaubnis.grund) == (False, True)


def test_wer_zu_keinem_kreis_gehoert_sieht_nichts() -> None:
    dokument(permissions.ABLAGE, KreisFactory().pk)
    assert not permissions.sichtbare_dokumente(Probeakteur(None, frozenset({H}))).exists()


@pytest.mark.parametrize(
    ("rechte", "auf_kommune", "ablegen", "loeschen"),
    [({H}, False, True, True), ({H}, True, True, False), ({B}, False, False, False)],
    ids=dateien.benennen,
)
def test_ablegen_darf_wer_das_recht_irgendwo_im_kreis_hat_loeschen_nur_wer_es_im_ganzen_hat(
    rechte: set[str], auf_kommune: bool, ablegen: bool, loeschen: bool
) -> None:
    kommune = KommuneFactory()
    bereiche = frozenset({Bereich("kommune", kommune.pk, kommune.kreis_id)}) if auf_kommune else frozenset()
    akteur = Probeakteur(kommune.kreis_id, frozenset(rechte), bereiche)
    satz = dokument(permissions.ABLAGE, kommune.kreis_id)
    assert bool(permissions.darf_ablegen(akteur, kommune.kreis_id)) is ablegen
    assert bool(permissions.darf_loeschen(akteur, satz)) is loeschen
    assert not permissions.darf_ablegen(akteur, KreisFactory().pk)


@pytest.mark.parametrize(("rechte", "erlaubt"), [({B}, True), ({H}, False)], ids=dateien.benennen)
def test_den_briefkopf_prueft_wer_das_recht_hat(rechte: set[str], erlaubt: bool) -> None:
    kreis = KreisFactory()
    akteur = Probeakteur(kreis.pk, frozenset(rechte))
    assert bool(permissions.darf_briefkopf_pruefen(akteur, kreis.pk)) is erlaubt
