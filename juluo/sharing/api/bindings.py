"""Who brought whom, for staff."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from juluo.core import clock
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.problems import naming
from juluo.core.api.schemas import Id, Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.sharing.models import Binding
from juluo.sharing.operations.bindings import REASON_LENGTH, rebind
from juluo.sharing.queries.bindings import binding_of, bindings_latest_first

router = Router(tags=["sharing"])


class BindingOut(Schema):
    """The member's orders credit the sharer until it expires or is replaced; until `protected_until` no touch does.

    `reason` is what staff said who bound by hand; a touch gives none.
    """

    id: UUID
    member_id: UUID
    sharer_id: UUID
    link_code: str | None
    by_staff: bool
    reason: str
    touched_at: datetime
    bound_at: datetime
    protected_until: datetime
    expires_at: datetime
    replaced_at: datetime | None

    @classmethod
    def of(cls, binding: Binding) -> Self:
        plain = {name: getattr(binding, name) for name in cls.model_fields if name != "link_code"}
        return cls(link_code=binding.link.code if binding.link else None, **plain)


class RebindIn(Input):
    sharer_id: Id
    reason: Annotated[Line, Field(max_length=REASON_LENGTH, description="Kept, and in the audit log.")]


@router.get(
    "/studio/bindings", auth=permission("sharing.read"), response=Listed[BindingOut], summary="List the bindings"
)
def bindings(request: ApiRequest, asked: PageAsked) -> object:
    """Every binding, also those that were replaced or have expired, the latest first."""
    return listed(request, bindings_latest_first(), asked, BindingOut.of)


@router.get(
    "/members/{uuid:member_id}/binding",
    auth=permission("sharing.read"),
    response=BindingOut,
    summary="Read who brought a member",
)
def binding(request: ApiRequest, member_id: UUID) -> BindingOut:
    """The binding that holds now; 404 if the member is bound to nobody."""
    del request
    found = binding_of(get_or_404(Member.objects.all(), id=member_id), clock.now())
    if found is None:
        raise Http404
    return BindingOut.of(found)


@router.put(
    "/members/{uuid:member_id}/binding",
    auth=permission("settings.write"),
    response=BindingOut,
    summary="Bind a member to another sharer",
)
def change_binding(request: ApiRequest, member_id: UUID, wanted: RebindIn) -> BindingOut:
    """From now on, for a reason that is kept; earlier orders keep their attribution. Again, it changes nothing."""
    del request
    member = get_or_404(Member.objects.present(), id=member_id)
    sharer = Member.objects.present().filter(pk=wanted.sharer_id).first()
    if sharer is None:
        message = _("No member of this space has this id.")
        raise Refused(message, code="unknown", field="sharer_id", status=422)
    with naming(sharer="sharer_id"):
        return BindingOut.of(rebind(member, sharer, reason=wanted.reason))
