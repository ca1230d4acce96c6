"""Making the index of search anew, going on where an earlier run ended."""

from uuid import UUID

from django.core.cache import cache

from juluo.core.models import Space
from juluo.core.search.index import holds_anything, rebuild
from juluo.core.spaces import acting_in

_KEPT_SECONDS = 7 * 24 * 3600


def rebuild_space(space: Space) -> int:
    """Write the space's index anew and return how many documents were written.

    After each batch it is kept where it stands: a run that was ended goes on from there.
    """
    written = 0
    with acting_in(space):
        for (kind, last), many in rebuild(_begun(space)):
            written += many
            cache.set(_place(space), [kind, str(last)], _KEPT_SECONDS)
        cache.delete(_place(space))
    return written


def rebuild_missing() -> list[Space]:
    """Make the index of each space that has none, or whose last rebuilding was ended; returns these spaces."""
    made = [space for space in Space.objects.order_by("slug") if _is_missing(space)]
    for space in made:
        rebuild_space(space)
    return made


def _is_missing(space: Space) -> bool:
    with acting_in(space):
        return _begun(space) is not None or not holds_anything()


def _begun(space: Space) -> tuple[str, UUID] | None:
    kept = cache.get(_place(space))
    return (kept[0], UUID(kept[1])) if kept else None


def _place(space: Space) -> str:
    return f"search-rebuilding:{space.pk}"
