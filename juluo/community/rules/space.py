from django.utils.translation import gettext as _

from juluo.core.models import Space
from juluo.core.refusals import Refused

SPACE_NAME_LENGTH = 80


def check_means_to_close(space: Space, typed: str) -> None:
    """Whoever closes a space types its address: nobody does that by a slip of the hand."""
    if typed != space.slug:
        message = _("Type “%(slug)s”, the address of this space, to close it.")
        raise Refused(message % {"slug": space.slug}, code="wrong_slug", field="slug")
