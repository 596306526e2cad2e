"""Zustellungen senden: übernehmen, abgeben, festhalten.

Das Abgeben liegt zwischen zwei Transaktionen. Stirbt der Dienst dazwischen, läuft seine Frist ab und ein
anderer gibt dieselbe E-Mail mit derselben Message-ID noch einmal ab: Byte für Byte dieselbe, so dass ein
Mailserver, der danach unterscheidet, sie nur einmal zustellt.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.auftragsart import Fortschritt
from kim.basis.fehler import Fachfehler
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.versand.domain.mail import mail_bauen
from kim.versand.domain.wege import Abgewiesen, Antwort, NichtErreichbar, Versandweg, versandweg, vorerst
from kim.versand.models import Anhang, Zustellung, Zustellversuch
from kim.versand.regeln.antwort import ablehnung_in_worten, bereinigt
from kim.versand.regeln.stand import Ausgang, Stand
from kim.versand.regeln.wiederholung import HOECHSTENS, naechster_versuch

protokoll = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bilanz:
    gesendet: int
    versucht: int
    offen: int


def faellige_zustellungen(*, jetzt: datetime) -> QuerySet[Zustellung]:
    """Was warten gelassen wurde und an der Reihe ist, und was ein verschwundener Dienst angefangen hat."""
    return Zustellung.objects.filter(
        Q(stand=Stand.WARTET.value, faellig_ab__lte=jetzt)
        | Q(stand=Stand.IN_VERSAND.value, frist_bis__lt=jetzt)
    ).order_by("faellig_ab", "pk")


def nachricht_senden(*, nachricht_id: int, fortschritt: Fortschritt) -> Bilanz:
    return _senden(faellige_zustellungen(jetzt=timezone.now()).filter(nachricht_id=nachricht_id), fortschritt)


def faellige_senden(*, fortschritt: Fortschritt, hoechstens: int = 500) -> Bilanz:
    """Der Kehrlauf des Versands: was ein zweites Mal versucht wird und was liegen blieb."""
    return _senden(faellige_zustellungen(jetzt=timezone.now())[:hoechstens], fortschritt)


def _senden(menge: QuerySet[Zustellung], fortschritt: Fortschritt) -> Bilanz:
    nummern = list(menge.values_list("pk", flat=True))
    gesendet = versucht = 0
    erster_fehler: Exception | None = None
    with versandweg() as weg:
        for nummer in nummern:
            try:
                stand = zustellung_senden(zustellung_id=nummer, weg=weg)
            except NichtErreichbar:
                # The next one would meet the same closed door. They wait, and the sweep knocks again.
                versucht += 1
                break
            except Exception as fehler:
                # One bad mail must not hold up the others; the job fails loudly at the end.
                protokoll.error("delivery %s: %s", nummer, type(fehler).__name__)
                erster_fehler = erster_fehler or fehler
                continue
            versucht += 1
            gesendet += stand is Stand.GESENDET
            fortschritt.melden(versucht, len(nummern))
    if erster_fehler is not None:
        raise erster_fehler
    return Bilanz(gesendet, versucht, len(nummern) - gesendet)


def zustellung_senden(*, zustellung_id: int, weg: Versandweg) -> Stand | None:
    """None: es gab hier nichts (mehr) zu tun. NichtErreichbar wird festgehalten und weitergereicht."""
    zustellung = Zustellung.objects.select_related("nachricht").get(pk=zustellung_id)
    mail = _gebaut(zustellung)
    uebernommen = _uebernehmen(zustellung_id, mail)
    if isinstance(uebernommen, Stand) or uebernommen is None:
        return uebernommen
    lauf, inhalt = uebernommen
    try:
        antwort = weg.abgeben(
            absender=zustellung.nachricht.absender_adresse, adresse=zustellung.adresse, mail=inhalt
        )
    except Abgewiesen as abgewiesen:
        return _abweisung_festhalten(zustellung_id, lauf, abgewiesen)
    except NichtErreichbar as fehler:
        _verschieben(zustellung_id, lauf, Ausgang.NICHT_ERREICHBAR, fehler.grund, fehler.antwort)
        raise
    return _annahme_festhalten(zustellung_id, lauf, antwort, timezone.now())


def _gebaut(zustellung: Zustellung) -> bytes | Fachfehler:
    try:
        anhaenge = [
            (anhang, _inhalt(anhang)) for anhang in zustellung.nachricht.anhaenge.select_related("dokument")
        ]
    except Fachfehler as fehler:
        return fehler
    return mail_bauen(zustellung, anhaenge)


def _inhalt(anhang: Anhang) -> bytes:
    if anhang.dokument.sha256 != anhang.sha256:
        raise Fachfehler(
            _("Der Anhang „{name}“ wurde seit dem Verfassen verändert.").format(name=anhang.name),
            code="anhang",
        )
    try:
        return inhalt_von(anhang.dokument)
    except Fachfehler as fehler:
        raise Fachfehler(
            _("Der Anhang „{name}“ lässt sich nicht lesen. {grund}").format(
                name=anhang.name, grund=fehler.meldung
            ),
            code="anhang",
        ) from fehler


@transaction.atomic
def _uebernehmen(zustellung_id: int, mail: bytes | Fachfehler) -> tuple[int, bytes] | Stand | None:
    """Unter Sperre: noch fällig, noch erlaubt? Dann gehört die Zustellung für eine Frist diesem Lauf."""
    jetzt = timezone.now()
    zustellung = (
        faellige_zustellungen(jetzt=jetzt)
        .select_for_update(of=("self",))
        .select_related("nachricht")
        .filter(pk=zustellung_id)
        .first()
    )
    if zustellung is None:
        return None
    if zustellung.stand == Stand.IN_VERSAND:
        _versuch_beenden(zustellung, zustellung.lauf, Ausgang.ABGEBROCHEN, _abgebrochen(), None, jetzt)
        if zustellung.versuche >= HOECHSTENS:
            return _zum_menschen(zustellung, Stand.GESCHEITERT, _abgebrochen())
    if isinstance(mail, Fachfehler):
        return _zum_menschen(zustellung, Stand.GESCHEITERT, mail.meldung)
    if zustellung.nachricht.vorbehalt:
        erlaubnis = SENDEVORBEHALTE[zustellung.nachricht.vorbehalt].fragen(
            zustellung.nachricht_id, zustellung.pk
        )
        if not erlaubnis:
            return _zum_menschen(zustellung, Stand.ZURUECKGEHALTEN, erlaubnis.grund)
    zustellung.stand = Stand.IN_VERSAND.value
    zustellung.versuche += 1
    zustellung.lauf += 1
    zustellung.frist_bis = jetzt + timedelta(seconds=settings.KIM_VERSAND_FRIST_SEKUNDEN)
    zustellung.save()
    Zustellversuch.objects.create(zustellung=zustellung, lauf=zustellung.lauf, begonnen_am=jetzt)
    return zustellung.lauf, mail


def _zum_menschen(zustellung: Zustellung, stand: Stand, grund: str) -> Stand:
    zustellung.stand, zustellung.grund, zustellung.frist_bis = stand.value, grund[:500], None
    zustellung.save()
    return stand


@transaction.atomic
def _annahme_festhalten(zustellung_id: int, lauf: int, antwort: Antwort, angenommen_am: datetime) -> Stand:
    """Was der Mailserver angenommen hat, ist gesendet, gleich wem die Zeile inzwischen gehört; die erste
    Annahme gilt."""
    zustellung = Zustellung.objects.select_for_update().get(pk=zustellung_id)
    wortlaut = _wortlaut(zustellung, antwort)
    _versuch_beenden(zustellung, lauf, Ausgang.ANGENOMMEN, "", wortlaut, angenommen_am)
    if zustellung.stand != Stand.GESENDET:
        zustellung.stand = Stand.GESENDET.value
        zustellung.angenommen_am = angenommen_am
        zustellung.server_antwort = wortlaut
        zustellung.frist_bis, zustellung.grund = None, ""
        if settings.KIM_VERSANDWEG != "postausgang":
            # In the demo the Postausgang is the mailbox; everywhere else only the person keeps the link.
            zustellung.geheim = {}
        zustellung.save()
    return Stand.GESENDET


@transaction.atomic
def _abweisung_festhalten(zustellung_id: int, lauf: int, abgewiesen: Abgewiesen) -> Stand | None:
    antwort = abgewiesen.antwort
    grund = ablehnung_in_worten(antwort.code, antwort.text)
    if vorerst(abgewiesen):
        return _verschieben(zustellung_id, lauf, Ausgang.VERSCHOBEN, grund, antwort)
    zustellung = _mein(zustellung_id, lauf)
    if zustellung is None:
        return None
    zustellung.server_antwort = _wortlaut(zustellung, antwort)
    _versuch_beenden(zustellung, lauf, Ausgang.ABGELEHNT, grund, zustellung.server_antwort, timezone.now())
    return _zum_menschen(zustellung, Stand.GESCHEITERT, grund)


@transaction.atomic
def _verschieben(
    zustellung_id: int, lauf: int, ausgang: Ausgang, grund: str, antwort: Antwort | None
) -> Stand | None:
    zustellung = _mein(zustellung_id, lauf)
    if zustellung is None:
        return None
    jetzt = timezone.now()
    zustellung.server_antwort = _wortlaut(zustellung, antwort)
    _versuch_beenden(zustellung, lauf, ausgang, grund, zustellung.server_antwort, jetzt)
    naechster = naechster_versuch(versuche=zustellung.versuche, jetzt=jetzt)
    if naechster is None:
        return _zum_menschen(
            zustellung,
            Stand.GESCHEITERT,
            _("{grund} KIM hat es {anzahl}-mal versucht.").format(grund=grund, anzahl=zustellung.versuche),
        )
    zustellung.stand, zustellung.faellig_ab = Stand.WARTET.value, naechster
    zustellung.grund, zustellung.frist_bis = grund[:500], None
    zustellung.save()
    return Stand.WARTET


def _mein(zustellung_id: int, lauf: int) -> Zustellung | None:
    """Nur solange die Zustellung noch diesem Lauf gehört."""
    zustellung = (
        Zustellung.objects.select_for_update()
        .filter(pk=zustellung_id, lauf=lauf, stand=Stand.IN_VERSAND.value)
        .first()
    )
    if zustellung is None:
        protokoll.warning("delivery %s: run %s ended after another had taken over", zustellung_id, lauf)
    return zustellung


def _wortlaut(zustellung: Zustellung, antwort: Antwort | None) -> str:
    if antwort is None:
        return ""
    return bereinigt(f"{antwort.code} {antwort.text}", name=zustellung.empfaenger_name)


def _versuch_beenden(
    zustellung: Zustellung, lauf: int, ausgang: Ausgang, grund: str, antwort: str | None, wann: datetime
) -> None:
    Zustellversuch.objects.filter(zustellung=zustellung, lauf=lauf).update(
        beendet_am=wann, ausgang=ausgang.value, grund=grund[:500], antwort=antwort or ""
    )


def _abgebrochen() -> str:
    return _("Der Versanddienst wurde mitten im Senden beendet.")
