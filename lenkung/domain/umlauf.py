"""Beschließen im Umlauf: vorbereiten, beginnen, feststellen, ohne Beschluss beenden (GO Steinfurt § 6).

Alles geschieht unter der Sperre des Gremiums: eine Antwort und die Feststellung kommen nie zugleich, und die
Nummer des Beschlusses wird dort vergeben.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.beschluss import beschluss_aus_umlauf
from lenkung.domain.queries.umlauf import (
    Umlaufbild,
    Zugelassen,
    umlaufbild,
    waehlbare_fassungen,
    zulassung_heute,
)
from lenkung.domain.queries.verlauf import augenblick_als_wert
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.umlaufpost import ende_mitteilen, ergebnis_mitteilen, fragen
from lenkung.domain.vorschlag import vorschlag_einreichen
from lenkung.models import Beschluss, Gremium, Umlaufstimme, Umlaufteilnahme, Umlaufverfahren, Vorschlag
from lenkung.regeln.probe import ergebnis_der_abstimmung
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.umlauf import Abbruchart, Umlaufstand, darf_werden

MINUTEN = 15
ERLAEUTERUNG_HOECHSTENS = 5000


class UmlaufAngaben(TypedDict):
    titel: str
    text: str
    frist: datetime
    oeffentlich: bool
    fassung_id: int | None


FELDER = frozenset(UmlaufAngaben.__annotations__)


@dataclass(frozen=True, slots=True)
class Begonnen:
    umlauf: Umlaufverfahren
    erreicht: int
    ohne_adresse: tuple[str, ...]


# Preparing --------------------------------------------------------------------------------------------------


@transaction.atomic
def umlauf_anlegen(*, gremium_id: int, akteur: Akteur, angaben: UmlaufAngaben) -> Umlaufverfahren:
    """Ein Entwurf; noch erfährt niemand davon."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_umlauf_vorbereiten(akteur, gremium))
    _verlange_zulassung(gremium)
    umlauf = Umlaufverfahren(
        gremium=gremium, angelegt_am=timezone.now(), angelegt_von_name=akteur.akteur_name
    )
    return _speichern(umlauf, angaben, akteur)


@transaction.atomic
def umlauf_aendern(
    *, umlauf_id: int, akteur: Akteur, angaben: UmlaufAngaben, erwarteter_stand: int | None = None
) -> Umlaufverfahren:
    umlauf = umlauf_sperren(umlauf_id)
    verlange(permissions.darf_umlauf_aendern(akteur, umlauf))
    stand_pruefen(umlauf, erwarteter_stand)
    return _speichern(umlauf, angaben, akteur)


def _speichern(umlauf: Umlaufverfahren, angaben: UmlaufAngaben, akteur: Akteur) -> Umlaufverfahren:
    _frist_pruefen(angaben["frist"])
    fassung_id = angaben["fassung_id"]
    if fassung_id is not None and not waehlbare_fassungen(umlauf.gremium_id).filter(pk=fassung_id).exists():
        raise Fachfehler(
            _("Diese Vorlage ist nicht freigegeben oder gehört zu einem anderen Gremium."),
            code="fassung",
            feld="fassung",
        )
    setze(umlauf, angaben, FELDER)
    return speichere(umlauf, akteur=akteur)


def _frist_pruefen(frist: datetime) -> None:
    if frist <= timezone.now():
        raise Fachfehler(
            _("Dieser Zeitpunkt liegt in der Vergangenheit. Bitte einen späteren wählen."),
            code="frist",
            feld="frist",
        )


def _verlange_zulassung(gremium: Gremium) -> Zugelassen:
    zugelassen = zulassung_heute(gremium.pk, timezone.localdate())
    if not zugelassen:
        raise Fachfehler(zugelassen.zulassung.befund.rechnung, code="nicht_zugelassen")
    return zugelassen


def umlauf_sperren(umlauf_id: int) -> Umlaufverfahren:
    """Erst das Gremium, dann gelesen: was vor uns war, ist schon da."""
    gremium = gremium_sperren(Umlaufverfahren.objects.values_list("gremium_id", flat=True).get(pk=umlauf_id))
    umlauf = Umlaufverfahren.objects.select_related("geschaeftsordnung", "fassung").get(pk=umlauf_id)
    umlauf.gremium = gremium
    return umlauf


