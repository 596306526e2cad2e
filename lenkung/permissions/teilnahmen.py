"""Answers to an invitation: one sees one's own, and those who run the Gremium see all."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Antwort, Gremium, Sitzung, Teilnahme, Vorzimmer, Vorzimmerlink
from lenkung.permissions.gremien import mit_recht
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Antwortlage, antwortlage


def _gefuehrte_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN) | mit_recht(akteur, BESTAETIGEN))


def _eigene(akteur: Akteur) -> Q:
    if akteur.person_id is None:
        return Q(pk__in=())
    return Q(person_id=akteur.person_id, sitzung__gremium__kreis_id=akteur.kreis_id)


def sichtbare_teilnahmen(akteur: Akteur) -> QuerySet[Teilnahme]:
    return Teilnahme.objects.filter(Q(sitzung__gremium__in=_gefuehrte_gremien(akteur)) | _eigene(akteur))


def eigene_teilnahmen(akteur: Akteur) -> QuerySet[Teilnahme]:
    """Invitations of the person herself."""
    return Teilnahme.objects.filter(_eigene(akteur))


def sichtbare_antworten(akteur: Akteur) -> QuerySet[Antwort]:
    return Antwort.objects.filter(teilnahme__in=sichtbare_teilnahmen(akteur))


def sichtbare_vorzimmer(akteur: Akteur) -> QuerySet[Vorzimmer]:
    return Vorzimmer.objects.filter(gremium__in=Gremium.objects.filter(mit_recht(akteur, VORBEREITEN)))


def sichtbare_vorzimmerlinks(akteur: Akteur) -> QuerySet[Vorzimmerlink]:
    return Vorzimmerlink.objects.filter(vorzimmer__in=sichtbare_vorzimmer(akteur))


_ANTWORT_GESPERRT = {
    Antwortlage.NICHT_EINGELADEN: lambda: _("Zu dieser Sitzung ist noch nicht eingeladen."),
    Antwortlage.NICHT_GEFRAGT: lambda: _("Das Mitglied hat nicht abgesagt; Sie brauchen nicht zu antworten."),
    Antwortlage.BEGONNEN: lambda: _("Die Sitzung hat begonnen. Antworten lässt sich nun nicht mehr."),
    Antwortlage.ABGESAGT: lambda: _("Diese Sitzung fällt aus. Eine Antwort braucht es nicht mehr."),
}


def lage_der_antwort(teilnahme: Teilnahme) -> Antwortlage:
    sitzung = teilnahme.sitzung
    return antwortlage(
        stand=sitzung.lage,
        beginn=sitzung.beginn,
        gefragt=teilnahme.gefragt_am is not None,
        jetzt=timezone.now(),
    )


def antwort_offen(teilnahme: Teilnahme) -> Erlaubnis:
    """Whoever answers, by link or signed in: only while it can still be answered."""
    lage = lage_der_antwort(teilnahme)
    if lage is Antwortlage.OFFEN:
        return erlaubt(_("Sie sind um Antwort gebeten."))
    return verweigert(_ANTWORT_GESPERRT[lage]())


def darf_antworten(akteur: Akteur, teilnahme: Teilnahme) -> Erlaubnis:
    """Signed in, one answers for oneself and for nobody else."""
    if akteur.person_id is None or akteur.person_id != teilnahme.person_id:
        return verweigert(_("Diese Einladung ging an eine andere Person."))
    return antwort_offen(teilnahme)


def darf_antwort_eintragen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """What was said by phone or mail; until the session is opened."""
    if sitzung.lage is not Sitzungsstand.EINGELADEN:
        return verweigert(
            _("Diese Sitzung ist %(stand)s; Antworten lassen sich nicht eintragen.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_vorzimmer_pflegen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))
