"""Die Tagesordnung dem Vorsitz vorlegen, bestätigen, zurückgeben und wieder ändern (GO RSK § 4 Abs. 3).

Regelt eine Geschäftsordnung nicht, wer sie festlegt, lässt sich die Bestätigung trotzdem eintragen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.mailtext import Mailtextart
from kim.konten.domain.queries.zustaendige import zustaendige
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.stand import stand_von
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.mailtexte_tagesordnung import VORGELEGT, ZURUECKGEGEBEN
from lenkung.domain.queries.tagesordnung import abweichungen, bilder_von, geltende_tagesordnung
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.tagesordnungsblatt import Blatt, blatt_sperren
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Gremium, Sitzung, Tagesordnungsfassung
from lenkung.regeln.fassungsvergleich import UNVERAENDERT
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Tagesordnungsstand

VORSITZ, GESCHAEFTSSTELLE = ("vorsitz",), ("geschaeftsstelle", "leitung_geschaeftsstelle")


@dataclass(frozen=True, slots=True)
class Weitergegeben:
    """An wen eine E-Mail ging; leer: an niemanden, dann braucht es einen anderen Weg."""

    sitzung: Sitzung
    an: tuple[str, ...]


@transaction.atomic
def tagesordnung_vorlegen(*, sitzung_id: int, zaehler: int, akteur: Akteur) -> Weitergegeben:
    """Gibt sie dem Vorsitz zur Bestätigung, mit einer E-Mail, die den Weg zur Seite nennt."""
    blatt = blatt_sperren(sitzung_id)
    verlange(permissions.darf_tagesordnung_vorlegen(akteur, blatt.sitzung, blatt.stand))
    blatt.verlange_zaehler(zaehler)
    _nicht_leer(blatt)
    blatt.tagesordnung.stand = Tagesordnungsstand.VORGELEGT.value
    blatt.tagesordnung.bemerkung = ""
    blatt.geaendert(akteur, _("Dem Vorsitz vorgelegt"))
    return _schreiben(blatt, VORGELEGT, VORSITZ, "lenkung:sitzung-bestaetigen", akteur)


@transaction.atomic
def tagesordnung_bestaetigen(
    *, sitzung_id: int, zaehler: int, akteur: Akteur, wie: str = ""
) -> Tagesordnungsfassung:
    """Der Vorsitz legt fest, was er gelesen hat: daraus wird eine Fassung, und die Punkte sind gesperrt.

    Trägt die Geschäftsstelle es ein, gehört dazu, wie der Vorsitz es gesagt hat.
    """
    gremium_sperren(Sitzung.objects.values_list("gremium_id", flat=True).get(pk=sitzung_id))
    blatt = blatt_sperren(sitzung_id)
    sitzung = blatt.sitzung
    verlange(permissions.darf_tagesordnung_bestaetigen(akteur, sitzung, blatt.stand))
    selbst, wie = bool(permissions.ist_vorsitz(akteur, sitzung)), " ".join(wie.split())
    if not selbst and not wie:
        raise Fachfehler(
            _("Bitte angeben, wie der Vorsitz bestätigt hat, zum Beispiel „Anruf am 03.03.2023“."),
            code="wie",
            feld="wie",
        )
    blatt.verlange_zaehler(zaehler)
    _nicht_leer(blatt)
    bilder, bisher = bilder_von(blatt.punkte), geltende_tagesordnung(sitzung_id)
    aenderungen = (abweichungen(bisher, bilder) or (UNVERAENDERT,)) if bisher else ()
    wer = (
        akteur.akteur_name
        if selbst
        else _("Vorsitz, eingetragen von %(name)s") % {"name": akteur.akteur_name}
    )
    fassung = Tagesordnungsfassung(
        sitzung=sitzung,
        nummer=bisher.nummer + 1 if bisher else 1,
        punkte=[bild.als_wert() for bild in bilder],
        aenderungen=list(aenderungen),
        bestaetigt_am=timezone.now(),
        bestaetigt_von_name=wer[:200],
        bestaetigt_wie="" if selbst else wie,
    )
    fassung.full_clean()
    fassung.save(force_insert=True)
    grund = _("Fassung %(nummer)s bestätigt") % {"nummer": fassung.nummer}
    blatt.tagesordnung.stand = Tagesordnungsstand.BESTAETIGT.value
    blatt.tagesordnung.bemerkung = ""
    blatt.geaendert(akteur, grund)
    if sitzung.lage is Sitzungsstand.GEPLANT:
        sitzung.stand = Sitzungsstand.TAGESORDNUNG_FESTGELEGT.value
        speichere(sitzung, akteur=akteur, grund=grund)
    return fassung


@transaction.atomic
def tagesordnung_zurueckgeben(
    *, sitzung_id: int, zaehler: int, bemerkung: str, akteur: Akteur
) -> Weitergegeben:
    """Mit dem, was anders werden soll; die Geschäftsstelle bekommt es als E-Mail."""
    blatt = blatt_sperren(sitzung_id)
    verlange(permissions.darf_tagesordnung_zurueckgeben(akteur, blatt.sitzung, blatt.stand))
    blatt.verlange_zaehler(zaehler)
    blatt.tagesordnung.stand = Tagesordnungsstand.ZURUECKGEGEBEN.value
    blatt.tagesordnung.bemerkung = bemerkung.strip()
    blatt.geaendert(akteur, _("Vom Vorsitz zurückgegeben"))
    return _schreiben(
        blatt,
        ZURUECKGEGEBEN,
        GESCHAEFTSSTELLE,
        "lenkung:sitzung-tagesordnung",
        akteur,
        bemerkung=blatt.tagesordnung.bemerkung,
    )


@transaction.atomic
def tagesordnung_aendern(*, sitzung_id: int, akteur: Akteur) -> Sitzung:
    """Beginnt eine Änderung. Bis zur neuen Bestätigung gilt die bisherige Fassung."""
    blatt = blatt_sperren(sitzung_id)
    verlange(permissions.darf_tagesordnung_aendern(akteur, blatt.sitzung, blatt.stand))
    blatt.tagesordnung.stand = Tagesordnungsstand.IN_AENDERUNG.value
    blatt.geaendert(akteur, _("Änderung begonnen"))
    return blatt.sitzung


@transaction.atomic
def tagesordnung_belassen(*, sitzung_id: int, akteur: Akteur) -> Sitzung:
    """Beendet eine Änderung, aus der nichts wurde: es gilt weiter, was bestätigt ist."""
    blatt = blatt_sperren(sitzung_id)
    blatt.verlange_bearbeitbar(akteur)
    fassung = geltende_tagesordnung(sitzung_id)
    if fassung is None or abweichungen(fassung, bilder_von(blatt.punkte)):
        raise Fachfehler(
            _("Die Tagesordnung weicht von der bestätigten ab. Bitte dem Vorsitz vorlegen."),
            code="abweichung",
        )
    blatt.tagesordnung.stand = Tagesordnungsstand.BESTAETIGT.value
    blatt.tagesordnung.bemerkung = ""
    blatt.geaendert(akteur, _("Ohne Änderung belassen"))
    return blatt.sitzung


def _nicht_leer(blatt: Blatt) -> None:
    if not blatt.punkte:
        raise Fachfehler(
            _("Die Tagesordnung hat noch keinen Punkt. Bitte zuerst aufstellen."), code="ohne_punkte"
        )


def konten_mit_rolle(gremium: Gremium, rollen: tuple[str, ...]) -> list[Empfaenger]:
    """Wer die Rolle für dieses Gremium oder den ganzen Kreis hat, jede Person einmal."""
    personen: dict[str, Empfaenger] = {}
    for zuweisung in zustaendige(kreis_id=gremium.kreis_id, rollen=rollen, tag=timezone.localdate()):
        hier = (zuweisung.bereich_art, zuweisung.bereich_id) in (
            ("kreis", gremium.kreis_id),
            (permissions.GREMIUM, gremium.pk),
        )
        konto = zuweisung.konto
        if hier and adresse_normal(konto.email) is not None:
            personen.setdefault(konto.email.lower(), Empfaenger(konto.name, konto.email, konto_id=konto.pk))
    return list(personen.values())


def _schreiben(
    blatt: Blatt,
    text: Mailtextart,
    rollen: tuple[str, ...],
    seite: str,
    akteur: Akteur,
    **werte: str,
) -> Weitergegeben:
    sitzung = blatt.sitzung
    personen = konten_mit_rolle(sitzung.gremium, rollen)
    if personen:
        nachricht_aus_mailtext(
            kreis_id=sitzung.kreis_id,
            akteur=akteur,
            mailtext=text.schluessel,
            werte={
                "gremium": sitzung.gremium.kurz,
                "termin": termin_text(sitzung.beginn),
                "link": str(settings.KIM_BASIS_URL) + reverse(seite, args=[sitzung.pk]),
                **werte,
            },
            empfaenger=[Empfaenger(p.name, p.adresse, p.konto_id, werte={"name": p.name}) for p in personen],
            schluessel=f"{text.schluessel}:{sitzung.pk}:{stand_von(blatt.tagesordnung)}",
        )
    return Weitergegeben(sitzung, tuple(person.name for person in personen))
