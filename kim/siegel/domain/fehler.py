"""Was beim Unterschreiben schiefgehen kann: in einem Satz, der sagt, was zu tun ist."""

from __future__ import annotations

from kim.basis.fehler import Fachfehler


class SiegelFehler(Fachfehler):
    code = "siegel"
