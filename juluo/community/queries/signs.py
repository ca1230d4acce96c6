"""What stands at an entrance: what it asks, before anybody types anything."""

from dataclasses import dataclass

from juluo.community.models import Application, Entrance, Questionnaire
from juluo.community.queries.places import current_questionnaire, has_room, places_taken, questions_asked
from juluo.community.rules.questions import Question


@dataclass(frozen=True, slots=True)
class Sign:
    """`left` is how many places are free (None: without a limit), `waiting` how many people wait for one."""

    entrance: Entrance
    questions: list[Question]
    terms: Questionnaire | None
    left: int | None
    waiting: int

    @property
    def is_full(self) -> bool:
        return self.left is not None and self.left <= self.waiting

    @property
    def asks_application(self) -> bool:
        """Whether one applies: where that is asked, and to wait where everybody may come in but no place is free."""
        policy = self.entrance.policy
        return policy == Entrance.Policy.APPLICATION or (policy == Entrance.Policy.OPEN and self.is_full)

    @property
    def asks_code(self) -> bool:
        return self.entrance.policy in {Entrance.Policy.INVITATION, Entrance.Policy.PURCHASE}


def sign_at(entrance: Entrance) -> Sign:
    """Two queries more where places are counted, one where questions are asked."""
    left, waiting = None, 0
    if entrance.capacity is not None:
        left = max(0, entrance.capacity - places_taken(entrance))
        waiting = Application.objects.filter(entrance=entrance, state=Application.State.WAITING).count()
    asks = entrance.policy == Entrance.Policy.APPLICATION
    terms = current_questionnaire(entrance) if asks else None
    return Sign(entrance, questions_asked(entrance, terms), terms, left, waiting)


def queues(entrance: Entrance) -> bool:
    """Whether an open entrance has no place that nobody waits for."""
    limited = entrance.policy == Entrance.Policy.OPEN and entrance.capacity is not None
    return limited and not has_room(entrance, queued=True)
