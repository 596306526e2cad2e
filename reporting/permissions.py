"""What one may do in this module."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.rechte import Recht

OEFFNEN = Recht("reporting.oeffnen", "den Bereich Auswertung öffnen", Modul.REPORTING)
RECHTE_DES_MODULS = (OEFFNEN,)
