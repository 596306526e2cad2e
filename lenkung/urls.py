"""URLs of the module."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import (
    GO_PFLEGEN,
    GREMIEN_SEHEN,
    GREMIEN_VERWALTEN,
    GREMIUM_LESEN,
    MITGLIEDER_SEHEN,
    OEFFNEN,
    SITZUNGEN_PLANEN,
)
from lenkung.views import (
    bestimmungen,
    drucke,
    einlesen,
    geschaeftsordnungen,
    go_probe,
    gremien,
    mitglieder,
    sitze,
    sitzungen,
    sitzungsjahr,
    sitzungskalender,
    sperrzeiten,
    zusammensetzung,
)
from lenkung.views.uebersicht import uebersicht

app_name = "lenkung"

_LESEN, _SEHEN, _VERWALTEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel, GREMIEN_VERWALTEN.schluessel


def _am_satz(route: str, view: object, name: str, recht: str, **kwargs: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=recht, kwargs=kwargs)  # type: ignore[arg-type]


# Gremien, seats, members
_GREMIEN = [
    pfad("gremien/", gremien.liste, name="gremium-liste", zugang=Zugang.KREISWEIT, recht=_SEHEN),
    pfad("gremien/neu/", gremien.anlegen, name="gremium-anlegen", zugang=Zugang.KREISWEIT, recht=_VERWALTEN),
    _am_satz("gremien/<int:pk>/", gremien.detail, "gremium-detail", _LESEN),
    _am_satz("gremien/<int:pk>/bearbeiten/", gremien.bearbeiten, "gremium-bearbeiten", _VERWALTEN),
    _am_satz("gremien/<int:pk>/schliessen/", gremien.schliessen, "gremium-schliessen", _VERWALTEN),
    _am_satz("gremien/<int:pk>/aemter/neu/", gremien.amt_anlegen, "amt-vergeben", _VERWALTEN),
    _am_satz("gremien/aemter/<int:pk>/berichtigen/", gremien.amt_bearbeiten, "amt-berichtigen", _VERWALTEN),
    _am_satz("gremien/aemter/<int:pk>/beenden/", gremien.amt_enden, "amt-beenden", _VERWALTEN),
    _am_satz("gremien/<int:pk>/sitze/neu/", sitze.anlegen, "sitz-einrichten", _VERWALTEN),
    _am_satz("gremien/sitze/<int:pk>/", sitze.detail, "sitz-detail", _SEHEN),
    _am_satz("gremien/sitze/<int:pk>/berichtigen/", sitze.bearbeiten, "sitz-berichtigen", _VERWALTEN),
    _am_satz("gremien/sitze/<int:pk>/beenden/", sitze.enden, "sitz-beenden", _VERWALTEN),
    _am_satz("gremien/sitze/<int:pk>/besetzen/", sitze.besetzen, "sitz-besetzen", _VERWALTEN),
    _am_satz("gremien/besetzungen/<int:pk>/nachfolge/", sitze.nachfolgen, "besetzung-nachfolge", _VERWALTEN),
    _am_satz(
        "gremien/besetzungen/<int:pk>/berichtigen/", sitze.berichtigen, "besetzung-berichtigen", _VERWALTEN
    ),
    _am_satz("gremien/besetzungen/<int:pk>/beenden/", sitze.besetzung_enden, "besetzung-beenden", _VERWALTEN),
    pfad(
        "gremien/mitglieder/",
        mitglieder.liste,
        name="mitglied-liste",
        zugang=Zugang.KREISWEIT,
        recht=MITGLIEDER_SEHEN.schluessel,
    ),
    _am_satz(
        "gremien/mitglieder/<int:pk>/", mitglieder.detail, "mitglied-detail", MITGLIEDER_SEHEN.schluessel
    ),
    _am_satz("gremien/<int:pk>/zusammensetzung/", zusammensetzung.waehlen, "zusammensetzung-waehlen", _LESEN),
    _am_satz(
        "gremien/<int:pk>/zusammensetzung/<slug:tag>/", zusammensetzung.am_tag, "zusammensetzung", _LESEN
    ),
    *(
        _am_satz(
            f"gremien/<int:pk>/zusammensetzung/<slug:tag>/ausgabe.{format}",
            zusammensetzung.ausgabe,
            f"zusammensetzung-{format}",
            _SEHEN,
            format=format,
        )
        for format in ("csv", "xlsx")
    ),
    _am_satz(
        "gremien/<int:pk>/zusammensetzung/<slug:tag>/pdf/",
        zusammensetzung.pdf_erstellen,
        "gremienliste-erstellen",
        _SEHEN,
    ),
]

# Members from a table
_EINLESEN = [
    _am_satz("gremien/<int:pk>/mitglieder/einlesen/", einlesen.hochladen, "einlesen", _VERWALTEN),
    *(
        _am_satz(
            f"gremien/<int:pk>/mitglieder/vorlage.{format}",
            einlesen.vorlage,
            f"einlesen-vorlage-{format}",
            _VERWALTEN,
            format=format,
        )
        for format in ("csv", "xlsx")
    ),
    _am_satz("gremien/mitglieder/einlesen/<int:pk>/", einlesen.vorschau, "einlesen-vorschau", _VERWALTEN),
    _am_satz(
        "gremien/mitglieder/einlesen/<int:pk>/verwerfen/",
        einlesen.verwerfen,
        "einlesen-verwerfen",
        _VERWALTEN,
    ),
]

# Geschäftsordnung
_PFLEGEN = GO_PFLEGEN.schluessel
_GO = "geschaeftsordnungen/<int:pk>/"
_GESCHAEFTSORDNUNG = [
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
    _am_satz(_GO, geschaeftsordnungen.detail, "go-detail", _LESEN),
    _am_satz(f"{_GO}vergleich/", geschaeftsordnungen.vergleich, "go-vergleich", _LESEN),
    _am_satz(f"{_GO}probe/", go_probe.probe, "go-probe", _SEHEN),
    _am_satz(f"{_GO}drucken/", drucke.geschaeftsordnung, "go-drucken", _LESEN),
    _am_satz(f"{_GO}benennen/", geschaeftsordnungen.benennen, "go-benennen", _PFLEGEN),
    _am_satz(f"{_GO}beschluss/", geschaeftsordnungen.beschliessen, "go-beschliessen", _PFLEGEN),
    _am_satz(f"{_GO}ende/", geschaeftsordnungen.enden, "go-enden", _PFLEGEN),
    _am_satz(f"{_GO}verwerfen/", geschaeftsordnungen.verwerfen, "go-verwerfen", _PFLEGEN),
    _am_satz(f"{_GO}bestimmungen/<slug:art>/", bestimmungen.regeln, "bestimmung", _PFLEGEN),
    _am_satz(f"{_GO}bestimmungen/<slug:art>/satz/", bestimmungen.satz, "bestimmung-satz", _PFLEGEN),
    _am_satz(
        f"{_GO}bestimmungen/<slug:art>/streichen/", bestimmungen.streichen, "bestimmung-streichen", _PFLEGEN
    ),
]

# Sessions
_PLANEN = SITZUNGEN_PLANEN.schluessel


def _im_kreis(route: str, view: object, name: str, recht: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.KREISWEIT, recht=recht)  # type: ignore[arg-type]


_SITZUNGEN = [
    _im_kreis("sitzungen/", sitzungen.liste, "sitzung-liste", _LESEN),
    _im_kreis("sitzungen/neu/", sitzungen.planen, "sitzung-planen", _PLANEN),
    _im_kreis("sitzungen/jahr/", sitzungsjahr.jahr, "sitzung-jahr", _PLANEN),
    _im_kreis("sitzungen/kalender/", sitzungskalender.kalender, "sitzung-kalender", _LESEN),
    _im_kreis("sitzungen/abo/", sitzungskalender.abo, "kalender-abo", _LESEN),
    _im_kreis(
        "sitzungen/abo/widerrufen/", sitzungskalender.abo_widerrufen, "kalender-abo-widerrufen", _LESEN
    ),
    pfad(
        "sitzungen/abo/<str:token>.ics",
        sitzungskalender.feed,
        name="kalender-feed",
        zugang=Zugang.OEFFENTLICH,
    ),
    _im_kreis("sitzungen/sperrzeiten/", sperrzeiten.liste, "sperrzeit-liste", _PLANEN),
    _im_kreis("sitzungen/sperrzeiten/neu/", sperrzeiten.eintragen, "sperrzeit-eintragen", _PLANEN),
    _am_satz(
        "sitzungen/sperrzeiten/<int:pk>/bearbeiten/", sperrzeiten.bearbeiten, "sperrzeit-bearbeiten", _PLANEN
    ),
    _am_satz("sitzungen/sperrzeiten/<int:pk>/loeschen/", sperrzeiten.loeschen, "sperrzeit-loeschen", _PLANEN),
    _am_satz("sitzungen/<int:pk>/", sitzungen.detail, "sitzung-detail", _LESEN),
    _am_satz("sitzungen/<int:pk>/verlegen/", sitzungen.verlegen, "sitzung-verlegen", _PLANEN),
    _am_satz("sitzungen/<int:pk>/aendern/", sitzungen.aendern, "sitzung-aendern", _PLANEN),
    _am_satz("sitzungen/<int:pk>/absagen/", sitzungen.absagen, "sitzung-absagen", _PLANEN),
]

# Printed documents of the module
_DRUCKE = [
    _am_satz("drucke/<int:pk>/", drucke.stand, "druck", _LESEN),
    _am_satz("drucke/<int:pk>/wiederholen/", drucke.wiederholen, "druck-wiederholen", _LESEN),
]

urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
    *_GREMIEN,
    *_EINLESEN,
    *_GESCHAEFTSORDNUNG,
    *_SITZUNGEN,
    *_DRUCKE,
]
