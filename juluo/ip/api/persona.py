"""The persona and the story of the IP: read by everybody, told by staff."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Self

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.schemas import Input, Line, Text
from juluo.core.blocks import draw_blocks
from juluo.ip.api.pictures import PictureOut
from juluo.ip.models import Persona, Story
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH
from juluo.ip.queries.posts import persona as the_persona
from juluo.ip.queries.posts import story as the_story
from juluo.ip.rules.markdown import told

router = Router(tags=["persona"])
_may_write = permission("content.write")


class PersonaOut(Schema):
    """Who the IP is and what it believes; `human_author` is the real person behind the voice."""

    name: str
    kind: str
    human_author: str
    tagline: str
    beliefs: list[str]
    origin: str
    tone: str
    timeline: list[str]
    contact: str
    portrait: PictureOut | None

    @classmethod
    def of(cls, request: ApiRequest, persona: Persona) -> Self:
        portrait = PictureOut.of(request, persona.portrait) if persona.portrait else None
        return cls(portrait=portrait, **asdict(PersonaWords.of(persona)))


class StoryOut(Schema):
    """The story of the IP. `text` is Markdown, `html` the same as the page shows it."""

    title: str
    text: str
    html: str
    told_at: datetime

    @classmethod
    def of(cls, request: ApiRequest, story: Story) -> Self:
        html = told(story.text, draw_blocks(story.text, request.member, request.space))
        return cls(title=story.title, text=story.text, html=html, told_at=story.told_at)


class PersonaIn(Input):
    name: Annotated[Line, Field(max_length=80)]
    kind: Annotated[Line, Field(description="person, product, service, company, story, figure or work.")]
    human_author: Annotated[Line, Field(max_length=60, description="A real name, also when the voice is invented.")]
    tagline: Annotated[str, Field(max_length=120)] = ""
    beliefs: Annotated[list[Line], Field(max_length=40, description="Short sentences, seven at most.")] = []
    origin: Annotated[str, Field(max_length=2000)] = ""
    tone: Annotated[str, Field(max_length=200)] = ""
    timeline: Annotated[
        list[Line], Field(max_length=100, description="Moments, each beginning with when; thirty at most.")
    ] = []
    contact: Annotated[str, Field(max_length=200, description="Where help with orders is found.")] = ""

    def words(self) -> PersonaWords:
        return PersonaWords(**self.dict())


class StoryIn(Input):
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    text: Annotated[Text, Field(max_length=TEXT_LENGTH, description="Markdown.")]


@router.get("/persona", auth=everybody, response=PersonaOut, summary="Read the persona")
def persona(request: ApiRequest) -> PersonaOut:
    """Who the IP is. A space that has not said it yet answers 404."""
    return PersonaOut.of(request, _told_already(the_persona()))


@router.put("/persona", auth=_may_write, response=PersonaOut, summary="Say who the IP is")
def describe(request: ApiRequest, said: PersonaIn) -> PersonaOut:
    """Replace what is said of the IP; what is left out becomes empty, and the portrait stays."""
    known = the_persona()
    return PersonaOut.of(request, describe_persona(said.words(), portrait=known.portrait if known else None))


@router.get("/story", auth=everybody, response=StoryOut, summary="Read the story")
def story(request: ApiRequest) -> StoryOut:
    """What others retell. A space without a story answers 404."""
    return StoryOut.of(request, _told_already(the_story()))


@router.put("/story", auth=_may_write, response=StoryOut, summary="Tell the story")
def tell(request: ApiRequest, said: StoryIn) -> StoryOut:
    """Replace the story. The same words again change nothing."""
    return StoryOut.of(request, tell_story(said.title, said.text))


def _told_already[Row: (Persona, Story)](found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found
