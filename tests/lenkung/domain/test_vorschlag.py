"""A proposal from its arrival to the agenda: every decision a step, every answer a mail, nothing gone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from kim.versand.models import Mailtext, Nachricht
from lenkung import permissions
from lenkung.domain import vorschlag as domain
from lenkung.domain.queries.vorschlaege import sitzungsangebote, urteile_fuer
from lenkung.models import Gremium, Tagesordnung, Tagesordnungspunkt, Vorschlag
from tests.fabriken import KontoFactory, PersonFactory, konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann
from tests.lenkung.vorschlagsbau import ANGABEN, datei, einreichen, vorlage

pytestmark = pytest.mark.django_db

TAG = date(2023, 3, 21)
"""As in the Fachmodell: with GO RSK proposals are on time until 28.02.2023."""


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 2, 20)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    gremium = GremiumFactory(name="Lenkungsgruppe KIM", kurzname="LG KIM")
    gobau.in_kraft(gremium)
    return gremium


def _schritte(vorschlag: Vorschlag) -> list[tuple[str, str]]:
    return list(vorschlag.schritte.values_list("art", "text"))


def _neu(vorschlag: Vorschlag) -> Vorschlag:
    return Vorschlag.objects.get(pk=vorschlag.pk)


# Arrival ----------------------------------------------------------------------------------------------------


def test_ein_mitglied_schlaegt_vor_und_bekommt_eine_bestaetigung(gremium: Gremium) -> None:
    besetzung = mitglied(gremium, vorname="Petra", nachname="Probe", email="petra@kreis.example")
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=besetzung.person, name="Petra Probe")
    termin = sitzung(gremium, TAG)
    antwort = einreichen(gremium, konto, sitzung_id=termin.pk, dateien=[datei()])
    vorschlag = antwort.vorschlag
    assert antwort.erreicht
    assert (vorschlag.einreicher_name, vorschlag.einreicher_sitz) == ("Petra Probe", str(besetzung.sitz))
    assert (vorschlag.konto_id, vorschlag.person_id) == (konto.pk, besetzung.person_id)
    assert _schritte(vorschlag) == [("eingereicht", "")]
    assert [a.titel for a in vorschlag.anlagen.all()] == ["Liste"]
    nachricht = Nachricht.objects.get()
    assert nachricht.betreff == "LG KIM: Ihr Vorschlag „Zugang zu Deutschkursen“ ist eingegangen"
    assert "21 Kalendertage vor dem 21.03.2023 ist der 28.02.2023: rechtzeitig." in nachricht.text
    assert nachricht.zustellungen.get().adresse == "petra@kreis.example"


@pytest.mark.parametrize(
    ("jetzt", "urteil"),
    [
        ("2023-02-28 23:59:30", "rechtzeitig"),
        ("2023-03-01 00:00:10", "verspaetet"),
    ],
)
def test_zu_spaet_ist_es_erst_nach_mitternacht_und_wird_doch_angenommen(
    gremium: Gremium, jetzt: str, urteil: str
) -> None:
    termin = sitzung(gremium, TAG)
    with time_machine.travel(f"{jetzt} +01:00", tick=False):
        vorschlag = einreichen(gremium, sitzung_id=termin.pk).vorschlag
    befund = urteile_fuer([vorschlag])[vorschlag.pk].befund
    assert (befund.urteil, befund.norm) == (urteil, "§ 4 Abs. 4")


def test_ohne_geschaeftsordnung_ist_die_frist_nicht_geregelt() -> None:
    gremium = GremiumFactory()
    vorschlag = einreichen(gremium, sitzung_id=sitzung(gremium, TAG).pk).vorschlag
    assert urteile_fuer([vorschlag])[vorschlag.pk].befund.urteil == "nicht_geregelt"


def test_ohne_sitzung_wartet_er_im_themenspeicher(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    assert vorschlag.sitzung is None
    assert urteile_fuer([vorschlag]) == {}


def test_zweimal_geklickt_ist_einmal_vorgeschlagen(gremium: Gremium) -> None:
    konto = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    schluessel = uuid4()
    erste = einreichen(gremium, konto, schluessel=schluessel)
    zweite = einreichen(gremium, konto, schluessel=schluessel, titel="Anders")
    assert erste.vorschlag == zweite.vorschlag
    assert (Vorschlag.objects.count(), Nachricht.objects.count()) == (1, 1)


def test_die_geschaeftsstelle_traegt_fuer_jemanden_ein(gremium: Gremium) -> None:
    besetzung = mitglied(gremium, email="am.telefon@kreis.example")
    konto = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis, name="Karla Amt")
    vorschlag = einreichen(gremium, konto, person_id=besetzung.person_id).vorschlag
    assert (vorschlag.konto_id, vorschlag.person_id) == (None, besetzung.person_id)
    assert vorschlag.einreicher_name == str(besetzung.person)
    assert vorschlag.schritte.get().von_name == "Karla Amt"
    eigenes = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=besetzung.person)
    assert permissions.sichtbare_vorschlaege(eigenes).get() == vorschlag


def test_ein_mitglied_schlaegt_nur_im_eigenen_namen_vor(gremium: Gremium) -> None:
    besetzung = mitglied(gremium)
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=besetzung.person)
    with pytest.raises(NichtErlaubt):
        einreichen(gremium, konto, person_id=mitglied(gremium).person_id)
    assert not Vorschlag.objects.exists()


def test_ohne_sitz_oder_im_geschlossenen_gremium_geht_es_nicht(gremium: Gremium) -> None:
    with pytest.raises(NichtErlaubt, match="keinen Sitz"):
        einreichen(gremium, konto_mit_rolle("mitglied", kreis=gremium.kreis))
    zu = GremiumFactory(kreis=gremium.kreis, aktiv_bis=date(2023, 1, 31))
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        einreichen(zu)


def test_ohne_adresse_und_konto_wird_es_gesagt(gremium: Gremium) -> None:
    besetzung = mitglied(gremium, email="")
    antwort = einreichen(gremium, gobau.akteur(gremium), person_id=besetzung.person_id)
    assert not antwort.erreicht
    assert not Nachricht.objects.exists()
    # With an account but no address in the master data, the account's is used.
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=besetzung.person)
    assert einreichen(gremium, konto).erreicht


@pytest.mark.parametrize("stand", ["eroeffnet", "geschlossen", "abgesagt"])
def test_fuer_eine_sitzung_die_nichts_mehr_annimmt_geht_es_nicht(gremium: Gremium, stand: str) -> None:
    termin = sitzung(gremium, TAG, stand)
    with pytest.raises(Fachfehler, match="nichts mehr"):
        einreichen(gremium, sitzung_id=termin.pk)
    fremd = sitzung(GremiumFactory(kreis=gremium.kreis), TAG)
    with pytest.raises(Fachfehler, match="anderen Gremium"):
        einreichen(gremium, sitzung_id=fremd.pk)


def test_angeboten_werden_die_naechsten_mit_ihrem_tag(gremium: Gremium) -> None:
    for abstand in range(5):
        sitzung(gremium, TAG + timedelta(days=90 * abstand))
    sitzung(gremium, date(2023, 4, 4), "abgesagt")
    sitzung(gremium, date(2023, 2, 1), "geplant")
    angebote = sitzungsangebote(Gremium.objects.filter(pk=gremium.pk), wann(date(2023, 2, 20)))
    assert [a.sitzung.tag for a in angebote] == [TAG + timedelta(days=90 * n) for n in range(3)]
    assert angebote[0].rechtzeitig_bis == date(2023, 2, 28)


# Decisions --------------------------------------------------------------------------------------------------


def test_rueckfrage_und_antwort(gremium: Gremium) -> None:
    besetzung = mitglied(gremium)
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=besetzung.person)
    vorschlag = einreichen(gremium, konto).vorschlag
    amt = gobau.akteur(gremium)
    with pytest.raises(Fachfehler, match="begründen"):
        domain.vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=amt, text="   ")
    assert domain.vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=amt, text="Wer trägt vor?").erreicht
    assert _neu(vorschlag).stand == "rueckfrage"
    assert "Wer trägt vor?" in Nachricht.objects.get(art="lenkung.vorschlag_rueckfrage").text
    domain.vorschlag_beantworten(
        vorschlag_id=vorschlag.pk, akteur=konto, text="Ich selbst.", dateien=[datei()]
    )
    assert _neu(vorschlag).stand == "eingegangen"
    assert _schritte(vorschlag)[1:] == [("gefragt", "Wer trägt vor?"), ("geantwortet", "Ich selbst.")]
    with pytest.raises(NichtErlaubt, match="keine Frage offen"):
        domain.vorschlag_beantworten(vorschlag_id=vorschlag.pk, akteur=konto, text="Noch etwas")


def test_verschieben_rechnet_die_frist_neu_und_geht_als_antwort_hinaus(gremium: Gremium) -> None:
    erste, zweite = sitzung(gremium, date(2023, 3, 7)), sitzung(gremium, TAG)
    vorschlag = einreichen(gremium, sitzung_id=erste.pk, person_id=mitglied(gremium).person_id).vorschlag
    assert urteile_fuer([vorschlag])[vorschlag.pk].verspaetet
    antwort = domain.vorschlag_verschieben(
        vorschlag_id=vorschlag.pk,
        akteur=gobau.akteur(gremium),
        text="Im März ist Platz.",
        sitzung_id=zweite.pk,
    )
    assert antwort.erreicht
    vorschlag = _neu(vorschlag)
    assert (vorschlag.stand, vorschlag.sitzung) == ("verschoben", zweite)
    assert not urteile_fuer([vorschlag])[vorschlag.pk].verspaetet
    text = Nachricht.objects.get(art="lenkung.vorschlag_verschoben").text
    assert "Im März ist Platz." in text
    assert "Sitzung am 21.03.2023" in text
    with pytest.raises(Fachfehler, match="schon vorgesehen"):
        domain.vorschlag_verschieben(
            vorschlag_id=vorschlag.pk, akteur=gobau.akteur(gremium), text="x", sitzung_id=zweite.pk
        )


def test_ablehnen_braucht_einen_grund_und_der_vorschlag_bleibt(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    amt = gobau.akteur(gremium)
    with pytest.raises(Fachfehler):
        domain.vorschlag_ablehnen(vorschlag_id=vorschlag.pk, akteur=amt, grund="")
    domain.vorschlag_ablehnen(vorschlag_id=vorschlag.pk, akteur=amt, grund="Zuständig ist der Kreistag.")
    assert _neu(vorschlag).stand == "abgelehnt"
    assert _schritte(vorschlag)[-1] == ("abgelehnt", "Zuständig ist der Kreistag.")
    for tat, angaben in (
        (domain.vorschlag_nachfragen, {"text": "x"}),
        (domain.vorschlag_verschieben, {"text": "x"}),
        (domain.vorschlag_zurueckziehen, {}),
    ):
        with pytest.raises(NichtErlaubt, match="abgelehnt"):
            tat(vorschlag_id=vorschlag.pk, akteur=amt, **angaben)


def test_zurueckziehen_kann_wer_vorgeschlagen_hat(gremium: Gremium) -> None:
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    andere = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    vorschlag = einreichen(gremium, konto).vorschlag
    with pytest.raises(NichtErlaubt):
        domain.vorschlag_zurueckziehen(vorschlag_id=vorschlag.pk, akteur=andere)
    domain.vorschlag_zurueckziehen(vorschlag_id=vorschlag.pk, akteur=konto, text="Hat sich erledigt.")
    assert _neu(vorschlag).stand == "zurueckgezogen"


def test_aufnehmen_macht_einen_punkt_vor_verschiedenes(gremium: Gremium) -> None:
    termin = sitzung(gremium, TAG)
    for nummer, art in enumerate(("formalia", "verschiedenes"), start=1):
        Tagesordnungspunkt.objects.create(sitzung=termin, position=nummer, art=art, titel=art)
    vorschlag = einreichen(gremium, person_id=mitglied(gremium).person_id).vorschlag
    antwort = domain.vorschlag_aufnehmen(
        vorschlag_id=vorschlag.pk,
        sitzung_id=termin.pk,
        akteur=gobau.akteur(gremium),
        text="Bitte mit Zahlen.",
    )
    assert antwort.punkt is not None
    assert [p.titel for p in termin.punkte.order_by("position")] == [
        "formalia",
        ANGABEN["titel"],
        "verschiedenes",
    ]
    assert [p.position for p in termin.punkte.order_by("position")] == [1, 2, 3]
    assert (antwort.punkt.art, antwort.punkt.minuten, antwort.punkt.vorschlag) == ("beratung", 20, vorschlag)
    assert Tagesordnung.objects.get(sitzung=termin).zaehler == 1
    assert (_neu(vorschlag).stand, _neu(vorschlag).sitzung) == ("aufgenommen", termin)
    assert "Bitte mit Zahlen." in Nachricht.objects.get(art="lenkung.vorschlag_aufgenommen").text


def test_was_auf_der_tagesordnung_steht_wird_erst_nach_dem_absetzen_verschoben(gremium: Gremium) -> None:
    termin = sitzung(gremium, TAG)
    vorschlag = einreichen(gremium).vorschlag
    amt = gobau.akteur(gremium)
    punkt = domain.vorschlag_aufnehmen(vorschlag_id=vorschlag.pk, sitzung_id=termin.pk, akteur=amt).punkt
    assert punkt is not None
    with pytest.raises(Fachfehler, match="zuerst dort absetzen"):
        domain.vorschlag_verschieben(vorschlag_id=vorschlag.pk, akteur=amt, text="später")
    Tagesordnungspunkt.objects.filter(pk=punkt.pk).update(stand="abgesetzt")
    domain.vorschlag_verschieben(vorschlag_id=vorschlag.pk, akteur=amt, text="später")
    assert _neu(vorschlag).stand == "verschoben"


def test_faellt_die_sitzung_aus_geht_der_vorschlag_zurueck_in_den_speicher(gremium: Gremium) -> None:
    termin = sitzung(gremium, TAG)
    vorschlag = einreichen(gremium).vorschlag
    amt = gobau.akteur(gremium)
    domain.vorschlag_aufnehmen(vorschlag_id=vorschlag.pk, sitzung_id=termin.pk, akteur=amt)
    type(termin).objects.filter(pk=termin.pk).update(stand="abgesagt", absage_grund="Krankheit")
    domain.vorschlag_verschieben(vorschlag_id=vorschlag.pk, akteur=amt, text="Die Sitzung fällt aus.")
    assert _neu(vorschlag).sitzung is None


def test_wer_eine_veraltete_seite_abschickt_erfaehrt_es(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    amt, alt = gobau.akteur(gremium), stand_von(vorschlag)
    domain.vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=amt, text="Wer?", erwarteter_stand=alt)
    with pytest.raises(Ueberholt, match="inzwischen von Petra Probe"):
        domain.vorschlag_ablehnen(vorschlag_id=vorschlag.pk, akteur=amt, grund="x", erwarteter_stand=alt)


def test_ein_sehr_langes_thema_sprengt_den_betreff_nicht(gremium: Gremium) -> None:
    antwort = einreichen(gremium, person_id=mitglied(gremium).person_id, titel="W" * 200)
    assert antwort.erreicht
    assert len(Nachricht.objects.get().betreff) < 250


def test_scheitert_die_nachricht_geschieht_nichts(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium, person_id=mitglied(gremium).person_id).vorschlag
    # The Kreis has worded a subject that becomes too long: the sending room refuses, and the act with it.
    Mailtext.objects.create(
        kreis=gremium.kreis,
        art="lenkung.vorschlag_abgelehnt",
        betreff="{thema}{thema}{thema}",
        text="{grund}",
    )
    Vorschlag.objects.filter(pk=vorschlag.pk).update(titel="W" * 100)
    with pytest.raises(Fachfehler, match="Betreff ist zu lang"):
        domain.vorschlag_ablehnen(vorschlag_id=vorschlag.pk, akteur=gobau.akteur(gremium), grund="x")
    assert _neu(vorschlag).stand == "eingegangen"
    assert len(_schritte(vorschlag)) == 1


# Who sees what ----------------------------------------------------------------------------------------------


def test_jeder_sieht_die_eigenen_und_die_geschaeftsstelle_alle(gremium: Gremium) -> None:
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    anderes = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    vorschlag = einreichen(gremium, konto).vorschlag
    amt = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    fremd = konto_mit_rolle("geschaeftsstelle")
    ohne = KontoFactory(kreis=gremium.kreis, person=PersonFactory(kreis=gremium.kreis))
    sieht = [
        permissions.sichtbare_vorschlaege(wer).filter(pk=vorschlag.pk).exists()
        for wer in (konto, anderes, amt, fremd, ohne)
    ]
    assert sieht == [True, False, True, False, False]


def test_was_zum_vorschlag_freigegeben_ist_kommt_mit_auf_die_tagesordnung(gremium: Gremium) -> None:
    """The newest that was released; a draft stays behind, and without any the item has none."""
    termin = sitzung(gremium, TAG)
    ohne, mit = einreichen(gremium).vorschlag, einreichen(gremium).vorschlag
    vorlage(gremium, vorschlag_id=mit.pk, frei=True)
    zweite = vorlage(gremium, vorschlag_id=mit.pk, frei=True)
    for vorschlag in (ohne, mit):
        vorlage(gremium, vorschlag_id=vorschlag.pk)
    punkte = [
        domain.vorschlag_aufnehmen(
            vorschlag_id=vorschlag.pk, sitzung_id=termin.pk, akteur=gobau.akteur(gremium)
        ).punkt
        for vorschlag in (ohne, mit)
    ]
    assert [punkt.vorlage_id for punkt in punkte if punkt] == [None, zweite.vorlage_id]
