"""Gremien, seats, members, and members from a table."""

from kim.web.zugang import Zugang, pfad
from lenkung.domain.altbeschluesse import BESCHLUESSE
from lenkung.domain.altsitzungen import SITZUNGEN
from lenkung.permissions import (
    GREMIEN_SEHEN,
    GREMIEN_VERWALTEN,
    GREMIUM_LESEN,
    MITGLIEDER_SEHEN,
    VORBEREITEN,
)
from lenkung.urls.bausteine import am_satz
from lenkung.views import einlesen, gremien, mitglieder, sitze, zusammensetzung

_LESEN, _SEHEN, _VERWALTEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel, GREMIEN_VERWALTEN.schluessel

GREMIEN = [
    pfad("gremien/", gremien.liste, name="gremium-liste", zugang=Zugang.KREISWEIT, recht=_SEHEN),
    pfad("gremien/neu/", gremien.anlegen, name="gremium-anlegen", zugang=Zugang.KREISWEIT, recht=_VERWALTEN),
    am_satz("gremien/<int:pk>/", gremien.detail, "gremium-detail", _LESEN),
    am_satz("gremien/<int:pk>/bearbeiten/", gremien.bearbeiten, "gremium-bearbeiten", _VERWALTEN),
    am_satz("gremien/<int:pk>/schliessen/", gremien.schliessen, "gremium-schliessen", _VERWALTEN),
    am_satz("gremien/<int:pk>/aemter/neu/", gremien.amt_anlegen, "amt-vergeben", _VERWALTEN),
    am_satz("gremien/aemter/<int:pk>/berichtigen/", gremien.amt_bearbeiten, "amt-berichtigen", _VERWALTEN),
    am_satz("gremien/aemter/<int:pk>/beenden/", gremien.amt_enden, "amt-beenden", _VERWALTEN),
    am_satz("gremien/<int:pk>/sitze/neu/", sitze.anlegen, "sitz-einrichten", _VERWALTEN),
    am_satz("gremien/sitze/<int:pk>/", sitze.detail, "sitz-detail", _SEHEN),
    am_satz("gremien/sitze/<int:pk>/berichtigen/", sitze.bearbeiten, "sitz-berichtigen", _VERWALTEN),
    am_satz("gremien/sitze/<int:pk>/beenden/", sitze.enden, "sitz-beenden", _VERWALTEN),
    am_satz("gremien/sitze/<int:pk>/besetzen/", sitze.besetzen, "sitz-besetzen", _VERWALTEN),
    am_satz("gremien/besetzungen/<int:pk>/nachfolge/", sitze.nachfolgen, "besetzung-nachfolge", _VERWALTEN),
    am_satz(
        "gremien/besetzungen/<int:pk>/berichtigen/", sitze.berichtigen, "besetzung-berichtigen", _VERWALTEN
    ),
    am_satz("gremien/besetzungen/<int:pk>/beenden/", sitze.besetzung_enden, "besetzung-beenden", _VERWALTEN),
    pfad(
        "gremien/mitglieder/",
        mitglieder.liste,
        name="mitglied-liste",
        zugang=Zugang.KREISWEIT,
        recht=MITGLIEDER_SEHEN.schluessel,
    ),
    am_satz(
        "gremien/mitglieder/<int:pk>/", mitglieder.detail, "mitglied-detail", MITGLIEDER_SEHEN.schluessel
    ),
    am_satz("gremien/<int:pk>/zusammensetzung/", zusammensetzung.waehlen, "zusammensetzung-waehlen", _LESEN),
    am_satz(
        "gremien/<int:pk>/zusammensetzung/<slug:tag>/", zusammensetzung.am_tag, "zusammensetzung", _LESEN
    ),
    *(
        am_satz(
            f"gremien/<int:pk>/zusammensetzung/<slug:tag>/ausgabe.{format}",
            zusammensetzung.ausgabe,
            f"zusammensetzung-{format}",
            _SEHEN,
            format=format,
        )
        for format in ("csv", "xlsx")
    ),
    am_satz(
        "gremien/<int:pk>/zusammensetzung/<slug:tag>/pdf/",
        zusammensetzung.pdf_erstellen,
        "gremienliste-erstellen",
        _SEHEN,
    ),
]

EINLESEN = [
    am_satz("gremien/<int:pk>/mitglieder/einlesen/", einlesen.hochladen, "einlesen", _VERWALTEN),
    *(
        am_satz(
            f"gremien/<int:pk>/mitglieder/vorlage.{format}",
            einlesen.vorlage,
            f"einlesen-vorlage-{format}",
            _VERWALTEN,
            format=format,
        )
        for format in ("csv", "xlsx")
    ),
    am_satz("gremien/mitglieder/einlesen/<int:pk>/", einlesen.vorschau, "einlesen-vorschau", _VERWALTEN),
    am_satz(
        "gremien/mitglieder/einlesen/<int:pk>/verwerfen/",
        einlesen.verwerfen,
        "einlesen-verwerfen",
        _VERWALTEN,
    ),
    *(
        am_satz(
            f"gremien/<int:pk>/{was}/{weg}", tun, f"alt{was}{seite}", VORBEREITEN.schluessel, was=was, **mehr
        )
        for was in (SITZUNGEN, BESCHLUESSE)
        for weg, tun, seite, mehr in (
            ("einlesen/", einlesen.hochladen, "", {}),
            ("vorlage.csv", einlesen.vorlage, "-vorlage-csv", {"format": "csv"}),
            ("vorlage.xlsx", einlesen.vorlage, "-vorlage-xlsx", {"format": "xlsx"}),
        )
    ),
    *(
        am_satz(
            f"gremien/{was}/einlesen/<int:pk>/{weg}", tun, f"alt{was}{seite}", VORBEREITEN.schluessel, was=was
        )
        for was in (SITZUNGEN, BESCHLUESSE)
        for weg, tun, seite in (
            ("", einlesen.vorschau, "-vorschau"),
            ("verwerfen/", einlesen.verwerfen, "-verwerfen"),
        )
    ),
]
