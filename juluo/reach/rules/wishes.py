"""What a member wants, and what a law wants for them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.reach.news import Channel, Kind

type Wishes = Mapping[tuple[str, str], bool]
"""What was said, by (kind, channel)."""


def is_wanted(kind: Kind, channel: Channel, wishes: Wishes) -> bool:
    """A law comes first, then the member, then the kind's own default."""
    return channel in kind.laws or wishes.get((kind.key, channel), channel in kind.channels)


def check_can_choose(kinds: Iterable[Kind], kind: str, channel: str, *, wanted: bool) -> None:
    """Refuse a kind that does not concern them, a channel that is none, and switching off what a law asks for."""
    found = {each.key: each for each in kinds}.get(kind)
    if found is None:
        raise Refused(_("There is no such kind of message for you."), code="no_such_kind", field="choices", status=422)
    if channel not in Channel.values:
        raise Refused(_("There is no such way to reach you."), code="no_such_channel", field="choices", status=422)
    law = found.laws.get(Channel(channel))
    if law and not wanted:
        raise Refused(str(law.reason), code="law", field="choices", status=422)


def check_quiet(start: int | None, end: int | None) -> None:
    """Both ends or none, within a day, and not the same."""
    if (start is None) != (end is None) or (start is not None and start == end):
        message = _("Give quiet hours a beginning and a different end, or leave both empty.")
        raise Refused(message, code="bad_quiet_hours", field="quiet_until", status=422)
    if any(each is not None and not 0 <= each < 24 * 60 for each in (start, end)):
        raise Refused(_("A day has 24 hours."), code="bad_quiet_hours", field="quiet_until", status=422)
