"""What is told about talk in circles and in the whole space."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Kind, register_kinds

TOPIC_REPLIED = "community.topic_replied"
TALK_CALLED = "community.talk_called"
TALK_ANSWERED = "community.talk_answered"
TALK_QUOTED = "community.talk_quoted"
ANSWER_ACCEPTED = "community.answer_accepted"
ANNOUNCED = "community.announced"
_ID = "00000000-0000-7000-8000-000000000000"
_SAMPLE = {"title": "…", "topic_id": _ID, "reply_id": _ID}

register_kinds(
    Kind(
        key=ANNOUNCED,
        audience=Audience.MEMBER,
        label=_("An announcement in a circle of mine or in the space"),
        title=_("Announcement: %(title)s"),
        text=_("Those who lead here want you to know."),
        action=_("Read it"),
        view="community:topic",
        view_args=["topic_id"],
        icon="alert",
        sample=_SAMPLE,
    ),
    Kind(
        key=TOPIC_REPLIED,
        audience=Audience.MEMBER,
        label=_("New replies in a topic that I follow"),
        title=_("New replies: %(title)s"),
        text=_("You follow this topic. You hear of it once, until you have read on."),
        action=_("Read on"),
        view="community:topic_unread",
        view_args=["topic_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=TALK_ANSWERED,
        audience=Audience.MEMBER,
        label=_("Somebody answers a reply of mine"),
        title=_("Somebody answered your reply"),
        text=_("It was in “%(title)s”."),
        action=_("Read the answer"),
        view="community:reply",
        view_args=["reply_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=TALK_QUOTED,
        audience=Audience.MEMBER,
        label=_("Somebody quotes what I said in a topic"),
        title=_("Somebody quoted you"),
        text=_("It was in “%(title)s”."),
        action=_("Read the reply"),
        view="community:reply",
        view_args=["reply_id"],
        icon="quote",
        sample=_SAMPLE,
    ),
    Kind(
        key=TALK_CALLED,
        audience=Audience.MEMBER,
        label=_("Somebody calls me by name in a topic"),
        title=_("Somebody called you by name"),
        text=_("It was in “%(title)s”."),
        action=_("Read it"),
        view="community:topic_unread",
        view_args=["topic_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=ANSWER_ACCEPTED,
        audience=Audience.MEMBER,
        label=_("An answer of mine is accepted"),
        title=_("Your answer helped"),
        text=_("It is the accepted one in “%(title)s”."),
        action=_("See it"),
        view="community:reply",
        view_args=["reply_id"],
        icon="check",
        sample=_SAMPLE,
    ),
)
