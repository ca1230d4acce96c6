"""What guests see of a space carries a version, so that pages kept for them are never older than what was published."""

from django.db.models import F

from juluo.core.models import Space
from juluo.core.spaces import acting_space_id


def renew_pages() -> None:
    """Let no kept page of the acting space be shown again. Call it in the verb that changes what guests see."""
    Space.objects.filter(pk=acting_space_id()).update(pages_version=F("pages_version") + 1)
