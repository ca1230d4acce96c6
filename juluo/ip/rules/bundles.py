from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused

MOST_ITEMS = 50
"""A page of a bundle shows all that stands in it."""

_KINDS = {"post", "series"}


def right_to_bundle(bundle_id: UUID) -> str:
    """Held by whoever paid for it; what opens the posts are the rights of what stood in it then."""
    return f"bundle:{bundle_id}"


def read_rights(rights: Sequence[str]) -> list[tuple[str, UUID]]:
    """The kind and the id of each right, each once. Refused: `too_many`, `unknown_item`."""
    if len(rights) > MOST_ITEMS:
        message = _("A bundle holds at most %(most)d things.") % {"most": MOST_ITEMS}
        raise Refused(message, code="too_many", field="rights", status=422)
    found = []
    for right in dict.fromkeys(rights):
        kind, _colon, key = right.partition(":")
        try:
            found.append((kind if kind in _KINDS else "", UUID(key)))
        except ValueError as error:
            raise _unknown() from error
    return found


def check_known(wanted: Sequence[tuple[str, UUID]], known: Collection[tuple[str, UUID]]) -> None:
    """Refuse what is neither a post nor a series of the space."""
    if set(wanted) - set(known):
        raise _unknown()


def _unknown() -> Refused:
    message = _("One of these is not there any more. Load the page again.")
    return Refused(message, code="unknown_item", field="rights", status=422)
