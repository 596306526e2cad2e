"""Lesen: wurde fristgerecht geladen, und trägt die Einladung den Hinweis auf die zweite Einberufung?"""

from __future__ import annotations

from kim.basis.befund import Befund
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.nachweis import nachweise
from lenkung.models import Sendung, Sitzung, Tagesordnungspunkt
from lenkung.regeln.einladung import Einladung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandnachweis import Nachweis, ladung_beurteilen
from lenkung.regeln.zweite_einberufung import zweite_einberufung_wirksam


def zweite_einberufung_der_sitzung(sitzung: Sitzung) -> bool:
    """Mit ihr ist entscheidbar, was mangels Beschlussfähigkeit zurückgestellt war (GO RSK § 6 Abs. 5).

    Ohne einen solchen Punkt bleibt es bei einer Abfrage.
    """
    if not Tagesordnungspunkt.objects.filter(
        sitzung=sitzung, uebernommen_aus__isnull=False, position__gt=0
    ).exists():
        return False
    sendung = Sendung.objects.filter(
        sitzung=sitzung, art=Sendungsart.EINLADUNG.value, stand=Sendungsstand.VERSANDT.value
    ).first()
    stand = nachweise([sitzung]).get(sitzung.pk)
    if sendung is None or stand is None:
        return False
    return zweite_einberufung_wirksam(
        ordnung=_ordnung(sitzung),
        einladung=einladungsangaben(sitzung, sendung),
        urteil_einladung=befund_der_ladung(sitzung, sendung, stand).urteil,
    )


def befund_der_ladung(sitzung: Sitzung, einladung: Sendung, stand: Nachweis) -> Befund:
    """Das Urteil, nachdem sie hinaus ist: der Nachweis entscheidet, nicht der Klick."""
    return ladung_beurteilen(
        stand=stand,
        einladung=einladungsangaben(sitzung, einladung),
        sitzungstag=sitzung.tag,
        sitzungsart=sitzung.form,
        regel=_ordnung(sitzung).ladung,
    )


def _ordnung(sitzung: Sitzung) -> Ordnung:
    go = sitzung.geschaeftsordnung
    return (ordnung_von(go) if go else None) or Ordnung()


def einladungsangaben(sitzung: Sitzung, einladung: Sendung) -> Einladung:
    return Einladung(
        versandt=None,
        ort=sitzung.ort_text or sitzung.link,
        termin=True,
        tagesordnung=True,
        dringlich=einladung.dringlich,
        begruendung=einladung.begruendung,
        hinweis_zweite_einberufung=einladung.hinweis_zweite_einberufung,
    )
