"""Der Code, mit dem ein Gerät in einer Sitzung abstimmt. Er wird beim Eintreffen gesagt, nie verschickt."""

from __future__ import annotations

import hashlib

ZEICHEN = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Ohne I, O, 0 und 1: die hält man am Bildschirm leicht für etwas anderes."""
LAENGE = 8


def normal(eingabe: str) -> str:
    """Wie jemand ihn tippt: klein, mit Leerzeichen oder Strich. Leer, wenn es keiner sein kann."""
    code = "".join(zeichen for zeichen in eingabe.upper() if zeichen not in " -\t\n")
    return code if len(code) == LAENGE and set(code) <= set(ZEICHEN) else ""


def lesbar(code: str) -> str:
    """ABCD-EFGH"""
    return f"{code[:4]}-{code[4:]}"


def abdruck(code: str) -> str:
    """Gespeichert wird nur er. Der Code gilt wenige Stunden und ist zufällig; ein Salz braucht er nicht."""
    return hashlib.sha256(code.encode()).hexdigest()
