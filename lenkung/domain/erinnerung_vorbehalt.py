"""Gilt eine Erinnerung noch, wenn sie den Postausgang verlässt? Gefragt unter Sperre, unmittelbar davor."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.domain.queries.sitzungen import zeilen_fuer
from lenkung.models import Erinnerung, Teilnahme
from lenkung.regeln.erinnerung import Erinnerungsart, Sitzungslage, bezugstage, offen
from lenkung.regeln.teilnahme import Zusage

_STUMM = {
    Erinnerungsart.ANTWORT: {Zusage.VOR_ORT.value, Zusage.DIGITAL.value, Zusage.VERHINDERT.value},
    Erinnerungsart.SITZUNG: {Zusage.VERHINDERT.value},
}


def erinnerung_gilt_noch(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Stand der Postausgang tagelang still, kommt keine Erinnerung an etwas, das längst getan ist."""
    satz = (
        Erinnerung.objects.filter(nachricht_id=nachricht_id, sitzung__isnull=False)
        .select_related("sitzung__gremium", "nachricht")
        .first()
    )
    if satz is None or satz.sitzung is None:
        return erlaubt(_("Diese Erinnerung gehört zu keiner Sitzung."))
    jetzt, sitzung = timezone.now(), satz.sitzung
    art = Erinnerungsart(satz.art)
    (zeile,) = zeilen_fuer([sitzung], timezone.localdate())
    lage = Sitzungslage(
        sitzung.pk,
        sitzung.tag,
        sitzung.lage,
        begonnen=sitzung.beginn <= jetzt,
        bezugstage=bezugstage(zeile.marken),
    )
    if f":{sitzung.tag.isoformat()}:" not in satz.schluessel:
        return verweigert(_("Die Sitzung ist inzwischen verlegt."))
    if not offen(art, lage, timezone.localdate()):
        return verweigert(_("Das ist inzwischen erledigt; die Erinnerung ist nicht mehr nötig."))
    if _zusage(satz, zustellung_id) in _STUMM.get(art, ()):
        return verweigert(_("Diese Person hat inzwischen geantwortet."))
    return erlaubt(_("Die Sache ist noch offen."))


def _zusage(satz: Erinnerung, zustellung_id: int) -> str:
    nachricht: Any = satz.nachricht
    bezug = nachricht.zustellungen.filter(pk=zustellung_id).values_list("bezug", flat=True).first() or ""
    art, _trenner, nummer = bezug.partition(":")
    if art != "teilnahme" or not nummer.isdecimal():
        return ""
    return Teilnahme.objects.filter(pk=int(nummer)).values_list("zusage", flat=True).first() or ""
