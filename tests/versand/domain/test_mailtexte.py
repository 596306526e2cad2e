"""The Kreis words its mails; what would make a mail useless is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.basis.mailtext import MAILTEXTE, Mailtextart, Platzhalter
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger
from kim.versand.domain.mailtexte import (
    TextUnbrauchbar,
    mailtext_aendern,
    mailtext_zuruecksetzen,
    probemail_senden,
    stand_des_textes,
)
from kim.versand.domain.queries.mailtexte import geltende_texte, geltender_text
from kim.versand.models import Mailtext, Zustellung
from tests.fabriken import KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
ART = Mailtextart(
    "probe.einladung",
    "Einladung",
    "Einladung",
    "Guten Tag {name},\n\n{link}",
    (
        Platzhalter("name", "wer angeschrieben wird", "Petra Beispiel"),
        Platzhalter(
            "link", "der persönliche Link", "https://kim.example/beispiel", pflicht=True, geheim=True
        ),
    ),
)


@pytest.fixture(autouse=True)
def art(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAILTEXTE._eintraege, ART.schluessel, ART)


def akteur(kreis: Kreis, *rechte: str) -> Probeakteur:
    return Probeakteur(kreis.pk, frozenset(rechte or ("versand.texte_aendern",)), konto_id=7)


def _stand(kreis: Kreis) -> str:
    return stand_des_textes(geltender_text(kreis_id=kreis.pk, art=ART.schluessel))


def _aendern(kreis: Kreis, **angaben: Any) -> Mailtext:
    grund = {"betreff": "Willkommen", "text": "Hier:\r\n{link}", "erwarteter_stand": _stand(kreis)}
    return mailtext_aendern(
        kreis_id=kreis.pk, art=ART.schluessel, **{"akteur": akteur(kreis), **grund, **angaben}
    )


def test_die_eigene_fassung_gilt_nur_im_eigenen_kreis(kreis: Kreis) -> None:
    _aendern(kreis)
    geltend = geltender_text(kreis_id=kreis.pk, art=ART.schluessel)
    assert (geltend.betreff, geltend.text, geltend.ist_eigener) == ("Willkommen", "Hier:\n{link}", True)
    anderswo = geltender_text(kreis_id=KreisFactory().pk, art=ART.schluessel)
    assert (anderswo.betreff, anderswo.ist_eigener) == ("Einladung", False)
    assert not geltender_text(kreis_id=None, art=ART.schluessel).ist_eigener


def test_jede_aenderung_steht_in_der_historie(kreis: Kreis) -> None:
    satz = _aendern(kreis)
    _aendern(kreis, betreff="Herzlich willkommen")
    verlauf = [(h.betreff, h.akteur_name) for h in satz.history.order_by("history_id")]
    assert verlauf == [("Willkommen", "Petra Probe"), ("Herzlich willkommen", "Petra Probe")]
    assert Mailtext.objects.count() == 1


@pytest.mark.parametrize(
    ("angaben", "code", "feld", "wort"),
    [
        ({"text": "{link} {vorname}"}, "platzhalter_unbekannt", "text", "{vorname}"),
        ({"text": "ohne"}, "platzhalter_fehlt", "text", "{link}"),
        ({"betreff": ""}, "betreff_leer", "betreff", "Betreff"),
    ],
)
def test_ein_unbrauchbarer_text_wird_mit_namen_abgelehnt(
    kreis: Kreis, angaben: dict[str, str], code: str, feld: str, wort: str
) -> None:
    with pytest.raises(TextUnbrauchbar) as abgelehnt:
        _aendern(kreis, **angaben)
    assert (abgelehnt.value.code, abgelehnt.value.feld) == (code, feld)
    assert wort in abgelehnt.value.meldung
    assert not Mailtext.objects.exists()


def test_wer_einen_alten_stand_aendert_ueberschreibt_niemanden(kreis: Kreis) -> None:
    alt = _stand(kreis)
    _aendern(kreis)
    with pytest.raises(Ueberholt):
        _aendern(kreis, betreff="Anderes", erwarteter_stand=alt)
    assert Mailtext.objects.get().betreff == "Willkommen"


def test_zuruecksetzen_holt_den_text_des_hauses(kreis: Kreis) -> None:
    _aendern(kreis)
    mailtext_zuruecksetzen(kreis_id=kreis.pk, art=ART.schluessel, akteur=akteur(kreis))
    assert not geltender_text(kreis_id=kreis.pk, art=ART.schluessel).ist_eigener
    with pytest.raises(Fachfehler, match="schon der Wortlaut"):
        mailtext_zuruecksetzen(kreis_id=kreis.pk, art=ART.schluessel, akteur=akteur(kreis))


def test_ohne_recht_aendert_niemand_etwas(kreis: Kreis) -> None:
    fremd = akteur(KreisFactory())
    with pytest.raises(NichtErlaubt):
        _aendern(kreis, akteur=fremd)
    with pytest.raises(NichtErlaubt):
        mailtext_zuruecksetzen(kreis_id=kreis.pk, art=ART.schluessel, akteur=fremd)


def _proben(kreis: Kreis, konto_id: int | None, **angaben: Any) -> None:
    probemail_senden(
        kreis_id=kreis.pk,
        art=ART.schluessel,
        betreff="Für {name}",
        person=Empfaenger("Petra Probe", "petra@kreis.example", konto_id=konto_id),
        akteur=akteur(kreis),
        **{"text": "Hier: {link}", **angaben},
    )


def test_die_probemail_zeigt_beispiele_und_geht_an_die_eigene_adresse(kreis: Kreis) -> None:
    _proben(kreis, 7)
    zustellung = Zustellung.objects.get()
    assert zustellung.nachricht.betreff == "Probe: Für Petra Beispiel"
    assert zustellung.nachricht.text == "Hier: https://kim.example/beispiel\n"
    assert zustellung.adresse == "petra@kreis.example"
    assert not Mailtext.objects.exists()


def test_eine_probemail_an_andere_gibt_es_nicht(kreis: Kreis) -> None:
    for fremd in (8, None):
        with pytest.raises(NichtErlaubt, match="eigene Adresse"):
            _proben(kreis, fremd)
    with pytest.raises(TextUnbrauchbar):
        _proben(kreis, 7, text="ohne Link")
    assert not Zustellung.objects.exists()


def test_die_liste_kennt_alle_texte_nach_titel(kreis: Kreis) -> None:
    _aendern(kreis)
    texte = geltende_texte(kreis_id=kreis.pk)
    assert [t.art.titel for t in texte] == sorted(art.titel for art in MAILTEXTE)
    assert {t.art.schluessel for t in texte if t.ist_eigener} == {ART.schluessel}
