"""Weitergeben ohne Einwilligung, wo das Recht es erlaubt oder verlangt: Grund, Begründung, zweite Person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.models import WeitergabeOhneEinwilligung
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from casemgmt.regeln.weitergabegruende import Weitergabegrund, lesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, personen_im_kreis

DATEI = Path(__file__).resolve().parent.parent / "daten" / "weitergabegruende.toml"


@lru_cache(maxsize=1)
def gruende() -> dict[str, Weitergabegrund]:
    return lesen(DATEI.read_text(encoding="utf-8"))


def waehlbare_gruende() -> list[Weitergabegrund]:
    return [grund for grund in gruende().values() if grund.eingeschaltet]


@transaction.atomic
def weitergabe_ohne_beantragen(
    *,
    klient_id: int,
    grund: str,
    begruendung: str,
    einrichtung_id: int,
    person_id: int | None,
    zweck: str,
    datenklassen: Sequence[str],
    dringend: bool,
    akteur: Akteur,
) -> WeitergabeOhneEinwilligung:
    """Dringend: sie gilt sofort, und die Koordination prüft danach. Sonst gilt sie erst bestätigt."""
    klient = klient_sperren(klient_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, klient))
    wahl = gruende().get(grund)
    if wahl is None or not wahl.eingeschaltet:
        raise Fachfehler(_("Diesen Grund gibt es nicht oder noch nicht."), code="grund", feld="grund")
    klassen = [k.value for k in Datenklasse if k in datenklassen]
    if not klassen:
        raise Fachfehler(
            _("Bitte angeben, was weitergegeben wird: nur das Nötige."),
            code="datenklassen",
            feld="datenklassen",
        )
    if zweck not in {moeglich.value for moeglich in Zweck}:
        raise Fachfehler(_("Bitte angeben, wofür es weitergegeben wird."), code="zweck", feld="zweck")
    if not begruendung.strip():
        raise Fachfehler(
            _("Bitte begründen, warum es in diesem Fall nötig ist."), code="begruendung", feld="begruendung"
        )
    jetzt, heute = timezone.now(), timezone.localdate()
    einrichtung = einrichtungen_im_kreis(klient.kreis_id, am=heute).filter(pk=einrichtung_id).first()
    person = personen_im_kreis(klient.kreis_id, am=heute).filter(pk=person_id).first() if person_id else None
    if einrichtung is None or (person_id and person is None):
        raise Fachfehler(_("Bitte den Empfänger wählen."), code="empfaenger", feld="empfaenger")
    return speichere(
        WeitergabeOhneEinwilligung(
            kreis_id=klient.kreis_id,
            klient=klient,
            grund=wahl.schluessel,
            grund_titel=wahl.titel,
            norm=wahl.norm,
            begruendung=begruendung.strip(),
            einrichtung=einrichtung,
            person=person,
            zweck=zweck,
            datenklassen=klassen,
            dringend=dringend,
            gilt_bis=heute + timedelta(days=wahl.gilt_tage - 1),
            beantragt_von_id=konto_von(akteur),
            beantragt_am=jetzt,
        ),
        akteur=akteur,
        grund=_("dringend, ohne zu warten") if dringend else _("beantragt"),
    )


@transaction.atomic
def weitergabe_ohne_entscheiden(
    *, antrag_id: int, bestaetigen: bool, entscheidung: str, akteur: Akteur
) -> WeitergabeOhneEinwilligung:
    """Die zweite Person. Eine Ablehnung hält an, was noch nicht hinaus ist; was geschah, bleibt stehen."""
    klient_id = WeitergabeOhneEinwilligung.objects.values_list("klient_id", flat=True).get(pk=antrag_id)
    klient_sperren(klient_id)
    antrag = WeitergabeOhneEinwilligung.objects.select_related("klient").get(pk=antrag_id)
    verlange(permissions.darf_weitergabe_entscheiden(akteur, antrag))
    if not bestaetigen and not entscheidung.strip():
        raise Fachfehler(_("Bitte begründen, warum Sie ablehnen."), code="entscheidung", feld="entscheidung")
    antrag.zustand = "bestaetigt" if bestaetigen else "abgelehnt"
    antrag.entscheidung = entscheidung.strip()
    antrag.entschieden_von_id, antrag.entschieden_am = konto_von(akteur), timezone.now()
    if bestaetigen and not antrag.dringend:
        # Whoever had to wait gets the whole time.
        frist = gruende()[antrag.grund].gilt_tage
        antrag.gilt_bis = timezone.localdate() + timedelta(days=frist - 1)
    return speichere(antrag, akteur=akteur, grund=antrag.get_zustand_display())
