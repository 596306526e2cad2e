"""Abfragen unter den Mitgliedern: stellen, beantworten, beenden, zurücknehmen. Kein Beschluss.

So fragte die Geschäftsstelle vor dem 19.06.2023, ob die Sitzung ausfallen soll.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.linkzweck import Linkzweck
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze
from kim.versand.domain.aktionslink import aktionslink_finden, aktionslinks_ausstellen
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.mailtexte_antwort import ABFRAGE, ABFRAGE_ZURUECK
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.unterrichten import termin_text
from lenkung.models import (
    Abfrage,
    Abfragemeinung,
    Abfrageoption,
    Abfrageteilnahme,
    Gremium,
    Sitzung,
)
from lenkung.regeln.abfrage import HOECHSTENS_MOEGLICHKEITEN, Abfragestand, Meinung
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.regeln.teilnahme import Antwortweg

ABFRAGE_LINK = Linkzweck(
    schluessel="lenkung.abfrage",
    titel="Auf eine Abfrage antworten",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:abfrage-antwort",
)


class AbfrageAngaben(TypedDict):
    art: str
    frage: str
    erlaeuterung: str
    laeuft_bis: datetime


FELDER = frozenset(AbfrageAngaben.__annotations__)


@dataclass(frozen=True, slots=True)
class Moeglichkeit:
    text: str
    beginn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gestellt:
    abfrage: Abfrage
    erreicht: int
    ohne_adresse: tuple[str, ...]


# Asking -----------------------------------------------------------------------------------------------------


@transaction.atomic
def abfrage_stellen(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: AbfrageAngaben,
    moeglichkeiten: Sequence[Moeglichkeit],
    sitzung_id: int | None = None,
) -> Gestellt:
    """Fragt die Mitglieder von heute, auf freien Sitzen die Stellvertretung; jede Person einmal."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_abfrage_stellen(akteur, gremium))
    sitzung = _sitzung(gremium, sitzung_id)
    _pruefen(angaben["laeuft_bis"], moeglichkeiten, sitzung)
    abfrage = Abfrage(
        gremium=gremium,
        sitzung=sitzung,
        gestellt_am=timezone.now(),
        gestellt_von_name=akteur.akteur_name,
    )
    setze(abfrage, angaben, FELDER)
    speichere(abfrage, akteur=akteur)
    Abfrageoption.objects.bulk_create(
        Abfrageoption(abfrage=abfrage, reihenfolge=nummer, text=wahl.text, beginn=wahl.beginn)
        for nummer, wahl in enumerate(moeglichkeiten, start=1)
    )
    teilnahmen = _befragte(abfrage)
    if not teilnahmen:
        raise Fachfehler(_("Zurzeit ist kein Sitz besetzt; es gibt niemanden zu fragen."), code="niemand")
    return _versenden(abfrage, teilnahmen, moeglichkeiten, akteur)


def _sitzung(gremium: Gremium, sitzung_id: int | None) -> Sitzung | None:
    if sitzung_id is None:
        return None
    sitzung = Sitzung.objects.get(pk=sitzung_id, gremium=gremium)
    if sitzung.lage not in VERAENDERLICH:
        raise Fachfehler(
            _("Diese Sitzung ist %(stand)s; dazu lässt sich nichts mehr abfragen.")
            % {"stand": sitzung.get_stand_display()},
            code="sitzung",
        )
    return sitzung


