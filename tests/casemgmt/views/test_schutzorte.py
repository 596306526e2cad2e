"""A protected address: the place of the case stands nowhere but on its page, for whoever answers for it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casemgmt import permissions
from casemgmt.domain.anfrage import anfrage_zu_fall
from casemgmt.domain.queries.verweise import absender, zieltitel
from casemgmt.domain.terminabo import kalender_des_terminabos, offenes_terminabo, terminabo_anlegen
from casemgmt.domain.terminzettel import terminzettel_drucken
from casemgmt.domain.verweis import Antwort
from casemgmt.domain.verweiseingang import eingang_beantworten
from casemgmt.models import Anfrage, Fall, Termin, Uebertragung, Verweis
from casemgmt.regeln.ohne_netz import Ablagegrund, Uebertragungsstand
from casemgmt.regeln.verweis import Verweisstand
from kim.auftraege.domain import auftrag_ausfuehren
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from tests.casemgmt import faellebau, fallbau, netzwerkbau, terminbau
from tests.conftest import angemeldeter_client
from tests.fabriken import EinrichtungFactory

pytestmark = pytest.mark.django_db

ORT = "Kleeberg"
STANDORT = "Altes Rathaus"


@dataclass
class Lage:
    """A protected person in one Kommune; her case manager, a colleague there, the Koordination."""

    ort: Any
    cm: Any
    kollegin: Any
    koordination: Any
    person: Any
    fall: Fall
    termin: Termin

    def seite(self, konto: Any, name: str, *args: Any, **frage: str) -> str:
        ziel = (
            name if name.startswith("/") else reverse(name if ":" in name else f"casemgmt:{name}", args=args)
        )
        antwort = client(konto).get(ziel, frage)
        assert antwort.status_code == 200, ziel
        return inhalt(antwort)


def client(konto: Any) -> Client:
    return angemeldeter_client(konto)


def inhalt(antwort: Any) -> str:
    """Without the menus, which name the Kommune that one works in."""
    text = antwort.content.decode()
    return str(text[text.index("<main") : text.index("</main")])


@pytest.fixture
def lage() -> Lage:
    ort = fallbau.kommune(name=ORT)
    cm = fallbau.case_management(ort)
    person = fallbau.klient(cm, ort, schutzadresse=True, anschrift="Gasse 1")
    fall = fallbau.fall(cm, ort, person)
    termin = terminbau.geplant(cm, fall, person)
    termin.standort = terminbau.standort(ort, STANDORT)
    termin.save()
    return Lage(ort, cm, fallbau.case_management(ort), fallbau.koordination(ort.kreis), person, fall, termin)


def test_fall_42a_der_ort_des_falls_steht_nur_fuer_zustaendige_auf_seiner_seite(lage: Lage) -> None:
    vertretung = fallbau.mukis(lage.ort.kreis)
    fallbau.vertretung(lage.cm, vertretung, von=timezone.localdate())
    for konto, sieht in (
        (lage.cm, True),
        (vertretung, True),
        (lage.kollegin, False),
        (lage.koordination, False),
    ):
        seite = lage.seite(konto, "fall-detail", lage.fall.pk)
        assert (ORT in seite) is sieht
        assert ("geschützt" in seite) is not sieht


def test_fall_42a_keine_liste_nennt_den_ort(lage: Lage) -> None:
    anfrage = faellebau.anfrage(lage.cm, lage.ort)
    anfrage_zu_fall(anfrage_id=anfrage.pk, fall_id=lage.fall.pk, akteur=lage.cm)
    for konto in (lage.cm, lage.kollegin, lage.koordination):
        for name in ("fall-liste", "anfrage-liste", "klient-liste"):
            frage = {"stand": "uebernommen"} if name == "anfrage-liste" else {}
            seite = lage.seite(konto, name, **frage)
            tabelle = seite[seite.index("<tbody") :]
            assert ORT not in tabelle, name
            assert "geschützt" in tabelle, name
    for name in ("vor-ort", "woche"):
        seite = lage.seite(lage.cm, name, ab=timezone.localdate(lage.termin.beginn).isoformat())
        assert STANDORT not in seite, name
        assert ORT not in seite, name


def test_fall_42a_die_startseite_nennt_den_treffpunkt_nicht(lage: Lage) -> None:
    """She sees the way there on the page of the Termin; the start page is read over the shoulder."""
    seite = lage.seite(lage.cm, "/")
    assert str(lage.fall) in seite
    assert STANDORT not in seite
    lage.person.schutzadresse = False
    lage.person.save()
    assert STANDORT in lage.seite(lage.cm, "/")
    # Without a case it is the person who comes.
    kommt = fallbau.klient(lage.cm, lage.ort, "Mina", "Sabri", schutzadresse=True)
    Termin.objects.filter(pk=lage.termin.pk).update(fall=None, art="einmalig")
    lage.termin.anwesende.update(klient=kommt)
    assert STANDORT not in lage.seite(lage.cm, "/")


def test_fall_42a_weder_filter_noch_reihenfolge_verraten_den_ort(lage: Lage) -> None:
    """Another Kommune before and one behind it in the alphabet, a case in each: the protected case stands
    at the same end of the list wherever it is, and no filter finds it but that of whoever answers for it."""
    vorn, hinten = (fallbau.kommune(lage.ort.kreis, name=name) for name in ("Aldorf", "Zell"))
    offene = [fallbau.fall(fallbau.case_management(o), o) for o in (vorn, hinten)]
    seite = lage.seite(lage.koordination, "fall-liste", sortierung="kommune")
    stellen = [seite.index(fall.aktenzeichen) for fall in (lage.fall, *offene)]
    assert stellen == sorted(stellen)
    assert lage.fall.aktenzeichen not in lage.seite(lage.koordination, "fall-liste", kommune=str(lage.ort.pk))
    assert offene[0].aktenzeichen in lage.seite(lage.koordination, "fall-liste", kommune=str(vorn.pk))
    sicht = permissions.sicht_von(lage.cm)
    assert Fall.objects.filter(permissions.ort_zu_erfahren(sicht), pk=lage.fall.pk).exists()
    sicht = permissions.sicht_von(lage.kollegin)
    assert not Fall.objects.filter(permissions.ort_zu_erfahren(sicht), pk=lage.fall.pk).exists()


def test_der_filter_der_anfragen_findet_einen_geschuetzten_fall_nicht(lage: Lage) -> None:
    fallbau.kommune(lage.ort.kreis, name="Aldorf")
    anfrage = faellebau.anfrage(lage.cm, lage.ort)
    warte = faellebau.anfrage(lage.cm, lage.ort, name="Herr Offen")
    anfrage_zu_fall(anfrage_id=anfrage.pk, fall_id=lage.fall.pk, akteur=lage.cm)
    frage = {"stand": "uebernommen", "kommune": str(lage.ort.pk)}
    assert "Frau Haddad" not in lage.seite(lage.koordination, "anfrage-liste", **frage)
    assert warte.name in lage.seite(lage.koordination, "anfrage-liste", kommune=str(lage.ort.pk))
    assert ORT not in lage.seite(lage.koordination, "anfrage-detail", anfrage.pk)
    assert ORT in lage.seite(lage.cm, "anfrage-detail", anfrage.pk)


def test_fall_42a_der_ort_des_termins(lage: Lage) -> None:
    seite = lage.seite(lage.koordination, "termin-detail", lage.termin.pk)
    assert ORT not in seite
    assert STANDORT not in seite
    seite = lage.seite(lage.cm, "termin-detail", lage.termin.pk)
    assert ORT in seite
    assert STANDORT in seite


def test_wer_den_termin_haelt_weiss_wo(lage: Lage) -> None:
    """Not the Kommune, but where to go."""
    Termin.objects.filter(pk=lage.termin.pk).update(konto=lage.kollegin)
    termin = Termin.objects.get(pk=lage.termin.pk)
    assert permissions.sieht_standort(lage.kollegin, termin)
    assert not permissions.sieht_kommune_des_termins(lage.kollegin, termin)


def test_ein_standort_anderswo_darf_dastehen(lage: Lage) -> None:
    """Of a body one knows the Kommune or not; if not, it may be there."""
    anderswo = fallbau.kommune(lage.ort.kreis, name="Aldorf")
    standort = terminbau.standort(anderswo, "Kreishaus")
    lage.termin.standort = standort
    assert permissions.sieht_standort(None, lage.termin)
    for kommune, sieht in ((anderswo, True), (lage.ort, False), (None, False)):
        art = "kommune" if kommune else "beratung"
        standort.kommune, standort.einrichtung = (
            None,
            EinrichtungFactory(kreis=lage.ort.kreis, art=art, kommune=kommune),
        )
        assert permissions.sieht_standort(None, lage.termin) is sieht


def test_ein_termin_ohne_fall_richtet_sich_nach_der_person(lage: Lage) -> None:
    """She was taken in by her case manager, and there is no case yet."""
    person = fallbau.klient(lage.cm, lage.ort, "Mina", "Sabri", schutzadresse=True)
    termin = terminbau.beratung(lage.cm, None, person, ort=lage.ort)
    assert permissions.sieht_kommune_des_termins(lage.cm, termin)
    assert not permissions.sieht_kommune_des_termins(lage.koordination, termin)
    assert permissions.sieht_kommune_des_termins(lage.koordination, terminbau.beratung(lage.cm, ort=lage.ort))


def _gedruckt(lage: Lage, akteur: Any) -> str:
    nummer = terminzettel_drucken(
        akteur=akteur, termin_id=lage.termin.pk, sprache="tr", sachen=[], schluessel=uuid4().hex
    )
    auftrag_ausfuehren(auftrag_id=nummer)
    seiten = PdfReader(io.BytesIO(inhalt_von(Dokument.objects.latest("pk")))).pages
    return " ".join(" ".join(seite.extract_text() for seite in seiten).split())


def test_fall_42a_der_terminzettel_nennt_den_ort_nicht(lage: Lage) -> None:
    text = _gedruckt(lage, lage.cm)
    assert STANDORT not in text
    assert "Marktplatz" not in text
    assert ORT not in text
    assert "Den Ort haben wir miteinander besprochen." in text


def test_ein_frueher_gedruckter_zettel_oeffnet_sich_nur_noch_fuer_zustaendige(lage: Lage) -> None:
    lage.person.schutzadresse = False
    lage.person.save()
    assert STANDORT in _gedruckt(lage, lage.cm)
    zettel = Dokument.objects.latest("pk")
    assert permissions.darf_terminzettel_lesen(lage.kollegin, zettel)
    lage.person.schutzadresse = True
    lage.person.save()
    assert not permissions.darf_terminzettel_lesen(lage.kollegin, zettel)
    assert permissions.darf_terminzettel_lesen(lage.cm, zettel)


def test_fall_42a_der_empfaenger_eines_verweises_liest_den_ort_nicht(lage: Lage) -> None:
    """Of the case, and of the person without a case; elsewhere the sender's Kommune stays."""
    stelle = netzwerkbau.stelle(lage.ort.kreis)
    verweis = netzwerkbau.gesendet(lage.cm, stelle, fall=lage.fall)
    assert ORT not in absender(netzwerkbau.frisch(verweis))
    ohne_fall = netzwerkbau.verweis(lage.cm, stelle, ort=lage.ort)
    assert ORT in absender(ohne_fall)
    ohne_fall.klient = lage.person
    assert ORT not in absender(ohne_fall)
    eingang = netzwerkbau.gesendet(lage.cm, "mukis", fall=lage.fall)
    empfaenger = fallbau.mukis(lage.ort.kreis)
    assert ORT not in lage.seite(empfaenger, "eingang-liste")
    assert ORT not in lage.seite(empfaenger, "eingang-detail", eingang.pk)


