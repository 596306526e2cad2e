"""Was mit einer Niederschrift und zu Einwendungen geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_NAME = Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_SITZUNG = Platzhalter("sitzung", "Tag der Sitzung", "13.09.2023", pflicht=True)
_WORTE = Platzhalter("persoenliche_worte", "was Sie zu diesem Versand dazuschreiben", "Vielen Dank …")
_UNTERLAGEN = Platzhalter("unterlagen", "was anhängt und was als Link kommt", "Die Niederschrift hängt an.")
_LINK = Platzhalter("link", "der persönliche Link", "https://kim.example/a/…", pflicht=True, geheim=True)
_LINK_BIS = Platzhalter("link_bis", "wie lange der Link gilt", "11.03.2024", pflicht=True)
_GRUSS = "Guten Tag {name},\n\n"
_ZUM_LINK = (
    "{link}\nDer Link ist nur für Sie und gilt bis {link_bis}; danach können Sie dort einen neuen anfordern."
)

NIEDERSCHRIFT = Mailtextart(
    schluessel="lenkung.niederschrift",
    titel="Niederschrift an Mitglieder und Stellvertretungen",
    betreff="{gremium}: Niederschrift der Sitzung vom {sitzung}",
    text=(
        _GRUSS
        + "hier kommt die Niederschrift der Runde „{gremium}“ vom {sitzung}.\n\n{persoenliche_worte}\n\n"
        "{unterlagen}\n\n{einwendungen}\n\n" + _ZUM_LINK
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _SITZUNG,
        _WORTE,
        _UNTERLAGEN,
        Platzhalter(
            "einwendungen",
            "wie und bis wann Änderungswünsche vorzubringen sind, mit der Stelle",
            "Änderungswünsche zum Inhalt sind zu Beginn der nächsten Sitzung …",
            pflicht=True,
        ),
        _LINK,
        _LINK_BIS,
    ),
    anlass="Geht hinaus, wenn die Geschäftsstelle eine unterzeichnete Niederschrift versendet.",
)
ZUR_KENNTNIS = Mailtextart(
    schluessel="lenkung.niederschrift_kenntnis",
    titel="Niederschrift an Vorzimmer und Verteiler",
    betreff="{gremium}: Niederschrift der Sitzung vom {sitzung}",
    text=(
        _GRUSS + "zur Kenntnis bekommen Sie die Niederschrift der Runde „{gremium}“ vom {sitzung}.\n\n"
        "{persoenliche_worte}\n\n{unterlagen}\n\n" + _ZUM_LINK
    ),
    platzhalter=(_NAME, _GREMIUM, _SITZUNG, _WORTE, _UNTERLAGEN, _LINK, _LINK_BIS),
    anlass="Geht an Vorzimmer und an die Verteiler des Gremiums, zusammen mit dem Versand an die Mitglieder.",
)
NEUER_LINK = Mailtextart(
    schluessel="lenkung.niederschrift_link",
    titel="Niederschrift: ein neuer Link",
    betreff="{gremium}: neuer Link zur Niederschrift vom {sitzung}",
    text=_GRUSS
    + "der Link zur Niederschrift der Runde „{gremium}“ vom {sitzung} war abgelaufen. Hier ist ein "
    "neuer:\n\n" + _ZUM_LINK,
    platzhalter=(_NAME, _GREMIUM, _SITZUNG, _LINK, _LINK_BIS),
    anlass="Geht hinaus, wenn jemand hinter einem abgelaufenen Link einen neuen anfordert.",
)
_VON = Platzhalter("von", "wer die Einwendung vorbringt", "Petra Probe")
EINWENDUNG_DA = Mailtextart(
    schluessel="lenkung.einwendung_da",
    titel="Einwendung gegen eine Niederschrift eingegangen",
    betreff="{gremium}: Einwendung gegen die Niederschrift vom {sitzung}",
    text=(
        _GRUSS + "gegen die Niederschrift der Runde „{gremium}“ vom {sitzung} ist eine Einwendung von {von} "
        "eingegangen. Sie steht hier:\n{link}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _SITZUNG,
        _VON,
        Platzhalter("link", "Adresse der Niederschrift in KIM", "https://kim.example/lenkung/…"),
    ),
    anlass="Geht an Geschäftsstelle und Vorsitz, sobald jemand über den Link oder angemeldet einwendet.",
)
EINWENDUNG_ENTSCHIEDEN = Mailtextart(
    schluessel="lenkung.einwendung_entschieden",
    titel="Einwendung gegen eine Niederschrift: die Entscheidung",
    betreff="{gremium}: Ihre Einwendung zur Niederschrift vom {sitzung}",
    text=(
        _GRUSS
        + "über Ihre Einwendung zur Niederschrift der Runde „{gremium}“ vom {sitzung} ist entschieden.\n\n"
        "Ergebnis: {ergebnis}\nBegründung: {begruendung}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _SITZUNG,
        Platzhalter("ergebnis", "angenommen oder zurückgewiesen", "angenommen", pflicht=True),
        Platzhalter("begruendung", "die Begründung dazu", "Der Satz gibt das Gesagte wieder.", pflicht=True),
    ),
    anlass="Geht an die Person, die über den Link oder angemeldet eingewandt hat.",
)
MAILTEXTE_DER_NIEDERSCHRIFT = (
    NIEDERSCHRIFT,
    ZUR_KENNTNIS,
    NEUER_LINK,
    EINWENDUNG_DA,
    EINWENDUNG_ENTSCHIEDEN,
)
