"""The own authority: made once, named as what it is, its key sealed."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.x509.oid import NameOID
from django.core.management import call_command
from django.db import IntegrityError

from kim.schluessel.domain.geheim import entschluesseln
from kim.siegel.domain import zertifizierungsstelle as modul
from kim.siegel.domain.zertifizierungsstelle import (
    alle_zertifikate,
    schluessel_der,
    zertifikat_der,
    zertifizierungsstelle,
    zertifizierungsstelle_erneuern,
)
from kim.siegel.models import Zertifizierungsstelle

pytestmark = pytest.mark.django_db


def test_sie_entsteht_einmal_und_heisst_was_sie_ist() -> None:
    stelle = zertifizierungsstelle()
    assert zertifizierungsstelle().pk == stelle.pk
    zertifikat = zertifikat_der(stelle)
    (name,) = zertifikat.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    (zusatz,) = zertifikat.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    (wem,) = zertifikat.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    assert name.value == "Eigene Zertifizierungsstelle dieser Installation"
    assert zusatz.value == "keine qualifizierte Signatur"
    assert wem.value == "KIM testserver"
    assert str(stelle) == "Zertifizierungsstelle 1"


def test_sie_stellt_zertifikate_aus_und_sonst_nichts() -> None:
    zertifikat = zertifikat_der(zertifizierungsstelle())
    grund = zertifikat.extensions.get_extension_for_class(x509.BasicConstraints)
    zweck = zertifikat.extensions.get_extension_for_class(x509.KeyUsage)
    assert grund.critical
    assert (grund.value.ca, grund.value.path_length) == (True, 0)
    assert zweck.critical
    assert (zweck.value.key_cert_sign, zweck.value.digital_signature) == (True, False)
    jahre = (zertifikat.not_valid_after_utc - datetime.now(UTC)).days / 365.25
    assert 29 < jahre < 31


def test_openssl_liest_sie() -> None:
    zertifizierungsstelle()
    lauf = subprocess.run(
        ["openssl", "verify", "-CAfile", "/dev/stdin", "-check_ss_sig", "/dev/stdin"],
        input=alle_zertifikate() * 2,
        capture_output=True,
        text=True,
    )
    text = subprocess.run(
        ["openssl", "x509", "-noout", "-subject", "-nameopt", "utf8"],
        input=alle_zertifikate(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "keine qualifizierte Signatur" in text
    assert lauf.returncode in (0, 2), lauf.stderr


def test_ihr_schluessel_liegt_versiegelt_und_nur_an_seinem_platz() -> None:
    stelle = zertifizierungsstelle()
    assert "PRIVATE KEY" not in stelle.schluessel
    assert schluessel_der(stelle).public_key() == zertifikat_der(stelle).public_key()
    with pytest.raises(InvalidTag):
        entschluesseln(stelle.schluessel, zweck="kim.siegel.zertifizierungsstelle:2")


def test_erneuert_unterschreibt_die_neue_und_die_alte_bleibt() -> None:
    assert alle_zertifikate() == ""
    alt = zertifizierungsstelle_erneuern()
    neu = zertifizierungsstelle_erneuern()
    assert (alt.nummer, neu.nummer) == (1, 2)
    assert zertifizierungsstelle().pk == neu.pk
    assert alle_zertifikate() == neu.zertifikat + alt.zertifikat


def test_wer_zu_spaet_kommt_nimmt_die_des_anderen(monkeypatch: pytest.MonkeyPatch) -> None:
    erste = zertifizierungsstelle()
    monkeypatch.setattr(modul, "neueste", lambda: None)
    assert zertifizierungsstelle().pk == erste.pk
    assert Zertifizierungsstelle.objects.count() == 1


@pytest.mark.parametrize("felder", [{"nummer": 0}, {"gilt_bis": datetime(2000, 1, 1, tzinfo=UTC)}])
@pytest.mark.beide_datenbanken
def test_die_datenbank_haelt_die_regeln(felder: dict[str, object]) -> None:
    angaben: dict[str, object] = {
        "nummer": 7,
        "zertifikat": "x",
        "schluessel": "x",
        "gilt_ab": datetime(2026, 1, 1, tzinfo=UTC),
        "gilt_bis": datetime(2056, 1, 1, tzinfo=UTC),
        "erzeugt_am": datetime(2026, 1, 1, tzinfo=UTC),
    }
    with pytest.raises(IntegrityError):
        Zertifizierungsstelle.objects.create(**{**angaben, **felder})


def test_der_befehl_zeigt_und_erneuert(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("zertifizierungsstelle")
    assert "entsteht bei der ersten Unterschrift" in capsys.readouterr().out
    call_command("zertifizierungsstelle", "--neu")
    assert "Nr. 1" in capsys.readouterr().out
    call_command("zertifizierungsstelle")
    ausgabe = capsys.readouterr().out
    assert "Nr. 1" in ausgabe
    assert "keine qualifizierte Signatur" in ausgabe
