"""What one may do in this module."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.rechte import Recht

OEFFNEN = Recht("einbuergerung.oeffnen", "den Bereich Modul 3 öffnen", Modul.EINBUERGERUNG)
RECHTE_DES_MODULS = (OEFFNEN,)
