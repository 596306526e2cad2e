"""What happens seldom: nobody to write to, clicked twice, too late, somebody else was faster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.versand.domain.verfassen import nachricht_verfassen
from kim.versand.models import Nachricht, Zustellung
from kim.versand.regeln.empfaenger import Empfaenger
from lenkung.domain import erinnern
from lenkung.domain.abfrage import Moeglichkeit, abfrage_stellen, abfrage_zuruecknehmen
from lenkung.domain.anlage import anlage_entfernen
from lenkung.domain.antwort import Folge, antwort_eintragen
from lenkung.domain.erinnern import VORBEHALT, erinnerungen_senden
from lenkung.domain.nachladen import nachtraeglich_einladen
from lenkung.domain.nachversand import nachzusendende, unterlagen_nachsenden
from lenkung.domain.punktanlagen import punktanlage_entfernen
from lenkung.domain.punktgaeste import gast_entfernen
from lenkung.domain.sendung import aenderung_vorbereiten
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.models import (
    Abfrage,
    Amt,
    Antwort,
    Besetzung,
    Erinnerung,
    Erinnerungsregel,
    Gremium,
    Gremiumseinstellung,
    Punktgast,
    Sendung,
    Sitzung,
    Teilnahme,
)
from lenkung.regeln.teilnahme import Zusage
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung import einladungsbau, gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    besetze,
    bestaetigen,
    eingeladen,
    gast,
    punkt,
)
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann
from tests.lenkung.tagesordnungsbau import zaehler
from tests.lenkung.vorschlagsbau import datei, einreichen

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 16)
# GO RSK: proposals until 26.05., dispatch until 01.06.
VORSCHLAEGE_BIS, VERSAND_BIS = date(2026, 5, 26), date(2026, 6, 1)


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(wann(date(2026, 5, 20)), tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium() -> Gremium:
    """With a Geschäftsstelle and a chair who can be reached; all seats of it are yet to come."""
    satz = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    with time_machine.travel(wann(date(2026, 1, 5)), tick=False):
        gobau.in_kraft(satz)
        konto_mit_rolle("geschaeftsstelle", kreis=satz.kreis, email="gs@kreis.example")
        Amt.objects.create(
            gremium=satz, art="vorsitz", person=PersonFactory(kreis=satz.kreis, email="vorsitz@kreis.example")
        )
    return satz


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    return bereite_sitzung(gremium, TAG)


def _erinnern(uhr: Any, tag: date) -> int:
    """One run of the scheduler on this day."""
    uhr.move_to(wann(tag).replace(hour=8))
    return erinnerungen_senden(jetzt=timezone.now(), akteur=SYSTEM)


def _an() -> set[str]:
    return set(Zustellung.objects.values_list("adresse", flat=True))


# Nobody to write to -----------------------------------------------------------------------------------------


def test_eine_abfrage_ohne_erreichbare_wird_zurueckgenommen_und_die_namen_werden_genannt(
    gremium: Gremium,
) -> None:
    person = mitglied(gremium, email="").person
    abfrage_stellen(
        gremium_id=gremium.pk,
        akteur=gobau.akteur(gremium),
        angaben={
            "art": "frage",
            "frage": "Passt das?",
            "erlaeuterung": "",
            "laeuft_bis": wann(date(2026, 6, 5)),
        },
        moeglichkeiten=[Moeglichkeit("Ja")],
    )
    gestellt = abfrage_zuruecknehmen(
        abfrage_id=Abfrage.objects.get().pk, akteur=gobau.akteur(gremium), grund="Steht fest."
    )
    assert (gestellt.erreicht, gestellt.ohne_adresse) == (0, (str(person),))
    assert Abfrage.objects.get().stand == "zurueckgenommen"
    assert not Nachricht.objects.exists()


def test_eine_stellvertretung_ohne_adresse_ist_entlastet_auch_ohne_nachricht(gremium: Gremium) -> None:
    """Asked because the seat had no member; then it got one, and she comes."""
    platz = einladungsbau.sitz(gremium, mitglied=False, stellvertretung=False)
    mitglied(gremium, "stellvertretung", platz, email="")
    satz = einladungsbau.eingeladen(gremium, TAG)
    vertretung = einladungsbau.teilnahme(satz, platz, "stellvertretung")
    assert vertretung.gefragt_am is not None
    mitglied(gremium, sitz=platz)
    teilnahmen_anlegen(satz)
    haupt = einladungsbau.teilnahme(satz, platz)
    was = antwort_eintragen(
        teilnahme_id=haupt.pk, akteur=gobau.akteur(gremium), zusage=Zusage.VOR_ORT, vermerk="am Telefon"
    )
    assert was.folge is Folge.ENTLASTET
    vertretung.refresh_from_db()
    assert vertretung.gefragt_am is None
    assert not Nachricht.objects.exists()


# Nothing to do ----------------------------------------------------------------------------------------------


def test_wer_nie_geantwortet_hat_bleibt_offen_ohne_dass_es_eine_antwort_gibt(gremium: Gremium) -> None:
    platz = einladungsbau.sitz(gremium)
    haupt = einladungsbau.teilnahme(einladungsbau.eingeladen(gremium, TAG), platz)
    was = antwort_eintragen(teilnahme_id=haupt.pk, akteur=gobau.akteur(gremium), zusage=Zusage.OFFEN)
    assert was.folge is Folge.KEINE
    haupt.refresh_from_db()
    assert (haupt.antwort, haupt.beantwortet_am) == (Zusage.OFFEN, None)
    assert not Antwort.objects.exists()


def test_eine_anlage_zweimal_zu_entfernen_laesst_den_ersten_zeitpunkt_stehen(
    gremium: Gremium, uhr: Any
) -> None:
    satz = einreichen(gremium, dateien=[datei()]).vorschlag.anlagen.get()
    erst = anlage_entfernen(anlage_id=satz.pk, akteur=gobau.akteur(gremium)).entfernt_am
    uhr.shift(timedelta(minutes=5))
    assert anlage_entfernen(anlage_id=satz.pk, akteur=gobau.akteur(gremium)).entfernt_am == erst
    assert erst is not None


def test_eine_unterlage_zweimal_herauszunehmen_aendert_die_tagesordnung_nur_einmal(
    bereit: Sitzung, uhr: Any
) -> None:
    satz = anlage(bereit.punkte.last())
    punktanlage_entfernen(anlage_id=satz.pk, akteur=SYSTEM)
    satz.refresh_from_db()
    erst, vorher = satz.entfernt_am, zaehler(bereit)
    uhr.shift(timedelta(minutes=5))
    assert punktanlage_entfernen(anlage_id=satz.pk, akteur=SYSTEM) == satz.punkt
    satz.refresh_from_db()
    assert (satz.entfernt_am, zaehler(bereit)) == (erst, vorher)


# Not here, not any more -------------------------------------------------------------------------------------


def test_die_unterlage_eines_punktes_wird_nur_beim_punkt_entfernt(bereit: Sitzung) -> None:
    satz = anlage(bereit.punkte.last())
    with pytest.raises(NichtErlaubt, match="gehört zu einem Punkt der Tagesordnung"):
        anlage_entfernen(anlage_id=satz.pk, akteur=SYSTEM)
    satz.refresh_from_db()
    assert satz.entfernt_am is None


def test_ein_eingeladener_gast_bleibt_eingetragen(bereit: Sitzung) -> None:
    satz = gast(bereit.punkte.last())
    eingeladen(bereit)
    vorher = zaehler(bereit)
    with pytest.raises(Fachfehler, match="schon eingeladen") as fehler:
        gast_entfernen(gast_id=satz.pk, akteur=SYSTEM)
    assert fehler.value.code == "eingeladen"
    assert Punktgast.objects.filter(pk=satz.pk).exists()
    assert zaehler(bereit) == vorher


def test_hat_die_sitzung_begonnen_wird_nichts_nachgesandt_und_niemand_mehr_eingeladen(
    bereit: Sitzung, uhr: Any
) -> None:
    eingeladen(bereit)
    anlage(bereit.punkte.last(), "Neu")
    besetze(bereit.gremium, 1)
    (neu,) = nachzusendende(bereit)
    vorher = Nachricht.objects.count()
    uhr.move_to(bereit.beginn)
    with pytest.raises(Fachfehler, match="hat schon begonnen"):
        unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=[neu.dokument_id], akteur=SYSTEM)
    with pytest.raises(Fachfehler, match="nicht mehr nachträglich einladen"):
        nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert Nachricht.objects.count() == vorher


def test_liegt_eine_geaenderte_tagesordnung_bereit_geht_erst_diese_hinaus(bereit: Sitzung) -> None:
    eingeladen(bereit)
    anlage(punkt(bereit, "Haushalt", "beratung"), "Haushaltsplan")
    bestaetigen(bereit, aenderungen=("Neu: 3. Haushalt",))
    aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    (neu,) = nachzusendende(bereit)
    with pytest.raises(Fachfehler, match="Bitte erst diese senden") as fehler:
        unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=[neu.dokument_id], akteur=SYSTEM)
    assert fehler.value.code == "in_arbeit"
    assert not Sendung.objects.filter(art="nachversand").exists()


def test_wo_stellvertretungen_keine_einladung_bekommen_wird_nur_das_neue_mitglied_eingeladen(
    gremium: Gremium, bereit: Sitzung
) -> None:
    Gremiumseinstellung.objects.create(gremium=gremium, einladung_an_stellvertretung=False)
    eingeladen(bereit)
    vorher = _an()
    besetze(gremium, 1)
    assert nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=SYSTEM).erreicht == 1
    assert _an() - vorher == {"mit2@kreis.example"}
    assert Teilnahme.objects.filter(sitzung=bereit, email="stell2@kreis.example").exists()


# Reminders --------------------------------------------------------------------------------------------------


def test_soll_nur_der_vorsitz_erinnert_werden_bekommt_die_geschaeftsstelle_nichts(
    gremium: Gremium, uhr: Any
) -> None:
    Erinnerungsregel.objects.create(gremium=gremium, art="versand", aktiv=True, tage=[0], an=["vorsitz"])
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    assert _erinnern(uhr, VERSAND_BIS) == 1
    assert _an() == {"vorsitz@kreis.example"}


def test_die_erinnerung_an_die_geschaeftsstelle_gilt_solange_die_sache_offen_ist(
    gremium: Gremium, uhr: Any
) -> None:
    """She takes part in no session: there is no answer of hers to ask for."""
    sitzung(gremium, TAG)
    assert _erinnern(uhr, VORSCHLAEGE_BIS - timedelta(days=7)) == 1
    zustellung = Zustellung.objects.get(adresse="gs@kreis.example")
    uhr.shift(timedelta(days=1))
    antwort = SENDEVORBEHALTE[VORBEHALT].fragen(zustellung.nachricht_id, zustellung.pk)
    assert antwort
    assert antwort.grund == "Die Sache ist noch offen."


def test_hat_ein_anderer_lauf_die_erinnerung_schon_vermerkt_geht_keine_zweite_hinaus(
    gremium: Gremium, uhr: Any
) -> None:
    satz = sitzung(gremium, TAG, "tagesordnung_festgelegt")
    # Not named at the session, so that only the unique key can notice it, as between check and writing.
    anderer = nachricht_verfassen(
        kreis_id=gremium.kreis_id,
        akteur=SystemAkteur("Test"),
        art="test",
        betreff="Einladung versenden",
        text="Heute ist der letzte Tag.",
        empfaenger=[Empfaenger("Petra Probe", "petra@kreis.example")],
        schluessel="von einem anderen Lauf",
    )
    Erinnerung.objects.create(
        gremium=gremium,
        nachricht=anderer,
        art="versand",
        schluessel=f"versand:{satz.pk}:{TAG.isoformat()}:0",
        faellig_am=VERSAND_BIS,
        erledigt_am=timezone.now(),
    )
    assert _erinnern(uhr, VERSAND_BIS) == 0
    assert Nachricht.objects.get() == anderer
    assert Erinnerung.objects.count() == 1


def test_jedes_andere_nein_der_datenbank_meldet_der_lauf(gremium: Gremium, uhr: Any) -> None:
    sitzung(gremium, TAG, "tagesordnung_festgelegt")
    with connection.cursor() as befehl:
        # The four steps of the same reminder collide here, and not because another run was faster.
        befehl.execute("CREATE UNIQUE INDEX probe ON lenkung_erinnerung (art)")
    with pytest.raises(IntegrityError, match=r"\bart\b"):
        _erinnern(uhr, VERSAND_BIS)
    assert not Nachricht.objects.exists()


def test_wird_ein_freier_sitz_im_letzten_augenblick_besetzt_wird_an_ihn_nicht_erinnert(
    gremium: Gremium, uhr: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitz, sperren = SitzFactory(gremium=gremium), erinnern.gremium_sperren

    def erst_besetzt_dann_gesperrt(gremium_id: int) -> Gremium:
        mitglied(gremium, sitz=sitz)
        return sperren(gremium_id)

    monkeypatch.setattr(erinnern, "gremium_sperren", erst_besetzt_dann_gesperrt)
    assert _erinnern(uhr, date(2026, 3, 10)) == 0
    assert Besetzung.objects.filter(sitz=sitz).exists()
    assert not Nachricht.objects.exists()
