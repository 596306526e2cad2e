"""The mail server when it does not play along: each trouble has its own German sentence, and nothing is
lost."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kim.versand.domain.wege import Abgewiesen, NichtErreichbar, Smtpweg, versandweg
from scripts.rechner import freier_port
from tests.versand.versandbau import Mailserver, laufender_mailserver

MAIL = b"Subject: Probe\r\n\r\nText\r\n"


def _abgeben(weg: Any) -> Any:
    return weg.abgeben(absender="kim@kim.example", adresse="petra@kreis.example", mail=MAIL)


@contextmanager
def sprecher(settings: Any, *zeilen: bytes) -> Iterator[None]:
    """A server that says one line to each line it hears, then hangs up."""
    dose = socket.create_server(("127.0.0.1", 0))

    def reden() -> None:
        verbindung, _adresse = dose.accept()
        with verbindung, verbindung.makefile("rb") as leser:
            for nummer, zeile in enumerate(zeilen):
                if nummer:
                    leser.readline()
                verbindung.sendall(zeile)

    faden = threading.Thread(target=reden, daemon=True)
    faden.start()
    settings.EMAIL_PORT = dose.getsockname()[1]
    try:
        yield
    finally:
        dose.close()
        faden.join(5)


def test_eine_verbindung_traegt_viele_mails(mailserver: Mailserver) -> None:
    with versandweg() as weg:
        assert [_abgeben(weg).code for _nummer in range(3)] == [250, 250, 250]
    assert len(mailserver.angenommen) == 3


def test_nach_einer_abweisung_geht_es_auf_derselben_verbindung_weiter(mailserver: Mailserver) -> None:
    mailserver.antwort_auf_inhalt = lambda: "554 5.7.1 no"
    with versandweg() as weg:
        with pytest.raises(Abgewiesen):
            _abgeben(weg)
        mailserver.antwort_auf_inhalt = lambda: ""
        assert _abgeben(weg).code == 250


def test_hat_der_server_aufgelegt_wird_neu_verbunden(settings: Any, mailserver: Mailserver) -> None:
    weg = Smtpweg()
    _abgeben(weg)
    weg._verbindung.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
    assert _abgeben(weg).code == 250
    weg.schliessen()
    assert len(mailserver.angenommen) == 2


def test_lehnt_der_server_das_gespraech_ab_wird_neu_verbunden(settings: Any, mailserver: Mailserver) -> None:
    weg = Smtpweg()
    _abgeben(weg)

    class Muede(smtplib.SMTP):
        def noop(self) -> tuple[int, bytes]:
            return 421, b"tired"

    weg._verbindung.__class__ = Muede  # type: ignore[union-attr]
    assert _abgeben(weg).code == 250
    weg.schliessen()


def test_schliessen_ohne_verbindung_tut_nichts() -> None:
    Smtpweg().schliessen()


@pytest.mark.parametrize(
    ("zeilen", "wort"),
    [
        ((b"554 5.3.2 closed\r\n",), "nicht erreichbar"),
        ((b"220 kim\r\n", b"250 kim\r\n"), "hat die Verbindung abgebrochen"),
    ],
)
def test_ein_server_der_nicht_mitspielt(
    settings: Any, toter_mailserver: None, zeilen: tuple[bytes, ...], wort: str
) -> None:
    with sprecher(settings, *zeilen), pytest.raises(NichtErreichbar) as fehler:
        _abgeben(Smtpweg())
    assert wort in fehler.value.grund


def test_ein_server_der_den_inhalt_nicht_hoeren_will(settings: Any, toter_mailserver: None) -> None:
    zeilen = (b"220 k\r\n", b"250 k\r\n", b"250 ok\r\n", b"250 ok\r\n", b"554 5.5.1 no\r\n", b"250 ok\r\n")
    weg = Smtpweg()
    with sprecher(settings, *zeilen), pytest.raises(Abgewiesen) as fehler:
        _abgeben(weg)
    weg.schliessen()
    assert (fehler.value.antwort.code, fehler.value.antwort.text) == (554, "5.5.1 no")


def test_ein_server_der_schweigt_haelt_nicht_ewig_auf(settings: Any, toter_mailserver: None) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    with socket.create_server(("127.0.0.1", 0)) as dose:
        settings.EMAIL_PORT = dose.getsockname()[1]
        with pytest.raises(NichtErreichbar, match="nicht rechtzeitig"):
            _abgeben(Smtpweg())


def test_verlangte_verschluesselung_die_es_nicht_gibt(settings: Any, mailserver: Mailserver) -> None:
    settings.EMAIL_USE_TLS = True
    with pytest.raises(NichtErreichbar, match="Verschlüsselung oder Anmeldung"):
        _abgeben(Smtpweg())
    assert mailserver.angenommen == []


def test_ein_server_ohne_tls_auf_dem_tls_port(settings: Any, mailserver: Mailserver) -> None:
    settings.EMAIL_USE_SSL = True
    with pytest.raises(NichtErreichbar, match="verschlüsselte Verbindung"):
        _abgeben(Smtpweg())


def test_eine_abgelehnte_anmeldung_nennt_die_einstellung(settings: Any, toter_mailserver: None) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "kim", "falsch"
    zeilen = (b"220 kim\r\n", b"250-kim\r\n250 AUTH PLAIN\r\n", b"535 5.7.8 no\r\n")
    with sprecher(settings, *zeilen), pytest.raises(NichtErreichbar, match="KIM_MAILSERVER_URL") as fehler:
        _abgeben(Smtpweg())
    assert fehler.value.antwort is not None
    assert fehler.value.antwort.code == 535


def test_das_zertifikat_wird_geprueft() -> None:
    """The context that we hand to the library refuses what it cannot verify."""
    kontext = ssl.create_default_context()
    assert (kontext.verify_mode, kontext.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_der_pruefserver_selbst_nimmt_an() -> None:
    with laufender_mailserver() as server:
        assert server.port != freier_port()
