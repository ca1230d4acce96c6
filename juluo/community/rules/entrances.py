from django.utils.translation import gettext as _

from juluo.community.models import Entrance
from juluo.core.models import Space
from juluo.core.refusals import Refused

STANDING = {Entrance.Kind.DIRECT, Entrance.Kind.SHARE, Entrance.Kind.IMPORT}
"""Every space has one entrance of each of these kinds; its code is the kind."""


def check_admits(space: Space, entrance: Entrance) -> None:
    """Refuse newcomers when the space or the entrance is closed."""
    if space.closed_at:
        raise Refused(_("This space is closed. Nobody can join it now."), code="space_closed")
    if entrance.closed_at:
        message = _("This entrance is closed. Ask whoever gave you the link for a new one.")
        raise Refused(message, code="entrance_closed")


def check_can_be_a_way(entrance: Entrance) -> None:
    """A page brings its readers into an open entrance that nobody else fills by themselves."""
    if entrance.kind in STANDING - {Entrance.Kind.DIRECT}:
        message = _("Members' links and imports fill this entrance. Choose another.")
        raise Refused(message, code="no_way", field="entrance")
    if entrance.closed_at:
        raise Refused(_("This entrance is closed."), code="entrance_closed", field="entrance")


def check_entrance_can_be_made(kind: str) -> Entrance.Kind:
    """Standing kinds exist once, from the beginning."""
    if kind not in Entrance.Kind.values:
        raise Refused(_("There is no such kind of entrance."), code="unknown_kind", field="kind", status=422)
    if Entrance.Kind(kind) in STANDING:
        raise Refused(_("This space has its entrance of that kind already."), code="standing", field="kind")
    return Entrance.Kind(kind)


def check_entrance_can_close(entrance: Entrance) -> None:
    if entrance.kind in STANDING:
        message = _("This entrance belongs to every space. To let nobody in, close the space itself.")
        raise Refused(message, code="standing")