def _verlange_uebergang(umlauf: Umlaufverfahren, nach: Umlaufstand) -> None:
    if darf_werden(umlauf.lage, nach):
        return
    if umlauf.lage is Umlaufstand.ENTWURF:
        raise Fachfehler(_("Dieser Umlauf hat noch nicht begonnen."), code="entwurf")
    worte = {
        Umlaufstand.LAEUFT: _("Dieser Umlauf läuft schon."),
        Umlaufstand.FESTGESTELLT: _("Das Ergebnis ist inzwischen festgestellt; dabei bleibt es."),
        Umlaufstand.ABGEBROCHEN: _("Dieser Umlauf ist inzwischen ohne Beschluss beendet; dabei bleibt es."),
    }
    raise Fachfehler(worte[umlauf.lage], code=f"schon_{umlauf.stand}")


# Beginning --------------------------------------------------------------------------------------------------


@transaction.atomic
def umlauf_beginnen(*, umlauf_id: int, akteur: Akteur) -> Begonnen:
    """Bindet die Geschäftsordnung und die Sitze von heute, und schreibt allen, die gefragt sind."""
    umlauf = umlauf_sperren(umlauf_id)
    verlange(permissions.darf_umlauf_beginnen(akteur, umlauf.gremium))
    _verlange_uebergang(umlauf, Umlaufstand.LAEUFT)
    zugelassen = _verlange_zulassung(umlauf.gremium)
    _frist_pruefen(umlauf.frist)
    umlauf.geschaeftsordnung = zugelassen.go
    umlauf.begonnen_am, umlauf.begonnen_von_name = timezone.now(), akteur.akteur_name
    umlauf.stand = Umlaufstand.LAEUFT.value
    speichere(umlauf, akteur=akteur)
    if not _sitze_fragen(umlauf, akteur):
        raise Fachfehler(_("Zurzeit ist kein Sitz besetzt; es gibt niemanden zu fragen."), code="niemand")
    erreicht, ohne = fragen(umlauf, zugelassen.zulassung.befund.rechnung, akteur)
    return Begonnen(umlauf, erreicht, ohne)


def _sitze_fragen(umlauf: Umlaufverfahren, akteur: Akteur) -> int:
    """Jeder Sitz mit Stimme, auch ein freier: er zählt mit. Gibt zurück, wie viele Personen gefragt sind."""
    personen = []
    for zeile in sitzzeilen_am([umlauf.gremium_id], timezone.localdate()):
        if not zeile.sitz.stimmrecht:
            continue
        stimme = speichere(Umlaufstimme(umlauf=umlauf, sitz=zeile.sitz), akteur=akteur)
        for rolle, besetzung in (
            (Teilnahmerolle.MITGLIED, zeile.mitglied),
            (Teilnahmerolle.STELLVERTRETUNG, zeile.stellvertretung),
        ):
            if besetzung is not None:
                personen.append(
                    Umlaufteilnahme(
                        stimme=stimme,
                        rolle=rolle.value,
                        person=besetzung.person,
                        name=str(besetzung.person),
                        email=besetzung.person.email,
                    )
                )
    Umlaufteilnahme.objects.bulk_create(personen)
    return len(personen)


# Establishing -----------------------------------------------------------------------------------------------


@transaction.atomic
def umlauf_feststellen(
    *, umlauf_id: int, akteur: Akteur, stichentscheid: bool = False, angenommen: bool | None = None
) -> Beschluss:
    """Der Vorsitz stellt fest, nach der Frist oder wenn alle geantwortet haben; dabei entsteht der Beschluss.

    `angenommen`: nur wo die Geschäftsordnung keine Mehrheit bestimmt.
    """
    umlauf = umlauf_sperren(umlauf_id)
    verlange(permissions.darf_umlauf_feststellen(akteur, umlauf.gremium))
    _verlange_uebergang(umlauf, Umlaufstand.FESTGESTELLT)
    bild = umlaufbild(umlauf)
    if not bild.reif(timezone.now()):
        raise Fachfehler(
            _("Die Frist läuft noch, und es haben nicht alle geantwortet. Bitte bis dahin warten."),
            code="laeuft_noch",
        )
    urteil = _ergebnis_festhalten(bild, stichentscheid=stichentscheid)
    if urteil is None:
        if angenommen is None:
            raise Fachfehler(
                _("Die Geschäftsordnung bestimmt keine Mehrheit. Bitte angeben, was der Vorsitz feststellt."),
                code="vorsitz_entscheidet",
                feld="angenommen",
            )
        urteil = angenommen
    umlauf.stand = Umlaufstand.FESTGESTELLT.value
    umlauf.festgestellt_am, umlauf.festgestellt_von_name = timezone.now(), akteur.akteur_name
    speichere(umlauf, akteur=akteur)
    beschluss = beschluss_aus_umlauf(umlauf, angenommen=urteil, akteur=akteur)
    ergebnis_mitteilen(umlauf, beschluss, akteur)
    return beschluss


