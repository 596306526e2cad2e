"""Who may read, file and remove documents. What belongs to an upper room is decided by its registration."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, verweigert
from kim.basis.rechte import Recht
from kim.basis.zugriff import DOKUMENTZUGRIFFE
from kim.dokumente.models import Dokument

HOCHLADEN = "dokumente.hochladen"
BRIEFKOPF_PRUEFEN = "dokumente.briefkopf_pruefen"

RECHTE_DIESES_RAUMS = (
    Recht(HOCHLADEN, "Dokumente hochladen und die gemeinsame Ablage des Kreises benutzen"),
    Recht(BRIEFKOPF_PRUEFEN, "den Briefkopf mit einem Probeschreiben prüfen"),
)

ABLAGE = "dokumente.ablage"
BRIEFKOPFPROBE = "dokumente.briefkopfprobe"
KREISLOGO = "dokumente.kreislogo"


def sichtbare_dokumente(akteur: Akteur) -> QuerySet[Dokument]:
    """Where a single document is looked for; whether it may be read, `darf_lesen` says."""
    eigene = Q()
    for zugriff in DOKUMENTZUGRIFFE:
        if zugriff.sichtbare is not None:
            dazu = zugriff.sichtbare(akteur).values("pk")
            art = Q(gehoert_zu_art=zugriff.schluessel)
            eigene &= ~art | Q(art, gehoert_zu_id__in=dazu)
    return _im_eigenen_kreis(akteur).filter(eigene)


def _im_eigenen_kreis(akteur: Akteur) -> QuerySet[Dokument]:
    if akteur.kreis_id is None:
        return Dokument.objects.none()
    return Dokument.objects.filter(kreis_id=akteur.kreis_id)


def sichtbare_ablage(akteur: Akteur) -> QuerySet[Dokument]:
    return _mit_recht(akteur, HOCHLADEN).filter(gehoert_zu_art=ABLAGE)


def sichtbare_briefkopfproben(akteur: Akteur) -> QuerySet[Dokument]:
    return _mit_recht(akteur, BRIEFKOPF_PRUEFEN).filter(gehoert_zu_art=BRIEFKOPFPROBE)


def _mit_recht(akteur: Akteur, recht: str) -> QuerySet[Dokument]:
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(recht)}
    return _im_eigenen_kreis(akteur).filter(kreis_id__in=kreise)


def darf_lesen(akteur: Akteur, dokument: Dokument) -> Erlaubnis:
    if dokument.kreis_id != akteur.kreis_id:
        return verweigert(_("Dieses Dokument gehört zu einem anderen Kreis."))
    if dokument.gehoert_zu_art not in DOKUMENTZUGRIFFE:
        return verweigert(_("Für diese Art von Dokument ist kein Zugriff eingerichtet."))
    return DOKUMENTZUGRIFFE[dokument.gehoert_zu_art].darf_lesen(akteur, dokument)


def darf_ablage_lesen(akteur: Akteur, dokument: Dokument) -> Erlaubnis:
    return _im_kreis(akteur, HOCHLADEN, dokument)


def darf_briefkopfprobe_lesen(akteur: Akteur, dokument: Dokument) -> Erlaubnis:
    return _im_kreis(akteur, BRIEFKOPF_PRUEFEN, dokument)


def _im_kreis(akteur: Akteur, recht: str, dokument: Dokument) -> Erlaubnis:
    """Held anywhere in the Kreis: the shared filing is shared by all of it."""
    if dokument.kreis_id not in {bereich.kreis_id for bereich in akteur.bereiche_mit(recht)}:
        return verweigert(_("Dafür haben Sie in diesem Kreis keine Rolle."))
    return akteur.hat_recht(recht)


def darf_ablegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """Held anywhere in the Kreis: a case manager of one Kommune shares the filing of all."""
    if any(bereich.kreis_id == kreis_id for bereich in akteur.bereiche_mit(HOCHLADEN)):
        return akteur.hat_recht(HOCHLADEN)
    return akteur.hat_recht(HOCHLADEN, Bereich.kreis(kreis_id))


def darf_loeschen(akteur: Akteur, dokument: Dokument) -> Erlaubnis:
    if dokument.gehoert_zu_art != ABLAGE:
        return verweigert(_("Gelöscht werden kann nur, was in der gemeinsamen Ablage liegt."))
    # Removing takes something from everybody: only who is there for the whole Kreis.
    return akteur.hat_recht(HOCHLADEN, Bereich.kreis(dokument.kreis_id))


def darf_briefkopf_pruefen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    if kreis_id not in {bereich.kreis_id for bereich in akteur.bereiche_mit(BRIEFKOPF_PRUEFEN)}:
        return verweigert(_("Dafür haben Sie in diesem Kreis keine Rolle."))
    return akteur.hat_recht(BRIEFKOPF_PRUEFEN)
