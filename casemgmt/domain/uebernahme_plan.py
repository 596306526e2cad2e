"""Was eine zugeordnete Tabelle anlegen würde, oder jede Zelle, die nicht passt. Schreibt nichts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.uebernahme_spalten import SPALTEN, titel
from casemgmt.models import Einspielung, Einspielzeile, Fall, Klient, Termin
from casemgmt.regeln.termin import Kanal, Terminart, Terminstand
from casemgmt.regeln.uebernahme import Uebernahmeart, umgestellt
from casemgmt.regeln.werte import ENDEN, Fallbereich, Phase
from kim.basis.anzeige import datum
from kim.basis.zeit import BERLIN
from kim.schluessel.domain.blindindex import marke, suchmarken
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis
from kim.stammdaten.regeln.einspielung import Satz, Zeile, Zellenfehler, pruefen

MITTAGS = time(12)


def zweck(kreis_id: int, art: str) -> str:
    return f"casemgmt.uebernahme.{kreis_id}.{art}"


@dataclass(frozen=True, slots=True)
class Neues:
    """Ein Satz, der entstünde, und was an ihm hängt."""

    zeile: int
    schluessel: str
    satz: Any
    klienten: tuple[int, ...] = ()
    themen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uebernahmeplan:
    neue: tuple[Neues, ...] = ()
    bekannte: int = 0
    fehler: tuple[Zellenfehler, ...] = ()


def bekannte_saetze(kreis_id: int, art: str, schluessel: Sequence[str]) -> dict[str, int]:
    """Was unter diesen Schlüsseln schon übernommen ist; auch nach einem Wechsel des Schlüsselbunds."""
    je_marke = {zahl: wort for wort in schluessel for zahl in suchmarken([wort], zweck=zweck(kreis_id, art))}
    gefunden = Einspielzeile.objects.filter(kreis_id=kreis_id, art=art, marke__in=je_marke)
    return {je_marke[satz.marke]: satz.satz_id for satz in gefunden}


def neue_marke(kreis_id: int, art: str, schluessel: str) -> int:
    return marke(schluessel, zweck=zweck(kreis_id, art))


def planen(einspielung: Einspielung, zuordnung: dict[str, str]) -> Uebernahmeplan:
    art = einspielung.art
    zeilen = [(nummer, zellen) for nummer, zellen in einspielung.zeilen or ()]
    kopf, neue_zeilen = umgestellt(titel(art), einspielung.kopf or (), zeilen, zuordnung)
    ergebnis = pruefen(SPALTEN[art], kopf, [Zeile(nummer, zellen) for nummer, zellen in neue_zeilen])
    planer = _Planer(einspielung.kreis_id, art, ergebnis.saetze, einspielung.konto_id)
    neue = [neues for satz in ergebnis.saetze if (neues := planer.neues(satz)) is not None]
    fehler = sorted([*ergebnis.fehler, *planer.fehler], key=lambda eines: eines.zeile)
    return Uebernahmeplan(tuple(neue), planer.uebergangen, tuple(fehler))


@dataclass
class _Planer:
    kreis_id: int
    art: str
    saetze: Sequence[Satz]
    konto_id: int
    fehler: list[Zellenfehler] = field(default_factory=list)
    uebergangen: int = 0

    def __post_init__(self) -> None:
        self.titel = dict(titel(self.art))
        self.kommunen = {k.name.casefold(): k.pk for k in kommunen_im_kreis(self.kreis_id)}
        self.konten = {
            konto.email.casefold(): konto.pk
            for konto in get_user_model().objects.filter(kreis_id=self.kreis_id, is_active=True)
        }
        self.heute = timezone.localdate()
        self.gesehen: set[str] = set()
        self.bekannte = self._bekannte(self.art, [str(s.werte["schluessel"]) for s in self.saetze])
        genannte: list[str] = []
        if self.art == Uebernahmeart.FAELLE:
            genannte = [wort for s in self.saetze for wort in cast(list[str], s.werte["personen"])]
        self.personen = self._bekannte(Uebernahmeart.PERSONEN, genannte)
        fallschluessel = [str(s.werte.get("fall") or "") for s in self.saetze]
        self.faelle = self._bekannte(Uebernahmeart.FAELLE, fallschluessel)
        self.akten = Fall.objects.in_bulk(self.faelle.values())

    def _bekannte(self, art: str, schluessel: Sequence[str]) -> dict[str, int]:
        return bekannte_saetze(self.kreis_id, art, schluessel)

    def melden(self, satz: Satz, spalte: str, meldung: str) -> None:
        wert = satz.werte.get(spalte)
        gezeigt = datum(wert) if isinstance(wert, date) else str(wert or "")
        self.fehler.append(Zellenfehler(satz.zeile, self.titel.get(spalte, ""), gezeigt, meldung))

    def neues(self, satz: Satz) -> Neues | None:
        schluessel, zuvor = str(satz.werte["schluessel"]), len(self.fehler)
        if schluessel in self.bekannte:
            self.uebergangen += 1
            return None
        if schluessel in self.gesehen:
            self.melden(
                satz, "schluessel", _("Diesen Schlüssel gibt es in der Datei zweimal. Bitte einen ändern.")
            )
        self.gesehen.add(schluessel)
        bauen = {
            Uebernahmeart.PERSONEN.value: self._person,
            Uebernahmeart.FAELLE.value: self._fall,
            Uebernahmeart.TERMINE.value: self._termin,
        }[self.art]
        neues = bauen(satz, schluessel)
        if len(self.fehler) == zuvor:
            self._pruefen(satz, neues.satz)
        return neues if len(self.fehler) == zuvor else None

    def _pruefen(self, satz: Satz, objekt: Any) -> None:
        """Was für die Seiten gilt, gilt auch für die Datei."""
        try:
            objekt.clean_fields(exclude={"nummer"})
            objekt.clean()
            objekt.validate_constraints(exclude={"nummer"})
        except ValidationError as nein:
            for feld, meldungen in nein.error_dict.items():
                for meldung in meldungen:
                    # What concerns a whole record names its column by its code.
                    spalte = feld if feld in self.titel else str(meldung.code)
                    spalte = spalte if spalte in self.titel else "schluessel"
                    self.melden(satz, spalte, " ".join(meldung.messages))

    def _kommune(self, satz: Satz) -> int | None:
        name = str(satz.werte.get("kommune") or "")
        if name.casefold() in self.kommunen:
            return self.kommunen[name.casefold()]
        self.melden(
            satz, "kommune", _("Diese Kommune gibt es hier nicht. Bitte wie in den Stammdaten schreiben.")
        )
        return None

    def _konto(self, satz: Satz, spalte: str) -> int:
        """0, wenn es keines gibt: gemeldet ist es dann schon, und nichts wird geschrieben."""
        email = str(satz.werte[spalte]).casefold()
        if email not in self.konten:
            self.melden(
                satz,
                spalte,
                _("Zu dieser E-Mail-Adresse gibt es kein Konto. Bitte prüfen oder erst anlegen."),
            )
        return self.konten.get(email, 0)

    def _nicht_kuenftig(self, satz: Satz, spalte: str) -> None:
        tag = satz.werte.get(spalte)
        if isinstance(tag, date) and tag > self.heute:
            self.melden(satz, spalte, _("Dieser Tag liegt in der Zukunft. Bitte prüfen."))

    def _person(self, satz: Satz, schluessel: str) -> Neues:
        werte = dict(satz.werte)
        for spalte in ("datenschutzhinweis_am", "geburtsdatum", "ankunft"):
            self._nicht_kuenftig(satz, spalte)
        felder = {name: werte[name] for name in werte if name not in ("schluessel", "kommune")}
        klient = Klient(
            kreis_id=self.kreis_id,
            bereich=Fallbereich.LOKAL,
            kommune_id=self._kommune(satz),
            erfasst_von_id=self.konto_id,
            **felder,
        )
        klient.sprachen = klient.sprachen or None
        return Neues(satz.zeile, schluessel, klient)

    def _fall(self, satz: Satz, schluessel: str) -> Neues:
        werte: Any = satz.werte
        klienten = []
        for wort in dict.fromkeys(werte["personen"]):
            if wort in self.personen:
                klienten.append(self.personen[wort])
            else:
                meldung = _("Die Person „%(wort)s“ ist noch nicht übernommen. Bitte zuerst die Personen.")
                self.melden(satz, "personen", meldung % {"wort": wort})
        self._nicht_kuenftig(satz, "eroeffnet_am")
        phase = werte.get("phase") or Phase.KLAERUNG.value
        beendet = werte.get("beendet_am")
        eroeffnet = werte["eroeffnet_am"]
        fall = Fall(
            kreis_id=self.kreis_id,
            jahr=eroeffnet.year,
            bereich=Fallbereich.LOKAL,
            kommune_id=self._kommune(satz),
            eroeffnet_am=eroeffnet,
            phase=phase,
            phase_seit=(beendet or eroeffnet) if phase in ENDEN else eroeffnet,
            verantwortlich_id=self._konto(satz, "verantwortlich"),
            verantwortlich_seit=eroeffnet,
            ausgang=werte.get("ausgang") or "",
            endgrund=werte.get("endgrund") or "",
            beendet_am=beendet,
        )
        return Neues(satz.zeile, schluessel, fall, klienten=tuple(klienten))

    def _termin(self, satz: Satz, schluessel: str) -> Neues:
        werte: Any = satz.werte
        akte = self._akte(satz)
        konto_id = self._konto(satz, "konto")
        stand = werte.get("stand") or Terminstand.GEHALTEN.value
        if stand == Terminstand.GEHALTEN:
            self._nicht_kuenftig(satz, "tag")
        termin = Termin(
            kreis_id=self.kreis_id,
            konto_id=konto_id,
            bereich=akte.bereich if akte else Fallbereich.LOKAL,
            kommune_id=akte.kommune_id if akte else self._kommune(satz),
            art=Terminart.CASE_MANAGEMENT if akte else Terminart.EINMALIG,
            fall=akte,
            stand=stand,
            beginn=datetime.combine(werte["tag"], werte.get("uhrzeit") or MITTAGS, tzinfo=BERLIN),
            dauer_minuten=werte["dauer_minuten"],
            personen=werte.get("personen") or 1,
            kanal=werte.get("kanal") or Kanal.VOR_ORT.value,
            naechster_schritt=werte.get("naechster_schritt") or "",
            notiz=werte.get("notiz") or "",
        )
        return Neues(satz.zeile, schluessel, termin, themen=tuple(dict.fromkeys(werte.get("themen") or ())))

    def _akte(self, satz: Satz) -> Fall | None:
        """Ohne Schlüssel eines Falls ist es eine einmalige, anonyme Beratung."""
        wort = str(satz.werte.get("fall") or "")
        if wort and wort not in self.faelle:
            self.melden(satz, "fall", _("Dieser Fall ist noch nicht übernommen. Bitte zuerst die Fälle."))
        return self.akten.get(self.faelle.get(wort, 0))
