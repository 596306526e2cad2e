"""Das Logo eines Kreises lesen. Es ist öffentlich: es steht auf jedem Brief."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from kim.dokumente.permissions import KREISLOGO


@dataclass(frozen=True, slots=True)
class Logo:
    mime: str
    inhalt: bytes
    sha256: str


def kreislogo(kennung: str | UUID) -> Logo | None:
    dokument = Dokument.objects.filter(kennung=kennung, gehoert_zu_art=KREISLOGO).first()
    if dokument is None:
        return None
    return Logo(dokument.mime, inhalt_von(dokument), dokument.sha256)
