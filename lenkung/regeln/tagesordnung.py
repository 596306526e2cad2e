"""Womit sich eine Tagesordnung beschreiben lässt: Arten von Punkten, ihr Stand, der Weg der Bestätigung."""

from __future__ import annotations

from enum import StrEnum


class Punktart(StrEnum):
    FORMALIA = "formalia"
    """Begrüßung und Feststellung der Beschlussfähigkeit."""
    GENEHMIGUNG = "genehmigung"
    """Genehmigung der Niederschrift einer früheren Sitzung."""
    BERICHT = "bericht"
    BERATUNG = "beratung"
    BESCHLUSS = "beschluss"
    VERSCHIEDENES = "verschiedenes"


VORSCHLAGSARTEN = (Punktart.BERICHT, Punktart.BERATUNG, Punktart.BESCHLUSS)
"""Was ein Mitglied vorschlagen kann; das Übrige ergibt sich aus der Geschäftsordnung."""


class Punktstand(StrEnum):
    OFFEN = "offen"
    BEHANDELT = "behandelt"
    ZURUECKGESTELLT = "zurueckgestellt"
    """Mangels Beschlussfähigkeit nicht entschieden (GO RSK § 6 Abs. 5)."""
    ABGESETZT = "abgesetzt"


class Tagesordnungsstand(StrEnum):
    ENTWURF = "entwurf"
    VORGELEGT = "vorgelegt"
    ZURUECKGEGEBEN = "zurueckgegeben"
    BESTAETIGT = "bestaetigt"
    """Der Vorsitz hat sie festgelegt (GO RSK § 4 Abs. 3)."""
    IN_AENDERUNG = "in_aenderung"
    """Nach der Bestätigung geändert; gilt erst, wenn der Vorsitz auch das bestätigt hat."""
