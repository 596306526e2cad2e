"""Im Umlauf antworten: über den Link, angemeldet, oder von der Geschäftsstelle eingetragen.

Die letzte Antwort eines Sitzes gilt, und das Mitglied geht seiner Stellvertretung vor. Wer dem Umlauf
widerspricht, beendet ihn: dann berät eine Sitzung *(abgeleitet)*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import zeitpunkt
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.versand.domain.aktionslink import aktionslink_finden
from lenkung import permissions
from lenkung.domain.queries.umlauf import mit_umlauf
from lenkung.domain.umlauf import ohne_beschluss_beenden, umlauf_sperren
from lenkung.domain.umlaufpost import UMLAUF_LINK
from lenkung.models import Umlaufstimme, Umlaufteilnahme, Umlaufverfahren
from lenkung.regeln.teilnahme import Antwortweg, Teilnahmerolle
from lenkung.regeln.umlauf import Abbruchart, Eingang, Umlaufwert, geht_vor, rechtzeitig


@dataclass(frozen=True, slots=True)
class Umlaufantwort:
    """`begruendung` nur beim Widerspruch gegen den Umlauf, und dann immer."""

    wert: Umlaufwert
    begruendung: str = ""


@dataclass(frozen=True, slots=True)
class _Eingegangen:
    teilnahme: Umlaufteilnahme
    antwort: Umlaufantwort
    weg: Antwortweg
    am: datetime
    vermerk: str = ""


def umlauflink_lesen(token: str) -> Umlaufteilnahme:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    return mit_umlauf(aktionslink_finden(token=token, zweck=UMLAUF_LINK.schluessel).ziel_id)


@transaction.atomic
def im_umlauf_antworten_per_link(*, token: str, antwort: Umlaufantwort) -> Umlaufteilnahme:
    """Ohne Konto: der Link ist das Recht, und nur dazu."""
    umlauf, teilnahme = _gesperrt(umlauflink_lesen(token).pk)
    verlange(permissions.umlauf_laeuft(umlauf))
    akteur = SystemAkteur("Antwort über den Link", umlauf.kreis_id)
    return _aufnehmen(umlauf, _Eingegangen(teilnahme, antwort, Antwortweg.LINK, timezone.now()), akteur)


@transaction.atomic
def im_umlauf_antworten(*, teilnahme_id: int, akteur: Akteur, antwort: Umlaufantwort) -> Umlaufteilnahme:
    """Angemeldet, für sich selbst."""
    umlauf, teilnahme = _gesperrt(teilnahme_id)
    verlange(permissions.darf_umlauf_beantworten(akteur, teilnahme))
    return _aufnehmen(umlauf, _Eingegangen(teilnahme, antwort, Antwortweg.KONTO, timezone.now()), akteur)


@transaction.atomic
def umlaufantwort_eintragen(
    *, teilnahme_id: int, akteur: Akteur, antwort: Umlaufantwort, eingegangen_am: datetime, vermerk: str
) -> Umlaufteilnahme:
    """Was per Brief oder am Telefon kam; auch nach der Frist, wenn es vorher eingegangen ist."""
    umlauf, teilnahme = _gesperrt(teilnahme_id)
    verlange(permissions.darf_umlaufantwort_eintragen(akteur, umlauf))
    vermerk = " ".join(vermerk.split())
    if not vermerk:
        raise Fachfehler(
            _("Bitte angeben, woher die Antwort stammt, zum Beispiel „Brief vom 12.05.“."),
            code="ohne_vermerk",
            feld="vermerk",
        )
    if eingegangen_am > timezone.now():
        raise Fachfehler(
            _("Dieser Zeitpunkt liegt in der Zukunft. Bitte angeben, wann die Antwort eingegangen ist."),
            code="eingang",
            feld="eingegangen_am",
        )
    return _aufnehmen(
        umlauf,
        _Eingegangen(teilnahme, antwort, Antwortweg.GESCHAEFTSSTELLE, eingegangen_am, vermerk),
        akteur,
    )


def _gesperrt(teilnahme_id: int) -> tuple[Umlaufverfahren, Umlaufteilnahme]:
    umlauf = umlauf_sperren(
        Umlaufteilnahme.objects.values_list("stimme__umlauf_id", flat=True).get(pk=teilnahme_id)
    )
    teilnahme = mit_umlauf(teilnahme_id)
    teilnahme.stimme.umlauf = umlauf
    return umlauf, teilnahme


def _aufnehmen(umlauf: Umlaufverfahren, eingegangen: _Eingegangen, akteur: Akteur) -> Umlaufteilnahme:
    stimme, teilnahme, antwort = eingegangen.teilnahme.stimme, eingegangen.teilnahme, eingegangen.antwort
    begruendung = " ".join(antwort.begruendung.split())
    gegen = antwort.wert is Umlaufwert.GEGEN_UMLAUF
    if gegen and not begruendung:
        raise Fachfehler(
            _("Bitte sagen Sie kurz, warum eine Sitzung beraten soll."), code="ohne_grund", feld="begruendung"
        )
    assert umlauf.begonnen_am is not None  # what runs has begun
    if not rechtzeitig(eingegangen.am, begonnen=umlauf.begonnen_am, frist=umlauf.frist):
        raise Fachfehler(
            _("Gezählt wird nur, was zwischen %(von)s und %(bis)s eingeht.")
            % {"von": zeitpunkt(umlauf.begonnen_am), "bis": zeitpunkt(umlauf.frist)},
            code="nicht_rechtzeitig",
            feld="eingegangen_am",
        )
    _verlange_vorrang(stimme, Eingang(Teilnahmerolle(teilnahme.rolle), eingegangen.am))
    neu = (antwort.wert.value, teilnahme.rolle, teilnahme.name, eingegangen.weg.value, eingegangen.vermerk)
    # The same answer once more is no other answer.
    if neu != (stimme.wert, stimme.rolle, stimme.durch_name, stimme.weg, stimme.vermerk):
        stimme.wert, stimme.rolle, stimme.durch_name, stimme.weg, stimme.vermerk = neu
        stimme.beantwortet_am = eingegangen.am
        speichere(stimme, akteur=akteur, grund=eingegangen.vermerk)
    if gegen:
        ohne_beschluss_beenden(
            umlauf,
            Abbruchart.WIDERSPRUCH,
            begruendung[:1000],
            akteur,
            mitteilung=_("Ein Mitglied hat dem Umlauf widersprochen; darüber soll eine Sitzung beraten."),
            als_vorschlag=True,
        )
    return teilnahme


def _verlange_vorrang(stimme: Umlaufstimme, neu: Eingang) -> None:
    if stimme.beantwortet_am is None:
        return
    bisher = Eingang(Teilnahmerolle(stimme.rolle), stimme.beantwortet_am)
    if geht_vor(neu, bisher):
        return
    if neu.rolle is not bisher.rolle:
        raise Fachfehler(
            _("Das Mitglied hat schon geantwortet; dessen Stimme gilt für den Sitz."),
            code="mitglied_geht_vor",
        )
    raise Fachfehler(
        _("Von diesem Sitz liegt schon eine spätere Antwort vor; sie gilt."),
        code="spaetere_gilt",
        feld="eingegangen_am",
    )
