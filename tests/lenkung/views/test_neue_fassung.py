"""From an accepted objection to the new version that names what changed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.basis.anzeige import datum
from kim.stammdaten.models import Kreis
from lenkung.models import Beschluss, Einwendung, Niederschrift, Sitzung
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import empfaenger, folgesitzung, unterzeichnet, versandt, wende_ein
from tests.lenkung.niederschriftsbau import entwurf, geschlossene_sitzung

MORGEN = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def satz(kreis: Kreis) -> Sitzung:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis=kreis))
    entwurf(satz)
    unterzeichnet(satz)
    return satz


def _angenommen(satz: Sitzung, **felder: Any) -> Einwendung:
    einwendung = wende_ein(empfaenger(versandt(satz)))
    werte = {
        "stand": "angenommen",
        "begruendung": "Stimmt.",
        "erledigt_am": einwendung.eingetragen_am,
        "erledigt_von_name": "Petra Probe",
        **felder,
    }
    Einwendung.objects.filter(pk=einwendung.pk).update(**werte)
    return Einwendung.objects.get(pk=einwendung.pk)


def _url(satz: Sitzung, einwendung: Any) -> str:
    return reverse("lenkung:niederschrift-neue-fassung", args=[satz.pk]) + f"?einwendung={einwendung}"


def _anlass(client: Client, url: str) -> str:
    return str(client.get(url).context["form"].initial["anlass"])


def test_der_beschluss_der_sie_aenderte_steht_in_der_neuen_fassung(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    dort = folgesitzung(satz, MORGEN, "geschlossen")
    beschluss = Beschluss.objects.create(
        gremium=satz.gremium,
        jahr=2031,
        nummer=7,
        sitzung=dort,
        titel="Berichtigung",
        text="Die Niederschrift wird geändert.",
        weise="einvernehmlich",
        angenommen=True,
        nachgetragen=True,
        fundstelle="Protokoll",
        gefasst_am=dort.tag,
    )
    einwendung = _angenommen(satz, sitzung=dort, beschluss=beschluss)
    url = _url(satz, einwendung.pk)
    seite = geschaeftsstelle.get(reverse("lenkung:sitzung-niederschrift", args=[satz.pk])).content.decode()
    assert url in seite
    assert _anlass(geschaeftsstelle, url) == "geändert durch Beschluss 7/2031"
    geschaeftsstelle.post(url, {"anlass": "geändert durch Beschluss 7/2031"})
    niederschrift = Niederschrift.objects.get(sitzung=satz)
    assert (niederschrift.aenderungsanlass, niederschrift.aenderungsbeschluss) == (
        "geändert durch Beschluss 7/2031",
        beschluss,
    )


def test_ohne_beschluss_nennt_der_anlass_die_sitzung(geschaeftsstelle: Client, satz: Sitzung) -> None:
    dort = folgesitzung(satz, MORGEN, "geschlossen")
    einwendung = _angenommen(satz, sitzung=dort)
    url = _url(satz, einwendung.pk)
    assert _anlass(geschaeftsstelle, url) == f"geändert in der Sitzung vom {datum(MORGEN)}"


def test_sonst_schreibt_man_den_anlass_selbst(geschaeftsstelle: Client, satz: Sitzung) -> None:
    einwendung = _angenommen(satz)
    assert _anlass(geschaeftsstelle, _url(satz, einwendung.pk)) == "geändert nach einer Einwendung"
    Einwendung.objects.filter(pk=einwendung.pk).update(stand="zurueckgewiesen")
    for nummer in (einwendung.pk, 0, "x"):
        assert _anlass(geschaeftsstelle, _url(satz, nummer)) == ""
