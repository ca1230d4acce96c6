from juluo.ip.models.persona import Persona, Story
from juluo.ip.models.post import Post, PostQuerySet

__all__ = ["Persona", "Post", "PostQuerySet", "Story"]