def _ergebnis_festhalten(bild: Umlaufbild, *, stichentscheid: bool) -> bool | None:
    umlauf, mehrheit = bild.umlauf, bild.ordnung.mehrheit
    if stichentscheid and (mehrheit is None or not mehrheit.stichentscheid):
        raise Fachfehler(
            _("Diese Geschäftsordnung kennt keinen Stichentscheid."),
            code="kein_stichentscheid",
            feld="stichentscheid",
        )
    augenblick, urteil = bild.ergebnis(stichentscheid=stichentscheid)
    if not urteil.befund.gueltig:
        raise Fachfehler(
            _("So lässt sich nichts feststellen. %(rechnung)s Bitte den Umlauf ohne Beschluss beenden.")
            % {"rechnung": urteil.befund.befund.rechnung},
            code="ungueltig",
        )
    umlauf.stichentscheid = stichentscheid
    umlauf.augenblick = augenblick_als_wert(augenblick)
    umlauf.ergebnis = {
        "beschlussfaehig": urteil.faehigkeit.faehig,
        "grund": urteil.faehigkeit.befund.urteil,
        **ergebnis_der_abstimmung(urteil.befund),
    }
    return urteil.befund.angenommen


# Ending without a Beschluss ---------------------------------------------------------------------------------


@transaction.atomic
def umlauf_abbrechen(
    *, umlauf_id: int, akteur: Akteur, grund: str, als_vorschlag: bool = False
) -> Umlaufverfahren:
    """Ein Entwurf wird verworfen; ein laufender endet, und alle Befragten erfahren den Grund."""
    umlauf = umlauf_sperren(umlauf_id)
    verlange(permissions.darf_umlauf_abbrechen(akteur, umlauf))
    _verlange_uebergang(umlauf, Umlaufstand.ABGEBROCHEN)
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte den Grund angeben."), code="ohne_grund", feld="grund")
    return ohne_beschluss_beenden(
        umlauf, Abbruchart.BEENDET, grund, akteur, mitteilung=grund, als_vorschlag=als_vorschlag
    )


def ohne_beschluss_beenden(
    umlauf: Umlaufverfahren,
    art: Abbruchart,
    grund: str,
    akteur: Akteur,
    *,
    mitteilung: str,
    als_vorschlag: bool,
) -> Umlaufverfahren:
    """Läuft unter der Sperre dessen, der ruft."""
    umlauf.stand, umlauf.abgebrochen_am = Umlaufstand.ABGEBROCHEN.value, timezone.now()
    umlauf.abbruch_art, umlauf.abbruch_grund = art.value, grund
    speichere(umlauf, akteur=akteur, grund=grund)
    vorschlag = _vorschlagen(umlauf) if als_vorschlag else None
    if umlauf.begonnen_am is not None:
        weiter = _("Der Punkt ist für die nächste Sitzung vorgeschlagen.") if vorschlag else ""
        ende_mitteilen(umlauf, weiter=weiter, grund=mitteilung, akteur=akteur)
    return umlauf


def vorschlagsschluessel(umlauf: Umlaufverfahren) -> UUID:
    return uuid5(NAMESPACE_URL, f"kim:lenkung:umlauf:{umlauf.pk}")


def _vorschlagen(umlauf: Umlaufverfahren) -> Vorschlag | None:
    """Für die nächste Sitzung, auf deren Tagesordnung noch etwas kommen kann, sonst in den Themenspeicher."""
    gremium = umlauf.gremium
    if gremium.stillgelegt:
        return None
    sitzung = offene_sitzungen(Gremium.objects.filter(pk=gremium.pk), timezone.now()).first()
    text = "\n".join((_("Im Umlauf kam darüber kein Beschluss zustande. Vorgelegt war:"), umlauf.text))
    return vorschlag_einreichen(
        gremium_id=gremium.pk,
        sitzung_id=sitzung.pk if sitzung else None,
        # The house proposes it: whoever objected is not named.
        akteur=SystemAkteur("Umlaufbeschluss", gremium.kreis_id),
        angaben={
            "titel": umlauf.titel,
            "art": Punktart.BESCHLUSS.value,
            "erlaeuterung": text[:ERLAEUTERUNG_HOECHSTENS],
            "minuten": MINUTEN,
        },
        schluessel=vorschlagsschluessel(umlauf),
    ).vorschlag
