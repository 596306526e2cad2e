"""Vorlagen schreiben, freigeben und fortschreiben (GO RSK § 1 Abs. 3). Was freigegeben ist, bleibt so."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.drucke import vorlage_drucken
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Anlage, Gremium, Vorlage, Vorlagenfassung, Vorschlag
from lenkung.regeln.reintext import TextZuLang, ist_leer, reiner_text


class VorlageAngaben(TypedDict, total=False):
    titel: str
    verfasser: str
    sachverhalt: str
    beschlussvorschlag: str
    auswirkungen: str


FELDER = frozenset(VorlageAngaben.__annotations__)
TEXTE = ("sachverhalt", "beschlussvorschlag", "auswirkungen")


@transaction.atomic
def vorlage_anlegen(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: VorlageAngaben,
    schluessel: UUID,
    vorschlag_id: int | None = None,
    herkunft: str = "",
) -> Vorlagenfassung:
    """Beginnt eine Vorlage mit ihrem ersten Entwurf, auf eigene Veranlassung oder zu einem Vorschlag.

    Derselbe Schlüssel ergibt dieselbe Vorlage. `herkunft` benennt, woraus sie sonst entstand
    ("strukturluecke:12").
    """
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_vorlage_schreiben(akteur, gremium))
    vorhanden = Vorlage.objects.filter(schluessel=schluessel, gremium=gremium).first()
    if vorhanden is not None:
        return vorhanden.fassungen.get(nummer=1)
    vorlage = Vorlage(
        gremium=gremium,
        vorschlag=_vorschlag(gremium, vorschlag_id),
        herkunft=herkunft,
        angelegt_am=timezone.now(),
        schluessel=schluessel,
    )
    speichere(vorlage, akteur=akteur)
    fassung = Vorlagenfassung(vorlage=vorlage, nummer=1)
    setze(fassung, gereinigt(angaben), FELDER)
    return speichere(fassung, akteur=akteur)


@transaction.atomic
def fassung_aendern(
    *, fassung_id: int, akteur: Akteur, angaben: VorlageAngaben, erwarteter_stand: int | None = None
) -> Vorlagenfassung:
    """Ändert einen Entwurf. Ohne Unterschied entsteht keine Zeile im Verlauf."""
    fassung = _gesperrt(fassung_id)
    verlange(permissions.darf_fassung_aendern(akteur, fassung))
    stand_pruefen(fassung, erwarteter_stand)
    if not setze(fassung, gereinigt(angaben), FELDER):
        return fassung
    return speichere(fassung, akteur=akteur)


@transaction.atomic
def fassung_freigeben(
    *, fassung_id: int, akteur: Akteur, erwarteter_stand: int | None = None
) -> Vorlagenfassung:
    """Gibt einen Entwurf frei und lässt sein PDF setzen; danach ändert sich an dieser Fassung nichts mehr."""
    fassung = _gesperrt(fassung_id)
    verlange(permissions.darf_fassung_aendern(akteur, fassung))
    stand_pruefen(fassung, erwarteter_stand)
    if ist_leer(fassung.sachverhalt):
        raise Fachfehler(
            _("Ohne Sachverhalt lässt sich eine Vorlage nicht freigeben. Bitte zuerst schreiben."),
            code="sachverhalt",
        )
    fassung.freigegeben_am = timezone.now()
    fassung.freigegeben_von_name = akteur.akteur_name
    speichere(fassung, akteur=akteur, grund=_("Freigabe"))
    vorlage_drucken(fassung=fassung, akteur=akteur)
    return fassung


@transaction.atomic
def fassung_beginnen(*, vorlage_id: int, akteur: Akteur) -> Vorlagenfassung:
    """Beginnt die nächste Fassung mit Wortlaut und Anlagen der letzten; gibt es einen Entwurf, gilt der."""
    vorlage = Vorlage.objects.get(pk=vorlage_id)
    vorlage.gremium = gremium_sperren(vorlage.gremium_id)
    verlange(permissions.darf_vorlage_schreiben(akteur, vorlage.gremium))
    letzte = vorlage.fassungen.order_by("nummer").last()
    assert letzte is not None  # a Vorlage begins with its first version
    if letzte.ist_entwurf:
        return letzte
    fassung = Vorlagenfassung(vorlage=vorlage, nummer=letzte.nummer + 1)
    setze(fassung, {feld: getattr(letzte, feld) for feld in FELDER}, FELDER)
    speichere(fassung, akteur=akteur, grund=_("auf der Grundlage von Fassung %(n)s") % {"n": letzte.nummer})
    for anlage in letzte.anlagen.filter(entfernt_am__isnull=True):
        Anlage.objects.create(
            fassung=fassung,
            dokument_id=anlage.dokument_id,
            titel=anlage.titel,
            reihenfolge=anlage.reihenfolge,
            abgelegt_am=anlage.abgelegt_am,
            abgelegt_von_name=anlage.abgelegt_von_name,
        )
    return fassung


def gereinigt(angaben: VorlageAngaben) -> dict[str, str]:
    """Die Texte nur mit erlaubten Elementen, woher sie auch kommen; einzeilig, was einzeilig ist."""
    rein: dict[str, str] = {}
    for feld, wert in angaben.items():
        text = str(wert)
        if feld not in TEXTE:
            rein[feld] = " ".join(text.split())
            continue
        try:
            rein[feld] = reiner_text(text)
        except TextZuLang as fehler:
            raise Fachfehler(zu_lang(), code="zu_lang", feld=feld) from fehler
    return rein


def zu_lang() -> str:
    return _("Dieser Text ist zu umfangreich. Bitte kürzen; Bilder und Tabellen gehören in eine Anlage.")


def _vorschlag(gremium: Gremium, vorschlag_id: int | None) -> Vorschlag | None:
    if vorschlag_id is None:
        return None
    vorschlag = Vorschlag.objects.filter(pk=vorschlag_id, gremium=gremium).first()
    if vorschlag is None:
        raise Fachfehler(
            _("Dieser Vorschlag gehört zu einem anderen Gremium."), code="fremdes_gremium", feld="gremium"
        )
    return vorschlag


def _gesperrt(fassung_id: int) -> Vorlagenfassung:
    """Unter der Sperre des Gremiums gelesen, damit niemand ändert, was gerade freigegeben wird."""
    fassungen = Vorlagenfassung.objects.select_related("vorlage")
    gremium = gremium_sperren(fassungen.values_list("vorlage__gremium_id", flat=True).get(pk=fassung_id))
    fassung = fassungen.get(pk=fassung_id)
    fassung.vorlage.gremium = gremium
    return fassung
