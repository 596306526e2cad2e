"""Auf welchem Weg eine E-Mail das Haus verlässt: über den Mailserver, oder in der Vorführung in den
Postausgang."""

from __future__ import annotations

import contextlib
import logging
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from kim.versand.regeln.antwort import endgueltig

protokoll = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Antwort:
    code: int
    text: str


class Abgewiesen(Exception):
    """Der Mailserver nimmt diese E-Mail nicht an; endgültig oder vorerst, das sagt der Code."""

    def __init__(self, antwort: Antwort) -> None:
        super().__init__(antwort.code)
        self.antwort = antwort


class NichtErreichbar(Exception):
    """Der Mailserver antwortet nicht oder lässt KIM nicht herein: das trifft alle E-Mails, nicht nur
    diese."""

    def __init__(self, grund: str, antwort: Antwort | None = None) -> None:
        super().__init__(grund)
        self.grund = grund
        self.antwort = antwort


class Versandweg(Protocol):
    def abgeben(self, *, absender: str, adresse: str, mail: bytes) -> Antwort: ...

    def schliessen(self) -> None: ...


@contextlib.contextmanager
def versandweg() -> Iterator[Versandweg]:
    if settings.KIM_VERSANDWEG not in _WEGE:
        raise ImproperlyConfigured(f"KIM_VERSANDWEG: {settings.KIM_VERSANDWEG!r} gibt es nicht")
    weg = _WEGE[settings.KIM_VERSANDWEG]()
    try:
        yield weg
    finally:
        weg.schliessen()


class Postausgangsweg:
    """Niemand bekommt etwas: die E-Mail ist im Postausgang zu lesen."""

    def abgeben(self, *, absender: str, adresse: str, mail: bytes) -> Antwort:
        return Antwort(250, "2.0.0 im Postausgang")

    def schliessen(self) -> None:
        pass


class Smtpweg:
    """Eine Verbindung für viele E-Mails, jede mit einer Person als Empfängerin oder Empfänger."""

    def __init__(self) -> None:
        self._verbindung: smtplib.SMTP | None = None

    def abgeben(self, *, absender: str, adresse: str, mail: bytes) -> Antwort:
        try:
            return self._abgeben(absender, adresse, mail)
        except Abgewiesen:
            raise
        except NichtErreichbar:
            self.schliessen()
            raise
        except (smtplib.SMTPException, OSError) as fehler:
            self.schliessen()
            raise _nicht_erreichbar(fehler) from fehler

    def schliessen(self) -> None:
        verbindung, self._verbindung = self._verbindung, None
        if verbindung is not None:
            # The mails are accepted or not by now; how the server says goodbye changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                verbindung.quit()
            verbindung.close()

    def _abgeben(self, absender: str, adresse: str, mail: bytes) -> Antwort:
        verbindung = self._bereite_verbindung()
        antwort = _antwort(verbindung.mail(absender))
        if antwort.code != 250:
            raise NichtErreichbar(
                _("Der Mailserver nimmt die Absenderadresse von KIM nicht an ({code}).").format(
                    code=antwort.code
                ),
                antwort,
            )
        antwort = _antwort(verbindung.rcpt(adresse))
        if antwort.code in (250, 251):
            antwort = _antwort(self._daten(verbindung, mail))
            if antwort.code == 250:
                return antwort
        if antwort.code == 421:
            raise NichtErreichbar(_("Der Mailserver hat die Verbindung beendet (421)."), antwort)
        verbindung.rset()
        raise Abgewiesen(antwort)

    @staticmethod
    def _daten(verbindung: smtplib.SMTP, mail: bytes) -> tuple[int, bytes]:
        try:
            return verbindung.data(mail)
        except smtplib.SMTPDataError as fehler:
            return fehler.smtp_code, cast(bytes, fehler.smtp_error)

    def _bereite_verbindung(self) -> smtplib.SMTP:
        if self._verbindung is not None:
            try:
                if self._verbindung.noop()[0] == 250:
                    return self._verbindung
            except (smtplib.SMTPException, OSError):
                protokoll.info("the mail server had closed the connection; opening a new one")
            self.schliessen()
        self._verbindung = _verbinden()
        return self._verbindung


def _verbinden() -> smtplib.SMTP:
    zeit = getattr(settings, "EMAIL_TIMEOUT", None) or 30
    verbindung: smtplib.SMTP
    if settings.EMAIL_USE_SSL:
        verbindung = smtplib.SMTP_SSL(
            settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=zeit, context=ssl.create_default_context()
        )
    else:
        verbindung = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=zeit)
    try:
        if settings.EMAIL_USE_TLS:
            verbindung.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            verbindung.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        verbindung.ehlo_or_helo_if_needed()
    except BaseException:
        verbindung.close()
        raise
    return verbindung


def _antwort(roh: tuple[int, bytes]) -> Antwort:
    code, text = roh
    return Antwort(code, text.decode("utf-8", errors="replace"))


def _nicht_erreichbar(fehler: Exception) -> NichtErreichbar:
    """Ohne den Wortlaut des Fehlers: er kann Adressen enthalten."""
    protokoll.warning("mail server: %s", type(fehler).__name__)
    if isinstance(fehler, smtplib.SMTPAuthenticationError):
        grund = _("Der Mailserver lehnt die Anmeldung von KIM ab. Bitte KIM_MAILSERVER_URL prüfen.")
    elif isinstance(fehler, smtplib.SMTPNotSupportedError):
        grund = _("Der Mailserver bietet die verlangte Verschlüsselung oder Anmeldung nicht an.")
    elif isinstance(fehler, ssl.SSLError):
        grund = _("Die verschlüsselte Verbindung zum Mailserver kommt nicht zustande.")
    elif isinstance(fehler, TimeoutError) or isinstance(fehler.__context__, TimeoutError):
        grund = _("Der Mailserver antwortet nicht rechtzeitig.")
    elif isinstance(fehler, smtplib.SMTPServerDisconnected):
        grund = _("Der Mailserver hat die Verbindung abgebrochen.")
    else:
        grund = _("Der Mailserver ist nicht erreichbar.")
    code = getattr(fehler, "smtp_code", None)
    return NichtErreichbar(grund, Antwort(code, "") if isinstance(code, int) and code > 0 else None)


def vorerst(abgewiesen: Abgewiesen) -> bool:
    return not endgueltig(abgewiesen.antwort.code)


_WEGE: dict[str, type[Postausgangsweg] | type[Smtpweg]] = {"postausgang": Postausgangsweg, "smtp": Smtpweg}
