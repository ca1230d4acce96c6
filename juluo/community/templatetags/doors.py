from django import template

from juluo.community.models import Application

register = template.Library()
_TONES = {
    Application.State.SENT: "warn",
    Application.State.ASKED: "info",
    Application.State.WAITING: "brand",
    Application.State.OFFERED: "brand",
    Application.State.ADMITTED: "ok",
    Application.State.DECLINED: "bad",
}


@register.filter
def application_tone(application: Application) -> str:
    """The colour of an application's state."""
    return _TONES.get(Application.State(application.state), "")
