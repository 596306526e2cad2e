"""Publishing, taking back, switching: what stands against it, and what each act leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kim.auftraege.models import Auftrag
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.queries.oeffentlich import (
    druck_der,
    oeffentliche_gremien,
    oeffentliche_sitzungen,
    veroeffentlichte_beschluesse,
    widersprueche_von,
)
from lenkung.domain.queries.veroeffentlichung import hindernisse, veroeffentlichungen_von
from lenkung.domain.veroeffentlichung import (
    Auswahl,
    oeffentlichkeit_einstellen,
    veroeffentlichen,
    zurueckziehen,
)
from lenkung.domain.vorfuehrung_veroeffentlichung import oeffentlichkeit_aufbauen
from lenkung.models import (
    Beschluss,
    Gremienoeffentlichkeit,
    Niederschrift,
    Niederschriftsfassung,
    Sendung,
    Veroeffentlichung,
)
from lenkung.permissions import BESTAETIGEN, VORBEREITEN
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.oeffentliche_fassung import Widerspruch
from tests.fabriken import KreisFactory
from tests.lenkung import gobau, niederschriftsbau, verlaufsbau
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung

pytestmark = pytest.mark.django_db


@pytest.fixture
def fassung() -> Niederschriftsfassung:
    satz = niederschriftsbau.geschlossene_sitzung()
    bau.eingeschaltet(satz.gremium)
    return bau.unterzeichnet(satz)


def _wer(fassung: Niederschriftsfassung, *rechte: str) -> Any:
    return gobau.akteur(fassung.niederschrift.sitzung.gremium, *rechte)


def _veroeffentlichen(fassung: Niederschriftsfassung, **felder: Any) -> Veroeffentlichung:
    return veroeffentlichen(
        **{
            "sitzung_id": fassung.niederschrift.sitzung_id,
            "inhalt_hash": fassung.inhalt_hash,
            "auswahl": bau.auswahl(fassung),
            "akteur": _wer(fassung),
            **felder,
        }
    )


def _zurueckziehen(fassung: Niederschriftsfassung, **felder: Any) -> Veroeffentlichung:
    angaben = {"sitzung_id": fassung.niederschrift.sitzung_id, "grund": "Ein Name", "akteur": _wer(fassung)}
    return zurueckziehen(**{**angaben, **felder})


def _sitzungen(fassung: Niederschriftsfassung) -> Any:
    oeffentlichkeit = Gremienoeffentlichkeit.objects.get(gremium=fassung.niederschrift.sitzung.gremium)
    return oeffentliche_sitzungen(oeffentlichkeit)


# Publishing -------------------------------------------------------------------------------------------------


def test_veroeffentlicht_ist_sie_mit_urheber_und_pdf_zu_lesen(fassung: Niederschriftsfassung) -> None:
    satz = _veroeffentlichen(fassung)
    assert satz.ist_oeffentlich
    assert satz.kreis_id == fassung.kreis_id
    assert str(satz).startswith("Öffentliche Fassung")
    (zeile,) = satz.history.all()
    assert zeile.history_change_reason == "Veröffentlicht"
    assert Auftrag.objects.filter(schluessel=f"pdf:lenkung.niederschrift_oeffentlich:{satz.pk}").count() == 1
    (gezeigt,) = _sitzungen(fassung)
    assert gezeigt.bekanntgabe is not None
    assert gezeigt.bekanntgabe.pdf is None
    assert [b.zeichen for b, _punkt in gezeigt.bekanntgabe.fassung.beschluesse] == [
        Beschluss.objects.get().zeichen
    ]
    bau.pdf_ablegen(satz)
    assert druck_der(satz) == _sitzungen(fassung)[0].bekanntgabe.pdf


def test_zweimal_geklickt_ist_einmal_veroeffentlicht(fassung: Niederschriftsfassung) -> None:
    assert _veroeffentlichen(fassung) == _veroeffentlichen(fassung)
    assert Veroeffentlichung.objects.count() == 1


def test_neu_veroeffentlicht_ersetzt_die_fruehere_und_behaelt_sie(fassung: Niederschriftsfassung) -> None:
    """Published before it was approved, and again afterwards: the mark is gone."""
    erste = _veroeffentlichen(fassung)
    bau.genehmigt(fassung)
    zweite = _veroeffentlichen(fassung)
    erste.refresh_from_db()
    assert erste.zurueckgezogen_grund == "Durch eine neue Veröffentlichung ersetzt"
    assert (erste.vorlaeufig, zweite.vorlaeufig) == (True, False)
    assert veroeffentlichungen_von(fassung.niederschrift) == [zweite, erste]


@pytest.mark.parametrize("stand", ["festgeschrieben", "widerrufen"])
def test_ohne_gueltige_unterschriften_wird_nichts_veroeffentlicht(stand: str) -> None:
    satz = niederschriftsbau.geschlossene_sitzung()
    bau.eingeschaltet(satz.gremium)
    widerruf = {
        "widerrufen_am": timezone.now(),
        "widerrufen_von_name": "Renate Vorsitz",
        "widerrufsgrund": "Falsch",
    }
    fassung = bau.unterzeichnet(
        satz, stand=stand, unterzeichnet_am=None, **(widerruf if stand == "widerrufen" else {})
    )
    with pytest.raises(Fachfehler) as fehler:
        _veroeffentlichen(fassung)
    assert fehler.value.code == "nicht_unterzeichnet"


def test_nur_wenn_die_geschaeftsordnung_es_sagt(fassung: Niederschriftsfassung) -> None:
    """GO RSK § 7 Abs. 5. Without a rule nothing is public: nobody has decided it."""
    niederschrift = Niederschrift.objects.select_related("sitzung__gremium").get(pk=fassung.niederschrift_id)
    assert hindernisse(niederschrift) == []
    niederschrift.sitzung.geschaeftsordnung = None
    assert [h.code for h in hindernisse(niederschrift)] == ["nicht_oeffentlich"]
    assert "Nicht geregelt" in hindernisse(niederschrift)[0].text


def test_sagt_die_geschaeftsordnung_nein_nennt_die_seite_die_stelle() -> None:
    gremium = verlaufsbau.lenkungsgruppe(4, wie=None)
    nein = Bestimmung("§ 7 Abs. 5", {"regel": "nicht_oeffentlich", "punkte_ausnehmen": False})
    gobau.in_kraft(gremium, mit={"oeffentlichkeit_niederschrift": nein})
    bau.eingeschaltet(gremium)
    fassung = bau.unterzeichnet(niederschriftsbau.geschlossene_sitzung(gremium))
    with pytest.raises(Fachfehler) as fehler:
        _veroeffentlichen(fassung)
    assert (fehler.value.code, fehler.value.meldung[:15]) == ("nicht_oeffentlich", "Nach § 7 Abs. 5")


def test_nur_wo_die_oeffentliche_seite_eingeschaltet_ist(fassung: Niederschriftsfassung) -> None:
    gremium = fassung.niederschrift.sitzung.gremium
    bau.eingeschaltet(gremium, eingeschaltet=False)
    with pytest.raises(Fachfehler) as fehler:
        _veroeffentlichen(fassung)
    assert fehler.value.code == "ausgeschaltet"
    Gremienoeffentlichkeit.objects.all().delete()
    assert [h.code for h in hindernisse(fassung.niederschrift)] == ["ausgeschaltet"]


def test_veroeffentlicht_wird_was_gelesen_wurde(fassung: Niederschriftsfassung) -> None:
    with pytest.raises(Ueberholt):
        _veroeffentlichen(fassung, inhalt_hash="0" * 64)
    with pytest.raises(Fachfehler) as fehler:
        _veroeffentlichen(fassung, auswahl=bau.auswahl(fassung, gelesen=False))
    assert (fehler.value.code, fehler.value.feld) == ("ungelesen", "gelesen")


def test_mit_einem_namen_im_text_wird_nichts_veroeffentlicht(fassung: Niederschriftsfassung) -> None:
    """The sentence of the opening names who presides, until it is replaced."""
    with pytest.raises(Fachfehler) as fehler:
        _veroeffentlichen(fassung, auswahl=Auswahl(gelesen=True))
    assert fehler.value.code == "namen"
    assert "Eröffnung; Schluss" in fehler.value.meldung
    # Where the Kreis names people, it stands.
    bau.eingeschaltet(fassung.niederschrift.sitzung.gremium, namen=True)
    satz = _veroeffentlichen(fassung, auswahl=Auswahl(gelesen=True))
    assert "Renate Vorsitz" in str(satz.inhalt)


def test_nur_die_geschaeftsstelle_veroeffentlicht(fassung: Niederschriftsfassung) -> None:
    with pytest.raises(NichtErlaubt):
        _veroeffentlichen(fassung, akteur=_wer(fassung, BESTAETIGEN.schluessel))
    _veroeffentlichen(fassung, akteur=_wer(fassung, VORBEREITEN.schluessel))
    with pytest.raises(NichtErlaubt):
        _zurueckziehen(fassung, akteur=_wer(fassung, BESTAETIGEN.schluessel))


# Taking back ------------------------------------------------------------------------------------------------


def test_zurueckgezogen_zeigt_sie_niemand_und_sie_bleibt_erhalten(
    fassung: Niederschriftsfassung,
) -> None:
    satz = _veroeffentlichen(fassung)
    _zurueckziehen(fassung, grund="  Ein Name stand darin ")
    satz.refresh_from_db()
    assert satz.zurueckgezogen_grund == "Ein Name stand darin"
    assert satz.history.first().history_change_reason == "Ein Name stand darin"
    assert not satz.ist_oeffentlich
    assert satz.inhalt
    assert _sitzungen(fassung)[0].bekanntgabe is None
    with pytest.raises(Fachfehler) as fehler:
        _zurueckziehen(fassung)
    assert fehler.value.code == "nicht_oeffentlich"


def test_wer_zurueckzieht_nennt_den_grund(fassung: Niederschriftsfassung) -> None:
    _veroeffentlichen(fassung)
    with pytest.raises(Fachfehler) as fehler:
        _zurueckziehen(fassung, grund="  ")
    assert fehler.value.feld == "grund"


def test_die_datenbank_haelt_eine_gueltige_und_den_grund(fassung: Niederschriftsfassung) -> None:
    satz = _veroeffentlichen(fassung)
    doppelt = Veroeffentlichung(
        niederschrift=satz.niederschrift,
        fassung=fassung,
        inhalt=satz.inhalt,
        inhalt_hash=satz.inhalt_hash,
        veroeffentlicht_am=timezone.now(),
        veroeffentlicht_von_name="Gerda Stelle",
    )
    with pytest.raises(ValidationError, match="schon veröffentlicht"):
        doppelt.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        doppelt.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Veroeffentlichung.objects.filter(pk=satz.pk).update(zurueckgezogen_am=timezone.now())


# Failing closed ---------------------------------------------------------------------------------------------


def test_werden_die_unterschriften_widerrufen_zeigt_sie_niemand_mehr(fassung: Niederschriftsfassung) -> None:
    _veroeffentlichen(fassung)
    Niederschriftsfassung.objects.filter(pk=fassung.pk).update(
        stand="widerrufen", widerrufen_am=timezone.now(), widerrufen_von_name="R", widerrufsgrund="Falsch"
    )
    assert _sitzungen(fassung)[0].bekanntgabe is None


def test_eine_neuere_unterzeichnete_laesst_die_alte_stehen(
    fassung: Niederschriftsfassung,
) -> None:
    satz = _veroeffentlichen(fassung)
    bau.unterzeichnet(fassung.niederschrift.sitzung)
    bekanntgabe = _sitzungen(fassung)[0].bekanntgabe
    assert (bekanntgabe.satz, bekanntgabe.satz.fassung.stand) == (satz, "ersetzt")


def test_was_danach_ausgenommen_wird_nimmt_die_ganze_mit(
    fassung: Niederschriftsfassung,
) -> None:
    satz = _veroeffentlichen(fassung)
    assert widersprueche_von(satz) == ()
    Beschluss.objects.update(oeffentlich=False)
    assert widersprueche_von(satz) == (Widerspruch.BESCHLUSS,)
    assert _sitzungen(fassung)[0].bekanntgabe is None
    Beschluss.objects.update(oeffentlich=True)
    assert _sitzungen(fassung)[0].bekanntgabe is not None
    Gremienoeffentlichkeit.objects.all().delete()
    assert widersprueche_von(satz) == ()


def test_will_der_kreis_keine_namen_mehr_zeigt_sie_niemand(fassung: Niederschriftsfassung) -> None:
    gremium = fassung.niederschrift.sitzung.gremium
    bau.eingeschaltet(gremium, namen=True)
    satz = _veroeffentlichen(fassung)
    assert _sitzungen(fassung)[0].bekanntgabe is not None
    bau.eingeschaltet(gremium, namen=False)
    assert _sitzungen(fassung)[0].bekanntgabe is None
    assert widersprueche_von(satz) == (Widerspruch.NAMEN,)


# What a session shows before --------------------------------------------------------------------------------


def test_oeffentlich_ist_eine_sitzung_sobald_zu_ihr_eingeladen_ist() -> None:
    gremium = GremiumFactory()
    oeffentlichkeit = bau.eingeschaltet(gremium)
    tag = timezone.localdate() + timedelta(days=30)
    for nummer, stand in enumerate(("geplant", "tagesordnung_festgelegt", "abgesagt", "eingeladen")):
        satz = sitzung(gremium, tag + timedelta(days=nummer), stand, ort="Kreishaus")
    abgesagt = sitzung(gremium, tag + timedelta(days=9), "abgesagt")
    Sendung.objects.create(sitzung=abgesagt, art="einladung", stand="versandt", versandt_am=timezone.now())
    gezeigt = oeffentliche_sitzungen(oeffentlichkeit)
    assert [s.sitzung for s in gezeigt] == [abgesagt, satz]
    assert [s.abgesagt for s in gezeigt] == [True, False]
    assert oeffentliche_sitzungen(oeffentlichkeit, nur=satz.beginn)[0].sitzung == satz


def test_die_tagesordnung_ist_die_bestaetigte_ohne_ausgenommenes_und_gestrichenes() -> None:
    gremium = verlaufsbau.lenkungsgruppe(2)
    oeffentlichkeit = bau.eingeschaltet(gremium)
    satz = verlaufsbau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=9), punkte=4)
    assert oeffentliche_sitzungen(oeffentlichkeit)[0].punkte == ()
    erster, zweiter, dritter, vierter = verlaufsbau.punkte(satz)
    dritter.oeffentlich = False
    dritter.save()
    bau.bestaetigte_tagesordnung(satz)
    dritter.oeffentlich = True  # confirmed as hidden: a later switch alone does not open it
    dritter.save()
    zweiter.oeffentlich = False  # hidden at once, before the chair confirms it anew
    zweiter.save()
    vierter.delete()
    (gezeigt,) = oeffentliche_sitzungen(oeffentlichkeit)
    assert [(p.nummer, p.titel, p.oeffentlich) for p in gezeigt.punkte] == [
        (1, erster.titel, True),
        (2, "", False),
        (3, "", False),
    ]
    assert veroeffentlichte_beschluesse([gezeigt]) == []


# The switch -------------------------------------------------------------------------------------------------


def test_ausgeschaltet_ist_es_bis_es_jemand_einschaltet() -> None:
    gremium = GremiumFactory(name="Lenkungsgruppe für das KIM", kurzname="Größe & Übersicht")
    assert list(oeffentliche_gremien()) == []
    satz = bau.eingeschaltet(gremium)
    assert (satz.adresse, satz.kreis_id) == ("groesse-uebersicht", gremium.kreis_id)
    assert list(oeffentliche_gremien()) == [satz]
    assert str(satz).startswith("Öffentliche Seite")
    aus = bau.eingeschaltet(gremium, eingeschaltet=False)
    assert (aus.pk, list(oeffentliche_gremien())) == (satz.pk, [])
    assert satz.history.count() == 2


def test_jede_adresse_gibt_es_im_kreis_einmal() -> None:
    kreis = KreisFactory()
    saetze = [bau.eingeschaltet(GremiumFactory(kreis=kreis, kurzname="LG", name=f"G {n}")) for n in range(3)]
    assert [satz.adresse for satz in saetze] == ["lg", "lg-2", "lg-3"]
    assert bau.eingeschaltet(GremiumFactory(kurzname="LG")).adresse == "lg", "another Kreis has its own"
    assert bau.eingeschaltet(GremiumFactory(kurzname="§§§")).adresse


def test_nur_die_geschaeftsstelle_schaltet() -> None:
    gremium = GremiumFactory()
    with pytest.raises(NichtErlaubt):
        oeffentlichkeit_einstellen(
            gremium_id=gremium.pk,
            eingeschaltet=True,
            namen=False,
            suchmaschinen=False,
            akteur=gobau.akteur(gremium, BESTAETIGEN.schluessel),
        )


def test_schaltet_der_kreis_die_lenkung_aus_ist_nichts_oeffentlich() -> None:
    gremium = GremiumFactory(kreis=KreisFactory(modul_lenkung=False))
    bau.eingeschaltet(gremium)
    assert list(oeffentliche_gremien()) == []


@pytest.mark.parametrize(
    ("kuerzel", "eingeschaltet"), [("rhein-sieg-kreis", True), ("kreis-steinfurt", False)]
)
def test_in_der_vorfuehrung_ist_eine_seite_eingeschaltet(kuerzel: str, eingeschaltet: bool) -> None:
    gremium = GremiumFactory()
    kreis = Vorfuehrungskreis(gremium.kreis_id, kuerzel, "rsk.example", {})
    oeffentlichkeit_aufbauen(kreis)
    assert oeffentliche_gremien().filter(gremium=gremium).exists() == eingeschaltet
