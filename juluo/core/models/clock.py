from django.db import models


class TestClock(models.Model):
    """How far the clock of a test installation stands ahead. One row; read by `juluo_clock_offset()`."""

    ahead = models.DurationField()

    def __str__(self) -> str:
        return str(self.ahead)
