"""Was die bekommen, die eine Niederschrift unterzeichnen; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_GEMEINSAM = (
    Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe"),
    Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM"),
    Platzhalter("termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True),
    Platzhalter(
        "link",
        "Weg zur Seite in KIM",
        "https://kim.example/lenkung/sitzungen/1/niederschrift/",
        pflicht=True,
    ),
)

ABSTIMMEN = Mailtextart(
    schluessel="lenkung.niederschrift_vorgelegt",
    titel="Niederschrift zur Abstimmung",
    betreff="{gremium}: Entwurf der Niederschrift vom {termin}",
    text=(
        "Guten Tag {name},\n\nder Entwurf der Niederschrift der Sitzung „{gremium}“ am {termin} liegt vor. "
        "Bitte lesen Sie ihn und schreiben Sie zu den Abschnitten, was anders sein soll:\n\n{link}"
    ),
    platzhalter=_GEMEINSAM,
    anlass="Geht an alle, die unterzeichnen, wenn ihnen der Entwurf zur Abstimmung vorgelegt wird.",
)
UNTERZEICHNEN = Mailtextart(
    schluessel="lenkung.niederschrift_zur_unterschrift",
    titel="Niederschrift zur Unterschrift",
    betreff="{gremium}: Bitte die Niederschrift vom {termin} unterzeichnen",
    text=(
        "Guten Tag {name},\n\ndie Niederschrift der Sitzung „{gremium}“ am {termin} ist vollständig und "
        "wartet auf Ihre Unterschrift. Hier lesen Sie das PDF und unterzeichnen es:\n\n{link}"
    ),
    platzhalter=_GEMEINSAM,
    anlass="Geht an alle, die unterzeichnen, wenn die Niederschrift festgeschrieben ist.",
)
MAILTEXTE_DER_NIEDERSCHRIFT = (ABSTIMMEN, UNTERZEICHNEN)
