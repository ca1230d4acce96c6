"""What sharing tells people."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, register_kinds

_SAMPLE = {"amount": {"minor": 1680, "currency": "CNY"}}
PENDING = "sharing.commission_pending"
AVAILABLE = "sharing.commission_available"
VOIDED = "sharing.commission_voided"
READ = "sharing.answer_read"

register_kinds(
    Kind(
        key=PENDING,
        audience=Audience.MEMBER,
        label=_("My sharing brought an order"),
        title=_("Your sharing earns %(amount)s"),
        text=_("Somebody bought by your link. The sum is yours when the time for returns has passed."),
        action=_("Look at what sharing earned"),
        view="sharing:sharing",
        icon="share",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=READ,
        audience=Audience.MEMBER,
        label=_("Somebody pays to read the answer to a question of mine"),
        title=_("The answer to your question earns %(amount)s"),
        text=_("Somebody paid to read it. The sum is yours in a day, unless it is refunded."),
        action=_("Look at what it earned"),
        view="sharing:sharing",
        icon="talk",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=AVAILABLE,
        audience=Audience.MEMBER,
        label=_("What sharing earned is mine now"),
        title=_("%(amount)s from sharing is yours now"),
        text=_("The time for returns has passed."),
        action=_("Look at what sharing earned"),
        view="sharing:sharing",
        icon="share",
        sample=_SAMPLE,
    ),
    Kind(
        key=VOIDED,
        audience=Audience.MEMBER,
        label=_("What sharing would have earned was taken back"),
        title=_("%(amount)s from sharing was taken back"),
        text=_("The order was refunded, so it earns nothing."),
        action=_("Look at what sharing earned"),
        view="sharing:sharing",
        icon="share",
        sample=_SAMPLE,
    ),
)