def _pruefen(bis: datetime, moeglichkeiten: Sequence[Moeglichkeit], sitzung: Sitzung | None) -> None:
    jetzt = timezone.now()
    if bis <= jetzt:
        raise Fachfehler(
            _("Dieser Zeitpunkt liegt in der Vergangenheit. Bitte einen späteren wählen."),
            code="bis",
            feld="bis_tag",
        )
    if sitzung is not None and bis > sitzung.beginn:
        raise Fachfehler(
            _("Bis dahin hat die Sitzung begonnen. Bitte einen früheren Zeitpunkt wählen."),
            code="bis",
            feld="bis_tag",
        )
    if not 1 <= len(moeglichkeiten) <= HOECHSTENS_MOEGLICHKEITEN:
        raise Fachfehler(
            _("Bitte mindestens eine und höchstens %(n)s Möglichkeiten angeben.")
            % {"n": HOECHSTENS_MOEGLICHKEITEN},
            code="moeglichkeiten",
            feld="moeglichkeiten",
        )
    if len({wahl.text for wahl in moeglichkeiten}) < len(moeglichkeiten):
        raise Fachfehler(
            _("Eine Möglichkeit steht doppelt da. Bitte eine davon streichen."),
            code="doppelt",
            feld="moeglichkeiten",
        )
    if any(wahl.beginn is not None and wahl.beginn <= jetzt for wahl in moeglichkeiten):
        raise Fachfehler(
            _("Ein Termin liegt in der Vergangenheit. Bitte einen späteren wählen."), code="vergangen"
        )


def _befragte(abfrage: Abfrage) -> list[Abfrageteilnahme]:
    befragte: dict[int, Abfrageteilnahme] = {}
    for zeile in sitzzeilen_am([abfrage.gremium_id], timezone.localdate()):
        besetzung = zeile.mitglied or zeile.stellvertretung
        if besetzung is not None:
            befragte.setdefault(
                besetzung.person_id,
                Abfrageteilnahme(
                    abfrage=abfrage,
                    sitz=zeile.sitz,
                    person=besetzung.person,
                    name=str(besetzung.person),
                    email=besetzung.person.email,
                ),
            )
    Abfrageteilnahme.objects.bulk_create(befragte.values())
    return list(abfrage.teilnahmen.all())


def _versenden(
    abfrage: Abfrage,
    teilnahmen: Sequence[Abfrageteilnahme],
    moeglichkeiten: Sequence[Moeglichkeit],
    akteur: Akteur,
) -> Gestellt:
    mit = [teilnahme for teilnahme in teilnahmen if adresse_normal(teilnahme.email) is not None]
    links = aktionslinks_ausstellen(
        zweck=ABFRAGE_LINK.schluessel,
        ziel_ids=[teilnahme.pk for teilnahme in mit],
        gueltig_bis=abfrage.laeuft_bis,
        akteur=akteur,
    )
    if mit:
        nachricht_aus_mailtext(
            kreis_id=abfrage.kreis_id,
            akteur=akteur,
            mailtext=ABFRAGE.schluessel,
            werte={
                "gremium": abfrage.gremium.kurz,
                "frage": abfrage.frage,
                "erlaeuterung": abfrage.erlaeuterung,
                "optionen": "\n".join(f"– {wahl.text}" for wahl in moeglichkeiten),
                "bis": termin_text(abfrage.laeuft_bis),
            },
            empfaenger=[_empfaenger(teilnahme, link=links[teilnahme.pk]) for teilnahme in mit],
            schluessel=f"{ABFRAGE.schluessel}:{abfrage.pk}",
        )
    ohne = tuple(teilnahme.name for teilnahme in teilnahmen if teilnahme not in mit)
    return Gestellt(abfrage, len(mit), ohne)


def _empfaenger(teilnahme: Abfrageteilnahme, *, link: str = "") -> Empfaenger:
    return Empfaenger(
        teilnahme.name,
        teilnahme.email,
        bezug=f"abfrage:{teilnahme.pk}",
        werte={"name": teilnahme.name},
        geheim={"link": link} if link else {},
    )


# Answering --------------------------------------------------------------------------------------------------


def abfragelink_lesen(token: str) -> Abfrageteilnahme:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    link = aktionslink_finden(token=token, zweck=ABFRAGE_LINK.schluessel)
    return mit_abfrage(link.ziel_id)


def mit_abfrage(teilnahme_id: int) -> Abfrageteilnahme:
    """Mit allem, was die Seite zum Antworten zeigt."""
    return (
        Abfrageteilnahme.objects.select_related("abfrage__gremium__kreis", "sitz__einrichtung")
        .prefetch_related("abfrage__optionen", "meinungen")
        .get(pk=teilnahme_id)
    )


