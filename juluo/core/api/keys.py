"""Keys of the space's API: made, listed and revoked by staff who may change its settings."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment
from juluo.core.http import get_or_404
from juluo.core.keys import make_key, revoke_key
from juluo.core.models import ApiKey

router = Router(tags=["keys"])
_may_change_settings = permission("settings.write", in_person=True)


class KeyOut(Schema):
    """A key, without its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    member_id: UUID
    made_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class MadeKeyOut(KeyOut):
    """A new key. `secret` is shown this once."""

    secret: str


class KeyIn(Input):
    name: Annotated[Line, Field(max_length=60)]
    scopes: Annotated[list[Line], Field(max_length=40)]
    expires_at: Moment | None = None


@router.get("/keys", auth=_may_change_settings, response=Listed[KeyOut], summary="List the keys")
def keys(request: ApiRequest, asked: PageAsked) -> object:
    """Every key of the space, the latest first, also those that ended."""
    return listed(request, ApiKey.objects.all(), asked, KeyOut.from_orm)


@router.post("/keys", auth=_may_change_settings, response={201: MadeKeyOut}, summary="Make a key")
def make(request: ApiRequest, wanted: KeyIn) -> Status[MadeKeyOut]:
    """The key acts as you, within `scopes`: `member` for what is your own, or permissions that you hold."""
    key, secret = make_key(request.member, name=wanted.name, scopes=wanted.scopes, expires_at=wanted.expires_at)
    return Status(201, MadeKeyOut(**KeyOut.from_orm(key).dict(), secret=secret))


@router.post("/keys/{uuid:key_id}/revocation", auth=_may_change_settings, response=KeyOut, summary="Revoke a key")
def revoke(request: ApiRequest, key_id: UUID) -> ApiKey:
    """End a key for good, from the next request on."""
    del request
    return revoke_key(get_or_404(ApiKey.objects.all(), id=key_id))
