"""A person's own copy of everything held about them, as one JSON document (PIPL art. 45)."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from juluo.core import clock
from juluo.core.holdings import holdings, login_holdings
from juluo.core.models import Closing, Member, Phone, Space, User
from juluo.core.spaces import acting_in


def copy_of(user: User) -> dict[str, Any]:
    """Everything about the login and about its member in each space. Call it with no transaction open."""
    return {"made_at": clock.now(), "login": _login(user), "spaces": list(_spaces(user))}


def _login(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email,
        "joined_at": user.date_joined,
        "emails": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "phones": list(Phone.objects.filter(user=user).values("number", "verified_at")),
        "second_steps": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "sessions": list(UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at")),
        "closing": list(Closing.objects.filter(user=user).values("asked_at", "due_at")),
    }


def _spaces(user: User) -> Iterator[dict[str, Any]]:
    for space in Space.objects.order_by("slug"):
        with acting_in(space), transaction.atomic():
            member = Member.objects.filter(user=user).first()
            held = _held(user, member)
            if member or held:
                told = _member(member) if member else None
                yield {"slug": space.slug, "name": space.name, "member": told, "held": held}


def _member(member: Member) -> dict[str, Any]:
    shown = ("id", "name", "rung", "joined_at", "left_at", "banned_at")
    return {name: getattr(member, name) for name in shown}


def _held(user: User, member: Member | None) -> dict[str, Any]:
    of_member = {each.key: rows for each in holdings() if (rows := each.copy_for(member))} if member else {}
    return of_member | {each.key: rows for each in login_holdings() if (rows := each.copy_for(user))}
