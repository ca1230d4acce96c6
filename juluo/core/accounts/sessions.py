"""Where a login is signed in, and ending that."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from juluo.core.models import User


def sessions_of(user: User) -> QuerySet[UserSession]:
    """The sessions of the login that still stand, the latest first."""
    standing = Session.objects.values("session_key")
    return UserSession.objects.filter(user_id=user.pk, session_key__in=standing).order_by("-id")  # type: ignore[no-any-return] # published without types


@transaction.atomic
def end_sessions(sessions: QuerySet[UserSession]) -> None:
    """Sign these out, from the next request on. Ending what has ended changes nothing."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
