"""The Kreis words its sentences; without its own the one of the house holds."""

from __future__ import annotations

import pytest

from kim.basis.akteur import Bereich
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.models import Kreis
from lenkung import permissions
from lenkung.domain.queries.textbausteine import bausteine_des_kreises, saetze_des_hauses
from lenkung.domain.textbaustein import textbaustein_aendern, textbaustein_zuruecksetzen
from lenkung.models import Textbaustein
from lenkung.regeln.textbausteine import Satzart
from tests.fabriken import KreisFactory
from tests.lenkung import gobau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ART = Satzart.SCHLUSS
HAUS = saetze_des_hauses()[ART]
EIGEN = "Ende: {ende}, {leitung}."


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory()


def _wer(kreis: Kreis) -> Probeakteur:
    return Probeakteur(kreis.pk, gobau.ALLE_RECHTE)


def _aendern(kreis: Kreis, text: str = EIGEN, bisher: str = HAUS) -> Textbaustein | None:
    return textbaustein_aendern(kreis_id=kreis.pk, art=ART, text=text, bisher=bisher, akteur=_wer(kreis))


def test_die_eigene_fassung_gilt_nur_im_eigenen_kreis(kreis: Kreis) -> None:
    satz = _aendern(kreis, f" {EIGEN}\r\n")
    assert satz is not None
    assert (satz.text, str(satz)) == (EIGEN, "Schluss")
    assert bausteine_des_kreises(kreis.pk)[ART] == EIGEN
    assert bausteine_des_kreises(KreisFactory().pk)[ART] == HAUS
    assert list(permissions.sichtbare_textbausteine(_wer(kreis))) == [satz]
    assert not permissions.sichtbare_textbausteine(_wer(KreisFactory())).exists()
    # Sent again it is there already.
    assert _aendern(kreis) == satz
    geaendert = _aendern(kreis, "{leitung} schließt um {ende}.", EIGEN)
    assert geaendert == satz


def test_der_satz_des_hauses_kehrt_zurueck(kreis: Kreis) -> None:
    assert _aendern(kreis, HAUS) is None
    _aendern(kreis)
    assert _aendern(kreis, HAUS, EIGEN) is None
    _aendern(kreis)
    for _mal in range(2):
        textbaustein_zuruecksetzen(kreis_id=kreis.pk, art=ART, akteur=_wer(kreis))
    assert not Textbaustein.objects.exists()
    assert Textbaustein.history.filter(history_type="-").count() == 2


def test_ein_unbrauchbarer_satz_nennt_alles(kreis: Kreis) -> None:
    with pytest.raises(Fachfehler, match=r"leitung.*ende") as fehler:
        _aendern(kreis, "Schluss.")
    assert (fehler.value.code, fehler.value.feld) == ("platzhalter_fehlt", "text")


def test_wer_den_alten_satz_sah_hoert_den_neuen(kreis: Kreis) -> None:
    _aendern(kreis)
    with pytest.raises(Ueberholt, match=r"Ende: \{ende\}"):
        _aendern(kreis, "{leitung}: {ende}", HAUS)
    assert Textbaustein.objects.get().text == EIGEN


def test_eine_rolle_am_gremium_allein_genuegt_nicht(kreis: Kreis) -> None:
    nur_gremium = Probeakteur(kreis.pk, gobau.ALLE_RECHTE, frozenset({Bereich("gremium", 1, kreis.pk)}))
    fremd = _wer(KreisFactory())
    for wer in (nur_gremium, fremd):
        with pytest.raises(NichtErlaubt):
            textbaustein_aendern(kreis_id=kreis.pk, art=ART, text=EIGEN, bisher=HAUS, akteur=wer)
        with pytest.raises(NichtErlaubt):
            textbaustein_zuruecksetzen(kreis_id=kreis.pk, art=ART, akteur=wer)


def test_der_entwurf_spricht_in_den_worten_des_kreises() -> None:
    satz = geschlossene_sitzung()
    _aendern(satz.gremium.kreis)
    entwurf(satz)
    assert abschnitt(satz, "schluss").geltend.startswith("Ende: ")
