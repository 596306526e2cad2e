"""Wer nach der Einladung dazukommt: die Stellvertretung, wenn das Mitglied verhindert ist, und Nachfolgende.

GO RSK § 4 Abs. 6: ist ein Mitglied verhindert, tritt die Stellvertretung ein. Sie bekommt sofort alles, was
das Mitglied bekam.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.versand.regeln.empfaenger import adresse_normal
from lenkung import permissions
from lenkung.domain.einladungstexte import EINLADUNG, VERTRETUNG
from lenkung.domain.einladungsworte import unterlagen, werte_der_sitzung
from lenkung.domain.queries.einladung import Papier, papiere_mit_weg
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.nachweis import belege, noch_ohne_einladung
from lenkung.domain.queries.unterlagen import Unterlage
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.sendung import sitzung_gesperrt
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.domain.unterrichten import kalenderangabe
from lenkung.domain.verschicken import Rundschreiben, adressat, verschicken
from lenkung.domain.versenden import Versandt, einladungen_an, vorzimmer_kopien
from lenkung.models import Sendung, Sendungsnachricht, Sendungsunterlage, Sitzung, Teilnahme
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle, Zusage
from lenkung.regeln.versand import Sendungsart, Sendungsstand


@transaction.atomic
def stellvertretung_nachladen(*, teilnahme_id: int, akteur: Akteur) -> bool:
    """Fragt die Stellvertretung dieses Mitglieds, mit allen Unterlagen. True: sie ist gefragt.

    False: es gibt keine, sie hat keine Adresse, sie hat selbst schon abgesagt, oder die Sitzung hat begonnen.
    Solange sie gefragt ist, schickt ein zweiter Aufruf nichts noch einmal; war sie wieder entlastet, wird sie
    neu gefragt. Ob der Akteur das Mitglied vertritt, prüft der Vorgang, der ruft.
    """
    mitglied = Teilnahme.objects.get(pk=teilnahme_id)
    sitzung = sitzung_gesperrt(mitglied.sitzung_id)
    einladung = die_einladung(sitzung)
    offen = sitzung.lage is Sitzungsstand.EINGELADEN and timezone.now() < sitzung.beginn
    if not offen or einladung is None or mitglied.rolle != Teilnahmerolle.MITGLIED:
        return False
    vertretung = _vertretung(sitzung, mitglied)
    if vertretung is None or vertretung.zusage == Zusage.VERHINDERT:
        return False
    if vertretung.gefragt_am is not None:
        return True
    mal = Sendungsnachricht.objects.filter(
        sendung__sitzung=sitzung, an__startswith=f"nachgeladen:v{vertretung.pk}:"
    ).count()
    zusatz = f":v{vertretung.pk}:{mal + 1}"
    person = adressat(vertretung, gefragt=True, mitglied=mitglied.name)
    if adresse_normal(person.email) is None:
        return False
    vertretung.gefragt_am = timezone.now()
    vertretung.save(update_fields=["gefragt_am"])
    bisher = bisher_versandt(sitzung, einladung)
    verschicken(
        einladung,
        [
            replace(bisher.muster, an=f"nachgeladen{zusatz}", text=VERTRETUNG, adressaten=[person]),
            *vorzimmer_kopien([vertretung], bisher.muster, gremium_id=sitzung.gremium_id, zusatz=zusatz),
        ],
        akteur=akteur,
    )
    return True


@transaction.atomic
def nachtraeglich_einladen(*, sitzung_id: int, akteur: Akteur) -> Versandt:
    """Lädt ein, wer nach der Einladung auf einen Sitz kam oder erst jetzt eine Adresse hat."""
    sitzung = sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_nachsenden(akteur, sitzung))
    einladung = die_einladung(sitzung)
    if einladung is None or sitzung.beginn <= timezone.now():
        raise Fachfehler(_("Zu dieser Sitzung lässt sich nicht mehr nachträglich einladen."), code="vorbei")
    einstellung = einstellung_von(sitzung.gremium)
    rollen = {Teilnahmerolle.MITGLIED.value}
    if einstellung.einladung_an_stellvertretung:
        rollen.add(Teilnahmerolle.STELLVERTRETUNG.value)
    offene = [
        teilnahme
        for teilnahme in noch_ohne_einladung(teilnahmen_anlegen(sitzung), belege(sitzung.pk))
        if teilnahme.rolle in rollen and adresse_normal(adressat(teilnahme).email) is not None
    ]
    if not offene:
        raise Fachfehler(_("Alle mit einer E-Mail-Adresse sind schon eingeladen."), code="niemand_offen")
    bisher = bisher_versandt(sitzung, einladung)
    einstellung.gremium = sitzung.gremium
    briefe = einladungen_an(offene, bisher.muster, einstellung, zusatz=f":n{offene[0].pk}")
    return Versandt(einladung, verschicken(einladung, briefe, akteur=akteur))


# Was bisher hinausging --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bisher:
    """Die Worte, Unterlagen und das PDF von allem, was zu dieser Sitzung schon versandt ist."""

    muster: Rundschreiben
    papiere: tuple[Papier, ...]


def die_einladung(sitzung: Sitzung) -> Sendung | None:
    satz = Sendung.objects.filter(
        sitzung=sitzung, art=Sendungsart.EINLADUNG.value, stand=Sendungsstand.VERSANDT.value
    ).first()
    if satz is not None:
        satz.sitzung = sitzung
    return satz


def bisher_versandt(sitzung: Sitzung, einladung: Sendung) -> Bisher:
    """Es gilt, was hinausging; ein Entwurf einer Änderung gehört nicht dazu."""
    sendungen = Sendung.objects.filter(sitzung=sitzung, stand=Sendungsstand.VERSANDT.value)
    letzte = sendungen.filter(pdf__isnull=False).order_by("-versandt_am", "-pk").first() or einladung
    saetze = Sendungsunterlage.objects.filter(sendung__in=sendungen).select_related("dokument", "punkt")
    nummern = {satz.punkt.pk: satz.punkt.position for satz in saetze if satz.punkt is not None}
    unterlagen_alle = [
        Unterlage(
            satz.dokument_id,
            satz.dokument.kennung,
            satz.titel,
            satz.dokument.groesse,
            satz.dokument.mime,
            satz.punkt_id,
        )
        for satz in saetze.order_by("sendung__versandt_am", "sendung_id", "reihenfolge")
        if satz.punkt_id is not None
    ]
    papiere = tuple(papiere_mit_weg(unterlagen_alle, nummern, einstellung_von(sitzung.gremium)))
    pdf = [letzte.pdf_id] if letzte.pdf_id else []
    return Bisher(
        Rundschreiben(
            "",
            EINLADUNG,
            (),
            {
                **werte_der_sitzung(sitzung),
                "persoenliche_worte": einladung.anschreiben.strip(),
                "hinweis": einladung.versandte_hinweise,
                "tagesordnung": letzte.versandte_tagesordnung,
                "unterlagen": unterlagen(papiere, pdf=bool(pdf), sitzung=sitzung),
            },
            anhaenge=[*pdf, *(papier.dokument_id for papier in papiere if not papier.als_link)],
            mit_link=any(papier.als_link for papier in papiere),
            kalender=kalenderangabe(sitzung),
            bisher=True,
        ),
        papiere,
    )


def _vertretung(sitzung: Sitzung, mitglied: Teilnahme) -> Teilnahme | None:
    """Die Stellvertretung des Sitzes, wie er am Sitzungstag besetzt ist; fehlt sie, wird sie eingetragen."""
    teilnahmen_anlegen(sitzung)
    zeilen = sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    zeile = next((zeile for zeile in zeilen if zeile.sitz.pk == mitglied.sitz_id), None)
    if zeile is None or zeile.stellvertretung is None:
        return None
    return (
        Teilnahme.objects.filter(
            sitzung=sitzung,
            person_id=zeile.stellvertretung.person_id,
            rolle=Teilnahmerolle.STELLVERTRETUNG.value,
        )
        .select_related("person", "sitz")
        .first()
    )
