"""What is read of a Verweis: its way, and exactly the classes that go along."""

from __future__ import annotations

import pytest

from casemgmt.domain.queries.verweise import weg, zu_beantworten
from casemgmt.domain.verweisdaten import angaben
from casemgmt.models import Verweis
from casemgmt.regeln.verweis import Verweisstand
from tests.casemgmt import fallbau, netzwerkbau

pytestmark = pytest.mark.django_db


def test_der_weg_sagt_bis_wann_eine_antwort_erwartet_wird_und_wann_sie_fehlt() -> None:
    ort = fallbau.kommune()
    cm = fallbau.case_management(ort)
    satz = netzwerkbau.gesendet(cm, netzwerkbau.stelle(ort.kreis), fall=fallbau.fall(cm, ort))
    assert satz.antwort_bis is not None
    schritte = [(s.titel, s.stand, s.hinweis) for s in weg(satz)]
    assert schritte == [
        ("Entwurf", "erledigt", ""),
        ("gesendet", "jetzt", f"Antwort bis {satz.antwort_bis:%d.%m.%Y}"),
        ("angenommen", "offen", ""),
        ("erledigt", "offen", ""),
    ]
    Verweis.objects.filter(pk=satz.pk).update(stand=Verweisstand.OHNE_ANTWORT)
    assert [(s.stand, s.hinweis) for s in weg(netzwerkbau.frisch(satz))][1] == ("jetzt", "ohne Antwort")
    assert list(zu_beantworten(cm)) == [], "what goes out is answered by the other side"


def test_nur_die_gewaehlten_klassen_gehen_mit() -> None:
    ort = fallbau.kommune()
    person = fallbau.klient(fallbau.case_management(ort), ort, telefon="0170 1234567", geburtsjahr=1988)
    assert [titel for titel, _wert in angaben(person, ["kontakt"])] == ["Telefon"]
    titel = [titel for titel, _wert in angaben(person, ["stammdaten"])]
    assert titel[:2] == ["Name", "geboren"]
    assert "Telefon" not in titel
    person.schutzadresse = True
    assert angaben(person, ["kontakt"]) == [], "a protected address goes nowhere"
