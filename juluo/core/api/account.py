"""The caller's own account: their login, where it is signed in, their data, its end. By session only, never by key."""

from datetime import datetime
from typing import Annotated, Any, cast

from allauth.usersessions.models import UserSession
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.accounts.closing import keep_account
from juluo.core.accounts.exporting import copy_of
from juluo.core.accounts.leaving import ask_for_closing
from juluo.core.accounts.limits import count_try
from juluo.core.accounts.merging import merge_logins
from juluo.core.accounts.proof import forget_proof, proved_login, send_proof
from juluo.core.accounts.queries import standing_of
from juluo.core.accounts.sessions import end_sessions, sessions_of
from juluo.core.api.callers import ApiRequest, own_account, own_account_proved
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Closing, User

router = Router(tags=["account"])


class ClosingOut(Schema):
    """When closing was asked for, and when the person is erased."""

    asked_at: datetime
    due_at: datetime


class OwnAccountOut(Schema):
    """How the login stands. `closing` is null unless it is being closed."""

    email: str
    emails: int
    phone: str
    has_password: bool
    second_steps: int
    sessions: int
    closing: ClosingOut | None


class SessionOut(Schema):
    """A browser that is signed in; `current` is the one that asks."""

    id: int
    ip: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


class MergingIn(Input):
    email: Annotated[Line, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]


class CodeIn(Input):
    code: Annotated[Line, Field(max_length=20)]


@router.get("/account", auth=own_account, response=OwnAccountOut, summary="How your login stands")
def account(request: ApiRequest) -> OwnAccountOut:
    """The login is one for all spaces of the installation."""
    user = _user(request)
    stands = standing_of(user)
    return OwnAccountOut(
        email=user.email,
        emails=stands.emails,
        phone=stands.phone,
        has_password=stands.has_password,
        second_steps=stands.steps,
        sessions=stands.sessions,
        closing=ClosingOut.from_orm(stands.closing) if stands.closing else None,
    )


@router.get("/account/sessions", auth=own_account, response=Listed[SessionOut], summary="List where you are signed in")
def sessions(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""

    def shown(session: UserSession) -> SessionOut:
        current = session.session_key == request.session.session_key
        row = {name: getattr(session, name) for name in ("id", "ip", "user_agent", "created_at", "last_seen_at")}
        return SessionOut(**row, current=current)

    return listed(request, sessions_of(_user(request)), asked, shown)


@router.delete("/account/sessions", auth=own_account, response={204: None}, summary="Sign out everywhere else")
def end_others(request: ApiRequest) -> Status[None]:
    """Every session but the one that asks ends."""
    end_sessions(sessions_of(_user(request)).exclude(session_key=request.session.session_key))
    return Status(204, None)


@router.delete("/account/sessions/{int:session_id}", auth=own_account, response={204: None}, summary="End one session")
def end_one(request: ApiRequest, session_id: int) -> Status[None]:
    """It is signed out from its next request on; one's own too."""
    found = get_or_404(sessions_of(_user(request)), id=session_id)
    end_sessions(sessions_of(_user(request)).filter(pk=found.pk))
    return Status(204, None)


@router.post("/account/copy", auth=own_account_proved, response=dict[str, Any], summary="Take your data along")
def copy(request: ApiRequest) -> dict[str, Any]:
    """Everything held about you: the login, and what each space keeps of its member."""
    return copy_of(_user(request))


@router.put("/account/closing", auth=own_account_proved, response=ClosingOut, summary="Close your account")
def close(request: ApiRequest) -> Closing:
    """It is closed after some days to think. Refused with `only_owner` where an open space would have no owner."""
    return ask_for_closing(_user(request))


@router.delete("/account/closing", auth=own_account, response={204: None}, summary="Keep your account after all")
def keep(request: ApiRequest) -> Status[None]:
    """Nothing has changed."""
    keep_account(_user(request))
    return Status(204, None)


@router.post("/account/merging", auth=own_account_proved, response={202: None}, summary="Ask to merge another login")
def ask_to_merge(request: ApiRequest, wanted: MergingIn) -> Status[None]:
    """A code is sent to the address, if it signs somebody in; the answer is the same if not."""
    count_try(request, "merge", key=wanted.email.lower())
    send_proof(request.session, wanted.email, asker=_user(request).email)
    return Status(202, None)


@router.post("/account/merging/code", auth=own_account_proved, response=OwnAccountOut, summary="Merge the other login")
def merge(request: ApiRequest, given: CodeIn) -> OwnAccountOut:
    """The code proves the other login, which ends. Refused with `both_are_members` where one space knows both."""
    count_try(request, "merge_code")
    merge_logins(_user(request), proved_login(request.session, "".join(given.code.split())))
    forget_proof(request.session)
    return account(request)


def _user(request: ApiRequest) -> User:
    return cast("User", request.user)
