"""Sitzungen planen, verlegen, ändern und absagen (GO RSK § 4 Abs. 1 bis 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.antwort import antworten_zuruecksetzen
from lenkung.domain.anwesenheit import mit_der_verlegung_streichen
from lenkung.domain.mailtexte import ABGESAGT, GEAENDERT, VERLEGT
from lenkung.domain.persoenliche_links import links_mit_der_sitzung_verlegen
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.unterrichten import (
    Unterrichtet,
    angehoerige,
    eingeladene,
    kalenderangabe,
    termin_text,
    unterrichten,
    zusammen,
)
from lenkung.models import Gremium, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand


class SitzungAngaben(TypedDict, total=False):
    """Was sich ändern lässt, ohne dass sich der Termin verschiebt."""

    art: str
    ort: str
    standort_id: int | None
    link: str
    dauer_minuten: int


FELDER = frozenset(SitzungAngaben.__annotations__)


@transaction.atomic
def sitzung_planen(
    *, gremium_id: int, akteur: Akteur, beginn: datetime, angaben: SitzungAngaben, grund: str = ""
) -> Sitzung:
    """Plant eine einzelne Sitzung. Was an ihr auffällt, sagt die Regel; verboten ist nur Vergangenes."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_sitzung_planen(akteur, gremium))
    return _anlegen(gremium, beginn, angaben, akteur, grund)


@transaction.atomic
def sitzungen_planen(
    *,
    gremium_id: int,
    akteur: Akteur,
    beginne: Sequence[datetime],
    angaben: SitzungAngaben,
    grund: str = "",
) -> list[Sitzung]:
    """Plant die Sitzungen eines Jahres in einem Zug: alle oder keine (GO RSK § 4 Abs. 1)."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_sitzung_planen(akteur, gremium))
    return [_anlegen(gremium, beginn, angaben, akteur, grund) for beginn in beginne]


def _anlegen(
    gremium: Gremium, beginn: datetime, angaben: SitzungAngaben, akteur: Akteur, grund: str
) -> Sitzung:
    _termin_pruefen(gremium, beginn)
    sitzung = Sitzung(gremium=gremium, beginn=beginn)
    setze(sitzung, angaben, FELDER)
    return speichere(sitzung, akteur=akteur, grund=grund)


@transaction.atomic
def sitzung_verlegen(
    *,
    sitzung_id: int,
    akteur: Akteur,
    beginn: datetime,
    grund: str = "",
    erwarteter_stand: int | None = None,
) -> Unterrichtet:
    """Verlegt auf einen anderen Termin; alle Fristen rechnen sich von ihm an neu.

    Ist schon eingeladen, braucht es einen Grund, und wer eingeladen war, bekommt Nachricht und den geänderten
    Kalendereintrag; wer schon geantwortet hat, wird neu gefragt.
    """
    sitzung = _gesperrt(sitzung_id)
    verlange(permissions.darf_sitzung_aendern(akteur, sitzung))
    stand_pruefen(sitzung, erwarteter_stand)
    _termin_pruefen(sitzung.gremium, beginn)
    if beginn == sitzung.beginn:
        raise Fachfehler(
            _("Das ist der bisherige Termin. Bitte einen anderen wählen."), code="unveraendert", feld="tag"
        )
    if sitzung.lage is Sitzungsstand.EINGELADEN and not grund.strip():
        raise Fachfehler(
            _("Zu dieser Sitzung ist schon eingeladen. Bitte den Grund der Verlegung angeben."),
            code="ohne_grund",
            feld="grund",
        )
    # Those of the old day: whoever was invited learns that the day has changed.
    an, frueher = eingeladene(sitzung), sitzung.beginn
    sitzung.beginn = beginn
    speichere(sitzung, akteur=akteur, grund=grund)
    antworten_zuruecksetzen(sitzung, bisher=frueher)
    links_mit_der_sitzung_verlegen(sitzung)
    if sitzung.tag != berliner_tag(frueher):
        mit_der_verlegung_streichen(sitzung, akteur.akteur_name)
    return unterrichten(
        sitzung,
        text=VERLEGT,
        an=an,
        akteur=akteur,
        kalender=kalenderangabe(sitzung),
        bisher=termin_text(frueher),
        grund=grund,
    )


@transaction.atomic
def sitzung_aendern(
    *,
    sitzung_id: int,
    akteur: Akteur,
    angaben: SitzungAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Unterrichtet:
    """Ändert Art, Ort, Link oder Dauer; wer eingeladen ist, erfährt es. Ohne Unterschied geschieht nichts."""
    sitzung = _gesperrt(sitzung_id)
    verlange(permissions.darf_sitzung_aendern(akteur, sitzung))
    stand_pruefen(sitzung, erwarteter_stand)
    if not setze(sitzung, angaben, FELDER):
        return Unterrichtet(sitzung)
    speichere(sitzung, akteur=akteur, grund=grund)
    return unterrichten(
        sitzung, text=GEAENDERT, an=eingeladene(sitzung), akteur=akteur, kalender=kalenderangabe(sitzung)
    )


@transaction.atomic
def sitzung_absagen(
    *, sitzung_id: int, akteur: Akteur, grund: str, erwarteter_stand: int | None = None
) -> Unterrichtet:
    """Sagt ab, mit Grund, und unterrichtet Mitglieder und Stellvertretungen schriftlich (wie zum 19.06.2023).

    Wer eingeladen war, bekommt dazu die Absage des Kalendereintrags.
    """
    sitzung = _gesperrt(sitzung_id)
    verlange(permissions.darf_sitzung_absagen(akteur, sitzung))
    stand_pruefen(sitzung, erwarteter_stand)
    geladen = eingeladene(sitzung)
    schon = {person.adresse for person in geladen}
    uebrige = [person for person in angehoerige(sitzung) if person.adresse not in schon]
    sitzung.stand = Sitzungsstand.ABGESAGT.value
    sitzung.absage_grund = " ".join(grund.split())
    speichere(sitzung, akteur=akteur, grund=sitzung.absage_grund)
    grund = sitzung.absage_grund
    kalender = kalenderangabe(sitzung, absage=True)
    return zusammen(
        sitzung,
        [
            unterrichten(sitzung, text=ABGESAGT, an=geladen, akteur=akteur, kalender=kalender, grund=grund),
            unterrichten(sitzung, text=ABGESAGT, an=uebrige, akteur=akteur, grund=grund),
        ],
    )


def _termin_pruefen(gremium: Gremium, beginn: datetime) -> None:
    if beginn <= timezone.now():
        raise Fachfehler(
            _("Dieser Termin liegt in der Vergangenheit. Bitte einen späteren wählen."),
            code="vergangen",
            feld="tag",
        )
    if not gremium.aktiv_am(berliner_tag(beginn)):
        meldung = _("Am %(tag)s besteht dieses Gremium nicht. Bitte einen anderen Tag wählen.")
        raise Fachfehler(
            meldung % {"tag": datum(berliner_tag(beginn))}, code="gremium_besteht_nicht", feld="tag"
        )


def _gesperrt(sitzung_id: int) -> Sitzung:
    """Unter der Sperre des Gremiums: von zweien, die zugleich verlegen, liest der zweite den neuen Stand."""
    gremium = gremium_sperren(Sitzung.objects.values_list("gremium_id", flat=True).get(pk=sitzung_id))
    sitzung = Sitzung.objects.select_related("standort").get(pk=sitzung_id)
    sitzung.gremium = gremium
    return sitzung
