"""The code lists that describe an asset. `manage.py load_codes` fills them; a code is never deleted."""

from django.contrib.gis.db import models

from consortia.columns import text, texts


class Code(models.Model):
    """One entry of a code list."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    description = text()
    synonyms = texts(80, help_text="Other words that residents and professionals use.")
    position = models.PositiveSmallIntegerField(db_default=0, default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class SensitiveCode(Code):
    """A code of a list on which some entries are dangerous to be seen with."""

    needs_way_out = models.BooleanField(
        'pages offer "Leave this page"',
        db_default=False,
        default=False,
        help_text="Being seen with a page on this may be dangerous.",
    )

    class Meta(Code.Meta):
        abstract = True


class CategoryQuerySet(models.QuerySet):
    def kinds(self):
        """The eight top kinds, which have a colour, a shape and an icon."""
        return self.filter(parent=None)

    def with_finer(self, categories):
        """These categories and the finer ones below them."""
        ids = [category.pk for category in categories]
        return self.filter(models.Q(id__in=ids) | models.Q(parent__in=ids))


class Category(SensitiveCode):
    """What kind of place or group it is: eight kinds, with finer ones below them."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="finer")
    check_interval_days = models.PositiveSmallIntegerField(
        db_default=365, default=365, help_text="Days after which an entry should be checked again."
    )
    open_referral = models.JSONField(
        "Open Referral taxonomy terms",
        db_default={},
        default=dict,
        blank=True,
        help_text="Taxonomy name: term identifier.",
    )

    objects = CategoryQuerySet.as_manager()

    class Meta(Code.Meta):
        verbose_name_plural = "categories"


class Audience(SensitiveCode):
    """Who a place or group is for."""

    class Meta(Code.Meta):
        verbose_name = "who it is for"
        verbose_name_plural = "who it is for"


class Determinant(Code):
    """What it helps with: a wider determinant of health."""

    class Meta(Code.Meta):
        verbose_name = "what it helps with"
        verbose_name_plural = "what it helps with"


class Feature(Code):
    """A fact about getting in and around, answered yes, no or not known."""


class Licence(Code):
    """The terms under which a record may be used again."""

    url = models.URLField(max_length=300, blank=True, db_default="", default="")
    attribution = text(500)
