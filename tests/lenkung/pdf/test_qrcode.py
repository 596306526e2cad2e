"""A QR code that a reader finds: the right modules, black on white, with its quiet zone."""

from __future__ import annotations

import base64
import re

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from lenkung.pdf.qrcode import RAND, qr_adresse, qr_svg

ADRESSE = "https://kim.musterkreis.example/pruefen/k7m2q9xw4t8bhd3vf6z5/"
_LAUF = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def _dunkle(svg: str) -> set[tuple[int, int]]:
    """The modules that the drawing paints, one by one."""
    laeufe = [tuple(map(int, lauf)) for lauf in _LAUF.findall(svg)]
    assert all(hin == zurueck for _x, _y, hin, zurueck in laeufe)
    felder = [(x + n, y) for x, y, laenge, _zurueck in laeufe for n in range(laenge)]
    # No module twice, and no run that could have been longer.
    assert len(felder) == len(set(felder))
    assert not {(x, y) for x, y, *_ in laeufe} & {(x + laenge, y) for x, y, laenge, _ in laeufe}
    return set(felder)


def test_die_zeichnung_hat_genau_die_felder_des_codes() -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(ADRESSE)
    erwartet = {
        (x + RAND, y + RAND)
        for y, zeile in enumerate(code.get_matrix())
        for x, dunkel in enumerate(zeile)
        if dunkel
    }
    assert _dunkle(qr_svg(ADRESSE)) == erwartet


def test_um_den_code_bleibt_ein_rand_frei() -> None:
    svg = qr_svg(ADRESSE)
    seite = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    felder = _dunkle(svg)
    assert min(x for x, _y in felder) == min(y for _x, y in felder) == RAND == 4
    assert max(x for x, _y in felder) == seite - RAND - 1


def test_die_adresse_traegt_die_zeichnung_in_sich() -> None:
    kopf, inhalt = qr_adresse(ADRESSE).split(",")
    assert kopf == "data:image/svg+xml;base64"
    assert base64.b64decode(inhalt).decode() == qr_svg(ADRESSE)
    assert qr_svg(ADRESSE) != qr_svg(ADRESSE + "x")
