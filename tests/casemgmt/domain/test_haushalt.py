"""Households: moving in and out, splitting, and what each person may see of her own file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt.domain.haushalt import (
    ausziehen,
    haushalt_bilden,
    haushalt_teilen,
    in_haushalt_aufnehmen,
    mitglied_erfassen,
)
from casemgmt.domain.queries.person import eigene_sicht, faelle_von, haushalte_von, personen_in_haushalten
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit, Klient
from casemgmt.regeln.werte import Fallbereich, Haushaltsrolle
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
HEUTE = timezone.localdate()
FRUEHER = HEUTE - timedelta(days=100)


class Familie(Kreisbild):
    """Two adults and a child in one Haushalt since a hundred days."""

    def __init__(self) -> None:
        super().__init__()
        self.mutter, self.vater = self.person("Amira"), self.person("Karim")
        self.kind = self.person("Lina", geburtsjahr=2015)
        self.haushalt = haushalt_bilden(
            klient_id=self.mutter.pk, rolle=Haushaltsrolle.ERWACHSEN, von=FRUEHER, akteur=self.cm_a
        )
        self.einziehen(self.vater)
        self.einziehen(self.kind, rolle=Haushaltsrolle.KIND)

    def einziehen(self, wer: Klient, wohin: Haushalt | None = None, **mehr: Any) -> Haushaltszugehoerigkeit:
        return in_haushalt_aufnehmen(
            **{
                "haushalt_id": (wohin or self.haushalt).pk,
                "klient_id": wer.pk,
                "rolle": Haushaltsrolle.ERWACHSEN,
                "von": FRUEHER,
                "akteur": self.cm_a,
                **mehr,
            }
        )

    def in_haushalt(self, haushalt: Haushalt) -> set[Klient]:
        return {z.klient for z in haushalt.zugehoerigkeiten.filter(bis__isnull=True)}

    def zugehoerigkeit(self, wer: Klient) -> Haushaltszugehoerigkeit:
        return wer.zugehoerigkeiten.get(bis__isnull=True)


@pytest.fixture
def familie() -> Familie:
    return Familie()


def test_fall_36_nach_der_teilung_behaelt_jeder_seine_geschichte(familie: Familie) -> None:
    fall = familie.fall(familie.mutter, familie.vater)
    fallbau.termin(familie.cm_a, fall, familie.mutter, notiz="Sie will ausziehen", personen=1)
    fallbau.termin(familie.cm_a, fall, familie.vater, notiz="Seine Arbeit", personen=1)
    neuer = haushalt_teilen(
        zugehoerigkeiten=[familie.zugehoerigkeit(k).pk for k in (familie.mutter, familie.kind)],
        zum=HEUTE,
        akteur=familie.cm_a,
    )
    assert familie.in_haushalt(neuer) == {familie.mutter, familie.kind}
    assert familie.in_haushalt(familie.haushalt) == {familie.vater}
    alt = familie.mutter.zugehoerigkeiten.get(haushalt=familie.haushalt)
    assert (alt.von, alt.bis) == (FRUEHER, HEUTE - timedelta(days=1))
    assert familie.zugehoerigkeit(familie.kind).rolle == Haushaltsrolle.KIND
    for wer, notiz in ((familie.mutter, "Sie will ausziehen"), (familie.vater, "Seine Arbeit")):
        assert [zeile.notiz for zeile in eigene_sicht(familie.cm_a, wer)] == [notiz]
    bilder = haushalte_von(familie.cm_a, familie.mutter)
    assert [(b.haushalt_id, b.besteht, len(b.mitglieder)) for b in bilder] == [
        (neuer.pk, True, 2),
        (familie.haushalt.pk, False, 1),
    ]


def test_fall_37_die_sicht_eines_kindes_zeigt_keine_notiz_der_eltern(familie: Familie) -> None:
    fall = familie.fall(familie.mutter, familie.kind)
    fallbau.termin(familie.cm_a, fall, familie.mutter, notiz="Nur die Mutter", personen=1)
    fallbau.termin(familie.cm_a, fall, familie.mutter, familie.kind, notiz="Beide", personen=2)
    fallbau.termin(familie.cm_a, fall, familie.kind, notiz="Mit Begleitung", personen=2)
    fallbau.termin(
        familie.cm_a, fall, familie.kind, notiz="Schulwechsel", naechster_schritt="Schule anrufen", personen=1
    )
    zeilen = eigene_sicht(familie.cm_a, familie.kind)
    assert [(z.notiz, z.naechster_schritt, z.mit_anderen) for z in zeilen] == [
        ("Schulwechsel", "Schule anrufen", False),
        ("", "", True),
        ("", "", True),
    ]
    assert zeilen[0].fall == fall.aktenzeichen
    assert eigene_sicht(familie.cm_b, familie.kind) == []


def test_fall_39_wer_in_zwei_haushalten_lebt_zaehlt_einmal(familie: Familie) -> None:
    zweiter = haushalt_bilden(
        klient_id=familie.person("Samir").pk, rolle=Haushaltsrolle.ERWACHSEN, von=FRUEHER, akteur=familie.cm_a
    )
    familie.einziehen(familie.kind, zweiter, rolle=Haushaltsrolle.KIND)
    beide = [familie.haushalt.pk, zweiter.pk]
    assert personen_in_haushalten(familie.cm_a, beide) == 4
    assert personen_in_haushalten(familie.cm_b, beide) == 0
    assert len(haushalte_von(familie.cm_a, familie.kind)) == 2


def test_ausziehen_hat_einen_letzten_tag(familie: Familie) -> None:
    satz = familie.zugehoerigkeit(familie.vater)
    for tag, meldung in (
        (HEUTE + timedelta(days=1), "in der Zukunft"),
        (FRUEHER - timedelta(days=1), "vor dem Einzug"),
    ):
        with pytest.raises(Fachfehler, match=meldung):
            ausziehen(zugehoerigkeit_id=satz.pk, bis=tag, akteur=familie.cm_a)
    ausziehen(zugehoerigkeit_id=satz.pk, bis=HEUTE, akteur=familie.cm_a)
    with pytest.raises(Fachfehler, match="schon ausgezogen"):
        ausziehen(zugehoerigkeit_id=satz.pk, bis=HEUTE, akteur=familie.cm_a)
    familie.einziehen(familie.vater, von=HEUTE)


def test_aufnehmen_wird_geprueft(familie: Familie) -> None:
    fremde = familie.person("Sara", in_b=True)
    with pytest.raises(Fachfehler, match="gehört schon"):
        familie.einziehen(familie.vater)
    with pytest.raises(Fachfehler, match="Zukunft"):
        familie.einziehen(familie.person("Neu"), von=HEUTE + timedelta(days=1))
    with pytest.raises(NichtErlaubt):
        familie.einziehen(fremde)
    with pytest.raises(NichtErlaubt):
        familie.einziehen(fremde, akteur=familie.cm_b)


def test_eine_neue_person_kommt_mit_ihrem_haushalt(familie: Familie) -> None:
    angaben: Any = {
        "haushalt_id": familie.haushalt.pk,
        "rolle": Haushaltsrolle.KIND,
        "kreis_id": familie.kreis.pk,
        "bereich": Fallbereich.LOKAL,
        "datenschutzhinweis_am": HEUTE,
    }
    neu = mitglied_erfassen(
        **angaben, kommune_id=familie.a.pk, angaben={"nachname": "Haddad"}, akteur=familie.cm_a
    )
    assert familie.zugehoerigkeit(neu).haushalt == familie.haushalt
    with pytest.raises(NichtErlaubt):
        mitglied_erfassen(
            **angaben, kommune_id=familie.b.pk, angaben={"nachname": "Haddad"}, akteur=familie.cm_b
        )
    assert Klient.objects.count() == 4, "both or nothing"


def test_teilen_wird_geprueft(familie: Familie) -> None:
    alle = [familie.zugehoerigkeit(k).pk for k in (familie.mutter, familie.vater, familie.kind)]
    anderer = haushalt_bilden(
        klient_id=familie.person("Sara").pk, rolle=Haushaltsrolle.ERWACHSEN, von=FRUEHER, akteur=familie.cm_a
    )
    fremd = anderer.zugehoerigkeiten.get().pk
    for wer, meldung in (
        ([], "mindestens eine"),
        (alle, "Jemand muss bleiben"),
        ([alle[0], fremd], "verschieden"),
    ):
        with pytest.raises(Fachfehler, match=meldung):
            haushalt_teilen(zugehoerigkeiten=wer, zum=HEUTE, akteur=familie.cm_a)
    with pytest.raises(NichtErlaubt):
        haushalt_teilen(zugehoerigkeiten=alle[:1], zum=HEUTE, akteur=familie.koordination)


def test_fall_10_beim_teilen_zaehlt_nur_wen_man_sieht(familie: Familie) -> None:
    """Otherwise the split would tell who is shut out that somebody else lives there."""
    fallbau.sperre(familie.cm_a, familie.kind)
    gesehene = [familie.zugehoerigkeit(k).pk for k in (familie.mutter, familie.vater)]
    with pytest.raises(Fachfehler, match="Jemand muss bleiben"):
        haushalt_teilen(zugehoerigkeiten=gesehene, zum=HEUTE, akteur=frisch(familie.cm_a))


def test_die_faelle_einer_person_sind_die_die_man_sieht(familie: Familie) -> None:
    fall = familie.fall(familie.mutter)
    assert faelle_von(familie.cm_a, familie.mutter) == [fall]
    assert faelle_von(familie.cm_b, familie.mutter) == []
