"""Whether a member may take part here: what the pillars beneath the community ask, and what it answers from above."""

from collections.abc import Callable

from juluo.core.models import Member

type Check = Callable[[Member], None]

_checks: list[Check] = []


def register_taking_part(check: Check) -> None:
    """Let `check` refuse whoever may not take part; filled once, at start-up."""
    _checks[:] = [check]


def ensure_may_take_part(member: Member) -> None:
    """Refuse unless the member may take part now: `banned`, `left`, `covenant_not_accepted` (403)."""
    for check in _checks:
        check(member)
