"""What may become of a need, decided over values already in hand."""

from http import HTTPStatus

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Need

State = Need.State
DECISIONS = (State.YES, State.LATER, State.NO)
"""States that need a reason, for members are told why."""
MOST_NEW = 10
"""A member's own cards that nobody has looked at."""

_DECIDING = (*DECISIONS,)
_NEXT: dict[str, tuple[Need.State, ...]] = {
    State.NEW: (State.CONSIDERED, *_DECIDING),
    State.CONSIDERED: _DECIDING,
    State.YES: (State.MAKING, State.LATER, State.NO),
    State.LATER: (State.CONSIDERED, State.YES, State.NO),
    State.NO: (State.CONSIDERED, State.YES, State.LATER),
    State.MAKING: (State.RELEASED, State.LATER, State.NO),
    State.RELEASED: (State.MAKING,),
}


def next_states(state: str) -> tuple[Need.State, ...]:
    """What a need in this state may become."""
    return _NEXT[state]


def is_open(state: str) -> bool:
    """Whether nothing has been decided."""
    return state in {State.NEW, State.CONSIDERED}


def check_can_become(need: Need, state: str) -> Need.State:
    if state not in State.values:
        raise Refused(_("There is no such state."), code="unknown_state", field="state", status=422)
    check_stands(need)
    if state not in _NEXT[need.state]:
        message = _("It is at “%(before)s”, which “%(after)s” does not follow.")
        words = {"before": need.get_state_display(), "after": State(state).label}
        raise Refused(message % words, code="not_next", field="state")
    return State(state)


def check_stands(need: Need) -> None:
    """What is part of another card, or hidden, is not moved by itself."""
    if need.merged_into_id or need.hidden_at:
        raise Refused(_("This card does not stand by itself."), code="not_standing")


def check_can_merge(need: Need, into: Need) -> None:
    if need.pk == into.pk:
        raise Refused(_("A card cannot be part of itself."), code="same_need", field="into", status=422)
    check_stands(need)
    check_stands(into)


def check_pace(waiting: int) -> None:
    """`waiting` counts the member's own cards that nobody has looked at."""
    if waiting >= MOST_NEW:
        message = _("You have asked for a lot already. Wait until somebody has looked at it.")
        raise Refused(message, code="too_many", field="title", status=HTTPStatus.TOO_MANY_REQUESTS)
