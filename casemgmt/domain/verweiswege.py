"""Auf welchen Wegen eine Stelle Verweise annimmt: so steht es im Verzeichnis, und so geht er hinaus."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casemgmt.models import Netzwerkakteur, Verweis
from casemgmt.models.verweisauswahl import KANAELE
from casemgmt.regeln.verweis import Kanal, moegliche_wege
from kim.basis.fehler import Fachfehler


def wege_in_worten(wege: tuple[Kanal, ...]) -> str:
    titel = dict(KANAELE)
    return ", ".join(str(titel[weg]) for weg in wege)


def weg_pruefen(verweis: Verweis) -> None:
    """Wer nicht im Verzeichnis steht, hat nichts dazu gesagt; in KIM geht es nicht hinaus."""
    if verweis.ziel or verweis.einrichtung_id is None:
        return
    stelle = Netzwerkakteur.objects.filter(einrichtung_id=verweis.einrichtung_id).first()
    if stelle is None:
        return
    if not stelle.nimmt_verweise:
        raise Fachfehler(
            _("„%(stelle)s“ nimmt zurzeit keine Verweise an.") % {"stelle": verweis.einrichtung},
            code="nimmt_keine",
            feld="einrichtung",
        )
    moeglich = moegliche_wege(stelle.wege)
    if not moeglich:
        raise Fachfehler(
            _("„%(stelle)s“ nimmt Verweise nur über die eigene Anmeldeseite an: %(link)s")
            % {"stelle": verweis.einrichtung, "link": stelle.verweislink},
            code="anmeldeseite",
            feld="einrichtung",
        )
    if Kanal(verweis.kanal) not in moeglich:
        raise Fachfehler(
            _("„%(stelle)s“ nimmt Verweise so an: %(wege)s. Bitte einen dieser Wege wählen.")
            % {"stelle": verweis.einrichtung, "wege": wege_in_worten(moeglich)},
            code="weg",
            feld="kanal",
        )
