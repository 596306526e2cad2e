"""The sentences of a Niederschrift: numbers, singular and plural, times, each way of voting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lenkung.domain.queries.textbausteine import saetze_des_hauses
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.niederschriftstext import (
    Anwesend,
    Behandlung,
    Ergebnis,
    Feststellung,
    Liste,
    Rahmen,
    Zeitraum,
    angabe,
    anwesenheitstext,
    beschlusstext,
    eroeffnungstext,
    kopftext,
    punkttext,
    schlusstext,
    stimmen_in_worten,
    war_da,
    zeiten_in_worten,
)
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.textbausteine import Satzart
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Sitzungsart

# 14:00 to 16:00 in Berlin; in September that is two hours before UTC.
BEGINN = datetime(2023, 9, 13, 12, tzinfo=UTC)
ENDE = BEGINN + timedelta(hours=2)
RAHMEN = Rahmen("Kreishaus, Raum A 1.16", date(2023, 9, 13), BEGINN, ENDE, "Dr. Renate Probe")
HAUS = saetze_des_hauses()


def nach(minuten: float) -> datetime:
    return BEGINN + timedelta(minutes=minuten)


def test_der_kopf_nennt_jede_angabe_in_einer_zeile() -> None:
    assert kopftext(RAHMEN).splitlines() == [
        "Ort: Kreishaus, Raum A 1.16",
        "Form: in Präsenz",
        "Tag: Mittwoch, 13.09.2023",
        "Beginn: 14:00 Uhr",
        "Ende: 16:00 Uhr",
        "Leitung: Dr. Renate Probe",
    ]


def test_ohne_ort_bleibt_die_zeile_leer_und_wird_so_gelesen() -> None:
    text = kopftext(Rahmen("", RAHMEN.tag, BEGINN, ENDE, "V", Sitzungsart.HYBRID))
    assert text.splitlines()[:2] == ["Ort:", "Form: hybrid"]
    assert angabe(text, "Ort") == ""
    assert angabe(text, "Beginn") == "14:00 Uhr"


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("ort :  Rathaus ", "Rathaus"),  # by hand, other case and spaces
        ("Ort Rathaus", ""),  # no colon: not an entry
        ("Ort:\nOrt: Saal", "Saal"),
        ("Vorort: Saal", ""),
        ("", ""),
    ],
)
def test_eine_angabe_wird_auch_von_hand_geschrieben_gefunden(text: str, wert: str) -> None:
    assert angabe(text, "Ort") == wert


@pytest.mark.parametrize(
    ("zeiten", "worte"),
    [
        ([(0, None)], ""),
        ([(-20, 120)], ""),  # at the door before, there until the end
        ([(0.9, None)], ""),  # entered within the minute of the opening
        ([(20, None)], "ab 14:20 Uhr"),
        ([(0, 70)], "bis 15:10 Uhr"),
        ([(20, 70)], "von 14:20 Uhr bis 15:10 Uhr"),
        ([(0, 70), (90, None)], "bis 15:10 Uhr und ab 15:30 Uhr"),
        (
            [(10, 20), (30, 40), (50, 60)],
            "von 14:10 Uhr bis 14:20 Uhr, von 14:30 Uhr bis 14:40 Uhr und von 14:50 Uhr bis 15:00 Uhr",
        ),
        ([(0, 60), (60, None)], ""),  # from digital to the room: one time
        ([(90, None), (0, 70)], "bis 15:10 Uhr und ab 15:30 Uhr"),  # in whatever order they were entered
        ([(10, 80), (20, 30)], "von 14:10 Uhr bis 15:20 Uhr"),  # one inside the other
        ([(-20, -10)], ""),  # never in the session
        ([(0, 500)], ""),
    ],
)
def test_zeiten(zeiten: list[tuple[float, float | None]], worte: str) -> None:
    werte = [Zeitraum(nach(von), None if bis is None else nach(bis)) for von, bis in zeiten]
    assert zeiten_in_worten(werte, BEGINN, ENDE) == worte


def test_wer_vor_der_eroeffnung_geht_war_nicht_da() -> None:
    assert not war_da([Zeitraum(nach(-20), nach(-10))], BEGINN, ENDE)
    assert not war_da([Zeitraum(nach(-20), BEGINN)], BEGINN, ENDE)
    assert not war_da([Zeitraum(nach(130), None)], BEGINN, ENDE)
    assert war_da([Zeitraum(nach(-20), nach(1))], BEGINN, ENDE)
    # A session of less than a minute: who was there at its beginning was there.
    assert war_da([Zeitraum(BEGINN, None)], BEGINN, BEGINN)


def test_anwesenheit_nach_stimme_gaeste_und_freie_sitze() -> None:
    liste = Liste(
        (
            Anwesend("Petra Probe", "Caritas", zeiten=(Zeitraum(BEGINN),)),
            Anwesend("Max Muster", "Stadt A", True, True, (Zeitraum(nach(20)),)),
        ),
        (Anwesend("Gesa Stelle", "KI", zeiten=(Zeitraum(BEGINN),)),),
        (Anwesend("Gast Eins", punkte=(5, 3, 3), zeiten=(Zeitraum(BEGINN),)),),
        ("Stadt B",),
    )
    assert anwesenheitstext(liste, RAHMEN) == (
        "Mitglieder und Stellvertretungen:\n- Petra Probe, Caritas\n"
        "- Max Muster (Stellvertretung), Stadt A, digital, ab 14:20 Uhr\n\n"
        "Ohne Stimme:\n- Gesa Stelle, KI\n\n"
        "Gäste:\n- Gast Eins, zu TOP 3 und TOP 5\n\n"
        "Nicht vertreten:\n- Stadt B"
    )


def test_ohne_anwesende_bleibt_die_liste_leer() -> None:
    assert anwesenheitstext(Liste(nicht_vertreten=("Stadt B",)), RAHMEN) == ""


def test_eroeffnung_und_schluss() -> None:
    text = eroeffnungstext(RAHMEN, [Feststellung(BEGINN, True, "9 von 17 vertreten")], HAUS)
    assert text == (
        "Dr. Renate Probe eröffnet die Sitzung um 14:00 Uhr.\n\n"
        "Der Vorsitz stellt die Beschlussfähigkeit fest. 9 von 17 vertreten."
    )
    assert schlusstext(RAHMEN, HAUS) == "Dr. Renate Probe schließt die Sitzung um 16:00 Uhr."


@pytest.mark.parametrize(
    ("behandlung", "text"),
    [
        (Behandlung(Punktart.BERATUNG, Punktstand.BEHANDELT), ""),
        (
            Behandlung(Punktart.BERICHT, Punktstand.BEHANDELT, "Geschäftsstelle.", "Zahlen\r\nund Fragen. "),
            "Es trägt vor: Geschäftsstelle.\n\nZahlen\nund Fragen.\n\n"
            "Der Bericht wird zur Kenntnis genommen.",
        ),
        (Behandlung(Punktart.BERICHT, Punktstand.OFFEN, "KI"), "Es trägt vor: KI."),
        (
            Behandlung(Punktart.BESCHLUSS, Punktstand.ABGESETZT, "KI", "Siehe unten", "Unterlagen fehlen"),
            "Siehe unten\n\nDer Punkt wird abgesetzt. Unterlagen fehlen.",
        ),
        (Behandlung(Punktart.BESCHLUSS, Punktstand.ABGESETZT), "Der Punkt wird abgesetzt."),
        (
            Behandlung(
                Punktart.BESCHLUSS,
                Punktstand.ZURUECKGESTELLT,
                grund="3 von 17 vertreten!",
                feststellungen=(Feststellung(nach(70), False, "3 von 17 vertreten"),),
            ),
            "Um 15:10 Uhr stellt der Vorsitz die Beschlussunfähigkeit fest. 3 von 17 vertreten.\n\n"
            "Der Punkt wird zurückgestellt. 3 von 17 vertreten!",
        ),
        (
            Behandlung(
                Punktart.BERATUNG,
                Punktstand.BEHANDELT,
                feststellungen=(Feststellung(nach(80), True, "", wieder=True),),
            ),
            "Um 15:20 Uhr stellt der Vorsitz fest, dass das Gremium wieder beschlussfähig ist.",
        ),
    ],
)
def test_ein_punkt(behandlung: Behandlung, text: str) -> None:
    assert punkttext(behandlung, HAUS) == text


@pytest.mark.parametrize(
    ("stimmen", "worte"),
    [
        (Stimmen(9, 1, 2), "9 Ja-Stimmen, 1 Nein-Stimme und 2 Enthaltungen"),
        (Stimmen(1, 2, 1), "1 Ja-Stimme, 2 Nein-Stimmen und 1 Enthaltung"),
        (Stimmen(12, 0, 0), "12 Ja-Stimmen, ohne Nein-Stimme und ohne Enthaltung"),
        (Stimmen(0, 5, 0), "keiner Ja-Stimme, 5 Nein-Stimmen und ohne Enthaltung"),
    ],
)
def test_stimmen_in_worten(stimmen: Stimmen, worte: str) -> None:
    assert stimmen_in_worten(stimmen) == worte


def beschluss(angenommen: bool = True, **felder: object) -> Ergebnis:
    return Ergebnis("3/2023", " Das Vorhaben beginnt. ", angenommen, **felder)  # type: ignore[arg-type]


KOPF = "Beschluss 3/2023:\nDas Vorhaben beginnt."


@pytest.mark.parametrize(
    ("ergebnis", "satz"),
    [
        (
            beschluss(weise=Weise.EINVERNEHMLICH, stimmen=Stimmen(0, 0, 0)),
            "Es erhebt sich kein Widerspruch. Der Beschluss ist einvernehmlich gefasst.",
        ),
        # Entered from paper: sought, not found, and nothing else is known.
        (beschluss(False, weise=Weise.EINVERNEHMLICH, gerechnet=False), "Der Beschluss ist abgelehnt."),
        (
            beschluss(weise=Weise.OFFEN, stimmen=Stimmen(9, 1, 2)),
            "In offener Abstimmung wird der Beschluss mit 9 Ja-Stimmen, 1 Nein-Stimme und 2 Enthaltungen "
            "angenommen.",
        ),
        (
            beschluss(False, weise=Weise.GEHEIM, stimmen=Stimmen(1, 2, 1)),
            "In geheimer Abstimmung wird der Beschluss mit 1 Ja-Stimme, 2 Nein-Stimmen und 1 Enthaltung "
            "abgelehnt.",
        ),
        (
            beschluss(weise=Weise.OFFEN, stimmen=Stimmen(4, 4, 0), stichentscheid=True),
            "In offener Abstimmung wird der Beschluss mit 4 Ja-Stimmen, 4 Nein-Stimmen und ohne Enthaltung "
            "angenommen. Bei Stimmengleichheit entscheidet der Vorsitz.",
        ),
        # Offered, but not needed: then it did not decide.
        (
            beschluss(weise=Weise.OFFEN, stimmen=Stimmen(5, 3, 0), stichentscheid=True),
            "In offener Abstimmung wird der Beschluss mit 5 Ja-Stimmen, 3 Nein-Stimmen und ohne Enthaltung "
            "angenommen.",
        ),
        (
            beschluss(gerechnet=False, rechnung="einstimmig. "),
            "Ergebnis: einstimmig. Der Beschluss ist angenommen.",
        ),
        (beschluss(False, gerechnet=False), "Der Beschluss ist abgelehnt."),
        (beschluss(weise=Weise.OFFEN, gerechnet=False), "Der Beschluss ist angenommen."),
    ],
)
def test_ein_beschluss(ergebnis: Ergebnis, satz: str) -> None:
    assert beschlusstext(ergebnis, HAUS) == f"{KOPF}\n\n{satz}"


def test_namentlich_nennt_die_namen_und_die_rechnung_steht_darunter() -> None:
    ergebnis = beschluss(
        weise=Weise.NAMENTLICH,
        stimmen=Stimmen(2, 1, 0),
        namentlich=(("Ja", ("A (Stadt A)", "B")), ("Nein", ("C",)), ("Enthaltung", ())),
        rechnung="2 × 3 ≥ 3 × 2, § 6 Abs. 2",
    )
    assert beschlusstext(ergebnis, HAUS) == (
        f"{KOPF}\n\nIn namentlicher Abstimmung wird der Beschluss mit 2 Ja-Stimmen, 1 Nein-Stimme und ohne "
        "Enthaltung angenommen.\n\nJa: A (Stadt A), B.\nNein: C.\n\nRechnung: 2 × 3 ≥ 3 × 2, § 6 Abs. 2."
    )


def test_die_worte_des_kreises_gelten() -> None:
    eigene = {**HAUS, Satzart.SCHLUSS: "Ende um {ende}, {leitung}."}
    assert schlusstext(RAHMEN, eigene) == "Ende um 16:00 Uhr, Dr. Renate Probe."
