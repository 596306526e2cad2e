"""Zweite Einberufung nach Beschlussunfähigkeit (GO RSK § 6 Abs. 5)."""

from __future__ import annotations

from lenkung.regeln.einladung import FRISTGERECHT, Einladung
from lenkung.regeln.ordnung import Ordnung


def zweite_einberufung_wirksam(
    *, ordnung: Ordnung, einladung: Einladung | None, urteil_einladung: str | None
) -> bool:
    """Nur mit dem Hinweis in der Einladung und der vollen Ladungsfrist; die verkürzte genügt nicht.

    Ob ein Punkt wegen Beschlussunfähigkeit zurückgestellt war, sagt der Punkt selbst.
    """
    return (
        ordnung.zweite_einberufung is not None
        and einladung is not None
        and einladung.hinweis_zweite_einberufung
        and urteil_einladung == FRISTGERECHT
    )
