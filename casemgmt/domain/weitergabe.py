"""Darf etwas über einen Menschen das Haus verlassen? Hier fragen alle, und hier wird es festgehalten.

Wer etwas weitergibt, ruft `weitergabe_festhalten`: Es fragt unter der Sperre der Person und schreibt auf, was
an wen ging und worauf es beruht. Was erst später hinausgeht, wird mit `vorbehalt=VORBEHALT` verfasst und
bekommt seine `nachricht` mit: Dann wird unmittelbar vor dem Senden noch einmal gefragt.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.einwilligungen import alter_von, befugnisse_von, werte_von, worte
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.models import Klient, Weitergabe
from casemgmt.regeln import weitergabe
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from casemgmt.regeln.weitergabe import Empfaenger, Weitergabebefund
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.sendevorbehalt import Sendevorbehalt
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import speichere

VORBEHALT = "casemgmt.weitergabe"


def empfaenger(einrichtung: Any, person: Any = None) -> Empfaenger:
    """Aus den Sätzen der Stammdaten."""
    return Empfaenger(
        einrichtung.pk, person.pk if person else None, str(einrichtung), str(person) if person else ""
    )


def darf_weitergeben(
    klient: Klient,
    empfaenger: Empfaenger,
    zweck: Zweck,
    datenklassen: Iterable[Datenklasse],
    zeitpunkt: datetime,
    *,
    nur_bestaetigt: bool = False,
) -> Weitergabebefund:
    """Das Urteil nennt, was fehlt. Für Angaben über mehrere Menschen: für jeden einzeln fragen.

    `nur_bestaetigt`: was jemand selbst für dringend erklärt hat, genügt hier nicht.
    """
    return weitergabe.darf_weitergeben(
        weitergabe.Vorhaben(
            klient=klient.pk,
            empfaenger=empfaenger,
            zweck=zweck,
            klassen=frozenset(datenklassen),
            zeitpunkt=zeitpunkt,
            alter=alter_von(klient, berliner_tag(zeitpunkt)),
            nur_bestaetigt=nur_bestaetigt,
        ),
        werte_von(klient),
        worte(),
        befugnisse_von(klient),
    )


@transaction.atomic
def weitergabe_festhalten(
    *,
    klient_id: int,
    empfaenger: Empfaenger,
    zweck: Zweck,
    datenklassen: Iterable[Datenklasse],
    weg: str,
    akteur: Akteur,
    nachricht: Any = None,
    bezug: str = "",
    nur_bestaetigt: bool = False,
) -> list[Weitergabe]:
    """Nur was erlaubt ist, je Grundlage eine Zeile. Sonst sagt der Fehler, was fehlt."""
    klient = klient_sperren(klient_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, klient))
    jetzt = timezone.now()
    befund = darf_weitergeben(klient, empfaenger, zweck, datenklassen, jetzt, nur_bestaetigt=nur_bestaetigt)
    if not befund:
        raise Fachfehler(befund.befund.rechnung, code="weitergabe")
    return [
        speichere(
            Weitergabe(
                kreis_id=klient.kreis_id,
                klient=klient,
                einrichtung_id=empfaenger.einrichtung,
                person_id=empfaenger.person,
                zweck=zweck.value,
                datenklassen=[k.value for k in Datenklasse if k in grundlage.klassen],
                einwilligung_id=grundlage.einwilligung,
                ohne_id=grundlage.befugnis,
                weg=weg,
                nachricht=nachricht,
                am=jetzt,
                durch_id=konto_von(akteur),
                bezug=bezug,
            ),
            akteur=akteur,
        )
        for grundlage in befund.grundlagen
    ]


# Just before sending ----------------------------------------------------------------------------------------


def weitergabe_gilt_noch(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Nach Mitternacht oder nach einem Widerruf geht nichts mehr hinaus.

    Die Antwort nennt niemanden: Sie steht im Postausgang, den auch andere sehen.
    """
    zeilen = list(Weitergabe.objects.filter(nachricht_id=nachricht_id).order_by("pk"))
    if not zeilen:
        return verweigert(_("Es ist nicht festgehalten, was hier weitergegeben wird."))
    vorhaben: dict[tuple[int, int, int | None, str], set[Datenklasse]] = {}
    for zeile in zeilen:
        schluessel = (zeile.klient_id, zeile.einrichtung_id, zeile.person_id, zeile.zweck)
        vorhaben.setdefault(schluessel, set()).update(map(Datenklasse, zeile.datenklassen))
    jetzt = timezone.now()
    for (klient_id, einrichtung, person, zweck), klassen in sorted(vorhaben.items(), key=lambda v: v[0][0]):
        klient = klient_sperren(klient_id)
        if not darf_weitergeben(klient, Empfaenger(einrichtung, person), Zweck(zweck), klassen, jetzt):
            return verweigert(
                _("Die Einwilligung trägt diese Weitergabe nicht mehr. Bitte in der Akte nachsehen.")
            )
    return erlaubt(_("Die Grundlage der Weitergabe gilt noch."))


SENDEVORBEHALT = Sendevorbehalt(VORBEHALT, weitergabe_gilt_noch)
