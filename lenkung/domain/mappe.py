"""Die Sitzungsmappe in Auftrag geben: alle Unterlagen einer Sitzung in einer Datei."""

from __future__ import annotations

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from lenkung import permissions
from lenkung.domain.queries.lesen import lesepunkte
from lenkung.domain.queries.mappe import abdruck_der_mappe, auftragsschluessel, mappenstand
from lenkung.models import Sitzung


@transaction.atomic
def mappe_erstellen(*, sitzung_id: int, akteur: Akteur) -> int | None:
    """Ein Auftrag je Inhalt, wer auch immer ihn erteilt; None, wenn es die Mappe schon gibt.

    War der letzte gescheitert, ist der nächste ein neuer.
    """
    sitzung = Sitzung.objects.select_related("gremium", "standort").get(pk=sitzung_id)
    verlange(permissions.darf_mappe_erstellen(akteur, sitzung))
    punkte = lesepunkte(sitzung)
    stand = mappenstand(sitzung, punkte)
    if stand.aktuell:
        return None
    if stand.laeuft:
        return int(stand.auftrag.pk)
    schluessel = auftragsschluessel(sitzung.pk, abdruck_der_mappe(sitzung, punkte))
    if stand.gescheitert:
        schluessel += f":{stand.auftrag.pk}"
    return pdf_beauftragen(
        pdfart=permissions.MAPPE_DRUCK,
        angaben={"sitzung_id": sitzung.pk},
        kreis_id=sitzung.kreis_id,
        schluessel=schluessel,
        akteur=akteur,
    )