@transaction.atomic
def meinung_per_link(*, token: str, meinungen: Mapping[int, Meinung]) -> Abfrageteilnahme:
    """Ohne Konto: der Link ist das Recht, und nur dazu."""
    teilnahme = _sperren(abfragelink_lesen(token).pk)
    verlange(permissions.abfrage_laeuft(teilnahme.abfrage))
    return _festhalten(teilnahme, meinungen, Antwortweg.LINK)


@transaction.atomic
def meinung_sagen(*, teilnahme_id: int, akteur: Akteur, meinungen: Mapping[int, Meinung]) -> Abfrageteilnahme:
    """Angemeldet, für sich selbst."""
    teilnahme = _sperren(teilnahme_id)
    verlange(permissions.darf_meinung_sagen(akteur, teilnahme))
    return _festhalten(teilnahme, meinungen, Antwortweg.KONTO)


def _sperren(teilnahme_id: int) -> Abfrageteilnahme:
    gremium_sperren(
        Abfrageteilnahme.objects.values_list("abfrage__gremium_id", flat=True).get(pk=teilnahme_id)
    )
    return mit_abfrage(teilnahme_id)


def _festhalten(
    teilnahme: Abfrageteilnahme, meinungen: Mapping[int, Meinung], weg: Antwortweg
) -> Abfrageteilnahme:
    if set(meinungen) != {option.pk for option in teilnahme.abfrage.optionen.all()}:
        raise Fachfehler(_("Bitte zu jeder Möglichkeit etwas wählen."), code="unvollstaendig")
    for option_id, meinung in meinungen.items():
        Abfragemeinung.objects.update_or_create(
            teilnahme=teilnahme, option_id=option_id, defaults={"meinung": meinung.value}
        )
    teilnahme.beantwortet_am, teilnahme.weg = timezone.now(), weg.value
    teilnahme.save(update_fields=["beantwortet_am", "weg"])
    return teilnahme


# Ending -----------------------------------------------------------------------------------------------------


@transaction.atomic
def abfrage_beenden(*, abfrage_id: int, akteur: Akteur) -> Abfrage:
    """Vor der Zeit; was bis dahin gesagt wurde, bleibt das Ergebnis."""
    abfrage = _gesperrt(abfrage_id)
    verlange(permissions.darf_abfrage_aendern(akteur, abfrage))
    abfrage.stand = Abfragestand.BEENDET.value
    return speichere(abfrage, akteur=akteur)


@transaction.atomic
def abfrage_zuruecknehmen(*, abfrage_id: int, akteur: Akteur, grund: str) -> Gestellt:
    """Die Frage hat sich erledigt: alle Befragten bekommen Nachricht mit dem Grund."""
    abfrage = _gesperrt(abfrage_id)
    verlange(permissions.darf_abfrage_aendern(akteur, abfrage))
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte den Grund angeben."), code="ohne_grund", feld="grund")
    abfrage.stand = Abfragestand.ZURUECKGENOMMEN.value
    speichere(abfrage, akteur=akteur, grund=grund)
    teilnahmen = list(abfrage.teilnahmen.all())
    mit = [teilnahme for teilnahme in teilnahmen if adresse_normal(teilnahme.email) is not None]
    if mit:
        nachricht_aus_mailtext(
            kreis_id=abfrage.kreis_id,
            akteur=akteur,
            mailtext=ABFRAGE_ZURUECK.schluessel,
            werte={"gremium": abfrage.gremium.kurz, "frage": abfrage.frage, "grund": grund},
            empfaenger=[_empfaenger(teilnahme) for teilnahme in mit],
            schluessel=f"{ABFRAGE_ZURUECK.schluessel}:{abfrage.pk}",
        )
    return Gestellt(abfrage, len(mit), tuple(t.name for t in teilnahmen if t not in mit))


def _gesperrt(abfrage_id: int) -> Abfrage:
    gremium = gremium_sperren(Abfrage.objects.values_list("gremium_id", flat=True).get(pk=abfrage_id))
    abfrage = Abfrage.objects.get(pk=abfrage_id)
    abfrage.gremium = gremium
    return abfrage