def test_fall_42a_auch_die_anfrage_aus_einem_verweis_nennt_den_ort_nicht(lage: Lage) -> None:
    """Accepted by MuKi-S, it waits there as a request; of others with the Kommune of the sender."""
    mukis = fallbau.mukis(lage.ort.kreis)
    for fall, kommune in ((lage.fall, None), (fallbau.fall(lage.cm, lage.ort), lage.ort)):
        verweis = netzwerkbau.gesendet(lage.cm, "mukis", fall=fall)
        eingang_beantworten(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.ANGENOMMEN), akteur=mukis)
        assert Anfrage.objects.get(verweis_kennung=verweis.kennung).kommune == kommune


def test_fall_42a_der_abonnierte_kalender_nennt_den_ort_nicht(lage: Lage) -> None:
    def abgeholt() -> str:
        terminabo_anlegen(akteur=lage.cm)
        abo = offenes_terminabo(lage.cm)
        assert abo is not None
        return kalender_des_terminabos(
            abo, seite=lambda art, pk: f"https://kim.example/{art}/{pk}/", rechner="x"
        )

    kalender = abgeholt()
    assert f"/termin/{lage.termin.pk}/" in kalender
    assert STANDORT not in kalender
    assert ORT not in kalender
    lage.person.schutzadresse = False
    lage.person.save()
    assert STANDORT in abgeholt()


