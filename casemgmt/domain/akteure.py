"""Das Verzeichnis der Akteure und Angebote pflegen und bestätigen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.akteure import themenschluessel, waben_des_kreises
from casemgmt.models import Angebot, Kreiswabe, Netzwerkakteur
from casemgmt.regeln.akteure import aus_spalte
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import kreis_sperren, setze, stand_pruefen
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_kommunen

FELDER = frozenset(
    {
        "wabe",
        "beschreibung",
        "themen",
        "sprachen",
        "gebiet",
        "zielgruppen",
        "zielgruppe_text",
        "wartezeit_wochen",
        "oeffnungszeiten",
        "zugang",
        "nimmt_verweise",
        "verweiswege",
        "verweislink",
        "im_verzeichnis",
    }
)
ANGEBOTSFELDER = frozenset(
    {"titel", "fuer_wen", "thema", "sprachen", "ort", "tage", "freie_plaetze", "link", "bis"}
)


@transaction.atomic
def akteur_aufnehmen(
    *, kreis_id: int, einrichtung_id: int, angaben: Mapping[str, Any], akteur: Akteur
) -> Netzwerkakteur:
    """Eine Einrichtung kommt ins Verzeichnis; wer sie aufnimmt, hat sie damit auch bestätigt."""
    verlange(permissions.darf_akteure_pflegen(akteur, kreis_id))
    kreis_sperren(kreis_id)
    einrichtung: Any = sichtbare_einrichtungen(akteur).filter(kreis_id=kreis_id, pk=einrichtung_id).first()
    if einrichtung is None:
        raise Fachfehler(_("Diese Einrichtung gibt es nicht."), code="einrichtung", feld="einrichtung")
    if Netzwerkakteur.objects.filter(einrichtung_id=einrichtung_id).exists():
        raise Fachfehler(
            _("Diese Einrichtung steht schon im Verzeichnis. Bitte dort weiterarbeiten."),
            code="doppelt",
            feld="einrichtung",
        )
    stelle = Netzwerkakteur(kreis_id=kreis_id, einrichtung=einrichtung)
    _bestaetigen(stelle, akteur)
    return _speichern(stelle, angaben, akteur)


@transaction.atomic
def akteur_aendern(
    *, stelle_id: int, angaben: Mapping[str, Any], akteur: Akteur, erwarteter_stand: int | None = None
) -> Netzwerkakteur:
    stelle = stelle_sperren(stelle_id)
    verlange(permissions.darf_akteure_pflegen(akteur, stelle.kreis_id))
    stand_pruefen(stelle, erwarteter_stand)
    return _speichern(stelle, angaben, akteur)


def stelle_sperren(stelle_id: int) -> Netzwerkakteur:
    return Netzwerkakteur.objects.select_for_update(no_key=True, of=("self",)).get(pk=stelle_id)


def _speichern(stelle: Netzwerkakteur, angaben: Mapping[str, Any], akteur: Akteur) -> Netzwerkakteur:
    vorher = stelle.wartezeit_wochen
    setze(stelle, angaben, FELDER)
    _verlange_bekannte(stelle, akteur)
    if stelle.wartezeit_wochen != vorher:
        stelle.wartezeit_am = timezone.localdate() if stelle.wartezeit_wochen is not None else None
    return speichere(stelle, akteur=akteur)


def _verlange_bekannte(stelle: Netzwerkakteur, akteur: Akteur) -> None:
    if stelle.wabe not in {wabe.schluessel for wabe in waben_des_kreises(stelle.kreis_id)}:
        raise Fachfehler(_("Diese Wabe gibt es nicht."), code="wabe", feld="wabe")
    _verlange_themen(stelle.kreis_id, aus_spalte(stelle.themen), "themen")
    kommunen = set(sichtbare_kommunen(akteur).filter(kreis_id=stelle.kreis_id).values_list("pk", flat=True))
    if not {int(nummer) for nummer in aus_spalte(stelle.gebiet)} <= kommunen:
        raise Fachfehler(_("Diese Kommune gehört nicht zum Kreis."), code="gebiet", feld="gebiet")


def _verlange_themen(kreis_id: int, themen: tuple[str, ...], feld: str) -> None:
    if not set(themen) <= themenschluessel(kreis_id):
        raise Fachfehler(_("Dieses Thema gibt es nicht."), code="thema", feld=feld)


@transaction.atomic
def akteur_bestaetigen(*, stelle_id: int, akteur: Akteur) -> Netzwerkakteur:
    """„Stimmt noch“: ohne etwas zu ändern, mit Tag und Namen."""
    stelle = stelle_sperren(stelle_id)
    verlange(permissions.darf_akteur_bestaetigen(akteur, stelle))
    _bestaetigen(stelle, akteur)
    return speichere(stelle, akteur=akteur, grund=_("bestätigt"))


@transaction.atomic
def wartezeit_notieren(*, stelle_id: int, wochen: int | None, akteur: Akteur) -> Netzwerkakteur:
    """Wer anruft, erfährt sie; auch wer das Verzeichnis nicht pflegt, hält sie fest."""
    stelle = stelle_sperren(stelle_id)
    verlange(permissions.darf_akteur_bestaetigen(akteur, stelle))
    stelle.wartezeit_wochen = wochen
    stelle.wartezeit_am = timezone.localdate() if wochen is not None else None
    return speichere(stelle, akteur=akteur, grund=_("Wartezeit erfragt"))


def _bestaetigen(stelle: Netzwerkakteur, akteur: Akteur) -> None:
    stelle.bestaetigt_am, stelle.bestaetigt_von_name = timezone.localdate(), akteur.akteur_name


# What is on offer -------------------------------------------------------------------------------------------


@transaction.atomic
def angebot_anlegen(*, stelle_id: int, angaben: Mapping[str, Any], akteur: Akteur) -> Angebot:
    stelle = stelle_sperren(stelle_id)
    verlange(permissions.darf_akteure_pflegen(akteur, stelle.kreis_id))
    return _angebot_speichern(Angebot(kreis_id=stelle.kreis_id, akteur=stelle), angaben, akteur)


@transaction.atomic
def angebot_aendern(
    *, angebot_id: int, angaben: Mapping[str, Any], akteur: Akteur, erwarteter_stand: int | None = None
) -> Angebot:
    stelle_sperren(Angebot.objects.values_list("akteur_id", flat=True).get(pk=angebot_id))
    angebot = Angebot.objects.get(pk=angebot_id)
    verlange(permissions.darf_akteure_pflegen(akteur, angebot.kreis_id))
    stand_pruefen(angebot, erwarteter_stand)
    return _angebot_speichern(angebot, angaben, akteur)


def _angebot_speichern(angebot: Angebot, angaben: Mapping[str, Any], akteur: Akteur) -> Angebot:
    vorher = angebot.freie_plaetze
    setze(angebot, angaben, ANGEBOTSFELDER)
    _verlange_themen(angebot.kreis_id, (angebot.thema,), "thema")
    if angebot.freie_plaetze != vorher:
        angebot.plaetze_am = timezone.localdate() if angebot.freie_plaetze is not None else None
    return speichere(angebot, akteur=akteur)


# Combs ------------------------------------------------------------------------------------------------------


@transaction.atomic
def wabe_speichern(
    *, kreis_id: int, schluessel: str, titel: str, rang: int, aktiv: bool, akteur: Akteur
) -> Kreiswabe:
    """Ohne Schlüssel entsteht eine eigene Wabe. Mitgelieferte werden umbenannt, nicht gelöscht."""
    verlange(permissions.darf_akteure_pflegen(akteur, kreis_id))
    kreis_sperren(kreis_id)
    bekannte = {wabe.schluessel: wabe for wabe in waben_des_kreises(kreis_id, alle=True)}
    if schluessel and schluessel not in bekannte:
        raise Fachfehler(_("Diese Wabe gibt es nicht."), code="wabe")
    if not schluessel:
        schluessel = _schluessel_aus(titel)
        if schluessel in bekannte:
            raise Fachfehler(_("Diese Wabe gibt es schon."), code="titel", feld="titel")
    wabe = Kreiswabe.objects.filter(kreis_id=kreis_id, schluessel=schluessel).first()
    wabe = wabe or Kreiswabe(kreis_id=kreis_id, schluessel=schluessel)
    wabe.titel, wabe.rang, wabe.aktiv = titel, rang, aktiv
    if not aktiv and Netzwerkakteur.objects.filter(kreis_id=kreis_id, wabe=schluessel).exists():
        raise Fachfehler(
            _("In dieser Wabe stehen noch Akteure. Bitte sie zuerst in andere Waben setzen."),
            code="belegt",
            feld="aktiv",
        )
    return speichere(wabe, akteur=akteur)


def _schluessel_aus(titel: str) -> str:
    klein = titel.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    ascii_text = unicodedata.normalize("NFKD", klein).encode("ascii", "ignore").decode()
    schluessel = re.sub(r"[^a-z0-9]+", "_", ascii_text).strip("_")[:40]
    if not schluessel:
        raise Fachfehler(_("Bitte einen Titel mit Buchstaben angeben."), code="titel", feld="titel")
    return schluessel
