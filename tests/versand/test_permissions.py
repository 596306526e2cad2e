"""Who sees what of the Postausgang: role by role, state by state."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kim.basis.akteur import Bereich, SystemAkteur
from kim.stammdaten.models import Kreis
from kim.versand import permissions
from kim.versand.models import Mailtext, Nachricht, Zustellung
from tests.fabriken import KreisFactory
from tests.versand.versandbau import eine_zustellung, verfasse
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SEHEN, INHALT, TEXTE = "versand.postausgang_sehen", "versand.inhalt_sehen", "versand.texte_aendern"


def akteur(kreis: Kreis, *rechte: str, **angaben: Any) -> Probeakteur:
    return Probeakteur(kreis.pk, frozenset(rechte), **angaben)


def test_sichtbar_ist_nur_der_eigene_kreis(kreis: Kreis) -> None:
    fremd = KreisFactory()
    eigene, andere = verfasse(kreis), verfasse(fremd)
    eigener = Mailtext.objects.create(kreis=kreis, art="a", betreff="b", text="c")
    Mailtext.objects.create(kreis=fremd, art="a", betreff="b", text="c")
    wer = akteur(kreis, SEHEN, INHALT, TEXTE)
    assert set(permissions.sichtbare_nachrichten(wer)) == {eigene}
    assert set(permissions.sichtbare_zustellungen(wer)) == set(eigene.zustellungen.all())
    assert set(permissions.sichtbare_mailtexte(wer)) == {eigener}
    assert andere not in permissions.sichtbare_nachrichten(wer)


def test_eine_rolle_auf_einem_teil_des_kreises_reicht_nicht(kreis: Kreis) -> None:
    verfasse(kreis)
    teil = akteur(kreis, SEHEN, bereiche=frozenset({Bereich("kommune", 1, kreis.pk)}))
    assert not permissions.sichtbare_nachrichten(teil).exists()


def test_eine_nachricht_ohne_kreis_sieht_niemand(kreis: Kreis) -> None:
    ohne = verfasse(Kreis(), akteur=SystemAkteur("Probe"))
    zustellung = ohne.zustellungen.get()
    zustellung.stand, zustellung.grund = "gescheitert", "x"
    wer = akteur(kreis, SEHEN, INHALT)
    assert not permissions.sichtbare_nachrichten(wer).exists()
    assert not permissions.darf_inhalt_sehen(wer, ohne)
    assert not permissions.darf_wiederholen(wer, zustellung)
    assert not permissions.darf_erledigen(wer, zustellung)


@pytest.mark.parametrize(
    ("weg", "rechte", "vertraulich", "erlaubt"),
    [
        ("smtp", [SEHEN], False, False),
        ("smtp", [SEHEN, INHALT], False, True),
        ("smtp", [SEHEN, INHALT], True, False),
        ("postausgang", [SEHEN], False, True),
        ("postausgang", [SEHEN], True, True),
        ("postausgang", [TEXTE], False, False),
    ],
)
def test_wer_den_inhalt_liest(
    kreis: Kreis, settings: Any, weg: str, rechte: list[str], vertraulich: bool, erlaubt: bool
) -> None:
    nachricht = verfasse(kreis, vertraulich=vertraulich)
    settings.KIM_VERSANDWEG = weg
    erlaubnis = permissions.darf_inhalt_sehen(akteur(kreis, *rechte), nachricht)
    assert bool(erlaubnis) is erlaubt
    assert erlaubnis.grund


@pytest.mark.parametrize(
    ("felder", "wiederholen", "erledigen"),
    [
        ({}, False, False),
        ({"versuche": 2}, True, False),
        ({"stand": "in_versand", "frist_bis": timezone.now()}, False, False),
        ({"stand": "gesendet", "angenommen_am": timezone.now()}, False, False),
        ({"stand": "gescheitert", "grund": "x"}, True, True),
        ({"stand": "zurueckgehalten", "grund": "x"}, True, True),
        (
            {
                "stand": "erledigt",
                "entschieden_am": timezone.now(),
                "entschieden_von_name": "P",
                "entscheidung": "x",
            },
            False,
            False,
        ),
    ],
)
def test_in_welchem_stand_was_geht(
    kreis: Kreis, felder: dict[str, Any], wiederholen: bool, erledigen: bool
) -> None:
    zustellung = eine_zustellung(kreis, **felder)
    alles = akteur(kreis, SEHEN, INHALT)
    assert bool(permissions.darf_wiederholen(alles, zustellung)) is wiederholen
    assert bool(permissions.darf_erledigen(alles, zustellung)) is erledigen
    assert bool(permissions.darf_wiederholen(akteur(kreis, SEHEN), zustellung)) is wiederholen
    assert not permissions.darf_erledigen(akteur(kreis, SEHEN), zustellung)
    assert not permissions.darf_wiederholen(akteur(KreisFactory(), SEHEN, INHALT), zustellung)


def test_wer_texte_aendert_und_sich_probemails_schickt(kreis: Kreis) -> None:
    wer = akteur(kreis, TEXTE, konto_id=7)
    assert permissions.darf_texte_aendern(wer, kreis.pk)
    assert not permissions.darf_texte_aendern(wer, KreisFactory().pk)
    assert permissions.darf_probemail_senden(wer, kreis.pk, 7)
    assert not permissions.darf_probemail_senden(wer, kreis.pk, 8)
    assert not permissions.darf_probemail_senden(akteur(kreis, TEXTE), kreis.pk, None)
    assert not permissions.darf_probemail_senden(akteur(kreis, SEHEN, konto_id=7), kreis.pk, 7)


@pytest.mark.parametrize("rechte", [[], [SEHEN], [INHALT], [TEXTE], [SEHEN, INHALT, TEXTE]])
def test_liste_und_einzelne_pruefung_sagen_dasselbe(kreis: Kreis, settings: Any, rechte: list[str]) -> None:
    for ort in (kreis, KreisFactory()):
        verfasse(ort)
    settings.KIM_VERSANDWEG = "postausgang"
    wer = akteur(kreis, *rechte)
    einzeln = {n.pk for n in Nachricht.objects.all() if permissions.darf_inhalt_sehen(wer, n)}
    assert set(permissions.sichtbare_nachrichten(wer).values_list("pk", flat=True)) == einzeln
    assert {z.nachricht_id for z in permissions.sichtbare_zustellungen(wer)} == einzeln
    assert Zustellung.objects.count() == 2
