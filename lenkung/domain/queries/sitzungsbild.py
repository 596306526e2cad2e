"""Lesen: alles, was der Bildschirm einer Sitzung zeigt; die Zahl der Abfragen hängt nicht an den Punkten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.domain.queries.verlauf import Platzzeile, Verlaufsstand, verlaufsstand
from lenkung.models import (
    Abstimmung,
    Amt,
    Beschluss,
    Punktgast,
    Punktnotiz,
    Sitzung,
    Sitzungsverlauf,
    Stimme,
    Tagesordnungspunkt,
    Teilnahme,
    Wortlaut,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.augenblick import Augenblick, Urteil, faehigkeit, reserve
from lenkung.regeln.beschlussfaehigkeit import Beschlussfaehigkeit
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.reintext import klartext
from lenkung.regeln.sprechzettel import NoetigeMehrheit, noetige_mehrheit
from lenkung.regeln.teilnahme import Zusage
from lenkung.regeln.verlauf import Abstimmungsstand, Weise, unfaehigkeit_vorgesehen

OFFEN = (Abstimmungsstand.LAEUFT, Abstimmungsstand.GESCHLOSSEN)
GEZAEHLT = (Abstimmungsstand.GESCHLOSSEN, Abstimmungsstand.FESTGESTELLT)


@dataclass
class Sitzungsbild:
    stand: Verlaufsstand
    zeit: datetime
    punkte: list[Tagesordnungspunkt]
    beschluesse: list[Beschluss]
    abstimmungen: list[Abstimmung]
    zusagen: dict[int, Zusage]

    @property
    def sitzung(self) -> Sitzung:
        return self.stand.sitzung

    @property
    def verlauf(self) -> Sitzungsverlauf | None:
        return self.stand.verlauf

    @cached_property
    def punkt(self) -> Tagesordnungspunkt | None:
        """Der aufgerufene Punkt."""
        nummer = self.verlauf.punkt_id if self.verlauf else None
        return next((punkt for punkt in self.punkte if punkt.pk == nummer), None)

    @cached_property
    def augenblick(self) -> Augenblick:
        zweite = self.punkt is not None and self.punkt.uebernommen_aus_id is not None
        return self.stand.augenblick(self.zeit, zweite_einberufung=zweite)

    @cached_property
    def plaetze(self) -> list[Platzzeile]:
        return self.stand.plaetze(self.zeit)

    @cached_property
    def faehigkeit(self) -> Beschlussfaehigkeit:
        return faehigkeit(self.stand.ordnung, self.augenblick)

    @property
    def reserve(self) -> int | None:
        return reserve(self.stand.ordnung, self.augenblick)

    @property
    def unfaehigkeit_feststellbar(self) -> bool:
        """Auch während ein Punkt der zweiten Einberufung aufgerufen ist: für alle anderen Punkte."""
        ohne = self.augenblick._replace(zweite_einberufung=False)
        urteil = faehigkeit(self.stand.ordnung, ohne).befund.urteil
        return unfaehigkeit_vorgesehen(self.stand.ordnung) and urteil not in ("quorum", "festgestellt")

    @property
    def faehigkeit_feststellbar(self) -> bool:
        """Wieder genug da, nachdem das Gegenteil festgestellt war."""
        if self.faehigkeit.befund.urteil not in ("festgestellt", "zweite_einberufung"):
            return False
        ohne = self.augenblick._replace(unfaehig_festgestellt=False, zweite_einberufung=False)
        return faehigkeit(self.stand.ordnung, ohne).befund.urteil == "quorum"

    @property
    def erfordernis(self) -> NoetigeMehrheit:
        return noetige_mehrheit(
            self.stand.ordnung,
            vertretene=len(self.augenblick.vertretene),
            stimmberechtigte=self.augenblick.stimmberechtigte,
        )

    @property
    def mit_stichentscheid(self) -> bool:
        mehrheit = self.stand.ordnung.mehrheit
        return mehrheit is not None and mehrheit.stichentscheid

    @property
    def offene_abstimmung(self) -> Abstimmung | None:
        return next((satz for satz in self.abstimmungen if satz.lage in OFFEN), None)

    @property
    def zu_pruefende(self) -> list[Abstimmung]:
        """Was verworfen ist, gilt nicht mehr; daran ist nichts zu prüfen."""
        gezaehlte = (satz for satz in self.abstimmungen if satz.lage in GEZAEHLT)
        return [satz for satz in gezaehlte if satz.zu_pruefen and not satz.geprueft]

    def pruefungen(self) -> list[tuple[Abstimmung, Urteil]]:
        """Dazu, wie sie mit der berichtigten Anwesenheit ausginge; eine Abfrage, und nur wo es eine gibt."""
        zu_pruefende = self.zu_pruefende
        stimmen: dict[int, list[Stimme]] = {}
        for stimme in Stimme.objects.filter(abstimmung__in=zu_pruefende) if zu_pruefende else ():
            stimmen.setdefault(stimme.abstimmung_id, []).append(stimme)
        return [
            (satz, self.stand.urteil(satz, self._berichtigt(satz), stimmen.get(satz.pk, [])))
            for satz in zu_pruefende
        ]

    def _berichtigt(self, abstimmung: Abstimmung) -> Augenblick:
        # What has been counted has a time, says a constraint.
        assert abstimmung.geschlossen_am is not None
        zweite = abstimmung.punkt.uebernommen_aus_id is not None
        return self.stand.augenblick(abstimmung.geschlossen_am, zweite_einberufung=zweite)

    def am_punkt(self) -> list[Abstimmung]:
        """Was am aufgerufenen Punkt schon abgestimmt wurde, das letzte zuerst."""
        offen = self.offene_abstimmung
        nummer = self.punkt.pk if self.punkt else 0
        return [s for s in reversed(self.abstimmungen) if s.punkt_id == nummer and s is not offen]

    def wortlaut(self) -> str:
        """Worüber abgestimmt würde: die letzte Fassung, sonst der Vorschlag der Vorlage."""
        if self.punkt is None:
            return ""
        letzter: str | None = getattr(self.punkt, "letzter_wortlaut", None)
        if letzter or self.punkt.vorlage_id is None:
            return letzter or ""
        fassung = geltende_fassungen_von([self.punkt.vorlage_id]).get(self.punkt.vorlage_id)
        return klartext(fassung.beschlussvorschlag) if fassung else ""

    def notiz(self) -> Punktnotiz | None:
        return getattr(self.punkt, "notiz", None)

    def gaeste(self) -> list[Punktgast]:
        mit_gaesten = self.punkt is not None and getattr(self.punkt, "mit_gaesten", False)
        return list(Punktgast.objects.filter(punkt=self.punkt)) if mit_gaesten else []


def sitzungsbild(sitzung: Sitzung, zeit: datetime) -> Sitzungsbild:
    """Eine Sitzung aus `sitzung_mit_verlauf_fuer`; höchstens zehn Abfragen."""
    verlauf: Sitzungsverlauf | None = getattr(sitzung, "verlauf", None)
    # After the session the list shows its last moment; at its very end nobody is there any more.
    if verlauf is not None and verlauf.geschlossen_am is not None:
        zeit = min(zeit, verlauf.geschlossen_am - timedelta(seconds=1))
    abstimmungen = _abstimmungen(sitzung.pk)
    return Sitzungsbild(
        verlaufsstand(sitzung, verlauf),
        zeit,
        _punkte(sitzung.pk),
        _beschluesse(verlauf, abstimmungen),
        abstimmungen,
        {satz.person_id: Zusage(satz.zusage) for satz in _teilnahmen(sitzung.pk) if satz.person_id},
    )


@feste_abfrage
def _punkte(sitzung_id: int) -> QuerySet[Tagesordnungspunkt]:
    wortlaute = Wortlaut.objects.filter(punkt=OuterRef("pk")).order_by("-nummer")
    return (
        Tagesordnungspunkt.objects.filter(sitzung=sitzung_id, position__gt=0)
        .select_related("notiz")
        .annotate(
            letzter_wortlaut=Subquery(wortlaute.values("text")[:1]),
            mit_gaesten=Exists(Punktgast.objects.filter(punkt=OuterRef("pk"))),
        )
        .order_by("position", "pk")
    )


@feste_abfrage
def _abstimmungen(sitzung_id: int) -> QuerySet[Abstimmung]:
    menge = Abstimmung.objects.filter(sitzung=sitzung_id)
    return menge.select_related("wortlaut", "punkt", "beschluss").order_by("begonnen_am", "pk")


@feste_abfrage
def _teilnahmen(sitzung_id: int) -> QuerySet[Teilnahme]:
    return Teilnahme.objects.filter(sitzung=sitzung_id, person__isnull=False).only("person", "zusage")


def _beschluesse(verlauf: Sitzungsverlauf | None, abstimmungen: list[Abstimmung]) -> list[Beschluss]:
    """Was nachgetragen ist, kam aus keiner Abstimmung in KIM."""
    if verlauf is not None and verlauf.nachgetragen:
        return list(Beschluss.objects.filter(sitzung_id=verlauf.sitzung_id).order_by("jahr", "nummer"))
    gefasst = (getattr(abstimmung, "beschluss", None) for abstimmung in abstimmungen)
    return sorted((satz for satz in gefasst if satz), key=lambda satz: (satz.jahr, satz.nummer))


def stimmen_der(abstimmung: Abstimmung) -> list[Stimme]:
    """Nur wo namentlich abgestimmt oder widersprochen wurde."""
    if abstimmung.art not in (Weise.NAMENTLICH, Weise.EINVERNEHMLICH):
        return []
    return list(Stimme.objects.filter(abstimmung=abstimmung).select_related("sitz__einrichtung"))


def noch_zu_pruefen(sitzung_id: int) -> int:
    """Wie viele Abstimmungen der Vorsitz nach einer Berichtigung noch zu prüfen hat."""
    gezaehlte = Abstimmung.objects.filter(sitzung=sitzung_id, stand__in=[stand.value for stand in GEZAEHLT])
    return gezaehlte.filter(geprueft="").exclude(zu_pruefen="").count()


def leitungen(sitzung: Sitzung) -> list[str]:
    """Wer an diesem Tag Vorsitz oder Vertretung hat, der Vorsitz zuerst."""
    aemter = Amt.objects.filter(am(sitzung.tag), gremium_id=sitzung.gremium_id).select_related("person")
    je_art = {amt.art: str(amt.person) for amt in aemter}
    folge = (AmtArt.VORSITZ.value, AmtArt.STELLV_VORSITZ.value)
    return [je_art[art] for art in folge if art in je_art]
