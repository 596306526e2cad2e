"""A QR code as a drawing: sharp at any size, a few kilobytes, the same bytes each time."""

from __future__ import annotations

from base64 import b64encode

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

RAND = 4
"""So many light modules around it a reader needs (ISO/IEC 18004)."""


def qr_svg(text: str) -> str:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=RAND)
    code.add_data(text)
    zeilen = code.get_matrix()
    # Each dark run of a row is one rectangle: nothing shines through between the modules.
    pfad = "".join(
        f"M{anfang} {y}h{laenge}v1h-{laenge}z"
        for y, zeile in enumerate(zeilen)
        for anfang, laenge in _laeufe(zeile)
    )
    seite = len(zeilen)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{seite}" height="{seite}" '
        f'viewBox="0 0 {seite} {seite}"><path d="{pfad}"/></svg>'
    )


def qr_adresse(text: str) -> str:
    """For the `src` of a picture."""
    return "data:image/svg+xml;base64," + b64encode(qr_svg(text).encode()).decode()


def _laeufe(zeile: list[bool]) -> list[tuple[int, int]]:
    laeufe: list[tuple[int, int]] = []
    for x, dunkel in enumerate(zeile):
        if not dunkel:
            continue
        if laeufe and sum(laeufe[-1]) == x:
            laeufe[-1] = (laeufe[-1][0], laeufe[-1][1] + 1)
        else:
            laeufe.append((x, 1))
    return laeufe
