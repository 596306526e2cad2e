"""Niederschriften that are ready to be signed, signed once, and signed by all, for tests."""

from __future__ import annotations

import hashlib
from typing import Any

from kim.dokumente.domain.dokument import Zugehoerigkeit, erzeugtes_pdf_ablegen
from lenkung import permissions
from lenkung.domain.niederschrift import keine_erklaerungen_setzen
from lenkung.domain.niederschriftsfassung import niederschrift_festschreiben
from lenkung.domain.queries.niederschriftsfassung import auftragsschluessel, vorliegendes_pdf
from lenkung.domain.unterschrift import niederschrift_unterzeichnen
from lenkung.models import Niederschriftsfassung, Sitzung, Sitzungsverlauf, Unterschrift
from lenkung.regeln.gremium import AmtArt
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung.niederschriftsbau import entwurf, geschlossene_sitzung
from tests.werkzeug.akteure import Probeakteur

VORSITZ, LEITUNG = AmtArt.VORSITZ, AmtArt.LEITUNG_GESCHAEFTSSTELLE
RECHTE_DES_VORSITZES = (permissions.BESTAETIGEN.schluessel, permissions.UNTERZEICHNEN.schluessel)
RECHTE_DER_LEITUNG = (permissions.VORBEREITEN.schluessel, permissions.UNTERZEICHNEN.schluessel)


def vollstaendig(satz: Sitzung | None = None) -> Sitzung:
    """Closed, drafted, with nothing missing that GO RSK § 7 Abs. 1 demands."""
    satz = satz or geschlossene_sitzung()
    entwurf(satz)
    keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=gobau.akteur(satz.gremium))
    return satz


def festgeschrieben(satz: Sitzung | None = None) -> Niederschriftsfassung:
    """With its PDF on the shelf."""
    satz = satz or vollstaendig()
    fassung = niederschrift_festschreiben(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    drucke(fassung)
    return frisch(fassung)


def druckbytes(fassung: Niederschriftsfassung) -> bytes:
    """Another content is another file."""
    return f"%PDF-1.7 {fassung.inhalt_hash}".encode()


def drucke(fassung: Niederschriftsfassung) -> Any:
    return erzeugtes_pdf_ablegen(
        name="Niederschrift.pdf",
        inhalt=druckbytes(fassung),
        gehoert_zu=Zugehoerigkeit(fassung.kreis_id, permissions.NIEDERSCHRIFT_DRUCK, fassung.pk),
        auftrag_schluessel=auftragsschluessel(fassung),
        akteur=gobau.akteur(fassung.niederschrift.sitzung.gremium),
    )


def frisch(fassung: Niederschriftsfassung) -> Niederschriftsfassung:
    return Niederschriftsfassung.objects.select_related(
        "niederschrift__sitzung__gremium__kreis", "pdf", "unterzeichnetes_pdf"
    ).get(pk=fassung.pk)


def leitung_der(satz: Sitzung) -> str:
    return Sitzungsverlauf.objects.get(sitzung=satz).leitung_name


def person(satz: Sitzung, name: str) -> Any:
    """Of the master data; the title stands in front."""
    *titel, vorname, nachname = name.split()
    return PersonFactory(kreis=satz.gremium.kreis, titel=" ".join(titel), vorname=vorname, nachname=nachname)


def wer(satz: Sitzung, amt: AmtArt, name: str = "", **felder: Any) -> Probeakteur:
    """Who presided, or who heads the Geschäftsstelle; the account calls itself something else."""
    vorgabe, rechte = {
        VORSITZ: (leitung_der(satz), RECHTE_DES_VORSITZES),
        LEITUNG: ("Brigitte Leitung", RECHTE_DER_LEITUNG),
    }[amt]
    felder.setdefault("person_id", person(satz, name or vorgabe).pk)
    return gobau.akteur(satz.gremium, *rechte, **felder)


def unterzeichne(fassung: Niederschriftsfassung, amt: AmtArt = VORSITZ, **felder: Any) -> Unterschrift:
    satz = fassung.niederschrift.sitzung
    vorlage = vorliegendes_pdf(frisch(fassung))
    return niederschrift_unterzeichnen(
        fassung_id=fassung.pk,
        amt=amt,
        gelesen=felder.pop("gelesen", vorlage.sha256 if vorlage else ""),
        akteur=felder.pop("akteur", None) or wer(satz, amt),
    )


class Stempel:
    """In the place of the real signature: says what was signed, and by whom; as fast as a test needs it."""

    def __init__(self) -> None:
        self.rufe: list[dict[str, Any]] = []

    def __call__(self, pdf: bytes, feld: str, **angaben: Any) -> Any:
        from kim.siegel.domain.unterschreiben import Signiert

        self.rufe.append({"feld": feld, **angaben})
        inhalt = pdf + f"\n{feld}: {angaben['name']}, {angaben['funktion']}".encode()
        abdruck = hashlib.sha256(inhalt).hexdigest()
        return Signiert(inhalt, angaben["name"], "Probe", "01", abdruck)
