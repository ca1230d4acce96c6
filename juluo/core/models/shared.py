from django.db import models


class SharedValue(models.Model):
    """What all processes know for a while: tries that are counted, codes that were used (`shared_cache.py`)."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
