"""Ein Beschluss bekommt seine Nummer (GO RSK § 7 Abs. 1)."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.protokoll.domain.speichern import speichere
from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.domain.verlaufsblatt import Verlaufsblatt
from lenkung.models import Abstimmung, Beschluss, Umlaufverfahren
from lenkung.regeln.umlauf import WEISE as UMLAUF


def naechste_nummer(gremium_id: int, jahr: int) -> int:
    """Unter der Sperre des Gremiums: die Nummern eines Jahres haben keine Lücke und kommen nicht doppelt."""
    menge = Beschluss.objects.filter(gremium_id=gremium_id, jahr=jahr)
    return (menge.aggregate(letzte=Max("nummer"))["letzte"] or 0) + 1


def beschluss_fassen(blatt: Verlaufsblatt, abstimmung: Abstimmung, *, angenommen: bool) -> Beschluss:
    """Aus einer Abstimmung, deren Ergebnis der Vorsitz feststellt; das Gremium ist gesperrt."""
    sitzung, punkt = blatt.sitzung, abstimmung.punkt
    jahr = sitzung.tag.year
    fassung = None
    if punkt.vorlage_id is not None:
        fassung = geltende_fassungen_von([punkt.vorlage_id]).get(punkt.vorlage_id)
    ergebnis = abstimmung.ergebnis or {}
    beschluss = Beschluss(
        gremium=sitzung.gremium,
        jahr=jahr,
        nummer=naechste_nummer(sitzung.gremium_id, jahr),
        sitzung=sitzung,
        punkt=punkt,
        abstimmung=abstimmung,
        fassung=fassung,
        gefasst_am=sitzung.tag,
        titel=punkt.titel,
        text=abstimmung.wortlaut.text,
        weise=abstimmung.weise,
        angenommen=angenommen,
        rechnung=ergebnis["rechnung"],
        oeffentlich=punkt.oeffentlich,
    )
    return speichere(beschluss, akteur=blatt.akteur, nur=("titel", "text", "weise"))


def beschluss_aus_umlauf(umlauf: Umlaufverfahren, *, angenommen: bool, akteur: Akteur) -> Beschluss:
    """Gefasst am Tag der Feststellung; das Gremium ist gesperrt."""
    am = timezone.localdate()
    ergebnis = umlauf.ergebnis or {}
    beschluss = Beschluss(
        gremium=umlauf.gremium,
        jahr=am.year,
        nummer=naechste_nummer(umlauf.gremium_id, am.year),
        umlauf=umlauf,
        fassung=umlauf.fassung,
        gefasst_am=am,
        titel=umlauf.titel,
        text=umlauf.text,
        weise=UMLAUF,
        angenommen=angenommen,
        rechnung=ergebnis["rechnung"],
        oeffentlich=umlauf.oeffentlich,
    )
    return speichere(beschluss, akteur=akteur)
