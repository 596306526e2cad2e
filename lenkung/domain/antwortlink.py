"""Antworten über den Link in der E-Mail, ohne Anmeldung.

Ein Link gehört zu einer Teilnahme, der für ein Vorzimmer zu Teilnahme und Vorzimmer. Er zeigt nicht mehr als
die E-Mail, kann nichts als antworten und ist deshalb auch weitergeleitet ungefährlich (GO RSK § 4 Abs. 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.linkzweck import Linkzweck
from kim.versand.domain.aktionslink import (
    LinkUngueltig,
    aktionslink_finden,
    aktionslinks_ausstellen,
    aktionslinks_verlegen,
)
from lenkung.domain.antwort import Beantwortet, aus_link, teilnahme_sperren
from lenkung.domain.queries.rueckmeldungen import mit_sitzung
from lenkung.models import Sitzung, Teilnahme, Vorzimmer, Vorzimmerlink
from lenkung.permissions import lage_der_antwort
from lenkung.regeln.teilnahme import Antwortlage, Zusage

ANTWORT = Linkzweck(
    schluessel="lenkung.antwort",
    titel="Auf die Einladung antworten",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:antwort",
)
VORZIMMER_ANTWORT = Linkzweck(
    schluessel="lenkung.antwort_vorzimmer",
    titel="Für ein Mitglied auf die Einladung antworten",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:antwort",
)
LINKZWECKE_DER_ANTWORT = (ANTWORT, VORZIMMER_ANTWORT)


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


# Issuing ----------------------------------------------------------------------------------------------------


def antwortlinks(teilnahmen: Sequence[Teilnahme], *, akteur: Akteur) -> dict[int, str]:
    """Eine Adresse je Teilnahme einer Sitzung; sie gilt, bis die Sitzung beginnt."""
    if not teilnahmen:
        return {}
    return aktionslinks_ausstellen(
        zweck=ANTWORT.schluessel,
        ziel_ids=[teilnahme.pk for teilnahme in teilnahmen],
        gueltig_bis=teilnahmen[0].sitzung.beginn,
        akteur=akteur,
    )


@transaction.atomic
def vorzimmerlinks(teilnahmen: Sequence[Teilnahme], *, akteur: Akteur) -> dict[tuple[int, int], str]:
    """Adressen für Vorzimmer, die antworten dürfen, je Teilnahme und Vorzimmer einer Sitzung."""
    if not teilnahmen:
        return {}
    sitzung = teilnahmen[0].sitzung
    vorzimmer = Vorzimmer.objects.filter(gremium_id=sitzung.gremium_id, darf_antworten=True)
    je_person: dict[int | None, list[Vorzimmer]] = {}
    for satz in vorzimmer:
        je_person.setdefault(satz.person_id, []).append(satz)
    Vorzimmerlink.objects.bulk_create(
        [
            Vorzimmerlink(teilnahme=teilnahme, vorzimmer=satz)
            for teilnahme in teilnahmen
            for satz in je_person.get(teilnahme.person_id, ())
        ],
        ignore_conflicts=True,
    )
    links = {
        link.pk: (link.teilnahme_id, link.vorzimmer_id)
        for link in Vorzimmerlink.objects.filter(teilnahme__in=teilnahmen, vorzimmer__darf_antworten=True)
    }
    adressen = aktionslinks_ausstellen(
        zweck=VORZIMMER_ANTWORT.schluessel, ziel_ids=links, gueltig_bis=sitzung.beginn, akteur=akteur
    )
    return {links[pk]: adresse for pk, adresse in adressen.items()}


def links_mit_der_sitzung_verlegen(sitzung: Sitzung) -> None:
    """Die Links der Einladung gelten weiter, nun bis zum neuen Beginn."""
    teilnahmen = list(Teilnahme.objects.filter(sitzung=sitzung).values_list("pk", flat=True))
    vorzimmer = Vorzimmerlink.objects.filter(teilnahme_id__in=teilnahmen).values_list("pk", flat=True)
    _verlegen(ANTWORT, teilnahmen, sitzung.beginn)
    _verlegen(VORZIMMER_ANTWORT, vorzimmer, sitzung.beginn)


def _verlegen(zweck: Linkzweck, ziel_ids: Iterable[int], bis: datetime) -> None:
    aktionslinks_verlegen(zweck=zweck.schluessel, ziel_ids=ziel_ids, gueltig_bis=bis)


# Following --------------------------------------------------------------------------------------------------


def antwortlink_lesen(token: str) -> Antwortlink:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    for zweck in LINKZWECKE_DER_ANTWORT:
        try:
            link = aktionslink_finden(token=token, zweck=zweck.schluessel)
        except LinkUngueltig as fehler:
            if fehler.code != "unbekannt" or zweck is LINKZWECKE_DER_ANTWORT[-1]:
                raise
            continue
        return _ziel(zweck, link.ziel_id)
    raise AssertionError("unreachable")


def _ziel(zweck: Linkzweck, ziel_id: int) -> Antwortlink:
    teilnahmen = mit_sitzung(Teilnahme.objects.all())
    if zweck is ANTWORT:
        return Antwortlink(teilnahmen.get(pk=ziel_id))
    link = Vorzimmerlink.objects.select_related("vorzimmer").filter(pk=ziel_id).first()
    if link is None or not link.vorzimmer.darf_antworten:
        raise LinkUngueltig(
            _("Dieser Link gilt nicht mehr: Das Vorzimmer ist nicht mehr eingetragen."), code="widerrufen"
        )
    return Antwortlink(teilnahmen.get(pk=link.teilnahme_id), link.vorzimmer)


@transaction.atomic
def antworten_per_link(*, token: str, zusage: Zusage) -> Beantwortet:
    """Ohne Konto: der Link ist das Recht, und nur dazu."""
    teilnahme_sperren(antwortlink_lesen(token).teilnahme.pk)
    # Read again: what was taken back until the lock was ours counts no more.
    link = antwortlink_lesen(token)
    akteur = SystemAkteur("Antwort über den Link", link.teilnahme.kreis_id)
    return aus_link(link.teilnahme.pk, zusage=zusage, vorzimmer_name=link.vorzimmer_name, akteur=akteur)
