"""The space itself: its name, its language, and whether its doors are open."""

from django.db import transaction

from juluo.community.facts import SpaceClosed, SpaceLocalized, SpaceRenamed, SpaceReopened
from juluo.community.rules.space import SPACE_NAME_LENGTH, check_means_to_close
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.locales import check_language, check_time_zone
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
def localize_space(*, language: str, time_zone: str) -> Space:
    """Say in which language the space is written, and by which time zone its days are counted.

    Readers whose browser asks for no language of ours read its pages in it. `time_zone` is a name of the IANA
    database. The same again changes nothing. Refused: `no_such_language`, `no_such_time_zone`.
    """
    check_language(language)
    check_time_zone(time_zone)
    space = _locked()
    language, time_zone = language or space.language, time_zone or space.time_zone
    if (space.language, space.time_zone) == (language, time_zone):
        return space
    space.language, space.time_zone = language, time_zone
    space.save(update_fields=["language", "time_zone"])
    renew_pages()
    record(SpaceLocalized(space_id=space.pk, language=language, time_zone=time_zone))
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
