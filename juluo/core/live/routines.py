"""What happens to live events in the end: a day is over, or their author is erased."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from juluo.core import clock
from juluo.core.holdings import Holding, hold
from juluo.core.models import LiveEvent
from juluo.core.tasks import even_when_closed, nightly

KEPT = timedelta(days=1)
"""How long a listener may be away and still be told everything; afterwards the page is read anew."""


hold(Holding(model=LiveEvent, title=_("What you said, as it is told to those who listen"), deleted=True))


@even_when_closed
@nightly
def forget_live_events() -> None:
    """Delete events that are a day old. The streams go on counting."""
    LiveEvent.objects.filter(at__lt=clock.now() - KEPT).delete()
