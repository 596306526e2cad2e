"""Circular decisions: who prepares, begins and establishes them, who answers, who sees how one voted."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Gremium, Umlaufstimme, Umlaufteilnahme, Umlaufverfahren
from lenkung.permissions.gremien import einsehbare_gremien, sichtbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.regeln import umlauf as _verfahren
from lenkung.regeln.umlauf import Umlaufstand


def sichtbare_umlaufverfahren(akteur: Akteur) -> QuerySet[Umlaufverfahren]:
    """Drafts behind the scenes; what has been sent, whoever belongs to the Gremium."""
    return Umlaufverfahren.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur))
        | Q(gremium__in=sichtbare_gremien(akteur), begonnen_am__isnull=False)
    )


def sichtbare_umlaufstimmen(akteur: Akteur) -> QuerySet[Umlaufstimme]:
    """While it runs, members do not see how the others answer; established, it is as a vote by name."""
    return Umlaufstimme.objects.filter(
        Q(umlauf__gremium__in=einsehbare_gremien(akteur))
        | Q(umlauf__gremium__in=sichtbare_gremien(akteur), umlauf__stand=Umlaufstand.FESTGESTELLT.value)
    )


def sichtbare_umlaufteilnahmen(akteur: Akteur) -> QuerySet[Umlaufteilnahme]:
    return Umlaufteilnahme.objects.filter(stimme__umlauf__gremium__in=einsehbare_gremien(akteur))


def eigene_umlaufteilnahmen(akteur: Akteur) -> QuerySet[Umlaufteilnahme]:
    """Where the person herself is asked."""
    if akteur.person_id is None or akteur.kreis_id is None:
        return Umlaufteilnahme.objects.none()
    return Umlaufteilnahme.objects.filter(
        person_id=akteur.person_id, stimme__umlauf__gremium__kreis_id=akteur.kreis_id
    )


def einsehbare_umlaufverfahren(akteur: Akteur) -> QuerySet[Umlaufverfahren]:
    """Whose history one reads."""
    return Umlaufverfahren.objects.filter(gremium__in=einsehbare_gremien(akteur))


def einsehbare_umlaufstimmen(akteur: Akteur) -> QuerySet[Umlaufstimme]:
    return Umlaufstimme.objects.filter(umlauf__gremium__in=einsehbare_gremien(akteur))


def umlauf_laeuft(umlauf: Umlaufverfahren) -> Erlaubnis:
    """May one still answer?"""
    if _verfahren.laeuft(stand=umlauf.lage, frist=umlauf.frist, jetzt=timezone.now()):
        return erlaubt(_("Der Umlauf läuft."))
    if umlauf.lage is Umlaufstand.ENTWURF:
        return verweigert(_("Der Umlauf hat noch nicht begonnen."))
    if umlauf.lage is Umlaufstand.ABGEBROCHEN:
        return verweigert(
            _("Dieser Umlauf ist ohne Beschluss beendet. Sie brauchen nicht mehr zu antworten.")
        )
    if umlauf.lage is Umlaufstand.FESTGESTELLT:
        return verweigert(_("Das Ergebnis ist schon festgestellt. Antworten lässt sich nun nicht mehr."))
    return verweigert(_("Die Frist ist vorbei. Antworten lässt sich nun nicht mehr."))


def _vorbereiten(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def _vorsitz(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(BESTAETIGEN.schluessel, bereich_von(gremium))


def darf_umlauf_vorbereiten(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.aktiv_bis is not None and gremium.aktiv_bis < timezone.localdate():
        return verweigert(_("Dieses Gremium ist geschlossen. Es beschließt nichts mehr."))
    return _vorbereiten(akteur, gremium)


def darf_umlauf_aendern(akteur: Akteur, umlauf: Umlaufverfahren) -> Erlaubnis:
    """As long as nobody has been asked."""
    if umlauf.lage is not Umlaufstand.ENTWURF:
        return verweigert(_("Dieser Umlauf hat schon begonnen. Der Wortlaut bleibt, wie er hinausging."))
    return darf_umlauf_vorbereiten(akteur, umlauf.gremium)


def darf_umlauf_beginnen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """The chair, or the Geschäftsstelle on her behalf, as it sends invitations."""
    vorbereiten = darf_umlauf_vorbereiten(akteur, gremium)
    return vorbereiten or _vorsitz(akteur, gremium)


def darf_umlauf_feststellen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Only the chair herself: nobody has heard her say it in a room."""
    return _vorsitz(akteur, gremium)


def darf_umlauf_abbrechen(akteur: Akteur, umlauf: Umlaufverfahren) -> Erlaubnis:
    """A draft may be dropped by whoever prepares; what runs is ended by the chair."""
    vorsitz = _vorsitz(akteur, umlauf.gremium)
    if vorsitz or umlauf.lage is not Umlaufstand.ENTWURF:
        return vorsitz
    return _vorbereiten(akteur, umlauf.gremium)


def darf_umlaufantwort_eintragen(akteur: Akteur, umlauf: Umlaufverfahren) -> Erlaubnis:
    """Also after the deadline, for what came in before it; not once the result is established."""
    if umlauf.lage is not Umlaufstand.LAEUFT:
        return umlauf_laeuft(umlauf)
    return _vorbereiten(akteur, umlauf.gremium)


def darf_umlauf_beantworten(akteur: Akteur, teilnahme: Umlaufteilnahme) -> Erlaubnis:
    if akteur.person_id is None or akteur.person_id != teilnahme.person_id:
        return verweigert(_("Diese Frage ging an eine andere Person."))
    return umlauf_laeuft(teilnahme.stimme.umlauf)


def sieht_umlaufstimmen(akteur: Akteur, umlauf: Umlaufverfahren) -> bool:
    return sichtbare_umlaufstimmen(akteur).filter(umlauf=umlauf).exists()
