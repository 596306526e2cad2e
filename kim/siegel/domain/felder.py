"""Leere Signaturfelder anlegen, bevor jemand unterschreibt: sichtbar, ausgezeichnet, am freigehaltenen Platz.

Nur so bleibt die Datei nach jeder Unterschrift PDF/A und PDF/UA: Eine Unterschrift füllt ein Feld aus, das
es schon gibt, und ändert sonst nichts. Jede id der Vorlage ist in der fertigen Datei ein benanntes Ziel;
daraus kommen Seite und Platz.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, String

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.regeln.feld import Signaturfeld

SICHTBAR_GEDRUCKT_GESPERRT = 4 + 128
"""Flags of an annotation: it is printed, and nobody drags it elsewhere."""

GERUNDET = 0.5
"""Points: places that touch each other may overlap by so much, because the press rounds."""


def signaturfelder_anlegen(pdf: bytes, felder: Sequence[Signaturfeld]) -> bytes:
    """Dieselben Angaben ergeben dieselben Bytes."""
    namen = [feld.name for feld in felder]
    if not felder or len(set(namen)) != len(namen):
        raise SiegelFehler(_("Jedes Signaturfeld braucht einen eigenen Namen."), code="feldname")
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        if "/AcroForm" in datei.Root:
            raise SiegelFehler(_("Diese Datei hat schon Formularfelder."), code="hat_felder")
        plaetze = _plaetze(datei, felder)
        angelegt = [_feld(datei, feld, namen, *platz) for feld, platz in zip(felder, plaetze, strict=True)]
        _auszeichnen(datei, felder, angelegt)
        datei.Root.AcroForm = datei.make_indirect(Dictionary(Fields=Array(angelegt), SigFlags=3))
        ausgabe = io.BytesIO()
        datei.save(ausgabe, fix_metadata_version=False, deterministic_id=True)
    return ausgabe.getvalue()


Platz = tuple[pikepdf.Object, tuple[float, float, float, float]]


def _plaetze(datei: pikepdf.Pdf, felder: Sequence[Signaturfeld]) -> list[Platz]:
    """Seite und Rechteck je Feld; was nicht auf die Seite passt oder sich überdeckt, fällt hier auf."""
    ziele = _ziele(datei)
    plaetze: list[Platz] = []
    for feld in felder:
        ziel = ziele.get(feld.anker)
        if ziel is None or str(ziel[1]) != "/XYZ":
            raise SiegelFehler(
                _("Das Schreiben hält keinen Platz „%s“ für eine Unterschrift frei.") % feld.anker,
                code="platz_fehlt",
            )
        seite, rechteck = ziel[0], feld.rechteck(float(ziel[2]), float(ziel[3]))
        links, unten, rechts, oben = (float(wert) for wert in seite.MediaBox)
        if rechteck[0] < links or rechteck[1] < unten or rechteck[2] > rechts or rechteck[3] > oben:
            raise SiegelFehler(
                _("Der Platz „%s“ für eine Unterschrift reicht über die Seite hinaus.") % feld.anker,
                code="platz_zu_klein",
            )
        if any(seite.objgen == andere.objgen and _ueberdeckt(rechteck, r) for andere, r in plaetze):
            raise SiegelFehler(
                _("Der Platz „%s“ für eine Unterschrift liegt auf einem anderen.") % feld.anker,
                code="platz_belegt",
            )
        plaetze.append((seite, rechteck))
    return plaetze


def _ziele(datei: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    namen = datei.Root.get("/Names", Dictionary()).get("/Dests")
    return {} if namen is None else dict(pikepdf.NameTree(namen).items())


def _ueberdeckt(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    luft = GERUNDET
    return a[0] + luft < b[2] and b[0] + luft < a[2] and a[1] + luft < b[3] and b[1] + luft < a[3]


def _feld(
    datei: pikepdf.Pdf,
    feld: Signaturfeld,
    alle: Sequence[str],
    seite: pikepdf.Object,
    rechteck: tuple[float, float, float, float],
) -> pikepdf.Object:
    leer = datei.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, rechteck[2] - rechteck[0], rechteck[3] - rechteck[1]]),
        Resources=Dictionary(),
    )
    widget = datei.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(feld.name),
            TU=String(feld.beschriftung),
            Rect=Array(rechteck),
            F=SICHTBAR_GEDRUCKT_GESPERRT,
            P=seite,
            AP=Dictionary(N=leer),
            Lock=datei.make_indirect(_sperre(feld.name, alle)),
        )
    )
    if "/Annots" not in seite:
        seite.Annots = Array()
    seite.Annots.append(widget)
    # Reading order on the page follows the structure (ISO 14289-1, 7.18.3).
    seite.Tabs = Name.S
    return widget


def _sperre(name: str, alle: Sequence[str]) -> Dictionary:
    """Wer hier unterschreibt, sperrt alles außer den anderen Unterschriften."""
    andere = [String(anderer) for anderer in alle if anderer != name]
    if not andere:
        return Dictionary(Type=Name.SigFieldLock, Action=Name.All)
    return Dictionary(Type=Name.SigFieldLock, Action=Name.Exclude, Fields=Array(andere))


def _auszeichnen(datei: pikepdf.Pdf, felder: Sequence[Signaturfeld], angelegt: list[pikepdf.Object]) -> None:
    """Jedes Feld hängt als Formularelement im Strukturbaum; ohne das liest es niemand vor."""
    baum = datei.Root.get("/StructTreeRoot")
    if baum is None or "/ParentTree" not in baum:
        raise SiegelFehler(_("Diese Datei ist nicht barrierefrei ausgezeichnet."), code="ohne_struktur")
    dokument = baum.K[0] if isinstance(baum.K, Array) else baum.K
    if not isinstance(dokument.get("/K"), Array):
        dokument.K = Array([dokument.K] if "/K" in dokument else [])
    eltern = pikepdf.NumberTree(baum.ParentTree)
    naechste = max([*eltern.keys(), int(baum.get("/ParentTreeNextKey", 0)) - 1], default=-1) + 1
    for nummer, (feld, widget) in enumerate(zip(felder, angelegt, strict=True), start=naechste):
        element = datei.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name.Form, P=dokument, Pg=widget.P, Alt=String(feld.beschriftung)
            )
        )
        element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
        dokument.K.append(element)
        widget.StructParent = nummer
        eltern[nummer] = element
    baum.ParentTreeNextKey = naechste + len(angelegt)
