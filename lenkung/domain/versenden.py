"""Eine vorbereitete Sendung hinausgeben: noch einmal prüfen, dann alles in einer Transaktion.

Der Knopf schickt nichts selbst. Er schreibt alle E-Mails in den Postausgang; von dort gehen sie hinaus, auch
wenn der Dienst dazwischen stirbt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.basis.mailtext import Mailtextart
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.einladungstexte import AENDERUNG, EINLADUNG, GAST, VORZIMMER, ZUR_KENNTNIS
from lenkung.domain.einladungsworte import hinweise, tagesordnung, unterlagen, werte_der_sitzung
from lenkung.domain.queries.einladung import Gast, Papier, Vorhaben
from lenkung.domain.queries.nachweis import angeschriebene
from lenkung.domain.sendung import fertiges_pdf, sendung_gesperrt, vorhaben_der_sendung
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.domain.unterrichten import kalenderangabe
from lenkung.domain.verschicken import (
    Rundschreiben,
    adressat,
    verschicken,
    vorzimmer_adressat,
    vorzimmer_von,
)
from lenkung.models import Gremiumseinstellung, Sendung, Teilnahme
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandpruefung import sperrende


@dataclass(frozen=True, slots=True)
class Versandt:
    """Was aus dem Knopfdruck wurde: wie viele E-Mails im Postausgang liegen und wer keine bekommt."""

    sendung: Sendung
    erreicht: int
    ohne_adresse: tuple[str, ...] = ()


@transaction.atomic
def einladung_versenden(*, sendung_id: int, akteur: Akteur, gelesen: str | None = None) -> Versandt:
    """Lädt ein: bindet die Geschäftsordnung, trägt alle ein, schreibt jede E-Mail (GO RSK § 4 Abs. 5).

    `gelesen` ist der Abdruck dessen, was auf der Seite stand: hat sich seither etwas geändert, geht nichts
    hinaus.
    """
    sendung = sendung_gesperrt(sendung_id)
    if sendung.sendungsart is not Sendungsart.EINLADUNG:
        raise Fachfehler(_("Das ist keine Einladung."), code="andere_art")
    sitzung = sendung.sitzung
    verlange(permissions.darf_einladen(akteur, sitzung))
    vorhaben = _geprueft(sendung, gelesen)
    sitzung.geschaeftsordnung = vorhaben.geschaeftsordnung
    sitzung.stand = Sitzungsstand.EINGELADEN.value
    speichere(sitzung, akteur=akteur)
    sendung.dringlich = vorhaben.dringlich
    sendung.hinweis_zweite_einberufung = vorhaben.hinweis_zweite_einberufung
    teilnahmen = teilnahmen_anlegen(sitzung)
    _abschliessen(sendung, vorhaben, akteur)
    muster = _muster(sendung, vorhaben)
    briefe = [
        *einladungen_an(teilnahmen, muster, vorhaben.einstellung),
        *_gastbriefe(sendung, vorhaben, vorhaben.empfaenger.gaeste),
    ]
    erreicht = verschicken(sendung, briefe, akteur=akteur)
    return Versandt(sendung, erreicht, vorhaben.empfaenger.ohne_adresse)


@transaction.atomic
def aenderung_versenden(*, sendung_id: int, akteur: Akteur, gelesen: str | None = None) -> Versandt:
    """Die geänderte Tagesordnung an alle, die eingeladen sind, mit neuem PDF und Kalendereintrag."""
    sendung = sendung_gesperrt(sendung_id)
    if sendung.sendungsart is not Sendungsart.AENDERUNG:
        raise Fachfehler(_("Das ist keine geänderte Tagesordnung."), code="andere_art")
    verlange(permissions.darf_nachsenden(akteur, sendung.sitzung))
    vorhaben = _geprueft(sendung, gelesen)
    _abschliessen(sendung, vorhaben, akteur)
    erreicht = verschicken(sendung, _aenderungen(sendung, vorhaben), akteur=akteur)
    return Versandt(sendung, erreicht)


# Prüfen -----------------------------------------------------------------------------------------------------


def _geprueft(sendung: Sendung, gelesen: str | None) -> Vorhaben:
    vorhaben = vorhaben_der_sendung(sendung)
    zur_einladung = sendung.sendungsart is Sendungsart.EINLADUNG
    if gegen := sperrende(vorhaben.pruefpunkte, zur_einladung=zur_einladung):
        raise Fachfehler(gegen[0].text, code=gegen[0].code)
    abdruck = vorhaben.abdruck
    if sendung.pdf_inhalt != abdruck or (gelesen is not None and gelesen != abdruck):
        raise Ueberholt(
            _(
                "Seit der Vorschau hat sich etwas geändert. Bitte die Vorschau erneuern, ansehen und noch "
                "einmal senden."
            ),
            code="veraltet",
        )
    sendung.pdf = fertiges_pdf(sendung, abdruck)
    if sendung.pdf is None:
        raise Fachfehler(
            _(
                "Das PDF der Einladung ist noch nicht fertig. Bitte einen Augenblick warten und noch einmal "
                "senden."
            ),
            code="pdf_fehlt",
        )
    return vorhaben


def _abschliessen(sendung: Sendung, vorhaben: Vorhaben, akteur: Akteur) -> None:
    sendung.versandte_tagesordnung = tagesordnung(vorhaben.zeilen)
    sendung.versandte_hinweise = hinweise(vorhaben)
    sendung.stand = Sendungsstand.VERSANDT.value
    sendung.versandt_am = timezone.now()
    sendung.versandt_von_name = akteur.akteur_name
    speichere(sendung, akteur=akteur)


# Schreiben --------------------------------------------------------------------------------------------------


def werte_von(vorhaben: Vorhaben, papiere: Sequence[Papier], *, pdf: bool) -> dict[str, str]:
    sendung, sitzung = vorhaben.sendung, vorhaben.sitzung
    return {
        **werte_der_sitzung(sitzung),
        "persoenliche_worte": sendung.anschreiben.strip() if sendung else "",
        "hinweis": hinweise(vorhaben),
        "tagesordnung": tagesordnung(vorhaben.zeilen),
        "unterlagen": unterlagen(papiere, pdf=pdf, sitzung=sitzung),
        "aenderungen": "\n".join(f"- {satz}" for satz in vorhaben.aenderungen),
    }


def _anhaenge(sendung: Sendung, papiere: Sequence[Papier]) -> list[int]:
    pdf = [sendung.pdf_id] if sendung.pdf_id else []
    return [*pdf, *(papier.dokument_id for papier in papiere if not papier.als_link)]


def _muster(sendung: Sendung, vorhaben: Vorhaben) -> Rundschreiben:
    """Was alle bekommen: die Worte, die Anhänge, den Kalendereintrag."""
    return Rundschreiben(
        "",
        EINLADUNG,
        (),
        werte_von(vorhaben, vorhaben.papiere, pdf=True),
        anhaenge=_anhaenge(sendung, vorhaben.papiere),
        mit_link=any(papier.als_link for papier in vorhaben.papiere),
        kalender=kalenderangabe(sendung.sitzung),
    )


def einladungen_an(
    teilnahmen: Sequence[Teilnahme],
    muster: Rundschreiben,
    einstellung: Gremiumseinstellung,
    *,
    zusatz: str = "",
) -> list[Rundschreiben]:
    """Wer gefragt ist, mit Link zur Antwort; die anderen Stellvertretungen zur Kenntnis; Vorzimmer in Kopie.

    Gefragt sind die Mitglieder und, wo ein Sitz frei ist, dessen Stellvertretung.
    """
    mitglieder = [t for t in teilnahmen if t.gefragt_am is not None]
    vertretungen = [t for t in teilnahmen if t.gefragt_am is None and t.rolle != Teilnahmerolle.GAST]
    if not einstellung.einladung_an_stellvertretung:
        vertretungen = []
    return [
        replace(
            muster,
            an=f"mitglieder{zusatz}",
            adressaten=[adressat(t, gefragt=True) for t in mitglieder],
        ),
        replace(
            muster,
            an=f"stellvertretungen{zusatz}",
            text=ZUR_KENNTNIS,
            adressaten=[adressat(t) for t in vertretungen],
        ),
        *vorzimmer_kopien(
            [*mitglieder, *vertretungen], muster, gremium_id=einstellung.gremium_id, zusatz=zusatz
        ),
    ]


def vorzimmer_kopien(
    teilnahmen: Sequence[Teilnahme], muster: Rundschreiben, *, gremium_id: int, zusatz: str = ""
) -> list[Rundschreiben]:
    """Wer antworten darf, bekommt dazu einen eigenen Link; die anderen nur die Kopie."""
    personen = [vorzimmer_adressat(*paar) for paar in vorzimmer_von(teilnahmen, gremium_id)]
    bitte = _("Sie können für das Mitglied antworten; ein Klick genügt, ohne Anmeldung:")
    return [
        replace(
            muster,
            an=f"{an}{zusatz}",
            text=VORZIMMER,
            adressaten=[person for person in personen if person.gefragt is antwortet],
            werte={**muster.werte, "antwortbitte": bitte if antwortet else ""},
        )
        for an, antwortet in (("vorzimmer", True), ("vorzimmer-kopie", False))
    ]


def _gastbriefe(sendung: Sendung, vorhaben: Vorhaben, gaeste: Sequence[Gast]) -> list[Rundschreiben]:
    """Jeder Gast für sich, nur mit seinen Punkten und deren Unterlagen (GO RSK § 2 Abs. 3)."""
    teilnahmen = _gastteilnahmen(sendung, gaeste)
    briefe = []
    for gast in gaeste:
        zeilen = [zeile for zeile in vorhaben.zeilen if zeile.punkt_id in gast.punkt_ids]
        papiere = [papier for papier in vorhaben.papiere if papier.punkt_id in gast.punkt_ids]
        briefe.append(
            Rundschreiben(
                f"gast:{gast.gast_id}",
                GAST,
                [adressat(teilnahmen[gast.email])],
                {
                    **werte_von(vorhaben, papiere, pdf=False),
                    "tagesordnung": tagesordnung(zeilen),
                    "hinweis": "",
                },
                anhaenge=[papier.dokument_id for papier in papiere if not papier.als_link],
                mit_link=any(papier.als_link for papier in papiere),
                kalender=kalenderangabe(sendung.sitzung),
                punkte=list(gast.punkt_ids),
            )
        )
    return briefe


def _gastteilnahmen(sendung: Sendung, gaeste: Sequence[Gast]) -> dict[str, Teilnahme]:
    if not gaeste:
        return {}
    jetzt = timezone.now()
    menge = Teilnahme.objects.filter(sitzung=sendung.sitzung, rolle=Teilnahmerolle.GAST.value)
    vorhanden = {teilnahme.email: teilnahme for teilnahme in menge}
    neue = Teilnahme.objects.bulk_create(
        Teilnahme(
            sitzung=sendung.sitzung,
            gast_id=gast.gast_id,
            rolle=Teilnahmerolle.GAST.value,
            name=gast.name,
            email=gast.email,
            eingetragen_am=jetzt,
        )
        for gast in gaeste
        if gast.email not in vorhanden
    )
    return vorhanden | {teilnahme.email: teilnahme for teilnahme in neue}


def an_alle(sendung: Sendung, muster: Rundschreiben, text: Mailtextart) -> Rundschreiben:
    """Noch einmal an alle, die eine Einladung bekamen, und an ihre Vorzimmer; Gäste bekommen Eigenes."""
    kreis = [t for t in angeschriebene(sendung.sitzung) if t.rolle != Teilnahmerolle.GAST]
    vorzimmer = vorzimmer_von(kreis, sendung.sitzung.gremium_id)
    kopien = [replace(vorzimmer_adressat(*paar), gefragt=False) for paar in vorzimmer]
    return replace(muster, an="eingeladene", text=text, adressaten=[*map(adressat, kreis), *kopien])


def _aenderungen(sendung: Sendung, vorhaben: Vorhaben) -> list[Rundschreiben]:
    return [
        an_alle(sendung, _muster(sendung, vorhaben), AENDERUNG),
        *_gastbriefe(sendung, vorhaben, vorhaben.empfaenger.gaeste),
    ]
