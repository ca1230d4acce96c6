"""What is told about circles."""

from django.utils.translation import gettext_lazy as _

from juluo.community.news import REASONS
from juluo.reach.news import Audience, Channel, Kind, register_kinds

CIRCLE_OPENED = "community.circle_opened"
CIRCLE_ASKED = "community.circle_asked"
CIRCLE_ADMITTED = "community.circle_admitted"
CIRCLE_DECLINED = "community.circle_declined"
CIRCLE_ROLE = "community.circle_role"
CIRCLE_REMOVED = "community.circle_removed"
_SAMPLE = {"circle": "…", "circle_id": "00000000-0000-7000-8000-000000000000", "reason": "…"}

register_kinds(
    Kind(
        key=CIRCLE_OPENED,
        audience=Audience.MEMBER,
        label=_("A circle that I would join opens"),
        title=_("The circle “%(circle)s” is open"),
        text=_("Enough people would join. You are one of them."),
        action=_("Go in"),
        view="community:circle",
        view_args=["circle_id"],
        icon="people",
        sample=_SAMPLE,
    ),
    Kind(
        key=CIRCLE_ASKED,
        audience=Audience.MEMBER,
        label=_("Somebody asks to be let into a circle that I look after"),
        title=_("Somebody asks to be let in"),
        text=_("It is the circle “%(circle)s”."),
        action=_("Answer them"),
        view="community:circle_asks",
        view_args=["circle_id"],
        icon="door",
        sample=_SAMPLE,
    ),
    Kind(
        key=CIRCLE_ADMITTED,
        audience=Audience.MEMBER,
        label=_("I am let into a circle"),
        title=_("You are let in: “%(circle)s”"),
        text=_("You asked, and they let you in."),
        action=_("Go in"),
        view="community:circle",
        view_args=["circle_id"],
        icon="door",
        sample=_SAMPLE,
    ),
    Kind(
        key=CIRCLE_DECLINED,
        audience=Audience.MEMBER,
        label=_("I am not let into a circle"),
        title=_("You were not let in for now: “%(circle)s”"),
        text=_("You may ask again another time."),
        action=_("See the circles"),
        view="community:circles",
        icon="door",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=CIRCLE_ROLE,
        audience=Audience.MEMBER,
        label=_("My role in a circle changes"),
        title=_("You have another role in “%(circle)s”"),
        text=_("What you may do there now stands on its page."),
        action=_("See the circle"),
        view="community:circle",
        view_args=["circle_id"],
        icon="people",
        sample=_SAMPLE,
    ),
    Kind(
        key=CIRCLE_REMOVED,
        audience=Audience.MEMBER,
        label=_("I am removed from a circle"),
        title=_("You were removed from “%(circle)s”"),
        text=_("The reason: %(reason)s"),
        action=_("See the circles"),
        view="community:circles",
        icon="alert",
        laws={Channel.APP: REASONS},
        sample=_SAMPLE,
    ),
)
