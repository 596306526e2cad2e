"""How dates, times, numbers and money are written, on pages, in mails and in PDFs alike."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from kim.basis.zeit import BERLIN


def datum(tag: date | datetime) -> str:
    """24.03.2022"""
    if isinstance(tag, datetime) and tag.tzinfo is not None:
        tag = tag.astimezone(BERLIN)
    return f"{tag.day:02}.{tag.month:02}.{tag.year:04}"


def uhrzeit(zeitpunkt: datetime | time) -> str:
    """14:00 Uhr"""
    if isinstance(zeitpunkt, datetime) and zeitpunkt.tzinfo is not None:
        zeitpunkt = zeitpunkt.astimezone(BERLIN)
    return f"{zeitpunkt.hour:02}:{zeitpunkt.minute:02} Uhr"


def zeitpunkt(wann: datetime) -> str:
    """24.03.2022, 14:00 Uhr"""
    return f"{datum(wann)}, {uhrzeit(wann)}"


def zahl(wert: int | Decimal | float, stellen: int = 0) -> str:
    """1.503 or, with two places, 1.503,50"""
    stufe = Decimal(1).scaleb(-stellen)
    gerundet = Decimal(str(wert)).quantize(stufe, rounding=ROUND_HALF_UP)
    if gerundet.is_zero():
        gerundet = abs(gerundet)
    vorzeichen = "\N{MINUS SIGN}" if gerundet < 0 else ""
    return vorzeichen + f"{abs(gerundet):,.{stellen}f}".translate(str.maketrans(",.", ".,"))


def geld(betrag: int | Decimal) -> str:
    """15.797,50 €; the space does not break."""
    return zahl(betrag, 2) + "\N{NO-BREAK SPACE}€"


_WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def wochentag(tag: date) -> str:
    return _WOCHENTAGE[tag.weekday()]


def tage_bis(tag: date, heute: date) -> str:
    """heute, morgen, in 2 Tagen (23.03.), seit 3 Tagen (20.03.); beyond two weeks the date alone."""
    abstand = (tag - heute).days
    kurz = f"{tag.day:02}.{tag.month:02}."
    if abstand == 0:
        return f"heute ({kurz})"
    if abstand == 1:
        return f"morgen ({kurz})"
    if abstand == -1:
        return f"seit gestern ({kurz})"
    if 1 < abstand <= 14:
        return f"in {abstand} Tagen ({kurz})"
    if -14 <= abstand < -1:
        return f"seit {-abstand} Tagen ({kurz})"
    return f"{'bis' if abstand > 0 else 'seit'} {datum(tag)}"


def dateigroesse(byte: int) -> str:
    """512 Byte, 20 kB, 1,4 MB"""
    if byte < 1000:
        return f"{byte} Byte"
    if byte < 1_000_000:
        return f"{zahl(Decimal(byte) / 1000)} kB"
    return f"{zahl(Decimal(byte) / 1_000_000, 1)} MB"
