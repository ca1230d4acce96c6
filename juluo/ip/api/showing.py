"""What stands at the top of a post: sound or film, a player of another host, or pictures in order."""

from typing import Annotated, Self
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.schemas import Id, Input, file_body
from juluo.core.http import first_or_404, get_or_404
from juluo.core.recordings.keeping import largest_recording, received
from juluo.core.recordings.views import send_recording
from juluo.core.views import send_picture
from juluo.ip.models import CAPTION_LENGTH, Post, PostPicture
from juluo.ip.operations.pictures import (
    add_pictures,
    describe_post_picture,
    free_pictures,
    order_pictures,
    remove_picture,
)
from juluo.ip.operations.playing import put_embed, put_recording, take_player_off
from juluo.ip.queries.posts import post_read
from juluo.ip.queries.showing import Shown, picture_open_to, recording_open_to, shown_of
from juluo.ip.rules.audience import is_walled
from juluo.ip.rules.embeds import LINK_LENGTH
from juluo.ip.rules.pictures import MOST_PICTURES

router = Router(tags=["posts"])
_may_write = permission("content.write")
_TOP = "/studio/posts/{uuid:post_id}"


class RecordingOut(Schema):
    """Sound or film: `url` answers range requests. `seconds` is null where the file does not say."""

    url: str
    content_type: str
    size: int
    seconds: int | None


class EmbedOut(Schema):
    """A player of another host, at `frame`; what it shows stands there at `page`."""

    host: str
    frame: str
    page: str


class StoryPictureOut(Schema):
    """A picture of a story, up to 2,000 px wide, at `url`; up to 480 px wide, at `small_url`."""

    id: UUID
    url: str
    small_url: str
    caption: str
    alt: str
    width: int
    height: int


class ShownOut(Schema):
    """What the caller sees or hears at the top of a post; of `picture_count` pictures perhaps only the first ones."""

    kind: str
    recording: RecordingOut | None
    embed: EmbedOut | None
    pictures: list[StoryPictureOut]
    picture_count: int

    @classmethod
    def of(cls, request: ApiRequest, post: Post, shown: Shown) -> Self:
        recording, embed = shown.recording, shown.embed
        root = request.build_absolute_uri(f"{request.path.partition('/api/v1/')[0]}/api/v1/posts/{post.pk}")
        return cls(
            kind=post.kind,
            recording=RecordingOut(url=f"{root}/recording", content_type=recording.content_type, size=recording.size,
                                   seconds=recording.seconds) if recording else None,
            embed=EmbedOut(host=embed.name, frame=embed.frame, page=embed.page) if embed else None,
            pictures=[_picture_out(f"{root}/pictures/{each.pk}", each) for each in shown.pictures],
            picture_count=shown.count,
        )  # fmt: skip


class EmbedIn(Input):
    link: Annotated[str, Field(max_length=LINK_LENGTH, description="An https address of a host that is allowed.")]


class PictureWordsIn(Input):
    caption: Annotated[str, Field(max_length=CAPTION_LENGTH)] = ""
    alt: Annotated[str, Field(max_length=200, description="Read aloud to those who do not see it.")] = ""


class PictureOrderIn(Input):
    picture_ids: Annotated[list[Id], Field(max_length=MOST_PICTURES, description="Every picture of the post once.")]


class FreePicturesIn(Input):
    count: Annotated[int, Field(strict=True, ge=0, le=MOST_PICTURES, description="So many everyone sees.")]


@router.get("/posts/{uuid:post_id}/recording", auth=everybody, summary="Hear or watch a post")
def recording(request: ApiRequest, post_id: UUID) -> HttpResponse:
    """The file itself, whole or the range that is asked for; to who reads the post to its end."""
    found = first_or_404(post_read(post_id))
    kept = first_or_404(recording_open_to(found, request.member))
    return send_recording(request, kept, called=found.title, free=not is_walled(found))


@router.get("/posts/{uuid:post_id}/pictures/{uuid:picture_id}/{slug:variant}", auth=everybody, summary="See a picture")
def picture(request: ApiRequest, post_id: UUID, picture_id: UUID, variant: str) -> HttpResponse:
    """The picture itself, `full` or `small`; to who sees it in the post."""
    found = first_or_404(post_read(post_id))
    kept, free = first_or_404(picture_open_to(found, picture_id, request.member))
    return send_picture(request, kept.media, variant, free=free)


