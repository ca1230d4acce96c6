from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.reach.models import Habit, Notification, Preference

hold(
    Holding(model=Notification, title=_("Notifications"), shown=["kind", "data", "at", "read_at"], deleted=True),
    Holding(
        model=Preference,
        title=_("What you want to be told"),
        shown=["kind", "channel", "wanted"],
        deleted=True,
    ),
    Holding(
        model=Habit,
        title=_("When you want to be reached"),
        shown=["language", "time_zone", "quiet_from", "quiet_until"],
        deleted=True,
    ),
)
