"""The code that proves another login: six digits by mail, ten minutes, five tries, kept as a digest in the session."""

import secrets
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.models import User
from juluo.core.refusals import Refused

_STATE = "account_merging"
_LASTS = 10 * 60
_TRIES = 5


def send_proof(session: SessionBase, email: str, *, asker: str) -> None:
    """Send a code to the login that `email` signs in to. An unknown address is told nothing, and so is the asker."""
    code = f"{secrets.randbelow(10**6):06d}"
    other = _login_of(email)
    session[_STATE] = {
        "user": str(other.pk) if other else "",
        "email": email,
        "digest": _digest(code),
        "until": clock.now().timestamp() + _LASTS,
        "tries": 0,
    }
    if other:
        get_adapter().send_mail("account/email/merge_code", email, {"code": code, "asker": asker})


def address_asked(session: SessionBase) -> str:
    """The address that was sent a code which still counts; "" if there is none."""
    state = _state(session)
    return str(state["email"]) if state else ""


def proved_login(session: SessionBase, code: str) -> User:
    """The login that `code` proves. Refused with `wrong_code`, or `code_expired` when a new one must be asked for."""
    state = _state(session)
    if state is None or state["tries"] >= _TRIES:
        session.pop(_STATE, None)
        raise Refused(_("This code no longer counts. Ask for a new one."), code="code_expired", field="code")
    session[_STATE] = state | {"tries": state["tries"] + 1}
    matches = constant_time_compare(state["digest"], _digest(code))
    user = User.objects.filter(pk=UUID(state["user"])).first() if state["user"] else None
    if user is None or not matches:
        raise Refused(_("The code is not right. Look at the newest mail."), code="wrong_code", field="code")
    return user


def forget_proof(session: SessionBase) -> None:
    session.pop(_STATE, None)


def _state(session: SessionBase) -> dict[str, Any] | None:
    state: dict[str, Any] | None = session.get(_STATE)
    return state if state and state["until"] > clock.now().timestamp() else None


def _digest(code: str) -> str:
    return salted_hmac(_STATE, code, algorithm="sha256").hexdigest()


def _login_of(email: str) -> User | None:
    """Whom the address signs in: through a verified address, or as the login's own."""
    verified = EmailAddress.objects.filter(email=email.lower(), verified=True).select_related("user").first()
    found: User | None = verified.user if verified else User.objects.filter(email__iexact=email).first()
    return found if found and found.is_active else None
