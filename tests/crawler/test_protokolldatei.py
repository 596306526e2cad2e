"""What is typed into a form of the Fallarbeit: no log and no error page repeats it, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection
from django.test import override_settings
from django.utils import timezone

from kim.basis.protokollzeile import Protokollzeile
from kim.konten.regeln.rollen import Rolle
from tests.crawler import akten
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.html import Seite
from tests.werkzeug.welt import Welt

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]

GEPFLANZT = ("Quittenbrunn", "Schlehenfeld")
"""A name and a note that stand nowhere else."""
FEHLERSEITEN = (400, 403, 404, 500, 507)


@pytest.fixture(scope="module")
def welt(datenbank_auf_zeit: None) -> Welt:
    return akten.aktenwelt()


class _Mitschrift(logging.Handler):
    """All lines as the house writes them, and beside them what other code gave to the log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(Protokollzeile(settings.LOGGING["formatters"]["zeile"]["format"]))
        self.zeilen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.zeilen.append(self.format(record))


@contextmanager
def mitgeschrieben() -> Iterator[list[str]]:
    mitschrift, wurzel = _Mitschrift(), logging.getLogger()
    stufe = wurzel.level
    wurzel.addHandler(mitschrift)
    wurzel.setLevel(logging.INFO)
    try:
        yield mitschrift.zeilen
    finally:
        wurzel.removeHandler(mitschrift)
        wurzel.setLevel(stufe)


def _ausgefuellt(formular: Any) -> dict[str, list[str]]:
    """As somebody would fill it in, with a name and a note wherever words may stand."""
    angaben: dict[str, list[str]] = {}
    for feld in formular.iter():
        if feld.tag not in ("input", "select", "textarea"):
            continue
        name, art = feld.get("name", ""), feld.get("type", "text")
        if not name or name == "csrfmiddlewaretoken" or art in ("submit", "button", "file"):
            continue
        if feld.tag == "select":
            werte = [o.get("value") for o in feld.iter("option") if o.get("value")]
            angaben[name] = werte[-1:]
        elif art in ("checkbox", "radio"):
            angaben.setdefault(name, []).append(feld.get("value") or "on")
            angaben[name] = angaben[name][-1:]
        elif art == "hidden" or feld.get("inputmode") == "numeric" or "kim-datum" in feld.get("class", ""):
            angaben[name] = [feld.get("value") or f"{timezone.localdate():%d.%m.%Y}"]
        else:
            angaben[name] = [GEPFLANZT[1] if feld.tag == "textarea" else GEPFLANZT[0]]
    return angaben


def _formulare(welt: Welt, besuch: Besuch) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    seiten = [(ziel.name, ziel.url) for ziel in akten.ziele(welt)]
    seiten += [
        (a.name, a.url()) for a in alle_adressen() if not a.parameter and a.name.startswith("casemgmt:")
    ]
    for name, url in seiten:
        antwort: Any = besuch.holen(url)
        if antwort.status_code != 200 or "html" not in antwort.headers["Content-Type"]:
            continue
        for formular in Seite(antwort.content.decode(), url).inhalt.iter("form"):
            angaben = _ausgefuellt(formular)
            getippt = [wert for werte in angaben.values() for wert in werte if wert in GEPFLANZT]
            if (formular.get("method") or "get").lower() == "post" and getippt:
                yield name, formular.get("action") or url, angaben


def _verraten(was: str, antwort: Any, zeilen: list[str]) -> list[str]:
    funde = [f"{was}: in the log" for zeile in zeilen if any(wort in zeile for wort in GEPFLANZT)]
    if antwort.status_code in FEHLERSEITEN and any(wort in antwort.content.decode() for wort in GEPFLANZT):
        funde.append(f"{was}: on the page {antwort.status_code}")
    return funde


@contextmanager
def datenbank_weist_ab() -> Iterator[None]:
    """Each writing of a record of a client fails, and the database quotes what it refuses."""

    def abweisen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")) and '"casemgmt_' in sql.split("SET")[0][:60]:
            raise DatabaseError(f"refused: {params} {' '.join(GEPFLANZT)}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(abweisen):
        yield


@override_settings(ADMINS=[("Betrieb", "betrieb@kreis.example")])
def test_fall_57_kein_protokoll_und_keine_fehlerseite_wiederholt_was_getippt_wurde(welt: Welt) -> None:
    """Accepted, refused, gone, and broken off in the middle with a 500; in a mail to operators neither."""
    besuch, funde, status = Besuch(welt, Rolle.CASE_MANAGEMENT.value), [], set()
    fremd = Besuch(welt, "nachbarin")
    formulare = list(_formulare(welt, besuch))
    mail.outbox = []
    for nummer, (name, url, angaben) in enumerate(formulare):
        for wer in (besuch, fremd) if nummer % 9 == 0 else (besuch,):
            with mitgeschrieben() as zeilen:
                antwort = wer.senden(url, angaben)
            funde += _verraten(name, antwort, zeilen)
            status.add(antwort.status_code)
        with mitgeschrieben() as zeilen, datenbank_weist_ab():
            antwort = besuch.senden(url, angaben)
        funde += _verraten(f"{name}, broken off", antwort, zeilen)
        if antwort.status_code == 500:
            assert any("DatabaseError" in zeile for zeile in zeilen), "the log says what happened"
            status.add(500)
    nichts(funde)
    nichts([post.subject for post in mail.outbox if any(wort in post.body for wort in GEPFLANZT)])
    assert len(formulare) > 25, len(formulare)
    assert {404, 500} <= status


def test_fall_57_auch_eine_ausnahme_mit_dem_namen_im_text_steht_ohne_ihn_da(
    welt: Welt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def platzen(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError(f"{GEPFLANZT[0]}: {GEPFLANZT[1]}")

    monkeypatch.setattr("casemgmt.views.personen.personen_suchen", platzen)
    adresse = next(a for a in alle_adressen() if a.name == "casemgmt:klient-liste").url()
    with mitgeschrieben() as zeilen:
        antwort: Any = Besuch(welt, Rolle.CASE_MANAGEMENT.value).senden(adresse, {"q": GEPFLANZT[0]})
    assert antwort.status_code == 500
    assert any("RuntimeError" in zeile for zeile in zeilen)
    assert _verraten("search", antwort, zeilen) == []
