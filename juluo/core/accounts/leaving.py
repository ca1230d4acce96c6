"""Closing an account as its person asks for it: begun, and told of by mail."""

from allauth.account.adapter import get_adapter

from juluo.core.accounts.closing import begin_closing
from juluo.core.models import Closing, User


def ask_for_closing(user: User) -> Closing:
    """Begin the cooling-off and write to the person, who may not have been the one who asked. See `begin_closing`."""
    if begun := Closing.objects.filter(user=user).first():
        return begun
    begun = begin_closing(user)
    get_adapter().send_mail("account/email/closing_begun", user.email, {"closing": begun})
    return begun
