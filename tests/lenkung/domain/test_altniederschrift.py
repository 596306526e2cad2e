"""Niederschriften from before: taken in once per day, corrected, read by members once they are signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.regeln.dateityp import Dateityp
from lenkung import permissions
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.altniederschrift import altniederschrift_aendern, altniederschrift_aufnehmen
from lenkung.domain.queries.niederschriftsliste import niederschriften_von
from lenkung.models import Altniederschrift, Gremium
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.unterschriftsbau import LEITUNG, VORSITZ, Stempel, festgeschrieben, unterzeichne

pytestmark = pytest.mark.django_db

DATEI = GepruefteDatei("niederschrift.pdf", Dateityp.PDF, b"%PDF-1.4 von 2022", True)
TAG = date(2022, 11, 23)


def _nimm_auf(gremium: Gremium, **felder: Any) -> Altniederschrift:
    angaben = {"tag": TAG, "stand": "genehmigt", "bemerkung": "", **felder}
    return altniederschrift_aufnehmen(
        gremium_id=gremium.pk, datei=DATEI, angaben=angaben, akteur=gobau.akteur(gremium)
    )


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def test_die_datei_bleibt_wie_sie_ist(gremium: Gremium) -> None:
    satz = _nimm_auf(gremium)
    assert inhalt_von(satz.dokument) == DATEI.inhalt
    assert (str(satz), satz.aufgenommen_von_name) == ("Niederschrift vom 23.11.2022", "Petra Probe")


def test_je_tag_gibt_es_eine(gremium: Gremium) -> None:
    _nimm_auf(gremium)
    with pytest.raises(ValidationError, match="schon eine Niederschrift"):
        _nimm_auf(gremium)
    _nimm_auf(GremiumFactory(kreis=gremium.kreis))


def test_eine_kuenftige_sitzung_hat_noch_keine(gremium: Gremium) -> None:
    morgen = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Fachfehler) as fehler:
        _nimm_auf(gremium, tag=morgen)
    assert fehler.value.feld == "tag"
    satz = _nimm_auf(gremium, tag=timezone.localdate())
    with pytest.raises(Fachfehler):
        altniederschrift_aendern(
            altniederschrift_id=satz.pk, angaben={"tag": morgen}, akteur=gobau.akteur(gremium)
        )


def test_der_stand_laesst_sich_berichtigen(gremium: Gremium) -> None:
    satz = _nimm_auf(gremium, stand="entwurf")
    altniederschrift_aendern(
        altniederschrift_id=satz.pk,
        angaben={"tag": TAG, "stand": "unterzeichnet"},
        akteur=gobau.akteur(gremium),
    )
    assert Altniederschrift.objects.get(pk=satz.pk).stand == "unterzeichnet"


def test_nur_wer_die_sitzungen_vorbereitet(gremium: Gremium) -> None:
    satz = _nimm_auf(gremium)
    fremd = gobau.akteur(gremium, "lenkung.gremium_lesen")
    with pytest.raises(NichtErlaubt):
        altniederschrift_aufnehmen(gremium_id=gremium.pk, datei=DATEI, angaben={"tag": TAG}, akteur=fremd)
    with pytest.raises(NichtErlaubt):
        altniederschrift_aendern(altniederschrift_id=satz.pk, angaben={"tag": TAG}, akteur=fremd)


def test_mitglieder_lesen_was_unterzeichnet_oder_genehmigt_ist(gremium: Gremium) -> None:
    genehmigt = _nimm_auf(gremium)
    entwurf = _nimm_auf(gremium, tag=date(2022, 9, 7), stand="entwurf")
    mitglied = gobau.akteur(gremium, "lenkung.gremium_lesen", nur_gremium=True)
    assert permissions.darf_altniederschrift_lesen(mitglied, genehmigt.dokument)
    assert not permissions.darf_altniederschrift_lesen(mitglied, entwurf.dokument)
    assert permissions.darf_altniederschrift_lesen(gobau.akteur(gremium), entwurf.dokument)
    fremd = gobau.akteur(GremiumFactory())
    assert not permissions.darf_altniederschrift_lesen(fremd, genehmigt.dokument)
    assert [zeile.tag for zeile in niederschriften_von(mitglied, gremium)] == [TAG]
    assert set(permissions.sichtbare_altniederschriften(gobau.akteur(gremium))) == {genehmigt, entwurf}


def test_eine_liste_fuer_alte_und_neue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first; what is not signed yet is not on it."""
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())
    fassung = festgeschrieben()
    gremium = fassung.niederschrift.sitzung.gremium
    _nimm_auf(gremium)
    akteur = gobau.akteur(gremium)
    assert [zeile.tag for zeile in niederschriften_von(akteur, gremium)] == [TAG]
    unterzeichne(fassung, VORSITZ)
    unterzeichne(fassung, LEITUNG)
    neue, alte = niederschriften_von(akteur, gremium)
    assert (neue.sitzung_id, neue.stand) == (fassung.niederschrift.sitzung_id, "unterzeichnet")
    assert (alte.tag, alte.stand) == (TAG, "genehmigt")
