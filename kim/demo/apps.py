"""Wiring of the room: offers the demo's accounts on the sign-in page, where the demo is switched on."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kim.basis.vorfuehrung import VORFUEHRUNG, Vorfuehrkonto


class DemoConfig(AppConfig):
    name = "kim.demo"
    verbose_name = _("Vorführung")

    def ready(self) -> None:
        if not settings.KIM_DEMO:
            return
        from kim.demo.menschen import PASSWORT, demokreise
        from kim.konten.regeln.rollen import ROLLEN, Rolle

        for kreis in demokreise():
            for mensch in kreis.menschen:
                VORFUEHRUNG.eintragen(
                    Vorfuehrkonto(
                        schluessel=f"{kreis.kuerzel}-{mensch.kennung}",
                        titel=": ".join(
                            filter(
                                None, (ROLLEN[Rolle(mensch.rolle)].titel, ", ".join(kreis.merkmale(mensch)))
                            )
                        ),
                        email=kreis.adresse(mensch.kennung),
                        passwort=PASSWORT,
                        gruppe=kreis.name,
                    )
                )
