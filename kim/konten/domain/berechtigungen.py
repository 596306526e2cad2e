"""Was guardian trägt: je Rolle eine Berechtigung auf dem Bereich, auf dem sie erteilt ist."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from guardian.models import UserObjectPermission

from kim.basis.rollenbereich import ROLLENBEREICHE
from kim.konten.models import Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG, ROLLEN, berechtigungsname


def berechtigungen_anlegen() -> None:
    """Legt die Berechtigungen an, die es je Rolle und Bereichsmodell geben kann; nach jeder Migration."""
    for bereich in ROLLENBEREICHE:
        modell = apps.get_model(bereich.modell)
        inhaltsart = ContentType.objects.get_for_model(modell)
        for angabe in ROLLEN.values():
            if bereich.schluessel in angabe.alle_bereiche:
                Permission.objects.update_or_create(
                    content_type=inhaltsart,
                    codename=berechtigungsname(angabe.rolle),
                    defaults={"name": f"Rolle {angabe.titel}"},
                )


def _berechtigung(zuweisung: Rollenzuweisung) -> Permission:
    codename, app, modell, _ = zuweisung.berechtigung
    return Permission.objects.select_related("content_type").get(
        codename=codename, content_type__app_label=app, content_type__model=modell
    )


def auf_bereich_tragen(zuweisung: Rollenzuweisung) -> None:
    berechtigung = _berechtigung(zuweisung)
    UserObjectPermission.objects.get_or_create(
        user_id=zuweisung.konto_id,
        permission=berechtigung,
        content_type=berechtigung.content_type,
        object_pk=str(zuweisung.bereich_id),
    )


def vom_bereich_nehmen(zuweisung: Rollenzuweisung) -> bool:
    """Nur wenn keine andere laufende Zuweisung dieselbe Rolle auf demselben Bereich trägt."""
    weitere = (
        Rollenzuweisung.objects.laufend(timezone.localdate())
        .filter(
            Q(bestaetigt_am__isnull=False) | ~Q(rolle__in=BESTAETIGUNGSPFLICHTIG),
            konto_id=zuweisung.konto_id,
            rolle=zuweisung.rolle,
            bereich_art=zuweisung.bereich_art,
            bereich_id=zuweisung.bereich_id,
        )
        .exclude(pk=zuweisung.pk)
        .exists()
    )
    if weitere:
        return False
    anzahl, _je_modell = UserObjectPermission.objects.filter(
        user_id=zuweisung.konto_id,
        permission=_berechtigung(zuweisung),
        object_pk=str(zuweisung.bereich_id),
    ).delete()
    return bool(anzahl)
