"""URLs of the room."""

from django.urls import URLPattern

from kim.stammdaten import permissions
from kim.stammdaten.views import einspielen, funktionen, kreis, saetze
from kim.stammdaten.views.satzarten import SATZARTEN, Satzart
from kim.web.zugang import Zugang, pfad

app_name = "stammdaten"


def _seiten(art: Satzart) -> list[URLPattern]:
    kopf, name, angabe = f"{art.mehrzahl}/", art.schluessel, {"art": art.schluessel}
    kreisweit, am_satz = Zugang.KREISWEIT, Zugang.BEREICH
    dateien = [
        pfad(
            f"{kopf}ausgabe.{format}",
            saetze.ausgabe,
            name=f"{name}-{format}",
            zugang=kreisweit,
            recht=art.recht,
            kwargs={**angabe, "format": format},
        )
        for format in ("csv", "xlsx")
    ]
    taten = [
        pfad(
            f"{kopf}<int:pk>/{seite}/",
            view,
            name=f"{name}-{seite}",
            zugang=am_satz,
            recht=permissions.AENDERN,
            kwargs=angabe,
        )
        for seite, view in (
            ("bearbeiten", saetze.bearbeiten),
            ("stilllegen", saetze.stilllegen),
            ("wieder-aufnehmen", saetze.wieder_aufnehmen),
        )
    ]
    return [
        pfad(kopf, saetze.liste, name=f"{name}-liste", zugang=kreisweit, recht=art.recht, kwargs=angabe),
        *dateien,
        pfad(
            f"{kopf}neu/",
            saetze.anlegen,
            name=f"{name}-anlegen",
            zugang=kreisweit,
            recht=permissions.AENDERN,
            kwargs=angabe,
        ),
        pfad(
            f"{kopf}<int:pk>/",
            saetze.detail,
            name=f"{name}-detail",
            zugang=am_satz,
            recht=art.recht,
            kwargs=angabe,
        ),
        *taten,
    ]


urlpatterns: list[URLPattern] = [
    pfad("", saetze.uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=permissions.SEHEN),
    *(seite for art in SATZARTEN.values() for seite in _seiten(art)),
    pfad(
        "personen/<int:pk>/funktionen/neu/",
        funktionen.funktion_anlegen,
        name="funktion-anlegen",
        zugang=Zugang.BEREICH,
        recht=permissions.AENDERN,
    ),
    pfad(
        "funktionen/<int:pk>/bearbeiten/",
        funktionen.funktion_bearbeiten,
        name="funktion-bearbeiten",
        zugang=Zugang.BEREICH,
        recht=permissions.AENDERN,
    ),
    pfad(
        "import/<slug:mehrzahl>/",
        einspielen.hochladen,
        name="import-hochladen",
        zugang=Zugang.KREISWEIT,
        recht=permissions.IMPORTIEREN,
    ),
    *(
        pfad(
            f"import/<slug:mehrzahl>/vorlage.{format}",
            einspielen.vorlage,
            name=f"import-vorlage-{format}",
            zugang=Zugang.KREISWEIT,
            recht=permissions.IMPORTIEREN,
            kwargs={"format": format},
        )
        for format in ("csv", "xlsx")
    ),
    pfad(
        "import/vorschau/<int:pk>/",
        einspielen.vorschau,
        name="import-vorschau",
        zugang=Zugang.BEREICH,
        recht=permissions.IMPORTIEREN,
    ),
    pfad(
        "import/vorschau/<int:pk>/verwerfen/",
        einspielen.verwerfen,
        name="import-verwerfen",
        zugang=Zugang.BEREICH,
        recht=permissions.IMPORTIEREN,
    ),
    pfad(
        "kreis/",
        kreis.kreis,
        name="kreis-detail",
        zugang=Zugang.KREISWEIT,
        recht=permissions.KREIS_EINSTELLEN,
    ),
    pfad(
        "kreis/bearbeiten/",
        kreis.kreis_bearbeiten,
        name="kreis-bearbeiten",
        zugang=Zugang.KREISWEIT,
        recht=permissions.KREIS_EINSTELLEN,
    ),
    pfad(
        "kreis/module/",
        kreis.kreis_module,
        name="kreis-module",
        zugang=Zugang.KREISWEIT,
        recht=permissions.KREIS_EINSTELLEN,
    ),
]
