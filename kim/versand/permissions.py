"""Who sees the Postausgang and who may word mail texts. Default deny; every answer says why.

Two rights, because operators must see that mail gets out, but not what stands in it.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht
from kim.versand.models import Mailtext, Nachricht, Zustellung
from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, Stand

SEHEN = Recht("versand.postausgang_sehen", "sehen, ob Nachrichten zugestellt wurden, und sie erneut senden")
INHALT_SEHEN = Recht(
    "versand.inhalt_sehen", "lesen, was in Nachrichten des Kreises steht und an wen sie gehen"
)
TEXTE_AENDERN = Recht("versand.texte_aendern", "den Wortlaut der Mailtexte des Kreises ändern")
RECHTE_DIESES_RAUMS = (SEHEN, INHALT_SEHEN, TEXTE_AENDERN)


def kreise_mit(akteur: Akteur, recht: Recht) -> set[int]:
    """Only a role on the Kreis itself counts: a Nachricht belongs to the Kreis, not to a part of it."""
    return {b.kreis_id for b in akteur.bereiche_mit(recht.schluessel) if b == Bereich.kreis(b.kreis_id)}


def sichtbare_nachrichten(akteur: Akteur) -> QuerySet[Nachricht]:
    return Nachricht.objects.filter(kreis_id__in=kreise_mit(akteur, SEHEN))


def sichtbare_zustellungen(akteur: Akteur) -> QuerySet[Zustellung]:
    return Zustellung.objects.filter(nachricht__kreis_id__in=kreise_mit(akteur, SEHEN))


def sichtbare_mailtexte(akteur: Akteur) -> QuerySet[Mailtext]:
    return Mailtext.objects.filter(kreis_id__in=kreise_mit(akteur, TEXTE_AENDERN))


def postausgang_ist_postfach() -> bool:
    """Where nothing leaves the house, the Postausgang is the only place in which a mail can be read at
    all."""
    return str(settings.KIM_VERSANDWEG) == "postausgang"


def darf_inhalt_sehen(akteur: Akteur, nachricht: Nachricht) -> Erlaubnis:
    if nachricht.kreis_id is None:
        return verweigert(_("Diese Nachricht gehört zu keinem Kreis."))
    bereich = Bereich.kreis(nachricht.kreis_id)
    if postausgang_ist_postfach():
        return akteur.hat_recht(SEHEN.schluessel, bereich)
    if nachricht.vertraulich:
        return verweigert(_("Diese Nachricht ist vertraulich: nur die angeschriebene Person liest sie."))
    return akteur.hat_recht(INHALT_SEHEN.schluessel, bereich)


def darf_wiederholen(akteur: Akteur, zustellung: Zustellung) -> Erlaubnis:
    wartet_auf_zweiten = zustellung.stand == Stand.WARTET and zustellung.versuche > 0
    if zustellung.stand not in BRAUCHT_MENSCHEN and not wartet_auf_zweiten:
        return verweigert(_("Diese Zustellung ist unterwegs oder abgeschlossen."))
    return _im_kreis(akteur, SEHEN, zustellung)


def darf_erledigen(akteur: Akteur, zustellung: Zustellung) -> Erlaubnis:
    """Whether a letter or a call replaces the mail is for those to say who know what stood in it."""
    if zustellung.stand not in BRAUCHT_MENSCHEN:
        return verweigert(
            _("Nur eine gescheiterte oder zurückgehaltene Zustellung lässt sich anders erledigen.")
        )
    return _im_kreis(akteur, INHALT_SEHEN, zustellung)


def _im_kreis(akteur: Akteur, recht: Recht, zustellung: Zustellung) -> Erlaubnis:
    kreis_id = zustellung.nachricht.kreis_id
    if kreis_id is None:
        return verweigert(_("Diese Nachricht gehört zu keinem Kreis."))
    return akteur.hat_recht(recht.schluessel, Bereich.kreis(kreis_id))


def darf_texte_aendern(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(TEXTE_AENDERN.schluessel, Bereich.kreis(kreis_id))


def darf_probemail_senden(akteur: Akteur, kreis_id: int, konto_id: int | None) -> Erlaubnis:
    if akteur.konto_id is None or akteur.konto_id != konto_id:
        return verweigert(_("Eine Probemail geht nur an die eigene Adresse."))
    erlaubnis = darf_texte_aendern(akteur, kreis_id)
    return erlaubt(_("an die eigene Adresse")) if erlaubnis else erlaubnis
