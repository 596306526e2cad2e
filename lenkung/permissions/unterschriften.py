"""Who fixes, signs, withdraws and remarks on a Niederschrift, and who reads its PDF."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.permissions.gremien import sichtbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, UNTERZEICHNEN, VORBEREITEN, bereich_von
from lenkung.permissions.vorbereitung import darf_hinter_die_kulissen
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand, traegt_namen
from lenkung.regeln.sitzung import Sitzungsstand

_RECHT_DES_AMTES = {AmtArt.VORSITZ: BESTAETIGEN, AmtArt.LEITUNG_GESCHAEFTSSTELLE: VORBEREITEN}
_LESBAR = (Fassungsstand.UNTERZEICHNET.value, Fassungsstand.ERSETZT.value)


def darf_unterzeichnen_als(
    akteur: Akteur, sitzung: Sitzung, amt: AmtArt, *, person: Any, geleitet_von: str
) -> Erlaubnis:
    """For the chair signs who presided, the Vertretung included (GO RSK § 3 Abs. 2, § 7 Abs. 2).

    `person` is the one of the master data behind the account: the name of the account anybody may change
    oneself. `geleitet_von` is the name in the course of the session; empty, the office alone decides.
    """
    bereich = bereich_von(sitzung.gremium)
    recht = akteur.hat_recht(UNTERZEICHNEN.schluessel, bereich)
    im_amt = akteur.hat_recht(_RECHT_DES_AMTES[amt].schluessel, bereich)
    if not recht:
        return recht
    if not im_amt:
        return verweigert(_("Diese Unterschrift gehört zu einem anderen Amt."))
    if person is None:
        return verweigert(
            _(
                "Ihr Konto ist mit keiner Person der Stammdaten verbunden. Wer unterzeichnet, muss dort "
                "stehen. Bitte wenden Sie sich an die Systemadministration des Kreises."
            )
        )
    geleitet = not geleitet_von or traegt_namen(geleitet_von, person.vorname, person.nachname)
    if amt is AmtArt.VORSITZ and not geleitet:
        return verweigert(
            _("Die Sitzung hat %(name)s geleitet. Wer geleitet hat, unterzeichnet.") % {"name": geleitet_von}
        )
    return erlaubt(_("Sie unterzeichnen für dieses Amt."))


def darf_anmerken(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Who will sign reads the draft before, and says what should be different."""
    if sitzung.lage is not Sitzungsstand.GESCHLOSSEN:
        return verweigert(_("Die Niederschrift beginnt, wenn die Sitzung geschlossen ist."))
    return akteur.hat_recht(UNTERZEICHNEN.schluessel, bereich_von(sitzung.gremium))


def darf_fassung_widerrufen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """A signature is withdrawn by those who sign."""
    return akteur.hat_recht(UNTERZEICHNEN.schluessel, bereich_von(sitzung.gremium))


def darf_niederschrift_pdf_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """Before it is signed those who run the Gremium, afterwards all who see the session."""
    fassung = (
        Niederschriftsfassung.objects.select_related("niederschrift__sitzung__gremium")
        .filter(
            pk=dokument.gehoert_zu_id,
            niederschrift__sitzung__gremium__kreis_id=dokument.kreis_id,
            niederschrift__sitzung__gremium__in=sichtbare_gremien(akteur),
        )
        .first()
    )
    if fassung is None:
        return verweigert(_("Diese Niederschrift gehört zu keinem Ihrer Gremien."))
    if fassung.stand in _LESBAR and fassung.unterzeichnetes_pdf_id == dokument.pk:
        return erlaubt(_("Die Niederschrift ist unterzeichnet."))
    return darf_hinter_die_kulissen(akteur, fassung.niederschrift.sitzung)
