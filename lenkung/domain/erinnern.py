"""Erinnern: jede fällige Erinnerung genau einmal, in einer Transaktion mit ihrer Nachricht."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from kim.basis.akteur import Akteur
from kim.basis.zeit import berliner_tag
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger
from lenkung.domain.adressaten import adressaten, mit_adresse
from lenkung.domain.folgelink import an_folge_erinnern, zu_erinnernde_folgen
from lenkung.domain.mailtexte_erinnerung import MAILTEXTE_DER_ERINNERUNGEN
from lenkung.domain.queries.erinnerungen import (
    Anstehend,
    anstehende,
    erwartete,
    freie_sitze,
    kuenftige_sitzungen,
    regeln_von,
    zu_mahnen,
)
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.umlaufpost import anstehende_umlaeufe, zum_umlauf_schreiben
from lenkung.domain.unterrichten import ort_und_link, termin_text
from lenkung.models import Erinnerung, Gremium, Sitz, Sitzung, Teilnahme
from lenkung.regeln.erinnerung import (
    Erinnerungsart,
    Regel,
    Schritt,
    frist_in_worten,
    schluessel_sitz,
    tag_in_worten,
)

protokoll = logging.getLogger(__name__)
VORBEHALT = "lenkung.erinnerung"


def erinnerungen_senden(*, jetzt: datetime, akteur: Akteur) -> int:
    """Gibt zurück, wie viele Nachrichten entstanden.

    Zwei, die zugleich laufen, senden zusammen einmal: jede Erinnerung wird unter der Sperre ihres Gremiums
    noch einmal geprüft, und der Schlüssel des Schritts ist in der Datenbank einmalig. Scheitert eine, gehen
    die anderen trotzdem hinaus, und der Lauf meldet den Fehler; der nächste holt nach, was fehlt.
    """
    heute = berliner_tag(jetzt)
    gremien = list(taetige_gremien(heute).select_related("kreis"))
    taten = [
        _tat(_zur_sitzung, satz.sitzung.pk, satz.was.art, jetzt, akteur)
        for satz in anstehende(kuenftige_sitzungen(gremien, jetzt), jetzt)
    ]
    taten += [
        _tat(_an_freie_sitze, gremium_id, jetzt, akteur)
        for gremium_id in freie_sitze(_mit_blick_auf_sitze(gremien), heute)
    ]
    taten += [_tat(_an_folge, folge_id, jetzt, akteur) for folge_id in zu_erinnernde_folgen(jetzt)]
    taten += [_tat(_zum_umlauf, umlauf_id, jetzt, akteur) for umlauf_id in anstehende_umlaeufe(jetzt)]
    gesandt, gescheitert = 0, []
    for tat in taten:
        try:
            gesandt += tat()
        except Exception as fehler:
            # One wrong address must not keep the others from being reminded; the run itself fails loudly.
            protokoll.error("a reminder failed: %s", type(fehler).__name__)
            gescheitert.append(fehler)
    if gescheitert:
        raise gescheitert[0]
    return gesandt


def taetige_gremien(tag: date) -> QuerySet[Gremium]:
    """Die an diesem Tag bestehen, in Kreisen mit eingeschalteter Lenkung."""
    begonnen = Q(aktiv_ab__isnull=True) | Q(aktiv_ab__lte=tag)
    offen = Q(aktiv_bis__isnull=True) | Q(aktiv_bis__gte=tag)
    return Gremium.objects.filter(begonnen, offen, kreis__modul_lenkung=True).order_by("pk")


def weiter_taetige_gremien(tag: date) -> QuerySet[Gremium]:
    """Ohne die, deren letzter Tag schon eingetragen ist: ihnen schlägt niemand mehr etwas vor."""
    return taetige_gremien(tag).filter(aktiv_bis__isnull=True)


def _mit_blick_auf_sitze(gremien: Sequence[Gremium]) -> list[Gremium]:
    regeln = regeln_von([gremium.pk for gremium in gremien])
    return [gremium for gremium in gremien if regeln[gremium.pk][Erinnerungsart.SITZ_FREI].aktiv]


def _tat(tun: Callable[..., bool], *angaben: object) -> Callable[[], bool]:
    def ausgefuehrt() -> bool:
        try:
            return tun(*angaben)
        except IntegrityError as fehler:
            # Another run had the key first; its row and its message stand, ours are taken back together.
            if "erinnerung" not in str(fehler) or "schluessel" not in str(fehler):
                raise
            return False

    return ausgefuehrt


def _an_folge(folge_id: int, jetzt: datetime, akteur: Akteur) -> bool:
    return an_folge_erinnern(folge_id=folge_id, jetzt=jetzt, akteur=akteur)


def _zum_umlauf(umlauf_id: int, jetzt: datetime, akteur: Akteur) -> bool:
    return zum_umlauf_schreiben(umlauf_id=umlauf_id, jetzt=jetzt, akteur=akteur)


@transaction.atomic
def _zur_sitzung(sitzung_id: int, art: Erinnerungsart, jetzt: datetime, akteur: Akteur) -> bool:
    """Unter der Sperre neu gelesen: wer inzwischen verlegt, abgesagt oder eingeladen hat, war schneller."""
    gremium = gremium_sperren(Sitzung.objects.values_list("gremium_id", flat=True).get(pk=sitzung_id))
    sitzung = next((satz for satz in kuenftige_sitzungen([gremium], jetzt) if satz.pk == sitzung_id), None)
    satz = next((s for s in anstehende([sitzung] if sitzung else [], jetzt) if s.was.art is art), None)
    if satz is None:
        return False
    heute = berliner_tag(jetzt)
    personen = _empfaenger(satz, regeln_von([gremium.pk])[gremium.pk][art], heute)
    werte = _werte(satz, heute)
    return _senden(
        satz.sitzung.gremium, art, werte, personen, satz.was.schritte, jetzt, akteur, sitzung=satz.sitzung
    )


def _empfaenger(satz: Anstehend, regel: Regel, heute: date) -> list[Empfaenger]:
    if satz.was.art is Erinnerungsart.ANTWORT:
        return _aus_teilnahmen(zu_mahnen(satz.sitzung, regel.an, satz.was.zuletzt_faellig))
    if satz.was.art is Erinnerungsart.SITZUNG:
        return _aus_teilnahmen(erwartete(satz.sitzung, regel.an))
    return adressaten(satz.sitzung.gremium, regel.an, heute)


def _aus_teilnahmen(teilnahmen: Sequence[Teilnahme]) -> list[Empfaenger]:
    return mit_adresse(Empfaenger(t.name, t.email, bezug=f"teilnahme:{t.pk}") for t in teilnahmen)


def _adresse(name: str, pk: int) -> str:
    return str(settings.KIM_BASIS_URL) + reverse(name, args=[pk])


def _werte(satz: Anstehend, heute: date) -> dict[str, str]:
    sitzung = satz.sitzung
    return {
        "termin": termin_text(sitzung.beginn),
        "link": _adresse("lenkung:sitzung-detail", sitzung.pk),
        "unterlagen": _adresse("lenkung:sitzung-unterlagen", sitzung.pk),
        "ort": ort_und_link(sitzung),
        "wann": tag_in_worten(sitzung.tag, heute),
        "frist": frist_in_worten(satz.was.bezugstag, heute),
        "norm": satz.norm,
    }


@transaction.atomic
def _an_freie_sitze(gremium_id: int, jetzt: datetime, akteur: Akteur) -> bool:
    """Eine Nachricht für alle Sitze, an die in diesem Monat noch zu erinnern ist."""
    heute = berliner_tag(jetzt)
    gremium = gremium_sperren(gremium_id)
    regel = regeln_von([gremium_id])[gremium_id][Erinnerungsart.SITZ_FREI]
    sitze: list[Sitz] = freie_sitze([gremium], heute).get(gremium_id, []) if regel.aktiv else []
    if not sitze:
        return False
    werte = {
        "sitze": "\n".join(f"- {sitz.name}" for sitz in sitze),
        "link": _adresse("lenkung:gremium-detail", gremium_id),
    }
    schritte = [Schritt(schluessel_sitz(sitz.pk, heute), heute) for sitz in sitze]
    personen = adressaten(gremium, regel.an, heute)
    return _senden(gremium, Erinnerungsart.SITZ_FREI, werte, personen, schritte, jetzt, akteur)


def _senden(
    gremium: Gremium,
    art: Erinnerungsart,
    werte: dict[str, str],
    personen: Sequence[Empfaenger],
    schritte: Sequence[Schritt],
    jetzt: datetime,
    akteur: Akteur,
    *,
    sitzung: Sitzung | None = None,
) -> bool:
    """Ist niemand zu erreichen, bleibt die Erinnerung offen: vielleicht kommt eine Adresse noch."""
    if not personen:
        return False
    text = MAILTEXTE_DER_ERINNERUNGEN[art]
    alle = {"gremium": gremium.kurz, **werte}
    nachricht = nachricht_aus_mailtext(
        kreis_id=gremium.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={name: wert for name, wert in alle.items() if name in text.namen},
        empfaenger=[replace(person, werte={"name": person.name}) for person in personen],
        schluessel=f"lenkung.erinnerung:{schritte[0].schluessel}",
        vorbehalt=VORBEHALT,
    )
    for schritt in schritte:
        Erinnerung.objects.create(
            gremium=gremium,
            sitzung=sitzung,
            art=art.value,
            schluessel=schritt.schluessel,
            faellig_am=schritt.faellig_am,
            erledigt_am=jetzt,
            nachricht=nachricht,
        )
    return True
