"""What people do about mail that did not get out."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.stammdaten.models import Kreis
from kim.versand.domain.klaeren import nachricht_wiederholen, zustellung_erledigen, zustellung_wiederholen
from kim.versand.models import Zustellung
from tests.versand.versandbau import OLAF, PETRA, Mailserver, abarbeiten, eine_zustellung, verfasse
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db


def akteur(kreis: Kreis, *rechte: str) -> Probeakteur:
    return Probeakteur(kreis.pk, frozenset(rechte), konto_id=7)


SEHEN, INHALT = "versand.postausgang_sehen", "versand.inhalt_sehen"


def test_erneut_senden_beginnt_von_vorn_und_bleibt_dieselbe_mail(
    kreis: Kreis, mailserver: Mailserver
) -> None:
    mailserver.antwort_auf_inhalt = lambda: "554 5.7.1 no"
    verfasse(kreis)
    abarbeiten()
    vorher = Zustellung.objects.get()
    assert vorher.stand == "gescheitert"
    mailserver.antwort_auf_inhalt = lambda: ""
    zustellung_wiederholen(zustellung_id=vorher.pk, akteur=akteur(kreis, SEHEN))
    assert Zustellung.objects.get().stand == "wartet"
    abarbeiten()
    nachher = Zustellung.objects.get()
    assert (nachher.stand, nachher.message_id, nachher.versuche) == ("gesendet", vorher.message_id, 1)
    assert [v.ausgang for v in nachher.alle_versuche.all()] == ["abgelehnt", "angenommen"]


def test_was_wartet_laesst_sich_gleich_versuchen(kreis: Kreis) -> None:
    zustellung = eine_zustellung(kreis, versuche=3, grund="Der Mailserver ist nicht erreichbar.")
    zustellung_wiederholen(zustellung_id=zustellung.pk, akteur=akteur(kreis, SEHEN))
    assert Zustellung.objects.get().versuche == 0


def test_alle_gescheiterten_einer_nachricht_auf_einmal(kreis: Kreis) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    Zustellung.objects.update(stand="gescheitert", grund="x")
    assert nachricht_wiederholen(nachricht_id=nachricht.pk, akteur=akteur(kreis, SEHEN)) == 2
    assert set(Zustellung.objects.values_list("stand", flat=True)) == {"wartet"}
    with pytest.raises(Fachfehler, match="nichts mehr zu klären"):
        nachricht_wiederholen(nachricht_id=nachricht.pk, akteur=akteur(kreis, SEHEN))


def test_anders_erledigt_braucht_eine_begruendung_und_loescht_den_link(kreis: Kreis) -> None:
    zustellung = eine_zustellung(
        kreis, stand="gescheitert", grund="x", geheim={"link": "https://kim.example/x"}
    )
    handelnder = akteur(kreis, INHALT)
    with pytest.raises(Fachfehler) as ohne:
        zustellung_erledigen(zustellung_id=zustellung.pk, begruendung=" ", akteur=handelnder)
    assert ohne.value.feld == "begruendung"
    zustellung_erledigen(zustellung_id=zustellung.pk, begruendung="per Post am 21.03.2023", akteur=handelnder)
    zustellung.refresh_from_db()
    assert (
        zustellung.stand,
        zustellung.entscheidung,
        zustellung.entschieden_von_name,
        zustellung.geheim,
    ) == (
        "erledigt",
        "per Post am 21.03.2023",
        "Petra Probe",
        {},
    )
    assert zustellung.entschieden_am is not None
    assert zustellung.entschieden_am <= timezone.now()


@pytest.mark.parametrize("stand", ["gesendet", "wartet"])
def test_was_unterwegs_oder_fertig_ist_bleibt_wie_es_ist(kreis: Kreis, stand: str) -> None:
    angenommen = timezone.now() if stand == "gesendet" else None
    zustellung = eine_zustellung(kreis, stand=stand, angenommen_am=angenommen)
    alles = akteur(kreis, SEHEN, INHALT)
    with pytest.raises(NichtErlaubt):
        zustellung_wiederholen(zustellung_id=zustellung.pk, akteur=alles)
    with pytest.raises(NichtErlaubt):
        zustellung_erledigen(zustellung_id=zustellung.pk, begruendung="x", akteur=alles)
