from dataclasses import dataclass
from uuid import UUID

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PostWritten(Fact):
    post_id: UUID


@dataclass(frozen=True, kw_only=True)
class PostChanged(Fact):
    post_id: UUID
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostPublished(Fact):
    post_id: UUID


@dataclass(frozen=True, kw_only=True)
class PostUnpublished(Fact):
    post_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonaChanged(Fact):
    persona_id: UUID
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StoryTold(Fact):
    story_id: UUID
