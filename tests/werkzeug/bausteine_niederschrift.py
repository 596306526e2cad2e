"""What a world needs around a Niederschrift: a session that is over, and its draft with a part by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.regeln.dateityp import Dateityp
from kim.konten.regeln.rollen import Rolle
from lenkung.domain.altniederschrift import altniederschrift_aufnehmen
from lenkung.domain.anmerkung import anmerken
from lenkung.domain.anwesenheit import sitz_kommt
from lenkung.domain.niederschrift import (
    abschnitt_schreiben,
    keine_erklaerungen_setzen,
    niederschrift_beginnen,
)
from lenkung.domain.niederschriftsfassung import niederschrift_festschreiben
from lenkung.domain.queries.textbausteine import saetze_des_hauses
from lenkung.domain.sitzung_fuehren import punkt_aufrufen, sitzung_eroeffnen, sitzung_schliessen
from lenkung.domain.textbaustein import textbaustein_aendern
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import (
    Altniederschrift,
    Anmerkung,
    Niederschrift,
    Niederschriftsabschnitt,
    Niederschriftsfassung,
    Sitzung,
    Tagesordnungspunkt,
    Textbaustein,
)
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.textbausteine import Satzart
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung.unterschriftsbau import drucke

Welt = Any


def _geschlossen(welt: Welt) -> Sitzung:
    wer = welt.konten[Rolle.GESCHAEFTSSTELLE]
    beginn = (timezone.now() - timedelta(hours=3)).replace(microsecond=0)
    satz = Sitzung.objects.create(gremium=welt["gremium"], beginn=beginn, ort="Kreishaus", stand="eingeladen")
    punkt = Tagesordnungspunkt.objects.create(sitzung=satz, position=1, art="beratung", titel="Aussprache")
    eintrag = Eintrag(wer, zeit=beginn)
    sitz_kommt(
        sitzung_id=satz.pk,
        sitz_id=welt["besetzung"].sitz_id,
        rolle=Teilnahmerolle(welt["besetzung"].art),
        art=Anwesenheitsart.VOR_ORT,
        eintrag=eintrag,
    )
    sitzung_eroeffnen(sitzung_id=satz.pk, leitung="Dr. Renate Vorsitz", eintrag=eintrag)
    punkt_aufrufen(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=eintrag)
    sitzung_schliessen(sitzung_id=satz.pk, eintrag=Eintrag(wer, zeit=beginn + timedelta(hours=1)))
    return Sitzung.objects.select_related("gremium").get(pk=satz.pk)


def _niederschrift(welt: Welt) -> Niederschrift:
    return niederschrift_beginnen(
        sitzung_id=welt["sitzung_geschlossen"].pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    )


def _abschnitt(welt: Welt) -> Niederschriftsabschnitt:
    teil = welt["niederschrift"].abschnitte.get(art="punkt")
    return abschnitt_schreiben(
        abschnitt_id=teil.pk, text="Rege Aussprache.", zaehler=0, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    )


def _anmerkung(welt: Welt) -> Anmerkung:
    return anmerken(
        abschnitt_id=welt["niederschriftsabschnitt"].pk,
        text="Bitte kürzer.",
        akteur=welt.konten[Rolle.VORSITZ],
    )


def _fassung(welt: Welt) -> Niederschriftsfassung:
    """Fixed, and not yet signed by anybody: the draft is still open."""
    akteur = welt.konten[Rolle.GESCHAEFTSSTELLE]
    sitzung_id = welt["niederschriftsabschnitt"].niederschrift.sitzung_id
    keine_erklaerungen_setzen(sitzung_id=sitzung_id, keine=True, akteur=akteur)
    fassung = niederschrift_festschreiben(sitzung_id=sitzung_id, akteur=akteur)
    drucke(fassung)
    return fassung


def _altniederschrift(welt: Welt) -> Altniederschrift:
    return altniederschrift_aufnehmen(
        gremium_id=welt["gremium"].pk,
        datei=GepruefteDatei("niederschrift.pdf", Dateityp.PDF, b"%PDF-1.4 Niederschrift", True),
        angaben={"tag": date(2022, 11, 23), "stand": "genehmigt", "bemerkung": ""},
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


def _textbaustein(welt: Welt) -> Textbaustein:
    satz = textbaustein_aendern(
        kreis_id=welt["gremium"].kreis_id,
        art=Satzart.SCHLUSS,
        text="Ende: {ende}, {leitung}.",
        bisher=saetze_des_hauses()[Satzart.SCHLUSS],
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )
    assert satz is not None
    return satz


NIEDERSCHRIFT: dict[str, Callable[[Welt], Any]] = {
    "sitzung_geschlossen": _geschlossen,
    "niederschrift": _niederschrift,
    "niederschriftsabschnitt": _abschnitt,
    "anmerkung": _anmerkung,
    "niederschriftsfassung": _fassung,
    "altniederschrift": _altniederschrift,
    "textbaustein": _textbaustein,
}
