"""Items of an agenda: how they come, change, go and stand in order; and what is kept of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung import permissions
from lenkung.domain.punktanlagen import punktanlage_ablegen, punktanlage_entfernen
from lenkung.domain.punktgaeste import gast_eintragen, gast_entfernen
from lenkung.domain.queries.tagesordnung import gaeste_der_sitzung, punkte_der_sitzung
from lenkung.domain.tagesordnung import (
    punkt_aendern,
    punkt_aus_vorschlag,
    punkt_entfernen,
    punkte_ordnen,
)
from lenkung.domain.tagesordnung_festlegen import tagesordnung_aendern
from lenkung.models import Gremium, Sitzung, Tagesordnung, Tagesordnungspunkt
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.tagesordnungsbau import (
    bestaetigt,
    geschaeftsstelle,
    punkt,
    titel,
    vorlage,
    vorschlag,
    zaehler,
)

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 16)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 3, 2)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


@pytest.fixture
def termin(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG)


# Items ------------------------------------------------------------------------------------------------------


def test_ein_neuer_punkt_steht_vor_verschiedenes_und_zaehlt_die_tagesordnung_weiter(termin: Sitzung) -> None:
    punkt(termin, "Verschiedenes", art="verschiedenes")
    punkt(termin, "Bericht")
    punkt(termin, "Begrüßung", art="formalia")
    assert titel(termin) == ["Begrüßung", "Bericht", "Verschiedenes"]
    assert [p.position for p in punkte_der_sitzung(termin.pk)] == [1, 2, 3]
    assert zaehler(termin) == 3
    letzte = Tagesordnung.objects.get(sitzung=termin).history.latest("history_id")
    assert letzte.history_change_reason == "Neuer Punkt: Begrüßung"


@pytest.mark.parametrize(
    ("angaben", "feld"), [({"titel": ""}, "titel"), ({"minuten": 481}, "__all__"), ({"art": "x"}, "art")]
)
def test_was_nicht_stimmt_kommt_nicht_auf_die_tagesordnung(
    termin: Sitzung, angaben: dict[str, Any], feld: str
) -> None:
    with pytest.raises(ValidationError) as fehler:
        punkt(termin, **{"titel": "Bericht", **angaben})
    assert feld in fehler.value.error_dict
    assert titel(termin) == []


def test_eine_vorlage_muss_freigegeben_sein_und_zum_gremium_gehoeren(
    termin: Sitzung, gremium: Gremium
) -> None:
    entwurf = vorlage(gremium, freigegeben=False)
    with pytest.raises(Fachfehler) as fehler:
        punkt(termin, vorlage_id=entwurf.pk)
    assert fehler.value.code == "nicht_freigegeben"
    fremde = vorlage(GremiumFactory(kreis=gremium.kreis))
    with pytest.raises(ValidationError):
        punkt(termin, vorlage_id=fremde.pk)
    assert punkt(termin, vorlage_id=vorlage(gremium).pk).vorlage is not None


def test_aendern_haelt_fest_was_geschah_und_ueberschreibt_niemanden(termin: Sitzung) -> None:
    satz = punkt(termin)
    gesehen = stand_von(satz)
    wer = geschaeftsstelle(termin.gremium)
    punkt_aendern(punkt_id=satz.pk, akteur=wer, angaben={"minuten": 25}, erwarteter_stand=gesehen)
    assert zaehler(termin) == 2
    with pytest.raises(Ueberholt):
        punkt_aendern(punkt_id=satz.pk, akteur=wer, angaben={"minuten": 5}, erwarteter_stand=gesehen)
    punkt_aendern(punkt_id=satz.pk, akteur=wer, angaben={"minuten": 25})
    assert zaehler(termin) == 2, "nothing changed, nothing counted"


def test_ohne_recht_und_nach_der_sitzung_geht_nichts(termin: Sitzung, gremium: Gremium) -> None:
    satz = punkt(termin)
    lesend = akteur(gremium, permissions.GREMIUM_LESEN.schluessel)
    for wer in (lesend, akteur(GremiumFactory(), *permissions_alle())):
        with pytest.raises(NichtErlaubt):
            punkt_aendern(punkt_id=satz.pk, akteur=wer, angaben={"minuten": 5})
        with pytest.raises(NichtErlaubt):
            punkte_ordnen(sitzung_id=termin.pk, folge=[satz.pk], zaehler=1, akteur=wer)
    Sitzung.objects.filter(pk=termin.pk).update(stand="eroeffnet")
    with pytest.raises(NichtErlaubt):
        punkt(termin)


def permissions_alle() -> list[str]:
    return [recht.schluessel for recht in permissions.RECHTE_DES_MODULS]


# Order ------------------------------------------------------------------------------------------------------


def _ordnen(termin: Sitzung, folge: list[int], stand: int | None = None) -> None:
    punkte_ordnen(
        sitzung_id=termin.pk,
        folge=folge,
        zaehler=zaehler(termin) if stand is None else stand,
        akteur=geschaeftsstelle(termin.gremium),
    )


def test_ordnen_nummeriert_neu_und_dieselbe_folge_aendert_nichts(termin: Sitzung) -> None:
    a, b, c = (punkt(termin, name) for name in "ABC")
    _ordnen(termin, [c.pk, a.pk, b.pk])
    assert titel(termin) == ["C", "A", "B"]
    stand = zaehler(termin)
    _ordnen(termin, [c.pk, a.pk, b.pk])
    assert zaehler(termin) == stand


def test_wer_die_folge_von_vorher_sah_hoert_es_und_ueberschreibt_nichts(termin: Sitzung) -> None:
    a, b = punkt(termin, "A"), punkt(termin, "B")
    gesehen = zaehler(termin)
    _ordnen(termin, [b.pk, a.pk], gesehen)
    with pytest.raises(Ueberholt):
        _ordnen(termin, [a.pk, b.pk], gesehen)
    assert titel(termin) == ["B", "A"]


def test_fremde_fehlende_und_doppelte_nummern_werden_abgewiesen(termin: Sitzung, gremium: Gremium) -> None:
    a, b = punkt(termin, "A"), punkt(termin, "B")
    fremd = punkt(sitzung(gremium, date(2026, 9, 8)), "Fremd")
    for folge in ([a.pk], [a.pk, b.pk, fremd.pk], [a.pk, fremd.pk], [a.pk, a.pk], [a.pk, b.pk, b.pk], []):
        with pytest.raises(Ueberholt):
            _ordnen(termin, folge)
    assert titel(termin) == ["A", "B"]


# Proposals --------------------------------------------------------------------------------------------------


def test_ein_vorschlag_wird_zum_punkt_mit_allem_was_er_sagt(termin: Sitzung, gremium: Gremium) -> None:
    punkt(termin, "Verschiedenes", art="verschiedenes")
    quelle = vorschlag(gremium, termin)
    neu = punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    assert titel(termin) == ["Sprachkurse am Abend", "Verschiedenes"]
    assert (neu.art, neu.minuten, neu.erlaeuterung) == ("beratung", 25, "Viele arbeiten tagsüber.")
    assert neu.berichterstattung == "Mia Muster, Caritasverband"
    with pytest.raises(Fachfehler) as fehler:
        punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    assert fehler.value.code == "schon_aufgenommen"


def test_ein_vorschlag_eines_anderen_gremiums_kommt_nicht_auf_diese_tagesordnung(termin: Sitzung) -> None:
    fremder = vorschlag(GremiumFactory(kreis=termin.gremium.kreis))
    with pytest.raises(Fachfehler) as fehler:
        punkt_aus_vorschlag(vorschlag=fremder, sitzung=termin, akteur=geschaeftsstelle(termin.gremium))
    assert fehler.value.code == "fremdes_gremium"


def _absetzen(satz: Tagesordnungspunkt, grund: str = "Auf die nächste Sitzung verschoben") -> None:
    punkt_entfernen(punkt_id=satz.pk, akteur=geschaeftsstelle(satz.sitzung.gremium), grund=grund)


def test_abgesetzt_liegt_der_vorschlag_wieder_im_themenspeicher_mit_dem_grund(
    termin: Sitzung, gremium: Gremium
) -> None:
    quelle = vorschlag(gremium, termin)
    neu = punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    quelle.stand = "aufgenommen"
    quelle.save()
    _absetzen(neu, "Zu wenig Zeit")
    quelle.refresh_from_db()
    assert (quelle.stand, quelle.sitzung) == ("verschoben", None)
    schritt = quelle.schritte.get()
    assert (schritt.art, schritt.text, schritt.von_name) == (
        "verschoben",
        "Zu wenig Zeit",
        "Gesa Geschäftsstelle",
    )
    # Taken up again, and again on the agenda: once.
    punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    assert titel(termin) == ["Sprachkurse am Abend"]


# What is kept -----------------------------------------------------------------------------------------------


def test_was_nie_bestaetigt_war_verschwindet_mit_seinen_gaesten_und_die_uebrigen_ruecken_auf(
    termin: Sitzung, gremium: Gremium
) -> None:
    a, b = punkt(termin, "A"), punkt(termin, "B")
    gast_eintragen(
        punkt_id=a.pk, akteur=geschaeftsstelle(gremium), angaben={"name": "G", "email": "g@x.example"}
    )
    _absetzen(a)
    assert not Tagesordnungspunkt.objects.filter(pk=a.pk).exists()
    b.refresh_from_db()
    assert b.position == 1
    assert Tagesordnungspunkt.history.filter(id=a.pk, history_type="-").get().history_change_reason


def test_was_bestaetigt_war_bleibt_als_abgesetzt_und_kann_wiederkommen(
    termin: Sitzung, gremium: Gremium
) -> None:
    quelle = vorschlag(gremium, termin, stand="aufgenommen")
    a = punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    punkt(termin, "B")
    fassung = bestaetigt(termin)
    with pytest.raises(NichtErlaubt):
        _absetzen(a)
    tagesordnung_aendern(sitzung_id=termin.pk, akteur=geschaeftsstelle(gremium))
    _absetzen(a)
    a.refresh_from_db()
    assert (a.stand, a.position) == ("abgesetzt", 0)
    assert titel(termin) == ["B"]
    assert [bild["titel"] for bild in fassung.punkte] == ["Sprachkurse am Abend", "B"]
    quelle.refresh_from_db()
    wieder = punkt_aus_vorschlag(vorschlag=quelle, sitzung=termin, akteur=geschaeftsstelle(gremium))
    assert (wieder.pk, wieder.stand, wieder.position) == (a.pk, "offen", 2)
    _absetzen(a)
    with pytest.raises(Fachfehler) as fehler:
        _absetzen(a)
    assert fehler.value.code == "abgesetzt"


def test_absetzen_braucht_einen_grund(termin: Sitzung) -> None:
    with pytest.raises(Fachfehler) as fehler:
        _absetzen(punkt(termin), "  ")
    assert fehler.value.feld == "grund"


# Guests and papers ------------------------------------------------------------------------------------------


def test_ein_gast_gehoert_zu_seinem_punkt_auch_nach_der_bestaetigung(
    termin: Sitzung, gremium: Gremium
) -> None:
    satz = punkt(termin)
    bestaetigt(termin)
    wer = geschaeftsstelle(gremium)
    angaben: Any = {
        "name": "Gustav Gast",
        "email": " GAST@x.example ",
        "grundlage": "Beschluss vom 23.11.2022",
    }
    gast = gast_eintragen(punkt_id=satz.pk, akteur=wer, angaben=angaben)
    assert gast.email == "gast@x.example"
    with pytest.raises(ValidationError):
        gast_eintragen(punkt_id=satz.pk, akteur=wer, angaben=angaben)
    assert [g.name for g in gaeste_der_sitzung(termin.pk)] == ["Gustav Gast"]
    vorher = zaehler(termin)
    gast_entfernen(gast_id=gast.pk, akteur=wer)
    assert list(gaeste_der_sitzung(termin.pk)) == []
    assert zaehler(termin) == vorher + 1


def test_unterlagen_lassen_sich_ablegen_und_herausnehmen_und_ein_punkt_mit_ihnen_bleibt(
    termin: Sitzung, gremium: Gremium, tmp_path: Any, settings: Any
) -> None:
    satz, wer = punkt(termin), geschaeftsstelle(gremium)
    datei = datei_pruefen(name="zahlen.txt", inhalt=b"Zahlen\n")
    anlage = punktanlage_ablegen(punkt_id=satz.pk, datei=datei, titel="", akteur=wer)
    assert (anlage.titel, anlage.reihenfolge) == ("zahlen.txt", 1)
    assert anlage.dokument.gehoert_zu_art == permissions.ANLAGE_PUNKT
    assert permissions.darf_unterlage_lesen(wer, anlage.dokument)
    punktanlage_entfernen(anlage_id=anlage.pk, akteur=wer)
    anlage.refresh_from_db()
    assert anlage.entfernt_am is not None
    _absetzen(satz)
    satz.refresh_from_db()
    assert satz.stand == "abgesetzt", "its paper still points to it"
