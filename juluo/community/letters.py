"""What mails about talk add of their own: a link that ends the following of one topic."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.community.models import TopicVisit
from juluo.community.rules.topic_tokens import topic_end_token
from juluo.core.addresses import address_of
from juluo.core.letters import Line
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id


def ends_of_topic(member_id: UUID, told: Mapping[str, Any]) -> list[Line]:
    """For a mail about new replies: one press, without signing in, and no more of it."""
    following = TopicVisit.objects.filter(member=member_id, followed_at__isnull=False)
    visit = following.filter(topic=told["topic_id"]).first() if told.get("topic_id") else None
    if visit is None:
        return []
    space = Space.objects.get(pk=acting_space_id())
    token = topic_end_token(member_id, visit.topic_id)
    return [Line(_("Follow this topic no longer"), address_of(space, "community:topic_end", token))]
