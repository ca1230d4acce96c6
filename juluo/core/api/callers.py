"""Who calls the API, and what they may do. Nothing is open unless its operation says for whom.

Each operation names its audience as `auth=`: `everybody`, `signed_in`, `own_account`, `members`, or
`permission("orders.ship")`. One
that names none is closed to all. The isolation crawler reads the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from juluo.core.accounts.second_step import lacks_second_step
from juluo.core.acting import Actor, acting_as
from juluo.core.http import MemberRequest
from juluo.core.keys import MEMBER_SCOPE, key_of, note_use
from juluo.core.middleware import SPACE_HEADER, closed_sentence
from juluo.core.models import ApiKey, Member, Space, User
from juluo.core.people import permissions_of
from juluo.core.refusals import Refused

_SAFE = {"GET", "HEAD", "OPTIONS"}


class ApiRequest(MemberRequest):
    """A request of the API. `auth` is its Caller; behind `everybody` the member may be None."""

    auth: "Caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """A guest, a member with a session, or a member's key."""

    member: Member | None
    key: ApiKey | None = None
    staff: bool = False

    @property
    def name(self) -> str:
        """Tells callers apart: what one of them sends means nothing for another."""
        if self.key:
            return f"key:{self.key.id}"
        return f"member:{self.member.id}" if self.member else "guest"

    def may(self, scope: str) -> bool:
        """Whether the caller's key covers `scope`; a session covers all that its member may do."""
        return self.key is None or scope in self.key.scopes


class Audience(AuthBase):
    """Base of the four: finds the caller, then asks whether they belong to the audience. By itself it is empty."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    kind = ""
    when_closed = False
    """Whether the audience is still served in a closed space."""

    @property
    def word(self) -> str:
        """Names the audience in the contract and for the isolation crawler."""
        return self.kind

    def __call__(self, request: HttpRequest) -> Caller:
        caller = _caller_of(request)
        if not self.when_closed:
            _refuse_if_closed(request)
        caller = self.admit(caller)
        request.member = caller.member  # type: ignore[attr-defined] # as the space's middleware does for pages
        return caller

    def admit(self, caller: Caller) -> Caller:
        raise AuthorizationError(403, f"{caller.name} is let in nowhere by default.")


class Everybody(Audience):
    kind = "public"

    def admit(self, caller: Caller) -> Caller:
        return caller


class SignedIn(Audience):
    """Whoever has a session, a member here or not. A key acts as a member: it opens nothing for strangers."""

    kind = "signed-in"

    def __call__(self, request: HttpRequest) -> Caller:
        caller = super().__call__(request)
        if not isinstance(request.user, User):
            raise AuthenticationError
        return caller

    def admit(self, caller: Caller) -> Caller:
        if caller.key:
            raise AuthenticationError
        return caller


class OwnAccount(SignedIn):
    """Whoever has a session, to their own login, in closed spaces too: leaving is never refused.

    `proved` asks who has a password or a second step to have proved themselves anew a moment ago, as the pages do.
    """

    when_closed = True

    def __init__(self, *, proved: bool = False) -> None:
        super().__init__()
        self.proved = proved

    def __call__(self, request: HttpRequest) -> Caller:
        caller = super().__call__(request)
        if self.proved and not did_recently_reauthenticate(request):
            message = _("Prove once more who you are, at accounts/reauthenticate/, then send this again.")
            raise Refused(message, code="proof_needed", status=403)
        return caller


class Members(Audience):
    """`even_banned` opens what stays a member's own: orders and refunds (rules.md, Moderation)."""

    kind = "member"

    def __init__(self, *, even_banned: bool = False) -> None:
        super().__init__()
        self.even_banned = even_banned

    def admit(self, caller: Caller) -> Caller:
        if caller.member is None:
            raise AuthenticationError
        if not caller.may(MEMBER_SCOPE):
            raise AuthorizationError
        if caller.member.banned_at and not self.even_banned:
            raise Refused(_("You are banned from this space. Your orders stay open to you."), code="banned", status=403)
        return caller


class Staff(Audience):
    """`in_person` shuts out keys: what would let a key widen its own scopes."""

    kind = "staff"
    when_closed = True

    def __init__(self, permission: str, *, in_person: bool = False) -> None:
        super().__init__()
        self.permission, self.in_person = permission, in_person

    @property
    def word(self) -> str:
        return f"staff:{self.permission}"

    def admit(self, caller: Caller) -> Caller:
        if caller.member is None:
            raise AuthenticationError
        if caller.key and self.in_person:
            raise AuthorizationError
        if not caller.may(self.permission) or self.permission not in permissions_of(caller.member.id):
            raise AuthorizationError
        if caller.key is None and lacks_second_step(caller.member.user):
            raise Refused(_("Staff sign in with a second step. Add one first."), code="second_step", status=403)
        return Caller(caller.member, caller.key, staff=True)


nobody = Audience()
everybody = Everybody()
signed_in = SignedIn()
own_account = OwnAccount()
own_account_proved = OwnAccount(proved=True)
members = Members()
members_even_banned = Members(even_banned=True)


def permission(name: str, *, in_person: bool = False) -> Staff:
    """The staff who hold `name`, in person or by a key whose scopes hold it too; or in person only."""
    return Staff(name, in_person=in_person)


def as_the_caller(view: Callable[..., Any]) -> Callable[..., Any]:
    """Name the caller as the actor of every fact; what staff do stands in the audit log."""

    @wraps(view)
    def acting(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:
        caller = request.auth
        with acting_as(Actor(caller.member.id if caller.member else None, staff=caller.staff)):
            return view(request, *args, **kwargs)

    return acting


def _caller_of(request: HttpRequest) -> Caller:
    _require_space(request)
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        key = key_of(token.strip()) if scheme.lower() == "bearer" else None
        if key is None:
            raise AuthenticationError
        note_use(key)
        return Caller(key.member, key)
    member: Member | None = getattr(request, "member", None)
    if request.user.is_authenticated and request.method not in _SAFE and check_csrf(request):
        message = _("Send the CSRF token of your session in the X-CSRFToken header.")
        raise Refused(message, code="csrf", status=403)
    return Caller(member)


def _refuse_if_closed(request: HttpRequest) -> None:
    space: Space | None = getattr(request, "space", None)
    if space is not None and space.closed_at:
        raise Refused(closed_sentence(space), code="space_closed", status=410)


def _require_space(request: HttpRequest) -> None:
    if getattr(request, "space", None) is not None:
        return
    if request.headers.get(SPACE_HEADER):
        raise Http404
    message = _("Name the space in the Juluo-Space header, or ask under its own address.")
    raise Refused(message, code="no_space", status=400)
