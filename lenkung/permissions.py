"""What one may do in this module."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.rechte import Recht

OEFFNEN = Recht("lenkung.oeffnen", "den Bereich Lenkung öffnen", Modul.LENKUNG)
RECHTE_DES_MODULS = (OEFFNEN,)
