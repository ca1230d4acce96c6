from juluo.ip.models.persona import Persona, Story
from juluo.ip.models.post import Audience, Post, PostQuerySet, Series
from juluo.ip.models.series import PartRead

__all__ = [
    "Audience",
    "PartRead",
    "Persona",
    "Post",
    "PostQuerySet",
    "Series",
    "Story",
]
