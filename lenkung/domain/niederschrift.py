"""Der Entwurf der Niederschrift: aus der Sitzung gebaut, von Hand ergänzt (GO RSK § 7 Abs. 1).

Was von Hand geändert ist, überschreibt nichts und niemand: keine Berichtigung der Sitzung, und niemand,
der auf einem alten Stand schreibt.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.queries.niederschrift import abschnitte_von, niederschrift_von, verlauf_der
from lenkung.domain.queries.niederschrift_bau import GebauterAbschnitt, niederschrift_bauen
from lenkung.domain.queries.niederschriftsfassung import sperre_von
from lenkung.models import Niederschrift, Niederschriftsabschnitt, Sitzung, Sitzungsverlauf
from lenkung.regeln.niederschriftsfassung import SPERREN
from lenkung.regeln.niederschriftsinhalt import Abschnittsart

TEXT_HOECHSTENS, ERKLAERUNG_HOECHSTENS = 50_000, 20_000


class Nachgezogen(NamedTuple):
    gefolgt: int
    abweichend: int
    """Von Hand geändert: ihr Text ist geblieben, der Unterschied ist zu sehen."""


@transaction.atomic
def niederschrift_beginnen(*, sitzung_id: int, akteur: Akteur) -> Niederschrift:
    """Baut den Entwurf aus der Sitzung. Zweimal geklickt ist einmal begonnen."""
    sitzung, verlauf = gesperrte_sitzung(sitzung_id, akteur)
    vorhandene = niederschrift_von(sitzung)
    if vorhandene is not None:
        return vorhandene
    niederschrift = Niederschrift(sitzung=sitzung, angelegt_von_name=akteur.akteur_name)
    speichere(niederschrift, akteur=akteur, grund=_("Aus der Sitzung gebaut"))
    _uebernehmen(niederschrift, verlauf, akteur)
    return niederschrift


@transaction.atomic
def niederschrift_nachziehen(*, sitzung_id: int, akteur: Akteur) -> Nachgezogen:
    """Nach einer Berichtigung: was niemand von Hand geändert hat, folgt der Sitzung."""
    sitzung, verlauf = gesperrte_sitzung(sitzung_id, akteur)
    niederschrift = Niederschrift.objects.get(sitzung=sitzung)
    niederschrift.sitzung = sitzung
    return _uebernehmen(niederschrift, verlauf, akteur)


@transaction.atomic
def abschnitt_schreiben(
    *, abschnitt_id: int, text: str, zaehler: int, akteur: Akteur, erklaerung: str = ""
) -> Niederschriftsabschnitt:
    """`zaehler` ist der, den die Seite zeigte: hat seitdem jemand geschrieben, wird nichts überschrieben."""
    abschnitt = _gesperrter_abschnitt(abschnitt_id, akteur)
    text, erklaerung = _bereinigt(text), _bereinigt(erklaerung)
    if abschnitt.abschnittsart is not Abschnittsart.PUNKT:
        erklaerung = ""
    _laenge_pruefen(text, TEXT_HOECHSTENS, "text")
    _laenge_pruefen(erklaerung, ERKLAERUNG_HOECHSTENS, "erklaerung")
    if (abschnitt.geltend, abschnitt.erklaerung) == (text, erklaerung):
        return abschnitt
    _stand_pruefen(abschnitt, zaehler)
    if text == abschnitt.gebaut:
        _wie_gebaut(abschnitt)
    elif text != abschnitt.geltend:
        if not abschnitt.von_hand:
            abschnitt.von_hand, abschnitt.grundlage = True, abschnitt.gebaut
        abschnitt.text = text
    abschnitt.erklaerung = erklaerung
    if erklaerung and abschnitt.niederschrift.keine_erklaerungen:
        abschnitt.niederschrift.keine_erklaerungen = False
        speichere(abschnitt.niederschrift, akteur=akteur, grund=_("Eine Erklärung ist eingetragen"))
    return _geschrieben(abschnitt, akteur, _("Von Hand geändert"))


@transaction.atomic
def sitzung_uebernehmen(*, abschnitt_id: int, zaehler: int, akteur: Akteur) -> Niederschriftsabschnitt:
    """Verwirft den Text von Hand: es gilt wieder, was die Sitzung sagt. Die Historie behält ihn."""
    abschnitt = _gesperrter_abschnitt(abschnitt_id, akteur)
    if not abschnitt.von_hand:
        return abschnitt
    _stand_pruefen(abschnitt, zaehler)
    _wie_gebaut(abschnitt)
    return _geschrieben(abschnitt, akteur, _("Text der Sitzung übernommen"))


@transaction.atomic
def text_behalten(*, abschnitt_id: int, zaehler: int, akteur: Akteur) -> Niederschriftsabschnitt:
    """Der Unterschied ist gesehen, der Text von Hand soll so bleiben."""
    abschnitt = _gesperrter_abschnitt(abschnitt_id, akteur)
    if not abschnitt.weicht_ab:
        return abschnitt
    _stand_pruefen(abschnitt, zaehler)
    abschnitt.grundlage = abschnitt.gebaut
    return _geschrieben(abschnitt, akteur, _("Unterschied zur Sitzung gesehen, Text behalten"))


@transaction.atomic
def keine_erklaerungen_setzen(*, sitzung_id: int, keine: bool, akteur: Akteur) -> Niederschrift:
    """Dass niemand etwas zu Protokoll erklärt hat, muss jemand ausdrücklich sagen."""
    sitzung, _verlauf = gesperrte_sitzung(sitzung_id, akteur)
    niederschrift = Niederschrift.objects.get(sitzung=sitzung)
    niederschrift.sitzung = sitzung
    if niederschrift.keine_erklaerungen == keine:
        return niederschrift
    if keine and niederschrift.abschnitte.exclude(erklaerung="").exists():
        raise Fachfehler(
            _("Im Entwurf steht eine Erklärung zu Protokoll. Bitte dort nachsehen."), code="erklaerung_da"
        )
    niederschrift.keine_erklaerungen = keine
    return speichere(niederschrift, akteur=akteur)


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def gesperrte_sitzung(
    sitzung_id: int, akteur: Akteur, *, auch_gesperrt: bool = False
) -> tuple[Sitzung, Sitzungsverlauf]:
    """Unter der Sperre der Sitzung: solange berichtigt niemand, was gerade gebaut wird.

    Ist schon unterzeichnet, ändert sich am Entwurf nichts mehr; nur `auch_gesperrt` kommt daran vorbei.
    """
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium__kreis", "standort", "geschaeftsordnung")
        .get(pk=sitzung_id)
    )
    verlange(permissions.darf_niederschrift_schreiben(akteur, sitzung))
    if not auch_gesperrt:
        verlange_offen(sitzung)
    verlauf = verlauf_der(sitzung)
    if verlauf is None:
        raise Fachfehler(
            _("Von dieser Sitzung ist kein Verlauf eingetragen. Bitte ihn zuerst nachtragen."),
            code="ohne_verlauf",
        )
    return sitzung, verlauf


def verlange_offen(sitzung: Sitzung) -> None:
    """Nach der ersten Unterschrift ändert sich am Entwurf nichts mehr."""
    niederschrift = niederschrift_von(sitzung)
    grund = sperre_von(niederschrift) if niederschrift else None
    if grund is not None:
        raise Fachfehler(SPERREN[grund], code=grund.value)


def _gesperrter_abschnitt(abschnitt_id: int, akteur: Akteur) -> Niederschriftsabschnitt:
    sitzung_id = Niederschriftsabschnitt.objects.values_list("niederschrift__sitzung_id", flat=True).get(
        pk=abschnitt_id
    )
    sitzung, _verlauf = gesperrte_sitzung(sitzung_id, akteur)
    # A query of its own, and after the lock: it sees what the one before has left.
    abschnitt = Niederschriftsabschnitt.objects.select_related("niederschrift").get(pk=abschnitt_id)
    abschnitt.niederschrift.sitzung = sitzung
    return abschnitt


def _uebernehmen(niederschrift: Niederschrift, verlauf: Sitzungsverlauf, akteur: Akteur) -> Nachgezogen:
    vorhandene = {(satz.art, satz.punkt_id): satz for satz in abschnitte_von(niederschrift)}
    bau = niederschrift_bauen(niederschrift.sitzung, verlauf)
    gefolgt = abweichend = 0
    for position, gebaut in enumerate(bau.abschnitte):
        satz = vorhandene.get(gebaut.schluessel)
        if satz is None:
            satz = _neuer(niederschrift, gebaut)
        elif (satz.gebaut, satz.festgestellt, satz.position) == (gebaut.text, gebaut.festgestellt, position):
            continue
        elif satz.von_hand:
            abweichend += satz.gebaut != gebaut.text
        else:
            # Who has it open for editing is told so on saving.
            gefolgt += 1
            _gezaehlt(satz, akteur)
        satz.position, satz.gebaut, satz.festgestellt = position, gebaut.text, gebaut.festgestellt
        if satz.von_hand and satz.text == satz.gebaut:
            _wie_gebaut(satz)
        speichere(satz, akteur=akteur, grund=_("Aus der Sitzung übernommen"))
    return Nachgezogen(gefolgt, abweichend)


def _neuer(niederschrift: Niederschrift, gebaut: GebauterAbschnitt) -> Niederschriftsabschnitt:
    return Niederschriftsabschnitt(niederschrift=niederschrift, art=gebaut.art.value, punkt=gebaut.punkt)


def _wie_gebaut(abschnitt: Niederschriftsabschnitt) -> None:
    abschnitt.von_hand, abschnitt.text, abschnitt.grundlage = False, "", ""


def _geschrieben(abschnitt: Niederschriftsabschnitt, akteur: Akteur, grund: str) -> Niederschriftsabschnitt:
    _gezaehlt(abschnitt, akteur)
    return speichere(abschnitt, akteur=akteur, grund=grund)


def _gezaehlt(abschnitt: Niederschriftsabschnitt, akteur: Akteur) -> None:
    abschnitt.zaehler += 1
    abschnitt.geaendert_am, abschnitt.geaendert_von_name = timezone.now(), akteur.akteur_name


def _stand_pruefen(abschnitt: Niederschriftsabschnitt, zaehler: int) -> None:
    if abschnitt.zaehler != zaehler:
        raise Ueberholt(
            _("%(name)s hat diesen Abschnitt inzwischen geändert.") % {"name": abschnitt.geaendert_von_name}
        )


def _laenge_pruefen(text: str, hoechstens: int, feld: str) -> None:
    if len(text) > hoechstens:
        raise Fachfehler(
            _("Der Text ist zu lang. Bitte höchstens %(zahl)s Zeichen schreiben.")
            % {"zahl": f"{hoechstens:,}".replace(",", ".")},
            code="zu_lang",
            feld=feld,
        )


def _bereinigt(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
