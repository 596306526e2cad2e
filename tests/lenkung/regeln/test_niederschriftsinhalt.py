"""What GO RSK § 7 Abs. 1 and GO Steinfurt § 7 demand, one by one: there, or missing and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lenkung.regeln.niederschriftsinhalt import Entwurf, Entwurfspunkt, Stelle, inhaltsliste
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.textvergleich import Vergleichszeile, Zeilenart, zeilenvergleich
from lenkung.regeln.werte import Inhalt

KOPF = "Ort: Kreishaus\nTag: Mittwoch, 13.09.2023\nBeginn: 14:00 Uhr\nEnde: 16:00 Uhr"
PUNKT = Entwurfspunkt(2, "Kitas", Punktart.BESCHLUSS, Punktstand.BEHANDELT, "", mit_beschluss=True)
VOLL = Entwurf(KOPF, "- Petra Probe", (PUNKT,), keine_erklaerungen=True)
ALLE = tuple(Inhalt)


def maengel(entwurf: Entwurf, inhalt: Inhalt) -> list[tuple[Stelle, str]]:
    (zeile,) = inhaltsliste(entwurf, [inhalt])
    assert zeile.vorhanden == (not zeile.maengel)
    return [(mangel.stelle, mangel.abschnitt) for mangel in zeile.maengel]


def test_ein_voller_entwurf_hat_alles_in_der_folge_der_geschaeftsordnung() -> None:
    zeilen = inhaltsliste(VOLL, set(ALLE))
    assert [zeile.inhalt for zeile in zeilen] == list(ALLE)
    assert all(zeile.vorhanden for zeile in zeilen)


def test_nur_was_verlangt_ist() -> None:
    assert inhaltsliste(Entwurf("", ""), ()) == ()
    assert [zeile.inhalt for zeile in inhaltsliste(VOLL, [Inhalt.WESENTLICHES])] == [Inhalt.WESENTLICHES]


@pytest.mark.parametrize(
    ("entwurf", "inhalt", "fehlt"),
    [
        (replace(VOLL, kopf="Ort:"), Inhalt.ORT, [(Stelle.ABSCHNITT, "kopf")]),
        (replace(VOLL, kopf="Ort: x"), Inhalt.TAG, [(Stelle.ABSCHNITT, "kopf")]),
        (replace(VOLL, kopf="Beginn: 14:00 Uhr"), Inhalt.UHRZEIT, [(Stelle.ABSCHNITT, "kopf")]),
        (replace(VOLL, kopf=""), Inhalt.UHRZEIT, [(Stelle.ABSCHNITT, "kopf")] * 2),
        (replace(VOLL, anwesenheit=" \n"), Inhalt.ANWESENDE, [(Stelle.ABSCHNITT, "anwesenheit")]),
        (replace(VOLL, punkte=()), Inhalt.TAGESORDNUNG, [(Stelle.NACHZIEHEN, "")]),
        (replace(VOLL, keine_erklaerungen=False), Inhalt.ERKLAERUNGEN, [(Stelle.ERKLAERUNGEN, "")]),
        (
            replace(VOLL, keine_erklaerungen=False, punkte=(replace(PUNKT, erklaerung="Ich erkläre."),)),
            Inhalt.ERKLAERUNGEN,
            [],
        ),
        (replace(VOLL, nicht_uebernommen=("3/2023",)), Inhalt.BESCHLUESSE, [(Stelle.NACHZIEHEN, "")]),
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False),)),
            Inhalt.BESCHLUESSE,
            [(Stelle.ABSCHNITT, "2")],
        ),
        # Why there is none, is enough: a session without any Beschluss has a Niederschrift as well.
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False, text="Vertagt."),)),
            Inhalt.BESCHLUESSE,
            [],
        ),
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False, stand=Punktstand.ABGESETZT),)),
            Inhalt.BESCHLUESSE,
            [],
        ),
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False, art=Punktart.BERATUNG),)),
            Inhalt.BESCHLUESSE,
            [],
        ),
        (replace(VOLL, zu_pruefen=("3/2023",)), Inhalt.ERGEBNISSE, [(Stelle.PRUEFEN, "")]),
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False, art=Punktart.BERATUNG),)),
            Inhalt.WESENTLICHES,
            [(Stelle.ABSCHNITT, "2")],
        ),
        (
            replace(VOLL, punkte=(replace(PUNKT, mit_beschluss=False, art=Punktart.VERSCHIEDENES),)),
            Inhalt.WESENTLICHES,
            [],
        ),
    ],
)
def test_was_fehlt_und_wo(entwurf: Entwurf, inhalt: Inhalt, fehlt: list[tuple[Stelle, str]]) -> None:
    assert maengel(entwurf, inhalt) == fehlt


def test_zwei_texte_zeile_fuer_zeile() -> None:
    assert zeilenvergleich("a\n\nb\nc", "a\nx\n\nc\nd") == (
        Vergleichszeile(Zeilenart.GLEICH, "a"),
        Vergleichszeile(Zeilenart.WEG, "b"),
        Vergleichszeile(Zeilenart.NEU, "x"),
        Vergleichszeile(Zeilenart.GLEICH, "c"),
        Vergleichszeile(Zeilenart.NEU, "d"),
    )
    assert zeilenvergleich("", " \n") == ()
