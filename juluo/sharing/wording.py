"""What verdicts mean to the sharer who reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.sharing.models import Verdict

FOR_THE_SHARER: dict[str, str | Promise] = {
    Verdict.CREDITED: _("The buyer was bound to you when ordering, so the order is credited to you."),
    Verdict.PROTECTED: _("The buyer had come through somebody else's link before yours, and was still bound to them."),
    Verdict.REPLACED: _("After your protected time the buyer opened a newer link of somebody else."),
    Verdict.EXPIRED: _("Your binding with the buyer had expired before the order."),
    Verdict.OWN: _("This is your own order; your own link earns nothing on it."),
    Verdict.CYCLE: _("The buyer had brought you here. Nobody is bound in a circle."),
    Verdict.PAUSED: _("Your membership was paused when the order was placed."),
}
