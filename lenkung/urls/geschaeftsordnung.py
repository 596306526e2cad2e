"""Geschäftsordnungen."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GO_PFLEGEN, GREMIEN_SEHEN, GREMIUM_LESEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import bestimmungen, drucke, geschaeftsordnungen, go_probe, nachspielen

_LESEN, _SEHEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel
_PFLEGEN = GO_PFLEGEN.schluessel
_GO = "geschaeftsordnungen/<int:pk>/"
GESCHAEFTSORDNUNG = [
    pfad(
        "geschaeftsordnungen/",
        geschaeftsordnungen.liste,
        name="go-liste",
        zugang=Zugang.KREISWEIT,
        recht=_LESEN,
    ),
    pfad(
        "geschaeftsordnungen/neu/",
        geschaeftsordnungen.entwerfen,
        name="go-entwerfen",
        zugang=Zugang.KREISWEIT,
        recht=_PFLEGEN,
    ),
    am_satz(_GO, geschaeftsordnungen.detail, "go-detail", _LESEN),
    am_satz(f"{_GO}vergleich/", geschaeftsordnungen.vergleich, "go-vergleich", _LESEN),
    am_satz(f"{_GO}probe/", go_probe.probe, "go-probe", _SEHEN),
    am_satz(f"{_GO}nachspielen/", nachspielen.nachspielen, "go-nachspielen", _SEHEN),
    am_satz(f"{_GO}drucken/", drucke.geschaeftsordnung, "go-drucken", _LESEN),
    am_satz(f"{_GO}benennen/", geschaeftsordnungen.benennen, "go-benennen", _PFLEGEN),
    am_satz(f"{_GO}beschluss/", geschaeftsordnungen.beschliessen, "go-beschliessen", _PFLEGEN),
    am_satz(f"{_GO}ende/", geschaeftsordnungen.enden, "go-enden", _PFLEGEN),
    am_satz(f"{_GO}verwerfen/", geschaeftsordnungen.verwerfen, "go-verwerfen", _PFLEGEN),
    am_satz(f"{_GO}bestimmungen/<slug:art>/", bestimmungen.regeln, "bestimmung", _PFLEGEN),
    am_satz(f"{_GO}bestimmungen/<slug:art>/satz/", bestimmungen.satz, "bestimmung-satz", _PFLEGEN),
    am_satz(
        f"{_GO}bestimmungen/<slug:art>/streichen/", bestimmungen.streichen, "bestimmung-streichen", _PFLEGEN
    ),
]
