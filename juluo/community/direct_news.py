"""What is told about direct messages."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, register_kinds

DIRECT_ASKED = "community.direct_asked"
DIRECT_WRITTEN = "community.direct_written"
_SAMPLE = {"author": "Lin", "conversation_id": "00000000-0000-7000-8000-000000000000"}

register_kinds(
    Kind(
        key=DIRECT_ASKED,
        audience=Audience.MEMBER,
        label=_("Somebody asks to write to me"),
        title=_("%(author)s asks to write to you"),
        text=_("Read what they write, and let them write on, or not."),
        action=_("Read it"),
        view="community:conversation",
        view_args=["conversation_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=DIRECT_WRITTEN,
        audience=Audience.MEMBER,
        label=_("Somebody writes to me"),
        title=_("%(author)s wrote to you"),
        text=_("Only the two of you read it."),
        action=_("Read it"),
        view="community:conversation",
        view_args=["conversation_id"],
        icon="talk",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
)
