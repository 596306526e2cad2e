"""What is approved is a version: the one after it needs its own, and an accepted objection needs a later one.

Expected moments are reckoned by hand from GO RSK § 7 Abs. 4 and GO Steinfurt § 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from lenkung.domain.einwendung import (
    Eingetragen,
    Entscheidung,
    einwendung_eintragen,
    einwendung_entscheiden,
    einwendung_zurueckziehen_per_link,
)
from lenkung.domain.genehmigung import anstehende, genehmigung_eintragen, genehmigungen_festhalten
from lenkung.domain.niederschriftsversand import niederschrift_nachsenden
from lenkung.domain.queries.feste_punkte import fehlende_feste_punkte
from lenkung.domain.queries.genehmigung import Genehmigungslage, genehmigungslage
from lenkung.domain.queries.veroeffentlichung import ist_genehmigt
from lenkung.domain.sitzung_fuehren import punkt_abschliessen
from lenkung.models import Einwendung, Genehmigung, Gremium, Niederschrift, Sitzung
from lenkung.regeln.tagesordnung import Punktart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import SitzFactory
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    folgesitzung,
    geschlossen,
    nimm_an,
    token,
    uhr,
    unterzeichnet,
    versandt,
    wende_ein,
)
from tests.lenkung.sitzungsbau import mitglied, sitzung

pytestmark = pytest.mark.django_db


@pytest.fixture
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(date(2022, 1, 3), 8), tick=False) as reisende:
        yield reisende


def steinfurt(anzahl: int = 2) -> Gremium:
    gremium = bau.lenkungsgruppe(anzahl, wie=None)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    return gremium


def versende(zeit: Any, satz: Sitzung, am: datetime) -> Any:
    """One more version, signed, sent and accepted by the mail server at that moment."""
    zeit.move_to(am)
    unterzeichnet(satz)
    gesendet = versandt(satz)
    nimm_an(gesendet, am)
    return gesendet


def lage(satz: Sitzung) -> Genehmigungslage:
    ergebnis = genehmigungslage(Niederschrift.objects.get(sitzung=satz), timezone.now())
    assert ergebnis is not None
    return ergebnis


def halte_ab(zeit: Any, satz: Sitzung) -> None:
    """From 14 o'clock, done with the approval at 14:10, closed."""
    zeit.move_to(uhr(satz.tag, 13, 50))
    for sitz in bau.sitze(satz.gremium):
        bau.komme(satz, sitz)
    zeit.move_to(uhr(satz.tag, 14))
    bau.eroeffne(satz)
    punkt = bau.punkte(satz)[0]
    bau.rufe_auf(satz, punkt)
    zeit.move_to(uhr(satz.tag, 14, 10))
    punkt_abschliessen(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=bau.eintrag(satz.gremium))
    bau.schliesse(satz)


def entscheide(einwendung: Einwendung, **felder: Any) -> Einwendung:
    gremium = einwendung.fassung.niederschrift.sitzung.gremium
    angaben = {"angenommen": True, "begruendung": "Stimmt.", **felder}
    return einwendung_entscheiden(
        einwendung_id=einwendung.pk, entscheidung=Entscheidung(**angaben), akteur=gobau.akteur(gremium)
    )


def zur_genehmigung(satz: Sitzung) -> list[int | None]:
    return [w.bezug for w in fehlende_feste_punkte(satz, []) if w.art is Punktart.GENEHMIGUNG]


# Each version its own ---------------------------------------------------------------------------------------


