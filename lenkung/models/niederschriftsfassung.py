"""What is signed: a fixed content with its hash, its PDF, and who has signed it as what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, nicht_leer
from lenkung.models.auswahl import FASSUNGSSTAENDE, UNTERSCHRIFTSARTEN, UNTERZEICHNENDE
from lenkung.regeln.niederschriftsfassung import Fassungsstand, Unterschriftsart


class Niederschriftsfassung(models.Model):
    """Fixed: a correction makes a new one. The one before stays, and says by which it is replaced."""

    niederschrift = models.ForeignKey(
        "lenkung.Niederschrift", on_delete=models.PROTECT, related_name="fassungen", editable=False
    )
    nummer = models.PositiveSmallIntegerField(_("Fassung"), editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=FASSUNGSSTAENDE,
        default=Fassungsstand.FESTGESCHRIEBEN.value,
        editable=False,
    )
    # The whole content as plain data (lenkung.regeln.niederschriftsdaten): PDF, its attachment and the public
    # version are made from this alone, so that a later correction of the session cannot creep in.
    inhalt = models.JSONField(editable=False)
    inhalt_hash = models.CharField(_("Prüfsumme des Inhalts"), max_length=64, editable=False)
    # Stands in the QR code on the paper. Random, so that nobody can count or guess Niederschriften.
    pruefzeichen = models.CharField(_("Prüfzeichen"), max_length=32, unique=True, editable=False)
    # Why there is a second one: "geändert durch Beschluss 3/2024".
    anlass = models.CharField(_("Anlass"), max_length=300, blank=True, editable=False)
    beschluss = models.ForeignKey(
        "lenkung.Beschluss",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    vorgaengerin = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nachfolgerinnen",
        editable=False,
    )
    # What lies before the signers, byte for byte; and the same with the signatures made so far.
    pdf = models.ForeignKey(
        "dokumente.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    unterzeichnetes_pdf = models.ForeignKey(
        "dokumente.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    erstellt_am = models.DateTimeField(_("festgeschrieben am"), editable=False)
    erstellt_von_name = models.CharField(_("festgeschrieben durch"), max_length=200, editable=False)
    unterzeichnet_am = models.DateTimeField(_("unterzeichnet am"), null=True, blank=True, editable=False)
    widerrufen_am = models.DateTimeField(_("widerrufen am"), null=True, blank=True, editable=False)
    widerrufen_von_name = models.CharField(_("widerrufen durch"), max_length=200, blank=True, editable=False)
    widerrufsgrund = models.CharField(_("Grund des Widerrufs"), max_length=500, blank=True, editable=False)

    history = historie(excluded_fields=["inhalt"])

    class Meta:
        verbose_name = _("Fassung einer Niederschrift")
        verbose_name_plural = _("Fassungen von Niederschriften")
        ordering = ["niederschrift_id", "nummer"]
        constraints = [
            einer_von(FASSUNGSSTAENDE, feld="stand", name="niederschriftsfassung_stand"),
            models.UniqueConstraint(fields=["niederschrift", "nummer"], name="niederschriftsfassung_nummer"),
            models.CheckConstraint(condition=Q(nummer__gte=1), name="niederschriftsfassung_ab_eins"),
            models.UniqueConstraint(
                fields=["niederschrift"],
                condition=Q(stand=Fassungsstand.FESTGESCHRIEBEN.value),
                name="niederschriftsfassung_eine_offen",
                violation_error_message=_("Eine Fassung liegt schon zur Unterschrift bereit."),
                violation_error_code="offen",
            ),
            models.UniqueConstraint(
                fields=["niederschrift"],
                condition=Q(stand=Fassungsstand.UNTERZEICHNET.value),
                name="niederschriftsfassung_eine_gueltig",
                violation_error_message=_("Es gibt schon eine unterzeichnete Fassung."),
                violation_error_code="gueltig",
            ),
            models.CheckConstraint(
                condition=Q(stand=Fassungsstand.WIDERRUFEN.value, widerrufen_am__isnull=False)
                & ~Q(widerrufsgrund="")
                & ~Q(widerrufen_von_name="")
                | ~Q(stand=Fassungsstand.WIDERRUFEN.value)
                & Q(widerrufen_am__isnull=True, widerrufsgrund="", widerrufen_von_name=""),
                name="niederschriftsfassung_widerruf_mit_grund",
                violation_error_message=_("Ein Widerruf braucht einen Grund. Bitte angeben."),
                violation_error_code="grund",
            ),
            models.CheckConstraint(
                condition=Q(stand=Fassungsstand.WIDERRUFEN.value)
                | Q(stand=Fassungsstand.FESTGESCHRIEBEN.value, unterzeichnet_am__isnull=True)
                | Q(
                    stand__in=[Fassungsstand.UNTERZEICHNET.value, Fassungsstand.ERSETZT.value],
                    unterzeichnet_am__isnull=False,
                ),
                name="niederschriftsfassung_unterzeichnet_am",
            ),
            models.CheckConstraint(
                condition=Q(nummer=1) | ~Q(anlass=""), name="niederschriftsfassung_neue_mit_anlass"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Fassung %(nummer)s") % {"nummer": self.nummer})

    @property
    def kreis_id(self) -> int:
        return self.niederschrift.sitzung.gremium.kreis_id

    @property
    def lage(self) -> Fassungsstand:
        return Fassungsstand(self.stand)


class Unterschrift(models.Model):
    """One signature that the GO demands. A released protocol (GO Steinfurt § 7) has one, of the chair."""

    fassung = models.ForeignKey(
        Niederschriftsfassung, on_delete=models.PROTECT, related_name="unterschriften", editable=False
    )
    amt = models.CharField(_("Amt"), max_length=30, choices=UNTERZEICHNENDE, editable=False)
    art = models.CharField(_("Weg"), max_length=20, choices=UNTERSCHRIFTSARTEN, editable=False)
    # id and name instead of a foreign key: the name outlives the account
    konto_id = models.BigIntegerField(null=True, blank=True, editable=False)
    name = models.CharField(_("Name"), max_length=200, editable=False)
    funktion = models.CharField(_("Funktion"), max_length=200, editable=False)
    am = models.DateTimeField(_("unterzeichnet am"), editable=False)
    # On paper: the scan. The file with this signature in it is that of the Fassung.
    dokument = models.ForeignKey(
        "dokumente.Dokument", on_delete=models.PROTECT, related_name="+", editable=False
    )
    zertifikat = models.CharField(_("Zertifikat"), max_length=500, blank=True, editable=False)
    fingerabdruck = models.CharField(_("Fingerabdruck"), max_length=64, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Unterschrift")
        verbose_name_plural = _("Unterschriften")
        ordering = ["fassung_id", "pk"]
        constraints = [
            einer_von(UNTERZEICHNENDE, feld="amt", name="unterschrift_amt"),
            einer_von(UNTERSCHRIFTSARTEN, feld="art", name="unterschrift_art"),
            nicht_leer("name", name="unterschrift_name"),
            models.UniqueConstraint(
                fields=["fassung", "amt"],
                name="unterschrift_je_amt",
                violation_error_message=_("Diese Unterschrift ist schon geleistet."),
                violation_error_code="doppelt",
            ),
            models.CheckConstraint(
                condition=Q(art=Unterschriftsart.ELEKTRONISCH.value) & ~Q(fingerabdruck="")
                | Q(art=Unterschriftsart.PAPIER.value, fingerabdruck="", zertifikat=""),
                name="unterschrift_mit_zertifikat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.funktion}"

    @property
    def kreis_id(self) -> int:
        return self.fassung.niederschrift.sitzung.gremium.kreis_id


class Anmerkung(models.Model):
    """What a signer remarks on a part of the draft before it is fixed, perhaps with other words."""

    abschnitt = models.ForeignKey(
        "lenkung.Niederschriftsabschnitt",
        on_delete=models.PROTECT,
        related_name="anmerkungen",
        editable=False,
    )
    text = models.TextField(_("Anmerkung"), max_length=5000)
    vorschlag = models.TextField(
        _("So soll es heißen"),
        max_length=50000,
        blank=True,
        help_text=_("Der ganze Text dieses Abschnitts. Leer lassen, wenn Sie nur etwas anmerken."),
    )
    konto_id = models.BigIntegerField(null=True, blank=True, editable=False)
    von_name = models.CharField(_("von"), max_length=200, editable=False)
    am = models.DateTimeField(_("am"), editable=False)
    uebernommen = models.BooleanField(_("übernommen"), null=True, blank=True, editable=False)
    antwort = models.CharField(_("Antwort"), max_length=500, blank=True)
    erledigt_am = models.DateTimeField(_("erledigt am"), null=True, blank=True, editable=False)
    erledigt_von_name = models.CharField(_("erledigt durch"), max_length=200, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Anmerkung zur Niederschrift")
        verbose_name_plural = _("Anmerkungen zur Niederschrift")
        ordering = ["abschnitt_id", "pk"]
        constraints = [
            nicht_leer("text", name="anmerkung_text"),
            models.CheckConstraint(
                condition=Q(
                    erledigt_am__isnull=True, uebernommen__isnull=True, erledigt_von_name="", antwort=""
                )
                | Q(erledigt_am__isnull=False, uebernommen__isnull=False) & ~Q(erledigt_von_name=""),
                name="anmerkung_erledigt_durch",
            ),
            # Who does not follow a remark of a signer says why.
            models.CheckConstraint(
                condition=~Q(uebernommen=False) | ~Q(antwort=""),
                name="anmerkung_abgelehnt_mit_antwort",
                violation_error_message=_("Bitte schreiben, warum die Anmerkung nicht übernommen wird."),
                violation_error_code="antwort",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Anmerkung von %(name)s") % {"name": self.von_name})

    @property
    def kreis_id(self) -> int:
        return self.abschnitt.niederschrift.sitzung.gremium.kreis_id
