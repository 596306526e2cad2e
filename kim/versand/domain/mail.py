"""Die E-Mail als Bytes, allein aus den Zeilen: zweimal gebaut ergibt zweimal dasselbe."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kim.basis.zeit import BERLIN
from kim.versand.domain.gestaltung import werte_fuer_html
from kim.versand.models import Anhang, Zustellung
from kim.versand.regeln.platzhalter import ersetzen

VERDECKT = "[persönlicher Link]"


def betreff_von(zustellung: Zustellung) -> str:
    return ersetzen(zustellung.nachricht.betreff, zustellung.werte)


def text_von(zustellung: Zustellung, *, verdeckt: bool = False) -> str:
    return ersetzen(zustellung.nachricht.text, _werte(zustellung, verdeckt))


def html_von(zustellung: Zustellung, *, verdeckt: bool = False) -> str:
    return ersetzen(zustellung.nachricht.html, werte_fuer_html(_werte(zustellung, verdeckt)))


def _werte(zustellung: Zustellung, verdeckt: bool) -> dict[str, str]:
    geheim = dict.fromkeys(zustellung.geheim, VERDECKT) if verdeckt else zustellung.geheim
    return {**zustellung.werte, **geheim}


def mail_bauen(zustellung: Zustellung, anhaenge: Sequence[tuple[Anhang, bytes]]) -> bytes:
    nachricht = zustellung.nachricht
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _anschrift(nachricht.absender_name, nachricht.absender_adresse)
    mail["To"] = _anschrift(zustellung.empfaenger_name, zustellung.adresse)
    if nachricht.antwort_an:
        mail["Reply-To"] = _anschrift(nachricht.absender_name, nachricht.antwort_an)
    mail["Subject"] = betreff_von(zustellung)
    mail["Date"] = format_datetime(nachricht.erstellt_am.astimezone(BERLIN))
    mail["Message-ID"] = zustellung.message_id
    mail["Content-Language"] = "de"
    if nachricht.automatisch:
        # Absence notes must not answer a machine (RFC 3834); the second line is what Exchange reads.
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail.set_content(text_von(zustellung), cte="quoted-printable")
    mail.add_alternative(html_von(zustellung), subtype="html", cte="quoted-printable")
    if zustellung.kalender:
        mail.add_alternative(
            zustellung.kalender,
            subtype="calendar",
            cte="base64",
            params={"method": nachricht.kalender_methode},
        )
    for anhang, inhalt in anhaenge:
        haupttyp, _schraegstrich, untertyp = anhang.mime.partition("/")
        mail.add_attachment(inhalt, maintype=haupttyp, subtype=untertyp, filename=anhang.name)
    if zustellung.kalender:
        mail.add_attachment(
            zustellung.kalender.encode(), maintype="application", subtype="ics", filename="termin.ics"
        )
    _grenzen_setzen(mail, zustellung.message_id)
    return mail.as_bytes()


def _anschrift(name: str, adresse: str) -> Address:
    return Address(display_name=name, addr_spec=adresse)


def _grenzen_setzen(mail: EmailMessage, message_id: str) -> None:
    """Otherwise the library rolls dice, and a resend after a crash would be another mail."""
    kern = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    for nummer, teil in enumerate(mail.walk()):
        if teil.is_multipart():
            teil.set_boundary(f"=_kim_{kern}_{nummer}")
