from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts import PersonaChanged, StoryTold
from juluo.ip.models import Persona, Story
from juluo.ip.rules.persona import check_beliefs, check_kind, check_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaWords:
    """Who the IP is, in words; `human_author` is the real person behind the voice."""

    name: str
    kind: str
    human_author: str
    tagline: str = ""
    beliefs: list[str] = field(default_factory=list)
    origin: str = ""
    tone: str = ""
    timeline: list[str] = field(default_factory=list)
    contact: str = ""

    @classmethod
    def of(cls, persona: Persona) -> Self:
        """What the persona says now."""
        return cls(**{each.name: getattr(persona, each.name) for each in fields(cls)})


@transaction.atomic
def describe_persona(words: PersonaWords, *, portrait: Media | None = None) -> Persona:
    """Say who the IP is. The first time makes the persona; saying the same again changes nothing."""
    said = _cleaned(words) | {"portrait_id": portrait.pk if portrait else None}
    persona = Persona.objects.select_for_update().first() or Persona()
    changed = tuple(name for name, value in said.items() if getattr(persona, name) != value)
    if not changed:
        return persona
    for name in changed:
        setattr(persona, name, said[name])
    persona.save()
    renew_pages()
    record(PersonaChanged(persona_id=persona.pk, changed=changed))
    return persona


@transaction.atomic
def tell_story(title: str, text: str) -> Story:
    """Tell the story of the IP, in Markdown; telling it again replaces it. The same words change nothing."""
    title, text = clean_line(title, field="title", most=120), clean_text(text, field="text", most=60_000)
    story = Story.objects.select_for_update().first() or Story()
    if (story.title, story.text) == (title, text):
        return story
    story.title, story.text, story.told_at = title, text, clock.now()
    story.save()
    renew_pages()
    record(StoryTold(story_id=story.pk))
    return story


def _cleaned(words: PersonaWords) -> dict[str, Any]:
    return {
        "name": clean_line(words.name, field="name", most=80),
        "kind": check_kind(words.kind),
        "human_author": clean_line(words.human_author, field="human_author", most=60),
        "tagline": clean_line(words.tagline, field="tagline", most=120, least=0),
        "beliefs": check_beliefs(words.beliefs),
        "origin": clean_text(words.origin, field="origin", most=2000, least=0),
        "tone": clean_line(words.tone, field="tone", most=200, least=0),
        "timeline": check_timeline(words.timeline),
        "contact": clean_line(words.contact, field="contact", most=200, least=0),
    }
