"""Fälle eröffnen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.aktenzeichen import naechste_nummer
from casemgmt.domain.nachfolge import ist_gesperrt, verantwortung_sichern
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Fall, Fallperson, Klient
from casemgmt.regeln.werte import ENDEN, Fallbereich
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def fall_eroeffnen(
    *,
    kreis_id: int,
    bereich: Fallbereich,
    kommune_id: int | None,
    klienten: Sequence[int],
    eroeffnet_am: date,
    akteur: Akteur,
    verantwortlich_id: int | None = None,
) -> Fall:
    """Für eine oder mehrere Personen; die erste ist die Hauptperson.

    Ohne Angabe ist verantwortlich, wer eröffnet.
    """
    verlange(permissions.darf_beraten(akteur, kreis_id, bereich, kommune_id))
    eigene = {
        k.pk: k for k in permissions.sichtbare_klienten(akteur).filter(kreis_id=kreis_id, pk__in=klienten)
    }
    if not klienten or len(eigene) != len(set(klienten)):
        raise Fachfehler(
            _("Bitte mindestens eine Person des Falls angeben."), code="personen", feld="klienten"
        )
    fall = Fall(
        kreis_id=kreis_id,
        jahr=eroeffnet_am.year,
        nummer=naechste_nummer(kreis_id=kreis_id, jahr=eroeffnet_am.year),
        bereich=bereich,
        kommune_id=kommune_id,
        eroeffnet_am=eroeffnet_am,
        phase_seit=eroeffnet_am,
        verantwortlich_id=verantwortlich_id or konto_von(akteur),
        verantwortlich_seit=eroeffnet_am,
    )
    speichere(fall, akteur=akteur, grund=_("eröffnet"))
    for klient_id in dict.fromkeys(klienten):
        fallperson_aufnehmen(fall, eigene[klient_id], von=eroeffnet_am, akteur=akteur)
    return fall


def verlange_aufnahme(klient: Klient, akteur: Akteur) -> None:
    """Wen man nur auf Zeit sieht, den holt man nicht in eine eigene Akte: Das bliebe.

    Eine Schutzadresse öffnet sich nicht dadurch, dass jemand einen zweiten Fall dieser Person führt.
    """
    recht = permissions.darf_in_fall_aufnehmen(akteur, klient)
    if not recht:
        raise Fachfehler(recht.grund, code="fremd")
    if not klient.schutzadresse or permissions.sieht_erreichbarkeit(akteur, klient):
        return
    # Also who has left: a colleague could have taken her out just before.
    if Fallperson.objects.filter(klient=klient).exclude(fall__phase__in=sorted(ENDEN)).exists():
        raise Fachfehler(
            _(
                "Für diese Person führt schon jemand einen Fall, und sie hat eine Schutzadresse. "
                "Bitte lassen Sie sich den Fall von dort oder von der Koordination übergeben."
            ),
            code="schutzadresse",
        )


def fallperson_aufnehmen(fall: Fall, klient: Klient, *, von: date, akteur: Akteur) -> Fallperson:
    """Unter der Sperre des Falls. Ist die verantwortliche Person befangen, geht er an die nächste."""
    verlange_aufnahme(klient, akteur)
    fallperson = speichere(
        Fallperson(
            kreis_id=fall.kreis_id, fall=fall, klient=klient, von=von, hauptperson=not fall.personen.exists()
        ),
        akteur=akteur,
    )
    if ist_gesperrt(fall.verantwortlich_id, fall):
        verantwortung_sichern(fall.pk, SystemAkteur("Abgleich der Befangenheit", fall.kreis_id))
        fall.refresh_from_db()
    return fallperson
