"""Accounts: making, changing, locking; the first administrator of a Kreis."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from kim.basis.akteur import Bereich, SystemAkteur
from kim.basis.auftragsart import AUFTRAGSARTEN
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten import permissions
from kim.konten.domain.einladung import (
    einladung_annehmen,
    einladung_senden,
)
from kim.konten.domain.konto import (
    eigenen_namen_aendern,
    konto_aendern,
    konto_anlegen,
    konto_entsperren,
    konto_sperren,
    passwort_setzen,
    sicherheitsereignis_festhalten,
    verzeichnis_trennen,
)
from kim.konten.domain.queries.bereiche import bereich_titel
from kim.konten.domain.queries.konten import verzeichnisse_des_kreises
from kim.konten.domain.sperren import letzte_verwaltung_schuetzen
from kim.konten.models import Konto, Kontolink
from kim.konten.regeln.anbieter import Anbieter
from kim.konten.regeln.texte import Anlass
from kim.stammdaten.models import Kreis
from kim.versand.models import Nachricht, Zustellung
from tests.fabriken import (
    PASSWORT,
    KommuneFactory,
    KontoFactory,
    KreisFactory,
    PersonFactory,
    konto_mit_rolle,
    zuweisung,
)
from tests.konten.hilfen import (
    token_aus_mail,
)

pytestmark = pytest.mark.django_db


# Making and changing ----------------------------------------------------------------------------------------


def test_neues_konto_hat_kein_passwort_und_einen_klein_geschriebenen_namen(verwaltung: Konto):
    konto = konto_anlegen(
        kreis_id=verwaltung.kreis_id, email="  Nora.Neu@Kreis.Example ", name="Nora Neu", akteur=verwaltung
    )

    assert konto.email == "nora.neu@kreis.example"
    assert not konto.has_usable_password()
    assert konto.history.get().akteur_name == verwaltung.name


def test_dieselbe_adresse_gibt_es_nur_einmal(verwaltung: Konto):
    with pytest.raises(ValidationError, match="schon ein Konto"):
        konto_anlegen(
            kreis_id=verwaltung.kreis_id, email=verwaltung.email, name="Noch jemand", akteur=verwaltung
        )


def test_adresse_eines_anderen_kreises_wird_abgelehnt_ohne_ihn_zu_verraten(verwaltung: Konto):
    fremd = KontoFactory()

    with pytest.raises(Fachfehler, match="eine andere Adresse") as fehler:
        konto_anlegen(kreis_id=verwaltung.kreis_id, email=fremd.email, name="Nora", akteur=verwaltung)
    assert fremd.kreis.name not in fehler.value.meldung


def test_in_einem_anderen_kreis_legt_niemand_konten_an(verwaltung: Konto):
    with pytest.raises(NichtErlaubt):
        konto_anlegen(kreis_id=KreisFactory().pk, email="a@b.example", name="A", akteur=verwaltung)


def test_person_aus_einem_anderen_kreis_gibt_es_nicht(verwaltung: Konto):
    with pytest.raises(Fachfehler, match="gibt es in den Stammdaten nicht"):
        konto_anlegen(
            kreis_id=verwaltung.kreis_id,
            email="a@b.example",
            name="A",
            person_id=PersonFactory().pk,
            akteur=verwaltung,
        )


def test_das_modell_nimmt_keine_person_eines_anderen_kreises():
    konto = KontoFactory.build(kreis=KreisFactory(), person=PersonFactory())

    with pytest.raises(ValidationError, match="anderen Kreis"):
        konto.full_clean()


def test_konto_aendern_verbindet_mit_der_person(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    person = PersonFactory(kreis=verwaltung.kreis)

    geaendert = konto_aendern(konto_id=konto.pk, name="Neuer Name", person_id=person.pk, akteur=verwaltung)

    assert (geaendert.name, geaendert.person) == ("Neuer Name", person)
    assert konto.history.count() == 2


def test_den_eigenen_namen_aendert_nur_man_selbst(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    assert eigenen_namen_aendern(konto_id=konto.pk, name="Anders", akteur=konto).name == "Anders"
    with pytest.raises(NichtErlaubt, match="nicht Ihr Konto"):
        eigenen_namen_aendern(konto_id=konto.pk, name="Anders", akteur=verwaltung)


def test_technisches_konto_verwaltet_niemand(verwaltung: Konto):
    technik = KontoFactory(kreis=None)

    assert technik not in permissions.sichtbare_konten(verwaltung)
    with pytest.raises(NichtErlaubt, match="technische Konto"):
        konto_sperren(konto_id=technik.pk, grund="x", akteur=verwaltung)


@pytest.mark.parametrize(
    ("felder", "name"),
    [
        ({"email": "Gross@kreis.example"}, "konto_email_klein"),
        ({"name": ""}, "konto_name_nicht_leer"),
        ({"is_active": False}, "konto_sperre_begruendet"),
    ],
)
def test_die_datenbank_nimmt_keine_halben_konten(felder: dict, name: str):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        KontoFactory(**felder)


def test_anmelden_schreibt_keine_historie():
    konto = KontoFactory()
    konto.last_login = timezone.now()
    konto.save(update_fields=["last_login"])

    assert konto.history.count() == 1
    konto.save()
    assert konto.history.count() == 2


def test_historie_kennt_kein_passwort():
    konto = KontoFactory()

    felder = {feld.name for feld in type(konto.history.get())._meta.get_fields()}
    assert not felder & {"password", "last_login", "sitzungsmarke"}


def test_createsuperuser_legt_ein_konto_mit_klein_geschriebener_adresse_an():
    konto = Konto.objects.create_user("Technik@Kreis.example", "lang-genug-und-gut", name="Technik")

    assert Konto.objects.get_by_natural_key(" TECHNIK@kreis.example ") == konto
    assert (konto.get_full_name(), konto.get_short_name(), str(konto)) == ("Technik",) * 3


# Locking ----------------------------------------------------------------------------------------------------


def test_sperren_beendet_sitzungen_und_links_und_ist_begruendet(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    marke = konto.get_session_auth_hash()

    gesperrt = konto_sperren(konto_id=konto.pk, grund="ausgeschieden", akteur=verwaltung)

    assert not gesperrt.is_active
    assert gesperrt.get_session_auth_hash() != marke
    assert Kontolink.objects.get().widerrufen_am is not None
    assert konto.history.latest().history_change_reason == "ausgeschieden"


def test_gesperrt_wird_nur_einmal_und_nie_das_eigene_konto(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    konto_sperren(konto_id=konto.pk, grund="x", akteur=verwaltung)

    with pytest.raises(NichtErlaubt, match="schon gesperrt"):
        konto_sperren(konto_id=konto.pk, grund="x", akteur=verwaltung)
    with pytest.raises(NichtErlaubt, match="eigene Konto"):
        konto_sperren(konto_id=verwaltung.pk, grund="x", akteur=verwaltung)
    with pytest.raises(Fachfehler, match="begründen"):
        konto_entsperren(konto_id=konto.pk, grund=" ", akteur=verwaltung)


def test_die_letzte_verwaltung_wird_nicht_gesperrt(verwaltung: Konto):
    with pytest.raises(Fachfehler, match="letzte Systemadministration"):
        konto_sperren(konto_id=verwaltung.pk, grund="x", akteur=SystemAkteur("Probe"))


def test_ein_technisches_konto_sperrt_das_system_ohne_kreis():
    with pytest.raises(NichtErlaubt, match="technische"):
        konto_sperren(konto_id=KontoFactory(kreis=None).pk, grund="x", akteur=SystemAkteur("Probe"))


def test_entsperrt_gelten_die_rollen_wieder(verwaltung: Konto):
    konto = konto_mit_rolle("vorsitz", kreis=verwaltung.kreis)
    konto_sperren(konto_id=konto.pk, grund="Elternzeit", akteur=verwaltung)

    konto = konto_entsperren(konto_id=konto.pk, grund="zurück", akteur=verwaltung)

    assert konto.hat_recht("lenkung.oeffnen")
    with pytest.raises(NichtErlaubt, match="nicht gesperrt"):
        konto_entsperren(konto_id=konto.pk, grund="x", akteur=verwaltung)


# Password ---------------------------------------------------------------------------------------------------


def test_passwort_setzt_nur_man_selbst(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(NichtErlaubt, match="nicht Ihr Konto"):
        passwort_setzen(konto_id=konto.pk, passwort="x", akteur=verwaltung)


def test_gesperrtes_konto_setzt_kein_passwort():
    konto = KontoFactory(is_active=False, gesperrt_am=timezone.now(), sperrgrund="x")

    with pytest.raises(NichtErlaubt, match="gesperrt"):
        passwort_setzen(konto_id=konto.pk, passwort="x", akteur=konto)


def test_sicherheitsereignis_steht_im_verlauf_und_geht_an_die_person():
    konto = KontoFactory()

    sicherheitsereignis_festhalten(
        konto_id=konto.pk, anlass=Anlass.PASSWORT_GEAENDERT, grund="Passwort geändert", akteur=konto
    )

    assert konto.history.latest().history_change_reason == "Passwort geändert"
    assert Zustellung.objects.get().adresse == konto.email


# Directory --------------------------------------------------------------------------------------------------


def test_verbindung_loesen_geht_nur_mit_passwort():
    konto = KontoFactory()
    verbindung = SocialAccount.objects.create(user=konto, provider="k", uid="1")

    verzeichnis_trennen(konto_id=konto.pk, verbindung_id=verbindung.pk, akteur=konto)
    assert not SocialAccount.objects.exists()
    assert Nachricht.objects.get().art == "konten.verzeichnis_getrennt"

    ohne = KontoFactory(password="!")
    bleibt = SocialAccount.objects.create(user=ohne, provider="k", uid="2")
    with pytest.raises(Fachfehler, match="nicht mehr anmelden"):
        verzeichnis_trennen(konto_id=ohne.pk, verbindung_id=bleibt.pk, akteur=ohne)
    assert SocialAccount.objects.get() == bleibt


# First administrator ----------------------------------------------------------------------------------------


def test_befehl_legt_kreis_an_und_laedt_seine_verwaltung_ein():
    aus = StringIO()
    call_command(
        "kreis_einrichten",
        "neukreis",
        name="Neukreis",
        email="erste@neukreis.example",
        person="Eva Erste",
        stdout=aus,
    )

    kreis = Kreis.objects.get(kuerzel="neukreis")
    konto = Konto.objects.get(email="erste@neukreis.example")
    assert konto.hat_recht("konten.verwalten", Bereich.kreis(kreis.pk))
    assert einladung_annehmen(token=token_aus_mail("konten.einladung"), passwort=PASSWORT) == konto
    assert "unterwegs" in aus.getvalue()


def test_befehl_laedt_in_einen_bestehenden_kreis_ein():
    kreis = KreisFactory()
    call_command("kreis_einrichten", kreis.kuerzel, email="zweite@k.example", person="Zoe Zweite")

    assert Konto.objects.get(email="zweite@k.example").kreis == kreis


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"email": "a@b.example", "person": "A"}, "--name angeben"),
        ({"email": "kein-at", "person": "A", "name": "Neukreis"}, "E-Mail"),
    ],
)
def test_befehl_sagt_was_fehlt_und_legt_nichts_an(angaben: dict, meldung: str):
    with pytest.raises(CommandError, match=meldung):
        call_command("kreis_einrichten", "neukreis", **angaben)
    assert not Kreis.objects.filter(kuerzel="neukreis").exists()


def test_befehl_zeigt_die_ablehnung_der_fachlichkeit():
    fremd = KontoFactory()

    with pytest.raises(CommandError, match="andere Adresse"):
        call_command("kreis_einrichten", KreisFactory().kuerzel, email=fremd.email, person="A")


# Small reads ------------------------------------------------------------------------------------------------


def test_bereich_titel_nur_fuer_bekannte_bereiche_dieses_kreises(verwaltung: Konto):
    kommune = KommuneFactory(kreis=verwaltung.kreis, name="Ahausen")

    assert bereich_titel(Bereich("kommune", kommune.pk, verwaltung.kreis_id)) == "Gemeinde Ahausen"
    assert bereich_titel(Bereich("kommune", kommune.pk, KreisFactory().pk)) is None
    assert bereich_titel(Bereich("mond", 1, verwaltung.kreis_id)) is None


def test_verzeichnisse_nur_des_eigenen_kreises(settings):
    k = KreisFactory(kuerzel="kreis-k")
    settings.KIM_OIDC_ANBIETER = (Anbieter("haus", "Haus", "https://a.example", "kim", "x", "kreis-k"),)

    assert [a.kennung for a in verzeichnisse_des_kreises(KontoFactory(kreis=k))] == ["haus"]
    assert verzeichnisse_des_kreises(KontoFactory()) == []
    assert verzeichnisse_des_kreises(KontoFactory(kreis=None)) == []


def test_ein_konto_ohne_kreis_laesst_niemanden_ohne_verwaltung_zurueck():
    letzte_verwaltung_schuetzen(kreis_id=None, faellt_weg=Q(pk=1))


def test_abraeumen_als_auftrag(verwaltung: Konto):
    zuweisung(verwaltung, "vorsitz", bis=timezone.localdate() - timedelta(days=1))

    assert AUFTRAGSARTEN["konten.rollen_abraeumen"].ausfuehren({}, None) == {"abgeraeumt": 1}
