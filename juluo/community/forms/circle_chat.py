from juluo.community.models import Circle
from juluo.core.pause_fields import PausedForm


class PauseForm(PausedForm):
    """How long members wait between two messages in the circle's chat."""

    @classmethod
    def of(cls, circle: Circle) -> "PauseForm":
        return cls(initial={"pause_seconds": circle.room.pause_seconds if circle.room else 0})
