"""Feste Werte eines Gremiums. Ihre Bezeichnungen für Menschen stehen bei den Modellen."""

from __future__ import annotations

from enum import StrEnum


class GremiumArt(StrEnum):
    LENKUNGSGRUPPE = "lenkungsgruppe"
    ARBEITSGRUPPE = "arbeitsgruppe"


class AmtArt(StrEnum):
    """Wer führt (GO RSK § 3 Abs. 1, 2, 3; GO Steinfurt §§ 4, 5)."""

    VORSITZ = "vorsitz"
    STELLV_VORSITZ = "stellv_vorsitz"
    LEITUNG_GESCHAEFTSSTELLE = "leitung_geschaeftsstelle"


class BesetzungArt(StrEnum):
    """Jede Institution bestimmt ein Mitglied und eine Stellvertretung (GO RSK § 2 Abs. 2)."""

    MITGLIED = "mitglied"
    STELLVERTRETUNG = "stellvertretung"
