"""The pages of the Geschäftsordnung: who sees what, what is where, and what a form says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.geschaeftsordnung import geschaeftsordnung_benennen
from lenkung.models import Geschaeftsordnung, Gremium
from lenkung.regeln.bestimmungen import Bestimmung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM")


@pytest.fixture
def geschaeftsstelle(gremium: Gremium, anmelden: Anmelden) -> Client:
    return anmelden(gobau.konto("geschaeftsstelle", gremium))


@pytest.fixture
def vorsitz(gremium: Gremium, anmelden: Anmelden) -> Client:
    return anmelden(gobau.konto("vorsitz", gremium))


@pytest.fixture
def mitglied(gremium: Gremium, anmelden: Anmelden) -> Client:
    return anmelden(gobau.konto("mitglied", gremium, mit_sitz=True))


def adresse(name: str, satz: Geschaeftsordnung, *mehr: str) -> str:
    return reverse(f"lenkung:{name}", args=[satz.pk, *mehr])


def text(client: Client, ziel: str, status: int = 200) -> str:
    antwort = client.get(ziel)
    assert antwort.status_code == status
    return antwort.content.decode()


AENDERN = ("go-benennen", "go-beschliessen", "go-verwerfen")


def test_die_geschaeftsstelle_sieht_alle_fassungen_mit_ihrem_stand(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    gobau.in_kraft(gremium)
    gobau.in_kraft(gremium, "Neufassung", am=date(2024, 2, 22))
    gobau.entwurf(gremium, "Entwurf zwei")
    liste = text(geschaeftsstelle, reverse("lenkung:go-liste"))
    # Drafts on top, then what is in force, then what was.
    stellen = [liste.index(name) for name in ("Entwurf zwei", "Neufassung", "Geschäftsordnung von 2022")]
    assert stellen == sorted(stellen)
    for wort in ("abgelöst", "in Kraft", "24.03.2022 bis 21.02.2024", "ab 22.02.2024"):
        assert wort in liste
    assert reverse("lenkung:go-entwerfen") in liste


def test_ohne_fassung_sagt_die_liste_was_zu_tun_ist(
    gremium: Gremium, geschaeftsstelle: Client, vorsitz: Client
) -> None:
    ziel = reverse("lenkung:go-liste")
    assert "Beginnen Sie mit einem Entwurf" in text(geschaeftsstelle, ziel)
    ohne_recht = text(vorsitz, ziel)
    assert "Sobald ein Gremium eine beschlossen hat" in ohne_recht
    assert reverse("lenkung:go-entwerfen") not in ohne_recht


def test_ein_entwurf_zeigt_jede_bestimmung_und_was_nicht_geregelt_ist(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.entwurf(gremium, nur=("quorum", "mehrheit"))
    seite = text(geschaeftsstelle, adresse("go-detail", satz))
    assert "2 von 24 Bestimmungen" in seite
    assert "mindestens die Hälfte der stimmberechtigten Sitze vertreten ist" in seite
    assert "Alle Entscheidungen, die durch Abstimmung erfolgen" in seite
    assert seite.count("Dazu sagt die Geschäftsordnung nichts; KIM erzwingt nichts.") == 22
    assert adresse("bestimmung", satz, "ladung") in seite
    assert "Was sich hier nicht ausdrücken lässt" in seite
    assert f"<code>{satz.kennung}</code>" in seite


def test_ein_widerspruch_steht_oben_und_ohne_ihn_zu_loesen_geht_es_nicht_weiter(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.entwurf(
        gremium,
        nur=("ladung", "quorum_bis_feststellung"),
        mit={"ladung_dringlich": Bestimmung("§ 4", {"frist": 20})},
    )
    seite = text(geschaeftsstelle, adresse("go-detail", satz))
    assert "Der Entwurf widerspricht sich an einer Stelle" not in seite
    assert "Der Entwurf widerspricht sich an 2 Stellen" in seite
    for art in ("ladung_dringlich", "quorum_bis_feststellung"):
        assert f'<a href="{adresse("bestimmung", satz, art)}">' in seite
    for name in ("go-beschliessen", "go-probe"):
        assert adresse(name, satz) not in seite
        antwort = geschaeftsstelle.get(adresse(name, satz), follow=True)
        assert antwort.redirect_chain[-1][0] == adresse("go-detail", satz)
        assert "Bitte zuerst bereinigen" in antwort.content.decode()


def test_was_beschlossen_ist_bietet_keine_aenderung_an_und_nimmt_keine(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.in_kraft(gremium)
    seite = text(geschaeftsstelle, adresse("go-detail", satz))
    for name in AENDERN:
        assert adresse(name, satz) not in seite
        assert geschaeftsstelle.get(adresse(name, satz)).status_code == 403
        assert geschaeftsstelle.post(adresse(name, satz)).status_code == 403
    for name in ("bestimmung", "bestimmung-satz", "bestimmung-streichen"):
        assert adresse(name, satz, "quorum") not in seite
        assert geschaeftsstelle.post(adresse(name, satz, "quorum")).status_code == 403
    assert "Niederschrift der 3. Sitzung, TOP 2" in seite
    assert f"?gremium={gremium.pk}&amp;grundlage={satz.pk}" in seite


def test_der_vorsitz_liest_entwuerfe_und_probiert_sie_aus_aber_aendert_nichts(
    gremium: Gremium, vorsitz: Client
) -> None:
    satz, alte = gobau.entwurf(gremium), gobau.in_kraft(gremium)
    seite = text(vorsitz, adresse("go-detail", satz))
    assert adresse("go-probe", satz) in seite
    assert vorsitz.get(adresse("go-probe", satz)).status_code == 200
    for name in AENDERN:
        assert adresse(name, satz) not in seite
        assert vorsitz.post(adresse(name, satz)).status_code == 404
    for name in ("bestimmung", "bestimmung-satz", "bestimmung-streichen"):
        assert vorsitz.post(adresse(name, satz, "quorum")).status_code == 404
    assert vorsitz.post(adresse("go-enden", alte), {"zum": "01.01.2030", "grund": "x"}).status_code == 404
    assert vorsitz.get(reverse("lenkung:go-entwerfen")).status_code == 403
    satz.refresh_from_db()
    assert satz.ist_entwurf


def test_ein_mitglied_liest_die_beschlossene_des_eigenen_gremiums_und_sonst_keine(
    gremium: Gremium, mitglied: Client
) -> None:
    beschlossene = gobau.in_kraft(gremium)
    entwurf = gobau.entwurf(gremium, "Geheimer Entwurf")
    andere = gobau.in_kraft(GremiumFactory(kreis=gremium.kreis), "Andere GO")
    liste = text(mitglied, reverse("lenkung:go-liste"))
    assert "Geschäftsordnung von 2022" in liste
    seite = text(mitglied, adresse("go-detail", beschlossene))
    for verborgen in ("Geheimer Entwurf", "Andere GO"):
        assert verborgen not in liste
        assert verborgen not in seite
    for satz in (entwurf, andere):
        for name in ("go-detail", "go-vergleich", "go-probe", *AENDERN):
            assert mitglied.get(adresse(name, satz)).status_code == 404, name
        vergleich = f"{adresse('go-vergleich', beschlossene)}?mit={satz.pk}"
        assert mitglied.get(vergleich).status_code == 404
    assert mitglied.get(adresse("go-probe", beschlossene)).status_code == 404


def test_im_anderen_kreis_gibt_es_sie_nicht(gremium: Gremium, anmelden: Anmelden) -> None:
    satz = gobau.entwurf(gremium)
    fremd = anmelden(gobau.konto("geschaeftsstelle", GremiumFactory()))
    for name in ("go-detail", "go-vergleich", "go-probe", "go-enden", *AENDERN):
        assert fremd.get(adresse(name, satz)).status_code == 404
        if name not in ("go-detail", "go-vergleich", "go-probe"):
            assert fremd.post(adresse(name, satz)).status_code == 404
    assert fremd.post(adresse("bestimmung", satz, "quorum")).status_code == 404
    assert "Entwurf vom Mai" not in text(fremd, reverse("lenkung:go-liste"))
    assert Geschaeftsordnung.objects.get().bezeichnung == "Entwurf vom Mai"


# Naming, discarding, ending


def test_ein_entwurf_entsteht_leer_oder_auf_einer_grundlage(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    grundlage = gobau.in_kraft(gremium)
    ziel = reverse("lenkung:go-entwerfen")
    vorbelegt = geschaeftsstelle.get(f"{ziel}?gremium={gremium.pk}&grundlage={grundlage.pk}").content.decode()
    assert f'<option value="{grundlage.pk}" selected>' in vorbelegt
    daten = {"gremium": gremium.pk, "bezeichnung": " Neu  gefasst ", "grundlage": grundlage.pk}
    antwort = geschaeftsstelle.post(ziel, daten)
    neuer = Geschaeftsordnung.objects.get(bezeichnung="Neu gefasst")
    assert antwort["Location"] == adresse("go-detail", neuer)
    assert neuer.bestimmungen.count() == 24


@pytest.mark.parametrize("frage", ["?gremium=x&grundlage=y", "?gremium=99999999999999999999", "?gremium="])
def test_unsinn_in_der_adresse_stoert_das_formular_nicht(
    frage: str, gremium: Gremium, geschaeftsstelle: Client
) -> None:
    assert geschaeftsstelle.get(reverse("lenkung:go-entwerfen") + frage).status_code == 200


def test_was_im_formular_fehlt_steht_am_feld_und_alles_eingegebene_bleibt(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    gobau.entwurf(gremium, "Schon da")
    ziel = reverse("lenkung:go-entwerfen")
    fremdes = GremiumFactory()
    antwort = geschaeftsstelle.post(ziel, {"gremium": fremdes.pk, "bezeichnung": "", "quelle": "Anlage 7"})
    assert set(antwort.context["form"].errors) == {"gremium", "bezeichnung"}
    assert 'value="Anlage 7"' in antwort.content.decode()
    doppelt = {"gremium": gremium.pk, "bezeichnung": "Schon da", "quelle": "Anlage 7"}
    antwort = geschaeftsstelle.post(ziel, doppelt)
    assert list(antwort.context["form"].errors) == ["bezeichnung"]
    assert "gibt es schon" in antwort.content.decode()
    assert 'value="Anlage 7"' in antwort.content.decode()


def test_wer_beim_benennen_ueberholt_wird_sieht_es_und_speichert_beim_zweiten_mal(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.entwurf(gremium)
    daten = {"bezeichnung": "Mein Name", "quelle": "", "stand": stand_von(satz)}
    geschaeftsordnung_benennen(
        geschaeftsordnung_id=satz.pk,
        akteur=gobau.akteur(gremium, akteur_name="Karla Schnell"),
        angaben={"bezeichnung": "Ihr Name"},
    )
    antwort = geschaeftsstelle.post(adresse("go-benennen", satz), daten)
    seite = antwort.content.decode()
    assert "Karla Schnell" in seite
    assert 'value="Mein Name"' in seite
    daten["stand"] = antwort.context["form"]["stand"].value()
    geschaeftsstelle.post(adresse("go-benennen", satz), daten)
    satz.refresh_from_db()
    assert satz.bezeichnung == "Mein Name"


def test_verwerfen_fragt_nach_und_loescht_dann(gremium: Gremium, geschaeftsstelle: Client) -> None:
    satz = gobau.entwurf(gremium)
    assert "werden gelöscht" in text(geschaeftsstelle, adresse("go-verwerfen", satz))
    assert Geschaeftsordnung.objects.exists()
    antwort = geschaeftsstelle.post(adresse("go-verwerfen", satz))
    assert antwort["Location"] == reverse("lenkung:go-liste")
    assert not Geschaeftsordnung.objects.exists()


def test_der_entwurf_eines_geschlossenen_gremiums_laesst_sich_nur_noch_lesen_und_verwerfen(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.entwurf(gremium)
    gremium.aktiv_bis = date(2024, 1, 1)
    gremium.save()
    seite = text(geschaeftsstelle, adresse("go-detail", satz))
    assert "Entwurf verwerfen" in seite
    assert "Beschluss eintragen" not in seite
    assert "Bezeichnung und Quelle ändern" not in seite
    for ziel in (adresse("go-beschliessen", satz), adresse("bestimmung", satz, "quorum")):
        assert "geschlossen" in text(geschaeftsstelle, ziel, 403)
    geschaeftsstelle.post(adresse("go-verwerfen", satz))
    assert not Geschaeftsordnung.objects.exists()


def test_ein_ende_der_geltung_nennt_seinen_grund_und_steht_danach_da(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.in_kraft(gremium)
    gobau.in_kraft(gremium, "Spätere", am=date(2025, 1, 1))
    satz.refresh_from_db()
    assert geschaeftsstelle.get(adresse("go-enden", satz)).status_code == 403
    spaetere = Geschaeftsordnung.objects.get(bezeichnung="Spätere")
    ziel = adresse("go-enden", spaetere)
    antwort = geschaeftsstelle.post(ziel, {"zum": "31.12.2024", "grund": "Versehen"})
    assert list(antwort.context["form"].errors) == ["zum"]
    assert 'value="Versehen"' in antwort.content.decode()
    assert geschaeftsstelle.post(ziel, {"zum": "", "grund": ""}).status_code == 200
    antwort = geschaeftsstelle.post(ziel, {"zum": "31.12.2025", "grund": "Ende der Laufzeit"}, follow=True)
    assert "01.01.2025 bis 31.12.2025" in antwort.content.decode()


# Comparison, search


def test_ein_entwurf_wird_zuerst_mit_seiner_grundlage_verglichen(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    gobau.entwurf(gremium, "A zuerst in der Liste")
    grundlage = gobau.in_kraft(gremium)
    satz = gobau.entwurf(gremium, "Änderung")
    satz.grundlage = grundlage
    satz.save()
    assert f'<option value="{grundlage.pk}" selected>' in text(geschaeftsstelle, adresse("go-detail", satz))


def test_der_vergleich_zeigt_was_verschieden_ist_und_klappt_das_uebrige_ein(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    eine = gobau.in_kraft(gremium, nur=("quorum", "mehrheit", "ladung"))
    quorum = Bestimmung("§ 7", {"zaehler": 1, "nenner": 3, "vergleich": ">=", "basis": "alle_sitze"})
    andere = gobau.entwurf(gremium, nur=("mehrheit", "gaeste"), mit={"quorum": quorum})
    seite = text(geschaeftsstelle, f"{adresse('go-vergleich', eine)}?mit={andere.pk}")
    assert "3 Bestimmungen sind verschieden" in seite
    assert "mindestens die Hälfte der stimmberechtigten Sitze" in seite
    assert "mindestens ein Drittel der stimmberechtigten Sitze" in seite
    assert "Eine Bestimmung ist gleich" in seite
    assert "In beiden nicht geregelt:" in seite


def test_entwurf_und_beschluss_im_rhein_sieg_kreis_unterscheiden_sich_nur_im_wortlaut_von_paragraf_8(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    eine = gobau.in_kraft(gremium)
    andere = gobau.entwurf(gremium, wie="rsk-entwurf-2022-02-17")
    seite = text(geschaeftsstelle, f"{adresse('go-vergleich', eine)}?mit={andere.pk}")
    assert "Eine Bestimmung ist verschieden" in seite
    assert "nur Stelle oder Text" in seite
    assert "XX.XX.2022" in seite
    gleich = text(geschaeftsstelle, f"{adresse('go-vergleich', eine)}?mit={eine.pk}")
    assert "Kein Unterschied" in gleich


@pytest.mark.parametrize(
    ("frage", "status"),
    [("", 302), ("?mit=", 302), ("?mit=abc", 302), ("?mit=-1", 302), ("?mit=99999999999999999999", 404)],
)
def test_ein_vergleich_mit_unsinn_fuehrt_zurueck(
    frage: str, status: int, gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.in_kraft(gremium, nur=("quorum",))
    assert geschaeftsstelle.get(adresse("go-vergleich", satz) + frage).status_code == status


def test_die_suche_findet_fassungen_die_man_sehen_darf(
    gremium: Gremium, geschaeftsstelle: Client, mitglied: Client
) -> None:
    satz = gobau.entwurf(gremium, "Zwischenfassung")
    suche = reverse("web:suche")
    assert adresse("go-detail", satz) in geschaeftsstelle.post(suche, {"q": "zwischen"}).content.decode()
    assert adresse("go-detail", satz) not in mitglied.post(suche, {"q": "zwischen"}).content.decode()
    gobau.beschliesse(satz)
    assert adresse("go-detail", satz) in mitglied.post(suche, {"q": "zwischen"}).content.decode()


# Queries


def test_die_liste_braucht_mit_einer_und_mit_drei_fassungen_gleich_viele_abfragen(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    zahl = iter(range(9))
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: gobau.entwurf(
            GremiumFactory(kreis=gremium.kreis), f"Fassung {next(zahl)}", nur=("quorum",)
        ),
        abrufen=lambda: geschaeftsstelle.get(reverse("lenkung:go-liste")),
        anzahl=5,
    )


def test_die_seite_einer_fassung_braucht_mit_jeder_zahl_von_fassungen_und_bestimmungen_gleich_viele(
    gremium: Gremium, geschaeftsstelle: Client
) -> None:
    satz = gobau.entwurf(gremium, nur=("quorum",))
    arten = iter(("mehrheit", "ladung", "gaeste"))

    def anlegen() -> None:
        art = next(arten)
        gobau.entwurf(gremium, f"Fassung {art}", nur=("quorum",))
        satz.bestimmungen.create(
            art=art,
            norm="§ 1",
            werte=gobau.mitgelieferte_fassung(gobau.RSK).bestimmungen[art].werte,
        )

    gleiche_abfragen(
        1,
        3,
        anlegen=anlegen,
        abrufen=lambda: geschaeftsstelle.get(adresse("go-detail", satz)),
        anzahl=6,
    )
