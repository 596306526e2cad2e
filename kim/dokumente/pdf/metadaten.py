"""Metadata of a file that is PDF/A-3u and PDF/UA-1 at once.

The library writes the mark of one norm only. PDF/A lets a file carry properties of other norms if it
describes their schema itself (ISO 19005-3, 6.6.2.3.3); that description and the PDF/UA mark are added here.
"""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from weasyprint.pdf.metadata import DocumentMetadata

from kim.basis.zeit import BERLIN

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
ERWEITERUNG = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
EIGENSCHAFT = "http://www.aiim.org/pdfa/ns/property#"
# The prefixes are part of the norm, not a matter of taste.
for _kuerzel, _namensraum in (
    ("pdfaExtension", ERWEITERUNG),
    ("pdfaSchema", SCHEMA),
    ("pdfaProperty", EIGENSCHAFT),
    ("pdfuaid", PDFUAID),
):
    ElementTree.register_namespace(_kuerzel, _namensraum)


class Metadaten(DocumentMetadata):
    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        wurzel = ElementTree.fromstring(super().generate_rdf_metadata(variant, version, conformance))
        marke = SubElement(wurzel, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        SubElement(marke, f"{{{PDFUAID}}}part").text = "1"
        wurzel.append(_schemabeschreibung())
        return ElementTree.tostring(wurzel, encoding="utf-8")


def _schemabeschreibung() -> Element:
    beschreibung = Element(f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    menge = SubElement(SubElement(beschreibung, f"{{{ERWEITERUNG}}}schemas"), f"{{{RDF}}}Bag")
    schema = _struktur(menge)
    SubElement(schema, f"{{{SCHEMA}}}schema").text = "PDF/UA identification"
    SubElement(schema, f"{{{SCHEMA}}}namespaceURI").text = PDFUAID
    SubElement(schema, f"{{{SCHEMA}}}prefix").text = "pdfuaid"
    eigenschaft = _struktur(SubElement(SubElement(schema, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq"))
    SubElement(eigenschaft, f"{{{EIGENSCHAFT}}}name").text = "part"
    SubElement(eigenschaft, f"{{{EIGENSCHAFT}}}valueType").text = "Integer"
    SubElement(eigenschaft, f"{{{EIGENSCHAFT}}}category").text = "internal"
    SubElement(eigenschaft, f"{{{EIGENSCHAFT}}}description").text = "Part of ISO 14289 that the file follows"
    return beschreibung


def _struktur(elternteil: Element) -> Element:
    return SubElement(elternteil, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})


def w3c_zeit(zeitpunkt: datetime) -> str:
    return zeitpunkt.astimezone(BERLIN).isoformat(timespec="seconds")
