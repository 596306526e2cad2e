"""Der persönliche Link eines Verweises: hinausschicken, vor dem Senden noch einmal fragen, schließen.

In der E-Mail steht nichts über die Person und nichts über das Thema. Was hinter dem Link steht, öffnet erst
der Code, den die Stelle auf einem zweiten Weg bekommt.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.mailtexte_verweis import VERWEIS_LINK
from casemgmt.domain.queries.verweise import absender, einstellung
from casemgmt.domain.sperren import klient_sperren
from casemgmt.domain.verweisdaten import datenurteil
from casemgmt.models import Verweis, Verweiszugang
from casemgmt.regeln.verweis import OFFEN, link_bis
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.fehler import Fachfehler
from kim.basis.linkzweck import Linkzweck
from kim.versand.domain.aktionslink import aktionslink_ausstellen, aktionslinks_widerrufen
from kim.versand.domain.queries.verfasst import gerichtet_an
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal

VERWEISLINK = Linkzweck(
    schluessel="casemgmt.verweis",
    titel="Einen Verweis beantworten",
    text="",
    knopf="",
    einmalig=False,
    seite="casemgmt:verweis-link",
)
VORBEHALT = "casemgmt.verweis"


def adresse_des_empfaengers(verweis: Verweis) -> str:
    """Gilt der Verweis einer Person dort, dann nur ihr: ein Sammelpostfach lesen auch andere."""
    person: Any = verweis.person
    stelle: Any = verweis.einrichtung
    if person is not None:
        return str(person.email)
    return str(stelle.email) if stelle is not None else ""


def link_senden(verweis: Verweis, akteur: Akteur) -> Any:
    """Ein neuer Link; ältere gelten nicht mehr. Unter der Sperre des Verweises."""
    adresse = adresse_des_empfaengers(verweis)
    if adresse_normal(adresse) is None or verweis.gesendet_am is None or verweis.antwort_bis is None:
        raise Fachfehler(
            _("Vom Empfänger ist keine eigene E-Mail-Adresse bekannt. Bitte einen anderen Weg wählen."),
            code="adresse",
            feld="kanal",
        )
    zugang, _neu = Verweiszugang.objects.get_or_create(kreis_id=verweis.kreis_id, verweis=verweis)
    aktionslinks_widerrufen(zweck=VERWEISLINK.schluessel, ziel_id=zugang.pk)
    link = aktionslink_ausstellen(
        zweck=VERWEISLINK.schluessel,
        ziel_id=zugang.pk,
        gueltig_bis=link_bis(timezone.now(), einstellung(verweis.kreis_id).link_tage),
        akteur=akteur,
    )
    name = str(verweis.person or verweis.einrichtung)
    kreis: Any = verweis.kreis
    return nachricht_aus_mailtext(
        kreis_id=verweis.kreis_id,
        akteur=akteur,
        mailtext=VERWEIS_LINK.schluessel,
        werte={
            "absender": kreis.name,
            "wer": f"{akteur.akteur_name}, {absender(verweis)}",
            "bis": datum(verweis.antwort_bis),
        },
        empfaenger=[
            Empfaenger(
                name,
                adresse,
                bezug=f"verweis:{verweis.pk}",
                werte={"name": name},
                geheim={"link": link},
            )
        ],
        schluessel=f"{VERWEIS_LINK.schluessel}:{verweis.kennung}:{uuid4().hex}",
        vorbehalt=VORBEHALT,
        vertraulich=True,
    )


def zugang_schliessen(verweis: Verweis) -> None:
    """Kein Link gilt mehr, kein Code öffnet noch etwas."""
    for zugang in Verweiszugang.objects.filter(verweis=verweis):
        aktionslinks_widerrufen(zweck=VERWEISLINK.schluessel, ziel_id=zugang.pk)
        zugang.code_hash, zugang.gueltig_bis = "", None
        zugang.save(update_fields=["code_hash", "gueltig_bis"])


@transaction.atomic
def verweis_gilt_noch(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Unmittelbar vor dem Senden. Die Antwort nennt niemanden: sie steht im Postausgang."""
    an = gerichtet_an(zustellung_id)
    _art, _trenner, nummer = (an.bezug if an else "").partition(":")
    verweis = Verweis.objects.filter(pk=int(nummer)).first() if nummer.isdecimal() else None
    if verweis is None or verweis.lage not in OFFEN:
        return verweigert(_("Dieser Verweis ist nicht mehr offen."))
    if verweis.klient_id is not None:
        klient_sperren(verweis.klient_id)
        verweis = Verweis.objects.select_related("klient").get(pk=verweis.pk)
    if verweis.lage not in OFFEN or not datenurteil(verweis, timezone.now()):
        return verweigert(_("Die Einwilligung trägt diesen Verweis nicht mehr. Bitte in der Akte nachsehen."))
    return erlaubt(_("Der Verweis ist offen."))
