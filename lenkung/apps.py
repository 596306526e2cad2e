"""Wiring of the module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.einspielart import EINSPIELARTEN
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.rechte import RECHTE
from kim.basis.rollenbereich import ROLLENBEREICHE, Rollenbereich
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


class LenkungConfig(AppConfig):
    name = "lenkung"
    verbose_name = _("Lenkung")

    def ready(self) -> None:
        from lenkung.permissions import OEFFNEN, RECHTE_DES_MODULS

        for recht in RECHTE_DES_MODULS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="lenkung",
                titel=str(self.verbose_name),
                url_name="lenkung:uebersicht",
                gruppe=Gruppe.LENKUNG,
                recht=OEFFNEN.schluessel,
                modul=Modul.LENKUNG,
                rang=10,
                symbol="hammer",
            )
        )
        self._gremien_eintragen()
        self._geschaeftsordnung_eintragen()
        self._sitzungen_eintragen()
        self._vorbereitung_eintragen()
        self._vorschlaege_eintragen()
        self._tagesordnung_eintragen()
        self._rueckmeldungen_eintragen()
        self._erinnerungen_eintragen()

    @staticmethod
    def _geschaeftsordnung_eintragen() -> None:
        """The rules by which a Gremium works."""
        from lenkung import permissions
        from lenkung.pdf import geschaeftsordnung
        from lenkung.views import anschluesse

        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="lenkung.geschaeftsordnung",
                titel="Geschäftsordnung",
                url_name="lenkung:go-liste",
                gruppe=Gruppe.LENKUNG,
                recht=permissions.GREMIUM_LESEN.schluessel,
                modul=Modul.LENKUNG,
                rang=40,
                symbol="buch",
            )
        )
        SUCHE.eintragen(
            Suchquelle(
                "lenkung.geschaeftsordnungen",
                "Geschäftsordnung",
                anschluesse.geschaeftsordnungen_suchen,
                recht=permissions.GREMIUM_LESEN.schluessel,
                modul=Modul.LENKUNG,
                rang=23,
            )
        )
        for art, bezeichnung, sichtbare in (
            ("geschaeftsordnung", "Geschäftsordnung", permissions.sichtbare_geschaeftsordnungen),
            ("bestimmung", "Bestimmung", permissions.sichtbare_bestimmungen),
        ):
            HISTORIENARTEN.eintragen(
                Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes)
            )
        DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.GO_DRUCK, permissions.darf_go_pdf_lesen))
        PDFARTEN.eintragen(geschaeftsordnung.PDFART)

    @staticmethod
    def _sitzungen_eintragen() -> None:
        """Sessions: planning, calendar, deadlines."""
        from lenkung import permissions
        from lenkung.domain.mailtexte import MAILTEXTE_DER_SITZUNG
        from lenkung.domain.vorfuehrung_sitzungen import sitzungen_aufbauen
        from lenkung.views import anschluesse, sitzungsseiten

        lesen = permissions.GREMIUM_LESEN.schluessel
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="lenkung.sitzungen",
                titel="Sitzungen",
                url_name="lenkung:sitzung-liste",
                gruppe=Gruppe.LENKUNG,
                recht=lesen,
                modul=Modul.LENKUNG,
                rang=5,
                symbol="kalender",
            )
        )
        HEUTE.eintragen(
            Heutequelle(
                "lenkung.sitzungen",
                mit_terminen=sitzungsseiten.auf_heute,
                recht=lesen,
                modul=Modul.LENKUNG,
            )
        )
        SUCHE.eintragen(
            Suchquelle(
                "lenkung.sitzungen",
                "Sitzungen",
                anschluesse.sitzungen_suchen,
                recht=lesen,
                modul=Modul.LENKUNG,
                rang=19,
            )
        )
        for art, bezeichnung, sichtbare in (
            ("sitzung", "Sitzung", permissions.einsehbare_sitzungen),
            ("sperrzeit", "Sperrzeit", permissions.einsehbare_sperrzeiten),
        ):
            HISTORIENARTEN.eintragen(
                Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes)
            )
        for text in MAILTEXTE_DER_SITZUNG:
            MAILTEXTE.eintragen(text)
        VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.sitzungen", sitzungen_aufbauen))

    @staticmethod
    def _vorbereitung_eintragen() -> None:
        """Preparing a session: proposals, Vorlagen, agenda, invitation, answers, polls, reminders."""
        from lenkung import permissions
        from lenkung.views import anschluesse

        for art, bezeichnung, sichtbare in (
            ("vorschlag", "Vorschlag", permissions.sichtbare_vorschlaege),
            ("vorlage", "Vorlage", permissions.sichtbare_vorlagen),
            ("vorlagenfassung", "Fassung einer Vorlage", permissions.sichtbare_vorlagenfassungen),
            ("tagesordnung", "Tagesordnung", permissions.sichtbare_tagesordnungen),
            ("punkt", "Tagesordnungspunkt", permissions.sichtbare_punkte),
            ("punktgast", "Gast", permissions.sichtbare_punktgaeste),
            ("sendung", "Sendung", permissions.sichtbare_sendungen),
            ("vorzimmer", "Vorzimmer", permissions.sichtbare_vorzimmer),
            ("abfrage", "Abfrage", permissions.sichtbare_abfragen),
            ("gremiumseinstellung", "Einstellung", permissions.sichtbare_gremiumseinstellungen),
            ("erinnerungsregel", "Erinnerungsregel", permissions.sichtbare_erinnerungsregeln),
        ):
            HISTORIENARTEN.eintragen(
                Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes)
            )

    @staticmethod
    def _vorschlaege_eintragen() -> None:
        """Proposals, Vorlagen and their papers."""
        from lenkung import permissions
        from lenkung.domain.mailtexte_vorschlag import MAILTEXTE_DES_VORSCHLAGS
        from lenkung.domain.vorfuehrung_vorschlaege import vorschlaege_aufbauen
        from lenkung.pdf import vorlage
        from lenkung.views import anschluesse, vorschlagsseiten

        for schluessel, titel, url_name, recht, rang, symbol in (
            ("vorschlaege", "Vorschläge", "lenkung:vorschlag-liste", permissions.VORSCHLAGEN, 10, "eingang"),
            ("vorlagen", "Vorlagen", "lenkung:vorlage-liste", permissions.GREMIEN_SEHEN, 15, "dokument"),
        ):
            NAVIGATION.eintragen(
                Naveintrag(
                    schluessel=f"lenkung.{schluessel}",
                    titel=titel,
                    url_name=url_name,
                    gruppe=Gruppe.LENKUNG,
                    recht=recht.schluessel,
                    modul=Modul.LENKUNG,
                    rang=rang,
                    symbol=symbol,
                )
            )
        HEUTE.eintragen(
            Heutequelle(
                "lenkung.vorschlaege",
                vorschlagsseiten.auf_heute,
                recht=permissions.VORSCHLAGEN.schluessel,
                modul=Modul.LENKUNG,
            )
        )
        for schluessel, titel, suchen, recht, rang in (
            ("vorschlaege", "Vorschläge", anschluesse.vorschlaege_suchen, permissions.VORSCHLAGEN, 24),
            ("vorlagen", "Vorlagen", anschluesse.vorlagen_suchen, permissions.GREMIEN_SEHEN, 25),
        ):
            SUCHE.eintragen(
                Suchquelle(
                    f"lenkung.{schluessel}",
                    titel,
                    suchen,
                    recht=recht.schluessel,
                    modul=Modul.LENKUNG,
                    rang=rang,
                )
            )
        for art, darf_lesen in (
            (permissions.ANLAGE_VORSCHLAG, permissions.darf_unterlage_lesen),
            (permissions.ANLAGE_FASSUNG, permissions.darf_unterlage_lesen),
            (permissions.ANLAGE_PUNKT, permissions.darf_unterlage_lesen),
            (permissions.VORLAGE_DRUCK, permissions.darf_vorlage_pdf_lesen),
        ):
            DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(art, darf_lesen))
        for text in MAILTEXTE_DES_VORSCHLAGS:
            MAILTEXTE.eintragen(text)
        PDFARTEN.eintragen(vorlage.PDFART)
        VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.vorschlaege", vorschlaege_aufbauen))

    @staticmethod
    def _tagesordnung_eintragen() -> None:
        """What is written about an agenda."""
        from lenkung.domain.mailtexte_tagesordnung import MAILTEXTE_DER_TAGESORDNUNG

        for text in MAILTEXTE_DER_TAGESORDNUNG:
            MAILTEXTE.eintragen(text)

    @staticmethod
    def _rueckmeldungen_eintragen() -> None:
        """Answers to invitations and polls: their links in mails, and what is written about them."""
        from lenkung.domain.abfrage import ABFRAGE_LINK
        from lenkung.domain.antwortlink import LINKZWECKE_DER_ANTWORT
        from lenkung.domain.mailtexte_antwort import MAILTEXTE_DER_ANTWORTEN

        for zweck in (*LINKZWECKE_DER_ANTWORT, ABFRAGE_LINK):
            LINKZWECKE.eintragen(zweck)
        for text in MAILTEXTE_DER_ANTWORTEN:
            MAILTEXTE.eintragen(text)

    @staticmethod
    def _gremien_eintragen() -> None:
        """Gremien, seats and members."""
        from lenkung import permissions
        from lenkung.domain.einlesen import EINSPIELART
        from lenkung.domain.vorfuehrung import gremium_aufbauen, gremium_vorbereiten
        from lenkung.pdf import gremienliste
        from lenkung.views import anschluesse
        from lenkung.views.aufgabenzeilen import heute_zeilen

    @staticmethod
    def _erinnerungen_eintragen() -> None:
        """What the scheduler reminds of."""
        from lenkung import tasks
        from lenkung.domain.erinnern import VORBEHALT
        from lenkung.domain.erinnerung_vorbehalt import erinnerung_gilt_noch
        from lenkung.domain.mailtexte_erinnerung import MAILTEXTE_DER_ERINNERUNGEN

        for text in MAILTEXTE_DER_ERINNERUNGEN.values():
            MAILTEXTE.eintragen(text)
        SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, erinnerung_gilt_noch))
        AUFTRAGSARTEN.eintragen(tasks.ERINNERN)
        ZEITPLAENE.eintragen(tasks.ERINNERN_PLAN)

    @staticmethod
    def _gremien_eintragen() -> None:
        """Gremien, seats and members."""
        from lenkung import permissions
        from lenkung.domain.einlesen import EINSPIELART
        from lenkung.domain.vorfuehrung import gremium_aufbauen, gremium_vorbereiten
        from lenkung.pdf import gremienliste
        from lenkung.views import anschluesse
        from lenkung.views.aufgabenzeilen import heute_zeilen

        ROLLENBEREICHE.eintragen(
            Rollenbereich(permissions.GREMIUM, "Gremium", "lenkung.Gremium", anschluesse.gremien_auswahl)
        )
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="lenkung.gremien",
                titel="Gremien",
                url_name="lenkung:gremium-liste",
                gruppe=Gruppe.LENKUNG,
                recht=permissions.GREMIEN_SEHEN.schluessel,
                modul=Modul.LENKUNG,
                rang=30,
                symbol="personen",
            )
        )
        HEUTE.eintragen(
            Heutequelle(
                "lenkung.gremien",
                heute_zeilen,
                recht=permissions.GREMIEN_VERWALTEN.schluessel,
                modul=Modul.LENKUNG,
            )
        )
        for schluessel, titel, suchen, recht, rang in (
            ("gremien", "Gremien", anschluesse.gremien_suchen, permissions.GREMIUM_LESEN, 20),
            ("sitze", "Sitze", anschluesse.sitze_suchen, permissions.GREMIEN_SEHEN, 21),
            ("mitglieder", "Mitglieder", anschluesse.mitglieder_suchen, permissions.MITGLIEDER_SEHEN, 22),
        ):
            SUCHE.eintragen(
                Suchquelle(
                    f"lenkung.{schluessel}",
                    titel,
                    suchen,
                    recht=recht.schluessel,
                    modul=Modul.LENKUNG,
                    rang=rang,
                )
            )
        for art, bezeichnung, sichtbare in (
            ("gremium", "Gremium", permissions.einsehbare_gremien),
            ("amt", "Amt", permissions.sichtbare_aemter),
            ("sitz", "Sitz", permissions.sichtbare_sitze),
            ("besetzung", "Besetzung", permissions.sichtbare_besetzungen),
        ):
            HISTORIENARTEN.eintragen(
                Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes)
            )
        DOKUMENTZUGRIFFE.eintragen(
            Dokumentzugriff(permissions.GREMIENLISTE, permissions.darf_gremienliste_lesen)
        )
        PDFARTEN.eintragen(gremienliste.PDFART)
        EINSPIELARTEN.eintragen(EINSPIELART)
        VORFUEHRUNGSTEILE.eintragen(
            Vorfuehrungsteil("lenkung.gremien", gremium_aufbauen, vorbereiten=gremium_vorbereiten)
        )