@router.get(f"{_TOP}/shown", auth=_may_write, response=ShownOut, summary="See what a post shows")
def shown(request: ApiRequest, post_id: UUID) -> ShownOut:
    """What stands at the top of a post, of a draft too."""
    return _shown(request, post_id)


@router.put(
    f"{_TOP}/recording", auth=_may_write, response=ShownOut, summary="Put sound or film into a post",
    openapi_extra=file_body("audio/*", "video/*"),
)  # fmt: skip
def record(request: ApiRequest, post_id: UUID) -> ShownOut:
    """The body is the file: MP3, M4A, Ogg, WAV or FLAC, MP4 or WebM. What played before goes."""
    known = _known(post_id)
    with received(request.read, declared=_declared(request), limit=largest_recording()) as file:
        put_recording(known, file, by=request.member)
    return _shown(request, post_id)


@router.put(f"{_TOP}/embed", auth=_may_write, response=ShownOut, summary="Put a player of another host into a post")
def embed(request: ApiRequest, post_id: UUID, said: EmbedIn) -> ShownOut:
    """Say at which address it is watched. Nothing is fetched from there, and of the address only its key is kept."""
    put_embed(_known(post_id), said.link)
    return _shown(request, post_id)


@router.delete(f"{_TOP}/player", auth=_may_write, response=ShownOut, summary="Take sound or film out of a post")
def silence(request: ApiRequest, post_id: UUID) -> ShownOut:
    """A file of ours is deleted. Twice changes nothing."""
    take_player_off(_known(post_id))
    return _shown(request, post_id)


@router.post(
    f"{_TOP}/pictures", auth=_may_write, response={201: ShownOut}, summary="Add a picture to a story",
    openapi_extra=file_body("image/jpeg", "image/png", "image/webp", "image/gif"),
)  # fmt: skip
def add(request: ApiRequest, post_id: UUID) -> Status[ShownOut]:
    """The body is the file. It comes behind the pictures that are there; one of them sent again stays where it is."""
    known = _known(post_id)
    with received(request.read, declared=_declared(request), limit=settings.JULUO_UPLOAD_LIMIT) as file:
        add_pictures(known, [file], by=request.member)
    return Status(201, _shown(request, post_id))


@router.put(f"{_TOP}/pictures/order", auth=_may_write, response=ShownOut, summary="Order the pictures of a story")
def order(request: ApiRequest, post_id: UUID, said: PictureOrderIn) -> ShownOut:
    """Name every picture once."""
    order_pictures(_known(post_id), said.picture_ids)
    return _shown(request, post_id)


@router.put(f"{_TOP}/pictures/free", auth=_may_write, response=ShownOut, summary="Say how many pictures everyone sees")
def free(request: ApiRequest, post_id: UUID, said: FreePicturesIn) -> ShownOut:
    """Of a post that not everyone reads to its end."""
    free_pictures(_known(post_id), said.count)
    return _shown(request, post_id)


@router.put(f"{_TOP}/pictures/{{uuid:picture_id}}", auth=_may_write, response=ShownOut, summary="Describe a picture")
def describe(request: ApiRequest, post_id: UUID, picture_id: UUID, said: PictureWordsIn) -> ShownOut:
    """Say what stands below it, and what it shows."""
    describe_post_picture(_picture(post_id, picture_id), caption=said.caption, alt=said.alt)
    return _shown(request, post_id)


@router.delete(f"{_TOP}/pictures/{{uuid:picture_id}}", auth=_may_write, response=ShownOut, summary="Remove a picture")
def remove(request: ApiRequest, post_id: UUID, picture_id: UUID) -> ShownOut:
    """Take it out of the story."""
    remove_picture(_picture(post_id, picture_id))
    return _shown(request, post_id)


def _known(post_id: UUID) -> Post:
    return get_or_404(Post.objects.select_related("recording"), id=post_id)


def _picture(post_id: UUID, picture_id: UUID) -> PostPicture:
    return get_or_404(PostPicture.objects.select_related("post", "media"), id=picture_id, post=post_id)


def _shown(request: ApiRequest, post_id: UUID) -> ShownOut:
    known = _known(post_id)
    return ShownOut.of(request, known, shown_of(known, whole=True))


def _declared(request: ApiRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _picture_out(url: str, picture: PostPicture) -> StoryPictureOut:
    media = picture.media
    return StoryPictureOut(id=picture.pk, url=f"{url}/full", small_url=f"{url}/small", caption=picture.caption,
                           alt=media.alt, width=media.width, height=media.height)  # fmt: skip
