"""Die persönlichen Links aus den E-Mails einer Sitzung: wofür sie gut sind und wie lange sie gelten.

Der Link zur Antwort gehört zu einer Teilnahme, der für ein Vorzimmer zu Teilnahme und Vorzimmer, der zu
Unterlagen zu einem Zugang.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.linkzweck import Linkzweck
from kim.versand.domain.aktionslink import aktionslinks_ausstellen, aktionslinks_verlegen
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.models import Sitzung, Teilnahme, Unterlagenzugang, Vorzimmer, Vorzimmerlink

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
UNTERLAGEN = Linkzweck(
    schluessel="lenkung.unterlagen",
    titel="Unterlagen zur Sitzung",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:unterlagen-link",
)
LINKZWECKE_DER_ANTWORT = (ANTWORT, VORZIMMER_ANTWORT)


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


def unterlagenlinks(
    zugaenge: Sequence[Unterlagenzugang], sitzung: Sitzung, *, akteur: Akteur
) -> dict[int, str]:
    """Eine Adresse je Zugang; sie gilt über die Sitzung hinaus, wie das Gremium es eingestellt hat."""
    return aktionslinks_ausstellen(
        zweck=UNTERLAGEN.schluessel,
        ziel_ids=[zugang.pk for zugang in zugaenge],
        gueltig_bis=unterlagen_gueltig_bis(sitzung),
        akteur=akteur,
    )


def unterlagen_gueltig_bis(sitzung: Sitzung) -> datetime:
    return sitzung.ende + timedelta(days=einstellung_von(sitzung.gremium).link_tage)


def links_mit_der_sitzung_verlegen(sitzung: Sitzung) -> None:
    """Antworten lässt sich nun bis zum neuen Beginn; Unterlagen bleiben mindestens so lange wie bisher."""
    teilnahmen = list(Teilnahme.objects.filter(sitzung=sitzung).values_list("pk", flat=True))
    if not teilnahmen:
        return
    vorzimmer = Vorzimmerlink.objects.filter(teilnahme_id__in=teilnahmen).values_list("pk", flat=True)
    _verlegen(ANTWORT, teilnahmen, sitzung.beginn)
    _verlegen(VORZIMMER_ANTWORT, vorzimmer, sitzung.beginn)
    zugaenge = Unterlagenzugang.objects.filter(teilnahme_id__in=teilnahmen).values_list("pk", flat=True)
    aktionslinks_verlegen(
        zweck=UNTERLAGEN.schluessel,
        ziel_ids=zugaenge,
        gueltig_bis=unterlagen_gueltig_bis(sitzung),
        nur_laenger=True,
    )


def _verlegen(zweck: Linkzweck, ziel_ids: Iterable[int], bis: datetime) -> None:
    aktionslinks_verlegen(zweck=zweck.schluessel, ziel_ids=ziel_ids, gueltig_bis=bis)
