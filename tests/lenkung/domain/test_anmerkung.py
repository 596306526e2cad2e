"""Before the signature: the signers remark, the Geschäftsstelle answers, and what changes is visible."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.anmerkung import (
    TEXT_HOECHSTENS,
    anmerken,
    anmerkung_ablehnen,
    anmerkung_uebernehmen,
    zur_abstimmung_vorlegen,
)
from lenkung.models import Anmerkung, Niederschrift, Niederschriftsabschnitt, Sitzung
from tests.lenkung import gobau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.unterschriftsbau import VORSITZ, Stempel, festgeschrieben, unterzeichne, vollstaendig, wer

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    satz = geschlossene_sitzung()
    entwurf(satz)
    return satz


def _merke_an(satz: Sitzung, text: str = "Es fehlt der Hinweis auf Mai.", vorschlag: str = "") -> Anmerkung:
    return anmerken(
        abschnitt_id=abschnitt(satz, nummer=2).pk, text=text, vorschlag=vorschlag, akteur=wer(satz, VORSITZ)
    )


def _teil(satz: Sitzung) -> Niederschriftsabschnitt:
    return abschnitt(satz, nummer=2)


def test_der_entwurf_liegt_denen_vor_die_unterzeichnen(satz: Sitzung) -> None:
    niederschrift = zur_abstimmung_vorlegen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert Niederschrift.objects.get(pk=niederschrift.pk).abgestimmt_seit is not None


def test_ohne_entwurf_ist_nichts_vorzulegen() -> None:
    satz = geschlossene_sitzung()
    with pytest.raises(Fachfehler) as fehler:
        zur_abstimmung_vorlegen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "ohne_entwurf"


def test_ein_vorschlag_wird_mit_einem_klick_der_text(satz: Sitzung) -> None:
    anmerkung = _merke_an(satz, vorschlag="Vertagt auf Mai.")
    fertig = anmerkung_uebernehmen(
        anmerkung_id=anmerkung.pk, zaehler=_teil(satz).zaehler, akteur=gobau.akteur(satz.gremium)
    )
    assert (fertig.uebernommen, fertig.erledigt_von_name) == (True, "Petra Probe")
    assert (_teil(satz).geltend, _teil(satz).von_hand) == ("Vertagt auf Mai.", True)
    with pytest.raises(Fachfehler) as fehler:
        anmerkung_uebernehmen(anmerkung_id=anmerkung.pk, zaehler=9, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "erledigt"


def test_der_vorschlag_ueberschreibt_nichts_was_seitdem_geschrieben_ist(satz: Sitzung) -> None:
    anmerkung = _merke_an(satz, vorschlag="Vertagt auf Mai.")
    zaehler = _teil(satz).zaehler
    schreibe(_teil(satz), "Jemand war schneller.")
    with pytest.raises(Ueberholt):
        anmerkung_uebernehmen(anmerkung_id=anmerkung.pk, zaehler=zaehler, akteur=gobau.akteur(satz.gremium))
    assert _teil(satz).geltend == "Jemand war schneller."
    assert Anmerkung.objects.get(pk=anmerkung.pk).erledigt_am is None


def test_eine_anmerkung_ohne_vorschlag_ist_erledigt_ohne_dass_sich_der_text_aendert(satz: Sitzung) -> None:
    # The whole text sent back unchanged is no proposal.
    anmerkung = _merke_an(satz, vorschlag=_teil(satz).geltend)
    vorher = _teil(satz).geltend
    assert anmerkung.vorschlag == ""
    anmerkung_uebernehmen(anmerkung_id=anmerkung.pk, zaehler=0, akteur=gobau.akteur(satz.gremium))
    assert _teil(satz).geltend == vorher


def test_wer_nicht_folgt_sagt_warum(satz: Sitzung) -> None:
    anmerkung = _merke_an(satz)
    akteur = gobau.akteur(satz.gremium)
    with pytest.raises(Fachfehler) as fehler:
        anmerkung_ablehnen(anmerkung_id=anmerkung.pk, antwort=" \n", akteur=akteur)
    assert fehler.value.feld == "antwort"
    fertig = anmerkung_ablehnen(anmerkung_id=anmerkung.pk, antwort="Das war so nicht gesagt.", akteur=akteur)
    assert (fertig.uebernommen, fertig.antwort) == (False, "Das war so nicht gesagt.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Anmerkung.objects.filter(pk=fertig.pk).update(antwort="")


@pytest.mark.parametrize("text", ["", "  ", "x" * (TEXT_HOECHSTENS + 1)])
def test_eine_anmerkung_sagt_etwas_und_nicht_zu_viel(satz: Sitzung, text: str) -> None:
    with pytest.raises(Fachfehler) as fehler:
        _merke_an(satz, text)
    assert fehler.value.feld == "text"


def test_anmerken_darf_nur_wer_unterzeichnet_und_erst_nach_der_sitzung(satz: Sitzung) -> None:
    teil = _teil(satz)
    with pytest.raises(NichtErlaubt):
        anmerken(
            abschnitt_id=teil.pk,
            text="Nein",
            akteur=gobau.akteur(satz.gremium, "lenkung.sitzungen_vorbereiten"),
        )
    Sitzung.objects.filter(pk=satz.pk).update(stand="eroeffnet")
    with pytest.raises(NichtErlaubt):
        _merke_an(satz)


def test_antworten_darf_nur_wer_schreibt(satz: Sitzung) -> None:
    anmerkung = _merke_an(satz)
    with pytest.raises(NichtErlaubt):
        anmerkung_ablehnen(anmerkung_id=anmerkung.pk, antwort="Nein", akteur=wer(satz, VORSITZ))


def test_nach_der_ersten_unterschrift_ist_nichts_mehr_anzumerken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())
    satz = vollstaendig()
    anmerkung = _merke_an(satz)
    unterzeichne(festgeschrieben(satz))
    for tun in (
        lambda: _merke_an(satz),
        lambda: anmerkung_uebernehmen(
            anmerkung_id=anmerkung.pk, zaehler=0, akteur=gobau.akteur(satz.gremium)
        ),
    ):
        with pytest.raises(Fachfehler) as fehler:
            tun()
        assert fehler.value.code == "erste_unterschrift"
