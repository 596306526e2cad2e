"""Who belongs to a case: coming in, leaving, the main person. And what is on the desk again."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt import permissions
from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.domain.fallpersonen import hauptperson_wechseln, person_beenden, person_ergaenzen
from casemgmt.domain.notzugriff import notzugriff_nehmen
from casemgmt.domain.queries.fallpersonen import ergaenzbare_personen
from casemgmt.domain.wiedervorlage import wiedervorlage_erledigen
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Bereich
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch
from tests.fabriken import zuweisung

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def code_von(tun: Any, **angaben: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(**angaben)
    return fehler.value.code


def test_kommen_gehen_und_wiederkommen(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    samir = fallbau.klient(cm, ort, "Samir")
    dazu = person_ergaenzen(fall_id=fall.pk, klient_id=samir.pk, akteur=cm)
    assert not dazu.hauptperson
    person_beenden(fallperson_id=dazu.pk, akteur=cm)
    assert code_von(person_beenden, fallperson_id=dazu.pk, akteur=cm) == "beendet"
    assert code_von(hauptperson_wechseln, fallperson_id=dazu.pk, akteur=cm) == "beendet"
    wieder = person_ergaenzen(fall_id=fall.pk, klient_id=samir.pk, akteur=cm)
    assert (wieder.pk, wieder.bis) == (dazu.pk, None)


def test_die_hauptperson_geht_erst_wenn_eine_andere_es_ist(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    erste = fall.personen.get()
    assert code_von(person_beenden, fallperson_id=erste.pk, akteur=cm) == "hauptperson"
    zweite = person_ergaenzen(fall_id=fall.pk, klient_id=fallbau.klient(cm, ort, "Samir").pk, akteur=cm)
    hauptperson_wechseln(fallperson_id=zweite.pk, akteur=cm)
    person_beenden(fallperson_id=erste.pk, akteur=cm)
    assert fall.personen.get(hauptperson=True) == zweite


def test_nur_wen_man_sieht(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    anderswo = fallbau.kommune(ort.kreis)
    fremde = fallbau.klient(fallbau.case_management(anderswo), anderswo)
    assert code_von(person_ergaenzen, fall_id=fall.pk, klient_id=fremde.pk, akteur=cm) == "klient"
    with pytest.raises(NichtErlaubt):
        person_ergaenzen(fall_id=fall.pk, klient_id=fremde.pk, akteur=fallbau.koordination(ort.kreis))


@pytest.mark.parametrize("womit", ["notzugriff", "vertretung"])
def test_wen_man_nur_auf_zeit_sieht_holt_man_nicht_in_den_eigenen_fall(womit: str) -> None:
    bild = Kreisbild()
    eigener, andere = bild.fall(), bild.person("Zelda", "Zimmer", in_b=True)
    ihrer = bild.fall(andere, in_b=True)
    haushalt = Haushalt.objects.create(kreis=bild.kreis)
    for person in (eigener.personen.get().klient, andere):
        Haushaltszugehoerigkeit.objects.create(
            kreis=bild.kreis, haushalt=haushalt, klient=person, rolle="erwachsen", von=faellebau.heute()
        )
    if womit == "vertretung":
        fallbau.vertretung(bild.cm_b, bild.cm_a, von=faellebau.heute(), bis=faellebau.heute())
    else:
        notzugriff_nehmen(
            kreis_id=bild.kreis.pk,
            aktenzeichen=ihrer.aktenzeichen,
            grund="Sie steht vor der Tür und braucht Hilfe.",
            akteur=bild.cm_a,
        )
    cm = frisch(bild.cm_a)
    assert permissions.sichtbare_klienten(cm).filter(pk=andere.pk).exists()
    assert ergaenzbare_personen(cm, eigener) == []
    assert code_von(person_ergaenzen, fall_id=eigener.pk, klient_id=andere.pk, akteur=cm) == "fremd"
    angaben: Any = {"kreis_id": bild.kreis.pk, "bereich": "lokal", "kommune_id": bild.a.pk}
    angaben |= {"klienten": [andere.pk], "eroeffnet_am": faellebau.heute(), "akteur": cm}
    assert code_von(fall_eroeffnen, **angaben) == "fremd"


def test_die_fachaufsicht_die_auch_beraet_nimmt_auch_andere_auf(ort: Any) -> None:
    beides = fallbau.koordination(ort.kreis)
    zuweisung(beides, Rolle.CASE_MANAGEMENT, bereich=Bereich("kommune", ort.pk, ort.kreis_id))
    anderswo = fallbau.kommune(ort.kreis)
    andere = fallbau.klient(fallbau.case_management(anderswo), anderswo)
    fall = fallbau.fall(frisch(beides), ort)
    assert person_ergaenzen(fall_id=fall.pk, klient_id=andere.pk, akteur=frisch(beides)).bis is None


def test_fall_42a_eine_schutzadresse_oeffnet_sich_nicht_durch_einen_zweiten_fall() -> None:
    bild = Kreisbild()
    geschuetzt = bild.person("Zelda", "Zimmer", schutzadresse=True, anschrift="Geheimweg 7")
    erster, zweite = bild.fall(bild.person("Olena"), geschuetzt), fallbau.case_management(bild.a)
    satz = erster.personen.get(klient=geschuetzt)
    fall = fallbau.fall(zweite, bild.a)
    for _versuch in range(2):
        dazu: Any = {"fall_id": fall.pk, "klient_id": geschuetzt.pk, "akteur": frisch(zweite)}
        assert code_von(person_ergaenzen, **dazu) == "schutzadresse"
        with pytest.raises(Fachfehler):
            fallbau.fall(frisch(zweite), bild.a, geschuetzt)
        assert not permissions.sieht_erreichbarkeit(frisch(zweite), geschuetzt)
        # Taking her out of the other case first changes nothing.
        if satz.bis is None:
            satz = person_beenden(fallperson_id=satz.pk, akteur=frisch(zweite))
    # Who answers for her may: the Fachfehler is not about her.
    assert bild.fall(geschuetzt).personen.count() == 1


def test_angeboten_wird_wer_im_selben_haushalt_lebt(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    kind, fremde = fallbau.klient(cm, ort, "Samir"), fallbau.klient(cm, ort, "Olena")
    haushalt = Haushalt.objects.create(kreis=ort.kreis)
    for person in (fall.personen.get().klient, kind):
        Haushaltszugehoerigkeit.objects.create(
            kreis=ort.kreis, haushalt=haushalt, klient=person, rolle="erwachsen", von=faellebau.heute()
        )
    assert ergaenzbare_personen(cm, fall) == [kind]
    assert fremde not in ergaenzbare_personen(cm, fall)
    person_ergaenzen(fall_id=fall.pk, klient_id=kind.pk, akteur=cm)
    assert ergaenzbare_personen(cm, fall) == []


def test_eine_wiedervorlage_ist_einmal_erledigt(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    satz = faellebau.wiedervorlage(cm, fall, text="  Anruf \n beim Amt ")
    assert satz.text == "Anruf beim Amt"
    erledigt = wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=cm)
    nochmal = wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=cm)
    assert (erledigt.erledigt_am, erledigt.erledigt_von) == (nochmal.erledigt_am, cm)
    with pytest.raises(Fachfehler, match="schon vorbei"):
        faellebau.wiedervorlage(cm, fall, tage=-1)
    with pytest.raises(NichtErlaubt):
        wiedervorlage_erledigen(wiedervorlage_id=satz.pk, akteur=fallbau.koordination(ort.kreis))


def test_ein_fall_hat_mindestens_eine_person(cm: Any, ort: Any) -> None:
    for klienten in ([], [10**9]):
        with pytest.raises(Fachfehler) as fehler:
            fall_eroeffnen(
                kreis_id=ort.kreis_id,
                bereich=Fallbereich.LOKAL,
                kommune_id=ort.pk,
                klienten=klienten,
                eroeffnet_am=faellebau.heute(),
                akteur=cm,
            )
        assert fehler.value.code == "personen"


def test_den_ersten_fall_einer_geschuetzten_person_eroeffnet_wer_dort_beraet(cm: Any, ort: Any) -> None:
    """Nobody answers for her yet, so nobody's care is passed by."""
    person = fallbau.klient(cm, ort, schutzadresse=True)
    kollegin = fallbau.case_management(ort)
    assert not permissions.sieht_erreichbarkeit(kollegin, person)
    assert fallbau.fall(kollegin, ort, person).verantwortlich == kollegin
