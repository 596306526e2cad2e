"""A session made up by chance: what is there beforehand, and what the Regelprobe has to say to its votes.

The scenario is written down from what was done, in plain values of its own: a list of moments for each
person, the seats as they were made, the votes as they were cast. Nothing of it is read from the database.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.models import Abstimmung, Beschluss, Besetzung, Gremium, Sitz, Sitzung, Tagesordnungspunkt
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.probe import antwort
from lenkung.regeln.szenario import szenario_lesen
from tests.fabriken import EinrichtungFactory, PersonFactory
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung

TAG = date(2024, 5, 14)
GESTERN, MORGEN = TAG - timedelta(days=1), TAG + timedelta(days=1)
ORDNUNGEN: tuple[str | None, ...] = (gobau.RSK, gobau.STEINFURT, None)
EINLADUNG = {
    "versandt": "2024-04-20T09:00",
    "ort": "Kreishaus",
    "termin": True,
    "tagesordnung": True,
    "hinweis_zweite_einberufung": True,
}


class Zeitleiste:
    """What holds for a person from which moment on: there in some way, or not (None). Late marks fit in."""

    def __init__(self) -> None:
        self.marken: dict[datetime, str | None] = {}

    def um(self, zeit: datetime) -> str | None:
        davor = [wann for wann in self.marken if wann <= zeit]
        return self.marken[max(davor)] if davor else None

    def setze(self, zeit: datetime, wie: str | None) -> None:
        if self.um(zeit) != wie:
            self.marken[zeit] = wie
            self._aufraeumen()

    def streiche(self, von: datetime) -> None:
        self.marken[von] = None
        self._aufraeumen()

    def ersetze(self, frueher: datetime, von: datetime, bis: datetime | None, wie: str) -> None:
        self.streiche(frueher)
        danach = None if bis is None else self.um(bis)
        self.marken[von] = wie
        if bis is not None:
            self.marken[bis] = danach
        self._aufraeumen()

    def _aufraeumen(self) -> None:
        """Nobody goes who was not there."""
        vorher: str | None = None
        for wann in sorted(self.marken):
            wie = self.marken[wann]
            if wie is None and vorher is None:
                del self.marken[wann]
            vorher = wie

    def zeiten(self) -> list[tuple[datetime, datetime | None, str]]:
        folge = sorted(self.marken)
        enden: list[datetime | None] = [*folge[1:], None]
        return [(von, bis, wie) for von, bis in zip(folge, enden, strict=False) if (wie := self.marken[von])]


@dataclass
class Platz:
    sitz: Sitz
    aktiv: bool
    personen: dict[str, str]
    """Role to person, on the day of the session."""

    def als_szenario(self) -> dict[str, Any]:
        return {
            "id": str(self.sitz.pk),
            "stimmrecht": self.sitz.stimmrecht,
            "von": (self.sitz.von or date(2000, 1, 1)).isoformat(),
            "bis": self.sitz.bis and self.sitz.bis.isoformat(),
            **self.personen,
        }


@dataclass
class Gezaehlt:
    abstimmung_id: int
    zeit: datetime
    szenario: dict[str, Any]
    damals: dict[str, Any]
    """What the Regelprobe said at the moment of the count."""
    vertretene: frozenset[str]


@dataclass
class Zufallswelt:
    rng: random.Random
    gremium: Gremium
    wie: str | None
    uhr: datetime = datetime(2024, 5, 14, 13, 45)
    plaetze: list[Platz] = field(default_factory=list)
    leisten: dict[str, Zeitleiste] = field(default_factory=dict)
    feststellungen: list[dict[str, str]] = field(default_factory=list)
    gezaehlte: list[Gezaehlt] = field(default_factory=list)
    beschluesse: list[tuple[int, bool]] = field(default_factory=list)
    ende: datetime | None = None
    zweite: bool = False

    # What is there beforehand -------------------------------------------------------------------------------

    def __post_init__(self) -> None:
        self.ordnung = mitgelieferte_ordnung(self.wie) if self.wie else Ordnung()
        self.satz: Sitzung = sitzung(
            self.gremium,
            TAG,
            "eingeladen",
            ort="Kreishaus",
            geschaeftsordnung=self.gremium.geschaeftsordnungen.first(),
        )
        for _nummer in range(self.rng.randint(1, 8)):
            self._neuer_platz()
        self.punkte = self._neue_punkte()

    def _neuer_platz(self) -> None:
        rng = self.rng
        lage = rng.choices(("immer", "neu", "zu_ende", "kommt_erst"), (12, 2, 1, 1))[0]
        zeiten: dict[str, Any] = {
            "immer": {"von": date(2022, 1, 1)},
            "neu": {"von": TAG},
            "zu_ende": {"von": date(2022, 1, 1), "bis": GESTERN, "ende_fundstelle": "Beschluss"},
            "kommt_erst": {"von": MORGEN},
        }[lage]
        sitz = Sitz.objects.create(
            gremium=self.gremium,
            einrichtung=EinrichtungFactory(kreis=self.gremium.kreis),
            stimmrecht=rng.random() < 0.85,
            beginn_fundstelle="GO § 2",
            **zeiten,
        )
        platz = Platz(sitz, lage in ("immer", "neu"), {})
        for rolle, frei in (("mitglied", 0.15), ("stellvertretung", 0.3)):
            if rng.random() < frei:
                continue
            if lage == "immer" and rng.random() < 0.2:
                # Somebody else until yesterday.
                self._besetze(platz, rolle, date(2022, 1, 1), GESTERN)
                platz.personen[rolle] = self._besetze(platz, rolle, TAG, None)
            else:
                platz.personen[rolle] = self._besetze(platz, rolle, zeiten["von"], zeiten.get("bis"))
        self.plaetze.append(platz)

    def _besetze(self, platz: Platz, rolle: str, von: date, bis: date | None) -> str:
        person = PersonFactory(kreis=self.gremium.kreis)
        Besetzung.objects.create(
            sitz=platz.sitz,
            gremium=self.gremium,
            stimmrecht=platz.sitz.stimmrecht,
            art=rolle,
            person=person,
            von=von,
            bis=bis,
        )
        return str(person.pk)

    def _neue_punkte(self) -> list[Tagesordnungspunkt]:
        frueher = sitzung(self.gremium, date(2024, 1, 16), "geschlossen")
        punkte = []
        for nummer in range(1, 6):
            alt = None
            if self.rng.random() < 0.3:
                alt = Tagesordnungspunkt.objects.create(
                    sitzung=frueher, position=nummer, art="beschluss", titel="Alt", stand="zurueckgestellt"
                )
            art = self.rng.choice(("beschluss", "beschluss", "beratung", "genehmigung", "verschiedenes"))
            punkte.append(
                Tagesordnungspunkt.objects.create(
                    sitzung=self.satz, position=nummer, art=art, titel=f"Punkt {nummer}", uebernommen_aus=alt
                )
            )
        return punkte

    def leiste(self, person: str) -> Zeitleiste:
        return self.leisten.setdefault(person, Zeitleiste())

    # What has to hold ---------------------------------------------------------------------------------------

    def vertretene(self, zeit: datetime) -> frozenset[str]:
        def da(person: str | None) -> bool:
            return person is not None and self.leiste(person).um(zeit) is not None

        return frozenset(
            str(platz.sitz.pk)
            for platz in self.plaetze
            if platz.aktiv and platz.sitz.stimmrecht and any(da(p) for p in platz.personen.values())
        )

    def probe(self, abstimmungen: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answer of the Regelprobe to what has been done until now."""
        szenario: dict[str, Any] = {
            "geschaeftsordnung": self.wie or {},
            "sitzung": {"beginn": "2024-05-14T13:00", "ende": self.ende and self.ende.isoformat()},
            "sitze": [platz.als_szenario() for platz in self.plaetze],
            "anwesenheit": [
                {"person": person, "von": von.isoformat(), "bis": bis and bis.isoformat(), "art": wie}
                for person, leiste in self.leisten.items()
                for von, bis, wie in leiste.zeiten()
            ],
            "ereignisse": self.feststellungen,
            "abstimmungen": abstimmungen,
        }
        if self.zweite:
            szenario["einladung"] = EINLADUNG
        antworten: list[dict[str, Any]] = antwort(szenario_lesen(szenario), self.ordnung)["abstimmungen"]
        return antworten

    def pruefen(self) -> int:
        """Compares each vote as it is stored; returns how many."""
        spaeter = self.probe([gezaehlt.szenario for gezaehlt in self.gezaehlte])
        for gezaehlt, heute in zip(self.gezaehlte, spaeter, strict=True):
            satz = Abstimmung.objects.get(pk=gezaehlt.abstimmung_id)
            assert satz.ergebnis is not None
            assert satz.augenblick is not None
            damals = gezaehlt.damals
            verglichen = {name: damals[name] for name in satz.ergebnis}
            assert len(verglichen) == 12
            assert satz.ergebnis == verglichen, (satz.ergebnis, verglichen)
            assert frozenset(satz.augenblick["vertretene"]) == gezaehlt.vertretene
            assert satz.augenblick["stimmberechtigte"] == damals["stimmberechtigte_sitze"]
            assert len(gezaehlt.vertretene) == damals["vertretene_sitze"]
            # Corrected presence: told, and only then.
            if satz.stand != "verworfen":
                anders = self.vertretene(gezaehlt.zeit) != gezaehlt.vertretene
                assert bool(satz.zu_pruefen) == anders, (satz.zu_pruefen, gezaehlt)
                if not anders:
                    assert heute == damals, (heute, damals)
        for pk, angenommen in self.beschluesse:
            assert Beschluss.objects.get(pk=pk).angenommen is angenommen
        nummern = Beschluss.objects.filter(sitzung=self.satz).order_by("pk").values_list("nummer", flat=True)
        assert list(nummern) == list(range(1, len(self.beschluesse) + 1))
        return len(self.gezaehlte)


def gremien() -> dict[str | None, Gremium]:
    """One for each Geschäftsordnung."""
    ergebnis: dict[str | None, Gremium] = {}
    for wie in ORDNUNGEN:
        ergebnis[wie] = GremiumFactory()
        if wie is not None:
            gobau.in_kraft(ergebnis[wie], wie=wie)
    return ergebnis
