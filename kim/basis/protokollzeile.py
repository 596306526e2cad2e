"""A line of the server's log: what happened and where, never what somebody typed."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

# Up to the word that stands before the token. The same word deeper in a path leads to no personal link.
_LINK = re.compile(
    r"(/(?:konto/passwort/neu"
    r"|konten/(?:einladung|anmeldelink)"
    r"|versand/link"
    r"|lenkung/(?:abfrage|antwort|folgebericht|niederschrift|sitzungen/abo|umlauf|unterlagen)"
    r"|fallarbeit/(?:verweis|vor-ort/abo)"
    r")/)(?!gesendet/|fertig/|widerrufen/)[^/\s]+"
)


class Protokollzeile(logging.Formatter):
    """Whoever reads the log must not be able to use a personal link or read what a form held."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Without the wording: a database quotes the values that it refuses, and a parser what it read."""
        zeilen: list[str] = []
        fehler = ei[1]
        while fehler is not None:
            zeilen[:0] = [*traceback.format_tb(fehler.__traceback__), f"{type(fehler).__qualname__}\n"]
            fehler = fehler.__cause__ or (None if fehler.__suppress_context__ else fehler.__context__)
        return "".join(zeilen).rstrip()

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"\1…", super().format(record))
