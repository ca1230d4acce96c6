"""The covenant: read by everybody, published by staff, accepted by members."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import Article, Covenant
from juluo.community.operations.covenants import COVENANT_LENGTH, publish_covenant
from juluo.community.queries.doors import changes_for, covenant_versions, current_covenant
from juluo.community.queries.sanctions import articles_in_force
from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.schemas import Input, Text
from juluo.core.refusals import Refused
from juluo.ip.rules.differences import Piece

router = Router(tags=["people"])

Version = Annotated[int, Field(ge=1, le=100_000, description="The number of the version that was read.")]


class CovenantOut(Schema):
    """The covenant in force: what everybody accepts who joins. `text` is Markdown."""

    number: int
    text: str
    published_at: datetime


class ArticleOut(Schema):
    """A numbered part of the covenant, and what it lets a sanction pause: `writing`, `earning`, `buying-WORD`."""

    id: UUID
    number: int
    title: str
    text: str
    pauses: list[str]


class CovenantPieceOut(Schema):
    """A stretch that stayed ("same"), went ("gone") or came ("new")."""

    kind: str
    text: str

    @classmethod
    def of(cls, piece: Piece) -> Self:
        return cls(kind=piece.kind, text=piece.text)


class CovenantIn(Input):
    text: Annotated[Text, Field(max_length=COVENANT_LENGTH, description="Markdown.")]


@router.get("/covenant", auth=everybody, response=CovenantOut, summary="Read the covenant")
def covenant(request: ApiRequest) -> Covenant:
    """The version in force."""
    del request
    return current_covenant()


@router.get("/covenant/articles", auth=everybody, response=list[ArticleOut], summary="List the covenant's articles")
def articles(request: ApiRequest) -> list[Article]:
    """Those of the version in force, in their order."""
    del request
    return list(articles_in_force())


@router.get(
    "/covenant/changes",
    auth=members,
    response=list[CovenantPieceOut],
    summary="Read what changed since it was accepted",
)
def changes(request: ApiRequest) -> list[CovenantPieceOut]:
    """The whole text, word by word, against the version that the caller accepted last; [] for whoever accepted it."""
    return [CovenantPieceOut.of(each) for each in changes_for(request.member)]


@router.post(
    "/covenants", auth=permission("settings.write"), response={201: CovenantOut}, summary="Publish a new covenant"
)
def publish(request: ApiRequest, said: CovenantIn) -> Status[Covenant]:
    """Put it in force and ask every member to accept it. The words in force, sent again, make no new version."""
    del request
    return Status(201, publish_covenant(said.text))


@contextmanager
def version_accepted(number: int) -> Iterator[Covenant]:
    """Give the version of that number to a verb; what is wrong with it is wrong with `covenant`, whatever is ticked."""
    version = covenant_versions().filter(number=number).first()
    if version is None:
        message = _("There is no such version of the covenant.")
        raise Refused(message, code="unknown_covenant", field="covenant", status=422)
    try:
        yield version
    except Refused as refused:
        refused.field = "covenant" if refused.field == "accept" else refused.field
        raise
