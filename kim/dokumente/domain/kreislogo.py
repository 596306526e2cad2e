"""Das Logo des Kreises: steht im Kopf der Seiten und auf den Briefen."""

from __future__ import annotations

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from kim.dokumente.permissions import KREISLOGO
from kim.stammdaten.domain.kreis import kreis_logo_setzen
from kim.stammdaten.domain.queries.listen import kreis
from kim.stammdaten.permissions import darf_kreis_einstellen

LOGO_GRENZE = 1024 * 1024
"""Das Logo wird mit jeder ersten Seite geladen und steht in jedem Brief."""


@transaction.atomic
def kreislogo_hochladen(*, kreis_id: int, datei: GepruefteDatei, akteur: Akteur) -> Dokument:
    """Ersetzt das Logo. Das alte bleibt abgelegt, weil frühere Seiten und Briefe darauf verweisen können."""
    verlange(darf_kreis_einstellen(akteur, kreis(kreis_id)))
    dokument = datei_ablegen(datei=datei, gehoert_zu=Zugehoerigkeit(kreis_id, KREISLOGO), akteur=akteur)
    kreis_logo_setzen(
        kreis_id=kreis_id, logo_kennung=str(dokument.kennung), akteur=akteur, grund="Logo hochgeladen"
    )
    return dokument


@transaction.atomic
def kreislogo_entfernen(*, kreis_id: int, akteur: Akteur) -> None:
    """Danach steht überall wieder nur der Name des Kreises."""
    kreis_logo_setzen(kreis_id=kreis_id, logo_kennung="", akteur=akteur, grund="Logo entfernt")
