"""An Arbeitsgruppe of a Gremium (GO RSK § 5): its mandate, its people, its meetings, its report.

It is no Gremium: it has no seats, no Geschäftsordnung and decides nothing. What it finds comes back to the
Gremium that set it up.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer, verlange_denselben_kreis
from lenkung.models.auswahl import AG_ARTEN, AG_ROLLEN, AG_STAENDE, TREFFENSTAENDE
from lenkung.models.zeitraum import MitZeitraum, ueberschneidend
from lenkung.regeln.arbeitsgruppe import AGArt, AGRolle, AGStand, Treffenstand

_BEENDET = AGStand.BEENDET.value


class Arbeitsgruppe(models.Model):
    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="arbeitsgruppen", editable=False
    )
    art = models.CharField(_("Art"), max_length=10, choices=AG_ARTEN, default=AGArt.AG.value)
    name = models.CharField(
        _("Name"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Ohne die Art, zum Beispiel „Arbeitsmarkt“."),
    )
    uebergeordnet = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unterarbeitsgruppen",
        verbose_name=_("Gehört zu"),
        help_text=_("Nur bei einer Unterarbeitsgruppe. Leer: Sie gehört direkt zum Gremium."),
    )
    auftrag = models.TextField(
        _("Auftrag"), max_length=5000, help_text=_("Was sie klären oder ausarbeiten soll.")
    )
    beschluss = models.ForeignKey(
        "lenkung.Beschluss",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="arbeitsgruppen",
        verbose_name=_("Beschluss"),
    )
    beginn = models.DateField(_("eingesetzt am"))
    bericht_bis = models.DateField(
        _("Bericht bis"),
        null=True,
        blank=True,
        help_text=_("An diesem Tag kommt das Ergebnis von selbst als Vorschlag. Leer: ohne Termin."),
    )
    stand = models.CharField(
        _("Stand"), max_length=12, choices=AG_STAENDE, default=AGStand.ARBEITET.value, editable=False
    )
    beendet_am = models.DateField(_("beendet am"), null=True, blank=True, editable=False)
    ende_grund = models.CharField(
        _("Grund"), max_length=200, blank=True, validators=[einzeilig], editable=False
    )
    # What the agreed date has brought onto the way to an agenda. A new date begins anew.
    vorschlag = models.ForeignKey(
        "lenkung.Vorschlag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="arbeitsgruppen",
        editable=False,
    )

    history = historie()

    class Meta:
        verbose_name = _("Arbeitsgruppe")
        verbose_name_plural = _("Arbeitsgruppen")
        ordering = ["name", "pk"]
        constraints = [
            nicht_leer("name", name="ag_name_nicht_leer"),
            nicht_leer("auftrag", name="ag_auftrag_nicht_leer"),
            einer_von(AG_ARTEN, feld="art", name="ag_art"),
            einer_von(AG_STAENDE, feld="stand", name="ag_stand"),
            models.UniqueConstraint(
                "gremium",
                "art",
                Lower("name"),
                name="ag_name_je_gremium",
                violation_error_message=_(
                    "Eine Arbeitsgruppe dieser Art mit diesem Namen gibt es schon. Bitte dort weiterarbeiten."
                ),
                violation_error_code="name",
            ),
            models.CheckConstraint(
                condition=Q(bericht_bis__isnull=True) | Q(bericht_bis__gte=F("beginn")),
                name="ag_bericht_nach_beginn",
                violation_error_message=_("Der Bericht kann nicht vor dem Beginn fällig sein."),
                violation_error_code="bericht_bis",
            ),
            models.CheckConstraint(
                condition=Q(uebergeordnet__isnull=True) | Q(art=AGArt.UAG.value),
                name="ag_nur_uag_gehoert_zu",
                violation_error_message=_("Nur eine Unterarbeitsgruppe gehört zu einer anderen."),
                violation_error_code="uebergeordnet",
            ),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True, ende_grund="") & ~Q(stand=_BEENDET)
                | Q(beendet_am__gte=F("beginn"), stand=_BEENDET) & ~Q(ende_grund=""),
                name="ag_ende_mit_tag_und_grund",
                violation_error_message=_("Das Ende braucht einen Grund und einen Tag nach dem Beginn."),
                violation_error_code="zum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.art.upper()} {self.name}"

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id

    @property
    def lage(self) -> AGStand:
        return AGStand(self.stand)

    def clean(self) -> None:
        super().clean()
        fremd = [
            feld
            for feld in ("uebergeordnet", "beschluss", "vorschlag")
            if getattr(self, feld) is not None and getattr(self, feld).gremium_id != self.gremium_id
        ]
        if fremd:
            meldung = _t("Dieser Eintrag gehört zu einem anderen Gremium.")
            raise ValidationError({feld: ValidationError(meldung, code="fremdes_gremium") for feld in fremd})
        if self.uebergeordnet is not None and self.uebergeordnet.art == AGArt.UAG.value:
            meldung = _t("Eine Unterarbeitsgruppe hat selbst keine Unterarbeitsgruppen.")
            raise ValidationError({"uebergeordnet": ValidationError(meldung, code="uag_unter_uag")})


class AGMitglied(MitZeitraum):
    arbeitsgruppe = models.ForeignKey(
        Arbeitsgruppe, on_delete=models.PROTECT, related_name="mitglieder", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("Person")
    )
    rolle = models.CharField(_("Als"), max_length=12, choices=AG_ROLLEN, default=AGRolle.MITGLIED.value)
    fuer = models.CharField(
        _("Für"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Die Stelle, aus der sie kommt, zum Beispiel „Jugendamt Troisdorf“."),
    )
    # The chair of the Gremium leads unless she passes it on (GO RSK § 5 Abs. 5): when, and who did.
    uebertragen_am = models.DateField(_("übertragen am"), null=True, blank=True)
    uebertragen_von_name = models.CharField(_("übertragen durch"), max_length=200, blank=True, editable=False)

    history = historie()

    class Meta(MitZeitraum.Meta):
        verbose_name = _("Mitglied einer Arbeitsgruppe")
        verbose_name_plural = _("Mitglieder von Arbeitsgruppen")
        ordering = ["von", "pk"]
        constraints = [
            *MitZeitraum.Meta.constraints,
            einer_von(AG_ROLLEN, feld="rolle", name="agmitglied_rolle"),
            models.UniqueConstraint(
                fields=["arbeitsgruppe"],
                condition=Q(rolle=AGRolle.LEITUNG.value, bis__isnull=True),
                name="agmitglied_eine_leitung",
                violation_error_message=_("Diese Arbeitsgruppe hat schon eine Leitung."),
                violation_error_code="leitung",
            ),
            models.CheckConstraint(
                condition=Q(uebertragen_am__isnull=True, uebertragen_von_name="")
                | Q(uebertragen_am__isnull=False, rolle=AGRolle.LEITUNG.value) & ~Q(uebertragen_von_name=""),
                name="agmitglied_uebertragung",
                violation_error_message=_("Übertragen wird nur die Leitung, von jemandem an einem Tag."),
                violation_error_code="uebertragen_am",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def kreis_id(self) -> int:
        return self.arbeitsgruppe.gremium.kreis_id

    def clean(self) -> None:
        super().clean()
        if self.person_id is None:
            return
        verlange_denselben_kreis(self.kreis_id, person=self.person)
        gleichzeitig = AGMitglied.objects.filter(
            ueberschneidend(self.zeitraum), arbeitsgruppe_id=self.arbeitsgruppe_id
        ).exclude(pk=self.pk)
        if gleichzeitig.filter(person_id=self.person_id).exists():
            meldung = _t(
                "Diese Person ist in dieser Zeit schon dabei. Bitte zuerst dort den letzten Tag eintragen."
            )
            raise ValidationError({"person": ValidationError(meldung, code="schon_dabei")})
        leitung = self.rolle == AGRolle.LEITUNG.value
        if leitung and gleichzeitig.filter(rolle=AGRolle.LEITUNG.value).exists():
            meldung = _t(
                "In dieser Zeit hat die Arbeitsgruppe schon eine Leitung. Bitte einen anderen Tag wählen."
            )
            raise ValidationError({"von": ValidationError(meldung, code="leitung_einmal")})


class AGTreffen(models.Model):
    """A simplified session: no invitation by the rules, no quorum, no votes, but a Gesprächsprotokoll."""

    arbeitsgruppe = models.ForeignKey(
        Arbeitsgruppe, on_delete=models.PROTECT, related_name="treffen", editable=False
    )
    tag = models.DateField(_("Tag"))
    beginn = models.TimeField(_("Beginn"), null=True, blank=True)
    ende = models.TimeField(_("Ende"), null=True, blank=True)
    ort = models.CharField(
        _("Ort"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Raum oder „digital“."),
    )
    # Names as they were, one a line: a Gesprächsprotokoll stays readable when a Person is erased.
    anwesende = models.TextField(_("Anwesend"), max_length=5000, blank=True)
    gaeste = models.TextField(
        _("Außerdem dabei"),
        max_length=2000,
        blank=True,
        help_text=_("Wer nicht zur Arbeitsgruppe gehört, je Zeile eine Person mit ihrer Stelle."),
    )
    # Clean HTML of few elements; the domain sanitises before it saves.
    protokoll = models.TextField(_("Gesprächsprotokoll"), blank=True)
    stand = models.CharField(
        _("Stand"), max_length=10, choices=TREFFENSTAENDE, default=Treffenstand.ENTWURF.value, editable=False
    )
    fertig_am = models.DateTimeField(_("fertig am"), null=True, blank=True, editable=False)
    fertig_von_name = models.CharField(_("fertig durch"), max_length=200, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Treffen einer Arbeitsgruppe")
        verbose_name_plural = _("Treffen von Arbeitsgruppen")
        ordering = ["-tag", "-pk"]
        constraints = [
            nicht_leer("ort", name="agtreffen_ort_nicht_leer"),
            einer_von(TREFFENSTAENDE, feld="stand", name="agtreffen_stand"),
            models.CheckConstraint(
                condition=Q(beginn__isnull=True) | Q(ende__isnull=True) | Q(ende__gt=F("beginn")),
                name="agtreffen_ende_nach_beginn",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die Uhrzeiten prüfen."),
                violation_error_code="ende",
            ),
            models.CheckConstraint(
                condition=Q(stand=Treffenstand.ENTWURF.value, fertig_am__isnull=True, fertig_von_name="")
                | Q(stand=Treffenstand.FERTIG.value, fertig_am__isnull=False)
                & ~Q(fertig_von_name="")
                & ~Q(protokoll="")
                & ~Q(anwesende=""),
                name="agtreffen_fertig",
                violation_error_message=_("Fertig ist ein Gesprächsprotokoll mit Text und Anwesenden."),
                violation_error_code="protokoll",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Treffen am %(tag)s") % {"tag": f"{self.tag:%d.%m.%Y}"})

    @property
    def kreis_id(self) -> int:
        return self.arbeitsgruppe.gremium.kreis_id

    @property
    def ist_fertig(self) -> bool:
        return self.stand == Treffenstand.FERTIG.value


class AGBericht(models.Model):
    """The result (GO RSK § 5 Abs. 4). Handed in, it is frozen and lies before the Gremium as a Vorlage."""

    arbeitsgruppe = models.ForeignKey(
        Arbeitsgruppe, on_delete=models.PROTECT, related_name="berichte", editable=False
    )
    text = models.TextField(_("Ergebnis"), blank=True)
    beschlussvorschlag = models.TextField(_("Beschlussvorschlag"), blank=True)
    abgegeben_am = models.DateTimeField(_("abgegeben am"), null=True, blank=True, editable=False)
    abgegeben_von_name = models.CharField(_("abgegeben durch"), max_length=200, blank=True, editable=False)
    vorschlag = models.ForeignKey(
        "lenkung.Vorschlag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ag_berichte",
        editable=False,
    )
    vorlage = models.OneToOneField(
        "lenkung.Vorlage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ag_bericht",
        editable=False,
    )

    history = historie()

    class Meta:
        verbose_name = _("Bericht einer Arbeitsgruppe")
        verbose_name_plural = _("Berichte von Arbeitsgruppen")
        ordering = ["-abgegeben_am", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["arbeitsgruppe"],
                condition=Q(abgegeben_am__isnull=True),
                name="agbericht_ein_entwurf",
                violation_error_message=_("Es gibt schon einen Entwurf. Bitte dort weiterschreiben."),
                violation_error_code="entwurf",
            ),
            models.CheckConstraint(
                condition=Q(
                    abgegeben_am__isnull=True,
                    abgegeben_von_name="",
                    vorschlag__isnull=True,
                    vorlage__isnull=True,
                )
                | Q(abgegeben_am__isnull=False, vorschlag__isnull=False, vorlage__isnull=False)
                & ~Q(abgegeben_von_name="")
                & ~Q(text=""),
                name="agbericht_abgegeben",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Bericht der %(ag)s") % {"ag": self.arbeitsgruppe})

    @property
    def kreis_id(self) -> int:
        return self.arbeitsgruppe.gremium.kreis_id

    @property
    def ist_entwurf(self) -> bool:
        return self.abgegeben_am is None
