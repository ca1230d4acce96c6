"""The two bells: what a member has not read, as a member and as staff."""

from typing import Any

from juluo.core.navigation import Bell
from juluo.reach.news import Audience
from juluo.reach.queries.notifications import unread_count


def _as_member(request: Any) -> int:
    return unread_count(request.member, Audience.MEMBER)


def _as_staff(request: Any) -> int:
    return unread_count(request.member, Audience.STAFF)


MEMBER = Bell("reach:notifications", _as_member)
STUDIO = Bell("reach_studio:notifications", _as_staff)
