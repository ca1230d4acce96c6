from juluo.ip.models.comment import COMMENT_LENGTH, HIDING_WORDS_LENGTH, Comment, CommentQuerySet
from juluo.ip.models.persona import Endorsement, Persona, Story
from juluo.ip.models.post import Audience, Post, PostQuerySet, Series
from juluo.ip.models.response import Reaction, Report, SavedPost
from juluo.ip.models.series import PartRead

__all__ = [
    "COMMENT_LENGTH",
    "HIDING_WORDS_LENGTH",
    "Audience",
    "Comment",
    "CommentQuerySet",
    "Endorsement",
    "PartRead",
    "Persona",
    "Post",
    "PostQuerySet",
    "Reaction",
    "Report",
    "SavedPost",
    "Series",
    "Story",
]
