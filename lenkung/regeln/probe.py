"""Beantwortet ein Szenario der Regelprobe. Die Form der Antwort ist ein Vertrag nach außen."""

from __future__ import annotations

from datetime import date
from typing import Any

from kim.basis.befund import Befund
from lenkung.regeln.abstimmung import (
    Abstimmungsbefund,
    abstimmung_auswerten,
    einvernehmen_auswerten,
    stimmen_pruefen,
)
from lenkung.regeln.beschlussfaehigkeit import (
    Beschlussfaehigkeit,
    beschlussfaehigkeit,
    unfaehigkeit_festgestellt,
)
from lenkung.regeln.einladung import einladung_pruefen
from lenkung.regeln.fristen import fristen, vorschlag_pruefen
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.niederschrift import genehmigung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.szenario import Abstimmung, Niederschrift, Szenario
from lenkung.regeln.vertretung import Sitz, anwesende, sitze_mit_stimme, vertretene
from lenkung.regeln.werte import Abstimmungsart
from lenkung.regeln.zweite_einberufung import zweite_einberufung_wirksam


def antwort(szenario: Szenario, ordnung: Ordnung) -> dict[str, Any]:
    """Für jeden Teil, der angegeben ist, ein Urteil; die Fristen immer."""
    tag = szenario.sitzung.beginn.date()
    alle = fristen(tag, ordnung)
    ergebnis: dict[str, Any] = {
        "fristen": {
            "vorschlaege_bis": _tag(alle.vorschlaege_bis),
            "versand_bis": _tag(alle.versand_bis),
            "versand_dringlich_bis": _tag(alle.versand_dringlich_bis),
        }
    }
    urteil_einladung = None
    if szenario.einladung is not None:
        befund = einladung_pruefen(
            einladung=szenario.einladung,
            sitzungstag=tag,
            sitzungsart=szenario.sitzung.art,
            regel=ordnung.ladung,
        )
        urteil_einladung = befund.urteil
        ergebnis["einladung"] = {
            **_urteil(befund),
            "maengel": [verstoss.code for verstoss in befund.verstoesse],
        }
    if szenario.vorschlaege is not None:
        ergebnis["vorschlaege"] = [
            {
                "id": vorschlag.id,
                **_urteil(
                    vorschlag_pruefen(
                        eingang=vorschlag.eingang.date(), sitzungstag=tag, regel=ordnung.vorschlaege
                    )
                ),
            }
            for vorschlag in szenario.vorschlaege
        ]
    if szenario.abstimmungen is not None:
        wirksam = zweite_einberufung_wirksam(
            ordnung=ordnung, einladung=szenario.einladung, urteil_einladung=urteil_einladung
        )
        ergebnis["abstimmungen"] = _Abstimmungen(szenario, ordnung, wirksam).alle()
    if szenario.niederschrift is not None:
        ergebnis["niederschrift"] = _niederschrift(szenario.niederschrift, ordnung)
    return ergebnis


