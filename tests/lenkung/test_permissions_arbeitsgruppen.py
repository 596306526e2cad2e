"""Arbeitsgruppen: who reads them, and who does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lenkung import permissions
from lenkung.models import Gremium
from lenkung.models.zeitraum import am
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung.agbau import arbeitsgruppe, bericht, mitglied, treffen
from tests.lenkung.fabriken import BesetzungFactory, GremiumFactory, SitzFactory

pytestmark = pytest.mark.django_db
LESEN = "lenkung.gremium_lesen"
SEHEN = "lenkung.gremien_sehen"


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _wer(gremium: Gremium, *rechte: str, **felder: Any) -> Any:
    return gobau.akteur(gremium, *(rechte or (LESEN,)), **felder)


def _mit_sitz(gremium: Gremium) -> Any:
    person = PersonFactory(kreis=gremium.kreis)
    BesetzungFactory(sitz=SitzFactory(gremium=gremium), person=person)
    return _wer(gremium, person_id=person.pk)


def _gesehen(akteur: Any) -> tuple[int, int, int, int]:
    return (
        permissions.sichtbare_arbeitsgruppen(akteur).count(),
        permissions.sichtbare_ag_mitglieder(akteur).count(),
        permissions.sichtbare_ag_treffen(akteur).count(),
        permissions.sichtbare_ag_berichte(akteur).count(),
    )


def test_wer_im_gremium_sitzt_liest_was_fertig_ist(gremium: Gremium) -> None:
    """Two groups, in one all is a draft, in the other finished."""
    leitung = PersonFactory(kreis=gremium.kreis)
    entwurf = arbeitsgruppe(gremium, leitung=leitung)
    fertig = arbeitsgruppe(gremium, leitung=PersonFactory(kreis=gremium.kreis))
    treffen(entwurf)
    treffen(fertig, fertig=True)
    bericht(entwurf)
    bericht(fertig, abgegeben=True)
    # Those who run the Gremium see drafts too; who leads one, those of her own group alone.
    assert _gesehen(_wer(gremium, SEHEN)) == (2, 2, 2, 2)
    assert _gesehen(_mit_sitz(gremium)) == (2, 2, 1, 1)
    assert _gesehen(_wer(gremium, person_id=leitung.pk)) == (1, 1, 1, 1)
    assert _gesehen(_wer(gremium)) == (0, 0, 0, 0)
    # With the right on another Kreis, and without any right in the own.
    assert _gesehen(_wer(GremiumFactory(), LESEN, SEHEN, person_id=leitung.pk)) == (0, 0, 0, 0)
    assert _gesehen(_wer(gremium, "lenkung.oeffnen", person_id=leitung.pk)) == (0, 0, 0, 0)


@pytest.mark.parametrize(("rolle", "liest"), [("mitglied", True), ("fachkundig", False)])
def test_wer_mitarbeitet_liest_auch_ohne_sitz(gremium: Gremium, rolle: str, liest: bool) -> None:
    eine = mitglied(arbeitsgruppe(gremium), rolle=rolle)
    treffen(eine.arbeitsgruppe)
    wer = _wer(gremium, person_id=eine.person_id)
    assert permissions.sichtbare_arbeitsgruppen(wer).exists() is liest
    assert permissions.eigene_arbeitsgruppen(wer).exists() is liest
    assert not permissions.sichtbare_ag_treffen(wer).exists()
    assert not permissions.leitet_arbeitsgruppe(wer, eine.arbeitsgruppe)


def test_wer_nicht_mehr_dabei_ist_liest_nicht_mehr(gremium: Gremium) -> None:
    eine = mitglied(arbeitsgruppe(gremium))
    eine.bis = timezone.localdate() - timedelta(days=1)
    eine.save()
    wer = _wer(gremium, person_id=eine.person_id)
    assert not eine.arbeitsgruppe.mitglieder.filter(am(timezone.localdate())).exists()
    assert not permissions.sichtbare_arbeitsgruppen(wer).exists()


def test_den_werdegang_sieht_nur_wer_hinter_die_kulissen_sieht(gremium: Gremium) -> None:
    eine = mitglied(arbeitsgruppe(gremium))
    treffen(eine.arbeitsgruppe, fertig=True)
    bericht(eine.arbeitsgruppe, abgegeben=True)
    tore = (
        permissions.einsehbare_arbeitsgruppen,
        permissions.einsehbare_ag_mitglieder,
        permissions.einsehbare_ag_treffen,
        permissions.einsehbare_ag_berichte,
    )
    for tor in tore:
        assert tor(_wer(gremium, SEHEN)).count() == 1  # type: ignore[attr-defined]
        assert tor(_mit_sitz(gremium)).count() == 0  # type: ignore[attr-defined]


def test_das_pdf_liest_wer_das_fertige_protokoll_liest(gremium: Gremium) -> None:
    from kim.dokumente.models import Dokument

    satz = treffen(arbeitsgruppe(gremium), fertig=True)
    dokument = Dokument(gehoert_zu_id=satz.pk)
    assert permissions.darf_gespraechsprotokoll_lesen(_mit_sitz(gremium), dokument)
    assert not permissions.darf_gespraechsprotokoll_lesen(_mit_sitz(GremiumFactory()), dokument)
    # Opened again nobody reads the old one, not even who may see the draft.
    satz.stand, satz.fertig_am, satz.fertig_von_name = "entwurf", None, ""
    satz.save()
    assert not permissions.darf_gespraechsprotokoll_lesen(_wer(gremium, SEHEN), dokument)
