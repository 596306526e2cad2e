"""Worüber abgestimmt wird: eine neue Fassung des Wortlauts; die früheren bleiben stehen."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler
from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.verlaufsblatt import Verlaufsblatt
from lenkung.models import Tagesordnungspunkt, Wortlaut
from lenkung.regeln.verlauf import Ereignisart

LAENGSTER_WORTLAUT = 20_000


def wortlaut_fassen(
    blatt: Verlaufsblatt, punkt: Tagesordnungspunkt, text: str, *, noch_eines: bool
) -> Wortlaut:
    """Derselbe Text ist dieselbe Fassung. `noch_eines`: im selben Eintrag folgt, worüber abgestimmt wird."""
    text = "\n".join(zeile.rstrip() for zeile in text.strip().splitlines())
    if not text:
        raise Fachfehler(
            _("Bitte den Wortlaut angeben, über den entschieden wird."), code="wortlaut", feld="text"
        )
    letzter = next(iter(_letzter_wortlaut(punkt.pk)), None)
    if letzter is not None and letzter.text == text:
        return letzter
    if len(text) > LAENGSTER_WORTLAUT:
        raise Fachfehler(
            _("Der Wortlaut ist zu lang. Bitte höchstens 20.000 Zeichen schreiben."),
            code="zu_lang",
            feld="text",
        )
    wortlaut = Wortlaut.objects.create(
        punkt=punkt,
        nummer=letzter.nummer + 1 if letzter else 1,
        text=text,
        am=blatt.zeit,
        von_name=blatt.akteur.akteur_name,
    )
    if letzter is not None:
        blatt.festhalten(Ereignisart.WORTLAUT, punkt=punkt, text=str(wortlaut), noch_eines=noch_eines)
    elif not noch_eines:
        blatt.gezaehlt()
    return wortlaut


@feste_abfrage
def _letzter_wortlaut(punkt_id: int) -> QuerySet[Wortlaut]:
    return Wortlaut.objects.filter(punkt=punkt_id).order_by("-nummer")[:1]
