"""Einladung: die Person setzt ihr Passwort selbst oder verbindet ihr Konto mit dem Verzeichnis des
Kreises."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.konten import permissions
from kim.konten.domain.konto import konto_fuer_aenderung, passwort_setzen
from kim.konten.domain.links import link_ausstellen, link_einloesen, link_finden, link_offen, zu_frueh
from kim.konten.domain.nachrichten import konto_benachrichtigen
from kim.konten.models import Konto, Kontolink
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.texte import Anlass
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def einladung_senden(*, konto_id: int, akteur: Akteur) -> Kontolink:
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_einladen(akteur, konto))
    token, link = link_ausstellen(konto=konto, zweck=Linkzweck.EINLADUNG, akteur=akteur)
    konto_benachrichtigen(
        konto=konto,
        anlass=Anlass.EINLADUNG,
        akteur=akteur,
        ziel=("konten:einladung", token),
        gueltig_bis=link.gueltig_bis,
    )
    speichere(konto, akteur=akteur, grund=_("Einladung gesendet"))
    return link


@transaction.atomic
def einladung_annehmen(*, token: str, passwort: str) -> Konto:
    """Einmal und nur solange die Einladung gilt. Das Passwort hat die Eingabeseite geprüft."""
    link = _offene_einladung(token)
    link_einloesen(link)
    konto = Konto.objects.get(pk=link.konto_id)
    return passwort_setzen(konto_id=konto.pk, passwort=passwort, akteur=konto)


@transaction.atomic
def einladung_mit_verzeichnis_annehmen(*, token: str, kreis_kuerzel: str) -> Konto:
    """Die Person hat sich beim Verzeichnis ausgewiesen, das dem Kreis gehört; der Aufrufer verbindet das
    Konto."""
    link = _offene_einladung(token)
    konto = konto_fuer_aenderung(link.konto_id)
    if konto.kreis is None or konto.kreis.kuerzel != kreis_kuerzel:
        raise Fachfehler(_("Dieses Verzeichnis gehört zu einem anderen Kreis."), code="fremder_kreis")
    link_einloesen(link)
    return speichere(konto, akteur=konto, grund=_("Einladung über das Verzeichnis angenommen"))


@transaction.atomic
def einladung_neu_anfordern(*, token: str) -> None:
    """Nach Ablauf: eine neue E-Mail an dieselbe Adresse. Sagt nicht, ob es das Konto gibt."""
    link = link_finden(token=token, zweck=Linkzweck.EINLADUNG)
    if link is None or link.eingeloest_am is not None:
        return
    konto = link.konto
    if (
        not konto.is_active
        or konto.has_usable_password()
        or zu_frueh(konto_id=konto.pk, zweck=Linkzweck.EINLADUNG)
    ):
        return
    einladung_senden(konto_id=konto.pk, akteur=SystemAkteur("Einladung neu angefordert", konto.kreis_id))


def _offene_einladung(token: str) -> Kontolink:
    link = link_finden(token=token, zweck=Linkzweck.EINLADUNG, gesperrt=True)
    if link is None or not link_offen(link):
        raise Fachfehler(
            _("Diese Einladung gilt nicht mehr. Bitte fordern Sie eine neue an."), code="einladung_ungueltig"
        )
    return link
