"""The space itself: its name, and whether its doors are open."""

from django.db import transaction

from juluo.community.facts import SpaceClosed, SpaceRenamed, SpaceReopened
from juluo.community.rules import SPACE_NAME_LENGTH, check_means_to_close
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line


@transaction.atomic
def rename_space(name: str) -> Space:
    """Give the acting space another name; its address stays. The same name changes nothing."""
    space, name = _locked(), clean_line(name, field="name", most=SPACE_NAME_LENGTH)
    if space.name == name:
        return space
    record(SpaceRenamed(space_id=space.pk, before=space.name, after=name))
    space.name = name
    space.save(update_fields=["name"])
    renew_pages()
    return space


@transaction.atomic
def close_space(*, slug: str) -> Space:
    """Close the acting space: all but its staff meet one page, and nothing can be bought. Twice changes nothing.

    Money under way still arrives: notifications are heard, payments and refunds settled, commissions released.
    Refused with `wrong_slug` unless `slug` is the space's own address, typed by whoever means it.
    """
    space = _locked()
    if space.closed_at is None:
        check_means_to_close(space, slug)
        space.closed_at = clock.now()
        space.save(update_fields=["closed_at"])
        renew_pages()
        record(SpaceClosed(space_id=space.pk))
    return space


@transaction.atomic
def reopen_space() -> Space:
    """Open the acting space again, as it was. Twice changes nothing."""
    space = _locked()
    if space.closed_at:
        space.closed_at = None
        space.save(update_fields=["closed_at"])
        renew_pages()
        record(SpaceReopened(space_id=space.pk))
    return space


def _locked() -> Space:
    return Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
