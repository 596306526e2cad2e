"""Members from a table: what the preview says, what it refuses, and that nothing half is left behind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kim.basis.fehler import NichtErlaubt
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.einspielen import (
    importvorschau_anlegen,
    importvorschau_uebernehmen,
    plan_der_vorschau,
)
from kim.stammdaten.domain.queries.einspielplan import Aktion, Einspielfehler
from kim.stammdaten.models import Person
from kim.stammdaten.regeln.einspielung import Zeile
from lenkung.domain.einlesen import MITGLIEDER, darf
from lenkung.models import Besetzung, Gremium
from tests.fabriken import EinrichtungFactory, KreisFactory, PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import BesetzungFactory, GremiumFactory, SitzFactory

pytestmark = pytest.mark.django_db
JETZT = datetime(2026, 3, 1, 12, tzinfo=UTC)
KOPF = ["Sitz", "Als", "Vorname", "Nachname", "E-Mail", "Erster Tag", "Letzter Tag"]


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _sitz(gremium: Gremium, name: str, bezeichnung: str = "", **felder):  # type: ignore[no-untyped-def]
    from kim.stammdaten.models import Einrichtung

    einrichtung = Einrichtung.objects.filter(kreis=gremium.kreis, name=name).first() or EinrichtungFactory(
        kreis=gremium.kreis, name=name
    )
    return SitzFactory(gremium=gremium, einrichtung=einrichtung, bezeichnung=bezeichnung, **felder)


def _vorschau(gremium: Gremium, *zeilen: str, akteur=None):  # type: ignore[no-untyped-def]
    return importvorschau_anlegen(
        kreis_id=gremium.kreis_id,
        art=MITGLIEDER,
        bezug_id=gremium.pk,
        kopf=KOPF,
        zeilen=[Zeile(n, tuple(zeile.split(";"))) for n, zeile in enumerate(zeilen, start=2)],
        akteur=akteur or konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis),
        jetzt=JETZT,
    )


def _fehler(gremium: Gremium, *zeilen: str) -> list[tuple[int, str, str]]:
    personen, besetzungen = Person.objects.count(), Besetzung.objects.count()
    with pytest.raises(Einspielfehler) as fehler:
        _vorschau(gremium, *zeilen)
    assert (Person.objects.count(), Besetzung.objects.count()) == (personen, besetzungen)
    return [(f.zeile, f.spalte, f.wert) for f in fehler.value.fehler]


def test_die_vorschau_schreibt_nichts_und_die_bestaetigung_alles(gremium: Gremium) -> None:
    _sitz(gremium, "Jugendamt")
    _sitz(gremium, "Caritas")
    vorhandene = PersonFactory(kreis=gremium.kreis, vorname="Uta", nachname="Alt", email="uta@kreis.example")
    akteur = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    datei = _vorschau(
        gremium,
        "Jugendamt;Mitglied;Jan;Neu;jan@kreis.example;01.04.2026;",
        "jugendamt;stellvertretung;Uta;Alt;UTA@kreis.example;;31.12.2026",
        "Caritas;Mitglied;Ohne;Adresse;;;",
        akteur=akteur,
    )
    assert not Besetzung.objects.exists()
    plan = plan_der_vorschau(datei)
    assert [(z.aktion, z.satz_id) for z in plan.zeilen] == [
        (Aktion.ANLEGEN, None),
        (Aktion.ANLEGEN, vorhandene.pk),
        (Aktion.ANLEGEN, None),
    ]
    assert [(a.titel, a.neu) for a in plan.zeilen[1].aenderungen] == [
        ("Sitz", "Jugendamt"),
        ("Als", "Stellvertretung"),
        ("Letzter Tag", "31.12.2026"),
        ("Person", "steht schon in den Stammdaten"),
    ]
    ergebnis = importvorschau_uebernehmen(
        vorschau_id=datei.pk, abdruck=plan.abdruck, akteur=akteur, grund="Liste vom März"
    )
    assert (ergebnis.angelegt, ergebnis.unveraendert) == (3, 0)
    assert set(
        Besetzung.objects.values_list("sitz__einrichtung__name", "art", "person__nachname", "von")
    ) == {
        ("Jugendamt", "mitglied", "Neu", date(2026, 4, 1)),
        ("Jugendamt", "stellvertretung", "Alt", None),
        ("Caritas", "mitglied", "Adresse", None),
    }
    assert Besetzung.history.filter(history_change_reason="Liste vom März").count() == 3


def test_ein_neuer_mensch_auf_zwei_sitzen_wird_eine_person(gremium: Gremium) -> None:
    """The head of the Geschäftsstelle may hold the seat of the KI as well (GO Steinfurt § 4)."""
    _sitz(gremium, "KI")
    _sitz(gremium, "KI", "Geschäftsstelle", stimmrecht=False)
    akteur = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    datei = _vorschau(
        gremium,
        "KI;Mitglied;Wilma;Neu;wilma@kreis.example;;",
        "Geschäftsstelle;Mitglied;Wilma;Neu;wilma@kreis.example;;",
        akteur=akteur,
    )
    plan = plan_der_vorschau(datei)
    assert [zeile.satz_id for zeile in plan.zeilen] == [None, None]
    assert plan.abdruck == plan_der_vorschau(datei).abdruck
    importvorschau_uebernehmen(vorschau_id=datei.pk, abdruck=plan.abdruck, akteur=akteur, grund="Liste")
    assert Person.objects.get(nachname="Neu").besetzungen.count() == 2


def test_was_schon_so_eingetragen_ist_bleibt(gremium: Gremium) -> None:
    sitz = _sitz(gremium, "Jugendamt")
    besetzung = BesetzungFactory(sitz=sitz, von=date(2024, 1, 1))
    akteur = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    person = besetzung.person
    for tage in (";", "01.01.2024;"):
        datei = _vorschau(
            gremium,
            f"Jugendamt;Mitglied;{person.vorname};{person.nachname};{person.email};{tage}",
            akteur=akteur,
        )
        plan = plan_der_vorschau(datei)
        assert [zeile.aktion for zeile in plan.zeilen] == [Aktion.UNVERAENDERT]
    importvorschau_uebernehmen(vorschau_id=datei.pk, abdruck=plan.abdruck, akteur=akteur, grund="Liste")
    assert Besetzung.objects.count() == 1


def test_jede_schlechte_zelle_wird_genannt_und_nichts_geladen(gremium: Gremium) -> None:
    besetzung = BesetzungFactory(sitz=_sitz(gremium, "Jugendamt"))
    _sitz(gremium, "Caritas", von=date(2026, 1, 1))
    _sitz(gremium, "KI", "eins")
    _sitz(gremium, "KI", "zwei")
    _sitz(gremium, "Beendet", bis=date(2020, 1, 1), ende_fundstelle="Beschluss")
    for _n in range(2):
        PersonFactory(kreis=gremium.kreis, vorname="Anna", nachname="Doppel")
    belegt = besetzung.person
    assert _fehler(
        gremium,
        "Gibt es nicht;Mitglied;Jan;Neu;;;",
        "KI;Mitglied;Jan;Neu;;;",
        "Beendet;Mitglied;Jan;Neu;;;",
        "Jugendamt;Mitglied;Jan;Neu;;01.04.2026;",
        "Caritas;Mitglied;Jan;Neu;;31.12.2025;",
        f"Caritas;Mitglied;{belegt.vorname};{belegt.nachname};{belegt.email};;",
        "Caritas;Mitglied;Anna;Doppel;;;",
        "Caritas;Mitglied;Jan;Neu;keine-adresse;;",
        "Caritas;Mitglied;Jan;Neu;;01.05.2026;30.04.2026",
    ) == [
        (2, "Sitz", "Gibt es nicht"),
        (3, "Sitz", "KI"),
        (4, "Sitz", "Beendet"),
        (5, "Erster Tag", "01.04.2026"),
        (6, "Erster Tag", "31.12.2025"),
        (7, "Nachname", belegt.nachname),
        (8, "Nachname", "Doppel"),
        (9, "E-Mail", "keine-adresse"),
        (10, "Letzter Tag", "30.04.2026"),
    ]


def test_auch_zwei_zeilen_der_datei_duerfen_sich_nicht_widersprechen(gremium: Gremium) -> None:
    _sitz(gremium, "Jugendamt")
    _sitz(gremium, "Caritas")
    assert _fehler(
        gremium,
        "Jugendamt;Mitglied;Jan;Neu;jan@kreis.example;;",
        "Jugendamt;Mitglied;Eva;Neu;eva@kreis.example;;",
        "Caritas;Mitglied;Jan;Neu;jan@kreis.example;;",
        "Jugendamt;Stellvertretung;Jan;Neu;jan@kreis.example;;",
    ) == [(3, "Erster Tag", ""), (4, "Nachname", "Neu"), (5, "Nachname", "Neu")]


def test_der_genaue_name_entscheidet_zwischen_zwei_sitzen(gremium: Gremium) -> None:
    _sitz(gremium, "KI")
    _sitz(gremium, "KI", "Geschäftsstelle")
    akteur = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    plan = plan_der_vorschau(
        _vorschau(
            gremium,
            "KI;Mitglied;Jan;Eins;;;",
            "KI: Geschäftsstelle;Mitglied;Jan;Zwei;;;",
            akteur=akteur,
        )
    )
    assert [zeile.aenderungen[0].neu for zeile in plan.zeilen] == ["KI", "KI: Geschäftsstelle"]


def test_gleicher_name_andere_adresse_ist_ein_anderer_mensch(gremium: Gremium) -> None:
    _sitz(gremium, "Jugendamt")
    PersonFactory(kreis=gremium.kreis, vorname="Jan", nachname="Neu", email="jan.alt@kreis.example")
    ohne = PersonFactory(kreis=gremium.kreis, vorname="Eva", nachname="Neu", email="")
    plan = plan_der_vorschau(
        _vorschau(
            gremium,
            "Jugendamt;Mitglied;Jan;Neu;jan.neu@kreis.example;;",
            "Jugendamt;Stellvertretung;Eva;Neu;eva@kreis.example;;",
        )
    )
    assert [zeile.satz_id for zeile in plan.zeilen] == [None, ohne.pk]


def test_nur_wer_das_gremium_pflegt_und_es_offen_ist_darf_einlesen(gremium: Gremium) -> None:
    _sitz(gremium, "Jugendamt")
    zeile = "Jugendamt;Mitglied;Jan;Neu;;;"
    with pytest.raises(NichtErlaubt):
        _vorschau(gremium, zeile, akteur=konto_mit_rolle("vorsitz", kreis=gremium.kreis))
    akteur = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    assert not darf(akteur, gremium.kreis_id, GremiumFactory().pk)
    assert not darf(akteur, gremium.kreis_id, None)
    assert not darf(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()), gremium.kreis_id, gremium.pk)
    gremium.aktiv_bis = date(2026, 1, 1)
    speichere(gremium, akteur=akteur)
    with pytest.raises(NichtErlaubt):
        _vorschau(gremium, zeile, akteur=akteur)
