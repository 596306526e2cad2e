"""Das private Kalenderabo eines Kontos: anlegen, finden, widerrufen, lesen (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.versand.domain import kalenderfeed as feed
from lenkung import permissions
from lenkung.models import Kalenderabo, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand

RUECKBLICK = timedelta(days=365)
_STATUS = {
    Sitzungsstand.GEPLANT: "TENTATIVE",
    Sitzungsstand.TAGESORDNUNG_FESTGELEGT: "TENTATIVE",
    Sitzungsstand.ABGESAGT: "CANCELLED",
}


@transaction.atomic
def kalenderabo_anlegen(*, akteur: Akteur) -> str:
    """Gibt das Geheimnis der Adresse einmal heraus; eine bisherige Adresse gilt danach nicht mehr."""
    verlange(permissions.darf_kalender_abonnieren(akteur))
    kalenderabo_widerrufen(akteur=akteur)
    token = feed.neues_geheimnis()
    abo = Kalenderabo(
        konto_id=akteur.konto_id or 0, token_hash=feed.fingerabdruck(token), angelegt_am=timezone.now()
    )
    speichere(abo, akteur=akteur)
    return token


@transaction.atomic
def kalenderabo_widerrufen(*, akteur: Akteur) -> bool:
    """Die Adresse antwortet danach nicht mehr; sagt, ob es eine gab."""
    offene = permissions.sichtbare_kalenderabos(akteur).select_for_update().filter(widerrufen_am=None)
    for abo in offene:
        abo.widerrufen_am = timezone.now()
        speichere(abo, akteur=akteur)
        return True
    return False


def offenes_abo(akteur: Akteur) -> Kalenderabo | None:
    return permissions.sichtbare_kalenderabos(akteur).filter(widerrufen_am=None).first()


def abo_mit(token: str) -> Kalenderabo | None:
    """Wer die Adresse kennt, bekommt den Kalender, solange das Konto noch darf."""
    abo = (
        Kalenderabo.objects.filter(token_hash=feed.fingerabdruck(token), widerrufen_am=None)
        .select_related("konto__kreis")
        .first()
    )
    if abo is None or not permissions.darf_kalender_abonnieren(abo.konto):
        return None
    return abo


def kalender_des_abos(abo: Kalenderabo, *, seite: Callable[[Sitzung], str], rechner: str) -> str:
    """Alle Sitzungen der Gremien dieses Kontos, ein Jahr zurück und alle künftigen."""
    jetzt = timezone.now()
    sitzungen = (
        permissions.sichtbare_sitzungen(abo.konto)
        .filter(beginn__gte=jetzt - RUECKBLICK)
        .select_related("gremium", "standort__kommune", "standort__einrichtung")
        .order_by("beginn", "pk")
    )
    return als_kalender(sitzungen, jetzt=jetzt, seite=seite, rechner=rechner)


def als_kalender(
    sitzungen: Iterable[Sitzung], *, jetzt: datetime, seite: Callable[[Sitzung], str], rechner: str
) -> str:
    """Keine Namen von Personen und kein Link zur Teilnahme: den zeigt nur die Seite der Sitzung."""
    return feed.als_kalender(
        _("KIM: Sitzungen"),
        (
            feed.Feedeintrag(
                uid=f"sitzung-{sitzung.pk}@{rechner}",
                beginn=sitzung.beginn,
                ende=sitzung.ende,
                titel=_titel(sitzung),
                ort=sitzung.ort_text,
                url=seite(sitzung),
                status=_STATUS.get(sitzung.lage, "CONFIRMED"),
            )
            for sitzung in sitzungen
        ),
        jetzt=jetzt,
    )


def _titel(sitzung: Sitzung) -> str:
    vorlage = _("%(gremium)s: Sitzung")
    if sitzung.lage is Sitzungsstand.ABGESAGT:
        vorlage = _("Abgesagt: %(gremium)s, Sitzung")
    elif sitzung.lage in _STATUS:
        vorlage = _("%(gremium)s: Sitzung (geplant)")
    return vorlage % {"gremium": sitzung.gremium.kurz}
