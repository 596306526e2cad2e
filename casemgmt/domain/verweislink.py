"""Was die andere Seite ohne Konto tut: den Link öffnen, den Code eingeben, antworten.

Das Öffnen liest nur und verbraucht nichts: Prüfprogramme von Mailservern öffnen jeden Link. Erst der Code,
auf einem zweiten Weg mitgeteilt, zeigt, worum es geht; er wird bei jedem Schritt wieder verlangt.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.verweis import Antwort, beantworten, verweis_sperren, zurueckziehen
from casemgmt.domain.verweisdaten import angaben, datenurteil
from casemgmt.domain.verweispost import VERWEISLINK, link_senden
from casemgmt.models import Verweis, Verweiszugang
from casemgmt.regeln.verweis import (
    CODE_LAENGE,
    CODE_TAGE,
    CODE_VERSUCHE,
    OFFEN,
    ZEICHEN,
    Codestand,
    Kanal,
    Rueckzugsgrund,
    Schrittweg,
    Verweisstand,
    code_normal,
    codestand,
)
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.versand.domain.aktionslink import LinkUngueltig, aktionslink_finden

ANTWORTEN_PER_LINK = frozenset({Verweisstand.ANGENOMMEN, Verweisstand.ABGELEHNT, Verweisstand.ERLEDIGT})


@dataclass(frozen=True, slots=True)
class Geoeffnet:
    """Was nach dem richtigen Code zu lesen ist."""

    verweis: Verweis
    angaben: tuple[tuple[str, str], ...]
    ohne_einwilligung: bool = False


@dataclass(frozen=True, slots=True)
class Abgewiesen:
    """Nichts ist zu lesen; `uebrig`: wie oft der Code noch eingegeben werden kann."""

    meldung: str
    uebrig: int = 0


# The second channel -----------------------------------------------------------------------------------------


@transaction.atomic
def code_erzeugen(*, verweis_id: int, akteur: Akteur) -> str:
    """Zum Ansagen am Telefon oder zum Mitgeben, nur einmal gezeigt. Ein älterer gilt nicht mehr."""
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_fuehren(akteur, verweis))
    if verweis.kanal != Kanal.MAIL or verweis.lage not in OFFEN:
        raise Fachfehler(_("Zu diesem Verweis ist kein Link offen."), code="kein_link")
    code = "".join(secrets.choice(ZEICHEN) for _n in range(CODE_LAENGE))
    zugang = Verweiszugang.objects.select_for_update().get(verweis=verweis)
    zugang.code_hash = make_password(code)
    zugang.gueltig_bis = timezone.now() + timedelta(days=CODE_TAGE)
    zugang.fehlversuche = 0
    zugang.save()
    return code


@transaction.atomic
def link_erneuern(*, verweis_id: int, akteur: Akteur) -> Verweis:
    """Die E-Mail ist verloren: ein neuer Link, der alte gilt nicht mehr."""
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_verweis_fuehren(akteur, verweis))
    if verweis.kanal != Kanal.MAIL or verweis.lage not in OFFEN:
        raise Fachfehler(_("Zu diesem Verweis ist kein Link offen."), code="kein_link")
    urteil = datenurteil(verweis, timezone.now())
    if not urteil:
        raise Fachfehler(urteil.text, code="einwilligung")
    link_senden(verweis, akteur)
    return verweis


# Without an account -----------------------------------------------------------------------------------------


def _zugang(token: str) -> Verweiszugang:
    link = aktionslink_finden(token=token, zweck=VERWEISLINK.schluessel)
    zugang = Verweiszugang.objects.select_related("verweis__kreis", "verweis__kommune").filter(
        pk=link.ziel_id
    )
    gefunden = zugang.first()
    if gefunden is None:
        raise LinkUngueltig(_nicht_offen(), code="widerrufen")
    return gefunden


def _nicht_offen() -> str:
    return _("Dieser Verweis ist nicht mehr offen.")


def verweislink_lesen(token: str) -> Verweiszugang:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    zugang = _zugang(token)
    if zugang.verweis.lage not in OFFEN:
        raise LinkUngueltig(_nicht_offen(), code="widerrufen")
    return zugang


@transaction.atomic
def mit_code_oeffnen(*, token: str, code: str) -> Geoeffnet | Abgewiesen:
    """Zählt falsche Eingaben und hört nach wenigen auf; der richtige Code verbraucht nichts."""
    geprueft = _geprueft(token, code)
    if isinstance(geprueft, Abgewiesen):
        return geprueft
    verweis, akteur = geprueft, _andere_seite(geprueft)
    lesezugriff_protokollieren(
        akteur=akteur,
        objekt=verweis,
        anlass=_("über den persönlichen Link mit Code geöffnet"),
        kennzeichen=verweis.fall.aktenzeichen if verweis.fall is not None else "",
    )
    klient = verweis.klient
    return Geoeffnet(
        verweis,
        tuple(angaben(klient, verweis.datenklassen)) if klient is not None else (),
        datenurteil(verweis, timezone.now()).ohne_einwilligung,
    )


@transaction.atomic
def per_link_antworten(*, token: str, code: str, antwort: Antwort) -> Verweis | Abgewiesen:
    """Ohne Konto: Link und Code sind das Recht, und nur dazu."""
    geprueft = _geprueft(token, code)
    if isinstance(geprueft, Abgewiesen):
        return geprueft
    if antwort.stand not in ANTWORTEN_PER_LINK:
        raise Fachfehler(_("Diese Antwort gibt es nicht."), code="antwort", feld="stand")
    return beantworten(geprueft, antwort, _andere_seite(geprueft), Schrittweg.LINK)


def _andere_seite(verweis: Verweis) -> SystemAkteur:
    return SystemAkteur(str(verweis.person or verweis.einrichtung), verweis.kreis_id)


def _geprueft(token: str, code: str) -> Verweis | Abgewiesen:
    """Unter der Sperre: Link, Stand, Einwilligung, dann der Code."""
    verweis = verweis_sperren(_zugang(token).verweis_id)
    zugang = Verweiszugang.objects.select_for_update().get(verweis=verweis)
    jetzt = timezone.now()
    if verweis.lage not in OFFEN:
        return Abgewiesen(_nicht_offen())
    if not datenurteil(verweis, jetzt):
        zurueckziehen(
            verweis,
            Rueckzugsgrund.WIDERRUF,
            SystemAkteur("Einwilligung", verweis.kreis_id),
            Schrittweg.SYSTEM,
        )
        return Abgewiesen(_nicht_offen())
    stand = codestand(
        code_hash=zugang.code_hash,
        gueltig_bis=zugang.gueltig_bis,
        fehlversuche=zugang.fehlversuche,
        jetzt=jetzt,
    )
    if stand is not Codestand.OFFEN:
        return Abgewiesen(_MELDUNGEN[stand]())
    if not check_password(code_normal(code), zugang.code_hash):
        zugang.fehlversuche += 1
        zugang.save(update_fields=["fehlversuche"])
        uebrig = CODE_VERSUCHE - zugang.fehlversuche
        if uebrig <= 0:
            return Abgewiesen(_MELDUNGEN[Codestand.VERBRAUCHT]())
        return Abgewiesen(
            _("Dieser Code stimmt nicht. Sie können es noch %(n)s-mal versuchen.") % {"n": uebrig}, uebrig
        )
    if zugang.gelesen_am is None:
        zugang.gelesen_am = jetzt
        zugang.save(update_fields=["gelesen_am"])
    return verweis


_MELDUNGEN = {
    Codestand.KEINER: lambda: _(
        "Es ist noch kein Code vergeben. Bitte rufen Sie die Stelle an, von der die E-Mail kam."
    ),
    Codestand.ABGELAUFEN: lambda: _(
        "Der Code ist abgelaufen. Bitte rufen Sie die Stelle an, von der die E-Mail kam, und bitten Sie um "
        "einen neuen."
    ),
    Codestand.VERBRAUCHT: lambda: _(
        "Der Code wurde zu oft falsch eingegeben und gilt nicht mehr. Bitte rufen Sie die Stelle an, von der "
        "die E-Mail kam, und bitten Sie um einen neuen."
    ),
}
