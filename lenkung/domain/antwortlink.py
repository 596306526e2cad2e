"""Antworten über den Link in der E-Mail, ohne Anmeldung.

Ein Link gehört zu einer Teilnahme, der für ein Vorzimmer zu Teilnahme und Vorzimmer. Er zeigt nicht mehr als
die E-Mail, kann nichts als antworten und ist deshalb auch weitergeleitet ungefährlich (GO RSK § 4 Abs. 6).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import SystemAkteur
from kim.versand.domain.aktionslink import LinkUngueltig, aktionslink_finden
from lenkung.domain.antwort import Beantwortet, aus_link, teilnahme_sperren
from lenkung.domain.persoenliche_links import ANTWORT, VORZIMMER_ANTWORT
from lenkung.domain.queries.rueckmeldungen import mit_sitzung
from lenkung.models import Teilnahme, Vorzimmer, Vorzimmerlink
from lenkung.permissions import lage_der_antwort
from lenkung.regeln.teilnahme import Antwortlage, Zusage


@dataclass(frozen=True, slots=True)
class Antwortlink:
    """Worauf ein gültiger Link zeigt."""

    teilnahme: Teilnahme
    vorzimmer: Vorzimmer | None = None

    @property
    def lage(self) -> Antwortlage:
        return lage_der_antwort(self.teilnahme)

    @property
    def vorzimmer_name(self) -> str:
        return self.vorzimmer.name if self.vorzimmer else ""


def antwortlink_lesen(token: str) -> Antwortlink:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    try:
        link = aktionslink_finden(token=token, zweck=ANTWORT.schluessel)
    except LinkUngueltig as fehler:
        if fehler.code != "unbekannt":
            raise
        link = aktionslink_finden(token=token, zweck=VORZIMMER_ANTWORT.schluessel)
        return _des_vorzimmers(link.ziel_id)
    return Antwortlink(mit_sitzung(Teilnahme.objects.all()).get(pk=link.ziel_id))


def _des_vorzimmers(ziel_id: int) -> Antwortlink:
    link = Vorzimmerlink.objects.select_related("vorzimmer").filter(pk=ziel_id).first()
    if link is None or not link.vorzimmer.darf_antworten:
        raise LinkUngueltig(
            _("Dieser Link gilt nicht mehr: Das Vorzimmer ist nicht mehr eingetragen."), code="widerrufen"
        )
    return Antwortlink(mit_sitzung(Teilnahme.objects.all()).get(pk=link.teilnahme_id), link.vorzimmer)


@transaction.atomic
def antworten_per_link(*, token: str, zusage: Zusage) -> Beantwortet:
    """Ohne Konto: der Link ist das Recht, und nur dazu."""
    teilnahme_sperren(antwortlink_lesen(token).teilnahme.pk)
    # Read again: what was taken back until the lock was ours counts no more.
    link = antwortlink_lesen(token)
    akteur = SystemAkteur("Antwort über den Link", link.teilnahme.kreis_id)
    return aus_link(link.teilnahme.pk, zusage=zusage, vorzimmer_name=link.vorzimmer_name, akteur=akteur)
