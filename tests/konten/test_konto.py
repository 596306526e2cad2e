"""Accounts: making, changing, locking; passwords, second factors, invitations, sign-in links."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from kim.basis.akteur import Bereich, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten import permissions
from kim.konten.domain.anmeldelink import anmeldelink_anfordern, anmeldelink_einloesen
from kim.konten.domain.einladung import (
    einladung_annehmen,
    einladung_mit_verzeichnis_annehmen,
    einladung_neu_anfordern,
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
    zweiten_faktor_zuruecksetzen,
)
from kim.konten.domain.links import link_finden
from kim.konten.models import Konto, Kontolink
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.texte import Anlass
from kim.stammdaten.models import Kreis
from kim.versand.models import Nachricht, Zustellung
from tests.conftest import zweiten_faktor_geben
from tests.fabriken import PASSWORT, KontoFactory, KreisFactory, PersonFactory, konto_mit_rolle, zuweisung

pytestmark = pytest.mark.django_db


@pytest.fixture
def verwaltung() -> Konto:
    return konto_mit_rolle("systemadministration")


def token_aus_mail(art: str) -> str:
    """The link stands in the secret part of the latest delivery."""
    zustellung = Zustellung.objects.filter(nachricht__art=art).latest("pk")
    return zustellung.geheim["link"].rstrip("/").rsplit("/", 1)[-1]


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


# Second factor ----------------------------------------------------------------------------------------------


def test_zuruecksetzen_nimmt_alle_faktoren_und_sagt_es_der_person(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    zweiten_faktor_geben(konto)
    marke = konto.get_session_auth_hash()

    zurueck = zweiten_faktor_zuruecksetzen(konto_id=konto.pk, grund="Telefon verloren", akteur=verwaltung)

    assert not Authenticator.objects.filter(user=konto).exists()
    assert zurueck.get_session_auth_hash() != marke
    assert "Telefon verloren" in konto.history.latest().history_change_reason
    assert Nachricht.objects.get().art == "konten.faktor_zurueckgesetzt"


def test_wo_kein_faktor_ist_wird_keiner_zurueckgesetzt(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)

    with pytest.raises(Fachfehler, match="nichts zurückzusetzen"):
        zweiten_faktor_zuruecksetzen(konto_id=konto.pk, grund="x", akteur=verwaltung)


def test_den_eigenen_faktor_setzt_niemand_zurueck(verwaltung: Konto):
    with pytest.raises(NichtErlaubt, match="Mein Konto"):
        zweiten_faktor_zuruecksetzen(konto_id=verwaltung.pk, grund="x", akteur=verwaltung)


def test_geheimnis_des_faktors_liegt_verschluesselt():
    konto = KontoFactory()
    geheimnis = zweiten_faktor_geben(konto)

    gespeichert = Authenticator.objects.get(user=konto, type="totp").data["secret"]

    assert geheimnis not in gespeichert
    assert zweiten_faktor_geben(konto) == geheimnis


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


# Invitation -------------------------------------------------------------------------------------------------


def test_einladung_setzt_genau_einmal_ein_passwort(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    angenommen = einladung_annehmen(token=token, passwort=PASSWORT)

    assert angenommen.check_password(PASSWORT)
    with pytest.raises(Fachfehler, match="gilt nicht mehr"):
        einladung_annehmen(token=token, passwort="ein-ganz-anderes-Passwort")


def test_der_link_steht_nirgends_lesbar(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    nachricht = Nachricht.objects.get()
    assert nachricht.vertraulich
    assert token not in nachricht.text + nachricht.html
    assert token not in Kontolink.objects.get().token_hash


def test_eine_neue_einladung_macht_die_alte_ungueltig(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis)
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    alter = token_aus_mail("konten.einladung")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)

    with pytest.raises(Fachfehler, match="gilt nicht mehr"):
        einladung_annehmen(token=alter, passwort=PASSWORT)
    assert einladung_annehmen(token=token_aus_mail("konten.einladung"), passwort=PASSWORT) == konto


def test_nach_sieben_tagen_ist_die_einladung_abgelaufen(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        with pytest.raises(Fachfehler, match="gilt nicht mehr"):
            einladung_annehmen(token=token, passwort=PASSWORT)
        einladung_neu_anfordern(token=token)
        assert einladung_annehmen(token=token_aus_mail("konten.einladung"), passwort=PASSWORT) == konto


def test_neu_angefordert_wird_nur_was_offen_ist_und_nicht_zu_oft(verwaltung: Konto):
    offen = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=offen.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    einladung_neu_anfordern(token="gibt-es-nicht")
    einladung_neu_anfordern(token=token)  # too soon
    assert Nachricht.objects.count() == 1

    einladung_annehmen(token=token, passwort=PASSWORT)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        einladung_neu_anfordern(token=token)  # accepted long ago
    assert Nachricht.objects.count() == 1


def test_gesperrte_bekommen_keine_neue_einladung(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")
    konto_sperren(konto_id=konto.pk, grund="x", akteur=verwaltung)

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        einladung_neu_anfordern(token=token)
    with pytest.raises(NichtErlaubt, match="gesperrt"):
        einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    assert Nachricht.objects.count() == 1


def test_einladung_ueber_das_verzeichnis_nur_im_eigenen_kreis(verwaltung: Konto):
    konto = KontoFactory(kreis=verwaltung.kreis, password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    token = token_aus_mail("konten.einladung")

    with pytest.raises(Fachfehler, match="anderen Kreis"):
        einladung_mit_verzeichnis_annehmen(token=token, kreis_kuerzel="anderswo")
    assert einladung_mit_verzeichnis_annehmen(token=token, kreis_kuerzel=verwaltung.kreis.kuerzel) == konto
    with pytest.raises(Fachfehler, match="gilt nicht mehr"):
        einladung_mit_verzeichnis_annehmen(token=token, kreis_kuerzel=verwaltung.kreis.kuerzel)


def test_einladung_an_ein_konto_ohne_kreis_nimmt_kein_verzeichnis_an():
    from kim.konten.domain.links import link_ausstellen

    konto = KontoFactory(kreis=None)
    token, _link = link_ausstellen(konto=konto, zweck=Linkzweck.EINLADUNG, akteur=SystemAkteur("Probe"))

    with pytest.raises(Fachfehler, match="anderen Kreis"):
        einladung_mit_verzeichnis_annehmen(token=token, kreis_kuerzel="k")


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


# Sign-in link -----------------------------------------------------------------------------------------------


def test_mitglied_meldet_sich_einmal_mit_dem_link_an():
    konto = konto_mit_rolle("mitglied", email="m@kreis.example")
    anmeldelink_anfordern(email=" M@kreis.example")
    token = token_aus_mail("konten.anmeldelink")

    assert anmeldelink_einloesen(token=token) == konto
    with pytest.raises(Fachfehler, match="gilt nicht mehr"):
        anmeldelink_einloesen(token=token)


def test_nach_15_minuten_gilt_der_link_nicht_mehr():
    konto_mit_rolle("stellvertretung", email="m@kreis.example")
    anmeldelink_anfordern(email="m@kreis.example")

    with (
        time_machine.travel(timezone.now() + timedelta(minutes=15), tick=False),
        pytest.raises(Fachfehler, match="gilt nicht mehr"),
    ):
        anmeldelink_einloesen(token=token_aus_mail("konten.anmeldelink"))


def test_andere_und_unbekannte_bekommen_keinen_link():
    mehr = konto_mit_rolle("mitglied", email="mehr@kreis.example")
    zuweisung(mehr, "geschaeftsstelle")
    konto_mit_rolle(
        "mitglied",
        email="zu@kreis.example",
        is_active=False,
        gesperrt_am=timezone.now(),
        sperrgrund="ausgeschieden",
    )
    KontoFactory(email="ohne@kreis.example")

    for email in ("mehr@kreis.example", "zu@kreis.example", "ohne@kreis.example", "niemand@kreis.example"):
        anmeldelink_anfordern(email=email)

    assert not Kontolink.objects.exists()
    assert not Nachricht.objects.exists()


def test_wer_gleich_noch_einmal_anfordert_bekommt_keine_zweite_mail():
    konto_mit_rolle("mitglied", email="m@kreis.example")
    anmeldelink_anfordern(email="m@kreis.example")
    anmeldelink_anfordern(email="m@kreis.example")

    assert Nachricht.objects.count() == 1


def test_bekommt_jemand_inzwischen_eine_andere_rolle_gilt_der_link_nicht_mehr():
    konto = konto_mit_rolle("mitglied", email="m@kreis.example")
    anmeldelink_anfordern(email="m@kreis.example")
    zuweisung(konto, "geschaeftsstelle")

    with pytest.raises(Fachfehler, match="gilt nicht mehr"):
        anmeldelink_einloesen(token=token_aus_mail("konten.anmeldelink"))


def test_ein_link_gilt_nur_fuer_seinen_zweck():
    konto_mit_rolle("mitglied", email="m@kreis.example")
    anmeldelink_anfordern(email="m@kreis.example")

    assert link_finden(token=token_aus_mail("konten.anmeldelink"), zweck=Linkzweck.EINLADUNG) is None


def test_link_hat_einen_namen():
    konto_mit_rolle("mitglied", email="m@kreis.example", name="Mira Mitglied")
    anmeldelink_anfordern(email="m@kreis.example")

    assert str(Kontolink.objects.get()) == "Anmeldung: Mira Mitglied"


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
