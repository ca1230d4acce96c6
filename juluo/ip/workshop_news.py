"""What the workshop tells members."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, register_kinds

_SAMPLE = {"title": "…", "need_id": "00000000-0000-7000-8000-000000000000"}
CREDITED = "ip.need_credited"
DECIDED = "ip.need_decided"
MAKING = "ip.need_making"
RELEASED = "ip.need_released"
MERGED = "ip.need_merged"
INVITED = "ip.trial_invited"
SAMPLED = "ip.trial_sample_sent"
QUOTED = "ip.comment_quoted"
_TRIAL = {"title": "…", "trial_id": "00000000-0000-7000-8000-000000000000"}

register_kinds(
    Kind(
        key=CREDITED,
        audience=Audience.MEMBER,
        label=_("Something I said becomes a request on the board"),
        title=_("Your words are on the board of requests"),
        text=_("“%(title)s” stands there with your name. Others can ask for it, too."),
        action=_("Look at it"),
        view="ip:need",
        view_args=["need_id"],
        icon="talk",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=DECIDED,
        audience=Audience.MEMBER,
        label=_("Something I asked for is decided"),
        title=_("It is decided: “%(title)s”"),
        text=_("You asked for it. What was decided, and why, stands on its page."),
        action=_("Read why"),
        view="ip:need",
        view_args=["need_id"],
        icon="check",
        sample=_SAMPLE,
    ),
    Kind(
        key=MAKING,
        audience=Audience.MEMBER,
        label=_("Something I asked for is in the making"),
        title=_("It is in the making: “%(title)s”"),
        text=_("You asked for it, and it is being made."),
        action=_("Look at it"),
        view="ip:need",
        view_args=["need_id"],
        icon="pen",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=RELEASED,
        audience=Audience.MEMBER,
        label=_("Something I asked for is there"),
        title=_("It is there: “%(title)s”"),
        text=_("You asked for it, and here it is. Thank you."),
        action=_("Look at it"),
        view="ip:need",
        view_args=["need_id"],
        icon="gift",
        sample=_SAMPLE,
    ),
    Kind(
        key=MERGED,
        audience=Audience.MEMBER,
        label=_("Something I asked for is put together with another request"),
        title=_("Your request stands together with another one"),
        text=_("“%(title)s” asks for the same. Your voice counts there."),
        action=_("Look at it"),
        view="ip:need",
        view_args=["need_id"],
        icon="people",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=INVITED,
        audience=Audience.MEMBER,
        label=_("I am invited to try something before others"),
        title=_("Will you try something before others?"),
        text=_("“%(title)s”: it costs you nothing but an honest word. Say yes or no on its page."),
        action=_("Look at it"),
        view="ip:trial",
        view_args=["trial_id"],
        icon="gift",
        sample=_TRIAL,
    ),
    Kind(
        key=SAMPLED,
        audience=Audience.MEMBER,
        label=_("A sample is on its way to me"),
        title=_("A sample is on its way to you"),
        text=_("It is for “%(title)s”. What was sent, and until when you can say what you think, stands on its page."),
        action=_("Look at it"),
        view="ip:trial",
        view_args=["trial_id"],
        icon="truck",
        sample=_TRIAL,
    ),
    Kind(
        key=QUOTED,
        audience=Audience.MEMBER,
        label=_("My words are quoted in an article"),
        title=_("You are quoted in an article"),
        text=_("“%(title)s” quotes what you said, with your name. If you do not want that, one press leaves it out."),
        action=_("See which words"),
        view="ip:quotation",
        view_args=["quotation_id"],
        icon="talk",
        sample={"title": "…", "quotation_id": "00000000-0000-7000-8000-000000000000"},
    ),
)
