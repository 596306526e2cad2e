"""Verweise schreiben, senden, beantworten, zurückziehen. Jeder Schritt steht danach fest.

Alles geschieht unter der Sperre der Person und dann des Verweises: Eine Antwort und ein Widerruf kommen nie
zugleich, und wer zweiter ist, liest, was der erste getan hat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.akteure import themenschluessel
from casemgmt.domain.queries.verweise import einstellung, ziele_des_kreises
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.domain.verweisdaten import (
    ZWECKE_DES_VERWEISES,
    datenurteil,
    text_pruefen,
    traeger_passt,
    weitergabe_merken,
)
from casemgmt.domain.verweisnaht import zuruecknehmen
from casemgmt.domain.verweispost import link_senden, zugang_schliessen
from casemgmt.domain.verweiswege import weg_pruefen
from casemgmt.models import Verweis, Verweiseinstellung, Verweisschritt
from casemgmt.regeln.verweis import (
    OFFEN,
    Ablehngrund,
    Kanal,
    Rueckzugsgrund,
    Schrittweg,
    Verweisform,
    Verweisstand,
    antwort_bis,
    darf_werden,
    form_pruefen,
)
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_personen


class Verweisangaben(TypedDict, total=False):
    klient_id: int | None
    ziel: str
    ziel_kommune_id: int | None
    einrichtung_id: int | None
    person_id: int | None
    thema: str
    zweck: str
    form: str
    klassen: str
    kanal: str
    nachricht: str


FELDER = frozenset(Verweisangaben.__annotations__)


@dataclass(frozen=True, slots=True)
class Antwort:
    """Was die andere Seite sagt; der Grund gehört zu einer Ablehnung."""

    stand: Verweisstand
    grund: str = ""
    notiz: str = ""


# Writing ----------------------------------------------------------------------------------------------------


@transaction.atomic
def verweis_anlegen(
    *,
    kreis_id: int,
    bereich: str,
    kommune_id: int | None,
    angaben: Verweisangaben,
    akteur: Akteur,
    fall_id: int | None = None,
) -> Verweis:
    """Ein Entwurf; noch erfährt niemand davon. Aus einem Fall gelten dessen Bereich und Kommune."""
    fall = None
    if fall_id is not None:
        fall = permissions.sichtbare_faelle(akteur).filter(kreis_id=kreis_id, pk=fall_id).first()
        if fall is None:
            raise Fachfehler(_("Diesen Fall gibt es nicht."), code="fall")
        verlange(permissions.darf_fall_fuehren(akteur, fall))
        bereich, kommune_id = fall.bereich, fall.kommune_id
    else:
        verlange(permissions.darf_beraten(akteur, kreis_id, bereich, kommune_id))
    verweis = Verweis(
        kreis_id=kreis_id,
        bereich=bereich,
        kommune_id=kommune_id,
        fall=fall,
        angelegt_von_id=konto_von(akteur),
    )
    _setzen(verweis, angaben, akteur)
    speichere(verweis, akteur=akteur, grund=_("angelegt"))
    _schritt(verweis, "", akteur, Schrittweg.KONTO)
    return verweis


@transaction.atomic
def verweis_aendern(
    *, verweis_id: int, angaben: Verweisangaben, akteur: Akteur, erwarteter_stand: int | None = None
) -> Verweis:
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_aendern(akteur, verweis))
    stand_pruefen(verweis, erwarteter_stand)
    _setzen(verweis, angaben, akteur)
    return speichere(verweis, akteur=akteur)


def _setzen(verweis: Verweis, angaben: Verweisangaben, akteur: Akteur) -> None:
    setze(verweis, angaben, FELDER)
    _verlange_bekannte(verweis, akteur)
    fehler = form_pruefen(
        form=Verweisform(verweis.form),
        kanal=Kanal(verweis.kanal),
        hat_klient=verweis.klient_id is not None,
        klassen=verweis.datenklassen,
        intern=bool(verweis.ziel),
    )
    if fehler is not None:
        raise Fachfehler(_FORMFEHLER[fehler.code](), code=fehler.code, feld=fehler.feld)
    weg_pruefen(verweis)
    text_pruefen(verweis)


_FORMFEHLER = {
    "kanal": lambda: _("Dieser Weg passt nicht zum Empfänger. Bitte einen anderen wählen."),
    "anonym_ohne_daten": lambda: _(
        "Ein anonymer Verweis gibt keine Angaben weiter. Bitte die Haken entfernen."
    ),
    "klient": lambda: _("Bitte angeben, um wen es geht."),
    "klassen": lambda: _("Bitte ankreuzen, welche Angaben weitergegeben werden."),
}


def _verlange_bekannte(verweis: Verweis, akteur: Akteur) -> None:
    """Nur, was man sehen darf: eine Nummer aus dem Formular ändert daran nichts."""
    kreis_id = verweis.kreis_id
    fehler: str | None = None
    if verweis.klient_id is not None:
        klient = (
            permissions.sichtbare_klienten(akteur).filter(kreis_id=kreis_id, pk=verweis.klient_id).first()
        )
        if klient is None or not _gehoert_zum_fall(verweis):
            fehler = "klient"
        verweis.klient = klient
    if verweis.einrichtung_id is not None:
        stelle = sichtbare_einrichtungen(akteur).filter(kreis_id=kreis_id, pk=verweis.einrichtung_id)
        fehler = fehler or (None if stelle.exists() and traeger_passt(verweis) else "einrichtung")
    if verweis.person_id is not None:
        dort = sichtbare_personen(akteur).filter(
            pk=verweis.person_id, funktionen__einrichtung_id=verweis.einrichtung_id or 0
        )
        fehler = fehler or (None if dort.exists() else "person")
    if verweis.ziel:
        ziele = {ziel.schluessel: ziel for ziel in ziele_des_kreises(verweis.kreis)}
        ziel = ziele.get(verweis.ziel)
        if ziel is None or ziel.mit_kommune != (verweis.ziel_kommune_id is not None):
            fehler = fehler or ("ziel" if ziel is None else "ziel_kommune")
    if verweis.thema not in themenschluessel(kreis_id):
        fehler = fehler or "thema"
    if verweis.zweck not in dict(ZWECKE_DES_VERWEISES):
        fehler = fehler or "zweck"
    if fehler is not None:
        raise Fachfehler(_("Diese Auswahl gibt es nicht. Bitte neu wählen."), code=fehler, feld=fehler)


def _gehoert_zum_fall(verweis: Verweis) -> bool:
    return verweis.fall is None or verweis.fall.personen.filter(klient_id=verweis.klient_id or 0).exists()


def verweis_sperren(verweis_id: int) -> Verweis:
    """Erst die Person, dann der Verweis, wie jeder Vorgang, der etwas über sie weitergibt."""
    klient_id = Verweis.objects.values_list("klient_id", flat=True).get(pk=verweis_id)
    klient = klient_sperren(klient_id) if klient_id is not None else None
    verweis = Verweis.objects.select_for_update(no_key=True, of=("self",)).get(pk=verweis_id)
    # A merge in between may have given it to somebody else.
    verweis.klient = klient if verweis.klient_id == klient_id else verweis.klient
    return verweis


# The way of it ----------------------------------------------------------------------------------------------


@transaction.atomic
def verweis_senden(*, verweis_id: int, akteur: Akteur) -> Verweis:
    """Mit Daten nur, wenn die Einwilligung Empfänger, Zweck, Angaben und Tag deckt."""
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_fuehren(akteur, verweis))
    _verlange_uebergang(verweis, Verweisstand.GESENDET)
    weg_pruefen(verweis)
    text_pruefen(verweis)
    jetzt = timezone.now()
    urteil = datenurteil(verweis, jetzt)
    if not urteil:
        raise Fachfehler(urteil.text, code=urteil.codes[0] if urteil.codes else "einwilligung")
    verweis.gesendet_am = jetzt
    verweis.antwort_bis = antwort_bis(jetzt, einstellung(verweis.kreis_id).antwort_tage)
    _weiter(verweis, Verweisstand.GESENDET, akteur, Schrittweg.KONTO)
    nachricht = link_senden(verweis, akteur) if verweis.kanal == Kanal.MAIL else None
    weitergabe_merken(verweis, nachricht, akteur)
    return verweis


@transaction.atomic
def antwort_eintragen(*, verweis_id: int, antwort: Antwort, akteur: Akteur) -> Verweis:
    """Die Stelle hat angerufen oder geschrieben; oder sie hat sich nicht gemeldet.

    Wer selbst mit KIM arbeitet, antwortet selbst.
    """
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_fuehren(akteur, verweis))
    weg = Schrittweg.KONTO if antwort.stand is Verweisstand.OHNE_ANTWORT else Schrittweg.GEMELDET
    if weg is Schrittweg.GEMELDET and verweis.ziel:
        raise Fachfehler(_("Der Empfänger arbeitet selbst mit KIM und antwortet dort."), code="intern")
    return beantworten(verweis, antwort, akteur, weg)


ANTWORTEN = frozenset(
    {
        Verweisstand.ANGENOMMEN,
        Verweisstand.ABGELEHNT,
        Verweisstand.ERLEDIGT,
        Verweisstand.OHNE_ANTWORT,
    }
)


def beantworten(verweis: Verweis, antwort: Antwort, akteur: Akteur, weg: Schrittweg) -> Verweis:
    """Unter der Sperre dessen, der ruft."""
    if antwort.stand not in ANTWORTEN:
        raise Fachfehler(_("Diese Antwort gibt es nicht."), code="antwort", feld="stand")
    _verlange_uebergang(verweis, antwort.stand)
    grund = ""
    if antwort.stand is Verweisstand.ABGELEHNT:
        if antwort.grund not in {g.value for g in Ablehngrund}:
            raise Fachfehler(_("Bitte den Grund angeben."), code="grund", feld="grund")
        grund = antwort.grund
    return _weiter(verweis, antwort.stand, akteur, weg, grund=grund, notiz=antwort.notiz)


@transaction.atomic
def verweis_zurueckziehen(
    *, verweis_id: int, grund: Rueckzugsgrund, akteur: Akteur, notiz: str = ""
) -> Verweis:
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_fuehren(akteur, verweis))
    return zurueckziehen(verweis, grund, akteur, Schrittweg.KONTO, notiz=notiz)


def zurueckziehen(
    verweis: Verweis, grund: Rueckzugsgrund, akteur: Akteur, weg: Schrittweg, *, notiz: str = ""
) -> Verweis:
    """Unter der Sperre dessen, der ruft. Danach ist beim Empfänger nichts mehr zu lesen."""
    _verlange_uebergang(verweis, Verweisstand.ZURUECKGEZOGEN)
    _weiter(verweis, Verweisstand.ZURUECKGEZOGEN, akteur, weg, grund=grund.value, notiz=notiz)
    zuruecknehmen(verweis, akteur)
    return verweis


def offene_zurueckziehen(klient_id: int, akteur: Akteur) -> list[Verweis]:
    """Nach einem Widerruf, unter der Sperre der Person: was die Einwilligung nicht mehr trägt, endet."""
    jetzt = timezone.now()
    stand = [lage.value for lage in OFFEN]
    gesperrte = [
        verweis_sperren(pk)
        for pk in Verweis.objects.filter(klient_id=klient_id, stand__in=stand)
        .exclude(klassen="")
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
    return [
        zurueckziehen(verweis, Rueckzugsgrund.WIDERRUF, akteur, Schrittweg.SYSTEM)
        for verweis in gesperrte
        if not datenurteil(verweis, jetzt)
    ]


def _verlange_uebergang(verweis: Verweis, neu: Verweisstand) -> None:
    if not darf_werden(verweis.lage, neu):
        raise Fachfehler(
            _("Der Verweis ist inzwischen „%(stand)s“; das geht nun nicht mehr.")
            % {"stand": verweis.get_stand_display()},
            code=f"schon_{verweis.stand}",
        )


def _weiter(
    verweis: Verweis,
    neu: Verweisstand,
    akteur: Akteur,
    weg: Schrittweg,
    *,
    grund: str = "",
    notiz: str = "",
) -> Verweis:
    vorher = verweis.stand
    verweis.stand = neu.value
    speichere(verweis, akteur=akteur, grund=str(verweis.get_stand_display()))
    _schritt(verweis, vorher, akteur, weg, grund=grund, notiz=notiz)
    if neu not in OFFEN:
        zugang_schliessen(verweis)
    return verweis


def _schritt(
    verweis: Verweis, vorher: str, akteur: Akteur, weg: Schrittweg, *, grund: str = "", notiz: str = ""
) -> None:
    schritt = Verweisschritt(
        kreis_id=verweis.kreis_id,
        verweis=verweis,
        vorher=vorher,
        stand=verweis.stand,
        am=timezone.now(),
        weg=weg.value,
        konto_id=akteur.konto_id,
        durch_name=akteur.akteur_name,
        grund=grund,
        notiz=notiz.strip(),
    )
    schritt.full_clean()
    schritt.save()


# What a Kreis sets ------------------------------------------------------------------------------------------


@transaction.atomic
def fristen_einstellen(
    *, kreis_id: int, antwort_tage: int, link_tage: int, akteur: Akteur
) -> Verweiseinstellung:
    """Gilt für Verweise, die danach gesendet werden."""
    verlange(permissions.darf_verweise_einstellen(akteur, kreis_id))
    satz = einstellung(kreis_id)
    satz.antwort_tage, satz.link_tage = antwort_tage, link_tage
    return speichere(satz, akteur=akteur)
