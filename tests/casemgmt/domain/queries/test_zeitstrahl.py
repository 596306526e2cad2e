"""The timeline of a case says what happened, in words, and nothing where nothing happened."""

from __future__ import annotations

import pytest
from django.utils import timezone

from casemgmt.domain.queries.zeitstrahl import zeitstrahl
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Fall
from kim.protokoll.domain.speichern import speichere
from tests.casemgmt import fallbau
from tests.casemgmt.verweisbau import Verweislage
from tests.fabriken import KommuneFactory

pytestmark = pytest.mark.django_db


def test_der_zeitstrahl_nennt_termine_und_wege() -> None:
    ort = fallbau.kommune()
    cm, kollegin = fallbau.case_management(ort), fallbau.case_management(ort, name="Karla Kollegin")
    fall = fallbau.fall(cm, ort)
    for stand in ("gehalten", "geplant", "nicht_erschienen"):
        fallbau.termin(cm, fall, stand=stand, beginn=timezone.now(), personen=2, dauer_minuten=45)
    fall.verantwortlich = kollegin
    speichere(fall, akteur=cm)
    fall.kommune = KommuneFactory(kreis=ort.kreis, name="Nachbarort")
    speichere(fall, akteur=cm)
    # Of no concern to whoever reads the timeline.
    fall.abschlussnotiz = "Entwurf"
    speichere(fall, akteur=cm)
    fall.phase, fall.ausgang, fall.beendet_am = "abgeschlossen", "positiv", timezone.localdate()
    speichere(fall, akteur=kollegin)
    texte = [ereignis.text for ereignis in zeitstrahl(cm, Fall.objects.get(pk=fall.pk))]
    assert sorted(texte) == sorted(
        [
            "Termin: 45 Minuten, 2 anwesend",
            "Termin, geplant",
            "Termin, nicht erschienen",
            "Verantwortlich ist jetzt Karla Kollegin",
            "In eine andere Kommune umgezogen",
            "Phase: abgeschlossen. positiv: die vereinbarten Ziele sind erreicht",
            "Fall eröffnet",
        ]
    )


def test_der_zeitstrahl_nennt_einwilligungen_und_gesendete_verweise() -> None:
    lage = Verweislage()
    satz = lage.unterschrieben()
    lage.entwurf()
    verweis = lage.gesendet("stammdaten")
    assert verweis.fall is not None

    def texte() -> list[str]:
        return [ereignis.text for ereignis in zeitstrahl(lage.cm, Fall.objects.get(pk=verweis.fall_id))]

    # The draft has not been given: nothing of it stands here.
    assert [texte().count(text) for text in ("Einwilligung gilt ab hier", "Verweis gesendet")] == [1, 1]
    einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    assert "Einwilligung widerrufen" in texte()
