"""What is told about support without buying."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Kind, register_kinds

_SAMPLE = {
    "title": "…",
    "tip_id": "00000000-0000-7000-8000-000000000000",
    "total": {"minor": 500, "currency": "CNY"},
}
TIP_GIVEN, TIP_THANKED = "ip.tip_given", "ip.tip_thanked"

register_kinds(
    Kind(
        key=TIP_GIVEN,
        audience=Audience.STAFF,
        permission="content.write",
        label=_("Somebody supports us without buying"),
        title=_("Somebody supported “%(title)s” with %(total)s"),
        text=_("It bought nothing: a word of thanks is all there is to give."),
        action=_("Read and thank"),
        view="ip_studio:tip",
        view_args=["tip_id"],
        icon="heart",
        sample=_SAMPLE,
    ),
    Kind(
        key=TIP_THANKED,
        audience=Audience.MEMBER,
        label=_("I am thanked for my support"),
        title=_("You are thanked for your support"),
        text=_("It was for “%(title)s”. The answer stands under your support."),
        action=_("Read the answer"),
        view="ip:tip",
        view_args=["tip_id"],
        icon="heart",
        sample=_SAMPLE,
    ),
)
