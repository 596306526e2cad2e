"""The rows of the session screen. Built here and not in the template: they are many, and each is small.

Whatever somebody has written is escaped where it enters a row; all else is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kim.basis.anzeige import uhrzeit
from kim.web.templatetags.bausteine import symbol
from lenkung.domain.queries.sitzungsbild import Sitzungsbild
from lenkung.domain.queries.verlauf import Anwesende, Platzzeile
from lenkung.models.auswahl import ANWESENHEITSARTEN, PUNKTSTAENDE, TEILNAHMEROLLEN
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.teilnahme import KOMMT, Teilnahmerolle
from lenkung.regeln.werte import Anwesenheitsart, Sitzungsart

_ARTEN, _ROLLEN, _STAENDE = dict(ANWESENHEITSARTEN), dict(TEILNAHMEROLLEN), dict(PUNKTSTAENDE)
# Key, role, manner; which of them a session needs follows from its kind.
TASTEN = (
    ("m", Teilnahmerolle.MITGLIED, Anwesenheitsart.VOR_ORT),
    ("d", Teilnahmerolle.MITGLIED, Anwesenheitsart.DIGITAL),
    ("v", Teilnahmerolle.STELLVERTRETUNG, Anwesenheitsart.VOR_ORT),
    ("w", Teilnahmerolle.STELLVERTRETUNG, Anwesenheitsart.DIGITAL),
)
NUR_DIGITAL = (
    ("m", Teilnahmerolle.MITGLIED, Anwesenheitsart.DIGITAL),
    ("v", Teilnahmerolle.STELLVERTRETUNG, Anwesenheitsart.DIGITAL),
)


def tasten_der(art: Sitzungsart) -> Sequence[tuple[str, Teilnahmerolle, Anwesenheitsart]]:
    if art is Sitzungsart.DIGITAL:
        return NUR_DIGITAL
    if art is Sitzungsart.PRAESENZ:
        return tuple(taste for taste in TASTEN if taste[2] is Anwesenheitsart.VOR_ORT)
    return TASTEN


def legende(art: Sitzungsart) -> str:
    """What the letters on the buttons mean."""
    if art is Sitzungsart.HYBRID:
        return _("M Mitglied vor Ort · D digital · V Vertretung vor Ort · W digital · G geht")
    return _("M Mitglied ist da · V Vertretung ist da · G geht")


def agenda(bild: Sitzungsbild, *, aufrufbar: bool) -> SafeString:
    """The items; a click calls one."""
    ergebnisse: dict[int, list[str]] = {}
    for satz in bild.beschluesse:
        wort = _("angenommen") if satz.angenommen else _("abgelehnt")
        text = _("Beschluss %(zeichen)s: %(wort)s") % {"zeichen": satz.zeichen, "wort": wort}
        ergebnisse.setdefault(satz.punkt_id or 0, []).append(text)
    aktuell = bild.punkt.pk if bild.punkt else None
    zweite = bild.verlauf is not None and bild.verlauf.zweite_wirksam
    aufrufen = escape(_("Aufrufen:"))
    zeilen = []
    for punkt in bild.punkte:
        jetzt = punkt.pk == aktuell
        worte = ergebnisse.get(punkt.pk) or [_punktwort(punkt.lage, jetzt)]
        if zweite and punkt.uebernommen_aus_id is not None:
            worte.append(_("zweite Einberufung: entscheidbar bei jeder Zahl"))
        wort = " · ".join(wort for wort in worte if wort)
        text = f"{escape(punkt.titel)}{_bemerkung(punkt.lage, wort)}"
        nummer = f'<span class="kim-fuehren__nummer">{punkt.position}</span>'
        if aufrufbar and not jetzt:
            inhalt = (
                f'<button type="submit" name="punkt" value="{punkt.pk}" id="punkt-{punkt.pk}" '
                f'class="kim-fuehren__ruf">{nummer}'
                f'<span><span class="kim-nur-vorlesen">{aufrufen} </span>{text}</span></button>'
            )
        else:
            hier = ' aria-current="step"' if jetzt else ""
            inhalt = f'<div class="kim-fuehren__ruf"{hier}>{nummer}<span>{text}</span></div>'
        klasse = "kim-fuehren__punkt kim-fuehren__punkt--jetzt" if jetzt else "kim-fuehren__punkt"
        zeilen.append(f'<li class="{klasse}" data-reihe>{inhalt}</li>')
    return SafeString("".join(zeilen))


def _punktwort(stand: Punktstand, aktuell: bool) -> str:
    if aktuell:
        return _("aufgerufen")
    return "" if stand is Punktstand.OFFEN else str(_STAENDE[stand.value])


def _bemerkung(stand: Punktstand, wort: str) -> str:
    if not wort:
        return ""
    zeichen = {Punktstand.BEHANDELT: "haken", Punktstand.OFFEN: ""}.get(stand, "neutral")
    bild = f"{symbol(zeichen)} " if zeichen else ""
    return f'<br><span class="kim-leise">{bild}{escape(wort)}</span>'


def platzzeilen(bild: Sitzungsbild, *, darf: bool) -> SafeString:
    """The seats: who is there, and a key for each that comes or leaves."""
    tasten = _Tasten(tasten_der(bild.sitzung.form)) if darf else None
    worte = _Standworte()
    ohne = f' <span class="kim-leise">{escape(_("(ohne Stimme)"))}</span>'
    return SafeString(
        "".join(
            f'<li class="kim-platzzeile{" kim-platzzeile--da" if platz.durch else ""}" data-reihe>'
            '<span class="kim-platzzeile__wer"><span class="kim-platzzeile__sitz">'
            f"{symbol('haken') if platz.durch else ''}{escape(platz.zeile.sitz.name)}"
            f"{'' if platz.zeile.sitz.stimmrecht else ohne}</span>"
            f'<span class="kim-leise">{worte.stand(bild, platz)}</span></span>'
            f'<span class="kim-platzzeile__tasten">{tasten.knoepfe(platz) if tasten else ""}</span></li>'
            for platz in bild.plaetze
        )
    )


class _Standworte:
    """Who is there, in words; looked up once for all seats."""

    def __init__(self) -> None:
        self.da = str(_("%(name)s%(rolle)s, %(art)s seit %(zeit)s"))
        self.gegangen = str(_("%(name)s, gegangen um %(zeit)s"))
        self.rolle = {rolle: f" ({titel})" for rolle, titel in _ROLLEN.items()}
        self.rolle[Teilnahmerolle.MITGLIED.value] = ""
        self.arten = {art: str(titel) for art, titel in _ARTEN.items()}

    def stand(self, bild: Sitzungsbild, platz: Platzzeile) -> str:
        personen = platz.personen
        zeilen = [self._da(person) for person in personen if person.jetzt is not None]
        if not zeilen:
            zeilen = [self._gegangen(person) for person in personen if person.zeiten]
        if not zeilen:
            zeilen = [self._fehlt(bild, personen)]
        return "<br>".join(escape(zeile) for zeile in zeilen)

    def _da(self, person: Anwesende) -> str:
        satz = person.jetzt
        assert satz is not None
        return self.da % {
            "name": person.name,
            "rolle": self.rolle[person.rolle.value],
            "art": self.arten[satz.art],
            "zeit": uhrzeit(satz.von),
        }

    def _gegangen(self, person: Anwesende) -> str:
        bis = person.zeiten[0].bis
        assert bis is not None
        return self.gegangen % {"name": person.name, "zeit": uhrzeit(bis)}

    @staticmethod
    def _fehlt(bild: Sitzungsbild, personen: list[Anwesende]) -> str:
        for person in personen:
            if bild.zusagen.get(person.person_id) in KOMMT:
                return _("erwartet: %(name)s") % {"name": person.name}
        return _("nicht da") if personen else _("frei")


class _Tasten:
    """The buttons of the presence list: a hundred of them, so what is alike is put together once."""

    KNOPF = (
        '<button class="kim-wahltaste" type="submit" name="{}" value="{}" id="taste-{}" data-taste="{}" '
        'aria-pressed="{}" aria-label="{}">{}</button>'
    )

    def __init__(self, tasten: Sequence[tuple[str, Teilnahmerolle, Anwesenheitsart]]) -> None:
        ist_da = str(_("%(name)s (%(rolle)s) ist %(art)s da"))
        self.kommt = [
            (
                taste,
                rolle,
                art.value,
                ist_da.replace("%(rolle)s", str(_ROLLEN[rolle.value])).replace(
                    "%(art)s", str(_ARTEN[art.value])
                ),
            )
            for taste, rolle, art in tasten
        ]
        self.geht = str(_("%(name)s geht"))
        self.code = str(_("Code zum Abstimmen am eigenen Gerät für %(name)s"))
        self.codewort = str(_("Code"))

    def knoepfe(self, platz: Platzzeile) -> str:
        sitz = platz.zeile.sitz
        namen = {person.rolle: escape(person.name) for person in platz.personen}
        jetzt = {person.rolle: person.jetzt for person in platz.personen}
        knoepfe = []
        for taste, rolle, art, worte in self.kommt:
            if rolle in namen:
                satz = jetzt[rolle]
                gedrueckt = "true" if satz is not None and satz.art == art else "false"
                knoepfe.append(
                    self.KNOPF.format(
                        "kommt",
                        f"{sitz.pk}:{rolle.value}:{art}",
                        f"{sitz.pk}-{taste}",
                        taste,
                        gedrueckt,
                        worte.replace("%(name)s", namen[rolle]),
                        taste.upper(),
                    )
                )
        for rolle, satz in jetzt.items():
            if satz is not None:
                worte = self.geht.replace("%(name)s", namen[rolle])
                stelle = f"{sitz.pk}-{rolle.value}-g"
                knoepfe.append(self.KNOPF.format("geht", satz.pk, stelle, "g", "false", worte, "G"))
        wer = platz.durch
        if wer is not None and sitz.stimmrecht:
            worte = self.code.replace("%(name)s", namen[wer.rolle])
            wert = f"{sitz.pk}:{wer.rolle.value}"
            knoepfe.append(
                self.KNOPF.format("code", wert, f"{sitz.pk}-c", "c", "false", worte, self.codewort)
            )
        return "".join(knoepfe)


def widerspruchszeilen(vertretene: Iterable[tuple[int, str, str, str]]) -> SafeString:
    """Who could object: one box for each seat that somebody represents."""
    return SafeString(
        "".join(
            f'<li><label><input type="checkbox" name="stimme-{sitz_id}" value="widerspruch"> {escape(sitz)} '
            f'<span class="kim-leise">{escape(wer)}</span></label></li>'
            for sitz_id, sitz, wer, _wert in vertretene
        )
    )


@lru_cache(maxsize=4)
def tastenhilfe(_sprache: str) -> SafeString:
    """The keys and what they do; the same for everyone who reads this language."""
    return SafeString(render_to_string("lenkung/fuehren_tasten.html"))


def gastzeilen(bild: Sitzungsbild) -> list[dict[str, Any]]:
    digital = bild.sitzung.form is Sitzungsart.DIGITAL
    art = Anwesenheitsart.DIGITAL if digital else Anwesenheitsart.VOR_ORT
    return [
        {"gast": gast, "da": da, "wert": f"{gast.pk}:{art.value}"}
        for gast, da in bild.stand.gaeste(bild.gaeste())
    ]
