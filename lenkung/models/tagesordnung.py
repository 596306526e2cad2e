"""The agenda of a session: its items, its guests, its versions, and how far the chair has come with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import PUNKTARTEN, PUNKTSTAENDE, TAGESORDNUNGSSTAENDE
from lenkung.regeln.tagesordnung import Punktart, Punktstand, Tagesordnungsstand


class Tagesordnung(models.Model):
    """One per session. `zaehler` rises with each change of an item: who ordered an older one, is told so."""

    sitzung = models.OneToOneField(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="tagesordnung", editable=False
    )
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=TAGESORDNUNGSSTAENDE,
        default=Tagesordnungsstand.ENTWURF.value,
        editable=False,
    )
    zaehler = models.PositiveIntegerField(default=0, editable=False)
    bemerkung = models.TextField(_("Bemerkung des Vorsitzes"), max_length=2000, blank=True)

    history = historie(excluded_fields=["zaehler"])

    class Meta:
        verbose_name = _("Tagesordnung")
        verbose_name_plural = _("Tagesordnungen")
        constraints = [
            einer_von(TAGESORDNUNGSSTAENDE, feld="stand", name="tagesordnung_stand"),
            models.CheckConstraint(
                condition=~Q(stand=Tagesordnungsstand.ZURUECKGEGEBEN.value) | ~Q(bemerkung=""),
                name="tagesordnung_zurueck_mit_bemerkung",
                violation_error_message=_("Bitte schreiben, was geändert werden soll."),
                violation_error_code="bemerkung",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Tagesordnung: %(sitzung)s") % {"sitzung": self.sitzung})

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id

    @property
    def lage(self) -> Tagesordnungsstand:
        return Tagesordnungsstand(self.stand)


class Tagesordnungspunkt(models.Model):
    """An item. Its number is its place in the order of `position`, which the domain keeps without gaps."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="punkte", editable=False
    )
    position = models.PositiveSmallIntegerField(editable=False)
    art = models.CharField(_("Art"), max_length=20, choices=PUNKTARTEN)
    titel = models.CharField(_("Titel"), max_length=200, validators=[einzeilig])
    erlaeuterung = models.TextField(_("Erläuterung"), max_length=5000, blank=True)
    minuten = models.PositiveSmallIntegerField(_("Zeit in Minuten"), default=10)
    berichterstattung = models.CharField(
        _("Es trägt vor"), max_length=200, blank=True, validators=[einzeilig]
    )
    oeffentlich = models.BooleanField(
        _("In der öffentlichen Niederschrift"),
        default=True,
        help_text=_("Sonst steht dort nur, dass es einen nicht öffentlichen Punkt gab."),
    )
    vorlage = models.ForeignKey(
        "lenkung.Vorlage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="punkte",
        verbose_name=_("Vorlage"),
    )
    vorschlag = models.ForeignKey(
        "lenkung.Vorschlag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="punkte",
        editable=False,
    )
    # Of which session the Niederschrift is to be approved.
    niederschrift_von = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The same matter in the earlier session, where it was put off for lack of quorum (GO RSK § 6 Abs. 5).
    uebernommen_aus = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="weitergefuehrt_als",
        editable=False,
    )
    # Came by itself from the GO and the state; such an item is not made twice.
    von_selbst = models.BooleanField(default=False, editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=PUNKTSTAENDE,
        default=Punktstand.OFFEN.value,
        editable=False,
    )

    history = historie()

    class Meta:
        verbose_name = _("Tagesordnungspunkt")
        verbose_name_plural = _("Tagesordnungspunkte")
        ordering = ["sitzung_id", "position", "pk"]
        indexes = [models.Index(fields=["sitzung", "position"], name="punkt_folge")]
        constraints = [
            einer_von(PUNKTARTEN, feld="art", name="punkt_art"),
            einer_von(PUNKTSTAENDE, feld="stand", name="punkt_stand"),
            nicht_leer("titel", name="punkt_titel_nicht_leer"),
            models.CheckConstraint(
                condition=Q(minuten__gte=0, minuten__lte=480),
                name="punkt_minuten",
                violation_error_message=_("Bitte zwischen 0 und 480 Minuten angeben."),
                violation_error_code="minuten",
            ),
            models.CheckConstraint(
                condition=Q(niederschrift_von__isnull=True) | Q(art=Punktart.GENEHMIGUNG.value),
                name="punkt_genehmigung",
            ),
            models.UniqueConstraint(
                fields=["sitzung", "vorschlag"],
                condition=Q(vorschlag__isnull=False),
                name="punkt_vorschlag_einmal",
            ),
            models.UniqueConstraint(
                fields=["sitzung", "uebernommen_aus"],
                condition=Q(uebernommen_aus__isnull=False),
                name="punkt_uebernommen_einmal",
            ),
            models.UniqueConstraint(
                fields=["sitzung", "niederschrift_von"],
                condition=Q(niederschrift_von__isnull=False),
                name="punkt_genehmigung_einmal",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        super().clean()
        gremium_id = self.sitzung.gremium_id
        if self.vorlage is not None and self.vorlage.gremium_id != gremium_id:
            meldung = _("Diese Vorlage gehört zu einem anderen Gremium.")
            raise ValidationError({"vorlage": ValidationError(meldung, code="fremdes_gremium")})

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id

    @property
    def punktart(self) -> Punktart:
        return Punktart(self.art)

    @property
    def lage(self) -> Punktstand:
        return Punktstand(self.stand)


class Punktgast(models.Model):
    """Someone invited to one item, with its papers only (GO RSK § 2 Abs. 3)."""

    punkt = models.ForeignKey(
        Tagesordnungspunkt, on_delete=models.PROTECT, related_name="gaeste", editable=False
    )
    name = models.CharField(_("Name"), max_length=200, validators=[einzeilig])
    einrichtung = models.CharField(_("Einrichtung"), max_length=200, blank=True, validators=[einzeilig])
    email = models.EmailField(_("E-Mail"))
    grundlage = models.CharField(
        _("Wer hat es entschieden?"),
        max_length=200,
        blank=True,
        validators=[einzeilig],
        help_text=_("Zum Beispiel „Beschluss vom 23.11.2022“ oder „Vorsitz“."),
    )

    history = historie()

    class Meta:
        verbose_name = _("Gast")
        verbose_name_plural = _("Gäste")
        ordering = ["name", "pk"]
        constraints = [
            nicht_leer("name", name="punktgast_name_nicht_leer"),
            nicht_leer("email", name="punktgast_email_nicht_leer"),
            models.UniqueConstraint(
                fields=["punkt", "email"],
                name="punktgast_einmal",
                violation_error_message=_("Diese Person ist zu diesem Punkt schon eingetragen."),
                violation_error_code="email",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(teil for teil in (self.name, self.einrichtung) if teil)

    @property
    def kreis_id(self) -> int:
        return self.punkt.sitzung.gremium.kreis_id


class Tagesordnungsfassung(models.Model):
    """What the chair has confirmed, word for word. Rows are only added."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="tagesordnungsfassungen"
    )
    nummer = models.PositiveSmallIntegerField(_("Fassung"))
    # The items as they were read: number, id, title, kind, minutes, public or not.
    punkte = models.JSONField(default=list)
    # What differs from the version before, as sentences.
    aenderungen = models.JSONField(default=list, blank=True)
    bestaetigt_am = models.DateTimeField(_("bestätigt am"))
    bestaetigt_von_name = models.CharField(_("bestätigt durch"), max_length=200)
    # If the Geschäftsstelle entered it: how the chair said so ("E-Mail vom 03.03.2023").
    bestaetigt_wie = models.CharField(
        _("Wie hat der Vorsitz bestätigt?"), max_length=200, blank=True, validators=[einzeilig]
    )

    class Meta:
        verbose_name = _("Fassung der Tagesordnung")
        verbose_name_plural = _("Fassungen der Tagesordnung")
        ordering = ["sitzung_id", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["sitzung", "nummer"], name="tagesordnungsfassung_nummer"),
            models.CheckConstraint(
                condition=Q(nummer__gte=1) & ~Q(bestaetigt_von_name=""),
                name="tagesordnungsfassung_vollstaendig",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Fassung %(nummer)s") % {"nummer": self.nummer})

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id
