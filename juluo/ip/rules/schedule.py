from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Post

FARTHEST = timedelta(days=2 * 366)


def check_due(post: Post, at: datetime, now: datetime) -> None:
    if post.published_at:
        raise Refused(_("The post is published already. Take it back first."), code="published", field="due_at")
    if at <= now:
        message = _("Choose a moment that is still to come, or publish it now.")
        raise Refused(message, code="past", field="due_at", status=422)
    if at > now + FARTHEST:
        raise Refused(_("Choose a moment within two years."), code="too_far", field="due_at", status=422)