def test_wohin_sie_geht_liest_allein_wer_zustaendig_ist(lage: Lage) -> None:
    ziel = fallbau.kommune(lage.ort.kreis, name="Aldorf")
    verweis = netzwerkbau.verweis(lage.cm, "lokal", fall=lage.fall, ziel_kommune_id=ziel.pk)
    assert "Aldorf" not in lage.seite(lage.cm, "verweis-liste")
    assert "Aldorf" in lage.seite(lage.cm, "verweis-detail", verweis.pk)
    assert "Aldorf" not in lage.seite(lage.koordination, "verweis-detail", verweis.pk)
    offen = netzwerkbau.verweis(
        lage.cm, "lokal", fall=fallbau.fall(lage.cm, lage.ort), ziel_kommune_id=ziel.pk
    )
    assert "Aldorf" in zieltitel(offen)
    assert "Aldorf" in lage.seite(lage.koordination, "verweis-detail", offen.pk)


def test_fall_42a_kein_verlauf_nennt_den_ort(lage: Lage) -> None:
    """Koordination reads the history of the case, without the places."""
    for art, pk in (("fall", lage.fall.pk), ("termin", lage.termin.pk)):
        ziel = reverse("protokoll:historie", args=[art, pk])
        seite = lage.seite(lage.koordination, ziel)
        assert ORT not in seite, art
        assert STANDORT not in seite, art


