from juluo.ip.models.persona import Persona, Story
from juluo.ip.models.post import Audience, Post, PostQuerySet

__all__ = ["Audience", "Persona", "Post", "PostQuerySet", "Story"]
