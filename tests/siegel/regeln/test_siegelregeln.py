"""The rules without files: verdict, stamp, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kim.siegel.regeln.befund import Danach, Deckung, Unterschrift, Urteil, urteile
from kim.siegel.regeln.einstellung import Quelle, siegeleinstellung_lesen
from kim.siegel.regeln.feld import Signaturfeld
from kim.siegel.regeln.stempel import stempel

GUT = Unterschrift(
    feld="vorsitz",
    name="Wanda Vorsitz",
    funktion="",
    organisation="",
    zeit=datetime(2026, 11, 28, 13, 5, tzinfo=UTC),
    grund="",
    ort="",
    unversehrt=True,
    deckung=Deckung.GANZE_DATEI,
    vertraut=True,
    danach=Danach.NICHTS,
    inhaber="",
    aussteller="",
    seriennummer="",
    fingerabdruck="",
)
ZWEITE = replace(GUT, feld="schriftfuehrung", name="Fritz Feder", zeit=None)


def test_echt_ist_sie_nur_ganz() -> None:
    befund = urteile([GUT, ZWEITE], erwartete=["vorsitz", "schriftfuehrung"])
    assert befund.echt
    assert befund.grund == (
        "Die Unterschriften sind echt, und die Datei ist seitdem unverändert. Unterzeichnet von "
        "Wanda Vorsitz am 28.11.2026 um 14:05 Uhr; Fritz Feder."
    )
    assert urteile([GUT]).grund.startswith("Die Unterschrift ist echt")


@pytest.mark.parametrize(
    ("mangel", "wort"),
    [
        ({"unversehrt": False}, "verändert"),
        ({"deckung": Deckung.LUECKE}, "deckt nicht den ganzen"),
        ({"danach": Danach.AENDERUNG}, "noch geändert"),
        ({"vertraut": False}, "nicht vertraut"),
    ],
)
def test_jeder_mangel_macht_sie_ungueltig_und_wird_benannt(mangel: dict[str, object], wort: str) -> None:
    schlecht = replace(ZWEITE, **mangel)  # type: ignore[arg-type]
    befund = urteile([GUT, schlecht])
    assert befund.urteil is Urteil.UNGUELTIG
    assert wort in befund.grund
    assert "Fritz Feder" in befund.grund
    assert not schlecht.in_ordnung
    assert "schriftfuehrung" in urteile([replace(schlecht, name="")]).grund


def test_es_fehlt_eine() -> None:
    befund = urteile([GUT], leere_felder=["schriftfuehrung"], erwartete=["vorsitz", "schriftfuehrung"])
    assert (befund.urteil, befund.fehlend) == (Urteil.UNVOLLSTAENDIG, ("schriftfuehrung",))
    assert "Es fehlt aber noch: schriftfuehrung." in befund.grund


def test_eine_zu_viel_gehoert_nicht_dazu() -> None:
    befund = urteile([GUT, ZWEITE], erwartete=["vorsitz"])
    assert befund.urteil is Urteil.UNGUELTIG
    assert "nicht zu ihr gehört: schriftfuehrung" in befund.grund


def test_gar_keine() -> None:
    assert urteile([], erwartete=["vorsitz"]).fehlend == ("vorsitz",)
    assert urteile([]).urteil is Urteil.NICHT_UNTERSCHRIEBEN


def test_der_stempel_nennt_den_fremden_aussteller() -> None:
    zeichen = stempel(
        name=" Wanda\n Vorsitz ",
        funktion="",
        wann=datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        aussteller="D-Trust",
    )
    # 01:30 in winter time: half an hour before the clocks change.
    assert zeichen.texte == (
        "Wanda Vorsitz",
        "",
        "am 29.03.2026 um 01:30 Uhr",
        "elektronisch unterzeichnet mit einem Zertifikat von D-Trust",
    )


def test_zerlegte_buchstaben_werden_zusammengesetzt() -> None:
    zeichen = stempel(name="Bjo\u0308rn", funktion="", wann=datetime(2026, 7, 1, tzinfo=UTC), aussteller="")
    assert zeichen.name == "Bj\u00f6rn"
    assert "keine qualifizierte Signatur" in zeichen.hinweis


def test_das_rechteck_haengt_an_der_linken_oberen_ecke() -> None:
    feld = Signaturfeld("a", "a", "a", breite_mm=25.4, hoehe_mm=12.7)
    assert feld.rechteck(100, 200) == pytest.approx((100, 164, 172, 200))


# Settings --------------------------------------------------------------------------------------------------


def test_ohne_angaben_ist_sie_eingebaut() -> None:
    assert siegeleinstellung_lesen({}).quelle is Quelle.EINGEBAUT


def test_alles_wird_gelesen_und_kein_geheimnis_gezeigt() -> None:
    einstellung = siegeleinstellung_lesen(
        {
            "KIM_SIEGEL_QUELLE": "fernsignatur",
            "KIM_SIEGEL_FERN_URL": "https://dienst.example/",
            "KIM_SIEGEL_FERN_KENNUNG": "k1",
            "KIM_SIEGEL_FERN_TOKEN": "geheimes-token",
            "KIM_SIEGEL_PASSWORT": " geheim ",
            "KIM_SIEGEL_ZEITSTEMPEL": "http://127.0.0.1:3000/tsa",
            "KIM_SIEGEL_VERTRAUEN": "/etc/wurzeln.pem",
        }
    )
    assert (einstellung.fern_url, einstellung.fern_kennung) == ("https://dienst.example", "k1")
    assert einstellung.passwort == " geheim ", "a password may begin with a blank"
    assert "geheim" not in repr(einstellung)


@pytest.mark.parametrize(
    ("umgebung", "wort"),
    [
        ({"KIM_SIEGEL_QUELLE": "usb"}, "eingebaut, pkcs12, pkcs11, fernsignatur"),
        ({"KIM_SIEGEL_QUELLE": "pkcs12"}, "KIM_SIEGEL_PKCS12"),
        ({"KIM_SIEGEL_QUELLE": "pkcs11", "KIM_SIEGEL_PKCS11_MODUL": "x"}, "KIM_SIEGEL_PKCS11_TOKEN"),
        ({"KIM_SIEGEL_QUELLE": "fernsignatur"}, "KIM_SIEGEL_FERN_URL, KIM_SIEGEL_FERN_KENNUNG"),
        ({"KIM_SIEGEL_ZEITSTEMPEL": "http://tsa.example"}, "KIM_SIEGEL_ZEITSTEMPEL muss mit https"),
        ({"KIM_SIEGEL_ZEITSTEMPEL": "https://"}, "KIM_SIEGEL_ZEITSTEMPEL muss mit https"),
    ],
)
def test_was_fehlt_oder_falsch_ist_haelt_den_start_an(umgebung: dict[str, str], wort: str) -> None:
    with pytest.raises(ValueError, match=wort):
        siegeleinstellung_lesen(umgebung)
