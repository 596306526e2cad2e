"""Wer zusammen lebt: aufnehmen, ausziehen, teilen. Notizen und Einwilligungen gehören nie dem Haushalt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.klient import KlientAngaben, klient_erfassen
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit, Klient
from casemgmt.regeln.werte import Fallbereich, Haushaltsrolle
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


def _sperren(haushalt_id: int) -> Haushalt:
    return Haushalt.objects.select_for_update(no_key=True, of=("self",)).get(pk=haushalt_id)


def _verlange_ziel(akteur: Akteur, klient: Klient) -> None:
    verlange(permissions.darf_klient_aendern(akteur, klient))


@transaction.atomic
def haushalt_bilden(*, klient_id: int, rolle: Haushaltsrolle, von: date, akteur: Akteur) -> Haushalt:
    klient = Klient.objects.get(pk=klient_id)
    _verlange_ziel(akteur, klient)
    haushalt = speichere(Haushalt(kreis_id=klient.kreis_id), akteur=akteur)
    _einziehen(haushalt, klient, rolle, von, akteur)
    return haushalt


@transaction.atomic
def in_haushalt_aufnehmen(
    *, haushalt_id: int, klient_id: int, rolle: Haushaltsrolle, von: date, akteur: Akteur
) -> Haushaltszugehoerigkeit:
    """Ein Kind kann in zwei Haushalten leben; gezählt wird es einmal."""
    haushalt = _sperren(haushalt_id)
    klient = Klient.objects.get(pk=klient_id)
    _verlange_ziel(akteur, klient)
    verlange(permissions.darf_haushalt_aendern(akteur, haushalt))
    if von > timezone.localdate():
        raise Fachfehler(_("Der Einzug liegt in der Zukunft. Bitte am Tag selbst eintragen."), feld="von")
    if haushalt.zugehoerigkeiten.filter(klient=klient, bis__isnull=True).exists():
        raise Fachfehler(_("Die Person gehört schon zu diesem Haushalt."), code="klient", feld="klient")
    return _einziehen(haushalt, klient, rolle, von, akteur)


def _einziehen(
    haushalt: Haushalt, klient: Klient, rolle: Haushaltsrolle, von: date, akteur: Akteur
) -> Haushaltszugehoerigkeit:
    return speichere(
        Haushaltszugehoerigkeit(
            kreis_id=haushalt.kreis_id, haushalt=haushalt, klient=klient, rolle=rolle, von=von
        ),
        akteur=akteur,
    )


@transaction.atomic
def mitglied_erfassen(
    *,
    haushalt_id: int,
    rolle: Haushaltsrolle,
    kreis_id: int,
    bereich: Fallbereich,
    kommune_id: int | None,
    angaben: KlientAngaben,
    akteur: Akteur,
    datenschutzhinweis_am: date | None,
    datenschutzhinweis_sprache: str = "de",
) -> Klient:
    """Eine neue Person, gleich mit ihrem Haushalt: beides oder nichts."""
    klient = klient_erfassen(
        kreis_id=kreis_id,
        bereich=bereich,
        kommune_id=kommune_id,
        angaben=angaben,
        akteur=akteur,
        datenschutzhinweis_am=datenschutzhinweis_am,
        datenschutzhinweis_sprache=datenschutzhinweis_sprache,
    )
    in_haushalt_aufnehmen(
        haushalt_id=haushalt_id,
        klient_id=klient.pk,
        rolle=rolle,
        von=timezone.localdate(),
        akteur=akteur,
    )
    return klient


@transaction.atomic
def ausziehen(*, zugehoerigkeit_id: int, bis: date, akteur: Akteur) -> Haushaltszugehoerigkeit:
    """Der letzte Tag im Haushalt. Was bis dahin war, bleibt lesbar."""
    zugehoerigkeit = _offene(zugehoerigkeit_id, akteur)
    return _beenden(zugehoerigkeit, bis, akteur, _("ausgezogen"))


def _offene(zugehoerigkeit_id: int, akteur: Akteur) -> Haushaltszugehoerigkeit:
    satz = Haushaltszugehoerigkeit.objects.select_related("klient").get(pk=zugehoerigkeit_id)
    _sperren(satz.haushalt_id)
    satz.refresh_from_db()
    _verlange_ziel(akteur, satz.klient)
    if satz.bis is not None:
        raise Fachfehler(_("Die Person ist schon ausgezogen."), code="ausgezogen", feld="bis")
    return satz


def _beenden(
    zugehoerigkeit: Haushaltszugehoerigkeit, bis: date, akteur: Akteur, grund: str
) -> Haushaltszugehoerigkeit:
    if bis > timezone.localdate():
        raise Fachfehler(_("Der Auszug liegt in der Zukunft. Bitte am Tag selbst eintragen."), feld="bis")
    if bis < zugehoerigkeit.von:
        raise Fachfehler(_("Der letzte Tag liegt vor dem Einzug."), code="bis", feld="bis")
    zugehoerigkeit.bis = bis
    return speichere(zugehoerigkeit, akteur=akteur, grund=grund)


@transaction.atomic
def haushalt_teilen(*, zugehoerigkeiten: Sequence[int], zum: date, akteur: Akteur) -> Haushalt:
    """Wer geht, bildet ab dem Tag einen eigenen Haushalt. Jeder nimmt nur seine eigene Geschichte mit."""
    saetze = [_offene(pk, akteur) for pk in sorted(set(zugehoerigkeiten))]
    if not saetze:
        raise Fachfehler(
            _("Bitte mindestens eine Person wählen, die auszieht."), code="personen", feld="personen"
        )
    if len({satz.haushalt_id for satz in saetze}) > 1:
        raise Fachfehler(_("Die Personen gehören zu verschiedenen Haushalten."), feld="personen")
    alter = saetze[0].haushalt
    # Of those one sees: the answer must not tell that somebody else lives there.
    sichtbare = permissions.sichtbare_zugehoerigkeiten(akteur).filter(haushalt=alter, bis__isnull=True)
    if sichtbare.count() == len(saetze):
        raise Fachfehler(
            _("Jemand muss bleiben. Zieht der ganze Haushalt um, genügt die neue Anschrift."),
            code="personen",
            feld="personen",
        )
    neuer = speichere(Haushalt(kreis_id=alter.kreis_id), akteur=akteur)
    for satz in saetze:
        _beenden(satz, zum - timedelta(days=1), akteur, _("Haushalt geteilt"))
        _einziehen(neuer, satz.klient, Haushaltsrolle(satz.rolle), zum, akteur)
    return neuer
