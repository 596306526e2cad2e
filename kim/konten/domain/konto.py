"""Konten anlegen, ändern, sperren; Passwort und zweiter Faktor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import verweigert
from kim.basis.fehler import Fachfehler, verlange
from kim.konten import permissions
from kim.konten.domain.links import links_schliessen
from kim.konten.domain.nachrichten import konto_benachrichtigen
from kim.konten.domain.sperren import letzte_verwaltung_schuetzen
from kim.konten.models import Konto, neue_sitzungsmarke
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.texte import Anlass
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import personen_im_kreis


def konto_fuer_aenderung(konto_id: int) -> Konto:
    """Gesperrt und frisch gelesen: nie der Satz, den eine Seite hereinreicht."""
    return Konto.objects.select_for_update().get(pk=konto_id)


@transaction.atomic
def konto_anlegen(
    *, kreis_id: int, email: str, name: str, akteur: Akteur, person_id: int | None = None, grund: str = ""
) -> Konto:
    """Ein Konto ohne Passwort; die Person setzt es selbst über ihre Einladung (`einladung_senden`)."""
    verlange(permissions.darf_verwalten(akteur, kreis_id))
    email = email.strip().lower()
    fremdes = Konto.objects.filter(email=email).exclude(kreis_id=kreis_id).exists()
    if fremdes:
        # An address signs in to one account. That another Kreis has it must not be told here.
        raise Fachfehler(
            _(
                "Mit dieser E-Mail-Adresse lässt sich kein Konto anlegen. Bitte eine andere Adresse "
                "verwenden."
            ),
            code="email",
            feld="email",
        )
    konto = Konto(kreis_id=kreis_id, email=email, name=name)
    konto.set_unusable_password()
    _person_setzen(konto, person_id)
    return speichere(konto, akteur=akteur, grund=grund or _("Konto angelegt"))


@transaction.atomic
def konto_aendern(
    *, konto_id: int, name: str, person_id: int | None, akteur: Akteur, grund: str = ""
) -> Konto:
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_verwalten(akteur, konto.kreis_id))
    konto.name = name
    _person_setzen(konto, person_id)
    return speichere(konto, akteur=akteur, grund=grund)


def _person_setzen(konto: Konto, person_id: int | None) -> None:
    person = None
    if person_id is not None:
        person = personen_im_kreis(konto.kreis_id or 0).filter(pk=person_id).first()
        if person is None:
            raise Fachfehler(
                _("Diese Person gibt es in den Stammdaten nicht. Bitte eine andere wählen."),
                code="person",
                feld="person",
            )
    konto.person = person


@transaction.atomic
def eigenen_namen_aendern(*, konto_id: int, name: str, akteur: Akteur) -> Konto:
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_eigenes_aendern(akteur, konto))
    konto.name = name
    return speichere(konto, akteur=akteur, grund=_("Eigener Name geändert"))


@transaction.atomic
def konto_sperren(*, konto_id: int, akteur: Akteur, grund: str) -> Konto:
    """Beendet den Zugang sofort, auch in offenen Sitzungen. Die Rollen bleiben stehen und gelten nicht."""
    grund = begruendung(grund)
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_sperren(akteur, konto))
    letzte_verwaltung_schuetzen(kreis_id=konto.kreis_id, faellt_weg=Q(konto=konto))
    konto.is_active = False
    konto.gesperrt_am = timezone.now()
    konto.sperrgrund = grund
    konto.sitzungsmarke = neue_sitzungsmarke()
    links_schliessen(konto_id=konto.pk)
    return speichere(konto, akteur=akteur, grund=grund)


@transaction.atomic
def konto_entsperren(*, konto_id: int, akteur: Akteur, grund: str) -> Konto:
    grund = begruendung(grund)
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_entsperren(akteur, konto))
    konto.is_active = True
    konto.gesperrt_am = None
    konto.sperrgrund = ""
    return speichere(konto, akteur=akteur, grund=grund)


@transaction.atomic
def zweiten_faktor_zuruecksetzen(*, konto_id: int, akteur: Akteur, grund: str) -> Konto:
    """Nach Verlust des Geräts: alle zweiten Faktoren weg, alle Sitzungen beendet, die Person erfährt
    davon."""
    grund = begruendung(grund)
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_zweiten_faktor_zuruecksetzen(akteur, konto))
    geloescht, _je_modell = Authenticator.objects.filter(user=konto).delete()
    if not geloescht:
        raise Fachfehler(
            _("Für dieses Konto ist kein zweiter Faktor eingerichtet. Es gibt nichts zurückzusetzen."),
            code="kein_zweiter_faktor",
        )
    konto.sitzungsmarke = neue_sitzungsmarke()
    speichere(konto, akteur=akteur, grund=_("Zweiter Faktor zurückgesetzt: %(grund)s") % {"grund": grund})
    konto_benachrichtigen(konto=konto, anlass=Anlass.FAKTOR_ZURUECKGESETZT, akteur=akteur)
    return konto


@transaction.atomic
def passwort_setzen(*, konto_id: int, passwort: str, akteur: Akteur) -> Konto:
    """Geprüft hat es die Eingabeseite. Andere Sitzungen enden, eine offene Einladung ist damit erledigt."""
    konto = konto_fuer_aenderung(konto_id)
    if not konto.is_active:
        verlange(verweigert(_("Ihr Konto ist gesperrt.")))
    verlange(permissions.darf_eigenes_aendern(akteur, konto))
    konto.set_password(passwort)
    speichere(konto, akteur=akteur, grund=_("Passwort gesetzt"))
    links_schliessen(konto_id=konto.pk, zweck=Linkzweck.EINLADUNG)
    return konto


@transaction.atomic
def sicherheitsereignis_festhalten(*, konto_id: int, anlass: Anlass, grund: str, akteur: Akteur) -> None:
    """Zweiter Faktor, Passwort oder Verzeichnis geändert: steht im Verlauf, und die Person bekommt eine
    E-Mail."""
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_eigenes_aendern(akteur, konto))
    speichere(konto, akteur=akteur, grund=grund)
    konto_benachrichtigen(konto=konto, anlass=anlass, akteur=akteur)


@transaction.atomic
def verzeichnis_trennen(*, konto_id: int, verbindung_id: int, akteur: Akteur) -> None:
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_eigenes_aendern(akteur, konto))
    if not konto.has_usable_password():
        raise Fachfehler(
            _(
                "Ohne diese Verbindung könnten Sie sich nicht mehr anmelden. Bitte zuerst über „Passwort "
                "vergessen“ "
                "ein Passwort setzen."
            ),
            code="letzter_zugang",
        )
    SocialAccount.objects.filter(user=konto, pk=verbindung_id).delete()
    speichere(konto, akteur=akteur, grund=_("Verbindung zum Verzeichnis gelöst"))
    konto_benachrichtigen(konto=konto, anlass=Anlass.VERZEICHNIS_GETRENNT, akteur=akteur)


def begruendung(grund: str) -> str:
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte begründen Sie diesen Schritt."), code="grund", feld="grund")
    return grund
