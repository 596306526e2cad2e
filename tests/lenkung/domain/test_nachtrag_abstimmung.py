"""Votes from paper: the rule judges them by who was there for the item, as it does on the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kim.basis.fehler import Fachfehler
from lenkung.domain.nachtrag import Anwesend, Nachbeschluss, Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import nachtrag_probieren, verlauf_nachtragen
from lenkung.domain.queries.nachtrag import ist_nachgetragen, ohne_verlauf, punkte_mit_notiz
from lenkung.models import Abstimmung, Beschluss, Gremium, Punktnotiz, Sitzung, Sitzungsverlauf, Stimme
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import SitzFactory
from tests.lenkung.sitzungsbau import sitzung

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)
QUELLE = "Niederschrift der 7. Sitzung"
MITGLIED = Teilnahmerolle.MITGLIED


@pytest.fixture
def runde() -> Gremium:
    return bau.lenkungsgruppe(4)


def _satz(weise: Weise, **anders: Any) -> Nachbeschluss:
    return Nachbeschluss("Es geschieht.", QUELLE, angenommen=None, weise=weise, feld="p1b1-ja", **anders)


def _trage(satz: Sitzung, *beschluesse: Nachbeschluss, da: int = 3, **anders: Any) -> list[Beschluss]:
    """The first so many members were there for the whole session."""
    sitze = bau.sitze(satz.gremium)[:da]
    nachtrag = Nachtrag(
        leitung="Dr. Renate Vorsitz",
        punkte=[Nachpunkt("Kitas", Punktart.BESCHLUSS, beschluesse=beschluesse, **anders)],
        anwesend=[Anwesend(sitz.pk, MITGLIED) for sitz in sitze],
    )
    return verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=gobau.akteur(satz.gremium))


def test_zahlen_ergeben_das_urteil_der_geschaeftsordnung(runde: Gremium) -> None:
    """GO RSK § 6 Abs. 2: two thirds of those present; of 3, 2 are enough (3·2 ≥ 2·3) and 1 is not."""
    satz = sitzung(runde, TAG, "geschlossen")
    ja, nein = _trage(
        satz,
        _satz(Weise.OFFEN, zahlen=Stimmen(2, 1, 0)),
        _satz(Weise.GEHEIM, zahlen=Stimmen(1, 1, 1)),
    )
    assert (ja.zeichen, ja.angenommen, nein.angenommen) == ("1/2023", True, False)
    assert ja.rechnung.startswith("2 Ja, 1 Nein, 0 Enthaltungen; 3·2 ≥ 2·3")
    abstimmung = ja.abstimmung
    assert abstimmung is not None
    assert (abstimmung.stand, abstimmung.festgestellt_von_name) == ("festgestellt", "Dr. Renate Vorsitz")
    assert abstimmung.ergebnis["erforderlich"] == 2
    assert len(abstimmung.augenblick["vertretene"]) == 3
    assert abstimmung.wortlaut.text == "Es geschieht."
    assert nein.abstimmung is not None
    assert nein.abstimmung.wortlaut.nummer == 2
    assert ja.nachgetragen
    assert ja.fundstelle == QUELLE


def test_namentlich_stimmen_alle_vertretenen_mit_ja_ausser_den_genannten(runde: Gremium) -> None:
    eins, zwei, drei, _vier = bau.sitze(runde)
    (beschluss,) = _trage(
        sitzung(runde, TAG, "geschlossen"),
        _satz(Weise.NAMENTLICH, stimmen={zwei.pk: Stimmwert.NEIN, drei.pk: None}, uebrige=Stimmwert.JA),
    )
    stimmen = {stimme.sitz_id: (stimme.wert, bool(stimme.durch_name)) for stimme in Stimme.objects.all()}
    assert stimmen == {eins.pk: ("ja", True), zwei.pk: ("nein", True)}
    assert not beschluss.angenommen


def test_einvernehmen_ist_ohne_widerspruch(runde: Gremium) -> None:
    (beschluss,) = _trage(sitzung(runde, TAG, "geschlossen"), _satz(Weise.EINVERNEHMLICH, stimmen={}))
    assert (beschluss.angenommen, beschluss.weise) == (True, "einvernehmlich")
    assert not Stimme.objects.exists()


def test_ohne_stimmen_bleibt_was_auf_dem_papier_steht(runde: Gremium) -> None:
    papier = Nachbeschluss("Es geschieht.", QUELLE, angenommen=False, ergebnis="mit Mehrheit abgelehnt")
    (beschluss,) = _trage(sitzung(runde, TAG, "geschlossen"), papier, da=0)
    assert (beschluss.angenommen, beschluss.rechnung) == (False, "mit Mehrheit abgelehnt")
    assert not Abstimmung.objects.exists()


@pytest.mark.parametrize(
    ("beschluss", "code"),
    [
        ({"weise": Weise.OFFEN, "zahlen": Stimmen(4, 0, 0)}, "ungueltig"),
        ({"weise": Weise.EINVERNEHMLICH, "stimmen": {}, "da": 0}, "ungueltig"),
        ({"weise": Weise.OFFEN, "zahlen": Stimmen(3, 0, 0), "angenommen": False}, "anders"),
        (
            {"weise": Weise.OFFEN, "zahlen": Stimmen(3, 0, 0), "stand": Punktstand.ABGESETZT},
            "nicht_behandelt",
        ),
    ],
)
def test_was_nicht_sein_kann_wird_gesagt_und_nichts_eingetragen(
    runde: Gremium, beschluss: dict[str, Any], code: str
) -> None:
    wie = {"da": beschluss.pop("da", 3), "stand": beschluss.pop("stand", Punktstand.BEHANDELT)}
    angaben = {"angenommen": None, "feld": "p1b1-ja", **beschluss}
    with pytest.raises(Fachfehler) as fehler:
        _trage(sitzung(runde, TAG, "geschlossen"), Nachbeschluss("Ja.", QUELLE, **angaben), **wie)
    assert (fehler.value.code, fehler.value.feld) == (code, "p1b1-ja")
    assert not Sitzungsverlauf.objects.exists()
    assert not Beschluss.objects.exists()


def test_ein_sitz_der_nicht_da_war_wird_beim_namen_genannt(runde: Gremium) -> None:
    weg = bau.sitze(runde)[3]
    with pytest.raises(Fachfehler) as fehler:
        _trage(sitzung(runde, TAG, "geschlossen"), _satz(Weise.NAMENTLICH, stimmen={weg.pk: Stimmwert.NEIN}))
    assert weg.name in fehler.value.meldung
    fremder = SitzFactory()
    with pytest.raises(Fachfehler, match=r"keine Stimme: \?\."):
        _trage(
            sitzung(runde, date(2023, 3, 22), "geschlossen"),
            _satz(Weise.NAMENTLICH, stimmen={fremder.pk: Stimmwert.NEIN}),
        )


def test_ohne_geregelte_mehrheit_sagt_es_der_vorsitz() -> None:
    runde = bau.lenkungsgruppe(3, wie=None)
    satz = sitzung(runde, TAG, "geschlossen")
    with pytest.raises(Fachfehler) as fehler:
        _trage(satz, _satz(Weise.OFFEN, zahlen=Stimmen(1, 2, 0)))
    assert fehler.value.code == "vorsitz_entscheidet"
    festgestellt = Nachbeschluss("Ja.", QUELLE, weise=Weise.OFFEN, zahlen=Stimmen(1, 2, 0), angenommen=True)
    (beschluss,) = _trage(satz, festgestellt)
    assert beschluss.angenommen


def test_die_probe_zeigt_nummern_und_traegt_nichts_ein(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    punkt = Nachpunkt("Kitas", beschluesse=(Nachbeschluss("Ja.", QUELLE),))
    nachtrag = Nachtrag("Vorsitz", punkte=[punkt])
    akteur = gobau.akteur(runde)
    (beschluss,) = nachtrag_probieren(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=akteur)
    assert beschluss.zeichen == "1/2023"
    assert not Beschluss.objects.exists()
    assert ohne_verlauf(satz)
    verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=akteur)
    assert ist_nachgetragen(satz)
    assert not ohne_verlauf(satz)


def test_wer_schon_an_der_tuer_eingetragen_ist_hat_einen_verlauf(runde: Gremium) -> None:
    satz = bau.eingeladene_sitzung(runde)
    assert ohne_verlauf(satz)
    bau.komme(satz, bau.sitze(runde)[0])
    assert not ohne_verlauf(satz)


def test_notiz_ort_stand_und_oeffentlichkeit_des_punktes(runde: Gremium) -> None:
    satz = bau.eingeladene_sitzung(runde, TAG, punkte=2)
    eins, zwei = bau.punkte(satz)
    Punktnotiz.objects.create(punkt=eins, text="Vorher.", zaehler=2, geaendert_am=satz.beginn)
    assert punkte_mit_notiz(satz) == [(eins, "Vorher."), (zwei, "")]
    nachtrag = Nachtrag(
        leitung="Vorsitz",
        punkte=[
            Nachpunkt(punkt_id=eins.pk, stand=Punktstand.ZURUECKGESTELLT, notiz="Zu wenige da."),
            Nachpunkt(punkt_id=zwei.pk, stand=Punktstand.ABGESETZT),
            Nachpunkt("Vertrauliches", oeffentlich=False, notiz=" Kurz. "),
        ],
        ort="  Rathaus  Siegburg ",
    )
    verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=gobau.akteur(runde))
    satz.refresh_from_db()
    assert satz.ort == "Rathaus Siegburg"
    assert [(punkt.stand, punkt.oeffentlich) for punkt in bau.punkte(satz)] == [
        ("zurueckgestellt", True),
        ("abgesetzt", True),
        ("behandelt", False),
    ]
    assert list(Punktnotiz.objects.order_by("punkt__position").values_list("text", "zaehler")) == [
        ("Zu wenige da.", 3),
        ("Kurz.", 1),
    ]
