"""Anlagen zu Vorschlägen, Vorlagen und Punkten: ablegen, umbenennen, entfernen. Verschwinden tut keine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import dateigroesse
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from lenkung import permissions
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Anlage, Tagesordnungspunkt, Vorlagenfassung, Vorschlag

HOECHSTENS = 20
"""So viele Anlagen hat ein Vorschlag, eine Fassung oder ein Punkt."""
ZUSAMMEN_HOECHSTENS = 50 * 1024 * 1024
"""So groß sind die Dateien, die in einem Zug kommen, zusammen höchstens."""

Satz = Vorschlag | Vorlagenfassung | Tagesordnungspunkt
_FELDER: dict[type, tuple[str, str]] = {
    Vorschlag: ("vorschlag", permissions.ANLAGE_VORSCHLAG),
    Vorlagenfassung: ("fassung", permissions.ANLAGE_FASSUNG),
    Tagesordnungspunkt: ("punkt", permissions.ANLAGE_PUNKT),
}


def menge_pruefen(groessen: Sequence[int], *, vorhanden: int = 0) -> None:
    """Vor dem Lesen der Dateien: wie viele es sind und wie groß zusammen."""
    if len(groessen) + vorhanden > HOECHSTENS:
        meldung = _("Das sind zu viele Dateien: höchstens %(n)s. Bitte fassen Sie einige zusammen.")
        raise Fachfehler(meldung % {"n": HOECHSTENS}, code="zu_viele", feld="dateien")
    if (summe := sum(groessen)) > ZUSAMMEN_HOECHSTENS:
        meldung = _(
            "Die Dateien sind zusammen zu groß: %(ist)s, erlaubt sind %(grenze)s. "
            "Bitte verkleinern oder auf mehrere Male verteilen."
        )
        werte = {"ist": dateigroesse(summe), "grenze": dateigroesse(ZUSAMMEN_HOECHSTENS)}
        raise Fachfehler(meldung % werte, code="zu_gross", feld="dateien")


@transaction.atomic
def anlagen_ablegen(*, satz: Satz, dateien: Sequence[GepruefteDatei], akteur: Akteur) -> list[Anlage]:
    """Legt geprüfte Dateien zu einem Satz; ob das erlaubt ist, prüft der Vorgang, der ruft."""
    feld, art = _FELDER[type(satz)]
    vorhanden = Anlage.objects.filter(**{feld: satz})
    menge_pruefen(
        [len(datei.inhalt) for datei in dateien], vorhanden=vorhanden.filter(entfernt_am__isnull=True).count()
    )
    letzte = vorhanden.aggregate(letzte=Max("reihenfolge"))["letzte"] or 0
    anlagen = []
    for nummer, datei in enumerate(dateien, start=letzte + 1):
        dokument = datei_ablegen(
            datei=datei, gehoert_zu=Zugehoerigkeit(satz.kreis_id, art, satz.pk), akteur=akteur
        )
        anlagen.append(
            Anlage.objects.create(
                dokument=dokument,
                titel=_titel(PurePath(datei.name).stem or datei.name),
                reihenfolge=nummer,
                abgelegt_am=timezone.now(),
                abgelegt_von_name=akteur.akteur_name,
                **{feld: satz},
            )
        )
    return anlagen


@transaction.atomic
def anlagen_zum_vorschlag(
    *, vorschlag_id: int, dateien: Sequence[GepruefteDatei], akteur: Akteur
) -> list[Anlage]:
    vorschlag = Vorschlag.objects.get(pk=vorschlag_id)
    vorschlag.gremium = gremium_sperren(vorschlag.gremium_id)
    vorschlag.refresh_from_db(fields=["stand"])
    verlange(permissions.darf_vorschlag_ergaenzen(akteur, vorschlag))
    return anlagen_ablegen(satz=vorschlag, dateien=dateien, akteur=akteur)


@transaction.atomic
def anlagen_zur_fassung(
    *, fassung_id: int, dateien: Sequence[GepruefteDatei], akteur: Akteur
) -> list[Anlage]:
    """Nur zu einem Entwurf; was freigegeben ist, bleibt mit seinen Anlagen, wie es ist."""
    fassung = Vorlagenfassung.objects.select_related("vorlage").get(pk=fassung_id)
    fassung.vorlage.gremium = gremium_sperren(fassung.vorlage.gremium_id)
    fassung.refresh_from_db(fields=["freigegeben_am"])
    verlange(permissions.darf_fassung_aendern(akteur, fassung))
    return anlagen_ablegen(satz=fassung, dateien=dateien, akteur=akteur)


@transaction.atomic
def anlage_umbenennen(*, anlage_id: int, titel: str, akteur: Akteur) -> Anlage:
    anlage = _gesperrt(anlage_id, akteur)
    anlage.titel = _titel(titel)
    anlage.full_clean()
    anlage.save(update_fields=["titel"])
    return anlage


@transaction.atomic
def anlage_entfernen(*, anlage_id: int, akteur: Akteur) -> Anlage:
    """Sie steht nicht mehr bei ihrem Satz. Die Datei bleibt, denn sie kann schon verschickt sein."""
    anlage = _gesperrt(anlage_id, akteur)
    if anlage.entfernt_am is None:
        anlage.entfernt_am = timezone.now()
        anlage.save(update_fields=["entfernt_am"])
    return anlage


def _titel(text: str) -> str:
    return " ".join(text.split())[:200]


def _gesperrt(anlage_id: int, akteur: Akteur) -> Anlage:
    """Nur Anlagen von Vorschlägen und Entwürfen; die der Punkte gehören der Tagesordnung."""
    verwandte = ("vorschlag__gremium", "fassung__vorlage__gremium")
    satz = Anlage.objects.select_related(*verwandte).get(pk=anlage_id)
    if satz.vorschlag is not None:
        gremium_sperren(satz.vorschlag.gremium_id)
    elif satz.fassung is not None:
        gremium_sperren(satz.fassung.vorlage.gremium_id)
    else:
        raise NichtErlaubt(_("Diese Anlage gehört zu einem Punkt der Tagesordnung. Bitte dort ändern."))
    satz = Anlage.objects.select_related(*verwandte).get(pk=anlage_id)
    verlange(permissions.darf_anlage_aendern(akteur, satz))
    return satz
