from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from consortia.columns import text


class SavedQuery(models.Model):
    """A search that somebody kept: the query string of the one filter. What it finds is worked out anew each time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_queries")
    name = models.CharField(max_length=120)
    query = text(4000, help_text="As in the address of the list, without the question mark.")
    wants_alerts = models.BooleanField(
        "e-mail me what is new", db_default=False, default=False, help_text="At most once a day."
    )
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "saved search"
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_query_name_once",
                violation_error_message="You have a saved search of this name. Give it another.",
            )
        ]
        indexes = [models.Index(fields=["alerted_at"], name="saved_query_by_alert")]

    def __str__(self):
        return self.name
