"""Pictures of the space: what they show in words, and where they are cut."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.conf import settings
from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, file_body
from juluo.core.http import get_or_404
from juluo.core.media import describe_picture, keep_picture
from juluo.core.models import Media
from juluo.core.recordings.keeping import received
from juluo.ip.api.posts import PostOut
from juluo.ip.operations.posts import give_cover
from juluo.ip.queries.posts import posts_latest_first

router = Router(tags=["pictures"])
_may_write = permission("content.write")

type Percent = Annotated[int, Field(ge=0, le=100, strict=True)]


class Point(Input):
    """A point of a picture: percent from its left and from its top."""

    x: Percent
    y: Percent


class PictureOut(Schema):
    """A picture of the space: its address, up to 2,000 px wide, what it shows, and what stays when it is cut."""

    url: str
    alt: str
    focus: Point

    @classmethod
    def of(cls, request: ApiRequest, media: Media) -> Self:
        focus = Point(x=media.focus_x, y=media.focus_y)
        return cls(url=request.build_absolute_uri(media.url), alt=media.alt, focus=focus)


class KeptPictureOut(PictureOut):
    """A picture as staff see it; its size in pixels is that of the large one."""

    id: UUID
    width: int
    height: int
    made_at: datetime

    @classmethod
    def of(cls, request: ApiRequest, media: Media) -> Self:
        names = ("id", "width", "height", "made_at")
        return cls(**PictureOut.of(request, media).dict(), **{name: getattr(media, name) for name in names})


class PictureIn(Input):
    alt: Annotated[str, Field(max_length=200, description="Read aloud to those who do not see it.")]
    focus: Point


class Shows(Schema):
    """What a picture shows, of a picture that is sent."""

    alt: Annotated[str, Field(min_length=1, max_length=200, description="Read aloud to those who do not see it.")]


class CoverIn(Input):
    picture_id: Annotated[Id | None, Field(description="A picture of the space; null for a post without a cover.")]


@router.get("/studio/pictures", auth=_may_write, response=Listed[KeptPictureOut], summary="List pictures")
def pictures(request: ApiRequest, asked: PageAsked) -> object:
    """The latest kept first."""
    found = Media.objects.order_by("-id")
    return listed(request, found, asked, lambda media: KeptPictureOut.of(request, media))


@router.post(
    "/studio/pictures", auth=_may_write, response={201: KeptPictureOut}, summary="Keep a picture",
    openapi_extra=file_body("image/jpeg", "image/png", "image/webp", "image/gif"),
)  # fmt: skip
def keep(request: ApiRequest, shows: Annotated[Shows, Query()]) -> Status[KeptPictureOut]:
    """The body is the file. The same file twice is one picture, which keeps the words it has.

    Its address goes into a text as `![alt](url#WIDTHxHEIGHT)`, its id to the cover of a post. Refused: `too_heavy`,
    `too_large`, `not_a_picture`.
    """
    declared = int(request.META.get("CONTENT_LENGTH") or 0)
    with received(request.read, declared=declared, limit=settings.JULUO_UPLOAD_LIMIT) as file:
        kept = keep_picture(file, alt=shows.alt, member=request.member)
    return Status(201, KeptPictureOut.of(request, kept))


@router.put("/studio/posts/{uuid:post_id}/cover", auth=_may_write, response=PostOut, summary="Give a post its cover")
def cover(request: ApiRequest, post_id: UUID, said: CoverIn) -> PostOut:
    """Show a picture of the space over the post, or none. The words stay; the same picture again changes nothing."""
    del request
    known = get_or_404(posts_latest_first(), id=post_id)
    picture = get_or_404(Media.objects.all(), id=said.picture_id) if said.picture_id else None
    return PostOut.for_staff(give_cover(known, picture))


@router.get("/studio/pictures/{uuid:media_id}", auth=_may_write, response=KeptPictureOut, summary="Read a picture")
def picture(request: ApiRequest, media_id: UUID) -> KeptPictureOut:
    """What it shows, how large it is, and where it is cut."""
    return KeptPictureOut.of(request, get_or_404(Media.objects.all(), id=media_id))


@router.put("/studio/pictures/{uuid:media_id}", auth=_may_write, response=KeptPictureOut, summary="Describe a picture")
def describe(request: ApiRequest, media_id: UUID, said: PictureIn) -> KeptPictureOut:
    """Say what it shows and which point stays in sight when it is cut. The same again changes nothing."""
    known = get_or_404(Media.objects.all(), id=media_id)
    return KeptPictureOut.of(request, describe_picture(known, alt=said.alt, focus=(said.focus.x, said.focus.y)))
