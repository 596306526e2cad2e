"""A Beschluss, what follows from it, and what came of that."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.auswahl import BESCHLUSSWEISEN, FOLGENARTEN, FOLGENSTAENDE
from lenkung.regeln.umlauf import WEISE as UMLAUF
from lenkung.regeln.verlauf import Folgenstand


class Beschluss(models.Model):
    """What the chair has established. Its number is given under a lock, without gap and without double."""

    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="beschluesse", editable=False
    )
    jahr = models.PositiveSmallIntegerField(_("Jahr"), editable=False)
    nummer = models.PositiveSmallIntegerField(_("Nummer"), editable=False)
    sitzung = models.ForeignKey(
        "lenkung.Sitzung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beschluesse",
        editable=False,
    )
    punkt = models.ForeignKey(
        "lenkung.Tagesordnungspunkt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beschluesse",
        editable=False,
    )
    abstimmung = models.OneToOneField(
        "lenkung.Abstimmung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beschluss",
        editable=False,
    )
    # Instead of a vote in a session; it has neither a session nor an item then.
    umlauf = models.OneToOneField(
        "lenkung.Umlaufverfahren",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beschluss",
        editable=False,
    )
    # The released version of the Vorlage that lay on the table.
    fassung = models.ForeignKey(
        "lenkung.Vorlagenfassung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="beschluesse",
        editable=False,
    )
    gefasst_am = models.DateField(_("gefasst am"), editable=False)
    titel = models.CharField(_("Titel"), max_length=200, validators=[einzeilig])
    text = models.TextField(_("Wortlaut"), max_length=20000)
    weise = models.CharField(_("Art der Abstimmung"), max_length=20, choices=BESCHLUSSWEISEN, blank=True)
    angenommen = models.BooleanField(_("angenommen"), editable=False)
    rechnung = models.TextField(_("Rechnung"), blank=True, editable=False)
    oeffentlich = models.BooleanField(_("In der öffentlichen Niederschrift"), default=True)
    # Entered later, from paper or from a table; `fundstelle` says from where.
    nachgetragen = models.BooleanField(_("nachgetragen"), default=False, editable=False)
    fundstelle = models.CharField(_("Fundstelle"), max_length=200, blank=True, validators=[einzeilig])

    history = historie()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ["-jahr", "-nummer", "pk"]
        constraints = [
            nicht_leer("titel", name="beschluss_titel_nicht_leer"),
            nicht_leer("text", name="beschluss_text_nicht_leer"),
            einer_von(BESCHLUSSWEISEN, feld="weise", name="beschluss_weise", leer=True),
            models.UniqueConstraint(fields=["gremium", "jahr", "nummer"], name="beschluss_nummer"),
            models.CheckConstraint(condition=Q(nummer__gte=1), name="beschluss_nummer_ab_eins"),
            # From a vote or from a circular, never both; without either only what is entered from paper.
            models.CheckConstraint(
                condition=Q(abstimmung__isnull=False, umlauf__isnull=True)
                | Q(
                    abstimmung__isnull=True,
                    umlauf__isnull=False,
                    sitzung__isnull=True,
                    punkt__isnull=True,
                    weise=UMLAUF,
                )
                | Q(abstimmung__isnull=True, umlauf__isnull=True, nachgetragen=True),
                name="beschluss_aus_abstimmung_oder_umlauf",
            ),
        ]

    def __str__(self) -> str:
        return str(
            _("Beschluss %(nummer)s/%(jahr)s: %(titel)s")
            % {"nummer": self.nummer, "jahr": self.jahr, "titel": self.titel}
        )

    @property
    def zeichen(self) -> str:
        return f"{self.nummer}/{self.jahr}"

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Beschlussfolge(models.Model):
    """What somebody has to do because of a Beschluss, by when."""

    beschluss = models.ForeignKey(Beschluss, on_delete=models.PROTECT, related_name="folgen", editable=False)
    art = models.CharField(_("Was folgt?"), max_length=20, choices=FOLGENARTEN)
    text = models.CharField(_("Was ist zu tun?"), max_length=500, validators=[einzeilig])
    verantwortlich = models.CharField(
        _("Wer ist verantwortlich?"),
        max_length=200,
        validators=[einzeilig],
        help_text=_("Person oder Stelle, wie sie in der Niederschrift stehen soll."),
    )
    email = models.EmailField(
        _("E-Mail"), blank=True, help_text=_("Für Erinnerungen und den Link zum Bericht.")
    )
    bis = models.DateField(_("bis"), null=True, blank=True)
    stand = models.CharField(
        _("Stand"),
        max_length=12,
        choices=FOLGENSTAENDE,
        default=Folgenstand.OFFEN.value,
        editable=False,
    )
    erledigt_am = models.DateField(_("erledigt am"), null=True, blank=True, editable=False)
    angelegt_am = models.DateTimeField(_("angelegt am"), auto_now_add=True)

    history = historie()

    class Meta:
        verbose_name = _("Folge eines Beschlusses")
        verbose_name_plural = _("Folgen von Beschlüssen")
        ordering = ["bis", "pk"]
        indexes = [models.Index(fields=["stand", "bis"], name="folge_offen_bis")]
        constraints = [
            einer_von(FOLGENARTEN, feld="art", name="folge_art"),
            einer_von(FOLGENSTAENDE, feld="stand", name="folge_stand"),
            nicht_leer("text", name="folge_text_nicht_leer"),
            nicht_leer("verantwortlich", name="folge_mit_verantwortung"),
            models.CheckConstraint(
                condition=Q(stand=Folgenstand.OFFEN.value, erledigt_am__isnull=True)
                | (~Q(stand=Folgenstand.OFFEN.value) & Q(erledigt_am__isnull=False)),
                name="folge_erledigt_am",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def kreis_id(self) -> int:
        return self.beschluss.gremium.kreis_id

    @property
    def lage(self) -> Folgenstand:
        return Folgenstand(self.stand)


class Folgebericht(models.Model):
    """What the responsible person reports. Rows are only added."""

    folge = models.ForeignKey(
        Beschlussfolge, on_delete=models.PROTECT, related_name="berichte", editable=False
    )
    text = models.TextField(_("Bericht"), max_length=5000)
    erledigt = models.BooleanField(_("Das ist erledigt"), default=False)
    am = models.DateTimeField(_("am"))
    von_name = models.CharField(_("durch"), max_length=200)
    # Through the personal link, or entered by the Geschäftsstelle.
    ueber_link = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("Bericht zu einer Folge")
        verbose_name_plural = _("Berichte zu Folgen")
        ordering = ["am", "pk"]
        constraints = [nicht_leer("text", name="folgebericht_nicht_leer")]

    def __str__(self) -> str:
        return str(_("Bericht vom %(am)s") % {"am": self.am.date()})

    @property
    def kreis_id(self) -> int:
        return self.folge.beschluss.gremium.kreis_id
