"""Who a session belongs to: the one authentication backend."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from juluo.core.models import Member, Reading, User
from juluo.core.spaces import acting_space_id_or_none

_present = Reading(
    lambda user_id: Member.objects.filter(user_id=user_id, left_at=None).select_related("user", "space").order_by("id")
)


class Backend(AuthenticationBackend):  # type: ignore[misc] # published without types
    """Signs in as allauth does; within a space it reads a session's user, member and space in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, or None if they may not sign in any more."""
        if acting_space_id_or_none() is None:
            return self._without_member(user_id)
        found = _present(user_id)
        member = found[0] if found else None
        if member is None or member.user is None:
            return self._without_member(user_id)
        member.user.member_here = member
        return member.user if self.user_can_authenticate(member.user) else None

    def _without_member(self, user_id: Any) -> User | None:
        found: User | None = super().get_user(user_id)
        return found
