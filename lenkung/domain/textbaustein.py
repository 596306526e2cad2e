"""Einen Satz der Niederschrift in eigenen Worten fassen oder zu dem des Hauses zurückkehren."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import kreis_sperren
from lenkung import permissions
from lenkung.domain.queries.textbausteine import saetze_des_hauses
from lenkung.models import Textbaustein
from lenkung.regeln.textbausteine import BAUSTEINE, Satzart, baustein_pruefen


@transaction.atomic
def textbaustein_aendern(
    *, kreis_id: int, art: Satzart, text: str, bisher: str, akteur: Akteur
) -> Textbaustein | None:
    """`bisher` ist der Satz, den die Seite zeigte. Gleicht der neue dem des Hauses, gilt wieder dieser."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_textbausteine_aendern(akteur, kreis_id))
    text = text.replace("\r\n", "\n").strip()
    befund = baustein_pruefen(BAUSTEINE[art], text)
    if not befund.ohne_verstoss:
        raise Fachfehler(
            " ".join(verstoss.text for verstoss in befund.verstoesse),
            code=befund.verstoesse[0].code,
            feld="text",
        )
    eigene = _eigene(kreis_id, art)
    haus = saetze_des_hauses()[art]
    jetzt = eigene.text if eigene else haus
    if jetzt == text:
        return eigene
    if jetzt != bisher.replace("\r\n", "\n"):
        raise Ueberholt(
            _(
                "Jemand anderes hat diesen Satz inzwischen geändert: „%(jetzt)s“ Ihre Eingabe steht noch "
                "hier. Speichern Sie noch einmal, wenn sie gelten soll."
            )
            % {"jetzt": jetzt}
        )
    if text == haus and eigene is not None:
        loesche(eigene, akteur=akteur, grund=_("Zurück zum Satz des Hauses"))
        return None
    satz = eigene or Textbaustein(kreis_id=kreis_id, art=art.value)
    satz.text = text
    return speichere(satz, akteur=akteur, grund=_("Wortlaut geändert"))


@transaction.atomic
def textbaustein_zuruecksetzen(*, kreis_id: int, art: Satzart, akteur: Akteur) -> None:
    """Die eigene Fassung bleibt in der Historie."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_textbausteine_aendern(akteur, kreis_id))
    eigene = _eigene(kreis_id, art)
    if eigene is not None:
        loesche(eigene, akteur=akteur, grund=_("Zurück zum Satz des Hauses"))


def _eigene(kreis_id: int, art: Satzart) -> Textbaustein | None:
    return Textbaustein.objects.filter(kreis_id=kreis_id, art=art.value).first()
