"""The rows of the session screen. Built here and not in the template: they are many, and each is small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kim.basis.anzeige import uhrzeit
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


@dataclass(frozen=True, slots=True)
class Punktzeile:
    id: int
    nummer: int
    titel: str
    wort: str
    symbol: str
    aktuell: bool
    aufrufbar: bool


def agenda(bild: Sitzungsbild, *, darf_fuehren: bool) -> list[Punktzeile]:
    ergebnisse: dict[int, list[str]] = {}
    for satz in bild.beschluesse:
        wort = _("angenommen") if satz.angenommen else _("abgelehnt")
        text = _("Beschluss %(zeichen)s: %(wort)s") % {"zeichen": satz.zeichen, "wort": wort}
        ergebnisse.setdefault(satz.punkt_id or 0, []).append(text)
    aktuell = bild.punkt.pk if bild.punkt else None
    return [
        Punktzeile(
            punkt.pk,
            punkt.position,
            punkt.titel,
            " · ".join(ergebnisse.get(punkt.pk) or [_punktwort(punkt.lage, punkt.pk == aktuell)]),
            {Punktstand.BEHANDELT: "haken", Punktstand.OFFEN: ""}.get(punkt.lage, "neutral"),
            punkt.pk == aktuell,
            darf_fuehren and punkt.pk != aktuell,
        )
        for punkt in bild.punkte
    ]


def _punktwort(stand: Punktstand, aktuell: bool) -> str:
    if aktuell:
        return _("aufgerufen")
    return "" if stand is Punktstand.OFFEN else str(_STAENDE[stand.value])


@dataclass(frozen=True, slots=True)
class Sitzreihe:
    id: int
    name: str
    ohne_stimme: bool
    vertreten: bool
    stand: SafeString
    tasten: SafeString


def platzzeilen(bild: Sitzungsbild, *, darf: bool) -> list[Sitzreihe]:
    tasten = tasten_der(bild.sitzung.form)
    return [
        Sitzreihe(
            platz.zeile.sitz.pk,
            platz.zeile.sitz.name,
            not platz.zeile.sitz.stimmrecht,
            platz.durch is not None,
            _stand(bild, platz),
            _knoepfe(platz, tasten) if darf else SafeString(),
        )
        for platz in bild.stand.plaetze(bild.zeit)
    ]


def _stand(bild: Sitzungsbild, platz: Platzzeile) -> SafeString:
    da = [person for person in platz.personen if person.jetzt is not None]
    if da:
        return format_html_join(SafeString("<br>"), "{}", ((_da(person),) for person in da))
    weg = [person for person in platz.personen if person.zeiten]
    if weg:
        return format_html_join(SafeString("<br>"), "{}", ((_gegangen(person),) for person in weg))
    erwartet = next(
        (person for person in platz.personen if bild.zusagen.get(person.person_id) in KOMMT), None
    )
    if erwartet is not None:
        return format_html("{}", _("erwartet: %(name)s") % {"name": erwartet.name})
    if not platz.personen:
        return format_html("{}", _("frei"))
    return format_html("{}", _("nicht da"))


def _da(person: Anwesende) -> str:
    satz = person.jetzt
    assert satz is not None
    rolle = "" if person.rolle is Teilnahmerolle.MITGLIED else f" ({_ROLLEN[person.rolle.value]})"
    return _("%(name)s%(rolle)s, %(art)s seit %(zeit)s") % {
        "name": person.name,
        "rolle": rolle,
        "art": _ARTEN[satz.art],
        "zeit": uhrzeit(satz.von),
    }


def _gegangen(person: Anwesende) -> str:
    bis = person.zeiten[0].bis
    assert bis is not None
    return _("%(name)s, gegangen um %(zeit)s") % {"name": person.name, "zeit": uhrzeit(bis)}


def _knoepfe(platz: Platzzeile, tasten: Sequence[tuple[str, Teilnahmerolle, Anwesenheitsart]]) -> SafeString:
    sitz = platz.zeile.sitz.pk
    je_rolle = {person.rolle: person for person in platz.personen}
    knoepfe: list[tuple[Any, ...]] = []
    for taste, rolle, art in tasten:
        person = je_rolle.get(rolle)
        if person is None:
            continue
        jetzt = person.jetzt
        worte = _("%(name)s (%(rolle)s) ist %(art)s da") % {
            "name": person.name,
            "rolle": _ROLLEN[rolle.value],
            "art": _ARTEN[art.value],
        }
        gedrueckt = "true" if jetzt is not None and jetzt.art == art.value else "false"
        knoepfe.append(
            (
                "kommt",
                f"{sitz}:{rolle.value}:{art.value}",
                f"{sitz}-{taste}",
                taste,
                gedrueckt,
                worte,
                taste.upper(),
            )
        )
    for person in platz.personen:
        if person.jetzt is not None:
            worte = _("%(name)s geht") % {"name": person.name}
            knoepfe.append(
                ("geht", person.jetzt.pk, f"{sitz}-{person.rolle.value}-g", "g", "false", worte, "G")
            )
    wer = platz.durch
    if wer is not None and platz.zeile.sitz.stimmrecht:
        worte = _("Code zum Abstimmen am eigenen Gerät für %(name)s") % {"name": wer.name}
        knoepfe.append(("code", f"{sitz}:{wer.rolle.value}", f"{sitz}-c", "c", "false", worte, _("Code")))
    return format_html_join(
        "",
        '<button class="kim-wahltaste" type="submit" name="{}" value="{}" id="taste-{}" data-taste="{}" '
        'aria-pressed="{}" aria-label="{}">{}</button>',
        knoepfe,
    )


def gastzeilen(bild: Sitzungsbild) -> list[dict[str, Any]]:
    digital = bild.sitzung.form is Sitzungsart.DIGITAL
    art = Anwesenheitsart.DIGITAL if digital else Anwesenheitsart.VOR_ORT
    return [
        {"gast": gast, "da": da, "wert": f"{gast.pk}:{art.value}"}
        for gast, da in bild.stand.gaeste(bild.gaeste())
    ]
