"""What the community tells people."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, Law, register_kinds

_CHANGED_TERMS = Law(
    "Regulation (EU) 2022/2065, article 14(2): recipients are informed of significant changes of the terms",
    _("Everybody is told when the rules change, as the Digital Services Act asks, so this is always sent."),
)
COVENANT_CHANGED = "community.covenant_changed"
MEMBER_JOINED = "community.member_joined"

register_kinds(
    Kind(
        key=COVENANT_CHANGED,
        audience=Audience.MEMBER,
        label=_("The covenant has changed"),
        title=_("The covenant has changed: version %(version)s"),
        text=_("Read it and accept it to take part again. What you own and what you earned stays yours."),
        action=_("Read the covenant"),
        view="community:covenant",
        icon="heart",
        laws={Channel.APP: _CHANGED_TERMS, Channel.MAIL: _CHANGED_TERMS},
        sample={"version": 2},
    ),
    Kind(
        key=MEMBER_JOINED,
        audience=Audience.STAFF,
        permission="settings.write",
        label=_("Somebody joined"),
        title=_("A new member has joined"),
        text=_("They came in by “%(entrance)s”."),
        action=_("Look at the member"),
        view="community_studio:member",
        view_args=["member_id"],
        icon="person",
        channels=frozenset({Channel.APP}),
        sample={"entrance": "QR", "member_id": "00000000-0000-7000-8000-000000000000"},
    ),
)
