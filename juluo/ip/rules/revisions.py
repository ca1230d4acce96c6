from django.utils.translation import gettext as _

from juluo.core.refusals import Refused


def check_since(latest: int, since: int | None) -> None:
    """Refuse to write over what somebody saved after revision `since`; None writes over whatever there is."""
    if since is not None and since < latest:
        message = _("Somebody saved another version while you were writing. Nothing is lost: compare the two below.")
        raise Refused(message, code="changed_meanwhile")
