"""Who may do what with accounts and roles. Default deny."""

from __future__ import annotations

from kim.basis.rechte import Recht

VERWALTEN = Recht("konten.verwalten", "Konten anlegen, sperren und Rollen erteilen")
ROLLE_BESTAETIGEN = Recht(
    "konten.rolle_bestaetigen", "als zweite Person Rollen bestätigen, die Klientendaten sehen"
)
RECHTE_DES_RAUMS = (VERWALTEN, ROLLE_BESTAETIGEN)
