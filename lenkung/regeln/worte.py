"""Die Urteile in den Worten der Seiten, und wie sie gefärbt werden. Ein Urteil sieht überall gleich aus."""

from __future__ import annotations

WORTE: dict[str, tuple[str, str]] = {
    "fristgerecht": ("fristgerecht", "gut"),
    "dringlich_fristgerecht": ("dringlich, fristgerecht", "achtung"),
    "verspaetet": ("verspätet", "schlecht"),
    "unvollstaendig": ("unvollständig", "schlecht"),
    "vollstaendig": ("vollständig", "gut"),
    "rechtzeitig": ("rechtzeitig", "gut"),
    "nicht_geregelt": ("nicht geregelt", "neutral"),
    "quorum": ("beschlussfähig", "gut"),
    "gilt_als": ("gilt als beschlussfähig", "achtung"),
    "zweite_einberufung": ("beschlussfähig, zweite Einberufung", "gut"),
    "zweite_wirksam": ("wirksam", "gut"),
    "zweite_unwirksam": ("nicht wirksam", "schlecht"),
    "festgestellt": ("beschlussunfähig, festgestellt", "schlecht"),
    "nicht_erreicht": ("nicht beschlussfähig", "schlecht"),
    "angenommen": ("angenommen", "gut"),
    "abgelehnt": ("abgelehnt", "schlecht"),
    "ungueltig": ("ungültig", "schlecht"),
    "genehmigt": ("genehmigt", "gut"),
    "zulaessig": ("zulässig", "gut"),
    "ausgeschlossen": ("ausgeschlossen", "schlecht"),
    "eingewandt": ("Einwendung, nicht genehmigt", "achtung"),
    "offen": ("noch offen", "hinweis"),
}


def wort(urteil: str) -> str:
    return WORTE[urteil][0]


def farbe(urteil: str) -> str:
    return WORTE[urteil][1]
