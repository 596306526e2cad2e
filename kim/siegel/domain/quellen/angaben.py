"""Was eine Quelle bekommt und was sie zurückgibt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from kim.basis.zeit import BERLIN
from kim.siegel.domain.fehler import SiegelFehler

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer


@dataclass(frozen=True, slots=True)
class Angaben:
    name: str
    funktion: str
    organisation: str
    wann: datetime


def _nichts() -> None:
    """Die meisten Quellen halten nichts offen."""


@dataclass(frozen=True, slots=True)
class Unterzeichner:
    signer: Signer
    zertifikat: x509.Certificate
    kette: tuple[x509.Certificate, ...] = field(default=())
    eigener: bool = False
    """Von der eigenen Zertifizierungsstelle; keine qualifizierte Signatur."""
    aufraeumen: Callable[[], object] = _nichts
    """Danach gerufen, ob es gelang oder nicht."""

    def gilt_am(self, wann: datetime) -> None:
        for zertifikat in (self.zertifikat, *self.kette):
            geltung_pruefen(zertifikat, wann)


def geltung_pruefen(zertifikat: x509.Certificate, wann: datetime) -> None:
    name = benannt(zertifikat.subject)
    if wann < zertifikat.not_valid_before_utc:
        raise SiegelFehler(
            _("Das Zertifikat „%(name)s“ gilt erst ab %(tag)s. Unterschrieben wurde nichts.")
            % {"name": name, "tag": _tag(zertifikat.not_valid_before_utc)},
            code="zertifikat_noch_nicht_gueltig",
        )
    if wann > zertifikat.not_valid_after_utc:
        raise SiegelFehler(
            _(
                "Das Zertifikat „%(name)s“ ist am %(tag)s abgelaufen. Unterschrieben wurde nichts. "
                "Bitte geben Sie der Systemadministration Bescheid."
            )
            % {"name": name, "tag": _tag(zertifikat.not_valid_after_utc)},
            code="zertifikat_abgelaufen",
        )


def benannt(name: x509.Name) -> str:
    """Wie man den Inhaber eines Zertifikats nennt."""
    for art in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for angabe in name.get_attributes_for_oid(art):
            return str(angabe.value)
    return name.rfc4514_string()


def _tag(zeit: datetime) -> str:
    return f"{zeit.astimezone(BERLIN):%d.%m.%Y}"
