"""Beantwortet ein Szenario der Regelprobe. Die Form der Antwort ist ein Vertrag nach außen."""

from __future__ import annotations

from datetime import date
from typing import Any

from kim.basis.befund import Befund
from lenkung.regeln.abstimmung import Abstimmungsbefund
from lenkung.regeln.augenblick import Voten, auswerten, sitzungslage
from lenkung.regeln.einladung import einladung_pruefen
from lenkung.regeln.fristen import fristen, vorschlag_pruefen
from lenkung.regeln.niederschrift import genehmigung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.szenario import Abstimmung, Niederschrift, Szenario
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
        self.abstimmungen = szenario.abstimmungen or ()
        self.lage = sitzungslage(
            ordnung=ordnung,
            tag=szenario.sitzung.beginn.date(),
            ende=szenario.sitzung.ende,
            sitze=szenario.sitze,
            anwesenheit=szenario.anwesenheit,
            ereignisse=szenario.ereignisse,
            zweite_wirksam=zweite_wirksam,
        )

    def alle(self) -> list[dict[str, Any]]:
        return [self._eine(abstimmung) for abstimmung in self.abstimmungen]

    def _eine(self, abstimmung: Abstimmung) -> dict[str, Any]:
        lage = self.lage
        augenblick = lage.augenblick(abstimmung.zeit, zweite_einberufung=abstimmung.zweite_einberufung)
        fest, befund = auswerten(lage.ordnung, augenblick, _voten(abstimmung), sitze=lage.sitze, tag=lage.tag)
        return {
            "id": abstimmung.id,
            "stimmberechtigte_sitze": fest.stimmberechtigte,
            "vertretene_sitze": fest.vertretene,
            "beschlussfaehig": fest.faehig,
            "grund": fest.befund.urteil,
            **ergebnis_der_abstimmung(befund),
        }


def ergebnis_der_abstimmung(befund: Abstimmungsbefund) -> dict[str, Any]:
    """In einfachen Werten, so wie die Regelprobe antwortet und eine Abstimmung festgehalten wird."""
    stimmen = befund.stimmen
    return {
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


def _voten(abstimmung: Abstimmung) -> Voten:
    if abstimmung.art is Abstimmungsart.EINVERNEHMLICH:
        return Voten(widerspruch=abstimmung.widerspruch)
    return Voten(
        abstimmung.ja,
        abstimmung.nein,
        abstimmung.enthaltung,
        abstimmung.zahlen,
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