def test_welche_felder_ein_verlauf_verbirgt(lage: Lage) -> None:
    anfrage = faellebau.anfrage(lage.cm, lage.ort)
    verweis = netzwerkbau.verweis(lage.cm, netzwerkbau.stelle(lage.ort.kreis), fall=lage.fall)
    verborgen = permissions.verborgene_felder
    assert verborgen(lage.koordination, lage.fall) == {"kommune"}
    assert verborgen(lage.cm, lage.fall) == frozenset()
    assert verborgen(lage.koordination, verweis) == {"kommune", "ziel_kommune"}
    assert verborgen(lage.koordination, anfrage) == frozenset()
    anfrage.fall = lage.fall
    assert verborgen(lage.koordination, anfrage) == {"kommune"}
    assert verborgen(lage.koordination, lage.person) == frozenset()


def test_wer_alle_faelle_einer_kommune_uebergibt_liest_nicht_welcher_geschuetzt_ist(lage: Lage) -> None:
    """It goes along, and is counted; by its number one would read where it is."""
    frage = {"von_kommune": str(lage.ort.pk), "an_konto": str(lage.kollegin.pk)}
    seite = lage.seite(lage.koordination, "faelle-uebergeben", **frage)
    assert lage.fall.aktenzeichen not in seite
    assert "Fall mit Schutzadresse" in seite
    frage = {"von_konto": str(lage.cm.pk), "an_konto": str(lage.kollegin.pk)}
    seite = lage.seite(lage.koordination, "faelle-uebergeben", **frage)
    liste = seite[seite.index("vorschau-titel") :]
    assert lage.fall.aktenzeichen in liste
    assert ORT not in liste


def test_beim_umziehen_fehlt_der_bisherige_ort_nicht_in_der_auswahl(lage: Lage) -> None:
    fallbau.kommune(lage.ort.kreis, name="Aldorf")
    assert ORT in lage.seite(lage.koordination, "fall-umziehen", lage.fall.pk)
    assert ORT not in lage.seite(lage.cm, "fall-umziehen", lage.fall.pk)


def test_die_ablage_nennt_den_ort_nicht(lage: Lage) -> None:
    eintrag = Uebertragung.objects.create(
        kreis_id=lage.ort.kreis_id,
        konto=lage.cm,
        kennung=uuid4(),
        kommune=lage.ort,
        fall=lage.fall,
        art="beratung",
        stand=Uebertragungsstand.OFFEN,
        grund=Ablagegrund.UHR,
        inhalt={"art": "beratung", "fassung": 1, "daten": {"kommune_id": lage.ort.pk, "notiz": "Anruf"}},
        empfangen_am=timezone.now(),
    )
    assert ORT not in lage.seite(lage.koordination, "ablage")
    seite = lage.seite(lage.koordination, "ablage-detail", eintrag.pk)
    assert ORT not in seite
    assert "Anruf" in seite
    assert ORT in lage.seite(lage.cm, "ablage-detail", eintrag.pk)
    Uebertragung.objects.filter(pk=eintrag.pk).update(fall=None)
    assert ORT in lage.seite(lage.koordination, "ablage")


def test_was_schon_gelesen_ist_fragt_nicht_noch_einmal(lage: Lage, django_assert_num_queries: Any) -> None:
    """A list knows for all its rows what is protected; so does a case whose persons have been read."""
    fall = permissions.mit_ortsschutz(Fall.objects.all()).get(pk=lage.fall.pk)
    geladen = Fall.objects.prefetch_related("personen__klient").get(pk=lage.fall.pk)
    verweis = netzwerkbau.verweis(lage.cm, netzwerkbau.stelle(lage.ort.kreis), fall=lage.fall)
    gelesen = permissions.mit_ortsschutz_der_verweise(Verweis.objects.all()).get(pk=verweis.pk)
    offene = permissions.mit_ortsschutz(
        Anfrage.objects.filter(pk=faellebau.anfrage(lage.cm, lage.ort).pk), "fall_id"
    )
    with django_assert_num_queries(0):
        assert not permissions.sieht_ort(None, fall)
        assert not permissions.sieht_ort(None, geladen)
        assert not permissions.sieht_ort_des_verweises(None, gelesen)
    assert offene.get().ort_geschuetzt is False
