"""Unterlagen nachsenden: eine eigene Sendung mit eigenem Nachweis, an alle, die eingeladen sind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.einladungstexte import NACHVERSAND
from lenkung.domain.einladungsworte import unterlagen, werte_der_sitzung
from lenkung.domain.queries.einladung import (
    Papier,
    gaeste_von,
    papiere_mit_weg,
    punkte_mit_gaesten,
    versandte_dokumente,
)
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.unterlagen import unterlagen_je_punkt
from lenkung.domain.sendung import in_arbeit, sitzung_gesperrt
from lenkung.domain.verschicken import Rundschreiben, adressat, verschicken
from lenkung.domain.versenden import Versandt, an_alle
from lenkung.models import Sendung, Sendungsunterlage, Sitzung, Tagesordnungspunkt, Teilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.versand import Sendungsart, Sendungsstand


def nachzusendende(sitzung: Sitzung) -> list[Papier]:
    """Unterlagen, die es jetzt gibt und die noch nicht hinausgingen."""
    return _papiere(sitzung, punkte_mit_gaesten(sitzung.pk), None)


def _papiere(
    sitzung: Sitzung, punkte: Sequence[Tagesordnungspunkt], gewaehlt: Collection[int] | None
) -> list[Papier]:
    schon = versandte_dokumente(sitzung.pk)
    je_punkt = unterlagen_je_punkt(punkte)
    neue = [
        papier
        for punkt in punkte
        for papier in je_punkt[punkt.pk]
        if papier.dokument_id not in schon and (gewaehlt is None or papier.dokument_id in gewaehlt)
    ]
    nummern = {punkt.pk: punkt.position for punkt in punkte}
    return list(papiere_mit_weg(neue, nummern, einstellung_von(sitzung.gremium)))


@transaction.atomic
def unterlagen_nachsenden(
    *, sitzung_id: int, dokument_ids: Collection[int], akteur: Akteur, anschreiben: str = ""
) -> Versandt:
    """Schickt die gewählten Unterlagen; was schon versandt ist, geht nicht noch einmal hinaus."""
    sitzung = sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_nachsenden(akteur, sitzung))
    if sitzung.beginn <= timezone.now():
        raise Fachfehler(_("Die Sitzung hat schon begonnen."), code="vergangen")
    if in_arbeit(sitzung) is not None:
        raise Fachfehler(
            _("Zu dieser Sitzung wird schon eine Sendung vorbereitet. Bitte erst diese senden."),
            code="in_arbeit",
        )
    punkte = punkte_mit_gaesten(sitzung.pk)
    papiere = _papiere(sitzung, punkte, frozenset(dokument_ids))
    if not papiere:
        raise Fachfehler(
            _("Diese Unterlagen sind schon versandt, oder es ist keine gewählt."),
            code="nichts_gewaehlt",
            feld="unterlagen",
        )
    sendung = Sendung(
        sitzung=sitzung,
        art=Sendungsart.NACHVERSAND.value,
        stand=Sendungsstand.VERSANDT.value,
        anschreiben=anschreiben,
        versandt_am=timezone.now(),
        versandt_von_name=akteur.akteur_name,
    )
    speichere(sendung, akteur=akteur)
    Sendungsunterlage.objects.bulk_create(
        Sendungsunterlage(
            sendung=sendung,
            dokument_id=papier.dokument_id,
            punkt_id=papier.punkt_id,
            titel=papier.titel,
            reihenfolge=nummer,
            als_link=papier.als_link,
        )
        for nummer, papier in enumerate(papiere, start=1)
    )
    briefe = [an_alle(sendung, _muster(sendung, papiere), NACHVERSAND), *_an_gaeste(sendung, punkte, papiere)]
    return Versandt(sendung, verschicken(sendung, briefe, akteur=akteur))


def _muster(sendung: Sendung, papiere: Sequence[Papier]) -> Rundschreiben:
    return Rundschreiben(
        "",
        NACHVERSAND,
        (),
        {
            **werte_der_sitzung(sendung.sitzung),
            "persoenliche_worte": sendung.anschreiben.strip(),
            "unterlagen": unterlagen(papiere, pdf=False, sitzung=sendung.sitzung),
        },
        anhaenge=[papier.dokument_id for papier in papiere if not papier.als_link],
        mit_link=any(papier.als_link for papier in papiere),
    )


def _an_gaeste(
    sendung: Sendung, punkte: Sequence[Tagesordnungspunkt], papiere: Sequence[Papier]
) -> list[Rundschreiben]:
    """Nur wer eingeladen ist, und nur, was zu den eigenen Punkten gehört (GO RSK § 2 Abs. 3)."""
    teilnahmen = {
        teilnahme.email: teilnahme
        for teilnahme in Teilnahme.objects.filter(sitzung=sendung.sitzung, rolle=Teilnahmerolle.GAST.value)
    }
    briefe = []
    for gast in gaeste_von(punkte):
        eigene = [papier for papier in papiere if papier.punkt_id in gast.punkt_ids]
        if eigene and gast.email in teilnahmen:
            # The personal words are for the members.
            muster = _muster(sendung, eigene)
            briefe.append(
                replace(
                    muster,
                    an=f"gast:{gast.gast_id}",
                    adressaten=[adressat(teilnahmen[gast.email])],
                    werte={**muster.werte, "persoenliche_worte": ""},
                    punkte=list(gast.punkt_ids),
                )
            )
    return briefe
