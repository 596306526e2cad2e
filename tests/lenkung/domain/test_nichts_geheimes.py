"""Nothing that is not public stands in any public file, on any public page, in any object of OParl.

A session is filled with words of which each stands in one place that is not public. They are looked for in
the text, the metadata, the bookmarks, the attachments and every decompressed stream of the public PDF, on all
public pages and in all objects. One public word is looked for in the same places: whoever looks must find it.
"""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from django.test import Client
from pypdf import PdfReader

from kim.dokumente.domain.queries.inhalt import inhalt_von
from lenkung.domain.queries.oeffentlich import druck_der
from lenkung.models import Veroeffentlichung
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.oparlgang import alle_objekte
from tests.werkzeug.html import Seite

pytestmark = pytest.mark.django_db


def _pdf_teile(inhalt: bytes) -> dict[str, str]:
    leser = PdfReader(io.BytesIO(inhalt))
    teile = {
        "pdf: text": " ".join(" ".join(seite.extract_text() for seite in leser.pages).split()),
        "pdf: metadata": json.dumps({k: str(v) for k, v in (leser.metadata or {}).items()}),
        "pdf: bookmarks": str(leser.outline),
    }
    for name, anlagen in leser.attachments.items():
        teile[f"pdf: attachment {name}"] = name + b"\n".join(anlagen).decode()
    with pikepdf.open(io.BytesIO(inhalt)) as pdf:
        for nummer, objekt in enumerate(pdf.objects):
            if isinstance(objekt, pikepdf.Stream):
                roh = _gelesen(objekt)
                for schrift in ("utf-8", "utf-16-be", "latin-1"):
                    teile[f"pdf: stream {nummer} {schrift}"] = roh.decode(schrift, "ignore")
            else:
                teile[f"pdf: object {nummer}"] = str(objekt)
    return teile


def _gelesen(objekt: pikepdf.Stream) -> bytes:
    try:
        return objekt.read_bytes()
    except pikepdf.PdfError:
        return objekt.read_raw_bytes()


def _seiten(client: Client) -> dict[str, str]:
    """Every public page that a link leads to, and what it says to machines in its head."""
    gesehen: dict[str, str] = {}
    offen = ["/oeffentlich/"]
    while offen:
        ziel = offen.pop()
        if ziel in gesehen:
            continue
        antwort: Any = client.get(ziel)
        assert antwort.status_code == 200, ziel
        assert not antwort.cookies, ziel
        if "html" not in antwort["Content-Type"]:
            gesehen[ziel] = str(antwort.headers)
            continue
        gesehen[ziel] = antwort.content.decode() + str(antwort.headers)
        for verweis in Seite(antwort.content.decode(), ziel).verweise():
            weg = urlsplit(verweis)
            if weg.path.startswith("/oeffentlich/"):
                offen.append(weg.path + (f"?{weg.query}" if weg.query else ""))
    return gesehen


def _alle_orte(client: Client, satz: Veroeffentlichung) -> dict[str, str]:
    pdf = druck_der(satz)
    assert pdf is not None
    objekte = {ziel: json.dumps(inhalt, ensure_ascii=False) for ziel, inhalt in alle_objekte(client).items()}
    gespeichert = {"database": json.dumps(satz.inhalt, ensure_ascii=False), "file name": pdf.name}
    return {**_pdf_teile(inhalt_von(pdf)), **_seiten(client), **objekte, **gespeichert}


def test_nirgends_steht_etwas_das_nicht_oeffentlich_ist(client: Client) -> None:
    geheim = bau.sitzung_mit_geheimnissen()
    bau.eingeschaltet(geheim.gremium)
    satz = bau.veroeffentlicht(geheim.fassung)
    bau.pdf_setzen()
    bau.eingeschaltet(geheim.gremium)  # with the PDF, which OParl tells of as a File
    orte = _alle_orte(client, satz)
    assert bau.fundorte([*geheim.worte, *geheim.namen], orte) == []
    # The same search finds what is public, in each kind of place: it would have found the other words too.
    gefunden = " ".join(bau.fundorte([bau.OEFFENTLICHES], orte))
    for wo in (
        "pdf: text",
        "pdf: bookmarks",
        "pdf: attachment niederschrift-oeffentlich.json",
        "pdf: stream",
        "/niederschrift/",
        "/sitzung/",
        "/beschluss/",
        "/oparl/v1.1/agendaitem/",
        "/oparl/v1.1/paper/",
        "/oparl/v1.1/meeting/",
        "database",
    ):
        assert wo in gefunden, wo
    assert any("suche/?q=" not in ziel and "niederschrift.pdf" in ziel for ziel in orte)


def test_eine_einzige_durchgelassene_stelle_faellt_auf(client: Client) -> None:
    """The counter-proof: the same session with the hidden item made public is found at once."""
    geheim = bau.sitzung_mit_geheimnissen()
    geheim.sitzung.punkte.filter(position=2).update(oeffentlich=True)
    bau.eingeschaltet(geheim.gremium)
    satz = bau.veroeffentlicht(bau.unterzeichnet(geheim.fassung.niederschrift.sitzung))
    bau.pdf_setzen()
    gefunden = " ".join(bau.fundorte(["Geheimtitel"], _alle_orte(client, satz)))
    assert "pdf: text" in gefunden
    assert "/oparl/v1.1/agendaitem/" in gefunden
