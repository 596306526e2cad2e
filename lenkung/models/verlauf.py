"""What happens while a session is held: its course, who is there, what is noted. Rows are added or struck,
never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import ANWESENHEITSARTEN, EREIGNISARTEN, TEILNAHMEROLLEN
from lenkung.regeln.teilnahme import Teilnahmerolle


class Sitzungsverlauf(models.Model):
    """One per session that was opened. `zaehler` rises with each entry: screens see that something is new."""

    sitzung = models.OneToOneField(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="verlauf", editable=False
    )
    zaehler = models.PositiveIntegerField(default=0, editable=False)
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("aufgerufener Punkt"),
    )
    leitung_name = models.CharField(_("Leitung"), max_length=200, blank=True, validators=[einzeilig])
    eroeffnet_am = models.DateTimeField(_("eröffnet um"), null=True, blank=True)
    geschlossen_am = models.DateTimeField(_("geschlossen um"), null=True, blank=True)
    # Whether the invitation carried the notice and kept the full time (GO RSK § 6 Abs. 5); known at opening.
    zweite_wirksam = models.BooleanField(default=False, editable=False)
    # Held on paper and entered later.
    nachgetragen = models.BooleanField(_("nachgetragen"), default=False)

    class Meta:
        verbose_name = _("Verlauf einer Sitzung")
        verbose_name_plural = _("Verläufe von Sitzungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(geschlossen_am__isnull=True) | Q(eroeffnet_am__isnull=False),
                name="verlauf_erst_eroeffnet",
            ),
            models.CheckConstraint(
                condition=Q(geschlossen_am__isnull=True)
                | Q(eroeffnet_am__isnull=True)
                | Q(geschlossen_am__gte=F("eroeffnet_am")),
                name="verlauf_schluss_nach_beginn",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Verlauf: %(sitzung)s") % {"sitzung": self.sitzung})

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id


class Anwesenheit(models.Model):
    """From when until when somebody was there. A wrong entry is struck and stays readable."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="anwesenheiten", editable=False
    )
    sitz = models.ForeignKey(
        "lenkung.Sitz", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    gast = models.ForeignKey(
        "lenkung.Punktgast", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField(_("Name"), max_length=200)
    rolle = models.CharField(_("als"), max_length=20, choices=TEILNAHMEROLLEN)
    art = models.CharField(_("wie"), max_length=10, choices=ANWESENHEITSARTEN)
    von = models.DateTimeField(_("von"))
    bis = models.DateTimeField(_("bis"), null=True, blank=True)
    eingetragen_von_name = models.CharField(_("eingetragen durch"), max_length=200)
    gestrichen_am = models.DateTimeField(_("gestrichen am"), null=True, blank=True)
    gestrichen_von_name = models.CharField(_("gestrichen durch"), max_length=200, blank=True)
    gestrichen_grund = models.CharField(_("Grund"), max_length=200, blank=True, validators=[einzeilig])

    class Meta:
        verbose_name = _("Anwesenheit")
        verbose_name_plural = _("Anwesenheiten")
        ordering = ["sitzung_id", "von", "pk"]
        indexes = [models.Index(fields=["sitzung", "von"], name="anwesenheit_je_sitzung")]
        constraints = [
            einer_von(TEILNAHMEROLLEN, feld="rolle", name="anwesenheit_rolle"),
            einer_von(ANWESENHEITSARTEN, feld="art", name="anwesenheit_art"),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gt=F("von")), name="anwesenheit_bis_nach_von"
            ),
            models.CheckConstraint(
                condition=Q(rolle=Teilnahmerolle.GAST.value)
                | (Q(sitz__isnull=False) & Q(person__isnull=False)),
                name="anwesenheit_mit_sitz",
            ),
            models.CheckConstraint(
                condition=Q(gestrichen_am__isnull=True, gestrichen_von_name="")
                | (Q(gestrichen_am__isnull=False) & ~Q(gestrichen_von_name="")),
                name="anwesenheit_gestrichen_durch",
            ),
            # Two people who mark the same person at once make one interval.
            models.UniqueConstraint(
                fields=["sitzung", "person"],
                condition=Q(bis__isnull=True, gestrichen_am__isnull=True, person__isnull=False),
                name="anwesenheit_person_einmal",
            ),
            models.UniqueConstraint(
                fields=["sitzung", "gast"],
                condition=Q(bis__isnull=True, gestrichen_am__isnull=True, gast__isnull=False),
                name="anwesenheit_gast_einmal",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id


class Sitzungsereignis(models.Model):
    """One entry of the course of a session, with its time. Rows are only added."""

    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, related_name="ereignisse", editable=False
    )
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    art = models.CharField(_("was"), max_length=40, choices=EREIGNISARTEN)
    zeit = models.DateTimeField(_("um"))
    text = models.CharField(_("Worum es ging"), max_length=500, blank=True)
    von_name = models.CharField(_("durch"), max_length=200)
    eingetragen_am = models.DateTimeField(_("eingetragen um"), auto_now_add=True)
    # Of the entry as the page made it: sent twice after a broken connection, it counts once.
    schluessel = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("Ereignis einer Sitzung")
        verbose_name_plural = _("Ereignisse einer Sitzung")
        ordering = ["sitzung_id", "zeit", "pk"]
        indexes = [models.Index(fields=["sitzung", "art"], name="ereignis_je_sitzung")]
        constraints = [einer_von(EREIGNISARTEN, feld="art", name="ereignis_art")]

    def __str__(self) -> str:
        return str(self.get_art_display())

    @property
    def kreis_id(self) -> int:
        return self.sitzung.gremium.kreis_id


class Punktnotiz(models.Model):
    """What the Geschäftsstelle notes at an item while it is dealt with; the Niederschrift starts from it."""

    punkt = models.OneToOneField(
        "lenkung.Tagesordnungspunkt", on_delete=models.PROTECT, related_name="notiz", editable=False
    )
    text = models.TextField(_("Notizen"), max_length=20000, blank=True)
    # Who wrote on an older state is told so, and nothing is overwritten.
    zaehler = models.PositiveIntegerField(default=0, editable=False)
    geaendert_am = models.DateTimeField(_("geändert um"))
    geaendert_von_name = models.CharField(_("geändert durch"), max_length=200)

    class Meta:
        verbose_name = _("Notiz zu einem Punkt")
        verbose_name_plural = _("Notizen zu Punkten")

    def __str__(self) -> str:
        return str(_("Notiz: %(punkt)s") % {"punkt": self.punkt})

    @property
    def kreis_id(self) -> int:
        return self.punkt.sitzung.gremium.kreis_id


class Wortlaut(models.Model):
    """What is put to the vote, word for word, each version with its number. Rows are only added."""

    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt", on_delete=models.PROTECT, related_name="wortlaute", editable=False
    )
    nummer = models.PositiveSmallIntegerField(_("Fassung"))
    text = models.TextField(_("Wortlaut"), max_length=20000)
    am = models.DateTimeField(_("am"))
    von_name = models.CharField(_("durch"), max_length=200)

    class Meta:
        verbose_name = _("Wortlaut")
        verbose_name_plural = _("Wortlaute")
        ordering = ["punkt_id", "nummer"]
        constraints = [
            nicht_leer("text", name="wortlaut_nicht_leer"),
            models.UniqueConstraint(fields=["punkt", "nummer"], name="wortlaut_nummer"),
        ]

    def __str__(self) -> str:
        return str(_("Wortlaut, Fassung %(nummer)s") % {"nummer": self.nummer})

    @property
    def kreis_id(self) -> int:
        return self.punkt.sitzung.gremium.kreis_id
