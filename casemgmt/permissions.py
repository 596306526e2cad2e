"""What one may do in this module."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.rechte import Recht

OEFFNEN = Recht("casemgmt.oeffnen", "den Bereich Fallarbeit öffnen", Modul.CASEMGMT)
RECHTE_DES_MODULS = (OEFFNEN,)
