"""Aus einem Versand werden E-Mails: jede Person bekommt ihre eigene, mit Link und Nachweis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import dateigroesse, datum
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.linkzweck import Linkzweck
from kim.basis.mailtext import Mailtextart
from kim.versand.domain.aktionslink import aktionslinks_ausstellen
from kim.versand.domain.queries.mailtexte import geltender_text
from kim.versand.domain.queries.verfasst import gerichtet_an
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from kim.versand.regeln.platzhalter import ersetzen
from lenkung.domain.niederschriftsversandtexte import NIEDERSCHRIFT, ZUR_KENNTNIS
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.genehmigung import BEZUG, genehmigungsregel
from lenkung.domain.queries.niederschriftsversand import Beilage
from lenkung.domain.queries.oeffentlich import oeffentliches_pdf
from lenkung.models import (
    Niederschriftsbeilage,
    Niederschriftsempfaenger,
    Niederschriftsnachricht,
    Niederschriftsversand,
    Sitzung,
)
from lenkung.permissions import darf_einwenden
from lenkung.regeln.genehmigung import einwendungshinweis
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.ordnung import Genehmigungsregel

NIEDERSCHRIFT_LINK = Linkzweck(
    schluessel="lenkung.niederschrift",
    titel="Eine Niederschrift lesen und dazu einwenden",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:niederschrift-link",
)
VORBEHALT = "lenkung.niederschrift"
LINK_MINDESTENS = timedelta(days=180)
"""Auch wo Sitzungen selten sind, reicht der Link bis zur nächsten *(abgeleitet)*."""


def link_bis(sitzung: Sitzung, jetzt: datetime) -> datetime:
    return jetzt + max(LINK_MINDESTENS, timedelta(days=einstellung_von(sitzung.gremium).link_tage))


def links_fuer(
    personen: Sequence[Niederschriftsempfaenger], sitzung: Sitzung, akteur: Akteur
) -> dict[int, str]:
    """Je Person eine Adresse; bis wann sie gilt, steht danach an der Person."""
    bis = link_bis(sitzung, timezone.now())
    for person in personen:
        person.link_bis = bis
    return aktionslinks_ausstellen(
        zweck=NIEDERSCHRIFT_LINK.schluessel,
        ziel_ids=[person.pk for person in personen],
        gueltig_bis=bis,
        akteur=akteur,
    )


def schreiben(
    versand: Niederschriftsversand, personen: Iterable[Niederschriftsempfaenger], akteur: Akteur
) -> int:
    """Gibt an, wie viele eine E-Mail bekommen; wer keine gültige Adresse hat, fehlt darin."""
    erreichbar = [person for person in personen if adresse_normal(person.email) is not None]
    sitzung = versand.fassung.niederschrift.sitzung
    links = links_fuer(erreichbar, sitzung, akteur)
    for text, oeffentlich in ((NIEDERSCHRIFT, False), (ZUR_KENNTNIS, False), (ZUR_KENNTNIS, True)):
        gruppe = [p for p in erreichbar if _text(p) is text and p.nur_oeffentlich is oeffentlich]
        for runde in _je_adresse_einmal(gruppe):
            _senden(versand, text, runde, links, akteur)
    for person in erreichbar:
        person.mails += 1
    Niederschriftsempfaenger.objects.bulk_update(erreichbar, ["mails", "link_bis", "email"])
    return len(erreichbar)


def _text(person: Niederschriftsempfaenger) -> Mailtextart:
    return NIEDERSCHRIFT if darf_einwenden(person) else ZUR_KENNTNIS


def _je_adresse_einmal(
    personen: Sequence[Niederschriftsempfaenger],
) -> Iterator[list[Niederschriftsempfaenger]]:
    """Teilen sich zwei ein Postfach, bekommt jede Person ihre eigene E-Mail."""
    rest = list(personen)
    while rest:
        je_adresse: dict[str, Niederschriftsempfaenger] = {}
        for person in rest:
            je_adresse.setdefault(person.email.strip().lower(), person)
        yield list(je_adresse.values())
        rest = [person for person in rest if person not in je_adresse.values()]


def _senden(
    versand: Niederschriftsversand,
    text: Mailtextart,
    personen: Sequence[Niederschriftsempfaenger],
    links: dict[int, str],
    akteur: Akteur,
) -> None:
    fassung, erste = versand.fassung, personen[0]
    dateien, hinweis = _dateien(versand, nur_oeffentlich=erste.nur_oeffentlich)
    assert erste.link_bis is not None
    werte = {
        **sitzungswerte(fassung.niederschrift.sitzung),
        "persoenliche_worte": "" if erste.nur_oeffentlich else versand.anschreiben.strip(),
        "unterlagen": hinweis,
        "einwendungen": einwendungshinweis(genehmigungsregel(fassung.niederschrift.sitzung)),
        "link_bis": datum(erste.link_bis),
    }
    nachricht = nachricht_aus_mailtext(
        kreis_id=versand.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={name: wert for name, wert in werte.items() if name in text.namen},
        empfaenger=[
            Empfaenger(
                person.name,
                person.email,
                bezug=f"{BEZUG}:{person.pk}",
                werte={"name": person.name},
                geheim={"link": links[person.pk]},
            )
            for person in personen
        ],
        # Who is written to for the how many-th time: clicked twice, it is the same mail.
        schluessel=f"{text.schluessel}:{versand.pk}:{erste.pk}:{erste.mails}",
        anhaenge=dateien,
        vorbehalt=VORBEHALT,
    )
    Niederschriftsnachricht.objects.create(versand=versand, nachricht=nachricht)


def sitzungswerte(sitzung: Sitzung) -> dict[str, str]:
    return {"gremium": sitzung.gremium.kurz, "sitzung": datum(sitzung.tag)}


def _dateien(versand: Niederschriftsversand, *, nur_oeffentlich: bool) -> tuple[list[int], str]:
    """Was anhängt, und die Worte dazu; was zu groß ist, liegt hinter dem Link (GO RSK § 7 Abs. 3)."""
    if nur_oeffentlich:
        pdf = oeffentliches_pdf(versand.fassung)
        assert pdf is not None  # without it they wait
        return [pdf.pk], _("Die öffentliche Fassung der Niederschrift hängt an.")
    menge = Niederschriftsbeilage.objects.filter(versand=versand).select_related("dokument")
    alle = [Beilage(b.dokument_id, b.titel, b.dokument.groesse, b.als_link) for b in menge]
    return [satz.dokument_id for satz in alle if not satz.als_link], unterlagentext(alle)


def unterlagentext(alle: Sequence[Beilage]) -> str:
    erste, *weitere = alle
    if erste.als_link:
        zeilen = [_("Die Niederschrift ist für einen Anhang zu groß; sie liegt hinter dem Link.")]
    else:
        zeilen = [_("Die Niederschrift hängt an.")]
    for satz in weitere:
        wo = _("hinter dem Link") if satz.als_link else _("im Anhang")
        zeilen.append(f"- {satz.titel} ({dateigroesse(satz.groesse)}, {wo})")
    return "\n".join(zeilen)


def vorschau(
    sitzung: Sitzung, alle: Sequence[Beilage], anschreiben: str, regel: Genehmigungsregel | None
) -> tuple[str, str]:
    """Betreff und Text, wie ein Mitglied sie bekommt; Name und Link sind Beispiele."""
    geltend = geltender_text(kreis_id=sitzung.kreis_id, art=NIEDERSCHRIFT.schluessel)
    werte = {
        **{p.name: p.beispiel for p in NIEDERSCHRIFT.platzhalter},
        **sitzungswerte(sitzung),
        "persoenliche_worte": anschreiben.strip(),
        "unterlagen": unterlagentext(alle),
        "einwendungen": einwendungshinweis(regel),
        "link_bis": datum(link_bis(sitzung, timezone.now())),
    }
    text = ersetzen(geltend.text, werte)
    return ersetzen(geltend.betreff, werte), re.sub(r"\n{3,}", "\n\n", text)


def niederschrift_gilt_noch(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Unmittelbar vor dem Senden: was widerrufen oder ersetzt ist, verlässt das Haus nicht mehr."""
    an = gerichtet_an(zustellung_id)
    nummer = (an.bezug if an else "").removeprefix(f"{BEZUG}:")
    gilt = (
        nummer.isdecimal()
        and Niederschriftsempfaenger.objects.filter(
            pk=int(nummer), versand__fassung__stand=Fassungsstand.UNTERZEICHNET.value
        ).exists()
    )
    if gilt:
        return erlaubt(_("Die Fassung gilt noch."))
    return verweigert(_("Diese Fassung der Niederschrift gilt nicht mehr."))
