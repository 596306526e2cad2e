"""The rights of the module."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.rechte import Recht

OEFFNEN = Recht("casemgmt.oeffnen", "den Bereich Fallarbeit öffnen", Modul.CASEMGMT)
FAELLE_FUEHREN = Recht(
    "casemgmt.faelle_fuehren",
    "Menschen der eigenen Kommunen beraten und ihre Fälle führen",
    Modul.CASEMGMT,
)
MUKIS_FUEHREN = Recht(
    "casemgmt.mukis_fuehren", "Familien im Rahmen von MuKi-S beraten und ihre Fälle führen", Modul.CASEMGMT
)
FACHAUFSICHT = Recht(
    "casemgmt.fachaufsicht",
    "Fälle als Fachaufsicht lesen, übergeben und Hinweise auf doppelt Erfasste bearbeiten",
    Modul.CASEMGMT,
)
AKTEURE_PFLEGEN = Recht(
    "casemgmt.akteure_pflegen", "das Verzeichnis der Akteure und Angebote pflegen", Modul.CASEMGMT
)
TEXTE_PFLEGEN = Recht(
    "casemgmt.texte_pflegen",
    "Texte der Einwilligung und Auswahllisten der Fallarbeit pflegen",
    Modul.CASEMGMT,
)
RECHTE_DES_MODULS = (
    OEFFNEN,
    FAELLE_FUEHREN,
    MUKIS_FUEHREN,
    FACHAUFSICHT,
    AKTEURE_PFLEGEN,
    TEXTE_PFLEGEN,
)
