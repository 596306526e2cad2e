"""Anmeldung mit einem Link aus einer E-Mail, für Mitglieder und Stellvertretungen eines Gremiums."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import SystemAkteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.fehler import Fachfehler
from kim.konten.domain.links import link_ausstellen, link_einloesen, link_finden, link_offen, zu_frueh
from kim.konten.domain.nachrichten import konto_benachrichtigen
from kim.konten.models import Konto
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.rollen import anmeldelink_moeglich
from kim.konten.regeln.texte import Anlass


def darf_mit_link(konto: Konto) -> Erlaubnis:
    if not konto.is_active:
        return verweigert(_("Dieses Konto ist gesperrt."))
    if not anmeldelink_moeglich(frozenset(z.rolle for z in konto.wirksame_zuweisungen())):
        return verweigert(_("Mit dieser Rolle meldet man sich mit Passwort an."))
    return erlaubt(_("Mitglied oder Stellvertretung eines Gremiums"))


@transaction.atomic
def anmeldelink_anfordern(*, email: str) -> None:
    """Sagt nie, ob es das Konto gibt: wer fragt, bekommt immer dieselbe Antwort."""
    konto = Konto.objects.select_for_update().filter(email=email.strip().lower()).first()
    if konto is None or not darf_mit_link(konto) or zu_frueh(konto_id=konto.pk, zweck=Linkzweck.ANMELDUNG):
        return
    akteur = SystemAkteur("Anmeldelink", konto.kreis_id)
    token, link = link_ausstellen(konto=konto, zweck=Linkzweck.ANMELDUNG, akteur=akteur)
    konto_benachrichtigen(
        konto=konto,
        anlass=Anlass.ANMELDELINK,
        akteur=akteur,
        ziel=("konten:anmeldelink-einloesen", token),
        gueltig_bis=link.gueltig_bis,
    )


@transaction.atomic
def anmeldelink_einloesen(*, token: str) -> Konto:
    """Einmal, innerhalb der Frist, und nur wenn die Rolle es jetzt noch erlaubt."""
    link = link_finden(token=token, zweck=Linkzweck.ANMELDUNG, gesperrt=True)
    if link is None or not link_offen(link):
        raise _ungueltig()
    konto = Konto.objects.get(pk=link.konto_id)
    if not darf_mit_link(konto):
        raise _ungueltig()
    link_einloesen(link)
    return konto


def _ungueltig() -> Fachfehler:
    return Fachfehler(
        _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an."), code="anmeldelink_ungueltig"
    )
