from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word that people meet in the public register: in names, kinds, areas and organisations. For spelling.

    The SQL function `refresh_words` fills the table; nobody writes to it.
    """

    word = models.CharField(max_length=80, primary_key=True, help_text="In lower case, without accents.")
    stem = models.CharField(max_length=80, help_text="What a search looks for; empty for words that say nothing.")
    entries = models.PositiveIntegerField(help_text="In how many of them it stands.")

    class Meta:
        db_table = "public_word"
        ordering = ["word"]
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="public_word_trigrams"),
            models.Index(fields=["stem"], name="public_word_by_stem"),
        ]

    def __str__(self):
        return self.word
