"""Guest pages are cached whole, by a version of the space that changes when something public changes."""

from django.db.models import F

from juluo.core.models import Space
from juluo.core.spaces import acting_space_id


def turn_page() -> None:
    """Let guests see what changed: every cached page of the acting space is old from here on."""
    Space.objects.filter(pk=acting_space_id()).update(pages_version=F("pages_version") + 1)