class _Abstimmungen:
    """Was für alle Abstimmungen einer Sitzung dasselbe ist, wird einmal bestimmt."""

    def __init__(self, szenario: Szenario, ordnung: Ordnung, zweite_wirksam: bool) -> None:
        self.szenario, self.ordnung, self.zweite_wirksam = szenario, ordnung, zweite_wirksam
        self.tag = szenario.sitzung.beginn.date()
        self.sitze: dict[str, Sitz] = {sitz.id: sitz for sitz in szenario.sitze}
        self.mit_stimme = sitze_mit_stimme(szenario.sitze, self.tag)
        self.besetzte = sum(sitz.besetzt for sitz in self.mit_stimme)

    def alle(self) -> list[dict[str, Any]]:
        return [self._eine(abstimmung) for abstimmung in self.szenario.abstimmungen or ()]

    def _eine(self, abstimmung: Abstimmung) -> dict[str, Any]:
        da = anwesende(self.szenario.anwesenheit, abstimmung.zeit, self.szenario.sitzung.ende)
        vertretene_sitze = vertretene(self.mit_stimme, da)
        faehigkeit = beschlussfaehigkeit(
            ordnung=self.ordnung,
            stimmberechtigte=len(self.mit_stimme),
            besetzte=self.besetzte,
            vertretene=len(vertretene_sitze),
            unfaehig_festgestellt=unfaehigkeit_festgestellt(self.szenario.ereignisse, abstimmung.zeit),
            zweite_einberufung=abstimmung.zweite_einberufung and self.zweite_wirksam,
        )
        befund = self._auswerten(abstimmung, faehigkeit, vertretene_sitze)
        stimmen = befund.stimmen
        return {
            "id": abstimmung.id,
            "stimmberechtigte_sitze": faehigkeit.stimmberechtigte,
            "vertretene_sitze": faehigkeit.vertretene,
            "beschlussfaehig": faehigkeit.faehig,
            "grund": faehigkeit.befund.urteil,
            "gueltig": befund.gueltig,
            "angenommen": befund.angenommen,
            "ja": stimmen.ja if stimmen else None,
            "nein": stimmen.nein if stimmen else None,
            "enthaltung": stimmen.enthaltung if stimmen else None,
            "nicht_abgegeben": befund.nicht_abgegeben,
            "erforderlich": befund.erforderlich,
            "norm": list(befund.befund.normen),
            "rechnung": befund.befund.rechnung,
            "maengel": [{"code": mangel.code, "sitz": mangel.sitz} for mangel in befund.maengel],
        }

    def _auswerten(
        self, abstimmung: Abstimmung, faehigkeit: Beschlussfaehigkeit, vertretene_sitze: frozenset[str]
    ) -> Abstimmungsbefund:
        if abstimmung.art is Abstimmungsart.EINVERNEHMLICH:
            maengel, _gueltige = stimmen_pruefen(
                abstimmung.widerspruch, sitze=self.sitze, tag=self.tag, vertretene=vertretene_sitze
            )
            return einvernehmen_auswerten(
                ordnung=self.ordnung,
                faehigkeit=faehigkeit,
                widersprueche=len(abstimmung.widerspruch),
                maengel=maengel,
            )
        if abstimmung.zahlen is not None:
            return abstimmung_auswerten(
                ordnung=self.ordnung,
                faehigkeit=faehigkeit,
                stimmen=abstimmung.zahlen,
                stichentscheid=abstimmung.stichentscheid,
            )
        genannte = [*abstimmung.ja, *abstimmung.nein, *abstimmung.enthaltung]
        maengel, gueltige = stimmen_pruefen(
            genannte, sitze=self.sitze, tag=self.tag, vertretene=vertretene_sitze
        )
        return abstimmung_auswerten(
            ordnung=self.ordnung,
            faehigkeit=faehigkeit,
            stimmen=Stimmen(len(abstimmung.ja), len(abstimmung.nein), len(abstimmung.enthaltung)),
            maengel=maengel,
            gueltige=gueltige,
            stichentscheid=abstimmung.stichentscheid,
        )


def _niederschrift(niederschrift: Niederschrift, ordnung: Ordnung) -> dict[str, Any]:
    befund = genehmigung(
        regel=ordnung.niederschrift,
        stichtag=niederschrift.stichtag,
        einwendungen=[einwendung.eingang for einwendung in niederschrift.einwendungen],
        versandt=niederschrift.versandt,
        naechste_sitzung=niederschrift.naechste_sitzung,
        aufgerufen=niederschrift.genehmigung_aufgerufen,
    )
    return {
        "einwendungen": [
            {"id": einwendung.id, "ergebnis": ergebnis}
            for einwendung, ergebnis in zip(niederschrift.einwendungen, befund.einwendungen, strict=True)
        ],
        "genehmigt": befund.genehmigt,
        "genehmigt_am": _tag(befund.genehmigt_am),
        "norm": list(befund.befund.normen),
        "rechnung": befund.befund.rechnung,
    }


def _urteil(befund: Befund) -> dict[str, Any]:
    return {"ergebnis": befund.urteil, "norm": list(befund.normen), "rechnung": befund.rechnung}


def _tag(tag: date | None) -> str | None:
    return None if tag is None else tag.isoformat()
