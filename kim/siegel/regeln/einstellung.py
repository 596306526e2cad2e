"""Womit unterschrieben wird, aus den Einstellungen der Installation. Falsche Angaben halten den Start an."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class Quelle(StrEnum):
    EINGEBAUT = "eingebaut"
    PKCS12 = "pkcs12"
    PKCS11 = "pkcs11"
    FERNSIGNATUR = "fernsignatur"


PFLICHT: dict[Quelle, tuple[str, ...]] = {
    Quelle.EINGEBAUT: (),
    Quelle.PKCS12: ("KIM_SIEGEL_PKCS12",),
    Quelle.PKCS11: ("KIM_SIEGEL_PKCS11_MODUL", "KIM_SIEGEL_PKCS11_TOKEN", "KIM_SIEGEL_PKCS11_ZERTIFIKAT"),
    Quelle.FERNSIGNATUR: ("KIM_SIEGEL_FERN_URL", "KIM_SIEGEL_FERN_KENNUNG"),
}


@dataclass(frozen=True, slots=True)
class Siegeleinstellung:
    quelle: Quelle = Quelle.EINGEBAUT
    pkcs12: str = ""
    pkcs11_modul: str = ""
    pkcs11_token: str = ""
    pkcs11_zertifikat: str = ""
    fern_url: str = ""
    fern_kennung: str = ""
    zeitstempel: str = ""
    vertrauen: str = ""
    passwort: str = field(default="", repr=False)
    """Der Datei, die PIN des Tokens oder die der Fernsignatur."""
    fern_token: str = field(default="", repr=False)


def siegeleinstellung_lesen(umgebung: Mapping[str, str]) -> Siegeleinstellung:
    def wert(name: str) -> str:
        return umgebung.get(name, "").strip()

    try:
        quelle = Quelle(wert("KIM_SIEGEL_QUELLE") or Quelle.EINGEBAUT)
    except ValueError:
        raise ValueError("KIM_SIEGEL_QUELLE muss eine von diesen sein: " + ", ".join(Quelle)) from None
    fehlend = [name for name in PFLICHT[quelle] if not wert(name)]
    if fehlend:
        raise ValueError(f"KIM_SIEGEL_QUELLE={quelle} braucht auch: " + ", ".join(fehlend))
    for name in ("KIM_SIEGEL_FERN_URL", "KIM_SIEGEL_ZEITSTEMPEL"):
        if wert(name) and not _sichere_adresse(wert(name)):
            raise ValueError(f"{name} muss mit https:// beginnen.")
    return Siegeleinstellung(
        quelle=quelle,
        pkcs12=wert("KIM_SIEGEL_PKCS12"),
        pkcs11_modul=wert("KIM_SIEGEL_PKCS11_MODUL"),
        pkcs11_token=wert("KIM_SIEGEL_PKCS11_TOKEN"),
        pkcs11_zertifikat=wert("KIM_SIEGEL_PKCS11_ZERTIFIKAT"),
        fern_url=wert("KIM_SIEGEL_FERN_URL").rstrip("/"),
        fern_kennung=wert("KIM_SIEGEL_FERN_KENNUNG"),
        zeitstempel=wert("KIM_SIEGEL_ZEITSTEMPEL"),
        vertrauen=wert("KIM_SIEGEL_VERTRAUEN"),
        passwort=umgebung.get("KIM_SIEGEL_PASSWORT", ""),
        fern_token=wert("KIM_SIEGEL_FERN_TOKEN"),
    )


def _sichere_adresse(adresse: str) -> bool:
    teile = urlsplit(adresse)
    eigener_rechner = teile.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(teile.hostname) and (teile.scheme == "https" or (teile.scheme == "http" and eigener_rechner))
