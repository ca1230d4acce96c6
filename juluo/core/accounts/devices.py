"""Which browser on which device somebody uses, as far as it tells."""

from django.utils.translation import gettext as _

_PROGRAMS = (("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_of(user_agent: str) -> str:
    """Name it in two words: "Chrome · Android"."""
    told = (next((name for mark, name in marks if mark in user_agent), "") for marks in (_PROGRAMS, _SYSTEMS))
    return " · ".join(filter(None, told)) or _("Unknown device")
