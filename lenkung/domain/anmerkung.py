"""Der Entwurf vor der Unterschrift: wer unterzeichnen wird, merkt an, die Geschäftsstelle antwortet."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.mailtexte_niederschrift import ABSTIMMEN
from lenkung.domain.niederschrift import abschnitt_schreiben, gesperrte_sitzung, verlange_offen
from lenkung.domain.niederschriftspost import unterzeichnende_unterrichten
from lenkung.domain.queries.niederschrift import niederschrift_von
from lenkung.models import Anmerkung, Niederschrift, Niederschriftsabschnitt, Sitzung

TEXT_HOECHSTENS, ANTWORT_HOECHSTENS = 5_000, 500


@transaction.atomic
def zur_abstimmung_vorlegen(*, sitzung_id: int, akteur: Akteur) -> Niederschrift:
    """Ab jetzt liegt der Entwurf denen vor, die unterzeichnen. Noch einmal vorgelegt, zählt der neue Tag."""
    sitzung, _verlauf = gesperrte_sitzung(sitzung_id, akteur)
    niederschrift = niederschrift_von(sitzung)
    if niederschrift is None:
        raise Fachfehler(_("Der Entwurf ist noch nicht begonnen."), code="ohne_entwurf")
    niederschrift.sitzung = sitzung
    niederschrift.abgestimmt_seit = timezone.now()
    speichere(niederschrift, akteur=akteur, grund=_("Zur Abstimmung vorgelegt"))
    unterzeichnende_unterrichten(
        sitzung,
        text=ABSTIMMEN,
        seite="lenkung:sitzung-niederschrift",
        schluessel=f"{niederschrift.pk}:{niederschrift.abgestimmt_seit.isoformat()}",
        akteur=akteur,
    )
    return niederschrift


@transaction.atomic
def anmerken(*, abschnitt_id: int, text: str, akteur: Akteur, vorschlag: str = "") -> Anmerkung:
    """Zu einem Abschnitt; mit einem Vorschlag steht da auch, wie es heißen soll."""
    abschnitt = _abschnitt(abschnitt_id)
    sitzung = abschnitt.niederschrift.sitzung
    verlange(permissions.darf_anmerken(akteur, sitzung))
    verlange_offen(sitzung)
    text, vorschlag = _bereinigt(text), _bereinigt(vorschlag)
    if not text:
        raise Fachfehler(_("Bitte schreiben, was anders sein soll."), code="leer", feld="text")
    if len(text) > TEXT_HOECHSTENS:
        raise Fachfehler(_("Die Anmerkung ist zu lang. Bitte kürzer fassen."), code="zu_lang", feld="text")
    return speichere(
        Anmerkung(
            abschnitt=abschnitt,
            text=text,
            vorschlag="" if vorschlag == abschnitt.geltend else vorschlag,
            konto_id=akteur.konto_id,
            von_name=akteur.akteur_name,
            am=timezone.now(),
        ),
        akteur=akteur,
    )


@transaction.atomic
def anmerkung_uebernehmen(*, anmerkung_id: int, zaehler: int, akteur: Akteur, antwort: str = "") -> Anmerkung:
    """Mit Vorschlag wird er der Text des Abschnitts; `zaehler` ist der, den die Seite zeigte."""
    anmerkung = _offene(anmerkung_id, akteur)
    if anmerkung.vorschlag:
        abschnitt_schreiben(
            abschnitt_id=anmerkung.abschnitt_id,
            text=anmerkung.vorschlag,
            erklaerung=anmerkung.abschnitt.erklaerung,
            zaehler=zaehler,
            akteur=akteur,
        )
    return _erledigt(anmerkung, uebernommen=True, antwort=antwort, akteur=akteur)


@transaction.atomic
def anmerkung_ablehnen(*, anmerkung_id: int, antwort: str, akteur: Akteur) -> Anmerkung:
    anmerkung = _offene(anmerkung_id, akteur)
    if not _bereinigt(antwort):
        raise Fachfehler(
            _("Bitte schreiben, warum die Anmerkung nicht übernommen wird."), code="antwort", feld="antwort"
        )
    return _erledigt(anmerkung, uebernommen=False, antwort=antwort, akteur=akteur)


def _abschnitt(abschnitt_id: int) -> Niederschriftsabschnitt:
    """Unter der Sperre der Sitzung, wie alles, was den Entwurf angeht."""
    sitzung_id = Niederschriftsabschnitt.objects.values_list("niederschrift__sitzung_id", flat=True).get(
        pk=abschnitt_id
    )
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium")
        .get(pk=sitzung_id)
    )
    abschnitt = Niederschriftsabschnitt.objects.select_related("niederschrift").get(pk=abschnitt_id)
    abschnitt.niederschrift.sitzung = sitzung
    return abschnitt


def _offene(anmerkung_id: int, akteur: Akteur) -> Anmerkung:
    abschnitt = _abschnitt(Anmerkung.objects.values_list("abschnitt_id", flat=True).get(pk=anmerkung_id))
    sitzung = abschnitt.niederschrift.sitzung
    verlange(permissions.darf_niederschrift_schreiben(akteur, sitzung))
    verlange_offen(sitzung)
    anmerkung = Anmerkung.objects.get(pk=anmerkung_id)
    anmerkung.abschnitt = abschnitt
    if anmerkung.erledigt_am is not None:
        raise Fachfehler(_("Diese Anmerkung ist schon beantwortet."), code="erledigt")
    return anmerkung


def _erledigt(anmerkung: Anmerkung, *, uebernommen: bool, antwort: str, akteur: Akteur) -> Anmerkung:
    anmerkung.uebernommen = uebernommen
    anmerkung.antwort = " ".join(_bereinigt(antwort).split())[:ANTWORT_HOECHSTENS]
    anmerkung.erledigt_am, anmerkung.erledigt_von_name = timezone.now(), akteur.akteur_name
    grund = _("Anmerkung übernommen") if uebernommen else _("Anmerkung nicht übernommen")
    return speichere(anmerkung, akteur=akteur, grund=grund)


def _bereinigt(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
