"""An upload that is too large is dropped as it comes, and its true size is known all the same."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings


def anfrage(*inhalte: bytes) -> HttpRequest:
    dateien = {f"datei{nummer}": SimpleUploadedFile("a.txt", i) for nummer, i in enumerate(inhalte)}
    return RequestFactory().post("/", dateien)


@pytest.mark.parametrize(("laenge", "angekommen"), [(199_999, 199_999), (200_000, 200_000), (200_001, 0)])
def test_bis_zur_grenze_kommt_alles_an_darueber_nichts(
    settings: Settings, laenge: int, angekommen: int
) -> None:
    settings.KIM_UPLOAD_GRENZE = 200_000
    datei = anfrage(b"x" * laenge).FILES["datei0"]
    assert (datei.size, len(datei.read())) == (laenge, angekommen)


def test_eine_zu_grosse_datei_verdirbt_die_naechste_nicht(settings: Settings) -> None:
    settings.KIM_UPLOAD_GRENZE = 1000
    dateien = anfrage(b"x" * 300_000, b"y" * 1000).FILES
    assert (dateien["datei0"].read(), dateien["datei1"].read()) == (b"", b"y" * 1000)
