"""Invitation and sign-in link: in the domain and in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.konten.domain.anmeldelink import anmeldelink_anfordern, anmeldelink_einloesen
from kim.konten.domain.einladung import (
    einladung_annehmen,
    einladung_mit_verzeichnis_annehmen,
    einladung_neu_anfordern,
    einladung_senden,
)
from kim.konten.domain.konto import (
    konto_sperren,
)
from kim.konten.domain.links import link_finden
from kim.konten.models import Konto, Kontolink
from kim.konten.regeln.links import Linkzweck
from kim.versand.models import Nachricht
from tests.fabriken import PASSWORT, KontoFactory, konto_mit_rolle, zuweisung
from tests.konten.hilfen import anmelden_geht, ist_angemeldet, text, token_aus_mail

pytestmark = pytest.mark.django_db


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


# Invitation and sign-in link in the browser -----------------------------------------------------------------


@pytest.fixture
def eingeladen() -> tuple[Konto, str]:
    verwaltung = konto_mit_rolle("systemadministration")
    konto = KontoFactory(kreis=verwaltung.kreis, name="Nora Neu", password="!")
    einladung_senden(konto_id=konto.pk, akteur=verwaltung)
    return konto, f"/konten/einladung/{token_aus_mail('konten.einladung')}/"


def test_einladung_oeffnen_aendert_nichts_erst_das_passwort_nimmt_sie_an(client: Client, eingeladen):
    konto, pfad = eingeladen
    for _mal in range(3):
        assert "Nora Neu" in text(client.get(pfad))
    zu_einfach = client.post(pfad, {"password1": "123456789012", "password2": "123456789012"})
    assert "nur aus" in text(zu_einfach) or "numerisch" in text(zu_einfach).lower()
    verschieden = client.post(pfad, {"password1": PASSWORT, "password2": PASSWORT + "x"})
    assert "verschieden" in text(verschieden)

    fertig = client.post(pfad, {"password1": PASSWORT, "password2": PASSWORT}, follow=True)

    assert "Ihr Passwort ist gesetzt" in text(fertig)
    assert anmelden_geht(konto, PASSWORT)
    wieder = client.get(pfad)
    assert wieder.status_code == 410
    assert "schon angenommen" in text(wieder)


def test_einladung_abgelaufen_zeigt_neue_anforderung(client: Client, eingeladen):
    _konto, pfad = eingeladen
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        abgelaufen = client.get(pfad)
        assert abgelaufen.status_code == 410
        assert "Neue Einladung anfordern" in text(abgelaufen)
        antwort = client.post(f"{pfad}neu/", follow=True)
        assert "ist eine neue Einladung an dessen Adresse unterwegs" in text(antwort)
        assert Nachricht.objects.filter(art="konten.einladung").count() == 2
        assert client.get(f"/konten/einladung/{token_aus_mail('konten.einladung')}/").status_code == 200


def test_unbekannte_einladung_antwortet_wie_eine_abgelaufene(client: Client, eingeladen):
    antwort = client.get("/konten/einladung/gibt-es-nicht/")

    assert antwort.status_code == 410
    assert client.post("/konten/einladung/gibt-es-nicht/neu/").status_code == 302
    assert client.get("/konten/einladung/gibt-es-nicht/neu/").status_code == 405
    assert Nachricht.objects.filter(art="konten.einladung").count() == 1


def test_anmeldelink_wirkt_erst_auf_knopfdruck_und_einmal(client: Client):
    konto_mit_rolle("mitglied", email="m@kreis.example", password="!")
    antwort = client.post("/konten/anmeldelink/", {"email": "m@kreis.example"}, follow=True)
    assert "Bitte sehen Sie in Ihr Postfach" in text(antwort)
    pfad = f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/"
    assert "kreis.example" not in pfad

    for _scanner in range(3):
        assert "Jetzt anmelden" in text(Client().get(pfad))
    assert client.head(pfad).status_code == 200
    assert not ist_angemeldet(client)
    antwort = client.post(pfad)

    assert antwort["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Client().get(pfad).status_code == 410
    assert Client().post(pfad).status_code == 410


def test_anmeldelink_wechselt_das_konto(anmelden):
    client = anmelden(konto_mit_rolle("vorsitz"))
    mitglied = konto_mit_rolle("mitglied", email="m@kreis.example", name="Mira Mitglied")
    client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    client.post(f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/")

    assert client.session["_auth_user_id"] == str(mitglied.pk)


def test_anmeldelink_antwortet_unbekannten_genauso_und_wird_gebremst(client: Client):
    konto_mit_rolle("mitglied", email="m@kreis.example")

    bekannt = client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    unbekannt = client.post("/konten/anmeldelink/", {"email": "niemand@kreis.example"})
    assert (bekannt.status_code, bekannt["Location"]) == (unbekannt.status_code, unbekannt["Location"])
    assert "vollständige E-Mail-Adresse" in text(client.post("/konten/anmeldelink/", {"email": "m@"}))
    antworten = [client.post("/konten/anmeldelink/", {"email": "m@kreis.example"}) for _ in range(5)]
    assert antworten[-1].status_code == 429
    assert "15 Minuten" in text(antworten[-1])


def test_anmeldelink_einer_inzwischen_anderen_rolle_gilt_nicht(client: Client):
    from tests.fabriken import zuweisung

    konto = konto_mit_rolle("mitglied", email="m@kreis.example")
    client.post("/konten/anmeldelink/", {"email": "m@kreis.example"})
    zuweisung(konto, "geschaeftsstelle")

    antwort = client.post(f"/konten/anmeldelink/{token_aus_mail('konten.anmeldelink')}/")

    assert antwort.status_code == 410
    assert not ist_angemeldet(client)
