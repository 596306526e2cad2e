"""Polls: who asks, who is asked, who sees what came of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Abfrage, Abfragemeinung, Abfrageoption, Abfrageteilnahme, Gremium
from lenkung.permissions.gremien import einsehbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.regeln.abfrage import Abfragestand, laeuft


def sichtbare_abfragen(akteur: Akteur) -> QuerySet[Abfrage]:
    gefragt = Abfrageteilnahme.objects.filter(person_id=akteur.person_id or 0).values("abfrage_id")
    return Abfrage.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur)) | Q(pk__in=gefragt, gremium__kreis_id=akteur.kreis_id)
    )


def sichtbare_abfrageoptionen(akteur: Akteur) -> QuerySet[Abfrageoption]:
    return Abfrageoption.objects.filter(abfrage__in=sichtbare_abfragen(akteur))


def sichtbare_abfrageteilnahmen(akteur: Akteur) -> QuerySet[Abfrageteilnahme]:
    return Abfrageteilnahme.objects.filter(abfrage__gremium__in=einsehbare_gremien(akteur))


def sichtbare_abfragemeinungen(akteur: Akteur) -> QuerySet[Abfragemeinung]:
    return Abfragemeinung.objects.filter(teilnahme__in=sichtbare_abfrageteilnahmen(akteur))


def eigene_abfrageteilnahmen(akteur: Akteur) -> QuerySet[Abfrageteilnahme]:
    """Where the person herself is asked."""
    if akteur.person_id is None or akteur.kreis_id is None:
        return Abfrageteilnahme.objects.none()
    return Abfrageteilnahme.objects.filter(
        person_id=akteur.person_id, abfrage__gremium__kreis_id=akteur.kreis_id
    )


def abfrage_laeuft(abfrage: Abfrage) -> Erlaubnis:
    if laeuft(stand=Abfragestand(abfrage.stand), bis=abfrage.laeuft_bis, jetzt=timezone.now()):
        return erlaubt(_("Die Abfrage läuft."))
    if abfrage.stand == Abfragestand.ZURUECKGENOMMEN.value:
        return verweigert(_("Diese Abfrage ist zurückgenommen. Sie brauchen nicht mehr zu antworten."))
    return verweigert(_("Diese Abfrage ist beendet. Antworten lässt sich nun nicht mehr."))


def darf_abfrage_stellen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.aktiv_bis is not None and gremium.aktiv_bis < timezone.localdate():
        return verweigert(_("Dieses Gremium ist geschlossen. Es gibt niemanden zu fragen."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_abfrage_aendern(akteur: Akteur, abfrage: Abfrage) -> Erlaubnis:
    """End it early or take it back, while it runs."""
    return abfrage_laeuft(abfrage) and akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(abfrage.gremium))


def darf_ergebnis_sehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Who said what is for those who run the Gremium."""
    bereich = bereich_von(gremium)
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich) or akteur.hat_recht(
        BESTAETIGEN.schluessel, bereich
    )


def darf_meinung_sagen(akteur: Akteur, teilnahme: Abfrageteilnahme) -> Erlaubnis:
    if akteur.person_id is None or akteur.person_id != teilnahme.person_id:
        return verweigert(_("Diese Frage ging an eine andere Person."))
    return abfrage_laeuft(teilnahme.abfrage)
