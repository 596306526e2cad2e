"""What stands on the wall, and how short."""

from __future__ import annotations

import pytest

from lenkung.regeln.leinwand import Tafel, gekuerzt, kurze_rechnung, tafel
from lenkung.regeln.verlauf import Abstimmungsstand, Weise


@pytest.mark.parametrize(
    ("stand", "weise", "erwartet"),
    [
        (None, None, Tafel.BERATUNG),
        (Abstimmungsstand.LAEUFT, Weise.OFFEN, Tafel.LAEUFT),
        (Abstimmungsstand.GESCHLOSSEN, Weise.GEHEIM, Tafel.GEZAEHLT),
        (Abstimmungsstand.FESTGESTELLT, Weise.NAMENTLICH, Tafel.ERGEBNIS),
        (Abstimmungsstand.VERWORFEN, Weise.EINVERNEHMLICH, Tafel.KEIN_EINVERNEHMEN),
        (Abstimmungsstand.VERWORFEN, Weise.OFFEN, Tafel.BERATUNG),
    ],
)
def test_die_tafel_folgt_der_letzten_abstimmung(
    stand: Abstimmungsstand | None, weise: Weise | None, erwartet: Tafel
) -> None:
    assert tafel(stand, weise) is erwartet


def test_ein_langer_text_endet_mit_einem_ganzen_satz() -> None:
    assert gekuerzt(" Kurz. ", 20) == ("Kurz.", False)
    assert gekuerzt("Der erste Satz. Der zweite Satz ist länger.", 28) == ("Der erste Satz. …", True)
    assert gekuerzt("Ein Satz ohne jedes Ende der niemals aufhört", 20) == ("Ein Satz ohne jedes …", True)
    assert gekuerzt("x" * 30, 10) == ("x" * 10 + " …", True)


@pytest.mark.parametrize(
    ("rechnung", "kurz"),
    [
        (
            "12 von 17 stimmberechtigten Sitzen vertreten; 2·12 ≥ 17: beschlussfähig, § 6 Abs. 4.",
            "12 von 17 stimmberechtigten Sitzen vertreten, 2·12 ≥ 17 (§ 6 Abs. 4)",
        ),
        (
            "5 von 17 stimmberechtigten Sitzen vertreten; 2·5 < 17; gilt als beschlussfähig, solange das "
            "Gegenteil nicht festgestellt ist, § 6 Abs. 4.",
            "5 von 17 stimmberechtigten Sitzen vertreten, 2·5 < 17 (§ 6 Abs. 4)",
        ),
        (
            "0 von 17 Sitzen vertreten; ohne einen vertretenen Sitz nicht beschlussfähig, § 6.",
            "0 von 17 Sitzen vertreten, ohne einen vertretenen Sitz nicht beschlussfähig (§ 6)",
        ),
        ("Von Hand eingetragen", "Von Hand eingetragen"),
    ],
)
def test_die_rechnung_wird_zu_zahlen_und_norm(rechnung: str, kurz: str) -> None:
    assert kurze_rechnung(rechnung) == kurz
