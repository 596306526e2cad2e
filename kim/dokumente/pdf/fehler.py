"""A PDF that could not be made. Loud: nobody ever gets an empty or a broken file instead."""

from __future__ import annotations

from kim.basis.fehler import Fachfehler


class PdfFehler(Fachfehler):
    code = "pdf_fehler"
