"""The certificate of the own authority is there for everybody, as soon as there is one."""

from __future__ import annotations

import pytest
from django.test import Client

from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate, zertifizierungsstelle
from kim.siegel.models import Zertifizierungsstelle

pytestmark = pytest.mark.django_db
ADRESSE = "/siegel/zertifizierungsstelle.pem"


def test_vor_der_ersten_unterschrift_gibt_es_nichts_und_ansehen_legt_nichts_an(client: Client) -> None:
    assert client.get(ADRESSE).status_code == 404
    assert not Zertifizierungsstelle.objects.exists()


def test_ohne_anmeldung_zu_haben_und_ohne_schluessel(client: Client) -> None:
    zertifizierungsstelle()
    antwort = client.get(ADRESSE)
    assert antwort.status_code == 200
    assert antwort.content.decode() == alle_zertifikate()
    assert b"PRIVATE" not in antwort.content
    assert antwort["Content-Disposition"] == 'attachment; filename="kim-zertifizierungsstelle.pem"'
    assert antwort["X-Content-Type-Options"] == "nosniff"
