"""Posts: read by everybody once published, written and published by staff."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, MoneyOut, Text
from juluo.core.blocks import draw_blocks
from juluo.core.http import get_or_404
from juluo.ip.api.showing import ShownOut
from juluo.ip.models import Audience, Post
from juluo.ip.operations.posts import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    PostWords,
    edit_post,
    publish_post,
    unpublish_post,
    write_post,
)
from juluo.ip.queries.posts import feed, posts_latest_first, readable_posts
from juluo.ip.queries.reading import Step, met_by
from juluo.ip.queries.showing import shown_of
from juluo.ip.queries.team import Behind, team_of
from juluo.ip.rules.audience import free_part
from juluo.ip.rules.markdown import told

router = Router(tags=["posts"])
_may_write = permission("content.write")
_TIMES = ("written_at", "updated_at", "published_at", "due_at")
LAST_NUMBER = 2**31 - 1
_MARKDOWN = "Markdown; `::product[slug]` shows a product, and the line `::wall` ends the part that everyone reads."
_AUDIENCE = "Who reads it to its end; left out, it stays as it is, and is everyone for a new post."
_SINCE = "The revision your words began from: if there is a later one, they are refused with `changed_meanwhile`."
_COPY = "The key of your working copy (`/studio/copies`) that these words come from: it goes with them."


class PostOut(Schema):
    """A post. `text` is Markdown; `published_at` is null for a draft, `due_at` unless it is published by itself then.

    What everybody reads is `text` up to the wall: `whole` says whether it is all of the text.
    """

    id: UUID
    title: str
    kind: str
    text: str
    whole: bool
    audience: str
    author: str
    written_at: datetime
    updated_at: datetime
    published_at: datetime | None
    due_at: datetime | None
    cover_id: UUID | None

    @classmethod
    def of(cls, post: Post, text: str | None = None) -> Self:
        """Show `text` of a post, or its free part if it is not said how much."""
        said = {name: getattr(post, name) for name in ("id", "title", "kind", "audience", "cover_id", *_TIMES)}
        text = free_part(post) if text is None else text
        return cls(text=text, whole=text == post.text, author=post.author.name, **said)

    @classmethod
    def for_staff(cls, post: Post) -> Self:
        return cls.of(post, post.text)


class WallOfferOut(Schema):
    """Something on sale, at the caller's price."""

    title: str
    url: str
    price: MoneyOut


class ReadPostOut(PostOut):
    """A post as readers meet it. `author_role` is "" for who is not introduced as one of the people behind the IP.

    `author_human` really writes where the author's name is an invented voice, else it is "".
    """

    author_role: str
    author_human: str

    @classmethod
    def by(cls, request: ApiRequest, post: Post, text: str | None = None, **more: Any) -> Self:
        who = team_of(request.space).get(post.author_id) or Behind("", "")
        return cls(**PostOut.of(post, text).dict(), author_role=who.role, author_human=who.human, **more)


class StepOut(Schema):
    """What a caller who may not read on can do: join, buy (at `price`), rise to another rung, or wait.

    `others` are what opens it, too, and costs more.
    """

    kind: str
    sentence: str
    action: str
    url: str
    price: MoneyOut | None
    others: list[WallOfferOut]

    @classmethod
    def of(cls, request: ApiRequest, step: Step) -> Self:
        price = MoneyOut.of(step.price) if step.price else None
        url = request.build_absolute_uri(step.url)
        others = [
            WallOfferOut(title=each.title, url=request.build_absolute_uri(each.url), price=MoneyOut.of(each.price))
            for each in step.others
        ]
        return cls(kind=step.kind, sentence=step.sentence, action=step.action, url=url, price=price, others=others)


class ToldPostOut(ReadPostOut):
    """A post to read. `html` is its text as the page shows it, product cards at the caller's prices among it.

    Who may not read on gets the free part and the next `step`; it is null for who reads the whole. What stands at the
    top is `shown`, as far as the caller may have it.
    """

    html: str
    step: StepOut | None
    shown: ShownOut


class PostIn(Input):
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    text: Annotated[Text, Field(max_length=TEXT_LENGTH, description=_MARKDOWN)]
    audience: Annotated[Audience | None, Field(strict=False, description=_AUDIENCE)] = None
    since: Annotated[int | None, Field(ge=1, le=LAST_NUMBER, description=_SINCE)] = None
    copy_key: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$", description=_COPY)] = ""

    def words(self) -> PostWords:
        said = self.dict()
        return PostWords(copy=said.pop("copy_key"), **said)


@router.get("/posts", auth=everybody, response=Listed[ReadPostOut], summary="List published posts")
def posts(request: ApiRequest, asked: PageAsked) -> object:
    """The latest published first, each with the part of its text that everyone reads."""
    return listed(request, feed(), asked, lambda post: ReadPostOut.by(request, post))


@router.get("/posts/{uuid:post_id}", auth=everybody, response=ToldPostOut, summary="Read a post")
def post(request: ApiRequest, post_id: UUID) -> ToldPostOut:
    """Only what is published, as much of it as you may read; a draft answers as if it were not there."""
    found = get_or_404(readable_posts(), id=post_id)
    met = met_by(found, request.member)
    html = told(met.text, draw_blocks(met.text, request.member, request.space))
    step = StepOut.of(request, met.step) if met.step else None
    shown = ShownOut.of(request, found, shown_of(found, whole=met.step is None))
    return ToldPostOut.by(request, found, met.text, html=html, step=step, shown=shown)


@router.get("/studio/posts", auth=_may_write, response=Listed[PostOut], summary="List drafts and posts")
def drafts(request: ApiRequest, asked: PageAsked) -> object:
    """Drafts and published posts, the latest written first."""
    return listed(request, posts_latest_first(), asked, PostOut.for_staff)


@router.post("/studio/posts", auth=_may_write, response={201: PostOut}, summary="Write a draft")
def write(request: ApiRequest, said: PostIn) -> Status[PostOut]:
    """Nobody but staff sees it before it is published."""
    return Status(201, PostOut.for_staff(write_post(request.member, said.words())))


@router.put("/studio/posts/{uuid:post_id}", auth=_may_write, response=PostOut, summary="Edit a post")
def edit(request: ApiRequest, post_id: UUID, said: PostIn) -> PostOut:
    """Replace its title, its text and, if it is named, its audience; the cover stays."""
    del request
    known = _known(post_id)
    return PostOut.for_staff(edit_post(known, said.words(), cover=known.cover))


@router.post("/studio/posts/{uuid:post_id}/publication", auth=_may_write, response=PostOut, summary="Publish a post")
def publish(request: ApiRequest, post_id: UUID) -> PostOut:
    """Let everybody read it, from now on. Publishing twice changes nothing."""
    del request
    return PostOut.for_staff(publish_post(_known(post_id)))


@router.post("/studio/posts/{uuid:post_id}/withdrawal", auth=_may_write, response=PostOut, summary="Take a post back")
def unpublish(request: ApiRequest, post_id: UUID) -> PostOut:
    """Make it a draft again: nobody but staff reads it. Taking it back twice changes nothing."""
    del request
    return PostOut.for_staff(unpublish_post(_known(post_id)))


def _known(post_id: UUID) -> Post:
    return get_or_404(posts_latest_first().select_related("cover"), id=post_id)
