"""Lesen: was jetzt öffentlich ist, als Objekte von OParl 1.1, und der Sichtstand jeder Sitzung.

Gebaut wird nur aus `queries.oeffentlich`, aus Sitzen und ihren Einrichtungen. Menschen kommen nur vor, wo der
Kreis die Namen nennen will, und dann nur mit dem Namen. Was OParl nicht kennt, steht unter „kim:“.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from kim.basis.anzeige import datum
from kim.basis.zeit import berliner_tag
from lenkung.domain.queries.oeffentlich import (
    GUELTIG,
    Bekanntgabe,
    OeffentlicheSitzung,
    Programmpunkt,
    VeroeffentlichterBeschluss,
    oeffentliche_gremien,
    oeffentliche_sitzungen,
    veroeffentlichte_beschluesse,
)
from lenkung.models import (
    Beschluss,
    Besetzung,
    Gremienoeffentlichkeit,
    Sitz,
    Sitzung,
    Tagesordnungspunkt,
    Veroeffentlichung,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.gremium import BesetzungArt
from lenkung.regeln.oeffentliche_fassung import OeffentlicherBeschluss
from lenkung.regeln.oparl import LISTEN, Bezug, Eingebettet, Liste, Objekt, Objektart, Seite, zeit
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Sitzungsart

_STAND = {Sitzungsstand.EINGELADEN: "eingeladen", Sitzungsstand.EROEFFNET: "eingeladen"}


def objekte_des_kreises(kreis_id: int, tag: date) -> list[Objekt]:
    """Leer ohne eingeschaltete öffentliche Seite. Eingebettetes steht vor dem, was es zeigt."""
    gremien = list(oeffentliche_gremien().filter(kreis_id=kreis_id))
    if not gremien:
        return []
    koerper = Bezug(Objektart.BODY, f"kreis:{kreis_id}")
    gefunden: dict[Bezug, Objekt] = {}
    beginn: list[date] = []
    for satz in gremien:
        sitzungen = oeffentliche_sitzungen(satz)
        beginn += [sitzung.sitzung.tag for sitzung in sitzungen]
        beginn += [satz.gremium.aktiv_ab] if satz.gremium.aktiv_ab else []
        for objekt in _Gremiumsbau(satz, koerper, tag).objekte(sitzungen):
            gefunden.setdefault(objekt.bezug, objekt)
    abschnitt = Objekt(
        Bezug(Objektart.LEGISLATIVETERM, f"kreis:{kreis_id}"),
        {
            "body": koerper,
            "name": "Seit der Einrichtung",
            "startDate": min(beginn).isoformat() if beginn else None,
        },
    )
    return [abschnitt, *gefunden.values(), _koerper(gremien[0], koerper, abschnitt.bezug)]


def _koerper(satz: Gremienoeffentlichkeit, bezug: Bezug, abschnitt: Bezug) -> Objekt:
    kreis = satz.gremium.kreis
    return Objekt(
        bezug,
        {
            "system": Liste(""),
            "name": kreis.name,
            "website": kreis.website or None,
            "legislativeTerm": [Eingebettet(abschnitt)],
            **{name: Liste(name) for name in LISTEN},
            "web": Seite(reverse("oeffentlich:kreis", args=[kreis.kuerzel])),
        },
    )


class _Gremiumsbau:
    """Die Objekte eines Gremiums."""

    def __init__(self, satz: Gremienoeffentlichkeit, koerper: Bezug, tag: date) -> None:
        self.satz, self.gremium, self.koerper, self.tag = satz, satz.gremium, koerper, tag
        self.bezug = Bezug(Objektart.ORGANIZATION, f"gremium:{satz.gremium_id}")
        self.vorn = [satz.gremium.kreis.kuerzel, satz.adresse]

    def objekte(self, sitzungen: Sequence[OeffentlicheSitzung]) -> Iterator[Objekt]:
        mitgliedschaften = list(self._mitgliedschaften())
        yield from mitgliedschaften
        yield Objekt(
            self.bezug,
            {
                "body": self.koerper,
                "name": self.gremium.name,
                "shortName": self.gremium.kurzname or None,
                "organizationType": "Gremium",
                "classification": str(self.gremium.get_art_display()),
                "startDate": _tag(self.gremium.aktiv_ab),
                "endDate": _tag(self.gremium.aktiv_bis),
                "membership": [o.bezug for o in mitgliedschaften if o.bezug.art is Objektart.MEMBERSHIP],
                "web": self._seite("gremium"),
            },
        )
        beschluesse = veroeffentlichte_beschluesse(sitzungen)
        for beschluss in beschluesse:
            yield from self._drucksache(beschluss)
        for sitzung in sitzungen:
            eigene = [b for b in beschluesse if b.sitzung is sitzung]
            yield from self._sitzung(sitzung, eigene)

    def _seite(self, name: str, *args: Any) -> Seite:
        return Seite(reverse(f"oeffentlich:{name}", args=[*self.vorn, *args]))

    # Wer einen Sitz hat ---------------------------------------------------------------------------------

    def _mitgliedschaften(self) -> Iterator[Objekt]:
        inhaber = self._inhaber() if self.satz.namen else {}
        sitze = Sitz.objects.filter(am(self.tag), gremium=self.gremium).select_related("einrichtung")
        for sitz in sitze.order_by("pk"):
            einrichtung = Bezug(Objektart.ORGANIZATION, f"einrichtung:{sitz.einrichtung_id}")
            yield Objekt(
                einrichtung,
                {
                    "body": self.koerper,
                    "name": sitz.einrichtung.name,
                    "shortName": sitz.einrichtung.kurzname or None,
                    "organizationType": "Institution",
                },
            )
            yield from self._mitgliedschaft(sitz, einrichtung, inhaber.get(sitz.pk))

    def _mitgliedschaft(self, sitz: Sitz, einrichtung: Bezug, inhaber: Besetzung | None) -> Iterator[Objekt]:
        bezug, person = Bezug(Objektart.MEMBERSHIP, f"sitz:{sitz.pk}"), None
        if inhaber is not None:
            bezug = Bezug(Objektart.MEMBERSHIP, f"besetzung:{inhaber.pk}")
            person = Bezug(Objektart.PERSON, f"besetzung:{inhaber.pk}")
        zeitraum = inhaber or sitz
        yield Objekt(
            bezug,
            {
                "person": person,
                "organization": self.bezug,
                "onBehalfOf": einrichtung,
                "role": sitz.bezeichnung or "Mitglied",
                "votingRight": sitz.stimmrecht,
                "startDate": _tag(zeitraum.von),
                "endDate": _tag(zeitraum.bis),
            },
        )
        if inhaber is not None and person is not None:
            yield Objekt(
                person,
                {"body": self.koerper, "name": str(inhaber.person), "membership": [Eingebettet(bezug)]},
            )

    def _inhaber(self) -> dict[int, Besetzung]:
        menge = Besetzung.objects.filter(
            am(self.tag), gremium=self.gremium, art=BesetzungArt.MITGLIED.value
        ).select_related("person")
        return {satz.sitz_id: satz for satz in menge}

    # Sitzungen ------------------------------------------------------------------------------------------

    def _sitzung(
        self, sitzung: OeffentlicheSitzung, beschluesse: Sequence[VeroeffentlichterBeschluss]
    ) -> Iterator[Objekt]:
        satz, bekanntgabe = sitzung.sitzung, sitzung.bekanntgabe
        bezug = _bezug_der_sitzung(satz)
        eingebettet: dict[str, Any] = {}
        if sitzung.ort and satz.form is not Sitzungsart.DIGITAL:
            ort = Bezug(Objektart.LOCATION, f"ort:{_kurz(sitzung.ort)}")
            yield Objekt(ort, {"description": sitzung.ort})
            eingebettet["location"] = Eingebettet(ort)
        punkte = [self._punkt(punkt, sitzung, beschluesse) for punkt in sitzung.punkte]
        yield from punkte
        if bekanntgabe is not None and bekanntgabe.pdf is not None:
            datei = self._datei(bekanntgabe, sitzung)
            yield datei
            eingebettet["resultsProtocol"] = Eingebettet(datei.bezug)
        if bekanntgabe is not None:
            mit_stimme = [v for v in bekanntgabe.fassung.vertreten if v.mit_stimme]
            eingebettet["kim:beschlussfaehigkeit"] = {
                "vertreten": len(mit_stimme),
                "nichtVertreten": len(bekanntgabe.fassung.nicht_vertreten),
            }
        yield Objekt(
            bezug,
            {
                "name": f"{self.gremium.kurz}, {datum(satz.tag)}",
                "meetingState": None if sitzung.abgesagt else _STAND.get(satz.lage, "durchgeführt"),
                "cancelled": sitzung.abgesagt,
                "start": bekanntgabe.fassung.beginn if bekanntgabe else zeit(satz.beginn),
                "end": bekanntgabe.fassung.ende if bekanntgabe else zeit(satz.ende),
                "organization": [self.bezug],
                "agendaItem": [Eingebettet(punkt.bezug) for punkt in punkte],
                **eingebettet,
                "web": self._seite("sitzung", sitzung.termin),
            },
            satz.pk,
        )

    def _punkt(
        self,
        punkt: Programmpunkt,
        sitzung: OeffentlicheSitzung,
        beschluesse: Sequence[VeroeffentlichterBeschluss],
    ) -> Objekt:
        eigene = [b for b in beschluesse if b.punkt == punkt.nummer]
        return Objekt(
            _bezug_des_punkts(punkt, sitzung.sitzung),
            {
                "meeting": _bezug_der_sitzung(sitzung.sitzung),
                "number": str(punkt.nummer),
                "order": punkt.nummer,
                "name": _titel(punkt),
                "public": punkt.oeffentlich,
                "consultation": self._beratung(eigene[0]) if eigene else None,
                "result": ", ".join(_ergebnis(b.beschluss) for b in eigene) or None,
                "resolutionText": "\n\n".join(b.beschluss.text for b in eigene) or None,
                "kim:beschluesse": [_abstimmung(b.beschluss) for b in eigene] or None,
            },
            sitzung.sitzung.pk,
        )

    def _datei(self, bekanntgabe: Bekanntgabe, sitzung: OeffentlicheSitzung) -> Objekt:
        satz, pdf = bekanntgabe.satz, bekanntgabe.pdf
        assert pdf is not None
        return Objekt(
            Bezug(Objektart.FILE, f"veroeffentlichung:{satz.pk}"),
            {
                "name": "Niederschrift, öffentliche Fassung",
                "fileName": pdf.name,
                "mimeType": pdf.mime,
                "date": berliner_tag(satz.veroeffentlicht_am).isoformat(),
                "size": pdf.groesse,
                "accessUrl": self._seite("niederschrift-pdf", sitzung.termin),
                "downloadUrl": self._seite("niederschrift-laden", sitzung.termin),
                "meeting": [_bezug_der_sitzung(sitzung.sitzung)],
                "kim:vorlaeufig": satz.vorlaeufig,
            },
            sitzung.sitzung.pk,
        )

    # Beschlüsse -----------------------------------------------------------------------------------------

    def _beratung(self, satz: VeroeffentlichterBeschluss) -> Bezug:
        return Bezug(Objektart.CONSULTATION, f"beschluss:{self.gremium.pk}:{satz.beschluss.zeichen}")

    def _drucksache(self, satz: VeroeffentlichterBeschluss) -> Iterator[Objekt]:
        sitzung = satz.sitzung
        bezug = Bezug(Objektart.PAPER, f"beschluss:{self.gremium.pk}:{satz.beschluss.zeichen}")
        punkt = next((p for p in sitzung.punkte if p.nummer == satz.punkt), None)
        beratung = self._beratung(satz)
        yield Objekt(
            beratung,
            {
                "paper": bezug,
                "agendaItem": _bezug_des_punkts(punkt, sitzung.sitzung) if punkt else None,
                "meeting": _bezug_der_sitzung(sitzung.sitzung),
                "organization": [self.bezug],
                "authoritative": True,
                "role": "Entscheidung",
            },
            sitzung.sitzung.pk,
        )
        yield Objekt(
            bezug,
            {
                "body": self.koerper,
                "name": satz.beschluss.titel,
                "reference": satz.beschluss.zeichen,
                "date": sitzung.sitzung.tag.isoformat(),
                "paperType": "Beschluss",
                "originatorOrganization": [self.bezug],
                "consultation": [Eingebettet(beratung)],
                "web": self._seite("beschluss", satz.jahr, satz.nummer),
                "kim:abstimmung": _abstimmung(satz.beschluss),
            },
            sitzung.sitzung.pk,
        )


def _bezug_der_sitzung(satz: Sitzung) -> Bezug:
    return Bezug(Objektart.MEETING, f"sitzung:{satz.pk}")


def _bezug_des_punkts(punkt: Programmpunkt, satz: Sitzung) -> Bezug:
    """Der Punkt behält seine Adresse, auch wenn er auf der Tagesordnung wandert."""
    schluessel = f"punkt:{punkt.punkt_id}" if punkt.punkt_id else f"sitzung:{satz.pk}:{punkt.nummer}"
    return Bezug(Objektart.AGENDAITEM, schluessel)


def _titel(punkt: Programmpunkt) -> str:
    if punkt.vorbehalten:
        return "Titel noch nicht freigegeben"
    return punkt.titel if punkt.oeffentlich else "Nicht öffentlicher Punkt"


def _ergebnis(beschluss: OeffentlicherBeschluss) -> str:
    return "angenommen" if beschluss.angenommen else "abgelehnt"


def _abstimmung(beschluss: OeffentlicherBeschluss) -> dict[str, Any]:
    """Was OParl nicht kennt: wie abgestimmt wurde, mit der Rechnung."""
    werte = {
        "zeichen": beschluss.zeichen,
        "ergebnis": _ergebnis(beschluss),
        "weise": beschluss.weise or None,
        "ja": beschluss.ja,
        "nein": beschluss.nein,
        "enthaltung": beschluss.enthaltung,
        "rechnung": beschluss.rechnung or None,
        "namentlich": {wort: list(wer) for wort, wer in beschluss.namentlich} or None,
    }
    return {name: wert for name, wert in werte.items() if wert is not None}


def _tag(tag: date | None) -> str | None:
    return tag.isoformat() if tag else None


def _kurz(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


# Sichtstand -------------------------------------------------------------------------------------------------


def sichtstand_der_sitzungen(kreis_id: int) -> dict[int, str]:
    """Was darüber entscheidet, was von einer Sitzung gezeigt werden darf.

    Passt es nicht mehr zu dem, was OParl zuletzt gesagt bekam, wird nichts von dieser Sitzung gezeigt, bis
    der nächste Abgleich gelaufen ist. So ist auch sofort verborgen, was ein anderer Vorgang verborgen hat.
    """
    merkmale: dict[int, list[str]] = {}
    gremien = {satz.gremium_id: satz for satz in oeffentliche_gremien().filter(kreis_id=kreis_id)}
    for pk, gremium_id, stand in Sitzung.objects.filter(gremium__in=list(gremien)).values_list(
        "pk", "gremium_id", "stand"
    ):
        merkmale[pk] = [stand, str(gremien[gremium_id].namen)]
    for pk, sitzung_id in (
        Tagesordnungspunkt.objects.filter(sitzung__in=list(merkmale), oeffentlich=False)
        .order_by("pk")
        .values_list("pk", "sitzung_id")
    ):
        merkmale[sitzung_id].append(f"punkt {pk}")
    for pk, verborgen in (
        Beschluss.objects.filter(gremium__in=list(gremien), oeffentlich=False)
        .order_by("pk")
        .values_list("pk", "sitzung_id")
    ):
        if verborgen in merkmale:
            merkmale[verborgen].append(f"beschluss {pk}")
    for pk, oeffentlich in (
        Veroeffentlichung.objects.filter(
            niederschrift__sitzung__in=list(merkmale),
            zurueckgezogen_am__isnull=True,
            fassung__stand__in=GUELTIG,
        )
        .order_by("pk")
        .values_list("pk", "niederschrift__sitzung_id")
    ):
        merkmale[oeffentlich].append(f"veroeffentlichung {pk}")
    return {pk: _kurz("|".join(teile)) for pk, teile in merkmale.items()}
