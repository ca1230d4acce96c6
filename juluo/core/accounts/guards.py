"""Who may open the pages of an account."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required

from juluo.core.sending import once_per_form

type View = Callable[..., Any]


def way_in(view: View) -> View:
    """Open to guests who sign in, in closed spaces too: staff come back through it."""
    view.for_logins = True  # type: ignore[attr-defined] # read by the isolation crawler
    view.open_when_closed = True  # type: ignore[attr-defined] # read by the middleware
    return view


def own_account(view: View) -> View:
    """Let whoever is signed in to their own account, in closed spaces too: leaving is never refused."""
    return way_in(login_required(view))


def signed_in(view: View) -> View:
    """Let whoever is signed in, a member here or not; each form takes effect once."""
    guarded: View = login_required(once_per_form(view))
    guarded.for_logins = True  # type: ignore[attr-defined] # read by the isolation crawler
    return guarded


def proved_anew(view: View) -> View:
    """Ask whoever has a password or a second step to prove themselves anew, unless they just did."""
    guarded: View = reauthentication_required(view)
    return guarded
