"""Who comes in by an entrance, how many, until when, and what they find."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from juluo.community.facts.entrances import PolicySet, WelcomeSet
from juluo.community.models import Entrance
from juluo.community.models.entrance import WELCOME_LENGTH
from juluo.community.operations.coming_in import locked_entrance
from juluo.community.rules.entrances import check_can_have_policy, check_places
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line, clean_text
from juluo.core.words import Rung

PATH_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`capacity` and `expires_at` may be None; `inviting_rung` is "" where staff alone invite."""

    policy: str
    capacity: int | None = None
    expires_at: datetime | None = None
    inviting_rung: str = ""


@transaction.atomic
def set_policy(entrance: Entrance, wanted: Policy) -> Entrance:
    """Say who comes in by the entrance, from now on. Who is in stays in, who applied keeps their application.

    The same again changes nothing. Refused: `unknown_policy`, `standing`, `bad_capacity`, `past`, `unknown_rung`.
    """
    entrance = locked_entrance(entrance.pk)
    if (entrance.policy, entrance.capacity, entrance.expires_at, entrance.inviting_rung) == _told(wanted):
        return entrance
    policy = check_can_have_policy(entrance, wanted.policy)
    check_places(wanted.capacity)
    _check_time(entrance, wanted.expires_at)
    if wanted.inviting_rung and wanted.inviting_rung not in Rung.values:
        raise Refused(_("There is no such rung."), code="unknown_rung", field="inviting_rung", status=422)
    entrance.policy, entrance.capacity, entrance.expires_at = policy, wanted.capacity, wanted.expires_at
    entrance.inviting_rung = wanted.inviting_rung
    entrance.save(update_fields=["policy", "capacity", "expires_at", "inviting_rung"])
    renew_pages()
    until = wanted.expires_at.isoformat() if wanted.expires_at else ""
    record(PolicySet(entrance_id=entrance.pk, policy=policy, capacity=wanted.capacity, expires_at=until))
    return entrance


@transaction.atomic
def set_welcome(entrance: Entrance, words: str, *, to: str) -> Entrance:
    """Say what newcomers read, and to which page of the space (a path like "/rooms/…", "" for where they were) they go.

    Refused with `not_here` (422) if `to` leads out of the space.
    """
    entrance = locked_entrance(entrance.pk)
    words = clean_text(words, field="welcome", most=WELCOME_LENGTH, least=0)
    to = clean_line(to, field="welcome_to", most=PATH_LENGTH, least=0)
    if to and not is_own_path(to):
        message = _("Write a page of this space, like /posts/… as it stands behind its address.")
        raise Refused(message, code="not_here", field="welcome_to", status=422)
    if (entrance.welcome, entrance.welcome_to) != (words, to):
        entrance.welcome, entrance.welcome_to = words, to
        entrance.save(update_fields=["welcome", "welcome_to"])
        record(WelcomeSet(entrance_id=entrance.pk))
    return entrance


def is_own_path(path: str) -> bool:
    """Whether "/posts/…" is a path behind the prefix of a space: no other site, space or studio."""
    local = url_has_allowed_host_and_scheme(path, allowed_hosts=None) and "\\" not in path
    place = unquote(path)
    parts = place.split("/")
    return (
        local
        and place.startswith("/")
        and parts[1][:1] != "@"
        and parts[1] not in {"studio", "api", ".."}
        and (".." not in parts)
    )


def _told(wanted: Policy) -> tuple[str, int | None, datetime | None, str]:
    return wanted.policy, wanted.capacity, wanted.expires_at, wanted.inviting_rung


def _check_time(entrance: Entrance, expires_at: datetime | None) -> None:
    if expires_at and expires_at != entrance.expires_at and expires_at <= clock.now():
        raise Refused(_("This time has passed."), code="past", field="expires_at")
