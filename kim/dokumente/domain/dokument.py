"""Dokumente ablegen und aus der gemeinsamen Ablage löschen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente import permissions
from kim.dokumente.domain import speicher
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.models import Dokument
from kim.dokumente.regeln.dateiname import saubere
from kim.dokumente.regeln.dateityp import Dateityp
from kim.protokoll.domain.speichern import loesche, speichere


@dataclass(frozen=True, slots=True)
class Zugehoerigkeit:
    """Wozu ein Dokument gehört: danach entscheidet die eingetragene Prüfung, wer es lesen darf."""

    kreis_id: int
    art: str
    id: int | None = None
    sensibel: bool = False


@transaction.atomic
def in_ablage_hochladen(*, kreis_id: int, datei: GepruefteDatei, akteur: Akteur) -> Dokument:
    """Legt eine Datei in die gemeinsame Ablage des Kreises."""
    verlange(permissions.darf_ablegen(akteur, kreis_id))
    return datei_ablegen(datei=datei, gehoert_zu=Zugehoerigkeit(kreis_id, permissions.ABLAGE), akteur=akteur)


@transaction.atomic
def datei_ablegen(*, datei: GepruefteDatei, gehoert_zu: Zugehoerigkeit, akteur: Akteur) -> Dokument:
    """Legt eine geprüfte Datei zu einem Satz eines anderen Raums; ob das erlaubt ist, prüft dieser."""
    pruefung = Dokument.Pruefung.OHNE_BEFUND if datei.auf_viren_geprueft else Dokument.Pruefung.NICHT_GEPRUEFT
    return _ablegen(datei.name, datei.typ, datei.inhalt, pruefung, gehoert_zu, akteur)


@transaction.atomic
def erzeugtes_pdf_ablegen(
    *, name: str, inhalt: bytes, gehoert_zu: Zugehoerigkeit, auftrag_schluessel: str, akteur: Akteur
) -> Dokument:
    """Legt ein selbst erzeugtes PDF ab. Derselbe Auftrag legt auch beim zweiten Lauf nur eines ab."""
    vorhanden = Dokument.objects.filter(auftrag_schluessel=auftrag_schluessel).first()
    if vorhanden is not None:
        return vorhanden
    return _ablegen(
        saubere(name),
        Dateityp.PDF,
        inhalt,
        Dokument.Pruefung.SELBST_ERZEUGT,
        gehoert_zu,
        akteur,
        auftrag_schluessel=auftrag_schluessel,
    )


@transaction.atomic
def aus_ablage_loeschen(*, dokument_id: int, akteur: Akteur, grund: str) -> None:
    """Löscht Eintrag und Datei; die Historie behält, wer wann was warum gelöscht hat."""
    dokument = Dokument.objects.select_for_update().get(pk=dokument_id)
    verlange(permissions.darf_loeschen(akteur, dokument))
    ablage = dokument.ablage
    try:
        with transaction.atomic():
            loesche(dokument, akteur=akteur, grund=grund)
    except ProtectedError as fehler:
        raise Fachfehler(
            _("Dieses Dokument hängt an einer Nachricht und bleibt deshalb. Löschen lässt es sich nicht."),
            code="wird_gebraucht",
        ) from fehler
    # Erst wenn der Eintrag sicher fort ist: eine Datei ohne Eintrag ist lästig, umgekehrt fehlte etwas.
    transaction.on_commit(partial(speicher.entferne, ablage))


def _ablegen(
    name: str,
    typ: Dateityp,
    inhalt: bytes,
    pruefung: str,
    gehoert_zu: Zugehoerigkeit,
    akteur: Akteur,
    auftrag_schluessel: str = "",
) -> Dokument:
    ablage = speicher.schreibe(inhalt)
    try:
        return speichere(
            Dokument(
                kreis_id=gehoert_zu.kreis_id,
                name=name,
                mime=typ.value,
                groesse=len(inhalt),
                sha256=hashlib.sha256(inhalt).hexdigest(),
                ablage=ablage,
                gehoert_zu_art=gehoert_zu.art,
                gehoert_zu_id=gehoert_zu.id,
                sensibel=gehoert_zu.sensibel,
                pruefung=pruefung,
                erzeugt_am=timezone.now(),
                erzeugt_von_id=akteur.konto_id,
                erzeugt_von_name=akteur.akteur_name,
                auftrag_schluessel=auftrag_schluessel,
            ),
            akteur=akteur,
        )
    except BaseException:
        speicher.entferne(ablage)
        raise
