"""The way of a Verweis, its deadlines, its code."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casemgmt.regeln.verweis import (
    CODE_VERSUCHE,
    ENDEN,
    Codestand,
    Formfehler,
    Kanal,
    Verweisform,
    Verweisstand,
    antwort_bis,
    antwort_faellig,
    code_lesbar,
    code_normal,
    codestand,
    darf_werden,
    form_pruefen,
    link_bis,
    moegliche_wege,
)

E, G, A, X, F, N, Z = Verweisstand  # Entwurf … zurückgezogen, in the order of the file

# sent → accepted / refused / no answer → done / withdrawn (Fachmodell § 3)
ERLAUBT = {
    (E, G),
    (E, Z),
    (G, A),
    (G, X),
    (G, N),
    (G, Z),
    (N, A),
    (N, X),
    (N, Z),
    (A, F),
    # Accepted, and then it did not come to it after all.
    (A, X),
    (A, Z),
}


@pytest.mark.parametrize("von", Verweisstand)
@pytest.mark.parametrize("nach", Verweisstand)
def test_der_weg_eines_verweises(von: Verweisstand, nach: Verweisstand) -> None:
    assert darf_werden(von, nach) is ((von, nach) in ERLAUBT)


def test_von_einem_ende_fuehrt_nichts_weiter() -> None:
    assert {X, F, Z} == ENDEN


def test_erinnert_wird_am_tag_nach_der_frist() -> None:
    frist = date(2026, 12, 12)
    assert not antwort_faellig(G, frist, frist)
    assert antwort_faellig(G, frist, date(2026, 12, 13))
    assert not antwort_faellig(A, frist, date(2026, 12, 13))
    assert not antwort_faellig(G, None, date(2026, 12, 13))


def test_die_frist_zaehlt_ab_dem_tag_in_deutschland() -> None:
    # 23:30 UTC is the next day in Berlin.
    spaet = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert antwort_bis(spaet) == date(2026, 12, 12)
    assert link_bis(spaet, 30) == spaet + timedelta(days=30)


def test_ein_code_laesst_sich_ansagen() -> None:
    assert code_normal(" abcd-efgh ") == "ABCDEFGH"
    assert code_lesbar("ABCDEFGH") == "ABCD EFGH"
    # One too many is no code any more.
    assert code_normal("ABCDEFGHJK") == "ABCDEFGHJ"


def test_der_stand_eines_codes() -> None:
    jetzt = datetime(2026, 11, 28, 12, tzinfo=UTC)
    spaeter, frueher = jetzt + timedelta(days=1), jetzt - timedelta(seconds=1)

    def stand(code_hash: str = "x", bis: datetime | None = spaeter, fehlversuche: int = 0) -> Codestand:
        return codestand(code_hash=code_hash, gueltig_bis=bis, fehlversuche=fehlversuche, jetzt=jetzt)

    assert stand() is Codestand.OFFEN
    assert stand(code_hash="") is Codestand.KEINER
    assert stand(bis=None) is Codestand.KEINER
    assert stand(bis=frueher) is Codestand.ABGELAUFEN
    assert stand(fehlversuche=CODE_VERSUCHE - 1) is Codestand.OFFEN
    assert stand(fehlversuche=CODE_VERSUCHE) is Codestand.VERBRAUCHT


@pytest.mark.parametrize(
    ("form", "kanal", "hat_klient", "klassen", "intern", "fehler"),
    [
        (Verweisform.ANONYM, Kanal.MAIL, False, (), False, None),
        (
            Verweisform.ANONYM,
            Kanal.MAIL,
            False,
            ("kontakt",),
            False,
            Formfehler("anonym_ohne_daten", "klassen"),
        ),
        (Verweisform.MIT_DATEN, Kanal.BRIEF, True, ("kontakt",), False, None),
        (Verweisform.MIT_DATEN, Kanal.BRIEF, False, ("kontakt",), False, Formfehler("klient", "klient")),
        (Verweisform.MIT_DATEN, Kanal.BRIEF, True, (), False, Formfehler("klassen", "klassen")),
        (Verweisform.ANONYM, Kanal.INTERN, False, (), True, None),
        (Verweisform.ANONYM, Kanal.MAIL, False, (), True, Formfehler("kanal", "kanal")),
        (Verweisform.ANONYM, Kanal.INTERN, False, (), False, Formfehler("kanal", "kanal")),
    ],
)
def test_die_teile_passen_zueinander(
    form: Verweisform,
    kanal: Kanal,
    hat_klient: bool,
    klassen: tuple[str, ...],
    intern: bool,
    fehler: Formfehler | None,
) -> None:
    assert (
        form_pruefen(form=form, kanal=kanal, hat_klient=hat_klient, klassen=klassen, intern=intern) == fehler
    )


@pytest.mark.parametrize(
    ("angegeben", "moeglich"),
    [
        ((), (Kanal.MAIL, Kanal.BRIEF, Kanal.PERSOENLICH)),
        (("brief",), (Kanal.BRIEF,)),
        (("persoenlich", "mail"), (Kanal.MAIL, Kanal.PERSOENLICH)),
        (("link", "brief"), (Kanal.BRIEF,)),
        (("link",), ()),
    ],
)
def test_auf_welchen_wegen_eine_stelle_annimmt(
    angegeben: tuple[str, ...], moeglich: tuple[Kanal, ...]
) -> None:
    assert moegliche_wege(angegeben) == moeglich
