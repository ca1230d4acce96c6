"""What pages of talk say."""

from datetime import datetime

from django import template

from juluo.community.models import Reply, Topic
from juluo.community.rules.topics import can_edit

register = template.Library()


@register.filter
def may_change(said: Topic | Reply, now: datetime) -> bool:
    """Whether its author may still change it."""
    return can_edit(said, now)
