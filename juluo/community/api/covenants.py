"""The covenant: read by everybody, published by staff, accepted by members."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import Covenant
from juluo.community.operations.covenants import COVENANT_LENGTH, publish_covenant
from juluo.community.queries.doors import covenant_versions, current_covenant
from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.schemas import Input, Text
from juluo.core.refusals import Refused

router = Router(tags=["people"])

Version = Annotated[int, Field(ge=1, le=100_000, description="The number of the version that was read.")]


class CovenantOut(Schema):
    """The covenant in force: what everybody accepts who joins. `text` is Markdown."""

    number: int
    text: str
    published_at: datetime


class CovenantIn(Input):
    text: Annotated[Text, Field(max_length=COVENANT_LENGTH, description="Markdown.")]


@router.get("/covenant", auth=everybody, response=CovenantOut, summary="Read the covenant")
def covenant(request: ApiRequest) -> Covenant:
    """The version in force."""
    del request
    return current_covenant()


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
