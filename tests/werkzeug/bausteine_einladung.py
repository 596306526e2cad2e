"""What a world needs around invitations: one being prepared, one that is out with a link to a paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from kim.versand.models import Zustellung
from lenkung.domain.sendung import einladung_vorbereiten
from lenkung.domain.sitzung import sitzung_planen
from tests.lenkung.sendungsbau import PUNKTE, anlage, bestaetigen, eingeladen, punkt

Welt = Any


def _bereit(welt: Welt, tage: int) -> Any:
    assert welt["besetzung"]
    beginn = timezone.localtime() + timedelta(days=tage)
    satz = sitzung_planen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        beginn=beginn.replace(hour=10, minute=0, second=0, microsecond=0),
        angaben={"ort": "Kreishaus"},
    )
    for art, titel, minuten in PUNKTE:
        punkt(satz, titel, art, minuten=minuten)
    bestaetigen(satz)
    return satz


def _einzuladen(welt: Welt) -> Any:
    satz = _bereit(welt, 25)
    einladung_vorbereiten(sitzung_id=satz.pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE])
    return satz


def _eingeladen(welt: Welt) -> Any:
    satz = _bereit(welt, 32)
    anlage(satz.punkte.last(), "Gutachten", mb=50)
    eingeladen(satz, welt.konten[Rolle.GESCHAEFTSSTELLE])
    return satz


def _unterlage(welt: Welt) -> Any:
    return welt["sitzung_eingeladen"].punkte.last().anlagen.get().dokument


def _unterlagenlink(welt: Welt) -> str:
    """The secret of the address, as it stands in the mail that is still in the Postausgang."""
    satz = welt["sitzung_eingeladen"]
    zustellung = Zustellung.objects.filter(
        nachricht__schluessel__startswith="lenkung.sendung:",
        nachricht__kreis=satz.gremium.kreis,
        geheim__has_key="unterlagenlink",
    ).latest("pk")
    return str(zustellung.geheim["unterlagenlink"]).rstrip("/").rpartition("/")[2]


EINLADUNG: dict[str, Callable[[Welt], Any]] = {
    "sitzung_einzuladen": _einzuladen,
    "sitzung_eingeladen": _eingeladen,
    "unterlage": _unterlage,
    "unterlagenlink": _unterlagenlink,
}
