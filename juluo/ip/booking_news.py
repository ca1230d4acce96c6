"""What is told about bookings of consultations."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Kind, register_kinds

_ID = "00000000-0000-7000-8000-000000000000"
_SAMPLE = {"title": "…", "when": "…", "who": "…", "words": "…", "calendar": "…", "booking_id": _ID, "slot_id": _ID}
BOOKED, MOVED, CALLED_OFF, MISSED = "ip.booked", "ip.booking_moved", "ip.booking_called_off", "ip.booking_missed"
SOON, NO_SHOW = "ip.booking_soon", "ip.booking_no_show"
HOST_BOOKED, HOST_FREED, OBJECTED = "ip.host_booked", "ip.host_freed", "ip.no_show_objected"

type Words = str | Promise


def _told(key: str, label: Words, title: Words, text: Words, **more: Any) -> Kind:
    shown: dict[str, Any] = {
        "audience": Audience.MEMBER,
        "action": _("See the booking"),
        "view": "ip:booking",
        "icon": "calendar",
    }
    shown |= {"view_args": ["booking_id"], "sample": _SAMPLE}
    return Kind(key=key, label=label, title=title, text=text, **shown | more)


_HOST = {"audience": Audience.STAFF, "permission": "content.write", "view": "ip_studio:slot", "view_args": ["slot_id"],
         "action": _("See the appointment")}  # fmt: skip
register_kinds(
    _told(BOOKED, _("A booking of mine is paid"), _("Booked: %(title)s"),
          _("%(when)s. Where it is stands on the page of the booking. For your calendar: %(calendar)s")),
    _told(MOVED, _("A booking of mine is moved"), _("Moved: %(title)s"),
          _("It is now at %(when)s. For your calendar: %(calendar)s")),
    _told(CALLED_OFF, _("A booking of mine is called off"), _("Called off: %(title)s"),
          _("It would have been at %(when)s. The host says: “%(words)s” All your money goes back.")),
    _told(MISSED, _("A time that I paid was gone"), _("The time was gone: %(title)s"),
          _("You paid for %(when)s when the seat was no longer free. All your money goes back.")),
    _told(SOON, _("A booking of mine is soon"), _("Soon: %(title)s"),
          _("%(when)s. Where it is stands on the page of the booking.")),
    _told(NO_SHOW, _("The host says that I did not come"), _("You were missed: %(title)s"),
          _("The host waited at %(when)s. If you were there, say so on the page of the booking.")),
    _told(HOST_BOOKED, _("Somebody books me"), _("%(who)s booked “%(title)s”"), _("%(when)s."), **_HOST),
    _told(HOST_FREED, _("Somebody cancels or moves a booking with me"), _("%(who)s does not come to “%(title)s”"),
          _("It would have been at %(when)s."), **_HOST),
    _told(OBJECTED, _("Somebody says that they did come"), _("%(who)s says that they came to “%(title)s”"),
          _("%(when)s. Read why, and take the mark back if it is wrong."), **_HOST),
)  # fmt: skip