def test_nach_der_frist_laeuft_fuer_die_neue_fassung_eine_neue(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    zeit.move_to(uhr(date(2022, 5, 17), 1))
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 1
    niederschrift = Niederschrift.objects.get(sitzung=satz)
    assert ist_genehmigt(niederschrift)

    # Other words, signed and sent on 30 May: the week ends with 6 June.
    versende(zeit, satz, uhr(date(2022, 5, 30), 9))
    assert not ist_genehmigt(niederschrift)
    jetzt = lage(satz)
    assert (jetzt.genehmigung, [g.fassung.nummer for g in jetzt.fruehere]) == (None, [1])
    assert jetzt.urteil.frist_ende == uhr(date(2022, 6, 7), 0)
    assert anstehende(uhr(date(2022, 6, 6), 23, 59)) == []
    zeit.move_to(uhr(date(2022, 6, 7), 1))
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 1
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 0
    assert list(Genehmigung.objects.values_list("fassung__nummer", "genehmigt_am")) == [
        (1, uhr(date(2022, 5, 17), 0)),
        (2, uhr(date(2022, 6, 7), 0)),
    ]
    assert ist_genehmigt(niederschrift)


def test_die_neue_fassung_kommt_auf_die_naechste_tagesordnung(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    september = folgesitzung(maerz, date(2022, 9, 13))
    halte_ab(zeit, september)
    dezember = bau.eingeladene_sitzung(gremium, date(2022, 12, 12), punkte=0)
    assert zur_genehmigung(dezember) == [september.pk]

    versende(zeit, maerz, uhr(date(2022, 10, 4), 9))
    assert zur_genehmigung(dezember) == [maerz.pk, september.pk]
    # September was done with another text.
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 0
    dezember.delete()
    dezember = folgesitzung(maerz, date(2022, 12, 12))
    halte_ab(zeit, dezember)
    zweite = Genehmigung.objects.get(fassung__nummer=2)
    assert (zweite.genehmigt_am, zweite.sitzung) == (uhr(date(2022, 12, 12), 14, 10), dezember)
    assert zur_genehmigung(bau.eingeladene_sitzung(gremium, date(2023, 3, 13), punkte=0)) == [
        september.pk,
        dezember.pk,
    ]


def test_von_hand_je_fassung_einmal(zeit: Any) -> None:
    satz = geschlossen(bau.lenkungsgruppe(2, wie=None))

    def von_hand() -> Genehmigung:
        return genehmigung_eintragen(
            sitzung_id=satz.pk, am=timezone.localdate(), grund="Verlesen", akteur=gobau.akteur(satz.gremium)
        )

    versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    erste = von_hand()
    versende(zeit, satz, uhr(date(2022, 5, 30), 9))
    assert [erste.fassung.nummer, von_hand().fassung.nummer] == [1, 2]
    erste.pk = None
    with pytest.raises(IntegrityError, match="fassung_id"):
        erste.save(force_insert=True)


# An accepted objection needs a version that knows of it -----------------------------------------------------


def test_eine_fassung_vor_der_entscheidung_erledigt_die_angenommene_nicht(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    person = empfaenger(versende(zeit, satz, uhr(date(2022, 5, 9), 9)))
    zeit.move_to(uhr(date(2022, 5, 10), 9))
    einwendung = wende_ein(person)
    # Signed for another reason, a day before the decision.
    versende(zeit, satz, uhr(date(2022, 5, 11), 9))
    zeit.move_to(uhr(date(2022, 5, 12), 9))
    entscheide(einwendung)
    zeit.move_to(uhr(date(2022, 5, 25), 9))
    assert lage(satz).zu_aendern == {einwendung.pk}
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 0

    versende(zeit, satz, uhr(date(2022, 5, 30), 9))
    assert lage(satz).zu_aendern == set()
    zeit.move_to(uhr(date(2022, 6, 8), 9))
    assert genehmigungen_festhalten(jetzt=timezone.now()) == 1
    assert Genehmigung.objects.get().fassung.nummer == 3


@pytest.mark.parametrize("mit_punkt", [True, False])
@pytest.mark.parametrize(("tag", "erledigt"), [(date(2022, 9, 12), False), (date(2022, 9, 14), True)])
def test_was_eine_sitzung_entschied_gilt_von_ihr_an(
    zeit: Any, mit_punkt: bool, tag: date, erledigt: bool
) -> None:
    """Decided on 13 September, written down on the 20th; the new version is from before or from between."""
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    einwendung = wende_ein(empfaenger(versende(zeit, maerz, uhr(date(2022, 4, 4), 9))))
    tage = [(date(2022, 9, 13), "sitzung"), (tag, "fassung")]
    for _tag, was in sorted(tage):
        if was == "fassung":
            versende(zeit, maerz, uhr(tag, 9))
        elif mit_punkt:
            dort = folgesitzung(maerz, date(2022, 9, 13))
            halte_ab(zeit, dort)
        else:
            dort = sitzung(gremium, date(2022, 9, 13), "geschlossen", ort="Kreishaus")
    zeit.move_to(uhr(date(2022, 9, 20), 9))
    entscheide(einwendung, sitzung_id=dort.pk)
    assert lage(maerz).zu_aendern == (set() if erledigt else {einwendung.pk})


def test_auf_dem_link_zur_neuen_fassung_zieht_man_die_alte_zurueck(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    einwendung = wende_ein(empfaenger(versende(zeit, satz, uhr(date(2022, 5, 9), 9))))
    neue = versende(zeit, satz, uhr(date(2022, 5, 11), 9))
    brief = einwendung_eintragen(
        sitzung_id=satz.pk,
        angaben=Eingetragen("Petra Probe", "TOP 2.", timezone.now(), "Brief"),
        schluessel=uuid4(),
        akteur=gobau.akteur(satz.gremium),
    )
    # Of somebody else, and of nobody who has a link.
    for fremde in (einwendung, brief):
        with pytest.raises(Einwendung.DoesNotExist):
            einwendung_zurueckziehen_per_link(
                token=token(empfaenger(neue, stelle=1)), einwendung_id=fremde.pk
            )
    zurueck = einwendung_zurueckziehen_per_link(token=token(empfaenger(neue)), einwendung_id=einwendung.pk)
    assert zurueck.stand == "zurueckgezogen"


# Who comes later --------------------------------------------------------------------------------------------


def test_wer_nachgesandt_bekommt_verschiebt_die_frist_der_anderen_nicht(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    gesendet = versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    assert lage(satz).urteil.frist_ende == uhr(date(2022, 5, 17), 0)
    zeit.move_to(uhr(date(2022, 5, 12), 9))
    mitglied(satz.gremium, sitz=SitzFactory(gremium=satz.gremium))
    niederschrift_nachsenden(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    neu = empfaenger(gesendet, stelle=2)
    assert (neu.zaehlt, neu.sitz is None) == (False, False)
    # On its way: neither open nor, once accepted, later.
    assert lage(satz).urteil.frist_ende == uhr(date(2022, 5, 17), 0)
    nimm_an(gesendet, timezone.now())
    assert lage(satz).urteil.frist_ende == uhr(date(2022, 5, 17), 0)
