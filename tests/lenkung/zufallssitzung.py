"""The acts of a session made up by chance, through the domain; each is written down beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from kim.basis.fehler import Fachfehler
from kim.basis.zeit import BERLIN
from lenkung.domain.abstimmung import (
    abstimmung_beginnen,
    abstimmung_schliessen,
    abstimmung_verwerfen,
    einvernehmen_feststellen,
    ergebnis_feststellen,
    pruefung_abschliessen,
)
from lenkung.domain.anwesenheit import anwesenheit_berichtigen, anwesenheit_streichen, geht, sitz_kommt
from lenkung.domain.sitzung_fuehren import (
    beschlussfaehigkeit_feststellen,
    beschlussunfaehigkeit_feststellen,
    punkt_aufrufen,
    sitzung_eroeffnen,
    sitzung_schliessen,
)
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import Abstimmung, Anwesenheit, Sitzungsverlauf, Tagesordnungspunkt
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung.zufallswelt import Gezaehlt, Zufallswelt

ARTEN = ("vor_ort", "digital")


def versuche(tat: Callable[[], Any], *codes: str) -> bool:
    """Whether it was done. What is refused, is refused for one of these reasons."""
    try:
        tat()
    except Fachfehler as fehler:
        if fehler.code not in codes:
            raise AssertionError(f"refused as {fehler.code}: {fehler.meldung}") from fehler
        return False
    return True


class Zufallssitzung(Zufallswelt):
    def laufen(self) -> None:
        rng = self.rng
        for _nummer in range(rng.randint(0, len(self.plaetze) + 2)):
            self._weiter()
            self._kommt()
        self._weiter(1)
        sitzung_eroeffnen(sitzung_id=self.satz.pk, leitung="Vorsitz", eintrag=self._eintrag())
        if rng.random() < 0.4:
            # As if the notice had been sent in time, which is what EINLADUNG says.
            self.zweite = True
            Sitzungsverlauf.objects.filter(sitzung=self.satz).update(zweite_wirksam=True)
        taten: list[Callable[[], None]] = [
            self._kommt,
            self._geht,
            self._stimmt_ab,
            self._stellt_fest,
            self._berichtigt,
            self._verspaetet,
        ]
        for _nummer in range(rng.randint(6, 14)):
            self._weiter()
            rng.choices(taten, (4, 3, 6, 2, 1, 1))[0]()
        self._weiter(1)
        sitzung_schliessen(sitzung_id=self.satz.pk, rest_absetzen=True, eintrag=self._eintrag())
        self.ende = self.uhr
        for _nummer in range(rng.randint(0, 2)):
            self._berichtigt()

    def _weiter(self, mindestens: int = 0) -> None:
        self.uhr += timedelta(seconds=max(mindestens, self.rng.choice((0, 0, 1, 1, 7, 60, 240))))

    def _eintrag(self, zeit: datetime | None = None) -> Eintrag:
        wann = (zeit or self.uhr).replace(tzinfo=BERLIN)
        return Eintrag(gobau.akteur(self.gremium), uuid4(), zeit=wann)

    def _kommt(self, zeit: datetime | None = None) -> None:
        platz = self.rng.choice(self.plaetze)
        rolle, art = self.rng.choice(("mitglied", "stellvertretung")), self.rng.choice(ARTEN)
        gekommen = versuche(
            lambda: sitz_kommt(
                sitzung_id=self.satz.pk,
                sitz_id=platz.sitz.pk,
                rolle=Teilnahmerolle(rolle),
                art=Anwesenheitsart(art),
                eintrag=self._eintrag(zeit),
            ),
            "niemand_benannt",
        )
        assert gekommen == (platz.aktiv and rolle in platz.personen)
        if gekommen:
            self.leiste(platz.personen[rolle]).setze(zeit or self.uhr, art)

    def _geht(self, zeit: datetime | None = None) -> None:
        wann = zeit or self.uhr
        da = [person for person, leiste in self.leisten.items() if leiste.um(wann)]
        if not da:
            return
        person = self.rng.choice(da)
        anwesend = Anwesenheit.objects.filter(sitzung=self.satz, person=person, gestrichen_am=None)
        geht(
            sitzung_id=self.satz.pk,
            anwesenheit_id=self.rng.choice([satz.pk for satz in anwesend]),
            eintrag=self._eintrag(wann),
        )
        self.leiste(person).setze(wann, None)

    def _verspaetet(self) -> None:
        """What had to wait for the connection, also behind votes that have been counted meanwhile."""
        zeit = self.uhr - timedelta(seconds=self.rng.randint(1, 900))
        self.rng.choice((self._kommt, self._geht))(zeit)

    def _berichtigt(self) -> None:
        alle = [
            (person, von, bis, wie)
            for person, leiste in self.leisten.items()
            for von, bis, wie in leiste.zeiten()
        ]
        if not alle:
            return
        person, von, bis, wie = self.rng.choice(alle)
        satz = Anwesenheit.objects.get(
            sitzung=self.satz, person=person, von=von.replace(tzinfo=BERLIN), gestrichen_am=None
        )
        felder: dict[str, Any] = {
            "sitzung_id": self.satz.pk,
            "anwesenheit_id": satz.pk,
            "grund": "Irrtum",
            "eintrag": self._eintrag(),
        }
        if self.rng.random() < 0.5:
            anwesenheit_streichen(**felder)
            self.leiste(person).streiche(von)
            return
        neu = von + timedelta(seconds=self.rng.randint(-300, 300))
        neu_bis = None if bis is None else bis + timedelta(seconds=self.rng.randint(-100, 100))
        berichtigt = versuche(
            lambda: anwesenheit_berichtigen(
                **felder,
                von=neu.replace(tzinfo=BERLIN),
                bis=neu_bis and neu_bis.replace(tzinfo=BERLIN),
            ),
            "bis",
            "schon_da",
        )
        if berichtigt:
            self.leiste(person).ersetze(von, neu, neu_bis, wie)

    def _stellt_fest(self) -> None:
        # A second after the last vote: what the chair establishes works forwards.
        self._weiter(1)
        faehig = self.rng.random() < 0.4
        eintrag = self._eintrag()
        if faehig:
            getan = versuche(
                lambda: beschlussfaehigkeit_feststellen(sitzung_id=self.satz.pk, eintrag=eintrag),
                "nicht_erreicht",
            )
        else:
            getan = versuche(
                lambda: beschlussunfaehigkeit_feststellen(sitzung_id=self.satz.pk, eintrag=eintrag),
                "nicht_vorgesehen",
                "schon_festgestellt",
                "beschlussfaehig",
            )
        if not getan:
            return
        typ = "beschlussfaehigkeit_festgestellt" if faehig else "beschlussunfaehigkeit_festgestellt"
        self.feststellungen.append({"zeit": self.uhr.isoformat(), "typ": typ})

    # Votes --------------------------------------------------------------------------------------------------

    def _stimmt_ab(self) -> None:
        punkt = self.rng.choice(self.punkte)
        if not versuche(
            lambda: punkt_aufrufen(sitzung_id=self.satz.pk, punkt_id=punkt.pk, eintrag=self._eintrag()),
            "zurueckgestellt",
        ):
            return
        weise = self.rng.choice(list(Weise))
        abstimmung, votum = (
            self._einvernehmlich(punkt) if weise is Weise.EINVERNEHMLICH else self._gezaehlt(punkt, weise)
        )
        self._merken(abstimmung, punkt, votum)
        if self.rng.random() < 0.3:
            self._weiter()
            self._kommt()
        self._abschliessen(Abstimmung.objects.get(pk=abstimmung.pk))

    def _sitze(self) -> list[str]:
        """Mostly those who are represented, now and then one that may not vote."""
        vertretene = self.vertretene(self.uhr)
        namen = [str(platz.sitz.pk) for platz in self.plaetze if platz.aktiv]
        return [name for name in namen if (name in vertretene) != (self.rng.random() < 0.04)]

    def _einvernehmlich(self, punkt: Tagesordnungspunkt) -> tuple[Abstimmung, dict[str, Any]]:
        sitze = self._sitze()
        dagegen = [self.rng.choice(sitze)] if sitze and self.rng.random() < 0.2 else []
        abstimmung = einvernehmen_feststellen(
            sitzung_id=self.satz.pk,
            punkt_id=punkt.pk,
            text="Die Gruppe beschließt.",
            widerspruch=[int(name) for name in dagegen],
            eintrag=self._eintrag(),
        )
        assert abstimmung is not None
        return abstimmung, {"art": "einvernehmlich", "widerspruch": dagegen}

    def _gezaehlt(self, punkt: Tagesordnungspunkt, weise: Weise) -> tuple[Abstimmung, dict[str, Any]]:
        abstimmung = abstimmung_beginnen(
            sitzung_id=self.satz.pk,
            punkt_id=punkt.pk,
            text="Die Gruppe beschließt.",
            weise=weise,
            eintrag=self._eintrag(),
        )
        assert abstimmung is not None
        # Somebody comes or goes while the vote is running.
        for _nummer in range(self.rng.randint(0, 2)):
            self._weiter()
            self.rng.choice((self._kommt, self._geht))()
        self._weiter()
        felder: dict[str, Any] = {
            "sitzung_id": self.satz.pk,
            "abstimmung_id": abstimmung.pk,
            "eintrag": self._eintrag(),
        }
        werte = self.rng.choices(("ja", "nein", "enthaltung", None), (10, 3, 2, 1), k=20)
        stimmen = {name: wert for name, wert in zip(self._sitze(), werte, strict=False) if wert}
        listen = {
            wert: [name for name, seine in stimmen.items() if seine == wert]
            for wert in ("ja", "nein", "enthaltung")
        }
        if weise is Weise.NAMENTLICH:
            abstimmung_schliessen(
                **felder, stimmen={int(name): Stimmwert(wert) for name, wert in stimmen.items()}
            )
            return abstimmung, {"art": "namentlich", **listen}
        zahlen = {wert: len(namen) for wert, namen in listen.items()}
        zahlen["nein"] += self.rng.random() < 0.05
        abstimmung_schliessen(**felder, zahlen=Stimmen(**zahlen))
        return abstimmung, {"art": "zahlen", "zahlen": zahlen}

    def _merken(self, abstimmung: Abstimmung, punkt: Tagesordnungspunkt, votum: dict[str, Any]) -> None:
        votum = {
            "id": str(abstimmung.pk),
            "zeit": self.uhr.isoformat(),
            "zweite_einberufung": punkt.uebernommen_aus_id is not None,
            **votum,
        }
        self.gezaehlte.append(
            Gezaehlt(abstimmung.pk, self.uhr, votum, self.probe([votum])[0], self.vertretene(self.uhr))
        )

    def _abschliessen(self, abstimmung: Abstimmung) -> None:
        """The chair establishes what is valid; the rest, and now and then more, is dropped."""
        felder: dict[str, Any] = {"sitzung_id": self.satz.pk, "abstimmung_id": abstimmung.pk}
        if abstimmung.stand == "verworfen":
            return
        damals = self.gezaehlte[-1].damals
        if damals["gueltig"] and self.rng.random() < 0.8:
            if abstimmung.zu_pruefen:
                pruefung_abschliessen(**felder, begruendung="Bleibt", eintrag=self._eintrag())
            sagt = self.rng.random() < 0.5
            beschluss = ergebnis_feststellen(**felder, angenommen=sagt, eintrag=self._eintrag())
            erwartet = sagt if damals["angenommen"] is None else damals["angenommen"]
            self.beschluesse.append((beschluss.pk, erwartet))
            return
        if not damals["gueltig"]:
            assert not versuche(
                lambda: ergebnis_feststellen(**felder, angenommen=True, eintrag=self._eintrag()), "ungueltig"
            )
        abstimmung_verwerfen(**felder, grund="Noch einmal", eintrag=self._eintrag())
