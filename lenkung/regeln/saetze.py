"""Die Angaben einer Bestimmung in einem einfachen Satz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Werte = Mapping[str, Any]


def aufzaehlung(teile: Sequence[str], wort: str = "und") -> str:
    """a, b und c"""
    if len(teile) < 2:
        return "".join(teile)
    return f"{', '.join(teile[:-1])} {wort} {teile[-1]}"


_TEILE = {3: "Drittel", 4: "Viertel", 5: "Fünftel", 10: "Zehntel"}
_ZAHLWORT = {2: "zwei", 3: "drei", 4: "vier"}


def anteil(werte: Werte, von: str) -> tuple[str, bool]:
    """„mindestens zwei Drittel der Anwesenden“, und ob das Verb in der Mehrzahl steht."""
    zaehler, nenner = werte["zaehler"], werte["nenner"]
    wie = "mehr als" if werte["vergleich"] == ">" else "mindestens"
    if zaehler == nenner:
        return f"die Gesamtheit {von}", False
    if (zaehler, nenner) == (1, 2):
        return f"{wie} die Hälfte {von}", False
    if nenner not in _TEILE:
        return f"{wie} {zaehler}/{nenner} {von}", True
    if zaehler == 1:
        return f"{wie} ein {_TEILE[nenner]} {von}", False
    return f"{wie} {_ZAHLWORT.get(zaehler, str(zaehler))} {_TEILE[nenner]} {von}", True


def geltung(werte: Werte) -> str:
    if werte["gilt_in_beschlusssitzung"]:
        return "Sie gilt schon in der Sitzung, die sie beschließt."
    return "In der Sitzung, die sie beschließt, gilt sie noch nicht."


def entscheidungen(werte: Werte) -> str:
    vorlagen = "auf Grundlage von Vorlagen der Geschäftsstelle"
    return {
        "beschluesse": f"Das Gremium fasst Beschlüsse {vorlagen}.",
        "empfehlungen": f"Das Gremium fasst empfehlende Beschlüsse {vorlagen}.",
        "vorschlaege_ag": "Das Gremium entscheidet über Vorschläge aus seinen Arbeitsgruppen.",
    }[werte["art"]]


def rhythmus(werte: Werte) -> str:
    anzahl = "einmal" if werte["anzahl"] == 1 else f"{werte['anzahl']}-mal"
    zeitraum = {"monat": "Monat", "quartal": "Quartal", "halbjahr": "Halbjahr", "jahr": "Jahr"}[
        werte["zeitraum"]
    ]
    dauer = f", höchstens {werte['hoechstdauer']} Minuten" if werte.get("hoechstdauer") else ""
    return f"Das Gremium tagt {anzahl} im {zeitraum}{dauer}."


def sitzungsart(werte: Werte) -> str:
    namen = {"praesenz": "in Präsenz", "digital": "digital", "hybrid": "hybrid"}
    formen = [namen[form] for form in namen if form in (werte.get("formen") or ())]
    punkte = {"art": "die Art", "ort": "den Ort", "termin": "den Termin", "tagesordnung": "die Tagesordnung"}
    festgelegt = [punkte[punkt] for punkt in punkte if punkt in (werte.get("vorsitz_legt_fest") or ())]
    saetze = []
    if formen:
        saetze.append(f"Sitzungen finden {aufzaehlung(formen, 'oder')} statt.")
    if festgelegt:
        saetze.append(f"Der Vorsitz legt {aufzaehlung(festgelegt)} fest.")
    return " ".join(saetze) or "Die Form der Sitzungen ist offen."


def oeffentlichkeit_sitzung(werte: Werte) -> str:
    art = {
        "nicht_oeffentlich": "nicht öffentlich",
        "vertraulich": "vertraulich und nicht öffentlich",
        "oeffentlich": "öffentlich",
    }[werte["regel"]]
    ausnahme = "; im Einzelfall können die Mitglieder anders beschließen" if werte["ausnahme"] else ""
    return f"Die Sitzungen sind {art}{ausnahme}."


def gaeste(werte: Werte) -> str:
    durch = {"gremium": "das Gremium", "vorsitz": "der Vorsitz"}.get(werte["durch"])
    entscheidet = f"; über die Einladung entscheidet {durch}" if durch else ""
    return f"Gäste können eingeladen werden, sie haben keine Stimme{entscheidet}."


def verhinderung(werte: Werte) -> str:
    namen = {"stellvertretung": "seine Stellvertretung", "geschaeftsstelle": "die Geschäftsstelle"}
    an = aufzaehlung([namen[wer] for wer in namen if wer in werte["an"]])
    weiter = " und gibt die Einladung weiter" if werte["einladung_weitergeben"] else ""
    return f"Wer nicht kommen kann, benachrichtigt {an}{weiter}."


def vorschlaege(werte: Werte) -> str:
    tage = werte.get("tage_vorher")
    bis = (
        "rechtzeitig"
        if tage is None
        else "bis zum Tag der Sitzung"
        if tage == 0
        else "bis einen Kalendertag vor der Sitzung"
        if tage == 1
        else f"bis {tage} Kalendertage vor der Sitzung"
    )
    erlaeuterung = ", mit einer Erläuterung" if werte["erlaeuterung"] else ""
    return f"Punkte für die Tagesordnung werden {bis} vorgeschlagen{erlaeuterung}."


def ladung(werte: Werte) -> str:
    art = {"kalendertage": "Kalendertag", "arbeitstage": "Arbeitstag"}[werte["zaehlung"]]
    if werte["frist"] == 1:
        return f"Zwischen Versand und Sitzung liegt mindestens ein voller {art}."
    return f"Zwischen Versand und Sitzung liegen mindestens {werte['frist']} volle {art}e."


def ladung_dringlich(werte: Werte) -> str:
    if werte["frist"] == 1:
        return "In dringenden Fällen genügt ein voller Tag, mit Begründung."
    return f"In dringenden Fällen genügen {werte['frist']} volle Tage, mit Begründung."


def einladung_inhalt(werte: Werte) -> str:
    namen = {"ort": "Ort", "termin": "Termin", "tagesordnung": "Tagesordnung"}
    return f"Die Einladung nennt {aufzaehlung([namen[a] for a in namen if a in werte['pflichtangaben']])}."


def stimmen(werte: Werte) -> str:
    zusatz = (
        " Die Geschäftsstelle gehört dem Gremium ohne Stimme an."
        if werte["geschaeftsstelle_ohne_stimme"]
        else ""
    )
    return f"Jeder vertretene Sitz hat eine Stimme.{zusatz}"


def quorum(werte: Werte) -> str:
    basis = {
        "alle_sitze": "der stimmberechtigten Sitze",
        "besetzte_sitze": "der besetzten stimmberechtigten Sitze",
    }[werte["basis"]]
    teil, mehrzahl = anteil(werte, basis)
    return f"Beschlussfähig ist das Gremium, wenn {teil} vertreten {'sind' if mehrzahl else 'ist'}."


def quorum_bis_feststellung(werte: Werte) -> str:
    return "Das Gremium gilt als beschlussfähig, solange der Vorsitz nicht das Gegenteil feststellt."


def zweite_einberufung(werte: Werte) -> str:
    return (
        "Wird wegen Beschlussunfähigkeit erneut zum selben Punkt eingeladen, ist das Gremium ohne Rücksicht "
        "auf die Zahl beschlussfähig, wenn die Einladung darauf hinweist und die volle Frist wahrt."
    )


def mehrheit(werte: Werte) -> str:
    if (werte["zaehler"], werte["nenner"], werte["vergleich"], werte["basis"]) == (1, 2, ">", "ja_nein"):
        satz, gleichstand = (
            "Angenommen ist, was mehr Ja- als Nein-Stimmen bekommt",
            "ein Gleichstand ist abgelehnt",
        )
    else:
        basis = {
            "anwesende": "der Anwesenden",
            "abgegebene": "der abgegebenen Stimmen (Enthaltungen zählen mit)",
            "ja_nein": "der Ja- und Nein-Stimmen (Enthaltungen zählen nicht)",
            "alle_sitze": "aller stimmberechtigten Sitze",
        }[werte["basis"]]
        teil, mehrzahl = anteil(werte, basis)
        wort = "lauten" if mehrzahl else "lautet"
        if werte["basis"] in ("anwesende", "alle_sitze"):
            satz = f"Angenommen ist, wofür {teil} {'stimmen' if mehrzahl else 'stimmt'}"
        else:
            satz = f"Angenommen ist, wenn {teil} auf Ja {wort}"
        gleichstand = ""
    if werte["stichentscheid"]:
        gleichstand = "bei Gleichstand entscheidet der Vorsitz"
    return f"{satz}; {gleichstand}." if gleichstand else f"{satz}."


def verfahren(werte: Werte) -> str:
    saetze = []
    if werte["konsens_zuerst"]:
        saetze.append("Zuerst wird Einvernehmen gesucht.")
    if werte["offen"]:
        saetze.append("Abgestimmt wird in der Regel offen.")
    umlauf = {
        "moeglich": "Beschlüsse im Umlauf sind nicht ausgeschlossen.",
        "erlaubt": "Beschlüsse im Umlauf sind erlaubt.",
        "ausgeschlossen": "Beschlüsse im Umlauf sind ausgeschlossen.",
    }.get(werte["umlauf"])
    if umlauf:
        saetze.append(umlauf)
    return " ".join(saetze) or "Über das Verfahren ist nichts Näheres bestimmt."


def niederschrift_inhalt(werte: Werte) -> str:
    namen = {
        "ort": "Ort",
        "tag": "Tag",
        "uhrzeit": "Uhrzeit",
        "anwesende": "die Namen der anwesenden Mitglieder",
        "tagesordnung": "Tagesordnung",
        "erklaerungen": "persönliche Erklärungen, die aufzunehmen sind",
        "beschluesse": "Beschlüsse",
        "ergebnisse": "die festgestellten Abstimmungsergebnisse",
        "wesentliches": "die wesentlichen Ergebnisse",
    }
    return f"Die Niederschrift enthält {aufzaehlung([namen[i] for i in namen if i in werte['inhalt']])}."


def unterschriften(werte: Werte) -> str:
    namen = {"vorsitz": "der Vorsitz", "leitung_geschaeftsstelle": "die Leitung der Geschäftsstelle"}
    durch = [namen[wer] for wer in namen if wer in werte["durch"]]
    if werte["art"] == "freigabe":
        return f"Die Niederschrift {'geben' if len(durch) > 1 else 'gibt'} {aufzaehlung(durch)} frei."
    return f"Die Niederschrift {'unterzeichnen' if len(durch) > 1 else 'unterzeichnet'} {aufzaehlung(durch)}."


def niederschrift_versand(werte: Werte) -> str:
    link = "; größere Anhänge als Link zum Herunterladen" if werte["grosse_als_link"] else ""
    return f"Jedes Mitglied bekommt sie, soweit möglich, per E-Mail{link}."


def einwendungen(werte: Werte) -> str:
    if werte["genehmigung"] == "naechste_sitzung":
        return (
            "Änderungswünsche werden zu Beginn der nächsten Sitzung vorgebracht; sonst wird die "
            "Niederschrift dort als genehmigt festgestellt."
        )
    einzahl, mehrzahl = {"tage": ("Tag", "Tagen"), "wochen": ("Woche", "Wochen")}[werte["einheit"]]
    artikel = {"Tag": "einem", "Woche": "einer"}
    frist = f"{artikel[einzahl]} {einzahl}" if werte["anzahl"] == 1 else f"{werte['anzahl']} {mehrzahl}"
    return (
        f"Änderungswünsche sind innerhalb von {frist} nach Versand mitzuteilen; sonst gilt die Niederschrift "
        "als genehmigt."
    )


def oeffentlichkeit_niederschrift(werte: Werte) -> str:
    art = {"oeffentlich": "öffentlich", "nicht_oeffentlich": "nicht öffentlich"}[werte["regel"]]
    ausnahme = "; einzelne Punkte kann das Gremium ausnehmen" if werte["punkte_ausnehmen"] else ""
    return f"Die Niederschrift ist {art}{ausnahme}."


def zusammensetzung(werte: Werte) -> str:
    if werte["durch_beschluss"]:
        return "Die Zusammensetzung ändert das Gremium durch Beschluss."
    return "Die Zusammensetzung kann auch ohne Beschluss geändert werden."


def arbeitsgruppen(werte: Werte) -> str:
    bildung = {
        "gremium": "Das Gremium bildet Arbeitsgruppen nach Bedarf",
        "staendig": "Es gibt ständige Arbeitsgruppen auf Verfahrens- und auf Fallebene",
        "vorbereitend": "Arbeitsgruppen bereiten die Vorlagen vor",
    }[werte["bildung"]]
    if werte["vorsitz"] == "vorsitz_uebertragbar":
        return f"{bildung}; den Vorsitz hat der Vorsitz des Gremiums, der ihn übertragen kann."
    return f"{bildung}."
