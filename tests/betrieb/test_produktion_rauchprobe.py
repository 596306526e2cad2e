"""A whole installation by the containers' entry points: from signing in to a sent mail and a made PDF."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from scripts import rechner
from scripts.gesundheit import ANMELDESEITE
from scripts.probebetrieb import Probebetrieb, probebetrieb
from scripts.probeklient import Probeklient
from scripts.rechner import WURZEL

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.langsam,
    pytest.mark.xdist_group("betrieb"),
]
GEDULD = 60.0


@pytest.fixture(scope="module")
def betrieb() -> Iterator[Probebetrieb]:
    with probebetrieb() as betrieb:
        betrieb.starten("web", "worker", "beat")
        betrieb.warten_auf_web()
        yield betrieb


@pytest.fixture(scope="module")
def zugang(betrieb: Probebetrieb) -> dict[str, str]:
    return json.loads(betrieb.ausfuehren(sys.executable, "-m", "scripts.probesaat", "3"))


@pytest.fixture(scope="module")
def klient(betrieb: Probebetrieb, zugang: dict[str, str]) -> Probeklient:
    return Probeklient(betrieb.port).anmelden(zugang)


def bis_im_text(klient: Probeklient, pfad: str, muster: str) -> re.Match[str]:
    ende = time.monotonic() + GEDULD
    while not (fund := re.search(muster, klient.holen(pfad).text)):
        assert time.monotonic() < ende, f"{pfad} never says {muster}"
        time.sleep(0.3)
    return fund


def test_anmelden_mit_zweitem_faktor_fuehrt_zur_startseite(klient: Probeklient) -> None:
    klient.holen("/")
    assert (klient.status, klient.pfad) == (200, "/")
    assert "Petra Probe" in klient.text
    assert klient.kopf["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'none'" in klient.kopf["content-security-policy"]


def test_ein_brief_wird_vom_worker_gedruckt_und_laesst_sich_laden(klient: Probeklient) -> None:
    klient.holen("/dokumente/briefkopf/")
    klient.absenden("schluessel")
    fund = bis_im_text(klient, klient.pfad, r'href="(/dokumente/[0-9a-f-]{36}/)" download')
    klient.holen(fund[1])
    assert klient.kopf["content-type"] == "application/pdf"
    assert "Musterkreis" in PdfReader(io.BytesIO(klient.rumpf)).pages[0].extract_text()


def test_eine_probemail_verlaesst_das_haus_und_der_postausgang_weiss_es(
    betrieb: Probebetrieb, klient: Probeklient, zugang: dict[str, str]
) -> None:
    klient.holen("/versand/mailtexte/")
    fund = re.search(r'href="(/versand/mailtexte/[^"]+/bearbeiten/)"', klient.text)
    assert fund
    klient.holen(fund[1])
    klient.absenden("betreff", betreff="Rauchprobe aus dem Betrieb", tat="probemail")
    assert klient.status == 200
    ende = time.monotonic() + GEDULD
    while not (mails := [m for m in betrieb.postfach.mails if "Rauchprobe" in m["subject"]]):
        assert time.monotonic() < ende, "the trial mail never arrived"
        time.sleep(0.2)
    assert len(mails) == 1
    assert mails[0]["to"].addresses[0].addr_spec == zugang["email"]
    assert mails[0]["from"].addresses[0].addr_spec == "kim@kim.example"
    assert mails[0]["message-id"]
    assert {teil.get_content_type() for teil in mails[0].walk()} >= {"text/plain", "text/html"}
    assert bis_im_text(klient, "/versand/postausgang/", "Rauchprobe aus dem Betrieb")


@pytest.fixture(scope="module")
def ohne_broker(betrieb: Probebetrieb) -> Iterator[Probebetrieb]:
    """A second web server of the same installation, to whom Redis does not answer."""
    port = rechner.freier_port()
    zweiter = Probebetrieb(
        daten=betrieb.daten / "ohne-broker",
        datenbank=betrieb.datenbank,
        umgebung={
            **betrieb.umgebung,
            "KIM_REDIS_URL": "redis://127.0.0.1:1/0",
            "KIM_WEB_ADRESSE": f"127.0.0.1:{port}",
        },
        port=port,
        postfach=betrieb.postfach,
    )
    zweiter.daten.mkdir()
    zweiter.starten("web")
    try:
        zweiter.warten_auf_web()
        yield zweiter
    finally:
        zweiter.beenden()


def test_ohne_redis_meldet_man_sich_an_und_was_man_tut_ist_nicht_verloren(
    betrieb: Probebetrieb, ohne_broker: Probebetrieb, zugang: dict[str, str]
) -> None:
    klient = Probeklient(ohne_broker.port).anmelden(zugang, fenster=1)
    assert (klient.status, klient.pfad) == (200, "/")
    klient.holen("/dokumente/briefkopf/")
    klient.absenden("schluessel")
    assert klient.status == 200
    # The sweep finds the row that nobody was woken for.
    assert bis_im_text(klient, klient.pfad, r'href="(/dokumente/[0-9a-f-]{36}/)" download')


def test_ohne_redis_werden_falsche_passwoerter_trotzdem_gezaehlt(
    ohne_broker: Probebetrieb, zugang: dict[str, str]
) -> None:
    klient = Probeklient(ohne_broker.port)
    for _versuch in range(5):
        klient.holen(ANMELDESEITE).absenden("password", login="niemand@kreis.example", password="falsch")
    assert klient.status == 429


@pytest.mark.parametrize("dienst", ["web", "worker", "beat"])
def test_gesundheitspruefung_der_container_sagt_gut(betrieb: Probebetrieb, dienst: str) -> None:
    ende = time.monotonic() + GEDULD
    befehl = [sys.executable, "-m", "scripts.gesundheit", dienst]
    while subprocess.run(befehl, cwd=WURZEL, env=betrieb.umgebung, capture_output=True).returncode:
        assert time.monotonic() < ende, f"{dienst} is not well"


def test_gesundheitspruefung_merkt_wenn_der_webserver_steht(betrieb: Probebetrieb) -> None:
    umgebung = {**betrieb.umgebung, "KIM_WEB_ADRESSE": "127.0.0.1:1"}
    befehl = [sys.executable, "-m", "scripts.gesundheit", "web"]
    assert subprocess.run(befehl, cwd=WURZEL, env=umgebung, capture_output=True).returncode == 1


def test_nichts_von_alledem_steht_mit_namen_im_protokoll(
    betrieb: Probebetrieb, zugang: dict[str, str]
) -> None:
    for dienst in ("web", "worker", "beat"):
        text = betrieb.protokoll(dienst).read_text(errors="replace")
        for verraeterisch in (zugang["email"], "Petra Probe", zugang["passwort"], zugang["totp"]):
            assert verraeterisch not in text, dienst
        assert "Traceback" not in text, text[-3000:]
