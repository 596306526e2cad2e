"""Conferences: names only if the consents cover everybody who takes part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.fallkonferenz import (
    ergebnis_erledigen,
    ergebnis_festhalten,
    konferenz_aendern,
    konferenz_anlegen,
    konferenz_beenden,
    teilnahme_aufnehmen,
    teilnahme_entfernen,
)
from casemgmt.domain.fallpersonen import person_beenden, person_ergaenzen
from casemgmt.domain.queries.fallkonferenzen import papier
from casemgmt.domain.weitergabe_ohne import weitergabe_ohne_entscheiden
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Fall, Fallkonferenz
from casemgmt.regeln.fallkonferenz import Konferenzstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import Lage

pytestmark = pytest.mark.django_db


class Konferenzlage(Lage):
    def __init__(self) -> None:
        super().__init__()
        self.fall = fallbau.fall(self.cm, self.ort, self.klient)
        self.konferenz = konferenz_anlegen(
            fall_id=self.fall.pk,
            angaben={
                "art": "fallkonferenz",
                "beginn": timezone.now() + timedelta(days=7),
                "frage": "Wo wohnt Frau Haddad künftig?",
                "papier": (
                    f"Amira ist am 04.05.1988 geboren und lebt in {self.ort.name}, {self.fall.aktenzeichen}."
                ),
                "namentlich": True,
            },
            akteur=self.cm,
        )

    def jobcenter_dazu(self, person: Any = None) -> Any:
        return teilnahme_aufnehmen(
            konferenz_id=self.konferenz.pk,
            einrichtung_id=self.jobcenter.pk,
            person_id=(person or self.frau_a).pk,
            akteur=self.cm,
        )

    def entbunden(self, *personen: Any) -> Any:
        return self.unterschrieben(
            art="schweigepflicht",
            empfaenger=[(self.jobcenter.pk, person.pk) for person in personen],
            datenklassen=["stammdaten", "beratungsinhalt"],
            zwecke=["fallkonferenz"],
        )

    def mit_namen(self) -> Fallkonferenz:
        return konferenz_aendern(konferenz_id=self.konferenz.pk, angaben={"namentlich": True}, akteur=self.cm)

    def frisch(self) -> Fallkonferenz:
        return Fallkonferenz.objects.get(pk=self.konferenz.pk)


@pytest.fixture
def lage() -> Konferenzlage:
    return Konferenzlage()


def test_zuerst_stehen_buchstaben_da(lage: Konferenzlage) -> None:
    zettel = papier(lage.frisch())
    assert not zettel.mit_namen
    assert zettel.frage == "Wo wohnt Frau Person A künftig?"
    assert zettel.text == "Person A ist am (Tag) geboren und lebt in (Ort), (Aktenzeichen)."
    assert zettel.personen == ("Person A",)


def test_ohne_kommune_bleibt_der_text_sonst_derselbe(lage: Konferenzlage) -> None:
    """A kreisfreie Stadt has no Kommunen below it."""
    Fall.objects.filter(pk=lage.fall.pk).update(kommune=None)
    text = papier(Fallkonferenz.objects.get(pk=lage.konferenz.pk)).text
    assert "Amira" not in text
    assert lage.ort.name in text


def test_auch_wer_den_fall_verlassen_hat_bekommt_einen_buchstaben(lage: Konferenzlage) -> None:
    karim = fallbau.klient(lage.cm, lage.ort, "Karim", "Sabbagh", anschrift="Marktgasse 3")
    dabei = person_ergaenzen(fall_id=lage.fall.pk, klient_id=karim.pk, von=fallbau.gestern(), akteur=lage.cm)
    person_beenden(fallperson_id=dabei.pk, akteur=lage.cm, bis=fallbau.gestern())
    konferenz_aendern(
        konferenz_id=lage.konferenz.pk,
        angaben={"frage": "Was tun, wenn Karim kommt?", "papier": "Herr Sabbagh wohnt: Marktgasse 3."},
        akteur=lage.cm,
    )
    zettel = papier(lage.frisch())
    assert zettel.frage == "Was tun, wenn Person B kommt?"
    assert zettel.text == "Herr Person B wohnt: (Anschrift)."
    assert zettel.personen == ("Person A",)


def test_fall_25a_dringend_erklaert_nennt_eine_fallkonferenz_keine_namen(lage: Konferenzlage) -> None:
    lage.jobcenter_dazu()
    antrag = lage.antrag(dringend=True, zweck="fallkonferenz")
    with pytest.raises(Fachfehler, match="Anna Amtlich"):
        lage.mit_namen()
    weitergabe_ohne_entscheiden(
        antrag_id=antrag.pk, bestaetigen=True, entscheidung="", akteur=lage.koordination
    )
    assert lage.mit_namen().namentlich


def test_fall_42a_auch_mit_namen_nennt_kein_papier_wo_eine_geschuetzte_person_ist(
    lage: Konferenzlage,
) -> None:
    """Neither the place of the case nor her address, also when she has left it; that of others stays."""
    karim = fallbau.klient(
        lage.cm, lage.ort, "Karim", "Sabbagh", anschrift="Marktgasse 3", schutzadresse=True
    )
    dabei = person_ergaenzen(fall_id=lage.fall.pk, klient_id=karim.pk, von=fallbau.gestern(), akteur=lage.cm)
    person_beenden(fallperson_id=dabei.pk, akteur=lage.cm, bis=fallbau.gestern())
    lage.jobcenter_dazu()
    lage.entbunden(lage.frau_a)
    lage.mit_namen()
    konferenz_aendern(
        konferenz_id=lage.konferenz.pk,
        angaben={"papier": f"Amira lebt am Ulmenweg 9, Karim: Marktgasse 3, {lage.ort.name}."},
        akteur=lage.cm,
    )
    zettel = papier(lage.frisch())
    assert zettel.mit_namen
    assert zettel.text == "Amira lebt am Ulmenweg 9, Karim: (Anschrift), (Ort)."


def test_fall_22_namen_nur_wenn_die_einwilligungen_alle_decken(lage: Konferenzlage) -> None:
    with pytest.raises(Fachfehler, match="wer teilnimmt"):
        lage.mit_namen()
    lage.jobcenter_dazu()
    with pytest.raises(Fachfehler, match="Anna Amtlich"):
        lage.mit_namen()
    lage.entbunden(lage.frau_a)
    lage.mit_namen()
    assert papier(lage.frisch()).mit_namen
    assert "Amira" in papier(lage.frisch()).text
    # Adding somebody asks again.
    lage.jobcenter_dazu(lage.herr_b)
    assert not lage.frisch().namentlich
    assert lage.frisch().zurueckgezogen_am is not None
    assert "Amira" not in papier(lage.frisch()).text


def test_fall_17_ein_widerruf_zieht_das_papier_mit_namen_zurueck(lage: Konferenzlage) -> None:
    lage.jobcenter_dazu()
    einwilligung = lage.entbunden(lage.frau_a)
    lage.mit_namen()
    widerruf = einwilligung_widerrufen(einwilligung_id=einwilligung.pk, weg="muendlich", akteur=lage.cm)
    assert "Das Papier einer Fallkonferenz nennt keine Namen mehr." in widerruf.angehalten
    assert not papier(lage.frisch()).mit_namen


def test_eine_kollegin_liest_das_papier_und_nie_die_akte(lage: Konferenzlage) -> None:
    fremd = fallbau.case_management(fallbau.kommune(lage.kreis))
    assert not permissions.lesbare_konferenzpapiere(fremd).exists()
    teilnahme_aufnehmen(konferenz_id=lage.konferenz.pk, konto_id=fremd.pk, akteur=lage.cm)
    assert list(permissions.lesbare_konferenzpapiere(fremd)) == [lage.konferenz]
    assert not permissions.sichtbare_fallkonferenzen(fremd).exists()
    # She does not see the file, so with her there are no names.
    with pytest.raises(Fachfehler, match=fremd.name):
        lage.mit_namen()
    fallbau.sperre(fremd, lage.klient)
    assert not permissions.lesbare_konferenzpapiere(fremd).exists()


def test_wer_die_akte_sieht_erfaehrt_nichts_neues(lage: Konferenzlage) -> None:
    kollegin = fallbau.case_management(lage.ort)
    teilnahme_aufnehmen(konferenz_id=lage.konferenz.pk, konto_id=kollegin.pk, akteur=lage.cm)
    assert lage.mit_namen().namentlich


def test_nur_bekannte_nehmen_teil(lage: Konferenzlage) -> None:
    fremd = fallbau.case_management(fallbau.kommune())
    for wer, feld in (
        ({"konto_id": fremd.pk}, "konto"),
        ({"einrichtung_id": 999_999}, "einrichtung"),
        ({"einrichtung_id": lage.jobcenter.pk, "person_id": 999_999}, "person"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            teilnahme_aufnehmen(konferenz_id=lage.konferenz.pk, akteur=lage.cm, **wer)
        assert fehler.value.feld == feld
    with pytest.raises(NichtErlaubt):
        teilnahme_aufnehmen(konferenz_id=lage.konferenz.pk, konto_id=lage.cm.pk, akteur=lage.koordination)


def test_ergebnisse_haben_jemanden_und_einen_tag(lage: Konferenzlage) -> None:
    teilnahme = teilnahme_aufnehmen(
        konferenz_id=lage.konferenz.pk, einrichtung_id=lage.jobcenter.pk, akteur=lage.cm
    )
    heute = timezone.localdate()
    with pytest.raises(Fachfehler, match="aus der Runde"):
        ergebnis_festhalten(
            konferenz_id=lage.konferenz.pk, text="x", teilnahme_id=0, bis=heute, akteur=lage.cm
        )
    ergebnis = ergebnis_festhalten(
        konferenz_id=lage.konferenz.pk,
        text="Antrag prüfen",
        teilnahme_id=teilnahme.pk,
        bis=heute,
        akteur=lage.cm,
    )
    with pytest.raises(Fachfehler, match="übernommen"):
        teilnahme_entfernen(teilnahme_id=teilnahme.pk, akteur=lage.cm)
    assert ergebnis_erledigen(ergebnis_id=ergebnis.pk, akteur=lage.cm).erledigt_am == heute
    zweite = lage.jobcenter_dazu()
    teilnahme_entfernen(teilnahme_id=zweite.pk, akteur=lage.cm)
    assert lage.frisch().teilnahmen.count() == 1


def test_gehalten_oder_abgesagt_wird_einmal(lage: Konferenzlage) -> None:
    konferenz_beenden(konferenz_id=lage.konferenz.pk, stand=Konferenzstand.ABGESAGT, akteur=lage.cm)
    with pytest.raises(NichtErlaubt, match="abgesagt"):
        konferenz_beenden(konferenz_id=lage.konferenz.pk, stand=Konferenzstand.GEHALTEN, akteur=lage.cm)
    zweite = Konferenzlage()
    konferenz_beenden(konferenz_id=zweite.konferenz.pk, stand=Konferenzstand.GEHALTEN, akteur=zweite.cm)
    with pytest.raises(Fachfehler, match="schon"):
        konferenz_beenden(konferenz_id=zweite.konferenz.pk, stand=Konferenzstand.GEHALTEN, akteur=zweite.cm)
