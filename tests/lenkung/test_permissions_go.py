"""Who may do what with a Geschäftsordnung, asked of the permissions themselves."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from lenkung import permissions
from lenkung.models import Besetzung, Gremium
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory, besetzung_werte

pytestmark = pytest.mark.django_db
LESEN, SEHEN, PFLEGEN = "lenkung.gremium_lesen", "lenkung.gremien_sehen", "lenkung.go_pflegen"


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def test_entwuerfe_sieht_nur_wer_hinter_die_tuer_sieht(gremium: Gremium) -> None:
    beschlossene = gobau.in_kraft(gremium)
    entwurf = gobau.entwurf(gremium, "Entwurf")
    anderes = gobau.in_kraft(GremiumFactory(kreis=gremium.kreis))
    fremde = gobau.in_kraft(GremiumFactory())

    def sieht(*rechte: str, nur_gremium: bool = False, **felder: int) -> set[int]:
        akteur = gobau.akteur(gremium, *rechte, nur_gremium=nur_gremium, **felder)
        return set(permissions.sichtbare_geschaeftsordnungen(akteur).values_list("pk", flat=True))

    assert sieht(SEHEN) == {beschlossene.pk, entwurf.pk, anderes.pk}
    assert sieht(SEHEN, nur_gremium=True) == {beschlossene.pk, entwurf.pk}
    assert sieht(LESEN, nur_gremium=True) == {beschlossene.pk}
    assert sieht(LESEN) == set()
    assert sieht("lenkung.oeffnen") == set()
    assert fremde.pk not in sieht(*gobau.ALLE_RECHTE)


def test_ein_mitglied_sieht_die_beschlossene_solange_es_seinen_sitz_hat(gremium: Gremium) -> None:
    beschlossene, person = gobau.in_kraft(gremium), PersonFactory(kreis=gremium.kreis)
    gobau.entwurf(gremium, "Entwurf")
    heute = timezone.localdate()
    akteur = gobau.akteur(gremium, LESEN, person_id=person.pk)
    besetzung = Besetzung.objects.create(
        **besetzung_werte(SitzFactory(gremium=gremium), person=person, bis=heute)
    )
    assert list(permissions.sichtbare_geschaeftsordnungen(akteur)) == [beschlossene]
    bestimmungen = permissions.sichtbare_bestimmungen(akteur)
    assert set(bestimmungen.values_list("geschaeftsordnung", flat=True)) == {beschlossene.pk}
    besetzung.bis = heute - timedelta(days=1)
    besetzung.save()
    assert not permissions.sichtbare_geschaeftsordnungen(akteur).exists()
    assert not permissions.sichtbare_bestimmungen(akteur).exists()


def test_entwerfen_laesst_sich_fuer_offene_gremien_mit_dem_recht_dazu(gremium: Gremium) -> None:
    geschlossen = GremiumFactory(kreis=gremium.kreis, aktiv_bis=date(2024, 1, 1))
    GremiumFactory()
    assert list(permissions.gremien_fuer_entwurf(gobau.akteur(gremium, PFLEGEN))) == [gremium]
    assert not permissions.gremien_fuer_entwurf(gobau.akteur(gremium, SEHEN)).exists()
    assert permissions.darf_go_entwerfen(gobau.akteur(gremium, PFLEGEN), gremium)
    assert not permissions.darf_go_entwerfen(gobau.akteur(gremium, SEHEN), gremium)
    assert "geschlossen" in permissions.darf_go_entwerfen(gobau.akteur(gremium, PFLEGEN), geschlossen).grund


def test_jedes_nein_sagt_warum(gremium: Gremium) -> None:
    akteur = gobau.akteur(gremium)
    entwurf = gobau.entwurf(gremium, "Entwurf")
    alte = gobau.in_kraft(gremium)
    assert permissions.darf_go_aendern(akteur, entwurf)
    assert permissions.darf_go_ausser_kraft_setzen(akteur, alte)
    assert "beschlossen" in permissions.darf_go_aendern(akteur, alte).grund
    assert "Entwurf" in permissions.darf_go_ausser_kraft_setzen(akteur, entwurf).grund
    gobau.in_kraft(gremium, "Neue", am=date(2024, 2, 22))
    alte.refresh_from_db()
    assert "abgelöst" in permissions.darf_go_ausser_kraft_setzen(akteur, alte).grund
    leser = gobau.akteur(gremium, SEHEN)
    assert not permissions.darf_go_aendern(leser, entwurf)
    assert permissions.darf_go_ausprobieren(leser, entwurf)
    assert not permissions.darf_go_ausprobieren(gobau.akteur(gremium, LESEN), alte)


def test_ein_gedrucktes_exemplar_liest_wer_die_fassung_liest(gremium: Gremium) -> None:
    beschlossene, entwurf = gobau.in_kraft(gremium), gobau.entwurf(gremium, "Entwurf")
    leser = gobau.akteur(gremium, LESEN, nur_gremium=True)
    assert permissions.darf_go_pdf_lesen(leser, SimpleNamespace(gehoert_zu_id=beschlossene.pk))
    nein = permissions.darf_go_pdf_lesen(leser, SimpleNamespace(gehoert_zu_id=entwurf.pk))
    assert not nein
    assert "nicht sehen" in nein.grund
