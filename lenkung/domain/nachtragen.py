"""Den Verlauf einer Sitzung nachtragen, die auf Papier geführt wurde.

Anwesenheit steht je Punkt oder für die ganze Sitzung, Beschlüsse bekommen die nächste Nummer ihres Jahres.
Sind die Stimmen bekannt, urteilt die Regel über sie wie in einer Sitzung am Bildschirm; sonst steht das
Ergebnis da, wie es die Niederschrift nennt. Alles ist als nachgetragen gekennzeichnet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.beschluss import naechste_nummer
from lenkung.domain.genehmigung import nach_dem_punkt
from lenkung.domain.nachtrag import Anwesend, Nachpunkt, Nachtrag
from lenkung.domain.nachtrag_abstimmung import abstimmung_nachtragen
from lenkung.domain.queries.ladung import zweite_einberufung_der_sitzung
from lenkung.domain.queries.nachtrag import damalige_geschaeftsordnung
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.domain.tagesordnung import vorschlag_zurueck
from lenkung.domain.verlaufsblatt import Eintrag, Verlaufsblatt, verlauf_sperren
from lenkung.models import (
    Anwesenheit,
    Beschluss,
    Besetzung,
    Punktnotiz,
    Tagesordnung,
    Tagesordnungspunkt,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.augenblick import faehigkeit
from lenkung.regeln.nachtrag import abschnitte, anwesend_waehrend
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktstand, Tagesordnungsstand
from lenkung.regeln.verlauf import Ereignisart
from lenkung.regeln.zeitplan import Abschnitt


@transaction.atomic
def verlauf_nachtragen(*, sitzung_id: int, nachtrag: Nachtrag, akteur: Akteur) -> list[Beschluss]:
    """Unter der Sperre des Gremiums: die Nummern haben keine Lücke und kommen nicht doppelt."""
    blatt = verlauf_sperren(sitzung_id, Eintrag(akteur), mit_gremium=True)
    verlange(permissions.darf_nachtragen(akteur, blatt.sitzung))
    leitung = " ".join(nachtrag.leitung.split())
    _pruefen(blatt, nachtrag, leitung)
    _sitzung_schliessen(blatt, nachtrag.ort)
    # What stood on the agenda comes first.
    angaben = sorted(nachtrag.punkte, key=lambda angabe: angabe.punkt_id is None)
    punkte = _punkte(blatt, angaben)
    beginn = nachtrag.beginn or blatt.sitzung.beginn
    plan = abschnitte(beginn, [punkt.minuten for punkt in punkte], nachtrag.ende)
    ende = nachtrag.ende or (plan[-1].bis if plan else blatt.sitzung.ende)
    verlauf = blatt.verlauf
    verlauf.leitung_name, verlauf.nachgetragen = leitung[:200], True
    verlauf.eroeffnet_am, verlauf.geschlossen_am = beginn, ende
    verlauf.zweite_wirksam = zweite_einberufung_der_sitzung(blatt.sitzung)
    blatt.festhalten(Ereignisart.EROEFFNET, text=leitung, zeit=beginn)
    _anwesenheit(blatt, nachtrag.anwesend, plan, beginn, ende)
    if nachtrag.beschlussfaehig:
        _beschlussfaehigkeit(blatt, beginn)
    _notizen(blatt, punkte, angaben)
    beschluesse = _beschluesse(blatt, punkte, angaben, plan)
    blatt.festhalten(Ereignisart.GESCHLOSSEN, zeit=ende)
    for punkt in punkte:
        if punkt.lage is Punktstand.BEHANDELT:
            nach_dem_punkt(punkt, ende)
    return beschluesse


def nachtrag_probieren(*, sitzung_id: int, nachtrag: Nachtrag, akteur: Akteur) -> list[Beschluss]:
    """Was einzutragen wäre, mit Nummern und Rechnungen. Eingetragen wird nichts."""
    with transaction.atomic():
        beschluesse = verlauf_nachtragen(sitzung_id=sitzung_id, nachtrag=nachtrag, akteur=akteur)
        transaction.set_rollback(True)
    return beschluesse


# Was dabei geschieht ----------------------------------------------------------------------------------------


def _pruefen(blatt: Verlaufsblatt, nachtrag: Nachtrag, leitung: str) -> None:
    sitzung, jetzt = blatt.sitzung, timezone.now()
    if blatt.verlauf.eroeffnet_am is not None:
        raise Fachfehler(_("Der Verlauf dieser Sitzung ist schon eingetragen."), code="schon_eingetragen")
    if Anwesenheit.objects.filter(sitzung=sitzung, gestrichen_am__isnull=True).exists():
        raise Fachfehler(
            _("Zu dieser Sitzung ist schon Anwesenheit eingetragen. Bitte sie dort zu Ende führen."),
            code="anwesenheit_da",
        )
    if not leitung:
        raise Fachfehler(_("Bitte angeben, wer die Sitzung leitete."), code="leitung", feld="leitung")
    beginn = nachtrag.beginn or sitzung.beginn
    if beginn > jetzt or (nachtrag.ende is not None and nachtrag.ende > jetzt):
        raise Fachfehler(
            _("Diese Sitzung ist noch nicht vorbei. Bitte Beginn und Ende prüfen."),
            code="kuenftig",
            feld="ende",
        )
    if nachtrag.ende is not None and nachtrag.ende <= beginn:
        raise Fachfehler(_("Das Ende liegt nicht nach dem Beginn. Bitte prüfen."), code="ende", feld="ende")
    for punkt in nachtrag.punkte:
        for beschluss in punkt.beschluesse:
            if punkt.stand is not Punktstand.BEHANDELT:
                raise Fachfehler(
                    _(
                        "Zu einem Punkt, der nicht behandelt wurde, gibt es keinen Beschluss. "
                        "Bitte eines ändern."
                    ),
                    code="nicht_behandelt",
                    feld=beschluss.feld,
                )
            if not beschluss.fundstelle.strip():
                raise Fachfehler(
                    _("Bitte angeben, woher der Beschluss stammt, etwa aus welcher Niederschrift."),
                    code="fundstelle",
                    feld="fundstelle",
                )


def _sitzung_schliessen(blatt: Verlaufsblatt, ort: str | None) -> None:
    sitzung = blatt.sitzung
    sitzung.geschaeftsordnung = damalige_geschaeftsordnung(sitzung)
    if ort is not None:
        sitzung.ort = " ".join(ort.split())
    sitzung.stand = Sitzungsstand.GESCHLOSSEN.value
    speichere(sitzung, akteur=blatt.akteur, grund=_("Nachgetragen"))


def _punkte(blatt: Verlaufsblatt, angaben: Sequence[Nachpunkt]) -> list[Tagesordnungspunkt]:
    """In der Folge der Tagesordnung; was nicht auf ihr stand, kommt hinten an."""
    vorhandene = list(
        Tagesordnungspunkt.objects.filter(sitzung=blatt.sitzung, position__gt=0).order_by("position", "pk")
    )
    je_pk = {punkt.pk: punkt for punkt in vorhandene}
    genannte = [angabe.punkt_id for angabe in angaben if angabe.punkt_id is not None]
    if genannte != list(je_pk):
        raise Fachfehler(
            _("Zu dieser Sitzung gibt es schon eine Tagesordnung. Bitte jeden ihrer Punkte angeben."),
            code="offene_punkte",
        )
    punkte = []
    for nummer, angabe in enumerate(angaben, 1):
        punkt = je_pk.get(angabe.punkt_id or 0)
        if punkt is None:
            punkt = Tagesordnungspunkt(
                sitzung=blatt.sitzung,
                position=nummer,
                titel=angabe.titel.strip(),
                art=angabe.art.value,
                minuten=angabe.minuten,
                erlaeuterung=angabe.erlaeuterung.strip(),
                berichterstattung=angabe.berichterstattung.strip(),
                oeffentlich=angabe.oeffentlich,
            )
        punkt.sitzung = blatt.sitzung
        punkt.stand = angabe.stand.value
        if angabe.stand is Punktstand.ABGESETZT:
            vorschlag_zurueck(punkt, blatt.akteur, _("In der Sitzung abgesetzt"))
        punkte.append(speichere(punkt, akteur=blatt.akteur, grund=_("Nachgetragen")))
    tagesordnung = Tagesordnung.objects.filter(sitzung=blatt.sitzung).first() or Tagesordnung()
    tagesordnung.sitzung = blatt.sitzung
    tagesordnung.stand = Tagesordnungsstand.BESTAETIGT.value
    speichere(tagesordnung, akteur=blatt.akteur, grund=_("Nachgetragen"))
    return punkte


def _anwesenheit(
    blatt: Verlaufsblatt,
    anwesend: Sequence[Anwesend],
    plan: Sequence[Abschnitt],
    beginn: datetime,
    ende: datetime,
) -> None:
    sitzung = blatt.sitzung
    besetzungen = {
        (besetzung.sitz_id, besetzung.art): besetzung
        for besetzung in Besetzung.objects.filter(
            am(sitzung.tag), gremium_id=sitzung.gremium_id, sitz_id__in=[a.sitz_id for a in anwesend]
        ).select_related("person")
    }
    saetze, gesehen = [], set()
    for angabe in anwesend:
        besetzung = besetzungen.get((angabe.sitz_id, angabe.rolle.value))
        if besetzung is None:
            raise Fachfehler(
                _("Auf einem der Sitze war an diesem Tag dafür niemand benannt."), code="niemand_benannt"
            )
        if besetzung.person_id in gesehen:
            raise Fachfehler(_("%(name)s ist zweimal genannt.") % {"name": besetzung.person}, code="zweimal")
        gesehen.add(besetzung.person_id)
        for von, bis in anwesend_waehrend(plan, angabe.punkte, beginn=beginn, ende=ende):
            saetze.append(
                Anwesenheit(
                    sitzung=sitzung,
                    sitz_id=angabe.sitz_id,
                    person=besetzung.person,
                    name=str(besetzung.person),
                    rolle=angabe.rolle.value,
                    art=angabe.art.value,
                    von=von,
                    bis=bis,
                    eingetragen_von_name=blatt.akteur.akteur_name,
                )
            )
    Anwesenheit.objects.bulk_create(saetze)


def _beschlussfaehigkeit(blatt: Verlaufsblatt, beginn: datetime) -> None:
    """Was der Vorsitz feststellte, mit der Rechnung zur nachgetragenen Anwesenheit."""
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    lage = faehigkeit(stand.ordnung, stand.augenblick(beginn))
    if lage.befund.urteil != "quorum":
        raise Fachfehler(
            _("Mit dieser Anwesenheit war die Mindestzahl nicht erreicht. %(rechnung)s")
            % {"rechnung": lage.befund.rechnung},
            code="nicht_erreicht",
            feld="beschlussfaehig",
        )
    blatt.festhalten(Ereignisart.BESCHLUSSFAEHIG, text=lage.befund.rechnung, zeit=beginn)


def _notizen(
    blatt: Verlaufsblatt, punkte: Sequence[Tagesordnungspunkt], angaben: Sequence[Nachpunkt]
) -> None:
    mit_text = [
        (punkt, angabe) for punkt, angabe in zip(punkte, angaben, strict=True) if angabe.notiz.strip()
    ]
    bisher = {
        notiz.punkt_id: notiz
        for notiz in Punktnotiz.objects.filter(punkt__in=[punkt for punkt, _ in mit_text])
    }
    for punkt, angabe in mit_text:
        notiz = bisher.get(punkt.pk) or Punktnotiz(punkt=punkt)
        notiz.text = angabe.notiz.strip()
        notiz.zaehler += 1
        notiz.geaendert_am, notiz.geaendert_von_name = timezone.now(), blatt.akteur.akteur_name
        notiz.save()


def _beschluesse(
    blatt: Verlaufsblatt,
    punkte: Sequence[Tagesordnungspunkt],
    angaben: Sequence[Nachpunkt],
    plan: Sequence[Abschnitt],
) -> list[Beschluss]:
    sitzung = blatt.sitzung
    jahr = sitzung.tag.year
    ausgezaehlt = any(satz.ausgezaehlt for angabe in angaben for satz in angabe.beschluesse)
    stand = verlaufsstand(sitzung, blatt.verlauf) if ausgezaehlt else None
    beschluesse = []
    for punkt, angabe, abschnitt in zip(punkte, angaben, plan, strict=True):
        for fassung, satz in enumerate(angabe.beschluesse, 1):
            abstimmung, angenommen, rechnung = None, satz.angenommen is not False, satz.ergebnis.strip()
            if stand is not None and satz.ausgezaehlt:
                abstimmung, angenommen = abstimmung_nachtragen(
                    blatt, stand, punkt, satz, zeit=abschnitt.von, fassung=fassung
                )
                rechnung = (abstimmung.ergebnis or {})["rechnung"]
            beschluss = Beschluss(
                gremium=sitzung.gremium,
                jahr=jahr,
                nummer=naechste_nummer(sitzung.gremium_id, jahr),
                sitzung=sitzung,
                punkt=punkt,
                abstimmung=abstimmung,
                gefasst_am=sitzung.tag,
                titel=satz.titel.strip() or punkt.titel,
                text=satz.text.strip(),
                weise=satz.weise.value if satz.weise else "",
                angenommen=angenommen,
                rechnung=rechnung,
                oeffentlich=punkt.oeffentlich,
                nachgetragen=True,
                fundstelle=satz.fundstelle.strip(),
            )
            beschluesse.append(speichere(beschluss, akteur=blatt.akteur, grund=_("Nachgetragen")))
            blatt.festhalten(Ereignisart.FESTGESTELLT, punkt=punkt, text=str(beschluss), zeit=abschnitt.von)
    return beschluesse
