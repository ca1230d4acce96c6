"""What waits for a person before others read it: the rules of a space, and its word lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field, WithJsonSchema

from juluo.community.models import LIST_LENGTH, LIST_NAME_LENGTH, Screening, WordList
from juluo.community.operations.screening import Rules, keep_word_list, remove_word_list, set_screening
from juluo.community.queries.screening import screening, word_lists
from juluo.community.rules.lists import TEMPLATES
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404

router = Router(tags=["moderation"])
_may_moderate = permission("talk.moderate")


class ScreeningOut(Schema):
    """What waits for a person; 0 holds none."""

    newcomer_days: int
    holds_links: bool
    first_posts: int
    repeats: int
    templates: list[str]
    version: int


_TEMPLATE = WithJsonSchema({"type": "string", "enum": [each.code for each in TEMPLATES]})


class ScreeningIn(Input):
    newcomer_days: Annotated[int, Field(ge=0, le=365)]
    holds_links: bool
    first_posts: Annotated[int, Field(ge=0, le=20)]
    repeats: Annotated[int, Field(ge=0, le=100)]
    templates: Annotated[list[Annotated[str, Field(max_length=20), _TEMPLATE]], Field(max_length=20)] = []


class WordListOut(Schema):
    id: UUID
    name: str
    words: str
    on: bool
    changed_at: datetime


class WordListIn(Input):
    name: Annotated[str, Field(min_length=1, max_length=LIST_NAME_LENGTH)]
    words: Annotated[str, Field(min_length=1, max_length=LIST_LENGTH, description="One a line.")]
    on: bool = True


@router.get("/studio/screening", auth=_may_moderate, response=ScreeningOut, summary="Read what waits for a person")
def screening_rules(request: ApiRequest) -> Screening:
    del request
    return screening()


@router.put("/studio/screening", auth=_may_moderate, response=ScreeningOut, summary="Set what waits for a person")
def set_screening_rules(request: ApiRequest, said: ScreeningIn) -> Screening:
    """The same again changes nothing."""
    del request
    return set_screening(Rules(**said.dict() | {"templates": tuple(said.templates)}))


@router.get("/studio/word-lists", auth=_may_moderate, response=list[WordListOut], summary="List the word lists")
def lists(request: ApiRequest) -> Sequence[WordList]:
    """Of the space itself, the oldest first."""
    del request
    return list(word_lists())


@router.post("/studio/word-lists", auth=_may_moderate, response={201: WordListOut}, summary="Keep a word list")
def keep_list(request: ApiRequest, said: WordListIn) -> Status[WordList]:
    """Refused with `name_taken`."""
    del request
    return Status(201, keep_word_list(said.name, said.words, on=said.on))


@router.put(
    "/studio/word-lists/{uuid:word_list_id}", auth=_may_moderate, response=WordListOut, summary="Change a word list"
)
def change_list(request: ApiRequest, word_list_id: UUID, said: WordListIn) -> WordList:
    """The same again changes nothing."""
    del request
    return keep_word_list(said.name, said.words, on=said.on, known=get_or_404(word_lists(), id=word_list_id))


@router.delete("/studio/word-lists/{uuid:word_list_id}", auth=_may_moderate, response={204: None}, summary="Remove one")
def remove_list(request: ApiRequest, word_list_id: UUID) -> Status[None]:
    del request
    remove_word_list(get_or_404(word_lists(), id=word_list_id))
    return Status(204, None)
